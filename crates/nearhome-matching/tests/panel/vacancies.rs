//! Vacancies of random authorities: complete, ordered, and every figure a difference of two solves.

use nearhome_matching::{Assembly, LevelCost, Sitting, vacancy};
use nearhome_optimiser::Settings;
use nearhome_problem::Totals;
use nearhome_rules::Policy;

use crate::{authorities::random_authority, oracle, seeds};

fn amounts(cost: &LevelCost) -> Totals {
    cost.0.iter().map(|(_, amount)| *amount).collect()
}

/// What a child costs by itself in a home, or without one.
fn own_cost(assembly: &Assembly<'_>, child: usize, home: Option<u32>) -> Totals {
    let at = |option: &nearhome_problem::PlacementOption<'_>| {
        option.child as usize == child && Some(option.home) == home
    };
    let option = assembly.problem.options.iter().find(at).map(|option| option.cost.to_vec());
    let cost = option.or_else(|| assembly.problem.children[child].unplaced.clone()).unwrap();
    cost.into_iter().map(i128::from).collect()
}

fn check_authority(seed: u64) {
    let snapshot = random_authority(seed, 8, 5);
    let policy = Policy::default();
    let assembly = Assembly::new(&snapshot, &policy).unwrap();
    for (number, home) in assembly.homes.iter().enumerate() {
        // Prepared anew, so that of plans equally good the same is found below: what a sitting was asked before may decide.
        let mut sitting = Sitting::new(&assembly, &Settings::default()).unwrap();
        let told = vacancy(&mut sitting, &home.id, usize::MAX, &Settings::default()).unwrap();
        let closed = oracle::closed(&assembly, number, None);
        assert_eq!(told.nobody_comes.as_ref().map(amounts), closed, "seed {seed}, home {number}");
        let ranked = told.ranked.iter().map(|candidate| &candidate.child);
        let mut judged: Vec<_> = ranked.chain(told.excluded.iter().map(|entry| &entry.child)).collect();
        judged.sort();
        let lives_there = |child: &nearhome_model::Child| {
            child.placement.as_ref().is_some_and(|placement| placement.home.as_ref() == Some(&home.id))
        };
        let asked = assembly.children.iter().filter(|child| child.is_to_be_matched() && !lives_there(child));
        assert_eq!(judged, asked.map(|child| &child.id).collect::<Vec<_>>(), "seed {seed}, home {number}");
        for candidate in &told.ranked {
            let with = oracle::closed(&assembly, number, assembly.number_of(&candidate.child));
            let difference = with.zip(closed.as_ref()).map(|(with, closed)| {
                with.iter().zip(closed).map(|(with, closed)| with - closed).collect::<Totals>()
            });
            assert_eq!(candidate.difference.as_ref().map(amounts), difference, "seed {seed}, home {number}");
        }
        let mut other = Sitting::new(&assembly, &Settings::default()).unwrap();
        let shut = other.closed(number, None, &Settings::default()).unwrap().best();
        for candidate in &told.ranked {
            let child = assembly.number_of(&candidate.child).unwrap();
            let before = shut.as_ref().map(|plan| own_cost(&assembly, child, plan.homes[child]));
            let here = assembly.levels().iter().map(|level| {
                let lines = candidate.ledger.iter().filter(|line| line.level == *level);
                lines.map(|line| i128::from(line.amount)).sum::<i128>()
            });
            let before = before.unwrap_or_else(|| vec![0; assembly.levels().len()]);
            let own: Totals = here.zip(before).map(|(here, before)| here - before).collect();
            assert_eq!(amounts(&candidate.own_difference), own, "seed {seed}: the ledger sums to the cost");
        }
        let known = told.ranked.iter().filter_map(|candidate| candidate.difference.as_ref().map(amounts));
        assert!(known.is_sorted(), "seed {seed}, home {number}: best first");
    }
}

#[test]
fn every_child_is_ranked_or_excluded_and_every_gain_is_a_difference_of_two_solves() {
    seeds(40).for_each(check_authority);
}
