//! The published indicators of a council's folder for one year.

use std::path::Path;

use nearhome_data::{CollectionYear, CountingPolicy};
use nearhome_history::{IndicatorRequest, PublishedIndicators, Rounding, Suppression, publish};

use serde::{Deserialize, Serialize};

use crate::{
    Error,
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

/// Computes the published indicators of a council.
///
/// # Errors
///
/// [`Error::BadInput`] when the folder cannot be used, [`Error::BadRequest`] when the authority is not known or no return
/// of the year is there.
///
/// # Examples
///
/// ```
/// use nearhome::{IndicatorsWanted, ReadSettings, Synthesis, indicators, synthesise};
///
/// let folder = tempfile::tempdir()?;
/// let county = folder.path().join("county");
/// synthesise(&Synthesis { children: 20, years: 1, ..Synthesis::new("E06000047") }, &county)?;
/// let answer = indicators(&county, IndicatorsWanted::new(2025), &ReadSettings::default())?;
/// assert_eq!(answer.looked_after.to_string(), "20");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn indicators(
    folder: &Path,
    wanted: IndicatorsWanted,
    settings: &ReadSettings,
) -> Result<PublishedIndicators, Error> {
    let year = CollectionYear::new(wanted.year)
        .ok_or_else(|| Error::BadRequest(format!("--year: {} is no year of a collection", wanted.year)))?;
    let council = read(folder, settings)?.council;
    let authority = council.authority.clone().ok_or_else(|| {
        let fault = "the authority is not known: name it with --authority, or in policy.toml";
        Error::BadRequest(fault.to_owned())
    })?;
    let request = IndicatorRequest { year, authority, counting: wanted.counting };
    let found = nearhome_history::indicators(&council, &request)
        .map_err(|error| Error::BadRequest(format!("--year: {error}")))?;
    Ok(publish(&found, wanted.rounding, wanted.suppression))
}
