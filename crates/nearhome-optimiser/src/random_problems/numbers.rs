//! A small deterministic generator of numbers, so that tests need no dependency.

/// `SplitMix64`: the sequence of Steele, Lea and Flood, "Fast splittable pseudorandom number
/// generators" (2014).
#[derive(Clone, Debug)]
pub struct Numbers(u64);

impl Numbers {
    /// Starts the sequence of a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number in `0..end`; the bias for small ends is below one in 2^32.
    ///
    /// # Panics
    ///
    /// When `end` is 0.
    pub fn below(&mut self, end: u32) -> u32 {
        assert!(end > 0, "there is no number below 0");
        u32::try_from(((self.bits() >> 32) * u64::from(end)) >> 32).expect("a product of two 32-bit numbers")
    }

    /// True in `percent` of 100 cases.
    pub fn chance(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// One of a list.
    ///
    /// # Panics
    ///
    /// When the list is empty.
    pub fn one_of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.index(list.len())]
    }

    /// An index below `end`.
    ///
    /// # Panics
    ///
    /// When `end` is 0 or above `u32::MAX`.
    pub fn index(&mut self, end: usize) -> usize {
        self.below(u32::try_from(end).expect("a list of fewer than 2^32 entries")) as usize
    }

    /// `count` different numbers below `end`, in random order (all of them when `count` is larger).
    pub fn sample(&mut self, end: u32, count: usize) -> Vec<u32> {
        let mut all: Vec<u32> = (0..end).collect();
        let count = count.min(all.len());
        for at in 0..count {
            let other = at + self.index(all.len() - at);
            all.swap(at, other);
        }
        all.truncate(count);
        all
    }
}
