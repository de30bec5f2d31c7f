//! Small problems whose answers can be seen at a glance.

use nearhome_optimiser::questions::{
    Choice, Count, Keep, Minimal, PlaceValues, Shortage, Standing, Worth, all_optima, canonical, frontier,
    shortages,
};
use nearhome_problem::{Apart, Cap, Limit, OptionSet, Problem, ProblemParts, Together};

use crate::ground::{changed, unlimited};
use crate::support::solve;

/// Children who may all go to all homes; an option costs the number of the home, unplaced 10.
fn crowd(children: u32, places: &[u32], change: impl FnOnce(&mut ProblemParts)) -> Problem {
    let parts = ProblemParts {
        levels: vec!["cost".to_owned()],
        options: OptionSet::new(1),
        ..ProblemParts::default()
    };
    let empty = Problem::new(parts).unwrap();
    changed(&empty, |parts| {
        for child in 0..children {
            parts.children.push(nearhome_problem::Child {
                id: format!("c{child}"),
                unplaced: Some(vec![10]),
                stay: None,
            });
            for home in (0..).zip(places).map(|(home, _)| home) {
                parts.options.push(child, home, 1, &[i64::from(home)]);
            }
        }
        for (home, &places) in places.iter().enumerate() {
            parts.homes.push(nearhome_problem::Home { id: format!("h{home}"), places });
        }
        change(parts);
    })
}

#[test]
fn a_problem_without_children_has_an_answer_to_every_question() {
    let problem = crowd(0, &[1], |parts| parts.levels = vec!["a".to_owned(), "b".to_owned()]);
    let solution = solve(&problem);
    let optima = all_optima(&problem, &solution, &unlimited()).unwrap();
    assert!(optima.is_complete() && optima.is_unique());
    assert_eq!(canonical(&problem, &solution, 1, &unlimited()).unwrap().choice, Choice::Canonical);
    assert_eq!(shortages(&problem, &unlimited()).unplaced, 0);
    assert_eq!(frontier(&problem, 0, 1, &unlimited()).unwrap().points.len(), 1);
    let mut values = PlaceValues::new(&problem, &solution).unwrap();
    assert_eq!(values.of(0, Keep::Evidence, &unlimited()).unwrap().one_more, Worth::Exact(vec![0, 0]));
}

#[test]
fn of_two_children_and_one_place_each_may_have_it() {
    let problem = crowd(2, &[1], |_| ());
    let optima = all_optima(&problem, &solve(&problem), &unlimited()).unwrap();
    assert_eq!(optima.options, [Standing::InSome, Standing::InSome]);
    assert_eq!(optima.unplaced, [Standing::InSome, Standing::InSome]);
}

#[test]
fn nothing_feasible_has_an_empty_frontier_without_gaps() {
    let problem = crowd(2, &[1], |parts| {
        parts.levels.push("other".to_owned());
        parts.options = OptionSet::new(2);
        parts.children.iter_mut().for_each(|child| child.unplaced = None);
    });
    let found = frontier(&problem, 0, 1, &unlimited()).unwrap();
    assert!(found.points.is_empty() && found.is_complete());
}

/// The one shortage of a problem: its kind, children, homes, places and how many stay unplaced.
#[track_caller]
fn check_shortage(
    problem: &Problem,
    is_tied: bool,
    children: &[u32],
    homes: &[u32],
    places: u64,
    unplaced: u64,
) {
    let found = shortages(problem, &unlimited());
    assert_eq!((found.count, found.unplaced, found.shortages.len()), (Count::Exact, unplaced, 1));
    let counted = match &found.shortages[0] {
        Shortage::Places { children, homes, places, unplaced, .. } => {
            (false, &children[..], &homes[..], *places, *unplaced)
        }
        Shortage::Ties { children, homes, places, unplaced, minimal, .. } => {
            assert_eq!(*minimal, Minimal::Yes);
            (true, &children[..], &homes[..], *places, *unplaced)
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(counted, (is_tied, children, homes, places, unplaced));
}

#[test]
fn three_children_and_two_places() {
    check_shortage(&crowd(3, &[1, 1], |_| ()), false, &[0, 1, 2], &[0, 1], 2, 1);
}

#[test]
fn a_child_without_any_home_is_short_by_itself() {
    let nobody = |parts: &mut ProblemParts| parts.options = OptionSet::new(1);
    check_shortage(&crowd(1, &[4], nobody), false, &[0], &[], 0, 1);
}

#[test]
fn siblings_need_their_places_in_one_home() {
    let siblings =
        |parts: &mut ProblemParts| parts.together.push(Together { children: vec![0, 1], split_cost: None });
    check_shortage(&crowd(2, &[1, 1], siblings), true, &[0, 1], &[0, 1], 2, 2);
}

#[test]
fn children_apart_need_two_homes() {
    let apart = |parts: &mut ProblemParts| parts.apart.push(Apart { children: [1, 2], cost: None });
    check_shortage(&crowd(3, &[3], apart), true, &[1, 2], &[0], 3, 1);
}

#[test]
fn a_child_alone_leaves_no_place_for_another() {
    let alone = |parts: &mut ProblemParts| parts.alone.push(0);
    let found = shortages(&crowd(3, &[3], alone), &unlimited());
    assert_eq!((found.unplaced, found.shortages.len()), (1, 1));
    let children = found.shortages[0].children();
    assert!(children.len() == 2 && children.contains(&0), "{children:?}");
}

#[test]
fn a_cap_counts_the_children_of_several_homes() {
    let cap = |parts: &mut ProblemParts| {
        parts.caps.push(Cap { id: "lot".to_owned(), homes: vec![0, 1], places: 1 });
    };
    let found = shortages(&crowd(3, &[2, 2], cap), &unlimited());
    assert_eq!((found.unplaced, found.shortages[0].children().len()), (2, 3));
}

/// Home 1 costs 1 each, and no more than 1 may be paid.
#[test]
fn a_limit_can_leave_children_unplaced() {
    let limit = |parts: &mut ProblemParts| {
        parts.limits.push(Limit { level: 0, max: 1 });
        parts.children.iter_mut().for_each(|child| child.unplaced = None);
    };
    let found = shortages(&crowd(3, &[0, 3], limit), &unlimited());
    assert_eq!((found.unplaced, found.count), (2, Count::Exact));
    assert!(matches!(found.shortages[0], Shortage::Ties { .. }));
}

/// Staying unplaced costs 10, which a limit of 5 does not permit, and there are no places.
#[test]
fn limits_that_cannot_be_kept_at_all_are_said_to_be_so() {
    let limit = |parts: &mut ProblemParts| parts.limits.push(Limit { level: 0, max: 5 });
    assert_eq!(shortages(&crowd(1, &[0], limit), &unlimited()).count, Count::NoAnswer);
}

#[test]
fn limits_on_all_eight_levels_leave_no_room_to_count() {
    let limits = |parts: &mut ProblemParts| {
        parts.levels = (0..8).map(|level| format!("level-{level}")).collect();
        parts.options = OptionSet::new(8);
        parts.children.iter_mut().for_each(|child| child.unplaced = Some(vec![1; 8]));
        parts.limits = (0..8).map(|level| Limit { level, max: 5 }).collect();
    };
    let found = shortages(&crowd(2, &[1], limits), &unlimited());
    assert_eq!((found.count, found.unplaced), (Count::AtLeast, 2));
}

/// Eight levels on which something is paid leave no room for a question's own, so two are merged; a group of one child
/// pays nothing, however dear it would be to split.
#[test]
fn what_nobody_can_pay_needs_no_room_beside_merged_levels() {
    let eight = |parts: &mut ProblemParts| {
        parts.levels = (0..8).map(|level| format!("level-{level}")).collect();
        parts.options = OptionSet::new(8);
        parts.children.iter_mut().for_each(|child| child.unplaced = Some(vec![2; 8]));
        (0..2).for_each(|child| parts.options.push(child, 0, 1, &[1; 8]));
        parts.alone.push(0);
        parts.together.push(Together { children: vec![1], split_cost: Some(vec![(1 << 53) - 1; 8]) });
    };
    let problem = crowd(2, &[2], eight);
    let optima = all_optima(&problem, &solve(&problem), &unlimited()).unwrap();
    assert_eq!(optima.options, [Standing::InSome, Standing::InSome]);
}
