//! Generalised assignment: the published instances and generated ones of types b to e, time to proof
//! beside `HiGHS` and CP-SAT.
//!
//! `cargo bench --bench gap -- NAME...` takes published files whose name contains one of the names and
//! generated ones written KIND:HOMES:CHILDREN:SEEDS (`d:10:100:2`); without arguments all published ones and
//! a list of generated ones. `NEARHOME_SECONDS` is our limit (60), `NEARHOME_PEER_SECONDS` that of
//! each peer (60; 0 leaves them out), `NEARHOME_ROWS` a file for the rows.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::time::Duration;

use flate2::read::GzDecoder;
use nearhome_benches::peers::{Peers, Solver, shared};
use nearhome_benches::run::{Run, run, totals_text};
use nearhome_benches::table::{Table, arguments, or_dash, say, seconds_text, setting};
use nearhome_optimiser::random_problems::{GapKind, gap};
use nearhome_problem::{Problem, Status};

/// One instance, and what is known of its optimum.
struct Instance {
    name: String,
    problem: Problem,
    known: Option<i128>,
}

fn main() {
    let asked = arguments();
    let generated: Vec<String> = if asked.is_empty() {
        ["b", "c", "d", "e"].map(|kind| [5, 10, 20].map(|homes| format!("{kind}:{homes}:100:1"))).concat()
    } else {
        asked.iter().filter(|name| name.contains(':')).cloned().collect()
    };
    let names: Vec<&String> = asked.iter().filter(|name| !name.contains(':')).collect();
    let limit = Duration::from_secs(setting("NEARHOME_SECONDS", 60));
    let peer_limit = Duration::from_secs(setting("NEARHOME_PEER_SECONDS", 60));
    let peers = if peer_limit.is_zero() { None } else { Peers::find() };
    let table = Table::new(
        &format!("Generalised assignment, limit {} s, peers {} s", limit.as_secs(), peer_limit.as_secs()),
        &[
            "instance", "known", "status", "total", "bound", "time", "check", "proof", "HiGHS", "its time",
            "CP-SAT", "its time",
        ],
    );
    let wanted = |name: &str| asked.is_empty() || names.iter().any(|part| name.contains(*part));
    let published = published(&shared().join("data/instances"), wanted);
    for instance in published.into_iter().chain(generated.iter().flat_map(|text| drawn(text))) {
        let ours = run(&instance.problem, limit);
        check_known(&instance, &ours);
        let mut cells = cells(&instance, &ours);
        cells.extend(peer_cells(&instance, &ours, peers.as_ref(), peer_limit));
        table.row(&cells);
    }
}

/// The published instances with a wanted name, in the order of their list.
fn published(folder: &Path, wanted: impl Fn(&str) -> bool) -> Vec<Instance> {
    let Ok(list) = std::fs::read_to_string(folder.join("known-values.csv")) else {
        say("published instances skipped: ../shared/data/instances/known-values.csv is absent");
        return Vec::new();
    };
    let rows = list.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
    rows.filter(|row| wanted(row[0]))
        .map(|row| {
            let file = File::open(folder.join(row[0])).expect("the list names files that are there");
            let problem = Problem::read_json(BufReader::new(GzDecoder::new(file)));
            let problem = problem.expect("the published instances are problems");
            let name = row[0].trim_end_matches(".json.gz").to_owned();
            Instance { name, problem, known: row[4].parse().ok() }
        })
        .collect()
}

/// The generated instances of one argument, KIND:HOMES:CHILDREN:SEEDS.
fn drawn(text: &str) -> Vec<Instance> {
    let fields: Vec<&str> = text.split(':').collect();
    let [kind, homes, children, seeds] = fields[..] else {
        panic!("give KIND:HOMES:CHILDREN:SEEDS, not {text}")
    };
    let letter = match kind {
        "a" => GapKind::A,
        "b" => GapKind::B,
        "c" => GapKind::C,
        "d" => GapKind::D,
        "e" => GapKind::E,
        _ => panic!("no type of generalised assignment is called {kind}"),
    };
    let number = |text: &str| text.parse::<u32>().expect("a number");
    (1..=number(seeds))
        .map(|seed| Instance {
            name: format!("generated {kind}, {homes} x {children}, seed {seed}"),
            problem: gap(letter, number(homes), number(children), u64::from(seed)),
            known: None,
        })
        .collect()
}

/// A proved total must be the known one, and no bound may be above it.
fn check_known(instance: &Instance, ours: &Run) {
    let Some(known) = instance.known else { return };
    let name = &instance.name;
    assert!(ours.solution.status != Status::Infeasible, "{name} has a known optimum");
    if let Some(bound) = &ours.solution.bound {
        assert!(bound[0] <= known, "{name}: our bound {} is above the known {known}", bound[0]);
    }
    if let Some(totals) = &ours.solution.totals {
        assert!(totals[0] >= known, "{name}: our total {} is below the known {known}", totals[0]);
    }
}

fn cells(instance: &Instance, ours: &Run) -> Vec<String> {
    vec![
        instance.name.clone(),
        or_dash(instance.known),
        format!("{:?}", ours.solution.status).to_lowercase(),
        totals_text(ours.solution.totals.as_ref()),
        totals_text(ours.solution.bound.as_ref()),
        seconds_text(ours.seconds),
        seconds_text(ours.check_seconds),
        if ours.report.is_full() { "full" } else { "partial" }.to_owned(),
    ]
}

/// Result and time of `HiGHS` and CP-SAT; whoever proves an optimum must agree with our proof.
fn peer_cells(instance: &Instance, ours: &Run, peers: Option<&Peers>, limit: Duration) -> Vec<String> {
    let Some(peers) = peers else { return vec!["-".to_owned(); 4] };
    let path = peers.write(&instance.problem);
    let both = [Solver::Highs, Solver::CpSat].map(|solver| peers.solve(&path, solver, limit, 2, &[]));
    both.into_iter()
        .flat_map(|theirs| {
            if ours.is_optimal() && theirs.status == "optimal" {
                assert_eq!(theirs.totals, ours.solution.totals, "{}: two proofs disagree", instance.name);
            }
            [
                format!("{} {}", theirs.status, totals_text(theirs.totals.as_ref())),
                seconds_text(theirs.seconds),
            ]
        })
        .collect()
}
