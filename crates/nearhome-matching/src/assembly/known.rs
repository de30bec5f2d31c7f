//! What an assembly knows of another council that differs from its own in little: which pairs the rules judge as before.
//!
//! A rule looks at the child and the home of a pair, at who lives in the home, at the child's brothers and sisters, its baby and
//! those it is to be kept apart from, at contracts, and at the council and the day. A pair is judged anew if its child or its
//! home is touched: if its own record is new or otherwise, or that of a child who has to do with it in one of these ways. Where
//! the council itself, the day or contracts are otherwise, nothing is known.

use std::collections::{BTreeMap, BTreeSet};

use nearhome_model::{Child, ChildId, Home, HomeId, KeepApart, SiblingGroup, Snapshot};
use nearhome_problem::PlacementOption;

use super::Assembly;

/// Pairs that the rules judge as before.
pub(super) struct Known<'k> {
    assembly: &'k Assembly<'k>,
    touched: BTreeSet<ChildId>,
    /// For each home of the assembly its number in the other council; `None`: it is touched, or not there any more.
    homes: Vec<Option<u32>>,
    /// The homes of the other council that are touched, by number.
    touched_homes: Vec<u32>,
    /// Where the options of each child of the assembly begin; after the last one, where they end.
    first_option: Vec<usize>,
}

impl<'k> Known<'k> {
    /// What an assembly knows of a snapshot under the same policy; `None`: nothing.
    pub(super) fn new(assembly: &'k Assembly<'k>, snapshot: &Snapshot) -> Option<Self> {
        let own = assembly.snapshot;
        let has_same_ground = own.authority == snapshot.authority
            && own.date == snapshot.date
            && own.adjoining == snapshot.adjoining
            && own.contracts == snapshot.contracts
            && own.providers == snapshot.providers;
        let children = assembly.problem.options.children();
        if assembly.is_edited || !has_same_ground || !children.is_sorted() {
            return None;
        }
        let touched = touched_children(own, snapshot);
        let lived_in = [own, snapshot].into_iter().flat_map(|council| homes_of(council, &touched));
        let mut untouched: BTreeSet<&HomeId> = both(&own.homes, &snapshot.homes, |home| &home.id);
        for home in lived_in {
            untouched.remove(home);
        }
        let number = |home: &Home| {
            let at = snapshot.homes.binary_search_by(|other| other.id.cmp(&home.id)).ok();
            at.filter(|_| untouched.contains(&home.id)).and_then(|at| u32::try_from(at).ok())
        };
        let begins = |child: usize| children.partition_point(|&other| (other as usize) < child);
        Some(Self {
            assembly,
            homes: own.homes.iter().map(number).collect(),
            touched_homes: (0..)
                .zip(&snapshot.homes)
                .filter(|(_, home)| !untouched.contains(&home.id))
                .map(|(at, _)| at)
                .collect(),
            first_option: (0..=assembly.children.len()).map(begins).collect(),
            touched,
        })
    }

    /// The options of a child with untouched homes, and the number of each home in the other council; `None`: the child is
    /// touched.
    pub(super) fn options_of(
        &self,
        child: &Child,
    ) -> Option<impl Iterator<Item = (u32, PlacementOption<'k>)>> {
        let number = self.assembly.number_of(&child.id).filter(|_| !self.touched.contains(&child.id))?;
        let options = self.first_option[number]..self.first_option[number + 1];
        let problem = &self.assembly.problem;
        let known = options.map(|at| problem.options.get(at));
        Some(known.filter_map(|option| Some((self.homes[option.home as usize]?, option))))
    }

    /// The homes of the other council that are touched.
    pub(super) fn touched_homes(&self) -> &[u32] {
        &self.touched_homes
    }
}

/// The ids of those who are in both lists and the same.
fn both<'s, T: PartialEq, Id: Ord>(
    before: &'s [T],
    after: &'s [T],
    id: impl Fn(&'s T) -> &'s Id,
) -> BTreeSet<&'s Id> {
    let known: BTreeMap<&Id, &T> = before.iter().map(|one| (id(one), one)).collect();
    after.iter().filter(|one| known.get(id(one)).is_some_and(|other| other == one)).map(&id).collect()
}

/// Children who are new, gone or otherwise, and those who have to do with them.
fn touched_children(before: &Snapshot, after: &Snapshot) -> BTreeSet<ChildId> {
    let councils = [before, after];
    let same = both(&before.children, &after.children, |child: &Child| &child.id);
    let all = councils.into_iter().flat_map(|council| &council.children);
    let mut touched: BTreeSet<ChildId> =
        all.map(|child| &child.id).filter(|id| !same.contains(id)).cloned().collect();
    let groups = both(&before.sibling_groups, &after.sibling_groups, |group: &SiblingGroup| &group.id);
    let of_groups = councils.into_iter().flat_map(|council| &council.sibling_groups);
    for group in of_groups {
        if !groups.contains(&group.id) || group.children.iter().any(|child| !same.contains(child)) {
            touched.extend(group.children.iter().cloned());
        }
    }
    let is_in = |pair: &&KeepApart, council: &Snapshot| council.keep_apart.contains(pair);
    for pair in councils.into_iter().flat_map(|council| &council.keep_apart) {
        if !councils.into_iter().all(|council| is_in(&pair, council)) {
            touched.extend([pair.first.clone(), pair.second.clone()]);
        }
    }
    let mut families = Vec::new();
    for child in councils.into_iter().flat_map(|council| &council.children) {
        if let Some(baby) =
            child.baby.as_ref().filter(|baby| touched.contains(*baby) || touched.contains(&child.id))
        {
            families.extend([baby.clone(), child.id.clone()]);
        }
    }
    touched.extend(families);
    touched
}

/// The homes in which some children live.
fn homes_of<'s>(council: &'s Snapshot, children: &BTreeSet<ChildId>) -> Vec<&'s HomeId> {
    let placed = children.iter().filter_map(|id| council.child(id)?.placement.as_ref());
    placed.filter_map(|placement| placement.home.as_ref()).collect()
}
