//! The words of the command line.

mod panel;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub(crate) use panel::{
    Asking, Explain, Frontier, Match, Offers, Questions, Reader, Shortlist, Vacancy, WhatIf,
};

/// Places looked-after children nearer home: from a council's files to a proved placement plan.
///
/// stdout is data, stderr is progress and messages. Exit codes: 0 done (also when infeasibility is
/// proved), 1 a check failed, 2 bad usage or bad input, 3 stopped at a limit with the best so far,
/// 5 a file could not be read or written, 70 internal error, 130 interrupted.
#[derive(Debug, Parser)]
#[command(name = "nearhome", version, propagate_version = true)]
pub(crate) struct Arguments {
    /// Says nothing on stderr but errors.
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// Threads to compute with; the answer is the same for any number.
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Makes a synthetic county in a folder, matches it and prints the plan on a page.
    Demo(Demo),
    /// Writes a synthetic authority: returns, homes, children, contracts and policy.
    Synth(Synth),
    /// Reads a council's folder and reports every finding.
    Validate(Validate),
    /// Writes the checked state of a council on one day.
    Snapshot(Snapshot),
    /// Writes the matching problem that the rules build from a snapshot.
    Problem(Problem),
    /// Solves a matching problem and proves the answer.
    Solve(Solve),
    /// Verifies an answer to a matching problem, independently of the solver.
    Check(Check),
    /// Writes a matching problem for other solvers.
    Convert(Convert),
    /// Proposes a home for every child who needs one or may move.
    Match(Match),
    /// Ranks the homes for one child and says why the others are excluded.
    Shortlist(Shortlist),
    /// Explains one child and one home: why, or why not; who would be displaced; what would have to change.
    Explain(Explain),
    /// Ranks the children whom a home's free place would serve best.
    Vacancy(Vacancy),
    /// Finds the exact trade-off between two levels.
    Frontier(Frontier),
    /// Finds the order in which to ask homes that may refuse, by the deadline.
    Offers(Offers),
    /// Finds which unknown facts could change a child's home: what to ask first.
    Questions(Questions),
    /// Makes changes to a copy of the council and sets the best plans before and after side by side.
    WhatIf(WhatIf),
    /// Replays the past day by day under other ways of placing, and says what was possible.
    Replay(Replay),
    /// Computes the published measures of stability and location, and what places cost, for one year.
    Indicators(Indicators),
    /// Checks this installation: what is built in, what works, and how old the data is.
    Doctor,
    /// Prints the JSON Schema of a file or an answer.
    Schema(Schema),
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Folder to write to.
    #[arg(default_value = "nearhome-demo")]
    pub(crate) dir: PathBuf,
    /// The authority by its nine-character code; County Durham by default.
    #[arg(long, default_value = "E06000047", value_name = "CODE")]
    pub(crate) authority: String,
    /// Children looked after on the last day.
    #[arg(long, default_value_t = 600, value_name = "N")]
    pub(crate) children: u32,
    /// Seed; the same seed makes the same county.
    #[arg(long, default_value_t = 1, value_name = "S")]
    pub(crate) seed: u64,
    /// Stop solving after this time, with the best plan so far.
    #[arg(long, default_value = "60s", value_name = "TIME", value_parser = crate::duration::parse)]
    pub(crate) time_limit: std::time::Duration,
}

#[derive(Debug, Args)]
pub(crate) struct Synth {
    /// The authority by its nine-character code.
    #[arg(long, value_name = "CODE")]
    pub(crate) authority: String,
    /// Children looked after on the last day.
    #[arg(long, value_name = "N")]
    pub(crate) children: u32,
    /// How many linked annual returns to write.
    #[arg(long, default_value_t = 3, value_name = "Y")]
    pub(crate) years: u8,
    /// Seed; the same seed makes the same files.
    #[arg(long, default_value_t = 1, value_name = "S")]
    pub(crate) seed: u64,
    /// Plants defects in the returns, at places that this seed decides; `defects.json` says what must be found.
    #[arg(long, value_name = "SEED")]
    pub(crate) defects: Option<u64>,
    /// Folder to write to; must be empty or absent.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
}

/// How a council's folder is read.
#[derive(Debug, Args)]
pub(crate) struct Reading {
    /// The authority by its nine-character code, where policy.toml does not name it.
    #[arg(long, value_name = "CODE")]
    pub(crate) authority: Option<String>,
    /// A full postcode directory to use instead of the built-in sectors.
    #[arg(long, value_name = "FILE")]
    pub(crate) postcodes: Option<PathBuf>,
    /// Encoding of CSV files without a byte order mark.
    #[arg(long, value_enum, default_value_t = Encoding::Utf8)]
    pub(crate) encoding: Encoding,
    /// Mends contradictions between the returns of two years instead of only reporting them (finding EPI06).
    #[arg(long)]
    pub(crate) apply_repairs: bool,
}

/// An encoding of text files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Encoding {
    /// UTF-8.
    #[value(name = "utf-8")]
    Utf8,
    /// Windows-1252.
    #[value(name = "windows-1252")]
    Windows1252,
}

#[derive(Debug, Args)]
pub(crate) struct Validate {
    /// The council's folder.
    pub(crate) dir: PathBuf,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// Ends with exit code 1 where a finding is an error.
    #[arg(long)]
    pub(crate) strict: bool,
    /// How to print the findings.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct Snapshot {
    /// The council's folder.
    pub(crate) dir: PathBuf,
    /// The day, such as 2025-03-31.
    #[arg(long, value_name = "DATE")]
    pub(crate) date: String,
    /// File to write; `-` is standard output.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// The snapshot and the policy under which it is judged.
#[derive(Debug, Args)]
pub(crate) struct Judged {
    /// A snapshot as `nearhome snapshot` writes it.
    pub(crate) snapshot: PathBuf,
    /// The council's policy; by default the one that the snapshot carries.
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Problem {
    #[command(flatten)]
    pub(crate) judged: Judged,
    /// File to write; `-` is standard output.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: PathBuf,
}

/// When to stop early, with the best answer so far.
#[derive(Debug, Args)]
pub(crate) struct Limits {
    /// Stop after this time, such as 10s, 500ms or 2m.
    #[arg(long, value_name = "TIME", value_parser = crate::duration::parse)]
    pub(crate) time_limit: Option<std::time::Duration>,
    /// Stop after this many search steps; unlike a time, the same on every machine.
    #[arg(long, value_name = "N")]
    pub(crate) step_limit: Option<u64>,
}

#[derive(Debug, Args)]
pub(crate) struct Solve {
    /// The problem; `-` is standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) problem: PathBuf,
    /// Where to write the answer; `-` is standard output.
    #[arg(long, short, value_name = "FILE", default_value = "-")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) limits: Limits,
    /// Prints the seconds of reading, solving, checking and writing as one JSON line on stderr.
    #[arg(long)]
    pub(crate) timings: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// The problem.
    #[arg(long, value_name = "FILE")]
    pub(crate) problem: PathBuf,
    /// The answer to verify.
    #[arg(long, value_name = "FILE")]
    pub(crate) solution: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Convert {
    /// The problem.
    #[arg(long, value_name = "FILE")]
    pub(crate) problem: PathBuf,
    /// The MPS file to write.
    #[arg(long, value_name = "FILE")]
    pub(crate) mps: PathBuf,
    /// Minimise this level alone, holding earlier levels at the sums given by --held.
    #[arg(long, value_name = "NAME")]
    pub(crate) level: Option<String>,
    /// Sums of the levels before --level, separated by commas.
    #[arg(long, value_name = "N,...", value_delimiter = ',', requires = "level")]
    pub(crate) held: Vec<i64>,
}

/// How and where an answer is printed.
#[derive(Debug, Args)]
pub(crate) struct Page {
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
    /// Where to write it; `-` is standard output.
    #[arg(long, short, value_name = "FILE", default_value = "-")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Replay {
    /// The council's folder.
    pub(crate) dir: PathBuf,
    /// First day, such as 2022-04-01.
    #[arg(long, value_name = "DATE")]
    pub(crate) from: String,
    /// Last day.
    #[arg(long, value_name = "DATE")]
    pub(crate) to: String,
    /// Ways of placing, separated by commas; the recorded one is always told.
    #[arg(
        long,
        value_enum,
        value_delimiter = ',',
        value_name = "P,...",
        default_value = "actual,greedy,in-house-first,priced,hindsight"
    )]
    pub(crate) policy: Vec<PlacingPolicy>,
    /// Days before each day of decision whose placements `priced` expects again.
    #[arg(long, default_value_t = 730, value_name = "N")]
    pub(crate) days: u16,
    /// Also place the period, greedily, once more without each hard rule in turn.
    #[arg(long)]
    pub(crate) rules: bool,
    /// Seed of the resamples.
    #[arg(long, default_value_t = 1, value_name = "S")]
    pub(crate) seed: u64,
    /// Times that children are drawn anew for the intervals of differences.
    #[arg(long, default_value_t = 1_000, value_name = "N")]
    pub(crate) resamples: u32,
    #[command(flatten)]
    pub(crate) limits: Limits,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) page: Page,
}

/// A way of placing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlacingPolicy {
    /// As recorded.
    Actual,
    /// The best home that is free on the day.
    Greedy,
    /// Own homes before contracted ones before spot purchases.
    InHouseFirst,
    /// The best home net of what its place may be worth to children who come later.
    Priced,
    /// The best for the whole period, known from the start.
    Hindsight,
}

#[derive(Debug, Args)]
pub(crate) struct Indicators {
    /// The council's folder.
    pub(crate) dir: PathBuf,
    /// The calendar year in which the collection ends: 2018 is 1 April 2017 to 31 March 2018.
    #[arg(long, value_name = "Y")]
    pub(crate) year: u16,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// How figures are rounded.
    #[arg(long, value_enum, default_value_t = Rounding::Exact)]
    pub(crate) rounding: Rounding,
    /// Which small counts are hidden.
    #[arg(long, value_enum, default_value_t = Suppress::None)]
    pub(crate) suppress: Suppress,
    /// Whether a move with the same carers (RNE T or U, reason PLACE) is a new placement.
    #[arg(long, value_enum, default_value_t = SameCarers::SamePlacement)]
    pub(crate) same_carers: SameCarers,
    /// Whether a temporary move (T0 to T4) is a placement.
    #[arg(long, value_enum, default_value_t = Temporary::PassedOver)]
    pub(crate) temporary: Temporary,
    #[command(flatten)]
    pub(crate) page: Page,
}

/// How figures are rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Rounding {
    /// Not at all; shares to a tenth of a per cent.
    Exact,
    /// As the department rounds national figures: counts to 10, shares to whole per cent.
    Dfe,
}

/// Which counts are hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Suppress {
    /// None.
    None,
    /// Counts of 1 to 5, and those that would give them away.
    #[value(name = "under-6")]
    UnderSix,
}

/// What a move with the same carers is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SameCarers {
    /// The same placement.
    SamePlacement,
    /// A new one.
    NewPlacement,
}

/// What a temporary move is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Temporary {
    /// The child is taken to stay in the placement before.
    PassedOver,
    /// A placement of its own.
    Counted,
}

#[derive(Debug, Args)]
pub(crate) struct Schema {
    /// Which one; without it, the names of all.
    pub(crate) name: Option<String>,
}

/// A form of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Table,
    /// Complete, for programs.
    Json,
    /// Rows, for spreadsheets.
    Csv,
}
