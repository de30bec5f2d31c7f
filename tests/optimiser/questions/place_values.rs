//! What places are worth, against brute force with one more and one less.

use nearhome_optimiser::Repair;
use nearhome_optimiser::brute_force;
use nearhome_optimiser::questions::{Keep, PlaceValue, PlaceValues, Worth};
use nearhome_problem::{PLACES_MAX, Problem, Totals};

use crate::ground::{
    changed, check_evidence, check_nearly_all, flow, interrupted, no_steps, seeds, solved, unlimited,
};

fn with_places(problem: &Problem, home: usize, places: u32) -> Option<Totals> {
    let changed = changed(problem, |parts| parts.homes[home].places = places);
    brute_force::solve(&changed).map(|(totals, _)| totals)
}

fn difference(more: &[i128], less: &[i128]) -> Totals {
    more.iter().zip(less).map(|(more, less)| more - less).collect()
}

/// What one more is worth and one less costs, the slow way.
fn expected(problem: &Problem, home: usize, now: &Totals) -> (Worth, Worth) {
    let places = problem.homes[home].places;
    let more = with_places(problem, home, places + 1).expect("a place more harms nobody");
    let less = match places {
        0 => Worth::NoSuchPlace,
        _ => match with_places(problem, home, places - 1) {
            Some(less) => Worth::Exact(difference(&less, now)),
            None => Worth::Indispensable,
        },
    };
    (Worth::Exact(difference(now, &more)), less)
}

#[test]
fn places_are_worth_what_solving_again_by_brute_force_says() {
    let (mut proofs, mut worthwhile) = ((0, 0), 0);
    for seed in seeds() {
        let Some((problem, solution)) = solved(seed) else { continue };
        let now = solution.totals.clone().unwrap();
        let mut values = PlaceValues::new(&problem, &solution).unwrap();
        for home in 0..problem.homes.len() {
            let value = values.of(u32::try_from(home).unwrap(), Keep::Evidence, &unlimited()).unwrap();
            let (full, all) = check_evidence(&value.evidence, seed);
            proofs = (proofs.0 + full, proofs.1 + all);
            let zero = Worth::Exact(vec![0; now.len()]);
            worthwhile += u32::from(value.one_more != zero);
            let (more, less) = expected(&problem, home, &now);
            assert_eq!((value.one_more, value.one_less), (more, less), "seed {seed}, home {home}");
        }
    }
    assert!(worthwhile > 50, "only {worthwhile} homes could use a place more");
    check_nearly_all(proofs);
}

#[test]
fn in_a_pure_flow_they_are_the_ends_of_the_price_ranges() {
    let (problem, solution) = flow(5, 300);
    let ranges = Repair::new(problem.clone()).unwrap().price_ranges();
    let mut values = PlaceValues::new(&problem, &solution).unwrap();
    for (home, range) in (0..).zip(ranges) {
        let PlaceValue { one_more, one_less, evidence } =
            values.of(home, Keep::Values, &unlimited()).unwrap();
        assert!(evidence.is_empty());
        assert_eq!(one_more, Worth::Exact(range.least), "home {home}");
        assert_eq!(one_less, range.most.map_or(Worth::Indispensable, Worth::Exact), "home {home}");
    }
}

#[track_caller]
fn check_between(found: &Worth, exact: &Worth, seed: u64) -> u32 {
    match (found, exact) {
        (Worth::Between { least, most }, Worth::Exact(exact)) => {
            assert!(least <= exact, "seed {seed}: at least {least:?}, {exact:?}");
            assert!(
                most.as_ref().is_none_or(|most| exact <= most),
                "seed {seed}: at most {most:?}, {exact:?}"
            );
            1
        }
        (Worth::Between { most, .. }, Worth::Indispensable) => {
            assert_eq!(*most, None, "seed {seed}");
            1
        }
        _ => {
            assert_eq!(found, exact, "seed {seed}");
            0
        }
    }
}

#[test]
fn a_stopped_run_bounds_what_places_are_worth() {
    let mut bounded = 0;
    for seed in seeds() {
        let Some((problem, solution)) = solved(seed) else { continue };
        let mut values = PlaceValues::new(&problem, &solution).unwrap();
        for home in 0..problem.homes.len() {
            let (more, less) = expected(&problem, home, solution.totals.as_ref().unwrap());
            for settings in [no_steps(), interrupted()] {
                let found = values.of(u32::try_from(home).unwrap(), Keep::Evidence, &settings).unwrap();
                bounded += check_between(&found.one_more, &more, seed);
                bounded += check_between(&found.one_less, &less, seed);
            }
        }
    }
    assert!(bounded > 100, "only {bounded} answers were bounds");
}

#[test]
fn a_home_with_a_million_places_can_have_no_more() {
    let problem = changed(&flow(1, 10).0, |parts| parts.homes[0].places = PLACES_MAX);
    let solution = crate::support::solve(&problem);
    let mut values = PlaceValues::new(&problem, &solution).unwrap();
    let value = values.of(0, Keep::Evidence, &unlimited()).unwrap();
    assert_eq!(value.one_more, Worth::NoSuchPlace);
    assert_eq!(value.one_less, Worth::Exact(vec![0; 4]));
}

/// An option that `fixed` rules out does not make a home that of the fixed child.
#[test]
fn a_home_belongs_to_those_who_may_go_there() {
    let problem = Problem::read_json(
        br#"{
            "format": "nearhome-problem/1", "levels": ["pence"],
            "children": [{ "id": "c0" }, { "id": "c1" }],
            "homes": [{ "id": "h0", "places": 2 }, { "id": "h1", "places": 1 }],
            "options": [{ "child": 0, "home": 0, "cost": [5] }, { "child": 0, "home": 1, "cost": [3] },
                        { "child": 1, "home": 1, "cost": [4] }],
            "alone": [0, 1], "fixed": [{ "child": 0, "home": 0 }]
        }"#
        .as_slice(),
    );
    let problem = problem.unwrap();
    let solution = crate::support::solve(&problem);
    let mut values = PlaceValues::new(&problem, &solution).unwrap();
    assert_eq!(values.of(1, Keep::Evidence, &unlimited()).unwrap().one_less, Worth::Indispensable);
    assert_eq!(values.of(0, Keep::Evidence, &unlimited()).unwrap().one_less, Worth::Exact(vec![0]));
}

/// A limit that cannot bind is over children in flows and over all others.
#[test]
fn a_limit_over_everybody_does_not_hide_those_outside_flows() {
    let problem = Problem::read_json(
        br#"{
            "format": "nearhome-problem/1", "levels": ["pence"],
            "children": [{ "id": "c0", "unplaced": [0] }, { "id": "c1", "unplaced": [7] }],
            "homes": [{ "id": "h0", "places": 1 }],
            "options": [{ "child": 1, "home": 0, "cost": [4] }],
            "together": [{ "children": [1] }], "limits": [{ "level": "pence", "max": 100 }]
        }"#
        .as_slice(),
    );
    let problem = problem.unwrap();
    let solution = crate::support::solve(&problem);
    let mut values = PlaceValues::new(&problem, &solution).unwrap();
    assert_eq!(values.of(0, Keep::Evidence, &unlimited()).unwrap().one_less, Worth::Exact(vec![3]));
}
