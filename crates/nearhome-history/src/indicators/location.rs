//! Where children live: in or outside the authority's area, and how far from home.
//!
//! **Definition.** Children looked after on 31 March, short breaks left out, by whether the placement lies inside the
//! responsible authority's boundary and by the distance from the home postcode: 20 miles or less, more, not known.
//!
//! Distance (`PL_DISTANCE`) is the straight line between the postcodes on the National Grid, in metres / 1000 / 1.6093,
//! rounded to one decimal: 20.0 is within 20 miles, 20.1 beyond. The area (`PL_LA`) is that of the upper-tier authority in
//! which the placement's postcode lies.
//!
//! **Source.** Department for Education, *Children looked after in England*, placement location (2024); the formula
//! from the guide to SSDA903 as the sector's validator implements it (`data-to-insight/csc-validator-be-903`).
//!
//! **Counting policy.** During a temporary move the placement that is kept is meant, unless temporary moves count.
//!
//! **Doubts.** For children who are or were unaccompanied asylum seekers the distance is blank (rule 406), so they are
//! among those whose distance is not known, and so is a child whose home lies outside England (999.9 in the
//! return). A postcode that no directory holds is not known. Without a full directory, postcodes are placed at the
//! middle of their sector, which moves a distance by a few hundred metres.

use nearhome_data::{Episode, History};
use nearhome_model::Location;

use super::{
    measure::{About, BasedOn, Measure},
    stock::Stock,
};

pub(super) const SOURCE: &str = "Department for Education, Children looked after in England, placement location, 2024; \
    guide to SSDA903 (PL_DISTANCE, PL_LOCATION)";
pub(super) const DOUBT: &str =
    "without a full postcode directory, postcodes are placed at the middle of their sector";

static ABOUT: About = About {
    code: "location",
    title: "Location on 31 March",
    counts: "children",
    headline: "outside_over_20",
    definition: "children looked after on 31 March by whether they live inside the authority's boundary and within 20 \
        miles of home; the distance of unaccompanied children is not known",
    source: SOURCE,
    doubt: DOUBT,
};

/// The cells that are published, and one for placements of which not even the area is known.
pub(super) const CELLS: [(&str, &str); 7] = [
    ("inside_within_20", "inside the boundary, 20 miles or less"),
    ("inside_over_20", "inside the boundary, more than 20 miles"),
    ("inside_not_known", "inside the boundary, distance not known"),
    ("outside_within_20", "outside the boundary, 20 miles or less"),
    ("outside_over_20", "outside the boundary, more than 20 miles"),
    ("outside_not_known", "outside the boundary, distance not known"),
    ("not_known", "area not known"),
];

pub(super) fn measure(stock: &Stock<'_>) -> Measure {
    let mut measure = Measure::new(&ABOUT, BasedOn::Return, &CELLS);
    for child in &stock.children {
        measure.add(Whereabouts::of(stock, child.history, child.placement).cell());
    }
    measure
}

/// Whether a placement lies in the authority's area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Area {
    Inside,
    Outside,
    NotKnown,
}

/// How far a placement is from home.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Distance {
    Within20,
    Over20,
    /// Blank for children who are or were unaccompanied asylum seekers.
    Unaccompanied,
    NotKnown,
}

/// Where a placement lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Whereabouts {
    pub(super) area: Area,
    pub(super) distance: Distance,
}

/// 20 miles in the tenths that the return states.
const TWENTY_MILES: u32 = 200;

impl Whereabouts {
    pub(super) fn of(stock: &Stock<'_>, history: &History, placement: &Episode) -> Self {
        let there = stock.council.locate(placement.placement_postcode.as_ref());
        let area = match &there.authority {
            Some(authority) if authority == stock.authority() => Area::Inside,
            Some(_) => Area::Outside,
            None => Area::NotKnown,
        };
        let home = stock.council.locate(placement.home_postcode.as_ref());
        let distance = match home.miles_to(&there).filter(|_| is_in_england(&home)) {
            _ if history.uasc.is_some() => Distance::Unaccompanied,
            Some(miles) if miles.tenths() > TWENTY_MILES => Distance::Over20,
            Some(_) => Distance::Within20,
            None => Distance::NotKnown,
        };
        Self { area, distance }
    }

    /// The cell of [`CELLS`].
    pub(super) fn cell(self) -> &'static str {
        match (self.area, self.distance) {
            (Area::NotKnown, _) => "not_known",
            (Area::Inside, Distance::Within20) => "inside_within_20",
            (Area::Inside, Distance::Over20) => "inside_over_20",
            (Area::Inside, _) => "inside_not_known",
            (Area::Outside, Distance::Within20) => "outside_within_20",
            (Area::Outside, Distance::Over20) => "outside_over_20",
            (Area::Outside, _) => "outside_not_known",
        }
    }
}

/// Whether a home lies in England; one whose authority is not known is taken to.
fn is_in_england(home: &Location) -> bool {
    home.authority.as_ref().is_none_or(|authority| authority.as_str().starts_with('E'))
}
