//! The trade-off between two levels, against all answers.

use std::collections::BTreeMap;

use nearhome_optimiser::brute_force;
use nearhome_optimiser::questions::{Frontier, Support, frontier};
use nearhome_problem::{Problem, Totals};

use crate::ground::{check_evidence, check_nearly_all, interrupted, seeds, unlimited, untied};

/// Every point, by the definition.
fn expected(problem: &Problem, first: usize, second: usize) -> Vec<Totals> {
    let mut answers: Vec<Totals> = Vec::new();
    brute_force::visit(problem, &mut |totals, _| answers.push(totals.clone()));
    let held = first.min(second);
    let least = answers.iter().map(|totals| totals[..held].to_vec()).min();
    answers.retain(|totals| Some(&totals[..held]) == least.as_deref());
    let mut best: BTreeMap<(i128, i128), Totals> = BTreeMap::new();
    for totals in answers {
        let known = best.entry((totals[first], totals[second])).or_insert_with(|| totals.clone());
        *known = totals.min(known.clone());
    }
    let beats =
        |one: &(i128, i128), other: &(i128, i128)| one != other && one.0 <= other.0 && one.1 <= other.1;
    let places: Vec<(i128, i128)> = best.keys().copied().collect();
    best.retain(|place, _| !places.iter().any(|other| beats(other, place)));
    best.into_values().collect()
}

/// Whether some weights make the point the best, by looking at every pair of others.
fn is_supported(points: &[(i128, i128)], at: usize) -> bool {
    let (here, before, behind) = (points[at], &points[..at], &points[at + 1..]);
    before.iter().all(|from| {
        behind.iter().all(|to| (here.1 - from.1) * (to.0 - from.0) <= (here.0 - from.0) * (to.1 - from.1))
    })
}

fn totals(frontier: &Frontier) -> Vec<Totals> {
    frontier.points.iter().map(|point| point.totals.clone()).collect()
}

#[test]
fn the_frontier_has_every_point_and_no_other() {
    let (mut proofs, mut inner, mut unsupported) = ((0, 0), 0, 0);
    for seed in seeds() {
        let problem = untied(seed);
        let levels = problem.levels.len();
        if levels < 2 {
            continue;
        }
        let first = usize::try_from(seed / 4).unwrap() % levels;
        let second = (first + 1 + usize::try_from(seed / 32).unwrap() % (levels - 1)) % levels;
        let found = frontier(&problem, first, second, &unlimited()).unwrap();
        let evidence = found.points.iter().map(|point| &point.evidence).chain(&found.evidence);
        let (full, all) = check_evidence(evidence, seed);
        proofs = (proofs.0 + full, proofs.1 + all);
        assert!(found.is_complete(), "seed {seed}");
        assert_eq!(totals(&found), expected(&problem, first, second), "seed {seed}: {first} and {second}");
        let places: Vec<_> =
            found.points.iter().map(|point| (point.totals[first], point.totals[second])).collect();
        for (at, point) in found.points.iter().enumerate() {
            let support = if is_supported(&places, at) { Support::Supported } else { Support::Unsupported };
            assert_eq!(point.support, support, "seed {seed}: {places:?}[{at}]");
            unsupported += u32::from(support == Support::Unsupported);
        }
        inner += found.points.len().saturating_sub(2);
    }
    assert!(inner > 50 && unsupported > 20, "only {inner} inner points, {unsupported} not supported");
    check_nearly_all(proofs);
}

/// Asks for the frontier and stops it after some questions; what was found is part of the truth, and every
/// missing point lies in a gap.
#[track_caller]
fn check_stopped(problem: &Problem, after: usize, seed: u64) -> bool {
    let asked = std::sync::atomic::AtomicUsize::new(0);
    let interrupt = || asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed) >= after;
    let settings = nearhome_optimiser::Settings { interrupt: Some(&interrupt), ..unlimited() };
    let found = frontier(problem, 0, 1, &settings).unwrap();
    let all = expected(problem, 0, 1);
    let known = totals(&found);
    assert!(known.iter().all(|point| all.contains(point)), "seed {seed}, stopped after {after}: {known:?}");
    let index = |point: Option<usize>| {
        point.map(|point| {
            i128::try_from(all.iter().position(|other| *other == known[point]).unwrap()).unwrap()
        })
    };
    for (at, _) in all.iter().enumerate().filter(|(_, point)| !known.contains(point)) {
        let at = i128::try_from(at).unwrap();
        let is_in = |gap: &nearhome_optimiser::questions::Gap| {
            index(gap.after).is_none_or(|after| after < at)
                && index(gap.before).is_none_or(|before| at < before)
        };
        assert!(
            found.gaps.iter().any(is_in),
            "seed {seed}, stopped after {after}: no gap for {:?}",
            all[usize::try_from(at).unwrap()]
        );
    }
    !found.is_complete()
}

#[test]
fn a_stopped_frontier_says_where_points_may_be_missing() {
    let mut stopped = 0;
    for seed in seeds().filter(|seed| seed % 4 == 0) {
        let problem = untied(seed);
        if problem.levels.len() < 2 {
            continue;
        }
        for after in [0, 1, 2, 5, 10, 20, 40, 80] {
            stopped += u32::from(check_stopped(&problem, after, seed));
        }
    }
    assert!(stopped > 100, "only {stopped} runs were stopped");
}

#[test]
fn an_interrupt_before_the_first_answer_leaves_everything_open() {
    let found = frontier(&crate::ground::flow(1, 20).0, 1, 3, &interrupted()).unwrap();
    assert!(found.points.is_empty() && !found.is_complete());
}

#[test]
fn a_country_in_small_trades_area_for_money() {
    let (problem, _) = crate::ground::flow(3, 60);
    let found = frontier(&problem, 2, 3, &unlimited()).unwrap();
    assert!(found.is_complete());
    let places: Vec<(i128, i128)> =
        found.points.iter().map(|point| (point.totals[2], point.totals[3])).collect();
    assert!(places.len() > 3, "{places:?}");
    assert!(places.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 > pair[1].1), "{places:?}");
    check_evidence(found.points.iter().map(|point| &point.evidence).chain(&found.evidence), 3);
}
