//! Each rule that charges: what it charges, what it does not, and what is unknown.

use nearhome_model::{
    AdditionalSupport, Age, ApartReason, Circumstance, CommunicationNeed, Contact, Contract, ContractKind,
    CulturalNeed, Ethnicity, KeepApart, Location, Moving, NeedLevel, OtherResident, Pence, PlacementCode,
    Religion, Risk, School, Sex, SiblingAssessment, Suitability, Tier, Unaccompanied, VisitsPerYear, example,
};
use nearhome_rules::{Policy, assess_unplaced};

use crate::scene::{Charge, Nothing, Scene, check, day, elsewhere, scene};

fn kind(scene: &mut Scene, kind: PlacementCode) {
    scene.home.kinds = [kind].into();
}

fn visits(number: u16) -> VisitsPerYear {
    VisitsPerYear::new(number).unwrap()
}

fn contact(metres_east: i32, number: u16) -> Contact {
    Contact { location: example::location(metres_east), visits: visits(number) }
}

/// Ten miles (16,093 m) east of the home.
const TEN_MILES: i32 = 1_000 + 16_093;

#[test]
fn s001_family_and_friends_first() {
    check("S001", Nothing, |s| kind(s, PlacementCode::U3));
    check("S001", Charge(20), |s| kind(s, PlacementCode::U6));
    check("S001", Charge(40), |s| kind(s, PlacementCode::K2));
    check("S001", Charge(60), |s| kind(s, PlacementCode::S1));
    check("S001", Charge(20), |s| s.home.kinds = [PlacementCode::U6, PlacementCode::S1].into());
}

#[test]
fn s002_miles_from_the_family_home() {
    check("S002", Charge(10), |s| s.child.home = example::location(TEN_MILES));
    check("S002", Nothing, |s| s.child.home = example::location(1_000));
    check("S002", Charge(50), |s| s.child.home = Location::default());
    check("S002", Nothing, |s| s.child.unaccompanied = Some(Unaccompanied { ceases: None }));
    check("S002", Charge(30), |s| {
        s.child.home = example::location(TEN_MILES);
        s.policy.set_weight("S002".parse().unwrap(), 3).unwrap();
    });
}

fn school(metres_east: i32, must_continue: bool) -> School {
    School { location: example::location(metres_east), visits: visits(190), must_continue }
}

#[test]
fn s003_the_school_is_kept() {
    check("S003", Nothing, |s| s.child.school = Some(school(TEN_MILES, true)));
    check("S003", Charge(30), |s| s.child.school = Some(school(100_000, false)));
    check("S003", Charge(60), |s| s.child.school = Some(school(100_000, true)));
    check("S003", Nothing, |s| s.child.school = None);
}

#[test]
fn s004_contact_is_near() {
    check("S004", Charge(2), |s| s.child.contacts = vec![contact(TEN_MILES, 52)]);
    check("S004", Charge(4), |s| s.child.contacts = vec![contact(TEN_MILES, 52), contact(TEN_MILES, 52)]);
    check("S004", Charge(10), |s| {
        s.child.contacts = vec![Contact { location: Location::default(), visits: visits(52) }];
    });
}

#[test]
fn s005_and_s006_area() {
    for (authority, outside, distant) in [
        (example::AUTHORITY, Nothing, Nothing),
        (example::ADJOINING, Charge(1), Nothing),
        (example::DISTANT, Charge(1), Charge(1)),
    ] {
        check("S005", outside, |s| s.home.location = elsewhere(authority, 0));
        check("S006", distant, |s| s.home.location = elsewhere(authority, 0));
    }
    check("S005", Charge(1), |s| s.home.location = Location::default());
    check("S006", Charge(1), |s| s.home.location = Location::default());
}

#[test]
fn s007_joining_a_sibling_who_stays() {
    for (home, expected) in [("h1", Nothing), ("h2", Charge(1))] {
        check("S007", expected, |s| {
            s.others.push(example::living_in(home, example::child("r1")));
            s.siblings(&["c1", "r1"], SiblingAssessment::NotAssessed);
        });
    }
    check("S007", Nothing, |s| {
        s.others.push(example::child("r1"));
        s.siblings(&["c1", "r1"], SiblingAssessment::Together);
    });
}

fn moving(scene: &mut Scene, home: &str, moving: Moving) {
    scene.child = example::living_in(home, scene.child.clone());
    scene.child.search.moving = moving;
}

#[test]
fn s008_moves_that_nobody_asked_for() {
    check("S008", Charge(1), |s| moving(s, "h2", Moving::Permitted));
    check("S008", Nothing, |s| moving(s, "h2", Moving::Planned));
    check("S008", Nothing, |s| moving(s, "h1", Moving::Permitted));
}

#[test]
fn s009_a_planned_move_that_is_not_made() {
    check("S009", Charge(60), |s| moving(s, "h1", Moving::Planned));
    check("S009", Nothing, |s| moving(s, "h2", Moving::Planned));
    check("S009", Nothing, |s| moving(s, "h1", Moving::Permitted));
}

#[test]
fn s010_preferred_kind() {
    check("S010", Charge(30), |s| s.child.recommendation.residential = Suitability::Preferred);
    check("S010", Nothing, |s| s.child.recommendation.foster = Suitability::Preferred);
    check("S010", Nothing, |s| s.child.recommendation.foster = Suitability::Suitable);
}

#[test]
fn s011_culture() {
    let urdu = |s: &mut Scene| s.child.languages = ["urd".parse().unwrap()].into();
    check("S011", Charge(10), urdu);
    check("S011", Nothing, |s| {
        urdu(s);
        s.home.languages.insert("urd".parse().unwrap());
    });
    check("S011", Charge(20), |s| {
        urdu(s);
        s.child.religion = Some(Religion::Muslim);
    });
    check("S011", Charge(40), |s| {
        urdu(s);
        s.child.religion = Some(Religion::Muslim);
        s.child.needs.cultural = CulturalNeed::Required;
    });
    check("S011", Nothing, |s| s.child.religion = Some(Religion::None));
    check("S011", Charge(10), |s| s.child.ethnicity = Some(Ethnicity::Pakistani));
    check("S011", Nothing, |s| s.child.ethnicity = Some(Ethnicity::Refused));
}

#[test]
fn s012_wishes() {
    check("S012", Charge(20), |s| s.child.wishes.not_homes = [example::home_id("h1")].into());
    check("S012", Charge(20), |s| s.child.wishes.homes = [example::home_id("h2")].into());
    check("S012", Nothing, |s| s.child.wishes.homes = [example::home_id("h1")].into());
    check("S012", Charge(20), |s| s.child.wishes.kinds = [PlacementCode::K2].into());
}

#[test]
fn s013_better_apart() {
    check("S013", Charge(40), |s| {
        s.settle("r1", 8);
        let (first, second) = (example::child_id("c1"), example::child_id("r1"));
        s.keep_apart = vec![KeepApart { first, second, reason: ApartReason::Preference }];
    });
    check("S013", Nothing, |s| {
        s.settle("r1", 8);
    });
}

#[test]
fn s014_own_bedroom() {
    let shared = |s: &mut Scene, years, bedrooms| {
        s.child = example::aged(years, s.child.clone());
        s.home.bedrooms = bedrooms;
        s.settle("r1", 8);
    };
    check("S014", Charge(10), |s| shared(s, 3, Some(1)));
    check("S014", Nothing, |s| shared(s, 2, Some(1)));
    check("S014", Nothing, |s| shared(s, 3, Some(2)));
    check("S014", Nothing, |s| shared(s, 3, None));
}

#[test]
fn s015_fostering_for_adoption() {
    let planned = |s: &mut Scene| {
        s.child.circumstances.insert(Circumstance::AdoptionPlanned);
    };
    check("S015", Charge(20), planned);
    check("S015", Nothing, |s| {
        planned(s);
        kind(s, PlacementCode::U5);
    });
    check("S015", Nothing, |_| {});
}

#[test]
fn s016_support_and_communication() {
    let needs = |s: &mut Scene| {
        s.child.needs.support = [AdditionalSupport::Therapeutic].into();
        s.child.needs.communication = [CommunicationNeed::Makaton].into();
    };
    check("S016", Charge(30), needs);
    check("S016", Charge(15), |s| {
        needs(s);
        s.home.support = [AdditionalSupport::Therapeutic].into();
    });
    check("S016", Nothing, |_| {});
}

#[test]
fn s017_impact_on_residents() {
    let risks = |s: &mut Scene| s.child.risks = [Risk::PhysicalHarm, Risk::FireSetting, Risk::Missing].into();
    check("S017", Nothing, risks);
    check("S017", Charge(10), |s| {
        risks(s);
        s.settle("r1", 8);
    });
    check("S017", Charge(5), |s| {
        s.home.other_residents =
            vec![OtherResident { age: Age::new(9), sex: Sex::Male, risks: [Risk::PhysicalHarm].into() }];
    });
    check("S017", Charge(5), |s| {
        s.child.risks = [Risk::AnimalHarm].into();
        s.home.pets = Some(true);
    });
}

fn contract(scene: &mut Scene, from: &str, to: Option<&str>, kind: ContractKind) {
    let id: nearhome_model::ContractId = "k1".parse().unwrap();
    scene.home.contract = Some(id.clone());
    let (from, to) = (day(from), to.map(day));
    scene.contracts = vec![Contract { id, provider: "p1".parse().unwrap(), from, to, kind }];
}

fn framework() -> ContractKind {
    let tier = |level, pounds| Tier { level, weekly_fee: Pence::from_pounds(pounds) };
    let tiers = vec![tier(NeedLevel::Standard, 800), tier(NeedLevel::Enhanced, 950)];
    ContractKind::Framework { tiers, most_children: None }
}

#[test]
fn s018_the_fee() {
    check("S018", Charge(50_000), |_| {});
    check("S018", Charge(80_000), |s| contract(s, "2024-04-01", Some("2025-03-31"), framework()));
    check("S018", Charge(50_000), |s| contract(s, "2024-04-01", Some("2025-03-30"), framework()));
    check("S018", Charge(95_000), |s| {
        contract(s, "2024-04-01", None, framework());
        s.child.needs.level = NeedLevel::Enhanced;
    });
    check("S018", Charge(82_000), |s| {
        contract(s, "2024-04-01", None, framework());
        s.child.needs.level = NeedLevel::Complex;
        s.home.weekly_fee = None;
    });
    check("S018", Charge(610_600), |s| {
        contract(s, "2024-04-01", None, ContractKind::Spot);
        s.home.weekly_fee = None;
        kind(s, PlacementCode::K2);
    });
    check("S018", Nothing, |s| {
        let weekly_price = Pence::from_pounds(20_000);
        contract(s, "2024-04-01", None, ContractKind::Block { paid_places: 4, weekly_price });
    });
}

#[test]
fn s019_transport_to_contact() {
    check("S019", Charge(1_170), |s| s.child.contacts = vec![contact(TEN_MILES, 52)]);
    check("S019", Charge(2_340), |s| s.child.contacts = vec![contact(TEN_MILES, 52), contact(TEN_MILES, 52)]);
    check("S019", Charge(5_850), |s| {
        s.child.contacts = vec![Contact { location: Location::default(), visits: visits(52) }];
    });
    check("S019", Nothing, |s| s.child.contacts = vec![contact(1_000, 52)]);
}

#[test]
fn s020_excess_travel_to_school() {
    // (13 - 3) miles * 2 * 190 * 45p / 52 = 3,288.46; under 8 (13 - 2) * ... = 3,617.3.
    check("S020", Charge(3_288), |s| s.child.school = Some(school(TEN_MILES, false)));
    check("S020", Charge(3_617), |s| {
        s.child = example::aged(7, s.child.clone());
        s.child.school = Some(school(TEN_MILES, false));
    });
    check("S020", Nothing, |s| s.child.school = Some(school(1_000 + 3_500, false)));
    check("S020", Nothing, |s| s.child.school = Some(school(100_000, false)));
    // 61.5 miles: (79.95 - 3) * 2 * 190 * 45p / 52 = 25,304.7.
    check("S020", Charge(25_305), |s| s.child.school = Some(school(100_000, true)));
}

#[test]
fn s021_and_s022_unplaced() {
    let cost = |edit: fn(&mut Scene)| {
        let scene = scene(edit);
        let snapshot = scene.snapshot();
        let charges = assess_unplaced(&snapshot, &scene.policy, &scene.child);
        charges.iter().map(|charge| charge.amount).sum::<i64>()
    };
    assert_eq!(cost(|_| {}), 1);
    let urgent = |s: &mut Scene| s.policy.set_weight("S022".parse().unwrap(), 2).unwrap();
    let _: fn(&mut Scene) = urgent;
    assert_eq!(cost(urgent), 1);
    assert_eq!(
        cost(|s| {
            s.policy.set_weight("S022".parse().unwrap(), 2).unwrap();
            s.child.search.needed_by = Some(day("2025-03-31"));
        }),
        3
    );
    assert!(Policy::default().weight("S022".parse().unwrap()) == 0);
}
