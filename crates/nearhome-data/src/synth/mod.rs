//! Makes a synthetic authority: linked annual returns, a register of homes, children, contracts and a
//! policy, on real postcode sectors and with invented people, homes, providers and prices.
//!
//! Shares follow published ones (`docs/calibration.md`); nothing in it describes a real child, home or
//! provider. The same request gives the same bytes on every machine.

mod calibration;
mod children;
mod contracts;
mod day;
mod defect_list;
mod defect_rows;
mod defects;
mod dice;
mod episodes;
mod folder;
mod generate;
mod ground;
mod kinds;
mod legal;
mod market;
mod needs;
mod people;
mod providers;
mod rates;
mod register;
mod returns;
mod search;
mod simulation;
mod truth;

use std::collections::BTreeMap;

use nearhome_model::AuthorityCode;

pub use calibration::{CalibrationRow, calibration, calibration_page, unexplained};
pub use defects::PlantedDefect;
pub use folder::Existing;
pub use generate::generate;

/// What synthetic authority to make.
///
/// # Examples
///
/// ```
/// use nearhome_data::synth::{SynthRequest, generate};
///
/// let request = SynthRequest { children: 40, years: 2, ..SynthRequest::new("E06000047".parse()?) };
/// let authority = generate(&request)?;
/// assert!(authority.files.contains_key("ssda903/2025/episodes.csv"));
/// assert_eq!(authority.files, generate(&request)?.files);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SynthRequest {
    /// The authority in whose area the families live; one of England.
    pub authority: AuthorityCode,
    /// Children looked after on the last day, 1 to 20,000. Referrals come on top.
    pub children: u32,
    /// Annual returns to write, 1 to 10.
    pub years: u8,
    /// Seed of all chance.
    pub seed: u64,
    /// The year in which the last collection ends, 2019 to 2027; its 31 March is the last day.
    pub end_year: u16,
}

impl SynthRequest {
    /// 600 children, five returns up to 31 March 2025, seed 1.
    #[must_use]
    pub fn new(authority: AuthorityCode) -> Self {
        Self { authority, children: 600, years: 5, seed: 1, end_year: 2025 }
    }
}

/// A synthetic authority in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntheticAuthority {
    /// The authority.
    pub authority: AuthorityCode,
    /// The year in which the last collection ends.
    pub end_year: u16,
    /// Annual returns written.
    pub years: u8,
    /// Every file by its path below the folder, the truth (`truth.json`) included.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Why no synthetic authority could be made or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SynthError {
    /// The code is not that of an English authority that looks after children.
    #[error("`{authority}` is not an authority of England that looks after children")]
    UnknownAuthority {
        /// The code.
        authority: AuthorityCode,
    },
    /// A number of the request lies outside its range.
    #[error("{what} must lie between {least} and {most}, found {found}")]
    OutOfRange {
        /// What the number counts.
        what: &'static str,
        /// Least.
        least: u32,
        /// Most.
        most: u32,
        /// The number of the request.
        found: u32,
    },
    /// What is named is a file.
    #[error("`{path}` is a file, not a folder")]
    NotAFolder {
        /// The path as given.
        path: String,
    },
    /// The folder holds something already.
    #[error("the folder `{path}` is not empty")]
    FolderNotEmpty {
        /// The folder.
        path: String,
    },
    /// The file system refused.
    #[error("cannot write `{path}`")]
    Io {
        /// File or folder.
        path: String,
        /// What the operating system said.
        source: std::io::Error,
    },
}

#[cfg(test)]
mod tests;
