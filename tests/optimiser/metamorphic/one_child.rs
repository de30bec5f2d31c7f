//! R10, R15: a child who goes.

use nearhome_problem::Totals;

use crate::change::{changed, is_untied, number, remove_child};
use crate::ground::{Verdict, answer, best, check_general, difference, equal, not_worse, sum, wide};

#[test]
fn r10_a_child_costs_at_least_its_cheapest_choice_and_at_most_being_unplaced() {
    check_general(|numbers, problem| {
        let child = number(numbers.index(problem.children.len()));
        if !is_untied(problem, child) || problem.children.len() < 2 {
            return Verdict::DoesNotApply;
        }
        let without = best(&changed(problem, |parts| remove_child(parts, child)));
        let (Some(without), with) = (without, best(problem)) else { return Verdict::DoesNotApply };
        let unplaced = problem.children[child as usize].unplaced.as_deref().map(wide);
        let own =
            problem.options.iter().filter(|option| option.child == child).map(|option| wide(option.cost));
        let cheapest: Option<Totals> = own.chain(unplaced.clone()).min();
        let (Some(with), Some(cheapest)) = (with, cheapest) else { return Verdict::DoesNotApply };
        match not_worse(Some(&sum(&without, &cheapest)), Some(&with)) {
            // A limit may forbid that the child stays unplaced.
            Verdict::Holds if problem.limits.is_empty() => match unplaced {
                Some(unplaced) => not_worse(Some(&with), Some(&sum(&without, &unplaced))),
                None => Verdict::Holds,
            },
            verdict => verdict,
        }
    });
}

#[test]
fn r15_a_child_placed_for_good_can_leave_the_problem_with_its_place() {
    check_general(|numbers, problem| {
        // Places that are taken for some days only, or all of a home's, cannot be subtracted.
        let problem = changed(problem, |parts| {
            parts.alone.clear();
            parts.children.iter_mut().for_each(|child| child.stay = None);
        });
        let child = number(numbers.index(problem.children.len()));
        let answer = answer(&problem);
        let (Some(homes), Some(totals)) = (answer.homes, answer.totals) else { return Verdict::DoesNotApply };
        let (Some(home), true, true) =
            (homes[child as usize], is_untied(&problem, child), problem.children.len() > 1)
        else {
            return Verdict::DoesNotApply;
        };
        let mut options = problem.options.iter();
        let option = options.find(|option| option.child == child && option.home == home);
        let (cost, places) = option.map(|option| (option.cost.to_vec(), option.places)).expect("it is used");
        let smaller = changed(&problem, |parts| {
            remove_child(parts, child);
            parts.homes[home as usize].places -= places;
            parts.caps.iter_mut().filter(|cap| cap.homes.contains(&home)).for_each(|cap| cap.places -= 1);
            parts.limits.iter_mut().for_each(|limit| limit.max -= cost[limit.level]);
        });
        equal(best(&smaller).as_ref(), Some(&difference(&totals, &wide(&cost))))
    });
}
