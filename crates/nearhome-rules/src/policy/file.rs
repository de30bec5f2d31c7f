//! Reads `policy.toml`. An unknown key anywhere is an error that names it.

use std::{collections::BTreeMap, ops::RangeInclusive};

use nearhome_model::AuthorityCode;
use serde::Deserialize;

use super::{Distances, Policy, PolicyError, PolicyFault, Siblings, Travel, UnknownFees};
use crate::{Level, RuleCode, Severity};

/// The form of `policy.toml`; every key may be absent.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PolicyFile {
    /// The council's nine-character code.
    pub authority: Option<AuthorityCode>,
    /// Levels of cost, most important first.
    pub levels: Option<Vec<Level>>,
    /// Severity by rule.
    pub rules: BTreeMap<RuleCode, Severity>,
    /// Weight by rule.
    pub weights: BTreeMap<RuleCode, i64>,
    /// Distances that rules compare with.
    pub distance: Distances,
    /// Rates for journeys.
    pub travel: Travel,
    /// Fees to reckon with where none is known.
    pub fees: UnknownFees,
    /// How brothers and sisters are kept together.
    pub siblings: Siblings,
}

/// Reads a policy.
pub(super) fn read(text: &str) -> Result<Policy, PolicyError> {
    let file = parse(text)?;
    let at = |table: &str, key: &str| {
        let (table, key) = (table.to_owned(), key.to_owned());
        move |fault| located(text, &table, &key, fault)
    };
    let mut policy = Policy { authority: file.authority, siblings: file.siblings, ..Policy::default() };
    if let Some(levels) = file.levels {
        policy.set_levels(levels).map_err(at("", "levels"))?;
    }
    for (code, severity) in file.rules {
        policy.set_severity(code, severity).map_err(at("rules", code.as_str()))?;
    }
    for (code, weight) in file.weights {
        policy.set_weight(code, weight).map_err(at("weights", code.as_str()))?;
    }
    let within = |range, value, table, key| check_range(range, value).map_err(at(table, key));
    within(100..=300, file.travel.road_factor_percent, "travel", "road_factor_percent")?;
    within(0..=10_000, file.travel.contact_pence_a_mile, "travel", "contact_pence_a_mile")?;
    within(0..=10_000, file.travel.school_pence_a_mile, "travel", "school_pence_a_mile")?;
    within(1..=1_000, file.distance.unknown_miles.get(), "distance", "unknown_miles")?;
    within(0..=1_000, file.distance.avoid_miles, "distance", "avoid_miles")?;
    within(0..=1_000, file.distance.school_change_miles, "distance", "school_change_miles")?;
    Ok(Policy { distance: file.distance, travel: file.travel, fees: file.fees, ..policy })
}

fn parse(text: &str) -> Result<PolicyFile, PolicyError> {
    let form = |error: &toml::de::Error, path: String| PolicyError {
        line: error.span().map(|span| line_at(text, span.start)),
        path,
        fault: PolicyFault::Form(error.message().trim().replace('\n', " ")),
    };
    let deserialiser = toml::Deserializer::parse(text).map_err(|error| form(&error, String::new()))?;
    serde_path_to_error::deserialize(deserialiser).map_err(|error| {
        let path = error.path().to_string();
        form(error.inner(), if path == "." { String::new() } else { path })
    })
}

fn check_range(range: RangeInclusive<u16>, value: u16) -> Result<(), PolicyFault> {
    let (least, most) = (i64::from(*range.start()), i64::from(*range.end()));
    if range.contains(&value) { Ok(()) } else { Err(PolicyFault::Range { least, most }) }
}

fn line_at(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|&byte| byte == b'\n').count() + 1
}

/// An error at a key, with the line where the key stands in its table's usual form.
fn located(text: &str, table: &str, key: &str, fault: PolicyFault) -> PolicyError {
    let mut current = "";
    let mut line = None;
    for (index, content) in text.lines().enumerate() {
        let content = content.trim();
        if let Some(name) = content.strip_prefix('[').and_then(|rest| rest.split(']').next()) {
            current = name.trim();
        } else if current == table && is_key(content, key) {
            line = Some(index + 1);
        }
    }
    let path = if table.is_empty() { key.to_owned() } else { format!("{table}.{key}") };
    PolicyError { line, path, fault }
}

fn is_key(content: &str, key: &str) -> bool {
    content.split_once('=').is_some_and(|(name, _)| name.trim().trim_matches('"').eq_ignore_ascii_case(key))
}
