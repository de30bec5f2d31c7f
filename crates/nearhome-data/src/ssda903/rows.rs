//! Rows of the return as values.

use std::sync::Arc;

use nearhome_model::{
    CategoryOfNeed, ChildId, Date, Ethnicity, LegalStatus, PlaceProvider, PlacementCode, Postcode, Sex, Urn,
};

use super::{ChangeReason, CollectionYear, EpisodeEnd, NewEpisode};
use crate::{
    findings::{Code, Finding},
    table::{Row, Table},
};

/// Where a row stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The file, relative to the folder.
    pub file: Arc<str>,
    /// Physical line.
    pub row: u64,
    /// Number of the record.
    pub record: u64,
}

impl Source {
    pub(crate) fn of(table: &Table, row: &Row) -> Self {
        Self { file: Arc::clone(&table.file), row: row.line, record: row.record }
    }

    /// A finding at this row.
    pub(crate) fn finding(&self, code: Code, message: impl Into<String>) -> Finding {
        Finding::new(code, &self.file, message).at(self.row, Some(self.record))
    }
}

/// A row of the Header table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderRow {
    /// The child.
    pub child: ChildId,
    /// Sex, where it is readable.
    pub sex: Option<Sex>,
    /// Birth date.
    pub birth_date: Date,
    /// Ethnic background, where it is readable.
    pub ethnicity: Option<Ethnicity>,
    /// Unique pupil number; one of the codes UN1 to UN5 counts as unknown.
    pub pupil_number: Option<Arc<str>>,
    /// The collection.
    pub year: CollectionYear,
    /// Where the row stands.
    pub source: Source,
}

/// Which cells of an episode are filled, readable or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "one flag a cell, none of which excludes another")]
pub struct Given {
    /// `PLACE_PROVIDER`.
    pub provider: bool,
    /// REC.
    pub rec: bool,
    /// `REASON_PLACE_CHANGE`.
    pub reason: bool,
    /// `HOME_POST`.
    pub home_postcode: bool,
    /// `PL_POST`.
    pub placement_postcode: bool,
    /// URN.
    pub urn: bool,
}

/// A row of the Episodes table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Episode {
    /// The child.
    pub child: ChildId,
    /// DECOM: first day.
    pub start: Date,
    /// DEC: last day, on which a continuing child's next episode starts; `None` while it is open.
    pub end: Option<Date>,
    /// RNE, where it is readable.
    pub new_episode: Option<NewEpisode>,
    /// LS.
    pub legal_status: LegalStatus,
    /// CIN.
    pub category_of_need: CategoryOfNeed,
    /// PLACE.
    pub place: PlacementCode,
    /// `PLACE_PROVIDER`, where it is readable.
    pub provider: Option<PlaceProvider>,
    /// REC, where it is readable.
    pub episode_end: Option<EpisodeEnd>,
    /// `REASON_PLACE_CHANGE`, where it is readable.
    pub change_reason: Option<ChangeReason>,
    /// `HOME_POST`, where it is of the form of a postcode.
    pub home_postcode: Option<Postcode>,
    /// `PL_POST`, where it is of the form of a postcode.
    pub placement_postcode: Option<Postcode>,
    /// URN, where it is of its form.
    pub urn: Option<Urn>,
    /// Which cells are filled.
    pub given: Given,
    /// Whether the file has the column URN; older extracts lack it.
    pub has_urn_column: bool,
    /// The collection.
    pub year: CollectionYear,
    /// Where the row stands.
    pub source: Source,
}

impl Episode {
    /// Whether the episode covers a day: its first day is one of it, its last day is not.
    #[must_use]
    pub fn covers(&self, day: Date) -> bool {
        self.start <= day && self.end.is_none_or(|end| day < end)
    }

    /// Whether it is part of an agreed series of short breaks.
    #[must_use]
    pub fn is_short_break(&self) -> bool {
        matches!(self.legal_status, LegalStatus::ShortBreaks | LegalStatus::ShortBreaksAgreement)
    }

    /// Whether the placement is a temporary one (T0 to T4).
    #[must_use]
    pub fn is_temporary(&self) -> bool {
        self.place.group() == nearhome_model::PlacementGroup::Temporary
    }
}

/// A row of the UASC table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UascRow {
    /// The child.
    pub child: ChildId,
    /// DUC: when the status ceased, where it is readable.
    pub ceases: Option<Date>,
    /// The collection.
    pub year: CollectionYear,
}

/// A row of the Missing table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The child.
    pub child: ChildId,
    /// First day.
    pub start: Date,
    /// Last day, where it has ended.
    pub end: Option<Date>,
    /// The collection.
    pub year: CollectionYear,
}

/// The score of strengths and difficulties of the OC2 table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrengthsScore {
    /// The child.
    pub child: ChildId,
    /// The score, 0 to 40, where there is one.
    pub score: Option<u8>,
    /// The collection.
    pub year: CollectionYear,
}
