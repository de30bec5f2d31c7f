//! A free place, and the children whom it would serve: the shortlist turned round.
//!
//! Each child who is to be matched is in exactly one of two lists: ranked by what the council gains if this child takes
//! the place and nobody else comes, or excluded with every reason. The gain is reckoned from the best plan in which
//! nobody comes to the home.

use nearhome_model::{ChildId, HomeId};
use nearhome_optimiser::Settings;
use nearhome_rules::{Charge, Duty, Exclusion, Gate, Level};
use serde::Serialize;

use crate::{
    Assembly, Change, Forced, LevelCost, MatchError, Placing, Sitting,
    difference::{costs_in, minus},
    matching::{change, level_cost, present_home},
    shortlist::free_places,
};

/// A child whom the place may be offered to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Candidate {
    /// The child.
    pub child: ChildId,
    /// Rank from 1: by `difference` where it is known, these before the others, then by `own_difference`, then by id.
    pub rank: usize,
    /// What it would mean for the child.
    pub change: Change,
    /// What the child costs in this home, less what it costs where the plan without newcomers has it: a gain is
    /// negative.
    pub own_difference: LevelCost,
    /// What all children together cost if this child comes and nobody else, less what they cost if nobody comes: the
    /// difference of two exact solves, a gain is negative. `None`: not asked for, not possible beside the others, or
    /// a solve was stopped.
    pub difference: Option<LevelCost>,
    /// Approvals needed first, and by whom.
    pub gates: Vec<Gate>,
    /// What the child's cost in this home is made of.
    pub ledger: Vec<Charge>,
    /// What is to be done if the child comes.
    pub duties: Vec<Duty>,
}

/// A child whom the place may not be offered to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct ExcludedChild {
    /// The child.
    pub child: ChildId,
    /// Every reason.
    pub reasons: Vec<Exclusion>,
}

/// Whom a free place would serve best.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Vacancy {
    /// `nearhome-vacancy/1`.
    pub format: &'static str,
    /// The home.
    pub home: HomeId,
    /// Levels in the policy's order.
    pub levels: Vec<Level>,
    /// Whether everything that was asked is answered; `false` where a run was stopped at a limit.
    pub exact: bool,
    /// Places that no settled child holds.
    pub free_places: u32,
    /// Sums of the best plan in which nobody comes; `None`: there is none, or the run was stopped.
    pub nobody_comes: Option<LevelCost>,
    /// Who comes in the best plan for all children, by id.
    pub in_the_plan: Vec<ChildId>,
    /// Children whom the place may be offered to, best first.
    pub ranked: Vec<Candidate>,
    /// Children who are to be matched and whom the place may not be offered to, by id.
    pub excluded: Vec<ExcludedChild>,
}

/// Ranks the children who are to be matched for one home; for the best `most` of them by their own difference it
/// solves the whole council.
///
/// Children who live there already are in neither list.
///
/// # Errors
///
/// [`MatchError::UnknownHome`], or [`MatchError::Rejected`] when the checker does not accept an answer.
pub fn vacancy(
    sitting: &mut Sitting<'_>,
    home: &HomeId,
    most: usize,
    settings: &Settings<'_>,
) -> Result<Vacancy, MatchError> {
    let assembly = sitting.assembly();
    let number = assembly.number_of_home(home).ok_or_else(|| MatchError::UnknownHome(home.clone()))?;
    let closed = sitting.closed(number, None, settings)?;
    let mut exact = closed != Forced::Stopped && *sitting.best() != Forced::Stopped;
    let closed = closed.best();
    let (mut ranked, excluded) = judged(assembly, number, closed.as_ref());
    sort(&mut ranked);
    let first = || ranked.iter().take(most);
    let newcomers_asked: Vec<Option<usize>> =
        first().map(|candidate| assembly.number_of(&candidate.child)).collect();
    let answers = sitting.closed_to_each(number, &newcomers_asked, settings)?;
    for (candidate, with) in ranked.iter_mut().zip(answers) {
        exact &= with != Forced::Stopped;
        candidate.difference = with.best().zip(closed.as_ref()).map(|(with, closed)| {
            level_cost(assembly.levels(), minus(&with.totals, &closed.totals).into_iter())
        });
    }
    sort(&mut ranked);
    let levels = assembly.levels();
    Ok(Vacancy {
        format: "nearhome-vacancy/1",
        home: home.clone(),
        levels: levels.to_vec(),
        exact,
        free_places: free_places(assembly)[number],
        nobody_comes: closed.map(|plan| level_cost(levels, plan.totals.into_iter())),
        in_the_plan: newcomers(sitting, number),
        ranked,
        excluded,
    })
}

fn sort(ranked: &mut [Candidate]) {
    let key = |cost: &LevelCost| cost.0.iter().map(|(_, amount)| *amount).collect::<Vec<_>>();
    ranked.sort_by_cached_key(|candidate| {
        let difference = candidate.difference.as_ref().map(key);
        (difference.is_none(), difference, key(&candidate.own_difference), candidate.child.clone())
    });
    for (rank, candidate) in (1..).zip(ranked) {
        candidate.rank = rank;
    }
}

/// Children who come to the home in the best plan.
fn newcomers(sitting: &Sitting<'_>, home: usize) -> Vec<ChildId> {
    let assembly = sitting.assembly();
    let homes = sitting.optimum().map_or(&[][..], |plan| &plan.homes);
    let there =
        assembly.children.iter().zip(homes).filter(|(_, at)| at.is_some_and(|at| at as usize == home));
    let comes = there.filter(|(child, _)| present_home(child) != Some(&assembly.homes[home].id));
    comes.map(|(child, _)| child.id.clone()).collect()
}

/// Every child who is to be matched and lives elsewhere, judged for the home.
fn judged(
    assembly: &Assembly<'_>,
    home: usize,
    closed: Option<&Placing>,
) -> (Vec<Candidate>, Vec<ExcludedChild>) {
    let (mut ranked, mut excluded) = (Vec::new(), Vec::new());
    let id = &assembly.homes[home].id;
    let own = closed.map(|plan| costs_in(assembly, plan));
    for (number, child) in assembly.children.iter().enumerate() {
        if !child.is_to_be_matched() || present_home(child) == Some(id) {
            continue;
        }
        let assessment = assembly.assess(number, home);
        if !assessment.is_allowed() {
            excluded.push(ExcludedChild { child: child.id.clone(), reasons: assessment.exclusions });
            continue;
        }
        let cost: Vec<i128> = assessment.cost(assembly.levels()).into_iter().map(i128::from).collect();
        let before = own.as_ref().map_or_else(|| vec![0; cost.len()], |own| own[number].clone());
        ranked.push(Candidate {
            child: child.id.clone(),
            rank: 0,
            change: change(child, id),
            own_difference: level_cost(assembly.levels(), minus(&cost, &before).into_iter()),
            difference: None,
            gates: assessment.gates,
            ledger: assessment.charges,
            duties: assessment.duties,
        });
    }
    (ranked, excluded)
}
