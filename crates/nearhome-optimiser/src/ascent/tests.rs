//! Ascents against linear programs over households: neither can be above the other's best bound for long.

use nearhome_problem::{Apart, Child, Home, OptionSet, Problem, ProblemParts, Stay, Together};

use crate::Settings;
use crate::core::{Core, Index};
use crate::master::{Bounding, Master, Objective};
use crate::random_problems::{Numbers, every_field};
use crate::regions::same_choice;
use crate::solve::{cores, solve};

use super::balance::Balance;
use super::yard::Yard;
use super::{Aim, Point, Real, Start, ascend};

/// What a linear program and two ascents, from nothing and from a choice, bound a level by, all with a maximum on another
/// level; `None` where the program has no solution.
fn bounds(core: &Core, level: usize, limited: usize, max: i128, choice: &[Index]) -> Option<[i128; 3]> {
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
    let starts = [Start::default(), Start { choice: Some(choice), ..Start::default() }];
    let [from_nothing, from_choice] = starts.map(|start| ascend(core, &live, &aim, start, None).least);
    Some([program.least, from_nothing, from_choice])
}

/// A sum on a level that some choice of cheapest options has, and some room above it.
fn generous(core: &Core, level: usize) -> i128 {
    let dearest =
        |unit: &crate::core::Unit| unit.options.iter().map(|&option| core.cost(option)[level]).max();
    core.units.iter().filter_map(dearest).sum::<i128>() * 2 / 3
}

#[test]
fn an_ascent_reaches_what_a_linear_program_proves() {
    let (mut reached, mut tried) = ([0, 0], 0);
    for seed in 0..300 {
        let problem = every_field(seed, 6, 4);
        let Some(homes) = solve(&problem, &Settings::default()).homes else { continue };
        for core in cores(&problem) {
            let choice = same_choice(&core, &|child| homes[child as usize]).expect("an answer is a choice");
            for level in 0..core.levels {
                let limited = (level + 1) % core.levels;
                let max = generous(&core, limited);
                let Some([program, ascents @ ..]) = bounds(&core, level, limited, max, &choice) else {
                    continue;
                };
                tried += 1;
                for (reached, ascent) in reached.iter_mut().zip(ascents) {
                    *reached += usize::from(ascent >= program);
                }
            }
        }
    }
    assert!(tried > 200, "only {tried} bounds were compared");
    // The maximum may rule out the choice that shares begin with.
    for (reached, of_twenty) in reached.into_iter().zip([17, 16]) {
        assert!(
            reached * 20 >= tried * of_twenty,
            "{reached} of {tried} ascents reached the program's bound"
        );
    }
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

/// Children along a road, who may live in one of the four homes next to them; brothers and sisters, pairs apart and two who
/// take two places among them.
fn road(children: u32) -> Problem {
    let mut numbers = Numbers::new(7);
    let mut options = OptionSet::new(2);
    let homes = children / 2 + 3;
    for child in 0..children {
        // Homes are not numbered along the road.
        for step in 0..4 {
            let places = 1 + u32::from(child % 9 == 0);
            let home = (child / 2 + step) * 7 % homes;
            options.push(child, home, places, &[numbers.below(3).into(), (100 + numbers.below(900)).into()]);
        }
    }
    let parts = ProblemParts {
        levels: vec!["away".to_owned(), "pence".to_owned()],
        children: (0..children)
            .map(|child| Child { id: child.to_string(), unplaced: Some(vec![50, 5_000]), stay: None })
            .collect(),
        homes: (0..homes).map(|home| Home { id: home.to_string(), places: 2 + home % 2 }).collect(),
        options,
        together: (0..children / 8)
            .map(|group| Together { children: vec![group * 8, group * 8 + 1], split_cost: Some(vec![1, 40]) })
            .collect(),
        apart: (0..children / 8)
            .map(|pair| Apart { children: [pair * 8 + 3, pair * 8 + 4], cost: None })
            .collect(),
        ..ProblemParts::default()
    };
    Problem::new(parts).expect("a valid problem")
}

#[test]
fn strips_share_nobody_and_see_what_all_homes_see() {
    let core = &cores(&road(450))[0];
    let live = vec![true; core.options.len()];
    let maxima = [Some(300), None];
    let mut whole = Yard::new(core, &live, 1, &maxima, None);
    let mut yard = Yard::in_strips(core, &live, 1, &maxima, None, 100);
    let mut widest = 0;
    for phase in &yard.phases().0 {
        widest = phase.len().max(widest);
        let mut strip_of = vec![None; core.units.len()];
        for (strip, homes) in phase.iter().enumerate() {
            for unit in yard.units_of(homes.clone()) {
                let known = *strip_of[unit as usize].get_or_insert(strip);
                assert_eq!(known, strip, "unit {unit} could live in two strips");
            }
        }
    }
    assert!(widest >= 3, "hardly any strips");
    let mut numbers = Numbers::new(3);
    for _ in 0..50 {
        let point = Point {
            units: core.units.iter().map(|_| (i64::from(numbers.below(1 << 31)) - (1 << 30)) * 16).collect(),
            caps: Vec::new(),
            levels: vec![numbers.below(1 << 30).into(), 0],
        };
        assert_eq!(yard.evaluate(&point), whole.evaluate(&point));
    }
}

#[test]
fn sweeps_in_strips_come_to_the_same_on_any_number_of_threads() {
    let core = &cores(&road(450))[0];
    let live = vec![true; core.options.len()];
    let maxima = [Some(300), None];
    let sweep = |threads: usize, units: usize| {
        let mut yard = Yard::in_strips(core, &live, 1, &maxima, None, units);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be had");
        let at: Real = yard.cheapest();
        yard.evaluate(&yard.round(&at));
        let mut balance = Balance::new(&yard, &at);
        balance.set_length(&yard, yard.unit() * 20.0);
        pool.install(|| (0..300).for_each(|_| balance.sweep(&mut yard)));
        (yard.evaluate(&balance.point), balance.cost() / yard.unit(), balance.square())
    };
    let (bound, cost, missed) = sweep(1, 100);
    assert_eq!((bound, cost, missed), sweep(3, 100));
    // In one strip after the other shares are balanced in another order, and come to much the same.
    let (bound_of_one, cost_of_one, missed_by_one) = sweep(1, 1_000);
    assert!((bound - bound_of_one).abs() < bound_of_one / 100, "{bound} {bound_of_one}");
    assert!((cost - cost_of_one).abs() < cost_of_one / 100.0, "{cost} {cost_of_one}");
    assert!((missed - missed_by_one).abs() < missed_by_one / 100.0, "{missed} {missed_by_one}");
}
