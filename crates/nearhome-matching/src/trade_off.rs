//! What less on one level costs on another: every plan that no other beats on both, exactly.

use nearhome_check::check;
use nearhome_optimiser::{
    Settings,
    questions::{self, Support},
};
use nearhome_rules::Level;
use serde::Serialize;

use crate::{
    Assembly, Differences, LevelCost, MatchError, Placing,
    difference::{Planned, differences},
    matching::level_cost,
    sitting::{Open, Sum, tightened},
};

/// The exact trade-off between two levels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct TradeOff {
    /// `nearhome-frontier/1`.
    pub format: &'static str,
    /// The level with the least first, and the one that falls from point to point.
    pub between: [Level; 2],
    /// Plans that no other beats on both: more and more on the first level, less and less on the second. Levels before
    /// both are at their best; the others are the best there are for these two sums.
    pub points: Vec<TradeOffPoint>,
    /// Whether these are all there are; `false` where the run was stopped.
    pub complete: bool,
}

/// A plan that no other beats on both levels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct TradeOffPoint {
    /// Sums of the plan over all children of the problem.
    pub totals: LevelCost,
    /// Whether it is the best for some exchange rate between the two levels; `None`: not shown before the run was
    /// stopped.
    pub supported: Option<bool>,
    /// What changes from the point before, child by child; `None` for the first.
    pub from_the_point_before: Option<Differences>,
}

/// Finds every plan that no other beats on both of two levels.
///
/// # Errors
///
/// [`MatchError::Level`] unless both are levels of the policy and differ; [`MatchError::Rejected`] when the checker
/// does not accept one of the answers from which the points come.
pub fn trade_off(
    assembly: &Assembly<'_>,
    between: [Level; 2],
    settings: &Settings<'_>,
) -> Result<TradeOff, MatchError> {
    let index = |wanted: Level| assembly.levels().iter().position(|level| *level == wanted);
    let (Some(first), Some(second)) = (index(between[0]), index(between[1])) else {
        return Err(MatchError::Level);
    };
    let open = Open::new(&assembly.problem);
    let problem = tightened(open.problem);
    let found = questions::frontier(&problem, first, second, settings).map_err(|_| MatchError::Level)?;
    let evidence = found.points.iter().map(|point| &point.evidence).chain(&found.evidence);
    let mut proofs = Vec::new();
    for evidence in evidence {
        let report = check(&evidence.problem, &evidence.solution)
            .map_err(|rejection| MatchError::Rejected(rejection.to_string()))?;
        proofs.push(report.proof);
    }
    let plans = found.points.iter().zip(proofs).map(|(point, proof)| {
        let mut homes = vec![None; assembly.children.len()];
        for fixed in &assembly.problem.fixed {
            homes[fixed.child as usize] = Some(fixed.home);
        }
        for (&child, &home) in open.children.iter().zip(&point.homes) {
            homes[child as usize] = home;
        }
        let totals = (Sum::from(&point.totals[..]) + open.constant).totals(assembly.levels().len());
        (Placing { totals, homes, proof }, point.support)
    });
    let is_complete = found.is_complete();
    Ok(TradeOff {
        format: "nearhome-frontier/1",
        between,
        points: points(assembly, &plans.collect::<Vec<_>>()),
        complete: is_complete,
    })
}

fn points(assembly: &Assembly<'_>, plans: &[(Placing, Support)]) -> Vec<TradeOffPoint> {
    let mut before: Option<&Placing> = None;
    let point = |(plan, support): &'_ (Placing, Support), before: Option<&Placing>| TradeOffPoint {
        totals: level_cost(assembly.levels(), plan.totals.iter().copied()),
        supported: match support {
            Support::Supported => Some(true),
            Support::Unsupported => Some(false),
            Support::NotShown => None,
        },
        from_the_point_before: before
            .map(|before| differences(Planned::new(assembly, before), Planned::new(assembly, plan))),
    };
    let mut points = Vec::new();
    for plan in plans {
        points.push(point(plan, before.replace(&plan.0)));
    }
    points
}
