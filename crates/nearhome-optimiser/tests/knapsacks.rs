//! Homes that are knapsacks, on several levels and with whoever may stay unplaced, against brute force.

use nearhome_optimiser::random_problems::{GapKind, Numbers, gap};
use nearhome_optimiser::{Settings, brute_force, solve};
use nearhome_problem::{OptionSet, Problem, Status};

/// A generalised assignment with a second level before or after the first, some children who may stay unplaced, and
/// costs that are multiples of something.
fn varied(kind: GapKind, seed: u64) -> Problem {
    let mut numbers = Numbers::new(!seed);
    let mut parts = gap(kind, 2, 9, seed).into_parts();
    let two_levels = numbers.chance(60);
    let divisor = if numbers.chance(40) { 10 } else { 1 };
    let mut options = OptionSet::new(if two_levels { 2 } else { 1 });
    for option in parts.options.iter() {
        let cost = divisor * option.cost[0];
        let other = i64::from(numbers.below(3));
        let both = if seed.is_multiple_of(2) { [cost, other] } else { [other, cost] };
        options.push(option.child, option.home, option.places, if two_levels { &both } else { &both[..1] });
    }
    parts.options = options;
    if two_levels {
        parts.levels.push("other".to_owned());
    }
    for child in &mut parts.children {
        if numbers.chance(20) {
            child.unplaced = Some(vec![i64::from(numbers.below(200)); parts.levels.len()]);
        }
    }
    Problem::new(parts).expect("the changes keep the problem valid")
}

#[test]
fn knapsacks_agree_with_brute_force() {
    let mut feasible = 0;
    for seed in 0..400 {
        for kind in [GapKind::C, GapKind::D, GapKind::E] {
            let problem = varied(kind, seed);
            let solution = solve(&problem, &Settings::default());
            let expected = brute_force::solve(&problem).map(|(totals, _)| totals);
            assert_eq!(solution.totals, expected, "{kind:?}, seed {seed}");
            let is_proved = solution.status == Status::Infeasible || solution.bound == solution.totals;
            assert!(is_proved, "{kind:?}, seed {seed}");
            feasible += u32::from(expected.is_some());
        }
    }
    assert!(feasible > 300, "only {feasible} have an answer");
}

/// Totals that `HiGHS` proved as well, or that are the optimum of every search of ours before this one.
#[test]
fn known_optima_are_found_and_proved() {
    for (kind, homes, children, optimum) in [
        (GapKind::C, 5, 100, 1_670),
        (GapKind::D, 5, 100, 6_410),
        (GapKind::E, 5, 100, 11_849),
        (GapKind::E, 10, 100, 11_143),
    ] {
        let solution = solve(&gap(kind, homes, children, 1), &Settings::default());
        assert_eq!(solution.status, Status::Optimal, "{kind:?}");
        assert_eq!(solution.totals, Some(vec![optimum]), "{kind:?}");
        assert_eq!(solution.bound, solution.totals, "{kind:?}");
        assert!(solution.certificate.search_nodes > 1, "{kind:?} needed no tree");
    }
}
