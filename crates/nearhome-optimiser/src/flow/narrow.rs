//! What homes ask and children pay as single 64-bit numbers, for the comparisons that searches make most.
//!
//! A *narrow* vector has its levels side by side in far fewer bits than sums may ever need. What is compared is always
//! two lengths of ways. While what these are summed up from stays within bounds, which are checked, the
//! narrow lengths are in the order of the level vectors; beyond them nothing is compared narrowly.

use super::coding::Coding;
use super::graph::{Arc, FORBIDDEN};
use super::packed::{Packed, Packing};

/// Bits of a narrow vector: one and [`NEVER`] twice can be summed.
const BITS: u32 = 60;

/// Bits that a sum needs beyond its largest term, sign included.
const SUM_BITS: u32 = 4;

/// More than any narrow vector within bounds.
const NEVER: i64 = 1 << 61;

/// Narrow numbers of all homes and children.
#[derive(Clone, Debug)]
pub(super) struct Narrow {
    levels: Vec<Level>,
    /// Whether all that was ever asked is within bounds.
    is_exact: bool,
    /// What the digits of a code above its last level stand for, and the width of that.
    upper: Vec<i64>,
    width: u32,
    asked: Vec<i64>,
    paid: Vec<i64>,
}

/// What ways are compared with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gate {
    /// What the length of each way begins with.
    pub(super) base: i64,
    /// What it must stay below.
    pub(super) end: i64,
}

impl Gate {
    /// For ways that begin so much nearer.
    pub(super) fn nearer(self, by: i64) -> Self {
        Self { base: self.base - by, ..self }
    }
}

/// Where a level lies, and how far its number may reach.
#[derive(Clone, Copy, Debug)]
struct Level {
    shift: u32,
    bound: i128,
}

impl Narrow {
    /// Nothing is asked yet, and everybody waits; `None` when costs leave too little room or their codes have no digits.
    pub(super) fn new<const W: usize>(
        packing: &Packing,
        coding: &Coding<W>,
        homes: usize,
        children: usize,
    ) -> Option<Self> {
        let Coding::Digits { width, upper, .. } = coding else { return None };
        let mut narrow = Self {
            levels: levels(packing.ceiling())?,
            is_exact: true,
            upper: Vec::new(),
            width: *width,
            asked: vec![0; homes],
            paid: vec![-NEVER; children],
        };
        narrow.upper = upper.iter().map(|&cost| narrow.of(cost, packing)).collect::<Option<_>>()?;
        Some(narrow)
    }

    /// The cost that a code stands for.
    #[inline]
    pub(super) fn cost(&self, code: u32) -> i64 {
        if code == FORBIDDEN {
            return NEVER;
        }
        self.upper[(code >> self.width) as usize] + i64::from(code & ((1 << self.width) - 1))
    }

    /// What a home asks; [`NEVER`] without places.
    #[inline]
    pub(super) fn asked(&self, home: u32) -> i64 {
        self.asked[home as usize]
    }

    /// What a child pays; less than anything while it waits.
    #[inline]
    pub(super) fn paid(&self, child: u32) -> i64 {
        self.paid[child as usize]
    }

    /// A base or an end as one number, if comparisons with it are exact.
    pub(super) fn number<const W: usize>(&self, vector: Packed<W>, packing: &Packing) -> Option<i64> {
        if self.is_exact { self.of(vector, packing) } else { None }
    }

    /// What homes would ask as single numbers, if comparisons with them are exact.
    pub(super) fn offers<const W: usize>(&self, asked: &[Packed<W>], packing: &Packing) -> Option<Vec<i64>> {
        let number =
            |&asked: &Packed<W>| if asked < Packed::NEVER { self.of(asked, packing) } else { Some(NEVER) };
        asked.iter().map(number).collect()
    }

    /// What homes ask, if comparisons with it are exact.
    pub(super) fn all_asked(&self) -> Option<&[i64]> {
        self.is_exact.then_some(&self.asked[..])
    }

    /// The least that these arcs cost where homes ask this; more than anything without any.
    #[inline]
    pub(super) fn least(&self, arcs: &[Arc], asked: &[i64]) -> i64 {
        let cost = |arc: &Arc| self.cost(arc.code) + asked[arc.home as usize];
        arcs.iter().map(cost).fold(i64::MAX, i64::min)
    }

    /// A home asks this of its residents from now on.
    pub(super) fn ask<const W: usize>(
        &mut self,
        home: u32,
        asked: Packed<W>,
        residents: &[u32],
        packing: &Packing,
    ) {
        let asked = if asked < Packed::NEVER { self.of(asked, packing) } else { Some(NEVER) };
        self.is_exact &= asked.is_some();
        let asked = asked.unwrap_or(0);
        let before = std::mem::replace(&mut self.asked[home as usize], asked);
        for &resident in residents {
            let paid = &mut self.paid[resident as usize];
            *paid = paid.wrapping_add(asked - before);
        }
    }

    /// A child moves into a home on an arc with this code.
    pub(super) fn sit(&mut self, child: u32, home: u32, code: u32) {
        self.paid[child as usize] = self.cost(code) + self.asked(home);
    }

    /// A child goes without a home at this cost.
    pub(super) fn go_without<const W: usize>(&mut self, child: u32, cost: Packed<W>, packing: &Packing) {
        let cost = self.of(cost, packing);
        self.is_exact &= cost.is_some();
        self.paid[child as usize] = cost.unwrap_or(0);
    }

    /// A child waits.
    pub(super) fn wait(&mut self, child: u32) {
        self.paid[child as usize] = -NEVER;
    }

    /// A level vector, if it is within bounds.
    #[inline]
    fn of<const W: usize>(&self, vector: Packed<W>, packing: &Packing) -> Option<i64> {
        let mut sum = 0;
        let mut fits = true;
        packing.for_each_level(vector, |level, number| {
            let Level { shift, bound } = self.levels[level];
            fits &= number.abs() <= bound;
            sum += number << shift;
        });
        i64::try_from(sum).ok().filter(|_| fits)
    }
}

/// Room for each level; `None` when there is too little.
///
/// Let costs be up to C, and all that is asked, bases and ends up to B. What is paid is then up to B + C, and a length, of a base, what
/// is paid, what is asked and a cost, up to 3 B + 2 C. With B at least 2 C two lengths differ by less than 8 B.
fn levels(ceiling: &[i128]) -> Option<Vec<Level>> {
    let bits = |ceiling: &i128| 128 - ceiling.leading_zeros();
    let room = BITS.checked_sub(ceiling.iter().map(bits).sum())? / u32::try_from(ceiling.len()).ok()?;
    let reach = room.checked_sub(SUM_BITS).filter(|&reach| reach > 0)?;
    let mut shift = 0;
    let level = |ceiling: &i128| {
        let level = Level { shift, bound: 1 << (bits(ceiling) + reach) };
        shift += bits(ceiling) + room;
        level
    };
    let mut levels: Vec<Level> = ceiling.iter().rev().map(level).collect();
    levels.reverse();
    Some(levels)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random_problems::Numbers;

    fn narrow(ceiling: &[i128]) -> Option<(Narrow, Packing)> {
        let packing = Packing::new(ceiling, 1 << 20);
        let narrow = Narrow::new(&packing, &Coding::<1>::new(&packing), 1, 1)?;
        Some((narrow, packing))
    }

    /// A level vector with numbers as large as the bounds allow.
    fn vector(numbers: &mut Numbers, narrow: &Narrow) -> Vec<i128> {
        let number = |level: &Level| numbers.one_of(&[-level.bound, -1, 0, 1, level.bound]);
        narrow.levels.iter().map(number).collect()
    }

    #[test]
    fn lengths_within_bounds_are_in_the_order_of_their_level_vectors() {
        let (narrow, packing) = narrow(&[1, 4, 1, 600_000]).unwrap();
        let mut numbers = Numbers::new(1);
        for _ in 0..10_000 {
            // A base, what is paid less its cost, and what is asked, on each side; costs are far within bounds.
            let mut length = || {
                let parts = [0; 3].map(|_| vector(&mut numbers, &narrow));
                let exact: Packed<1> = parts
                    .iter()
                    .map(|part| packing.pack(part.clone()))
                    .fold(Packed::ZERO, |sum, part| sum + part);
                let number: i64 = parts
                    .iter()
                    .map(|part| narrow.of(packing.pack::<1>(part.clone()), &packing).unwrap())
                    .sum();
                (exact, number)
            };
            let ((exact, number), (other_exact, other)) = (length(), length());
            assert_eq!(number.cmp(&other), exact.cmp(&other_exact));
        }
    }

    #[test]
    fn what_is_beyond_bounds_is_not_compared() {
        let (mut narrow, packing) = narrow(&[1, 600_000]).unwrap();
        let far: Packed<1> = packing.pack([0, narrow.levels[1].bound + 1]);
        assert_eq!(narrow.number(far, &packing), None);
        assert_eq!(narrow.number(Packed::<1>::ZERO, &packing), Some(0));
        narrow.ask(0, far, &[], &packing);
        assert_eq!(narrow.number(Packed::<1>::ZERO, &packing), None);
    }

    #[test]
    fn costs_without_room_are_not_made_narrow() {
        assert!(narrow(&[1 << 53]).is_none());
        assert!(narrow(&[1 << 14, 1 << 14]).is_some());
    }
}
