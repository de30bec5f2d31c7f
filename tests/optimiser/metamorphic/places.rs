//! R7, R8, R12, R17: places that are added, and homes that are divided.

use nearhome_optimiser::random_problems::Numbers;
use nearhome_problem::{OptionSet, Problem, ProblemParts, Status, Totals};

use crate::change::{changed, number};
use crate::ground::{
    Verdict, answer, best, check_breaks, check_flows, check_general, difference, equal, not_worse,
};

fn with_more_places(problem: &Problem, home: usize, more: u32) -> Option<Totals> {
    best(&changed(problem, |parts| parts.homes[home].places += more))
}

#[test]
fn r7_places_more_never_worsen_the_totals() {
    check_general(|numbers, problem| {
        let home = numbers.index(problem.homes.len());
        let [none, one, two] = [0, 1, 2].map(|more| with_more_places(problem, home, more));
        match not_worse(one.as_ref(), none.as_ref()) {
            Verdict::Holds => not_worse(two.as_ref(), one.as_ref()),
            broken => broken,
        }
    });
}

#[test]
fn r8_in_a_flow_each_further_place_is_worth_no_more_than_the_one_before() {
    check_flows(worth_falls);
}

/// Siblings need two places at once: the second can be worth more than the first. Were the relation never found
/// broken here, it would prove nothing above.
#[test]
fn r8_is_false_with_siblings_and_is_found_to_be() {
    check_breaks(worth_falls);
}

fn worth_falls(numbers: &mut Numbers, problem: &Problem) -> Verdict {
    let home = numbers.index(problem.homes.len());
    let totals = [0, 1, 2].map(|more| with_more_places(problem, home, more));
    let [Some(none), Some(one), Some(two)] = totals else { return Verdict::DoesNotApply };
    let (first, second) = (difference(&none, &one), difference(&one, &two));
    not_worse(Some(&second), Some(&first))
}

#[test]
fn r12_a_flow_does_not_notice_that_a_home_is_divided() {
    check_flows(|numbers, problem| {
        let Some(divided) = divided(problem, numbers.index(problem.homes.len())) else {
            return Verdict::DoesNotApply;
        };
        equal(best(&divided).as_ref(), best(problem).as_ref())
    });
}

#[test]
fn r12_dividing_a_home_never_helps_those_who_belong_together() {
    check_general(|numbers, problem| {
        let merged = changed(problem, |parts| {
            // Children who are kept apart or live alone gain by a wall between them.
            parts.apart.clear();
            parts.alone.clear();
            parts.fixed.clear();
        });
        let Some(divided) = divided(&merged, numbers.index(problem.homes.len())) else {
            return Verdict::DoesNotApply;
        };
        not_worse(best(&merged).as_ref(), best(&divided).as_ref())
    });
}

#[test]
fn r17_a_place_more_is_worth_at_most_the_price_of_the_home() {
    check_flows(|numbers, problem| {
        let answer = answer(problem);
        let (Status::Optimal, Some(prices)) = (answer.status, &answer.certificate.flow) else {
            return Verdict::DoesNotApply;
        };
        let home = numbers.index(problem.homes.len());
        let price = prices.homes.iter().find(|(index, _)| *index as usize == home);
        let price = price.map_or(vec![0; problem.levels.len()], |(_, price)| price.clone());
        let least = difference(answer.totals.as_ref().expect("an optimum has totals"), &price);
        not_worse(Some(&least), with_more_places(problem, home, 1).as_ref())
    });
}

/// The problem with a home of k places divided into one of 1 place and one of k - 1.
fn divided(problem: &Problem, home: usize) -> Option<Problem> {
    if problem.homes[home].places < 2 || !problem.fixed.is_empty() {
        return None;
    }
    Some(changed(problem, |parts| divide(parts, home)))
}

fn divide(parts: &mut ProblemParts, home: usize) {
    let (old, new) = (number(home), number(parts.homes.len()));
    let mut rest = parts.homes[home].clone();
    rest.id.push_str("-rest");
    rest.places -= 1;
    parts.homes.push(rest);
    parts.homes[home].places = 1;
    let mut options = OptionSet::new(parts.levels.len());
    for option in parts.options.iter() {
        options.push(option.child, option.home, option.places, option.cost);
        if option.home == old {
            options.push(option.child, new, option.places, option.cost);
        }
    }
    parts.options = options;
    for cap in parts.caps.iter_mut().filter(|cap| cap.homes.contains(&old)) {
        cap.homes.push(new);
    }
}
