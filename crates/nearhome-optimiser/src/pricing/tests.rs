//! Prices of random places against every subset of their options.

use crate::core::{Core, Index};
use crate::random_problems::{Numbers, tiny};
use crate::solve::cores;

use super::{Fate, Pricer, Worth};

/// The worth of a set in one place, or `None` when it may not live there.
fn worth_of(core: &Core, set: &[Index], fates: &[Fate], worth: &Worth) -> Option<i128> {
    let mut value: i128 = set.iter().map(|&option| worth.profit[option as usize]).sum();
    let place = core.options[*set.first()? as usize].place as usize;
    let mut free = core.places[place].free.clone();
    for option in set.iter().map(|&option| &core.options[option as usize]) {
        for (instant, load) in option.loads.by_instant() {
            free[instant as usize] -= load;
        }
    }
    let units: Vec<Index> = set.iter().map(|&option| core.options[option as usize].unit).collect();
    let home = core.places[place].home;
    for (pair, penalty) in core.pairs.iter().zip(&worth.penalty) {
        if home.is_some() && pair.units.iter().all(|unit| units.contains(unit)) {
            pair.cost.as_ref()?;
            value -= penalty;
        }
    }
    for ((group, fate), reward) in core.groups.iter().zip(fates).zip(&worth.reward) {
        let members = group.units.iter().filter(|unit| units.contains(unit)).count();
        let is_whole = members == group.units.len() && group.anchor.permits(home);
        let is_broken = match fate {
            Fate::Open => false,
            Fate::Whole => members > 0 && !is_whole,
            Fate::Torn => is_whole,
        };
        if is_broken {
            return None;
        }
        value += if is_whole { *reward } else { 0 };
    }
    free.iter().all(|&left| left >= 0).then_some(value)
}

fn random_worth(core: &Core, numbers: &mut Numbers) -> Worth {
    let mut draw = |low: i128, end: u32| low + i128::from(numbers.below(end));
    Worth {
        profit: core.options.iter().map(|_| draw(-12, 30)).collect(),
        reward: core.groups.iter().map(|_| draw(0, 25)).collect(),
        penalty: core.pairs.iter().map(|_| draw(0, 15)).collect(),
    }
}

/// Fates of groups; no two whole groups share a unit.
fn random_fates(core: &Core, numbers: &mut Numbers) -> Vec<Fate> {
    let mut taken: Vec<Index> = Vec::new();
    let mut fate = |group: &crate::core::Group| match numbers.below(3) {
        0 if !group.units.iter().any(|unit| taken.contains(unit)) => {
            taken.extend(&group.units);
            Fate::Whole
        }
        1 => Fate::Torn,
        _ => Fate::Open,
    };
    core.groups.iter().map(&mut fate).collect()
}

#[track_caller]
fn check_place(core: &Core, place: Index, pricer: &mut Pricer<'_>, live: &[bool], worth: &Worth) {
    let fates = pricer.fates.clone();
    let options: Vec<Index> = core.places[place as usize].options.clone();
    let options: Vec<Index> = options.into_iter().filter(|&option| live[option as usize]).collect();
    let subsets = (1_u32..1 << options.len()).map(|mask| -> Vec<Index> {
        (0..).zip(&options).filter(|(at, _)| mask >> at & 1 == 1).map(|(_, &option)| option).collect()
    });
    let mut best = 0;
    let mut with = vec![i128::MIN; core.options.len()];
    for set in subsets {
        if let Some(value) = worth_of(core, &set, &fates, worth) {
            best = best.max(value);
            for option in set {
                with[option as usize] = with[option as usize].max(value);
            }
        }
    }
    let household = pricer.best(place, live, worth);
    assert_eq!((household.value, household.bound), (best, best));
    let worth_found = worth_of(core, &household.options, &fates, worth);
    assert_eq!(worth_found.unwrap_or(0), best, "the set is worth what it is said to be");
    let mut bounds = vec![i128::MIN; core.options.len()];
    for (option, bound) in pricer.bounds_with(place, live, worth) {
        bounds[option as usize] = bound;
    }
    assert_eq!(bounds, with);
}

#[test]
fn prices_agree_with_every_subset() {
    let mut numbers = Numbers::new(1);
    let mut places = 0;
    for seed in 0..3_000 {
        for core in cores(&tiny(seed)) {
            let worth = random_worth(&core, &mut numbers);
            let live: Vec<bool> = core.options.iter().map(|_| numbers.chance(85)).collect();
            let mut pricer = Pricer::new(&core);
            pricer.fates = random_fates(&core, &mut numbers);
            for place in 0..u32::try_from(core.places.len()).unwrap() {
                check_place(&core, place, &mut pricer, &live, &worth);
                places += 1;
            }
        }
    }
    assert!(places > 3_000, "only {places} places in the sample");
}
