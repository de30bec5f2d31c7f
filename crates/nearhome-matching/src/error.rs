//! Why a match or a shortlist could not be made.

use nearhome_model::ChildId;
use nearhome_problem::InvalidProblem;

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MatchError {
    /// The snapshot has no such child.
    #[error("the snapshot has no child `{0}`")]
    UnknownChild(ChildId),
    /// Rules and policy give a problem outside the ranges of the format, such as a fee of 2^53 pence.
    #[error("the rules give no valid problem: {0}")]
    Problem(#[from] InvalidProblem),
    /// The independent checker rejected the optimiser's answer; it is not shown.
    #[error("the checker rejected the answer: {0}")]
    Rejected(String),
}
