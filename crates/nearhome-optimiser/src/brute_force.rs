//! Tries every assignment of a tiny problem: the slow, obvious oracle of the tests.
//!
//! It shares no code with the solver and prunes nothing, so its time grows with the product of the
//! children's numbers of options: keep that product below about a million.

use nearhome_problem::{Problem, Totals};

/// The lexicographically least totals and an assignment that reaches them, or `None` when there is none.
///
/// Among equal optima it returns the first in the order "child 0 slowest, options in the problem's
/// order, unplaced last"; the solver need not return the same one.
#[must_use]
pub fn solve(problem: &Problem) -> Option<(Totals, Vec<Option<u32>>)> {
    let mut best: Option<(Totals, Vec<Option<u32>>)> = None;
    visit(problem, &mut |totals, homes| {
        if best.as_ref().is_none_or(|(least, _)| totals < least) {
            best = Some((totals.clone(), homes.to_vec()));
        }
    });
    best
}

/// Shows every allowed assignment with its totals, in the order of [`solve`].
pub fn visit(problem: &Problem, see: &mut dyn FnMut(&Totals, &[Option<u32>])) {
    try_children(problem, &mut Vec::new(), see);
}

fn try_children(
    problem: &Problem,
    homes: &mut Vec<Option<u32>>,
    see: &mut dyn FnMut(&Totals, &[Option<u32>]),
) {
    let child = homes.len();
    if child == problem.children.len() {
        if let Some(totals) = totals(problem, homes) {
            see(&totals, homes);
        }
        return;
    }
    for option in problem.options.iter().filter(|option| option.child as usize == child) {
        homes.push(Some(option.home));
        try_children(problem, homes, see);
        homes.pop();
    }
    if problem.children[child].unplaced.is_some() {
        homes.push(None);
        try_children(problem, homes, see);
        homes.pop();
    }
}

/// Reads the format's page line by line; `None` when a hard rule is broken.
fn totals(problem: &Problem, homes: &[Option<u32>]) -> Option<Totals> {
    let mut totals = vec![0_i128; problem.levels.len()];
    let mut pay = |cost: &[i64]| {
        for (level, &amount) in cost.iter().enumerate() {
            totals[level] += i128::from(amount);
        }
    };
    for (child, home) in homes.iter().enumerate() {
        match home {
            Some(home) => pay(option(problem, child, *home).0),
            None => pay(problem.children[child].unplaced.as_ref()?),
        }
    }
    for together in &problem.together {
        let first = homes[together.children[0] as usize];
        if together.children.iter().any(|&child| homes[child as usize] != first) {
            pay(together.split_cost.as_ref()?);
        }
    }
    for apart in &problem.apart {
        let [one, other] = apart.children.map(|child| child as usize);
        if homes[one].is_some() && homes[one] == homes[other] && meet(problem, one, other) {
            pay(apart.cost.as_ref()?);
        }
    }
    let within_limits = problem.limits.iter().all(|limit| totals[limit.level] <= i128::from(limit.max));
    let as_fixed = problem.fixed.iter().all(|fixed| homes[fixed.child as usize] == Some(fixed.home));
    (within_limits && as_fixed && places_suffice(problem, homes) && caps_hold(problem, homes))
        .then_some(totals)
}

fn option(problem: &Problem, child: usize, home: u32) -> (&[i64], u32) {
    let of_pair = |option: &nearhome_problem::PlacementOption<'_>| {
        option.child as usize == child && option.home == home
    };
    let found = problem.options.iter().find(of_pair).expect("homes are taken from the options");
    (found.cost, found.places)
}

fn is_there(problem: &Problem, child: usize, instant: Option<i64>) -> bool {
    match (problem.children[child].stay, instant) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(stay), Some(instant)) => stay.from <= instant && instant < stay.to,
    }
}

fn meet(problem: &Problem, one: usize, other: usize) -> bool {
    instants(problem).any(|instant| is_there(problem, one, instant) && is_there(problem, other, instant))
}

/// Every first day, and `None` for a day on which only those are there who always are.
fn instants(problem: &Problem) -> impl Iterator<Item = Option<i64>> {
    let arrivals = problem.children.iter().filter_map(|child| child.stay.map(|stay| stay.from));
    std::iter::once(None).chain(arrivals.map(Some))
}

fn places_suffice(problem: &Problem, homes: &[Option<u32>]) -> bool {
    instants(problem).all(|instant| {
        (0_u32..).zip(&problem.homes).all(|(index, home)| {
            let there: Vec<usize> = (0..homes.len())
                .filter(|&child| homes[child] == Some(index) && is_there(problem, child, instant))
                .collect();
            let taken: u64 = there.iter().map(|&child| u64::from(option(problem, child, index).1)).sum();
            let needs_all = there.iter().any(|&child| problem.alone.iter().any(|&a| a as usize == child));
            taken <= u64::from(home.places) && (!needs_all || there.len() == 1)
        })
    })
}

fn caps_hold(problem: &Problem, homes: &[Option<u32>]) -> bool {
    instants(problem).all(|instant| {
        problem.caps.iter().all(|cap| {
            let there = (0..homes.len()).filter(|&child| {
                homes[child].is_some_and(|home| cap.homes.contains(&home))
                    && is_there(problem, child, instant)
            });
            there.count() <= cap.places as usize
        })
    })
}
