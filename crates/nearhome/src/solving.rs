//! Problems and solutions as files: solve, check, convert.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use nearhome_check::Report;
use nearhome_problem::{MpsForm, Problem, ReadError, Solution, Status};
use serde::Serialize;

use crate::{Error, Limits, Progress, files};

/// A solution that the independent checker accepted, with what it proved.
#[derive(Clone, Debug)]
pub struct Verified {
    /// The solution.
    pub solution: Solution,
    /// What the checker found.
    pub report: Report,
    /// Seconds of solving and of checking.
    pub took: (Duration, Duration),
}

impl Verified {
    /// Whether the run ended with a proof, of an optimum or of infeasibility.
    #[must_use]
    pub fn is_final(&self) -> bool {
        matches!(self.solution.status, Status::Optimal | Status::Infeasible)
    }
}

/// Seconds of wall time that the steps of `solve` took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Timings {
    /// Reading the problem.
    pub read: f64,
    /// Solving it.
    pub solve: f64,
    /// Checking the answer.
    pub check: f64,
    /// Writing the answer.
    pub write: f64,
}

/// Reads a problem file.
///
/// # Errors
///
/// [`Error::Io`], or [`Error::BadInput`] that names the place of the first fault.
pub fn read_problem(path: &Path) -> Result<Problem, Error> {
    Problem::read_json(files::open(path)?).map_err(|error| refused(path, error))
}

/// Reads a solution file.
///
/// # Errors
///
/// [`Error::Io`], or [`Error::BadInput`] that names the place of the first fault.
pub fn read_solution(path: &Path) -> Result<Solution, Error> {
    Solution::read_json(files::open(path)?).map_err(|error| refused(path, error))
}

fn refused(path: &Path, error: ReadError) -> Error {
    match error {
        ReadError::Io(source) => Error::Io { doing: "read", path: path.to_path_buf(), source },
        fault => Error::BadInput { file: path.display().to_string(), fault: fault.to_string() },
    }
}

/// Solves a problem and has the answer verified by the independent checker.
///
/// # Errors
///
/// [`Error::Rejected`] when the checker does not accept the answer, which is then withheld.
pub fn solve(
    problem: &Problem,
    limits: &Limits,
    progress: &(dyn Fn(&Progress) + Sync),
) -> Result<Verified, Error> {
    let start = Instant::now();
    let solution = limits.run(progress, |settings| nearhome_optimiser::solve(problem, settings));
    let solved = start.elapsed();
    let start = Instant::now();
    let report = nearhome_check::check(problem, &solution)
        .map_err(|rejection| Error::Rejected(rejection.to_string()))?;
    Ok(Verified { solution, report, took: (solved, start.elapsed()) })
}

/// Verifies a solution independently of the optimiser; the error is the first claim found wrong.
///
/// # Errors
///
/// [`nearhome_check::Rejection`], with its code and place.
pub fn check(problem: &Problem, solution: &Solution) -> Result<Report, nearhome_check::Rejection> {
    nearhome_check::check(problem, solution)
}

/// Which problem another solver is to be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MpsRequest {
    /// One weighted objective, where it is exact.
    Weighted,
    /// One level, the earlier ones held at most at these sums.
    Level {
        /// Name of the level.
        name: String,
        /// Sums of the levels before it.
        held: Vec<i128>,
    },
}

/// Writes a problem as MPS for other solvers.
///
/// # Errors
///
/// [`Error::BadRequest`] when there is no such level, the number of held sums is not the number of
/// earlier levels, or weights would not be exact; [`Error::Io`] when the file cannot be written.
pub fn convert(problem: &Problem, request: &MpsRequest, out: &Path) -> Result<(), Error> {
    let form = mps_form(problem, request)?;
    let mut text = Vec::new();
    problem.write_mps(&mut text, form).map_err(|error| Error::BadRequest(error.to_string()))?;
    files::write(out, |sink| sink.write_all(&text))
}

fn mps_form<'a>(problem: &Problem, request: &'a MpsRequest) -> Result<MpsForm<'a>, Error> {
    let MpsRequest::Level { name, held } = request else { return Ok(MpsForm::Weighted) };
    let level = problem.levels.iter().position(|level| level == name).ok_or_else(|| {
        Error::BadRequest(format!("there is no level `{name}`; the levels are {}", problem.levels.join(", ")))
    })?;
    if held.len() != level {
        return Err(Error::BadRequest(format!(
            "level `{name}` comes after {level} others: give their sums with --held, {} were given",
            held.len()
        )));
    }
    Ok(MpsForm::Level { level, held })
}
