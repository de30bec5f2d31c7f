//! Problems and solutions as files: solve, check.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use nearhome_check::Report;
use nearhome_problem::{Problem, ReadError, Solution};
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
