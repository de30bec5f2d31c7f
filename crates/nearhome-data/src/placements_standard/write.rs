//! Writes referrals and agreed placements in the form of the standard.

use nearhome_model::{
    AdditionalSupport, Child, CommunicationNeed, CulturalNeed, Date, Home, LivingCompanions, Moving, Pence,
    Pets, PlacementCode, PlacementGroup, Risk, Suitability,
};
use serde::Serialize;

use super::record::{
    ActualPlacement, AdditionalSupportOption, CommunicationOption, CompanionsOption, CulturalOption,
    NeededBy, PetsOption, PlacementAvailability, PlacementRecommendation, PlacementRecord,
    PlacementRequirements, PlacementType, QualityAssurance, RiskOption, Risks, StatedNeed, SuitabilityOption,
};

/// What was agreed for a child.
#[derive(Clone, Copy, Debug)]
pub struct AgreedPlacement<'a> {
    /// The home.
    pub home: &'a Home,
    /// The kind of placement there.
    pub kind: PlacementCode,
    /// What it costs a week, where known.
    pub weekly_cost: Option<Pence>,
    /// Whether it lies where a home was sought, where known.
    pub preferable: Option<bool>,
    /// Whether the child stays at the same school; `None` without a school.
    pub education_continues: Option<bool>,
    /// Siblings placed in the same home.
    pub siblings_together: u32,
}

#[derive(Serialize)]
struct Document<'a> {
    metadata: Metadata,
    placements: &'a [PlacementRecord],
}

#[derive(Serialize)]
struct Metadata {
    title: &'static str,
    version: &'static str,
}

/// Records as JSON with a line feed at the end; the same records always give the same bytes.
///
/// # Panics
///
/// Never: every part of a record can be written.
#[must_use]
pub fn placement_records_json(records: &[PlacementRecord]) -> String {
    let metadata = Metadata { title: "Placements Data Standard", version: "v2" };
    let document = Document { metadata, placements: records };
    let mut text = serde_json::to_string_pretty(&document).expect("every part of a record can be written");
    text.push('\n');
    text
}

impl PlacementRecord {
    /// The referral of a child whose home is sought on a day, and the placement agreed.
    ///
    /// The standard has room for less than the model: one kind of additional support (the first is
    /// written), whether the home must be adapted and not how, and no ages, dates of birth or places.
    #[must_use]
    pub fn of(child: &Child, siblings: u32, day: Date, agreed: Option<&AgreedPlacement<'_>>) -> Self {
        Self {
            placement_availability: PlacementAvailability {
                child_id: Some(child.id.clone()),
                needed_by: needed_by(child, day),
                sibling_count: Some(siblings),
                preferred_location: None,
            },
            placement_requirements: requirements(child),
            placement_recommendation: PlacementRecommendation {
                foster_care_suitability: Some(suitability(child.recommendation.foster)),
                residential_care_suitability: Some(suitability(child.recommendation.residential)),
                supported_accommodation_suitability: Some(suitability(child.recommendation.supported)),
            },
            risks: risks(child),
            actual_placement: agreed.map(actual),
            quality_assurance: Some(QualityAssurance {
                referral_date: Some(day),
                placement_date: agreed.map(|_| day),
                cost_date: agreed.and_then(|agreed| agreed.weekly_cost).map(|_| day),
                ..QualityAssurance::default()
            }),
            ..Self::default()
        }
    }
}

fn needed_by(child: &Child, day: Date) -> Option<NeededBy> {
    let needed = child.search.needed_by.filter(|_| child.search.moving != Moving::Settled)?;
    Some(match needed {
        needed if needed <= day => NeededBy::Today,
        needed if day.plus_days(4).is_some_and(|last| needed <= last) => NeededBy::Soon,
        _ => NeededBy::Later,
    })
}

fn requirements(child: &Child) -> PlacementRequirements {
    let needs = &child.needs;
    let mut specific: Vec<CommunicationOption> =
        needs.communication.iter().map(|&need| communication(need)).collect();
    let stated = if specific.is_empty() { StatedNeed::NotSpecified } else { StatedNeed::Yes };
    if specific.is_empty() {
        specific.push(CommunicationOption::None);
    }
    PlacementRequirements {
        communication_needs: Some(stated),
        specific_communication_requirements: Some(specific),
        home_adaptation: Some(!needs.adaptations.is_empty()),
        cultural_needs: Some(match needs.cultural {
            CulturalNeed::Required => CulturalOption::Required,
            CulturalNeed::NotRequired => CulturalOption::NotRequired,
            CulturalNeed::NotKnown => CulturalOption::NotKnown,
            CulturalNeed::Other => CulturalOption::Other,
        }),
        living_companions: Some(match needs.companions {
            LivingCompanions::Solo => CompanionsOption::Solo,
            LivingCompanions::WithOthers => CompanionsOption::WithOthers,
            LivingCompanions::OnlyOlder => CompanionsOption::OnlyOlder,
            LivingCompanions::OnlyYounger => CompanionsOption::OnlyYounger,
            LivingCompanions::NoPreference => CompanionsOption::NoPreference,
        }),
        pets: Some(match needs.pets {
            Pets::Must => PetsOption::Must,
            Pets::Can => PetsOption::Can,
            Pets::No => PetsOption::No,
            Pets::NotKnown => PetsOption::NotKnown,
        }),
        additional_support: needs.support.first().map(|&first| support(first)),
        deprivation_of_liberty: Some(needs.deprivation_of_liberty.is_some()),
    }
}

fn communication(need: CommunicationNeed) -> CommunicationOption {
    match need {
        CommunicationNeed::Esol => CommunicationOption::Esol,
        CommunicationNeed::Bsl => CommunicationOption::Bsl,
        CommunicationNeed::Makaton => CommunicationOption::Makaton,
        CommunicationNeed::Other => CommunicationOption::Other,
    }
}

fn support(support: AdditionalSupport) -> AdditionalSupportOption {
    match support {
        AdditionalSupport::Supervision => AdditionalSupportOption::Supervision,
        AdditionalSupport::Therapeutic => AdditionalSupportOption::Therapeutic,
        AdditionalSupport::Respite => AdditionalSupportOption::Respite,
        AdditionalSupport::SchoolTaxi => AdditionalSupportOption::SchoolTaxi,
        AdditionalSupport::ParentAndChild => AdditionalSupportOption::Other,
    }
}

fn suitability(suitability: Suitability) -> SuitabilityOption {
    match suitability {
        Suitability::Preferred => SuitabilityOption::Preferred,
        Suitability::Suitable => SuitabilityOption::Suitable,
        Suitability::Unsuitable => SuitabilityOption::Unsuitable,
        Suitability::NotSpecified => SuitabilityOption::NotSpecified,
    }
}

fn risks(child: &Child) -> Risks {
    let risk =
        |risk| Some(if child.risks.contains(&risk) { RiskOption::Present } else { RiskOption::NotKnown });
    let told = |risk| child.risks.contains(&risk).then(|| "known; see the child's records".to_owned());
    Risks {
        risk_self_harm: risk(Risk::SelfHarm),
        risk_sexual_exploitation: risk(Risk::SexualExploitation),
        risk_criminal_exploitation: risk(Risk::CriminalExploitation),
        risk_drug_alcohol: risk(Risk::DrugsAlcohol),
        risk_eating_disorder: risk(Risk::EatingDisorder),
        risk_missing: risk(Risk::Missing),
        risk_other: told(Risk::OtherToChild),
        risk_to_others_physical: risk(Risk::PhysicalHarm),
        risk_to_others_sexual: risk(Risk::SexualHarm),
        risk_to_others_fire: risk(Risk::FireSetting),
        risk_to_others_animals: risk(Risk::AnimalHarm),
        risk_to_others_criminal: risk(Risk::CriminalExploitationOfOthers),
        risk_to_others_other: told(Risk::OtherToOthers),
    }
}

fn actual(agreed: &AgreedPlacement<'_>) -> ActualPlacement {
    let home = agreed.home;
    ActualPlacement {
        total_weekly_cost: agreed.weekly_cost.and_then(whole_pounds),
        placement_location: home.location.postcode.as_ref().map(ToString::to_string),
        preferability_location: agreed.preferable,
        education_continuity: agreed.education_continues,
        provider_urn: home.urn.as_ref().map(ToString::to_string),
        siblings_placed_together: Some(agreed.siblings_together),
        placement_type: Some(match agreed.kind.group() {
            PlacementGroup::KinshipFoster | PlacementGroup::Foster | PlacementGroup::Adoption => {
                PlacementType::Foster
            }
            PlacementGroup::Supported => PlacementType::Supported,
            _ => PlacementType::Residential,
        }),
    }
}

/// Pounds to the nearest whole one, halves upwards; the standard has no pence.
fn whole_pounds(cost: Pence) -> Option<u32> {
    u32::try_from(cost.pence().checked_add(50)?.div_euclid(100)).ok()
}
