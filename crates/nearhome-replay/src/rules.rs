//! What each hard rule cost: greedy placing with the rule and without it.
//!
//! One rule is lifted at a time. Homes that two rules exclude stay excluded, so that what rules cost together is
//! not the sum of what each costs.

use nearhome_rules::RuleCode;
use serde::{Deserialize, Serialize};

use crate::{
    Progress, ReplayError,
    account::Account,
    build::Past,
    placing::{Placed, PlacingPolicy, run},
    prices::Foresight,
    report::{ByLevel, RuleCost},
};

/// Whether a replay counts what each hard rule cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RuleCosts {
    /// It does not.
    #[default]
    NotAsked,
    /// For each rule that alone excludes a home the period is placed once more, greedily, without the rule.
    Counted,
}

/// What each rule cost that alone excluded a home of a placement of the period; none where it was not asked. `None`:
/// the replay was broken off.
pub(crate) fn rule_costs(past: &Past, progress: Progress<'_>) -> Result<Option<Vec<RuleCost>>, ReplayError> {
    if past.excluded.is_empty() {
        return Ok(Some(vec![]));
    }
    let Some(with) = greedy(past, progress)? else { return Ok(None) };
    let cost = |&rule: &RuleCode| {
        let Some(without) = greedy(&past.without(rule), progress)? else { return Ok(None) };
        let less = with.iter().zip(&without).map(|(with, without)| with - without);
        Ok(Some(RuleCost {
            rule: rule.to_string(),
            pairs: u64::try_from(past.excluded[&rule].len()).unwrap_or(u64::MAX),
            cost: ByLevel(past.levels.names().into_iter().zip(less).collect()),
        }))
    };
    past.excluded.keys().map(cost).collect()
}

fn greedy(past: &Past, progress: Progress<'_>) -> Result<Option<Vec<i64>>, ReplayError> {
    let placed = run(past, PlacingPolicy::Greedy, Foresight::default(), progress)?;
    let amount = |&total: &i128| i64::try_from(total).expect("sums of a council's costs fit");
    let totals = |placed: Placed| Account { past, placed: &placed, recorded: false }.totals();
    Ok(placed.map(|placed| totals(placed).iter().map(amount).collect()))
}
