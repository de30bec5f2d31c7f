//! Emergencies in random authorities: no requirement of safety goes, and every gate that goes is listed.

use nearhome_matching::{Assembly, PutOff, RankedHome, Shortlist, in_an_emergency, judge_homes};
use nearhome_model::{ChildId, Home, Moving, Snapshot};
use nearhome_rules::{Approver, Emergency, Exclusion, Gate, Level, Policy};

use crate::{authorities::random_authority, seeds};

fn judged(snapshot: &Snapshot, child: &ChildId) -> Shortlist {
    let policy = Policy::default();
    let assembly = Assembly::new(snapshot, &policy).unwrap();
    judge_homes(&assembly, child).unwrap()
}

/// How often something was seen that must not be rare.
#[derive(Default)]
struct Seen {
    steps_follow: usize,
    replaced: usize,
    later: usize,
    excluded: usize,
    outside_terms: usize,
}

fn check_home(ordinary: &RankedHome, urgent: &RankedHome, seen: &mut Seen) {
    assert!(ordinary.follow_ups.is_empty());
    let mut gone = 0;
    for gate in &ordinary.gates {
        let after = urgent.gates.iter().find(|own| own.rule == gate.rule);
        let told: Vec<PutOff> =
            urgent.follow_ups.iter().filter(|own| own.rule == gate.rule).map(|own| own.put_off).collect();
        match after {
            None => assert_eq!(told, [PutOff::Replaced], "{gate:?}"),
            Some(after) if after.emergency == Emergency::Unchanged => {
                assert!(told.is_empty() && after.weight == gate.weight, "{gate:?}");
            }
            Some(after) => {
                assert!(told == [PutOff::StepsFollow] && after.weight == 0, "{gate:?}");
            }
        }
        gone += if told.is_empty() { 0 } else { i128::from(gate.weight) };
    }
    let is_new = |gate: &&Gate| ordinary.gates.iter().all(|own| own.rule != gate.rule);
    let come: Vec<&Gate> = urgent.gates.iter().filter(is_new).collect();
    assert!(come.iter().all(|gate| gate.rule.as_str() == "G016"), "{come:?}");
    let come: i64 = come.iter().map(|gate| gate.weight).sum();
    assert_eq!(ordinary.cost.on(Level::Gates) - urgent.cost.on(Level::Gates), gone - i128::from(come));
    for step in &urgent.follow_ups {
        match step.put_off {
            PutOff::StepsFollow => {
                // Five working days for a placement out of area (regulation 11), ten for one with parents (regulation 19).
                let last = if step.rule.as_str() == "G005" { "2025-04-14" } else { "2025-04-07" };
                assert_eq!(step.by.map(|day| day.to_string()).as_deref(), Some(last), "{}", step.rule);
                seen.steps_follow += 1;
            }
            PutOff::Replaced => {
                assert_eq!(step.by, None, "as soon as practicable");
                seen.replaced += 1;
            }
            PutOff::Later => {
                // 31 March 2025 is a Monday: five working days after it is the Monday of the week after.
                assert_eq!(step.by.map(|day| day.to_string()).as_deref(), Some("2025-04-07"));
                seen.later += 1;
            }
            PutOff::OutsideTerms => {
                // Six working days after a Monday: the Tuesday of the week after.
                assert_eq!(step.by.map(|day| day.to_string()).as_deref(), Some("2025-04-08"));
                assert!(step.rule.as_str() == "G016" && step.approval == Some(Approver::SeniorManager));
                seen.outside_terms += 1;
            }
        }
    }
}

/// The council in which the terms of approved foster carers admit the child.
fn with_terms_that_fit(snapshot: &Snapshot, child: &ChildId) -> Snapshot {
    let child = snapshot.child(child).unwrap();
    let mut parts = snapshot.clone().into_parts();
    let approved = |home: &&mut Home| {
        let only_fosters = home.kinds.iter().all(|kind| kind.is_fostering());
        only_fosters && home.approval.until.is_none() && home.connected_to.is_none()
    };
    for home in parts.homes.iter_mut().filter(approved) {
        let age = child.age_on(snapshot.date);
        (home.approval.age_from, home.approval.age_to) =
            (home.approval.age_from.min(age), home.approval.age_to.max(age));
        home.approval.sexes.insert(child.sex);
    }
    Snapshot::new(parts).unwrap()
}

fn check_authority(number: u64, seen: &mut Seen) {
    let snapshot = random_authority(number, 8, 6);
    for child in &snapshot.children {
        let mut parts = snapshot.clone().into_parts();
        parts.children.iter_mut().for_each(|child| child.search.emergency = false);
        // The placement ends on the day in either case: that too is part of an emergency.
        let own = parts.children.iter_mut().find(|own| own.id == child.id).unwrap();
        (own.search.moving, own.search.needed_by) = (Moving::Needed, Some(parts.date));
        let calm = Snapshot::new(parts).unwrap();
        let ordinary = judged(&calm, &child.id);
        let emergency = in_an_emergency(&snapshot, std::slice::from_ref(&child.id)).unwrap();
        let search = &emergency.child(&child.id).unwrap().search;
        assert_eq!((search.moving, search.needed_by), (Moving::Needed, Some(snapshot.date)));
        let urgent = judged(&emergency, &child.id);
        // An ordinary search in a council where the approved foster carers' terms admit the child shows what else there
        // is: the same homes are excluded, and in this one those whose terms do not, too.
        let fitting = judged(&with_terms_that_fit(&calm, &child.id), &child.id);
        assert_eq!(fitting.excluded, urgent.excluded, "authority {number}");
        for entry in ordinary.excluded.iter().filter(|entry| !urgent.excluded.contains(entry)) {
            let terms = |reason: &Exclusion| ["H001", "H002"].contains(&reason.rule.as_str());
            assert!(entry.reasons.iter().any(terms), "{entry:?}");
        }
        seen.excluded += urgent.excluded.len();
        for home in &fitting.ranked {
            let other = urgent.ranked.iter().find(|other| other.home == home.home).unwrap();
            check_home(home, other, seen);
        }
    }
}

#[test]
fn an_emergency_relaxes_no_safety_and_lists_every_gate_that_goes() {
    let mut seen = Seen::default();
    seeds(200).for_each(|seed| check_authority(seed, &mut seen));
    let rare = [seen.steps_follow, seen.replaced, seen.later, seen.excluded, seen.outside_terms];
    assert!(rare.iter().all(|&count| count > 20), "{rare:?}");
}
