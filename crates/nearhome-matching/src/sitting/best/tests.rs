//! Answers found among the pairs that bounds leave cost what answers found among all pairs do.

use nearhome_optimiser::{
    Settings,
    random_problems::{self, Form, National},
};
use nearhome_problem::Problem;

use super::{Best, Prepared, Sum, Wish};

/// Wishes of every kind about one child and one home.
fn wishes(problem: &Problem, seed: u64) -> Vec<Wish> {
    let below = |end: usize| u32::try_from(seed % u64::try_from(end).expect("few")).expect("few");
    let child = below(problem.children.len());
    let homes: Vec<u32> =
        problem.options.iter().filter(|option| option.child == child).map(|option| option.home).collect();
    let Some(&home) = homes.get(below(homes.len().max(1)) as usize) else { return Vec::new() };
    let closed = |newcomer| Wish::Closed { home, residents: Vec::new(), newcomer };
    vec![
        Wish::Placed(child, Some(home)),
        Wish::Placed(child, None),
        Wish::Absent(child),
        Wish::Elsewhere(child, vec![Some(home), None]),
        closed(None),
        closed(Some(child)),
    ]
}

/// Asks a problem's questions in both ways; how many were answered among few pairs.
#[track_caller]
fn compare(problem: &Problem, seed: u64) -> usize {
    let settings = Settings::default();
    let mut prepared = Prepared::new(problem.clone());
    if !prepared.screen_at_once(&settings) {
        return 0;
    }
    let mut screened = 0;
    for wish in wishes(problem, seed) {
        let Ok(Some(quick)) = prepared.best_screened(&wish, &settings) else { continue };
        let narrowed = prepared.narrowed(&wish).expect("part of a problem");
        let slow = Prepared::solved(&narrowed, &prepared.footing, &settings).expect("an accepted answer");
        let cost = |best: &Best| match best {
            Best::Found(answer) => Some(answer.cost),
            Best::Impossible | Best::Stopped => None::<Sum>,
        };
        assert_eq!(cost(&quick.best), cost(&slow.best), "seed {seed}: {wish:?}");
        screened += 1;
    }
    screened
}

#[test]
fn screening_changes_no_answer_of_problems_with_every_field() {
    let screened: usize = (0..400).map(|seed| compare(&random_problems::every_field(seed, 9, 6), seed)).sum();
    assert!(screened > 60, "{screened} questions");
}

#[test]
fn screening_changes_no_answer_of_families() {
    let problem = |seed| random_problems::national(National { seed, children: 60, form: Form::Households });
    let screened: usize = (0..40).map(|seed| compare(&problem(seed), seed)).sum();
    assert!(screened > 100, "{screened} questions");
}
