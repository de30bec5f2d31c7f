//! The answer to a matching problem (`nearhome-solution/1`).

use serde::{Deserialize, Serialize};

use crate::format::SolutionFormat;
use crate::{Certificate, Totals};

/// What has been shown of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Proved best: `bound` equals `totals`.
    Optimal,
    /// Valid, but the run stopped early: `bound` is lexicographically at most the optimum.
    Feasible,
    /// Proved that no assignment satisfies the hard parts.
    Infeasible,
    /// Stopped before any valid assignment was found and before infeasibility was proved.
    Unknown,
}

/// An answer with what is needed to verify it.
///
/// For [`Status::Infeasible`] and [`Status::Unknown`], `totals` and `homes` are `None`;
/// `bound` is `None` when infeasible and may be known when unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    /// What has been shown.
    pub status: Status,
    /// Cost of this answer on each level.
    pub totals: Option<Totals>,
    /// Proven lower bound, lexicographic.
    pub bound: Option<Totals>,
    /// For each child the index of its home, or `None` when it stays unplaced.
    pub homes: Option<Vec<Option<u32>>>,
    /// What a checker needs.
    pub certificate: Certificate,
}

/// A solution as the file has it.
#[derive(Clone, Debug, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(title = "nearhome-solution/1", description = "The answer to a matching problem.")]
#[serde(deny_unknown_fields)]
pub(crate) struct SolutionFile {
    format: SolutionFormat,
    /// What has been shown.
    status: Status,
    /// Cost of this answer on each level.
    #[serde(default)]
    totals: Option<Totals>,
    /// Proven lower bound, lexicographic.
    #[serde(default)]
    bound: Option<Totals>,
    /// For each child the index of its home, or null.
    #[serde(default)]
    homes: Option<Vec<Option<u32>>>,
    /// What a checker needs.
    #[serde(default)]
    certificate: Certificate,
}

impl From<SolutionFile> for Solution {
    fn from(file: SolutionFile) -> Self {
        let SolutionFile { format: SolutionFormat::V1, status, totals, bound, homes, certificate } = file;
        Self { status, totals, bound, homes, certificate }
    }
}
