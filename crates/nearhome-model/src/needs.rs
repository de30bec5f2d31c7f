//! What a child needs of a home and what risks there are, in the vocabulary of the Placements Data
//! Standard, version 2 (18 July 2025).
//!
//! Where the Standard only says yes or no (an adaptation of the home), the list here is finer, so
//! that a need can be compared with what a home has.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{HomeId, coded::coded};

coded! {
    /// A specific communication or language requirement.
    CommunicationNeed, "communication need" {
        /// English for speakers of other languages.
        Esol = "esol",
        /// British Sign Language.
        Bsl = "bsl",
        /// Makaton.
        Makaton = "makaton",
        /// Another requirement, described in the child's plan.
        Other = "other",
    }
}

coded! {
    /// An adaptation of the home's building.
    Adaptation, "adaptation" {
        /// Step-free access.
        StepFree = "step_free",
        /// A bedroom on the ground floor.
        GroundFloorBedroom = "ground_floor_bedroom",
        /// Wheelchair access throughout.
        Wheelchair = "wheelchair",
        /// A hoist.
        Hoist = "hoist",
        /// An adapted bathroom.
        Bathroom = "bathroom",
        /// An environment made for sensory needs.
        Sensory = "sensory",
    }
}

coded! {
    /// Support beyond ordinary care.
    AdditionalSupport, "additional support" {
        /// Additional supervision.
        Supervision = "additional_supervision",
        /// Therapeutic support.
        Therapeutic = "therapeutic_support",
        /// A worker for respite.
        Respite = "respite_worker",
        /// Taxis to school.
        SchoolTaxi = "school_taxi",
        /// Care of a parent together with the parent's child.
        ParentAndChild = "parent_and_child",
    }
}

coded! {
    /// Whether cultural needs, such as a place of worship, must be met.
    CulturalNeed, "cultural need" {
        /// Required.
        Required = "required",
        /// Not required.
        NotRequired = "not_required",
        /// Not known.
        NotKnown = "not_known",
        /// Other, described in the child's plan.
        Other = "other",
    }
}

coded! {
    /// Whom the child can be cared for alongside.
    LivingCompanions, "living companions" {
        /// A solo placement is recommended.
        Solo = "solo",
        /// With other children is recommended.
        WithOthers = "with_others",
        /// Only with other children who are older.
        OnlyOlder = "only_older",
        /// Only with other children who are younger.
        OnlyYounger = "only_younger",
        /// No preference.
        NoPreference = "no_preference",
    }
}

coded! {
    /// Whether the child can live with pets.
    Pets, "pets" {
        /// Yes, there must be some.
        Must = "must",
        /// Yes, there may be some.
        Can = "can",
        /// No.
        No = "no",
        /// Not known.
        NotKnown = "not_known",
    }
}

coded! {
    /// How suitable a kind of home is for the child.
    Suitability, "suitability" {
        /// Preferred.
        Preferred = "preferred",
        /// Suitable but not preferred.
        Suitable = "suitable",
        /// Unsuitable.
        Unsuitable = "unsuitable",
        /// Not specified.
        NotSpecified = "not_specified",
    }
}

coded! {
    /// A known risk to the child, or from the child to others.
    Risk, "risk" {
        /// To the child: self-harm.
        SelfHarm = "self_harm",
        /// To the child: sexual exploitation.
        SexualExploitation = "sexual_exploitation",
        /// To the child: criminal exploitation.
        CriminalExploitation = "criminal_exploitation",
        /// To the child: drug and alcohol use.
        DrugsAlcohol = "drugs_alcohol",
        /// To the child: eating disorder.
        EatingDisorder = "eating_disorder",
        /// To the child: going missing.
        Missing = "missing",
        /// To the child: other.
        OtherToChild = "other_to_child",
        /// To others: physical harm.
        PhysicalHarm = "physical_harm",
        /// To others: sexual harm.
        SexualHarm = "sexual_harm",
        /// To others: fire-setting.
        FireSetting = "fire_setting",
        /// To others: harm to animals.
        AnimalHarm = "animal_harm",
        /// To others: criminal exploitation.
        CriminalExploitationOfOthers = "criminal_exploitation_of_others",
        /// To others: other.
        OtherToOthers = "other_to_others",
    }
}

coded! {
    /// How much care the child needs, which sets the tier of a framework's fee.
    NeedLevel, "need level" {
        /// Ordinary care.
        Standard = "standard",
        /// More than ordinary care.
        Enhanced = "enhanced",
        /// Complex care.
        Complex = "complex",
    }
}

/// A court's authority to deprive the child of liberty, which names the placement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeprivationOfLiberty {
    /// The home that the order names, where it is one of the snapshot.
    pub home: Option<HomeId>,
}

/// Which kinds of home the child's social worker recommends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recommendation {
    /// Foster care.
    pub foster: Suitability,
    /// Residential care.
    pub residential: Suitability,
    /// Supported accommodation.
    pub supported: Suitability,
}

impl Default for Recommendation {
    fn default() -> Self {
        Self {
            foster: Suitability::NotSpecified,
            residential: Suitability::NotSpecified,
            supported: Suitability::NotSpecified,
        }
    }
}

/// What the child needs of a home.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Needs {
    /// How much care.
    pub level: NeedLevel,
    /// Communication and language requirements.
    pub communication: BTreeSet<CommunicationNeed>,
    /// Adaptations assessed as essential (section 22C(8)(d), Children Act 1989).
    pub adaptations: BTreeSet<Adaptation>,
    /// Support beyond ordinary care.
    pub support: BTreeSet<AdditionalSupport>,
    /// Whether cultural needs must be met.
    pub cultural: CulturalNeed,
    /// Whom the child can live alongside.
    pub companions: LivingCompanions,
    /// Whether the child can live with pets.
    pub pets: Pets,
    /// An order that deprives the child of liberty, where there is one.
    pub deprivation_of_liberty: Option<DeprivationOfLiberty>,
}

impl Default for Needs {
    fn default() -> Self {
        Self {
            level: NeedLevel::Standard,
            communication: BTreeSet::new(),
            adaptations: BTreeSet::new(),
            support: BTreeSet::new(),
            cultural: CulturalNeed::NotKnown,
            companions: LivingCompanions::NoPreference,
            pets: Pets::NotKnown,
            deprivation_of_liberty: None,
        }
    }
}
