//! What a record says of a child in the words of the model.
//!
//! The standard has neither birth date nor legal status, so that a record alone makes no referral; it stands for
//! the child's row of children.csv where there is none. What has no place in the model is kept in the record and
//! reported.

use std::collections::{BTreeMap, BTreeSet};

use nearhome_model::{
    AdditionalSupport, ChildId, CommunicationNeed, CulturalNeed, Date, DeprivationOfLiberty,
    LivingCompanions, Moving, NeedLevel, Needs, Pets, Recommendation, Risk, Search, Suitability, Wishes,
};

use super::record::{
    AdditionalSupportOption, CommunicationOption, CompanionsOption, CulturalOption, NeededBy, PetsOption,
    PlacementRecord, PlacementRequirements, RiskOption, Risks, StatedNeed, SuitabilityOption,
};
use crate::{
    findings::{Code, Findings},
    register::ChildRow,
    ssda903::Source,
    table::FileAccount,
};

/// The rows that records stand for; a child with a row of children.csv, or with several records, has none.
pub(crate) fn children_of(
    records: &[(PlacementRecord, Source)],
    known: &BTreeMap<ChildId, ChildRow>,
    account: &mut FileAccount,
    findings: &mut Findings,
) -> BTreeMap<ChildId, ChildRow> {
    let mut of_child: BTreeMap<&ChildId, Vec<(&PlacementRecord, &Source)>> = BTreeMap::new();
    for (record, source) in records {
        of_child.extend_with(record.placement_availability.child_id.as_ref(), (record, source));
    }
    let mut rows = BTreeMap::new();
    for (child, records) in of_child {
        match records[..] {
            _ if known.contains_key(child) => {
                for (_, source) in records {
                    findings.add(source.finding(Code::HasRow, Code::HasRow.what()).about(Some(child)));
                }
            }
            [(record, source)] => {
                rows.insert(child.clone(), row(child, record, source, findings));
            }
            _ => {
                for (_, source) in records {
                    let message = "several records about the child";
                    findings.add(source.finding(Code::Conflict, message).about(Some(child)));
                    account.accepted -= 1;
                    account.quarantined += 1;
                }
            }
        }
    }
    rows
}

/// Adds to the list of a key, where there is a key.
trait ExtendWith<K, V> {
    fn extend_with(&mut self, key: Option<K>, value: V);
}

impl<K: Ord, V> ExtendWith<K, V> for BTreeMap<K, Vec<V>> {
    fn extend_with(&mut self, key: Option<K>, value: V) {
        if let Some(key) = key {
            self.entry(key).or_default().push(value);
        }
    }
}

fn row(child: &ChildId, record: &PlacementRecord, source: &Source, findings: &mut Findings) -> ChildRow {
    for (field, advice) in without_place(record) {
        findings.add(source.finding(Code::KeptOnly, advice).in_column(field).about(Some(child)));
    }
    ChildRow {
        child: child.clone(),
        search: search(record),
        home: None,
        long_term: None,
        birth_date: None,
        sex: None,
        ethnicity: None,
        legal_status: None,
        category_of_need: None,
        home_postcode: None,
        unaccompanied: None,
        religion: None,
        languages: BTreeSet::new(),
        disabilities: BTreeSet::new(),
        circumstances: BTreeSet::new(),
        needs: needs(&record.placement_requirements),
        risks: risks(&record.risks),
        recommendation: Recommendation {
            foster: suitability(record.placement_recommendation.foster_care_suitability),
            residential: suitability(record.placement_recommendation.residential_care_suitability),
            supported: suitability(record.placement_recommendation.supported_accommodation_suitability),
        },
        siblings: None,
        keep_apart: BTreeSet::new(),
        better_apart: BTreeSet::new(),
        baby: None,
        school: None,
        contacts: Vec::new(),
        avoid: Vec::new(),
        wishes: Wishes::default(),
        source: source.clone(),
    }
}

/// A referral seeks a home by the day that its own day and `neededBy` make; an agreed placement ends the search.
fn search(record: &PlacementRecord) -> Search {
    let referred = record.quality_assurance.as_ref().and_then(|quality| quality.referral_date);
    let after = |days| referred.and_then(|day: Date| day.plus_days(days));
    let needed_by = match record.placement_availability.needed_by {
        Some(NeededBy::Today) => after(0),
        // In less than five days is on the fourth at the latest.
        Some(NeededBy::Soon) => after(4),
        Some(NeededBy::Later) | None => None,
    };
    let moving = if record.actual_placement.is_some() { Moving::Settled } else { Moving::Needed };
    Search { moving, needed_by: needed_by.filter(|_| moving == Moving::Needed), emergency: false }
}

fn needs(stated: &PlacementRequirements) -> Needs {
    let communication = stated.specific_communication_requirements.iter().flatten();
    Needs {
        level: NeedLevel::Standard,
        communication: communication.filter_map(|&option| communication_need(option)).collect(),
        adaptations: BTreeSet::new(),
        support: stated.additional_support.and_then(support).into_iter().collect(),
        cultural: match stated.cultural_needs {
            Some(CulturalOption::Required) => CulturalNeed::Required,
            Some(CulturalOption::NotRequired) => CulturalNeed::NotRequired,
            Some(CulturalOption::Other) => CulturalNeed::Other,
            Some(CulturalOption::NotKnown) | None => CulturalNeed::NotKnown,
        },
        companions: match stated.living_companions {
            Some(CompanionsOption::Solo) => LivingCompanions::Solo,
            Some(CompanionsOption::WithOthers) => LivingCompanions::WithOthers,
            Some(CompanionsOption::OnlyOlder) => LivingCompanions::OnlyOlder,
            Some(CompanionsOption::OnlyYounger) => LivingCompanions::OnlyYounger,
            Some(CompanionsOption::NoPreference) | None => LivingCompanions::NoPreference,
        },
        pets: match stated.pets {
            Some(PetsOption::Must) => Pets::Must,
            Some(PetsOption::Can) => Pets::Can,
            Some(PetsOption::No) => Pets::No,
            Some(PetsOption::NotKnown) | None => Pets::NotKnown,
        },
        deprivation_of_liberty: stated
            .deprivation_of_liberty
            .filter(|&is_deprived| is_deprived)
            .map(|_| DeprivationOfLiberty { home: None }),
    }
}

fn communication_need(option: CommunicationOption) -> Option<CommunicationNeed> {
    match option {
        CommunicationOption::Esol => Some(CommunicationNeed::Esol),
        CommunicationOption::Bsl => Some(CommunicationNeed::Bsl),
        CommunicationOption::Makaton => Some(CommunicationNeed::Makaton),
        CommunicationOption::Other => Some(CommunicationNeed::Other),
        CommunicationOption::None => None,
    }
}

fn support(option: AdditionalSupportOption) -> Option<AdditionalSupport> {
    match option {
        AdditionalSupportOption::Supervision => Some(AdditionalSupport::Supervision),
        AdditionalSupportOption::Therapeutic => Some(AdditionalSupport::Therapeutic),
        AdditionalSupportOption::Respite => Some(AdditionalSupport::Respite),
        AdditionalSupportOption::SchoolTaxi => Some(AdditionalSupport::SchoolTaxi),
        AdditionalSupportOption::None | AdditionalSupportOption::Other => None,
    }
}

fn risks(stated: &Risks) -> BTreeSet<Risk> {
    let named = [
        (stated.risk_self_harm, Risk::SelfHarm),
        (stated.risk_sexual_exploitation, Risk::SexualExploitation),
        (stated.risk_criminal_exploitation, Risk::CriminalExploitation),
        (stated.risk_drug_alcohol, Risk::DrugsAlcohol),
        (stated.risk_eating_disorder, Risk::EatingDisorder),
        (stated.risk_missing, Risk::Missing),
        (stated.risk_to_others_physical, Risk::PhysicalHarm),
        (stated.risk_to_others_sexual, Risk::SexualHarm),
        (stated.risk_to_others_fire, Risk::FireSetting),
        (stated.risk_to_others_animals, Risk::AnimalHarm),
        (stated.risk_to_others_criminal, Risk::CriminalExploitationOfOthers),
    ];
    let told =
        [(&stated.risk_other, Risk::OtherToChild), (&stated.risk_to_others_other, Risk::OtherToOthers)];
    let named = named.into_iter().filter(|(option, _)| *option == Some(RiskOption::Present));
    let told = told.into_iter().filter(|(text, _)| text.as_ref().is_some_and(|text| !text.trim().is_empty()));
    named.map(|(_, risk)| risk).chain(told.map(|(_, risk)| risk)).collect()
}

fn suitability(option: Option<SuitabilityOption>) -> Suitability {
    match option {
        Some(SuitabilityOption::Preferred) => Suitability::Preferred,
        Some(SuitabilityOption::Suitable) => Suitability::Suitable,
        Some(SuitabilityOption::Unsuitable) => Suitability::Unsuitable,
        Some(SuitabilityOption::NotSpecified) | None => Suitability::NotSpecified,
    }
}

/// The fields of a record that the model has no place for, each with what to do.
fn without_place(record: &PlacementRecord) -> Vec<(&'static str, &'static str)> {
    let (availability, requirements) = (&record.placement_availability, &record.placement_requirements);
    let specific = requirements.specific_communication_requirements.iter().flatten();
    let is_told = specific.filter(|&&option| option != CommunicationOption::None).count() > 0;
    let cases = [
        (
            availability.sibling_count.is_some_and(|siblings| siblings > 0),
            "siblingCount",
            "which siblings is not said: name the sibling group in children.csv",
        ),
        (
            availability.preferred_location.is_some(),
            "preferredLocation",
            "a location in words is not used: give postcodes in children.csv",
        ),
        (
            availability.needed_by == Some(NeededBy::Later)
                || (availability.needed_by.is_some() && record.quality_assurance.is_none()),
            "neededBy",
            "no day follows from it: give the day in children.csv",
        ),
        (
            requirements.home_adaptation == Some(true),
            "homeAdaptation",
            "which adaptation is not said: name it in children.csv, or homes without it may be proposed",
        ),
        (
            requirements.communication_needs == Some(StatedNeed::Yes) && !is_told,
            "communicationNeeds",
            "which need is not said: name it in specificCommunicationRequirements",
        ),
        (
            requirements.additional_support == Some(AdditionalSupportOption::Other),
            "additionalSupport",
            "which support is not said: name it in children.csv",
        ),
    ];
    cases.into_iter().filter(|(is_so, ..)| *is_so).map(|(_, field, advice)| (field, advice)).collect()
}
