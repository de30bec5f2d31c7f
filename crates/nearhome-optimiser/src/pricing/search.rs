//! Branch and bound over the sets of one place.

use crate::core::{Core, Index};

use super::{Fate, Household, Item, Pricer, Worth};

/// Nodes after which a search gives up exactness.
const NODES_MAX: u32 = 20_000;

/// Sets larger than this are not searched exactly.
const DEPTH_MAX: usize = 128;

/// One search. Its value at any moment is *hopeful*: members of groups carry their share of the
/// reward from the start, and give it back when the group can no longer be whole.
struct Search<'a> {
    core: &'a Core,
    items: &'a [Item],
    unit_pairs: &'a [Vec<(Index, Index)>],
    fates: &'a [Fate],
    worth: &'a Worth,
    /// Hopeful values summed from the front, positive ones only.
    sums: Vec<i128>,
    /// Whether sizes are all 1, so that `sums` gives the bound at once.
    unit_sizes: bool,
    instant_free: Vec<i64>,
    bounding: usize,
    taken: Vec<usize>,
    taken_unit: Vec<bool>,
    /// For each group: members taken, shares granted to them, whether it can no longer be whole.
    groups: Vec<GroupState>,
    best: i128,
    best_set: Vec<usize>,
    /// Largest bound of what was not searched.
    unsearched: i128,
    nodes: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct GroupState {
    taken: usize,
    granted: i128,
    torn: bool,
}

/// Whether the first item must be in the set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum First {
    Free,
    Forced,
}

pub(super) fn search(pricer: &Pricer<'_>, place: Index, worth: &Worth, first: First) -> Household {
    let core = pricer.core;
    let items = &pricer.items;
    let mut sums = vec![0];
    for item in items {
        sums.push(sums[sums.len() - 1] + item.hopeful.max(0));
    }
    let mut search = Search {
        core,
        items,
        unit_pairs: &pricer.unit_pairs,
        fates: &pricer.fates,
        worth,
        sums,
        unit_sizes: items.iter().all(|item| item.size == 1),
        instant_free: core.places[place as usize].free.clone(),
        bounding: super::bounding_instant(core, place).unwrap_or(0) as usize,
        taken: Vec::new(),
        taken_unit: vec![false; core.units.len()],
        groups: vec![GroupState::default(); core.groups.len()],
        best: if first == First::Forced { i128::MIN } else { 0 },
        best_set: Vec::new(),
        unsearched: i128::MIN,
        nodes: 0,
    };
    match first {
        First::Free => search.extend(0, 0),
        First::Forced => {
            if search.fits(0) {
                let hopeful = search.take(0);
                search.extend(1, hopeful);
            }
        }
    }
    let mut options: Vec<Index> =
        search.best_set.iter().flat_map(|&at| items[at].options().to_vec()).collect();
    options.sort_unstable();
    Household { value: search.best, bound: search.best.max(search.unsearched), options }
}

impl Search<'_> {
    /// Tries every way to add items from `start` on to the set taken so far.
    fn extend(&mut self, start: usize, mut hopeful: i128) {
        self.nodes += 1;
        self.record(hopeful);
        let mut torn_here = Vec::new();
        for at in start..self.items.len() {
            let bound = hopeful + self.rest(at);
            if bound <= self.best {
                break;
            }
            if self.nodes > NODES_MAX || self.taken.len() >= DEPTH_MAX {
                self.unsearched = self.unsearched.max(bound);
                break;
            }
            if self.fits(at) {
                let gain = self.take(at);
                self.extend(at + 1, hopeful + gain);
                self.give_back(at);
            }
            hopeful -= self.tear(at, &mut torn_here);
        }
        for group in torn_here {
            self.groups[group as usize].torn = false;
        }
    }

    /// An upper bound on what items from `at` on can add.
    fn rest(&self, at: usize) -> i128 {
        if self.instant_free.is_empty() {
            return self.sums[self.items.len()] - self.sums[at];
        }
        let mut room = self.instant_free[self.bounding];
        if self.unit_sizes {
            let end = self.items.len().min(at.saturating_add(usize::try_from(room).unwrap_or(0)));
            return self.sums[end] - self.sums[at];
        }
        let mut sum = 0;
        for item in self.items[at..].iter().take_while(|item| item.hopeful > 0) {
            if item.size > room {
                // Round up: the fraction only has to be a bound.
                return sum + item.hopeful * i128::from(room) / i128::from(item.size) + 1;
            }
            room -= item.size;
            sum += item.hopeful;
        }
        sum
    }

    fn fits(&self, at: usize) -> bool {
        let item = &self.items[at];
        let has_room = item.loads(self.core).fit(&self.instant_free);
        let may_meet = |pair: Index| self.core.pairs[pair as usize].cost.is_some();
        let stays_torn = |share: &super::Share| {
            self.fates[share.group as usize] != Fate::Torn
                || self.groups[share.group as usize].taken + share.members
                    < self.core.groups[share.group as usize].units.len()
        };
        has_room && self.partners(item).all(may_meet) && item.shares.iter().all(stays_torn)
    }

    /// Pairs of an item with units that are taken; *unplaced* is no home that could be shared.
    fn partners(&self, item: &Item) -> impl Iterator<Item = Index> {
        let is_home = self.core.home(item.option).is_some();
        let pairs = item.units().iter().flat_map(|&unit| &self.unit_pairs[unit as usize]);
        pairs.filter(move |&&(_, other)| is_home && self.taken_unit[other as usize]).map(|&(pair, _)| pair)
    }

    /// Takes an item and returns what it adds to the hopeful value.
    fn take(&mut self, at: usize) -> i128 {
        let item = &self.items[at];
        let lost: i128 = self.partners(item).map(|pair| self.worth.penalty[pair as usize]).sum();
        let mut gain = item.hopeful - lost;
        for share in &item.shares {
            let state = &mut self.groups[share.group as usize];
            state.taken += share.members;
            if state.torn {
                gain -= share.reward;
            } else {
                state.granted += share.reward;
            }
        }
        item.loads(self.core).take(&mut self.instant_free);
        self.taken.push(at);
        item.units().iter().for_each(|&unit| self.taken_unit[unit as usize] = true);
        gain
    }

    fn give_back(&mut self, at: usize) {
        let item = &self.items[at];
        for share in &item.shares {
            let state = &mut self.groups[share.group as usize];
            state.taken -= share.members;
            if !state.torn {
                state.granted -= share.reward;
            }
        }
        item.loads(self.core).give_back(&mut self.instant_free);
        self.taken.pop();
        item.units().iter().for_each(|&unit| self.taken_unit[unit as usize] = false);
    }

    /// Passing an item over tears its groups; returns the shares that taken members give back.
    fn tear(&mut self, at: usize, torn_here: &mut Vec<Index>) -> i128 {
        let mut lost = 0;
        for share in &self.items[at].shares {
            let state = &mut self.groups[share.group as usize];
            if !state.torn {
                state.torn = true;
                lost += state.granted;
                torn_here.push(share.group);
            }
        }
        lost
    }

    /// Keeps the set taken so far when it is the best; groups that are not whole pay nothing.
    fn record(&mut self, hopeful: i128) {
        if hopeful <= self.best {
            return;
        }
        let mut value = hopeful;
        let mut seen: Vec<Index> = Vec::new();
        for &at in &self.taken {
            for &super::Share { group, .. } in &self.items[at].shares {
                let state = self.groups[group as usize];
                if seen.contains(&group) {
                    continue;
                }
                seen.push(group);
                if !state.torn && state.taken < self.core.groups[group as usize].units.len() {
                    value -= state.granted;
                }
            }
        }
        if value > self.best {
            self.best = value;
            self.best_set.clone_from(&self.taken);
        }
    }
}
