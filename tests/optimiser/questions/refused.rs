//! What is refused: answers that are no optima, homes and levels that are not there.

use nearhome_optimiser::Violation;
use nearhome_optimiser::questions::{Keep, PlaceValues, QuestionError, all_optima, canonical, frontier};
use nearhome_problem::{Solution, Status};

use crate::ground::{changed, flow, unlimited};

#[track_caller]
fn check_refused(change: impl Fn(&mut Solution), expected: &QuestionError) {
    let (problem, mut solution) = flow(1, 10);
    change(&mut solution);
    let refused = all_optima(&problem, &solution, &unlimited()).map(drop);
    assert_eq!(refused, Err(expected.clone()));
    assert_eq!(canonical(&problem, &solution, 0, &unlimited()).map(drop), Err(expected.clone()));
    assert_eq!(PlaceValues::new(&problem, &solution).map(drop), Err(expected.clone()));
}

#[test]
fn an_answer_that_is_only_feasible_is_refused() {
    check_refused(
        |solution| solution.status = Status::Feasible,
        &QuestionError::NotOptimal(Status::Feasible),
    );
}

#[test]
fn an_answer_without_homes_is_refused() {
    check_refused(|solution| solution.homes = None, &QuestionError::NotOptimal(Status::Optimal));
}

#[test]
fn an_answer_of_the_wrong_length_is_refused() {
    let wrong = QuestionError::Broken(Violation::WrongLength { given: 0, children: 10 });
    check_refused(|solution| solution.homes = Some(Vec::new()), &wrong);
}

#[test]
fn wrong_totals_are_refused() {
    let found = flow(1, 10).1.totals.unwrap();
    let wrong = QuestionError::WrongTotals { claimed: vec![0; 4], found };
    check_refused(|solution| solution.totals = Some(vec![0; 4]), &wrong);
}

#[test]
fn a_home_that_is_not_there_is_refused() {
    let (problem, solution) = flow(1, 10);
    let mut values = PlaceValues::new(&problem, &solution).unwrap();
    assert_eq!(values.of(999, Keep::Evidence, &unlimited()).map(drop), Err(QuestionError::NoHome(999)));
}

#[track_caller]
fn check_no_frontier(first: usize, second: usize) {
    let refused = frontier(&flow(1, 10).0, first, second, &unlimited()).map(drop);
    assert_eq!(refused, Err(QuestionError::NoFrontier(first, second)));
}

#[test]
fn a_frontier_needs_two_levels_of_the_problem() {
    check_no_frontier(1, 1);
    check_no_frontier(0, 4);
    check_no_frontier(4, 0);
}

#[test]
fn ties_cannot_be_broken_by_ids_that_are_given_twice() {
    let problem = changed(&flow(1, 10).0, |parts| parts.children[3].id = "c1".to_owned());
    let solution = crate::support::solve(&problem);
    let refused = canonical(&problem, &solution, 0, &unlimited()).map(drop);
    assert_eq!(refused, Err(QuestionError::DoubleId("c1".to_owned())));
}
