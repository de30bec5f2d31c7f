//! Each gate: needed, not needed, both edges, missing data, and an emergency.

use nearhome_model::{
    Age, Circumstance, DeprivationOfLiberty, InspectionJudgement, LegalStatus, Location, Moving,
    OtherResident, PlacementCode, Risk, School, Sex, VisitsPerYear, example,
};
use nearhome_rules::{Approver, Emergency, Level};

use crate::scene::{Duty, Excluded, Gate, Nothing, Scene, check, check_among_others, day, elsewhere, scene};

fn school(metres_east: i32) -> School {
    School {
        location: example::location(metres_east),
        visits: VisitsPerYear::new(190).unwrap(),
        must_continue: false,
    }
}

#[test]
fn g001_and_g002_out_of_area() {
    for (authority, near, far) in [
        (example::AUTHORITY, Nothing, Nothing),
        (example::ADJOINING, Gate, Nothing),
        (example::DISTANT, Nothing, Gate),
    ] {
        check("G001", near, |s| s.home.location = elsewhere(authority, 0));
        check("G002", far, |s| s.home.location = elsewhere(authority, 0));
    }
    check("G002", Gate, |s| s.home.location = Location::default());
}

#[test]
fn g002_is_the_directors_and_is_not_counted_twice() {
    let assessment = scene(|s| s.home.location = elsewhere(example::DISTANT, 0)).assess();
    assert_eq!(assessment.gates[0].approval, Approver::DirectorOfChildrensServices);
    assert_eq!(assessment.cost(&[Level::Gates, Level::OutOfArea, Level::AtADistance]), [0, 1, 1]);
}

#[test]
fn g002_stays_in_an_emergency_while_steps_follow() {
    let urgent = |s: &mut Scene| {
        s.home.location = elsewhere(example::DISTANT, 0);
        s.child.search.emergency = true;
    };
    assert_eq!(scene(urgent).assess().gates[0].emergency, Emergency::StepsFollow);
}

#[test]
fn g003_key_stage_4_by_birth_date() {
    // On 31 March 2025 years 10 and 11 are children born from 1 September 2008 to 31 August 2010.
    for (birth, expected) in
        [("2008-08-31", Nothing), ("2008-09-01", Gate), ("2010-08-31", Gate), ("2010-09-01", Nothing)]
    {
        check("G003", expected, |s| {
            s.child.birth_date = day(birth);
            s.child.school = Some(school(100_000));
        });
    }
}

#[test]
fn g003_the_school_year_turns_on_1_september() {
    for (date, expected) in [("2025-08-31", Gate), ("2025-09-01", Nothing)] {
        check("G003", expected, |s| {
            s.child.birth_date = day("2009-08-31");
            s.child.school = Some(school(100_000));
            s.date = day(date);
        });
    }
}

#[test]
fn g003_by_distance_to_the_school() {
    // 15.0 miles reach to 24,219 m; the home lies 1,000 m east.
    for (metres, expected) in [(25_215, Nothing), (25_225, Gate)] {
        check("G003", expected, |s| {
            s.child = example::aged(15, s.child.clone());
            s.child.school = Some(school(metres));
        });
    }
    check("G003", Gate, |s| {
        s.child = example::aged(15, s.child.clone());
        s.child.school = Some(School { location: Location::default(), ..school(0) });
    });
    check("G003", Duty, |s| {
        s.child = example::aged(15, s.child.clone());
        s.child.school = Some(school(100_000));
        s.child.search.emergency = true;
    });
}

#[test]
fn g004_outside_england_and_wales() {
    for (authority, expected) in [("S12000026", Gate), ("N09000003", Gate), ("W06000015", Nothing)] {
        check("G004", expected, |s| s.home.location = elsewhere(authority, 0));
    }
    check("G004", Nothing, |s| s.home.location = Location::default());
}

#[test]
fn g005_parents_are_assessed() {
    check("G005", Gate, |s| s.home.kinds = [PlacementCode::P1].into());
    check("G005", Nothing, |s| {
        s.home.kinds = [PlacementCode::P1].into();
        s.child.circumstances.insert(Circumstance::ParentsAssessed);
    });
}

#[test]
fn g006_and_g007_judgements() {
    check("G006", Gate, |s| s.home.judgement = InspectionJudgement::Inadequate);
    check("G006", Nothing, |s| s.home.judgement = InspectionJudgement::NotInspected);
    check("G007", Gate, |s| s.home.judgement = InspectionJudgement::RequiresImprovement);
    check("G007", Nothing, |s| s.home.judgement = InspectionJudgement::Good);
}

#[test]
fn g008_review_before_a_placement_ends() {
    let placed = |s: &mut Scene, home: &str| {
        s.child = example::living_in(home, s.child.clone());
        s.child.search.moving = Moving::Planned;
    };
    check("G008", Gate, |s| placed(s, "h2"));
    check("G008", Nothing, |s| placed(s, "h1"));
    check("G008", Nothing, |_| {});
    check("G008", Duty, |s| {
        placed(s, "h2");
        s.child.search.emergency = true;
    });
}

#[test]
fn g009_registration_is_confirmed_where_nothing_is_recorded() {
    let unrecorded = |s: &mut Scene| {
        s.home.kinds = [PlacementCode::K2].into();
        s.home.registration.clear();
    };
    check("G009", Gate, unrecorded);
    check("G009", Nothing, |s| {
        unrecorded(s);
        s.home.urn = "SC123456".parse().ok();
    });
    check("G009", Nothing, |s| s.home.registration.clear());
}

#[test]
fn g010_the_court_names_the_placement() {
    let order = |s: &mut Scene, home: Option<&str>| {
        s.home.kinds = [PlacementCode::K2].into();
        s.child.needs.deprivation_of_liberty =
            Some(DeprivationOfLiberty { home: home.map(example::home_id) });
    };
    check("G010", Gate, |s| order(s, None));
    check("G010", Nothing, |s| order(s, Some("h1")));
}

#[test]
fn g011_secure_under_13() {
    for (years, expected) in [(12, Gate), (13, Nothing)] {
        check("G011", expected, |s| {
            s.child = example::aged(years, s.child.clone());
            s.child.circumstances.insert(Circumstance::SecureOrder);
            s.home.kinds = [PlacementCode::K1].into();
        });
    }
}

#[test]
fn g012_which_remand() {
    check("G012", Gate, |s| s.child.legal_status = LegalStatus::Remanded);
    check("G012", Nothing, |s| {
        s.child.legal_status = LegalStatus::Remanded;
        s.home.kinds = [PlacementCode::K1].into();
    });
}

#[test]
fn g013_unknown_distance_to_a_place_to_avoid() {
    check("G013", Gate, |s| s.child.avoid = vec![Location::default()]);
    check("G013", Nothing, |s| s.child.avoid = vec![example::location(100_000)]);
}

#[test]
fn g014_disputed_age() {
    let disputed = |s: &mut Scene, resident| {
        s.child.circumstances.insert(Circumstance::AgeDisputed);
        s.settle("r1", resident);
    };
    check("G014", Gate, |s| disputed(s, 9));
    check("G014", Nothing, |s| disputed(s, 10));
    check("G014", Nothing, |s| {
        s.child.circumstances.insert(Circumstance::AgeDisputed);
    });
}

#[test]
fn g015_risk_of_sexual_harm() {
    check("G015", Gate, |s| {
        s.child.risks.insert(Risk::SexualHarm);
        s.settle("r1", 9);
    });
    check("G015", Nothing, |s| {
        s.child.risks.insert(Risk::SexualHarm);
    });
    check("G015", Gate, |s| {
        s.home.other_residents =
            vec![OtherResident { age: Age::new(9), sex: Sex::Male, risks: [Risk::SexualHarm].into() }];
    });
}

#[test]
fn g016_an_emergency_outside_a_foster_carers_terms() {
    let urgent = |s: &mut Scene, years: u8| {
        s.child = example::aged(years, s.child.clone());
        s.child.search.emergency = true;
        (s.home.approval.age_from, s.home.approval.age_to) = (Age::new(5), Age::new(11));
    };
    for (years, expected) in [(4, Gate), (5, Nothing), (11, Nothing), (12, Gate)] {
        check("G016", expected, |s| urgent(s, years));
        check("H001", Nothing, |s| urgent(s, years));
    }
    let other_sex = |s: &mut Scene| {
        s.child.search.emergency = true;
        s.home.approval.sexes = [Sex::Female].into();
    };
    check("G016", Gate, other_sex);
    check("H002", Nothing, other_sex);
    let assessment = scene(|s| urgent(s, 12)).assess();
    assert_eq!(
        assessment.cost(&[Level::Gates]),
        [1],
        "it is counted, so that homes within their terms come first"
    );
    assert_eq!(assessment.gates[0].approval, Approver::SeniorManager);
}

#[test]
fn g016_is_for_emergencies_and_approved_foster_carers_alone() {
    let too_old = |s: &mut Scene| {
        s.child.search.emergency = true;
        s.home.approval.age_to = Age::new(4);
    };
    let excluded = |edit: fn(&mut Scene)| {
        for (code, expected) in [("G016", Nothing), ("H001", Excluded)] {
            check_among_others(code, expected, |s| {
                too_old(s);
                edit(s);
            });
        }
    };
    excluded(|s| s.child.search.emergency = false);
    excluded(|s| s.home.kinds = [PlacementCode::K2].into());
    excluded(|s| s.home.kinds = [PlacementCode::K2, PlacementCode::U6].into());
    excluded(|s| s.home.approval.until = Some(day("2026-01-01")));
    excluded(|s| s.home.connected_to = Some(s.child.id.clone()));
    check("G016", Excluded, |s| {
        too_old(s);
        s.policy.set_severity("G016".parse().unwrap(), nearhome_rules::Severity::Hard).unwrap();
    });
    check_among_others("H003", Excluded, |s| {
        too_old(s);
        (s.home.registered_places, s.home.usable_places) = (6, 6);
        for id in ["r1", "r2", "r3"] {
            s.settle(id, 3);
        }
    });
}

#[test]
fn a_gate_may_be_held_hard_or_soft_or_off() {
    use nearhome_rules::Severity;
    for (severity, expected) in
        [(Severity::Hard, Excluded), (Severity::Soft, crate::scene::Charge(1)), (Severity::Off, Nothing)]
    {
        check("G006", expected, |s| {
            s.home.judgement = InspectionJudgement::Inadequate;
            s.policy.set_severity("G006".parse().unwrap(), severity).unwrap();
        });
    }
}
