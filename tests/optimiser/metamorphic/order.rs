//! R1: names and numbers mean nothing.

use nearhome_optimiser::random_problems::Numbers;
use nearhome_problem::{OptionSet, ProblemParts};

use crate::change::{changed, number, renumber_children, renumber_homes};
use crate::ground::{answer, best, check_general, equal, holds};

#[test]
fn r1_new_names_and_numbers_keep_the_totals() {
    check_general(|numbers, problem| {
        let renamed = changed(problem, |parts| shuffle(numbers, parts));
        equal(best(&renamed).as_ref(), best(problem).as_ref())
    });
}

#[test]
fn r1_the_order_of_options_keeps_the_answer() {
    check_general(|numbers, problem| {
        let shuffled =
            changed(problem, |parts| shuffle_options(numbers, parts, &|child| child, &|home| home));
        let (found, expected) = (answer(&shuffled).homes, answer(problem).homes);
        holds(found == expected, || format!("{found:?} instead of {expected:?}"))
    });
}

#[test]
fn r1_names_keep_the_answer() {
    check_general(|_, problem| {
        let renamed = changed(problem, |parts| {
            parts.children.iter_mut().for_each(|child| child.id.insert(0, 'z'));
            parts.homes.iter_mut().for_each(|home| home.id.insert(0, 'a'));
        });
        let (found, expected) = (answer(&renamed).homes, answer(problem).homes);
        holds(found == expected, || format!("{found:?} instead of {expected:?}"))
    });
}

/// Draws a new order of children, homes, options and everything else.
pub(crate) fn shuffle(numbers: &mut Numbers, parts: &mut ProblemParts) {
    let children = numbers.sample(number(parts.children.len()), parts.children.len());
    let homes = numbers.sample(number(parts.homes.len()), parts.homes.len());
    let moved_child = |child: u32| position(&children, child);
    let moved_home = |home: u32| position(&homes, home);
    shuffle_options(numbers, parts, &moved_child, &moved_home);
    parts.children = children.iter().map(|&child| parts.children[child as usize].clone()).collect();
    parts.homes = homes.iter().map(|&home| parts.homes[home as usize].clone()).collect();
    renumber_children(parts, moved_child);
    renumber_homes(parts, moved_home);
    parts.together.reverse();
    parts.together.iter_mut().for_each(|group| group.children.reverse());
    parts.apart.reverse();
    parts.apart.iter_mut().for_each(|pair| pair.children.reverse());
    parts.alone.reverse();
    parts.caps.reverse();
    parts.caps.iter_mut().for_each(|cap| cap.homes.reverse());
    parts.fixed.reverse();
}

fn position(order: &[u32], wanted: u32) -> u32 {
    number(order.iter().position(|&index| index == wanted).expect("the order has every index"))
}

fn shuffle_options(
    numbers: &mut Numbers,
    parts: &mut ProblemParts,
    moved_child: &dyn Fn(u32) -> u32,
    moved_home: &dyn Fn(u32) -> u32,
) {
    let mut options = OptionSet::new(parts.levels.len());
    for index in numbers.sample(number(parts.options.len()), parts.options.len()) {
        let option = parts.options.get(index as usize);
        options.push(moved_child(option.child), moved_home(option.home), option.places, option.cost);
    }
    parts.options = options;
}
