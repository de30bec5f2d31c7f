//! Finds a seat for one more child along the shortest path of moves.
//!
//! Lengths are reduced costs, so they are not negative and Dijkstra's search applies.

use super::Shortage;
use super::graph::Arc;
use super::packed::Packed;
use super::search::Step;
use super::state::{Seat, State};

/// Where a path of moves ends.
#[derive(Clone, Copy)]
enum Sink {
    /// In a home with room.
    Room(u32),
    /// This child, the newcomer or a resident, goes without a home.
    Unplaced(u32),
}

impl<const W: usize> State<W> {
    /// Seats a waiting child, moving others where that costs less.
    ///
    /// # Errors
    ///
    /// A [`Shortage`] when the child and all others who must be placed do not fit; nothing has changed.
    pub(crate) fn add(&mut self, child: u32) -> Result<(), Shortage> {
        let Some(least) = self.least(child) else { return Err(Shortage(vec![child])) };
        let Some((length, sink)) = self.shortest_path(child, least) else {
            return Err(self.short_with(child));
        };
        self.raise_prices(length);
        self.shift(child, sink);
        Ok(())
    }

    fn shortest_path(&mut self, newcomer: u32, least: Packed<W>) -> Option<(Packed<W>, Sink)> {
        let mut best = None;
        self.search.start();
        self.leave_to(newcomer, Packed::ZERO - least, &mut best);
        while let Some((home, distance)) = self.search.settle(best.map(|(length, _)| length)) {
            for at in 0..self.residents(home).len() {
                let resident = self.residents(home)[at];
                let paid = self.paid(resident).expect("a resident pays for its seat");
                self.leave_to(resident, distance - paid, &mut best);
            }
        }
        best
    }

    /// Looks at every seat of a child; `base` is its distance less what it pays now.
    fn leave_to(&mut self, child: u32, base: Packed<W>, best: &mut Option<(Packed<W>, Sink)>) {
        if let Some(unplaced) = self.unplaced[child as usize] {
            let length = base + unplaced;
            if best.is_none_or(|(least, _)| length < least) {
                *best = Some((length, Sink::Unplaced(child)));
            }
        }
        // Nothing is as long as what a home without places asks.
        let mut end = best.map_or(base + Packed::NEVER, |(least, _)| least);
        for &Arc { home, code } in self.graph.arcs(child) {
            let Some(cost) = self.coding.cost(code) else { continue };
            let length = base + cost + self.asked(home);
            if length < end {
                self.search.reach(home, length, Step { child, home });
                if self.has_room(home) {
                    // Nothing farther needs to be looked at.
                    end = length;
                    *best = Some((length, Sink::Room(home)));
                }
            }
        }
    }

    /// Homes nearer than the end of the path ask more by the difference, which keeps every invariant.
    fn raise_prices(&mut self, length: Packed<W>) {
        for at in 0..self.search.settled().len() {
            let home = self.search.settled()[at];
            let distance = self.search.distance(home);
            if distance < length {
                self.set_asked(home, self.asked(home) + length - distance);
            }
        }
    }

    /// Moves each child on the path one seat on, from its end back to the newcomer.
    fn shift(&mut self, newcomer: u32, sink: Sink) {
        let mut free = match sink {
            Sink::Room(home) => home,
            Sink::Unplaced(child) => {
                let left = self.leave(child);
                self.sit(child, Seat::Unplaced);
                match left {
                    Some(home) => home,
                    None => return,
                }
            }
        };
        loop {
            let Step { child, home } = self.search.via(free);
            let left = self.leave(child);
            self.sit(child, Seat::Arc(self.graph.number(child, home)));
            match left {
                Some(home) if child != newcomer => free = home,
                _ => return,
            }
        }
    }

    /// Takes a child out of its home, if it has one, and names that home.
    fn leave(&mut self, child: u32) -> Option<u32> {
        let home = self.home_of(child);
        if home.is_some() {
            self.take(child);
        }
        home
    }

    /// The child who found no seat, and everybody in the homes that its search reached: they have no
    /// other homes, these are full, and none of them may stay unplaced.
    fn short_with(&self, child: u32) -> Shortage {
        let residents = self.search.settled().iter().flat_map(|&home| self.residents(home));
        let mut short: Vec<u32> = residents.copied().chain([child]).collect();
        short.sort_unstable();
        Shortage(short)
    }
}
