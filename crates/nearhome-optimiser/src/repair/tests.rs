//! Repairs against solving the changed problem, and what changes are refused.

use nearhome_problem::{COST_END, Cap};

use super::*;
use crate::random_problems::{Numbers, plain};
use crate::{Settings, evaluate, solve};

fn any_change(numbers: &mut Numbers, repair: &Repair) -> Change {
    let child = numbers.below(number(repair.changed.children()));
    let home = numbers.below(number(repair.changed.homes()));
    let cost = |numbers: &mut Numbers| {
        vec![0, i64::from(numbers.below(2)), i64::from(numbers.below(2)), i64::from(numbers.below(500_000))]
    };
    match numbers.below(8) {
        0 => Change::Leave { child },
        1 => Change::Arrive { child },
        2 => Change::Places { home, places: numbers.below(5) },
        3 => Change::Charge { home, cost: cost(numbers) },
        4 => Change::Fix { child, home: numbers.chance(50).then_some(home) },
        5 => Change::Fix { child, home: repair.home(child) },
        6 => {
            let cost = vec![0, 0, 0, [1 << 30, COST_END - 1][numbers.index(2)]];
            Change::Charge { home, cost }
        }
        _ => {
            let home = repair.home(child).filter(|_| numbers.chance(50)).unwrap_or(home);
            let cost = numbers.chance(50).then(|| cost(numbers));
            Change::Pair { child, home, cost }
        }
    }
}

/// After each change, repair has what solving the changed problem gives.
#[track_caller]
fn check_changes(seed: u64, children: u32, changes: usize) {
    let mut numbers = Numbers::new(seed);
    let mut repair = Repair::new(plain(seed, children)).unwrap();
    for step in 0..changes {
        let change = any_change(&mut numbers, &repair);
        let before = (repair.problem(), repair.solution());
        let homes_before = before.1.homes.clone().unwrap();
        match repair.apply(&change) {
            Ok(repaired) => {
                let homes = repair.solution().homes.unwrap();
                let moved = (0..).zip(homes_before.iter().zip(&homes)).filter(|(_, (old, new))| old != new);
                assert_eq!(repaired.moved, moved.map(|(child, _): (u32, _)| child).collect::<Vec<_>>());
            }
            Err(_) => assert_eq!((repair.problem(), repair.solution()), before, "{change:?}"),
        }
        let (problem, solution) = (repair.problem(), repair.solution());
        let afresh = solve(&problem, &Settings::default());
        assert_eq!(solution.totals, afresh.totals, "seed {seed}, step {step}: {change:?}");
        let homes = solution.homes.as_ref().unwrap();
        assert_eq!(
            Ok(solution.totals.clone().unwrap()),
            evaluate(&problem, homes),
            "seed {seed}, step {step}"
        );
    }
}

#[test]
fn every_change_gives_what_solving_the_changed_problem_gives() {
    for seed in 0..6 {
        check_changes(seed, 40, 120);
    }
}

/// What is looked at with some changes is what making them leaves, and nothing of it stays.
#[track_caller]
fn check_look(seed: u64, children: u32) {
    let mut numbers = Numbers::new(seed);
    let mut repair = Repair::new(plain(seed, children)).unwrap();
    let look = |repair: &Repair| (repair.problem(), repair.solution());
    for step in 0..40 {
        let changes: Vec<Change> =
            (0..=numbers.index(4)).map(|_| any_change(&mut numbers, &repair)).collect();
        let before = look(&repair);
        let left = repair.with(&changes, look);
        assert_eq!(look(&repair), before, "seed {seed}, step {step}: {changes:?}");
        assert_eq!(repair.with(&changes, look), left, "seed {seed}, step {step}: asked again");
        let Ok((problem, solution)) = left else { continue };
        let afresh = solve(&problem, &Settings::default());
        assert_eq!(solution.totals, afresh.totals, "seed {seed}, step {step}: {changes:?}");
        if numbers.chance(30) {
            let made = changes.iter().flat_map(|change| repair.apply(change)).count();
            assert_eq!(made, changes.len(), "seed {seed}, step {step}");
            assert_eq!(repair.totals(), solution.totals.unwrap(), "seed {seed}, step {step}");
        }
    }
}

#[test]
fn looking_at_changes_leaves_everything_as_it_was() {
    for seed in 0..12 {
        check_look(seed, 30);
    }
}

#[track_caller]
fn check_refused(change: &Change, expected: &RepairError) {
    let mut repair = Repair::new(plain(1, 20)).unwrap();
    assert_eq!(repair.apply(change), Err(expected.clone()));
}

#[test]
fn what_does_not_exist_is_refused() {
    check_refused(&Change::Leave { child: 20 }, &RepairError::NoChild(20));
    check_refused(&Change::Places { home: 99, places: 1 }, &RepairError::NoHome(99));
    check_refused(
        &Change::Places { home: 0, places: PLACES_MAX + 1 },
        &RepairError::TooManyPlaces(PLACES_MAX + 1),
    );
}

#[test]
fn a_cost_out_of_range_is_refused() {
    check_refused(
        &Change::Charge { home: 0, cost: vec![0, 0, 0, -600_000] },
        &RepairError::BadCost { home: 0 },
    );
    check_refused(&Change::Charge { home: 0, cost: vec![0] }, &RepairError::BadCost { home: 0 });
}

#[test]
fn a_problem_beyond_a_flow_is_refused() {
    let mut parts = plain(1, 5).into_parts();
    parts.caps.push(Cap { id: "lot".to_owned(), homes: vec![0], places: 1 });
    let refused = Repair::new(Problem::new(parts).unwrap()).unwrap_err();
    assert_eq!(refused, RepairError::NotAFlow { feature: "`caps`" });
}

#[test]
fn a_change_that_leaves_a_child_without_a_seat_is_refused() {
    let mut parts = plain(1, 10).into_parts();
    parts.children[3].unplaced = None;
    let mut repair = Repair::new(Problem::new(parts).unwrap()).unwrap();
    let home = repair.home(3).unwrap();
    repair.apply(&Change::Fix { child: 3, home: Some(home) }).unwrap();
    let refused = repair.apply(&Change::Places { home, places: 0 });
    assert_eq!(refused, Err(RepairError::Shortage(vec![3])));
    assert_eq!(repair.home(3), Some(home));
}
