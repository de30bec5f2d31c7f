//! What an independent checker needs to verify an answer, in integers.

use serde::{Deserialize, Serialize};

/// Evidence for the status of a [`crate::Solution`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// Dual prices for the part of the problem that is a pure flow; proves that part optimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flow: Option<FlowPrices>,
    /// Indices of children, ascending, who cannot all be placed although each of them must be; proves
    /// that a problem is infeasible. Empty: no such proof.
    ///
    /// All of them are there on some common day, none of them may stay unplaced, and together they
    /// take more places than all homes that they may use have (Hall's condition, with the
    /// smallest number of places that each child takes anywhere).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shortage: Vec<u32>,
    /// Nodes of the exhaustive search that closed the rest; 0 when there was no search.
    ///
    /// The first form of the certificate records that a search took place. It does not let a
    /// checker repeat the proof: `nearhome-check` says so in its report.
    #[serde(default)]
    pub search_nodes: u64,
}

/// Prices that prove a flow answer optimal, level vectors compared lexicographically.
///
/// For each home a price vector `v >= 0`, zero where the home has a free place. A child's own price
/// is the lexicographic minimum over its options of `cost + v(home)` and of its unplaced cost. The
/// answer is optimal when each child sits at that minimum; the bound is the sum of the children's
/// prices less, for each home, its price times its places.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FlowPrices {
    /// Indices of the children whose part of the problem is a pure flow, ascending.
    pub children: Vec<u32>,
    /// Homes with a price: index and price on each level, indices ascending. All others have price 0.
    pub homes: Vec<(u32, Vec<i128>)>,
}
