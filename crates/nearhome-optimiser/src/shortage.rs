//! Looks for children who must be placed and outnumber the places that they may use.
//!
//! Such a set proves a problem infeasible at a glance. There is none where a problem is infeasible for
//! other reasons: groups, caps, limits, or children who take several places.

use nearhome_problem::{Problem, Stay};

use crate::evaluate::ALWAYS;
use crate::flow::{self, FlowTask, Shortage};

/// Days on which a shortage is looked for.
const DAYS_MAX: usize = 200;

/// Children, ascending, who cannot all be placed on some common day; empty when none were found.
pub(crate) fn shortage(problem: &Problem, fixed: &[Option<u32>]) -> Vec<u32> {
    let stay = |child: u32| problem.children[child as usize].stay.unwrap_or(ALWAYS);
    let must = |child: &u32| {
        problem.children[*child as usize].unplaced.is_none() || fixed[*child as usize].is_some()
    };
    let count = u32::try_from(problem.children.len()).expect("children are numbered in 32 bits");
    let children: Vec<u32> = (0..count).filter(must).collect();
    let mut days: Vec<i64> = children.iter().map(|&child| stay(child).from).collect();
    days.sort_unstable();
    days.dedup();
    days.truncate(DAYS_MAX);
    days.into_iter()
        .map(|day| shortage_on(problem, fixed, &children, day, stay))
        .find(|short| !short.is_empty())
        .unwrap_or_default()
}

fn shortage_on(
    problem: &Problem,
    fixed: &[Option<u32>],
    children: &[u32],
    day: i64,
    stay: impl Fn(u32) -> Stay,
) -> Vec<u32> {
    let is_there = |child: &u32| stay(*child).from <= day && day < stay(*child).to;
    let there: Vec<u32> = children.iter().copied().filter(is_there).collect();
    let mut homes_of: Vec<Vec<u32>> = vec![Vec::new(); there.len()];
    for option in problem.options.iter() {
        let permitted = fixed[option.child as usize].is_none_or(|home| home == option.home);
        if let (true, Ok(at)) = (permitted, there.binary_search(&option.child)) {
            homes_of[at].push(option.home);
        }
    }
    let mut first_arc = vec![0];
    for homes in &homes_of {
        first_arc.push(first_arc[first_arc.len() - 1] + homes.len());
    }
    let arc_home: Vec<u32> = homes_of.into_iter().flatten().collect();
    let task = FlowTask {
        levels: 1,
        places: problem.homes.iter().map(|home| home.places).collect(),
        first_arc,
        arc_home: &|arc| arc_home[arc],
        arc_cost: &|_, cost| cost.fill(0),
        unplaced: &|_| None,
    };
    match flow::solve(&task, &mut || true) {
        Ok(_) => Vec::new(),
        Err(Shortage(short)) => short.into_iter().map(|at| there[at as usize]).collect(),
    }
}
