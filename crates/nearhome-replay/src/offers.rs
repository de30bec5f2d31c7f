//! The homes that the rules let be offered for each placement, with what each would cost.

use std::ops::Range;

/// Offers of every placement, in one place.
///
/// Costs have one number a level, in the replay's order; money is pence a week.
#[derive(Clone, Debug)]
pub(crate) struct Offers {
    levels: usize,
    starts: Vec<usize>,
    homes: Vec<u32>,
    places: Vec<u32>,
    costs: Vec<i64>,
    /// Cost of leaving each placement without a home.
    unplaced: Vec<i64>,
}

/// One offer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Offer<'a> {
    pub(crate) home: u32,
    pub(crate) places: u32,
    pub(crate) cost: &'a [i64],
}

/// The offers of one placement, before they are put together.
#[derive(Clone, Debug, Default)]
pub(crate) struct OffersOfOne {
    pub(crate) homes: Vec<u32>,
    pub(crate) places: u32,
    pub(crate) costs: Vec<i64>,
    pub(crate) unplaced: Vec<i64>,
}

impl Offers {
    /// Puts the offers of all placements together, in order.
    pub(crate) fn of(levels: usize, each: Vec<OffersOfOne>) -> Self {
        let mut all =
            Self { levels, starts: vec![0], homes: vec![], places: vec![], costs: vec![], unplaced: vec![] };
        for mut one in each {
            all.places.resize(all.places.len() + one.homes.len(), one.places);
            all.homes.append(&mut one.homes);
            all.costs.append(&mut one.costs);
            one.unplaced.resize(levels, 0);
            all.unplaced.append(&mut one.unplaced);
            all.starts.push(all.homes.len());
        }
        all
    }

    /// The offers of a placement, by home.
    pub(crate) fn of_placement(&self, index: usize) -> impl ExactSizeIterator<Item = Offer<'_>> {
        self.range(index).map(|at| self.at(at))
    }

    /// The offer of a home, where the rules allow it.
    pub(crate) fn find(&self, index: usize, home: u32) -> Option<Offer<'_>> {
        let range = self.range(index);
        let found = self.homes[range.clone()].binary_search(&home).ok()?;
        Some(self.at(range.start + found))
    }

    /// An offer of a placement by its position among them.
    pub(crate) fn nth(&self, index: usize, nth: u32) -> Offer<'_> {
        self.at(self.starts[index] + nth as usize)
    }

    /// The positions of a placement's offers, cheapest first and by home among equals.
    pub(crate) fn ranked(&self, index: usize) -> Vec<u32> {
        let mut ranked: Vec<u32> = (0..).take(self.range(index).len()).collect();
        ranked.sort_by(|&one, &other| self.nth(index, one).cost.cmp(self.nth(index, other).cost));
        ranked
    }

    /// What it costs to leave the placement without a home.
    pub(crate) fn unplaced(&self, index: usize) -> &[i64] {
        &self.unplaced[index * self.levels..][..self.levels]
    }

    fn range(&self, index: usize) -> Range<usize> {
        self.starts[index]..self.starts[index + 1]
    }

    fn at(&self, at: usize) -> Offer<'_> {
        let cost = &self.costs[at * self.levels..][..self.levels];
        Offer { home: self.homes[at], places: self.places[at], cost }
    }
}
