//! R1, R3, R5, R14, R16, R20, R24: what must leave the decision itself as it is, and not only its totals.
//!
//! Decisions are those of [`canonical`], by ids, so that children and homes may change their numbers.

use std::collections::BTreeMap;

use nearhome_check::check;
use nearhome_optimiser::Settings;
use nearhome_optimiser::questions::{Choice, canonical};
use nearhome_optimiser::random_problems::Numbers;
use nearhome_problem::{COST_END, Home, Problem, Status};

use crate::change::{change_costs, change_options, changed, may_grow, number};
use crate::ground::{Verdict, answer, check_general, holds};
use crate::order::shuffle;

/// For each child's id the id of its home.
type Decision = BTreeMap<String, Option<String>>;

const SEED: u64 = 2_026;

/// The canonical decision, checked; `None` when there is no answer.
#[track_caller]
fn decision(problem: &Problem) -> Option<Decision> {
    let solution = answer(problem);
    if solution.status != Status::Optimal {
        return None;
    }
    let chosen = canonical(problem, &solution, SEED, &Settings::default()).expect("an optimum");
    assert_eq!(chosen.choice, Choice::Canonical);
    if let Err(rejection) = check(problem, &chosen.solution) {
        panic!("the checker rejects the canonical answer: {rejection}");
    }
    let homes = chosen.solution.homes.expect("an optimal answer has homes");
    let id = |home: u32| problem.homes[home as usize].id.clone();
    let pairs = problem.children.iter().zip(homes);
    Some(pairs.map(|(child, home)| (child.id.clone(), home.map(id))).collect())
}

fn same(one: &Problem, other: &Problem) -> Verdict {
    let (Some(expected), found) = (decision(one), decision(other)) else { return Verdict::DoesNotApply };
    holds(found.as_ref() == Some(&expected), || format!("{found:?} instead of {expected:?}"))
}

/// Costs of one bit, so that there are many optima.
fn tied(numbers: &mut Numbers, problem: &Problem) -> Problem {
    if numbers.chance(30) {
        return problem.clone();
    }
    changed(problem, |parts| {
        change_costs(parts, |cost| cost.iter_mut().for_each(|level| *level %= 2));
        parts.limits.iter_mut().for_each(|limit| limit.max %= 4);
    })
}

#[test]
fn r1_new_numbers_keep_the_decision() {
    check_general(|numbers, problem| {
        let problem = tied(numbers, problem);
        same(&problem, &changed(&problem, |parts| shuffle(numbers, parts)))
    });
}

#[test]
fn r3_all_costs_and_limits_times_k_keep_the_decision() {
    check_general(|numbers, problem| {
        let problem = tied(numbers, problem);
        let factor = numbers.one_of(&[2, 3, 7]);
        // With seven or eight levels the size of costs decides whether there is room for tickets.
        if !may_grow(&problem, factor) || problem.levels.len() > 6 {
            return Verdict::DoesNotApply;
        }
        let scaled = changed(&problem, |parts| {
            change_costs(parts, |cost| cost.iter_mut().for_each(|level| *level *= factor));
            parts.limits.iter_mut().for_each(|limit| limit.max *= factor);
        });
        same(&problem, &scaled)
    });
}

#[test]
fn r5_a_home_that_nobody_can_use_keeps_the_decision() {
    check_general(|numbers, problem| {
        let problem = tied(numbers, problem);
        let has_places = numbers.chance(50);
        let more = changed(&problem, |parts| {
            let home = number(parts.homes.len());
            parts.homes.push(Home { id: "new".to_owned(), places: u32::from(has_places) });
            let levels = parts.levels.len();
            if !has_places {
                parts.options.push(0, home, 1, &vec![0; levels]);
            }
        });
        // A fixed child has no second option.
        if problem.fixed.iter().any(|fixed| fixed.child == 0) {
            Verdict::DoesNotApply
        } else {
            same(&problem, &more)
        }
    });
}

#[test]
fn r14_with_only_its_chosen_option_a_child_keeps_the_decision() {
    check_general(|numbers, problem| {
        let problem = tied(numbers, problem);
        let Some(decided) = decision(&problem) else { return Verdict::DoesNotApply };
        let child = number(numbers.index(problem.children.len()));
        let Some(chosen) = &decided[&problem.children[child as usize].id] else {
            return Verdict::DoesNotApply;
        };
        let ids: Vec<String> = problem.homes.iter().map(|home| home.id.clone()).collect();
        let only = changed(&problem, |parts| {
            change_options(parts, |pair| {
                (pair.child != child || ids[pair.home as usize] == *chosen).then_some(pair)
            });
            parts.children[child as usize].unplaced = None;
        });
        same(&problem, &only)
    });
}

#[test]
fn r16_options_not_chosen_may_become_dearer() {
    check_general(|numbers, problem| {
        let problem = tied(numbers, problem);
        let Some(decided) = decision(&problem) else { return Verdict::DoesNotApply };
        let (more, level) = (1 + i64::from(numbers.below(1_000)), numbers.index(problem.levels.len()));
        let (children, homes) = (problem.children.clone(), problem.homes.clone());
        let dearer = changed(&problem, |parts| {
            change_options(parts, |mut pair| {
                let chosen = &decided[&children[pair.child as usize].id];
                if chosen.as_ref() != Some(&homes[pair.home as usize].id) {
                    pair.cost[level] = (pair.cost[level] + more).min(COST_END - 1);
                }
                Some(pair)
            });
        });
        if problem.levels.len() > 6 { Verdict::DoesNotApply } else { same(&problem, &dearer) }
    });
}

#[test]
fn r20_scaling_one_level_keeps_the_decision() {
    check_general(|numbers, problem| {
        let problem = tied(numbers, problem);
        let (level, factor) = (numbers.index(problem.levels.len()), numbers.one_of(&[2, 5, 100]));
        if !may_grow(&problem, factor) || problem.levels.len() > 6 {
            return Verdict::DoesNotApply;
        }
        let scaled = changed(&problem, |parts| {
            change_costs(parts, |cost| cost[level] *= factor);
            parts
                .limits
                .iter_mut()
                .filter(|limit| limit.level == level)
                .for_each(|limit| limit.max *= factor);
        });
        same(&problem, &scaled)
    });
}

#[test]
fn r24_the_number_of_threads_keeps_the_decision() {
    check_general(|numbers, problem| {
        let problem = tied(numbers, problem);
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a thread pool");
            pool.install(|| decision(&problem))
        };
        let (one, four) = (on(1), on(4));
        if one.is_none() {
            Verdict::DoesNotApply
        } else {
            holds(one == four, || format!("{one:?}, {four:?}"))
        }
    });
}
