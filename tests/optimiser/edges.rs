//! Problems at the ends of the format: nobody, nothing, the largest numbers there are. No public function panics on them,
//! and every answer is accepted and right.

use nearhome_check::check;
use nearhome_optimiser::questions::{Keep, PlaceValues, all_optima, canonical, frontier, shortages};
use nearhome_optimiser::{Footing, Repair, Settings, brute_force, solve, solve_from, solve_near};
use nearhome_problem::{
    Apart, COST_END, Cap, Child, Home, Limit, OptionSet, PLACES_MAX, Problem, ProblemParts, Status, Stay,
    Together,
};

/// The largest cost.
const MOST: i64 = COST_END - 1;

/// Children who may all go to all homes; an option costs `cost` on every level, staying unplaced `unplaced`.
fn parts(levels: usize, children: u32, places: &[u32], cost: i64, unplaced: Option<i64>) -> ProblemParts {
    let mut options = OptionSet::new(levels);
    for child in 0..children {
        (0..).zip(places).for_each(|(home, _)| options.push(child, home, 1, &vec![cost; levels]));
    }
    let child = |child| Child {
        id: format!("c{child}"),
        unplaced: unplaced.map(|unplaced| vec![unplaced; levels]),
        stay: None,
    };
    let home = |(home, &places): (usize, &u32)| Home { id: format!("h{home}"), places };
    ProblemParts {
        levels: (0..levels).map(|level| format!("level-{level}")).collect(),
        children: (0..children).map(child).collect(),
        homes: places.iter().enumerate().map(home).collect(),
        options,
        ..ProblemParts::default()
    }
}

/// Everything that can be asked of a problem, with and without steps; `expected` is what its answer costs on each level.
#[track_caller]
fn ask_everything(parts: ProblemParts, expected: Option<i128>) {
    let problem = Problem::new(parts).expect("the case is a valid problem");
    let levels = problem.levels.len();
    for step_limit in [None, Some(0), Some(1), Some(3)] {
        let settings = Settings { step_limit, ..Settings::default() };
        let solution = solve(&problem, &settings);
        assert!(check(&problem, &solution).is_ok(), "{:?}", check(&problem, &solution));
        if step_limit.is_none() {
            assert_eq!(solution.totals, expected.map(|total| vec![total; levels]));
            let status = if expected.is_some() { Status::Optimal } else { Status::Infeasible };
            assert_eq!(solution.status, status);
        }
        let nowhere = vec![Some(u32::MAX); problem.children.len()];
        let (near, footing) = solve_near(&problem, &Footing::default(), &settings);
        let again = solve_near(&problem, &footing, &settings).0;
        for other in [solve_from(&problem, &nowhere, &settings), near, again] {
            assert!(check(&problem, &other).is_ok(), "{:?}", check(&problem, &other));
        }
        let is_optimal = solution.status == Status::Optimal;
        assert_eq!(all_optima(&problem, &solution, &settings).is_ok(), is_optimal);
        assert_eq!(canonical(&problem, &solution, 1, &settings).is_ok(), is_optimal);
        if let Ok(mut values) = PlaceValues::new(&problem, &solution) {
            for home in (0..).take(problem.homes.len()) {
                values.of(home, Keep::Evidence, &settings).expect("an optimum and a home of it");
            }
        }
        let _ = shortages(&problem, &settings);
        let _ = frontier(&problem, 0, levels - 1, &settings);
    }
    if let Ok(repair) = Repair::new(problem.clone()) {
        assert!(repair.is_proved());
        assert_eq!(repair.price_ranges().len(), problem.homes.len());
    }
    if problem.children.len() < 6 {
        let best = brute_force::solve(&problem).map(|(totals, _)| totals);
        assert_eq!(best, expected.map(|total| vec![total; levels]), "the case itself");
    }
}

#[test]
fn nobody_and_nothing() {
    ask_everything(parts(1, 0, &[], 0, None), Some(0));
    ask_everything(parts(8, 0, &[0, PLACES_MAX], 0, None), Some(0));
    ask_everything(parts(2, 3, &[], 0, Some(5)), Some(15));
    ask_everything(parts(2, 3, &[], 0, None), None);
}

#[test]
fn homes_without_places() {
    ask_everything(parts(2, 3, &[0, 0], 1, Some(5)), Some(15));
    ask_everything(parts(2, 3, &[0, 0], 1, None), None);
}

#[test]
fn whoever_is_too_large_for_every_home_stays_unplaced() {
    let mut wide = parts(2, 2, &[3], 1, Some(5));
    wide.options = OptionSet::new(2);
    wide.options.push(0, 0, PLACES_MAX, &[1, 1]);
    wide.options.push(1, 0, 4, &[1, 1]);
    ask_everything(wide.clone(), Some(10));
    wide.children[1].unplaced = None;
    ask_everything(wide, None);
}

#[test]
fn a_group_larger_than_every_home() {
    for split_cost in [None, Some(vec![2; 2])] {
        let mut large = parts(2, 5, &[2, 2, 1], 1, Some(10));
        let expected = if split_cost.is_some() { 7 } else { 50 };
        large.together.push(Together { children: (0..5).collect(), split_cost });
        ask_everything(large, Some(expected));
    }
    let mut must = parts(2, 5, &[2, 2, 1], 1, None);
    must.together.push(Together { children: (0..5).collect(), split_cost: None });
    ask_everything(must, None);
}

#[test]
fn caps_and_limits_of_nothing() {
    let mut capped = parts(2, 3, &[2, 2], 0, Some(4));
    capped.caps.push(Cap { id: "none".to_owned(), homes: vec![0, 1], places: 0 });
    capped.caps.push(Cap { id: "empty".to_owned(), homes: Vec::new(), places: 0 });
    capped.caps.push(Cap { id: "endless".to_owned(), homes: vec![1], places: u32::MAX });
    ask_everything(capped.clone(), Some(12));
    capped.limits.push(Limit { level: 1, max: i64::MAX });
    ask_everything(capped.clone(), Some(12));
    capped.limits.push(Limit { level: 0, max: 0 });
    ask_everything(capped, None);
}

#[test]
fn the_largest_costs_on_every_level() {
    let most = i128::from(MOST);
    ask_everything(parts(8, 4, &[1, 1], MOST, Some(MOST)), Some(4 * most));
    let mut tied = parts(8, 4, &[2, 2], MOST, Some(MOST));
    tied.together.push(Together { children: vec![0, 1, 2], split_cost: Some(vec![MOST; 8]) });
    tied.apart.push(Apart { children: [2, 3], cost: Some(vec![MOST; 8]) });
    tied.apart.push(Apart { children: [0, 3], cost: None });
    tied.alone.push(1);
    ask_everything(tied, Some(4 * most));
}

#[test]
fn the_largest_costs_of_many_children() {
    let most = i128::from(MOST);
    let mut many = parts(8, 60, &[20, 9, 1], MOST, Some(MOST));
    ask_everything(many.clone(), Some(60 * most));
    many.alone.push(7);
    many.caps.push(Cap { id: "both".to_owned(), homes: vec![0, 1], places: 11 });
    let problem = Problem::new(many).expect("the case is a valid problem");
    for step_limit in [0, 2, 8] {
        let settings = Settings { step_limit: Some(step_limit), ..Settings::default() };
        let solution = solve(&problem, &settings);
        assert!(check(&problem, &solution).is_ok(), "{:?}", check(&problem, &solution));
    }
}

#[test]
fn stays_at_the_ends_of_time() {
    let stays = [(i64::MIN, i64::MAX), (i64::MIN, i64::MIN + 1), (i64::MAX - 1, i64::MAX), (-1, 1)];
    let mut timed = parts(2, 4, &[1], 1, Some(5));
    for (child, (from, to)) in timed.children.iter_mut().zip(stays) {
        child.stay = Some(Stay { from, to });
    }
    // The first child needs the place always; the three others one after the other.
    ask_everything(timed, Some(8));
}
