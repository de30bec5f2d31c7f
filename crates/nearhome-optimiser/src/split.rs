//! Divides a problem into pure flows, which get a certificate, and the rest.

use nearhome_problem::{PlacementOption, Problem};
use petgraph::unionfind::UnionFind;

use crate::laminar::Laminar;

/// Children and homes that are tied by permitted pairs, and by caps that are disjoint or nested, alone.
#[derive(Clone, Debug, Default)]
pub(crate) struct FlowPart {
    /// Children, ascending.
    pub(crate) children: Vec<u32>,
    /// Homes, ascending.
    pub(crate) homes: Vec<u32>,
    /// Caps over these homes, ascending.
    pub(crate) caps: Vec<u32>,
    /// The options that `fixed` leaves them, by child and home.
    pub(crate) options: Listing,
}

/// Options of a problem, by child and home.
#[derive(Clone, Debug)]
pub(crate) enum Listing {
    /// The first so many: the whole of a problem that lists them in this order.
    First(usize),
    /// These.
    These(Vec<u32>),
}

impl Listing {
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::First(length) => *length,
            Self::These(options) => options.len(),
        }
    }

    /// The index of the option at this place.
    #[inline]
    pub(crate) fn at(&self, place: usize) -> usize {
        match self {
            Self::First(_) => place,
            Self::These(options) => options[place] as usize,
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> {
        (0..self.len()).map(|place| self.at(place))
    }
}

impl Default for Listing {
    fn default() -> Self {
        Self::First(0)
    }
}

/// A problem divided.
pub(crate) struct Divided {
    pub(crate) flows: Vec<FlowPart>,
    /// For each home of a flow its place among the homes of its part; homes of other parts have some number too.
    pub(crate) place_in_flow: Vec<u32>,
    /// Children of all other parts, ascending, and their options.
    pub(crate) other_children: Vec<u32>,
    pub(crate) other_options: Vec<u32>,
    /// For each child the home it is fixed to.
    pub(crate) fixed: Vec<Option<u32>>,
}

/// Divides a problem; a part is a flow when no side constraint touches it but caps that are disjoint or nested.
pub(crate) fn divide(problem: &Problem) -> Divided {
    let mut fixed = vec![None; problem.children.len()];
    for pair in &problem.fixed {
        fixed[pair.child as usize] = Some(pair.home);
    }
    let joined = joined(problem);
    let touched = touched(problem, &fixed);
    let mut is_flow = vec![true; problem.children.len() + problem.homes.len()];
    for (node, _) in touched.iter().enumerate().filter(|(_, touched)| **touched) {
        is_flow[joined.find(node)] = false;
    }
    collect(problem, fixed, &joined, &is_flow)
}

/// Children and, after them, homes, joined where there is an option or a cap.
fn joined(problem: &Problem) -> UnionFind<usize> {
    let children = problem.children.len();
    let mut joined = UnionFind::new(children + problem.homes.len());
    // Neighbours in the list mostly tie the same two sets again; what is known of a home's set stays true.
    let mut known: Vec<Option<usize>> = vec![None; problem.homes.len()];
    let mut last = None;
    let mut root = 0;
    for (&child, &home) in problem.options.children().iter().zip(problem.options.homes()) {
        if last != Some(child) {
            last = Some(child);
            root = joined.find_mut(child as usize);
        }
        if known[home as usize] != Some(root) {
            joined.union(root, children + home as usize);
            root = joined.find_mut(root);
            known[home as usize] = Some(root);
        }
    }
    for homes in problem.caps.iter().map(|cap| &cap.homes) {
        for pair in homes.windows(2) {
            joined.union(children + pair[0] as usize, children + pair[1] as usize);
        }
    }
    joined
}

/// All options that `fixed` leaves, by child and home: the answer shall not depend on the order in which
/// pairs are listed.
fn listing(problem: &Problem, fixed: &[Option<u32>]) -> Listing {
    let (children, homes) = (problem.options.children(), problem.options.homes());
    let pair = |index: u32| (children[index as usize], homes[index as usize]);
    let is_ordered = || {
        let pairs = children.iter().zip(homes);
        pairs.clone().zip(pairs.skip(1)).all(|(one, other)| one < other)
    };
    if problem.fixed.is_empty() && is_ordered() {
        return Listing::First(children.len());
    }
    let count = number(children.len());
    let is_left = |&index: &u32| {
        let (child, home) = pair(index);
        fixed[child as usize].is_none_or(|fixed| fixed == home)
    };
    let mut options: Vec<u32> = (0..count).filter(is_left).collect();
    options.sort_unstable_by_key(|&index| pair(index));
    Listing::These(options)
}

fn collect(
    problem: &Problem,
    fixed: Vec<Option<u32>>,
    joined: &UnionFind<usize>,
    is_flow: &[bool],
) -> Divided {
    let options = listing(problem, &fixed);
    let mut divided = Divided {
        flows: Vec::new(),
        place_in_flow: vec![0; problem.homes.len()],
        other_children: Vec::new(),
        other_options: Vec::new(),
        fixed,
    };
    let mut part_of_root = vec![None; is_flow.len()];
    let mut part_of: Vec<Option<usize>> = vec![None; problem.children.len()];
    for (child, part_of) in part_of.iter_mut().enumerate() {
        let root = joined.find(child);
        let number = number(child);
        if is_flow[root] {
            let part = *part_of_root[root].get_or_insert_with(|| {
                divided.flows.push(FlowPart::default());
                divided.flows.len() - 1
            });
            divided.flows[part].children.push(number);
            *part_of = Some(part);
        } else {
            divided.other_children.push(number);
        }
    }
    for home in 0..problem.homes.len() {
        if let Some(part) = part_of_root[joined.find(problem.children.len() + home)] {
            let homes = &mut divided.flows[part].homes;
            divided.place_in_flow[home] = number(homes.len());
            homes.push(number(home));
        }
    }
    for (cap, given) in (0..).zip(&problem.caps) {
        let root = given.homes.first().map(|&home| joined.find(problem.children.len() + home as usize));
        if let Some(part) = root.and_then(|root| part_of_root[root]) {
            divided.flows[part].caps.push(cap);
        }
    }
    if let ([flow], []) = (&mut divided.flows[..], &divided.other_children[..]) {
        flow.options = options;
        return divided;
    }
    let mut lists: Vec<Vec<u32>> = vec![Vec::new(); divided.flows.len()];
    for option in options.iter() {
        let number = number(option);
        match part_of[problem.options.children()[option] as usize] {
            Some(part) => lists[part].push(number),
            None => divided.other_options.push(number),
        }
    }
    for (flow, list) in divided.flows.iter_mut().zip(lists) {
        flow.options = Listing::These(list);
    }
    divided
}

/// Children and, after them, homes that a side constraint touches with which a part is no flow; of a cap that overlaps
/// another only its first home.
///
/// Even a constraint that cannot bind counts, and so do options that `fixed` rules out: a checker can
/// then see at a glance that the part is a flow.
fn touched(problem: &Problem, fixed: &[Option<u32>]) -> Vec<bool> {
    let children = problem.children.len();
    let mut touched = vec![false; children + problem.homes.len()];
    let grouped = problem.together.iter().flat_map(|group| &group.children);
    let paired = problem.apart.iter().flat_map(|pair| &pair.children);
    for &child in grouped.chain(paired).chain(&problem.alone) {
        touched[child as usize] = true;
    }
    for (index, child) in problem.children.iter().enumerate() {
        touched[index] |= child.stay.is_some();
    }
    for (option, _) in problem.options.places().iter().enumerate().filter(|(_, places)| **places > 1) {
        touched[problem.options.children()[option] as usize] = true;
    }
    let caps: Vec<&[u32]> = problem.caps.iter().map(|cap| &cap.homes[..]).collect();
    for cap in Laminar::new(problem.homes.len(), &caps).overlapping {
        touched[children + caps[cap as usize][0] as usize] = true;
    }
    touch_limited(problem, fixed, &mut touched);
    touched
}

/// A limit that could bind touches every child who can pay anything on its level.
fn touch_limited(problem: &Problem, fixed: &[Option<u32>], touched: &mut [bool]) {
    for limit in &problem.limits {
        let mut dearest: Vec<i64> = vec![0; problem.children.len()];
        for (child, given) in problem.children.iter().enumerate() {
            if let (Some(cost), None) = (&given.unplaced, fixed[child]) {
                dearest[child] = cost[limit.level];
            }
        }
        let is_left = |option: &PlacementOption<'_>| {
            fixed[option.child as usize].is_none_or(|home| home == option.home)
        };
        for option in problem.options.iter().filter(is_left) {
            let most = &mut dearest[option.child as usize];
            *most = (*most).max(option.cost[limit.level]);
        }
        let groups = problem.together.iter().filter_map(|group| group.split_cost.as_ref());
        let pairs = problem.apart.iter().filter_map(|pair| pair.cost.as_ref());
        let sides = groups.chain(pairs).map(|cost| i128::from(cost[limit.level]));
        let most = sides.sum::<i128>() + dearest.iter().map(|&cost| i128::from(cost)).sum::<i128>();
        if most > i128::from(limit.max) {
            (0..dearest.len()).filter(|&child| dearest[child] > 0).for_each(|child| touched[child] = true);
        }
    }
}

fn number(index: usize) -> u32 {
    u32::try_from(index).expect("children, homes and options are numbered in 32 bits")
}
