//! What the proof of a core counts besides the core: children decided before, and torn groups.

use crate::reduce::Reduced;

/// Everything in a proof but what is still to be decided.
#[derive(Clone, Debug, Default)]
pub(crate) struct Base {
    /// What it costs on each level, torn groups included.
    pub(crate) cost: Vec<i128>,
    /// At most what groups that are whole for certain would cost besides: who adds up a proof counts it and takes it off again.
    pub(crate) saved: Vec<i128>,
    /// Children who are decided.
    pub(crate) children: Vec<u32>,
    torn: Vec<Torn>,
}

/// A group that is torn for certain.
#[derive(Clone, Debug)]
struct Torn {
    /// In the problem's order.
    children: Vec<u32>,
    cost: Vec<i128>,
    /// Whether children of it who are not of this proof are undecided while it is read.
    is_open_elsewhere: bool,
}

impl Base {
    /// Nothing.
    pub(crate) fn nothing(levels: usize) -> Self {
        Self { cost: vec![0; levels], saved: vec![0; levels], ..Self::default() }
    }

    /// With what a reduction decided.
    pub(crate) fn with(&self, reduced: &Reduced) -> Self {
        let mut sum = self.clone();
        sum.cost.iter_mut().zip(&reduced.constant).for_each(|(sum, level)| *sum += level);
        sum.saved.iter_mut().zip(&reduced.saved).for_each(|(sum, level)| *sum += level);
        sum.children.extend(reduced.decided.iter().map(|&(child, _)| child));
        sum.torn.extend(reduced.torn.iter().map(|(children, cost)| Torn {
            children: children.clone(),
            cost: cost.clone(),
            is_open_elsewhere: false,
        }));
        sum
    }

    /// The largest sums that adding up a proof over these passes through.
    pub(crate) fn largest_sums(&self) -> Vec<i128> {
        self.cost.iter().zip(&self.saved).map(|(cost, saved)| cost + saved).collect()
    }

    /// With a torn group more, or with `sign` -1 less.
    fn count(&mut self, torn: &Torn, sign: i128) {
        self.cost.iter_mut().zip(&torn.cost).for_each(|(sum, level)| *sum += sign * level);
    }
}

/// Distributes a base over the proofs of several parts as certificates count it: a group that is torn for
/// certain belongs to the part that has all its undecided children, or else to the first of its children who is
/// in any. Returns what stays with the decided children, and the base of each part.
pub(crate) fn share(base: &Base, reduced: &Reduced) -> (Base, Vec<Base>) {
    let mut decided = base.with(reduced);
    let nothing = Base { saved: decided.saved.clone(), ..Base::nothing(decided.cost.len()) };
    let mut parts = vec![nothing; reduced.parts.len()];
    let mut part_of: Vec<(u32, Option<usize>)> =
        decided.children.iter().map(|&child| (child, None)).collect();
    for (at, part) in reduced.parts.iter().enumerate() {
        let children = part.units.iter().flat_map(|unit| &unit.children);
        part_of.extend(children.map(|&child| (child, Some(at))));
    }
    part_of.sort_unstable();
    for mut torn in std::mem::take(&mut decided.torn) {
        if let Some(part) = torn.find_part(&part_of) {
            decided.count(&torn, -1);
            parts[part].count(&torn, 1);
            parts[part].torn.push(torn);
        }
    }
    (decided, parts)
}

impl Torn {
    /// The part that counts the group; `None`: it stays with the decided ones. Each child has its part, if it
    /// is undecided.
    fn find_part(&mut self, part_of: &[(u32, Option<usize>)]) -> Option<usize> {
        let place = |child: &u32| part_of.binary_search_by_key(child, |&(child, _)| child).ok();
        let parts = self.children.iter().filter_map(place).map(|at| part_of[at].1);
        let mut undecided = parts.clone().flatten();
        let first = undecided.next();
        let is_divided = undecided.any(|other| Some(other) != first);
        if first.is_some() && !is_divided && !self.is_open_elsewhere {
            return first;
        }
        self.is_open_elsewhere |= is_divided;
        parts.clone().next().flatten()
    }
}
