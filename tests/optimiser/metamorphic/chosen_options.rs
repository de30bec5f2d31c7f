//! R14, R16: what the best answer uses and what it does not.

use nearhome_optimiser::random_problems::Numbers;
use nearhome_problem::{COST_END, Problem, Totals};

use crate::change::{change_options, changed, number};
use crate::ground::{Verdict, answer, best, check_general, equal, not_worse};

/// The optimum, and one child with the home that it has there.
fn some_placed(numbers: &mut Numbers, problem: &Problem) -> Option<(Totals, Vec<Option<u32>>, u32, u32)> {
    let answer = answer(problem);
    let (homes, totals) = (answer.homes?, answer.totals?);
    let child = number(numbers.index(homes.len()));
    let home = homes[child as usize]?;
    Some((totals, homes, child, home))
}

fn is_fixed(problem: &Problem, child: u32) -> bool {
    problem.fixed.iter().any(|fixed| fixed.child == child)
}

#[test]
fn r14_with_only_its_chosen_option_a_child_keeps_the_totals() {
    check_general(|numbers, problem| {
        let Some((totals, _, child, home)) = some_placed(numbers, problem) else {
            return Verdict::DoesNotApply;
        };
        let only = changed(problem, |parts| {
            change_options(parts, |pair| (pair.child != child || pair.home == home).then_some(pair));
            parts.children[child as usize].unplaced = None;
        });
        equal(best(&only).as_ref(), Some(&totals))
    });
}

#[test]
fn r14_without_its_chosen_option_nothing_improves() {
    check_general(|numbers, problem| {
        let Some((totals, _, child, home)) = some_placed(numbers, problem) else {
            return Verdict::DoesNotApply;
        };
        if is_fixed(problem, child) {
            return Verdict::DoesNotApply;
        }
        let without = changed(problem, |parts| {
            change_options(parts, |pair| (pair.child != child || pair.home != home).then_some(pair));
        });
        not_worse(Some(&totals), best(&without).as_ref())
    });
}

#[test]
fn r16_a_chosen_option_that_becomes_cheaper_saves_exactly_that() {
    check_general(|numbers, problem| {
        let Some((mut totals, _, child, home)) = some_placed(numbers, problem) else {
            return Verdict::DoesNotApply;
        };
        let mut options = problem.options.iter();
        let option = options.find(|option| option.child == child && option.home == home);
        let cost = option.expect("the answer uses options").cost.to_vec();
        let level = numbers.index(cost.len());
        if cost[level] == 0 || !problem.limits.is_empty() {
            return Verdict::DoesNotApply;
        }
        let less = 1 + (numbers.bits() >> 11).cast_signed() % cost[level];
        let cheaper = changed(problem, |parts| {
            change_options(parts, |mut pair| {
                if (pair.child, pair.home) == (child, home) {
                    pair.cost[level] -= less;
                }
                Some(pair)
            });
        });
        totals[level] -= i128::from(less);
        equal(best(&cheaper).as_ref(), Some(&totals))
    });
}

#[test]
fn r16_options_not_chosen_may_become_dearer() {
    check_general(|numbers, problem| {
        let answer = answer(problem);
        let (Some(homes), Some(totals)) = (answer.homes, answer.totals) else { return Verdict::DoesNotApply };
        let more = 1 + i64::from(numbers.below(1_000));
        let level = numbers.index(problem.levels.len());
        let dearer = changed(problem, |parts| {
            change_options(parts, |mut pair| {
                if homes[pair.child as usize] != Some(pair.home) {
                    pair.cost[level] = (pair.cost[level] + more).min(COST_END - 1);
                }
                Some(pair)
            });
        });
        equal(best(&dearer).as_ref(), Some(&totals))
    });
}
