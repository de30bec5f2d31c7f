//! What the tests of the optimiser and the checker share: counts from the environment, answers whose
//! truth is decided by brute force, prices of places found the slow way.

#![allow(dead_code, reason = "each test uses its part")]

use nearhome_optimiser::{Settings, brute_force};
use nearhome_problem::{Certificate, FlowPrices, OptionSet, Problem, Solution, Status, Totals};

/// The number of cases: from the environment variable, or the default for every change.
pub(crate) fn cases(variable: &str, default: u64) -> u64 {
    match std::env::var(variable) {
        Ok(text) => text.parse().expect("the variable is a number of cases"),
        Err(_) => default,
    }
}

/// The first seed of a campaign: `NEARHOME_SEED`, or 0.
pub(crate) fn first_seed() -> u64 {
    cases("NEARHOME_SEED", 0)
}

/// What an assignment costs, or `None` when it breaks a rule: brute force over the only choice left.
pub(crate) fn cost_of(problem: &Problem, homes: &[Option<u32>]) -> Option<Totals> {
    if homes.len() != problem.children.len() {
        return None;
    }
    let mut parts = problem.clone().into_parts();
    let mut kept = OptionSet::new(parts.levels.len());
    for option in problem.options.iter().filter(|option| homes[option.child as usize] == Some(option.home)) {
        kept.push(option.child, option.home, option.places, option.cost);
    }
    for (child, home) in parts.children.iter_mut().zip(homes) {
        if home.is_some() {
            child.unplaced = None;
        }
    }
    let fixed_kept =
        parts.fixed.iter().all(|fixed| homes.get(fixed.child as usize) == Some(&Some(fixed.home)));
    parts.options = kept;
    if !fixed_kept {
        return None;
    }
    let only = Problem::new(parts).expect("fewer options of a valid problem, fixed pairs kept");
    brute_force::solve(&only).map(|(totals, _)| totals)
}

/// Whether everything that a solution claims is true, the certificate aside.
pub(crate) fn is_true(problem: &Problem, solution: &Solution) -> bool {
    let optimum = brute_force::solve(problem).map(|(totals, _)| totals);
    is_answer_right(problem, solution)
        && match (solution.status, &solution.bound) {
            (Status::Optimal, bound) => *bound == optimum,
            (Status::Infeasible, _) => optimum.is_none(),
            (Status::Feasible | Status::Unknown, Some(bound)) => {
                optimum.is_none_or(|optimum| *bound <= optimum)
            }
            (Status::Feasible | Status::Unknown, None) => true,
        }
}

/// Whether all but the optimality of a solution is true: form, feasibility, totals, bound not above them.
pub(crate) fn is_answer_right(problem: &Problem, solution: &Solution) -> bool {
    let levels = problem.levels.len();
    let fits = |vector: &Option<Totals>| vector.as_ref().is_none_or(|numbers| numbers.len() == levels);
    if !fits(&solution.totals) || !fits(&solution.bound) {
        return false;
    }
    let Solution { status, homes, totals, bound, .. } = solution;
    match (status, homes, totals, bound) {
        (Status::Optimal, Some(homes), Some(totals), Some(bound)) => {
            cost_of(problem, homes).as_ref() == Some(totals) && bound == totals
        }
        (Status::Feasible, Some(homes), Some(totals), Some(bound)) => {
            cost_of(problem, homes).as_ref() == Some(totals) && bound <= totals
        }
        (Status::Infeasible, None, None, None) | (Status::Unknown, None, None, _) => true,
        _ => false,
    }
}

/// The brute-force answer, with prices where the whole problem is a pure flow.
pub(crate) fn oracle(problem: &Problem) -> Solution {
    let Some((totals, homes)) = brute_force::solve(problem) else {
        return Solution {
            status: Status::Infeasible,
            totals: None,
            bound: None,
            homes: None,
            certificate: Certificate::default(),
        };
    };
    let flow = is_pure_flow(problem).then(|| FlowPrices {
        children: (0..).zip(&problem.children).map(|(index, _)| index).collect(),
        homes: prices(problem, &homes),
    });
    Solution {
        status: Status::Optimal,
        totals: Some(totals.clone()),
        bound: Some(totals),
        homes: Some(homes),
        certificate: Certificate { flow, ..Certificate::default() },
    }
}

/// The problem without what makes it more than a flow.
pub(crate) fn flow_only(problem: Problem) -> Problem {
    let mut parts = problem.into_parts();
    let mut single = OptionSet::new(parts.levels.len());
    for option in parts.options.iter() {
        single.push(option.child, option.home, 1, option.cost);
    }
    parts.options = single;
    parts.children.iter_mut().for_each(|child| child.stay = None);
    parts.together.clear();
    parts.apart.clear();
    parts.alone.clear();
    parts.caps.clear();
    parts.limits.clear();
    Problem::new(parts).expect("fewer constraints on a valid problem")
}

/// Whether nothing but fixed pairs is added to a flow.
pub(crate) fn is_pure_flow(problem: &Problem) -> bool {
    problem.together.is_empty()
        && problem.apart.is_empty()
        && problem.alone.is_empty()
        && problem.caps.is_empty()
        && problem.limits.is_empty()
        && problem.options.iter().all(|option| option.places == 1)
        && problem.children.iter().all(|child| child.stay.is_none())
}

/// The least prices at which no child of an optimal flow could do better: raised from zero until
/// nobody would move.
fn prices(problem: &Problem, homes: &[Option<u32>]) -> Vec<(u32, Totals)> {
    let mut prices = vec![vec![0_i128; problem.levels.len()]; problem.homes.len()];
    let is_fixed = |child: u32| problem.fixed.iter().any(|fixed| fixed.child == child);
    for _ in 0..=problem.homes.len() {
        for option in problem.options.iter().filter(|option| !is_fixed(option.child)) {
            let now = cost_at(problem, homes, &prices, option.child);
            let needed: Totals =
                now.iter().zip(option.cost).map(|(now, &cost)| now - i128::from(cost)).collect();
            let price = &mut prices[option.home as usize];
            if needed > *price {
                *price = needed;
            }
        }
    }
    (0..).zip(prices).filter(|(_, price)| price.iter().any(|&level| level != 0)).collect()
}

/// What a child pays where it is, the place included.
fn cost_at(problem: &Problem, homes: &[Option<u32>], prices: &[Totals], child: u32) -> Totals {
    let Some(home) = homes[child as usize] else {
        let unplaced = problem.children[child as usize].unplaced.as_ref();
        return unplaced.expect("the answer is allowed").iter().copied().map(i128::from).collect();
    };
    let mut options = problem.options.iter();
    let option = options.find(|option| option.child == child && option.home == home);
    let cost = option.expect("the answer uses options").cost;
    cost.iter().zip(&prices[home as usize]).map(|(&cost, price)| i128::from(cost) + price).collect()
}

/// The optimiser's answer, without any limit.
pub(crate) fn solve(problem: &Problem) -> Solution {
    nearhome_optimiser::solve(problem, &Settings::default())
}
