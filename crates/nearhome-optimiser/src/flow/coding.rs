//! Costs as 32-bit codes.
//!
//! Costs that fit are digits of their code; others are numbered in a table. Nothing is rounded.

use super::graph::{Arc, FORBIDDEN};
use super::packed::{Packed, Packing};

/// Bits that the digits of a code may use.
const CODE_BITS: u32 = 31;

/// Bits that the digits above the last level may use: what they stand for is looked up in a table.
const UPPER_BITS: u32 = 16;

/// What codes mean.
#[derive(Clone, Debug)]
pub(crate) enum Coding<const W: usize> {
    /// A code is made of digits. The cost is that of its upper digits, looked up, with the last level added.
    Digits {
        /// How codes are made.
        digits: Digits,
        /// The width of the last level.
        width: u32,
        /// The word of the last level in packed vectors.
        word: usize,
        /// What the digits above the last level stand for.
        upper: Vec<Packed<W>>,
    },
    /// A code is an index into this table.
    Table(Vec<Packed<W>>),
}

/// The digits of a code, least important level first.
#[derive(Clone, Debug)]
pub(crate) struct Digits(Vec<Digit>);

impl Digits {
    /// The code for a cost within the ceiling.
    ///
    /// # Panics
    ///
    /// When a level is below zero or above its ceiling.
    #[inline]
    pub(crate) fn code<Level: Copy + TryInto<u32>>(&self, cost: &[Level]) -> u32 {
        let levels = self.0.iter().zip(cost.iter().rev());
        levels.fold(0, |code, (digit, &level)| code | digit.place(level))
    }
}

impl Digits {
    /// Writes the codes of some arcs, whose costs are given one after the other. Level by level: most of the work is then
    /// the same for all of them.
    pub(crate) fn write(&self, costs: &[i64], arcs: &mut [Arc]) {
        let levels = self.0.len();
        for arc in &mut *arcs {
            arc.code = 0;
        }
        for (level, digit) in (0..levels).rev().zip(&self.0) {
            for (arc, &cost) in arcs.iter_mut().zip(costs[level..].iter().step_by(levels)) {
                arc.code |= digit.place(cost);
            }
        }
    }
}

/// One level's digit of a code.
#[derive(Clone, Copy, Debug)]
struct Digit {
    shift: u32,
    mask: u32,
}

impl<const W: usize> Coding<W> {
    /// For costs within the ceiling of the packing.
    pub(crate) fn new(packing: &Packing) -> Self {
        match widths(packing.ceiling()) {
            Some(widths) => Self::with_digits(&widths, packing),
            None => Self::Table(Vec::new()),
        }
    }

    fn with_digits(widths: &[u32], packing: &Packing) -> Self {
        let digits = digits(widths);
        let width = widths[widths.len() - 1];
        let cost = |upper: u32| {
            let levels = digits.0[1..].iter().rev().map(|digit| i128::from(digit.of(upper << width)));
            packing.pack(levels.chain([0]))
        };
        let upper = (0..1 << (widths.iter().sum::<u32>() - width)).map(cost).collect();
        Self::Digits { digits, width, word: packing.words() - 1, upper }
    }

    /// The cost that a code stands for; `None`: the arc may not be used.
    #[inline]
    pub(crate) fn cost(&self, code: u32) -> Option<Packed<W>> {
        if code == FORBIDDEN {
            return None;
        }
        Some(match self {
            Self::Digits { width, word, upper, .. } => {
                upper[(code >> width) as usize].plus_last(*word, code & ((1 << width) - 1))
            }
            Self::Table(table) => table[code as usize],
        })
    }

    /// The digits of codes, if codes have digits.
    pub(crate) fn digits(&self) -> Option<&Digits> {
        match self {
            Self::Digits { digits, .. } => Some(digits),
            Self::Table(_) => None,
        }
    }

    /// The code for a cost within the ceiling.
    ///
    /// # Panics
    ///
    /// When a level is below zero or above its ceiling, or the table is full.
    pub(crate) fn code(&mut self, cost: &[i128], packing: &Packing) -> u32 {
        match self {
            Self::Digits { digits, .. } => digits.code(cost),
            Self::Table(table) => {
                table.push(packing.pack(cost.iter().copied()));
                u32::try_from(table.len() - 1).expect("fewer than 2^32 different costs")
            }
        }
    }
}

impl Digit {
    fn of(self, code: u32) -> u32 {
        (code >> self.shift) & self.mask
    }

    #[inline]
    fn place(self, level: impl TryInto<u32>) -> u32 {
        let level = level.try_into().ok().filter(|level| *level <= self.mask);
        let level = level.expect("a cost is not negative and below its ceiling");
        level << self.shift
    }
}

/// How many bits each level gets in a code; `None`: they do not fit together.
///
/// If there is room, a unit of a level weighs four or two times the largest cost of the next one, so that codes
/// compared as plain numbers are nearly lexicographic even when a few of them are added up.
fn widths(ceiling: &[i128]) -> Option<Vec<u32>> {
    let bits = |ceiling: &i128| 128 - ceiling.leading_zeros();
    let with_slack = |slack: u32| -> Vec<u32> {
        let slack = |level: usize| if level == 0 { 0 } else { slack };
        ceiling.iter().enumerate().map(|(level, ceiling)| bits(ceiling) + slack(level)).collect()
    };
    let fits = |widths: &Vec<u32>| {
        let sum = widths.iter().sum::<u32>();
        sum <= CODE_BITS && sum - widths[widths.len() - 1] <= UPPER_BITS
    };
    (0..=2).rev().map(with_slack).find(fits)
}

fn digits(widths: &[u32]) -> Digits {
    let mut digits = Vec::with_capacity(widths.len());
    let mut shift = 0;
    for &width in widths.iter().rev() {
        // A level that can only be zero has no bits and may come to lie behind the last one.
        digits.push(Digit { shift: shift.min(CODE_BITS), mask: (1 << width) - 1 });
        shift += width;
    }
    Digits(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_round_trip(ceiling: &[i128], costs: &[&[i128]]) {
        let packing = Packing::new(ceiling, 100);
        let mut coding: Coding<8> = Coding::new(&packing);
        for cost in costs {
            let code = coding.code(cost, &packing);
            assert_eq!(packing.unpack(coding.cost(code).unwrap()), *cost);
        }
    }

    #[test]
    fn costs_that_fit_a_code_come_back() {
        check_round_trip(&[1, 1, 1, 600_000], &[&[0, 0, 0, 0], &[1, 0, 1, 600_000], &[0, 1, 0, 3]]);
        check_round_trip(&[0, 7], &[&[0, 7], &[0, 0]]);
        check_round_trip(&[(1 << 31) - 1, 0], &[&[(1 << 31) - 1, 0]]);
    }

    #[test]
    fn costs_too_wide_for_a_code_come_back() {
        check_round_trip(&[1 << 53, 1 << 53], &[&[1 << 53, 5], &[0, 1 << 53]]);
        check_round_trip(&[1 << 20; 8], &[&[1 << 20; 8], &[1, 2, 3, 4, 5, 6, 7, 8]]);
    }

    #[test]
    fn codes_written_together_are_those_made_one_by_one() {
        let coding: Coding<1> = Coding::new(&Packing::new(&[1, 5, 0, 600_000], 100));
        let digits = coding.digits().unwrap();
        let costs: [[i64; 4]; 3] = [[1, 5, 0, 600_000], [0, 0, 0, 0], [0, 3, 0, 77]];
        let mut arcs = [Arc { home: 7, code: 9 }; 3];
        digits.write(costs.as_flattened(), &mut arcs);
        for (arc, cost) in arcs.iter().zip(&costs) {
            assert_eq!((arc.home, arc.code), (7, digits.code(cost)));
        }
    }

    #[test]
    fn a_forbidden_arc_has_no_cost() {
        assert_eq!(Coding::<1>::new(&Packing::new(&[10], 1)).cost(FORBIDDEN), None);
        assert_eq!(Coding::<1>::new(&Packing::new(&[1 << 40], 1)).cost(FORBIDDEN), None);
    }
}
