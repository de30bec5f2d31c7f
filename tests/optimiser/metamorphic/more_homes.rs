//! R5, R6, R18: homes that are added.

use nearhome_optimiser::random_problems::Numbers;
use nearhome_problem::{Home, OptionSet, ProblemParts};

use crate::change::{changed, number};
use crate::ground::{Verdict, answer, best, check_flows, check_general, equal, holds, not_worse};

#[test]
fn r5_a_home_that_nobody_may_use_changes_nothing() {
    check_general(|numbers, problem| {
        let places = numbers.below(4);
        let larger = changed(problem, |parts| add_home(parts, places, |_| None));
        let (found, expected) = (answer(&larger).homes, answer(problem).homes);
        holds(found == expected, || format!("{found:?} instead of {expected:?}"))
    });
}

#[test]
fn r5_a_home_without_places_keeps_the_totals() {
    check_general(|_, problem| {
        let free = vec![0; problem.levels.len()];
        let larger = changed(problem, |parts| add_home(parts, 0, |_| Some(free.clone())));
        equal(best(&larger).as_ref(), best(problem).as_ref())
    });
}

#[test]
fn r6_a_home_more_never_worsens_the_totals() {
    check_general(|numbers, problem| {
        let larger = changed(problem, |parts| {
            let levels = parts.levels.len();
            let places = numbers.below(4);
            let draws: Vec<Option<Vec<i64>>> = parts
                .children
                .iter()
                .map(|_| numbers.chance(60).then(|| some_cost(numbers, levels)))
                .collect();
            add_home(parts, places, |child| draws[child as usize].clone());
        });
        not_worse(best(&larger).as_ref(), best(problem).as_ref())
    });
}

#[test]
fn r18_places_for_all_reduce_the_number_unplaced_one_by_one() {
    check_flows(|numbers, problem| {
        let counted = changed(problem, count_unplaced_first);
        let places = numbers.below(4);
        let larger = changed(&counted, |parts| {
            let levels = parts.levels.len() - 1;
            let draws: Vec<Vec<i64>> =
                parts.children.iter().map(|_| [vec![0], some_cost(numbers, levels)].concat()).collect();
            add_home(parts, places, |child| Some(draws[child as usize].clone()));
        });
        let (Some(before), Some(after)) = (best(&counted), best(&larger)) else {
            return Verdict::Broken("everybody may stay unplaced, yet there is no answer".to_owned());
        };
        let expected = (before[0] - i128::from(places)).max(0);
        holds(after[0] == expected, || format!("{} unplaced instead of {expected}", after[0]))
    });
}

fn some_cost(numbers: &mut Numbers, levels: usize) -> Vec<i64> {
    (0..levels).map(|_| i64::from(numbers.below(1_000))).collect()
}

/// Adds a home at the end, with the options that `cost` gives to some children.
fn add_home(parts: &mut ProblemParts, places: u32, cost: impl Fn(u32) -> Option<Vec<i64>>) {
    let home = number(parts.homes.len());
    parts.homes.push(Home { id: "added".to_owned(), places });
    for child in 0..number(parts.children.len()) {
        if let Some(cost) = cost(child) {
            if parts.options.is_empty() {
                parts.options = OptionSet::new(parts.levels.len());
            }
            parts.options.push(child, home, 1, &cost);
        }
    }
}

/// Puts a level before all others that counts the unplaced, and lets everybody stay unplaced.
fn count_unplaced_first(parts: &mut ProblemParts) {
    parts.levels.truncate(7);
    let levels = parts.levels.len();
    parts.levels.insert(0, "count".to_owned());
    let mut options = OptionSet::new(levels + 1);
    for option in parts.options.iter() {
        options.push(option.child, option.home, option.places, &[&[0], &option.cost[..levels]].concat());
    }
    parts.options = options;
    parts.fixed.clear();
    for child in &mut parts.children {
        let own = child.unplaced.take().unwrap_or_else(|| vec![0; levels]);
        child.unplaced = Some([&[1], &own[..levels]].concat());
    }
}
