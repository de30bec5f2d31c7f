//! Runs a relation on random problems until it has applied often enough.

use nearhome_check::check;
use nearhome_optimiser::random_problems::{Numbers, every_field, plain, tiny};
use nearhome_problem::{Problem, Solution, Totals};

use crate::support::{cases, first_seed, flow_only, solve};

/// What a relation says of one problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Holds,
    /// The problem lacks what the relation is about.
    DoesNotApply,
    Broken(String),
}

/// A relation: it may draw numbers to choose what to change.
pub(crate) type Relation = fn(&mut Numbers, &Problem) -> Verdict;

/// Checks a relation on problems with every field of the format.
#[track_caller]
pub(crate) fn check_general(relation: Relation) {
    check_on(general, relation);
}

/// Checks that a relation does not hold on all problems with every field.
#[track_caller]
pub(crate) fn check_breaks(relation: Relation) {
    let is_broken = |seed: u64| {
        let verdict = relation(&mut Numbers::new(seed ^ 0x5eed), &general(seed));
        matches!(verdict, Verdict::Broken(_))
    };
    assert!((0..1_000).any(is_broken), "the relation is never broken");
}

/// A problem with every field of the format, or a pure flow.
fn general(seed: u64) -> Problem {
    match seed % 4 {
        0 | 1 => tiny(seed),
        2 => every_field(seed, 8, 5),
        _ => flow(seed),
    }
}

/// Checks a relation on pure flows.
#[track_caller]
pub(crate) fn check_flows(relation: Relation) {
    check_on(flow, relation);
}

/// A pure flow, with ties and huge costs or with realistic ones.
fn flow(seed: u64) -> Problem {
    if seed.is_multiple_of(3) {
        plain(seed, 3 + u32::try_from(seed % 23).expect("below 23"))
    } else {
        flow_only(every_field(seed, 8, 5))
    }
}

#[track_caller]
fn check_on(problem: impl Fn(u64) -> Problem, relation: Relation) {
    let wanted = cases("NEARHOME_METAMORPHIC", 200);
    let mut applied = 0;
    for seed in first_seed()..first_seed() + 50 * wanted {
        let mut numbers = Numbers::new(seed ^ 0x5eed);
        match relation(&mut numbers, &problem(seed)) {
            Verdict::Holds => applied += 1,
            Verdict::DoesNotApply => {}
            Verdict::Broken(how) => panic!("seed {seed}: {how}"),
        }
        if applied == wanted {
            return;
        }
    }
    panic!("the relation applies to {applied} problems only, {wanted} wanted");
}

/// The optimiser's answer, checked.
#[track_caller]
pub(crate) fn answer(problem: &Problem) -> Solution {
    let solution = solve(problem);
    if let Err(rejection) = check(problem, &solution) {
        panic!("the checker rejects an answer: {rejection}");
    }
    solution
}

/// The best totals; `None` when there is no answer.
#[track_caller]
pub(crate) fn best(problem: &Problem) -> Option<Totals> {
    answer(problem).totals
}

/// The two problems have the same best totals.
pub(crate) fn equal(found: Option<&Totals>, expected: Option<&Totals>) -> Verdict {
    holds(found == expected, || format!("found {found:?}, expected {expected:?}"))
}

/// The first totals are at most the second; having no answer is worse than any totals.
pub(crate) fn not_worse(better: Option<&Totals>, than: Option<&Totals>) -> Verdict {
    let holds_so = match (better, than) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(better), Some(than)) => better <= than,
    };
    holds(holds_so, || format!("{better:?} is worse than {than:?}"))
}

pub(crate) fn holds(condition: bool, how_not: impl FnOnce() -> String) -> Verdict {
    if condition { Verdict::Holds } else { Verdict::Broken(how_not()) }
}

/// Adds two vectors, level by level.
pub(crate) fn sum(one: &[i128], other: &[i128]) -> Totals {
    one.iter().zip(other).map(|(one, other)| one + other).collect()
}

/// Subtracts the second vector from the first, level by level.
pub(crate) fn difference(one: &[i128], other: &[i128]) -> Totals {
    one.iter().zip(other).map(|(one, other)| one - other).collect()
}

/// Costs as totals.
pub(crate) fn wide(cost: &[i64]) -> Totals {
    cost.iter().copied().map(i128::from).collect()
}
