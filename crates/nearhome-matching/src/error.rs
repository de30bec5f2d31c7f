//! Why a match or a shortlist could not be made.

use nearhome_model::{ChildId, HomeId};
use nearhome_problem::InvalidProblem;

use crate::alteration::BadAlteration;

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MatchError {
    /// The snapshot has no such child.
    #[error("the snapshot has no child `{0}`")]
    UnknownChild(ChildId),
    /// The snapshot has no such home.
    #[error("the snapshot has no home `{0}`")]
    UnknownHome(HomeId),
    /// A trade-off lies between two different levels of the policy.
    #[error("a trade-off lies between two different levels of the policy")]
    Level,
    /// A change cannot be made.
    #[error("{0}")]
    Alteration(String),
    /// What is told of the homes to be asked cannot be meant.
    #[error("{0}")]
    Offer(String),
    /// Rules and policy give a problem outside the ranges of the format, such as a fee of 2^53 pence.
    #[error("the rules give no valid problem: {0}")]
    Problem(#[from] InvalidProblem),
    /// The independent checker rejected the optimiser's answer; it is not shown.
    #[error("the checker rejected the answer: {0}")]
    Rejected(String),
}

impl From<BadAlteration> for MatchError {
    fn from(bad: BadAlteration) -> Self {
        Self::Alteration(bad.to_string())
    }
}
