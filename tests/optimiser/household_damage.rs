//! Damage to proofs over households: to their steps, their extent and their claims.

use nearhome_optimiser::random_problems::Numbers;
use nearhome_problem::{Decision, HouseholdProof, Problem, Solution, Status, Step, Totals};

use crate::bound_damage::add_drop;
use crate::damage::{Damage, Damaged, number, suboptimal_called_optimal, with_solution, without_answer};

/// Every kind of damage to proofs as a whole, by name.
pub(crate) const KINDS: &[(&str, Damage)] = &[
    ("a step is missing", drop_step),
    ("two steps are swapped", swap_steps),
    ("all steps are missing", drop_steps),
    ("a bound is missing", drop_bound),
    ("a drop holds within a level only", bound_for_drop),
    ("a bound holds for good", drop_for_bound),
    ("a node ends early", early_end),
    ("an end is missing", drop_end),
    ("the second side of a branch is missing", drop_second_side),
    ("the first side of a branch is missing", drop_first_side),
    ("the sides of a branch are swapped", swap_sides),
    ("a branch is on another home", branch_elsewhere),
    ("a branch is on a child out of range", branch_out_of_range),
    ("a branch is on a group out of range", branch_on_no_group),
    ("a level of least is one higher", |n, p, s| nudge_least(n, p, s, 1)),
    ("a level of least is one lower", |n, p, s| nudge_least(n, p, s, -1)),
    ("a level of least is missing", least_too_short),
    ("least is missing", no_least),
    ("a proof is missing", drop_proof),
    ("a proof is given twice", proof_twice),
    ("a part is given twice", part_twice),
    ("a part is missing", drop_part),
    ("a child is in two parts", part_with_child_too_many),
    ("a child of a proof is missing", drop_child),
    ("a proof has a child too many", add_child),
    ("a proof lists a child twice", child_twice),
    ("a proof has a child out of range", child_out_of_range),
    ("a worse answer with proofs that claim its cost", worse_with_claims),
    ("a worse answer, and what is better is dropped", worse_with_drops),
    ("infeasible, by the proofs of the optimum", infeasible_by_proofs),
    ("a bound one above the optimum, claimed by the proofs", bound_above_optimum),
];

/// Damages one proof, at the top or a part of another.
pub(crate) fn with_proof(
    numbers: &mut Numbers,
    problem: &Problem,
    answer: &Solution,
    change: impl FnOnce(&mut Numbers, &mut HouseholdProof) -> Option<()>,
) -> Damaged {
    with_solution(problem, answer, |damaged| {
        let proof = some_proof(numbers, &mut damaged.certificate.households)?;
        change(numbers, proof)
    })
}

fn some_proof<'a>(numbers: &mut Numbers, proofs: &'a mut [HouseholdProof]) -> Option<&'a mut HouseholdProof> {
    let mut proof = some(numbers, proofs)?;
    while !proof.parts.is_empty() && (proof.steps.is_empty() || numbers.chance(50)) {
        proof = some(numbers, &mut proof.parts)?;
    }
    Some(proof)
}

pub(crate) fn some<'a, T>(numbers: &mut Numbers, list: &'a mut [T]) -> Option<&'a mut T> {
    if list.is_empty() { None } else { Some(&mut list[numbers.index(list.len())]) }
}

/// The index of some step of a kind.
pub(crate) fn some_step(
    numbers: &mut Numbers,
    proof: &HouseholdProof,
    is_wanted: impl Fn(&Step) -> bool,
) -> Option<usize> {
    let wanted: Vec<usize> = (0..proof.steps.len()).filter(|&at| is_wanted(&proof.steps[at])).collect();
    (!wanted.is_empty()).then(|| numbers.one_of(&wanted))
}

fn is_bound(step: &Step) -> bool {
    matches!(step, Step::Bound(_) | Step::Drop(_))
}

fn without_step(
    numbers: &mut Numbers,
    problem: &Problem,
    answer: &Solution,
    is_wanted: impl Fn(&Step) -> bool,
) -> Damaged {
    with_proof(numbers, problem, answer, |numbers, proof| {
        let at = some_step(numbers, proof, is_wanted)?;
        proof.steps.remove(at);
        Some(())
    })
}

fn drop_step(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    without_step(numbers, problem, answer, |_| true)
}

fn drop_bound(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    without_step(numbers, problem, answer, is_bound)
}

fn drop_end(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    without_step(numbers, problem, answer, |step| *step == Step::End)
}

fn drop_steps(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_proof(numbers, problem, answer, |_, proof| {
        let had_any = !proof.steps.is_empty();
        proof.steps.clear();
        had_any.then_some(())
    })
}

fn swap_steps(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_proof(numbers, problem, answer, |numbers, proof| {
        let one = some_step(numbers, proof, |_| true)?;
        let other = some_step(numbers, proof, |_| true)?;
        let differ = proof.steps[one] != proof.steps[other];
        proof.steps.swap(one, other);
        differ.then_some(())
    })
}

fn bound_for_drop(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_proof(numbers, problem, answer, |numbers, proof| {
        let at = some_step(numbers, proof, |step| matches!(step, Step::Drop(_)))?;
        if let Step::Drop(bound) = proof.steps[at].clone() {
            proof.steps[at] = Step::Bound(bound);
        }
        Some(())
    })
}

fn drop_for_bound(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_proof(numbers, problem, answer, |numbers, proof| {
        let at = some_step(numbers, proof, |step| matches!(step, Step::Bound(_)))?;
        if let Step::Bound(bound) = proof.steps[at].clone() {
            proof.steps[at] = Step::Drop(bound);
        }
        Some(())
    })
}

fn early_end(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_proof(numbers, problem, answer, |numbers, proof| {
        let at = some_step(numbers, proof, |step| *step != Step::End)?;
        proof.steps.insert(at, Step::End);
        if numbers.chance(50) {
            proof.steps.truncate(at + 1);
        }
        Some(())
    })
}

/// The first step after the node that begins at `from`, by the tree's pre-order; `None` where it has no end.
fn end_of_node(steps: &[Step], from: usize) -> Option<usize> {
    let mut open = 1_usize;
    for (at, step) in steps.iter().enumerate().skip(from) {
        match step {
            Step::Branch(_) => open += 1,
            Step::End => open -= 1,
            Step::Bound(_) | Step::Drop(_) => {}
        }
        if open == 0 {
            return Some(at + 1);
        }
    }
    None
}

/// Takes a branch apart: the steps before it, its decision, its two sides, the steps after it.
fn change_branch(
    numbers: &mut Numbers,
    problem: &Problem,
    answer: &Solution,
    join: impl FnOnce(Step, &[Step], &[Step]) -> Vec<Step>,
) -> Damaged {
    with_proof(numbers, problem, answer, |numbers, proof| {
        let at = some_step(numbers, proof, |step| matches!(step, Step::Branch(_)))?;
        let middle = end_of_node(&proof.steps, at + 1)?;
        let end = end_of_node(&proof.steps, middle)?;
        let joined = join(proof.steps[at].clone(), &proof.steps[at + 1..middle], &proof.steps[middle..end]);
        let changed = proof.steps[at..end] != joined[..];
        proof.steps.splice(at..end, joined);
        changed.then_some(())
    })
}

fn drop_second_side(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    change_branch(numbers, problem, answer, |_, first, _| first.to_vec())
}

fn drop_first_side(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    change_branch(numbers, problem, answer, |_, _, second| second.to_vec())
}

fn swap_sides(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    change_branch(numbers, problem, answer, |branch, first, second| [&[branch], second, first].concat())
}

fn with_decision(
    numbers: &mut Numbers,
    problem: &Problem,
    answer: &Solution,
    change: impl FnOnce(&mut Numbers, Decision) -> Decision,
) -> Damaged {
    with_proof(numbers, problem, answer, |numbers, proof| {
        let at = some_step(numbers, proof, |step| matches!(step, Step::Branch(_)))?;
        let Step::Branch(decision) = proof.steps[at] else { return None };
        let changed = change(numbers, decision);
        proof.steps[at] = Step::Branch(changed);
        (changed != decision).then_some(())
    })
}

fn branch_elsewhere(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_decision(numbers, problem, answer, |numbers, decision| match decision {
        Decision::Take(child, _) => {
            let home = numbers.chance(80).then(|| number(numbers.index(problem.homes.len())));
            Decision::Take(child, home)
        }
        Decision::Whole(group) => Decision::Torn(group),
        Decision::Torn(group) => Decision::Whole(group),
    })
}

fn branch_out_of_range(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_decision(numbers, problem, answer, |numbers, decision| match decision {
        Decision::Take(child, home) => numbers.one_of(&[
            Decision::Take(number(problem.children.len()), home),
            Decision::Take(u32::MAX, home),
            Decision::Take(child, Some(number(problem.homes.len()))),
        ]),
        Decision::Whole(_) | Decision::Torn(_) => Decision::Take(u32::MAX, None),
    })
}

fn branch_on_no_group(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    let beyond = number(problem.together.len());
    with_decision(numbers, problem, answer, |numbers, _| {
        numbers.one_of(&[Decision::Whole(beyond), Decision::Torn(beyond), Decision::Whole(u32::MAX)])
    })
}

fn nudge_least(numbers: &mut Numbers, problem: &Problem, answer: &Solution, by: i128) -> Damaged {
    with_proof(numbers, problem, answer, |numbers, proof| {
        *some(numbers, proof.least.as_mut()?)? += by;
        Some(())
    })
}

fn least_too_short(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_proof(numbers, problem, answer, |_, proof| proof.least.as_mut()?.pop().map(|_| ()))
}

fn no_least(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_proof(numbers, problem, answer, |_, proof| proof.least.take().map(|_| ()))
}

fn with_proofs(
    problem: &Problem,
    answer: &Solution,
    change: impl FnOnce(&mut Vec<HouseholdProof>) -> Option<()>,
) -> Damaged {
    with_solution(problem, answer, |damaged| change(&mut damaged.certificate.households))
}

fn drop_proof(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_proofs(problem, answer, |proofs| remove_some(numbers, proofs))
}

fn proof_twice(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_proofs(problem, answer, |proofs| repeat_some(numbers, proofs))
}

/// Damages the parts of a proof that the problem fell into.
fn with_parts(
    problem: &Problem,
    answer: &Solution,
    change: impl FnOnce(&mut Vec<HouseholdProof>) -> Option<()>,
) -> Damaged {
    with_proofs(problem, answer, |proofs| {
        change(&mut proofs.iter_mut().find(|proof| !proof.parts.is_empty())?.parts)
    })
}

fn drop_part(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_parts(problem, answer, |parts| remove_some(numbers, parts))
}

fn part_twice(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_parts(problem, answer, |parts| repeat_some(numbers, parts))
}

fn part_with_child_too_many(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_parts(problem, answer, |parts| {
        let foreign = *some(numbers, &mut parts.last_mut()?.children)?;
        let part = parts.first_mut()?;
        part.children.push(foreign);
        part.children.sort_unstable();
        Some(())
    })
}

fn remove_some<T>(numbers: &mut Numbers, list: &mut Vec<T>) -> Option<()> {
    if list.is_empty() {
        return None;
    }
    list.remove(numbers.index(list.len()));
    Some(())
}

fn repeat_some<T: Clone>(numbers: &mut Numbers, list: &mut Vec<T>) -> Option<()> {
    let repeated = some(numbers, list)?.clone();
    list.push(repeated);
    Some(())
}

fn drop_child(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_proof(numbers, problem, answer, |numbers, proof| remove_some(numbers, &mut proof.children))
}

fn add_child(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    let child = number(numbers.index(problem.children.len()));
    with_proof(numbers, problem, answer, |_, proof| {
        let at = proof.children.binary_search(&child).err()?;
        proof.children.insert(at, child);
        Some(())
    })
}

fn child_twice(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_proof(numbers, problem, answer, |numbers, proof| {
        repeat_some(numbers, &mut proof.children)?;
        proof.children.sort_unstable();
        Some(())
    })
}

fn child_out_of_range(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    let beyond = numbers.one_of(&[number(problem.children.len()), u32::MAX]);
    with_proof(numbers, problem, answer, |_, proof| {
        proof.children.push(beyond);
        Some(())
    })
}

/// Lets the first proof claim what is missing to a sum.
fn claim(damaged: &mut Solution, more: &[i128]) -> Option<()> {
    let least = damaged.certificate.households.first_mut()?.least.as_mut()?;
    least.iter_mut().zip(more).for_each(|(least, more)| *least += more);
    Some(())
}

fn difference(one: &Totals, other: &Totals) -> Totals {
    one.iter().zip(other).map(|(one, other)| one - other).collect()
}

fn worse_with_claims(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    answer.certificate.households.first()?;
    let (problem, mut worse) = suboptimal_called_optimal(numbers, problem, answer)?;
    let more = difference(worse.totals.as_ref()?, answer.totals.as_ref()?);
    claim(&mut worse, &more)?;
    Some((problem, worse))
}

/// A worse answer, and every bound of the first proof rules out where the better one has its children.
fn worse_with_drops(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    let homes = answer.homes.as_ref()?;
    let (problem, mut worse) = worse_with_claims(numbers, problem, answer)?;
    let worse_homes = worse.homes.clone()?;
    let better: Vec<(u32, Option<u32>)> = (0_u32..)
        .zip(homes.iter().zip(&worse_homes))
        .filter(|(_, (home, worse))| home != worse)
        .map(|(child, (home, _))| (child, *home))
        .collect();
    for step in &mut worse.certificate.households.first_mut()?.steps {
        if let Step::Bound(bound) | Step::Drop(bound) = step {
            for &option in &better {
                // An option that is there already needs no second mention.
                let _ = add_drop(bound, option);
            }
        }
    }
    Some((problem, worse))
}

fn infeasible_by_proofs(_: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    answer.certificate.households.first()?;
    let (problem, mut damaged) = without_answer(problem, answer, Status::Infeasible)?;
    damaged.certificate.households.iter_mut().for_each(|proof| proof.least = None);
    Some((problem, damaged))
}

fn bound_above_optimum(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    let level = numbers.index(problem.levels.len());
    let mut bound = answer.totals.clone()?;
    bound[level] += 1;
    let mut more = vec![0; bound.len()];
    more[level] = 1;
    let (problem, mut damaged) = without_answer(problem, answer, Status::Unknown)?;
    damaged.bound = Some(bound);
    claim(&mut damaged, &more)?;
    Some((problem, damaged))
}
