//! One timed run of the optimiser, its answer checked before anything is said of it.

use std::time::{Duration, Instant};

use nearhome_check::{Report, check};
use nearhome_optimiser::{Settings, solve};
use nearhome_problem::{Problem, Solution, Status, Totals};

/// What one run found, how long it took and what the checker says of it.
#[derive(Clone, Debug)]
pub struct Run {
    /// The answer.
    pub solution: Solution,
    /// What `nearhome-check` verified.
    pub report: Report,
    /// Wall time of the solving.
    pub seconds: f64,
    /// Processor time of the solving, all threads together; `None` where the system does not tell.
    pub processor_seconds: Option<f64>,
    /// Wall time of the check.
    pub check_seconds: f64,
}

/// Solves within a time limit and checks.
///
/// # Panics
///
/// When the checker rejects the answer: such a figure is worth nothing.
#[must_use]
pub fn run(problem: &Problem, limit: Duration) -> Run {
    let (start, processor) = (Instant::now(), processor_seconds());
    let is_over = || start.elapsed() >= limit;
    let settings = Settings { interrupt: Some(&is_over), ..Settings::default() };
    let solution = solve(problem, &settings);
    let seconds = start.elapsed().as_secs_f64();
    let used = processor_seconds().zip(processor).map(|(after, before)| after - before);
    let start = Instant::now();
    let report = match check(problem, &solution) {
        Ok(report) => report,
        Err(rejection) => panic!("the checker rejects the answer: {rejection}"),
    };
    let check_seconds = start.elapsed().as_secs_f64();
    Run { solution, report, seconds, processor_seconds: used, check_seconds }
}

impl Run {
    /// The first level that is not proved (its index, the sum found, the bound); `None` when all are, or
    /// when there is no answer.
    #[must_use]
    pub fn open_level(&self) -> Option<(usize, i128, i128)> {
        let (totals, bound) = (self.solution.totals.as_ref()?, self.solution.bound.as_ref()?);
        let mut levels = totals.iter().zip(bound).enumerate();
        levels
            .find(|(_, (total, bound))| total != bound)
            .map(|(level, (&total, &bound))| (level, total, bound))
    }

    /// What is open: nothing, or the first open level and its gap in percent of the sum found.
    #[must_use]
    pub fn gap(&self, levels: &[String]) -> String {
        match self.open_level() {
            Some((level, total, bound)) => {
                format!("{}: {:.4}%", levels[level], percent(total - bound, total))
            }
            None if self.solution.status == Status::Optimal => "none".to_owned(),
            None => format!("{:?}", self.solution.status).to_lowercase(),
        }
    }

    /// Whether the answer is proved best on every level.
    #[must_use]
    pub fn is_optimal(&self) -> bool {
        self.solution.status == Status::Optimal
    }
}

/// A ratio in percent; 0 where the whole is 0.
#[allow(clippy::cast_precision_loss, reason = "a figure for a table")]
fn percent(part: i128, whole: i128) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}

/// Totals as a table shows them.
#[must_use]
pub fn totals_text(totals: Option<&Totals>) -> String {
    totals.map_or("-".to_owned(), |totals| {
        totals.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    })
}

/// Processor time that this process has used, in seconds; Linux only.
#[must_use]
pub fn processor_seconds() -> Option<f64> {
    // Fields 14 and 15 of proc_pid_stat(5) are user and system time in ticks, 100 a second; the name in
    // brackets before them may hold anything.
    let text = std::fs::read_to_string("/proc/self/stat").ok()?;
    let after_name = text.rsplit_once(')')?.1;
    let mut fields = after_name.split_whitespace().skip(11);
    let ticks: f64 = fields.next()?.parse::<f64>().ok()? + fields.next()?.parse::<f64>().ok()?;
    Some(ticks / 100.0)
}

/// Processor time that this thread has used, to the nanosecond: for work too short for a wall clock on a
/// machine that others use.
///
/// # Panics
///
/// When the system's clock of a thread is negative, which it never is.
#[must_use]
pub fn thread_processor_time() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::try_from(now).expect("a thread's time is never negative")
}

/// The most memory that this process has held so far, in megabytes; Linux only.
#[must_use]
pub fn peak_megabytes() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes / 1_024)
}

/// The middle of some figures (the mean of the two in the middle of an even number); `None` of none.
#[must_use]
pub fn median(figures: &[f64]) -> Option<f64> {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() % 2 {
        _ if sorted.is_empty() => None,
        0 => Some(f64::midpoint(sorted[middle - 1], sorted[middle])),
        _ => Some(sorted[middle]),
    }
}
