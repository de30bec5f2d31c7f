//! Prices as level vectors, from an auction's seats and prices.
//!
//! The largest valid price of a place is the length of the shortest way to do with one place less: a
//! resident moves to another home, which pushes one of its residents on, and so forth, until a free
//! place is taken or somebody goes without. The way is searched with the auction's weights, which are
//! nearly right; the level vectors are summed up along it.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::auction::{Auction, NEVER, NOWHERE};
use super::graph::FORBIDDEN;
use super::packed::Packed;
use super::state::State;

/// How the search came to a home.
#[derive(Clone, Copy)]
struct Way<const W: usize> {
    length: i64,
    /// What the rest of the way asks, and what the resident who goes it pays there and here.
    asked: Packed<W>,
    is_settled: bool,
}

/// What each home asks at most, nearly.
pub(crate) fn labels<const W: usize>(state: &State<W>, auction: &Auction<'_>, step: i64) -> Vec<Packed<W>> {
    let far = Way { length: NEVER, asked: Packed::ZERO, is_settled: false };
    let mut ways = vec![far; state.homes.len()];
    let mut queue = BinaryHeap::new();
    start(state, auction, step, &mut ways, &mut queue);
    let paid: Vec<i64> = (0..state.graph.children()).map(|child| auction.paid(child)).collect();
    while let Some(Reverse((length, home))) = queue.pop() {
        let way = &mut ways[home as usize];
        if way.is_settled || way.length < length {
            continue;
        }
        way.is_settled = true;
        let asked = way.asked;
        let base = length + auction.prices[home as usize] + step;
        for incoming in auction.graph.incoming(home) {
            let from = auction.homes[incoming.child as usize];
            if from == NOWHERE || from == home || incoming.code == FORBIDDEN {
                continue;
            }
            let length = (base + i64::from(incoming.code) - paid[incoming.child as usize]).max(length);
            if length < ways[from as usize].length {
                let there = state.pair_cost(incoming.child, home);
                let here = state.pair_cost(incoming.child, from);
                ways[from as usize] = Way { length, asked: asked + there - here, is_settled: false };
                queue.push(Reverse((length, from)));
            }
        }
    }
    ways.into_iter().map(|way| way.asked).collect()
}

/// Ways of no move: a free place, or a resident who may go without.
fn start<const W: usize>(
    state: &State<W>,
    auction: &Auction<'_>,
    step: i64,
    ways: &mut [Way<W>],
    queue: &mut BinaryHeap<Reverse<(i64, u32)>>,
) {
    let mut occupied = vec![0; ways.len()];
    for child in 0..state.graph.children() {
        let home = auction.homes[child as usize];
        if home == NOWHERE {
            continue;
        }
        occupied[home as usize] += 1;
        let Some(unplaced) = state.unplaced[child as usize] else { continue };
        let length = (auction.unplaced[child as usize] - auction.paid(child) + step).max(0);
        if length < ways[home as usize].length {
            let asked = unplaced - state.pair_cost(child, home);
            ways[home as usize] = Way { length, asked, is_settled: false };
        }
    }
    for (at, way) in ways.iter_mut().enumerate() {
        if occupied[at] < state.homes[at].places {
            *way = Way { length: 0, asked: state.homes[at].charge, is_settled: false };
        }
        if way.length < NEVER {
            queue.push(Reverse((way.length, u32::try_from(at).expect("homes are numbered in 32 bits"))));
        }
    }
}
