//! A plainly fictional child, home and snapshot to start from in tests, examples and benches.
//!
//! Each builder gives a value in which nothing stands in the way: the child may be placed in the home.
//! Change the one field that a test is about.
//!
//! # Examples
//!
//! ```
//! use nearhome_model::example;
//!
//! let resident = example::living_in("h1", example::child("c1"));
//! let snapshot = example::snapshot(vec![resident, example::child("c2")], vec![example::home("h1")]);
//! assert_eq!(snapshot.residents(&snapshot.homes[0].id).count(), 1);
//! ```

use std::collections::BTreeSet;

use crate::{
    Age, Approval, AuthorityCode, CategoryOfNeed, Child, ChildId, CurrentPlacement, Date, GridPoint, Home,
    HomeId, InspectionJudgement, Language, LegalStatus, Location, Matching, Moving, NeedLevel, Needs, Pence,
    PlaceProvider, PlacementCode, Provider, ProviderId, Recommendation, RegistrationEvent,
    RegistrationStatus, Search, Sex, Snapshot, SnapshotParts, Wishes,
};

/// The responsible authority of every example.
pub const AUTHORITY: &str = "E06000047";

/// An authority that adjoins it.
pub const ADJOINING: &str = "E06000005";

/// An authority far away.
pub const DISTANT: &str = "E10000008";

/// The day of every example.
///
/// # Panics
///
/// Never.
#[must_use]
pub fn date() -> Date {
    day("2025-03-31")
}

/// A day from text such as `2025-03-31`.
///
/// # Panics
///
/// When the text is no day.
#[must_use]
pub fn day(text: &str) -> Date {
    text.parse().expect("examples name real days")
}

/// A child's id.
///
/// # Panics
///
/// When the text is no id.
#[must_use]
pub fn child_id(text: &str) -> ChildId {
    ChildId::new(text).expect("examples name valid ids")
}

/// A home's id.
///
/// # Panics
///
/// When the text is no id.
#[must_use]
pub fn home_id(text: &str) -> HomeId {
    HomeId::new(text).expect("examples name valid ids")
}

/// An authority's code.
///
/// # Panics
///
/// When the text is no code of an authority.
#[must_use]
pub fn authority(text: &str) -> AuthorityCode {
    AuthorityCode::new(text).expect("examples name valid authorities")
}

/// A place within the authority, so many metres east of the examples' family home.
///
/// # Panics
///
/// Never.
#[must_use]
pub fn location(metres_east: i32) -> Location {
    Location {
        postcode: None,
        point: Some(GridPoint { easting: 420_000 + metres_east, northing: 540_000 }),
        authority: Some(authority(AUTHORITY)),
    }
}

/// A referred boy of ten with ordinary needs, for whom a home must be found.
///
/// # Panics
///
/// When the text is no id.
#[must_use]
pub fn child(id: &str) -> Child {
    Child {
        id: child_id(id),
        birth_date: day("2014-06-15"),
        sex: Sex::Male,
        ethnicity: None,
        religion: None,
        languages: BTreeSet::new(),
        legal_status: LegalStatus::FullCareOrder,
        category_of_need: CategoryOfNeed::AbuseOrNeglect,
        unaccompanied: None,
        disabilities: BTreeSet::new(),
        circumstances: BTreeSet::new(),
        needs: Needs::default(),
        risks: BTreeSet::new(),
        recommendation: Recommendation::default(),
        home: location(0),
        school: None,
        contacts: vec![],
        avoid: vec![],
        wishes: Wishes::default(),
        baby: None,
        placement: None,
        search: Search { moving: Moving::Needed, needed_by: None, emergency: false },
    }
}

/// The child aged so many years on the examples' day, with a birthday on 1 January.
///
/// # Panics
///
/// For an age above 120 years.
#[must_use]
pub fn aged(years: u8, child: Child) -> Child {
    let birth_date = Date::new(date().year() - i16::from(years), 1, 1).expect("examples have plausible ages");
    Child { birth_date, ..child }
}

/// The child settled in a home of the register, not matched long term.
///
/// # Panics
///
/// When the text is no id.
#[must_use]
pub fn living_in(home: &str, child: Child) -> Child {
    let placement = CurrentPlacement {
        home: Some(home_id(home)),
        kind: PlacementCode::U6,
        provider: Some(PlaceProvider::OwnAuthority),
        location: location(1_000),
        since: day("2024-01-01"),
        matching: Matching::NotMatched,
    };
    let search = Search { moving: Moving::Settled, ..child.search };
    Child { placement: Some(placement), search, ..child }
}

/// A registered in-house foster home nearby with two free places, approved for any child.
///
/// # Panics
///
/// When the text is no id.
#[must_use]
pub fn home(id: &str) -> Home {
    Home {
        id: home_id(id),
        urn: None,
        kinds: [PlacementCode::U6].into(),
        provider: ProviderId::new("p1").expect("the provider's id is valid"),
        sector: PlaceProvider::OwnAuthority,
        location: location(1_000),
        registered_places: 2,
        usable_places: 2,
        unusable_reason: None,
        bedrooms: None,
        approval: Approval {
            age_from: Age::new(0),
            age_to: Age::new(17),
            sexes: Sex::ALL.iter().copied().collect(),
            until: None,
        },
        exempted_children: BTreeSet::new(),
        connected_to: None,
        adaptations: BTreeSet::new(),
        communication: BTreeSet::new(),
        support: BTreeSet::new(),
        need_levels: NeedLevel::ALL.iter().copied().collect(),
        risks_excluded: BTreeSet::new(),
        languages: [Language::new("en").expect("the language's code is valid")].into(),
        religions: BTreeSet::new(),
        ethnicities: BTreeSet::new(),
        pets: Some(false),
        registration: vec![RegistrationEvent {
            from: day("2020-01-01"),
            status: RegistrationStatus::Registered,
        }],
        judgement: InspectionJudgement::Good,
        other_residents: vec![],
        weekly_fee: Some(Pence::from_pounds(500)),
        contract: None,
    }
}

/// A registered children's home nearby with four places.
///
/// # Panics
///
/// When the text is no id.
#[must_use]
pub fn childrens_home(id: &str) -> Home {
    Home {
        kinds: [PlacementCode::K2].into(),
        sector: PlaceProvider::Private,
        registered_places: 4,
        usable_places: 4,
        weekly_fee: Some(Pence::from_pounds(5_000)),
        ..home(id)
    }
}

/// The parts of a snapshot of these children and homes, in order of id, with the provider `p1`.
///
/// # Panics
///
/// Never.
#[must_use]
pub fn parts(mut children: Vec<Child>, mut homes: Vec<Home>) -> SnapshotParts {
    children.sort_by(|a, b| a.id.cmp(&b.id));
    homes.sort_by(|a, b| a.id.cmp(&b.id));
    let provider = Provider {
        id: ProviderId::new("p1").expect("the provider's id is valid"),
        name: "Example Homes".to_owned(),
        sector: PlaceProvider::OwnAuthority,
    };
    SnapshotParts {
        authority: authority(AUTHORITY),
        date: date(),
        adjoining: [authority(ADJOINING)].into(),
        children,
        homes,
        providers: vec![provider],
        contracts: vec![],
        sibling_groups: vec![],
        keep_apart: vec![],
        held_back: vec![],
    }
}

/// A snapshot of these children and homes.
///
/// # Panics
///
/// When the parts contradict one another, such as a child who lives in a home that is not among them.
#[must_use]
pub fn snapshot(children: Vec<Child>, homes: Vec<Home>) -> Snapshot {
    Snapshot::new(parts(children, homes)).expect("the examples' parts agree with one another")
}
