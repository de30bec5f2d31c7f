//! The flow that bounds a branch of a line, and what of it may be no household.

use std::ops::Range;

use super::super::household::{Candidate, IMPOSSIBLE};
use super::super::ties::{TieWorth, Ties};
use crate::core::{Loads, Run};

use super::tracks::{Link, Span, Tracks};
use super::{Line, LineChooser, Seat, State, index};

/// The flow of a branch; holds scratch memory between calls.
#[derive(Default)]
pub(super) struct Flow {
    /// Whether the flow takes each item that is open, wholly.
    pub(super) takes: Vec<bool>,
    /// What each open item gains in the flow, shares of groups included; `None`: it cannot be in.
    gains: Vec<Option<i64>>,
    /// The share that each item has of groups.
    shares: Vec<i64>,
    /// Groups of which something is still to be gained.
    active: Vec<u32>,
    tracks: Tracks,
    spans: Vec<Span>,
    links: Vec<Link>,
    /// The item of each span, by position.
    owner: Vec<u32>,
    /// The first span of each item, by position.
    first_span: Vec<Option<u32>>,
}

/// Why a flow stands for no household, or for one that gains less.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// An item is taken in part, or with one whom it should not meet.
    Item(u32),
    /// A group is taken in part.
    Group(u32),
}

impl LineChooser {
    /// The most that open items gain besides those who are in, when they may be cut in pieces, pairs among
    /// them cost nothing, and groups gain by shares.
    pub(super) fn relax(&mut self, line: &Line, state: &State) -> i64 {
        let mut sum = state.gain + self.share_out(line, state);
        self.flow.clear(self.items.len());
        for at in 0..self.items.len() {
            let Some(gain) = self.flow.gains[at] else { continue };
            let shape = &line.shapes[self.items[at].item as usize];
            if shape.is_empty() {
                self.flow.takes[at] = gain > 0;
                sum += gain.max(0);
            } else if gain > 0 || self.link_of[at].is_some() {
                self.flow.cut(shape, at, gain);
            }
        }
        let flow = &mut self.flow;
        for &(first, second, gain) in &self.links {
            let spans = flow.first_span[first as usize].zip(flow.first_span[second as usize]);
            flow.links.extend(spans.map(|(first, second)| Link {
                first: first as usize,
                second: second as usize,
                gain,
            }));
        }
        sum + flow.tracks.most(&state.free, &flow.spans, &flow.links)
    }

    /// For each candidate what no household with it gains more than, by one flow for all.
    pub(in super::super) fn most_with_each(
        &mut self,
        line: &Line,
        candidates: &[Candidate],
        ties: Option<(&Ties, &TieWorth)>,
    ) -> Vec<i64> {
        let start = self.start(line, candidates, ties, None).expect("nothing is forced");
        let bound = self.relax(line, &start);
        let flow = &mut self.flow;
        flow.tracks.find_prices();
        let mut items = (0..).zip(&self.items).peekable();
        let with = candidates.iter().map(|candidate| {
            let Some((at, _)) = items.next_if(|(_, item)| item.item == candidate.item) else {
                return IMPOSSIBLE;
            };
            let Some(gain) = flow.gains[at] else { return IMPOSSIBLE };
            let runs = line.shapes[candidate.item as usize].runs().iter();
            let worth = |run: &Run| run.places * flow.tracks.worth(&run.instants, flow.first_span[at]);
            bound - (runs.map(worth).sum::<i64>() - gain).max(0)
        });
        with.collect()
    }

    /// Finds what open items gain, and shares out what groups do; returns what is gained for certain.
    ///
    /// Members get first what they lack to be worth a place, the last one the rest: so a group of two is
    /// bounded exactly where there is room for both.
    fn share_out(&mut self, line: &Line, state: &State) -> i64 {
        let fits = |at: usize| line.shapes[self.items[at].item as usize].fit(&state.free);
        let gain = |at: usize| self.gain(state, at).filter(|_| state.seats[at] == Seat::Open && fits(at));
        let gains: Vec<Option<i64>> = (0..self.items.len()).map(gain).collect();
        let flow = &mut self.flow;
        flow.gains = gains;
        flow.shares.clear();
        flow.shares.resize(self.items.len(), 0);
        flow.active.clear();
        let mut certain = 0;
        for (group, (members, gain)) in (0..).zip(&self.groups) {
            let can_be_in =
                |&at: &u32| state.seats[at as usize] == Seat::In || flow.gains[at as usize].is_some();
            if state.is_settled[group as usize] || !members.iter().all(can_be_in) {
                continue;
            }
            flow.active.push(group);
            let mut left = *gain;
            let mut last = None;
            for &at in members {
                let Some(own) = &mut flow.gains[at as usize] else { continue };
                let share = (-*own).clamp(0, left);
                *own += share;
                flow.shares[at as usize] += share;
                left -= share;
                last = Some(at as usize);
            }
            match last.and_then(|at| flow.gains[at].as_mut().zip(flow.shares.get_mut(at))) {
                Some((own, share)) => {
                    *own += left;
                    *share += left;
                }
                None => certain += left,
            }
        }
        certain
    }

    /// What of the last flow may be no household, where it counts most; `None` where the flow is one.
    pub(super) fn doubt(&mut self, state: &State) -> Option<Doubt> {
        let mut worst: Option<(i64, Doubt)> = None;
        let mut meet = |error: i64, doubt: Doubt| {
            if worst.is_none_or(|(most, _)| error > most) {
                worst = Some((error, doubt));
            }
        };
        if let Some(at) = self.flow.torn_item() {
            meet(i64::MAX, Doubt::Item(at));
        }
        let flow = &self.flow;
        for &group in &flow.active {
            let members = &self.groups[group as usize].0;
            let is_in = |&at: &u32| state.seats[at as usize] == Seat::In || flow.takes[at as usize];
            if members.iter().any(|at| !is_in(at)) {
                let counted = members.iter().filter(|&&at| flow.takes[at as usize]);
                let error: i64 = counted.map(|&at| flow.shares[at as usize]).sum();
                if error > 0 {
                    meet(error, Doubt::Group(group));
                }
            }
        }
        for &(one, other, loss) in &self.pairs {
            let [own, others] = [one, other].map(|at| at as usize);
            if flow.takes[own] && flow.takes[others] {
                let gain = |at: usize| flow.gains[at].unwrap_or(0);
                let (least, at) = if gain(own) < gain(others) { (own, other) } else { (others, one) };
                meet(loss.unwrap_or(i64::MAX).min(gain(least)), Doubt::Item(at));
            }
        }
        worst.map(|(_, doubt)| doubt)
    }
}

impl Flow {
    fn clear(&mut self, items: usize) {
        self.spans.clear();
        self.owner.clear();
        self.links.clear();
        self.first_span.clear();
        self.first_span.resize(items, None);
        self.takes.clear();
        self.takes.resize(items, false);
    }

    /// Makes spans of an item that share its gain, as evenly as whole numbers can.
    fn cut(&mut self, shape: &Loads, at: usize, gain: i64) {
        self.first_span[at] = Some(index(self.spans.len()));
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

    /// Marks what the flow takes wholly, and finds an item that it takes in part.
    fn torn_item(&mut self) -> Option<u32> {
        let mut spans = self.spans.iter().zip(&self.tracks.taken).zip(&self.owner).peekable();
        let mut torn = None;
        while let Some(((span, &taken), &owner)) = spans.next() {
            let (mut all, mut sum) = (span.most, taken);
            while let Some(((span, &taken), _)) = spans.next_if(|(_, other)| **other == owner) {
                all += span.most;
                sum += taken;
            }
            self.takes[owner as usize] = sum == all;
            if 0 < sum && sum < all {
                torn = torn.or(Some(owner));
            }
        }
        torn
    }
}
