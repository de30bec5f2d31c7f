//! Ascents against linear programs over households: neither can be above the other's best bound for long.

use nearhome_problem::{Child, Home, OptionSet, Problem, ProblemParts, Stay, Together};

use crate::Settings;
use crate::core::Core;
use crate::master::{Bounding, Master, Objective};
use crate::random_problems::every_field;
use crate::solve::{cores, solve};

use super::{Aim, ascend};

/// What a linear program and an ascent bound a level by, both with a maximum on another level; `None` where the
/// program has no solution.
fn bounds(core: &Core, level: usize, limited: usize, max: i128) -> Option<(i128, i128)> {
    let live = vec![true; core.options.len()];
    let everything: Vec<u32> = (0..).take(core.options.len()).collect();
    let mut maxima = core.limits.clone();
    maxima[limited] = Some(maxima[limited].map_or(max, |limit| limit.min(max)));
    let mut master = Master::new(core, &everything, Bounding::ByPrograms, None);
    master.limit_level(limited, Some(max));
    let program = master.bound(&live, Objective::Level(level), i128::MAX / 4);
    if program.objective != Objective::Level(level) || program.least <= 0 {
        return None;
    }
    let reached = program.least + core.grain[level];
    let aim = Aim { level, maxima: &maxima, reached, target: i128::MAX / 4, rounds: 2_000 };
    Some((program.least, ascend(core, &live, &aim, None, None).least))
}

/// A sum on a level that some choice of cheapest options has, and some room above it.
fn generous(core: &Core, level: usize) -> i128 {
    let dearest =
        |unit: &crate::core::Unit| unit.options.iter().map(|&option| core.cost(option)[level]).max();
    core.units.iter().filter_map(dearest).sum::<i128>() * 2 / 3
}

#[test]
fn an_ascent_reaches_what_a_linear_program_proves() {
    let (mut reached, mut tried) = (0, 0);
    for seed in 0..300 {
        for core in cores(&every_field(seed, 6, 4)) {
            for level in 0..core.levels {
                let limited = (level + 1) % core.levels;
                let Some((program, ascent)) = bounds(&core, level, limited, generous(&core, limited)) else {
                    continue;
                };
                tried += 1;
                reached += usize::from(ascent >= program);
            }
        }
    }
    assert!(tried > 200, "only {tried} bounds were compared");
    assert!(reached * 20 >= tried * 17, "{reached} of {tried} ascents reached the program's bound");
}

/// Thirty-four pairs of brothers and sisters whose stays in one home do not follow on each other: more groups than a
/// home decides one by one.
#[test]
fn a_home_may_be_wanted_by_many_groups() {
    let pairs = 34_u32;
    let children = (0..2 * pairs).map(|child| Child {
        id: child.to_string(),
        unplaced: Some(vec![100]),
        stay: Some(Stay { from: i64::from(child) * 4, to: i64::from(child) * 4 + 9 }),
    });
    let mut options = OptionSet::new(1);
    for child in 0..2 * pairs {
        options.push(child, 0, 1, &[i64::from(child % 7)]);
        options.push(child, 1, 1, &[i64::from(child % 5) + 3]);
    }
    let together =
        (0..pairs).map(|first| Together { children: vec![first, first + pairs], split_cost: Some(vec![6]) });
    let parts = ProblemParts {
        levels: vec!["pence".to_owned()],
        children: children.collect(),
        homes: vec![Home { id: "a".to_owned(), places: 2 }, Home { id: "b".to_owned(), places: 1 }],
        options,
        together: together.collect(),
        ..ProblemParts::default()
    };
    let problem = Problem::new(parts).expect("a valid problem");
    let solution = solve(&problem, &Settings { step_limit: Some(0), ..Settings::default() });
    let (totals, bound) = (solution.totals.expect("an answer"), solution.bound.expect("a bound"));
    assert!(bound <= totals && bound[0] > 0, "{bound:?} {totals:?}");
}
