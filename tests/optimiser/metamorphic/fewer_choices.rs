//! R9: options that are deleted and rules that are added.

use nearhome_optimiser::random_problems::Numbers;
use nearhome_problem::{Apart, Cap, Fixed, ProblemParts, Together};

use crate::change::{change_options, changed, number};
use crate::ground::{best, check_general, not_worse};

#[test]
fn r9_deleting_options_never_improves_the_totals() {
    check_general(|numbers, problem| {
        let kept: Vec<bool> =
            (0..problem.homes.len() * problem.children.len()).map(|_| numbers.chance(70)).collect();
        let poorer = changed(problem, |parts| {
            let (homes, fixed) = (parts.homes.len(), parts.fixed.clone());
            change_options(parts, |pair| {
                let is_fixed = fixed.iter().any(|fixed| fixed.child == pair.child);
                (is_fixed || kept[pair.child as usize * homes + pair.home as usize]).then_some(pair)
            });
        });
        not_worse(best(problem).as_ref(), best(&poorer).as_ref())
    });
}

#[test]
fn r9_a_rule_more_never_improves_the_totals() {
    check_general(|numbers, problem| {
        let stricter = changed(problem, |parts| add_rule(numbers, parts));
        not_worse(best(problem).as_ref(), best(&stricter).as_ref())
    });
}

/// Adds a hard rule of some kind, or takes a choice away.
fn add_rule(numbers: &mut Numbers, parts: &mut ProblemParts) {
    let children = number(parts.children.len());
    let pair = numbers.sample(children, 2);
    let child = pair[0];
    match (numbers.below(7), &pair[..]) {
        (0, &[one, other]) => parts.apart.push(Apart { children: [one, other], cost: None }),
        (1, _) => parts.together.push(Together { children: pair, split_cost: None }),
        (2, _) => {
            parts.alone.retain(|&other| other != child);
            parts.alone.push(child);
        }
        (3, _) => {
            let homes = numbers.sample(number(parts.homes.len()), 2);
            parts.caps.push(Cap { id: "added".to_owned(), homes, places: numbers.below(3) });
        }
        (4, _) => parts.children[child as usize].unplaced = None,
        (5, _) if !parts.options.is_empty() => {
            let option = parts.options.get(numbers.index(parts.options.len()));
            let fixed = Fixed { child: option.child, home: option.home };
            if parts.fixed.iter().all(|other| other.child != fixed.child) {
                parts.fixed.push(fixed);
            }
        }
        _ => parts.homes[0].places = parts.homes[0].places.saturating_sub(1),
    }
}
