//! The facade: plain requests and answers, one vocabulary for every interface.
//!
//! Each function takes what a user names (a folder, a file, a day, a child) and gives plain, versioned
//! data back. Interfaces print it; they add nothing. Here, and in `nearhome-data`, files are opened and
//! clocks are read; everything below is given what it needs.
//!
//! # Examples
//!
//! From a council's folder to a plan:
//!
//! ```
//! use nearhome::{
//!     Judged, Limits, MatchRequest, ReadSettings, Synthesis, match_children, snapshot, synthesise,
//! };
//!
//! let folder = tempfile::tempdir()?;
//! let county = folder.path().join("county");
//! let limits = Limits::default();
//! let wanted = Synthesis { children: 20, years: 1, ..Synthesis::new("E06000047") };
//! synthesise(&wanted, &county, &limits, &|_step| ())?;
//! let taken = snapshot(&county, "2025-03-31", &ReadSettings::default(), &limits, &|step| eprintln!("{step}"))?;
//! let judged = Judged::from(taken.expect("nobody cancels it"));
//! let plan = match_children(&judged, &MatchRequest::default(), &limits, &|_progress| ())?;
//! for proposal in &plan.placements {
//!     println!("{} to {}: {} approvals first", proposal.child, proposal.home, proposal.gates.len());
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod asking;
mod converting;
mod council;
mod council_requests;
mod demo;
mod doctor;
mod error;
pub mod files;
mod indicators;
mod limits;
mod placing;
mod replaying;
mod requests;
mod schema;
mod solving;
mod synthesis;
mod texts;
mod whole;

pub use asking::{Answer, ask};
pub use converting::{ConvertRequest, Mps, ProblemAnswer, ProblemRequest, ask_problem, convert};
pub use council::{
    CountingPolicy, Encoding, Judged, ReadSettings, Repairs, SameCarers, ShortBreaks, SnapshotAnswer,
    TemporaryMoves, Validation, read_judged, snapshot, validate,
};
pub use council_requests::{
    CouncilAnswer, CouncilRequest, IndicatorsRequest, ReplayRequest, SnapshotRequest, Stopped,
    ValidateRequest, ask_council,
};
pub use demo::{DemoRequest, Demonstration, demo};
pub use doctor::{Diagnosis, Examination, doctor};
pub use error::Error;
pub use indicators::{IndicatorsWanted, indicators};
pub use limits::{Cancel, Limits, Progress, ReadingStep, Step, told};
pub use placing::{
    ChangeFile, OfferFile, explain, frontier, in_an_emergency, match_children, offers, problem, questions,
    read_changes, read_offers, shortlist, shortlists, vacancy, what_if,
};
pub use replaying::{Replay, Replaying, replay};
pub use requests::{
    ExplainRequest, FrontierRequest, MatchRequest, OffersRequest, QuestionsRequest, Request,
    ShortlistRequest, ShortlistsRequest, TextRequest, VacancyRequest, WhatIfRequest,
};
pub use schema::{schema, schema_names};
pub use solving::{Timings, Verified, check, read_problem, read_solution, solve};
pub use synthesis::{Synthesis, Synthesised, synthesise};
pub use texts::{Reader, ReaderText, text, text_for};
pub use whole::Whole;

pub use nearhome_history as history;
pub use nearhome_matching as matching;
pub use nearhome_model as model;
pub use nearhome_problem as problem_format;
pub use nearhome_replay as replay_format;
pub use nearhome_report as report;
pub use nearhome_rules as rules;

/// Computes with this many threads from now on; the answers are the same for any number.
///
/// # Errors
///
/// [`Error::BadRequest`] when the number was chosen before or threads cannot be started.
pub fn use_threads(threads: usize) -> Result<(), Error> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build_global()
        .map_err(|error| Error::BadRequest(format!("--threads: {error}")))
}
