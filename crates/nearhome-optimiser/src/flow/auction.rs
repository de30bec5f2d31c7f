//! A fast first guess: children bid for homes, with larger steps first (epsilon scaling).
//!
//! Works on plain weights and promises nothing: [`super::cold`] turns what it finds into an exact
//! optimum, whatever it is. Forward and reverse auction with similar objects after Bertsekas and
//! Castañon, "The auction algorithm for the transportation problem" (1989) and "A forward/reverse
//! auction algorithm for asymmetric assignment problems" (1992).

mod residents;

use super::graph::{Arc, FORBIDDEN, Graph};
use residents::{Resident, Residents};

/// More than any seat costs: nobody bids more than going without would weigh, which is below 2^32, and one step.
const NEVER: i64 = 1 << 35;

/// Bits below a value that say which arc it belongs to.
const PLACE_BITS: u32 = 27;

/// By how many of a round's steps homes ask less than at the end of the round before. Without it many are left empty, and each
/// must look through all its arcs for residents; with much more, children overbid each other from far below.
const DISCOUNT: i64 = 8;

/// Stands for no home.
pub(crate) const NOWHERE: u32 = u32::MAX;

/// Seats and prices, near-optimal up to the last step for each child.
pub(crate) struct Auction<'a> {
    pub(crate) graph: &'a Graph,
    /// Weight of each child unplaced.
    pub(crate) unplaced: &'a [i64],
    /// What each home asks.
    pub(crate) prices: Vec<i64>,
    /// The home of each child, [`NOWHERE`] for none.
    pub(crate) homes: Vec<u32>,
    /// The weight of each child's seat.
    weights: Vec<i64>,
    residents: Residents,
}

/// The best home at current prices, and the least that any other seat costs.
#[derive(Clone, Copy)]
struct Choice {
    /// Place in the child's list of arcs.
    arc: usize,
    value: i64,
    second: i64,
}

/// The least value and the next of some arcs, each with the place of its arc.
#[derive(Clone, Copy)]
struct Track {
    least: i64,
    next: i64,
}

impl Track {
    const EMPTY: Self = Self { least: NEVER << PLACE_BITS, next: NEVER << PLACE_BITS };

    #[inline]
    fn look(&mut self, prices: &[i64], arc: Arc, place: i64) {
        // Values stay below 2^36, so that nothing is lost.
        let value = prices[arc.home as usize].wrapping_add(i64::from(arc.code));
        let value = (value << PLACE_BITS) | place;
        self.next = self.next.min(value.max(self.least));
        self.least = self.least.min(value);
    }

    fn join(self, other: Self) -> Choice {
        let least = self.least.min(other.least);
        let next = self.least.max(other.least).min(self.next).min(other.next);
        let place = least & ((1 << PLACE_BITS) - 1);
        Choice {
            arc: usize::try_from(place).expect("the mask leaves 27 bits"),
            value: least >> PLACE_BITS,
            second: next >> PLACE_BITS,
        }
    }
}

impl<'a> Auction<'a> {
    pub(crate) fn new(graph: &'a Graph, unplaced: &'a [i64], places: &[u32]) -> Self {
        Self {
            graph,
            unplaced,
            prices: places.iter().map(|&places| if places == 0 { NEVER } else { 0 }).collect(),
            homes: vec![NOWHERE; unplaced.len()],
            weights: vec![0; unplaced.len()],
            residents: Residents::new(graph, places),
        }
    }

    /// Seats these children anew with bids that rise by at least `step`.
    pub(crate) fn round(&mut self, children: &[u32], step: i64) {
        self.residents.clear();
        self.discount(step.saturating_mul(DISCOUNT));
        for &child in children {
            let mut next = Some(child);
            while let Some(child) = next {
                next = self.bid(child, step);
            }
        }
        self.fill_homes(step);
    }

    /// Lets every home with places ask so much less, but not less than nothing.
    fn discount(&mut self, discount: i64) {
        for price in self.prices.iter_mut().filter(|price| **price < NEVER) {
            *price = (*price - discount).max(0);
        }
    }

    /// Lets a child bid; who loses a place by it is returned.
    fn bid(&mut self, child: u32, step: i64) -> Option<u32> {
        let unplaced = self.unplaced[child as usize];
        let choice = self.choose(child);
        if unplaced <= choice.value {
            self.homes[child as usize] = NOWHERE;
            self.weights[child as usize] = unplaced;
            return None;
        }
        let arc = self.graph.arcs(child)[choice.arc];
        self.homes[child as usize] = arc.home;
        self.weights[child as usize] = i64::from(arc.code);
        let price = &mut self.prices[arc.home as usize];
        let bid = *price + (choice.second.min(unplaced) - choice.value) + step;
        let evicted = self.residents.bid(arc.home, Resident { bid, child });
        if !self.residents.has_room(arc.home) {
            *price = self.residents.of(arc.home)[0].bid;
        }
        evicted
    }

    /// The best home now. Values carry the place of their arc in their lowest bits, and the two least are tracked without
    /// a branch: which arc is better is hard to predict. A forbidden arc weighs no less than going without.
    #[inline]
    fn choose(&self, child: u32) -> Choice {
        let prices = &self.prices[..];
        let mut pairs = self.graph.arcs(child).chunks_exact(2);
        // Two tracks, because each comparison waits for the one before it.
        let mut tracks = [Track::EMPTY; 2];
        let mut place = 0;
        for pair in &mut pairs {
            tracks[0].look(prices, pair[0], place);
            tracks[1].look(prices, pair[1], place + 1);
            place += 2;
        }
        for &arc in pairs.remainder() {
            tracks[0].look(prices, arc, place);
        }
        tracks[0].join(tracks[1])
    }

    /// What a child pays where it is; nothing when it takes no part.
    pub(crate) fn paid(&self, child: u32) -> i64 {
        let home = self.homes[child as usize];
        let asked = if home == NOWHERE { 0 } else { self.prices[home as usize] };
        self.weights[child as usize] + asked
    }

    /// Lowers what homes with free places ask until nobody would move there, or they are full.
    fn fill_homes(&mut self, step: i64) {
        let mut paid: Vec<i64> = (0..self.graph.children()).map(|child| self.paid(child)).collect();
        let mut open: Vec<u32> = (0..self.graph.homes()).rev().collect();
        while let Some(home) = open.pop() {
            let at = home as usize;
            while self.prices[at] > 0 && self.residents.has_room(home) {
                let taken = self.best_resident(home, &paid, step);
                let asked = taken.map_or(0, |(_, _, asked)| asked);
                for resident in self.residents.of(home) {
                    paid[resident.child as usize] -= self.prices[at] - asked;
                }
                self.prices[at] = asked;
                let Some((child, weight, asked)) = taken else { break };
                let left = std::mem::replace(&mut self.homes[child as usize], home);
                if left != NOWHERE {
                    self.residents.leave(left, child);
                    open.push(left);
                }
                self.weights[child as usize] = weight;
                paid[child as usize] = weight + asked;
                self.residents.join(home, Resident { bid: 0, child });
            }
        }
    }

    /// The child who would pay most to be in a home, its weight there, and what the home may then ask.
    fn best_resident(&self, home: u32, paid: &[i64], step: i64) -> Option<(u32, i64, i64)> {
        // Worths up to the step do not count: the home then asks nothing.
        let (mut best, mut second) = (step, step);
        let mut found = None;
        for incoming in self.graph.incoming(home) {
            let worth = paid[incoming.child as usize].wrapping_sub(i64::from(incoming.code));
            if worth <= second || incoming.code == FORBIDDEN || self.homes[incoming.child as usize] == home {
                continue;
            }
            if worth > best {
                (second, best) = (best, worth);
                found = Some(*incoming);
            } else {
                second = worth;
            }
        }
        found.map(|incoming| (incoming.child, i64::from(incoming.code), second - step))
    }
}
