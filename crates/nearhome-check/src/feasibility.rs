//! Whether an answer keeps every hard constraint of the format, at every instant.

use nearhome_problem::{Cap, Problem, Totals};

use crate::placements::{Placements, Visit};
use crate::sums::{do_meet, is_split, place_of};
use crate::{Code, Rejection};

/// Checks all constraints but the limits, which need the totals.
pub(crate) fn check(problem: &Problem, placements: &Placements<'_>) -> Result<(), Rejection> {
    let visits = placements.visits(problem);
    check_must_be_placed(problem, placements)?;
    check_fixed(problem, placements)?;
    check_places(problem, &visits)?;
    check_alone(problem, placements, &visits)?;
    check_together(problem, placements)?;
    check_apart(problem, placements)?;
    check_caps(problem, &visits)
}

/// Checks that no level's sum is above its limit.
pub(crate) fn check_limits(problem: &Problem, totals: &Totals) -> Result<(), Rejection> {
    for (index, limit) in problem.limits.iter().enumerate() {
        let total = totals.get(limit.level).copied().unwrap_or(i128::MAX);
        if total > i128::from(limit.max) {
            let fault = format!("the sum {total} is above {}", limit.max);
            return Err(Rejection::new(Code::Limit, format!("limits[{index}]"), fault));
        }
    }
    Ok(())
}

fn check_must_be_placed(problem: &Problem, placements: &Placements<'_>) -> Result<(), Rejection> {
    for (index, (option, child)) in placements.iter().zip(&problem.children).enumerate() {
        if option.is_none() && child.unplaced.is_none() {
            let fault = "unplaced, although the child has no cost of being unplaced";
            return Err(Rejection::new(Code::MustBePlaced, format!("homes[{index}]"), fault));
        }
    }
    Ok(())
}

fn check_fixed(problem: &Problem, placements: &Placements<'_>) -> Result<(), Rejection> {
    for (index, fixed) in problem.fixed.iter().enumerate() {
        let home = placements.home(fixed.child);
        if home != Some(fixed.home) {
            let fault = format!("child {} is in {home:?}, fixed to {}", fixed.child, fixed.home);
            return Err(Rejection::new(Code::Fixed, format!("fixed[{index}]"), fault));
        }
    }
    Ok(())
}

fn check_places(problem: &Problem, visits: &[Vec<Visit>]) -> Result<(), Rejection> {
    for (index, (home, there)) in problem.homes.iter().zip(visits).enumerate() {
        let taken = there.iter().map(|visit| (*visit, i128::from(visit.places)));
        if let Some((day, load)) = first_excess(taken, home.places)? {
            let fault = format!("{load} places taken of {} from day {day}", home.places);
            return Err(Rejection::new(Code::Places, format!("homes[{index}]"), fault));
        }
    }
    Ok(())
}

fn check_alone(
    problem: &Problem,
    placements: &Placements<'_>,
    visits: &[Vec<Visit>],
) -> Result<(), Rejection> {
    for (index, &child) in problem.alone.iter().enumerate() {
        let Some(home) = placements.home(child) else { continue };
        let there = visits.get(place_of(home)).map(Vec::as_slice).unwrap_or_default();
        let met = there
            .iter()
            .find(|visit| visit.child != child && do_meet(problem, placements, [child, visit.child]));
        if let Some(visit) = met {
            let fault = format!("child {child} shares home {home} with child {}", visit.child);
            return Err(Rejection::new(Code::Alone, format!("alone[{index}]"), fault));
        }
    }
    Ok(())
}

fn check_together(problem: &Problem, placements: &Placements<'_>) -> Result<(), Rejection> {
    for (index, group) in problem.together.iter().enumerate() {
        if group.split_cost.is_none() && is_split(placements, &group.children) {
            let fault = "the group is neither in one home nor all unplaced";
            return Err(Rejection::new(Code::Together, format!("together[{index}]"), fault));
        }
    }
    Ok(())
}

fn check_apart(problem: &Problem, placements: &Placements<'_>) -> Result<(), Rejection> {
    for (index, pair) in problem.apart.iter().enumerate() {
        if pair.cost.is_none() && do_meet(problem, placements, pair.children) {
            let fault = "the two share a home at the same time";
            return Err(Rejection::new(Code::Apart, format!("apart[{index}]"), fault));
        }
    }
    Ok(())
}

fn check_caps(problem: &Problem, visits: &[Vec<Visit>]) -> Result<(), Rejection> {
    for (index, cap) in problem.caps.iter().enumerate() {
        if let Some((day, children)) = first_excess(under(cap, visits), cap.places)? {
            let fault = format!("{children} children, at most {}, from day {day}", cap.places);
            return Err(Rejection::new(Code::Cap, format!("caps[{index}]"), fault));
        }
    }
    Ok(())
}

/// Who is under a cap; each counts once, whatever the places taken.
fn under<'a>(cap: &'a Cap, visits: &'a [Vec<Visit>]) -> impl Iterator<Item = (Visit, i128)> + 'a {
    cap.homes.iter().filter_map(|&home| visits.get(place_of(home))).flatten().map(|visit| (*visit, 1))
}

/// The first day on which more than `most` are taken, and how many.
///
/// A sweep over arrivals and departures: the load changes nowhere else. Who leaves on a day is gone
/// before others arrive on it, because stays are half-open; the sort puts the negative changes first.
fn first_excess(
    visits: impl Iterator<Item = (Visit, i128)>,
    most: u32,
) -> Result<Option<(i64, i128)>, Rejection> {
    let mut changes = Vec::new();
    for (visit, taken) in visits {
        changes.push((visit.stay.from, taken));
        changes.push((visit.stay.to, taken.saturating_neg()));
    }
    changes.sort_unstable();
    let mut load: i128 = 0;
    for (day, change) in changes {
        load = load
            .checked_add(change)
            .ok_or_else(|| Rejection::new(Code::Overflow, "homes", "a load does not fit 128 bits"))?;
        if load > i128::from(most) {
            return Ok(Some((day, load)));
        }
    }
    Ok(None)
}
