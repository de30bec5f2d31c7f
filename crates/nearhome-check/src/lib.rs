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

mod feasibility;
mod flow;
mod households;
mod line;
mod live;
mod placements;
mod price;
mod rejection;
mod report;
mod screen;
mod sets;
mod shortage;
mod sums;
mod tracks;
mod units;

use nearhome_problem::{Certificate, Problem, Solution, Status, Totals};

pub use rejection::{Code, Rejection};
pub use report::{Proof, Report};
pub use screen::{Asked, Left, Narrow, Narrower, Screen};

use live::Live;
use placements::Placements;
use units::Units;

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
    let totals = match (&solution.homes, &solution.totals, &solution.bound) {
        (Some(homes), Some(totals), Some(bound)) => {
            check_answer(problem, homes, totals)?;
            check_bound(solution.status, totals, bound)?;
            Some(totals.clone())
        }
        _ => None,
    };
    let fixed = fixed_homes(problem);
    let proved_bound = proved_bound(problem, &solution.certificate, &fixed)?;
    let shortage = &solution.certificate.shortage;
    if !shortage.is_empty() {
        shortage::check(problem, shortage, &fixed)?;
    }
    let proved_bound = proved_bound.filter(|_| shortage.is_empty());
    // Where no answer exists, any bound holds.
    let reaches = |bound: &Totals| proved_bound.as_ref().is_none_or(|proved| proved >= bound);
    let proof = match (solution.status, &solution.bound) {
        (Status::Infeasible, _) if proved_bound.is_none() => Proof::Full,
        (Status::Unknown, None) => Proof::NothingClaimed,
        (_, Some(bound)) if reaches(bound) => Proof::Full,
        (Status::Optimal | Status::Feasible, _) => Proof::FeasibilityAndTotals,
        (Status::Infeasible | Status::Unknown, _) => Proof::NotIndependentlyProved,
    };
    Ok(Report { status: solution.status, totals, proved_bound, proof })
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

/// An answer must be feasible and cost what it says.
fn check_answer(problem: &Problem, homes: &[Option<u32>], claimed: &Totals) -> Result<(), Rejection> {
    let placements = Placements::new(problem, homes)?;
    feasibility::check(problem, &placements)?;
    let totals = sums::totals(problem, &placements)?;
    feasibility::check_limits(problem, &totals)?;
    if totals == *claimed {
        return Ok(());
    }
    Err(Rejection::new(Code::Totals, "totals", format!("{claimed:?}, recomputed {totals:?}")))
}

fn check_bound(status: Status, totals: &Totals, bound: &Totals) -> Result<(), Rejection> {
    if *bound > *totals || (status == Status::Optimal && *bound != *totals) {
        let fault = format!("{bound:?} beside totals {totals:?} and status {status:?}");
        return Err(Rejection::new(Code::Bound, "bound", fault));
    }
    Ok(())
}

/// The home of each fixed child.
fn fixed_homes(problem: &Problem) -> Vec<Option<u32>> {
    let mut homes = vec![None; problem.children.len()];
    for fixed in &problem.fixed {
        if let Some(slot) = homes.get_mut(sums::place_of(fixed.child)) {
            *slot = Some(fixed.home);
        }
    }
    homes
}

/// What the proofs of the certificate add up to, each of them verified; `None`: no answer exists.
fn proved_bound(
    problem: &Problem,
    certificate: &Certificate,
    fixed: &[Option<u32>],
) -> Result<Option<Totals>, Rejection> {
    let mut named = vec![false; problem.children.len()];
    let mut bounds = Vec::new();
    if let Some(flow) = &certificate.flow {
        bounds.push(flow::bound(problem, flow, fixed, &mut named)?);
    }
    if !certificate.households.is_empty() {
        let units = Units::new(problem, fixed)?;
        let mut live = Live::new(&units);
        for (index, proof) in certificate.households.iter().enumerate() {
            let place = format!("certificate.households[{index}]");
            flow::name(&proof.children, &mut named, &format!("{place}.children"))?;
            households::check(&mut live, proof, &place)?;
            bounds.push(proof.least.clone());
        }
    }
    let mut sum = sums::zero(problem);
    for bound in bounds {
        let Some(bound) = bound else { return Ok(None) };
        sums::add_times(&mut sum, &bound, 1)?;
    }
    Ok(Some(sum))
}

#[cfg(test)]
mod tests;
