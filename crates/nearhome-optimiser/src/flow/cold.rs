//! Solves a whole flow from nothing: an auction's guess, made exact.
//!
//! 1. An auction over plain weights finds seats and prices that are nearly right.
//! 2. Each home's price becomes a level vector: the cost of the cheapest way to give up one of its
//!    places, along the way that the auction's prices show.
//! 3. Children whose seats are not exactly the least at these prices are taken out and seated again
//!    along shortest paths; then homes that have room and still a price are filled.
//! 4. Seats and prices are verified. From any guess the result is an exact optimum; a bad one only takes
//!    longer.

use rayon::prelude::*;

use super::Shortage;
use super::auction::{Auction, NOWHERE};
use super::labels::labels;
use super::packed::Packed;
use super::state::{Home, Seat, State};
use super::weights::Weights;

/// With fewer arcs than this, seating children one by one is quicker than an auction.
const ARCS_FOR_AN_AUCTION: usize = 4_000;

/// The first step of the auction, as a part of the largest weight.
const FIRST_STEP: u32 = 32;

/// Each round takes steps smaller than the last by this factor.
const STEP_FACTOR: u32 = 5;

/// The last step, as a part of the largest cost on the last level.
const LAST_STEP: u32 = 100_000;

/// A guess is good when at most one child in this many has to be seated again.
const REPAIRED: usize = 20;

impl<const W: usize> State<W> {
    /// Seats every waiting child for whom `is_in` is true; `keep_going` is asked now and then. After a
    /// stop only those who must be placed are sure to be seated, because without them there is no answer
    /// at all. A shortage leaves others seated.
    pub(crate) fn add_all(
        &mut self,
        is_in: &(dyn Fn(u32) -> bool + Sync),
        keep_going: &mut dyn FnMut() -> bool,
    ) -> Result<(), Shortage> {
        let is_new = (0..self.graph.children()).all(|child| self.seat(child) == Seat::Waiting);
        if is_new && self.graph.all_arcs().len() >= ARCS_FOR_AN_AUCTION {
            self.add_by_auction(is_in, keep_going)
        } else {
            self.add_one_by_one(is_in, keep_going)
        }
    }

    /// Seats children of whom none has a seat, most of them by an auction.
    pub(crate) fn add_by_auction(
        &mut self,
        is_in: &(dyn Fn(u32) -> bool + Sync),
        keep_going: &mut dyn FnMut() -> bool,
    ) -> Result<(), Shortage> {
        if !self.guess(is_in, keep_going) {
            let must = |child: u32| is_in(child) && self.unplaced[child as usize].is_none();
            let must: Vec<bool> = (0..self.graph.children()).map(must).collect();
            self.guess(&|child| must[child as usize], &mut || true);
        }
        self.add_one_by_one(is_in, keep_going)?;
        for home in 0..self.graph.homes() {
            self.fill(home);
        }
        Ok(())
    }

    /// Seats the waiting children by successive shortest paths alone.
    pub(crate) fn add_one_by_one(
        &mut self,
        is_in: &dyn Fn(u32) -> bool,
        keep_going: &mut dyn FnMut() -> bool,
    ) -> Result<(), Shortage> {
        let mut is_stopped = false;
        for child in 0..self.graph.children() {
            if self.seat(child) != Seat::Waiting || !is_in(child) {
                continue;
            }
            is_stopped = is_stopped || !keep_going();
            if !is_stopped || self.unplaced[child as usize].is_none() {
                self.add(child)?;
            }
        }
        Ok(())
    }

    /// Seats most children, at prices that make their seats the best ones; false and nobody when it was
    /// stopped.
    fn guess(&mut self, is_in: &dyn Fn(u32) -> bool, keep_going: &mut dyn FnMut() -> bool) -> bool {
        let weights = Weights::new(&self.graph, &self.coding, &self.unplaced, &self.packing);
        let places: Vec<u32> = self.homes.iter().map(|home| home.places).collect();
        let children: Vec<u32> = (0..self.graph.children()).filter(|&child| is_in(child)).collect();
        let mut auction = Auction::new(&weights, &places);
        let last = (weights.finest / LAST_STEP).max(1);
        let mut step = (weights.largest / FIRST_STEP).max(last);
        let (seats, prices) = loop {
            if !keep_going() {
                return false;
            }
            auction.round(&children, step);
            if step <= last {
                let prices = labels(self, &auction, step);
                let seats = self.best_seats(&children, &|child| auction.home(child), &prices);
                let waiting = seats.iter().filter(|&&seat| seat == Seat::Waiting).count();
                if step == 1 || waiting * REPAIRED <= children.len() {
                    break (seats, prices);
                }
            }
            let next = (step / STEP_FACTOR).max(1);
            step = if step > last && next < 2 * last { last } else { next };
        };
        for (home, &asked) in (0..).zip(&prices) {
            if self.homes[home as usize].places > 0 {
                self.set_asked(home, asked.max(self.homes[home as usize].charge));
            }
        }
        for (child, seat) in children.into_iter().zip(seats) {
            self.sit(child, seat);
        }
        true
    }

    /// The guessed seat of each child if no other costs less at these prices, else waiting.
    fn best_seats(
        &self,
        children: &[u32],
        guess: &(dyn Fn(u32) -> u32 + Sync),
        prices: &[Packed<W>],
    ) -> Vec<Seat> {
        let offer = |(home, &asked): (&Home<W>, &Packed<W>)| {
            if home.places == 0 { Packed::NEVER } else { asked.max(home.charge) }
        };
        let offers: Vec<Packed<W>> = self.homes.iter().zip(prices).map(offer).collect();
        let near_offers = self.narrow.as_ref().and_then(|narrow| narrow.offers(&offers, &self.packing));
        let near = self.narrow.as_ref().zip(near_offers.as_deref());
        let best_seat = |&child: &u32| {
            let home = guess(child);
            if home == NOWHERE {
                let least = self.least_of(child, &offers);
                let is_best = self.unplaced[child as usize].is_some_and(|unplaced| unplaced <= least);
                return if is_best { Seat::Unplaced } else { Seat::Waiting };
            }
            let arc = self.graph.number(child, home);
            let Some(cost) = self.coding.cost(self.graph.arc(arc).code) else { return Seat::Waiting };
            let offer = cost + offers[home as usize];
            let is_best = match near {
                Some((narrow, near_offers)) => {
                    let near_offer = narrow.cost(self.graph.arc(arc).code) + near_offers[home as usize];
                    near_offer == narrow.least(self.graph.arcs(child), near_offers)
                        && self.unplaced[child as usize].is_none_or(|unplaced| offer <= unplaced)
                }
                None => offer == self.least_of(child, &offers),
            };
            if is_best { Seat::Arc(arc) } else { Seat::Waiting }
        };
        children.par_iter().map(best_seat).collect()
    }
}
