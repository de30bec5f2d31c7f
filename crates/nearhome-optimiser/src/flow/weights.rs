//! Level vectors as plain weights, for a first guess only.
//!
//! A weight orders costs as the levels do as long as few of them are added up; what does not fit is cut
//! off. Nothing that is proved depends on it.

use std::borrow::Cow;

use super::coding::Coding;
use super::graph::{FORBIDDEN, Graph};
use super::packed::{Packed, Packing};

/// Bits that a weight may use.
const WEIGHT_BITS: u32 = 30;

/// The weight of every arc, as its code, and of every child unplaced.
pub(crate) struct Weights<'a> {
    pub(crate) graph: Cow<'a, Graph>,
    /// Very large where the child must be placed, but no larger than the code of an arc that may not be used.
    pub(crate) unplaced: Vec<i64>,
    /// The largest weight of all seats.
    pub(crate) largest: i64,
    /// The largest weight of the last level that counts.
    pub(crate) finest: i64,
}

/// The part of a weight that a level makes up.
struct Part {
    level: usize,
    cut: u32,
    shift: u32,
}

impl<'a> Weights<'a> {
    pub(crate) fn new<const W: usize>(
        graph: &'a Graph,
        coding: &Coding<W>,
        unplaced: &[Option<Packed<W>>],
        packing: &Packing,
    ) -> Self {
        let ceiling = packing.ceiling();
        let parts = parts(ceiling);
        let weight = |cost: Packed<W>| match coding {
            Coding::Digits { digits, .. } => digits.code(&packing.unpack(cost)),
            Coding::Table(_) => weight(&parts, &packing.unpack(cost)),
        };
        let graph = match coding {
            Coding::Digits { .. } => Cow::Borrowed(graph),
            Coding::Table(table) => {
                let table: Vec<u32> = table.iter().map(|&cost| weight(cost)).collect();
                let known = |code: u32| if code == FORBIDDEN { FORBIDDEN } else { table[code as usize] };
                Cow::Owned(graph.recoded(known))
            }
        };
        let unplaced = unplaced.iter().map(|cost| cost.map(|cost| i64::from(weight(cost))));
        let unplaced: Vec<Option<i64>> = unplaced.collect();
        let arcs = graph.all_arcs().iter().map(|arc| arc.code).filter(|&code| code != FORBIDDEN);
        let largest = arcs.map(i64::from).chain(unplaced.iter().flatten().copied()).max().unwrap_or(0).max(1);
        let finest = parts
            .last()
            .map_or(1, |part| i64::try_from(ceiling[part.level] >> part.cut).expect("fits a weight"));
        let never = (largest * 4).min(i64::from(FORBIDDEN));
        let unplaced = unplaced.iter().map(|known| known.unwrap_or(never)).collect();
        Self { graph, unplaced, largest, finest }
    }
}

fn parts(ceiling: &[i128]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut left = WEIGHT_BITS;
    for (level, ceiling) in ceiling.iter().enumerate() {
        let bits = 128 - ceiling.leading_zeros();
        let slack = u32::from(level > 0);
        let width = (bits + slack).min(left);
        left -= width;
        parts.push(Part { level, cut: bits.saturating_sub(width), shift: left });
        if left == 0 {
            break;
        }
    }
    parts
}

fn weight(parts: &[Part], levels: &[i128]) -> u32 {
    let sum: i128 = parts.iter().map(|part| (levels[part.level] >> part.cut) << part.shift).sum();
    u32::try_from(sum).expect("a weight has 30 bits")
}
