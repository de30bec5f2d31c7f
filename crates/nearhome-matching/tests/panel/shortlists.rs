//! Shortlists of random authorities: complete, summing up, and every figure a difference of two solves.

use nearhome_matching::{Assembly, InBestPlans, LevelCost, RankedHome, Sitting, shortlist};
use nearhome_optimiser::Settings;
use nearhome_problem::Totals;
use nearhome_rules::Policy;

use crate::{authorities::random_authority, count, oracle};

fn difference(more: &Totals, less: &Totals) -> Vec<i128> {
    more.iter().zip(less).map(|(more, less)| more - less).collect()
}

fn amounts(cost: &LevelCost) -> Vec<i128> {
    cost.0.iter().map(|(_, amount)| *amount).collect()
}

fn check_figures(assembly: &Assembly<'_>, child: usize, entry: &RankedHome) {
    let home = assembly.number_of_home(&entry.home);
    let optimum = oracle::optimum(assembly);
    let forced = oracle::forced(assembly, child, home);
    let choosing = forced.as_ref().zip(optimum.as_ref()).map(|(forced, best)| difference(forced, best));
    assert_eq!(entry.cost_of_choosing.as_ref().map(amounts), choosing);
    let others = forced.as_ref().zip(oracle::without(assembly, child));
    let others =
        others.map(|(forced, without)| difference(&difference(forced, &without), &amounts(&entry.cost)));
    assert_eq!(entry.opportunity_cost.as_ref().map(amounts), others);
    let is_best = forced == optimum;
    let others_too = oracle::elsewhere(assembly, child, &[home]) == optimum;
    let standing = match (is_best, others_too) {
        (false, _) => InBestPlans::None,
        (true, true) => InBestPlans::Some,
        (true, false) => InBestPlans::Every,
    };
    assert_eq!(entry.in_best_plans, optimum.map(|_| standing));
}

fn check_ledger(entry: &RankedHome) {
    for (level, amount) in &entry.cost.0 {
        let lines = entry.ledger.iter().filter(|line| line.level == *level);
        assert_eq!(lines.map(|line| i128::from(line.amount)).sum::<i128>(), *amount);
    }
}

fn check_authority(seed: u64) {
    let snapshot = random_authority(seed, 8, 6);
    let policy = Policy::default();
    let assembly = Assembly::new(&snapshot, &policy).unwrap();
    let mut sitting = Sitting::new(&assembly, &Settings::default()).unwrap();
    for child in &snapshot.children {
        let list = shortlist(&mut sitting, &child.id, usize::MAX, &Settings::default()).unwrap();
        let ranked = list.ranked.iter().map(|entry| &entry.home);
        let mut homes: Vec<_> = ranked.chain(list.excluded.iter().map(|entry| &entry.home)).collect();
        homes.sort();
        assert_eq!(homes, snapshot.homes.iter().map(|home| &home.id).collect::<Vec<_>>(), "seed {seed}");
        assert!(list.excluded.iter().all(|entry| !entry.reasons.is_empty()), "seed {seed}");
        list.ranked.iter().for_each(check_ledger);
        assert!(list.ranked.windows(2).all(|pair| amounts(&pair[0].cost) <= amounts(&pair[1].cost)));
        let number = assembly.number_of(&child.id).filter(|_| child.is_to_be_matched());
        if let Some(number) = number {
            list.ranked.iter().for_each(|entry| check_figures(&assembly, number, entry));
        }
    }
}

#[test]
fn every_home_is_ranked_or_excluded_and_every_figure_is_a_difference_of_two_solves() {
    (0..count(40)).for_each(check_authority);
}
