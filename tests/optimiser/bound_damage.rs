//! Damage to the bounds in proofs over households: to their multipliers, their level and what they rule out.

use nearhome_optimiser::random_problems::Numbers;
use nearhome_problem::{Bound, HouseholdProof, MULTIPLIER_SCALE, Problem, Solution, Step};

use crate::damage::{Damage, Damaged, number};
use crate::household_damage::{some, some_step, with_proof};

/// Every kind of damage to a bound, by name.
pub(crate) const KINDS: &[(&str, Damage)] = &[
    ("a unit's multiplier is higher", |n, p, s| unit_multiplier(n, p, s, 1)),
    ("a unit's multiplier is lower", |n, p, s| unit_multiplier(n, p, s, -1)),
    ("a unit's multiplier is enormous", enormous_multiplier),
    ("a unit's multiplier is dropped", drop_multiplier),
    ("a unit's multiplier is given twice", multiplier_twice),
    ("a multiplier is for no unit", multiplier_for_no_unit),
    ("a level has a negative weight", |n, p, s| level_weight(n, p, s, -1)),
    ("a level has a weight without having a maximum", |n, p, s| level_weight(n, p, s, 1)),
    ("a cap has a negative weight", |n, p, s| cap_weight(n, p, s, -1)),
    ("a weight is for no cap", |n, p, s| cap_weight(n, p, s, 1)),
    ("a bound is of another level", another_level),
    ("a bound is of a level out of range", level_out_of_range),
    ("a bound leaves out a group that is not there", group_out_of_range),
    ("a bound leaves out all groups", without_groups),
    ("options of the optimum are dropped", drop_needed),
    ("an option out of range is dropped", drop_out_of_range),
    ("an option of another child is dropped", drop_of_wrong_child),
];

fn with_bound(
    numbers: &mut Numbers,
    problem: &Problem,
    answer: &Solution,
    is_wanted: impl Fn(&Bound) -> bool,
    change: impl FnOnce(&mut Numbers, &HouseholdProof, &mut Bound) -> Option<()>,
) -> Damaged {
    with_proof(numbers, problem, answer, |numbers, proof| {
        let at = some_step(numbers, proof, |step| match step {
            Step::Bound(bound) | Step::Drop(bound) => is_wanted(bound),
            Step::Branch(_) | Step::End => false,
        })?;
        let before = proof.clone();
        match &mut proof.steps[at] {
            Step::Bound(bound) | Step::Drop(bound) => change(numbers, &before, bound),
            Step::Branch(_) | Step::End => None,
        }
    })
}

/// From a thousandth of a cost to far more than any.
fn some_amount(numbers: &mut Numbers) -> i128 {
    1_i128 << numbers.below(60)
}

fn unit_multiplier(numbers: &mut Numbers, problem: &Problem, answer: &Solution, sign: i128) -> Damaged {
    let amount = sign * some_amount(numbers);
    with_bound(
        numbers,
        problem,
        answer,
        |bound| !bound.units.is_empty(),
        |numbers, _, bound| {
            some(numbers, &mut bound.units)?.1 += amount;
            Some(())
        },
    )
}

fn enormous_multiplier(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    let amount = numbers.one_of(&[i128::MAX, i128::MIN, 1 << 120]);
    with_bound(
        numbers,
        problem,
        answer,
        |_| true,
        |numbers, proof, bound| {
            match some(numbers, &mut bound.units) {
                Some(unit) => unit.1 = amount,
                None => bound.units.push((*proof.children.first()?, amount)),
            }
            Some(())
        },
    )
}

fn drop_multiplier(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_bound(
        numbers,
        problem,
        answer,
        |bound| !bound.units.is_empty(),
        |numbers, _, bound| {
            bound.units.remove(numbers.index(bound.units.len()));
            Some(())
        },
    )
}

fn multiplier_twice(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_bound(
        numbers,
        problem,
        answer,
        |bound| !bound.units.is_empty(),
        |numbers, _, bound| {
            let at = numbers.index(bound.units.len());
            bound.units.insert(at, bound.units[at]);
            Some(())
        },
    )
}

fn multiplier_for_no_unit(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    let beyond = numbers.one_of(&[number(problem.children.len()), u32::MAX]);
    with_bound(
        numbers,
        problem,
        answer,
        |_| true,
        |_, _, bound| {
            bound.units.push((beyond, 1));
            Some(())
        },
    )
}

fn level_weight(numbers: &mut Numbers, problem: &Problem, answer: &Solution, sign: i128) -> Damaged {
    let amount = sign * some_amount(numbers);
    let last = number(problem.levels.len()) - 1;
    let has_limit = problem.limits.iter().any(|limit| number(limit.level) == last);
    with_bound(
        numbers,
        problem,
        answer,
        |_| true,
        |numbers, _, bound| {
            if sign < 0 {
                match some(numbers, &mut bound.levels) {
                    Some(level) => level.1 = amount,
                    None => bound.levels.push((0, amount)),
                }
            } else {
                // The last level is never an earlier one.
                bound.levels.retain(|(level, _)| *level != last);
                bound.levels.push((last, amount));
            }
            (sign < 0 || !has_limit).then_some(())
        },
    )
}

fn cap_weight(numbers: &mut Numbers, problem: &Problem, answer: &Solution, sign: i128) -> Damaged {
    let amount = sign * some_amount(numbers);
    let beyond = number(problem.caps.len());
    with_bound(
        numbers,
        problem,
        answer,
        |_| true,
        |numbers, _, bound| {
            match some(numbers, &mut bound.caps) {
                Some(cap) if sign < 0 => cap.2 = amount,
                _ if sign < 0 => bound.caps.push((0, i64::MIN, amount)),
                _ => bound.caps.push((beyond, i64::MIN, amount)),
            }
            Some(())
        },
    )
}

fn another_level(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    let level = numbers.chance(70).then(|| numbers.below(number(problem.levels.len())));
    with_bound(
        numbers,
        problem,
        answer,
        |bound| bound.level != level,
        |_, _, bound| {
            bound.level = level;
            Some(())
        },
    )
}

fn level_out_of_range(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    let beyond = numbers.one_of(&[number(problem.levels.len()), u32::MAX]);
    with_bound(
        numbers,
        problem,
        answer,
        |_| true,
        |_, _, bound| {
            bound.level = Some(beyond);
            Some(())
        },
    )
}

fn group_out_of_range(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    let beyond = numbers.one_of(&[number(problem.together.len()), u32::MAX]);
    with_bound(
        numbers,
        problem,
        answer,
        |_| true,
        |_, _, bound| {
            bound.without_groups.push(beyond);
            Some(())
        },
    )
}

fn without_groups(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    let groups: Vec<u32> = (0..number(problem.together.len())).collect();
    with_bound(
        numbers,
        problem,
        answer,
        |bound| bound.without_groups != groups,
        |_, _, bound| {
            bound.without_groups.clone_from(&groups);
            Some(())
        },
    )
}

/// Puts what the optimum uses among the options that a bound rules out.
fn drop_needed(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    let homes = answer.homes.clone()?;
    with_bound(
        numbers,
        problem,
        answer,
        |_| true,
        |numbers, proof, bound| {
            let child = numbers.one_of(&proof.children);
            add_drop(bound, (child, homes[child as usize]))
        },
    )
}

/// Adds an option to those ruled out, in their order.
pub(crate) fn add_drop(bound: &mut Bound, option: (u32, Option<u32>)) -> Option<()> {
    let is_new = !bound.drops.contains(&option);
    bound.drops.push(option);
    bound.drops.sort_unstable();
    is_new.then_some(())
}

fn drop_out_of_range(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    let beyond = numbers.one_of(&[
        (0, Some(number(problem.homes.len()))),
        (number(problem.children.len()), None),
        (u32::MAX, Some(u32::MAX)),
    ]);
    with_bound(
        numbers,
        problem,
        answer,
        |_| true,
        |_, _, bound| {
            bound.drops.push(beyond);
            Some(())
        },
    )
}

fn drop_of_wrong_child(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    let child = number(numbers.index(problem.children.len()));
    with_bound(
        numbers,
        problem,
        answer,
        |bound| !bound.drops.is_empty(),
        |numbers, _, bound| {
            let drop = some(numbers, &mut bound.drops)?;
            let is_other = drop.0 != child;
            drop.0 = child;
            is_other.then_some(())
        },
    )
}

/// A change that makes multipliers matter has to be of their size.
#[test]
fn amounts_reach_from_nothing_to_far_above_a_cost() {
    let mut numbers = Numbers::new(1);
    let amounts: Vec<i128> = (0..1_000).map(|_| some_amount(&mut numbers)).collect();
    assert!(amounts.iter().any(|&amount| amount < MULTIPLIER_SCALE / 1_000));
    assert!(amounts.iter().any(|&amount| amount > MULTIPLIER_SCALE * 1_000_000));
}
