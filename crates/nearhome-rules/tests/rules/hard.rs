//! Each hard rule: pass, fail, both edges and missing data.

use crate::scene::{Excluded, Nothing, Scene, check, check_among_others, day, elsewhere};
use nearhome_model::{
    Adaptation, AdditionalSupport, Age, ApartReason, Circumstance, DeprivationOfLiberty, KeepApart,
    LegalStatus, LivingCompanions, Location, Matching, Moving, NeedLevel, OtherResident, Pets, PlacementCode,
    RegistrationEvent, RegistrationStatus, Risk, Sex, SiblingAssessment, Suitability, example,
};

fn age(scene: &mut Scene, years: u8) {
    scene.child = example::aged(years, scene.child.clone());
}

fn kinds(scene: &mut Scene, kinds: &[PlacementCode]) {
    scene.home.kinds = kinds.iter().copied().collect();
}

fn registered(scene: &mut Scene, from: &str, status: RegistrationStatus) {
    scene.home.registration.push(RegistrationEvent { from: day(from), status });
}

fn other(age: u8) -> OtherResident {
    OtherResident { age: Age::new(age), sex: Sex::Female, risks: [].into() }
}

fn apart(first: &str, second: &str, reason: ApartReason) -> KeepApart {
    KeepApart { first: example::child_id(first), second: example::child_id(second), reason }
}

#[test]
fn nothing_excludes_the_example() {
    check("H001", Nothing, |_| {});
}

#[test]
fn h001_approved_age_includes_both_ends() {
    for (years, expected) in [(4, Excluded), (5, Nothing), (11, Nothing), (12, Excluded)] {
        check("H001", expected, |s| {
            age(s, years);
            (s.home.approval.age_from, s.home.approval.age_to) = (Age::new(5), Age::new(11));
        });
    }
}

#[test]
fn h001_age_changes_on_the_birthday() {
    for (birth, expected) in [("2013-04-01", Nothing), ("2013-03-31", Excluded)] {
        check("H001", expected, |s| {
            s.child.birth_date = day(birth);
            s.home.approval.age_to = Age::new(11);
        });
    }
}

#[test]
fn h002_approved_sex() {
    check("H002", Nothing, |s| s.home.approval.sexes = [Sex::Male].into());
    check("H002", Excluded, |s| s.home.approval.sexes = [Sex::Female].into());
    check("H002", Excluded, |s| {
        s.child.sex = Sex::Unspecified;
        s.home.approval.sexes = [Sex::Female].into();
    });
    check("H002", Nothing, |s| {
        s.child.sex = Sex::Unspecified;
        s.home.approval.sexes = [Sex::Female, Sex::Male].into();
    });
}

fn foster_home_with(scene: &mut Scene, residents: &[&str]) {
    (scene.home.registered_places, scene.home.usable_places) = (6, 6);
    for id in residents {
        scene.settle(id, 8);
    }
}

#[test]
fn h003_three_are_fostered_and_a_fourth_is_not() {
    check("H003", Nothing, |s| foster_home_with(s, &["r1", "r2"]));
    check("H003", Excluded, |s| foster_home_with(s, &["r1", "r2", "r3"]));
    check("H003", Excluded, |s| {
        foster_home_with(s, &["r1", "r2"]);
        s.home.other_residents = vec![other(17)];
    });
    check("H003", Nothing, |s| {
        foster_home_with(s, &["r1", "r2"]);
        s.home.other_residents = vec![other(18)];
    });
    check("H003", Nothing, |s| {
        foster_home_with(s, &["r1", "r2", "r3"]);
        kinds(s, &[PlacementCode::K2]);
    });
}

#[test]
fn h003_only_siblings_of_all_exceed_the_limit() {
    check("H003", Nothing, |s| {
        foster_home_with(s, &["r1", "r2", "r3"]);
        s.siblings(&["c1", "r1", "r2", "r3"], SiblingAssessment::Together);
    });
    check("H003", Excluded, |s| {
        foster_home_with(s, &["r1", "r2", "r3"]);
        s.siblings(&["c1", "r1", "r2"], SiblingAssessment::Together);
    });
}

#[test]
fn h003_an_exemption_names_every_child() {
    let exempt = |s: &mut Scene, ids: &[&str]| {
        foster_home_with(s, &["r1", "r2", "r3"]);
        s.home.exempted_children = ids.iter().map(|id| example::child_id(id)).collect();
    };
    check("H003", Nothing, |s| exempt(s, &["c1", "r1", "r2", "r3"]));
    check("H003", Excluded, |s| exempt(s, &["r1", "r2", "r3"]));
    check("H003", Excluded, |s| exempt(s, &["c1", "r1", "r2"]));
}

#[test]
fn h003_children_who_may_move_do_not_take_the_limit() {
    check("H003", Nothing, |s| {
        foster_home_with(s, &["r1", "r2"]);
        s.settle("r3", 8).search.moving = Moving::Permitted;
    });
    check("H003", Excluded, |s| {
        foster_home_with(s, &["r1", "r2"]);
        s.settle("r3", 8).search.moving = Moving::Permitted;
        s.settle("r4", 8).search.moving = Moving::Permitted;
    });
}

#[test]
fn h004_temporary_approval_covers_its_last_day() {
    check("H004", Nothing, |s| s.home.approval.until = Some(day("2025-03-31")));
    check("H004", Excluded, |s| s.home.approval.until = Some(day("2025-03-30")));
    check("H004", Excluded, |s| {
        s.home.approval.until = Some(day("2025-04-14"));
        s.child.search.needed_by = Some(day("2025-04-15"));
    });
    check("H004", Nothing, |s| {
        s.home.approval.until = Some(day("2025-04-14"));
        s.child.search.needed_by = Some(day("2025-04-14"));
    });
    check("H004", Nothing, |s| s.home.approval.until = None);
}

#[test]
fn h005_a_connected_person_takes_the_named_child() {
    check("H005", Nothing, |s| s.home.connected_to = Some(example::child_id("c1")));
    check("H005", Excluded, |s| s.home.connected_to = Some(example::child_id("c2")));
}

#[test]
fn h006_supported_accommodation_from_16() {
    for (years, expected) in [(15, Excluded), (16, Nothing), (17, Nothing)] {
        check("H006", expected, |s| {
            age(s, years);
            kinds(s, &[PlacementCode::K3]);
        });
    }
    check("H006", Nothing, |s| kinds(s, &[PlacementCode::K2, PlacementCode::K3]));
}

#[test]
fn h006_in_force_from_9_september_2021() {
    for (date, expected) in [("2021-09-08", Nothing), ("2021-09-09", Excluded)] {
        check("H006", expected, |s| {
            kinds(s, &[PlacementCode::H5]);
            s.date = day(date);
        });
    }
}

#[test]
fn h007_supported_accommodation_is_registered_from_28_october_2023() {
    for (date, expected) in [("2023-10-27", Nothing), ("2023-10-28", Excluded)] {
        check("H007", expected, |s| {
            s.child.birth_date = day("2007-01-01");
            kinds(s, &[PlacementCode::H5]);
            s.home.registration.clear();
            registered(s, "2020-01-01", RegistrationStatus::NotRequired);
            s.date = day(date);
        });
    }
    check("H007", Nothing, |s| {
        age(s, 16);
        kinds(s, &[PlacementCode::K3]);
    });
}

#[test]
fn h008_an_unregistered_home_is_not_offered() {
    check("H008", Excluded, |s| registered(s, "2025-03-31", RegistrationStatus::Unregistered));
    check("H008", Nothing, |s| registered(s, "2025-04-01", RegistrationStatus::Unregistered));
    check("H008", Excluded, |s| {
        kinds(s, &[PlacementCode::K2]);
        registered(s, "2025-01-01", RegistrationStatus::NotRequired);
    });
    check("H008", Nothing, |s| registered(s, "2025-01-01", RegistrationStatus::NotRequired));
    check("H008", Nothing, |s| s.home.registration.clear());
}

#[test]
fn h009_suspended_or_cancelled_by_date() {
    check("H009", Excluded, |s| registered(s, "2025-03-31", RegistrationStatus::Suspended));
    check("H009", Nothing, |s| registered(s, "2025-04-01", RegistrationStatus::Suspended));
    check("H009", Excluded, |s| registered(s, "2025-03-31", RegistrationStatus::Cancelled));
    check("H009", Nothing, |s| {
        registered(s, "2025-03-01", RegistrationStatus::Suspended);
        registered(s, "2025-03-31", RegistrationStatus::Registered);
    });
}

#[test]
fn h010_restricted_admissions() {
    check("H010", Excluded, |s| registered(s, "2025-03-31", RegistrationStatus::Restricted));
    check("H010", Nothing, |s| registered(s, "2025-04-01", RegistrationStatus::Restricted));
}

#[test]
fn h011_a_secure_home_needs_an_order_and_ten_years() {
    for (years, expected) in [(9, Excluded), (10, Nothing)] {
        check("H011", expected, |s| {
            age(s, years);
            kinds(s, &[PlacementCode::K1]);
            s.child.circumstances.insert(Circumstance::SecureOrder);
        });
    }
    check("H011", Excluded, |s| kinds(s, &[PlacementCode::K1]));
    check("H011", Nothing, |s| {
        kinds(s, &[PlacementCode::K1]);
        s.child.legal_status = LegalStatus::Remanded;
    });
}

#[test]
fn h012_deprivation_of_liberty_as_ordered() {
    let order = |s: &mut Scene, home: Option<&str>, kind| {
        s.child.needs.deprivation_of_liberty =
            Some(DeprivationOfLiberty { home: home.map(example::home_id) });
        kinds(s, &[kind]);
    };
    check("H012", Nothing, |s| order(s, Some("h1"), PlacementCode::K2));
    check("H012", Excluded, |s| order(s, Some("h2"), PlacementCode::K2));
    check("H012", Nothing, |s| order(s, None, PlacementCode::K2));
    for kind in [PlacementCode::P1, PlacementCode::K1, PlacementCode::R5, PlacementCode::K3] {
        check_among_others("H012", Excluded, |s| order(s, Some("h1"), kind));
    }
}

#[test]
fn h013_youth_detention() {
    check("H013", Excluded, |s| kinds(s, &[PlacementCode::R5]));
    check("H013", Nothing, |s| {
        kinds(s, &[PlacementCode::R5]);
        s.child.legal_status = LegalStatus::Remanded;
    });
    let detained = |s: &mut Scene| {
        s.child = example::living_in("h2", s.child.clone());
        s.child.search.moving = Moving::Needed;
        s.child.legal_status = LegalStatus::Remanded;
        s.child.placement.as_mut().unwrap().kind = PlacementCode::K1;
    };
    check("H013", Excluded, detained);
    check("H013", Nothing, |s| {
        detained(s);
        kinds(s, &[PlacementCode::R5]);
    });
}

#[test]
fn h014_essential_adaptations() {
    let needed = [Adaptation::Hoist, Adaptation::StepFree];
    check("H014", Nothing, |s| {
        s.child.needs.adaptations = needed.into();
        s.home.adaptations = needed.into();
    });
    check("H014", Excluded, |s| {
        s.child.needs.adaptations = needed.into();
        s.home.adaptations = [Adaptation::StepFree].into();
    });
    check("H014", Nothing, |s| s.home.adaptations = needed.into());
}

#[test]
fn h015_parent_and_child() {
    let parent = |s: &mut Scene| {
        s.child.needs.support.insert(AdditionalSupport::ParentAndChild);
    };
    check("H015", Excluded, parent);
    check("H015", Nothing, |s| {
        parent(s);
        s.home.support.insert(AdditionalSupport::ParentAndChild);
    });
    check("H015", Nothing, |s| {
        parent(s);
        kinds(s, &[PlacementCode::R3]);
    });
}

#[test]
fn h016_places() {
    check("H016", Nothing, |s| {
        s.settle("r1", 8);
    });
    check("H016", Excluded, |s| {
        s.settle("r1", 8);
        s.settle("r2", 8);
    });
    check("H016", Excluded, |s| s.home.usable_places = 0);
    check("H016", Excluded, |s| {
        s.home.usable_places = 1;
        s.home.other_residents = vec![other(9)];
    });
    check("H016", Nothing, |s| {
        s.home.usable_places = 1;
        s.settle("r1", 8).search.moving = Moving::Permitted;
    });
}

#[test]
fn h016_a_parent_and_child_take_two_places() {
    for (usable, expected) in [(1, Excluded), (2, Nothing)] {
        check("H016", expected, |s| {
            s.child.needs.support.insert(AdditionalSupport::ParentAndChild);
            s.home.support.insert(AdditionalSupport::ParentAndChild);
            s.home.usable_places = usable;
        });
    }
}

#[test]
fn h016_an_overfull_home_takes_nobody() {
    check("H016", Excluded, |s| {
        s.home.usable_places = 1;
        s.settle("r1", 8).search.moving = Moving::Permitted;
        s.settle("r2", 8).search.moving = Moving::Permitted;
    });
}

#[test]
fn h017_risks_that_the_home_cannot_accept() {
    check("H017", Excluded, |s| {
        s.child.risks = [Risk::FireSetting, Risk::Missing].into();
        s.home.risks_excluded = [Risk::FireSetting].into();
    });
    check("H017", Nothing, |s| {
        s.child.risks = [Risk::Missing].into();
        s.home.risks_excluded = [Risk::FireSetting].into();
    });
}

#[test]
fn h018_living_companions() {
    let needs = |s: &mut Scene, companions, resident| {
        s.child.needs.companions = companions;
        s.settle("r1", resident);
    };
    check("H018", Excluded, |s| needs(s, LivingCompanions::Solo, 8));
    check("H018", Nothing, |s| s.child.needs.companions = LivingCompanions::Solo);
    check("H018", Excluded, |s| needs(s, LivingCompanions::OnlyOlder, 9));
    check("H018", Nothing, |s| needs(s, LivingCompanions::OnlyOlder, 12));
    check("H018", Nothing, |s| needs(s, LivingCompanions::OnlyYounger, 9));
    check("H018", Excluded, |s| needs(s, LivingCompanions::OnlyYounger, 12));
    check("H018", Nothing, |s| needs(s, LivingCompanions::NoPreference, 12));
    check("H018", Excluded, |s| s.settle("r1", 8).needs.companions = LivingCompanions::OnlyYounger);
    check("H018", Excluded, |s| s.settle("r1", 8).needs.companions = LivingCompanions::Solo);
    check("H018", Excluded, |s| {
        s.child.needs.companions = LivingCompanions::OnlyOlder;
        s.home.other_residents = vec![other(10)];
    });
    check("H018", Nothing, |s| {
        s.child.needs.companions = LivingCompanions::OnlyOlder;
        s.home.other_residents = vec![other(11)];
    });
    check("H018", Nothing, |s| {
        needs(s, LivingCompanions::OnlyOlder, 8);
        s.siblings(&["c1", "r1"], SiblingAssessment::Together);
    });
}

#[test]
fn h019_kept_apart_from_a_risk() {
    let recorded = |s: &mut Scene, reason| {
        s.settle("r1", 8);
        s.keep_apart = vec![apart("c1", "r1", reason)];
    };
    check("H019", Excluded, |s| recorded(s, ApartReason::Risk));
    check("H019", Nothing, |s| recorded(s, ApartReason::Preference));
    check("H019", Nothing, |s| {
        recorded(s, ApartReason::Risk);
        s.others[0].search.moving = Moving::Permitted;
    });
}

#[test]
fn h020_siblings_assessed_apart() {
    let assessed = |s: &mut Scene, assessment| {
        s.settle("r1", 8);
        s.siblings(&["c1", "r1"], assessment);
    };
    check("H020", Excluded, |s| assessed(s, SiblingAssessment::Apart));
    check("H020", Nothing, |s| assessed(s, SiblingAssessment::Together));
    check("H020", Nothing, |s| assessed(s, SiblingAssessment::NotAssessed));
}

#[test]
fn h021_pets() {
    for (needed, there, expected) in [
        (Pets::No, Some(true), Excluded),
        (Pets::No, Some(false), Nothing),
        (Pets::No, None, Nothing),
        (Pets::Must, Some(false), Excluded),
        (Pets::Must, Some(true), Nothing),
        (Pets::NotKnown, Some(true), Nothing),
    ] {
        check("H021", expected, |s| (s.child.needs.pets, s.home.pets) = (needed, there));
    }
}

#[test]
fn h022_places_to_avoid() {
    // The home lies 1,000 m east; five miles are 8,046.5 m and round from 8,127 m up to 5.1.
    for (metres, expected) in [(9_126, Excluded), (9_130, Nothing)] {
        check("H022", expected, |s| s.child.avoid = vec![example::location(metres)]);
    }
    check("H022", Nothing, |s| s.child.avoid = vec![Location::default()]);
    let postcode = |text: &str| Location { postcode: text.parse().ok(), ..Location::default() };
    check("H022", Excluded, |s| {
        s.home.location.postcode = "DH1 5UL".parse().ok();
        s.child.avoid = vec![postcode("DH1 5AA")];
    });
}

#[test]
fn h023_level_of_need() {
    let meets = |s: &mut Scene, level| s.home.need_levels = [level].into();
    check("H023", Nothing, |s| meets(s, NeedLevel::Standard));
    check("H023", Excluded, |s| meets(s, NeedLevel::Complex));
    check("H023", Excluded, |s| s.home.need_levels.clear());
}

#[test]
fn h024_kinds_judged_unsuitable() {
    check("H024", Excluded, |s| s.child.recommendation.foster = Suitability::Unsuitable);
    check("H024", Nothing, |s| s.child.recommendation.residential = Suitability::Unsuitable);
    check("H024", Nothing, |s| s.child.recommendation.foster = Suitability::NotSpecified);
}

#[test]
fn h025_a_long_term_match_is_kept() {
    let matched = |s: &mut Scene, home: &str, moving| {
        s.child = example::living_in(home, s.child.clone());
        s.child.search.moving = moving;
        s.child.placement.as_mut().unwrap().matching = Matching::LongTerm;
    };
    check("H025", Excluded, |s| matched(s, "h2", Moving::Permitted));
    check("H025", Nothing, |s| matched(s, "h2", Moving::Planned));
    check("H025", Nothing, |s| matched(s, "h2", Moving::Needed));
    check("H025", Nothing, |s| matched(s, "h1", Moving::Permitted));
}

#[test]
fn h026_lasting_kinds() {
    check("H026", Nothing, |s| kinds(s, &[PlacementCode::A5, PlacementCode::U4]));
    check("H026", Excluded, |s| kinds(s, &[PlacementCode::A5]));
    check("H026", Nothing, |s| {
        kinds(s, &[PlacementCode::A5]);
        s.child.legal_status = LegalStatus::PlacementOrder;
    });
    check_among_others("H026", Excluded, |s| kinds(s, &[PlacementCode::T2]));
}

#[test]
fn h027_one_kind_satisfies_every_rule() {
    let both = [PlacementCode::K2, PlacementCode::K3];
    check("H027", Excluded, |s| {
        kinds(s, &both);
        s.child.recommendation.residential = Suitability::Unsuitable;
    });
    check("H027", Nothing, |s| {
        kinds(s, &both);
        age(s, 16);
        s.child.recommendation.residential = Suitability::Unsuitable;
    });
    check("H027", Nothing, |s| kinds(s, &both));
}

#[test]
fn every_reason_is_kept() {
    let mut scene = Scene::new();
    age(&mut scene, 17);
    scene.home.approval.age_to = Age::new(4);
    scene.home.approval.sexes = [Sex::Female].into();
    scene.home.location = elsewhere("E10000008", 300_000);
    scene.home.usable_places = 0;
    let codes: Vec<_> = scene.assess().exclusions.iter().map(|exclusion| exclusion.rule.as_str()).collect();
    assert_eq!(codes, ["H001", "H002", "H016"]);
}
