//! Each duty: listed and not listed.

use nearhome_model::{
    Circumstance, Location, Pets, PlacementCode, School, SiblingAssessment, Unaccompanied, VisitsPerYear,
    example,
};

use crate::scene::{Duty, Nothing, check, day, elsewhere};

#[test]
fn d001_the_area_authority_is_notified() {
    check("D001", Duty, |s| s.home.location = elsewhere(example::ADJOINING, 0));
    check("D001", Duty, |s| s.home.location = Location::default());
    check("D001", Nothing, |_| {});
}

#[test]
fn d002_a_placement_plan_is_made() {
    check("D002", Duty, |_| {});
    check("D002", Nothing, |s| s.child = example::living_in("h1", s.child.clone()));
}

#[test]
fn d003_wishes_are_ascertained() {
    check("D003", Duty, |_| {});
    check("D003", Nothing, |s| s.child.wishes.kinds = [PlacementCode::U6].into());
}

#[test]
fn d004_the_reason_for_separating_siblings_is_recorded() {
    let sister_in = |home: &'static str, assessment, expected| {
        check("D004", expected, |s| {
            s.others.push(example::living_in(home, example::child("r1")));
            s.siblings(&["c1", "r1"], assessment);
        });
    };
    sister_in("h2", SiblingAssessment::NotAssessed, Duty);
    sister_in("h1", SiblingAssessment::NotAssessed, Nothing);
    sister_in("h2", SiblingAssessment::Apart, Nothing);
}

#[test]
fn d005_adopters_are_considered() {
    check("D005", Duty, |s| {
        s.child.circumstances.insert(Circumstance::AdoptionPlanned);
    });
    check("D005", Nothing, |s| {
        s.child.circumstances.insert(Circumstance::AdoptionPlanned);
        s.home.kinds = [PlacementCode::U5].into();
    });
}

#[test]
fn d006_a_temporary_approval_has_an_end() {
    check("D006", Duty, |s| s.home.approval.until = Some(day("2025-06-30")));
    check("D006", Nothing, |_| {});
}

#[test]
fn d007_the_transfer_scheme() {
    check("D007", Duty, |s| s.child.unaccompanied = Some(Unaccompanied { ceases: None }));
    check("D007", Nothing, |s| {
        s.child.unaccompanied = Some(Unaccompanied { ceases: Some(day("2025-03-31")) });
    });
}

#[test]
fn d008_pets_are_asked_about() {
    check("D008", Duty, |s| (s.child.needs.pets, s.home.pets) = (Pets::No, None));
    check("D008", Nothing, |s| (s.child.needs.pets, s.home.pets) = (Pets::Can, None));
    check("D008", Nothing, |s| s.child.needs.pets = Pets::No);
}

#[test]
fn d009_education_is_arranged() {
    for (metres, expected) in [(100_000, Duty), (0, Nothing)] {
        check("D009", expected, |s| {
            s.child.school = Some(School {
                location: example::location(metres),
                visits: VisitsPerYear::new(190).unwrap(),
                must_continue: false,
            });
        });
    }
}
