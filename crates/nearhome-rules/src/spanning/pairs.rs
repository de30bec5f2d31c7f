//! Pairs of children who are both to be matched and must not, or had better not, share a home.

use nearhome_model::{ApartReason, Child, ChildId, LivingCompanions, SiblingAssessment, Snapshot};
use serde::{Deserialize, Serialize};

use super::{followers, may_stay_together, undecided};
use crate::{
    Level, Policy, RuleCode, Severity,
    hard::{keep_apart, living_companions, siblings_assessed_apart},
    soft::better_apart,
};

/// Two children who are both to be matched and must not, or had better not, share a home.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ApartPair {
    /// The child with the smaller id.
    pub first: ChildId,
    /// The child with the greater id.
    pub second: ChildId,
    /// The rule.
    pub rule: RuleCode,
    /// The cost, once, of sharing a home; `None`: never.
    pub cost: Option<PairCost>,
}

/// The cost of two children's sharing a home.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct PairCost {
    /// The level.
    pub level: Level,
    /// The amount, above 0.
    pub amount: i64,
}

/// Every pair to keep apart, ascending by first child, second child and rule.
///
/// A pair that must never share a home (rules H018, H019, H020) and lives in one home now, where both
/// may stay, gets a cost on the level of gates instead: the plan need not move either, and shows it.
#[must_use]
pub fn apart_pairs(snapshot: &Snapshot, policy: &Policy) -> Vec<ApartPair> {
    let undecided = undecided(snapshot);
    let mut pairs = recorded_pairs(snapshot, policy, &undecided);
    pairs.extend(sibling_pairs(snapshot, policy, &undecided));
    pairs.extend(companion_pairs(snapshot, policy, &undecided));
    pairs.sort();
    pairs.dedup();
    pairs
}

/// Children who must be alone in their home (a solo placement is recommended), by id.
///
/// A child who may stay where another child may stay as well is not among them; that child's pairs are
/// among [`apart_pairs`]. Nor is a child assessed to live together with brothers or sisters, whom rule H018 lets
/// join (section 22C(8)(c), Children Act 1989: siblings together as far as that is practicable); all others are
/// kept apart by pairs.
#[must_use]
pub fn alone(snapshot: &Snapshot, policy: &Policy) -> Vec<ChildId> {
    if policy.severity(living_companions::RULE.code) != Severity::Hard {
        return Vec::new();
    }
    let undecided = undecided(snapshot);
    undecided
        .iter()
        .filter(|child| is_alone(snapshot, child, &undecided))
        .map(|child| child.id.clone())
        .collect()
}

fn is_alone(snapshot: &Snapshot, child: &Child, undecided: &[&Child]) -> bool {
    let shares = || undecided.iter().any(|other| other.id != child.id && may_stay_together(child, other));
    let group = snapshot.sibling_group(&child.id);
    let joins_siblings = || group.is_some_and(|group| group.assessment == SiblingAssessment::Together);
    child.needs.companions == LivingCompanions::Solo && !shares() && !joins_siblings()
}

/// A pair under a rule, where the policy holds the rule.
fn pair(policy: &Policy, rule: &crate::Rule, a: &Child, b: &Child) -> Option<ApartPair> {
    let (first, second) = if a.id < b.id { (a, b) } else { (b, a) };
    let weight = policy.weight(rule.code);
    let cost = match policy.severity(rule.code) {
        Severity::Off => return None,
        Severity::Hard if may_stay_together(a, b) => {
            Some(PairCost { level: Level::Gates, amount: weight.max(1) })
        }
        Severity::Hard => None,
        Severity::Gate => Some(PairCost { level: Level::Gates, amount: weight }),
        Severity::Soft => Some(PairCost { level: Level::Disruption, amount: weight }),
    };
    let counts = cost.is_none_or(|cost| cost.amount > 0);
    let ids = (first.id.clone(), second.id.clone());
    counts.then_some(ApartPair { first: ids.0, second: ids.1, rule: rule.code, cost })
}

/// Pairs of the record; a baby's pair is its parent's.
fn recorded_pairs(snapshot: &Snapshot, policy: &Policy, undecided: &[&Child]) -> Vec<ApartPair> {
    let followers = followers(snapshot);
    let find = |id: &ChildId| {
        let parent = followers.iter().find(|follower| follower.baby == *id).map(|follower| &follower.parent);
        let id = parent.unwrap_or(id);
        undecided.binary_search_by(|child| child.id.cmp(id)).ok().map(|index| undecided[index])
    };
    let declare = |record: &nearhome_model::KeepApart| {
        let (a, b) = (find(&record.first)?, find(&record.second)?);
        let rule = match record.reason {
            ApartReason::Risk => &keep_apart::RULE,
            ApartReason::Preference => &better_apart::RULE,
        };
        (a.id != b.id).then(|| pair(policy, rule, a, b)).flatten()
    };
    snapshot.keep_apart.iter().filter_map(declare).collect()
}

fn sibling_pairs(snapshot: &Snapshot, policy: &Policy, undecided: &[&Child]) -> Vec<ApartPair> {
    let mut pairs = Vec::new();
    for group in snapshot.sibling_groups.iter().filter(|group| group.assessment == SiblingAssessment::Apart) {
        let members: Vec<_> = undecided.iter().filter(|child| group.children.contains(&child.id)).collect();
        for (index, a) in members.iter().enumerate() {
            let later = members[index + 1..].iter();
            pairs.extend(later.filter_map(|b| pair(policy, &siblings_assessed_apart::RULE, a, b)));
        }
    }
    pairs
}

fn companion_pairs(snapshot: &Snapshot, policy: &Policy, undecided: &[&Child]) -> Vec<ApartPair> {
    let mut pairs = Vec::new();
    for child in undecided.iter().filter(|child| limits_companions(snapshot, child, undecided)) {
        let others = undecided.iter().filter(|other| other.id != child.id);
        let clashing = others.filter(|other| !living_companions::compatible(snapshot, child, other));
        pairs.extend(clashing.filter_map(|other| pair(policy, &living_companions::RULE, child, other)));
    }
    pairs
}

/// Whether the child's companions are limited by pairs and not by being alone.
fn limits_companions(snapshot: &Snapshot, child: &Child, undecided: &[&Child]) -> bool {
    match child.needs.companions {
        LivingCompanions::Solo => !is_alone(snapshot, child, undecided),
        LivingCompanions::OnlyOlder | LivingCompanions::OnlyYounger => true,
        LivingCompanions::WithOthers | LivingCompanions::NoPreference => false,
    }
}
