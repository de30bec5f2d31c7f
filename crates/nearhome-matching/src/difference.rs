//! Two plans set side by side, child by child.

use std::collections::BTreeMap;

use nearhome_model::{ChildId, HomeId};
use serde::Serialize;

use crate::{
    Assembly, LevelCost, Placing,
    matching::{level_cost, present_home},
};

/// Where a plan has a child.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// In this home of the register.
    Home(HomeId),
    /// In no home of the register.
    NoHome,
    /// The child is not looked after, or lives outside the register for good.
    NotInThePlan,
}

/// A child for whom two plans differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Difference {
    /// The child.
    pub child: ChildId,
    /// The home of the register in which the child lives today.
    pub present: Option<HomeId>,
    /// Where the first plan has the child.
    pub before: Place,
    /// Where the second plan has the child.
    pub after: Place,
    /// What the second costs more than the first for this child by itself; less is negative.
    pub cost: LevelCost,
}

/// Two plans set side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Differences {
    /// Children for whom place or cost differ, by id.
    pub children: Vec<Difference>,
    /// What the second plan costs more than the first between children: brothers and sisters who are separated,
    /// children who share a home and had better not.
    pub between_children: LevelCost,
    /// What the second plan costs more than the first: the sum of all of the above.
    pub total: LevelCost,
}

/// A plan of an assembly.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Planned<'a> {
    pub(crate) assembly: &'a Assembly<'a>,
    pub(crate) plan: &'a Placing,
}

impl<'a> Planned<'a> {
    pub(crate) fn new(assembly: &'a Assembly<'a>, plan: &'a Placing) -> Self {
        Self { assembly, plan }
    }

    /// Where each child is and what it costs there by itself.
    fn places(self) -> BTreeMap<&'a ChildId, (Place, Vec<i128>)> {
        let assembly = self.assembly;
        let costs = costs_in(assembly, self.plan);
        let place = |home: Option<u32>| match home {
            Some(home) => Place::Home(assembly.homes[home as usize].id.clone()),
            None => Place::NoHome,
        };
        let children = assembly.children.iter().zip(&self.plan.homes).zip(costs);
        children.map(|((child, &home), cost)| (&child.id, (place(home), cost))).collect()
    }
}

/// Sets two plans on the same levels side by side.
pub(crate) fn differences(before: Planned<'_>, after: Planned<'_>) -> Differences {
    let levels = before.assembly.levels();
    let (first, second) = (before.places(), after.places());
    let nowhere = (Place::NotInThePlan, vec![0; levels.len()]);
    let mut ids: Vec<&ChildId> = first.keys().chain(second.keys()).copied().collect();
    ids.sort();
    ids.dedup();
    let mut rest: Vec<i128> = minus(&after.plan.totals, &before.plan.totals);
    let total = level_cost(levels, rest.iter().copied());
    let mut children = Vec::new();
    for id in ids {
        let (one, other) = (first.get(id).unwrap_or(&nowhere), second.get(id).unwrap_or(&nowhere));
        if one == other {
            continue;
        }
        let more = minus(&other.1, &one.1);
        rest = minus(&rest, &more);
        let snapshots = [before.assembly.snapshot, after.assembly.snapshot];
        let record = snapshots.into_iter().find_map(|snapshot| snapshot.child(id));
        children.push(Difference {
            child: id.clone(),
            present: record.and_then(present_home).cloned(),
            before: one.0.clone(),
            after: other.0.clone(),
            cost: level_cost(levels, more.into_iter()),
        });
    }
    Differences { children, between_children: level_cost(levels, rest.into_iter()), total }
}

pub(crate) fn minus(more: &[i128], less: &[i128]) -> Vec<i128> {
    more.iter().zip(less).map(|(more, less)| more - less).collect()
}

/// What each child costs by itself in a plan.
pub(crate) fn costs_in(assembly: &Assembly<'_>, plan: &Placing) -> Vec<Vec<i128>> {
    let wide = |cost: &[i64]| cost.iter().copied().map(i128::from).collect::<Vec<_>>();
    let unplaced =
        assembly.problem.children.iter().map(|child| child.unplaced.as_deref().unwrap_or_default());
    let mut costs: Vec<Vec<i128>> = unplaced.map(wide).collect();
    for option in assembly.problem.options.iter() {
        if plan.homes[option.child as usize] == Some(option.home) {
            costs[option.child as usize] = wide(option.cost);
        }
    }
    costs
}
