//! One child and one home, with what the snapshot says of both: all that a rule may look at.

use std::cell::OnceCell;

use nearhome_model::{
    Age, Child, Circumstance, Date, Home, Location, PlacementCode, PlacementGroup, School, Snapshot,
    TenthMiles,
};

use crate::{Fact, Policy, occupants::Occupants};

/// One child and one place to live, seen on the day of the snapshot.
#[derive(Clone, Debug)]
pub struct Case<'a> {
    /// The snapshot.
    pub snapshot: &'a Snapshot,
    /// The council's policy.
    pub policy: &'a Policy,
    /// The child.
    pub child: &'a Child,
    /// The child's age on the day.
    pub age: Age,
    /// The home of the register; `None` where the child stays in a setting outside it.
    pub home: Option<&'a Home>,
    /// Where the home or setting is.
    pub location: &'a Location,
    /// The authority's own children who live there and will stay, by id, without the child itself and
    /// the child's baby.
    pub stayers: Vec<&'a Child>,
    /// The same with the children who may move and need not: all but those whose placement ends.
    pub possible_stayers: Vec<&'a Child>,
    school_distance: OnceCell<Distance>,
}

impl<'a> Case<'a> {
    /// The child and a home of the register.
    pub(crate) fn of_home(
        snapshot: &'a Snapshot,
        policy: &'a Policy,
        child: &'a Child,
        home: &'a Home,
    ) -> Self {
        let location = &home.location;
        let is_party = |other: &Child| other.id == child.id || child.baby.as_ref() == Some(&other.id);
        let Occupants { stayers, possible } = Occupants::of(snapshot, home, is_party);
        let age = child.age_on(snapshot.date);
        let home = Some(home);
        Self {
            snapshot,
            policy,
            child,
            age,
            home,
            location,
            stayers,
            possible_stayers: possible,
            school_distance: OnceCell::new(),
        }
    }

    /// The child and a setting outside the register, where the child lives now.
    pub(crate) fn of_setting(
        snapshot: &'a Snapshot,
        policy: &'a Policy,
        child: &'a Child,
        location: &'a Location,
    ) -> Self {
        let age = child.age_on(snapshot.date);
        let (stayers, possible_stayers) = (Vec::new(), Vec::new());
        Self {
            snapshot,
            policy,
            child,
            age,
            home: None,
            location,
            stayers,
            possible_stayers,
            school_distance: OnceCell::new(),
        }
    }

    /// The day of the snapshot.
    #[must_use]
    pub fn date(&self) -> Date {
        self.snapshot.date
    }

    /// Whether the child lives there already.
    #[must_use]
    pub fn is_staying(&self) -> bool {
        match (&self.child.placement, self.home) {
            (Some(placement), Some(home)) => placement.home.as_ref() == Some(&home.id),
            (Some(_), None) => true,
            (None, _) => false,
        }
    }

    /// Whether choosing it would end a placement.
    #[must_use]
    pub fn ends_a_placement(&self) -> bool {
        self.child.placement.is_some() && !self.is_staying()
    }

    /// Whether the search is an emergency.
    #[must_use]
    pub fn is_emergency(&self) -> bool {
        self.child.search.emergency
    }

    /// Whether the child has this circumstance.
    #[must_use]
    pub fn has(&self, circumstance: Circumstance) -> bool {
        self.child.circumstances.contains(&circumstance)
    }

    /// Miles from the home to another place, or the policy's number for an unknown distance.
    #[must_use]
    pub fn miles_to(&self, other: &Location) -> Distance {
        self.location
            .miles_to(other)
            .map_or(Distance::Assumed(self.policy.distance.unknown()), Distance::Measured)
    }

    /// The child's school and its distance, where there is a school.
    #[must_use]
    pub fn school(&self) -> Option<(&'a School, Distance)> {
        let school = self.child.school.as_ref()?;
        Some((school, *self.school_distance.get_or_init(|| self.miles_to(&school.location))))
    }

    /// Whether the home lies outside the authority's area; an unknown area counts as outside.
    #[must_use]
    pub fn is_out_of_area(&self) -> bool {
        self.location.authority.as_ref() != Some(&self.snapshot.authority)
    }

    /// Whether the home lies outside the area and in no adjoining authority; an unknown area counts.
    #[must_use]
    pub fn is_at_a_distance(&self) -> bool {
        let adjoining = |authority| self.snapshot.adjoining.contains(authority);
        self.is_out_of_area() && !self.location.authority.as_ref().is_some_and(adjoining)
    }

    /// Authority's own children and other residents who live there and will stay.
    #[must_use]
    pub fn residents_who_stay(&self) -> usize {
        self.stayers.len() + self.home.map_or(0, |home| home.other_residents.len())
    }
}

/// A distance, or the number that stands for one that cannot be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distance {
    /// Measured between two known points.
    Measured(TenthMiles),
    /// One of the points is not known; the policy's number stands for it.
    Assumed(TenthMiles),
}

impl Distance {
    /// The distance to reckon with.
    #[must_use]
    pub const fn tenth_miles(self) -> TenthMiles {
        match self {
            Self::Measured(miles) | Self::Assumed(miles) => miles,
        }
    }

    /// The distance as a fact; an assumed one is named `assumed_` and the name.
    #[must_use]
    pub fn fact(self, name: &'static str) -> Fact {
        match self {
            Self::Measured(miles) => Fact::new(name, miles),
            Self::Assumed(miles) => Fact { name: format!("assumed_{name}").into(), value: miles.into() },
        }
    }
}

/// Kinds of placement that the home may offer, without temporary moves.
pub(crate) fn lasting_kinds(home: &Home) -> impl Iterator<Item = PlacementCode> {
    home.kinds.iter().copied().filter(|kind| kind.group() != PlacementGroup::Temporary)
}
