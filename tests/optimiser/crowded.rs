//! Problems beyond brute force: homes that hundreds of children could go to, nested and overlapping caps, limits, up to eight
//! levels with costs up to the format's end. Each is solved as it is and in reverse order on two threads; both answers
//! pass the checker, and where both runs came to an end they agree.
//!
//! `NEARHOME_CROWDED` sets the number of problems (30), `NEARHOME_SEED` the first seed, `NEARHOME_CHILDREN` the most
//! children (60), `NEARHOME_STEPS` the most steps of a run (20).

mod support;

use nearhome_check::check;
use nearhome_optimiser::random_problems::Numbers;
use nearhome_optimiser::{Settings, solve};
use nearhome_problem::{
    Apart, COST_END, Cap, Child, Home, Limit, OptionSet, Problem, ProblemParts, Solution, Status, Stay,
    Together,
};
use support::{cases, first_seed};

#[test]
fn the_order_of_a_crowd_and_the_number_of_threads_do_not_matter() {
    let children = u32::try_from(cases("NEARHOME_CHILDREN", 60)).expect("children are numbered in 32 bits");
    let step_limit = Some(cases("NEARHOME_STEPS", 20));
    let mut ended = 0;
    for seed in first_seed()..first_seed() + cases("NEARHOME_CROWDED", 30) {
        ended += u64::from(check_both_ways(seed, children, step_limit));
    }
    assert!(ended > 0, "no run came to an end");
}

/// Whether both runs came to an end.
fn check_both_ways(seed: u64, children: u32, step_limit: Option<u64>) -> bool {
    let problem = crowded(seed, children);
    let settings = Settings { step_limit, ..Settings::default() };
    let on_threads = |threads: usize, problem: &Problem| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be had");
        pool.install(|| solve(problem, &settings))
    };
    let (here, reversed) = (on_threads(1, &problem), reversed(&problem));
    let there = on_threads(2, &reversed);
    for (problem, solution) in [(&problem, &here), (&reversed, &there)] {
        let report = check(problem, solution);
        assert!(report.is_ok(), "seed {seed}: {report:?} of {:?}", solution.status);
    }
    check_not_above(seed, &here, &there);
    check_not_above(seed, &there, &here);
    let is_ended = |solution: &Solution| matches!(solution.status, Status::Optimal | Status::Infeasible);
    if is_ended(&here) && is_ended(&there) {
        assert_eq!(here.totals, there.totals, "seed {seed}: one way and the other");
    }
    is_ended(&here) && is_ended(&there)
}

/// What one run says that every answer costs, the other's answer costs.
fn check_not_above(seed: u64, one: &Solution, other: &Solution) {
    if let Some(totals) = &other.totals {
        assert_ne!(one.status, Status::Infeasible, "seed {seed}: there is an answer");
        assert!(
            one.bound.as_ref().is_none_or(|bound| bound <= totals),
            "seed {seed}: a bound above {totals:?}"
        );
    }
}

/// How costs are drawn.
#[derive(Clone, Copy)]
enum Costs {
    Few,
    Pence,
    Huge,
}

fn crowded(seed: u64, children: u32) -> Problem {
    let mut numbers = Numbers::new(seed);
    let levels = numbers.one_of(&[1, 2, 4, 4, 8]);
    let costs = numbers.one_of(&[Costs::Few, Costs::Pence, Costs::Pence, Costs::Huge]);
    let children = children / 2 + numbers.below(children / 2 + 1);
    let homes = 2 + numbers.below(2 + children / 8);
    let mut parts = ProblemParts {
        levels: (0..levels).map(|level| format!("level-{level}")).collect(),
        options: OptionSet::new(levels),
        ..ProblemParts::default()
    };
    people(&mut numbers, &mut parts, children, costs);
    houses(&mut numbers, &mut parts, homes, costs);
    ties(&mut numbers, &mut parts, costs);
    caps_and_limits(&mut numbers, &mut parts);
    Problem::new(parts).expect("the generator makes only valid problems")
}

fn cost(numbers: &mut Numbers, levels: usize, costs: Costs) -> Vec<i64> {
    let mut draw = |level: usize| match costs {
        Costs::Few => i64::from(numbers.below(4)),
        Costs::Pence if level + 1 < levels => i64::from(numbers.below(3)),
        Costs::Pence => i64::from(numbers.below(1_000_000)),
        Costs::Huge => {
            let spread = 1 << numbers.below(32);
            COST_END - 1 - i64::from(numbers.below(spread))
        }
    };
    (0..levels).map(&mut draw).collect()
}

fn people(numbers: &mut Numbers, parts: &mut ProblemParts, children: u32, costs: Costs) {
    let (must, stays) = (numbers.one_of(&[0, 0, 5]), numbers.chance(20));
    for index in 0..children {
        let unplaced = (!numbers.chance(must)).then(|| cost(numbers, parts.levels.len(), costs));
        let from = i64::from(numbers.below(30));
        let stay =
            (stays && numbers.chance(70)).then(|| Stay { from, to: from + 1 + i64::from(numbers.below(20)) });
        parts.children.push(Child { id: format!("c{index}"), unplaced, stay });
    }
}

/// One or two homes for everybody, all others for some.
fn houses(numbers: &mut Numbers, parts: &mut ProblemParts, homes: u32, costs: Costs) {
    let (open_to_all, wide) = (1 + numbers.below(2), numbers.one_of(&[0, 0, 20]));
    for home in 0..homes {
        let is_large = home < open_to_all;
        let places = if is_large { 3 + numbers.below(60) } else { numbers.below(5) };
        parts.homes.push(Home { id: format!("h{home}"), places });
        let percent = if is_large { 100 } else { numbers.one_of(&[3, 10, 40]) };
        for child in (0..).take(parts.children.len()) {
            if numbers.chance(percent) {
                let places = if numbers.chance(wide) { 2 + numbers.below(2) } else { 1 };
                parts.options.push(child, home, places, &cost(numbers, parts.levels.len(), costs));
            }
        }
    }
}

fn ties(numbers: &mut Numbers, parts: &mut ProblemParts, costs: Costs) {
    let levels = parts.levels.len();
    let children = u32::try_from(parts.children.len()).expect("a few hundred");
    let share = numbers.one_of(&[0, 20, 8, 3]);
    for _ in 0..children.checked_div(share).unwrap_or(0) {
        let size = 2 + numbers.below(3) as usize;
        let split_cost = numbers.chance(70).then(|| cost(numbers, levels, costs));
        parts.together.push(Together { children: numbers.sample(children, size), split_cost });
    }
    for _ in 0..children.checked_div(share).unwrap_or(0) {
        if let [one, other] = numbers.sample(children, 2)[..] {
            let cost = numbers.chance(60).then(|| cost(numbers, levels, costs));
            parts.apart.push(Apart { children: [one, other], cost });
        }
    }
    if numbers.chance(20) {
        parts.alone = numbers.sample(children, 2);
    }
}

/// Caps each within the one before, perhaps one across them, and perhaps limits.
fn caps_and_limits(numbers: &mut Numbers, parts: &mut ProblemParts) {
    let homes = u32::try_from(parts.homes.len()).expect("fewer than children");
    let mut inner = homes;
    for index in 0..numbers.below(4) {
        let places = 1 + numbers.below(40);
        parts.caps.push(Cap { id: format!("cap-{index}"), homes: (0..inner).collect(), places });
        inner = inner.div_ceil(2);
    }
    if numbers.chance(30) {
        let across = numbers.sample(homes, homes.div_ceil(2) as usize);
        parts.caps.push(Cap { id: "across".to_owned(), homes: across, places: 1 + numbers.below(20) });
    }
    if numbers.chance(30) {
        let level = numbers.index(parts.levels.len());
        let costs = parts.options.iter().map(|option| i128::from(option.cost[level]));
        let usual = costs.sum::<i128>() / i128::try_from(parts.options.len().max(1)).unwrap_or(1);
        let share =
            i128::from(numbers.one_of(&[4, 8, 12])) * i128::try_from(parts.children.len()).unwrap_or(0);
        let max = i64::try_from(usual * share / 10).unwrap_or(i64::MAX);
        parts.limits.push(Limit { level, max });
    }
}

/// The same problem with children and homes in reverse order.
fn reversed(problem: &Problem) -> Problem {
    let mut parts = problem.clone().into_parts();
    let (children, homes) = (parts.children.len(), parts.homes.len());
    let turned = |index: u32, count: usize| u32::try_from(count).expect("a few hundred") - 1 - index;
    let mut options = OptionSet::new(parts.levels.len());
    for option in parts.options.iter() {
        options.push(turned(option.child, children), turned(option.home, homes), option.places, option.cost);
    }
    parts.options = options;
    parts.children.reverse();
    parts.homes.reverse();
    let child = |index: &mut u32| *index = turned(*index, children);
    parts.together.iter_mut().flat_map(|group| &mut group.children).for_each(child);
    parts.apart.iter_mut().flat_map(|pair| &mut pair.children).for_each(child);
    parts.alone.iter_mut().for_each(child);
    parts.caps.iter_mut().flat_map(|cap| &mut cap.homes).for_each(|home| *home = turned(*home, homes));
    Problem::new(parts).expect("the same problem in another order")
}
