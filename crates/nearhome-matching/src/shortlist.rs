//! The homes for one child: ranked with the ledger line by line, or excluded with every reason.
//!
//! Each home of the snapshot is in exactly one of the two lists. Homes are ranked by their own cost
//! on the policy's levels; beside it stands what the best plan for all children says: where it has this
//! child, whether a home is in every best plan, and what taking a place would cost.

use nearhome_model::{ChildId, HomeId};
use nearhome_optimiser::{Settings, questions::Standing};
use nearhome_rules::{Assessment, Charge, Duty, Exclusion, Gate, Level};
use serde::Serialize;

use crate::{
    Assembly, ComingChildren, Ending, FollowUp, Forced, LaterCost, LevelCost, MatchError, Placing, Proved,
    Sitting, UnfollowedWish, Urgency,
    emergency::follow_ups,
    matching::{level_cost, present_home},
    wishes::unfollowed_by,
};

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
    /// this child: the difference of two exact solves. `None`: not asked for, not possible beside the others, or a
    /// solve was stopped.
    pub opportunity_cost: Option<LevelCost>,
    /// What choosing this home is estimated to cost the children who are still to come; no difference of solves.
    /// `None`: there is no past to estimate it from.
    pub opportunity_cost_later: Option<LaterCost>,
    /// By how much the best plan with the child in this home costs more than the best plan: the difference of two
    /// exact solves. `None` as for `opportunity_cost`.
    pub cost_of_choosing: Option<LevelCost>,
    /// In which of the best plans for all children the child has this home; `None`: not asked for, or not settled.
    pub in_best_plans: Option<InBestPlans>,
    /// Approvals needed first, and by whom.
    pub gates: Vec<Gate>,
    /// What the cost is made of; the lines of each level sum to it.
    pub ledger: Vec<Charge>,
    /// What is to be done if the home is chosen.
    pub duties: Vec<Duty>,
    /// Steps that an emergency puts off or replaces; empty in an ordinary search.
    pub follow_ups: Vec<FollowUp>,
}

/// In which of the best plans for all children a child has a home; several plans may be equally good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InBestPlans {
    /// In all of them.
    Every,
    /// In at least one, and in another not.
    Some,
    /// In none.
    None,
}

/// A home that may not be offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct ExcludedHome {
    /// The home.
    pub home: HomeId,
    /// Every reason.
    pub reasons: Vec<Exclusion>,
}

/// Where the best plan for all children has one child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct InThePlan {
    /// The home; `None`: no home of the register.
    pub home: Option<HomeId>,
    /// Its rank in the child's own list.
    pub rank: Option<usize>,
    /// Sums of the plan over all children of the problem.
    pub totals: LevelCost,
    /// Who has shown that no plan is better.
    pub proved: Proved,
    /// Wishes of the child that the plan does not follow, with what following them would cost.
    pub unfollowed_wishes: Vec<UnfollowedWish>,
}

/// All homes of the register, judged for one child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Shortlist {
    /// `nearhome-shortlist/1`.
    pub format: &'static str,
    /// The child.
    pub child: ChildId,
    /// Whether the search is an emergency.
    pub urgency: Urgency,
    /// Levels in the policy's order.
    pub levels: Vec<Level>,
    /// Whether everything that was asked is answered; `false` where a run was stopped at a limit.
    pub exact: bool,
    /// Where the best plan for all children has the child; `None`: not asked for, or the run was stopped.
    pub in_the_plan: Option<InThePlan>,
    /// On what the estimated cost to children still to come rests.
    pub coming_children: ComingChildren,
    /// Homes that may be offered, best first.
    pub ranked: Vec<RankedHome>,
    /// Homes that may not be offered, by id.
    pub excluded: Vec<ExcludedHome>,
}

/// Judges every home for a child, without looking at the other children who are to be matched.
///
/// # Errors
///
/// [`MatchError::UnknownChild`].
pub fn judge_homes(assembly: &Assembly<'_>, child: &ChildId) -> Result<Shortlist, MatchError> {
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
    let free = free_places(assembly);
    let entry = |(rank, (cost, number, assessment)): (usize, (Vec<i64>, usize, Assessment))| RankedHome {
        home: assembly.homes[number].id.clone(),
        rank,
        free_places: free[number],
        cost: level_cost(levels, cost.into_iter().map(i128::from)),
        opportunity_cost: None,
        opportunity_cost_later: None,
        cost_of_choosing: None,
        in_best_plans: None,
        follow_ups: follow_ups(
            assembly.snapshot,
            assembly.policy,
            subject,
            assembly.homes[number],
            &assessment,
        ),
        gates: assessment.gates,
        ledger: assessment.charges,
        duties: assessment.duties,
    };
    Ok(Shortlist {
        format: "nearhome-shortlist/1",
        child: child.clone(),
        urgency: Urgency::of(subject),
        levels: levels.to_vec(),
        exact: true,
        in_the_plan: None,
        coming_children: ComingChildren::NoPastGiven,
        ranked: (1..).zip(permitted).map(entry).collect(),
        excluded,
    })
}

/// Places of each home that no settled child holds.
pub(crate) fn free_places(assembly: &Assembly<'_>) -> Vec<u32> {
    let mut free: Vec<u32> = assembly.problem.homes.iter().map(|home| home.places).collect();
    let mut settled = vec![None; assembly.children.len()];
    for fixed in &assembly.problem.fixed {
        settled[fixed.child as usize] = Some(fixed.home);
    }
    let held = assembly.problem.options.iter().filter(|option| settled[option.child as usize].is_some());
    for option in held {
        let free = &mut free[option.home as usize];
        *free = free.saturating_sub(option.places);
    }
    free
}

/// Judges every home for a child, with what the best plan for all children says: the standing of each home,
/// and for the best `opportunity` homes and that of the best plan what choosing them costs.
///
/// # Errors
///
/// [`MatchError::UnknownChild`], or [`MatchError::Rejected`] when the checker does not accept an answer.
pub fn shortlist(
    sitting: &mut Sitting<'_>,
    child: &ChildId,
    opportunity: usize,
    settings: &Settings<'_>,
) -> Result<Shortlist, MatchError> {
    let mut list = judge_homes(sitting.assembly(), child)?;
    let Some(number) = sitting.assembly().number_of(child) else { return Ok(list) };
    list.in_the_plan = in_the_plan(sitting, number, &list.ranked, settings)?;
    list.exact = *sitting.best() != Forced::Stopped
        && list
            .in_the_plan
            .iter()
            .flat_map(|plan| &plan.unfollowed_wishes)
            .all(|wish| wish.ending != Ending::Stopped);
    if sitting.assembly().children[number].is_to_be_matched() {
        let settled = settle_standings(sitting, number, &mut list.ranked, settings)?;
        let priced = price_homes(sitting, number, &mut list.ranked, opportunity, settings)?;
        list.exact &= settled == Answered::Wholly && priced == Answered::Wholly;
    }
    Ok(list)
}

/// Whether a question was answered before a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answered {
    Wholly,
    InPart,
}

fn in_the_plan(
    sitting: &mut Sitting<'_>,
    child: usize,
    ranked: &[RankedHome],
    settings: &Settings<'_>,
) -> Result<Option<InThePlan>, MatchError> {
    let unfollowed_wishes = unfollowed_by(sitting, child, settings)?;
    let Some(plan) = sitting.optimum() else { return Ok(None) };
    let assembly = sitting.assembly();
    let home = plan.homes[child].map(|home| assembly.homes[home as usize].id.clone());
    let rank = ranked.iter().find(|entry| Some(&entry.home) == home.as_ref()).map(|entry| entry.rank);
    let totals = level_cost(assembly.levels(), plan.totals.iter().copied());
    Ok(Some(InThePlan { home, rank, totals, proved: plan.proved(), unfollowed_wishes }))
}

/// Says of each home in which of the best plans for all children the child has it.
pub(crate) fn settle_standings(
    sitting: &mut Sitting<'_>,
    child: usize,
    ranked: &mut [RankedHome],
    settings: &Settings<'_>,
) -> Result<Answered, MatchError> {
    if sitting.optimum().is_none() {
        return Ok(Answered::Wholly);
    }
    let Some(known) = sitting.in_best_plans(child, settings)? else { return Ok(Answered::InPart) };
    let is_settled = |standing: Standing| matches!(standing, Standing::InEvery | Standing::InSome);
    let assembly = sitting.assembly();
    for entry in ranked {
        let number = assembly.number_of_home(&entry.home);
        let of_entry = |home: &Option<u32>| home.map(|home| home as usize) == number;
        entry.in_best_plans = match known.iter().find(|(home, _)| of_entry(home)) {
            None => Some(InBestPlans::None),
            Some((_, Standing::InEvery)) => Some(InBestPlans::Every),
            Some((_, Standing::InSome)) => Some(InBestPlans::Some),
            Some(_) => None,
        };
    }
    let is_whole = known.iter().all(|&(_, standing)| is_settled(standing));
    Ok(if is_whole { Answered::Wholly } else { Answered::InPart })
}

fn price_homes(
    sitting: &mut Sitting<'_>,
    child: usize,
    ranked: &mut [RankedHome],
    opportunity: usize,
    settings: &Settings<'_>,
) -> Result<Answered, MatchError> {
    if opportunity == 0 || ranked.is_empty() {
        return Ok(Answered::Wholly);
    }
    let mut answered = Answered::Wholly;
    let assembly = sitting.assembly();
    let best = sitting.optimum().map(|plan| plan.totals.clone());
    let planned = sitting.optimum().and_then(|plan| plan.homes[child]);
    let planned = planned.map(|home| &assembly.homes[home as usize].id);
    let asked = |entry: &RankedHome| entry.rank <= opportunity || Some(&entry.home) == planned;
    let homes: Vec<Option<usize>> = ranked
        .iter()
        .filter(|entry| asked(entry))
        .map(|entry| assembly.number_of_home(&entry.home))
        .collect();
    let (without, each_forced) = sitting.with_each_choice(child, &homes, settings)?;
    if without == Forced::Stopped {
        answered = Answered::InPart;
    }
    let without = without.best();
    for (entry, forced) in ranked.iter_mut().filter(|entry| asked(entry)).zip(each_forced) {
        if forced == Forced::Stopped {
            answered = Answered::InPart;
        }
        let Some(Placing { totals, .. }) = forced.best() else { continue };
        let levels = sitting.assembly().levels();
        let beyond =
            |base: &[i128]| totals.iter().zip(base).map(|(with, base)| with - base).collect::<Vec<_>>();
        entry.cost_of_choosing = best.as_ref().map(|best| level_cost(levels, beyond(best).into_iter()));
        entry.opportunity_cost = without.as_ref().map(|without| {
            let others = beyond(&without.totals).into_iter().zip(&entry.cost.0);
            level_cost(levels, others.map(|(beyond, (_, own))| beyond - own))
        });
    }
    Ok(answered)
}

/// The shortlists of several children who are decided on together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Shortlists {
    /// `nearhome-shortlists/1`.
    pub format: &'static str,
    /// For each child its own best home beside the one in the best plan for all, in the order asked.
    pub overview: Vec<OwnAndJoint>,
    /// Each child's own list, in the order asked.
    pub shortlists: Vec<Shortlist>,
}

/// One child's own best home and its home in the best plan for all children.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct OwnAndJoint {
    /// The child.
    pub child: ChildId,
    /// Where the child lives now, where that is a home of the register.
    pub present: Option<HomeId>,
    /// First in the child's own list.
    pub own_best: Option<HomeId>,
    /// In the best plan for all children; `None`: no home, or the run was stopped.
    pub joint: Option<HomeId>,
    /// The rank of the latter in the child's own list.
    pub joint_rank: Option<usize>,
}

/// Judges the homes for several children who are decided on together.
///
/// # Errors
///
/// As [`shortlist`].
pub fn shortlists(
    sitting: &mut Sitting<'_>,
    children: &[ChildId],
    opportunity: usize,
    settings: &Settings<'_>,
) -> Result<Shortlists, MatchError> {
    let lists: Result<Vec<Shortlist>, MatchError> =
        children.iter().map(|child| shortlist(sitting, child, opportunity, settings)).collect();
    let shortlists = lists?;
    let overview = |list: &Shortlist| OwnAndJoint {
        child: list.child.clone(),
        present: sitting.assembly().snapshot.child(&list.child).and_then(present_home).cloned(),
        own_best: list.ranked.first().map(|entry| entry.home.clone()),
        joint: list.in_the_plan.as_ref().and_then(|plan| plan.home.clone()),
        joint_rank: list.in_the_plan.as_ref().and_then(|plan| plan.rank),
    };
    let overview = shortlists.iter().map(overview).collect();
    Ok(Shortlists { format: "nearhome-shortlists/1", overview, shortlists })
}
