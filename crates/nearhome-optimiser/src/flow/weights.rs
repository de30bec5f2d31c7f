//! Level vectors as plain weights, for a first guess only.
//!
//! A weight orders costs as the levels do as long as few of them are added up; what does not fit is cut
//! off. Nothing that is proved depends on it.

use std::borrow::Cow;

use super::coding::Coding;
use super::graph::{FORBIDDEN, Graph};
use super::packed::{Packed, Packing};

/// Bits that the weight of a permitted seat may use.
const WEIGHT_BITS: u32 = 29;

/// The weight of an arc that may not be used; nobody pays more to be in a home.
pub(super) const RULED_OUT: u32 = 1 << 30;

/// What a home without places asks. With the weight of any arc it fits 32 bits, and so does what others ask.
pub(super) const CLOSED: u32 = 1 << 31;

/// The weight of every arc, as its code, and of every child unplaced.
pub(crate) struct Weights<'a> {
    pub(crate) graph: Cow<'a, Graph>,
    /// Very large where the child must be placed, but no larger than the weight of an arc that may not be used.
    pub(crate) unplaced: Vec<u32>,
    /// The largest weight of all seats.
    pub(crate) largest: u32,
    /// The largest weight of the last level that counts.
    pub(crate) finest: u32,
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
        let parts = parts(packing.ceiling());
        let whole = |cost: Packed<W>| match coding {
            Coding::Digits { digits, .. } => digits.code(&packing.unpack(cost)),
            Coding::Table(_) => weight(&parts, &packing.unpack(cost)),
        };
        let table: Option<Vec<u32>> = match coding {
            Coding::Digits { .. } => None,
            Coding::Table(table) => Some(table.iter().map(|&cost| whole(cost)).collect()),
        };
        let of_code = |code: u32| table.as_ref().map_or(code, |table| table[code as usize]);
        let unplaced = each(unplaced, whole);
        let mut largest = unplaced.iter().flatten().copied().max().unwrap_or(0).max(1);
        let mut is_all_permitted = true;
        for code in graph.all_arcs().iter().map(|arc| arc.code) {
            if code == FORBIDDEN {
                is_all_permitted = false;
            } else {
                largest = largest.max(of_code(code));
            }
        }
        let cut = (32 - largest.leading_zeros()).saturating_sub(WEIGHT_BITS);
        let graph = if cut == 0 && is_all_permitted && table.is_none() {
            Cow::Borrowed(graph)
        } else {
            Cow::Owned(graph.recoded(|code| if code == FORBIDDEN { RULED_OUT } else { of_code(code) >> cut }))
        };
        let largest = largest >> cut;
        let finest = parts.last().map_or(1, |part| {
            u32::try_from(packing.ceiling()[part.level] >> part.cut).expect("fits a weight") >> cut
        });
        let never = (largest * 4).min(RULED_OUT);
        let unplaced = unplaced.iter().map(|known| known.map_or(never, |whole| whole >> cut)).collect();
        Self { graph, unplaced, largest, finest }
    }
}

/// The weight of each cost; most of them are those of the child before.
fn each<const W: usize>(costs: &[Option<Packed<W>>], weight: impl Fn(Packed<W>) -> u32) -> Vec<Option<u32>> {
    let mut last = (None, None);
    let mut weigh = |&cost: &Option<Packed<W>>| {
        if last.0 != cost {
            last = (cost, cost.map(&weight));
        }
        last.1
    };
    costs.iter().map(&mut weigh).collect()
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
    u32::try_from(sum).expect("a weight has 29 bits")
}
