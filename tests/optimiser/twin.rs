//! The checker and its Python twin, `docs/check.py`, must give the same verdict.
//!
//! Answers, proofs over households and damage to both; skipped with a message where `python3` is absent.
//! `NEARHOME_TWIN_PROBLEMS` sets the number of problems (25), `NEARHOME_SEED` the first seed.

mod damage;
mod outdated;
mod proofs;
mod support;

use std::path::Path;
use std::process::{Command, Output};

use damage::KINDS;
use nearhome_check::check;
use nearhome_optimiser::random_problems::{Numbers, every_field};
use nearhome_problem::{Problem, Solution};
use proofs::{Care, Maker, claim, near, optimum};
use support::{cases, first_seed, oracle, solve};

const TWIN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/check.py");

#[test]
#[allow(clippy::print_stdout, reason = "says what was compared, or that nothing was")]
fn both_checkers_agree() {
    if Command::new("python3").arg("--version").output().is_err() {
        println!("skipped: python3 is not installed");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder for the files");
    let mut tally = [0_u64; 2];
    for seed in first_seed()..first_seed() + cases("NEARHOME_TWIN_PROBLEMS", 25) {
        let problem = every_field(seed, 4, 3);
        for (problem, solution) in cases_of(seed, &problem) {
            let is_accepted = compare(seed, folder.path(), &problem, &solution);
            tally[usize::from(is_accepted)] += 1;
        }
    }
    println!("the twins agree on {} accepted and {} rejected answers", tally[1], tally[0]);
    assert!(tally.iter().all(|count| *count > 0), "only one kind of verdict was seen");
}

/// Answers, proofs and some damage to each.
fn cases_of(seed: u64, problem: &Problem) -> Vec<(Problem, Solution)> {
    let mut numbers = Numbers::new(seed);
    let least = optimum(problem);
    let thorough = claim(vec![Maker::new(problem, seed, Care::Thorough).proof(least.clone())]);
    let claimed = near(&mut numbers, least.as_ref());
    let careless = claim(vec![Maker::new(problem, seed, Care::Careless).proof(claimed)]);
    let mut all = Vec::new();
    for proof in [thorough, careless] {
        let damaged: Vec<Solution> = (0..2).filter_map(|_| proofs::damage(&mut numbers, &proof)).collect();
        all.extend([proof].into_iter().chain(damaged).map(|solution| (problem.clone(), solution)));
    }
    for answer in [oracle(problem), solve(problem)] {
        let (_, damage) = KINDS[numbers.index(KINDS.len())];
        all.extend(damage(&mut numbers, problem, &answer));
        all.push((problem.clone(), answer));
    }
    all
}

/// Whether the answer is accepted, by both.
fn compare(seed: u64, folder: &Path, problem: &Problem, solution: &Solution) -> bool {
    let (problem_path, solution_path) = (folder.join("problem.json"), folder.join("solution.json"));
    let mut bytes = Vec::new();
    problem.write_json(&mut bytes).expect("memory can be written");
    std::fs::write(&problem_path, &bytes).expect("the folder can be written");
    bytes.clear();
    solution.write_json(&mut bytes).expect("memory can be written");
    std::fs::write(&solution_path, &bytes).expect("the folder can be written");
    let twin = Command::new("python3")
        .args([TWIN, "--problem", &problem_path.to_string_lossy()])
        .args(["--solution", &solution_path.to_string_lossy()])
        .output()
        .expect("python3 was found before");
    let expected = match check(problem, solution) {
        Ok(report) => format!("accepted: {report}"),
        Err(rejection) => format!("rejected: {}", rejection.code),
    };
    let said = said_by(&twin);
    assert!(said.starts_with(&expected), "seed {seed}: {expected}, the twin: {said}\n{solution:?}");
    expected.starts_with("accepted")
}

fn said_by(twin: &Output) -> String {
    let said = String::from_utf8_lossy(&twin.stdout);
    let code = twin.status.code();
    let fits = match code {
        Some(0) => said.starts_with("accepted: "),
        Some(1) => said.starts_with("rejected: "),
        _ => false,
    };
    assert!(fits, "exit code {code:?} with {said}{}", String::from_utf8_lossy(&twin.stderr));
    said.into_owned()
}
