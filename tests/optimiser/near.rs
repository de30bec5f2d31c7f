//! A problem solved from what was learnt of a similar one has the same optimum as one solved from nothing, with as good
//! a proof.
//!
//! `NEARHOME_NEAR` sets the number of small random problems (1,000), `NEARHOME_SEED` the first seed.

mod support;

use nearhome_check::{Proof, check};
use nearhome_optimiser::random_problems::{County, county, tiny};
use nearhome_optimiser::{Footing, Settings, brute_force, solve, solve_near};
use nearhome_problem::{OptionSet, Problem, ProblemParts};
use support::{cases, first_seed};

#[test]
fn small_problems_agree_with_brute_force_from_any_footing() {
    let mut answers = 0;
    for seed in first_seed()..first_seed() + cases("NEARHOME_NEAR", 1_000) {
        let problem = tiny(seed);
        let (_, mut footing) = solve_near(&problem, &Footing::default(), &Settings::default());
        for change in 0..3 {
            let changed = changed(&problem, seed, change);
            // One after the other: what is learnt is carried on.
            let (solution, next) = solve_near(&changed, &footing, &Settings::default());
            let optimum = brute_force::solve(&changed).map(|(totals, _)| totals);
            assert_eq!(solution.totals, optimum, "seed {seed}, change {change}");
            let proof = check(&changed, &solution).map(|report| report.proof);
            assert_eq!(proof, Ok(Proof::Full), "seed {seed}, change {change}");
            answers += u64::from(optimum.is_some());
            footing = next;
        }
    }
    assert!(answers > 0);
}

#[test]
fn a_county_is_solved_the_same_from_a_footing() {
    for seed in first_seed()..first_seed() + 2 {
        let problem = county(County { sibling_percent: 30, ..County::usual(seed, 70) });
        let (known, footing) = solve_near(&problem, &Footing::default(), &Settings::default());
        for change in 0..3 {
            let changed = without_present_homes(&problem, known.homes.as_deref().expect("an answer"), change);
            let (near, _) = solve_near(&changed, &footing, &Settings::default());
            assert_eq!(
                near.totals,
                solve(&changed, &Settings::default()).totals,
                "seed {seed}, change {change}"
            );
            let proof = check(&changed, &near).map(|report| report.proof);
            assert_eq!(proof, Ok(Proof::Full), "seed {seed}, change {change}");
        }
    }
}

#[test]
fn other_numbers_mean_the_same() {
    for seed in first_seed()..first_seed() + 200 {
        let problem = tiny(seed);
        let (known, footing) = solve_near(&problem, &Footing::default(), &Settings::default());
        let (children, homes) = (problem.children.len(), problem.homes.len());
        let back = |number: u32, count: usize| u32::try_from(count).ok()?.checked_sub(number + 1);
        let there = footing.renumbered(|child| back(child, children), |home| back(home, homes), Some);
        let here = there.renumbered(|child| back(child, children), |home| back(home, homes), Some);
        for footing in [there, here] {
            let (solution, _) = solve_near(&problem, &footing, &Settings::default());
            assert_eq!(solution.totals, known.totals, "seed {seed}");
        }
    }
}

/// One option less, or dearer, or one place less, as the seed says.
fn changed(problem: &Problem, seed: u64, change: u64) -> Problem {
    let mut parts = problem.clone().into_parts();
    let pick = |count: usize| {
        usize::try_from(seed.wrapping_mul(31).wrapping_add(change * 17)).unwrap_or(0) % count.max(1)
    };
    let chosen = pick(parts.options.len());
    let fixed: Vec<(u32, u32)> = parts.fixed.iter().map(|fixed| (fixed.child, fixed.home)).collect();
    let mut options = OptionSet::new(parts.levels.len());
    for (at, option) in parts.options.iter().enumerate() {
        let is_fixed = fixed.contains(&(option.child, option.home));
        match change {
            0 if at == chosen && !is_fixed => {}
            1 if at == chosen => {
                let dearer: Vec<i64> = option.cost.iter().map(|cost| cost / 2 + 1).collect();
                options.push(option.child, option.home, option.places, &dearer);
            }
            _ => options.push(option.child, option.home, option.places, option.cost),
        }
    }
    parts.options = options;
    let home = pick(parts.homes.len());
    if let Some(home) = parts.homes.get_mut(home).filter(|_| change == 2) {
        home.places = home.places.saturating_sub(1);
    }
    Problem::new(parts).unwrap_or_else(|_| problem.clone())
}

/// The problem in which every fortieth child, from one on, may not be where it was.
fn without_present_homes(problem: &Problem, homes: &[Option<u32>], first: usize) -> Problem {
    let mut parts: ProblemParts = problem.clone().into_parts();
    let is_fixed = |child: u32| problem.fixed.iter().any(|fixed| fixed.child == child);
    let moves = |child: u32| (child as usize) % 40 == first && !is_fixed(child);
    let mut options = OptionSet::new(parts.levels.len());
    for option in parts.options.iter() {
        if !moves(option.child) || homes[option.child as usize] != Some(option.home) {
            options.push(option.child, option.home, option.places, option.cost);
        }
    }
    parts.options = options;
    Problem::new(parts).expect("fewer options of a valid problem")
}
