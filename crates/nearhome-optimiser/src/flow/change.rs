//! Changes to a state, each followed by the moves that make it optimal again.
//!
//! A change that leaves someone without a seat is taken back; the state is then what it was.

use super::Shortage;
use super::graph::{Arc, Incoming};
use super::packed::Packed;
use super::state::{Home, Seat, State};

impl<const W: usize> State<W> {
    /// Takes a child out of the assignment; nothing happens when it was waiting.
    pub(crate) fn remove(&mut self, child: u32) {
        let seat = self.seat(child);
        self.take(child);
        if let Seat::Arc(arc) = seat {
            self.fill(self.graph.arc(arc).home);
        }
    }

    /// Gives a home this many places.
    pub(crate) fn set_places(&mut self, home: u32, places: u32) -> Result<(), Shortage> {
        if places >= self.homes[home as usize].places {
            self.add_places(home, places);
            return Ok(());
        }
        self.or_undo(|state| {
            while state.residents(home).len() > places as usize {
                state.evict_one(home)?;
            }
            state.set_places_only(home, places);
            Ok(())
        })
    }

    /// Changes the cost of an arc; `None` forbids it.
    pub(crate) fn set_arc(&mut self, arc: u32, cost: Option<&[i128]>) -> Result<(), Shortage> {
        let child = self.graph.child(arc);
        let home = self.graph.arc(arc).home;
        if self.seat(child) == Seat::Arc(arc) {
            return self.or_undo(|state| {
                state.take(child);
                state.set_arc_only(arc, cost);
                state.seat_again(child, Seat::Arc(arc))
            });
        }
        let offer = cost.filter(|_| self.homes[home as usize].places > 0);
        let offer = offer.map(|cost| self.pack(cost) + self.asked(home));
        self.change_offer(child, offer, |state| state.set_arc_only(arc, cost));
        Ok(())
    }

    /// Changes what it costs to leave a child unplaced; `None`: it must be placed.
    pub(crate) fn set_unplaced(&mut self, child: u32, cost: Option<&[i128]>) -> Result<(), Shortage> {
        let cost = cost.map(|cost| self.pack(cost));
        if self.seat(child) == Seat::Unplaced {
            return self.or_undo(|state| {
                state.take(child);
                state.set_unplaced_only(child, cost);
                state.seat_again(child, Seat::Unplaced)
            });
        }
        self.change_offer(child, cost, |state| state.set_unplaced_only(child, cost));
        Ok(())
    }

    /// Changes what every child in a home costs on top of its arc.
    pub(crate) fn set_charge(&mut self, home: u32, charge: &[i128]) {
        let charge = self.pack(charge);
        // What the home asks stays, so nobody's comparison changes; its price takes up the difference.
        self.set_charge_only(home, charge);
        if self.homes[home as usize].places == 0 {
            return;
        }
        if self.price(home) < Packed::ZERO {
            self.ask_charge(home);
        } else {
            self.fill(home);
        }
    }

    fn pack(&self, cost: &[i128]) -> Packed<W> {
        self.packing.pack(cost.iter().copied())
    }

    /// Runs a change; when it fails everything is as before.
    fn or_undo(&mut self, change: impl FnOnce(&mut Self) -> Result<(), Shortage>) -> Result<(), Shortage> {
        let mark = self.mark();
        let result = change(self);
        if result.is_ok() {
            self.keep(mark);
        } else {
            self.undo(mark);
        }
        result
    }

    fn add_places(&mut self, home: u32, places: u32) {
        if places == 0 {
            return;
        }
        if self.homes[home as usize].places == 0 {
            self.set_asked(home, self.repelling(home));
        }
        self.set_places_only(home, places);
        self.fill(home);
    }

    /// What a home must ask so that nobody would rather be there than where they are, but no more.
    fn repelling(&self, home: u32) -> Packed<W> {
        let incoming = self.graph.incoming(home).iter();
        let pays = |child| self.paid(child).or_else(|| self.least(child));
        let wish = |incoming: &Incoming| Some(pays(incoming.child)? - self.coding.cost(incoming.code)?);
        let wished = incoming.filter_map(wish).max();
        let charge = self.homes[home as usize].charge + self.tree.asked_above(home);
        wished.map_or(charge, |wished| wished.max(charge))
    }

    /// The price of a home, also of one without places.
    pub(super) fn fair_price(&self, home: u32) -> Packed<W> {
        let Home { places, charge, .. } = self.homes[home as usize];
        let above = self.tree.asked_above(home);
        if places == 0 { self.repelling(home) - charge - above } else { self.price(home) }
    }

    /// Takes a place from a full home; one resident is seated anew. The state after it is optimal
    /// whoever goes, so it is the one with the shortest way.
    fn evict_one(&mut self, home: u32) -> Result<(), Shortage> {
        let places = self.count(home) - 1;
        self.set_places_only(home, places + 1);
        let regret = |child: u32| (self.second_least(child, home).is_none(), self.regret(child, home), child);
        let residents = self.residents(home).iter();
        let leaver = residents.copied().min_by_key(|&child| regret(child)).expect("a full home");
        self.take(leaver);
        self.set_places_only(home, places);
        self.add(leaver)
    }

    /// How much more than now a resident pays at its best seat outside its home.
    fn regret(&self, child: u32, home: u32) -> Option<Packed<W>> {
        Some(self.second_least(child, home)? - self.paid(child)?)
    }

    /// The least that a child could pay outside a home.
    fn second_least(&self, child: u32, home: u32) -> Option<Packed<W>> {
        let at = |arc: &Arc| {
            let counts = arc.home != home && self.asked(arc.home) < Packed::NEVER;
            if counts { Some(self.coding.cost(arc.code)? + self.asked(arc.home)) } else { None }
        };
        self.graph.arcs(child).iter().filter_map(at).chain(self.unplaced[child as usize]).min()
    }

    /// Seats a child that was just taken from a seat whose cost has changed.
    fn seat_again(&mut self, child: u32, seat: Seat) -> Result<(), Shortage> {
        let offer = match seat {
            Seat::Waiting => None,
            Seat::Unplaced => self.unplaced[child as usize],
            Seat::Arc(arc) => {
                let Arc { home, code } = self.graph.arc(arc);
                self.coding.cost(code).map(|cost| cost + self.asked(home))
            }
        };
        if offer.is_some() && offer == self.least(child) {
            self.sit(child, seat);
            return Ok(());
        }
        if let Seat::Arc(arc) = seat {
            self.fill(self.graph.arc(arc).home);
        }
        self.add(child)
    }

    /// Changes a seat that a child does not have; it moves there when that is now better.
    fn change_offer(&mut self, child: u32, offer: Option<Packed<W>>, change: impl FnOnce(&mut Self)) {
        let is_better = offer.zip(self.paid(child)).is_some_and(|(offer, paid)| offer < paid);
        if is_better {
            self.remove(child);
        }
        change(self);
        if is_better {
            self.add(child).expect("the seat that the child had is still there");
        }
    }

    /// Raises what a home asks to its charge; residents who would rather be elsewhere are seated anew.
    fn ask_charge(&mut self, home: u32) {
        self.set_asked(home, self.homes[home as usize].charge);
        let would_go = |child: &u32| self.paid(*child) > self.least(*child);
        let mut leavers: Vec<u32> = self.residents(home).iter().copied().filter(would_go).collect();
        leavers.sort_unstable();
        for &child in &leavers {
            self.take(child);
        }
        for child in leavers {
            self.add(child).expect("the place that the child had is still there");
        }
    }
}
