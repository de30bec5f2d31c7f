//! Cases of the arc model as other solvers read it.

use super::*;
use crate::{Child, Home, OptionSet, ProblemParts};

fn one_child(levels: usize, cost: &[i64]) -> Problem {
    let mut options = OptionSet::new(levels);
    options.push(0, 0, 1, cost);
    let parts = ProblemParts {
        levels: (0..levels).map(|level| format!("level {level}")).collect(),
        children: vec![Child { id: "c".to_owned(), unplaced: Some(vec![0; levels]), stay: None }],
        homes: vec![Home { id: "h".to_owned(), places: 1 }],
        options,
        ..ProblemParts::default()
    };
    Problem::new(parts).expect("one child, one home, one option")
}

#[track_caller]
fn check_mps(problem: &Problem, form: MpsForm<'_>, expected: &str) {
    let mut bytes = Vec::new();
    problem.write_mps(&mut bytes, form).expect("the form fits");
    assert_eq!(String::from_utf8(bytes).expect("MPS is text"), expected);
}

#[track_caller]
fn check_refused(problem: &Problem, form: MpsForm<'_>, expected: &str) {
    let mut bytes = Vec::new();
    let error = problem.write_mps(&mut bytes, form).expect_err("the form does not fit");
    assert_eq!(error.to_string(), expected);
    assert!(bytes.is_empty(), "something was written before the refusal");
}

#[test]
fn weights_make_a_level_outweigh_the_later_ones() {
    let expected = "* nearhome matching problem, minimise; solve with a relative gap of zero\n\
        * level 0 level 0: weight 1002\n* level 1 level 1: weight 501\n* level 2 level 2: weight 1\n\
        NAME nearhome\nROWS\n N cost\n E child_0\nCOLUMNS\n m1 'MARKER' 'INTORG'\n x_0_0 cost 1001\n x_0_0 child_0 1\n \
        u_0 cost 0\n u_0 child_0 1\n m2 'MARKER' 'INTEND'\nRHS\n rhs child_0 1\nBOUNDS\n BV bnd x_0_0\n BV bnd u_0\nENDATA\n";
    check_mps(&one_child(3, &[0, 1, 500]), MpsForm::Weighted, expected);
}

#[test]
fn a_level_holds_the_earlier_ones() {
    let expected = "* nearhome matching problem, minimise; solve with a relative gap of zero\n\
        * level 0 level 0: held\n* level 1 level 1: weight 1\n\
        NAME nearhome\nROWS\n N cost\n E child_0\n L held_0\nCOLUMNS\n m1 'MARKER' 'INTORG'\n x_0_0 cost 500\n \
        x_0_0 child_0 1\n x_0_0 held_0 7\n u_0 cost 0\n u_0 child_0 1\n m2 'MARKER' 'INTEND'\nRHS\n \
        rhs child_0 1\n rhs held_0 7\nBOUNDS\n BV bnd x_0_0\n BV bnd u_0\nENDATA\n";
    check_mps(&one_child(2, &[7, 500]), MpsForm::Level { level: 1, held: &[7] }, expected);
}

#[test]
fn what_would_be_rounded_is_refused() {
    let last = (1 << 53) - 1;
    check_refused(
        &one_child(2, &[1, last]),
        MpsForm::Weighted,
        "weights would make the objective reach 18014398509481983, above 2^53, where other solvers round; \
         write one level at a time",
    );
    check_refused(
        &one_child(2, &[1, last]),
        MpsForm::Level { level: 1, held: &[(1 << 53) + 1] },
        "the value 9007199254740993 of level 0 is above 2^53, where other solvers round",
    );
    check_refused(
        &one_child(2, &[1, last]),
        MpsForm::Level { level: 2, held: &[0] },
        "level 2 with 1 held values, of 2 levels; give one value for each earlier level",
    );
}

#[test]
fn eight_levels_of_the_largest_costs_do_not_overflow() {
    let cost = [crate::COST_END - 1; 8];
    assert!(matches!(weights(&one_child(8, &cost)), Err(MpsError::TooLargeForWeights { .. })));
}
