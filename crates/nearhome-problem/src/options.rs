//! The permitted (child, home) pairs with their costs, stored column by column.
//!
//! A national problem has millions of options; a vector of small structs, each with its own
//! allocated cost, would need several times the memory.

/// One permitted (child, home) pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacementOption<'a> {
    /// Index of the child.
    pub child: u32,
    /// Index of the home.
    pub home: u32,
    /// How many of the home's places the child takes, at least 1.
    pub places: u32,
    /// Cost on each level, most important first.
    pub cost: &'a [i64],
}

/// All permitted pairs of a problem, in the order in which they were given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OptionSet {
    levels: usize,
    child: Vec<u32>,
    home: Vec<u32>,
    places: Vec<u32>,
    cost: Vec<i64>,
}

impl OptionSet {
    /// Makes an empty set for costs of `levels` levels.
    #[must_use]
    pub fn new(levels: usize) -> Self {
        Self { levels, ..Self::default() }
    }

    /// Appends an option.
    ///
    /// # Panics
    ///
    /// When `cost` has not exactly as many levels as the set.
    pub fn push(&mut self, child: u32, home: u32, places: u32, cost: &[i64]) {
        assert_eq!(cost.len(), self.levels, "a cost has one number a level");
        self.child.push(child);
        self.home.push(home);
        self.places.push(places);
        self.cost.extend_from_slice(cost);
    }

    /// How many levels each cost has.
    #[must_use]
    pub fn levels(&self) -> usize {
        self.levels
    }

    /// How many options there are.
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        self.child.len()
    }

    /// Whether there is no option at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.child.is_empty()
    }

    /// The option at `index`.
    ///
    /// # Panics
    ///
    /// When `index` is not below [`OptionSet::len`].
    // Loops over millions of options are in other crates.
    #[inline]
    #[must_use]
    pub fn get(&self, index: usize) -> PlacementOption<'_> {
        PlacementOption {
            child: self.child[index],
            home: self.home[index],
            places: self.places[index],
            cost: &self.cost[index * self.levels..(index + 1) * self.levels],
        }
    }

    /// The child of each option, in order: one column of [`OptionSet::iter`], for passes that need no more.
    #[must_use]
    pub fn children(&self) -> &[u32] {
        &self.child
    }

    /// The home of each option, in order.
    #[must_use]
    pub fn homes(&self) -> &[u32] {
        &self.home
    }

    /// How many places each option takes, in order.
    #[must_use]
    pub fn places(&self) -> &[u32] {
        &self.places
    }

    /// The cost of each option on each level: the levels of the first option, then those of the second, and so on.
    #[must_use]
    pub fn costs(&self) -> &[i64] {
        &self.cost
    }

    /// All options in order.
    #[inline]
    #[must_use = "an iterator does nothing by itself"]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = PlacementOption<'_>> {
        (0..self.len()).map(|index| self.get(index))
    }
}
