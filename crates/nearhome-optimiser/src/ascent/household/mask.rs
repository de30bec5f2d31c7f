//! Sets of the items of one home.

/// A set of items, numbered from 0.
pub(super) trait Mask: Copy + Default + PartialEq {
    /// No item.
    const NONE: Self;
    /// How many items there can be.
    const ITEMS: usize;

    /// One item.
    fn single(item: usize) -> Self;
    /// The items of both.
    fn or(self, other: Self) -> Self;
    /// Whether an item is in it.
    fn has(self, item: usize) -> bool;
    /// Whether any item is in both.
    fn meets(self, other: Self) -> bool;
    /// Whether all items of the other are in it.
    fn holds(self, other: Self) -> bool;
    /// Its items, ascending.
    fn members(self) -> impl Iterator<Item = usize>;
}

impl Mask for u128 {
    const NONE: Self = 0;
    const ITEMS: usize = 128;

    fn single(item: usize) -> Self {
        1 << item
    }

    fn or(self, other: Self) -> Self {
        self | other
    }

    fn has(self, item: usize) -> bool {
        self >> item & 1 == 1
    }

    fn meets(self, other: Self) -> bool {
        self & other != 0
    }

    fn holds(self, other: Self) -> bool {
        self & other == other
    }

    fn members(mut self) -> impl Iterator<Item = usize> {
        std::iter::from_fn(move || {
            let item = (self != 0).then_some(self.trailing_zeros() as usize);
            self &= self.wrapping_sub(1);
            item
        })
    }
}

const WORDS: usize = 8;

/// A large set.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Wide([u128; WORDS]);

impl Mask for Wide {
    const NONE: Self = Self([0; WORDS]);
    const ITEMS: usize = WORDS * u128::ITEMS;

    fn single(item: usize) -> Self {
        let mut words = [0; WORDS];
        words[item / u128::ITEMS] = u128::single(item % u128::ITEMS);
        Self(words)
    }

    fn or(self, other: Self) -> Self {
        Self(std::array::from_fn(|word| self.0[word] | other.0[word]))
    }

    fn has(self, item: usize) -> bool {
        self.0[item / u128::ITEMS].has(item % u128::ITEMS)
    }

    fn meets(self, other: Self) -> bool {
        self.0.iter().zip(&other.0).any(|(own, other)| own.meets(*other))
    }

    fn holds(self, other: Self) -> bool {
        self.0.iter().zip(&other.0).all(|(own, other)| own.holds(*other))
    }

    fn members(self) -> impl Iterator<Item = usize> {
        let words = self.0.into_iter().enumerate();
        words.flat_map(|(at, word)| word.members().map(move |item| at * u128::ITEMS + item))
    }
}
