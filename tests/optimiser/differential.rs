//! Random tiny problems with every field of the format: the optimiser must find what brute force finds,
//! and the checker must accept each answer.
//!
//! `NEARHOME_PROBLEMS` sets the number of problems (5,000), `NEARHOME_SEED` the first seed.

mod support;

use nearhome_check::{Proof, check};
use nearhome_optimiser::random_problems::{capped, tiny};
use nearhome_optimiser::{Settings, brute_force};
use nearhome_problem::{Problem, Solution, Status};
use support::{cases, first_seed, flow_only, is_true, solve};

#[test]
fn answers_agree_with_brute_force_and_pass_the_checker() {
    let mut tally = Tally::default();
    for seed in first_seed()..first_seed() + cases("NEARHOME_PROBLEMS", 5_000) {
        let problem = tiny(seed);
        tally.add(&check_problem(seed, &problem), &problem);
    }
    tally.print("with every field");
}

/// A torn group of which one member is decided, one is in this part and one in another part above: the checker counts it
/// with the decided one.
#[test]
fn a_torn_group_across_nested_parts_is_counted_where_the_checker_does() {
    check_problem(40_012_413, &tiny(40_012_413));
}

#[test]
fn answers_to_flows_are_proved_by_their_prices() {
    let mut tally = Tally::default();
    for seed in first_seed()..first_seed() + cases("NEARHOME_PROBLEMS", 5_000) / 4 {
        let problem = flow_only(tiny(seed));
        let solution = check_problem(seed, &problem);
        if solution.status == Status::Optimal {
            let proof = check(&problem, &solution).map(|report| report.proof);
            assert_eq!(proof, Ok(Proof::Full), "seed {seed}: a pure flow is not proved");
        }
        tally.add(&solution, &problem);
    }
    tally.print("pure flows");
}

#[test]
fn answers_to_flows_under_nested_caps_are_proved() {
    let mut tally = Tally::default();
    for seed in first_seed()..first_seed() + cases("NEARHOME_PROBLEMS", 5_000) / 4 {
        let problem = capped(seed, 6, 6);
        let solution = check_problem(seed, &problem);
        let proof = check(&problem, &solution).map(|report| report.proof);
        assert_eq!(proof, Ok(Proof::Full), "seed {seed}: a flow under caps is not proved");
        for step_limit in 0..2 {
            let settings = Settings { step_limit: Some(step_limit), ..Settings::default() };
            let stopped = nearhome_optimiser::solve(&problem, &settings);
            assert!(is_true(&problem, &stopped), "seed {seed}, {step_limit} steps: {stopped:?}");
            assert!(check(&problem, &stopped).is_ok(), "seed {seed}, {step_limit} steps: {stopped:?}");
        }
        tally.add(&solution, &problem);
    }
    tally.print("flows under caps");
}

#[test]
fn a_stopped_run_claims_nothing_false() {
    let mut stopped = 0;
    for seed in first_seed()..first_seed() + cases("NEARHOME_PROBLEMS", 5_000) {
        let problem = tiny(seed);
        for step_limit in 0..3 {
            let settings = Settings { step_limit: Some(step_limit), ..Settings::default() };
            let solution = nearhome_optimiser::solve(&problem, &settings);
            assert!(is_true(&problem, &solution), "seed {seed}, {step_limit} steps: {solution:?}");
            assert!(check(&problem, &solution).is_ok(), "seed {seed}, {step_limit} steps: {solution:?}");
            stopped += u64::from(matches!(solution.status, Status::Feasible | Status::Unknown));
        }
    }
    assert!(stopped > 0, "no run was stopped");
}

/// Problems that campaigns found: a limit that torn groups of another part pay on, a run stopped in its parts after
/// the whole had closed a level, two groups of the same children, and three on which shaking a rota never ended.
#[test]
fn proofs_that_campaigns_found_wanting_are_accepted() {
    let endless = [7_025_511, 7_051_296, 7_099_861].map(|seed| (seed, None));
    for (seed, step_limit) in
        [(5_002_656, None), (5_001_927, Some(1)), (6_005_710, None)].into_iter().chain(endless)
    {
        let problem = tiny(seed);
        let settings = Settings { step_limit, ..Settings::default() };
        let solution = nearhome_optimiser::solve(&problem, &settings);
        assert!(is_true(&problem, &solution), "seed {seed}: {solution:?}");
        let proof = check(&problem, &solution).map(|report| report.proof);
        assert_eq!(proof, Ok(Proof::Full), "seed {seed}");
    }
}

/// What is fixed breaks the limit, whatever becomes of a group that any of three homes could keep whole.
#[test]
fn a_broken_limit_is_proved_beside_groups_that_are_open() {
    let json = r#"{"format": "nearhome-problem/1", "levels": ["pence"],
        "children": [{"id": "a"}, {"id": "b"}, {"id": "c"}],
        "homes": [{"id": "h", "places": 3}, {"id": "i", "places": 3}, {"id": "j", "places": 3}],
        "options": [
            {"child": 0, "home": 0, "cost": [0]}, {"child": 0, "home": 1, "cost": [0]}, {"child": 0, "home": 2, "cost": [0]},
            {"child": 1, "home": 0, "cost": [0]}, {"child": 1, "home": 1, "cost": [0]}, {"child": 1, "home": 2, "cost": [0]},
            {"child": 2, "home": 0, "cost": [2]}, {"child": 2, "home": 1, "cost": [0]}],
        "together": [{"children": [0, 1], "split_cost": [2]}],
        "limits": [{"level": "pence", "max": 1}],
        "fixed": [{"child": 2, "home": 0}]}"#;
    let problem = Problem::read_json(json.as_bytes()).expect("the test gives a valid problem");
    let solution = solve(&problem);
    assert_eq!(solution.status, Status::Infeasible);
    assert_eq!(check(&problem, &solution).map(|report| report.proof), Ok(Proof::Full));
}

/// Weights of levels would leave 128 bits: in one part of several, in their sum, and with what decided children cost.
#[test]
fn a_proof_whose_numbers_do_not_fit_claims_nothing_more_than_it_proves() {
    let huge = 9_007_199_254_740_960_i64;
    check_accepted(&format!(
        r#"{{"format": "nearhome-problem/1", "levels": ["a", "b"],
        "children": [{{"id": "c0", "unplaced": [0, 0]}}, {{"id": "c1", "unplaced": [{}, {}]}}],
        "homes": [{{"id": "h0", "places": 1}}, {{"id": "h1", "places": 2}}],
        "options": [{{"child": 0, "home": 0, "cost": [0, 0], "places": 3}}, {{"child": 0, "home": 1, "cost": [0, 0]}},
                    {{"child": 1, "home": 1, "cost": [{}, 0]}}]}}"#,
        huge + 8,
        huge + 27,
        huge + 9
    ));
    check_accepted(&format!(
        r#"{{"format": "nearhome-problem/1", "levels": ["a", "b"],
        "children": [{{"id": "c0", "unplaced": [{huge}, 0], "stay": [3, 6]}},
                     {{"id": "c1", "unplaced": [{huge}, 0], "stay": [3, 4]}},
                     {{"id": "c2", "unplaced": [{huge}, 0], "stay": [4, 9]}}],
        "homes": [{{"id": "h0", "places": 1}}, {{"id": "h1", "places": 2}}],
        "options": [{{"child": 1, "home": 0, "cost": [14, {huge}]}}, {{"child": 1, "home": 1, "cost": [26, 0]}}]}}"#
    ));
    let decided = format!(r#"{{"id": "d", "unplaced": [0, {}]}}, "#, huge + 13).repeat(8);
    check_accepted(&format!(
        r#"{{"format": "nearhome-problem/1", "levels": ["a", "b"],
        "children": [{decided} {{"id": "c0", "unplaced": [0, 0]}}, {{"id": "c1", "unplaced": [0, 0]}},
                     {{"id": "c2", "unplaced": [35184372088832, 0]}}],
        "homes": [{{"id": "h", "places": 4}}],
        "options": [{{"child": 9, "home": 0, "cost": [0, 22]}}, {{"child": 10, "home": 0, "cost": [0, 101]}}],
        "together": [{{"children": [9, 10], "split_cost": [{}, 19]}},
                     {{"children": [8, 9, 10], "split_cost": [0, 29]}}],
        "limits": [{{"level": "b", "max": {}}}]}}"#,
        huge + 31,
        8 * (huge + 13) + 92
    ));
}

/// The answer is the best and accepted, whatever of it is proved.
#[track_caller]
fn check_accepted(json: &str) {
    let problem = Problem::read_json(json.as_bytes()).expect("the test gives a valid problem");
    let solution = solve(&problem);
    assert!(is_true(&problem, &solution), "{solution:?}");
    assert!(check(&problem, &solution).is_ok(), "{:?}: {solution:?}", check(&problem, &solution));
}

#[test]
fn answers_read_back_the_same() {
    for seed in first_seed()..first_seed() + cases("NEARHOME_PROBLEMS", 5_000) / 10 {
        let problem = tiny(seed);
        let mut bytes = Vec::new();
        problem.write_json(&mut bytes).expect("memory can be written");
        assert_eq!(Problem::read_json(bytes.as_slice()).expect("we wrote it"), problem, "seed {seed}");
        let solution = solve(&problem);
        bytes.clear();
        solution.write_json(&mut bytes).expect("memory can be written");
        assert_eq!(Solution::read_json(bytes.as_slice()).expect("we wrote it"), solution, "seed {seed}");
    }
}

/// Solves, compares the value with brute force and runs the checker.
fn check_problem(seed: u64, problem: &Problem) -> Solution {
    let solution = solve(problem);
    let optimum = brute_force::solve(problem).map(|(totals, _)| totals);
    let expected = if optimum.is_some() { Status::Optimal } else { Status::Infeasible };
    assert_eq!(solution.status, expected, "seed {seed}");
    assert_eq!(solution.totals, optimum, "seed {seed}");
    if let Err(rejection) = check(problem, &solution) {
        panic!("seed {seed}: {rejection}");
    }
    solution
}

#[derive(Default)]
struct Tally {
    problems: u64,
    infeasible: u64,
    proved: u64,
}

impl Tally {
    fn add(&mut self, solution: &Solution, problem: &Problem) {
        self.problems += 1;
        self.infeasible += u64::from(solution.status == Status::Infeasible);
        let report = check(problem, solution).expect("checked before");
        self.proved += u64::from(report.proof == Proof::Full);
    }

    #[allow(clippy::print_stdout, reason = "the figures of the campaign")]
    fn print(&self, what: &str) {
        let Self { problems, infeasible, proved } = self;
        println!(
            "{problems} problems {what}, first seed {}: all agree with brute force and pass the checker; \
             {infeasible} infeasible; {proved} proved in full by the certificate",
            first_seed()
        );
    }
}
