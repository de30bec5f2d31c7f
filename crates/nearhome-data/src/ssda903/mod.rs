//! The statutory return, SSDA903: its tables, its validation rules, and the history that linked
//! returns of several years make.
//!
//! Facts follow the Department for Education's guide as the public validator of the sector
//! (`data-to-insight/csc-validator-be-903`) implements it. Nothing is repaired: what is wrong is a
//! finding, and what contradicts itself is kept apart.

mod codes;
mod history;
mod layouts;
mod parse;
mod read;
mod rows;
mod rules;
mod year;

pub use codes::{ChangeReason, EpisodeEnd, NewEpisode, NotInList};
pub(crate) use history::link;
pub use history::{BadRow, History};
pub(crate) use read::read_returns;
pub use rows::{Episode, Given, HeaderRow, Missing, Source, StrengthsScore, UascRow};
pub use year::CollectionYear;

/// One collection's tables.
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
