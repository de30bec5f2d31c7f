//! Looks for children who must be placed and outnumber the places that they may use.
//!
//! Such a set proves a problem infeasible at a glance. There is none where a problem is infeasible for
//! other reasons: groups, caps, limits, or stays that do not fit one after the other.

use nearhome_problem::{Problem, Stay};

use crate::evaluate::ALWAYS;
use crate::hall::{Applicant, applicants, too_few};

/// Days on which a shortage is looked for.
const DAYS_MAX: usize = 200;

/// Children, ascending, who cannot all be placed on some common day; empty when none were found. Without any
/// one of them fewer places would be missing.
pub(crate) fn shortage(problem: &Problem, fixed: &[Option<u32>]) -> Vec<u32> {
    let stay = |child: u32| problem.children[child as usize].stay.unwrap_or(ALWAYS);
    let must = |child: &u32| {
        problem.children[*child as usize].unplaced.is_none() || fixed[*child as usize].is_some()
    };
    let count = u32::try_from(problem.children.len()).expect("children are numbered in 32 bits");
    let children: Vec<u32> = (0..count).filter(must).collect();
    let all = applicants(problem, fixed, &children);
    let places: Vec<u32> = problem.homes.iter().map(|home| home.places).collect();
    let mut days: Vec<i64> = children.iter().map(|&child| stay(child).from).collect();
    days.sort_unstable();
    days.dedup();
    days.truncate(DAYS_MAX);
    let on = |day: i64| {
        let there: Vec<Applicant> =
            all.iter().filter(|applicant| is_there(stay(applicant.child), day)).cloned().collect();
        too_few(&there, &places).into_iter().map(|short| short.children).min_by_key(Vec::len)
    };
    days.into_iter().find_map(on).unwrap_or_default()
}

fn is_there(stay: Stay, day: i64) -> bool {
    stay.from <= day && day < stay.to
}
