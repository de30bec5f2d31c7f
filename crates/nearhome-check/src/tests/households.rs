//! Proofs over households made by hand: each right one is accepted, and a wrong one is rejected by its code.

use nearhome_problem::{
    Bound, Certificate, Decision, HouseholdProof, MULTIPLIER_SCALE, Problem, Solution, Status, Step,
};

use crate::*;

/// Three children; home 0 has one place, home 1 two.
fn problem(children: &str, more: &str) -> Problem {
    let json = format!(
        r#"{{"format": "nearhome-problem/1", "levels": ["unplaced", "pence"], "children": [{children}],
        "homes": [{{"id": "h", "places": 1}}, {{"id": "i", "places": 2}}],
        "options": [
            {{"child": 0, "home": 0, "cost": [0, 10]}}, {{"child": 0, "home": 1, "cost": [0, 14]}},
            {{"child": 1, "home": 0, "cost": [0, 20]}}, {{"child": 1, "home": 1, "cost": [0, 22]}},
            {{"child": 2, "home": 0, "cost": [0, 30]}}, {{"child": 2, "home": 1, "cost": [0, 36]}}]
        {more}}}"#
    );
    Problem::read_json(json.as_bytes()).expect("the test gives a valid problem")
}

const MUST: &str = r#"{"id": "a"}, {"id": "b"}, {"id": "c"}"#;
const MAY: &str =
    r#"{"id": "a", "unplaced": [1, 0]}, {"id": "b", "unplaced": [1, 0]}, {"id": "c", "unplaced": [1, 0]}"#;

fn bound(level: u32, units: &[(u32, i128)]) -> Bound {
    let units = units.iter().map(|&(unit, pence)| (unit, pence * MULTIPLIER_SCALE)).collect();
    Bound { level: Some(level), units, ..Bound::default() }
}

fn proof(children: &[u32], least: &[i128], steps: Vec<Step>) -> HouseholdProof {
    HouseholdProof { children: children.to_vec(), least: Some(least.to_vec()), steps, parts: Vec::new() }
}

/// What the proofs prove, or why not.
fn verdict(problem: &Problem, households: Vec<HouseholdProof>) -> Result<Option<Vec<i128>>, String> {
    let certificate = Certificate { households, ..Certificate::default() };
    let status = Status::Unknown;
    let solution = Solution { status, totals: None, bound: None, homes: None, certificate };
    check(problem, &solution).map(|report| report.proved_bound).map_err(|rejection| rejection.to_string())
}

#[track_caller]
fn check_proved(problem: &Problem, proof: HouseholdProof) {
    let least = proof.least.clone();
    assert_eq!(verdict(problem, vec![proof]), Ok(least));
}

#[track_caller]
fn check_refused(problem: &Problem, proof: HouseholdProof, expected: &str) {
    assert_eq!(verdict(problem, vec![proof]), Err(expected.to_owned()));
}

/// One bound that closes the root, at `least` pence and not at a penny more.
#[track_caller]
fn check_closes(problem: &Problem, children: &[u32], least: i128, bound: &Bound) {
    let claimed = |least| proof(children, &[0, least], vec![Step::Bound(bound.clone()), Step::End]);
    check_proved(problem, claimed(least));
    check_refused(
        problem,
        claimed(least + 1),
        "C21 at certificate.households[0].steps[1]: the node is not closed",
    );
}

#[test]
fn households_price_places() {
    // Whoever is in home 0 saves most there: child 2, at 6; both others pay 14 and 22.
    check_closes(&problem(MUST, ""), &[0, 1, 2], 66, &bound(1, &[(0, 14), (1, 22), (2, 36)]));
}

#[test]
fn a_pair_kept_apart_is_never_one_household() {
    let apart = problem(MUST, r#", "apart": [{"children": [0, 1]}]"#);
    // Of 0 and 1 one must go to home 0, so that 2 is in home 1: 10 + 22 + 36.
    check_closes(&apart, &[0, 1, 2], 68, &bound(1, &[(0, 16), (1, 26), (2, 36)]));
}

#[test]
fn a_pair_pays_for_sharing() {
    let apart = problem(MUST, r#", "apart": [{"children": [0, 1], "cost": [0, 100]}]"#);
    check_closes(&apart, &[0, 1, 2], 68, &bound(1, &[(0, 16), (1, 26), (2, 36)]));
    // Both are in home 1 for certain, and pay there.
    let fixed = problem(
        MUST,
        r#", "apart": [{"children": [0, 1], "cost": [0, 100]}],
        "fixed": [{"child": 0, "home": 1}, {"child": 1, "home": 1}]"#,
    );
    check_closes(&fixed, &[0, 1, 2], 166, &bound(1, &[]));
}

#[test]
fn a_group_pays_unless_it_is_whole() {
    let group = problem(MUST, r#", "together": [{"children": [0, 2], "split_cost": [0, 100]}]"#);
    // 0 and 2 in home 1 leave home 0 to 1: 14 + 36 + 20.
    check_closes(&group, &[0, 1, 2], 70, &bound(1, &[(0, 10), (1, 20), (2, 30)]));
    let left_out = Bound { without_groups: vec![0], ..bound(1, &[(0, 14), (1, 22), (2, 36)]) };
    check_closes(&group, &[0, 1, 2], 66, &left_out);
}

#[test]
fn a_group_may_be_whole_unplaced() {
    let group = problem(MAY, r#", "together": [{"children": [0, 1, 2], "split_cost": [5, 0]}]"#);
    let steps = vec![Step::Bound(bound(0, &[])), Step::End];
    // All three unplaced cost 3, two in home 1 and one elsewhere 5.
    check_proved(&group, proof(&[0, 1, 2], &[3, 0], steps));
}

#[test]
fn a_hard_group_is_one_unit() {
    let group = problem(MUST, r#", "together": [{"children": [0, 2]}]"#);
    check_closes(&group, &[0, 1, 2], 70, &bound(1, &[]));
    check_refused(
        &group,
        proof(&[0], &[0, 1], Vec::new()),
        "C19 at certificate.households[0].children: unit 0 is not whole",
    );
}

#[test]
fn one_who_must_be_alone_takes_all_places() {
    let alone = problem(MUST, r#", "alone": [2]"#);
    // 2 is alone in home 0, or in home 1 with nowhere for one of the others.
    check_closes(&alone, &[0, 1, 2], 66, &bound(1, &[(0, 14), (1, 22), (2, 36)]));
}

#[test]
fn a_cap_has_its_multiplier() {
    let cap = problem(MAY, r#", "caps": [{"id": "lot", "homes": [0, 1], "places": 1}]"#);
    let weight = vec![(0, i64::MIN, MULTIPLIER_SCALE)];
    let steps = vec![Step::Bound(Bound { caps: weight, ..bound(0, &[(0, 1), (1, 1), (2, 1)]) }), Step::End];
    check_proved(&cap, proof(&[0, 1, 2], &[2, 0], steps));
}

#[test]
fn an_earlier_level_has_its_multiplier() {
    let weighted =
        Bound { levels: vec![(0, 100 * MULTIPLIER_SCALE)], ..bound(1, &[(0, 14), (1, 22), (2, 36)]) };
    check_closes(&problem(MAY, ""), &[0, 1, 2], 66, &weighted);
}

#[test]
fn stays_share_a_place_one_after_the_other() {
    let stays = r#"{"id": "a", "stay": [0, 5]}, {"id": "b", "stay": [5, 9]}, {"id": "c", "stay": [4, 6]}"#;
    // 0 and 1 follow each other in home 0; 2 overlaps both.
    check_closes(&problem(stays, ""), &[0, 1, 2], 66, &bound(1, &[(0, 14), (1, 22), (2, 36)]));
    let fixed = r#", "fixed": [{"child": 0, "home": 0}, {"child": 2, "home": 1}]"#;
    check_closes(&problem(stays, fixed), &[0, 1, 2], 66, &bound(1, &[(1, 20)]));
}

#[test]
fn a_tree_of_depth_two() {
    let apart = problem(MUST, r#", "apart": [{"children": [0, 1]}, {"children": [1, 2]}]"#);
    // 1 is in home 0 with 0 and 2 in home 1, or in home 1 with nowhere for the others.
    let steps = vec![
        Step::Branch(Decision::Take(1, Some(0))),
        Step::Bound(bound(1, &[])),
        Step::End,
        Step::Branch(Decision::Take(2, Some(0))),
        Step::End,
        Step::End,
    ];
    check_proved(&apart, proof(&[0, 1, 2], &[0, 70], steps));
}

#[test]
fn whole_and_torn_are_two_sides() {
    let group = problem(MUST, r#", "together": [{"children": [0, 2], "split_cost": [0, 3]}]"#);
    let torn = || Step::Bound(bound(1, &[(0, 14), (1, 22), (2, 36)]));
    let whole = || Step::Bound(bound(1, &[(0, 14), (1, 20), (2, 36)]));
    // Whole: 14 + 20 + 36. Torn: at least 66 + 3.
    for (decision, first, second) in
        [(Decision::Whole(0), whole(), torn()), (Decision::Torn(0), torn(), whole())]
    {
        let steps = vec![Step::Branch(decision), first, Step::End, second, Step::End];
        check_proved(&group, proof(&[0, 1, 2], &[0, 69], steps));
    }
}

#[test]
fn dropped_options_stay_dropped() {
    let drops = vec![(0, Some(0)), (1, Some(0))];
    // Home 0 must be used by somebody; 2 saves 6 there, 0 only 4 and 1 only 2.
    let drop = Step::Drop(Bound { drops, ..bound(1, &[(0, 14), (1, 22), (2, 36)]) });
    let steps = |least: i128| {
        let steps = vec![drop.clone(), Step::Bound(bound(1, &[])), Step::End];
        proof(&[0, 1, 2], &[0, least], steps)
    };
    check_proved(&problem(MUST, ""), steps(66));
    check_refused(
        &problem(MUST, ""),
        steps(68),
        "C22 at certificate.households[0].steps[0]: the bound does not rule out home 0 for unit 0",
    );
}

#[test]
fn an_option_that_costs_on_a_closed_level_can_be_dropped() {
    let drops = vec![(0, None), (1, None), (2, None)];
    let steps = vec![
        Step::Drop(Bound { drops, ..bound(0, &[]) }),
        Step::Bound(bound(1, &[(0, 14), (1, 22), (2, 36)])),
        Step::End,
    ];
    check_proved(&problem(MAY, ""), proof(&[0, 1, 2], &[0, 66], steps));
}

#[test]
fn parts_replace_levels() {
    let pair = r#", "apart": [{"children": [0, 1], "cost": [0, 7]}], "fixed": [{"child": 0, "home": 1}]"#;
    let part = |children: &[u32], least: i128, units: &[(u32, i128)]| {
        proof(children, &[0, least], vec![Step::Bound(bound(1, units)), Step::End])
    };
    // 0 is in home 1; the pair belongs to 1, who is still undecided.
    let parts = |one: i128, other: i128| HouseholdProof {
        parts: vec![part(&[0, 2], one, &[(2, 30)]), part(&[1], other, &[(1, 20)])],
        ..proof(&[0, 1, 2], &[0, 64], Vec::new())
    };
    check_proved(&problem(MUST, pair), parts(44, 20));
    check_refused(
        &problem(MUST, pair),
        parts(43, 20),
        "C23 at certificate.households[0]: the parts sum to [0, 63], claimed Some([0, 64])",
    );
    let both = r#", "apart": [{"children": [0, 1], "cost": [0, 7]}],
        "fixed": [{"child": 0, "home": 1}, {"child": 1, "home": 1}]"#;
    // Both are decided: the pair belongs to the first, once.
    let parts = |one: i128, other: i128| HouseholdProof {
        parts: vec![part(&[0], one, &[]), part(&[1, 2], other, &[])],
        ..proof(&[0, 1, 2], &[0, 73], Vec::new())
    };
    check_proved(&problem(MUST, both), parts(21, 52));
    check_refused(
        &problem(MUST, both),
        parts(21, 53),
        "C21 at certificate.households[0].parts[1].steps[1]: the node is not closed",
    );
}

#[test]
fn places_of_other_parts_are_taken() {
    let fixed = r#", "fixed": [{"child": 0, "home": 0}]"#;
    let part = proof(&[1, 2], &[0, 58], vec![Step::Bound(bound(1, &[])), Step::End]);
    let whole = HouseholdProof { parts: vec![part], ..proof(&[0, 1, 2], &[0, 58], Vec::new()) };
    check_proved(&problem(MUST, fixed), whole);
}

#[test]
fn no_answer_is_proved_by_closing_everything() {
    let full =
        problem(MUST, r#", "apart": [{"children": [0, 1]}, {"children": [1, 2]}, {"children": [0, 2]}]"#);
    let none = |steps| HouseholdProof { least: None, ..proof(&[0, 1, 2], &[], steps) };
    let branch = Step::Branch(Decision::Take(0, Some(0)));
    check_proved(&full, none(vec![branch.clone(), Step::End, Step::End]));
    let refused = "C21 at certificate.households[0].steps[1]: the node is not closed";
    check_refused(&problem(MUST, ""), none(vec![branch, Step::End, Step::End]), refused);
    // By numbers alone: three units of one place each, of which two homes hold one each.
    let units = [0, 1, 2].map(|unit| (unit, MULTIPLIER_SCALE)).to_vec();
    check_proved(&full, none(vec![Step::Bound(Bound { units, ..Bound::default() }), Step::End]));
    let claim = |proof| {
        let certificate = Certificate { households: vec![proof], ..Certificate::default() };
        Solution { status: Status::Infeasible, totals: None, bound: None, homes: None, certificate }
    };
    let proved = none(vec![Step::Branch(Decision::Take(0, Some(0))), Step::End, Step::End]);
    assert_eq!(check(&full, &claim(proved)).map(|report| report.proof), Ok(Proof::Full));
    let weak = proof(&[0, 1, 2], &[0, 0], Vec::new());
    let report = check(&full, &claim(weak)).map(|report| report.proof);
    assert_eq!(report, Ok(Proof::NotIndependentlyProved));
}

#[test]
fn a_limit_can_prove_that_there_is_no_answer() {
    let limited = |max: i32| problem(MUST, &format!(r#", "limits": [{{"level": "pence", "max": {max}}}]"#));
    let units = [(0, 14), (1, 22), (2, 36)].map(|(unit, pence)| (unit, pence * MULTIPLIER_SCALE)).to_vec();
    let bound = Bound { units, levels: vec![(1, MULTIPLIER_SCALE)], ..Bound::default() };
    let none = HouseholdProof { least: None, ..proof(&[0, 1, 2], &[], vec![Step::Bound(bound), Step::End]) };
    check_proved(&limited(65), none.clone());
    check_refused(&limited(66), none, "C21 at certificate.households[0].steps[1]: the node is not closed");
}

#[test]
fn proofs_of_different_children_add_up() {
    let one = |child: u32, pence: i128| {
        proof(&[child], &[0, pence], vec![Step::Bound(bound(1, &[(child, pence)])), Step::End])
    };
    assert_eq!(verdict(&problem(MUST, ""), vec![one(0, 10), one(2, 30)]), Ok(Some(vec![0, 40])));
    assert_eq!(
        verdict(&problem(MUST, ""), vec![one(0, 10), one(0, 10)]),
        Err("C19 at certificate.households[1].children[0]: child 0 is in another proof already".to_owned())
    );
}

#[test]
fn sums_are_rounded_up_to_what_costs_can_add_up_to() {
    // All costs are even: 59 pence mean 60, and so does a little more than 58.
    for (last, least) in
        [(28 * MULTIPLIER_SCALE, 58), (28 * MULTIPLIER_SCALE + 1, 60), (29 * MULTIPLIER_SCALE, 60)]
    {
        let units = vec![(0, 10 * MULTIPLIER_SCALE), (1, 20 * MULTIPLIER_SCALE), (2, last)];
        check_closes(&problem(MUST, ""), &[0, 1, 2], least, &Bound { units, ..bound(1, &[]) });
    }
}

#[track_caller]
fn check_malformed(steps: Vec<Step>, expected: &str) {
    let expected = format!("C20 at certificate.households[0].{expected}");
    check_refused(&problem(MAY, ""), proof(&[0, 1], &[0, 1], steps), &expected);
}

#[test]
fn a_proof_must_have_the_form_of_one() {
    check_malformed(vec![Step::Bound(bound(1, &[]))], "steps: they end within a tree");
    check_malformed(
        vec![Step::Branch(Decision::Take(0, None)), Step::Drop(bound(1, &[]))],
        "steps[1]: drops for good within a tree",
    );
    check_malformed(vec![Step::Branch(Decision::Take(2, None))], "steps[0]: unit 2 is not of this proof");
    check_malformed(vec![Step::Branch(Decision::Whole(0))], "steps[0]: group 0 is not of this proof");
    check_malformed(
        vec![Step::Bound(bound(2, &[]))],
        "steps[0]: level 2 is unknown or its weight 16777216 negative",
    );
    check_malformed(vec![Step::Bound(bound(1, &[(2, 1)]))], "steps[0]: unit 2 is not of this proof");
    let drops = vec![(2, None)];
    check_malformed(
        vec![Step::Drop(Bound { drops, ..bound(1, &[]) })],
        "steps[0]: unit 2 is not of this proof",
    );
    let caps = vec![(0, 0, 1)];
    check_malformed(
        vec![Step::Bound(Bound { caps, ..bound(1, &[]) })],
        "steps[0]: cap 0 is unknown or its weight 1 negative",
    );
    let levels = vec![(0, -1)];
    check_malformed(
        vec![Step::Bound(Bound { levels, ..bound(1, &[]) })],
        "steps[0]: level 0 is unknown or its weight -1 negative",
    );
    let levels = vec![(1, 1)];
    check_malformed(vec![Step::Bound(Bound { levels, ..bound(1, &[]) })], "steps[0]: level 1 has no maximum");
    let paid = vec![Step::Bound(bound(1, &[(0, 10), (1, 20)])), Step::End, Step::End];
    let must = problem(MUST, "");
    check_refused(
        &must,
        proof(&[0, 1], &[0, 30], paid),
        "C20 at certificate.households[0].steps[2]: a tree, but no level is open",
    );
    check_refused(
        &must,
        proof(&[0, 1], &[0], Vec::new()),
        "C20 at certificate.households[0].least: 1 numbers for 2 levels",
    );
    check_refused(
        &must,
        proof(&[0, 1], &[1, 0], vec![Step::Bound(bound(1, &[]))]),
        "C20 at certificate.households[0].steps[0]: level 1 is not open yet",
    );
}

#[test]
fn children_of_parts_are_those_of_the_whole() {
    let must = problem(MUST, "");
    let with = |parts| HouseholdProof { parts, ..proof(&[0, 1], &[0, 1], Vec::new()) };
    let part = |children: &[u32]| proof(children, &[0, 0], Vec::new());
    let refused = [
        (with(vec![part(&[2])]), "parts[0].children: child 2 is not of the proof around this one"),
        (with(vec![part(&[1, 0])]), "parts[0].children: child 0 is unknown or not after the one before"),
        (with(vec![part(&[0]), part(&[0, 1])]), "parts[1].children: unit 0 is in two parts"),
    ];
    for (proof, expected) in refused {
        check_refused(&must, proof, &format!("C19 at certificate.households[0].{expected}"));
    }
    check_refused(
        &must,
        proof(&[0, 1], &[0, 1], Vec::new()),
        "C23 at certificate.households[0]: level 1 is not proved",
    );
}

#[test]
fn multipliers_beyond_128_bits_are_rejected() {
    let huge = Bound { units: vec![(0, i128::MAX), (1, i128::MAX)], level: Some(1), ..Bound::default() };
    let steps = vec![Step::Bound(huge), Step::End];
    check_refused(
        &problem(MUST, ""),
        proof(&[0, 1], &[0, 1], steps),
        "C18 at certificate: a sum does not fit 128 bits",
    );
}
