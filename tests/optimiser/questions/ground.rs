//! What the tests of all questions share: problems, brute force, and the check of what was solved.

use nearhome_check::{Proof, check};
use nearhome_optimiser::questions::Evidence;
use nearhome_optimiser::random_problems::{every_field, plain, tiny};
use nearhome_optimiser::{Settings, brute_force};
use nearhome_problem::{OptionSet, Problem, ProblemParts, Solution, Status, Totals};

use crate::support::{cases, first_seed, flow_only, solve};

/// Homes of all children.
pub(crate) type Homes = Vec<Option<u32>>;

/// Seeds of random cases.
pub(crate) fn seeds() -> std::ops::Range<u64> {
    let first = first_seed();
    first..first + cases("NEARHOME_QUESTIONS", 400)
}

/// A problem with every field of the format, or a pure flow; every other one full of ties.
pub(crate) fn general(seed: u64) -> Problem {
    let problem = untied(seed);
    if seed % 8 < 4 { problem } else { changed(&problem, tie) }
}

/// A problem with every field of the format, or a pure flow.
pub(crate) fn untied(seed: u64) -> Problem {
    match seed % 4 {
        0 | 1 => tiny(seed),
        2 => every_field(seed, 5, 5),
        _ => flow_only(tiny(seed)),
    }
}

/// Leaves of every cost whether it is odd.
fn tie(parts: &mut ProblemParts) {
    let odd = |cost: &mut Vec<i64>| cost.iter_mut().for_each(|level| *level %= 2);
    let mut options = OptionSet::new(parts.levels.len());
    for option in parts.options.iter() {
        let mut cost = option.cost.to_vec();
        odd(&mut cost);
        options.push(option.child, option.home, option.places, &cost);
    }
    parts.options = options;
    parts.children.iter_mut().filter_map(|child| child.unplaced.as_mut()).for_each(odd);
    parts.together.iter_mut().filter_map(|group| group.split_cost.as_mut()).for_each(odd);
    parts.apart.iter_mut().filter_map(|pair| pair.cost.as_mut()).for_each(odd);
    parts.limits.iter_mut().for_each(|limit| limit.max %= 4);
}

/// A random problem and its optimum, when it has one.
pub(crate) fn solved(seed: u64) -> Option<(Problem, Solution)> {
    let problem = general(seed);
    let solution = solve(&problem);
    (solution.status == Status::Optimal).then_some((problem, solution))
}

/// Settings without any limit.
pub(crate) fn unlimited() -> Settings<'static> {
    Settings::default()
}

/// Settings of a run that may not take a single step.
pub(crate) fn no_steps() -> Settings<'static> {
    Settings { step_limit: Some(0), ..Settings::default() }
}

/// Settings of a run that is asked to stop at once.
pub(crate) fn interrupted() -> Settings<'static> {
    Settings { interrupt: Some(&|| true), ..Settings::default() }
}

/// The optimal totals and all assignments that reach them.
pub(crate) fn all_best(problem: &Problem) -> Option<(Totals, Vec<Homes>)> {
    let mut best: Option<(Totals, Vec<Homes>)> = None;
    brute_force::visit(problem, &mut |totals, homes| match &mut best {
        Some((least, all)) if totals == least => all.push(homes.to_vec()),
        Some((least, _)) if totals > least => {}
        _ => best = Some((totals.clone(), vec![homes.to_vec()])),
    });
    best
}

/// Every problem that was solved is accepted by the checker; gives how many of them are fully proved.
#[track_caller]
pub(crate) fn check_evidence<'a>(evidence: impl IntoIterator<Item = &'a Evidence>, seed: u64) -> (u32, u32) {
    let (mut full, mut all) = (0, 0);
    for Evidence { problem, solution } in evidence {
        match check(problem, solution) {
            Ok(report) => full += u32::from(report.proof == Proof::Full),
            Err(rejection) => {
                let mut file = Vec::new();
                problem.write_json(&mut file).unwrap();
                let file = String::from_utf8_lossy(&file);
                panic!("seed {seed}: the checker rejects the answer to {file}: {rejection}");
            }
        }
        all += 1;
    }
    (full, all)
}

/// Nearly everything that was solved is fully proved (the exceptions have limits that bind).
#[track_caller]
pub(crate) fn check_nearly_all((full, all): (u32, u32)) {
    assert!(all > 50, "only {all} problems were solved");
    assert!(full * 20 >= all * 19, "only {full} of {all} answers are fully proved");
}

/// A copy of the problem with some parts changed.
#[track_caller]
pub(crate) fn changed(problem: &Problem, change: impl FnOnce(&mut ProblemParts)) -> Problem {
    let mut parts = problem.clone().into_parts();
    change(&mut parts);
    Problem::new(parts).unwrap()
}

/// Keeps the options that a condition on child and home keeps.
pub(crate) fn keep_options(parts: &mut ProblemParts, keep: impl Fn(u32, u32) -> bool) {
    let mut options = OptionSet::new(parts.levels.len());
    for option in parts.options.iter().filter(|option| keep(option.child, option.home)) {
        options.push(option.child, option.home, option.places, option.cost);
    }
    parts.options = options;
}

/// A pure flow of a few hundred children, solved.
pub(crate) fn flow(seed: u64, children: u32) -> (Problem, Solution) {
    let problem = plain(seed, children);
    let solution = solve(&problem);
    (problem, solution)
}
