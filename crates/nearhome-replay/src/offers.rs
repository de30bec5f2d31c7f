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

/// A home that one hard rule alone keeps from being offered for a placement.
#[derive(Clone, Debug)]
pub(crate) struct Excluded {
    pub(crate) placement: usize,
    pub(crate) home: u32,
    pub(crate) places: u32,
    pub(crate) cost: Vec<i64>,
}

/// The homes that serve a placement as well as any on the levels that matter most.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Best {
    /// Ascending.
    pub(crate) homes: Vec<u32>,
    /// Places that the child takes in each.
    pub(crate) places: u32,
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

    /// These offers and more, which stand by placement and none of which is among them.
    pub(crate) fn with(&self, more: &[Excluded]) -> Self {
        let mut more = more.iter().peekable();
        let each = (0..self.starts.len() - 1).map(|index| {
            let mut all: Vec<Offer<'_>> = self.of_placement(index).collect();
            while let Some(one) = more.next_if(|one| one.placement == index) {
                all.push(Offer { home: one.home, places: one.places, cost: &one.cost });
            }
            all.sort_by_key(|offer| offer.home);
            OffersOfOne {
                homes: all.iter().map(|offer| offer.home).collect(),
                places: all.first().map_or(1, |offer| offer.places),
                costs: all.iter().flat_map(|offer| offer.cost).copied().collect(),
                unplaced: self.unplaced(index).to_vec(),
            }
        });
        Self::of(self.levels, each.collect())
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

    /// The offers of a placement that cost least on the leading levels.
    pub(crate) fn best(&self, index: usize, leading: usize) -> Best {
        let least = self.of_placement(index).map(|offer| &offer.cost[..leading]).min();
        let best = self.of_placement(index).filter(|offer| Some(&offer.cost[..leading]) == least);
        let places = self.of_placement(index).next().map_or(1, |offer| offer.places);
        Best { homes: best.map(|offer| offer.home).collect(), places }
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
