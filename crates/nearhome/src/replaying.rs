//! A council's past, placed again under other ways of choosing.

use std::{path::Path, time::Instant};

use nearhome_optimiser::Settings;
use nearhome_replay::{Foresight, PlacingPolicy, Progress, ReplayError, Request, RuleCosts};

pub use nearhome_replay::Replay;

use crate::{Error, Limits, ReadSettings, council};

/// What a replay is asked for.
#[derive(Clone, Debug)]
pub struct Replaying {
    /// First day, such as `2022-04-01`.
    pub from: String,
    /// Last day.
    pub to: String,
    /// The ways of placing; the recorded one is always among the answers.
    pub policies: Vec<PlacingPolicy>,
    /// What the priced policy takes the future to be like.
    pub foresight: Foresight,
    /// Whether to count what each hard rule cost.
    pub rules: RuleCosts,
    /// Resamples of children for the intervals of differences.
    pub resamples: u32,
    /// When to stop looking for the best of the whole period.
    pub hindsight: Limits,
}

/// Replays a council's folder between two days.
///
/// # Errors
///
/// [`Error::BadInput`] when the folder or its policy cannot be used, [`Error::BadRequest`] when days or the authority
/// are not known, [`Error::Rejected`] when the checker does not accept an answer.
pub fn replay(
    folder: &Path,
    wanted: &Replaying,
    settings: &ReadSettings,
    progress: Progress<'_>,
) -> Result<Replay, Error> {
    let day = |name: &str, text: &str| {
        text.parse().map_err(|error| Error::BadRequest(format!("--{name}: {error}")))
    };
    let (from, to) = (day("from", &wanted.from)?, day("to", &wanted.to)?);
    if !(1..=730).contains(&wanted.foresight.days) {
        return Err(Error::BadRequest("--days must lie between 1 and 730".to_owned()));
    }
    let (council, policy, authority) = council::read_with_policy(folder, settings)?;
    let begun = std::sync::OnceLock::new();
    let stop = || {
        let begun = begun.get_or_init(Instant::now);
        wanted.hindsight.is_cancelled() || wanted.hindsight.time.is_some_and(|time| begun.elapsed() >= time)
    };
    let request = Request {
        from,
        to,
        authority: authority.as_ref(),
        policies: &wanted.policies,
        foresight: wanted.foresight,
        rules: wanted.rules,
        resamples: wanted.resamples,
        hindsight: Settings { step_limit: wanted.hindsight.steps, interrupt: Some(&stop), progress: None },
        progress,
    };
    nearhome_replay::replay(&council, &policy, &request).map_err(|error| match error {
        ReplayError::Rejected(why) => Error::Rejected(why),
        other => Error::BadRequest(council::told(&other)),
    })
}
