//! What is asked of a council's folder, as plain data, and one way in for all of it.
//!
//! As [`crate::requests`] for a snapshot: what is left out of a JSON request is as the default has it, what a type
//! does not know is refused.

use std::path::Path;

use nearhome_history::PublishedIndicators;
use nearhome_replay::PlacingPolicy;
use serde::{Deserialize, Serialize};

use crate::{
    Error, IndicatorsWanted, Limits, ReadSettings, Replay, Replaying, Validation, indicators, replay,
    validate,
};

/// Anything that can be asked of a council's folder; `format` says what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "format")]
#[non_exhaustive]
pub enum CouncilRequest {
    /// Every finding.
    #[serde(rename = "nearhome-validate-request/1")]
    Validate(ValidateRequest),
    /// The published measures of one year.
    #[serde(rename = "nearhome-indicators-request/1")]
    Indicators(IndicatorsRequest),
    /// The past under other ways of placing.
    #[serde(rename = "nearhome-replay-request/1")]
    Replay(ReplayRequest),
}

/// Every finding of a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ValidateRequest {
    /// How the folder is read.
    #[serde(default)]
    pub reading: ReadSettings,
}

/// The published measures of one year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IndicatorsRequest {
    /// Which, and in what form.
    pub wanted: IndicatorsWanted,
    /// How the folder is read.
    #[serde(default)]
    pub reading: ReadSettings,
}

/// The past under other ways of placing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReplayRequest {
    /// Which days, which ways, and what else.
    pub wanted: Replaying,
    /// How the folder is read.
    #[serde(default)]
    pub reading: ReadSettings,
}

/// The answer to a [`CouncilRequest`]; in JSON it is the answer itself, whose `format` says which.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
#[serde(untagged)]
#[non_exhaustive]
pub enum CouncilAnswer {
    /// To [`CouncilRequest::Validate`].
    Validation(Box<Validation>),
    /// To [`CouncilRequest::Indicators`].
    Indicators(Box<PublishedIndicators>),
    /// To [`CouncilRequest::Replay`].
    Replay(Box<Replay>),
}

/// Answers a request about a council's folder; limits, the token and progress are those of [`replay`], as the others
/// only read.
///
/// # Errors
///
/// Those of the request's own function.
///
/// # Examples
///
/// ```
/// use nearhome::{CouncilRequest, Limits, Synthesis, ask_council, synthesise};
///
/// let folder = tempfile::tempdir()?;
/// let county = folder.path().join("county");
/// synthesise(&Synthesis { children: 20, years: 1, ..Synthesis::new("E06000047") }, &county)?;
/// let request: CouncilRequest =
///     serde_json::from_str(r#"{ "format": "nearhome-validate-request/1" }"#)?;
/// let answer = ask_council(&county, &request, &Limits::default(), &|_, _, _| ())?;
/// assert_eq!(serde_json::to_value(&answer)?["format"], "nearhome-validation/1");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn ask_council(
    folder: &Path,
    request: &CouncilRequest,
    limits: &Limits,
    progress: &(dyn Fn(PlacingPolicy, i32, i32) + Sync),
) -> Result<CouncilAnswer, Error> {
    Ok(match request {
        CouncilRequest::Validate(request) => {
            CouncilAnswer::Validation(Box::new(validate(folder, &request.reading)?))
        }
        CouncilRequest::Indicators(request) => {
            CouncilAnswer::Indicators(Box::new(indicators(folder, request.wanted, &request.reading)?))
        }
        CouncilRequest::Replay(request) => {
            let told = replay(folder, &request.wanted, &request.reading, limits, progress)?;
            CouncilAnswer::Replay(Box::new(told))
        }
    })
}
