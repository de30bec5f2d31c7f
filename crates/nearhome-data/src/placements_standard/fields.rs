//! Every field of the standard with its type and whether it must be given, as one table.

use serde_json::Value;

use super::record::{
    AdditionalSupportOption, CommunicationOption, CompanionsOption, CulturalOption, NeededBy, PetsOption,
    PlacementType, RiskOption, StatedNeed, SuitabilityOption,
};

/// Texts of a list, each with the text of its option.
pub(super) type Texts = &'static [(&'static str, &'static str)];

/// What a field may hold.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// The id of a child: a whole number, or text.
    Id,
    /// A whole number from 0.
    Number,
    /// Text.
    Text,
    /// True or false; `Yes`, `No`, `Y` and `N` are understood.
    Flag,
    /// A day, `2025-03-31`.
    Day,
    /// One option of a list.
    Choice(Texts),
    /// Any options of a list.
    Choices(Texts),
}

/// Whether a field must be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Given {
    Always,
    Perhaps,
}

/// A field of an entity.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) given: Given,
}

/// An entity and whether every record has it.
pub(super) struct Entity {
    pub(super) name: &'static str,
    pub(super) given: Given,
    pub(super) fields: &'static [Field],
}

const fn must(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, given: Given::Always }
}

const fn may(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, given: Given::Perhaps }
}

const RISK: Kind = Kind::Choice(RiskOption::TEXTS);
const SUITABILITY: Kind = Kind::Choice(SuitabilityOption::TEXTS);

/// Every entity. The agreed placement follows later, and with it who agreed on it.
pub(super) const ENTITIES: &[Entity] = &[
    Entity {
        name: "PlacementAvailability",
        given: Given::Always,
        fields: &[
            must("childId", Kind::Id),
            may("neededBy", Kind::Choice(NeededBy::TEXTS)),
            may("siblingCount", Kind::Number),
            may("preferredLocation", Kind::Text),
        ],
    },
    Entity {
        name: "PlacementRequirements",
        given: Given::Always,
        fields: &[
            must("communicationNeeds", Kind::Choice(StatedNeed::TEXTS)),
            must("specificCommunicationRequirements", Kind::Choices(CommunicationOption::TEXTS)),
            must("homeAdaptation", Kind::Flag),
            must("culturalNeeds", Kind::Choice(CulturalOption::TEXTS)),
            must("livingCompanions", Kind::Choice(CompanionsOption::TEXTS)),
            must("pets", Kind::Choice(PetsOption::TEXTS)),
            may("additionalSupport", Kind::Choice(AdditionalSupportOption::TEXTS)),
            may("deprivationOfLiberty", Kind::Flag),
        ],
    },
    Entity {
        name: "PlacementRecommendation",
        given: Given::Always,
        fields: &[
            must("fosterCareSuitability", SUITABILITY),
            must("residentialCareSuitability", SUITABILITY),
            must("supportedAccommodationSuitability", SUITABILITY),
        ],
    },
    Entity {
        name: "Risks",
        given: Given::Always,
        fields: &[
            must("riskSelfHarm", RISK),
            must("riskSexualExploitation", RISK),
            must("riskCriminalExploitation", RISK),
            must("riskDrugAlcohol", RISK),
            must("riskEatingDisorder", RISK),
            must("riskMissing", RISK),
            may("riskOther", Kind::Text),
            must("riskToOthersPhysical", RISK),
            must("riskToOthersSexual", RISK),
            must("riskToOthersFire", RISK),
            must("riskToOthersAnimals", RISK),
            must("riskToOthersCriminal", RISK),
            may("riskToOthersOther", Kind::Text),
        ],
    },
    Entity {
        name: "ActualPlacement",
        given: Given::Perhaps,
        fields: &[
            must("totalWeeklyCost", Kind::Number),
            must("placementLocation", Kind::Text),
            must("preferabilityLocation", Kind::Flag),
            must("educationContinuity", Kind::Flag),
            must("providerURN", Kind::Text),
            must("siblingsPlacedTogether", Kind::Number),
            must("placementType", Kind::Choice(PlacementType::TEXTS)),
        ],
    },
    Entity {
        name: "QualityAssurance",
        given: Given::Perhaps,
        fields: &[
            may("referralOfficerName", Kind::Text),
            must("referralDate", Kind::Day),
            // Until a placement is agreed there is neither its officer nor its day nor its cost.
            may("placementOfficerName", Kind::Text),
            may("placementDate", Kind::Day),
            may("costOfficerName", Kind::Text),
            may("costDate", Kind::Day),
        ],
    },
];

impl Kind {
    /// The value in the form in which records hold it, or what was expected.
    pub(super) fn clean(self, value: Value) -> Result<Value, String> {
        match (self, value) {
            (Self::Id, Value::Number(number)) if number.is_u64() => Ok(Value::String(number.to_string())),
            (Self::Id, Value::String(text)) => match text.trim().parse::<nearhome_model::ChildId>() {
                Ok(id) => Ok(Value::String(id.to_string())),
                Err(error) => Err(error.to_string()),
            },
            (Self::Id, _) => Err("expected a whole number or an id".to_owned()),
            (Self::Number, Value::Number(number)) if is_count(&number) => Ok(Value::Number(number)),
            (Self::Number, _) => Err(format!("expected a whole number from 0 to {}", u32::MAX)),
            (Self::Text, Value::String(text)) => Ok(Value::String(text)),
            (Self::Text, _) => Err("expected text".to_owned()),
            (Self::Flag, value) => {
                flag(&value).map(Value::Bool).ok_or_else(|| "expected true or false".to_owned())
            }
            (Self::Day, Value::String(text)) => match text.trim().parse::<nearhome_model::Date>() {
                Ok(day) => Ok(Value::String(day.to_string())),
                Err(error) => Err(error.to_string()),
            },
            (Self::Day, _) => Err("expected a day such as 2025-03-31".to_owned()),
            (Self::Choice(texts), value) => option(texts, &value),
            (Self::Choices(texts), Value::Array(values)) => values
                .iter()
                .map(|value| option(texts, value))
                .collect::<Result<Vec<_>, _>>()
                .map(Value::Array),
            // One option may stand alone.
            (Self::Choices(texts), value) => option(texts, &value).map(|option| Value::Array(vec![option])),
        }
    }
}

fn is_count(number: &serde_json::Number) -> bool {
    number.as_u64().is_some_and(|number| u32::try_from(number).is_ok())
}

fn flag(value: &Value) -> Option<bool> {
    let text = match value {
        Value::Bool(flag) => return Some(*flag),
        Value::String(text) => text.trim().to_ascii_lowercase(),
        _ => return None,
    };
    match text.as_str() {
        "yes" | "y" => Some(true),
        "no" | "n" => Some(false),
        _ => None,
    }
}

fn option(texts: Texts, value: &Value) -> Result<Value, String> {
    let text = value.as_str().unwrap_or_default().trim();
    let found = texts.iter().find(|(known, _)| known.eq_ignore_ascii_case(text));
    let own = || texts.iter().filter(|(text, own)| text == own).map(|&(text, _)| text);
    found
        .map(|&(_, own)| Value::String(own.to_owned()))
        .ok_or_else(|| format!("expected one of: {}", own().collect::<Vec<_>>().join(", ")))
}
