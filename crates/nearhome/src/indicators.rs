//! The published indicators of a council's folder for one year.

use std::path::Path;

use nearhome_data::{CollectionYear, CountingPolicy};
use nearhome_history::{IndicatorRequest, PublishedIndicators, Rounding, Suppression, publish};

use serde::{Deserialize, Serialize};

use crate::{
    Error, Limits, Step,
    council::{ReadSettings, read},
};

/// Which indicators are wanted, and in what form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IndicatorsWanted {
    /// The calendar year in which the collection ends: 2018 is 1 April 2017 to 31 March 2018.
    pub year: u16,
    /// What counts as a placement.
    #[serde(default)]
    pub counting: CountingPolicy,
    /// How figures are rounded.
    #[serde(default)]
    pub rounding: Rounding,
    /// Which small counts are hidden.
    #[serde(default)]
    pub suppression: Suppression,
}

impl IndicatorsWanted {
    /// The year's indicators under the usual counting, neither rounded nor suppressed.
    #[must_use]
    pub fn new(year: u16) -> Self {
        Self {
            year,
            counting: CountingPolicy::default(),
            rounding: Rounding::default(),
            suppression: Suppression::default(),
        }
    }
}

/// Computes the published indicators of a council; `None`: it was cancelled. Of the limits the token alone matters.
///
/// # Errors
///
/// [`Error::BadInput`] when the folder cannot be used, [`Error::BadRequest`] when the authority is not known or no return
/// of the year is there.
///
/// # Examples
///
/// ```
/// use nearhome::{IndicatorsWanted, Limits, ReadSettings, Synthesis, indicators, synthesise};
///
/// let folder = tempfile::tempdir()?;
/// let county = folder.path().join("county");
/// let (limits, wanted) = (Limits::default(), Synthesis { children: 20, years: 1, ..Synthesis::new("E06000047") });
/// synthesise(&wanted, &county, &limits, &|_step| ())?;
/// let wanted = IndicatorsWanted::new(2025);
/// let answer = indicators(&county, wanted, &ReadSettings::default(), &limits, &|step| eprintln!("{step}"))?;
/// assert_eq!(answer.map(|answer| answer.looked_after.to_string()).as_deref(), Some("20"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn indicators(
    folder: &Path,
    wanted: IndicatorsWanted,
    settings: &ReadSettings,
    limits: &Limits,
    progress: &(dyn Fn(&Step<'_>) + Sync),
) -> Result<Option<PublishedIndicators>, Error> {
    let year = CollectionYear::new(wanted.year)
        .ok_or_else(|| Error::BadRequest(format!("--year: {} is no year of a collection", wanted.year)))?;
    let Some(reading) = read(folder, settings, limits, progress)? else { return Ok(None) };
    if limits.goes_on(progress, Step::Answering).is_break() {
        return Ok(None);
    }
    let council = reading.council;
    let authority = council
        .authority
        .clone()
        .ok_or_else(|| Error::BadRequest(crate::council::NO_AUTHORITY.to_owned()))?;
    let request = IndicatorRequest { year, authority, counting: wanted.counting };
    let found = nearhome_history::indicators(&council, &request)
        .map_err(|error| Error::BadRequest(format!("--year: {error}")))?;
    Ok(Some(publish(&found, wanted.rounding, wanted.suppression)))
}
