//! The smallest and the largest valid price of every home.
//!
//! Both come from one shortest path search over all homes with reduced costs, so they are exact: what
//! one place more gains, and what one place less costs, when nothing else changes.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::packed::Packed;
use super::state::{Seat, State};

/// Between which prices of a home every valid one lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Range<T> {
    /// What one place more gains.
    pub(crate) least: T,
    /// What one place less costs; `None`: somebody who must be placed would have no seat, or there is no
    /// place to lose.
    pub(crate) most: Option<T>,
}

/// Distances by home, as far as they are known.
type Distances<const W: usize> = Vec<Option<Packed<W>>>;

type Queue<const W: usize> = BinaryHeap<Reverse<(Packed<W>, u32)>>;

impl<const W: usize> State<W> {
    /// The range of the price of each home.
    pub(crate) fn price_ranges(&self) -> Vec<Range<Packed<W>>> {
        let prices: Vec<Packed<W>> = (0..self.graph.homes()).map(|home| self.fair_price(home)).collect();
        let to_end = self.distances_to_end();
        let from_end = self.distances_from_end(&prices);
        let range = |home: usize| Range {
            // A home from which nothing could come has nothing to gain.
            least: from_end[home].map_or(Packed::ZERO, |distance| prices[home] - distance),
            most: to_end[home]
                .filter(|_| self.homes[home].places > 0)
                .map(|distance| prices[home] + distance),
        };
        (0..prices.len()).map(range).collect()
    }

    /// From each home the cheapest way to do with one resident less, beyond its price.
    fn distances_to_end(&self) -> Distances<W> {
        let mut distances: Distances<W> = vec![None; self.homes.len()];
        let mut queue = Queue::new();
        for home in 0..self.graph.homes() {
            if self.has_room(home) {
                reach(&mut distances, &mut queue, home, Packed::ZERO);
            }
            for &child in self.residents(home) {
                if let (Some(unplaced), Some(paid)) = (self.unplaced[child as usize], self.paid(child)) {
                    reach(&mut distances, &mut queue, home, unplaced - paid);
                }
            }
        }
        while let Some((distance, home)) = settle(&distances, &mut queue) {
            if self.homes[home as usize].places == 0 {
                continue;
            }
            let base = distance + self.asked(home);
            for incoming in self.graph.incoming(home) {
                let Seat::Arc(arc) = self.seat(incoming.child) else { continue };
                if let (Some(cost), Some(paid)) = (self.coding.cost(incoming.code), self.paid(incoming.child))
                {
                    reach(&mut distances, &mut queue, self.graph.arc(arc).home, base + cost - paid);
                }
            }
        }
        distances
    }

    /// To each home the cheapest chain of moves that fills one more place, with the price at its start.
    fn distances_from_end(&self, prices: &[Packed<W>]) -> Distances<W> {
        let mut distances: Distances<W> = vec![None; self.homes.len()];
        let mut queue = Queue::new();
        for home in 0..self.graph.homes() {
            // Doing without the place again is a way, too: nothing is gained by it.
            reach(&mut distances, &mut queue, home, prices[home as usize]);
        }
        let leave = |child: u32, distance: Packed<W>, distances: &mut Distances<W>, queue: &mut Queue<W>| {
            let Some(paid) = self.paid(child) else { return };
            for arc in self.graph.arcs(child) {
                let asked = prices[arc.home as usize] + self.homes[arc.home as usize].charge;
                if let Some(cost) = self.coding.cost(arc.code) {
                    reach(distances, queue, arc.home, distance + cost + asked - paid);
                }
            }
        };
        for child in (0..self.graph.children()).filter(|&child| self.seat(child) == Seat::Unplaced) {
            leave(child, Packed::ZERO, &mut distances, &mut queue);
        }
        while let Some((distance, home)) = settle(&distances, &mut queue) {
            for &child in self.residents(home) {
                leave(child, distance, &mut distances, &mut queue);
            }
        }
        distances
    }
}

fn reach<const W: usize>(distances: &mut Distances<W>, queue: &mut Queue<W>, home: u32, distance: Packed<W>) {
    let known = &mut distances[home as usize];
    if known.is_none_or(|known| distance < known) {
        *known = Some(distance);
        queue.push(Reverse((distance, home)));
    }
}

/// The nearest home in the queue whose distance is still that.
fn settle<const W: usize>(distances: &Distances<W>, queue: &mut Queue<W>) -> Option<(Packed<W>, u32)> {
    loop {
        let Reverse((distance, home)) = queue.pop()?;
        if distances[home as usize] == Some(distance) {
            return Some((distance, home));
        }
    }
}
