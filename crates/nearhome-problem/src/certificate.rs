//! What an independent checker needs to verify an answer, in integers.

use serde::{Deserialize, Serialize};

use crate::Totals;

/// Evidence for the status of a [`crate::Solution`].
///
/// `flow` and `households` each bound from below what some children cost; the children of different
/// entries are different children, so the bounds add up. Together they prove the solution's `bound`
/// when their sum is not lexicographically below it; children named nowhere count as costing nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// Prices of places, which bound what the listed children cost; tight for a pure flow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flow: Option<FlowPrices>,
    /// Proofs over households, for children whose part of the problem is more than a flow.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub households: Vec<HouseholdProof>,
    /// Indices of children, ascending, who cannot all be placed although each of them must be; proves
    /// that a problem is infeasible. Empty: no such proof.
    ///
    /// All of them are there on some common day, none of them may stay unplaced, and together they
    /// take more places than all homes that they may use have (Hall's condition, with the
    /// smallest number of places that each child takes anywhere).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shortage: Vec<u32>,
    /// Nodes of the exhaustive search that closed the rest; 0 when there was no search.
    #[serde(default)]
    pub search_nodes: u64,
}

/// Prices that bound what children cost, level vectors compared lexicographically.
///
/// For each home a price vector `v >= 0`. A child's own price is the lexicographic minimum over its
/// options of `cost + places * v(home)` (`cost` alone for a child with a stay) and of its unplaced
/// cost. The bound is the sum of the children's prices less, for each home, its price times its places.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FlowPrices {
    /// Indices of the children whom the bound is about, ascending.
    pub children: Vec<u32>,
    /// Homes with a price: index and price on each level, indices ascending. All others have price 0.
    pub homes: Vec<(u32, Vec<i128>)>,
}

/// Multipliers are integers in units of `1 / MULTIPLIER_SCALE`.
pub const MULTIPLIER_SCALE: i128 = 1 << 24;

/// A proof that some children cost at least `least`, whatever the others do.
///
/// Children who must live together (`together` without split cost) are one *unit*, named by its
/// smallest child. The proof is read from the front with a set of *live* options, at first all that
/// `fixed` leaves the units of `children`:
///
/// - A unit with a single live option is *decided*: it takes it. An option that no longer fits beside
///   decided units (places at any instant, alone, a hard pair, a cap) is not live. A unit without a
///   live option closes the node (at the top: proves that there is no answer).
/// - Levels are proved in order. While level `k` is open, answers that sum to more than `least` on an
///   earlier level are out of the question, because they cost lexicographically more. A level on
///   which `least` is not above 0 is proved by that, without steps: costs are never negative.
/// - [`Step::Drop`] between the proofs of levels removes options for good.
/// - The proof of a level is a tree in pre-order. A node is any number of [`Step::Bound`], then either
///   [`Step::End`], which says that the node is closed by what came before, or [`Step::Branch`],
///   followed by its two sides as nodes (of a node that is closed already both sides are). When the
///   tree is complete the level is proved, and everything that was decided or dropped within the tree
///   is live again.
/// - Where `parts` are given they replace the levels that `steps` did not prove: the units of each part
///   are some of this proof's units, no unit is in two parts, and the sum of their `least` is
///   lexicographically not below this `least`. Each part starts with the live options reached here and
///   with level 0. Units of other parts that are decided keep taking up their places.
/// - Without `least` there are no levels, only one tree, in which bounds have no `level`.
///
/// What a proof counts: the options of its own units, and the groups and pairs (with cost) that it *owns*.
/// A proof at the top owns a group or pair all of whose children are its own. What a proof owns goes to its
/// parts so: to the part that has all its undecided children; where there is none and the outcome is certain (a
/// group whose units are all decided, or have no home and not unplaced in common among their live options; a pair
/// of decided children) to the part of the first of its children, in the order of the problem's list, who is in
/// any part; otherwise to none. A group of a single unit never pays and counts nowhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HouseholdProof {
    /// Indices of the children, ascending; whole units.
    pub children: Vec<u32>,
    /// What they cost at least together, level by level, lexicographic; `None`: they cannot all be
    /// placed as they must be.
    pub least: Option<Totals>,
    /// The proof, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// Proofs of what the problem fell into.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<HouseholdProof>,
}

/// One step of a proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Removes options for good, because every answer with one of them sums to more than `least` on the
    /// level bounded (the open one or an earlier one), or because no answer has one of them (without level).
    Drop(Bound),
    /// Bounds what is left in the node. It closes the node when every answer left there sums to at
    /// least `least` on the open level, or to more than `least` on an earlier one, or when (without level)
    /// no answer is left. If not, the listed options are dropped in this node and below because the same holds of
    /// every answer with one of them.
    Bound(Bound),
    /// Divides the node in two.
    Branch(Decision),
    /// The node is closed.
    End,
}

/// A bound from multipliers, and the options that it rules out.
///
/// Each unit is in exactly one household, so for any numbers `u(unit)` (either sign), and for any
/// weights `w >= 0` on caps and earlier levels, every answer sums on `level` to at least
///
/// ```text
/// sum u(unit) - sum w(row) * max(row) + sum (1 + w) split_cost
///   + sum over homes, and unplaced, of the least over households S (sets of live options that may be together)
///     of sum over S of (cost + sum w(row) * use(row) - u(unit))
///        + what pairs in S pay - split costs of groups whole in S
/// ```
///
/// (decided units are in the households of their homes with `u` = 0; two children of one unit are a pair
/// in S like any other, and the `split_cost` sums count owned groups only)
///
/// where `cost` is the cost on `level` plus the weighted costs on the levels that have weights.
/// The sum is rounded up to a whole multiple of the greatest common divisor of all costs of the problem on
/// that level.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bound {
    /// The level bounded: the open one, or an earlier one. `None`: costs are all zero, so that a bound
    /// above zero proves that no answer is left.
    pub level: Option<u32>,
    /// Groups of `together` that this bound leaves out, ascending: neither paid for nor rewarded, nor bound by
    /// what was decided about them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without_groups: Vec<u32>,
    /// `u` of undecided units, by smallest child, ascending; 0 for those not listed. Numbers for decided
    /// units count for nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<(u32, i128)>,
    /// `w` of a cap at an instant: index of the cap, instant (`i64::MIN` where stays are not used), weight. Its
    /// maximum is the places of the cap less children of decided units of other parts who are there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caps: Vec<(u32, i64, i128)>,
    /// `w` of levels: one before the open level, whose maximum is this proof's `least`, or one with a
    /// limit, whose maximum is that less what decided units of other parts pay for their options, and what groups
    /// that this proof does not own and that cannot be whole, and such pairs of decided children in one home, pay
    /// (the smaller where both hold); not `level` itself unless it has a limit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<(u32, i128)>,
    /// Options ruled out: smallest child of the unit and its home, `None` for unplaced. Those that are not
    /// live are passed over.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drops: Vec<(u32, Option<u32>)>,
}

/// What divides a node; the side as named comes first, then its opposite.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// The unit of this smallest child takes the home (`None`: unplaced); then it does not.
    Take(u32, Option<u32>),
    /// This group of `together` is whole; then it is not.
    Whole(u32),
    /// This group is not whole; then it is.
    Torn(u32),
}
