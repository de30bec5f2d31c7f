//! A fast first guess: children bid for homes, with larger steps first (epsilon scaling).
//!
//! Works on plain weights and promises nothing: [`super::cold`] turns what it finds into an exact
//! optimum, whatever it is. Forward and reverse auction with similar objects after Bertsekas and
//! Castañon, "The auction algorithm for the transportation problem" (1989) and "A forward/reverse
//! auction algorithm for asymmetric assignment problems" (1992).
//!
//! Nearly all of its time goes into looking through the arcs of a child, so what it compares are single numbers:
//! a weight in the upper half, whose it is in the lower.

mod residents;
mod vacancies;

use super::graph::{Arc, Graph};
use super::weights::{CLOSED, Weights};
use residents::Residents;

/// By how many of a round's steps homes ask less than at the end of the round before. With much less many are left empty, and
/// each must look through all its arcs for residents; with much more, children overbid each other from far below.
const DISCOUNT: u32 = 10;

/// Stands for no home.
pub(crate) const NOWHERE: u32 = u32::MAX;

/// A weight and whose it is: ordered by weight, then by number.
#[inline]
fn pack(weight: u32, number: u32) -> u64 {
    (u64::from(weight) << 32) | u64::from(number)
}

/// The weight of a pack.
#[inline]
fn weight(pack: u64) -> u32 {
    u32::try_from(pack >> 32).expect("half of 64 bits")
}

/// Whose the weight of a pack is.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "the lower half")]
fn number(pack: u64) -> u32 {
    pack as u32
}

/// Seats and prices, near-optimal up to the last step for each child.
///
/// What homes ask and what was learnt at it stays from round to round.
pub(crate) struct Auction<'a> {
    pub(crate) graph: &'a Graph,
    /// Weight of each child unplaced.
    pub(crate) unplaced: &'a [u32],
    /// What each home asks, for number 0.
    asked: Vec<u64>,
    /// The weight of each child's seat and the home, or [`NOWHERE`].
    seats: Vec<u64>,
    /// No seat but its own costs a child less than this, as far as that is known: what it saw when it last bid, less what
    /// homes have come to ask less since.
    others: Vec<u32>,
    residents: Residents,
}

/// The least offer and the next of some arcs: what a child would pay, and the home.
#[derive(Clone, Copy)]
struct Track {
    least: u64,
    next: u64,
}

impl Track {
    const EMPTY: Self = Self { least: u64::MAX, next: u64::MAX };

    #[inline]
    fn look(&mut self, asked: &[u64], arc: Arc) {
        // Weights stay below 2^30 and what is asked below 2^32 less that, so that nothing is lost.
        let offer = asked[arc.home as usize].wrapping_add(pack(arc.code, arc.home));
        self.next = self.next.min(offer.max(self.least));
        self.least = self.least.min(offer);
    }

    #[inline]
    fn join(self, other: Self) -> Self {
        Self {
            least: self.least.min(other.least),
            next: self.least.max(other.least).min(self.next).min(other.next),
        }
    }
}

impl<'a> Auction<'a> {
    pub(crate) fn new(weights: &'a Weights<'_>, places: &[u32]) -> Self {
        let children = weights.unplaced.len();
        let asked = |&places: &u32| pack(if places == 0 { CLOSED } else { 0 }, 0);
        Self {
            graph: &weights.graph,
            unplaced: &weights.unplaced,
            asked: places.iter().map(asked).collect(),
            seats: vec![pack(0, NOWHERE); children],
            others: vec![0; children],
            residents: Residents::new(&weights.graph, places),
        }
    }

    /// Seats these children with bids that rise by at least `step`; who would bid the same again stays.
    pub(crate) fn round(&mut self, children: &[u32], step: u32) {
        self.discount(step.saturating_mul(DISCOUNT), step);
        for &child in children {
            let mut next = Some(child).filter(|&child| self.home(child) == NOWHERE);
            while let Some(child) = next {
                next = self.bid(child, step);
            }
        }
        self.fill_homes(step);
    }

    /// What a home asks.
    #[inline]
    pub(crate) fn price(&self, home: u32) -> u32 {
        weight(self.asked[home as usize])
    }

    /// The home of a child, [`NOWHERE`] for none.
    #[inline]
    pub(crate) fn home(&self, child: u32) -> u32 {
        number(self.seats[child as usize])
    }

    /// What a child pays where it is; nothing when it takes no part.
    #[inline]
    pub(crate) fn paid(&self, child: u32) -> u32 {
        let seat = self.seats[child as usize];
        let home = number(seat);
        if home == NOWHERE { weight(seat) } else { weight(seat) + self.price(home) }
    }

    /// Lets every home with places ask so much less, but not less than nothing, and keeps the residents who would bid
    /// for the same home again with this step, as far as that is known without looking.
    fn discount(&mut self, discount: u32, step: u32) {
        self.others.iter_mut().for_each(|others| *others = others.saturating_sub(discount));
        for (home, asked) in (0..).zip(&mut self.asked).filter(|(_, asked)| **asked != pack(CLOSED, 0)) {
            let price = weight(*asked).saturating_sub(discount);
            let (others, seats) = (&self.others, &mut self.seats);
            let bid = |child: u32| {
                let seat = &mut seats[child as usize];
                let bid = (others[child as usize] + step).saturating_sub(weight(*seat));
                let stays = bid >= price.max(1);
                if !stays {
                    *seat = pack(0, NOWHERE);
                }
                stays.then_some(bid)
            };
            self.residents.rebid(home, bid);
            *asked = self.residents.lowest(home).unwrap_or(pack(price, 0));
        }
    }

    /// Lets a child bid; who loses a place by it is returned.
    #[inline]
    fn bid(&mut self, child: u32, step: u32) -> Option<u32> {
        let unplaced = self.unplaced[child as usize];
        let Track { least, next } = self.choose(child);
        let value = weight(least);
        if unplaced <= value {
            self.seats[child as usize] = pack(unplaced, NOWHERE);
            return None;
        }
        let home = number(least);
        let asked = &mut self.asked[home as usize];
        let price = weight(*asked);
        let second = weight(next).min(unplaced);
        self.seats[child as usize] = pack(value - price, home);
        self.others[child as usize] = second;
        let evicted = self.residents.bid(home, pack(price + (second - value) + step, child));
        if let Some(lowest) = self.residents.lowest(home) {
            *asked = lowest;
        }
        evicted
    }

    /// The best home now and the next. The two are tracked without a branch: which arc is better is hard to predict.
    #[inline]
    fn choose(&self, child: u32) -> Track {
        let asked = &self.asked[..];
        let mut pairs = self.graph.arcs(child).chunks_exact(2);
        // Two tracks, because each comparison waits for the one before it.
        let mut tracks = [Track::EMPTY; 2];
        for pair in &mut pairs {
            tracks[0].look(asked, pair[0]);
            tracks[1].look(asked, pair[1]);
        }
        for &arc in pairs.remainder() {
            tracks[0].look(asked, arc);
        }
        tracks[0].join(tracks[1])
    }
}
