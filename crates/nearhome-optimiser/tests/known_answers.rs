//! Random problems against brute force, and county plans against another solver's totals.

use nearhome_optimiser::{Settings, brute_force, evaluate, random_problems, solve};
use nearhome_problem::Status;

#[track_caller]
fn check_against_brute_force(seed: u64) {
    let problem = random_problems::tiny(seed);
    let expected = brute_force::solve(&problem);
    let solution = solve(&problem, &Settings::default());
    match expected {
        None => assert_eq!(solution.status, Status::Infeasible, "seed {seed}"),
        Some((totals, _)) => {
            assert_eq!(solution.status, Status::Optimal, "seed {seed}");
            assert_eq!(solution.totals.as_ref(), Some(&totals), "seed {seed}");
            assert_eq!(solution.bound.as_ref(), Some(&totals), "seed {seed}");
            let homes = solution.homes.expect("an optimal solution has homes");
            assert_eq!(evaluate(&problem, &homes).as_ref(), Ok(&totals), "seed {seed}");
        }
    }
}

#[test]
fn tiny_problems_agree_with_brute_force() {
    for seed in 0..seeds() {
        check_against_brute_force(seed);
    }
}

/// Totals that `HiGHS` proved as well, level by level, on the same problems.
#[test]
fn county_plans_have_the_known_totals() {
    for (seed, undecided, known) in [
        (0, 100, [0, 0, 0, 0, 4, 26, 76, 157_381_937]),
        (1, 150, [0, 0, 0, 0, 2, 39, 105, 159_803_319]),
        (2, 150, [0, 0, 3, 3, 1, 30, 104, 154_727_248]),
        (3, 150, [0, 0, 0, 0, 3, 33, 102, 157_425_235]),
    ] {
        let problem = random_problems::county(random_problems::County::usual(seed, undecided));
        let solution = solve(&problem, &Settings::default());
        assert_eq!(solution.status, Status::Optimal, "seed {seed}");
        assert_eq!(solution.totals, Some(known.to_vec()), "seed {seed}");
    }
}

/// More seeds than the default when asked: `NEARHOME_SEEDS=100000 cargo test`.
fn seeds() -> u64 {
    std::env::var("NEARHOME_SEEDS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(3_000)
}
