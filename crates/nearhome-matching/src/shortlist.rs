//! The homes for one child: ranked with the ledger line by line, or excluded with every reason.
//!
//! Each home of the snapshot is in exactly one of the two lists. Homes are ranked by their own cost
//! on the policy's levels; what taking a place would cost the other children is told beside it.

use nearhome_model::{Child, ChildId, HomeId};
use nearhome_optimiser::Settings;
use nearhome_problem::{Fixed, Problem, Totals};
use nearhome_rules::{Assessment, Charge, Duty, Exclusion, Gate, Level};
use serde::Serialize;

use crate::{Assembly, LevelCost, MatchError, matching::level_cost};

/// A home that may be offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct RankedHome {
    /// The home.
    pub home: HomeId,
    /// Rank by cost on the levels, from 1; homes of equal cost follow their ids.
    pub rank: usize,
    /// Places that no settled child holds; 0 where only a child who may move could make room.
    pub free_places: u32,
    /// Cost on each level.
    pub cost: LevelCost,
    /// What choosing this home costs all other children together, against their own best plan without
    /// this child: the difference of two exact solves. `None`: not asked for, or a solve was stopped.
    pub opportunity_cost: Option<LevelCost>,
    /// Approvals needed first, and by whom.
    pub gates: Vec<Gate>,
    /// What the cost is made of; the lines of each level sum to it.
    pub ledger: Vec<Charge>,
    /// What is to be done if the home is chosen.
    pub duties: Vec<Duty>,
}

/// A home that may not be offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct ExcludedHome {
    /// The home.
    pub home: HomeId,
    /// Every reason.
    pub reasons: Vec<Exclusion>,
}

/// All homes of the register, judged for one child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Shortlist {
    /// `nearhome-shortlist/1`.
    pub format: &'static str,
    /// The child.
    pub child: ChildId,
    /// Levels in the policy's order.
    pub levels: Vec<Level>,
    /// Homes that may be offered, best first.
    pub ranked: Vec<RankedHome>,
    /// Homes that may not be offered, by id.
    pub excluded: Vec<ExcludedHome>,
}

/// Judges every home for a child; for the best `opportunity` homes also what choosing them costs others.
///
/// # Errors
///
/// [`MatchError::UnknownChild`], or [`MatchError::Problem`] as in [`Assembly::new`].
pub fn shortlist(
    assembly: &Assembly<'_>,
    child: &ChildId,
    opportunity: usize,
    settings: &Settings<'_>,
) -> Result<Shortlist, MatchError> {
    let subject = assembly.snapshot.child(child).ok_or_else(|| MatchError::UnknownChild(child.clone()))?;
    let levels = assembly.levels();
    let mut permitted: Vec<(Vec<i64>, usize, Assessment)> = Vec::new();
    let mut excluded = Vec::new();
    for (number, home) in assembly.homes.iter().enumerate() {
        let assessment = nearhome_rules::assess(assembly.snapshot, assembly.policy, subject, home);
        if assessment.is_allowed() {
            permitted.push((assessment.cost(levels), number, assessment));
        } else {
            excluded.push(ExcludedHome { home: home.id.clone(), reasons: assessment.exclusions });
        }
    }
    permitted.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    let mut ranked: Vec<RankedHome> =
        (1..).zip(permitted).map(|(rank, entry)| ranked_home(assembly, rank, entry)).collect();
    price_for_others(assembly, subject, &mut ranked, opportunity, settings)?;
    Ok(Shortlist {
        format: "nearhome-shortlist/1",
        child: child.clone(),
        levels: levels.to_vec(),
        ranked,
        excluded,
    })
}

fn ranked_home(
    assembly: &Assembly<'_>,
    rank: usize,
    (cost, number, assessment): (Vec<i64>, usize, Assessment),
) -> RankedHome {
    RankedHome {
        home: assembly.homes[number].id.clone(),
        rank,
        free_places: free_places(assembly, number),
        cost: level_cost(assembly.levels(), cost.into_iter().map(i128::from)),
        opportunity_cost: None,
        gates: assessment.gates,
        ledger: assessment.charges,
        duties: assessment.duties,
    }
}

/// Places of the problem that no settled child holds.
fn free_places(assembly: &Assembly<'_>, home: usize) -> u32 {
    let settled = assembly.problem.fixed.iter().filter(|fixed| fixed.home as usize == home);
    let held: u32 = settled.map(|fixed| assembly.assess(fixed.child as usize, home).places).sum();
    assembly.problem.homes[home].places.saturating_sub(held)
}

fn price_for_others(
    assembly: &Assembly<'_>,
    child: &Child,
    ranked: &mut [RankedHome],
    opportunity: usize,
    settings: &Settings<'_>,
) -> Result<(), MatchError> {
    let Some(number) = assembly.number_of(&child.id) else { return Ok(()) };
    if opportunity == 0 || ranked.is_empty() {
        return Ok(());
    }
    let Some(without) = best(&without_child(assembly, number)?, settings)? else { return Ok(()) };
    for home in ranked.iter_mut().take(opportunity) {
        let Some(forced) = forced_into(assembly, number, &home.home)? else { continue };
        if let Some(with) = best(&forced, settings)? {
            let others = with.iter().zip(&without).zip(&home.cost.0);
            let amounts = others.map(|((with, without), (_, own))| with - without - own);
            home.opportunity_cost = Some(level_cost(assembly.levels(), amounts));
        }
    }
    Ok(())
}

/// Totals of the proved optimum, or `None` when the run was stopped or there is none.
fn best(problem: &Problem, settings: &Settings<'_>) -> Result<Option<Totals>, MatchError> {
    let solution = nearhome_optimiser::solve(problem, settings);
    nearhome_check::check(problem, &solution)
        .map_err(|rejection| MatchError::Rejected(rejection.to_string()))?;
    let proved = solution.status == nearhome_problem::Status::Optimal;
    Ok(solution.totals.filter(|_| proved))
}

/// The same problem in which the child costs nothing and takes no place.
fn without_child(assembly: &Assembly<'_>, number: usize) -> Result<Problem, MatchError> {
    let mut parts = assembly.problem.clone().into_parts();
    let child = u32::try_from(number).expect("a problem numbers its children in 32 bits");
    let mut options = nearhome_problem::OptionSet::new(parts.levels.len());
    for option in parts.options.iter().filter(|option| option.child != child) {
        options.push(option.child, option.home, option.places, option.cost);
    }
    parts.options = options;
    parts.children[number].unplaced = Some(vec![0; parts.levels.len()]);
    parts.fixed.retain(|fixed| fixed.child != child);
    for group in &mut parts.together {
        group.children.retain(|&member| member != child);
    }
    parts.together.retain(|group| group.children.len() > 1);
    Ok(Problem::new(parts)?)
}

/// The same problem with the child in that home; `None` where the problem has no such option.
fn forced_into(assembly: &Assembly<'_>, number: usize, home: &HomeId) -> Result<Option<Problem>, MatchError> {
    let mut parts = assembly.problem.clone().into_parts();
    let child = u32::try_from(number).expect("a problem numbers its children in 32 bits");
    let found = assembly.homes.binary_search_by(|known| known.id.cmp(home));
    let home = found.ok().and_then(|index| u32::try_from(index).ok());
    let Some(home) = home.filter(|&home| parts.options.iter().any(|o| o.child == child && o.home == home))
    else {
        return Ok(None);
    };
    parts.fixed.retain(|fixed| fixed.child != child);
    parts.fixed.push(Fixed { child, home });
    Ok(Some(Problem::new(parts)?))
}
