//! Level vectors packed into a few machine words, compared lexicographically.
//!
//! Several levels share a word when a bound on every sum that the flow forms proves that their digits
//! cannot run into each other; otherwise more words are used. Nothing is ever rounded.

use std::ops::{Add, AddAssign, Sub, SubAssign};

/// A level vector in `W` words, most important word first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Packed<const W: usize>([i128; W]);

impl<const W: usize> Packed<W> {
    /// Zero on every level.
    pub(crate) const ZERO: Self = Self([0; W]);

    /// More than any sum that fits the digits, and room for one more such sum.
    pub(crate) const NEVER: Self = {
        let mut words = [0; W];
        words[0] = 1 << WORD_BITS;
        Self(words)
    };

    /// With this much more on the last level, which ends this word.
    #[inline]
    pub(crate) fn plus_last(mut self, word: usize, level: u32) -> Self {
        self.0[word] += i128::from(level);
        self
    }
}

impl<const W: usize> Add for Packed<W> {
    type Output = Self;

    #[inline]
    fn add(mut self, other: Self) -> Self {
        self.0.iter_mut().zip(other.0).for_each(|(word, add)| *word += add);
        self
    }
}

impl<const W: usize> AddAssign for Packed<W> {
    #[inline]
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl<const W: usize> SubAssign for Packed<W> {
    #[inline]
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl<const W: usize> Sub for Packed<W> {
    type Output = Self;

    #[inline]
    fn sub(mut self, other: Self) -> Self {
        self.0.iter_mut().zip(other.0).for_each(|(word, sub)| *word -= sub);
        self
    }
}

/// Where each level lies: its word and its digits within the word.
#[derive(Clone, Debug)]
pub(crate) struct Packing {
    ceiling: Vec<i128>,
    digits: Vec<Digit>,
    words: usize,
}

#[derive(Clone, Copy, Debug)]
struct Digit {
    word: usize,
    shift: u32,
    bits: u32,
}

/// Bits of a word that digits may use: the sign and one more bit stay free.
const WORD_BITS: u32 = 126;

impl Packing {
    /// Lays out levels whose costs stay within `-ceiling..=ceiling`, with room for sums of `terms` of them.
    pub(crate) fn new(ceiling: &[i128], terms: i128) -> Self {
        let mut digits = Vec::with_capacity(ceiling.len());
        let (mut word, mut used) = (0, 0);
        for &ceiling in ceiling {
            // Balanced digits: 2^(bits - 1) must exceed the largest sum.
            let bits = (128 - (ceiling * terms).leading_zeros()) + 1;
            assert!(bits <= WORD_BITS, "a level sum stays far below 2^124");
            if used + bits > WORD_BITS {
                word += 1;
                used = 0;
            }
            used += bits;
            digits.push(Digit { word, shift: used, bits });
        }
        // Until here `shift` counts from the top of the word; turn it into a shift to the left.
        let mut shift = 0;
        for at in (0..digits.len()).rev() {
            if at + 1 < digits.len() && digits[at + 1].word != digits[at].word {
                shift = 0;
            }
            digits[at].shift = shift;
            shift += digits[at].bits;
        }
        Self { ceiling: ceiling.to_vec(), digits, words: word + 1 }
    }

    /// The largest cost on each level.
    pub(crate) fn ceiling(&self) -> &[i128] {
        &self.ceiling
    }

    /// How many words a vector needs.
    pub(crate) fn words(&self) -> usize {
        self.words
    }

    /// How many levels a vector has.
    pub(crate) fn levels(&self) -> usize {
        self.digits.len()
    }

    /// Packs one number a level.
    pub(crate) fn pack<const W: usize>(&self, levels: impl IntoIterator<Item = i128>) -> Packed<W> {
        let mut words = [0; W];
        for (digit, level) in self.digits.iter().zip(levels) {
            words[digit.word] += level << digit.shift;
        }
        Packed(words)
    }

    /// The numbers on each level.
    pub(crate) fn unpack<const W: usize>(&self, packed: Packed<W>) -> Vec<i128> {
        let mut levels = vec![0; self.digits.len()];
        self.for_each_level(packed, |level, number| levels[level] = number);
        levels
    }

    /// Shows each level and its number, the last one first.
    #[inline]
    pub(super) fn for_each_level<const W: usize>(&self, packed: Packed<W>, mut see: impl FnMut(usize, i128)) {
        let mut words = packed.0;
        for (level, digit) in self.digits.iter().enumerate().rev() {
            let half = 1_i128 << (digit.bits - 1);
            let mask = (half << 1) - 1;
            let value = ((words[digit.word] + half) & mask) - half;
            see(level, value);
            words[digit.word] = (words[digit.word] - value) >> digit.bits;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_round_trip(magnitudes: &[i128], levels: &[i128]) {
        let packing = Packing::new(magnitudes, 1);
        let packed: Packed<8> = packing.pack(levels.iter().copied());
        assert_eq!(packing.unpack(packed), levels);
    }

    #[test]
    fn negative_digits_survive() {
        check_round_trip(&[10, 10, 10], &[3, -10, 10]);
        check_round_trip(&[1 << 60, 1 << 60, 5, 1 << 90], &[-(1 << 60), 1 << 60, -5, -(1 << 90)]);
    }

    #[track_caller]
    fn check_words(magnitudes: &[i128], words: usize) {
        assert_eq!(Packing::new(magnitudes, 1).words(), words);
    }

    #[test]
    fn words_are_opened_only_when_digits_do_not_fit() {
        check_words(&[1000; 8], 1);
        check_words(&[1 << 40; 8], 3);
        check_words(&[1 << 80; 8], 8);
    }

    #[test]
    fn packed_order_is_the_order_of_the_levels() {
        let packing = Packing::new(&[100, 100], 1);
        let pack = |levels: [i128; 2]| packing.pack::<1>(levels);
        assert!(pack([0, 100]) < pack([1, -100]));
        assert!(pack([-1, 100]) < pack([0, -100]));
    }
}
