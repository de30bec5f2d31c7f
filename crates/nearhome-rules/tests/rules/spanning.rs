//! What spans several children who are all to be matched.

use nearhome_model::{
    AdditionalSupport, Age, ApartReason, Contract, ContractKind, KeepApart, LivingCompanions, Moving,
    OtherResident, Pence, Sex, SiblingAssessment, example,
};
use nearhome_rules::{
    Severity, TogetherMeans,
    spanning::{alone, apart_pairs, capacity, contract_caps, followers, sibling_groups},
};

use crate::scene::{Scene, day, scene};

fn referred(scene: &mut Scene, id: &str, years: u8) {
    scene.others.push(example::aged(years, example::child(id)));
}

#[track_caller]
fn check_pairs(expected: &[(&str, &str, &str, Option<i64>)], edit: impl FnOnce(&mut Scene)) {
    let scene = scene(edit);
    let pairs = apart_pairs(&scene.snapshot(), &scene.policy);
    let found: Vec<_> = pairs
        .iter()
        .map(|pair| {
            (pair.first.as_str(), pair.second.as_str(), pair.rule.as_str(), pair.cost.map(|cost| cost.amount))
        })
        .collect();
    assert_eq!(found, expected);
}

fn record(scene: &mut Scene, reason: ApartReason) {
    scene.keep_apart =
        vec![KeepApart { first: example::child_id("c1"), second: example::child_id("c2"), reason }];
}

#[test]
fn recorded_pairs_are_kept_apart_or_priced() {
    check_pairs(&[("c1", "c2", "H019", None)], |s| {
        referred(s, "c2", 9);
        record(s, ApartReason::Risk);
    });
    check_pairs(&[("c1", "c2", "S013", Some(40))], |s| {
        referred(s, "c2", 9);
        record(s, ApartReason::Preference);
    });
    check_pairs(&[], |s| {
        s.others.push(example::living_in("h2", example::child("c2")));
        record(s, ApartReason::Risk);
    });
}

#[test]
fn siblings_assessed_apart_are_a_pair() {
    check_pairs(&[("c1", "c2", "H020", None)], |s| {
        referred(s, "c2", 9);
        s.siblings(&["c1", "c2"], SiblingAssessment::Apart);
    });
}

#[test]
fn only_older_or_younger_companions_make_pairs() {
    check_pairs(&[("c1", "c2", "H018", None)], |s| {
        referred(s, "c2", 9);
        referred(s, "c3", 15);
        s.child.needs.companions = LivingCompanions::OnlyOlder;
    });
    check_pairs(&[("c1", "c2", "H018", Some(1))], |s| {
        referred(s, "c2", 9);
        s.child.needs.companions = LivingCompanions::OnlyOlder;
        s.policy.set_severity("H018".parse().unwrap(), Severity::Gate).unwrap();
    });
}

#[test]
fn children_who_live_together_are_not_forced_apart() {
    check_pairs(&[("c1", "c2", "H019", Some(1))], |s| {
        for id in ["c1", "c2"] {
            let mut child = example::living_in("h1", example::child(id));
            child.search.moving = Moving::Permitted;
            if id == "c1" { s.child = child } else { s.others.push(child) }
        }
        record(s, ApartReason::Risk);
    });
}

#[test]
fn a_solo_child_is_alone() {
    let solo = scene(|s| s.child.needs.companions = LivingCompanions::Solo);
    assert_eq!(alone(&solo.snapshot(), &solo.policy), [example::child_id("c1")]);
    assert!(alone(&Scene::new().snapshot(), &solo.policy).is_empty());
}

#[test]
fn siblings_to_be_matched_are_declared_with_their_price() {
    let together = |means| {
        let scene = scene(|s| {
            referred(s, "c2", 9);
            s.siblings(&["c1", "c2"], SiblingAssessment::Together);
            s.policy.siblings.assessed_together = means;
        });
        sibling_groups(&scene.snapshot(), &scene.policy)[0].split_cost
    };
    assert_eq!(together(TogetherMeans::Cost), Some(1));
    assert_eq!(together(TogetherMeans::Required), None);
}

#[test]
fn a_baby_follows_its_parent() {
    let scene = scene(|s| {
        referred(s, "c2", 0);
        s.child.baby = Some(example::child_id("c2"));
        s.child.needs.support.insert(AdditionalSupport::ParentAndChild);
        s.home.support.insert(AdditionalSupport::ParentAndChild);
    });
    let followers = followers(&scene.snapshot());
    assert_eq!((followers[0].baby.as_str(), &followers[0].home), ("c2", &None));
    assert_eq!(scene.assess().places, 2);
}

#[track_caller]
fn check_places(expected: u32, edit: impl FnOnce(&mut Scene)) {
    let scene = scene(edit);
    let snapshot = scene.snapshot();
    assert_eq!(capacity(&snapshot, &scene.policy, snapshot.home(&scene.home.id).unwrap()).places, expected);
}

#[test]
fn capacity_leaves_room_for_those_who_stay() {
    check_places(2, |_| {});
    check_places(1, |s| {
        s.settle("r1", 8);
    });
    check_places(2, |s| s.settle("r1", 8).search.moving = Moving::Permitted);
    check_places(1, |s| {
        s.home.other_residents = vec![OtherResident { age: Age::new(9), sex: Sex::Male, risks: [].into() }];
    });
}

#[test]
fn a_foster_home_is_cut_to_the_usual_limit() {
    let large = |s: &mut Scene| (s.home.registered_places, s.home.usable_places) = (5, 5);
    check_places(3, large);
    check_places(2, |s| {
        large(s);
        s.settle("r1", 8);
    });
    check_places(5, |s| {
        large(s);
        s.home.kinds = [nearhome_model::PlacementCode::K2].into();
    });
}

#[test]
fn a_large_foster_home_may_be_kept_for_one_sibling_group() {
    let scene = scene(|s| {
        (s.home.registered_places, s.home.usable_places) = (5, 5);
        for id in ["c2", "c3", "c4"] {
            referred(s, id, 9);
        }
        s.siblings(&["c1", "c2", "c3", "c4"], SiblingAssessment::Together);
    });
    let snapshot = scene.snapshot();
    let capacity = capacity(&snapshot, &scene.policy, &scene.home);
    assert_eq!((capacity.places, capacity.whole_groups[0].places), (3, 5));
}

#[test]
fn capacity_evicts_nobody() {
    check_places(2, |s| {
        s.home.usable_places = 1;
        for id in ["r1", "r2"] {
            s.settle(id, 8).search.moving = Moving::Permitted;
        }
    });
}

#[test]
fn contracts_limit_children_over_their_homes() {
    let scene = scene(|s| {
        s.home.contract = Some("k1".parse().unwrap());
        s.contracts = vec![Contract {
            id: "k1".parse().unwrap(),
            provider: "p1".parse().unwrap(),
            from: day("2024-04-01"),
            to: None,
            kind: ContractKind::Block { paid_places: 3, weekly_price: Pence::from_pounds(1) },
        }];
        s.settle("r1", 8);
    });
    let caps = contract_caps(&scene.snapshot());
    assert_eq!((caps[0].homes.len(), caps[0].places), (1, 2));
}
