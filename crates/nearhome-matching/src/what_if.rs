//! What would be if the council were otherwise: the best plan before and after, child by child.

use nearhome_optimiser::Settings;
use serde::Serialize;

use crate::{
    Alteration, Differences, Forced, LevelCost, MatchError, Placing, Proved, Sitting,
    alteration::altered,
    difference::{Planned, differences},
    matching::level_cost,
};

/// How a question ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// Every figure is the difference of two exact solves.
    Exact,
    /// What is asked cannot be: no plan satisfies it beside every hard rule.
    Impossible,
    /// The run was stopped before it was known.
    Stopped,
}

/// The best plan after changes, beside the best plan before them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct WhatIf {
    /// `nearhome-what-if/1`.
    pub format: &'static str,
    /// What is changed, in order.
    pub changes: Vec<Alteration>,
    /// How the question ended.
    pub ending: Ending,
    /// Sums of the best plan before.
    pub before: Option<LevelCost>,
    /// Sums of the best plan after.
    pub after: Option<LevelCost>,
    /// Who has shown that no plan after the changes is better.
    pub proved: Option<Proved>,
    /// The two plans side by side; `None` unless the ending is exact.
    pub differences: Option<Differences>,
}

/// Makes changes to a copy of the council, has every rule judge it anew, and solves it.
///
/// # Errors
///
/// [`MatchError::Alteration`] when a change cannot be made, [`MatchError::Problem`] when a fee is beyond the
/// format's range, [`MatchError::Rejected`] when the checker does not accept an answer.
pub fn what_if(
    sitting: &Sitting<'_>,
    changes: &[Alteration],
    settings: &Settings<'_>,
) -> Result<WhatIf, MatchError> {
    let assembly = sitting.assembly();
    let other = altered(assembly.snapshot, changes)?;
    let after = assembly.altered(&other.snapshot, &other.edits)?;
    let after = Sitting::near(&after, sitting, settings)?;
    Ok(compared(sitting, &after, changes))
}

fn compared(before: &Sitting<'_>, after: &Sitting<'_>, changes: &[Alteration]) -> WhatIf {
    let levels = before.assembly().levels();
    let plans = before.optimum().zip(after.optimum());
    let ending = match (before.best(), after.best()) {
        (Forced::Best(_), Forced::Best(_)) => Ending::Exact,
        (Forced::Stopped, _) | (_, Forced::Stopped) => Ending::Stopped,
        _ => Ending::Impossible,
    };
    WhatIf {
        format: "nearhome-what-if/1",
        changes: changes.to_vec(),
        ending,
        before: before.optimum().map(|plan| level_cost(levels, plan.totals.iter().copied())),
        after: after.optimum().map(|plan| level_cost(levels, plan.totals.iter().copied())),
        proved: after.optimum().map(Placing::proved),
        differences: plans.map(|(one, other)| {
            differences(Planned::new(before.assembly(), one), Planned::new(after.assembly(), other))
        }),
    }
}
