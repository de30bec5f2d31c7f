//! What it takes to ask about an optimum, beside what it took to find it.
//!
//! `cargo bench --bench questions -- [FORM:]CHILDREN...` with the form `plain` (default) or `households`; without
//! arguments `2000 20000 households:300`. `NEARHOME_QUESTION_SECONDS` is the limit of one question (60), `NEARHOME_SEED` the seed
//! of the problem (1), `NEARHOME_FRONTIER_MAX` the most children for whom the frontier is asked (300). Times are processor
//! seconds of the whole process where the system tells them, else wall time.

use std::time::{Duration, Instant};

use nearhome_benches::run::{median, processor_seconds};
use nearhome_benches::table::{Table, arguments, seconds_text, setting};
use nearhome_check::check;
use nearhome_optimiser::questions::{
    Evidence, Keep, PlaceValues, Standing, all_optima, canonical, frontier, shortages,
};
use nearhome_optimiser::random_problems::{Form, National, national};
use nearhome_optimiser::{Settings, solve};
use nearhome_problem::{Problem, Solution};

/// Homes whose places are valued.
const HOMES: usize = 10;

fn main() {
    let mut asked = arguments();
    if asked.is_empty() {
        asked = ["2000", "20000", "households:300"].map(str::to_owned).to_vec();
    }
    for size in asked {
        let (form, children) = match size.split_once(':') {
            Some(("households", children)) => (Form::Households, children),
            Some((_, children)) => (Form::Plain, children),
            None => (Form::Plain, &size[..]),
        };
        let children = children.parse().expect("a number of children");
        bench(National { seed: setting("NEARHOME_SEED", 1), children, form });
    }
}

fn bench(country: National) {
    let problem = national(country);
    let columns = ["question", "seconds", "solved problems", "answer"];
    let title = format!("{:?}, {} children, seed {}", country.form, country.children, country.seed);
    let table = Table::new(&title, &columns);
    let row = |question: &str, seconds: f64, solved: usize, answer: String| {
        table.row(&[question.to_owned(), seconds_text(seconds), solved.to_string(), answer]);
    };
    let (solution, seconds) = limited(|settings| solve(&problem, settings));
    row("an optimum", seconds, 1, format!("{:?}", solution.status));
    ask_optima(&problem, &solution, &row);
    ask_canonical(&problem, &solution, &row);
    ask_values(&problem, &solution, &row);
    ask_shortages(&problem, &row);
    if u64::from(country.children) <= setting("NEARHOME_FRONTIER_MAX", 300) {
        ask_frontier(&problem, &row);
    }
}

type Row<'a> = dyn Fn(&str, f64, usize, String) + 'a;

/// Asks within the time limit.
fn limited<T>(question: impl FnOnce(&Settings<'_>) -> T) -> (T, f64) {
    let limit = Duration::from_secs(setting("NEARHOME_QUESTION_SECONDS", 60));
    let (start, processor) = (Instant::now(), processor_seconds());
    let is_over = || start.elapsed() >= limit;
    let done = question(&Settings { interrupt: Some(&is_over), ..Settings::default() });
    let wall = start.elapsed().as_secs_f64();
    let used = processor_seconds().zip(processor).map(|(after, before)| after - before);
    (done, used.filter(|used| *used > 0.0).unwrap_or(wall))
}

/// No figure without a checked answer.
fn checked<'a>(evidence: impl IntoIterator<Item = &'a Evidence>) -> usize {
    let check_one = |evidence: &Evidence| {
        if let Err(rejection) = check(&evidence.problem, &evidence.solution) {
            panic!("the checker rejects an answer: {rejection}");
        }
    };
    evidence.into_iter().map(check_one).count()
}

fn ask_optima(problem: &Problem, solution: &Solution, row: &Row<'_>) {
    let (found, seconds) = limited(|settings| all_optima(problem, solution, settings));
    let found = found.expect("a proved optimum");
    let count = |wanted| found.options.iter().filter(|&&standing| standing == wanted).count();
    let kinds =
        [Standing::InEvery, Standing::InSome, Standing::InNone, Standing::InAtLeastOne, Standing::Unsettled];
    let answer: Vec<String> = kinds.into_iter().map(|kind| format!("{} {kind:?}", count(kind))).collect();
    row("all optima", seconds, checked(&found.evidence), answer.join(", "));
}

fn ask_canonical(problem: &Problem, solution: &Solution, row: &Row<'_>) {
    let (found, seconds) = limited(|settings| canonical(problem, solution, 2_026, settings));
    let found = found.expect("a proved optimum");
    assert!(check(problem, &found.solution).is_ok_and(|report| report.is_full()), "proved as before");
    let pairs = solution.homes.iter().flatten().zip(found.solution.homes.iter().flatten());
    let moved = pairs.filter(|(old, new)| old != new).count();
    let answer = format!("{:?}, {moved} children elsewhere", found.choice);
    row("the canonical optimum", seconds, checked(&found.evidence), answer);
}

fn ask_values(problem: &Problem, solution: &Solution, row: &Row<'_>) {
    let (values, seconds) = limited(|_| PlaceValues::new(problem, solution));
    row("place values: to begin", seconds, 0, String::new());
    let mut values = values.expect("a proved optimum");
    let step = problem.homes.len().div_ceil(HOMES);
    let mut times = Vec::new();
    for home in (0..problem.homes.len()).step_by(step) {
        let home = u32::try_from(home).expect("homes are numbered in 32 bits");
        let (value, seconds) = limited(|settings| values.of(home, Keep::Values, settings));
        assert!(value.is_ok(), "a proved optimum");
        times.push(seconds);
    }
    let count = times.len();
    let typical = median(&times).expect("a country has homes");
    row("place values: one home, median", typical, 2, format!("{count} homes"));
}

/// The same problem with a place less in every home of two and more.
fn ask_shortages(problem: &Problem, row: &Row<'_>) {
    let mut parts = problem.clone().into_parts();
    parts.homes.iter_mut().filter(|home| home.places > 1).for_each(|home| home.places -= 1);
    let smaller = Problem::new(parts).expect("fewer places");
    let (found, seconds) = limited(|settings| shortages(&smaller, settings));
    let answer =
        format!("{} unplaced ({:?}) in {} shortages", found.unplaced, found.count, found.shortages.len());
    row("shortages, a place less in most homes", seconds, 0, answer);
}

fn ask_frontier(problem: &Problem, row: &Row<'_>) {
    let (found, seconds) = limited(|settings| frontier(problem, 2, 3, settings));
    let found = found.expect("two levels");
    let solved = checked(found.points.iter().map(|point| &point.evidence).chain(&found.evidence));
    let answer = format!("{} points, {} gaps", found.points.len(), found.gaps.len());
    row("frontier, children moved and pence", seconds, solved, answer);
}
