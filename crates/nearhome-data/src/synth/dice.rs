//! Chance from a seed: one independent stream for each purpose and subject, in integers only.
//!
//! No draw passes through a float or the system's mathematics library, so that a seed gives the same
//! authority on every machine; and one subject's draws never shift another's.

use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};

/// What a stream of chance is used for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Purpose {
    Families = 1,
    Moves = 2,
    Homes = 3,
    Return = 4,
    Register = 5,
    Needs = 6,
    Search = 7,
    Conflicts = 8,
    Providers = 9,
    Tables = 10,
}

/// A source of chance.
#[derive(Clone, Debug)]
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    /// The stream of one purpose and subject.
    pub(super) fn new(seed: u64, purpose: Purpose, subject: usize) -> Self {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(((purpose as u64) << 40) | subject as u64);
        Self(generator)
    }

    /// A number from 0 to `count - 1`, equally likely up to one part in 2^32 / `count`; 0 when `count` is 0.
    pub(super) fn below(&mut self, count: u32) -> u32 {
        let scaled = (u64::from(self.0.next_u32()) * u64::from(count)) >> 32;
        u32::try_from(scaled).expect("a product of two 32-bit numbers, shifted by 32, has 32 bits")
    }

    /// True in `per_mille` of a thousand draws.
    pub(super) fn chance(&mut self, per_mille: u32) -> bool {
        self.below(1_000) < per_mille
    }

    /// A number between two, both included.
    pub(super) fn between(&mut self, least: i32, most: i32) -> i32 {
        let span = u32::try_from(most - least + 1).unwrap_or(1);
        least + i32::try_from(self.below(span)).expect("spans are far below 2^31")
    }

    /// An entry of a list that is not empty.
    pub(super) fn one_of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        let count = u32::try_from(list.len()).expect("lists are far below 2^32");
        &list[self.below(count) as usize]
    }

    /// An entry drawn by weight; the last where all weights are 0.
    pub(super) fn weighted<T: Copy>(&mut self, table: &[(T, u32)]) -> T {
        let total = table.iter().map(|(_, weight)| weight).sum();
        let mut left = self.below(total);
        for &(entry, weight) in table {
            if left < weight {
                return entry;
            }
            left -= weight;
        }
        table[table.len() - 1].0
    }

    /// A number from a distribution given by its quantiles at equal steps of probability, linear between.
    pub(super) fn along(&mut self, quantiles: &[i32]) -> i32 {
        let steps = i32::try_from(quantiles.len() - 1).expect("tables of quantiles are short");
        let position = self.between(0, steps * 1_000 - 1);
        let index = (position / 1_000).unsigned_abs() as usize;
        let part = position % 1_000;
        let (from, to) = (quantiles[index], quantiles[index + 1]);
        from + (to - from) / 1_000 * part + (to - from) % 1_000 * part / 1_000
    }

    /// Puts a list in random order.
    pub(super) fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            let other = self.below(u32::try_from(last + 1).expect("lists are far below 2^32"));
            list.swap(last, other as usize);
        }
    }
}

/// Quantiles, in thousandths, of a log-normal multiplier with median 1 and sigma 0.25, from 0.5% to
/// 99.5% in steps of about 5%.
pub(super) const NARROW: &[i32] = &[
    525, 663, 726, 772, 810, 845, 877, 908, 939, 969, 1_000, 1_032, 1_065, 1_101, 1_140, 1_184, 1_234, 1_296,
    1_378, 1_509, 1_904,
];

/// The same with sigma 0.4.
pub(super) const WIDE: &[i32] = &[
    357, 518, 599, 661, 714, 764, 811, 857, 904, 951, 1_000, 1_052, 1_107, 1_167, 1_233, 1_310, 1_400, 1_514,
    1_670, 1_931, 2_802,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_are_repeatable_and_independent() {
        let draw = |purpose, subject| Dice::new(7, purpose, subject).below(u32::MAX);
        assert_eq!(draw(Purpose::Moves, 3), draw(Purpose::Moves, 3));
        assert_ne!(draw(Purpose::Moves, 3), draw(Purpose::Moves, 4));
        assert_ne!(draw(Purpose::Moves, 3), draw(Purpose::Homes, 3));
    }

    #[test]
    fn the_stream_of_a_seed_never_changes() {
        let mut dice = Dice::new(2_025, Purpose::Families, 1);
        let drawn: Vec<u32> = (0..4).map(|_| dice.below(1_000)).collect();
        assert_eq!(drawn, [805, 645, 784, 175]);
    }

    #[test]
    fn weights_and_quantiles_are_followed() {
        let mut dice = Dice::new(1, Purpose::Return, 0);
        let heavy = (0..10_000).filter(|_| dice.weighted(&[(true, 700), (false, 300)])).count();
        assert!((6_800..7_200).contains(&heavy), "{heavy}");
        let mean = (0..10_000).map(|_| dice.along(&[0, 10, 110])).sum::<i32>() / 10_000;
        assert!((30..36).contains(&mean), "{mean}");
        assert_eq!(dice.weighted(&[(1, 0), (2, 0)]), 2);
    }
}
