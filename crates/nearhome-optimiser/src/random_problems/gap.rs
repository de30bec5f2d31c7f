//! Generalised assignment: jobs of different size and cost on agents of limited size.
//!
//! The types and their formulas are those of the literature (Chu and Beasley, "A genetic algorithm for
//! the generalised assignment problem", 1997, for a to d; Laguna, Kelly, Gonzalez-Velarde and Glover,
//! "Tabu search for the multilevel generalized assignment problem", 1995, for e). The instances are our
//! own: the published ones were drawn by other generators.

use std::f64::consts::LN_2;

use nearhome_problem::{Child, Home, OptionSet, Problem, ProblemParts};

use super::Numbers;

/// The type of a generalised assignment instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GapKind {
    /// Loose capacities.
    A,
    /// The capacities of type a, 30% smaller.
    B,
    /// Capacities of four fifths of the mean load.
    C,
    /// As c, and what is small is dear.
    D,
    /// As d, with sizes drawn from an exponential distribution.
    E,
}

/// One job on one agent.
#[derive(Clone, Copy)]
struct Pair {
    size: u32,
    cost: u32,
}

/// Makes an instance: `homes` agents, `children` jobs, one level `cost`; nobody may stay unplaced.
///
/// Whether an instance of type b has an answer at all is left to chance, as in the literature. Costs of
/// type e are at least 1.
///
/// # Panics
///
/// When `homes` or `children` is 0.
#[must_use]
pub fn gap(kind: GapKind, homes: u32, children: u32, seed: u64) -> Problem {
    assert!(homes > 0 && children > 0, "an instance has jobs and agents");
    let mut numbers = Numbers::new(seed);
    let pairs: Vec<Vec<Pair>> =
        (0..children).map(|_| (0..homes).map(|_| pair(&mut numbers, kind)).collect()).collect();
    let mut options = OptionSet::new(1);
    for (child, of_child) in (0..).zip(&pairs) {
        for (home, pair) in (0..).zip(of_child) {
            options.push(child, home, pair.size, &[i64::from(pair.cost)]);
        }
    }
    let capacity = |home: u32| capacity(kind, homes, home as usize, &pairs);
    Problem::new(ProblemParts {
        levels: vec!["cost".to_owned()],
        children: (0..children)
            .map(|child| Child { id: format!("j{child}"), unplaced: None, stay: None })
            .collect(),
        homes: (0..homes).map(|home| Home { id: format!("a{home}"), places: capacity(home) }).collect(),
        options,
        ..ProblemParts::default()
    })
    .expect("the generator makes only valid problems")
}

/// A number from `least` to `most`, both included.
fn between(numbers: &mut Numbers, least: u32, most: u32) -> u32 {
    least + numbers.below(most - least + 1)
}

fn pair(numbers: &mut Numbers, kind: GapKind) -> Pair {
    match kind {
        GapKind::A | GapKind::B | GapKind::C => {
            Pair { size: between(numbers, 5, 25), cost: between(numbers, 10, 50) }
        }
        GapKind::D => {
            let size = between(numbers, 1, 100);
            Pair { size, cost: 111 + between(numbers, 0, 20) - 10 - size }
        }
        GapKind::E => {
            let size = (1.0 - 10.0 * logarithm(numbers)).round();
            let cost = (1_000.0 / size - 10.0 * unit(numbers)).round().max(1.0);
            Pair { size: whole(size), cost: whole(cost) }
        }
    }
}

fn capacity(kind: GapKind, homes: u32, home: usize, pairs: &[Vec<Pair>]) -> u32 {
    let loose = || {
        let children = u32::try_from(pairs.len()).expect("counted as u32");
        (90 * children / homes + 4 * largest_greedy_load(homes as usize, pairs)) / 10
    };
    match kind {
        GapKind::A => loose(),
        GapKind::B => loose() * 7 / 10,
        GapKind::C | GapKind::D | GapKind::E => {
            let sizes: u32 = pairs.iter().map(|of_child| of_child[home].size).sum();
            sizes * 8 / (10 * homes)
        }
    }
}

/// The most that any agent would carry if each job took the first of its cheapest agents.
fn largest_greedy_load(homes: usize, pairs: &[Vec<Pair>]) -> u32 {
    let mut loads = vec![0; homes];
    for of_child in pairs {
        let (home, pair) =
            of_child.iter().enumerate().min_by_key(|(_, pair)| pair.cost).expect("there is an agent");
        loads[home] += pair.size;
    }
    loads.into_iter().max().expect("there is an agent")
}

/// A number above 0 and at most 1, in steps of 2^-32.
fn unit(numbers: &mut Numbers) -> f64 {
    (f64::from(numbers.below(u32::MAX)) + 1.0) / (f64::from(u32::MAX) + 1.0)
}

/// The natural logarithm of a random number above 0 and at most 1.
///
/// By additions, multiplications and divisions alone, which every machine rounds alike: the series of
/// the inverse hyperbolic tangent, with terms below 2^-50 left out.
fn logarithm(numbers: &mut Numbers) -> f64 {
    let mut number = unit(numbers);
    let mut halvings = 0.0;
    while number <= 0.5 {
        number *= 2.0;
        halvings += 1.0;
    }
    let ratio = (number - 1.0) / (number + 1.0);
    let (mut power, mut sum, mut divisor) = (ratio, 0.0, 1.0);
    while divisor < 32.0 {
        sum += power / divisor;
        power *= ratio * ratio;
        divisor += 2.0;
    }
    2.0 * sum - halvings * LN_2
}

/// A rounded number that is small and not negative.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sizes lie in 1..=223 and costs in 1..=1000"
)]
fn whole(number: f64) -> u32 {
    number as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sizes and costs lie within these ends, and all agents together hold what a share of the mean
    /// load says.
    #[track_caller]
    fn check_ranges(kind: GapKind, sizes: (u32, u32), costs: (i64, i64)) {
        let problem = gap(kind, 10, 100, 7);
        assert_eq!(problem.options.len(), 1_000);
        for option in problem.options.iter() {
            assert!((sizes.0..=sizes.1).contains(&option.places), "{kind:?}: size {}", option.places);
            assert!((costs.0..=costs.1).contains(&option.cost[0]), "{kind:?}: cost {}", option.cost[0]);
        }
        let load: u32 = problem.options.iter().filter(|o| o.home == 3).map(|o| o.places).sum();
        if !matches!(kind, GapKind::A | GapKind::B) {
            assert_eq!(problem.homes[3].places, load * 8 / 100, "{kind:?}");
        }
    }

    #[test]
    fn each_type_keeps_its_ranges() {
        check_ranges(GapKind::A, (5, 25), (10, 50));
        check_ranges(GapKind::B, (5, 25), (10, 50));
        check_ranges(GapKind::C, (5, 25), (10, 50));
        check_ranges(GapKind::D, (1, 100), (1, 120));
        check_ranges(GapKind::E, (1, 223), (1, 1_000));
    }

    #[test]
    fn type_b_has_seven_tenths_of_the_places_of_type_a() {
        let places = |kind| gap(kind, 5, 100, 3).homes[0].places;
        assert_eq!(places(GapKind::B), places(GapKind::A) * 7 / 10);
    }

    #[test]
    fn the_logarithm_is_that_of_the_standard_library() {
        for seed in 0..1_000 {
            let expected = unit(&mut Numbers::new(seed)).ln();
            let found = logarithm(&mut Numbers::new(seed));
            assert!((found - expected).abs() < 1e-12 * expected.abs().max(1.0), "{found}, {expected}");
        }
    }
}
