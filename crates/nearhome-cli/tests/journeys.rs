//! Journeys of a panel, each a small council: the facade and the command line answer with the same numbers, and these
//! are the numbers of `tests/golden/journeys`. `UPDATE_GOLDEN=1` rewrites them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{fmt::Write, fs, path::Path, process::Command};

use nearhome::{
    ExplainRequest, Judged, Limits, OffersRequest, Reader, ShortlistRequest, ShortlistsRequest, TextRequest,
    WhatIfRequest,
    matching::{PutOff, Shortlist, Urgency},
    model::{
        Adaptation, Age, Child, Circumstance, Home, HomeId, Location, Matching, Moving, Pence, PlaceProvider,
        PlacementCode, School, SiblingAssessment, SiblingGroup, SiblingGroupId, Snapshot, SnapshotParts,
        VisitsPerYear,
        example::{self, AUTHORITY, DISTANT, aged, authority, child_id, home_id, living_in},
    },
    report,
    rules::{Level, Policy},
};
use serde::Serialize;
use serde_json::{Value, json};
use tempfile::TempDir;

/// A council that a panel asks about, and everything that was asked and answered.
struct Journey {
    folder: TempDir,
    council: Judged,
    transcript: String,
}

impl Journey {
    fn new(parts: &SnapshotParts) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = json!({ "format": "nearhome-snapshot/1", "snapshot": parts });
        fs::write(folder.path().join("day.json"), file.to_string()).unwrap();
        let snapshot = Snapshot::new(parts.clone()).unwrap();
        let council = Judged { snapshot, policy: Policy::default(), past: None };
        Self { folder, council, transcript: String::new() }
    }

    /// The command line says what the facade answered, for programs and for people.
    fn check(&mut self, words: &[&str], answer: &impl Serialize, page: &str) {
        let words = [&[words[0], "day.json"], &words[1..]].concat();
        let told: Value = serde_json::from_str(&self.said(&words, "json")).unwrap();
        assert_eq!(told, serde_json::to_value(answer).unwrap(), "{words:?}");
        assert_eq!(self.said(&words, "table"), page, "{words:?}");
        let lines: Vec<&str> = page.lines().map(str::trim_end).collect();
        write!(self.transcript, "$ nearhome {}\n{}\n\n", words.join(" "), lines.join("\n")).unwrap();
    }

    fn said(&self, words: &[&str], format: &str) -> String {
        let words = [words, &["--format", format]].concat();
        let mut command = Command::new(env!("CARGO_BIN_EXE_nearhome"));
        let output = command.current_dir(self.folder.path()).args(&words).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// A child's shortlist, ordinary or, with `--emergency`, urgent.
    fn list(&mut self, child: &str, emergency: &[&str]) -> Shortlist {
        let wanted = ShortlistRequest { urgency: urgency(emergency), ..ShortlistRequest::new(child) };
        let list = nearhome::shortlist(&self.council, &wanted, &Limits::default(), &|_| ()).unwrap();
        self.check(
            &[&["shortlist", "--child", child], emergency].concat(),
            &list,
            &report::shortlist_page(&list),
        );
        list
    }

    fn explain(&mut self, child: &str, home: &str) {
        let wanted = ExplainRequest::new(child, home);
        let told = nearhome::explain(&self.council, &wanted, &Limits::default(), &|_| ()).unwrap();
        let words = ["explain", "--child", child, "--home", home];
        self.check(&words, &told, &report::explanation_page(&told));
    }

    /// What the home's provider and the child are told.
    fn texts(&mut self, child: &str, home: &str, emergency: &[&str]) {
        for (name, reader) in [("provider", Reader::Provider), ("child", Reader::Child)] {
            let wanted = TextRequest { urgency: urgency(emergency), ..TextRequest::new(child, home, reader) };
            let text = nearhome::text(&self.council, &wanted, &Limits::default(), &|_| ()).unwrap();
            let words = ["explain", "--child", child, "--home", home, "--for", name];
            self.check(&[&words, emergency].concat(), &text, &text.page());
        }
    }

    fn offers(&mut self, child: &str, emergency: &[&str]) {
        let wanted = OffersRequest { urgency: urgency(emergency), ..OffersRequest::new(child) };
        let told = nearhome::offers(&self.council, &wanted, &Limits::default(), &|_| ()).unwrap();
        self.check(&[&["offers", "--child", child], emergency].concat(), &told, &report::offers_page(&told));
    }

    /// The transcript is the one that was looked at and kept.
    fn ends(self, name: &str) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/journeys/{name}.txt"));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, self.transcript.trim_end().to_owned() + "\n").unwrap();
        } else {
            let kept = fs::read_to_string(&path).unwrap();
            assert_eq!(
                self.transcript.trim_end(),
                kept.trim_end(),
                "{name}: with UPDATE_GOLDEN=1 it is rewritten"
            );
        }
    }
}

fn urgency(emergency: &[&str]) -> Urgency {
    if emergency.is_empty() { Urgency::Ordinary } else { Urgency::Emergency }
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
    young.approval.age_to = Age::new(10);
    let mut small = home_at("unit", 0, AUTHORITY);
    small.kinds = [PlacementCode::K2].into();
    small.approval.age_to = Age::new(12);
    let parts = example::parts(vec![child], vec![home_at("far", 80_000, DISTANT), small, young]);
    let mut journey = Journey::new(&parts);
    let (ordinary, urgent) = (journey.list("c1", &[]), journey.list("c1", &["--emergency"]));
    journey.offers("c1", &["--emergency"]);
    journey.explain("c1", "young");
    journey.texts("c1", "young", &[]);
    journey.texts("c1", "young", &["--emergency"]);
    let excluded = |list: &Shortlist| -> Vec<String> {
        let told = list.excluded.iter();
        told.map(|entry| format!("{} {}", entry.home, entry.reasons[0].rule)).collect()
    };
    assert_eq!(excluded(&ordinary), ["unit H001", "young H001"]);
    assert_eq!(excluded(&urgent), ["unit H001"], "a children's home's ages hold in an emergency");
    assert!(gates(&urgent, "young").contains(&"G016".to_owned()), "carers' terms for six working days");
    assert_eq!((planned(&urgent), urgent.ranked[0].home.as_str()), (Some("far"), "far"), "terms come first");
    let school = "G003".to_owned();
    assert!(gates(&ordinary, "far").contains(&school) && !gates(&urgent, "far").contains(&school));
    let steps: Vec<(&str, PutOff)> =
        urgent.ranked[0].follow_ups.iter().map(|step| (step.rule.as_str(), step.put_off)).collect();
    assert!(steps.contains(&("G003", PutOff::Replaced)), "{steps:?}");
    assert!(steps.contains(&("G002", PutOff::StepsFollow)), "{steps:?}");
    assert!(steps.contains(&("D001", PutOff::Later)), "{steps:?}");
    let by =
        |rule: &str| urgent.ranked[0].follow_ups.iter().find(|step| step.rule.as_str() == rule).unwrap().by;
    assert_eq!(by("G002"), Some(example::day("2025-04-07")), "five working days");
    let young = urgent.ranked.iter().find(|entry| entry.home == home_id("young")).unwrap();
    let step = young.follow_ups.iter().find(|step| step.put_off == PutOff::OutsideTerms).unwrap();
    assert_eq!(step.by, Some(example::day("2025-04-08")), "six working days");
    journey.ends("emergency");
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
    let mut journey = Journey::new(&parts);
    for child in children {
        let list = journey.list(child, &[]);
        assert_eq!((list.ranked[0].home.as_str(), planned(&list)), ("small", Some("large")));
        let own_best = list.ranked[0].cost_of_choosing.as_ref().unwrap();
        assert!(own_best.on(Level::SiblingsSplit) > 0, "{child} in its own best home separates them");
    }
    let wanted = ShortlistsRequest::new(&children);
    let lists = nearhome::shortlists(&journey.council, &wanted, &Limits::default(), &|_| ()).unwrap();
    let words = ["shortlist", "--child", "c1", "--child", "c2", "--child", "c3"];
    journey.check(&words, &lists, &report::shortlists_page(&lists));
    journey.explain("c2", "small");
    journey.texts("c2", "small", &[]);
    journey.ends("siblings");
}

#[test]
fn a_long_term_matched_child_whose_carer_resigns() {
    let mut child = living_in("resigning", example::child("c1"));
    child.search.moving = Moving::Settled;
    child.placement.as_mut().unwrap().matching = Matching::LongTerm;
    let parts = example::parts(vec![child], vec![example::home("next"), example::home("resigning")]);
    let mut journey = Journey::new(&parts);
    let file = journey.folder.path().join("change.json");
    let change = json!({ "format": "nearhome-change/1", "changes": [{ "change": "home_closes", "home": "resigning" }] });
    fs::write(&file, change.to_string()).unwrap();
    let wanted = WhatIfRequest { changes: nearhome::read_changes(&file).unwrap() };
    let told = nearhome::what_if(&journey.council, &wanted, &Limits::default(), &|_| ()).unwrap();
    journey.check(&["what-if", "--change", "change.json"], &told, &report::what_if_page(&told));
    let told = serde_json::to_value(&told).unwrap();
    assert_eq!(told["differences"]["children"][0]["before"], json!({ "home": "resigning" }));
    assert_eq!(told["differences"]["children"][0]["after"], json!({ "home": "next" }));
    journey.explain("c1", "next");
    journey.texts("c1", "next", &[]);
    journey.ends("resignation");
}

#[test]
fn a_disabled_child_with_one_suitable_home_out_of_area() {
    let mut child = example::child("c1");
    child.needs.adaptations = [Adaptation::StepFree].into();
    let mut suitable = home_at("suitable", 80_000, DISTANT);
    suitable.adaptations = [Adaptation::StepFree].into();
    let parts = example::parts(vec![child], vec![home_at("near", 0, AUTHORITY), suitable]);
    let mut journey = Journey::new(&parts);
    let list = journey.list("c1", &[]);
    assert_eq!(planned(&list), Some("suitable"));
    assert_eq!(list.excluded[0].reasons[0].rule.as_str(), "H014");
    assert!(!gates(&list, "suitable").is_empty());
    journey.explain("c1", "near");
    journey.texts("c1", "near", &[]);
    journey.texts("c1", "suitable", &[]);
    journey.ends("disabled");
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
    let mut journey = Journey::new(&parts);
    let list = journey.list("c1", &[]);
    assert_eq!(planned(&list), Some("alone"));
    assert!(!gates(&list, "shared").is_empty() && gates(&list, "alone").is_empty());
    journey.explain("c1", "shared");
    journey.texts("c1", "shared", &[]);
    journey.ends("disputed-age");
}

#[test]
fn in_house_forty_miles_away_and_an_agency_near_the_school() {
    let mut child = example::child("c1");
    let visits = VisitsPerYear::new(190).unwrap();
    child.school = Some(School { location: example::location(1_000), visits, must_continue: false });
    let mut agency = with_fee(900, home_at("agency", 1_500, AUTHORITY));
    agency.sector = PlaceProvider::Private;
    let own = with_fee(400, home_at("own", 65_000, AUTHORITY));
    let parts = example::parts(vec![child], vec![agency, own]);
    let mut journey = Journey::new(&parts);
    let list = journey.list("c1", &[]);
    assert_eq!(planned(&list), Some("agency"), "the nearer home though it is dearer");
    let own = list.ranked.iter().find(|entry| entry.home == home_id("own")).unwrap();
    let more = own.cost_of_choosing.as_ref().unwrap();
    assert!(more.on(Level::Disruption) > 0 && more.on(Level::WeeklyPence) < 0, "{more:?}");
    journey.explain("c1", "own");
    journey.texts("c1", "own", &[]);
    journey.ends("in-house-first");
}
