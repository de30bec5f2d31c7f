//! Uses a place that became free: the cheapest chain of moves into it.
//!
//! The mirror image of [`super::forward`]: the search runs from the free place against the moves.

use super::graph::Incoming;
use super::narrow::Gate;
use super::packed::Packed;
use super::search::{FAR, Step};
use super::state::{Seat, State};

/// Where a chain of moves begins.
#[derive(Clone, Copy)]
enum Source {
    /// The place of this home stays free in the end; its price falls to zero.
    Home(u32),
    /// This unplaced child gets a place.
    Unplaced(Step),
}

impl<const W: usize> State<W> {
    /// Restores the invariants of a home that has room and may still have a price.
    pub(super) fn fill(&mut self, home: u32) {
        while self.has_room(home) && self.price(home) > Packed::ZERO {
            let (length, source) = self.best_chain(home);
            self.lower_prices(length);
            self.pull(home, source);
        }
    }

    /// The chain that saves most, as the shortest distance to `home` with the price at its start added.
    fn best_chain(&mut self, home: u32) -> (Packed<W>, Source) {
        let mut best = (self.price(home), Source::Home(home));
        self.search.start();
        self.search.reach(home, Packed::ZERO, Step { child: 0, home });
        while let Some((home, distance)) = self.search.settle(Some(best.0)) {
            self.enter(home, distance, &mut best);
        }
        best
    }

    /// Looks at every child who could move into a home at this distance.
    fn enter(&mut self, home: u32, distance: Packed<W>, best: &mut (Packed<W>, Source)) {
        self.graph.fetch_incoming(home);
        let base = distance + self.asked(home);
        let mut gate = self.gate(base, best.0);
        for at in 0..self.graph.incoming(home).len() {
            let Incoming { child, code } = self.graph.incoming(home)[at];
            let mut near = FAR;
            if let (Some(narrow), Some(gate)) = (&self.narrow, gate) {
                near = gate.base + narrow.cost(code) - narrow.paid(child);
                if near >= gate.end.min(self.search.near(self.home_or_none(child))) {
                    continue;
                }
            }
            if let Some(cost) = self.coding.cost(code)
                // A child who waits is out of reach.
                && self.come(Step { child, home }, base + cost - self.paid_or_less(child), near, best)
            {
                gate = self.gate(base, best.0);
            }
        }
    }

    /// Takes up a move that begins a chain of this length, and says whether the best chain has changed.
    #[inline]
    fn come(&mut self, step: Step, length: Packed<W>, near: i64, best: &mut (Packed<W>, Source)) -> bool {
        if best.0 <= length {
            return false;
        }
        match self.home_of(step.child) {
            Some(now) if now == step.home => return false,
            Some(now) => {
                if !self.search.reach_near(now, length, near, step) {
                    return false;
                }
                let end = length + self.price(now);
                if end >= best.0 {
                    return false;
                }
                *best = (end, Source::Home(now));
            }
            None => *best = (length, Source::Unplaced(step)),
        }
        true
    }

    /// What ways are compared with as single numbers, where that is exact.
    pub(super) fn gate(&self, base: Packed<W>, end: Packed<W>) -> Option<Gate> {
        let narrow = self.narrow.as_ref()?;
        Some(Gate { base: narrow.number(base, &self.packing)?, end: narrow.number(end, &self.packing)? })
    }

    /// Homes nearer than the chain's start ask less by the difference, which keeps every invariant.
    fn lower_prices(&mut self, length: Packed<W>) {
        for at in 0..self.search.settled().len() {
            let home = self.search.settled()[at];
            let distance = self.search.distance(home);
            if distance < length {
                self.set_asked(home, self.asked(home) - (length - distance));
            }
        }
    }

    /// Moves each child of the chain one seat on, from its start to the free place.
    fn pull(&mut self, free: u32, source: Source) {
        let mut home = match source {
            Source::Home(home) => home,
            Source::Unplaced(step) => self.go(step),
        };
        while home != free {
            home = self.go(self.search.via(home));
        }
    }

    /// Moves a child and names the home that it came to.
    fn go(&mut self, Step { child, home }: Step) -> u32 {
        self.take(child);
        self.sit(child, Seat::Arc(self.graph.number(child, home)));
        home
    }
}
