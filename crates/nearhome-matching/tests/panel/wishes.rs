//! Wishes in random authorities: each is followed by the best plan or told with what following it costs, which is the
//! difference of two solves of the whole problem.

use nearhome_matching::{Assembly, ChildsWish, Ending, Sitting, UnfollowedWish, unfollowed_wishes};
use nearhome_model::{Home, PlacementCode, Snapshot};
use nearhome_optimiser::Settings;
use nearhome_rules::Policy;

use crate::{
    authorities::{Numbers, random_authority},
    oracle, seeds,
};

/// The authority with more wishes: homes not wanted and kinds.
fn wishful(seed: u64) -> Snapshot {
    let mut parts = random_authority(seed, 8, 6).into_parts();
    let mut numbers = Numbers::new(seed);
    for child in &mut parts.children {
        if numbers.below(2) == 0 {
            child.wishes.not_homes.insert(parts.homes[numbers.below(parts.homes.len())].id.clone());
        }
        if numbers.below(4) == 0 {
            child.wishes.kinds.insert(numbers.of(&[PlacementCode::K2, PlacementCode::U6]));
        }
    }
    Snapshot::new(parts).unwrap()
}

fn follows(wish: &ChildsWish, home: Option<&Home>) -> bool {
    match (wish, home) {
        (ChildsWish::NotHome(unwanted), home) => home.map(|home| &home.id) != Some(unwanted),
        (_, None) => false,
        (ChildsWish::OneOfHomes(homes), Some(home)) => homes.contains(&home.id),
        (ChildsWish::OneOfKinds(kinds), Some(home)) => kinds.iter().any(|kind| home.kinds.contains(kind)),
    }
}

fn check_wish(assembly: &Assembly<'_>, told: &UnfollowedWish) {
    let child = assembly.number_of(&told.child).unwrap();
    let planned = told.planned.as_ref().and_then(|home| assembly.snapshot.home(home));
    assert!(!follows(&told.wish, planned), "{told:?}");
    let numbers = (0..assembly.homes.len()).map(Some).chain([None]);
    let against: Vec<Option<usize>> =
        numbers.filter(|home| !follows(&told.wish, home.map(|home| assembly.homes[home]))).collect();
    let best = oracle::optimum(assembly).unwrap();
    let cost = oracle::elsewhere(assembly, child, &against)
        .map(|with| with.iter().zip(&best).map(|(with, best)| with - best).collect::<Vec<_>>());
    let own = told.cost_of_following.as_ref();
    assert_eq!(own.map(|own| own.0.iter().map(|(_, amount)| *amount).collect::<Vec<_>>()), cost);
    assert_eq!(told.ending, if cost.is_some() { Ending::Exact } else { Ending::Impossible });
    if cost.is_some() {
        let home = told.home_if_followed.as_ref().and_then(|home| assembly.snapshot.home(home));
        assert!(follows(&told.wish, home), "{told:?}");
    }
}

#[test]
fn every_wish_is_followed_or_told_with_its_exact_cost() {
    let (mut exact, mut impossible) = (0, 0);
    for seed in seeds(60) {
        let snapshot = wishful(seed);
        let policy = Policy::default();
        let assembly = Assembly::new(&snapshot, &policy).unwrap();
        let mut sitting = Sitting::new(&assembly, &Settings::default()).unwrap();
        let told = unfollowed_wishes(&mut sitting, &Settings::default()).unwrap();
        for wish in &told {
            check_wish(&assembly, wish);
        }
        exact += told.iter().filter(|wish| wish.ending == Ending::Exact).count();
        impossible += told.iter().filter(|wish| wish.ending == Ending::Impossible).count();
        let Some(plan) = sitting.optimum() else { continue };
        let undecided =
            assembly.children.iter().zip(&plan.homes).filter(|(child, _)| child.is_to_be_matched());
        let missed = undecided.map(|(child, home)| {
            let home = home.map(|home| assembly.homes[home as usize]);
            let named = ChildsWish::OneOfHomes(child.wishes.homes.iter().cloned().collect());
            let kinds = ChildsWish::OneOfKinds(child.wishes.kinds.iter().copied().collect());
            usize::from(!child.wishes.homes.is_empty() && !follows(&named, home))
                + usize::from(!child.wishes.kinds.is_empty() && !follows(&kinds, home))
                + usize::from(home.is_some_and(|home| child.wishes.not_homes.contains(&home.id)))
        });
        assert_eq!(missed.sum::<usize>(), told.len(), "seed {seed}: every wish that is not followed is told");
    }
    assert!(exact > 20 && impossible > 5, "{exact} and {impossible}");
}
