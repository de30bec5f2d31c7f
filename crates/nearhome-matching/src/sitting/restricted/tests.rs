//! Restricted parts are solved among the pairs that bounds leave as they are anew.

use std::collections::BTreeSet;

use nearhome_optimiser::{
    Settings,
    random_problems::{self, Form, National},
};
use nearhome_problem::{OptionSet, Problem};

use super::super::best::{Best, Prepared};
use super::{Question, Restriction};

/// Numbers that look random.
fn dice(seed: u64) -> impl FnMut(usize) -> usize {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    move |end| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % u64::try_from(end.max(1)).expect("few")).expect("few")
    }
}

/// A problem with pairs forbidden and dearer, fewer places, and now and then without a child.
fn restricted(problem: &Problem, seed: u64) -> Restriction {
    let mut below = dice(seed);
    let mut parts = problem.parts().clone();
    let absent = (below(3) == 0).then(|| u32::try_from(below(parts.children.len())).expect("few"));
    let (mut options, mut of, mut gone) = (OptionSet::new(parts.levels.len()), Vec::new(), BTreeSet::new());
    let closed = u32::try_from(below(parts.homes.len())).expect("few");
    for (at, option) in problem.options.iter().enumerate() {
        if option.home == closed && seed.is_multiple_of(2) || below(40) == 0 || absent == Some(option.child) {
            gone.insert((option.child, Some(option.home)));
            continue;
        }
        let mut cost = option.cost.to_vec();
        if seed.is_multiple_of(3) && below(20) == 0 {
            let level = below(cost.len());
            cost[level] += i64::try_from(below(3)).expect("few");
        }
        options.push(option.child, option.home, option.places, &cost);
        of.push(at);
    }
    parts.options = options;
    if seed.is_multiple_of(5) {
        let home = &mut parts.homes[below(problem.homes.len())];
        home.places = home.places.saturating_sub(1);
    }
    if let Some(absent) = absent {
        parts.children[absent as usize].unplaced = Some(vec![0; parts.levels.len()]);
        parts.fixed.retain(|fixed| fixed.child != absent);
        parts.together.iter_mut().for_each(|group| group.children.retain(|&member| member != absent));
        parts.together.retain(|group| group.children.len() > 1);
    }
    parts.fixed.retain(|fixed| !gone.contains(&(fixed.child, Some(fixed.home))));
    let problem = Problem::new(parts).expect("part of a problem");
    Restriction { problem, of, gone, absent, is_same: false }
}

/// How many restricted problems were solved among few pairs.
#[track_caller]
fn compare(problem: &Problem, seed: u64) -> usize {
    let settings = Settings::default();
    let mut prepared = Prepared::new(problem.clone());
    if !prepared.screen_at_once(&settings) {
        return 0;
    }
    let mut screened = 0;
    for seed in 10 * seed..10 * seed + 10 {
        let restriction = restricted(problem, seed);
        let quick = prepared.best_restricted(&restriction, &settings).expect("an accepted answer");
        let mut anew = Prepared::new(restriction.problem().clone());
        let slow = anew.optimum(&settings).expect("an accepted answer");
        let Some(quick) = quick else { continue };
        let Best::Found(slow) = slow else { panic!("seed {seed}: there is an answer") };
        assert_eq!(quick.cost, slow.cost, "seed {seed}");
        assert!(
            (0..).zip(&quick.homes).all(|(child, &home)| restriction.permits(child, home)),
            "seed {seed}"
        );
        screened += 1;
    }
    screened
}

#[test]
fn restricted_problems_with_every_field_are_solved_as_anew() {
    let screened: usize = (0..100).map(|seed| compare(&random_problems::every_field(seed, 9, 6), seed)).sum();
    assert!(screened > 100, "{screened} questions");
}

#[test]
fn restricted_families_are_solved_as_anew() {
    let problem = |seed| random_problems::national(National { seed, children: 60, form: Form::Households });
    let screened: usize = (0..12).map(|seed| compare(&problem(seed), seed)).sum();
    assert!(screened > 20, "{screened} questions");
}
