//! The best household of one home whose places change hands over time, in 64-bit integers.
//!
//! Where every stay takes one place, none are kept apart, and groups are two stays of which one begins as the
//! other ends, a flow along the home's instants gives it at once (`tracks.rs`). What else there is
//! is branched on with the flow as bound: stays of several places, pairs, and groups of other forms.

mod tracks;

use crate::core::{Core, Index};

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
    shapes: Vec<Shape>,
}

/// When an item takes places.
#[derive(Clone, Debug, Default)]
struct Shape {
    loads: Vec<(u32, i64)>,
    /// The same as blocks: first instant, first instant after, places.
    blocks: Vec<(u32, u32, i64)>,
}

impl Line {
    /// The line of a place with these options into it.
    pub(super) fn new(core: &Core, place: Index, options: &[Index]) -> Self {
        let free = &core.places[place as usize].free;
        let mut takers: Vec<Vec<(u32, i64)>> = vec![Vec::new(); free.len()];
        for (item, &option) in (0..).zip(options) {
            for &(instant, load) in &core.options[option as usize].loads {
                takers[instant as usize].push((item, load));
            }
        }
        let kept = instants_that_matter(free, &takers);
        let mut shapes = vec![Shape::default(); options.len()];
        for (at, &instant) in (0..).zip(&kept) {
            for &(item, load) in &takers[instant] {
                shapes[item as usize].loads.push((at, load));
            }
        }
        for shape in &mut shapes {
            shape.blocks = blocks(&shape.loads);
        }
        Self { free: kept.iter().map(|&instant| free[instant]).collect(), shapes }
    }
}

/// Leaves out instants at which nobody is there who is not there at one beside it, with no more places free.
fn instants_that_matter(free: &[i64], takers: &[Vec<(u32, i64)>]) -> Vec<usize> {
    let implies = |strict: usize, loose: usize| {
        free[strict] <= free[loose]
            && takers[loose].iter().all(|&(item, load)| {
                let found = takers[strict].binary_search_by_key(&item, |&(item, _)| item);
                found.is_ok_and(|at| takers[strict][at].1 >= load)
            })
    };
    let mut kept: Vec<usize> = Vec::new();
    for instant in 0..free.len() {
        while kept.last().is_some_and(|&last| implies(instant, last)) {
            kept.pop();
        }
        if kept.last().is_none_or(|&last| !implies(last, instant)) {
            kept.push(instant);
        }
    }
    kept
}

/// Cuts loads into blocks of as many places from one instant to another.
fn blocks(loads: &[(u32, i64)]) -> Vec<(u32, u32, i64)> {
    let mut blocks: Vec<(u32, u32, i64)> = Vec::new();
    for &(instant, load) in loads {
        match blocks.last_mut() {
            Some((_, to, places)) if *to == instant && *places == load => *to += 1,
            _ => blocks.push((instant, instant + 1, load)),
        }
    }
    blocks
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
        let fits = |shape: &Shape| shape.loads.iter().all(|&(at, load)| load <= line.free[at as usize]);
        self.items.clear();
        self.items.extend(candidates.iter().filter(|one| fits(&line.shapes[one.item as usize])));
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
            match line.shapes[item].blocks[..] {
                [(from, to, 1)] if !ties.shared[item] => Some((from, to)),
                _ => None,
            }
        };
        let (first, second) = (block(one)?, block(other)?);
        if first.1 == second.0 {
            return Some((one, other));
        }
        (second.1 == first.0).then_some((other, one))
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
        let fits = shape.loads.iter().all(|&(instant, load)| load <= state.free[instant as usize]);
        let Some(gain) = self.gain(state, at).filter(|_| fits) else { return false };
        for &(instant, load) in &shape.loads {
            state.free[instant as usize] -= load;
        }
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
            let fits = || shape.loads.iter().all(|&(instant, load)| load <= state.free[instant as usize]);
            let gain = self.gain(state, at).filter(|_| state.seats[at] == Seat::Open && fits());
            let Some(gain) = gain else { continue };
            if shape.blocks.is_empty() {
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
    fn cut(&mut self, shape: &Shape, at: usize, gain: i64) {
        let places: i64 = shape.blocks.iter().map(|block| block.2).sum();
        let (each, mut more) = (gain.div_euclid(places), gain.rem_euclid(places));
        for &(from, to, most) in &shape.blocks {
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
