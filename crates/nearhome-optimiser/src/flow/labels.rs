//! Prices as level vectors, from an auction's seats and prices.
//!
//! The largest valid price of a place is the length of the shortest way to do with one place less: a
//! resident moves to another home, which pushes one of its residents on, and so forth, until a free
//! place is taken or somebody goes without. The way is searched with the auction's weights, which are
//! nearly right; the level vectors are summed up along it.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::auction::{Auction, NOWHERE};
use super::graph::Incoming;
use super::packed::Packed;
use super::state::State;
use super::weights::RULED_OUT;

/// The resident who leaves a home, and the home that it goes to, [`NOWHERE`] for none.
#[derive(Clone, Copy)]
struct Way {
    child: u32,
    to: u32,
}

/// Longer than any way; with a home it fits 64 bits. Lengths that would be longer are cut: labels are a guess.
const FAR: u64 = (1 << 32) - 1;

/// A home with room needs no way.
const ROOM: Way = Way { child: NOWHERE, to: NOWHERE };

/// Shortest ways so far; lengths are apart because they are looked at most.
struct Ways {
    /// One more than homes, for children without one: nothing is ever offered there.
    lengths: Vec<u64>,
    next: Vec<Way>,
    /// Lengths and homes.
    queue: BinaryHeap<Reverse<u64>>,
}

impl Ways {
    #[inline]
    fn offer(&mut self, home: u32, length: u64, way: Way) {
        if length < self.lengths[home as usize] {
            self.lengths[home as usize] = length;
            self.next[home as usize] = way;
            self.queue.push(Reverse((length << 32) | u64::from(home)));
        }
    }
}

/// What each home asks at most, nearly.
pub(crate) fn labels<const W: usize>(state: &State<W>, auction: &Auction<'_>, step: u32) -> Vec<Packed<W>> {
    let homes = state.graph.homes();
    let mut asked = vec![Packed::ZERO; homes as usize];
    let mut is_settled = vec![false; homes as usize];
    // Where each child is, and what it pays there.
    let seat = |child| (auction.home(child).min(homes), auction.paid(child));
    let seats: Vec<(u32, u32)> = (0..state.graph.children()).map(seat).collect();
    let mut ways = start(state, auction, step, &seats);
    while let Some(Reverse(nearest)) = ways.queue.pop() {
        let (length, home) = (nearest >> 32, u32::try_from(nearest & FAR).expect("32 bits"));
        if std::mem::replace(&mut is_settled[home as usize], true) {
            continue;
        }
        asked[home as usize] = summed_up(state, home, ways.next[home as usize], &asked);
        let base = length + u64::from(auction.price(home)) + u64::from(step);
        auction.graph.fetch_incoming(home);
        for &Incoming { child, code } in auction.graph.incoming(home) {
            let (from, paid) = seats[child as usize];
            let length = (base + u64::from(code)).saturating_sub(u64::from(paid)).max(length);
            if length < ways.lengths[from as usize] && code < RULED_OUT {
                ways.offer(from, length, Way { child, to: home });
            }
        }
    }
    asked
}

/// What a home asks whose shortest way is this; what the rest of the way asks is known.
fn summed_up<const W: usize>(state: &State<W>, home: u32, way: Way, asked: &[Packed<W>]) -> Packed<W> {
    if way.child == NOWHERE {
        return state.homes[home as usize].charge;
    }
    let there = if way.to == NOWHERE {
        state.unplaced[way.child as usize].expect("a way without a home ends with a child who may have none")
    } else {
        asked[way.to as usize] + state.pair_cost(way.child, way.to)
    };
    there - state.pair_cost(way.child, home)
}

/// Ways of no move: a free place, or a resident who may go without.
fn start<const W: usize>(state: &State<W>, auction: &Auction<'_>, step: u32, seats: &[(u32, u32)]) -> Ways {
    let homes = state.homes.len();
    let mut lengths = vec![FAR; homes];
    lengths.push(0);
    let mut ways = Ways { lengths, next: vec![ROOM; homes], queue: BinaryHeap::new() };
    let mut occupied = vec![0; homes + 1];
    for &(home, _) in seats {
        occupied[home as usize] += 1;
    }
    for home in
        (0..state.graph.homes()).filter(|&home| occupied[home as usize] < state.homes[home as usize].places)
    {
        ways.offer(home, 0, ROOM);
    }
    for (child, &(home, paid)) in (0..).zip(seats) {
        if (home as usize) < homes && state.unplaced[child as usize].is_some() {
            let length = (auction.unplaced[child as usize] + step).saturating_sub(paid);
            ways.offer(home, u64::from(length), Way { child, to: NOWHERE });
        }
    }
    ways
}
