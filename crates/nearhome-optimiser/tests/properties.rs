//! What must hold when a problem is changed, run elsewhere or stopped.

use nearhome_optimiser::random_problems::{County, Numbers, capped, county, national_capped, plain, tiny};
use nearhome_optimiser::{Settings, brute_force, evaluate, solve};
use nearhome_problem::{Problem, ProblemParts, Solution, Status, Totals};

const SEEDS: u64 = 400;

fn best(problem: &Problem) -> Option<Totals> {
    solve(problem, &Settings::default()).totals
}

fn changed(problem: &Problem, change: impl Fn(&mut ProblemParts)) -> Problem {
    let mut parts = problem.parts().clone();
    change(&mut parts);
    Problem::new(parts).expect("the change keeps the problem valid")
}

/// `None`, nothing feasible, is worse than any totals.
#[track_caller]
fn check_not_worse(better: Option<&Totals>, than: Option<&Totals>, seed: u64) {
    if let Some(than) = than {
        let better = better.unwrap_or_else(|| panic!("seed {seed}: nothing feasible any more"));
        assert!(better <= than, "seed {seed}: {better:?} is worse than {than:?}");
    }
}

#[test]
fn nested_caps_in_a_flow_are_kept_at_least_cost() {
    for seed in 0..4 * SEEDS {
        let problem = capped(seed, 6, 5);
        let expected = brute_force::solve(&problem).map(|(totals, _)| totals);
        assert_eq!(best(&problem), expected, "seed {seed}");
    }
}

#[test]
fn a_wide_cap_changes_nothing_and_a_narrower_one_never_betters_the_plan() {
    let problem = national_capped(1, 400);
    let before = best(&problem);
    let everybody = changed(&problem, |parts| {
        let homes = (0..).zip(&parts.homes).map(|(home, _)| home).collect();
        parts.caps.push(nearhome_problem::Cap { id: "all".to_owned(), homes, places: 400 });
    });
    assert_eq!(best(&everybody), before);
    for cap in 0..problem.caps.len() {
        let narrower = changed(&problem, |parts| {
            parts.caps[cap].places = parts.caps[cap].places.saturating_sub(1);
        });
        check_not_worse(before.as_ref(), best(&narrower).as_ref(), 1);
    }
}

#[test]
fn one_more_place_never_worsens_the_plan() {
    // A child who must be alone takes all places, of however many there are.
    for seed in 0..SEEDS {
        let problem = tiny(seed);
        let roomier = changed(&problem, |parts| parts.homes[0].places += 1);
        check_not_worse(best(&roomier).as_ref(), best(&problem).as_ref(), seed);
    }
}

#[test]
fn dropping_a_pair_kept_apart_never_worsens_the_plan() {
    for seed in 0..SEEDS {
        let problem = tiny(seed);
        let looser = changed(&problem, |parts| drop(parts.apart.pop()));
        check_not_worse(best(&looser).as_ref(), best(&problem).as_ref(), seed);
    }
}

#[test]
fn the_order_of_children_never_changes_the_totals() {
    for seed in 0..SEEDS {
        let problem = tiny(seed);
        let reversed = changed(&problem, reverse_children);
        assert_eq!(best(&reversed), best(&problem), "seed {seed}");
    }
}

fn reverse_children(parts: &mut ProblemParts) {
    let last = u32::try_from(parts.children.len()).expect("a tiny problem") - 1;
    let mut options = nearhome_problem::OptionSet::new(parts.levels.len());
    for option in parts.options.iter() {
        options.push(last - option.child, option.home, option.places, option.cost);
    }
    parts.options = options;
    parts.children.reverse();
    let groups = parts.together.iter_mut().flat_map(|group| &mut group.children);
    let pairs = parts.apart.iter_mut().flat_map(|pair| &mut pair.children);
    let fixed = parts.fixed.iter_mut().map(|fixed| &mut fixed.child);
    for child in groups.chain(pairs).chain(fixed).chain(&mut parts.alone) {
        *child = last - *child;
    }
}

#[test]
fn two_counties_side_by_side_cost_the_sum() {
    for seed in 0..SEEDS {
        let (one, other) = (tiny(2 * seed), tiny(2 * seed + 1));
        if one.levels.len() != other.levels.len() || !one.limits.is_empty() || !other.limits.is_empty() {
            continue;
        }
        let both = Problem::new(side_by_side(&one, &other)).expect("both are valid");
        let sum = best(&one).zip(best(&other)).map(|(one, other)| {
            let pairs = one.iter().zip(&other);
            pairs.map(|(one, other)| one + other).collect::<Totals>()
        });
        assert_eq!(best(&both), sum, "seed {seed}");
    }
}

fn side_by_side(one: &Problem, other: &Problem) -> ProblemParts {
    let mut both = one.parts().clone();
    let mut add = other.parts().clone();
    let children = u32::try_from(both.children.len()).expect("a tiny problem");
    let homes = u32::try_from(both.homes.len()).expect("a tiny problem");
    for option in add.options.iter() {
        both.options.push(option.child + children, option.home + homes, option.places, option.cost);
    }
    let groups = add.together.iter_mut().flat_map(|group| &mut group.children);
    let pairs = add.apart.iter_mut().flat_map(|pair| &mut pair.children);
    for child in groups.chain(pairs).chain(&mut add.alone) {
        *child += children;
    }
    for home in add.caps.iter_mut().flat_map(|cap| &mut cap.homes) {
        *home += homes;
    }
    for fixed in &mut add.fixed {
        fixed.child += children;
        fixed.home += homes;
    }
    both.children.extend(add.children);
    both.homes.extend(add.homes);
    both.together.extend(add.together);
    both.apart.extend(add.apart);
    both.alone.extend(add.alone);
    both.caps.extend(add.caps);
    both.fixed.extend(add.fixed);
    both
}

#[test]
fn fixing_the_best_answer_keeps_its_totals() {
    for seed in 0..SEEDS {
        let problem = tiny(seed);
        let Some(homes) = solve(&problem, &Settings::default()).homes else { continue };
        let fixed = changed(&problem, |parts| {
            let placed = (0..).zip(&homes).filter_map(|(child, home)| home.map(|home| (child, home)));
            parts.fixed = placed.map(|(child, home)| nearhome_problem::Fixed { child, home }).collect();
        });
        assert_eq!(best(&fixed), best(&problem), "seed {seed}");
    }
}

fn small_county(seed: u64) -> Problem {
    county(County { children: 120, undecided: 60, ..County::usual(seed, 60) })
}

fn solve_on(threads: usize, problem: &Problem, settings: &Settings<'_>) -> Solution {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a thread pool");
    pool.install(|| solve(problem, settings))
}

#[test]
fn the_number_of_threads_changes_nothing() {
    for seed in 0..6 {
        let problem = small_county(seed);
        for step_limit in [None, Some(3)] {
            let settings = Settings { step_limit, ..Settings::default() };
            let one = solve_on(1, &problem, &settings);
            assert_eq!(one, solve_on(4, &problem, &settings), "seed {seed}, steps {step_limit:?}");
        }
    }
}

#[test]
fn a_stopped_run_keeps_a_valid_bound_and_never_says_infeasible() {
    for seed in 0..SEEDS {
        let problem = tiny(seed);
        let optimum = best(&problem);
        for steps in 0..4 {
            check_stopped(&problem, steps, optimum.as_ref(), seed);
        }
    }
    for seed in 0..3 {
        let problem = small_county(seed);
        let optimum = best(&problem);
        for steps in [0, 1, 2, 5, 20] {
            check_stopped(&problem, steps, optimum.as_ref(), seed);
        }
    }
}

#[track_caller]
fn check_stopped(problem: &Problem, steps: u64, optimum: Option<&Totals>, seed: u64) {
    let settings = Settings { step_limit: Some(steps), ..Settings::default() };
    let solution = solve(problem, &settings);
    if let (Some(bound), Some(optimum)) = (&solution.bound, optimum) {
        assert!(bound <= optimum, "seed {seed}, {steps} steps: bound {bound:?} above {optimum:?}");
    }
    match solution.status {
        Status::Infeasible => assert_eq!(optimum, None, "seed {seed}, {steps} steps"),
        Status::Optimal => assert_eq!(solution.totals.as_ref(), optimum, "seed {seed}, {steps} steps"),
        Status::Feasible => {
            let homes = solution.homes.expect("a feasible answer has homes");
            assert_eq!(evaluate(problem, &homes).ok(), solution.totals, "seed {seed}, {steps} steps");
        }
        Status::Unknown => assert_eq!(solution.homes, None, "seed {seed}, {steps} steps"),
    }
}

#[test]
fn an_interrupt_stops_the_run() {
    let problem = small_county(0);
    let settings = Settings { interrupt: Some(&|| true), ..Settings::default() };
    let status = solve(&problem, &settings).status;
    assert!(matches!(status, Status::Feasible | Status::Unknown), "{status:?}");
}

#[test]
fn progress_tells_bounds_that_hold() {
    let problem = small_county(1);
    let told = std::sync::Mutex::new(Vec::new());
    let progress = |progress: &nearhome_optimiser::Progress| {
        told.lock().expect("no thread panics").push(progress.clone());
    };
    let solution = solve(&problem, &Settings { progress: Some(&progress), ..Settings::default() });
    assert_eq!(solution.status, Status::Optimal);
    let told = told.into_inner().expect("no thread panics");
    assert!(!told.is_empty());
    for progress in told {
        assert!(progress.incumbent.is_none_or(|incumbent| progress.bound <= incumbent));
    }
}

/// Hall's condition, counted here: more places needed than there are.
#[test]
fn a_shortage_outnumbers_its_places() {
    let mut shortages = 0;
    for seed in 0..4 * SEEDS {
        let problem = tiny(seed);
        let solution = solve(&problem, &Settings::default());
        let short = solution.certificate.shortage;
        if short.is_empty() {
            continue;
        }
        shortages += 1;
        assert_eq!(solution.status, Status::Infeasible, "seed {seed}");
        let fixed = |child: u32| problem.fixed.iter().find(|fixed| fixed.child == child);
        let permitted = |child: u32| {
            let of_child = problem.options.iter().filter(move |option| option.child == child);
            of_child.filter(move |option| fixed(child).is_none_or(|fixed| fixed.home == option.home))
        };
        let mut homes: Vec<u32> =
            short.iter().flat_map(|&child| permitted(child)).map(|option| option.home).collect();
        homes.sort_unstable();
        homes.dedup();
        let places: u32 = homes.iter().map(|&home| problem.homes[home as usize].places).sum();
        let needed: u32 =
            short.iter().map(|&child| permitted(child).map(|option| option.places).min().unwrap_or(1)).sum();
        assert!(needed > places, "seed {seed}: {short:?} need {needed} and have {places} places");
        for &child in &short {
            let may_wait = problem.children[child as usize].unplaced.is_some() && fixed(child).is_none();
            assert!(!may_wait, "seed {seed}: child {child} may stay unplaced");
        }
    }
    assert!(shortages > 50, "only {shortages} shortages in the sample");
}

/// The prices must prove a pure flow optimal by the formula of `FlowPrices` alone.
#[test]
fn the_prices_of_a_flow_prove_it_optimal() {
    for (seed, children) in [(0, 1), (1, 30), (2, 300), (3, 1500)] {
        check_prices(&plain(seed, children));
    }
    let mut numbers = Numbers::new(9);
    for _ in 0..SEEDS {
        let problem = changed(&tiny(numbers.bits()), |parts| {
            parts.together.clear();
            parts.apart.clear();
            parts.alone.clear();
            parts.caps.clear();
            parts.limits.clear();
            parts.children.iter_mut().for_each(|child| child.stay = None);
            let mut options = nearhome_problem::OptionSet::new(parts.levels.len());
            for option in parts.options.iter() {
                options.push(option.child, option.home, 1, option.cost);
            }
            parts.options = options;
        });
        check_prices(&problem);
    }
}

#[track_caller]
fn check_prices(problem: &Problem) {
    let solution = solve(problem, &Settings::default());
    if solution.status == Status::Infeasible {
        return;
    }
    assert_eq!(solution.certificate.search_nodes, 0);
    let prices = solution.certificate.flow.expect("a pure flow has prices");
    assert_eq!(prices.children.len(), problem.children.len());
    let levels = problem.levels.len();
    let mut price_of = vec![vec![0_i128; levels]; problem.homes.len()];
    for (home, price) in prices.homes {
        assert!(price > vec![0; levels], "only prices above zero are listed");
        price_of[home as usize] = price;
    }
    let mut fixed = vec![None; problem.children.len()];
    problem.fixed.iter().for_each(|pair| fixed[pair.child as usize] = Some(pair.home));
    let mut own: Vec<Option<Totals>> = vec![None; problem.children.len()];
    for (child, given) in problem.children.iter().enumerate() {
        let unplaced = given.unplaced.as_ref().filter(|_| fixed[child].is_none());
        own[child] = unplaced.map(|cost| cost.iter().map(|&level| i128::from(level)).collect());
    }
    for option in problem.options.iter() {
        let child = option.child as usize;
        if fixed[child].is_some_and(|home| home != option.home) {
            continue;
        }
        let price = &price_of[option.home as usize];
        let cost: Totals =
            option.cost.iter().zip(price).map(|(&cost, price)| i128::from(cost) + price).collect();
        if own[child].as_ref().is_none_or(|own| cost < *own) {
            own[child] = Some(cost);
        }
    }
    let mut bound = vec![0_i128; levels];
    for price in own.iter().flatten() {
        bound.iter_mut().zip(price).for_each(|(sum, level)| *sum += level);
    }
    for (home, price) in problem.homes.iter().zip(&price_of) {
        bound.iter_mut().zip(price).for_each(|(sum, level)| *sum -= level * i128::from(home.places));
    }
    assert_eq!(Some(bound), solution.totals);
}

#[test]
fn the_order_of_options_changes_nothing() {
    for seed in 0..SEEDS {
        let problem = tiny(seed);
        let backwards = changed(&problem, |parts| {
            let mut options = nearhome_problem::OptionSet::new(parts.levels.len());
            for index in (0..parts.options.len()).rev() {
                let option = parts.options.get(index);
                options.push(option.child, option.home, option.places, option.cost);
            }
            parts.options = options;
        });
        let settings = Settings::default();
        assert_eq!(solve(&backwards, &settings), solve(&problem, &settings), "seed {seed}");
    }
}

#[test]
fn a_run_without_any_step_still_has_an_answer() {
    for seed in 0..5 {
        let settings = Settings { step_limit: Some(0), ..Settings::default() };
        let solution = solve(&small_county(seed), &settings);
        assert_eq!(solution.status, Status::Feasible, "seed {seed}");
    }
}
