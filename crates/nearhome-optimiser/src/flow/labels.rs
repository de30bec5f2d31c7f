//! Prices as level vectors, from an auction's seats and prices.
//!
//! The largest valid price of a place is the length of the shortest way to do with one place less: a
//! resident moves to another home, which pushes one of its residents on, and so forth, until a free
//! place is taken or somebody goes without. The way is searched with the auction's weights, which are
//! nearly right; the level vectors are summed up along it.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::auction::{Auction, NOWHERE};
use super::graph::FORBIDDEN;
use super::packed::Packed;
use super::state::State;

/// The resident who leaves a home, and the home that it goes to, [`NOWHERE`] for none.
#[derive(Clone, Copy)]
struct Way {
    child: u32,
    to: u32,
}

/// Longer than any way.
const FAR: i64 = 1 << 60;

/// A home with room needs no way.
const ROOM: Way = Way { child: NOWHERE, to: NOWHERE };

/// Shortest ways so far; lengths are apart because they are looked at most.
struct Ways {
    lengths: Vec<i64>,
    next: Vec<Way>,
    queue: BinaryHeap<Reverse<(i64, u32)>>,
}

impl Ways {
    #[inline]
    fn offer(&mut self, home: u32, length: i64, way: Way) {
        if length < self.lengths[home as usize] {
            self.lengths[home as usize] = length;
            self.next[home as usize] = way;
            self.queue.push(Reverse((length, home)));
        }
    }
}

/// What each home asks at most, nearly.
pub(crate) fn labels<const W: usize>(state: &State<W>, auction: &Auction<'_>, step: i64) -> Vec<Packed<W>> {
    let mut asked = vec![Packed::ZERO; state.homes.len()];
    let mut is_settled = vec![false; state.homes.len()];
    let paid: Vec<i64> = (0..state.graph.children()).map(|child| auction.paid(child)).collect();
    let mut ways = start(state, auction, step, &paid);
    while let Some(Reverse((length, home))) = ways.queue.pop() {
        if std::mem::replace(&mut is_settled[home as usize], true) {
            continue;
        }
        asked[home as usize] = summed_up(state, home, ways.next[home as usize], &asked);
        let base = length + auction.prices[home as usize] + step;
        for incoming in auction.graph.incoming(home) {
            let from = auction.homes[incoming.child as usize];
            if from == NOWHERE || from == home || incoming.code == FORBIDDEN {
                continue;
            }
            let length = (base + i64::from(incoming.code) - paid[incoming.child as usize]).max(length);
            ways.offer(from, length, Way { child: incoming.child, to: home });
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
fn start<const W: usize>(state: &State<W>, auction: &Auction<'_>, step: i64, paid: &[i64]) -> Ways {
    let homes = state.homes.len();
    let mut ways = Ways { lengths: vec![FAR; homes], next: vec![ROOM; homes], queue: BinaryHeap::new() };
    let mut occupied = vec![0; homes];
    auction.homes.iter().filter(|&&home| home != NOWHERE).for_each(|&home| occupied[home as usize] += 1);
    for home in
        (0..state.graph.homes()).filter(|&home| occupied[home as usize] < state.homes[home as usize].places)
    {
        ways.offer(home, 0, ROOM);
    }
    for (child, &home) in (0..).zip(&auction.homes) {
        if home != NOWHERE && state.unplaced[child as usize].is_some() {
            let length = (auction.unplaced[child as usize] - paid[child as usize] + step).max(0);
            ways.offer(home, length, Way { child, to: NOWHERE });
        }
    }
    ways
}
