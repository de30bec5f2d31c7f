//! What a code of a finding says: how grave it is, what it does, in which years it is in force.
//!
//! The codes themselves stand in `super::list`.

use serde::Serialize;

pub use super::list::Code;

/// How grave a finding is; the gravest comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Data is wrong and something is left out, or the return would be rejected.
    Error,
    /// Data may be wrong; it is used as it stands.
    Warning,
    /// Nothing is wrong.
    Info,
}

impl Severity {
    /// The word for reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// What a finding does to the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// Nothing.
    Reported,
    /// The cell counts as blank.
    ValueUnknown,
    /// The row is left out.
    RowLeftOut,
    /// The child is left out of snapshots of days that the contradiction concerns.
    ChildHeldBack,
    /// The file is left out.
    FileRefused,
}

impl Effect {
    /// The words for reports.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::ValueUnknown => "value unknown",
            Self::RowLeftOut => "row left out",
            Self::ChildHeldBack => "child held back",
            Self::FileRefused => "file refused",
        }
    }
}

/// First and last collection in which a rule is in force, each by its end year.
pub(super) type Years = (Option<u16>, Option<u16>);

pub(super) struct Entry {
    pub(super) text: &'static str,
    pub(super) severity: Severity,
    pub(super) effect: Effect,
    pub(super) years: Option<Years>,
    pub(super) what: &'static str,
    pub(super) help: &'static str,
}

impl Code {
    /// The code as it stands in reports.
    #[must_use]
    pub const fn text(self) -> &'static str {
        self.entry().text
    }

    /// How grave it is.
    #[must_use]
    pub const fn severity(self) -> Severity {
        self.entry().severity
    }

    /// What it does to the data.
    #[must_use]
    pub const fn effect(self) -> Effect {
        self.entry().effect
    }

    /// The collections in which a rule is in force, by their end years; `None` for all.
    #[must_use]
    pub const fn years(self) -> Option<(Option<u16>, Option<u16>)> {
        self.entry().years
    }

    /// Whether it is in force in the collection that ends in a year.
    #[must_use]
    pub fn in_force(self, year: u16) -> bool {
        self.years()
            .is_none_or(|(from, to)| from.is_none_or(|from| from <= year) && to.is_none_or(|to| year <= to))
    }

    /// Whether it is a validation rule of the return, which the rules report and nobody else.
    #[must_use]
    pub fn is_rule_of_the_return(self) -> bool {
        self.text().starts_with("SSDA903-")
    }

    /// What is wrong.
    #[must_use]
    pub const fn what(self) -> &'static str {
        self.entry().what
    }

    /// What to do about it.
    #[must_use]
    pub const fn help(self) -> &'static str {
        self.entry().help
    }
}
