//! The home: whom it is approved for, how many places it has, and under whose registration.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    Adaptation, AdditionalSupport, Age, ChildId, CommunicationNeed, ContractId, Date, Ethnicity, HomeId,
    Language, Location, NeedLevel, Pence, PlaceProvider, PlacementCode, ProviderId, Religion, Risk, Sex, Urn,
    coded::coded,
};

/// A foster household, children's home, supported accommodation or other setting of the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Home {
    /// Id in the authority's register.
    pub id: HomeId,
    /// Ofsted's number; for fostering it is the agency's.
    pub urn: Option<Urn>,
    /// Kinds of placement that the home may offer, at least one.
    pub kinds: BTreeSet<PlacementCode>,
    /// Its provider.
    pub provider: ProviderId,
    /// The provider's sector.
    pub sector: PlaceProvider,
    /// Where it is; its authority is the one in whose area it lies.
    pub location: Location,
    /// Registered or approved places, at least 1.
    pub registered_places: u8,
    /// Places usable on the day, those taken included; at most the registered ones.
    pub usable_places: u8,
    /// Why fewer are usable than registered.
    pub unusable_reason: Option<UnusableReason>,
    /// Bedrooms for children, where known.
    pub bedrooms: Option<u8>,
    /// Terms of approval or statement of purpose.
    pub approval: Approval,
    /// Children named in an exemption from the usual fostering limit (Schedule 7, Children Act 1989).
    pub exempted_children: BTreeSet<ChildId>,
    /// The one child for whom a connected person is approved (regulation 24), where there is one.
    pub connected_to: Option<ChildId>,
    /// Building adaptations.
    pub adaptations: BTreeSet<Adaptation>,
    /// Communication skills of the carers.
    pub communication: BTreeSet<CommunicationNeed>,
    /// Support that the home gives.
    pub support: BTreeSet<AdditionalSupport>,
    /// Levels of need that it can meet.
    pub need_levels: BTreeSet<NeedLevel>,
    /// Risks that it cannot accept.
    pub risks_excluded: BTreeSet<Risk>,
    /// Languages spoken there.
    pub languages: BTreeSet<Language>,
    /// Religions observed or readily supported there.
    pub religions: BTreeSet<Religion>,
    /// Ethnic backgrounds of the carers, where recorded.
    pub ethnicities: BTreeSet<Ethnicity>,
    /// Whether there are pets, where known.
    pub pets: Option<bool>,
    /// Registration by date, ascending, one event a day.
    pub registration: Vec<RegistrationEvent>,
    /// The latest inspection's judgement.
    pub judgement: InspectionJudgement,
    /// Residents who are not children of this authority's snapshot; each takes a place.
    pub other_residents: Vec<OtherResident>,
    /// Spot fee a week, where the home has one of its own.
    pub weekly_fee: Option<Pence>,
    /// The contract under which it is bought.
    pub contract: Option<ContractId>,
}

impl Home {
    /// Registration status on a day; `None` before the first event or when none is known.
    #[must_use]
    pub fn registration_on(&self, day: Date) -> Option<RegistrationStatus> {
        self.registration.iter().take_while(|event| event.from <= day).last().map(|event| event.status)
    }

    /// Whether the home fosters.
    #[must_use]
    pub fn fosters(&self) -> bool {
        self.kinds.iter().any(|kind| kind.is_fostering())
    }

    /// Usable places that are still free when `taken` are taken.
    #[must_use]
    pub fn free_places(&self, taken: u32) -> u32 {
        u32::from(self.usable_places).saturating_sub(taken)
    }
}

/// Terms of approval (foster carers) or statement of purpose (children's homes).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// Youngest age, inclusive.
    pub age_from: Age,
    /// Oldest age, inclusive.
    pub age_to: Age,
    /// Sexes approved for, at least one.
    pub sexes: BTreeSet<Sex>,
    /// Last day of a temporary approval (regulation 24), where it is temporary.
    pub until: Option<Date>,
}

impl Approval {
    /// Whether the age lies within the approved ages, both ends included.
    #[must_use]
    pub fn admits_age(&self, age: Age) -> bool {
        (self.age_from..=self.age_to).contains(&age)
    }
}

/// A change of registration.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct RegistrationEvent {
    /// First day of the status.
    pub from: Date,
    /// The status from that day on.
    pub status: RegistrationStatus,
}

coded! {
    /// Registration with Ofsted or another inspectorate.
    RegistrationStatus, "registration status" {
        /// Registered.
        Registered = "registered",
        /// Registered, with a notice that restricts new admissions (section 22B, Care Standards Act 2000).
        Restricted = "restricted",
        /// Suspended: nobody may live there.
        Suspended = "suspended",
        /// Cancelled or resigned.
        Cancelled = "cancelled",
        /// Must be registered and is not.
        Unregistered = "unregistered",
        /// Of a kind that needs no registration.
        NotRequired = "not_required",
    }
}

coded! {
    /// Judgement of the latest inspection.
    InspectionJudgement, "inspection judgement" {
        /// Outstanding.
        Outstanding = "outstanding",
        /// Good.
        Good = "good",
        /// Requires improvement to be good.
        RequiresImprovement = "requires_improvement",
        /// Inadequate.
        Inadequate = "inadequate",
        /// Not yet inspected, or not of an inspected kind.
        NotInspected = "not_inspected",
    }
}

coded! {
    /// Why a place cannot be used now.
    UnusableReason, "reason for unusable places" {
        /// Staffing.
        Staffing = "staffing",
        /// Building work or repair.
        Building = "building",
        /// The match with a present resident.
        ResidentMatching = "resident_matching",
        /// The carers' circumstances or choice.
        CarerCircumstances = "carer_circumstances",
        /// Kept for a young person who stays on after 18 (staying put).
        StayingPut = "staying_put",
        /// Sold or reserved to another authority.
        Reserved = "reserved",
        /// Another reason.
        Other = "other",
    }
}

/// A resident who is not one of the snapshot's children: placed by another authority, or staying put.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OtherResident {
    /// Age on the day of the snapshot.
    pub age: Age,
    /// Sex.
    pub sex: Sex,
    /// Known risks to others.
    pub risks: BTreeSet<Risk>,
}

/// A provider of homes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// Its id.
    pub id: ProviderId,
    /// Its name, for reports.
    pub name: String,
    /// Its sector.
    pub sector: PlaceProvider,
}
