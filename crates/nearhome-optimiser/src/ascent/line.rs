//! The best household of one home whose places change hands over time, in 64-bit integers.
//!
//! Where every stay takes one place, none are kept apart, and groups are two stays of which one begins as the
//! other ends, a flow along the home's instants gives it at once (`tracks.rs`). What else there is
//! is branched on with the flow as bound: stays of several places, pairs, and groups of other forms.

mod tracks;

use std::ops::Range;

use crate::core::{Core, Index, Loads, Renumbering, Run};

use super::household::{Candidate, IMPOSSIBLE};
use super::ties::{TieWorth, Ties};
use tracks::{Link, Span, Tracks};

/// Flows solved for one household; what is not searched then is only bounded.
const FLOWS_MAX: u32 = 2_000;
/// Groups of which it is decided first whether they are whole; others count as whole for nothing.
const GROUPS_MAX: usize = 10;

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
#[derive(Default)]
pub(super) struct LineChooser {
    /// Items of the household chosen last.
    pub(super) taken: Vec<u32>,
    items: Vec<Candidate>,
    /// For each item of the home its position in `items`.
    position: Vec<Option<u32>>,
    /// Positions of two who pay for sharing a home (`None`: they must not).
    pairs: Vec<(u32, u32, Option<i64>)>,
    /// Positions of stays that follow each other, and the gain of both.
    links: Vec<(u32, u32, i64)>,
    /// Positions of groups of other forms, and the gain of all.
    groups: Vec<(Vec<u32>, i64)>,
    tracks: Tracks,
    spans: Vec<Span>,
    span_links: Vec<Link>,
    /// The item of each span, by position.
    owner: Vec<u32>,
    /// The first span of each item, by position.
    first_span: Vec<Option<u32>>,
    /// Whether the last flow takes each item.
    flows: Vec<bool>,
    best: i64,
    unsearched: i64,
    searched: u32,
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
    /// Gain of what is in.
    gain: i64,
}

impl LineChooser {
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
        self.best = if forced.is_some() { IMPOSSIBLE } else { 0 };
        (self.unsearched, self.searched) = (IMPOSSIBLE, 0);
        self.items.clear();
        self.items.extend(candidates.iter().filter(|one| line.shapes[one.item as usize].fit(&line.free)));
        let mut state = State { free: line.free.clone(), seats: vec![Seat::Open; self.items.len()], gain: 0 };
        let forced = forced.map(|item| self.items.iter().position(|one| one.item == item));
        let Some(forced) = forced.map_or(Some(None), |found| found.map(Some)) else { return IMPOSSIBLE };
        self.tie(line, ties, forced);
        if let Some(at) = forced {
            self.take(line, &mut state, at);
        }
        let decided = self.groups.len().min(GROUPS_MAX);
        let rest: i64 = self.groups[decided..].iter().map(|group| group.1).sum();
        for whole in 0..1_u32 << decided {
            if let Some(state) = self.with_whole(line, &state, whole) {
                self.explore(line, state);
            }
        }
        self.best.max(self.unsearched) + rest
    }

    /// The state with some of the groups whole; `None` where they cannot be.
    fn with_whole(&self, line: &Line, state: &State, whole: u32) -> Option<State> {
        let mut state = state.clone();
        let decided = self.groups.iter().take(GROUPS_MAX).enumerate();
        for (_, (members, gain)) in decided.filter(|(at, _)| whole >> at & 1 == 1) {
            for &member in members {
                let is_in = state.seats[member as usize] == Seat::In;
                (is_in || self.take(line, &mut state, member as usize)).then_some(())?;
            }
            state.gain += gain;
        }
        Some(state)
    }

    /// Finds pairs, links and groups among the items.
    fn tie(&mut self, line: &Line, ties: Option<(&Ties, &TieWorth)>, forced: Option<usize>) {
        self.pairs.clear();
        self.links.clear();
        self.groups.clear();
        let Some((ties, worth)) = ties else { return };
        self.position.clear();
        self.position.resize(ties.items, None);
        for (at, item) in (0..).zip(&self.items) {
            self.position[item.item as usize] = Some(at);
        }
        for &(one, other, pair) in &ties.pairs {
            let loss = worth.pairs[pair as usize];
            let both = self.position[one as usize].zip(self.position[other as usize]);
            self.pairs.extend(both.filter(|_| loss != Some(0)).map(|(one, other)| (one, other, loss)));
        }
        for (group, members) in &ties.groups {
            let gain = worth.groups[*group as usize];
            let positions: Option<Vec<u32>> =
                members.iter().map(|&member| self.position[member as usize]).collect();
            let Some(positions) = positions.filter(|_| gain > 0) else { continue };
            if let Some((first, second)) = self.link(line, ties, &positions) {
                self.links.push((first, second, gain));
            } else if self.may_be_worth(ties, &positions, gain, forced) {
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

    /// Whether a group can gain more than its members lose: what a forced one loses is lost anyway, and what
    /// one of several groups loses may serve another.
    fn may_be_worth(&self, ties: &Ties, members: &[u32], gain: i64, forced: Option<usize>) -> bool {
        let counts = |at: &&u32| {
            forced != Some(**at as usize) && !ties.shared[self.items[**at as usize].item as usize]
        };
        let lost = |&at: &u32| self.items[at as usize].value.min(0);
        gain + members.iter().filter(counts).map(lost).sum::<i64>() > 0
    }

    /// Takes an item if it fits and nobody is in who must not meet it.
    fn take(&self, line: &Line, state: &mut State, at: usize) -> bool {
        let shape = &line.shapes[self.items[at].item as usize];
        let Some(gain) = self.gain(state, at).filter(|_| shape.fit(&state.free)) else { return false };
        shape.take(&mut state.free);
        state.gain += gain;
        state.seats[at] = Seat::In;
        true
    }

    /// What an item adds to those who are in; `None` where it must not.
    fn gain(&self, state: &State, at: usize) -> Option<i64> {
        let mut gain = self.items[at].value;
        let partner = |one: u32, other: u32| match at {
            at if at == one as usize => Some(other as usize),
            at if at == other as usize => Some(one as usize),
            _ => None,
        };
        let is_in = |partner: Option<usize>| partner.is_some_and(|at| state.seats[at] == Seat::In);
        for &(one, other, loss) in &self.pairs {
            if is_in(partner(one, other)) {
                gain -= loss?;
            }
        }
        for &(first, second, more) in &self.links {
            if is_in(partner(first, second)) {
                gain += more;
            }
        }
        Some(gain)
    }

    /// Looks for the best household in a branch.
    fn explore(&mut self, line: &Line, mut state: State) {
        loop {
            self.searched += 1;
            let bound = self.relax(line, &state);
            if bound <= self.best {
                return;
            }
            let Some(at) = self.violated() else {
                self.best = bound;
                let chosen =
                    (0..self.items.len()).filter(|&at| state.seats[at] == Seat::In || self.flows[at]);
                self.taken.clear();
                self.taken.extend(chosen.map(|at| self.items[at].item));
                return;
            };
            if self.searched >= FLOWS_MAX {
                self.unsearched = self.unsearched.max(bound);
                return;
            }
            let mut with = state.clone();
            if self.take(line, &mut with, at) {
                self.explore(line, with);
            }
            state.seats[at] = Seat::Out;
        }
    }

    /// The most that open items gain besides those who are in, when they may be cut in pieces and pairs among
    /// them cost nothing.
    fn relax(&mut self, line: &Line, state: &State) -> i64 {
        let mut sum = state.gain;
        self.spans.clear();
        self.owner.clear();
        self.span_links.clear();
        self.first_span.clear();
        self.first_span.resize(self.items.len(), None);
        self.flows.clear();
        self.flows.resize(self.items.len(), false);
        for at in 0..self.items.len() {
            let shape = &line.shapes[self.items[at].item as usize];
            let fits = || shape.fit(&state.free);
            let gain = self.gain(state, at).filter(|_| state.seats[at] == Seat::Open && fits());
            let Some(gain) = gain else { continue };
            if shape.is_empty() {
                self.flows[at] = gain > 0;
                sum += gain.max(0);
            } else if gain > 0 || self.is_linked(at) {
                self.first_span[at] = Some(index(self.spans.len()));
                self.cut(shape, at, gain);
            }
        }
        for &(first, second, gain) in &self.links {
            let spans = self.first_span[first as usize].zip(self.first_span[second as usize]);
            self.span_links.extend(spans.map(|(first, second)| Link {
                first: first as usize,
                second: second as usize,
                gain,
            }));
        }
        sum + self.tracks.most(&state.free, &self.spans, &self.span_links)
    }

    fn is_linked(&self, at: usize) -> bool {
        self.links.iter().any(|&(first, second, _)| first as usize == at || second as usize == at)
    }

    /// Makes spans of an item that share its gain, as evenly as whole numbers can.
    fn cut(&mut self, shape: &Loads, at: usize, gain: i64) {
        let places: i64 = shape.runs().iter().map(|run| run.places).sum();
        let (each, mut more) = (gain.div_euclid(places), gain.rem_euclid(places));
        for Run { instants: Range { start: from, end: to }, places: most } in shape.runs().iter().cloned() {
            let dearer = more.min(most);
            more -= dearer;
            for (most, gain) in [(dearer, each + 1), (most - dearer, each)] {
                if most > 0 {
                    self.spans.push(Span { from, to, most, gain });
                    self.owner.push(index(at));
                }
            }
        }
    }

    /// Marks what the flow takes; an item that it takes in part, or one of two who pay for each other.
    fn violated(&mut self) -> Option<usize> {
        let mut spans = self.spans.iter().zip(&self.tracks.taken).zip(&self.owner).peekable();
        let mut torn = None;
        while let Some(((span, &taken), &owner)) = spans.next() {
            let (mut all, mut sum) = (span.most, taken);
            while let Some(((span, &taken), _)) = spans.next_if(|(_, other)| **other == owner) {
                all += span.most;
                sum += taken;
            }
            self.flows[owner as usize] = sum == all;
            if 0 < sum && sum < all {
                torn = torn.or(Some(owner as usize));
            }
        }
        let meet = |&&(one, other, _): &&(u32, u32, Option<i64>)| {
            self.flows[one as usize] && self.flows[other as usize]
        };
        torn.or_else(|| self.pairs.iter().find(meet).map(|&(one, ..)| one as usize))
    }
}

fn index(number: usize) -> u32 {
    u32::try_from(number).expect("options are numbered in 32 bits")
}

#[cfg(test)]
mod tests;
