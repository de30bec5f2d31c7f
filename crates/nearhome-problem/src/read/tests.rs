//! Reading cases: what a problem or solution file may hold, and where a fault is reported.

use super::*;
use crate::Stay;

const EVERY_FIELD: &str = include_str!("../../tests/golden/every-field.json");

const SMALL: &str = r#"{
"format": "nearhome-problem/1",
"levels": ["unplaced", "pence"],
"children": [{"id": "c1", "unplaced": [1, 0]}],
"homes": [{"id": "h1", "places": 1}],
"options": [{"child": 0, "home": 0, "cost": [0, 500]}]
}"#;

#[track_caller]
fn check_fault(json: &str, expected: &str) {
    let message = Problem::read_json(json.as_bytes()).expect_err("the text is not a problem").to_string();
    assert_eq!(message, expected);
}

/// The small problem with one part replaced must fail with this message.
#[track_caller]
fn check_replaced(from: &str, to: &str, expected: &str) {
    assert!(SMALL.contains(from), "{from} is not in the small problem");
    check_fault(&SMALL.replacen(from, to, 1), expected);
}

#[track_caller]
fn check_solution_fault(json: &str, expected: &str) {
    let message = Solution::read_json(json.as_bytes()).expect_err("the text is not a solution").to_string();
    assert_eq!(message, expected);
}

#[test]
fn every_field_of_the_format_is_read() {
    let problem = Problem::read_json(EVERY_FIELD.as_bytes()).unwrap();
    assert_eq!(problem.levels, ["unplaced", "out_of_area", "disruption", "weekly_pence"]);
    assert_eq!(problem.children[0].unplaced, Some(vec![1, 0, 0, 0]));
    assert_eq!(problem.children[0].stay, Some(Stay { from: 0, to: 90 }));
    assert_eq!(problem.children[1].unplaced, None);
    assert_eq!(problem.homes[1].places, 1);
    let places: Vec<_> = problem.options.iter().map(|option| option.places).collect();
    assert_eq!(places, [1, 1, 2]);
    assert_eq!(problem.options.get(1).cost, [0, 1, 0, 48_000]);
    assert_eq!(problem.together[1].split_cost, Some(vec![0, 0, 3, 0]));
    assert_eq!(problem.apart[1].cost, Some(vec![0, 0, 2, 0]));
    assert_eq!(problem.alone, [1]);
    assert_eq!((problem.caps[0].id.as_str(), problem.caps[0].places), ("framework-lot-2", 2));
    assert_eq!((problem.limits[0].level, problem.limits[0].max), (3, 150_000));
    assert_eq!((problem.fixed[0].child, problem.fixed[0].home), (1, 0));
}

#[test]
fn fields_may_stand_in_any_order() {
    let reordered = r#"{
        "limits": [{"max": 9, "level": "pence"}],
        "options": [{"cost": [0, 500], "home": 0, "child": 0}],
        "homes": [{"places": 1, "id": "h1"}],
        "children": [{"unplaced": [1, 0], "id": "c1"}],
        "levels": ["unplaced", "pence"],
        "format": "nearhome-problem/1"
    }"#;
    let limited = SMALL.replacen("\"homes\"", r#""limits": [{"level": "pence", "max": 9}], "homes""#, 1);
    assert_eq!(
        Problem::read_json(reordered.as_bytes()).unwrap(),
        Problem::read_json(limited.as_bytes()).unwrap()
    );
}

#[test]
fn absent_arrays_are_empty() {
    let bare = r#"{"format": "nearhome-problem/1", "levels": ["pence"]}"#;
    let problem = Problem::read_json(bare.as_bytes()).unwrap();
    assert!(problem.children.is_empty() && problem.homes.is_empty() && problem.options.is_empty());
}

#[test]
fn an_unknown_field_is_named_wherever_it_stands() {
    check_replaced(
        "\"homes\"",
        "\"house\"",
        "file (line 5 column 8): unknown field `house`, expected one of `format`, `levels`, `children`, \
         `homes`, `options`, `together`, `apart`, `alone`, `caps`, `limits`, `fixed`",
    );
    check_replaced(
        "\"unplaced\": [",
        "\"unplacd\": [",
        "children[0].unplacd (line 4 column 36): unknown field `unplacd`, expected one of `id`, `unplaced`, `stay`",
    );
    check_replaced(
        "\"cost\"",
        "\"price\"",
        "options[0] (line 6 column 44): unknown field `price`, expected one of `child`, `home`, `cost`, `places`",
    );
}

#[test]
fn a_doubled_key_is_refused() {
    check_replaced(
        "\"homes\": [",
        "\"homes\": [], \"homes\": [",
        "homes (line 5 column 21): duplicate field `homes`",
    );
    check_replaced(
        "\"id\": \"c1\"",
        "\"id\": \"c1\", \"id\": \"c2\"",
        "children[0] (line 4 column 31): duplicate field `id`",
    );
    check_replaced(
        "\"home\": 0",
        "\"home\": 0, \"home\": 0",
        "options[0] (line 6 column 43): duplicate field `home`",
    );
}

#[test]
fn only_exact_integers_in_range_are_numbers() {
    check_replaced(
        "[0, 500]",
        "[0, 500.0]",
        "options[0].cost (line 6 column 54): invalid type: floating point `500.0`, expected i64",
    );
    check_replaced(
        "[0, 500]",
        "[0, 5e2]",
        "options[0].cost (line 6 column 52): invalid type: floating point `500.0`, expected i64",
    );
    check_replaced(
        "[0, 500]",
        "[0, \"500\"]",
        "options[0].cost (line 6 column 53): invalid type: string \"500\", expected i64",
    );
    check_replaced("[0, 500]", "[0, NaN]", "options[0].cost (line 6 column 49): expected value");
    check_replaced("[0, 500]", "[0, -1]", "options[0].cost[1]: a cost must lie in 0..2^53");
    check_replaced("[0, 500]", "[0, 9007199254740992]", "options[0].cost[1]: a cost must lie in 0..2^53");
    check_replaced(
        "\"home\": 0",
        "\"home\": -1",
        "options[0].home (line 6 column 36): invalid value: integer `-1`, expected u32",
    );
    check_replaced(
        "\"places\": 1",
        "\"places\": 4294967296",
        "homes[0].places (line 5 column 44): invalid value: integer `4294967296`, expected u32",
    );
    check_replaced("\"places\": 1", "\"places\": 1000001", "homes[0].places: more than 1000000 places");
    check_replaced("[1, 0]", "[1, 007]", "children[0].unplaced[1] (line 4 column 44): invalid number");
}

#[test]
fn a_cost_has_one_number_a_level() {
    check_replaced(
        "[0, 500]",
        "[0]",
        "options[0].cost (line 6 column 47): invalid length 1, expected a cost of length 2, one number a level",
    );
    check_replaced("[1, 0]", "[1, 0, 0]", "children[0].unplaced: 3 numbers for 2 levels");
    let late =
        r#"{"options": [{"child": 0, "home": 0, "cost": [1]}, {"child": 0, "home": 1, "cost": [1, 2]}]}"#;
    check_fault(
        late,
        "options[1].cost (line 1 column 89): invalid length 2, expected a cost of length 1, one number a level",
    );
    let nine = r#"{"options": [{"child": 0, "home": 0, "cost": [1, 2, 3, 4, 5, 6, 7, 8, 9]}]}"#;
    check_fault(
        nine,
        "options[0].cost (line 1 column 72): invalid length 9, expected a cost of length 1 to 8, one number a level",
    );
    let late = r#"{"options": [{"child": 0, "home": 0, "cost": [1]}], "levels": ["a", "b"],
        "format": "nearhome-problem/1", "children": [{"id": "c"}], "homes": [{"id": "h", "places": 1}]}"#;
    check_fault(late, "options[0].cost: 1 numbers for 2 levels");
}

#[test]
fn null_is_not_absence() {
    check_replaced(
        "[1, 0]",
        "null",
        "children[0].unplaced (line 4 column 42): invalid type: null, expected a sequence",
    );
}

#[test]
fn the_format_must_be_this_one() {
    check_replaced(
        "problem/1",
        "problem/2",
        "format (line 2 column 30): unknown variant `nearhome-problem/2`, expected `nearhome-problem/1`",
    );
    check_replaced(
        "\"format\": \"nearhome-problem/1\",",
        "",
        "file (line 7 column 1): missing field `format`",
    );
}

#[test]
fn text_that_is_not_json_is_refused_with_its_place() {
    check_fault("", "file (line 1 column 0): EOF while parsing a value");
    check_fault(
        "[]",
        "file (line 1 column 1): invalid type: sequence, expected a problem: an object with format, levels, \
         children, homes and options",
    );
    check_fault(&format!("{SMALL} {{}}"), "file (line 7 column 3): trailing characters");
    check_fault(&SMALL[..SMALL.len() - 4], "options[0] (line 6 column 52): EOF while parsing an object");
    check_replaced("[1, 0]", "[1, 0],", "children[0] (line 4 column 46): trailing comma");
    check_replaced(
        "[\"unplaced\"",
        "[[\"unplaced\"]",
        "levels[0] (line 3 column 12): invalid type: sequence, expected a string",
    );
}

#[test]
fn a_tower_of_brackets_is_refused_at_its_first_storey() {
    let tower = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    check_replaced(
        "[0, 500]",
        &format!("[0, {tower}]"),
        "options[0].cost (line 6 column 49): invalid type: sequence, expected i64",
    );
    check_replaced(
        "\"homes\"",
        &format!("\"house\": {tower}, \"homes\""),
        "file (line 5 column 8): unknown field `house`, expected one of `format`, `levels`, `children`, \
         `homes`, `options`, `together`, `apart`, `alone`, `caps`, `limits`, `fixed`",
    );
}

#[test]
fn what_is_well_formed_but_no_problem_is_named_by_index() {
    check_replaced(
        "\"child\": 0",
        "\"child\": 1",
        "options[0].child: index 1 is not below the number of children, 1",
    );
    check_replaced(
        "\"homes\": [",
        "\"limits\": [{\"level\": \"pounds\", \"max\": 1}], \"homes\": [",
        "limits[0].level: `pounds` is not one of the levels",
    );
    check_replaced(
        "\"homes\": [",
        "\"apart\": [{\"children\": [0]}], \"homes\": [",
        "apart[0].children (line 5 column 26): invalid length 1, expected an array of length 2",
    );
}

#[test]
fn a_source_that_fails_is_an_io_error() {
    struct Broken;
    impl std::io::Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::new(std::io::ErrorKind::PermissionDenied, "no"))
        }
    }
    match Problem::read_json(Broken) {
        Err(ReadError::Io(cause)) => assert_eq!(cause.kind(), std::io::ErrorKind::PermissionDenied),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_solution_keeps_sums_beyond_64_bits() {
    let json = r#"{"format": "nearhome-solution/1", "status": "feasible",
        "totals": [170141183460469231731687303715884105727], "bound": [-9223372036854775809],
        "homes": [0, null]}"#;
    let solution = Solution::read_json(json.as_bytes()).unwrap();
    assert_eq!(solution.totals, Some(vec![i128::MAX]));
    assert_eq!(solution.bound, Some(vec![i128::from(i64::MIN) - 1]));
    assert_eq!(solution.homes, Some(vec![Some(0), None]));
}

#[test]
fn a_solution_is_read_as_strictly_as_a_problem() {
    let json = |tail: &str| format!(r#"{{"format": "nearhome-solution/1", "status": "optimal", {tail}}}"#);
    check_solution_fault(&json(r#""totals": [1.0]"#), "totals (line 1 column 68): expected `,` or `]`");
    check_solution_fault(
        &json(r#""totals": [170141183460469231731687303715884105728]"#),
        "totals[0] (line 1 column 106): number out of range",
    );
    check_solution_fault(
        &json(r#""certificate": {"proof": []}"#),
        "certificate.proof (line 1 column 79): unknown field `proof`, expected one of `flow`, `households`, `shortage`, `search_nodes`",
    );
    check_solution_fault(
        &json(r#""homes": [], "homes": []"#),
        "file (line 1 column 76): duplicate field `homes`",
    );
    check_solution_fault(
        &json(r#""homes": [-1]"#),
        "homes[0] (line 1 column 68): invalid value: integer `-1`, expected u32",
    );
    check_solution_fault(
        r#"{"format": "nearhome-solution/1", "status": "best"}"#,
        "status (line 1 column 50): unknown variant `best`, expected one of `optimal`, `feasible`, `infeasible`, `unknown`",
    );
}
