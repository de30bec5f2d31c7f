//! R13, R19: problems side by side.

use nearhome_optimiser::random_problems::tiny;
use nearhome_problem::Problem;

use crate::change::{changed, number};
use crate::ground::{Verdict, best, check_flows, check_general, equal, sum};
use crate::side_by_side::{padded, side_by_side};

#[test]
fn r13_two_authorities_side_by_side_cost_the_sum() {
    check_general(|numbers, problem| {
        let other = tiny(numbers.bits() >> 32);
        let both = best(&side_by_side(problem, &other));
        let levels = problem.levels.len().max(other.levels.len());
        let alone = |problem| best(&Problem::new(padded(problem, levels)).expect("zeros are costs"));
        let expected = alone(problem).zip(alone(&other)).map(|(one, other)| sum(&one, &other));
        equal(both.as_ref(), expected.as_ref())
    });
}

#[test]
fn r19_twice_the_children_and_twice_the_places_cost_twice_as_much() {
    check_flows(|_, problem| {
        if !problem.fixed.is_empty() {
            return Verdict::DoesNotApply;
        }
        let twice = changed(problem, |parts| {
            let children = number(parts.children.len());
            parts.children.extend_from_within(..);
            parts.homes.iter_mut().for_each(|home| home.places *= 2);
            for index in 0..parts.options.len() {
                let option = problem.options.get(index);
                parts.options.push(option.child + children, option.home, option.places, option.cost);
            }
        });
        let expected = best(problem).map(|totals| sum(&totals, &totals));
        equal(best(&twice).as_ref(), expected.as_ref())
    });
}
