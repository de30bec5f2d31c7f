//! The most that stays gain on the places of one home: a flow along the line of its instants.
//!
//! Each place that is free at an instant carries one unit of flow past it, either through a stay or idle. The best
//! flow is found by successive best paths; with stays of one place each it is a set of stays, and no other
//! set gains more. It knows no pairs and no groups but links: two stays of which the second begins as the first
//! ends, with a gain for both.

use std::ops::Range;

/// Places from one instant to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// First instant.
    pub(super) from: u32,
    /// First instant at which the places are free again; above `from`.
    pub(super) to: u32,
    /// How many places may be taken.
    pub(super) most: i64,
    /// What each of them gains.
    pub(super) gain: i64,
}

/// Two spans of one place each, each of them in one link at most; `first` ends where `second` begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub(super) first: usize,
    pub(super) second: usize,
    /// Gained when both are taken, not negative.
    pub(super) gain: i64,
}

/// An arc of the flow.
#[derive(Clone, Copy, Debug)]
struct Arc {
    tail: u32,
    head: u32,
    left: i64,
    used: i64,
    gain: i64,
    /// The span that it stands for.
    span: Option<u32>,
}

/// How a node was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Via {
    /// It has flow to give.
    Start,
    Forward(u32),
    Backward(u32),
}

/// Solves flows along a line; holds scratch memory between calls.
#[derive(Default)]
pub(super) struct Tracks {
    /// How many places of each span the best flow takes.
    pub(super) taken: Vec<i64>,
    /// Arcs in the order of their tails; nodes are numbered so that every arc leads upwards.
    arcs: Vec<Arc>,
    /// Arcs in use, the last head first.
    used: Vec<u32>,
    /// Links by the instant where they meet.
    meetings: Vec<(u32, u32)>,
    /// The node of each instant.
    nodes: Vec<u32>,
    /// Where a linked span ends or begins instead of at the node of the instant.
    exits: Vec<Option<u32>>,
    entries: Vec<Option<u32>>,
    /// Flow that each node has still to give, or (negative) to take.
    excess: Vec<i64>,
    best: Vec<i64>,
    via: Vec<Via>,
}

/// Not reached.
const NEVER: i64 = i64::MIN;
/// More than all places.
const ENDLESS: i64 = i64::MAX / 4;

impl Tracks {
    /// The most that spans gain together when `free` places are there at each instant; every span
    /// finds its places free by itself. `taken` says which they are.
    pub(super) fn most(&mut self, free: &[i64], spans: &[Span], links: &[Link]) -> i64 {
        self.taken.clear();
        self.taken.resize(spans.len(), 0);
        if spans.is_empty() {
            return 0;
        }
        self.place_nodes(free, spans, links);
        self.lay_arcs(spans, links);
        self.used.clear();
        while let Some(end) = self.search() {
            self.push(end);
            if self.excess.iter().all(|&excess| excess <= 0) {
                break;
            }
            self.list_used();
        }
        let mut sum = 0;
        for arc in &self.arcs {
            sum += arc.gain * arc.used;
            if let Some(span) = arc.span {
                self.taken[span as usize] += arc.used;
            }
        }
        sum
    }

    /// Finds, for the spans given last, what places are worth: no path gains more than the difference of the prices
    /// at its ends.
    pub(super) fn find_prices(&mut self) {
        self.best.clear();
        self.via.clear();
        if self.taken.is_empty() {
            return;
        }
        self.list_used();
        self.best.resize(self.excess.len(), 0);
        self.via.resize(self.excess.len(), Via::Start);
        loop {
            self.sweep_forward();
            if !self.sweep_backward() {
                return;
            }
        }
    }

    /// What a place over some instants is worth at the prices found, to a span with its own ends where it has any.
    pub(super) fn worth(&self, instants: &Range<u32>, span: Option<u32>) -> i64 {
        if self.best.is_empty() {
            return 0;
        }
        let own = |joints: &[Option<u32>]| span.and_then(|span| joints[span as usize]);
        let start = own(&self.entries).unwrap_or(self.nodes[instants.start as usize]);
        let end = own(&self.exits).unwrap_or(self.nodes[instants.end as usize]);
        self.best[end as usize] - self.best[start as usize]
    }

    /// Numbers the instants, and for each link a node before that of its instant and one after it.
    fn place_nodes(&mut self, free: &[i64], spans: &[Span], links: &[Link]) {
        self.meetings.clear();
        self.meetings.extend((0..).zip(links).map(|(at, link)| (spans[link.second].from, at)));
        self.meetings.sort_unstable();
        for joints in [&mut self.exits, &mut self.entries] {
            joints.clear();
            joints.resize(spans.len(), None);
        }
        self.nodes.clear();
        self.excess.clear();
        let (mut met, mut before) = (0, 0);
        for instant in 0..=free.len() {
            let first = met;
            while met < self.meetings.len() && self.meetings[met].0 as usize == instant {
                let link = links[self.meetings[met].1 as usize];
                self.exits[link.first] = Some(self.new_node(0));
                met += 1;
            }
            let now = free.get(instant).copied().unwrap_or(0);
            let node = self.new_node(now - before);
            self.nodes.push(node);
            before = now;
            for at in first..met {
                let link = links[self.meetings[at].1 as usize];
                self.entries[link.second] = Some(self.new_node(0));
            }
        }
    }

    fn new_node(&mut self, excess: i64) -> u32 {
        self.excess.push(excess);
        u32::try_from(self.excess.len() - 1).expect("a home has fewer than 2^32 instants")
    }

    fn lay_arcs(&mut self, spans: &[Span], links: &[Link]) {
        let arc = |tail, head, left, gain, span| Arc { tail, head, left, used: 0, gain, span };
        self.arcs.clear();
        self.arcs.extend(self.nodes.windows(2).map(|pair| arc(pair[0], pair[1], ENDLESS, 0, None)));
        for (at, span) in (0..).zip(spans) {
            let tail = self.entries[at as usize].unwrap_or(self.nodes[span.from as usize]);
            let head = self.exits[at as usize].unwrap_or(self.nodes[span.to as usize]);
            self.arcs.push(arc(tail, head, span.most, span.gain, Some(at)));
        }
        for link in links {
            let meeting = self.nodes[spans[link.second].from as usize];
            let exit = self.exits[link.first].expect("a linked span has a node of its own");
            let entry = self.entries[link.second].expect("a linked span has a node of its own");
            self.arcs.push(arc(exit, meeting, 1, 0, None));
            self.arcs.push(arc(exit, entry, 1, link.gain, None));
            self.arcs.push(arc(meeting, entry, 1, 0, None));
        }
        self.arcs.sort_unstable_by_key(|arc| (arc.tail, arc.head, arc.span));
    }

    /// The best path from a node that has flow to give to one that takes some; returns its end.
    ///
    /// Paths lead forward along arcs with room and backward along arcs in use. No circle gains, so that
    /// sweeps to and fro come to an end.
    fn search(&mut self) -> Option<usize> {
        self.best.clear();
        self.via.clear();
        for &excess in &self.excess {
            self.best.push(if excess > 0 { 0 } else { NEVER });
            self.via.push(Via::Start);
        }
        loop {
            self.sweep_forward();
            if !self.sweep_backward() {
                break;
            }
        }
        let ends = (0..self.excess.len()).filter(|&node| self.excess[node] < 0 && self.best[node] != NEVER);
        ends.max_by_key(|&node| (self.best[node], std::cmp::Reverse(node)))
    }

    fn list_used(&mut self) {
        self.used.clear();
        self.used.extend((0..).zip(&self.arcs).filter(|(_, arc)| arc.used > 0).map(|(at, _)| at));
        let arcs = &self.arcs;
        self.used.sort_unstable_by_key(|&at| (std::cmp::Reverse(arcs[at as usize].head), at));
    }

    fn sweep_forward(&mut self) {
        for (at, arc) in (0..).zip(&self.arcs) {
            let from = self.best[arc.tail as usize];
            if arc.left > 0 && from != NEVER && from + arc.gain > self.best[arc.head as usize] {
                self.best[arc.head as usize] = from + arc.gain;
                self.via[arc.head as usize] = Via::Forward(at);
            }
        }
    }

    fn sweep_backward(&mut self) -> bool {
        let mut changed = false;
        for &at in &self.used {
            let arc = self.arcs[at as usize];
            let from = self.best[arc.head as usize];
            if from != NEVER && from - arc.gain > self.best[arc.tail as usize] {
                self.best[arc.tail as usize] = from - arc.gain;
                self.via[arc.tail as usize] = Via::Backward(at);
                changed = true;
            }
        }
        changed
    }

    /// Sends as much as possible along the path found.
    fn push(&mut self, end: usize) {
        let mut amount = -self.excess[end];
        let start = self.follow(end, |arc, is_forward| {
            amount = amount.min(if is_forward { arc.left } else { arc.used });
        });
        amount = amount.min(self.excess[start]);
        self.follow(end, |arc, is_forward| {
            let amount = if is_forward { amount } else { -amount };
            arc.left -= amount;
            arc.used += amount;
        });
        self.excess[start] -= amount;
        self.excess[end] += amount;
    }

    /// Visits the arcs of the path to a node; returns where it starts.
    fn follow(&mut self, end: usize, mut visit: impl FnMut(&mut Arc, bool)) -> usize {
        let mut node = end;
        loop {
            match self.via[node] {
                Via::Start => return node,
                Via::Forward(at) => {
                    let arc = &mut self.arcs[at as usize];
                    visit(arc, true);
                    node = arc.tail as usize;
                }
                Via::Backward(at) => {
                    let arc = &mut self.arcs[at as usize];
                    visit(arc, false);
                    node = arc.head as usize;
                }
            }
        }
    }
}
