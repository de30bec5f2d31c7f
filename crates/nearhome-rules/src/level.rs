//! The levels of cost on which placements are compared, most important first by default.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A level of cost; no saving on a later level is ever bought with a loss on an earlier one.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Children who are left without a home.
    Unplaced,
    /// Approvals that a placement needs first, by weight.
    Gates,
    /// Children placed outside the authority's area.
    OutOfArea,
    /// Children placed outside the area and not even in an adjoining authority.
    AtADistance,
    /// Brothers and sisters who are separated.
    SiblingsSplit,
    /// Moves that the care plan permits but does not ask for.
    UnwantedMoves,
    /// Points for distance from family, school, contact, and for what else fits less well.
    Disruption,
    /// Pence a week: fee, contact transport and excess travel to school.
    WeeklyPence,
}

impl Level {
    /// Every level, in the default order.
    pub const ALL: [Self; 8] = [
        Self::Unplaced,
        Self::Gates,
        Self::OutOfArea,
        Self::AtADistance,
        Self::SiblingsSplit,
        Self::UnwantedMoves,
        Self::Disruption,
        Self::WeeklyPence,
    ];

    /// The name in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unplaced => "unplaced",
            Self::Gates => "gates",
            Self::OutOfArea => "out_of_area",
            Self::AtADistance => "at_a_distance",
            Self::SiblingsSplit => "siblings_split",
            Self::UnwantedMoves => "unwanted_moves",
            Self::Disruption => "disruption",
            Self::WeeklyPence => "weekly_pence",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}
