//! The defects that can be planted: the rows of a child, and what must be found at them.
//!
//! A line is `[collections] rows | found`. Collections, such as `2024`, `2025..` or `..2024`, are those into whose
//! return the defect can be planted, each named by the year in which it ends; without them it is all.
//! Rows are separated by `;`: a table and what differs from a sound row of it; `last` puts it into the
//! return before, `-` says that the child has none, `@n` is a day n days after 1 April, moved by chance, `_` is a
//! space. What must be found is a list, separated by `;`, of a rule, perhaps with collections as in `233:2026..`,
//! and of rows: `Episodes.2` is the child's second episode. What a list of rows leaves out because every
//! child has it, and the words for whole patterns of children, stand in `super::defect_rows`.

mod adoption;
mod episodes;
mod header;
mod leavers;
mod outcomes;
mod placements;
mod sequence;
mod unaccompanied;
mod workers;

use std::ops::RangeInclusive;

const LISTS: &[&str] = &[
    header::DEFECTS,
    episodes::DEFECTS,
    placements::DEFECTS,
    sequence::DEFECTS,
    outcomes::DEFECTS,
    leavers::DEFECTS,
    adoption::DEFECTS,
    workers::DEFECTS,
    unaccompanied::DEFECTS,
];

/// A defect that can be planted.
pub(super) struct Defect {
    /// The collections into whose return it can be planted.
    pub(super) years: RangeInclusive<u16>,
    /// The rows.
    pub(super) rows: &'static str,
    /// What must be found.
    pub(super) found: &'static str,
}

/// Every defect, in the order of the lists.
pub(super) fn defects() -> impl Iterator<Item = Defect> {
    LISTS.iter().flat_map(|list| listed(list))
}

/// The defects of one list.
pub(super) fn listed(list: &'static str) -> impl Iterator<Item = Defect> {
    list.lines().map(str::trim).filter(|line| !line.is_empty()).map(Defect::parse)
}

impl Defect {
    fn parse(line: &'static str) -> Self {
        let (rows, found) = line.split_once('|').unwrap_or((line, ""));
        let dated = rows.split_once(' ').and_then(|(word, rest)| Some((Years::parse(word)?, rest)));
        let (years, rows) = dated.unwrap_or((0..=u16::MAX, rows));
        Self { years, rows, found }
    }
}

/// Reads collections.
pub(super) struct Years;

impl Years {
    /// The collections that a word such as `2024`, `2025..` or `..2024` names.
    pub(super) fn parse(word: &str) -> Option<RangeInclusive<u16>> {
        let (from, to) = word.split_once("..").unwrap_or((word, word));
        let year = |text: &str, open: u16| if text.is_empty() { Some(open) } else { text.parse().ok() };
        Some(year(from, 0)?..=year(to, u16::MAX)?)
    }
}
