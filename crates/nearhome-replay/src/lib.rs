//! A council's past, placed again day by day under other ways of choosing.
//!
//! Children enter, become due to move and leave as they did; homes have the places they had. A policy sees the
//! record as it stood on the day (`record.rs` makes anything else out of reach) and says where each child
//! of the day goes. `hindsight.rs` knows the whole period and is the bound.

mod account;
mod agreement;
mod build;
mod caps;
mod choice;
mod day;
mod hindsight;
mod homes;
mod intervals;
mod levels;
mod offers;
mod placing;
mod prices;
mod pricing;
mod record;
mod relations;
mod replay;
mod report;
mod rules;
mod state;

use std::ops::ControlFlow;

use nearhome_data::SnapshotError;
use nearhome_model::InvalidSnapshot;
use nearhome_problem::InvalidProblem;

pub use account::Measures;
pub use placing::PlacingPolicy;
pub use prices::Foresight;
pub use replay::{Request, replay};
pub use report::{
    Agreement, Basis, ByLevel, ChoiceWeights, Hindsight, Interval, LevelWeight, PlacedAt, PlacementRow,
    PolicyResult, Proved, Regret, Replay, RuleBroken, RuleCost, Share, Support,
};
pub use rules::RuleCosts;

/// Told how far a policy's run has come, days done and days in all; says whether the replay goes on.
pub type Progress<'a> = &'a (dyn Fn(PlacingPolicy, i32, i32) -> ControlFlow<()> + Sync);

/// Why there is no replay.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReplayError {
    /// The last day lies before the first.
    #[error("the period ends before it begins: {from} to {to}")]
    Period {
        /// First day.
        from: nearhome_model::Date,
        /// Last day.
        to: nearhome_model::Date,
    },
    /// The authority is not known, or the files contradict one another.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    /// The children of one day contradict one another.
    #[error("the state of a day contradicts itself")]
    Day(#[from] InvalidSnapshot),
    /// Rules and policy give a problem outside the ranges of the format.
    #[error("the rules give no valid problem: {0}")]
    Problem(#[from] InvalidProblem),
    /// The independent checker rejected an answer; it is not shown.
    #[error("the checker rejected an answer: {0}")]
    Rejected(String),
}

#[cfg(test)]
mod tests;
