//! Unknown facts in random authorities: each value is written in by hand and the whole problem solved anew.

use nearhome_matching::{Alteration, Assembly, Questions, Sitting, questions};
use nearhome_model::{Pets, Religion, SiblingAssessment, Snapshot};
use nearhome_optimiser::Settings;
use nearhome_rules::Policy;

use crate::{
    authorities::{Numbers, random_authority},
    count, oracle,
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
        home.religions = [numbers.of(&[Religion::Muslim, Religion::Christian])].into();
        home.pets = numbers.of(&[None, None, Some(true)]);
    }
    Snapshot::new(parts).unwrap()
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
        Alteration::PetsKnown { home, pets } => {
            parts.homes.iter_mut().find(|own| own.id == *home).unwrap().pets = Some(*pets);
        }
        other => panic!("{other:?} is no value of an unknown fact of this test"),
    }
    Snapshot::new(parts).unwrap()
}

/// Whether after a change no best plan has the child where it is in today's.
fn changes(snapshot: &Snapshot, told: &Questions, change: &Alteration) -> bool {
    let (other, policy) = (made(snapshot, change), Policy::default());
    let assembly = Assembly::new(&other, &policy).unwrap();
    let Some(best) = oracle::optimum(&assembly) else { return false };
    let child = assembly.number_of(&told.child).unwrap();
    let home = told.home.as_ref().and_then(|home| assembly.number_of_home(home));
    oracle::forced(&assembly, child, home) != Some(best)
}

fn check_child(snapshot: &Snapshot, told: &Questions) -> usize {
    assert!(told.exact);
    let changing: Vec<&Alteration> = told
        .questions
        .iter()
        .flat_map(|question| &question.changing)
        .map(|other| {
            assert_ne!(other.home, told.home);
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
        for religion in [Religion::Christian, Religion::Muslim] {
            possible.push(Alteration::ReligionKnown { child: child.id.clone(), religion });
        }
    }
    for change in &possible {
        assert_eq!(changing.contains(&change), changes(snapshot, told, change), "{change:?}");
    }
    for change in &changing {
        assert!(changes(snapshot, told, change), "{change:?}");
    }
    changing.len()
}

#[test]
fn a_fact_is_told_to_change_the_home_exactly_where_solving_anew_says_so() {
    let mut changing = 0;
    for seed in 0..count(40) {
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
