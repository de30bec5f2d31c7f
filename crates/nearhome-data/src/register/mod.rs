//! The council's own three tables: homes, children and contracts, as `docs/input-files.md` lays down.
//!
//! A row that a fault leaves without a fact on which a child's safety may hang is left out; a fault in
//! any other cell leaves that value unknown. Both are findings.

mod children;
mod contracts;
mod fees;
mod homes;

use crate::{ssda903::Source, table::Layout};

pub(crate) use children::read_children;
pub use children::{ChildRow, SchoolRow};
pub(crate) use contracts::read_contracts;
pub(crate) use homes::{HomeRow, check_fees, read_homes};

/// A value and the row from which it was read.
#[derive(Clone, Debug)]
pub(crate) struct Placed<T> {
    pub(crate) value: T,
    pub(crate) source: Source,
}

/// The layout of homes.csv.
pub(crate) const HOMES: Layout = Layout {
    name: "homes",
    columns: &[
        "home",
        "urn",
        "kinds",
        "provider",
        "provider_name",
        "place_provider",
        "authority",
        "postcode",
        "registered_places",
        "usable_places",
        "unusable_reason",
        "bedrooms",
        "age_from",
        "age_to",
        "sexes",
        "approved_until",
        "connected_to",
        "exempted_children",
        "adaptations",
        "communication",
        "support",
        "need_levels",
        "risks_excluded",
        "languages",
        "religions",
        "ethnicities",
        "pets",
        "registration",
        "judgement",
        "other_residents",
        "fee",
        "fee_unit",
        "contract",
    ],
    required: &[
        "home",
        "kinds",
        "provider",
        "place_provider",
        "postcode",
        "registered_places",
        "age_from",
        "age_to",
    ],
};

/// The layout of children.csv.
pub(crate) const CHILDREN: Layout = Layout {
    name: "children",
    columns: &[
        "child",
        "search",
        "needed_by",
        "emergency",
        "home",
        "long_term",
        "birth_date",
        "sex",
        "ethnicity",
        "legal_status",
        "category_of_need",
        "home_postcode",
        "unaccompanied",
        "religion",
        "languages",
        "disabilities",
        "circumstances",
        "need_level",
        "communication",
        "adaptations",
        "support",
        "cultural_need",
        "companions",
        "pets",
        "deprivation_of_liberty",
        "risks",
        "foster_suitability",
        "residential_suitability",
        "supported_suitability",
        "sibling_group",
        "sibling_assessment",
        "keep_apart",
        "better_apart",
        "baby",
        "school_postcode",
        "school_days_a_week",
        "school_must_continue",
        "contacts",
        "avoid",
        "wish_homes",
        "wish_not_homes",
        "wish_kinds",
    ],
    required: &["child"],
};

/// The layout of contracts.csv.
pub(crate) const CONTRACTS: Layout = Layout {
    name: "contracts",
    columns: &["contract", "provider", "kind", "from", "to", "need_level", "fee", "fee_unit", "places"],
    required: &["contract", "provider", "kind", "from"],
};
