//! What the rules say of a child and a home, as plain data: reasons, approvals, costs and duties.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::{Approver, Emergency, Fact, Level, RuleCode};

/// What the rules say of a child and a home.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// Every reason for which the home cannot be offered, in the catalogue's order; empty: it can.
    pub exclusions: Vec<Exclusion>,
    /// Approvals that the placement needs first; empty where the home is excluded.
    pub gates: Vec<Gate>,
    /// Costs by level, those of the gates included; empty where the home is excluded.
    pub charges: Vec<Charge>,
    /// What is to be done if the home is chosen; empty where the home is excluded.
    pub duties: Vec<Duty>,
    /// Places of the home that the child takes.
    pub places: u32,
}

impl Assessment {
    /// Whether the home may be offered.
    #[must_use]
    pub fn is_allowed(&self) -> bool {
        self.exclusions.is_empty()
    }

    /// The cost on each of the levels, in the order given.
    #[must_use]
    pub fn cost(&self, levels: &[Level]) -> Vec<i64> {
        cost_of(&self.charges, levels)
    }
}

/// The cost of charges on each of the levels, in the order given.
#[must_use]
pub fn cost_of(charges: &[Charge], levels: &[Level]) -> Vec<i64> {
    let on = |level| charges.iter().filter(|charge| charge.level == level).map(|charge| charge.amount).sum();
    levels.iter().map(|&level| on(level)).collect()
}

/// A reason for which a home cannot be offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exclusion {
    /// The rule.
    pub rule: RuleCode,
    /// Its source.
    pub source: Cow<'static, str>,
    /// The facts.
    pub facts: Vec<Fact>,
}

/// An approval that a placement needs first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    /// The rule.
    pub rule: RuleCode,
    /// Who approves.
    pub approval: Approver,
    /// Whether an emergency lets steps follow after the placement.
    pub emergency: Emergency,
    /// Its source.
    pub source: Cow<'static, str>,
    /// The facts.
    pub facts: Vec<Fact>,
    /// What it counts on the level of gates; the same amount stands among the charges.
    pub weight: i64,
}

/// A cost on one level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Charge {
    /// The rule.
    pub rule: RuleCode,
    /// The level.
    pub level: Level,
    /// The amount in the level's unit, above 0.
    pub amount: i64,
    /// The facts.
    pub facts: Vec<Fact>,
}

/// Something to be done if the home is chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// The rule: a duty, or a requirement that the present home no longer meets.
    pub rule: RuleCode,
    /// Its source.
    pub source: Cow<'static, str>,
    /// The facts.
    pub facts: Vec<Fact>,
}
