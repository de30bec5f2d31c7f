//! The entities of the standard with their fields and lists.

use std::collections::BTreeMap;

use nearhome_model::{ChildId, Date};
use serde::{Deserialize, Serialize, Serializer};

/// Defines a list of the standard: each option with its text, and further texts by which it is known.
macro_rules! options {
    ($(#[$meta:meta])* $name:ident { $($(#[$option_meta:meta])* $option:ident = $text:literal $(or $other:literal)*,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
        pub enum $name {
            $($(#[$option_meta])* #[serde(rename = $text)] $option,)+
        }

        impl $name {
            /// Every text with the option's own.
            pub(super) const TEXTS: super::fields::Texts = &[$(($text, $text), $(($other, $text),)*)+];
        }
    };
}

options! {
    /// When a placement is needed by.
    NeededBy {
        /// Today.
        Today = "Today",
        /// In less than five days.
        Soon = "in less than 5 days" or "<5 days",
        /// In more than five days.
        Later = "in more than 5 days" or ">5 days",
    }
}

options! {
    /// Whether there are communication, language and learning needs.
    StatedNeed {
        /// There are.
        Yes = "Y" or "Yes",
        /// There are none.
        No = "N" or "No",
        /// It is not said.
        NotSpecified = "Not Specified",
    }
}

options! {
    /// A communication or language requirement.
    CommunicationOption {
        /// English for speakers of other languages.
        Esol = "ESOL",
        /// British Sign Language.
        Bsl = "BSL",
        /// Makaton.
        Makaton = "Makaton",
        /// Another.
        Other = "Other",
        /// None.
        None = "None",
    }
}

options! {
    /// Whether cultural needs must be met.
    CulturalOption {
        /// They must.
        Required = "Required",
        /// There are none.
        NotRequired = "Not required",
        /// It is not known.
        NotKnown = "Not Known",
        /// Something else.
        Other = "Other",
    }
}

options! {
    /// Whom the child can be cared for alongside.
    CompanionsOption {
        /// Nobody.
        Solo = "Solo placement recommended",
        /// Other children.
        WithOthers = "With other children recommended",
        /// Older children only.
        OnlyOlder = "Only with other older children",
        /// Younger children only.
        OnlyYounger = "Only with other younger children",
        /// Anybody.
        NoPreference = "No preference",
    }
}

options! {
    /// Whether the child can live with pets.
    PetsOption {
        /// There must be some.
        Must = "Yes - must",
        /// There may be some.
        Can = "Yes - can",
        /// There may be none.
        No = "No",
        /// It is not known.
        NotKnown = "Not Known",
    }
}

options! {
    /// Support beyond ordinary care.
    AdditionalSupportOption {
        /// Additional supervision.
        Supervision = "additional supervision",
        /// Therapeutic support.
        Therapeutic = "therapeutic support",
        /// A worker for respite.
        Respite = "a worker for respite",
        /// Taxis to school.
        SchoolTaxi = "taxis to school",
        /// None.
        None = "NA",
        /// Another.
        Other = "other (please specify)" or "other",
    }
}

options! {
    /// How suitable a kind of home is.
    SuitabilityOption {
        /// Preferred.
        Preferred = "Preferred",
        /// Suitable but not preferred.
        Suitable = "Suitable but not preferred",
        /// Unsuitable.
        Unsuitable = "Unsuitable",
        /// It is not said.
        NotSpecified = "Not specified",
    }
}

options! {
    /// Whether a risk is known.
    RiskOption {
        /// It is not.
        NotKnown = "No known risk",
        /// It is.
        Present = "Risk Present",
    }
}

options! {
    /// The kind of home agreed.
    PlacementType {
        /// A children's home or other residential setting.
        Residential = "Residential",
        /// Foster care.
        Foster = "Foster",
        /// Supported accommodation.
        Supported = "Supported Accommodation",
    }
}

/// One referral and, once there is one, the placement agreed.
///
/// Whatever a file leaves out is `None`, also where the standard requires it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct PlacementRecord {
    /// Who needs a home, by when and where.
    pub placement_availability: PlacementAvailability,
    /// What the home must offer.
    pub placement_requirements: PlacementRequirements,
    /// Which kinds of home are suitable.
    pub placement_recommendation: PlacementRecommendation,
    /// Risks to the child and to others.
    pub risks: Risks,
    /// The placement agreed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actual_placement: Option<ActualPlacement>,
    /// Who entered the record and when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quality_assurance: Option<QualityAssurance>,
    /// Entities that the standard does not know, as they stand.
    #[serde(flatten)]
    pub other: BTreeMap<String, serde_json::Value>,
}

/// Determinants of the availability of a placement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct PlacementAvailability {
    /// The child. The standard has a whole number; other ids of the return are written as text.
    #[serde(serialize_with = "as_number")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub child_id: Option<ChildId>,
    /// When the placement is needed by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needed_by: Option<NeededBy>,
    /// Siblings to place with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sibling_count: Option<u32>,
    /// Preferred location for the search, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preferred_location: Option<String>,
}

/// Requirements of the placement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct PlacementRequirements {
    /// Communication, language and learning needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub communication_needs: Option<StatedNeed>,
    /// Specific ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub specific_communication_requirements: Option<Vec<CommunicationOption>>,
    /// Whether the home must be adapted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub home_adaptation: Option<bool>,
    /// Cultural needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cultural_needs: Option<CulturalOption>,
    /// Whom the child can be cared for alongside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub living_companions: Option<CompanionsOption>,
    /// Pets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pets: Option<PetsOption>,
    /// Additional support.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub additional_support: Option<AdditionalSupportOption>,
    /// Whether an order deprives the child of liberty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deprivation_of_liberty: Option<bool>,
}

/// Suitability of kinds of home.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct PlacementRecommendation {
    /// Foster care.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub foster_care_suitability: Option<SuitabilityOption>,
    /// Residential care.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub residential_care_suitability: Option<SuitabilityOption>,
    /// Supported accommodation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supported_accommodation_suitability: Option<SuitabilityOption>,
}

/// Risks to the child and to others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct Risks {
    /// To the child: self-harm.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risk_self_harm: Option<RiskOption>,
    /// To the child: sexual exploitation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risk_sexual_exploitation: Option<RiskOption>,
    /// To the child: criminal exploitation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risk_criminal_exploitation: Option<RiskOption>,
    /// To the child: use of drugs and alcohol.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risk_drug_alcohol: Option<RiskOption>,
    /// To the child: an eating disorder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risk_eating_disorder: Option<RiskOption>,
    /// To the child: going missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risk_missing: Option<RiskOption>,
    /// To the child: another, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risk_other: Option<String>,
    /// To others: physical harm.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risk_to_others_physical: Option<RiskOption>,
    /// To others: sexual harm.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risk_to_others_sexual: Option<RiskOption>,
    /// To others: fire-setting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risk_to_others_fire: Option<RiskOption>,
    /// To others: harm to animals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risk_to_others_animals: Option<RiskOption>,
    /// To others: criminal exploitation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risk_to_others_criminal: Option<RiskOption>,
    /// To others: another, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risk_to_others_other: Option<String>,
}

/// The placement agreed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct ActualPlacement {
    /// Fee paid a week, in whole pounds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_weekly_cost: Option<u32>,
    /// Where it is, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement_location: Option<String>,
    /// Whether the location is one that was preferred.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preferability_location: Option<bool>,
    /// Whether education continues where it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub education_continuity: Option<bool>,
    /// Ofsted's number of the provider.
    #[serde(rename = "providerURN")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider_urn: Option<String>,
    /// How many siblings were placed together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub siblings_placed_together: Option<u32>,
    /// The kind of home.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement_type: Option<PlacementType>,
}

/// Who entered the record and when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct QualityAssurance {
    /// Officer of the referral.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub referral_officer_name: Option<String>,
    /// Day on which the referral was entered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub referral_date: Option<Date>,
    /// Officer of the placement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement_officer_name: Option<String>,
    /// Day on which the placement was entered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement_date: Option<Date>,
    /// Officer of the cost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_officer_name: Option<String>,
    /// Day on which the cost was entered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_date: Option<Date>,
}

/// An id as the whole number that the standard has, where it is one written without leading zeros.
#[expect(clippy::ref_option, reason = "serde passes every field by reference")]
fn as_number<S: Serializer>(child: &Option<ChildId>, serializer: S) -> Result<S::Ok, S::Error> {
    let Some(child) = child else { return serializer.serialize_none() };
    match child.as_str().parse::<u64>() {
        Ok(number) if number.to_string() == child.as_str() => serializer.serialize_u64(number),
        _ => serializer.serialize_str(child.as_str()),
    }
}
