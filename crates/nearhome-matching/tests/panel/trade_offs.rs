//! Trade-offs of random authorities: every point is the best plan that has no more than its second sum.

use nearhome_matching::{Assembly, trade_off};
use nearhome_optimiser::Settings;
use nearhome_problem::{Limit, Problem, Totals};
use nearhome_rules::{Level, Policy};

use crate::{authorities::random_authority, seeds};

/// The best plan with at most so much on a level, the earlier levels held and the first of two preferred.
fn best_below(assembly: &Assembly<'_>, held: &[(usize, i128)], first: usize) -> Option<Totals> {
    if held.iter().any(|&(_, max)| max < 0) {
        return None;
    }
    let mut parts = assembly.problem.clone().into_parts();
    parts.limits =
        held.iter().map(|&(level, max)| Limit { level, max: i64::try_from(max).unwrap() }).collect();
    let levels = parts.levels.len();
    let order: Vec<usize> =
        std::iter::once(first).chain((0..levels).filter(|&level| level != first)).collect();
    let reordered = |cost: &[i64]| order.iter().map(|&level| cost[level]).collect::<Vec<_>>();
    let mut options = nearhome_problem::OptionSet::new(levels);
    for option in parts.options.iter() {
        options.push(option.child, option.home, option.places, &reordered(option.cost));
    }
    parts.options = options;
    parts.levels = order.iter().map(|&level| parts.levels[level].clone()).collect();
    parts.children.iter_mut().flat_map(|child| &mut child.unplaced).for_each(|cost| *cost = reordered(cost));
    parts
        .together
        .iter_mut()
        .flat_map(|group| &mut group.split_cost)
        .for_each(|cost| *cost = reordered(cost));
    parts.apart.iter_mut().flat_map(|pair| &mut pair.cost).for_each(|cost| *cost = reordered(cost));
    for limit in &mut parts.limits {
        limit.level = order.iter().position(|&level| level == limit.level).unwrap();
    }
    let solution = nearhome_optimiser::solve(&Problem::new(parts).unwrap(), &Settings::default());
    let totals = solution.totals?;
    Some((0..levels).map(|level| totals[order.iter().position(|&own| own == level).unwrap()]).collect())
}

fn check_authority(seed: u64) -> usize {
    let snapshot = random_authority(seed, 7, 5);
    let policy = Policy::default();
    let assembly = Assembly::new(&snapshot, &policy).unwrap();
    let told = trade_off(&assembly, [Level::Disruption, Level::WeeklyPence], &Settings::default()).unwrap();
    assert!(told.complete);
    let index = |level: Level| assembly.levels().iter().position(|own| *own == level).unwrap();
    let (first, second) = (index(Level::Disruption), index(Level::WeeklyPence));
    let mut last: Option<Totals> = None;
    for point in &told.points {
        let totals: Totals = point.totals.0.iter().map(|(_, amount)| *amount).collect();
        let mut held: Vec<(usize, i128)> = (0..first).map(|level| (level, totals[level])).collect();
        if let Some(last) = &last {
            held.push((second, last[second] - 1));
        }
        assert_eq!(best_below(&assembly, &held, first), Some(totals.clone()), "seed {seed}");
        last = Some(totals);
    }
    if let Some(last) = last {
        let mut held: Vec<(usize, i128)> = (0..first).map(|level| (level, last[level])).collect();
        held.push((second, last[second] - 1));
        assert_eq!(best_below(&assembly, &held, first), None, "seed {seed}: there is no further point");
    }
    told.points.len()
}

#[test]
fn every_point_is_the_best_plan_below_the_one_before() {
    let points: usize = seeds(60).map(check_authority).sum();
    assert!(points > 70, "{points}");
}
