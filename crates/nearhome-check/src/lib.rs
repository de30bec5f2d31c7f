//! Verifies a solution against its problem in exact integers; shares no code with the optimiser.
//!
//! [`check`] trusts nothing but the types of `nearhome-problem`: it recomputes what every constraint
//! of the format says of the answer, adds up the costs anew, and verifies the certificate. It solves
//! nothing, so what a certificate does not prove is reported as not proved. A wrong certificate can
//! only be rejected or fail to prove; it can never make a wrong answer pass as [`Proof::Full`].
//!
//! No floats, no tolerance, no recursion, no unchecked arithmetic, no panic.
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::as_conversions,
        clippy::expect_used,
        clippy::float_arithmetic,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::unreachable,
        clippy::unwrap_used
    )
)]

mod bound;
mod feasibility;
mod flow;
mod placements;
mod rejection;
mod report;
mod shortage;
mod sums;

use nearhome_problem::{Problem, Solution, Status, Totals};

pub use rejection::{Code, Rejection};
pub use report::{Proof, Report};

use bound::{Prices, lower_bound};
use placements::Placements;

/// Verifies every claim of a solution that can be verified without solving.
///
/// # Errors
///
/// [`Rejection`] is the first claim found to be wrong: its code, its place in the solution or the
/// problem, and the values that contradict each other.
///
/// # Examples
///
/// ```
/// use nearhome_check::{Proof, check};
/// use nearhome_problem::{Problem, Solution};
///
/// let problem = Problem::read_json(br#"{
///     "format": "nearhome-problem/1", "levels": ["unplaced", "pence"],
///     "children": [{ "id": "c1", "unplaced": [1, 0] }, { "id": "c2", "unplaced": [1, 0] }],
///     "homes": [{ "id": "h1", "places": 1 }],
///     "options": [{ "child": 0, "home": 0, "cost": [0, 500] }, { "child": 1, "home": 0, "cost": [0, 300] }]
/// }"#.as_slice())?;
/// // The place is worth what the child who gets it would cost unplaced: [1, 0] - [0, 300].
/// let mut solution = Solution::read_json(br#"{
///     "format": "nearhome-solution/1", "status": "optimal",
///     "totals": [1, 300], "bound": [1, 300], "homes": [null, 0],
///     "certificate": { "flow": { "children": [0, 1], "homes": [[0, [1, -400]]] } }
/// }"#.as_slice())?;
/// assert_eq!(check(&problem, &solution)?.proof, Proof::Full);
///
/// solution.homes = Some(vec![Some(0), None]);
/// let rejection = check(&problem, &solution).unwrap_err();
/// assert_eq!(rejection.to_string(), "C11 at totals: [1, 300], recomputed [1, 500]");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn check(problem: &Problem, solution: &Solution) -> Result<Report, Rejection> {
    check_shape(problem, solution)?;
    let prices = Prices::new(problem, solution.certificate.flow.as_ref())?;
    match (&solution.homes, &solution.totals, &solution.bound) {
        (Some(homes), Some(totals), Some(bound)) => {
            check_answer(problem, solution, &prices, homes, totals, bound)
        }
        _ if solution.status == Status::Infeasible => check_infeasible(problem, solution),
        _ => check_unknown(problem, solution, &prices),
    }
}

/// Which parts must be there under each status, and how long they must be.
fn check_shape(problem: &Problem, solution: &Solution) -> Result<(), Rejection> {
    let answered = matches!(solution.status, Status::Optimal | Status::Feasible);
    let bounded = answered || (solution.status == Status::Unknown && solution.bound.is_some());
    let levels = problem.levels.len();
    let parts = [
        ("homes", solution.homes.as_ref().map(Vec::len), answered, problem.children.len()),
        ("totals", solution.totals.as_ref().map(Vec::len), answered, levels),
        ("bound", solution.bound.as_ref().map(Vec::len), bounded, levels),
    ];
    for (place, length, wanted, expected) in parts {
        let fault = match length {
            None if wanted => format!("null, although the status is {:?}", solution.status),
            Some(_) if !wanted => format!("given, although the status is {:?}", solution.status),
            Some(length) if length != expected => format!("length {length} instead of {expected}"),
            _ => continue,
        };
        return Err(Rejection::new(Code::Shape, place, fault));
    }
    if solution.status != Status::Infeasible && !solution.certificate.shortage.is_empty() {
        let fault = "given, although the status is not infeasible";
        return Err(Rejection::new(Code::Shortage, "certificate.shortage", fault));
    }
    Ok(())
}

/// An answer with homes: feasibility, totals, then what the certificate proves.
fn check_answer(
    problem: &Problem,
    solution: &Solution,
    prices: &Prices<'_>,
    homes: &[Option<u32>],
    claimed: &Totals,
    bound: &Totals,
) -> Result<Report, Rejection> {
    let placements = Placements::new(problem, homes)?;
    feasibility::check(problem, &placements)?;
    let totals = sums::totals(problem, &placements)?;
    feasibility::check_limits(problem, &totals)?;
    if totals != *claimed {
        return Err(Rejection::new(Code::Totals, "totals", format!("{claimed:?}, recomputed {totals:?}")));
    }
    if *bound > totals || (solution.status == Status::Optimal && *bound != totals) {
        let fault = format!("{bound:?} beside totals {totals:?} and status {:?}", solution.status);
        return Err(Rejection::new(Code::Bound, "bound", fault));
    }
    let covered = match &solution.certificate.flow {
        Some(flow) => flow::check(problem, &placements, &flow.children, prices)?,
        None => 0,
    };
    let children_not_covered = problem.children.len().saturating_sub(covered);
    let proved_bound =
        if children_not_covered == 0 { Some(totals.clone()) } else { lower_bound(problem, prices)? };
    let proof = if reaches(proved_bound.as_ref(), bound) {
        Proof::Full
    } else {
        Proof::FeasibilityAndTotals { children_not_covered }
    };
    Ok(Report { status: solution.status, totals: Some(totals), proved_bound, proof })
}

/// A claim that no answer exists: proved by a shortage, or not at all.
fn check_infeasible(problem: &Problem, solution: &Solution) -> Result<Report, Rejection> {
    let shortage = &solution.certificate.shortage;
    let proof = if shortage.is_empty() {
        Proof::NotIndependentlyProved
    } else {
        shortage::check(problem, shortage)?;
        Proof::Full
    };
    Ok(Report { status: solution.status, totals: None, proved_bound: None, proof })
}

/// A run that found nothing may still claim a bound.
fn check_unknown(problem: &Problem, solution: &Solution, prices: &Prices<'_>) -> Result<Report, Rejection> {
    let proved_bound = lower_bound(problem, prices)?;
    let proof = match &solution.bound {
        None => Proof::NothingClaimed,
        Some(bound) if reaches(proved_bound.as_ref(), bound) => Proof::Full,
        Some(_) => Proof::NotIndependentlyProved,
    };
    Ok(Report { status: solution.status, totals: None, proved_bound, proof })
}

fn reaches(proved: Option<&Totals>, claimed: &Totals) -> bool {
    proved.is_some_and(|proved| proved >= claimed)
}

#[cfg(test)]
mod tests;
