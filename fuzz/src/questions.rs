//! Asks the questions about an optimum and checks what is said, by brute force where the problem is small.

use std::collections::{BTreeMap, BTreeSet};

use nearhome_optimiser::questions::{
    AllOptima, Choice, Count, Evidence, Keep, PlaceValues, Standing, Worth, all_optima, canonical,
    frontier as ask_frontier, shortages as ask_shortages,
};
use nearhome_problem::{OptionSet, PLACES_MAX, Problem, Solution, Status, Totals};

use super::optimum::Ground;
use super::problem::Bytes;

fn check_evidence<'a>(ground: &Ground, all: impl IntoIterator<Item = &'a Evidence>) {
    for evidence in all {
        ground.with(evidence.problem.clone()).check(&evidence.solution);
    }
}

/// Which pairs are in which optima, and the optimum that a seed chooses.
pub(crate) fn optima(ground: &Ground, solution: &Solution) {
    let problem = &ground.problem;
    let found = ground.limited(|settings| all_optima(problem, solution, settings));
    let chosen = ground.limited(|settings| canonical(problem, solution, 7, settings));
    if solution.status != Status::Optimal {
        assert!(found.is_err() && chosen.is_err());
        return;
    }
    let found = found.expect("the answer is an optimum");
    let chosen = chosen.expect("the answer is an optimum");
    check_evidence(ground, found.evidence.iter().chain(&chosen.evidence));
    ground.check(&chosen.solution);
    if let Some(answers) = &ground.answers {
        let best: Vec<&Vec<Option<u32>>> = answers
            .iter()
            .filter(|(totals, _)| Some(totals) == solution.totals.as_ref())
            .map(|(_, homes)| homes)
            .collect();
        assert!(found.is_complete(), "stopped without being asked: {found:?}");
        assert_eq!(chosen.choice, Choice::Canonical);
        check_standings(problem, &found, &best);
    }
    let stopped = ground.stopped(|settings| all_optima(problem, solution, settings));
    check_evidence(ground, &stopped.expect("the answer is an optimum").evidence);
    let stopped = ground.stopped(|settings| canonical(problem, solution, 7, settings));
    ground.check(&stopped.expect("the answer is an optimum").solution);
}

fn check_standings(problem: &Problem, found: &AllOptima, best: &[&Vec<Option<u32>>]) {
    let standing = |child: u32, home: Option<u32>| match best
        .iter()
        .filter(|homes| homes[child as usize] == home)
        .count()
    {
        0 => Standing::InNone,
        count if count == best.len() => Standing::InEvery,
        _ => Standing::InSome,
    };
    let options: Vec<Standing> =
        problem.options.iter().map(|option| standing(option.child, Some(option.home))).collect();
    let unplaced: Vec<Standing> =
        (0..).zip(&problem.children).map(|(child, _)| standing(child, None)).collect();
    assert_eq!((&found.options, &found.unplaced), (&options, &unplaced), "standings");
}

/// What a place more and a place less in some homes is worth.
pub(crate) fn place_values(ground: &Ground, solution: &Solution, bytes: &mut Bytes<'_>) {
    let problem = &ground.problem;
    let values = PlaceValues::new(problem, solution);
    if solution.status != Status::Optimal {
        assert!(values.is_err());
        return;
    }
    let mut values = values.expect("the answer is an optimum");
    for _ in 0..2 {
        let home = bytes.below(problem.homes.len() + 1);
        let number = u32::try_from(home).expect("problems are small");
        let found = ground.limited(|settings| values.of(number, Keep::Evidence, settings));
        let stopped = ground.stopped(|settings| values.of(number, Keep::Values, settings));
        if home == problem.homes.len() {
            assert!(found.is_err() && stopped.is_err());
            continue;
        }
        let found = found.expect("the answer is an optimum");
        check_evidence(ground, &found.evidence);
        if ground.is_small() {
            let places = problem.homes[home].places;
            let more = if places < PLACES_MAX { worth(ground, home, places + 1) } else { Worth::NoSuchPlace };
            let less = if places > 0 { worth(ground, home, places - 1) } else { Worth::NoSuchPlace };
            assert_eq!((found.one_more, found.one_less), (more, less), "one more, one less");
        }
        stopped.expect("the answer is an optimum");
    }
}

/// What it changes that a home has other places, the slow way.
fn worth(ground: &Ground, home: usize, places: u32) -> Worth {
    let mut parts = ground.problem.clone().into_parts();
    let is_more = places > parts.homes[home].places;
    parts.homes[home].places = places;
    let other = ground.with(Problem::new(parts).expect("other places in a valid problem"));
    match (ground.best(), other.best()) {
        (Some(now), Some(then)) if is_more => Worth::Exact(difference(now, then)),
        (Some(now), Some(then)) => Worth::Exact(difference(then, now)),
        _ => Worth::Indispensable,
    }
}

fn difference(more: &[i128], less: &[i128]) -> Totals {
    more.iter().zip(less).map(|(more, less)| more - less).collect()
}

/// Who cannot be placed.
pub(crate) fn shortages(ground: &Ground) {
    let everybody_may_wait = ground.with(all_may_wait(&ground.problem));
    let is_small = everybody_may_wait.is_small();
    let found = if is_small {
        ask_shortages(&ground.problem, &nearhome_optimiser::Settings::default())
    } else {
        ground.stopped(|settings| ask_shortages(&ground.problem, settings))
    };
    let children: Vec<u32> =
        found.shortages.iter().flat_map(nearhome_optimiser::questions::Shortage::children).copied().collect();
    let distinct: BTreeSet<u32> = children.iter().copied().collect();
    assert_eq!(children.len(), distinct.len(), "a child in two shortages: {found:?}");
    let sum: u64 = found.shortages.iter().map(nearhome_optimiser::questions::Shortage::unplaced).sum();
    assert_eq!(sum, found.unplaced, "{found:?}");
    for shortage in &found.shortages {
        if let nearhome_optimiser::questions::Shortage::Ties { evidence, .. } = shortage {
            check_evidence(ground, [&**evidence]);
        }
    }
    if let Some(answers) = &everybody_may_wait.answers {
        let unplaced =
            |(_, homes): &(Totals, Vec<Option<u32>>)| homes.iter().filter(|home| home.is_none()).count();
        let fewest =
            answers.iter().map(unplaced).min().map(|count| u64::try_from(count).expect("few children"));
        match found.count {
            Count::Exact => assert_eq!(Some(found.unplaced), fewest, "{found:?}"),
            Count::AtLeast => {
                assert!(fewest.is_none_or(|fewest| found.unplaced <= fewest), "{fewest:?}: {found:?}");
            }
            Count::NoAnswer => assert_eq!(fewest, None, "{found:?}"),
        }
    }
}

/// The problem as if each child could stay unplaced; fixed children have their one option.
fn all_may_wait(problem: &Problem) -> Problem {
    let mut parts = problem.clone().into_parts();
    let fixed: BTreeMap<u32, u32> = parts.fixed.drain(..).map(|fixed| (fixed.child, fixed.home)).collect();
    let mut options = OptionSet::new(parts.levels.len());
    for option in parts.options.iter() {
        if fixed.get(&option.child).is_none_or(|&home| home == option.home) {
            options.push(option.child, option.home, option.places, option.cost);
        }
    }
    parts.options = options;
    let nothing = vec![0; parts.levels.len()];
    for child in &mut parts.children {
        child.unplaced.get_or_insert_with(|| nothing.clone());
    }
    Problem::new(parts).expect("fewer options of a valid problem")
}

/// What less on one level costs on another.
pub(crate) fn frontier(ground: &Ground, bytes: &mut Bytes<'_>) {
    let problem = &ground.problem;
    let (first, second) = (bytes.below(problem.levels.len()), bytes.below(problem.levels.len()));
    let found = ground.limited(|settings| ask_frontier(problem, first, second, settings));
    if first == second {
        assert!(found.is_err());
        return;
    }
    let found = found.expect("two levels of the problem");
    check_evidence(ground, found.points.iter().map(|point| &point.evidence).chain(&found.evidence));
    let Some(answers) = &ground.answers else { return };
    let expected = points(answers, first, second);
    let totals: Vec<Totals> = found.points.iter().map(|point| point.totals.clone()).collect();
    if found.is_complete() {
        assert_eq!(totals, expected, "from {first} to {second}");
    } else {
        let is_beyond_limits = expected.iter().flatten().any(|&total| total > i128::from(i64::MAX));
        assert!(is_beyond_limits, "stopped without being asked: {found:?}");
        assert!(totals.iter().all(|totals| expected.contains(totals)), "{totals:?} of {expected:?}");
    }
}

/// Every point, by the definition.
fn points(answers: &[(Totals, Vec<Option<u32>>)], first: usize, second: usize) -> Vec<Totals> {
    let held = first.min(second);
    let least = answers.iter().map(|(totals, _)| &totals[..held]).min();
    let mut best: BTreeMap<(i128, i128), Totals> = BTreeMap::new();
    for (totals, _) in answers.iter().filter(|(totals, _)| Some(&totals[..held]) == least) {
        let known = best.entry((totals[first], totals[second])).or_insert_with(|| totals.clone());
        if totals < known {
            known.clone_from(totals);
        }
    }
    let beats =
        |one: &(i128, i128), other: &(i128, i128)| one != other && one.0 <= other.0 && one.1 <= other.1;
    let places: Vec<(i128, i128)> = best.keys().copied().collect();
    best.retain(|place, _| !places.iter().any(|other| beats(other, place)));
    best.into_values().collect()
}
