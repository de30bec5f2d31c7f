//! The words of a panel's questions.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Judged, Limits, Page};

/// What every question has: of which council, when to stop, and how the answer is written.
#[derive(Debug, Args)]
pub(crate) struct Asking {
    #[command(flatten)]
    pub(crate) judged: Judged,
    #[command(flatten)]
    pub(crate) limits: Limits,
    #[command(flatten)]
    pub(crate) page: Page,
}

#[derive(Debug, Args)]
pub(crate) struct Match {
    /// Tells every wish that the plan does not follow and what following it would cost, each by solving anew.
    #[arg(long)]
    pub(crate) wishes: bool,
    #[command(flatten)]
    pub(crate) asking: Asking,
}

#[derive(Debug, Args)]
pub(crate) struct Shortlist {
    /// The child; given several times, the children are decided on together.
    #[arg(long, value_name = "ID", required = true)]
    pub(crate) child: Vec<String>,
    /// For how many of the best homes to compute exactly what choosing them costs, each by solving anew, beside that
    /// of the best plan; with 0 and one child nothing is solved.
    #[arg(long, default_value_t = 3, value_name = "N")]
    pub(crate) opportunity: usize,
    /// Judges the search as a same-day emergency: gates that the regulations relax, and what follows.
    #[arg(long)]
    pub(crate) emergency: bool,
    /// The council's folder: its placements of the last two years stand for children still to come, and what taking a
    /// place may cost them is estimated.
    #[arg(long, value_name = "DIR")]
    pub(crate) past: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) asking: Asking,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// The child.
    #[arg(long, value_name = "ID")]
    pub(crate) child: String,
    /// The home.
    #[arg(long, value_name = "ID")]
    pub(crate) home: String,
    /// Judges the search as a same-day emergency: gates that the regulations relax, and what follows.
    #[arg(long)]
    pub(crate) emergency: bool,
    /// The council's folder: its placements of the last two years stand for children still to come, and what taking the
    /// place may cost them is estimated.
    #[arg(long, value_name = "DIR")]
    pub(crate) past: Option<PathBuf>,
    /// For whom the text is: the panel's has everything, the others nobody else's data.
    #[arg(long = "for", value_enum, default_value_t = Reader::Panel)]
    pub(crate) reader: Reader,
    #[command(flatten)]
    pub(crate) asking: Asking,
}

#[derive(Debug, Args)]
pub(crate) struct Offers {
    /// The child.
    #[arg(long, value_name = "ID")]
    pub(crate) child: String,
    /// What is known of the homes (`nearhome schema offer`).
    #[arg(long = "offers", value_name = "FILE")]
    pub(crate) known: Option<PathBuf>,
    /// Hours until the deadline.
    #[arg(long, default_value_t = 24, value_name = "HOURS")]
    pub(crate) hours: u32,
    /// Of a thousand such cases, in how many a home accepts of which nothing is known: an assumption.
    #[arg(long, default_value_t = 500, value_name = "N", value_parser = clap::value_parser!(u16).range(0..=1000))]
    pub(crate) accepts: u16,
    /// Hours until a home answers of which nothing is known: an assumption.
    #[arg(long, default_value_t = 4, value_name = "HOURS")]
    pub(crate) answers: u16,
    /// How many of the best ranked homes are considered.
    #[arg(long, default_value_t = 8, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=12))]
    pub(crate) best: u8,
    /// Judges the search as a same-day emergency: gates that the regulations relax.
    #[arg(long)]
    pub(crate) emergency: bool,
    #[command(flatten)]
    pub(crate) asking: Asking,
}

#[derive(Debug, Args)]
pub(crate) struct Questions {
    /// The child.
    #[arg(long, value_name = "ID")]
    pub(crate) child: String,
    /// Of how many of the best ranked homes unknown facts are considered.
    #[arg(long, default_value_t = 5, value_name = "N")]
    pub(crate) best: usize,
    #[command(flatten)]
    pub(crate) asking: Asking,
}

#[derive(Debug, Args)]
pub(crate) struct WhatIf {
    /// The changes (`nearhome schema change`); `-` is standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) change: PathBuf,
    #[command(flatten)]
    pub(crate) asking: Asking,
}

#[derive(Debug, Args)]
pub(crate) struct Vacancy {
    /// The home.
    #[arg(long, value_name = "ID")]
    pub(crate) home: String,
    /// For how many of the best children to compute exactly what their coming changes, each by solving anew.
    #[arg(long, default_value_t = 5, value_name = "N")]
    pub(crate) best: usize,
    #[command(flatten)]
    pub(crate) asking: Asking,
}

#[derive(Debug, Args)]
pub(crate) struct Frontier {
    /// The two levels, such as `out_of_area,weekly_pence`.
    #[arg(long, value_name = "A,B", value_parser = two_levels)]
    pub(crate) levels: (String, String),
    #[command(flatten)]
    pub(crate) asking: Asking,
}

/// Reads two names with a comma between them.
fn two_levels(text: &str) -> Result<(String, String), String> {
    let two = text.split_once(',').filter(|(_, second)| !second.contains(','));
    let two = two.map(|(first, second)| (first.trim().to_owned(), second.trim().to_owned()));
    two.ok_or_else(|| "give two levels with a comma between them".to_owned())
}

/// For whom an explanation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Reader {
    /// Those who decide: everything.
    Panel,
    /// The home's provider: no third party's data.
    Provider,
    /// The child: no third party's data, in plain English.
    Child,
}
