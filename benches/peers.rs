//! Other people's solvers on the same problem, through `../shared/tools/peers.py`.
//!
//! They run in a process of their own, one after the other, never beside ours.

use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use nearhome_problem::{Problem, Totals};
use serde_json::Value;
use tempfile::TempDir;

use crate::table::say;

/// A solver of other people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Solver {
    /// `HiGHS`, mixed integer programming on the arc model, level by level.
    Highs,
    /// CP-SAT of OR-Tools, level by level.
    CpSat,
    /// The min-cost flow of OR-Tools; pure flows only.
    Flow,
}

impl Solver {
    fn code(self) -> &'static str {
        match self {
            Self::Highs => "highs",
            Self::CpSat => "cpsat",
            Self::Flow => "flow",
        }
    }
}

/// What a peer said, its totals recomputed by `peers.py` from its answer.
#[derive(Clone, Debug, PartialEq)]
pub struct PeerRun {
    /// Its status, or `killed` when it went on far beyond its limit.
    pub status: String,
    /// What its answer costs.
    pub totals: Option<Totals>,
    /// Wall seconds of its solving; reading the file is not counted, building its model is.
    pub seconds: f64,
    /// Seconds of its solving alone, its model being built; [`Solver::Flow`] only.
    pub solve_seconds: Option<f64>,
}

/// The way to other people's solvers.
#[derive(Debug)]
pub struct Peers {
    script: PathBuf,
    folder: TempDir,
}

impl Peers {
    /// Looks for the script and its Python packages; says what is absent and gives `None`.
    ///
    /// # Panics
    ///
    /// When no temporary folder can be made.
    #[must_use]
    pub fn find() -> Option<Self> {
        let script = shared().join("tools/peers.py");
        if !script.exists() {
            say("peers skipped: ../shared/tools/peers.py is absent");
            return None;
        }
        let python = Command::new("python3").args(["-c", "import highspy, numpy, ortools"]).output();
        if !python.is_ok_and(|output| output.status.success()) {
            say("peers skipped: python3 with highspy, numpy and ortools is absent");
            return None;
        }
        Some(Self { script, folder: tempfile::tempdir().expect("a temporary folder can be made") })
    }

    /// Writes a problem to a file for the peers.
    ///
    /// # Panics
    ///
    /// When the file cannot be written.
    #[must_use]
    pub fn write(&self, problem: &Problem) -> PathBuf {
        let path = self.folder.path().join("problem.json");
        let mut file = BufWriter::new(File::create(&path).expect("the folder is ours"));
        problem.write_json(&mut file).expect("the folder is ours");
        file.flush().expect("the folder is ours");
        path
    }

    /// Lets one peer solve a file; `weights` (one a level) collapse the levels for [`Solver::Flow`].
    ///
    /// A peer that runs for twice its limit and a minute is killed.
    ///
    /// # Panics
    ///
    /// When the peer cannot be started or prints no result.
    #[must_use]
    pub fn solve(
        &self,
        path: &Path,
        solver: Solver,
        limit: Duration,
        threads: u32,
        weights: &[u64],
    ) -> PeerRun {
        let weights: Vec<String> = weights.iter().map(ToString::to_string).collect();
        let mut command = Command::new("python3");
        command.arg(&self.script).arg("solve").arg(path).args(["--with", solver.code()]);
        command.args(["--time-limit", &limit.as_secs_f64().to_string()]);
        command.args(["--threads", &threads.to_string()]);
        if !weights.is_empty() {
            command.args(["--collapse", &weights.join(",")]);
        }
        let remarks = self.folder.path().join("remarks");
        let stderr = File::create(&remarks).expect("the folder is ours");
        let start = Instant::now();
        let child = command.stdout(Stdio::piped()).stderr(stderr).spawn();
        let ended = wait(child.expect("python3 was there a moment ago"), 2 * limit + Duration::from_secs(60));
        match ended {
            Some(output) => {
                let remarks = std::fs::read_to_string(&remarks).unwrap_or_default();
                PeerRun { solve_seconds: solve_seconds(&remarks), ..parse(&output) }
            }
            None => PeerRun {
                status: "killed".to_owned(),
                totals: None,
                seconds: start.elapsed().as_secs_f64(),
                solve_seconds: None,
            },
        }
    }
}

/// The folder beside the repository that holds what is not ours.
#[must_use]
pub fn shared() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared")
}

/// What a process printed, or `None` when it had to be killed.
fn wait(mut child: Child, limit: Duration) -> Option<String> {
    let start = Instant::now();
    while child.try_wait().expect("our own child process").is_none() {
        if start.elapsed() > limit {
            child.kill().expect("our own child process");
            child.wait().expect("our own child process");
            return None;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let mut output = String::new();
    child.stdout.take()?.read_to_string(&mut output).expect("peers.py prints text");
    Some(output)
}

fn parse(output: &str) -> PeerRun {
    // Newer releases of HiGHS announce themselves before it.
    let last = output.trim().lines().last().unwrap_or_default();
    let line: Value = serde_json::from_str(last).expect("peers.py ends with one JSON line");
    let numbers = |value: &Value| value.as_i64().map(i128::from);
    PeerRun {
        status: line["status"].as_str().expect("a status").to_owned(),
        totals: line["totals"].as_array().and_then(|totals| totals.iter().map(numbers).collect()),
        seconds: line["seconds"].as_f64().expect("seconds"),
        solve_seconds: None,
    }
}

/// The seconds that `peers.py` tells on the side.
fn solve_seconds(remarks: &str) -> Option<f64> {
    let mut values = remarks.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    values.find_map(|value| value["solve"].as_f64())
}
