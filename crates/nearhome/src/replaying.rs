//! A council's past, placed again under other ways of choosing.

use std::{ops::ControlFlow, path::Path, time::Instant};

use nearhome_optimiser::Settings;
use nearhome_replay::{Foresight, PlacingPolicy, ReplayError, Request, RuleCosts};

pub use nearhome_replay::Replay;
use serde::{Deserialize, Serialize};

use crate::{Error, Limits, ReadSettings, Step, council};

/// What a replay is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Replaying {
    /// First day, such as `2022-04-01`.
    pub from: String,
    /// Last day.
    pub to: String,
    /// The ways of placing; the recorded one is always among the answers.
    #[serde(default = "every_way")]
    pub policies: Vec<PlacingPolicy>,
    /// What the priced policy takes the future to be like.
    #[serde(default)]
    pub foresight: Foresight,
    /// Whether to count what each hard rule cost.
    #[serde(default)]
    pub rules: RuleCosts,
    /// Resamples of children for the intervals of differences.
    #[serde(default = "a_thousand")]
    pub resamples: u32,
}

impl Replaying {
    /// Every way of placing between two days.
    #[must_use]
    pub fn new(from: &str, to: &str) -> Self {
        Self {
            from: from.to_owned(),
            to: to.to_owned(),
            policies: every_way(),
            foresight: Foresight::default(),
            rules: RuleCosts::default(),
            resamples: a_thousand(),
        }
    }
}

fn every_way() -> Vec<PlacingPolicy> {
    PlacingPolicy::ALL.to_vec()
}

fn a_thousand() -> u32 {
    1_000
}

/// Replays a council's folder between two days. A time and a number of steps limit only how long the best of the whole
/// period is looked for; whoever cancels ends the whole replay, which tells what was run to the end. `None`: it was
/// cancelled before the folder was read.
///
/// # Errors
///
/// [`Error::BadInput`] when the folder or its policy cannot be used, [`Error::BadRequest`] when days or the authority
/// are not known, [`Error::Rejected`] when the checker does not accept an answer.
pub fn replay(
    folder: &Path,
    wanted: &Replaying,
    settings: &ReadSettings,
    limits: &Limits,
    progress: &(dyn Fn(&Step<'_>) + Sync),
) -> Result<Option<Replay>, Error> {
    let day = |name: &str, text: &str| {
        text.parse().map_err(|error| Error::BadRequest(format!("--{name}: {error}")))
    };
    let (from, to) = (day("from", &wanted.from)?, day("to", &wanted.to)?);
    if !(1..=730).contains(&wanted.foresight.days) {
        return Err(Error::BadRequest("--days must lie between 1 and 730".to_owned()));
    }
    let Some((council, policy, authority)) = council::read_with_policy(folder, settings, limits, progress)?
    else {
        return Ok(None);
    };
    let told = |policy: PlacingPolicy, day: i32, days: i32| {
        progress(&Step::Placing { policy, day, days });
        if limits.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let begun = std::sync::OnceLock::new();
    let stop = || {
        let begun = begun.get_or_init(Instant::now);
        limits.is_cancelled() || limits.time.is_some_and(|time| begun.elapsed() >= time)
    };
    let request = Request {
        from,
        to,
        authority: authority.as_ref(),
        policies: &wanted.policies,
        foresight: wanted.foresight,
        rules: wanted.rules,
        resamples: wanted.resamples,
        hindsight: Settings { step_limit: limits.steps, interrupt: Some(&stop), progress: None },
        progress: &told,
    };
    let replay = nearhome_replay::replay(&council, &policy, &request).map_err(|error| match error {
        ReplayError::Rejected(why) => Error::Rejected(why),
        ReplayError::Snapshot(error) => council::refused(&error),
        other => Error::BadRequest(council::told(&other)),
    })?;
    Ok(Some(replay))
}
