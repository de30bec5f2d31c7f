//! How the time of a pure flow grows from a council to the country, beside OR-Tools' min-cost flow.
//!
//! `cargo bench --bench growth -- CHILDREN...`; without arguments 500, 2,000, 8,000, 20,000 and 80,000. Each size is solved
//! three times on one thread and the median is shown. OR-Tools gets one collapsed cost, an easier
//! question than four levels in order. `NEARHOME_PLOT` names a file for the plot, `NEARHOME_ROWS` one for the
//! rows; `NEARHOME_PEER_SECONDS=0` leaves OR-Tools out.

use std::time::Duration;

use nearhome_benches::peers::{Peers, Solver};
use nearhome_benches::plot::{Labels, Series, log_log};
use nearhome_benches::run::{median, peak_megabytes, run, totals_text};
use nearhome_benches::table::{Table, arguments, or_dash, seconds_text, setting};
use nearhome_optimiser::random_problems::{Form, National, national};

/// What OR-Tools minimises: weights of the four levels.
const WEIGHTS: [u64; 4] = [5_000_000, 100_000, 40_000, 1];
const RUNS: usize = 3;

fn main() {
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().expect("the pool is not yet in use");
    let mut sizes: Vec<u32> =
        arguments().iter().map(|size| size.parse().expect("a number of children")).collect();
    if sizes.is_empty() {
        sizes = vec![500, 2_000, 8_000, 20_000, 80_000];
    }
    let peers = if setting("NEARHOME_PEER_SECONDS", 60) > 0 { Peers::find() } else { None };
    let table = Table::new(
        "Growth of a pure flow, four levels in order",
        &[
            "children",
            "options",
            "totals",
            "time",
            "processor",
            "check",
            "peak MB",
            "OR-Tools, one cost",
            "ratio",
        ],
    );
    let mut lines = vec![series("nearhome, four levels, proved"), series("checking the answer")];
    let mut theirs = series("OR-Tools min-cost flow, one collapsed cost");
    for children in sizes {
        let row = measure(children, peers.as_ref());
        lines[0].points.push((f64::from(children), row.seconds));
        lines[1].points.push((f64::from(children), row.check_seconds));
        theirs.points.extend(row.peer_seconds.map(|seconds| (f64::from(children), seconds)));
        table.row(&row.cells(children));
    }
    if !theirs.points.is_empty() {
        lines.push(theirs);
    }
    if let Ok(path) = std::env::var("NEARHOME_PLOT") {
        let labels = Labels {
            title: "A pure flow, some 50 options a child, one thread",
            horizontal: "children",
            vertical: "seconds",
        };
        std::fs::write(path, log_log(labels, &lines))
            .expect("NEARHOME_PLOT names a file that can be written");
    }
}

fn series(name: &str) -> Series {
    Series { name: name.to_owned(), points: Vec::new() }
}

/// The medians of one size.
struct Row {
    options: usize,
    totals: String,
    seconds: f64,
    processor_seconds: Option<f64>,
    check_seconds: f64,
    peer_seconds: Option<f64>,
}

fn measure(children: u32, peers: Option<&Peers>) -> Row {
    let problem = national(National { seed: 1, children, form: Form::Plain });
    let runs: Vec<_> = (0..RUNS).map(|_| run(&problem, Duration::from_secs(3_600))).collect();
    assert!(runs.iter().all(|run| run.is_optimal() && run.report.is_full()), "a flow is proved in full");
    let of_runs = |figure: fn(&nearhome_benches::run::Run) -> f64| {
        median(&runs.iter().map(figure).collect::<Vec<_>>()).expect("there are runs")
    };
    let peer_seconds = peers.map(|peers| {
        let path = peers.write(&problem);
        let theirs = peers.solve(&path, Solver::Flow, Duration::from_secs(600), 1, &WEIGHTS);
        theirs.solve_seconds.unwrap_or(theirs.seconds)
    });
    let processor = runs.iter().map(|run| run.processor_seconds).collect::<Option<Vec<_>>>();
    Row {
        options: problem.options.len(),
        totals: totals_text(runs[0].solution.totals.as_ref()),
        seconds: of_runs(|run| run.seconds),
        processor_seconds: processor.as_deref().and_then(median),
        check_seconds: of_runs(|run| run.check_seconds),
        peer_seconds,
    }
}

impl Row {
    fn cells(&self, children: u32) -> Vec<String> {
        vec![
            children.to_string(),
            self.options.to_string(),
            self.totals.clone(),
            seconds_text(self.seconds),
            or_dash(self.processor_seconds.map(seconds_text)),
            seconds_text(self.check_seconds),
            or_dash(peak_megabytes()),
            or_dash(self.peer_seconds.map(seconds_text)),
            or_dash(self.peer_seconds.map(|theirs| format!("{:.1}", theirs / self.seconds))),
        ]
    }
}
