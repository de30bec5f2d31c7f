//! What-if on random authorities: the plan after changes is that of a council changed by hand and solved anew.

use nearhome_matching::{Alteration, Assembly, Ending, LevelCost, Sitting, what_if};
use nearhome_model::{
    Adaptation, Age, Child, ChildId, Home, HomeId, Moving, Pence, RegistrationEvent, RegistrationStatus, Sex,
    Snapshot, SnapshotParts, example,
};
use nearhome_optimiser::Settings;
use nearhome_problem::Totals;
use nearhome_rules::Policy;

use crate::{
    authorities::{Numbers, random_authority},
    oracle, seeds,
};

fn lives_in(child: &Child, home: &HomeId) -> bool {
    child.placement.as_ref().is_some_and(|placement| placement.home.as_ref() == Some(home))
}

/// A random change, and the same made by hand.
fn change(numbers: &mut Numbers, parts: &mut SnapshotParts) -> Alteration {
    let at = numbers.below(parts.homes.len());
    let id = parts.homes[at].id.clone();
    let kinds = if parts.children.is_empty() { 6 } else { 9 };
    match numbers.below(kinds) {
        0 => {
            let home = Home { id: example::home_id("h50"), ..example::home("h50") };
            if !parts.homes.iter().any(|own| own.id == home.id) {
                parts.homes.push(home.clone());
                return Alteration::HomeOpens { home: Box::new(home) };
            }
            Alteration::RegistrationRestored { home: id }
        }
        1 => {
            close_home(at, parts);
            Alteration::HomeCloses { home: id }
        }
        2 => {
            let places = u8::try_from(1 + numbers.below(4)).unwrap();
            parts.homes[at].usable_places = places;
            parts.homes[at].registered_places = parts.homes[at].registered_places.max(places);
            Alteration::Places { home: id, places }
        }
        3 if parts.homes[at].contract.is_none() => {
            let weekly_fee = Pence::new(i64::try_from(numbers.below(100_000)).unwrap());
            parts.homes[at].weekly_fee = Some(weekly_fee);
            Alteration::Fee { home: id, weekly_fee }
        }
        4 => {
            let newcomers = parts.children.iter().filter_map(|own| own.id.as_str().strip_prefix('d'));
            let last = newcomers.filter_map(|number| number.parse::<usize>().ok()).max();
            let child = example::child(&format!("d{:02}", last.map_or(0, |last| last + 1)));
            parts.children.push(child.clone());
            Alteration::ChildArrives { child: Box::new(child) }
        }
        5 => change_of_terms(numbers, &mut parts.homes[at]),
        6 => {
            let (at, date) = (numbers.below(parts.children.len()), parts.date);
            let search = &mut parts.children[at].search;
            (search.emergency, search.moving, search.needed_by) = (true, Moving::Needed, Some(date));
            Alteration::Emergency { child: parts.children[at].id.clone() }
        }
        7 => leave(numbers, parts),
        _ => {
            let child = numbers.below(parts.children.len());
            let record = &mut parts.children[child];
            if record.search.moving == Moving::Settled {
                record.search.moving = Moving::Permitted;
            }
            Alteration::MovePermitted { child: record.id.clone() }
        }
    }
}

/// A change of what a home may do.
fn change_of_terms(numbers: &mut Numbers, record: &mut Home) -> Alteration {
    let home = record.id.clone();
    match numbers.below(5) {
        0 => {
            let (from, to) = (Age::new(numbers.byte(6)), Age::new(10 + numbers.byte(8)));
            (record.approval.age_from, record.approval.age_to) = (from, to);
            Alteration::ApprovedAges { home, from, to }
        }
        1 => {
            record.approval.sexes.insert(Sex::Male);
            Alteration::ApprovedSex { home, sex: Sex::Male }
        }
        2 => {
            let until = example::day(numbers.of(&["2025-03-30", "2025-04-30"]));
            record.approval.until = Some(until);
            Alteration::ApprovedUntil { home, until }
        }
        3 => {
            record.adaptations.insert(Adaptation::StepFree);
            Alteration::Adapted { home, adaptation: Adaptation::StepFree }
        }
        _ => {
            let pets = numbers.below(2) == 0;
            record.pets = Some(pets);
            Alteration::PetsKnown { home, pets }
        }
    }
}

/// A child leaves, and with it everything that names it.
fn leave(numbers: &mut Numbers, parts: &mut SnapshotParts) -> Alteration {
    let child = take_out(numbers.below(parts.children.len()), parts);
    Alteration::ChildLeaves { child }
}

fn take_out(at: usize, parts: &mut SnapshotParts) -> ChildId {
    let child = parts.children.remove(at).id;
    for group in &mut parts.sibling_groups {
        group.children.retain(|own| *own != child);
    }
    parts.sibling_groups.retain(|group| group.children.len() > 1);
    parts.keep_apart.retain(|pair| pair.first != child && pair.second != child);
    for parent in parts.children.iter_mut().filter(|own| own.baby.as_ref() == Some(&child)) {
        parent.baby = None;
    }
    child
}

/// A home closes, and those who live there need another.
fn close_home(at: usize, parts: &mut SnapshotParts) {
    let (date, id) = (parts.date, parts.homes[at].id.clone());
    let closed = RegistrationEvent { from: date, status: RegistrationStatus::Cancelled };
    parts.homes[at].usable_places = 0;
    parts.homes[at].registration.retain(|event| event.from < date);
    parts.homes[at].registration.push(closed);
    for child in parts.children.iter_mut().filter(|child| lives_in(child, &id)) {
        child.search.moving = Moving::Needed;
    }
}

fn amounts(cost: Option<&LevelCost>) -> Option<Totals> {
    cost.map(|cost| cost.0.iter().map(|(_, amount)| *amount).collect())
}

fn check_authority(seed: u64) {
    let snapshot = random_authority(seed, 8, 6);
    let policy = Policy::default();
    let assembly = Assembly::new(&snapshot, &policy).unwrap();
    let sitting = Sitting::new(&assembly, &Settings::default()).unwrap();
    let mut numbers = Numbers::new(seed);
    let mut parts = snapshot.clone().into_parts();
    let changes: Vec<Alteration> = (0..=numbers.below(3)).map(|_| change(&mut numbers, &mut parts)).collect();
    if changes.iter().any(|change| matches!(change, Alteration::RegistrationRestored { .. })) {
        return;
    }
    let other = Snapshot::new(parts).unwrap();
    let anew = Assembly::new(&other, &policy).unwrap();
    assert_eq!(assembly.near(&other).unwrap().problem, anew.problem, "seed {seed}: {changes:?}");
    let expected = oracle::optimum(&anew);
    let told = what_if(&sitting, &changes, &Settings::default()).unwrap();
    assert_eq!(amounts(told.after.as_ref()), expected, "seed {seed}: {changes:?}");
    assert_eq!(amounts(told.before.as_ref()), oracle::optimum(&assembly), "seed {seed}");
    let Some(differences) = told.differences else { return assert_eq!(told.ending, Ending::Impossible) };
    let parts = differences.children.iter().map(|one| &one.cost).chain([&differences.between_children]);
    let sums = parts.fold(vec![0; assembly.levels().len()], |sums: Totals, cost| {
        sums.iter().zip(&cost.0).map(|(sum, (_, amount))| sum + amount).collect()
    });
    assert_eq!(Some(sums), amounts(Some(&differences.total)), "seed {seed}");
    let more =
        expected.unwrap().iter().zip(amounts(told.before.as_ref()).unwrap()).map(|(a, b)| a - b).collect();
    assert_eq!(amounts(Some(&differences.total)), Some(more), "seed {seed}");
}

#[test]
fn the_plan_after_changes_is_that_of_the_changed_council_solved_anew() {
    seeds(200).for_each(check_authority);
}

/// Every pair forbidden and decided, every child gone, every home closed, smaller and dearer, one at a time.
fn check_restrictions(seed: u64) {
    let snapshot = random_authority(seed, 8, 6);
    let policy = Policy::default();
    let assembly = Assembly::new(&snapshot, &policy).unwrap();
    let sitting = Sitting::new(&assembly, &Settings::default()).unwrap();
    let after = |change: &Alteration| {
        let told = what_if(&sitting, std::slice::from_ref(change), &Settings::default()).unwrap();
        assert_ne!(told.ending, Ending::Stopped, "there is no limit");
        amounts(told.after.as_ref())
    };
    let anew = |make: &dyn Fn(&mut SnapshotParts)| {
        let mut parts = snapshot.clone().into_parts();
        make(&mut parts);
        let other = Snapshot::new(parts).unwrap();
        let anew = Assembly::new(&other, &policy).unwrap();
        assert_eq!(assembly.near(&other).unwrap().problem, anew.problem, "seed {seed}");
        oracle::optimum(&anew)
    };
    for (number, record) in assembly.children.iter().enumerate() {
        let child = record.id.clone();
        let leaves = |parts: &mut SnapshotParts| {
            let at = parts.children.iter().position(|own| own.id == child).unwrap();
            take_out(at, parts);
        };
        let change = Alteration::ChildLeaves { child: child.clone() };
        assert_eq!(after(&change), anew(&leaves), "seed {seed}: {change:?}");
        let own = assembly.problem.options.iter().filter(|option| option.child as usize == number);
        for home in own.map(|option| option.home as usize).filter(|_| record.is_to_be_matched()) {
            let id = assembly.homes[home].id.clone();
            let forbid = Alteration::Forbid { child: child.clone(), home: id.clone() };
            let elsewhere = oracle::elsewhere(&assembly, number, &[Some(home)]);
            assert_eq!(after(&forbid), elsewhere, "seed {seed}: {forbid:?}");
            let fix = Alteration::Fix { child: child.clone(), home: Some(id) };
            assert_eq!(after(&fix), oracle::forced(&assembly, number, Some(home)), "seed {seed}: {fix:?}");
        }
    }
    for (at, record) in assembly.homes.iter().enumerate() {
        let home = record.id.clone();
        let close = Alteration::HomeCloses { home: home.clone() };
        assert_eq!(after(&close), anew(&|parts| close_home(at, parts)), "seed {seed}: {close:?}");
        let places = record.usable_places.saturating_sub(1);
        let smaller = Alteration::Places { home: home.clone(), places };
        let by_hand = anew(&|parts| parts.homes[at].usable_places = places);
        assert_eq!(after(&smaller), by_hand, "seed {seed}: {smaller:?}");
        if record.contract.is_none() {
            let weekly_fee = Pence::new(record.weekly_fee.map_or(0, Pence::pence) + 12_345);
            let dearer = Alteration::Fee { home, weekly_fee };
            let by_hand = anew(&|parts| parts.homes[at].weekly_fee = Some(weekly_fee));
            assert_eq!(after(&dearer), by_hand, "seed {seed}: {dearer:?}");
        }
    }
}

#[test]
fn the_plan_after_a_restriction_is_that_of_the_restricted_council_solved_anew() {
    seeds(40).for_each(check_restrictions);
}

/// A child fixed, forbidden and leaving, on a council whose plans can be seen at a glance.
#[test]
fn what_is_decided_is_kept() {
    let homes = ["h1", "h2"].map(|id| Home { registered_places: 1, usable_places: 1, ..example::home(id) });
    let dear = Home { weekly_fee: Some(Pence::from_pounds(700)), ..homes[1].clone() };
    let children = ["c1", "c2"].map(example::child);
    let snapshot = example::snapshot(children.into(), vec![homes[0].clone(), dear]);
    let policy = Policy::default();
    let assembly = Assembly::new(&snapshot, &policy).unwrap();
    let sitting = Sitting::new(&assembly, &Settings::default()).unwrap();
    let after = |change: Alteration| {
        let told = what_if(&sitting, &[change], &Settings::default()).unwrap();
        told.after.map(|totals| (totals.0[0].1, totals.0[7].1))
    };
    let (child, home) = (example::child_id("c1"), example::home_id("h1"));
    assert_eq!(after(Alteration::ChildLeaves { child: child.clone() }), Some((0, 50_000)));
    assert_eq!(after(Alteration::Fix { child: child.clone(), home: None }), Some((1, 50_000)));
    assert_eq!(after(Alteration::Forbid { child: child.clone(), home: home.clone() }), Some((0, 120_000)));
    let both =
        [child, example::child_id("c2")].map(|child| Alteration::Fix { child, home: Some(home.clone()) });
    let told = what_if(&sitting, &both, &Settings::default()).unwrap();
    assert_eq!((told.ending, told.after), (Ending::Impossible, None), "two in a home with one place");
}
