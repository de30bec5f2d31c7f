//! The canonical form of the two files: what is written is stable and reads back the same.

use std::path::PathBuf;

use nearhome_problem::{Certificate, FlowPrices, OptionSet, Problem, ProblemParts, Solution, Status};

fn golden(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

#[track_caller]
fn check_golden(name: &str, written: &[u8]) {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(golden(name), written).expect("the golden folder is writable");
    }
    let expected = std::fs::read_to_string(golden(name)).expect("the golden file exists");
    assert_eq!(String::from_utf8_lossy(written), expected);
}

fn written(problem: &Problem) -> Vec<u8> {
    let mut bytes = Vec::new();
    problem.write_json(&mut bytes).expect("memory can be written");
    bytes
}

fn example() -> Problem {
    let bytes = std::fs::read(golden("every-field.json")).expect("the golden file exists");
    Problem::read_json(bytes.as_slice()).expect("the example is a problem")
}

fn certified() -> Solution {
    Solution {
        status: Status::Optimal,
        totals: Some(vec![0, 1, 0, i128::from(i64::MAX) + 1]),
        bound: Some(vec![0, 1, 0, i128::from(i64::MAX) + 1]),
        homes: Some(vec![Some(1), None]),
        certificate: Certificate {
            flow: Some(FlowPrices {
                children: vec![0, 1],
                homes: vec![(0, vec![0, 0, 0, 7]), (1, vec![1, 0, 0, -3])],
            }),
            ..Certificate::default()
        },
    }
}

#[test]
fn the_example_of_the_format_page_has_one_canonical_form() {
    check_golden("every-field.canonical.json", &written(&example()));
}

#[test]
fn a_problem_reads_back_the_same() {
    let problem = example();
    assert_eq!(Problem::read_json(written(&problem).as_slice()).unwrap(), problem);
}

#[test]
fn an_empty_problem_reads_back_the_same() {
    let parts = ProblemParts {
        levels: vec!["a \"quoted\"\nlevel".to_owned()],
        options: OptionSet::new(1),
        ..ProblemParts::default()
    };
    let problem = Problem::new(parts).unwrap();
    assert_eq!(Problem::read_json(written(&problem).as_slice()).unwrap(), problem);
}

#[test]
fn a_solution_has_one_canonical_form_and_reads_back_the_same() {
    let mut bytes = Vec::new();
    certified().write_json(&mut bytes).unwrap();
    check_golden("solution.json", &bytes);
    assert_eq!(Solution::read_json(bytes.as_slice()).unwrap(), certified());
}

#[test]
fn a_solution_without_homes_reads_back_the_same() {
    let solution = Solution {
        status: Status::Infeasible,
        totals: None,
        bound: None,
        homes: None,
        certificate: Certificate { shortage: vec![3, 5], ..Certificate::default() },
    };
    let mut bytes = Vec::new();
    solution.write_json(&mut bytes).unwrap();
    assert_eq!(Solution::read_json(bytes.as_slice()).unwrap(), solution);
}
