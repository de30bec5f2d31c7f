//! Verifies every invariant of a state from its seats and prices alone.

use super::graph::Arc;
use super::packed::Packed;
use super::state::{Seat, State};

impl<const W: usize> State<W> {
    /// Whether seats, prices, occupancy and total prove each other: then the assignment of the children
    /// who are not waiting costs least.
    pub(crate) fn is_proved(&self) -> bool {
        let mut total = Packed::ZERO;
        let mut occupied = vec![0_u32; self.homes.len()];
        for child in 0..self.graph.children() {
            if self.seat(child) == Seat::Waiting {
                continue;
            }
            let (Some(paid), Some(cost)) = (self.paid(child), self.cost(child)) else { return false };
            if self.least(child) != Some(paid) {
                return false;
            }
            total += cost;
            if let Seat::Arc(arc) = self.seat(child) {
                occupied[self.graph.arc(arc).home as usize] += 1;
            }
        }
        total == self.total()
            && self.caps_are_fair()
            && (0..self.graph.homes()).all(|home| self.is_fair(home, occupied[home as usize]))
    }

    /// What a child costs where it is, looked up anew.
    fn cost(&self, child: u32) -> Option<Packed<W>> {
        match self.seat(child) {
            Seat::Waiting => None,
            Seat::Unplaced => self.unplaced[child as usize],
            Seat::Arc(arc) => {
                let Arc { home, code } = self.graph.arc(arc);
                Some(self.coding.cost(code)? + self.homes[home as usize].charge)
            }
        }
    }

    /// Whether a home is not overfull, and has no price below zero or beside a free place.
    fn is_fair(&self, home: u32, occupied: u32) -> bool {
        let places = self.homes[home as usize].places;
        let price = self.price(home);
        let price_is_fair =
            places == 0 || price == Packed::ZERO || (price > Packed::ZERO && occupied == places);
        occupied <= places && occupied == self.count(home) && price_is_fair
    }
}
