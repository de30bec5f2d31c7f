//! The answer of a match: what is proposed for each child, what it needs, and what was proved.
//!
//! Plain data that a program can read; sentences are made elsewhere, and nothing here decides.

use nearhome_check::Proof;
use nearhome_model::{AuthorityCode, ChildId, Date, HomeId};
use nearhome_problem::Status;
use nearhome_rules::{Charge, Duty, Gate, Level};
use serde::Serialize;

use crate::UnfollowedWish;

/// A cost on every level, in the policy's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelCost(pub Vec<(Level, i128)>);

impl LevelCost {
    /// The amount on one level; 0 where the policy has no such level.
    #[must_use]
    pub fn on(&self, level: Level) -> i128 {
        self.0.iter().find(|(own, _)| *own == level).map_or(0, |(_, amount)| *amount)
    }
}

impl Serialize for LevelCost {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(level, amount)| (level.name(), amount)))
    }
}

impl schemars::JsonSchema for LevelCost {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "LevelCost".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "object", "additionalProperties": { "type": "integer" } })
    }
}

/// What a proposal means for the child.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The child stays in the present home.
    Stays,
    /// The child moves from the present home to another.
    Moves,
    /// The child, who has no home of the register now, comes to one.
    Enters,
}

/// A proposed home for one child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Proposal {
    /// The child.
    pub child: ChildId,
    /// The home.
    pub home: HomeId,
    /// What it means for the child.
    pub change: Change,
    /// The young parent with whom a baby goes; the parent's entry holds the cost and places of both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with_parent: Option<ChildId>,
    /// Cost on each level.
    pub cost: LevelCost,
    /// Approvals needed first, and by whom.
    pub gates: Vec<Gate>,
    /// What the cost is made of; the lines of each level sum to it.
    pub ledger: Vec<Charge>,
    /// What is to be done if the home is chosen.
    pub duties: Vec<Duty>,
}

/// A child for whom the plan has no home of the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Unplaced {
    /// The child.
    pub child: ChildId,
    /// How many homes of the register may lawfully be offered to the child, full or not.
    pub lawful_homes: usize,
    /// Cost on each level of leaving the child so.
    pub cost: LevelCost,
}

/// What was shown of the plan, and by whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Proved {
    /// The independent checker repeated the proof that no lawful plan is better.
    ByTheChecker,
    /// The optimiser's exhaustive search closed; the checker verified the plan and its sums, and the
    /// proof of that part of the problem which is a pure flow.
    BySearch,
    /// Not proved best: the run stopped early, and the bound says how far the best can be.
    Bounded,
}

impl Proved {
    /// What was shown of an optimum that the checker accepted.
    pub(crate) fn of_optimum(proof: Proof) -> Self {
        if proof == Proof::Full { Self::ByTheChecker } else { Self::BySearch }
    }
}

/// A proposal for every child who needs a home or may move.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct MatchPlan {
    /// `nearhome-match/1`.
    pub format: &'static str,
    /// The responsible authority.
    pub authority: AuthorityCode,
    /// The day.
    pub date: Date,
    /// How the run ended.
    #[schemars(with = "String")]
    pub status: Status,
    /// What was shown.
    pub proved: Option<Proved>,
    /// Levels in the policy's order.
    pub levels: Vec<Level>,
    /// Sums over all children of the problem, those who are settled in a home of the register included.
    pub totals: Option<LevelCost>,
    /// Proven lower bound of the totals, compared level by level.
    pub bound: Option<LevelCost>,
    /// The same sums for the placements of today.
    pub today: LevelCost,
    /// Counts that put the sums into proportion.
    pub counts: Counts,
    /// Where all children of the snapshot live today.
    pub whereabouts_today: Whereabouts,
    /// Where they would live under the plan.
    pub whereabouts_planned: Whereabouts,
    /// Proposals, by child.
    pub placements: Vec<Proposal>,
    /// Children for whom there is no home, by child.
    pub unplaced: Vec<Unplaced>,
    /// Sibling groups that the plan does not keep together, by their children.
    pub split_siblings: Vec<Vec<ChildId>>,
    /// Wishes of children that the plan does not follow, with what following each would cost; `None`: not asked for,
    /// or the run was stopped.
    pub unfollowed_wishes: Option<Vec<UnfollowedWish>>,
}

/// How many children live where, whatever the policy's weights.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Whereabouts {
    /// In the area of the responsible authority.
    pub in_area: usize,
    /// Outside it.
    pub outside: usize,
    /// At a postcode that no directory holds.
    pub area_unknown: usize,
    /// Without a home.
    pub without_a_home: usize,
}

/// How many children and homes the plan is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Counts {
    /// Children of the snapshot.
    pub children: usize,
    /// Of them, settled in a home of the register.
    pub settled: usize,
    /// Of them, settled outside the register: with parents, for adoption, in hospital, in custody.
    pub outside_the_register: usize,
    /// Of them, who need a home.
    pub needing_a_home: usize,
    /// Of them, whose move is planned or permitted.
    pub may_move: usize,
    /// Children left out because their records contradict one another.
    pub held_back: usize,
    /// Homes of the register.
    pub homes: usize,
    /// Usable places of those homes.
    pub usable_places: usize,
    /// Of them, taken today.
    pub taken_places: usize,
    /// Pairs of child and home that the rules permit.
    pub permitted_pairs: usize,
}
