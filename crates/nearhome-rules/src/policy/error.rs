//! What can be wrong with a policy file, with the place.

use std::fmt;

use crate::Kind;

/// A policy that cannot be used: where, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{fault}", Place { line: *line, path })]
pub struct PolicyError {
    /// Line of the file, from 1, where it is known.
    pub line: Option<usize>,
    /// Path of the key, such as `travel.road_factor_percent`; empty where the text is no TOML.
    pub path: String,
    /// What is wrong.
    pub fault: PolicyFault,
}

/// What is wrong with a policy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PolicyFault {
    /// The text is no TOML, a key is unknown, or a value is of the wrong type.
    #[error("{0}")]
    Form(String),
    /// The law fixes the rule's severity.
    #[error("a rule of law is always {} and cannot be set", severity_of(*.0))]
    Law(Kind),
    /// The rule charges or reminds; it requires nothing that could exclude a home.
    #[error("the rule can only be soft or off: it is no requirement")]
    NoRequirement,
    /// A duty has no weight, and money is counted in pence as it is.
    #[error("the rule has no weight: duties are not counted, and pence are counted as they are")]
    NoWeight,
    /// The value lies outside its range.
    #[error("expected a number from {least} to {most}")]
    Range {
        /// Least.
        least: i64,
        /// Most.
        most: i64,
    },
    /// The list of levels is not each level once.
    #[error("expected each level once: {}", crate::Level::ALL.map(crate::Level::name).join(", "))]
    Levels,
    /// The law ranks a child's home first and money last (sections 20, 22A and 22C(5), Children Act 1989).
    #[error("`unplaced` must be the first level and `weekly_pence` the last")]
    LevelOrder,
}

fn severity_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Hard => "hard",
        Kind::Gate => "a gate",
        Kind::Soft => "soft",
        Kind::Duty => "a duty",
    }
}

struct Place<'a> {
    line: Option<usize>,
    path: &'a str,
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.path) {
            (Some(line), "") => write!(formatter, "line {line}: "),
            (Some(line), path) => write!(formatter, "line {line}, `{path}`: "),
            (None, "") => Ok(()),
            (None, path) => write!(formatter, "`{path}`: "),
        }
    }
}
