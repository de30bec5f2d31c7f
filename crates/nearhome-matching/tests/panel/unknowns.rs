//! Unknown facts in random authorities: each value is written in by hand and the whole problem solved anew.

use nearhome_matching::{Alteration, Assembly, Questions, Sitting, questions};
use nearhome_model::{
    Pets, RegistrationEvent, RegistrationStatus, Religion, SiblingAssessment, Snapshot, example,
};
use nearhome_optimiser::Settings;
use nearhome_problem::Totals;
use nearhome_rules::{Policy, assess};

use crate::{
    authorities::{Numbers, random_authority},
    oracle, seeds,
};

/// The authority with more that is unknown.
fn unknowing(seed: u64) -> Snapshot {
    let mut parts = random_authority(seed, 8, 6).into_parts();
    let mut numbers = Numbers::new(seed);
    for child in &mut parts.children {
        child.religion = numbers.of(&[None, Some(Religion::Christian)]);
        child.ethnicity = None;
        child.needs.pets = numbers.of(&[Pets::No, Pets::Must]);
    }
    for home in &mut parts.homes {
        home.approval.until = numbers.of(&[None, None, Some("2025-03-01")]).map(example::day);
        if numbers.below(4) == 0 {
            let from = example::day(numbers.of(&["2024-12-30", "2024-12-31"]));
            home.registration.push(RegistrationEvent { from, status: RegistrationStatus::Restricted });
        }
        home.religions = [numbers.of(&[Religion::Muslim, Religion::Christian])].into();
        home.pets = numbers.of(&[None, None, Some(true)]);
    }
    Snapshot::new(parts).unwrap()
}

fn is_shared(snapshot: &Snapshot, religion: Religion) -> bool {
    snapshot.homes.iter().any(|home| home.religions.contains(&religion))
}

/// Writes a value in by hand, apart from the code under test.
fn made(snapshot: &Snapshot, change: &Alteration) -> Snapshot {
    let mut parts = snapshot.clone().into_parts();
    match change {
        Alteration::SiblingsAssessed { child, assessment } => {
            let group = parts.sibling_groups.iter_mut().find(|group| group.children.contains(child));
            group.unwrap().assessment = *assessment;
        }
        Alteration::ReligionKnown { child, religion } => {
            parts.children.iter_mut().find(|own| own.id == *child).unwrap().religion = Some(*religion);
        }
        Alteration::EthnicityKnown { child, ethnicity } => {
            parts.children.iter_mut().find(|own| own.id == *child).unwrap().ethnicity = Some(*ethnicity);
        }
        Alteration::ApprovedUntil { home, until } => {
            parts.homes.iter_mut().find(|own| own.id == *home).unwrap().approval.until = Some(*until);
        }
        Alteration::RegistrationRestored { home } => {
            let home = parts.homes.iter_mut().find(|own| own.id == *home).unwrap();
            home.registration.retain(|event| event.status == RegistrationStatus::Registered);
        }
        Alteration::PetsKnown { home, pets } => {
            parts.homes.iter_mut().find(|own| own.id == *home).unwrap().pets = Some(*pets);
        }
        other => panic!("{other:?} is no value of an unknown fact of this test"),
    }
    Snapshot::new(parts).unwrap()
}

/// Whether after a change no best plan has the child where it is in today's; and what it costs more there.
fn changes(snapshot: &Snapshot, told: &Questions, change: &Alteration) -> (bool, Option<Totals>) {
    let (other, policy) = (made(snapshot, change), Policy::default());
    let assembly = Assembly::new(&other, &policy).unwrap();
    let Some(best) = oracle::optimum(&assembly) else { return (false, None) };
    let child = assembly.number_of(&told.child).unwrap();
    let home = told.home.as_ref().and_then(|home| assembly.number_of_home(home));
    let there = oracle::forced(&assembly, child, home);
    let cost =
        there.as_ref().map(|there| there.iter().zip(&best).map(|(there, best)| there - best).collect());
    (there != Some(best), cost)
}

fn check_child(snapshot: &Snapshot, told: &Questions) -> usize {
    assert!(told.exact);
    let changing: Vec<&Alteration> = told
        .questions
        .iter()
        .flat_map(|question| &question.changing)
        .map(|other| {
            assert_ne!(other.home, told.home);
            let own = other.cost_of_todays_home.as_ref();
            let own = own.map(|cost| cost.0.iter().map(|(_, amount)| *amount).collect());
            assert_eq!((true, own), changes(snapshot, told, &other.change), "{other:?}");
            &other.change
        })
        .collect();
    let mut possible: Vec<Alteration> = Vec::new();
    let child = snapshot.child(&told.child).unwrap();
    if snapshot
        .sibling_group(&child.id)
        .is_some_and(|group| group.assessment == SiblingAssessment::NotAssessed)
    {
        for assessment in [SiblingAssessment::Together, SiblingAssessment::Apart] {
            possible.push(Alteration::SiblingsAssessed { child: child.id.clone(), assessment });
        }
    }
    if child.religion.is_none() {
        let believed = Religion::ALL.iter().filter(|own| **own != Religion::None);
        let others = believed.copied().find(|own| !is_shared(snapshot, *own));
        let shared =
            [Religion::Christian, Religion::Muslim].into_iter().filter(|own| is_shared(snapshot, *own));
        for religion in shared.chain(others) {
            possible.push(Alteration::ReligionKnown { child: child.id.clone(), religion });
        }
    }
    let rules = Policy::default();
    for home in &snapshot.homes {
        let told = assess(snapshot, &rules, child, home).exclusions;
        let [reason] = &told[..] else { continue };
        let old = |event: &RegistrationEvent| event.from == example::day("2024-12-30");
        match reason.rule.as_str() {
            "H004" => {
                let until = child.search.needed_by.unwrap_or(snapshot.date);
                possible.push(Alteration::ApprovedUntil { home: home.id.clone(), until });
            }
            "H010" if home.registration.iter().any(old) => {
                possible.push(Alteration::RegistrationRestored { home: home.id.clone() });
            }
            _ => {}
        }
    }
    for change in &possible {
        assert_eq!(changing.contains(&change), changes(snapshot, told, change).0, "{change:?}");
    }
    changing.len()
}

#[test]
fn a_fact_is_told_to_change_the_home_exactly_where_solving_anew_says_so() {
    let mut changing = 0;
    for seed in seeds(40) {
        let snapshot = unknowing(seed);
        let policy = Policy::default();
        let assembly = Assembly::new(&snapshot, &policy).unwrap();
        let sitting = Sitting::new(&assembly, &Settings::default()).unwrap();
        if sitting.optimum().is_none() {
            continue;
        }
        for child in assembly.children.iter().filter(|child| child.is_to_be_matched()) {
            let told = questions(&sitting, &child.id, 12, &Settings::default()).unwrap();
            changing += check_child(&snapshot, &told);
        }
    }
    assert!(changing > 20, "{changing}");
}
