//! A prepared council gives the totals of the whole problem solved anew, whatever is asked of it.

use nearhome_matching::{Assembly, Forced, Sitting, solve_checked};
use nearhome_optimiser::{Settings, evaluate};
use nearhome_problem::Totals;
use nearhome_rules::{Policy, TogetherMeans};

use crate::{authorities::random_authority, oracle, seeds};

/// The totals of an answer whose plan was seen to keep every rule and to cost what it says.
fn totals(assembly: &Assembly<'_>, forced: Forced) -> Option<Totals> {
    assert_ne!(forced, Forced::Stopped, "there is no limit");
    let placing = forced.best()?;
    assert_eq!(evaluate(&assembly.problem, &placing.homes).as_ref(), Ok(&placing.totals));
    Some(placing.totals)
}

fn policy(seed: u64) -> Policy {
    let mut policy = Policy::default();
    if seed.is_multiple_of(3) {
        policy.siblings.assessed_together = TogetherMeans::Required;
    }
    policy
}

fn check_authority(seed: u64) {
    let snapshot = random_authority(seed, 9, 6);
    let policy = policy(seed);
    let assembly = Assembly::new(&snapshot, &policy).unwrap();
    let settings = Settings::default();
    let mut sitting = Sitting::new(&assembly, &settings).unwrap();
    let found = sitting.optimum().map(|plan| plan.totals.clone());
    assert_eq!(found, oracle::optimum(&assembly), "seed {seed}");
    for (child, record) in assembly.children.iter().enumerate() {
        if !record.is_to_be_matched() {
            continue;
        }
        let place = format!("seed {seed}, child {child}");
        for home in (0..assembly.homes.len()).map(Some).chain([None]) {
            let forced = sitting.forced(child, home, &settings).unwrap();
            let expected = oracle::forced(&assembly, child, home);
            assert_eq!(totals(&assembly, forced), expected, "{place}, home {home:?}");
        }
        let closed = [Some(0), None];
        let elsewhere = totals_of_rest(&assembly, sitting.elsewhere(child, &closed, &settings).unwrap());
        assert_eq!(elsewhere, oracle::elsewhere(&assembly, child, &closed), "{place}, elsewhere");
        let without = totals_of_rest(&assembly, sitting.without(child, &settings).unwrap());
        assert_eq!(without, oracle::without(&assembly, child), "{place}, without");
    }
}

/// The totals of an answer to a question that changes who is there.
fn totals_of_rest(_: &Assembly<'_>, forced: Forced) -> Option<Totals> {
    assert_ne!(forced, Forced::Stopped, "there is no limit");
    forced.best().map(|placing| placing.totals)
}

#[test]
fn every_answer_is_that_of_the_whole_problem_solved_anew() {
    seeds(60).for_each(check_authority);
}

#[test]
fn a_plan_that_is_known_need_not_be_solved_again() {
    for seed in seeds(60) {
        let snapshot = random_authority(seed, 9, 6);
        let policy = policy(seed);
        let assembly = Assembly::new(&snapshot, &policy).unwrap();
        let checked = solve_checked(&assembly, &Settings::default()).unwrap();
        let sitting = Sitting::of_plan(&assembly, &checked).unwrap();
        let known = sitting.optimum().map(|plan| (Some(plan.totals.clone()), Some(plan.homes.clone())));
        let given = checked.solution.totals.is_some();
        assert_eq!(known, given.then_some((checked.solution.totals, checked.solution.homes)), "seed {seed}");
    }
}

#[test]
fn questions_asked_together_are_answered_as_one_by_one() {
    for seed in seeds(20) {
        let snapshot = random_authority(seed, 9, 6);
        let policy = policy(seed);
        let assembly = Assembly::new(&snapshot, &policy).unwrap();
        let settings = Settings::default();
        let mut sitting = Sitting::new(&assembly, &settings).unwrap();
        let homes: Vec<Option<usize>> = (0..assembly.homes.len()).map(Some).chain([None]).collect();
        for child in 0..assembly.children.len() {
            let (without, forced) = sitting.with_each_choice(child, &homes, &settings).unwrap();
            assert_eq!(without, sitting.without(child, &settings).unwrap(), "seed {seed}, child {child}");
            let one_by_one: Vec<Forced> =
                homes.iter().map(|&home| sitting.forced(child, home, &settings).unwrap()).collect();
            assert_eq!(forced, one_by_one, "seed {seed}, child {child}");
        }
        let newcomers: Vec<Option<usize>> = (0..assembly.children.len()).map(Some).chain([None]).collect();
        for home in 0..assembly.homes.len() {
            let together = sitting.closed_to_each(home, &newcomers, &settings).unwrap();
            let one_by_one: Vec<Forced> = newcomers
                .iter()
                .map(|&newcomer| sitting.closed(home, newcomer, &settings).unwrap())
                .collect();
            assert_eq!(together, one_by_one, "seed {seed}, home {home}");
        }
    }
}
