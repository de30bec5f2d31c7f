//! The statutory return, SSDA903: its tables, its validation rules, and the history that linked
//! returns of several years make.
//!
//! Facts follow the Department for Education's guide as the public validator of the sector
//! (`data-to-insight/csc-validator-be-903`) implements it. Nothing is repaired: what is wrong is a
//! finding, and what contradicts itself is kept apart.

mod care;
mod codes;
mod dates;
mod history;
mod parse;
mod read;
mod repairs;
mod rows;
mod rules;
mod tables;
mod xml;
mod year;

pub use care::{CountedPlacement, CountingPolicy, PeriodOfCare, SameCarers, ShortBreaks, TemporaryMoves};
pub use codes::{ChangeReason, EpisodeEnd, NewEpisode, NotInList};
pub(crate) use history::link;
pub use history::{BadRow, History};
pub(crate) use read::{Known, read_returns};
pub(crate) use repairs::repair;
pub use repairs::{Repair, RepairKind, Repairs};
pub use rows::{Episode, Given, HeaderRow, Missing, Source, StrengthsScore, UascRow};
pub use rules::return_rules_page;
pub use year::CollectionYear;

/// One collection's tables as their files state them.
#[derive(Debug)]
struct RawReturn {
    year: CollectionYear,
    tables: Vec<tables::RawTable>,
}

impl RawReturn {
    fn table(&self, kind: tables::ReturnTable) -> Option<&tables::RawTable> {
        self.tables.iter().find(|table| table.kind == kind)
    }
}

/// One collection's rows that can be used.
#[derive(Clone, Debug)]
pub(crate) struct Return {
    pub(crate) year: CollectionYear,
    pub(crate) header: Vec<HeaderRow>,
    pub(crate) episodes: Vec<Episode>,
    pub(crate) uasc: Vec<UascRow>,
    pub(crate) missing: Vec<Missing>,
    pub(crate) strengths: Vec<StrengthsScore>,
    pub(crate) bad_rows: Vec<BadRow>,
}

impl Return {
    /// A collection without a row.
    fn new(year: CollectionYear) -> Self {
        Self {
            year,
            header: vec![],
            episodes: vec![],
            uasc: vec![],
            missing: vec![],
            strengths: vec![],
            bad_rows: vec![],
        }
    }
}
