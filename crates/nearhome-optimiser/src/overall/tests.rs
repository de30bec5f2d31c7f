//! What is shown of questions is compared with all answers of the same problem, solved for each of them anew.

use nearhome_problem::{OptionSet, Problem, Status};

use super::{Live, Overall};
use crate::footing::Footing;
use crate::meter::Settings;
use crate::random_problems::{every_field, tiny};
use crate::{solve, solve_near};

/// The problem with some of its options, and with a child who is not there.
fn asked(problem: &Problem, live: &Live, absent: Option<u32>) -> Problem {
    let mut parts = problem.parts().clone();
    parts.options = OptionSet::new(problem.levels.len());
    for (option, is_live) in problem.options.iter().zip(&live.options) {
        if *is_live {
            parts.options.push(option.child, option.home, option.places, option.cost);
        }
    }
    for (child, is_live) in parts.children.iter_mut().zip(&live.unplaced) {
        child.unplaced = child.unplaced.take().filter(|_| *is_live);
    }
    if let Some(absent) = absent {
        parts.children[absent as usize].unplaced = Some(vec![0; problem.levels.len()]);
        for group in &mut parts.together {
            group.children.retain(|&child| child != absent);
        }
        parts.together.retain(|group| group.children.len() > 1);
    }
    Problem::new(parts).expect("part of a problem")
}

/// Bounds level after level under a question and solves what they leave; whether anything was bounded.
fn check(seed: u64, problem: &Problem) -> Option<usize> {
    let settings = Settings::default();
    if !problem.fixed.is_empty() {
        return None;
    }
    let (solution, footing) = solve_near(problem, &Footing::default(), &settings);
    if solution.status != Status::Optimal {
        return None;
    }
    let overall = Overall::new(problem, &footing, &settings)?;
    let children = u64::try_from(problem.children.len()).expect("few children");
    let child = u32::try_from(seed % children).expect("few children");
    let absent = seed.is_multiple_of(3).then_some(child);
    let homes = u64::try_from(problem.homes.len()).expect("few homes");
    let home = u32::try_from(seed / 7 % homes).expect("few homes");
    let is_there = |own: u32, at: u32| own != child || (absent.is_none() && at == home);
    let mut live = Live {
        options: problem.options.iter().map(|option| is_there(option.child, option.home)).collect(),
        unplaced: (0..).zip(&problem.children).map(|(own, _)| own != child).collect(),
    };
    let question = asked(problem, &live, absent);
    let best = solve(&question, &settings);
    let (Some(totals), Some(answer)) = (&best.totals, &best.homes) else { return None };
    let mut narrowing = overall.narrowing(&Footing::of_homes(answer), absent, &settings)?;
    let mut bounded = 0;
    for level in 0..problem.levels.len() {
        let Some(narrowed) = narrowing.bound(level, totals, &live) else { continue };
        assert!(narrowed.bound <= totals[level], "seed {seed}, level {level}");
        assert!(narrowed.sum <= totals[level], "seed {seed}, level {level}");
        if narrowed.sum < totals[level] {
            // No answer is as good as was hoped for.
            return Some(bounded);
        }
        live = narrowed.live;
        bounded += 1;
        let left = solve(&asked(problem, &live, absent), &settings);
        assert_eq!(left.totals.as_ref(), Some(totals), "seed {seed}, level {level}");
    }
    Some(bounded)
}

#[test]
fn what_is_left_of_a_question_has_its_best_answer() {
    let of_tiny = (0..700).filter_map(|seed| check(seed, &tiny(seed)));
    let of_larger = (0..150).filter_map(|seed| check(seed, &every_field(seed, 8, 3)));
    let bounded: Vec<usize> = of_tiny.chain(of_larger).collect();
    let levels: usize = bounded.iter().sum();
    assert!(bounded.len() > 60 && levels > 120, "{} questions, {levels} levels", bounded.len());
}
