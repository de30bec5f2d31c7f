//! What binds placements to each other: brothers and sisters, children to keep apart, and the home that
//! a child leaves.

use std::collections::BTreeMap;

use nearhome_model::{ChildId, Snapshot};
use nearhome_rules::{Level, Policy, spanning};

use crate::{day::Day, levels::Levels, record::Placement};

/// What binds a placement to an earlier one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Relation {
    /// The earlier placement, or one of the same day that stands before.
    pub(crate) other: usize,
    pub(crate) bond: Bond,
}

/// How two placements are bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Bond {
    /// The same child, who leaves the other placement's home for this one's: they differ, and the place is
    /// free from the day after.
    Leaves,
    /// Brothers or sisters: the cost of not sharing a home.
    Siblings(Vec<i64>),
    /// The cost of sharing a home; `None`: never.
    Apart(Option<Vec<i64>>),
}

/// Relations between children, whenever they are there together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Between {
    siblings: BTreeMap<(ChildId, ChildId), Vec<i64>>,
    apart: BTreeMap<(ChildId, ChildId), Option<Vec<i64>>>,
    alone: Vec<ChildId>,
}

impl Between {
    /// What the rules say of the children of a snapshot, all of whom need a home.
    pub(crate) fn of(snapshot: &Snapshot, policy: &Policy, levels: &Levels) -> Self {
        let mut between = Self { alone: spanning::alone(snapshot, policy), ..Self::default() };
        for group in spanning::sibling_groups(snapshot, policy) {
            let amount = group.split_cost.unwrap_or(1);
            for (index, first) in group.children.iter().enumerate() {
                for second in &group.children[index + 1..] {
                    let cost = levels.only(Level::SiblingsSplit, amount);
                    between.siblings.insert((first.clone(), second.clone()), cost);
                }
            }
        }
        for pair in spanning::apart_pairs(snapshot, policy) {
            let cost = pair.cost.map(|cost| levels.only(cost.level, cost.amount));
            let known = between.apart.entry((pair.first, pair.second)).or_insert_with(|| cost.clone());
            *known = match (known.take(), cost) {
                (Some(one), Some(other)) => Some(one.iter().zip(&other).map(|(a, b)| *a.max(b)).collect()),
                _ => None,
            };
        }
        between
    }

    /// Whether a child must be alone in its home.
    pub(crate) fn is_alone(&self, child: &ChildId) -> bool {
        self.alone.binary_search(child).is_ok()
    }

    /// The relations of each placement, which stand by first day.
    pub(crate) fn of_placements(
        &self,
        placements: &[Placement],
        end: impl Fn(usize) -> Option<Day>,
    ) -> Vec<Vec<Relation>> {
        let mut of_child: BTreeMap<&ChildId, Vec<usize>> = BTreeMap::new();
        for (index, placement) in placements.iter().enumerate() {
            of_child.entry(&placement.child).or_default().push(index);
        }
        let mut relations = vec![Vec::new(); placements.len()];
        for own in of_child.values() {
            for pair in own.windows(2) {
                if end(pair[0]) == Some(placements[pair[1]].start) {
                    relations[pair[1]].push(Relation { other: pair[0], bond: Bond::Leaves });
                }
            }
        }
        let bonds = self.siblings.iter().map(|(pair, cost)| (pair, Bond::Siblings(cost.clone())));
        let bonds = bonds.chain(self.apart.iter().map(|(pair, cost)| (pair, Bond::Apart(cost.clone()))));
        for ((first, second), bond) in bonds {
            let (Some(first), Some(second)) = (of_child.get(first), of_child.get(second)) else { continue };
            for (&one, &other) in first.iter().flat_map(|one| second.iter().map(move |other| (one, other))) {
                let (earlier, later) = (one.min(other), one.max(other));
                if shares_days(placements, &end, earlier, later, &bond) {
                    relations[later].push(Relation { other: earlier, bond: bond.clone() });
                }
            }
        }
        for list in &mut relations {
            list.sort_by_key(|relation| relation.other);
        }
        relations
    }
}

/// Whether both are sought and the earlier still lasts when the later begins. Brothers and sisters in homes of
/// different kinds cannot live together, whatever home is chosen.
fn shares_days(
    placements: &[Placement],
    end: &impl Fn(usize) -> Option<Day>,
    earlier: usize,
    later: usize,
    bond: &Bond,
) -> bool {
    let (one, other) = (&placements[earlier], &placements[later]);
    let lasts = end(earlier).is_none_or(|end| other.start < end);
    let chosen = one.home.is_some() && other.kept.is_none();
    let kinds = !matches!(bond, Bond::Siblings(_)) || one.group == other.group;
    lasts && chosen && kinds
}
