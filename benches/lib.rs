//! Shared ground of the benches: councils of known size, timed runs, other people's solvers,
//! tables and plots.

pub mod peers;
pub mod plot;
pub mod run;
pub mod table;

use std::path::Path;

use nearhome_data::{
    ReadOptions, Reading, SnapshotRequest, read_council,
    synth::{Existing, SynthRequest, generate},
};
use nearhome_model::Snapshot;

/// Writes the county that `nearhome demo` makes (County Durham, seed 1, three returns), with this many
/// children, to a folder.
///
/// # Panics
///
/// When the county cannot be made or written.
pub fn write_county(children: u32, folder: &Path) {
    let authority = "E06000047".parse().expect("the code of County Durham is a code");
    let request = SynthRequest { children, years: 3, ..SynthRequest::new(authority) };
    let made = generate(&request).expect("the request is within its ranges");
    made.write_to(folder, Existing::Refuse).expect("a fresh folder can be written");
}

/// Reads a county from its folder.
///
/// # Panics
///
/// When the folder is not one.
#[must_use]
pub fn read_county(folder: &Path) -> Reading {
    read_council(folder, &ReadOptions::default()).expect("the folder was written by this bench")
}

/// The county's state on its last day.
///
/// # Panics
///
/// When the county names no authority.
#[must_use]
pub fn last_day(reading: &Reading) -> Snapshot {
    let date = "2025-03-31".parse().expect("a day");
    let request = SnapshotRequest { date, authority: None };
    reading.council.snapshot(&request).expect("a made-up county has a valid state").0
}
