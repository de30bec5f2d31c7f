//! The child: who needs a home, what for, and where the child lives now.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    Age, CategoryOfNeed, ChildId, Date, Disability, Ethnicity, HomeId, Language, LegalStatus, Location,
    Needs, PlaceProvider, PlacementCode, Recommendation, Religion, Risk, Sex, coded::coded,
};

/// A child whom the authority looks after on the day of the snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Child {
    /// Id in the authority's records.
    pub id: ChildId,
    /// Birth date; may lie after the day of the snapshot for an expected baby.
    pub birth_date: Date,
    /// Sex.
    pub sex: Sex,
    /// Ethnic background, where recorded.
    pub ethnicity: Option<Ethnicity>,
    /// Religion, where recorded.
    pub religion: Option<Religion>,
    /// Languages that the child speaks.
    pub languages: BTreeSet<Language>,
    /// Legal status on the day.
    pub legal_status: LegalStatus,
    /// Main reason for being looked after.
    pub category_of_need: CategoryOfNeed,
    /// Whether the child is or was an unaccompanied asylum seeker.
    pub unaccompanied: Option<Unaccompanied>,
    /// Disabilities.
    pub disabilities: BTreeSet<Disability>,
    /// Facts of the care plan and of court orders that rules ask for.
    pub circumstances: BTreeSet<Circumstance>,
    /// What the child needs of a home.
    pub needs: Needs,
    /// Known risks to and from the child.
    pub risks: BTreeSet<Risk>,
    /// Kinds of home recommended.
    pub recommendation: Recommendation,
    /// The family's home from which the child came.
    pub home: Location,
    /// The child's school, where there is one.
    pub school: Option<School>,
    /// Places that the child visits regularly to see family and friends.
    pub contacts: Vec<Contact>,
    /// Places that the child must not live in or near.
    pub avoid: Vec<Location>,
    /// What the child wishes (section 22(4) and (5), Children Act 1989).
    pub wishes: Wishes,
    /// The looked-after child of this looked-after young parent, to be placed in the same home and
    /// counted with it.
    pub baby: Option<ChildId>,
    /// Where the child lives now; `None` for a child who is not placed yet.
    pub placement: Option<CurrentPlacement>,
    /// Whether a home is sought and by when.
    pub search: Search,
}

impl Child {
    /// Age on a day.
    #[must_use]
    pub fn age_on(&self, day: Date) -> Age {
        day.age_since(self.birth_date)
    }

    /// Whether a home is sought for the child, or a move is permitted.
    #[must_use]
    pub fn is_to_be_matched(&self) -> bool {
        self.search.moving != Moving::Settled
    }
}

coded! {
    /// A fact of the care plan or of a court order that a rule asks for.
    Circumstance, "circumstance" {
        /// The child's age is disputed and not yet assessed.
        AgeDisputed = "age_disputed",
        /// The child has an education, health and care plan.
        EducationHealthCarePlan = "ehc_plan",
        /// Adoption is the plan, so dual-approved carers must be considered (section 22C(9A), Children Act 1989).
        AdoptionPlanned = "adoption_planned",
        /// Placement with parents is assessed and approved (regulations 15 to 20, Care Planning,
        /// Placement and Case Review (England) Regulations 2010).
        ParentsAssessed = "parents_assessed",
        /// A court has authorised secure accommodation (section 25, Children Act 1989).
        SecureOrder = "secure_order",
    }
}

/// The status of an unaccompanied asylum-seeking child (UASC of the return).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unaccompanied {
    /// When the status ceased or will cease (DUC), where recorded.
    pub ceases: Option<Date>,
}

impl Unaccompanied {
    /// Whether the child is an unaccompanied asylum seeker on the day.
    #[must_use]
    pub fn on(self, day: Date) -> bool {
        self.ceases.is_none_or(|ceases| day < ceases)
    }
}

/// How often a place is visited: return journeys a year, at most 3,660.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(transparent)]
pub struct VisitsPerYear(u16);

impl VisitsPerYear {
    /// Makes a frequency from return journeys a year, or `None` above 3,660.
    #[must_use]
    pub fn new(visits: u16) -> Option<Self> {
        (visits <= 3_660).then_some(Self(visits))
    }

    /// Return journeys a year.
    #[must_use]
    pub const fn visits(self) -> u16 {
        self.0
    }
}

/// The child's school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct School {
    /// Where it is.
    pub location: Location,
    /// Return journeys a year, 190 for an ordinary school week.
    pub visits: VisitsPerYear,
    /// Whether the child needs to continue to attend this school.
    pub must_continue: bool,
}

/// A place that the child visits to see family or friends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Where it is.
    pub location: Location,
    /// Return journeys a year.
    pub visits: VisitsPerYear,
}

/// What the child wishes of a home.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Wishes {
    /// Homes wished for.
    pub homes: BTreeSet<HomeId>,
    /// Homes not wanted.
    pub not_homes: BTreeSet<HomeId>,
    /// Kinds of placement wished for.
    pub kinds: BTreeSet<PlacementCode>,
}

/// Whether the child is matched long term with the present carers (regulation 22B, as above).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Matching {
    /// Matched long term: the home is permanent.
    LongTerm,
    /// Not matched long term.
    NotMatched,
}

/// Where the child lives on the day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CurrentPlacement {
    /// The home of the register; `None` for parents, adopters, hospital and other settings outside it.
    pub home: Option<HomeId>,
    /// Kind of placement.
    pub kind: PlacementCode,
    /// Who provides it, where recorded.
    pub provider: Option<PlaceProvider>,
    /// Where it is.
    pub location: Location,
    /// First day of the placement with the same carers.
    pub since: Date,
    /// Whether matched long term.
    pub matching: Matching,
}

/// Whether the child may move from the present home.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Moving {
    /// Settled: no home is sought and the child stays.
    Settled,
    /// The care plan permits a move if it is better for the child; staying is permitted as well.
    Permitted,
    /// The care plan asks for a move; staying is permitted until there is one.
    Planned,
    /// The child has no home or the present one ends: a home must be found.
    Needed,
}

/// Whether a home is sought for the child, and by when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Search {
    /// Whether the child may, should or must move.
    pub moving: Moving,
    /// The day by which the home is needed, where known.
    pub needed_by: Option<Date>,
    /// Whether the search is an emergency, which relaxes gates but never safety.
    pub emergency: bool,
}
