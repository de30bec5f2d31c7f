//! Journeys of a panel, each a small council: the facade and the command line answer with the same numbers.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{fs, path::Path, process::Command};

use nearhome::{
    Judged, Limits, in_an_emergency,
    matching::{PutOff, Shortlist},
    model::{
        Adaptation, Child, Circumstance, Home, HomeId, Location, Matching, Moving, Pence, School,
        SiblingAssessment, SiblingGroup, SiblingGroupId, Snapshot, SnapshotParts, VisitsPerYear,
        example::{self, AUTHORITY, DISTANT, aged, authority, child_id, home_id, living_in},
    },
    rules::{Level, Policy},
    shortlist,
};
use serde_json::{Value, json};

/// The command line's answer about a council.
fn said(folder: &Path, parts: &SnapshotParts, words: &[&str]) -> Value {
    let file = json!({ "format": "nearhome-snapshot/1", "snapshot": parts });
    fs::write(folder.join("day.json"), file.to_string()).unwrap();
    let words = [&[words[0], "day.json"], &words[1..], &["--format", "json"]].concat();
    let output =
        Command::new(env!("CARGO_BIN_EXE_nearhome")).current_dir(folder).args(&words).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn judged(parts: &SnapshotParts) -> Judged {
    Judged { snapshot: Snapshot::new(parts.clone()).unwrap(), policy: Policy::default() }
}

/// The facade's shortlist, which the command line's must equal.
fn list(parts: &SnapshotParts, child: &str, emergency: &[&str]) -> Shortlist {
    let folder = tempfile::tempdir().unwrap();
    let mut council = judged(parts);
    if !emergency.is_empty() {
        council = in_an_emergency(&council, &[child.to_owned()]).unwrap();
    }
    let list = shortlist(&council, child, 3, Limits::default(), &|_| ()).unwrap();
    let words = [&["shortlist", "--child", child], emergency].concat();
    assert_eq!(said(folder.path(), parts, &words), serde_json::to_value(&list).unwrap());
    list
}

fn home_at(id: &str, metres: i32, area: &str) -> Home {
    let mut home = example::home(id);
    home.location = Location { authority: Some(authority(area)), ..example::location(metres) };
    home
}

fn planned(list: &Shortlist) -> Option<&str> {
    list.in_the_plan.as_ref().and_then(|plan| plan.home.as_ref()).map(HomeId::as_str)
}

fn gates(list: &Shortlist, home: &str) -> Vec<String> {
    let entry = list.ranked.iter().find(|entry| entry.home == home_id(home)).unwrap();
    entry.gates.iter().map(|gate| gate.rule.to_string()).collect()
}

fn with_fee(pounds: i32, mut home: Home) -> Home {
    home.weekly_fee = Some(Pence::from_pounds(pounds));
    home
}

#[test]
fn a_same_day_emergency_for_a_fifteen_year_old() {
    let mut child = aged(15, example::child("c1"));
    let visits = VisitsPerYear::new(190).unwrap();
    child.school = Some(School { location: example::location(0), visits, must_continue: false });
    let mut young = home_at("young", 0, AUTHORITY);
    young.approval.age_to = nearhome::model::Age::new(10);
    let parts = example::parts(vec![child], vec![home_at("far", 80_000, DISTANT), young]);
    let (ordinary, urgent) = (list(&parts, "c1", &[]), list(&parts, "c1", &["--emergency"]));
    assert_eq!(ordinary.excluded, urgent.excluded, "the approved ages hold in an emergency");
    assert_eq!(urgent.excluded[0].reasons[0].rule.as_str(), "H001");
    let school = "G003".to_owned();
    assert!(gates(&ordinary, "far").contains(&school) && !gates(&urgent, "far").contains(&school));
    let steps: Vec<(&str, PutOff)> =
        urgent.ranked[0].follow_ups.iter().map(|step| (step.rule.as_str(), step.put_off)).collect();
    assert!(steps.contains(&("G003", PutOff::Replaced)), "{steps:?}");
    assert!(steps.contains(&("G002", PutOff::StepsFollow)), "{steps:?}");
    assert!(steps.contains(&("D001", PutOff::Later)), "{steps:?}");
}

#[test]
fn a_sibling_group_of_three() {
    let children = ["c1", "c2", "c3"];
    let mut small = with_fee(300, home_at("small", 0, AUTHORITY));
    (small.usable_places, small.registered_places) = (2, 2);
    let mut large = with_fee(900, home_at("large", 5_000, AUTHORITY));
    (large.usable_places, large.registered_places) = (3, 3);
    let parts = SnapshotParts {
        sibling_groups: vec![SiblingGroup {
            id: SiblingGroupId::new("s1").unwrap(),
            children: children.map(child_id).into(),
            assessment: SiblingAssessment::Together,
        }],
        ..example::parts(children.map(example::child).to_vec(), vec![large, small])
    };
    for child in children {
        let list = list(&parts, child, &[]);
        assert_eq!((list.ranked[0].home.as_str(), planned(&list)), ("small", Some("large")));
        let own_best = list.ranked[0].cost_of_choosing.as_ref().unwrap();
        assert!(own_best.on(Level::SiblingsSplit) > 0, "{child} in its own best home separates them");
    }
}

#[test]
fn a_long_term_matched_child_whose_carer_resigns() {
    let mut child = living_in("resigning", example::child("c1"));
    child.search.moving = Moving::Settled;
    child.placement.as_mut().unwrap().matching = Matching::LongTerm;
    let parts = example::parts(vec![child], vec![example::home("next"), example::home("resigning")]);
    let folder = tempfile::tempdir().unwrap();
    let change = json!({ "format": "nearhome-change/1", "changes": [{ "change": "home_closes", "home": "resigning" }] });
    fs::write(folder.path().join("change.json"), change.to_string()).unwrap();
    let told = said(folder.path(), &parts, &["what-if", "--change", "change.json"]);
    let changes = nearhome::read_changes(&folder.path().join("change.json")).unwrap();
    let own = nearhome::what_if(&judged(&parts), &changes, Limits::default(), &|_| ()).unwrap();
    assert_eq!(told, serde_json::to_value(&own).unwrap());
    assert_eq!(told["differences"]["children"][0]["before"], json!({ "home": "resigning" }));
    assert_eq!(told["differences"]["children"][0]["after"], json!({ "home": "next" }));
}

#[test]
fn a_disabled_child_with_one_suitable_home_out_of_area() {
    let mut child = example::child("c1");
    child.needs.adaptations = [Adaptation::StepFree].into();
    let mut suitable = home_at("suitable", 80_000, DISTANT);
    suitable.adaptations = [Adaptation::StepFree].into();
    let list = list(&example::parts(vec![child], vec![home_at("near", 0, AUTHORITY), suitable]), "c1", &[]);
    assert_eq!(planned(&list), Some("suitable"));
    assert_eq!(list.excluded[0].reasons[0].rule.as_str(), "H014");
    assert!(!gates(&list, "suitable").is_empty());
}

#[test]
fn an_unaccompanied_young_person_of_disputed_age() {
    let mut child: Child = aged(16, example::child("c1"));
    child.circumstances = [Circumstance::AgeDisputed].into();
    child.home = Location { postcode: None, point: None, authority: None };
    let younger = living_in("shared", aged(9, example::child("c2")));
    let parts = example::parts(
        vec![child, younger],
        vec![home_at("alone", 0, AUTHORITY), home_at("shared", 0, AUTHORITY)],
    );
    let list = list(&parts, "c1", &[]);
    assert_eq!(planned(&list), Some("alone"));
    assert!(!gates(&list, "shared").is_empty() && gates(&list, "alone").is_empty());
}

#[test]
fn in_house_forty_miles_away_and_an_agency_near_the_school() {
    let parts = example::parts(
        vec![example::child("c1")],
        vec![
            with_fee(900, home_at("agency", 1_000, AUTHORITY)),
            with_fee(400, home_at("own", 64_400, AUTHORITY)),
        ],
    );
    let list = list(&parts, "c1", &[]);
    assert_eq!(planned(&list), Some("agency"), "the nearer home though it is dearer");
    let own = list.ranked.iter().find(|entry| entry.home == home_id("own")).unwrap();
    let more = own.cost_of_choosing.as_ref().unwrap();
    assert!(more.on(Level::Disruption) > 0 && more.on(Level::WeeklyPence) < 0, "{more:?}");
}
