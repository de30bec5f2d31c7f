//! What is asked of a council's folder, as plain data, and one way in for all of it.
//!
//! As [`crate::requests`] for a snapshot: what is left out of a JSON request is as the default has it, what a type
//! does not know is refused.

use std::path::Path;

use nearhome_history::PublishedIndicators;
use nearhome_model::SnapshotParts;
use serde::{Deserialize, Serialize};

use crate::{
    DemoRequest, Demonstration, Error, IndicatorsWanted, Limits, ReadSettings, Replay, Replaying,
    SnapshotAnswer, Step, Synthesis, Synthesised, Validation, Whole, demo, indicators, replay, snapshot,
    synthesise, validate,
};

/// Anything that can be asked of a council's folder; `format` says what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "format")]
#[non_exhaustive]
pub enum CouncilRequest {
    /// Every finding.
    #[serde(rename = "nearhome-validate-request/1")]
    Validate(ValidateRequest),
    /// The checked state on one day.
    #[serde(rename = "nearhome-snapshot-request/1")]
    Snapshot(SnapshotRequest),
    /// The published measures of one year.
    #[serde(rename = "nearhome-indicators-request/1")]
    Indicators(IndicatorsRequest),
    /// The past under other ways of placing.
    #[serde(rename = "nearhome-replay-request/1")]
    Replay(ReplayRequest),
    /// A made-up council, written to the folder, which must be empty or absent.
    #[serde(rename = "nearhome-synth-request/1")]
    Synth(Synthesis),
    /// A made-up county from its files to its plan, written to the folder.
    #[serde(rename = "nearhome-demo-request/1")]
    Demo(DemoRequest),
}

/// Every finding of a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ValidateRequest {
    /// How the folder is read.
    #[serde(default)]
    pub reading: ReadSettings,
}

/// The checked state of a council on one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SnapshotRequest {
    /// The day, such as `2025-03-31`.
    pub date: String,
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
    /// To [`CouncilRequest::Snapshot`].
    Snapshot(#[schemars(with = "SnapshotForm")] Box<SnapshotAnswer>),
    /// To [`CouncilRequest::Indicators`].
    Indicators(Box<PublishedIndicators>),
    /// To [`CouncilRequest::Replay`].
    Replay(Box<Replay>),
    /// To [`CouncilRequest::Synth`].
    Synth(Synthesised),
    /// To [`CouncilRequest::Demo`].
    Demo(Box<Demonstration>),
    /// To any request that was cancelled before there was anything to answer.
    Stopped(Stopped),
}

/// The form of the file that a [`SnapshotAnswer`] is.
#[derive(schemars::JsonSchema)]
#[expect(dead_code, reason = "it stands for the file in the schema alone")]
struct SnapshotForm {
    format: String,
    policy: Option<String>,
    snapshot: SnapshotParts,
}

/// That a call was cancelled before there was anything to answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Stopped {
    /// `nearhome-stopped/1`.
    pub format: &'static str,
}

impl CouncilAnswer {
    /// Whether everything that was asked is answered; `false`: the run was stopped at a limit or cancelled.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        match self {
            Self::Validation(_) | Self::Snapshot(_) | Self::Indicators(_) | Self::Synth(_) => true,
            Self::Replay(replay) => replay.is_whole(),
            Self::Demo(made) => made.is_whole(),
            Self::Stopped(_) => false,
        }
    }
}

/// Answers a request about a council's folder; for a made-up council, the folder that is written. Limits of time and
/// steps matter where something is solved, the token everywhere.
///
/// # Errors
///
/// Those of the request's own function.
///
/// # Examples
///
/// ```
/// use nearhome::{CouncilRequest, Limits, ask_council};
///
/// let folder = tempfile::tempdir()?;
/// let county = folder.path().join("county");
/// for (request, format) in [
///     (r#"{ "format": "nearhome-synth-request/1", "authority": "E06000047", "children": 20 }"#, "nearhome-synth/1"),
///     (r#"{ "format": "nearhome-validate-request/1" }"#, "nearhome-validation/1"),
/// ] {
///     let request: CouncilRequest = serde_json::from_str(request)?;
///     let answer = ask_council(&county, &request, &Limits::default(), &|step| eprintln!("{step}"))?;
///     assert!(answer.is_whole());
///     assert_eq!(serde_json::to_value(&answer)?["format"], format);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn ask_council(
    folder: &Path,
    request: &CouncilRequest,
    limits: &Limits,
    progress: &(dyn Fn(&Step<'_>) + Sync),
) -> Result<CouncilAnswer, Error> {
    let answer = match request {
        CouncilRequest::Validate(request) => {
            let told = validate(folder, &request.reading, limits, progress)?;
            told.map(|told| CouncilAnswer::Validation(Box::new(told)))
        }
        CouncilRequest::Snapshot(request) => {
            let told = snapshot(folder, &request.date, &request.reading, limits, progress)?;
            told.map(|told| CouncilAnswer::Snapshot(Box::new(told)))
        }
        CouncilRequest::Indicators(request) => {
            let told = indicators(folder, request.wanted, &request.reading, limits, progress)?;
            told.map(|told| CouncilAnswer::Indicators(Box::new(told)))
        }
        CouncilRequest::Replay(request) => {
            let told = replay(folder, &request.wanted, &request.reading, limits, progress)?;
            told.map(|told| CouncilAnswer::Replay(Box::new(told)))
        }
        CouncilRequest::Synth(wanted) => {
            synthesise(wanted, folder, limits, progress)?.map(CouncilAnswer::Synth)
        }
        CouncilRequest::Demo(wanted) => {
            Some(CouncilAnswer::Demo(Box::new(demo(folder, wanted, limits, progress)?)))
        }
    };
    Ok(answer.unwrap_or(CouncilAnswer::Stopped(Stopped { format: "nearhome-stopped/1" })))
}
