//! All optima against all optima.

use nearhome_optimiser::questions::{AllOptima, Standing, all_optima};
use nearhome_problem::Problem;

use crate::ground::{
    Homes, all_best, check_evidence, check_nearly_all, flow, general, interrupted, no_steps, seeds, solved,
    unlimited,
};

/// In how many of all optima a pair is.
fn standing(optima: &[Homes], child: u32, home: Option<u32>) -> Standing {
    match optima.iter().filter(|homes| homes[child as usize] == home).count() {
        0 => Standing::InNone,
        count if count == optima.len() => Standing::InEvery,
        _ => Standing::InSome,
    }
}

fn expected(problem: &Problem) -> (Vec<Standing>, Vec<Standing>) {
    let (_, optima) = all_best(problem).unwrap();
    let options = problem.options.iter().map(|option| standing(&optima, option.child, Some(option.home)));
    let children = (0..).zip(&problem.children).map(|(child, _)| standing(&optima, child, None));
    (options.collect(), children.collect())
}

#[test]
fn every_pair_has_the_standing_that_counting_all_optima_gives() {
    let (mut some, mut proofs) = (0, (0, 0));
    for seed in seeds() {
        let Some((problem, solution)) = solved(seed) else { continue };
        let found = all_optima(&problem, &solution, &unlimited()).unwrap();
        let (full, all) = check_evidence(&found.evidence, seed);
        proofs = (proofs.0 + full, proofs.1 + all);
        assert!(found.is_complete(), "seed {seed}");
        let is_unique = all_best(&problem).unwrap().1.len() == 1;
        assert_eq!(found.is_unique(), is_unique, "seed {seed}");
        some += found.options.iter().filter(|&&standing| standing == Standing::InSome).count();
        assert_eq!((found.options, found.unplaced), expected(&problem), "seed {seed}");
    }
    assert!(some > 100, "only {some} pairs are in some optima and not in others");
    check_nearly_all(proofs);
}

/// What a stopped run says is true, as far as it goes.
#[track_caller]
fn check_stopped(problem: &Problem, found: &AllOptima, seed: u64) -> usize {
    let (options, unplaced) = expected(problem);
    let pairs = found.options.iter().zip(options).chain(found.unplaced.iter().zip(unplaced));
    pairs
        .filter(|&(&found, expected)| {
            let agrees = match found {
                Standing::Unsettled => true,
                Standing::InAtLeastOne => expected != Standing::InNone,
                settled => settled == expected,
            };
            assert!(agrees, "seed {seed}: {found:?} instead of {expected:?}");
            matches!(found, Standing::Unsettled | Standing::InAtLeastOne)
        })
        .count()
}

#[test]
fn a_stopped_run_says_what_it_has_not_settled() {
    let mut open = 0;
    for seed in seeds() {
        let Some((problem, solution)) = solved(seed) else { continue };
        for settings in [no_steps(), interrupted()] {
            let found = all_optima(&problem, &solution, &settings).unwrap();
            open += check_stopped(&problem, &found, seed);
        }
    }
    assert!(open > 100, "only {open} pairs were left open");
}

/// Rounds of solving, which serve everything else, must say the same of pure flows: a cap that cannot bind makes
/// a flow one of the others.
#[test]
fn prices_and_rounds_say_the_same_of_pure_flows() {
    for seed in 0..4 {
        let (problem, solution) = flow(seed, 60);
        let by_prices = all_optima(&problem, &solution, &unlimited()).unwrap();
        assert!(by_prices.evidence.is_empty());
        let tied = crate::ground::changed(&problem, |parts| {
            let homes = (0..).zip(&parts.homes).map(|(home, _)| home).collect();
            parts.caps.push(nearhome_problem::Cap { id: "all".to_owned(), homes, places: 1_000 });
        });
        let solution = crate::support::solve(&tied);
        let by_rounds = all_optima(&tied, &solution, &unlimited()).unwrap();
        assert!(!by_rounds.evidence.is_empty());
        assert_eq!((by_prices.options, by_prices.unplaced), (by_rounds.options, by_rounds.unplaced));
    }
}

#[test]
fn the_optimum_found_does_not_matter() {
    for seed in seeds().filter(|seed| seed % 4 == 3) {
        let problem = general(seed);
        let Some((totals, optima)) = all_best(&problem) else { continue };
        let given = crate::support::solve(&problem);
        for homes in optima.into_iter().take(3) {
            let other = nearhome_problem::Solution { homes: Some(homes), ..given.clone() };
            assert_eq!(other.totals.as_ref(), Some(&totals));
            let found = all_optima(&problem, &other, &unlimited()).unwrap();
            assert_eq!((found.options, found.unplaced), expected(&problem), "seed {seed}");
        }
    }
}
