//! The best household of one home whose places change hands over time, in 64-bit integers.
//!
//! Where every stay takes one place, none are kept apart, and groups are two stays of which one begins as the
//! other ends, a flow along the home's instants gives it at once (`tracks.rs`). What else there is
//! the flow only bounds, and is branched on, the most promising branch first: stays of several places are cut
//! in pieces, pairs are forgotten, and each member of another group gains a share of what the group does.

mod relax;
mod tracks;

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

use crate::core::{Core, Index, Loads, Renumbering, Run};

use super::household::{Candidate, IMPOSSIBLE};
use super::ties::{TieWorth, Ties};
use relax::{Doubt, Flow};

/// The most flows solved for one household, and the least number that is permitted; what is not searched then is only
/// bounded.
const FLOWS_MAX: usize = 2_000;
const FLOWS_MIN: usize = 4;
/// When all households are chosen once, so many items should be in flows, together.
const ITEMS_IN_FLOWS: usize = 8_000_000;

/// The places of a home over time, and when its items take them.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Places free at each instant that matters.
    free: Vec<i64>,
    /// When each item takes places.
    shapes: Vec<Loads>,
}

impl Line {
    /// The line of a place with these options into it.
    pub(super) fn new(core: &Core, place: Index, options: &[Index]) -> Self {
        let loads: Vec<&Loads> = options.iter().map(|&option| &core.choice(option).loads).collect();
        Self::of(&core.places[place as usize].free, &loads)
    }

    fn of(free: &[i64], loads: &[&Loads]) -> Self {
        let kept = instants_that_matter(free, loads);
        let kept_free = free.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(&free, _)| free);
        let numbers = Renumbering::of(&kept);
        let shapes = loads.iter().map(|loads| loads.renumbered(&numbers)).collect();
        Self { free: kept_free.collect(), shapes }
    }
}

/// Leaves out instants of which another implies that they are kept: whoever is there is there too, with no more
/// places free. Somebody whose load changes counts as another.
fn instants_that_matter(free: &[i64], loads: &[&Loads]) -> Vec<bool> {
    let never = Index::MAX;
    // Of those who are there: when the last one came, and when the first one leaves.
    let (mut last_came, mut first_leaves) = (vec![0; free.len()], vec![never; free.len()]);
    for run in loads.iter().flat_map(|loads| loads.runs()) {
        let Range { start, end } = run.instants;
        for came in &mut last_came[start as usize..end as usize] {
            *came = start.max(*came);
        }
        for leaves in &mut first_leaves[start as usize..end as usize] {
            *leaves = end.min(*leaves);
        }
    }
    let mut kept = vec![false; free.len()];
    let mut before: Vec<usize> = Vec::new();
    for instant in 0..free.len() {
        let implied_now =
            |&last: &usize| free[instant] <= free[last] && first_leaves[last] as usize > instant;
        while let Some(last) = before.pop_if(|last| implied_now(last)) {
            kept[last] = false;
        }
        let is_implied = |&last: &usize| free[last] <= free[instant] && last_came[instant] as usize <= last;
        if !before.last().is_some_and(is_implied) {
            kept[instant] = true;
            before.push(instant);
        }
    }
    kept
}

/// Chooses households over time; holds scratch memory between calls.
pub(super) struct LineChooser {
    flows_max: usize,
    /// Items of the household chosen last.
    pub(super) taken: Vec<u32>,
    items: Vec<Candidate>,
    /// For each item of the home its position in `items`.
    position: Vec<Option<u32>>,
    /// Positions of two who pay for sharing a home (`None`: they must not).
    pairs: Vec<(u32, u32, Option<i64>)>,
    /// For each position its pairs.
    pairs_of: Vec<Vec<u32>>,
    /// Positions of stays that follow each other, and the gain of both.
    links: Vec<(u32, u32, i64)>,
    /// For each position its link: an item has one at most.
    link_of: Vec<Option<u32>>,
    /// Positions of groups of other forms, and the gain of all.
    groups: Vec<(Vec<u32>, i64)>,
    flow: Flow,
}

/// What is decided about an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seat {
    Open,
    In,
    Out,
}

/// What is decided in a branch.
#[derive(Clone, Debug)]
struct State {
    free: Vec<i64>,
    seats: Vec<Seat>,
    /// Groups that gain nothing more, or have been counted.
    is_settled: Vec<bool>,
    /// Gain of what is in.
    gain: i64,
}

/// A branch with its bound.
#[derive(Debug)]
struct Branch {
    state: State,
    /// Positions that the flow takes.
    taken: Vec<u32>,
    /// Why the flow stands for no household.
    doubt: Option<Doubt>,
}

impl LineChooser {
    /// Chooses for homes that have so many items together.
    pub(super) fn new(items: usize) -> Self {
        Self {
            flows_max: (ITEMS_IN_FLOWS / items.max(1)).clamp(FLOWS_MIN, FLOWS_MAX),
            taken: Vec::new(),
            items: Vec::new(),
            position: Vec::new(),
            pairs: Vec::new(),
            pairs_of: Vec::new(),
            links: Vec::new(),
            link_of: Vec::new(),
            groups: Vec::new(),
            flow: Flow::default(),
        }
    }

    /// The most that a household gains, or more where it was not searched to the end; with `forced` of those that
    /// contain this item.
    pub(super) fn choose(
        &mut self,
        line: &Line,
        candidates: &[Candidate],
        ties: Option<(&Ties, &TieWorth)>,
        forced: Option<u32>,
    ) -> i64 {
        self.taken.clear();
        let Some(start) = self.start(line, candidates, ties, forced) else { return IMPOSSIBLE };
        let mut branches = vec![self.branch(line, start)];
        let mut open = BinaryHeap::from([(branches[0].0, Reverse(0))]);
        while let Some((bound, Reverse(at))) = open.pop() {
            let Branch { state, taken, doubt } = &branches[at].1;
            let Some(doubt) = doubt.filter(|_| branches.len() < self.flows_max) else {
                let household =
                    if doubt.is_some() { self.mended(line, state, taken) } else { household(state, taken) };
                self.taken.extend(household.iter().map(|&at| self.items[at as usize].item));
                return bound;
            };
            let state = state.clone();
            for state in self.divided(line, state, doubt).into_iter().flatten() {
                let branch = self.branch(line, state);
                open.push((branch.0, Reverse(branches.len())));
                branches.push(branch);
            }
        }
        IMPOSSIBLE
    }

    /// Nothing decided but that the forced item is in; `None` where it cannot be.
    fn start(
        &mut self,
        line: &Line,
        candidates: &[Candidate],
        ties: Option<(&Ties, &TieWorth)>,
        forced: Option<u32>,
    ) -> Option<State> {
        self.items.clear();
        self.items.extend(candidates.iter().filter(|one| line.shapes[one.item as usize].fit(&line.free)));
        let position = forced.map(|item| self.items.iter().position(|one| one.item == item));
        self.tie(line, ties);
        let mut start = State {
            free: line.free.clone(),
            seats: vec![Seat::Open; self.items.len()],
            is_settled: vec![false; self.groups.len()],
            gain: 0,
        };
        match position {
            None => Some(start),
            Some(at) => self.take(line, &mut start, at?).then_some(start),
        }
    }

    /// A branch with its bound.
    fn branch(&mut self, line: &Line, state: State) -> (i64, Branch) {
        let bound = self.relax(line, &state);
        let doubt = self.doubt(&state);
        let taken = (0..).zip(&self.flow.takes).filter(|(_, takes)| **takes).map(|(at, _)| at).collect();
        (bound, Branch { state, taken, doubt })
    }

    /// Both sides of a decision about what is in doubt; `None` where there is none.
    fn divided(&self, line: &Line, state: State, doubt: Doubt) -> [Option<State>; 2] {
        let (mut with, mut without) = (state.clone(), state);
        let is_possible = match doubt {
            Doubt::Item(at) => {
                without.seats[at as usize] = Seat::Out;
                self.take(line, &mut with, at as usize)
            }
            Doubt::Group(group) => {
                without.is_settled[group as usize] = true;
                with.is_settled[group as usize] = true;
                let (members, gain) = &self.groups[group as usize];
                with.gain += gain;
                members
                    .iter()
                    .all(|&at| with.seats[at as usize] == Seat::In || self.take(line, &mut with, at as usize))
            }
        };
        [is_possible.then_some(with), Some(without)]
    }

    /// A household of what is in and as much as possible of what a flow takes, the most valuable first.
    fn mended(&self, line: &Line, state: &State, taken: &[u32]) -> Vec<u32> {
        let mut state = state.clone();
        let mut wished = taken.to_vec();
        wished.sort_by_key(|&at| (Reverse(self.items[at as usize].value), at));
        for at in wished {
            self.take(line, &mut state, at as usize);
        }
        household(&state, &[])
    }

    /// Finds pairs, links and groups among the items.
    fn tie(&mut self, line: &Line, ties: Option<(&Ties, &TieWorth)>) {
        self.pairs.clear();
        self.links.clear();
        self.groups.clear();
        self.pairs_of.iter_mut().for_each(Vec::clear);
        self.pairs_of.resize(self.items.len().max(self.pairs_of.len()), Vec::new());
        self.link_of.clear();
        self.link_of.resize(self.items.len(), None);
        let Some((ties, worth)) = ties else { return };
        self.position.clear();
        self.position.resize(ties.items, None);
        for (at, item) in (0..).zip(&self.items) {
            self.position[item.item as usize] = Some(at);
        }
        for &(one, other, pair) in &ties.pairs {
            let loss = worth.pairs[pair as usize];
            let both = self.position[one as usize].zip(self.position[other as usize]);
            if let Some((one, other)) = both.filter(|_| loss != Some(0)) {
                for at in [one, other] {
                    self.pairs_of[at as usize].push(index(self.pairs.len()));
                }
                self.pairs.push((one, other, loss));
            }
        }
        for (group, members) in &ties.groups {
            let gain = worth.groups[*group as usize];
            let positions: Option<Vec<u32>> =
                members.iter().map(|&member| self.position[member as usize]).collect();
            let Some(positions) = positions.filter(|_| gain > 0) else { continue };
            if let Some((first, second)) = self.link(line, ties, &positions) {
                for at in [first, second] {
                    self.link_of[at as usize] = Some(index(self.links.len()));
                }
                self.links.push((first, second, gain));
            } else {
                self.groups.push((positions, gain));
            }
        }
    }

    /// Two stays of one place each and no other group, in their order, when one begins as the other ends.
    fn link(&self, line: &Line, ties: &Ties, members: &[u32]) -> Option<(u32, u32)> {
        let &[one, other] = members else { return None };
        let block = |at: u32| {
            let item = self.items[at as usize].item as usize;
            match line.shapes[item].runs() {
                [Run { instants, places: 1 }] if !ties.shared[item] => Some(instants.clone()),
                _ => None,
            }
        };
        let (first, second) = (block(one)?, block(other)?);
        if first.end == second.start {
            return Some((one, other));
        }
        (second.end == first.start).then_some((other, one))
    }

    /// Takes an item if it fits and nobody is in who must not meet it.
    fn take(&self, line: &Line, state: &mut State, at: usize) -> bool {
        let shape = &line.shapes[self.items[at].item as usize];
        if state.seats[at] != Seat::Open || !shape.fit(&state.free) {
            return false;
        }
        let Some(gain) = self.gain(state, at) else { return false };
        shape.take(&mut state.free);
        state.gain += gain;
        state.seats[at] = Seat::In;
        true
    }

    /// What an item adds to those who are in, groups that are no links left out; `None` where it must not.
    fn gain(&self, state: &State, at: usize) -> Option<i64> {
        let mut gain = self.items[at].value;
        let is_in = |one: u32, other: u32| {
            state.seats[if one as usize == at { other } else { one } as usize] == Seat::In
        };
        for &pair in &self.pairs_of[at] {
            let (one, other, loss) = self.pairs[pair as usize];
            if is_in(one, other) {
                gain -= loss?;
            }
        }
        if let Some(link) = self.link_of[at] {
            let (first, second, more) = self.links[link as usize];
            if is_in(first, second) {
                gain += more;
            }
        }
        Some(gain)
    }
}

/// Who is in, and who else is taken, ascending.
fn household(state: &State, taken: &[u32]) -> Vec<u32> {
    let is_in = (0..).zip(&state.seats).filter(|(_, seat)| **seat == Seat::In).map(|(at, _)| at);
    let mut all: Vec<u32> = is_in.chain(taken.iter().copied()).collect();
    all.sort_unstable();
    all
}

fn index(number: usize) -> u32 {
    u32::try_from(number).expect("options are numbered in 32 bits")
}

#[cfg(test)]
mod tests;
