//! R3, R4, R20: costs that change for all alike.

use nearhome_problem::COST_END;

use crate::change::{change_costs, change_options, changed, may_grow};
use crate::ground::{Verdict, best, check_general, equal, sum, wide};

#[test]
fn r3_all_costs_and_limits_times_k_multiply_the_totals() {
    check_general(|numbers, problem| {
        let factor = numbers.one_of(&[2, 3, 7]);
        if !may_grow(problem, factor) {
            return Verdict::DoesNotApply;
        }
        let scaled = changed(problem, |parts| {
            change_costs(parts, |cost| cost.iter_mut().for_each(|level| *level *= factor));
            parts.limits.iter_mut().for_each(|limit| limit.max *= factor);
        });
        let expected =
            best(problem).map(|totals| totals.iter().map(|level| level * i128::from(factor)).collect());
        equal(best(&scaled).as_ref(), expected.as_ref())
    });
}

#[test]
fn r4_a_cost_added_to_all_choices_of_a_child_is_added_to_the_totals() {
    check_general(|numbers, problem| {
        let more: Vec<i64> = problem.levels.iter().map(|_| i64::from(numbers.below(50))).collect();
        let child = numbers.index(problem.children.len());
        let add = |cost: &mut Vec<i64>| cost.iter_mut().zip(&more).for_each(|(cost, more)| *cost += more);
        let too_large = |cost: &[i64]| cost.iter().any(|&level| level + 50 >= COST_END);
        if !problem.limits.is_empty()
            || problem.options.iter().any(|option| too_large(option.cost))
            || problem.children[child].unplaced.as_deref().is_some_and(too_large)
        {
            return Verdict::DoesNotApply;
        }
        let dearer = changed(problem, |parts| {
            change_options(parts, |mut pair| {
                if pair.child as usize == child {
                    add(&mut pair.cost);
                }
                Some(pair)
            });
            parts.children[child].unplaced.iter_mut().for_each(add);
        });
        let expected = best(problem).map(|totals| sum(&totals, &wide(&more)));
        equal(best(&dearer).as_ref(), expected.as_ref())
    });
}

#[test]
fn r20_scaling_one_level_changes_that_level_alone() {
    check_general(|numbers, problem| {
        let level = numbers.index(problem.levels.len());
        let factor = numbers.one_of(&[2, 5, 100]);
        if !may_grow(problem, factor) {
            return Verdict::DoesNotApply;
        }
        let scaled = changed(problem, |parts| {
            change_costs(parts, |cost| cost[level] *= factor);
            let of_level = parts.limits.iter_mut().filter(|limit| limit.level == level);
            of_level.for_each(|limit| limit.max *= factor);
        });
        let mut expected = best(problem);
        if let Some(totals) = &mut expected {
            totals[level] *= i128::from(factor);
        }
        equal(best(&scaled).as_ref(), expected.as_ref())
    });
}
