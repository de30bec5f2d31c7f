//! Finds a seat for one more child, or for one who must leave a cap, along the shortest path of moves.
//!
//! Lengths are reduced costs, so they are not negative and Dijkstra's search applies. Where caps bind, a path may pass
//! through them: a child who takes a free place below a full cap pushes out somebody else below it.

use super::Shortage;
use super::graph::Arc;
use super::narrow::Gate;
use super::packed::Packed;
use super::search::{FAR, NOBODY, Step};
use super::state::{Seat, State};

/// Where a path of moves ends.
#[derive(Clone, Copy)]
pub(super) enum Sink {
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
        self.leave_to(newcomer, Packed::ZERO - least, None, &mut best);
        self.search_on(&mut best);
        best
    }

    /// The shortest path on which one unit leaves a cap.
    pub(super) fn shortest_way_out(&mut self, cap: u32) -> Option<(Packed<W>, Sink)> {
        let mut best = None;
        self.search.start();
        self.search.reach(cap, Packed::ZERO, Step { child: NOBODY, home: cap });
        self.search_on(&mut best);
        best
    }

    /// Searches on until nothing that is nearer than the best end is left.
    fn search_on(&mut self, best: &mut Option<(Packed<W>, Sink)>) {
        while let Some((node, distance)) = self.search.settle(best.map(|(length, _)| length)) {
            if let Some(cap) = self.tree.cap(node) {
                self.pass_down(cap, distance, *best);
                // A cap on the way to the top would have been the end of the path.
                self.pass_up(node, distance);
                continue;
            }
            self.leave_from(node, distance, best);
            self.pass_up(node, distance);
        }
    }

    /// Looks at every seat of everybody in a home at this distance.
    fn leave_from(&mut self, home: u32, distance: Packed<W>, best: &mut Option<(Packed<W>, Sink)>) {
        self.residents(home).iter().for_each(|&resident| self.graph.fetch_arcs(resident));
        let mut gate = self.gate_to(distance, *best);
        for at in 0..self.residents(home).len() {
            let resident = self.residents(home)[at];
            let paid = self.paid(resident).expect("a resident pays for its seat");
            let nearest = distance - paid + self.search.elsewhere(resident);
            if best.is_some_and(|(end, _)| end <= nearest) {
                continue;
            }
            let from_here = gate.zip(self.narrow.as_ref());
            let from_here = from_here.map(|(gate, narrow)| gate.nearer(narrow.paid(resident)));
            if self.leave_to(resident, distance - paid, from_here, best) {
                gate = self.gate_to(distance, *best);
            }
        }
    }

    /// What ways from this distance on are compared with, unless whoever remembers must see every seat, or nothing is too far.
    fn gate_to(&self, distance: Packed<W>, best: Option<(Packed<W>, Sink)>) -> Option<Gate> {
        let (end, _) = best.filter(|_| !self.search.remembers())?;
        self.gate(distance, end)
    }

    /// Somebody below a cap gives up a place for whoever comes to it.
    fn pass_down(&mut self, cap: usize, distance: Packed<W>, best: Option<(Packed<W>, Sink)>) {
        for at in 0..self.tree.below(cap).len() {
            let node = self.tree.below(cap)[at];
            if self.taken_at(node) == 0 {
                continue;
            }
            let length = distance + self.asked_at(node) - self.tree.caps[cap].asked;
            if best.is_none_or(|(end, _)| length < end) {
                self.search.reach(node, length, Step { child: NOBODY, home: self.tree.node(cap) });
            }
        }
    }

    /// A node with a free place hands a unit on to the cap above it, which asks no less.
    fn pass_up(&mut self, node: u32, distance: Packed<W>) {
        if let Some(above) = self.tree.above(node)
            && self.has_room_at(node)
        {
            let length = distance + self.asked_at(above) - self.asked_at(node);
            self.search.reach(above, length, Step { child: NOBODY, home: node });
        }
    }

    /// Looks at every seat of a child; `base`, that of the gate too, is its distance less what it pays now. Says whether there
    /// is a new best end.
    fn leave_to(
        &mut self,
        child: u32,
        base: Packed<W>,
        mut gate: Option<Gate>,
        best: &mut Option<(Packed<W>, Sink)>,
    ) -> bool {
        let mut is_better = false;
        let mut elsewhere = Packed::NEVER;
        if let Some(unplaced) = self.unplaced[child as usize] {
            let length = base + unplaced;
            elsewhere = unplaced;
            if best.is_none_or(|(least, _)| length < least) {
                *best = Some((length, Sink::Unplaced(child)));
                is_better = true;
            }
        }
        // Nothing is as long as what a home without places asks.
        let mut end = best.map_or(base + Packed::NEVER, |(least, _)| least);
        let (remembers, own) = (self.search.remembers(), self.home_of(child));
        for &Arc { home, code } in self.graph.arcs(child) {
            let mut near = FAR;
            if let (Some(narrow), Some(gate)) = (&self.narrow, gate) {
                near = gate.base + narrow.cost(code) + narrow.asked(home);
                if near >= gate.end.min(self.search.near(home)) {
                    continue;
                }
            }
            let Some(cost) = self.coding.cost(code) else { continue };
            let offer = cost + self.asked(home);
            if remembers && Some(home) != own {
                elsewhere = elsewhere.min(offer);
            }
            let length = base + offer;
            if length < end
                && self.search.reach_near(home, length, near, Step { child, home })
                && self.has_room(home)
                && self.tree.is_open_above(home)
            {
                let length = self.length_to_top(home, length);
                if length < end {
                    // Nothing farther needs to be looked at.
                    end = length;
                    gate = gate.map(|gate| Gate { end: gate.end.min(near), ..gate });
                    *best = Some((length, Sink::Room(home)));
                    is_better = true;
                }
            }
        }
        self.search.remember_elsewhere(child, elsewhere);
        is_better
    }

    /// How long a path is that ends in a home with room; an empty one below caps may ask less than they do.
    #[inline]
    fn length_to_top(&self, home: u32, length: Packed<W>) -> Packed<W> {
        if self.tree.above(home).is_none() {
            return length;
        }
        length - self.asked(home) + self.homes[home as usize].charge
    }

    /// Homes and caps nearer than the end of the path ask more by the difference, which keeps every invariant.
    pub(super) fn raise_prices(&mut self, length: Packed<W>) {
        for at in 0..self.search.settled().len() {
            let node = self.search.settled()[at];
            let distance = self.search.distance(node);
            if distance >= length {
                continue;
            }
            match self.tree.cap(node) {
                Some(cap) => self.tree.caps[cap].asked += length - distance,
                None => self.set_asked(node, self.asked(node) + length - distance),
            }
        }
    }

    /// Moves each child on the path one seat on, from its end back to the newcomer.
    fn shift(&mut self, newcomer: u32, sink: Sink) {
        let mut free = self.end_of(sink);
        while let Some(node) = free {
            let step = self.next_move(node, None).expect("a path begins with the newcomer");
            free = self.move_to(step.child, step.home).filter(|_| step.child != newcomer);
        }
    }

    /// Moves each child on the path one seat on, from its end back to the cap where it begins.
    pub(super) fn shift_from(&mut self, cap: u32, sink: Sink) {
        let mut free = self.end_of(sink);
        while let Some(step) = free.and_then(|node| self.next_move(node, Some(cap))) {
            free = self.move_to(step.child, step.home);
        }
    }

    /// The home that gets a free place, or has one, where a path ends.
    fn end_of(&mut self, sink: Sink) -> Option<u32> {
        match sink {
            Sink::Room(home) => Some(home),
            Sink::Unplaced(child) => {
                let left = self.leave(child);
                self.sit(child, Seat::Unplaced);
                left
            }
        }
    }

    /// The last move on the way to a node; `None`: the path comes from `start` without one.
    fn next_move(&self, mut node: u32, start: Option<u32>) -> Option<Step> {
        while start != Some(node) {
            let step = self.search.via(node);
            if step.child != NOBODY {
                return Some(step);
            }
            node = step.home;
        }
        None
    }

    /// Moves a child to a home and names the one that it left.
    fn move_to(&mut self, child: u32, home: u32) -> Option<u32> {
        let left = self.leave(child);
        self.sit(child, Seat::Arc(self.graph.number(child, home)));
        left
    }

    /// Takes a child out of its home, if it has one, and names that home.
    fn leave(&mut self, child: u32) -> Option<u32> {
        let home = self.home_of(child);
        if home.is_some() {
            self.take(child);
            self.search.forget_elsewhere(child);
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
