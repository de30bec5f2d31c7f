//! Whatever the multipliers, nothing goes that some answer within the limit has: compared with every answer.

use nearhome_problem::{
    Apart, Bound, Child, Home, MULTIPLIER_SCALE, OptionSet, Problem, ProblemParts, Together, Totals,
};

use super::{Left, Narrower, Screen};
use crate::placements::Placements;
use crate::{feasibility, sums};

struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
        (self.0 >> 33) % end
    }

    fn cost(&mut self) -> Vec<i64> {
        (0..3).map(|_| i64::try_from(self.below(4)).unwrap()).collect()
    }
}

fn problem(numbers: &mut Numbers) -> Problem {
    let mut options = OptionSet::new(3);
    for child in 0..4 {
        for home in 0..3 {
            if numbers.below(4) > 0 {
                let places = 1 + u32::try_from(numbers.below(5) / 4).unwrap();
                options.push(child, home, places, &numbers.cost());
            }
        }
    }
    let child = |number: u32, unplaced: Vec<i64>| Child {
        id: format!("c{number}"),
        unplaced: Some(unplaced),
        stay: None,
    };
    let children = (0..4).map(|number| child(number, numbers.cost())).collect();
    let homes = (0..3).map(|number| Home {
        id: format!("h{number}"),
        places: 1 + u32::try_from(numbers.below(2)).unwrap(),
    });
    let homes = homes.collect();
    Problem::new(ProblemParts {
        levels: ["first", "second", "third"].map(str::to_owned).to_vec(),
        children,
        homes,
        options,
        together: vec![Together { children: vec![0, 1], split_cost: Some(numbers.cost()) }],
        apart: vec![
            Apart { children: [1, 2], cost: None },
            Apart { children: [2, 3], cost: Some(numbers.cost()) },
        ],
        ..ProblemParts::default()
    })
    .unwrap()
}

/// Every answer that keeps all rules, with what it costs.
fn answers(problem: &Problem) -> Vec<(Vec<Option<u32>>, Totals)> {
    let home = |number: u32| Some(number).filter(|number| *number < 3);
    let all = (0..256_u32).map(|code| (0..4).map(|child| home(code >> (2 * child) & 3)).collect());
    let cost = |homes: Vec<Option<u32>>| {
        let placements = Placements::new(problem, &homes).ok()?;
        feasibility::check(problem, &placements).ok()?;
        let totals = sums::totals(problem, &placements).ok()?;
        Some((homes, totals))
    };
    all.filter_map(cost).collect()
}

fn bounds(numbers: &mut Numbers) -> Vec<Bound> {
    let scaled = |number: u64| MULTIPLIER_SCALE * i128::from(number) / 3;
    let mut bound = |level: u32| Bound {
        level: Some(level),
        units: (0..4).map(|unit| (unit, scaled(numbers.below(12)))).collect(),
        levels: (0..level).map(|level| (level, scaled(numbers.below(7)))).collect(),
        ..Bound::default()
    };
    [0, 1, 1, 2].map(&mut bound).to_vec()
}

/// A child who must go to a place (`None`: unplaced), and all answers in which it does.
struct Question {
    problem: Problem,
    screen: Screen,
    child: u32,
    place: Option<u32>,
    fitting: Vec<(Vec<Option<u32>>, Totals)>,
}

/// `None`: bounds say nothing of the problem.
fn question(numbers: &mut Numbers) -> Option<Question> {
    let problem = problem(numbers);
    let mut fitting = answers(&problem);
    let best = &fitting.iter().min_by_key(|(_, totals)| totals).unwrap().0;
    let screen = Screen::new(&problem, &bounds(numbers), best).unwrap()?;
    let (child, place) = (u32::try_from(numbers.below(4)).unwrap(), numbers.below(4));
    let place = u32::try_from(place).ok().filter(|home| *home < 3);
    fitting.retain(|(homes, _)| homes[child as usize] == place);
    Some(Question { problem, screen, child, place, fitting })
}

#[test]
fn nothing_goes_that_an_answer_within_the_limit_has() {
    let (mut kept, mut gone) = (0, 0);
    for seed in 0..600 {
        let mut numbers = Numbers(seed);
        let Some(Question { problem, screen, child, place, fitting }) = question(&mut numbers) else {
            continue;
        };
        let permits = |other: u32, home: Option<u32>| other != child || home == place;
        let Some(asked) = screen.ask(&permits, None).unwrap() else { continue };
        for (_, most) in &fitting {
            let left = asked.left(most).unwrap();
            for (homes, _) in fitting.iter().filter(|(_, totals)| totals <= most) {
                for (option, is_left) in problem.options.iter().zip(&left.options) {
                    assert!(*is_left || homes[option.child as usize] != Some(option.home), "seed {seed}");
                }
                for (home, is_left) in homes.iter().zip(&left.unplaced) {
                    assert!(*is_left || home.is_some(), "seed {seed}");
                }
            }
            kept += left.options.iter().filter(|left| **left).count();
            gone += left.options.iter().filter(|left| !**left).count();
        }
    }
    assert!(kept > 1_000 && gone > 1_000, "{kept} kept, {gone} gone");
}

/// Which options and unplaced children some answers have.
fn of_answers(problem: &Problem, answers: &[&(Vec<Option<u32>>, Totals)]) -> Left {
    let is_there = |child: u32, home: Option<u32>| {
        answers.iter().any(|(homes, _)| homes[usize::try_from(child).unwrap()] == home)
    };
    Left {
        options: problem.options.iter().map(|option| is_there(option.child, Some(option.home))).collect(),
        unplaced: (0..4).map(|child| is_there(child, None)).collect(),
    }
}

#[test]
fn what_is_left_for_what_was_hoped_for_has_all_answers_that_cost_no_more() {
    let (mut hopes, mut narrowings) = (0, 0);
    for seed in 0..600 {
        let mut numbers = Numbers(seed);
        let Some(Question { problem, screen, child, place, fitting }) = question(&mut numbers) else {
            continue;
        };
        let permits = |other: u32, home: Option<u32>| other != child || home == place;
        let Some(asked) = screen.ask(&permits, None).unwrap() else { continue };
        let (slack, has_better) = (i128::from(numbers.below(2)), numbers.below(2) == 0);
        for (_, most) in &fitting {
            // Every answer looked through instead of a bound.
            let mut narrow = |level: usize, most: &[i128], left: &Left| {
                narrowings += 1;
                let keeps = |homes: &[Option<u32>]| {
                    let own = of_answers(&problem, &[&(homes.to_vec(), Vec::new())]);
                    let within =
                        |own: &[bool], left: &[bool]| own.iter().zip(left).all(|(own, left)| !own || *left);
                    within(&own.options, &left.options) && within(&own.unplaced, &left.unplaced)
                };
                let asked_about = fitting.iter().filter(|(homes, totals)| {
                    keeps(homes) && totals.iter().zip(most).take(level).all(|(sum, most)| sum <= most)
                });
                let asked_about: Vec<_> = asked_about.collect();
                let best = *asked_about.iter().min_by_key(|(_, totals)| (totals[level], totals))?;
                let bound = best.1[level];
                let sum = most.get(level).map_or(bound + slack, |most| (bound + slack).min(*most));
                let within: Vec<_> =
                    asked_about.into_iter().filter(|(_, totals)| totals[level] <= sum).collect();
                let better = Some(best.1.clone()).filter(|_| has_better);
                Some(Narrower { bound: bound.min(sum), sum, left: of_answers(&problem, &within), better })
            };
            let (left, sums) = asked.narrowed_beyond(0, most, &mut narrow).unwrap();
            hopes += usize::from(sums < *most);
            for (homes, totals) in fitting.iter().filter(|(_, totals)| totals[..sums.len()] <= sums[..]) {
                for (option, is_left) in problem.options.iter().zip(&left.options) {
                    let has = homes[option.child as usize] == Some(option.home);
                    assert!(*is_left || !has, "seed {seed}: {totals:?} within {sums:?}");
                }
                for (home, is_left) in homes.iter().zip(&left.unplaced) {
                    assert!(*is_left || home.is_some(), "seed {seed}");
                }
            }
        }
    }
    assert!(hopes > 500 && narrowings > 1_000, "{hopes} hopes, {narrowings} narrowings");
}

#[test]
fn nothing_goes_that_answers_without_a_child_have() {
    for seed in 0..300 {
        let mut numbers = Numbers(seed);
        let problem = problem(&mut numbers);
        let best = answers(&problem).into_iter().min_by_key(|(_, totals)| totals.clone()).unwrap().0;
        let Some(screen) = Screen::new(&problem, &bounds(&mut numbers), &best).unwrap() else { continue };
        let absent = u32::try_from(numbers.below(4)).unwrap();
        let Some(asked) = screen.ask(&|_, _| true, Some(absent)).unwrap() else { continue };
        let mut parts = problem.parts().clone();
        parts.children[absent as usize].unplaced = Some(vec![0; 3]);
        parts.together.retain(|group| !group.children.contains(&absent));
        let without = Problem::new(parts).unwrap();
        let answers = answers(&without);
        let fitting: Vec<_> = answers.iter().filter(|(homes, _)| homes[absent as usize].is_none()).collect();
        for (_, most) in &fitting {
            let left = asked.left(most).unwrap();
            for (homes, _) in fitting.iter().filter(|(_, totals)| totals <= most) {
                for (option, is_left) in problem.options.iter().zip(&left.options) {
                    assert!(*is_left || homes[option.child as usize] != Some(option.home), "seed {seed}");
                }
            }
        }
    }
}
