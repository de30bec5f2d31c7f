//! Cases of the checker: right answers accepted, each wrong claim rejected by its own code.

mod households;

use nearhome_problem::{Problem, Solution};

use super::*;

/// Two children, two homes with one place, a dearer and a cheaper way round.
const CHILDREN: &str = r#"{"id": "a", "unplaced": [1, 0]}, {"id": "b", "unplaced": [1, 0]}"#;

fn problem(children: &str, more: &str) -> Problem {
    let json = format!(
        r#"{{"format": "nearhome-problem/1", "levels": ["unplaced", "pence"], "children": [{children}],
        "homes": [{{"id": "h", "places": 1}}, {{"id": "i", "places": 2}}],
        "options": [
            {{"child": 0, "home": 0, "cost": [0, 10]}}, {{"child": 0, "home": 1, "cost": [0, 14]}},
            {{"child": 1, "home": 0, "cost": [0, 20]}}, {{"child": 1, "home": 1, "cost": [0, 21]}}]
        {more}}}"#
    );
    Problem::read_json(json.as_bytes()).expect("the test gives a valid problem")
}

fn solution(status: &str, totals: &str, bound: &str, homes: &str, certificate: &str) -> Solution {
    let json = format!(
        r#"{{"format": "nearhome-solution/1", "status": "{status}", "totals": {totals}, "bound": {bound},
        "homes": {homes}, "certificate": {{{certificate}}}}}"#
    );
    Solution::read_json(json.as_bytes()).expect("the test gives a well-formed solution")
}

/// The best answer: child 0 in home 0, child 1 in home 1, the place in home 0 worth 1 to 4 pence.
const PRICED: &str = r#""flow": {"children": [0, 1], "homes": [[0, [0, 2]]]}"#;

/// Every place is free of charge.
const FREE: &str = r#""flow": {"children": [0, 1], "homes": []}"#;

fn best(certificate: &str) -> Solution {
    solution("optimal", "[0, 31]", "[0, 31]", "[0, 1]", certificate)
}

#[track_caller]
fn check_proof(problem: &Problem, solution: &Solution, expected: Proof) {
    assert_eq!(check(problem, solution).map(|report| report.proof), Ok(expected));
}

#[track_caller]
fn check_rejected(problem: &Problem, solution: &Solution, expected: &str) {
    let rejection = check(problem, solution).expect_err("the solution is wrong");
    assert_eq!(rejection.to_string(), expected);
}

/// An answer to a problem with a constraint more, claimed feasible above a bound of zero.
#[track_caller]
fn check_constraint(children: &str, more: &str, homes: &str, expected: &str) {
    let answer = solution("feasible", "[0, 0]", "[0, 0]", homes, "");
    check_rejected(&problem(children, more), &answer, expected);
}

#[test]
fn prices_prove_a_flow() {
    check_proof(&problem(CHILDREN, ""), &best(PRICED), Proof::Full);
}

#[test]
fn a_limit_that_the_flow_keeps_leaves_it_proved() {
    let limited = problem(CHILDREN, r#", "limits": [{"level": "pence", "max": 31}]"#);
    check_proof(&limited, &best(PRICED), Proof::Full);
}

#[test]
fn without_certificate_only_the_answer_is_verified() {
    check_proof(&problem(CHILDREN, ""), &best(""), Proof::FeasibilityAndTotals);
    let report = check(&problem(CHILDREN, ""), &best("")).expect("the answer is right");
    assert_eq!(report.proved_bound, Some(vec![0, 0]));
    assert_eq!(
        report.to_string(),
        "optimal: feasibility and totals verified; the bound is not independently proved"
    );
}

#[test]
fn prices_alone_can_prove_a_constrained_problem() {
    let constrained = problem(CHILDREN, r#", "apart": [{"children": [0, 1]}]"#);
    check_proof(&constrained, &best(PRICED), Proof::Full);
}

#[test]
fn children_not_listed_cost_nothing() {
    let prices = r#""flow": {"children": [1], "homes": [[0, [0, 1]]]}"#;
    let report = check(&problem(CHILDREN, ""), &best(prices)).expect("the answer is right");
    assert_eq!((report.proof, report.proved_bound), (Proof::FeasibilityAndTotals, Some(vec![0, 20])));
}

#[test]
fn a_bound_below_the_proved_one_is_proved() {
    let answer = |bound| solution("feasible", "[0, 31]", bound, "[0, 1]", FREE);
    check_proof(&problem(CHILDREN, ""), &answer("[0, 30]"), Proof::Full);
    check_proof(&problem(CHILDREN, ""), &answer("[0, 31]"), Proof::FeasibilityAndTotals);
}

#[test]
fn a_shortage_proves_infeasibility() {
    let must = r#"{"id": "a"}, {"id": "b"}"#;
    let infeasible = |certificate: &str| solution("infeasible", "null", "null", "null", certificate);
    let fixed = r#", "fixed": [{"child": 0, "home": 0}, {"child": 1, "home": 0}]"#;
    check_proof(&problem(must, fixed), &infeasible(r#""shortage": [0, 1]"#), Proof::Full);
    check_proof(&problem(must, fixed), &infeasible(""), Proof::NotIndependentlyProved);
    check_rejected(
        &problem(must, ""),
        &infeasible(r#""shortage": [0, 1]"#),
        "C17 at certificate.shortage: 2 places needed, 3 there",
    );
    check_rejected(
        &problem(CHILDREN, ""),
        &infeasible(r#""shortage": [0, 1]"#),
        "C17 at certificate.shortage: child 0 may stay unplaced",
    );
    let apart_in_time = r#"{"id": "a", "stay": [0, 5]}, {"id": "b", "stay": [5, 9]}"#;
    check_rejected(
        &problem(apart_in_time, fixed),
        &infeasible(r#""shortage": [0, 1]"#),
        "C17 at certificate.shortage: the children are never there all at once",
    );
    for (listed, name) in [("[1, 0]", 0), ("[0, 0]", 0), ("[2]", 2)] {
        check_rejected(
            &problem(must, fixed),
            &infeasible(&format!(r#""shortage": {listed}"#)),
            &format!("C17 at certificate.shortage: child {name} is unknown or not after the one before"),
        );
    }
}

#[test]
fn a_shortage_counts_the_fewest_places_that_must_be_taken() {
    let claim = solution("infeasible", "null", "null", "null", r#""shortage": [0, 1]"#);
    let fixed =
        |home: u32| format!(r#", "fixed": [{{"child": 0, "home": {home}}}, {{"child": 1, "home": {home}}}]"#);
    check_proof(&problem(CHILDREN, &fixed(0)), &claim, Proof::Full);
    check_rejected(
        &problem(CHILDREN, &fixed(1)),
        &claim,
        "C17 at certificate.shortage: 2 places needed, 2 there",
    );
    let either_way = problem(r#"{"id": "a"}, {"id": "b"}"#, "").into_parts();
    let mut options = nearhome_problem::OptionSet::new(2);
    for option in either_way.options.iter() {
        options.push(option.child, option.home, 1 + option.home, option.cost);
    }
    let wide = Problem::new(nearhome_problem::ProblemParts { options, ..either_way }).unwrap();
    check_rejected(&wide, &claim, "C17 at certificate.shortage: 2 places needed, 3 there");
}

/// Two children who take both places of one home, so that one of them stays unplaced.
fn wide_problem() -> Problem {
    let json = r#"{"format": "nearhome-problem/1", "levels": ["unplaced", "pence"],
        "children": [{"id": "a", "unplaced": [0, 100]}, {"id": "b", "unplaced": [0, 100]}],
        "homes": [{"id": "h", "places": 2}],
        "options": [{"child": 0, "home": 0, "cost": [0, 10], "places": 2},
                    {"child": 1, "home": 0, "cost": [0, 20], "places": 2}]}"#;
    Problem::read_json(json.as_bytes()).expect("the test gives a valid problem")
}

#[test]
fn who_takes_two_places_pays_for_two() {
    let answer = |flow: &str| solution("optimal", "[0, 110]", "[0, 110]", "[0, null]", flow);
    let priced =
        |price: i32| answer(&format!(r#""flow": {{"children": [0, 1], "homes": [[0, [0, {price}]]]}}"#));
    check_proof(&wide_problem(), &priced(40), Proof::Full);
    check_proof(&wide_problem(), &priced(39), Proof::FeasibilityAndTotals);
}

#[test]
fn children_with_a_stay_pay_no_price() {
    let apart_in_time = r#"{"id": "a", "stay": [0, 5]}, {"id": "b", "stay": [5, 9]}"#;
    let fixed = r#", "fixed": [{"child": 0, "home": 0}, {"child": 1, "home": 0}]"#;
    let overpriced = r#""flow": {"children": [0, 1], "homes": [[0, [0, 100]]]}"#;
    let answer = |flow| solution("feasible", "[0, 30]", "[0, 30]", "[0, 0]", flow);
    check_proof(&problem(apart_in_time, fixed), &answer(FREE), Proof::Full);
    check_proof(&problem(apart_in_time, fixed), &answer(overpriced), Proof::FeasibilityAndTotals);
}

#[test]
fn a_fixed_child_cannot_save_by_being_unplaced() {
    let cheap = CHILDREN.replace("[1, 0]", "[0, 0]");
    let unknown = solution("unknown", "null", "[0, 10]", "null", FREE);
    let fixed = problem(&cheap, r#", "fixed": [{"child": 0, "home": 0}]"#);
    check_proof(&fixed, &unknown, Proof::Full);
    check_proof(&problem(&cheap, ""), &unknown, Proof::NotIndependentlyProved);
}

#[test]
fn a_child_without_an_option_is_short_by_itself() {
    let three = r#"{"id": "a"}, {"id": "b"}, {"id": "c"}"#;
    let claim = solution("infeasible", "null", "null", "null", r#""shortage": [2]"#);
    check_proof(&problem(three, ""), &claim, Proof::Full);
    let priced = r#""flow": {"children": [2], "homes": []}"#;
    check_proof(&problem(three, ""), &solution("infeasible", "null", "null", "null", priced), Proof::Full);
}

#[test]
fn unknown_claims_at_most_a_bound() {
    let unknown = |bound| solution("unknown", "null", bound, "null", FREE);
    check_proof(&problem(CHILDREN, ""), &unknown("null"), Proof::NothingClaimed);
    check_proof(&problem(CHILDREN, ""), &unknown("[0, 30]"), Proof::Full);
    check_proof(&problem(CHILDREN, ""), &unknown("[0, 31]"), Proof::NotIndependentlyProved);
}

#[test]
fn the_parts_must_fit_the_status() {
    let two = problem(CHILDREN, "");
    let shapes = [
        (
            solution("optimal", "[0, 31]", "[0, 31]", "null", ""),
            "C01 at homes: null, although the status is Optimal",
        ),
        (
            solution("optimal", "null", "[0, 31]", "[0, 1]", ""),
            "C01 at totals: null, although the status is Optimal",
        ),
        (
            solution("feasible", "[0, 31]", "null", "[0, 1]", ""),
            "C01 at bound: null, although the status is Feasible",
        ),
        (solution("optimal", "[0, 31]", "[0, 31]", "[0]", ""), "C01 at homes: length 1 instead of 2"),
        (solution("optimal", "[31]", "[0, 31]", "[0, 1]", ""), "C01 at totals: length 1 instead of 2"),
        (solution("optimal", "[0, 31]", "[0, 31, 0]", "[0, 1]", ""), "C01 at bound: length 3 instead of 2"),
        (
            solution("infeasible", "null", "null", "[0, 1]", ""),
            "C01 at homes: given, although the status is Infeasible",
        ),
        (
            solution("infeasible", "null", "[0, 0]", "null", ""),
            "C01 at bound: given, although the status is Infeasible",
        ),
        (
            solution("unknown", "[0, 31]", "null", "null", ""),
            "C01 at totals: given, although the status is Unknown",
        ),
        (solution("unknown", "null", "[31]", "null", ""), "C01 at bound: length 1 instead of 2"),
    ];
    for (solution, expected) in shapes {
        check_rejected(&two, &solution, expected);
    }
}

#[test]
fn every_hard_constraint_is_checked() {
    check_constraint(CHILDREN, "", "[2, 1]", "C02 at homes[0]: the child has no option in home 2");
    check_constraint(
        r#"{"id": "a"}, {"id": "b"}"#,
        "",
        "[null, 1]",
        "C03 at homes[0]: unplaced, although the child has no cost of being unplaced",
    );
    check_constraint(
        CHILDREN,
        "",
        "[0, 0]",
        "C04 at homes[0]: 2 places taken of 1 from day -9223372036854775808",
    );
    check_constraint(
        CHILDREN,
        r#", "alone": [1]"#,
        "[1, 1]",
        "C05 at alone[0]: child 1 shares home 1 with child 0",
    );
    check_constraint(
        CHILDREN,
        r#", "together": [{"children": [0, 1]}]"#,
        "[null, 1]",
        "C06 at together[0]: the group is neither in one home nor all unplaced",
    );
    check_constraint(
        CHILDREN,
        r#", "apart": [{"children": [0, 1]}]"#,
        "[1, 1]",
        "C07 at apart[0]: the two share a home at the same time",
    );
    check_constraint(
        CHILDREN,
        r#", "caps": [{"id": "lot", "homes": [0, 1], "places": 1}]"#,
        "[0, 1]",
        "C08 at caps[0]: 2 children, at most 1, from day -9223372036854775808",
    );
    check_constraint(
        CHILDREN,
        r#", "limits": [{"level": "pence", "max": 30}]"#,
        "[0, 1]",
        "C09 at limits[0]: the sum 31 is above 30",
    );
    check_constraint(
        CHILDREN,
        r#", "fixed": [{"child": 1, "home": 0}]"#,
        "[null, 1]",
        "C10 at fixed[0]: child 1 is in Some(1), fixed to 0",
    );
}

#[test]
fn constraints_bind_at_each_instant_and_not_across() {
    let apart_in_time = r#"{"id": "a", "unplaced": [1, 0], "stay": [0, 5]},
        {"id": "b", "unplaced": [1, 0], "stay": [5, 9]}"#;
    let all = r#", "alone": [0], "apart": [{"children": [0, 1]}],
        "caps": [{"id": "lot", "homes": [0, 1], "places": 1}]"#;
    let one_after_the_other = solution("feasible", "[0, 30]", "[0, 30]", "[0, 0]", FREE);
    check_proof(&problem(apart_in_time, all), &one_after_the_other, Proof::Full);
    let overlapping = apart_in_time.replace("[5, 9]", "[4, 9]");
    check_constraint(&overlapping, "", "[0, 0]", "C04 at homes[0]: 2 places taken of 1 from day 4");
}

#[test]
fn soft_costs_belong_to_the_totals() {
    let soft = r#", "together": [{"children": [0, 1], "split_cost": [0, 100]}],
        "apart": [{"children": [0, 1], "cost": [0, 1000]}]"#;
    let answer = |totals, homes| solution("feasible", totals, "[0, 0]", homes, "");
    check_proof(&problem(CHILDREN, soft), &answer("[0, 131]", "[0, 1]"), Proof::Full);
    check_proof(&problem(CHILDREN, soft), &answer("[0, 1035]", "[1, 1]"), Proof::Full);
    check_proof(&problem(CHILDREN, soft), &answer("[2, 0]", "[null, null]"), Proof::Full);
    check_proof(&problem(CHILDREN, soft), &answer("[1, 121]", "[null, 1]"), Proof::Full);
    check_proof(&problem(CHILDREN, soft), &answer("[1, 110]", "[0, null]"), Proof::Full);
    check_rejected(
        &problem(CHILDREN, soft),
        &answer("[0, 31]", "[0, 1]"),
        "C11 at totals: [0, 31], recomputed [0, 131]",
    );
}

#[test]
fn a_bound_must_fit_totals_and_status() {
    let two = problem(CHILDREN, "");
    check_rejected(
        &two,
        &solution("feasible", "[0, 31]", "[0, 32]", "[0, 1]", ""),
        "C12 at bound: [0, 32] beside totals [0, 31] and status Feasible",
    );
    check_rejected(
        &two,
        &solution("optimal", "[0, 31]", "[0, 30]", "[0, 1]", ""),
        "C12 at bound: [0, 30] beside totals [0, 31] and status Optimal",
    );
}

#[track_caller]
fn check_flow(children: &str, more: &str, flow: &str, expected: &str) {
    check_rejected(&problem(children, more), &best(&format!(r#""flow": {{{flow}}}"#)), expected);
}

#[test]
fn the_children_of_a_flow_come_in_order() {
    for (listed, name) in [("[1, 0]", 0), ("[0, 0]", 0), ("[0, 2]", 2)] {
        check_flow(
            CHILDREN,
            "",
            &format!(r#""children": {listed}, "homes": []"#),
            &format!(
                "C19 at certificate.flow.children[1]: child {name} is unknown or not after the one before"
            ),
        );
    }
}

#[test]
fn prices_must_be_prices() {
    let priced = |homes: &str| format!(r#""children": [0, 1], "homes": {homes}"#);
    check_flow(
        CHILDREN,
        "",
        &priced("[[0, [0, -1]]]"),
        "C14 at certificate.flow.homes[0]: the price [0, -1] is negative",
    );
    check_flow(
        CHILDREN,
        "",
        &priced("[[0, [2]]]"),
        "C14 at certificate.flow.homes[0]: 1 numbers for 2 levels",
    );
    for (homes, name) in [
        ("[[1, [0, 0]], [0, [0, 0]]]", 0),
        ("[[0, [0, 0]], [0, [0, 0]]]", 0),
        ("[[0, [0, 0]], [2, [0, 0]]]", 2),
    ] {
        check_flow(
            CHILDREN,
            "",
            &priced(homes),
            &format!("C14 at certificate.flow.homes[1]: home {name} is unknown or not after the one before"),
        );
    }
}

#[test]
fn wrong_prices_prove_less() {
    for homes in ["[[1, [1, -5]]]", "[]", "[[0, [0, 5]]]", "[[0, [0, 2]], [1, [0, 1]]]"] {
        let flow = format!(r#""flow": {{"children": [0, 1], "homes": {homes}}}"#);
        check_proof(&problem(CHILDREN, ""), &best(&flow), Proof::FeasibilityAndTotals);
    }
}

#[test]
fn a_worse_answer_is_not_optimal_at_any_price() {
    let two = problem(CHILDREN, "");
    for price in 0..8 {
        let flow = format!(r#""flow": {{"children": [0, 1], "homes": [[0, [0, {price}]]]}}"#);
        let worse = solution("optimal", "[0, 34]", "[0, 34]", "[1, 0]", &flow);
        check_proof(&two, &worse, Proof::FeasibilityAndTotals);
    }
}

#[test]
fn a_sum_beyond_128_bits_is_rejected() {
    let huge = format!(r#""flow": {{"children": [], "homes": [[1, [{}, 0]]]}}"#, i128::MAX);
    let rejection = check(&problem(CHILDREN, ""), &best(&huge)).expect_err("2 places at this price overflow");
    assert_eq!(rejection.code, Code::Overflow);
}
