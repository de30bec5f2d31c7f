//! Solves a snapshot's matching problem and turns the answer into a plan.

use nearhome_check::{Proof, check};
use nearhome_model::{Child, ChildId, HomeId, Location, Moving, Snapshot};
use nearhome_optimiser::Settings;
use nearhome_problem::{Solution, Status};
use nearhome_rules::{Level, Policy, assess_staying, assess_unplaced, cost_of, spanning::Follower};

use crate::{
    Assembly, Change, Counts, LevelCost, MatchError, MatchPlan, Proposal, Proved, Unplaced, Whereabouts,
    assembly::cost_without_home, spanning::is_together,
};

/// A solution that the independent checker has accepted.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The solution.
    pub solution: Solution,
    /// How much of its claim the checker proved.
    pub proof: Proof,
}

/// Solves the problem of an assembly and has the answer checked.
///
/// # Errors
///
/// [`MatchError::Rejected`] when the checker does not accept the answer: a fault of the software, so
/// the answer is withheld.
pub fn solve_checked(assembly: &Assembly<'_>, settings: &Settings<'_>) -> Result<Checked, MatchError> {
    let solution = nearhome_optimiser::solve(&assembly.problem, settings);
    let report = check(&assembly.problem, &solution)
        .map_err(|rejection| MatchError::Rejected(rejection.to_string()))?;
    Ok(Checked { solution, proof: report.proof })
}

/// Makes the plan that a checked solution of the assembly stands for.
#[must_use]
pub fn plan(assembly: &Assembly<'_>, checked: &Checked) -> MatchPlan {
    let solution = &checked.solution;
    let levels = assembly.levels();
    let homes = solution.homes.as_deref().unwrap_or_default();
    let placements = proposals(assembly, homes);
    let with_levels =
        |totals: &Option<Vec<i128>>| totals.as_ref().map(|totals| level_cost(levels, totals.iter().copied()));
    MatchPlan {
        format: "nearhome-match/1",
        authority: assembly.snapshot.authority.clone(),
        date: assembly.snapshot.date,
        status: solution.status,
        proved: proved(checked),
        levels: levels.to_vec(),
        totals: with_levels(&solution.totals),
        bound: with_levels(&solution.bound),
        today: today(assembly),
        counts: counts(assembly),
        whereabouts_today: whereabouts(assembly.snapshot, |child| present_location(child)),
        whereabouts_planned: whereabouts(assembly.snapshot, |child| {
            planned_location(assembly, &placements, child)
        }),
        placements,
        unplaced: unplaced(assembly, homes),
        split_siblings: split_siblings(assembly, homes),
        unfollowed_wishes: None,
    }
}

fn proved(checked: &Checked) -> Option<Proved> {
    match checked.solution.status {
        Status::Optimal => Some(Proved::of_optimum(checked.proof)),
        Status::Feasible => Some(Proved::Bounded),
        _ => None,
    }
}

/// Pairs levels with amounts in the policy's order.
pub(crate) fn level_cost(levels: &[Level], amounts: impl Iterator<Item = i128>) -> LevelCost {
    LevelCost(levels.iter().copied().zip(amounts).collect())
}

pub(crate) fn present_home(child: &Child) -> Option<&HomeId> {
    child.placement.as_ref().and_then(|placement| placement.home.as_ref())
}

pub(crate) fn change(child: &Child, home: &HomeId) -> Change {
    match present_home(child) {
        Some(present) if present == home => Change::Stays,
        Some(_) => Change::Moves,
        None => Change::Enters,
    }
}

fn proposals(assembly: &Assembly<'_>, homes: &[Option<u32>]) -> Vec<Proposal> {
    let placed = homes.iter().enumerate().filter_map(|(child, home)| Some((child, (*home)? as usize)));
    let mut proposals: Vec<Proposal> = placed
        .filter(|&(child, _)| assembly.children[child].is_to_be_matched())
        .map(|(child, home)| proposal(assembly, child, home))
        .collect();
    let followers: Vec<Proposal> =
        assembly.followers.iter().filter_map(|follower| following(assembly, follower, homes)).collect();
    proposals.extend(followers);
    proposals.sort_by(|a, b| a.child.cmp(&b.child));
    proposals
}

/// A baby goes where its parent goes; the parent's entry counts the places of both.
fn following(assembly: &Assembly<'_>, follower: &Follower, homes: &[Option<u32>]) -> Option<Proposal> {
    let baby = assembly.snapshot.child(&follower.baby)?;
    let parent = assembly.number_of(&follower.parent)?;
    let home = homes.get(parent).copied().flatten()?;
    let home = assembly.homes[home as usize].id.clone();
    Some(Proposal {
        child: baby.id.clone(),
        change: change(baby, &home),
        home,
        with_parent: Some(follower.parent.clone()),
        cost: level_cost(assembly.levels(), std::iter::repeat_n(0, assembly.levels().len())),
        gates: Vec::new(),
        ledger: Vec::new(),
        duties: Vec::new(),
    })
}

fn proposal(assembly: &Assembly<'_>, child: usize, home: usize) -> Proposal {
    let assessment = assembly.assess(child, home);
    let cost = assessment.cost(assembly.levels()).into_iter().map(i128::from);
    Proposal {
        child: assembly.children[child].id.clone(),
        home: assembly.homes[home].id.clone(),
        change: change(assembly.children[child], &assembly.homes[home].id),
        with_parent: None,
        cost: level_cost(assembly.levels(), cost),
        gates: assessment.gates,
        ledger: assessment.charges,
        duties: assessment.duties,
    }
}

fn unplaced(assembly: &Assembly<'_>, homes: &[Option<u32>]) -> Vec<Unplaced> {
    let without = homes.iter().enumerate().filter(|(_, home)| home.is_none());
    without
        .map(|(number, _)| {
            let child = assembly.children[number];
            let cost = cost_without_home(assembly.snapshot, assembly.policy, child);
            let lawful = (0..assembly.homes.len()).filter(|&home| assembly.assess(number, home).is_allowed());
            Unplaced {
                child: child.id.clone(),
                lawful_homes: lawful.count(),
                cost: level_cost(assembly.levels(), cost.into_iter().map(i128::from)),
            }
        })
        .collect()
}

fn split_siblings(assembly: &Assembly<'_>, homes: &[Option<u32>]) -> Vec<Vec<ChildId>> {
    if homes.is_empty() {
        return Vec::new();
    }
    let groups = assembly.problem.together.iter().enumerate();
    let split = groups.filter(|(index, _)| !is_together(&assembly.problem, *index, homes));
    let id = |child: u32| assembly.children[child as usize].id.clone();
    split.map(|(_, group)| group.children.iter().map(|&child| id(child)).collect()).collect()
}

/// What the placements of today cost on the same levels.
fn today(assembly: &Assembly<'_>) -> LevelCost {
    let levels = assembly.levels();
    let mut sums = vec![0_i128; levels.len()];
    let mut add =
        |cost: &[i64]| sums.iter_mut().zip(cost).for_each(|(sum, &amount)| *sum += i128::from(amount));
    for child in &assembly.children {
        add(&cost_today(assembly.snapshot, assembly.policy, child));
    }
    for group in &assembly.problem.together {
        let mut present = group.children.iter().map(|&child| present_home(assembly.children[child as usize]));
        let first = present.next();
        if let Some(cost) = &group.split_cost
            && present.any(|home| Some(home) != first)
        {
            add(cost);
        }
    }
    level_cost(levels, sums.into_iter())
}

/// A child whose placement ends still lives there today, so what it costs now is counted.
fn cost_today(snapshot: &Snapshot, policy: &Policy, child: &Child) -> Vec<i64> {
    let mut staying = child.clone();
    if staying.search.moving == Moving::Needed {
        staying.search.moving = Moving::Planned;
    }
    match assess_staying(snapshot, policy, &staying) {
        Some(assessment) if assessment.is_allowed() => assessment.cost(policy.levels()),
        _ => cost_of(&assess_unplaced(snapshot, policy, child), policy.levels()),
    }
}

fn present_location(child: &Child) -> Option<&Location> {
    child.placement.as_ref().map(|placement| &placement.location)
}

/// Where the plan has the child: in the proposed home, or where it lives today and may go on living.
fn planned_location<'a>(
    assembly: &'a Assembly<'_>,
    placements: &[Proposal],
    child: &'a Child,
) -> Option<&'a Location> {
    let proposed = placements.binary_search_by(|proposal| proposal.child.cmp(&child.id)).ok();
    if let Some(home) = proposed.and_then(|index| assembly.snapshot.home(&placements[index].home)) {
        return Some(&home.location);
    }
    let stays = child.search.moving == Moving::Settled
        || (child.search.moving != Moving::Needed && present_home(child).is_none());
    present_location(child).filter(|_| stays)
}

fn whereabouts<'a>(
    snapshot: &'a Snapshot,
    location: impl Fn(&'a Child) -> Option<&'a Location>,
) -> Whereabouts {
    let mut count = Whereabouts::default();
    for child in &snapshot.children {
        let counter = match location(child).map(|location| location.authority.as_ref()) {
            Some(Some(authority)) if *authority == snapshot.authority => &mut count.in_area,
            Some(Some(_)) => &mut count.outside,
            Some(None) => &mut count.area_unknown,
            None => &mut count.without_a_home,
        };
        *counter += 1;
    }
    count
}

fn counts(assembly: &Assembly<'_>) -> Counts {
    let snapshot = assembly.snapshot;
    let of = |test: &dyn Fn(&&Child) -> bool| snapshot.children.iter().filter(|child| test(child)).count();
    let settled = |child: &&Child| child.search.moving == Moving::Settled;
    Counts {
        children: snapshot.children.len(),
        settled: of(&|child| settled(child) && present_home(child).is_some()),
        outside_the_register: of(&|child| settled(child) && present_home(child).is_none()),
        needing_a_home: of(&|child| child.search.moving == Moving::Needed),
        may_move: of(&|child| matches!(child.search.moving, Moving::Planned | Moving::Permitted)),
        held_back: snapshot.held_back.len(),
        homes: snapshot.homes.len(),
        usable_places: snapshot.homes.iter().map(|home| usize::from(home.usable_places)).sum(),
        taken_places: of(&|child| present_home(child).is_some())
            + snapshot.homes.iter().map(|home| home.other_residents.len()).sum::<usize>(),
        permitted_pairs: assembly.problem.options.len(),
    }
}
