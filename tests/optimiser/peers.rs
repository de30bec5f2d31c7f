//! Other people's solvers on our problems: `HiGHS` and CP-SAT through `peers.py`, and `HiGHS` on our MPS files.
//!
//! Skipped with a message where `../shared/tools/peers.py` or the Python packages are absent.
//! `NEARHOME_PEER_PROBLEMS` sets the number of problems (30), `NEARHOME_SEED` the first seed.

mod support;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

use nearhome_optimiser::random_problems::tiny;
use nearhome_problem::{MpsError, MpsForm, Problem, Solution, Status};
use serde_json::Value;
use support::{cases, first_seed, solve};

/// Costs from here on are left to brute force: the peers compute in doubles and 64 bits.
const COST_END: i64 = 1_000_000;

#[test]
fn highs_finds_the_same_optimum() {
    check_against("highs");
}

#[test]
fn cp_sat_finds_the_same_optimum() {
    check_against("cpsat");
}

#[test]
fn highs_finds_the_same_optimum_in_our_mps_files() {
    check_against("mps");
}

/// Writes a sample of problems, lets one peer solve them all in one process, and compares.
fn check_against(peer: &str) {
    let Some(peers) = peers_script() else { return };
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let sample = sample(folder.path());
    let lines = run(peer, &peers, folder.path());
    assert_eq!(lines.len(), sample.len(), "{peer} answered a part only");
    for ((seed, solution), line) in sample.iter().zip(&lines) {
        assert_eq!(line["seed"], *seed, "{peer}: {line}");
        assert_eq!(line["violations"], Value::Array(Vec::new()), "seed {seed}, {peer}: {line}");
        let expected = if solution.status == Status::Optimal { "optimal" } else { "infeasible" };
        assert_eq!(line["status"], expected, "seed {seed}, {peer}: {line}");
        assert_eq!(line["totals"], totals_of(solution), "seed {seed}, {peer}: {line}");
    }
    let infeasible = sample.iter().filter(|(_, solution)| solution.status == Status::Infeasible).count();
    say(&format!(
        "{peer}: {} problems from seed {}, {infeasible} of them infeasible: all agree",
        sample.len(),
        first_seed()
    ));
}

fn totals_of(solution: &Solution) -> Value {
    let number = |total: &i128| Value::from(i64::try_from(*total).expect("costs of the sample are small"));
    solution.totals.as_ref().map_or(Value::Null, |totals| totals.iter().map(number).collect())
}

/// The first problems that suit the peers, with our answers, as files.
fn sample(folder: &Path) -> Vec<(u64, Solution)> {
    let count = usize::try_from(cases("NEARHOME_PEER_PROBLEMS", 30)).expect("a number of problems");
    let mut sample = Vec::new();
    for seed in first_seed().. {
        if sample.len() == count {
            break;
        }
        let problem = tiny(seed);
        if !suits_peers(&problem) {
            continue;
        }
        let solution = solve(&problem);
        let file = |name: String| File::create(folder.join(name)).expect("the folder is ours");
        problem.write_json(file(format!("{seed:08}.json"))).expect("the folder is ours");
        write_levels(&problem, &solution, |level| file(format!("{seed:08}.level-{level}.mps")));
        match problem.write_mps(file(format!("{seed:08}.weighted.mps")), MpsForm::Weighted) {
            Ok(()) => {}
            Err(MpsError::TooLargeForWeights { .. }) => {
                let partial = folder.join(format!("{seed:08}.weighted.mps"));
                std::fs::remove_file(partial).expect("the folder is ours");
            }
            Err(error) => panic!("seed {seed}: {error}"),
        }
        sample.push((seed, solution));
    }
    sample
}

/// Whether costs are small enough, and there is anything to decide: `HiGHS` calls a model without
/// columns empty, whatever its rows say.
fn suits_peers(problem: &Problem) -> bool {
    let unplaced = || problem.children.iter().filter_map(|child| child.unplaced.as_deref());
    let split = problem.together.iter().filter_map(|group| group.split_cost.as_deref());
    let share = problem.apart.iter().filter_map(|pair| pair.cost.as_deref());
    let mut costs =
        unplaced().chain(split).chain(share).chain(problem.options.iter().map(|option| option.cost));
    let any_choice = !problem.options.is_empty() || unplaced().next().is_some();
    any_choice && costs.all(|cost| cost.iter().all(|&level| level < COST_END))
}

/// One MPS file a level, each holding our values of the levels before.
fn write_levels(problem: &Problem, solution: &Solution, file: impl Fn(usize) -> File) {
    let totals = solution.totals.clone().unwrap_or_default();
    for level in 0..problem.levels.len().min(totals.len().max(1)) {
        let form = MpsForm::Level { level, held: &totals[..level] };
        problem.write_mps(file(level), form).expect("the values of the sample are small");
    }
}

/// The shared script, or a message that says why there is no test.
fn peers_script() -> Option<PathBuf> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/tools/peers.py");
    if !script.exists() {
        say("skipped: ../shared/tools/peers.py is absent");
        return None;
    }
    let python = Command::new("python3").args(["-c", "import highspy, numpy, ortools"]).output();
    if !python.is_ok_and(|output| output.status.success()) {
        say("skipped: python3 with highspy, numpy and ortools is absent");
        return None;
    }
    Some(script)
}

/// One JSON line a problem, in the order of seeds.
fn run(peer: &str, peers: &Path, folder: &Path) -> Vec<Value> {
    let driver = Path::new(env!("CARGO_MANIFEST_DIR")).join("optimiser/peers_batch.py");
    let output = Command::new("python3").args([&driver, Path::new(peer), peers, folder]).output();
    let output = output.expect("python3 was there a moment ago");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{peer}: {errors}");
    let lines = String::from_utf8_lossy(&output.stdout);
    lines.lines().map(|line| serde_json::from_str(line).expect("the driver prints JSON lines")).collect()
}

#[allow(clippy::print_stdout, reason = "the figures of the campaign")]
fn say(line: &str) {
    println!("{line}");
}
