//! A measure: a partition of what was counted, and what could not be.

use serde::Serialize;

/// What a measure is, in words that go with its figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    /// Its name for programs.
    pub code: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// What it counts: `children`, `placements` or `sibling groups`.
    pub counts: &'static str,
    /// The cell that the published measure names; the others complete it.
    pub headline: &'static str,
    /// What is counted, and of what.
    pub definition: &'static str,
    /// Where the definition is published.
    pub source: &'static str,
    /// What is not certain about it.
    pub doubt: &'static str,
}

/// On what a measure's figures rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BasedOn {
    /// The statutory return alone.
    Return,
    /// The return and the council's own tables.
    Register,
    /// At least in part homes that only episodes show: see the reconstruction's limits.
    Reconstruction,
}

/// One part of the total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its name for programs.
    pub cell: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// How many.
    pub count: u64,
}

/// What could not be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Excluded {
    /// Why.
    pub reason: &'static str,
    /// How many.
    pub count: u64,
}

/// A measure in whole numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// What it is.
    pub about: &'static About,
    /// On what it rests.
    pub based_on: BasedOn,
    /// How many of those counted rest on homes that only episodes show.
    pub reconstructed: u64,
    /// Its parts, which add up to its total; empty where it could not be computed.
    pub cells: Vec<Cell>,
    /// What is not part of the total, with the reasons.
    pub excluded: Vec<Excluded>,
    /// Why it could not be computed, where it could not.
    pub unavailable: Option<String>,
}

impl Measure {
    /// The measure with empty cells, `(cell, title)` each.
    pub(super) fn new(
        about: &'static About,
        based_on: BasedOn,
        cells: &[(&'static str, &'static str)],
    ) -> Self {
        let cells = cells.iter().map(|&(cell, title)| Cell { cell, title, count: 0 }).collect();
        Self { about, based_on, reconstructed: 0, cells, excluded: vec![], unavailable: None }
    }

    /// Adds one to a cell, which must be among those that the measure was made with.
    pub(super) fn add(&mut self, cell: &str) {
        let found = self.cells.iter_mut().find(|one| one.cell == cell);
        found.expect("a measure is made with all of its cells").count += 1;
    }

    /// Adds one that is not counted.
    pub(super) fn exclude(&mut self, reason: &'static str) {
        match self.excluded.iter_mut().find(|one| one.reason == reason) {
            Some(found) => found.count += 1,
            None => self.excluded.push(Excluded { reason, count: 1 }),
        }
    }

    /// The sum of the cells: the denominator.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.cells.iter().map(|cell| cell.count).sum()
    }

    /// The count of a cell; `None` where the measure has no such cell.
    #[must_use]
    pub fn count(&self, cell: &str) -> Option<u64> {
        self.cells.iter().find(|one| one.cell == cell).map(|one| one.count)
    }

    /// The count of the cell that the published measure names: the numerator.
    #[must_use]
    pub fn headline(&self) -> u64 {
        self.count(self.about.headline).unwrap_or_default()
    }

    /// The headline's share of the total in tenths of a per cent, halves up; `None` of nothing.
    #[must_use]
    pub fn per_cent_tenths(&self) -> Option<u64> {
        per_cent_tenths(self.headline(), self.total())
    }
}

/// A share in tenths of a per cent, halves up; `None` of nothing.
pub(super) fn per_cent_tenths(part: u64, whole: u64) -> Option<u64> {
    (whole > 0).then(|| (part * 2_000 + whole) / (2 * whole))
}

/// A number of things in memory as a count.
pub(super) fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
