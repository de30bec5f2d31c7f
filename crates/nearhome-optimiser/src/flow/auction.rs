//! A fast first guess: children bid for homes, with larger steps first (epsilon scaling).
//!
//! Works on plain weights and promises nothing: [`super::cold`] turns what it finds into an exact
//! optimum, whatever it is. Forward and reverse auction with similar objects after Bertsekas and
//! Castañon, "The auction algorithm for the transportation problem" (1989) and "A forward/reverse
//! auction algorithm for asymmetric assignment problems" (1992).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::graph::{FORBIDDEN, Graph};

/// More than any seat costs.
pub(crate) const NEVER: i64 = 1 << 60;

/// Stands for no home.
pub(crate) const NOWHERE: u32 = u32::MAX;

/// Seats and prices, near-optimal up to the last step for each child.
pub(crate) struct Auction<'a> {
    pub(crate) graph: &'a Graph,
    /// Weight of each child unplaced.
    pub(crate) unplaced: &'a [i64],
    places: &'a [u32],
    /// What each home asks.
    pub(crate) prices: Vec<i64>,
    /// The home of each child, [`NOWHERE`] for none.
    pub(crate) homes: Vec<u32>,
    /// The weight of each child's seat.
    weights: Vec<i64>,
    /// Bids of the residents, lowest first.
    bids: Vec<BinaryHeap<Reverse<(i64, u32)>>>,
}

/// The best home at current prices, and the least that any other seat costs.
#[derive(Clone, Copy)]
struct Choice {
    home: u32,
    weight: u32,
    value: i64,
    second: i64,
}

impl<'a> Auction<'a> {
    pub(crate) fn new(graph: &'a Graph, unplaced: &'a [i64], places: &'a [u32]) -> Self {
        Self {
            graph,
            unplaced,
            prices: places.iter().map(|&places| if places == 0 { NEVER } else { 0 }).collect(),
            bids: places.iter().map(|_| BinaryHeap::new()).collect(),
            places,
            homes: vec![NOWHERE; unplaced.len()],
            weights: vec![0; unplaced.len()],
        }
    }

    /// Seats these children anew with bids that rise by at least `step`.
    pub(crate) fn round(&mut self, children: &[u32], step: i64) {
        self.bids.iter_mut().for_each(BinaryHeap::clear);
        for &child in children {
            let mut next = Some(child);
            while let Some(child) = next {
                next = self.bid(child, step);
            }
        }
        self.fill_homes(step);
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
        let home = choice.home as usize;
        let bid = self.prices[home] + (choice.second.min(unplaced) - choice.value) + step;
        self.homes[child as usize] = choice.home;
        self.weights[child as usize] = i64::from(choice.weight);
        let bids = &mut self.bids[home];
        bids.push(Reverse((bid, child)));
        if bids.len() < self.places[home] as usize {
            return None;
        }
        let evicted = if bids.len() > self.places[home] as usize { bids.pop() } else { None };
        let Reverse((lowest, _)) = bids.peek().expect("a home with places has residents");
        self.prices[home] = *lowest;
        evicted.map(|Reverse((_, child))| child)
    }

    fn choose(&self, child: u32) -> Choice {
        let mut choice = Choice { home: NOWHERE, weight: 0, value: NEVER, second: NEVER };
        for arc in self.graph.arcs(child) {
            // Weights have 32 bits and prices at most 61, so that this cannot overflow.
            let value = self.prices[arc.home as usize].wrapping_add(i64::from(arc.code));
            if value >= choice.second || arc.code == FORBIDDEN {
                continue;
            }
            if value < choice.value {
                choice = Choice { home: arc.home, weight: arc.code, value, second: choice.value };
            } else {
                choice.second = value;
            }
        }
        choice
    }

    /// What a child pays where it is; nothing when it takes no part.
    pub(crate) fn paid(&self, child: u32) -> i64 {
        let home = self.homes[child as usize];
        let asked = if home == NOWHERE { 0 } else { self.prices[home as usize] };
        self.weights[child as usize] + asked
    }

    /// Lowers what homes with free places ask until nobody would move there, or they are full.
    fn fill_homes(&mut self, step: i64) {
        let mut residents: Vec<Vec<u32>> = vec![Vec::new(); self.places.len()];
        let mut paid: Vec<i64> = (0..self.graph.children()).map(|child| self.paid(child)).collect();
        for (child, &home) in (0..).zip(&self.homes) {
            if home != NOWHERE {
                residents[home as usize].push(child);
            }
        }
        let mut open: Vec<u32> = (0..self.graph.homes()).rev().collect();
        while let Some(home) = open.pop() {
            let at = home as usize;
            while self.prices[at] > 0 && residents[at].len() < self.places[at] as usize {
                let taken = self.best_resident(home, &paid, step);
                let asked = taken.map_or(0, |(_, _, asked)| asked);
                for &resident in &residents[at] {
                    paid[resident as usize] -= self.prices[at] - asked;
                }
                self.prices[at] = asked;
                let Some((child, weight, asked)) = taken else { break };
                let left = std::mem::replace(&mut self.homes[child as usize], home);
                if left != NOWHERE {
                    residents[left as usize].retain(|&resident| resident != child);
                    open.push(left);
                }
                self.weights[child as usize] = weight;
                paid[child as usize] = weight + asked;
                residents[at].push(child);
            }
        }
    }

    /// The child who would pay most to be in a home, its weight there, and what the home may then ask.
    fn best_resident(&self, home: u32, paid: &[i64], step: i64) -> Option<(u32, i64, i64)> {
        let (mut best, mut second) = (step, 0);
        let mut found = None;
        for incoming in self.graph.incoming(home) {
            let worth = paid[incoming.child as usize].wrapping_sub(i64::from(incoming.code));
            if worth <= second || incoming.code == FORBIDDEN || self.homes[incoming.child as usize] == home {
                continue;
            }
            if worth > best {
                second = if found.is_some() { best } else { second };
                best = worth;
                found = Some(*incoming);
            } else {
                second = worth;
            }
        }
        found.map(|incoming| (incoming.child, i64::from(incoming.code), (second - step).max(0)))
    }
}
