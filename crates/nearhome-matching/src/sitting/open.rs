//! The open part of a council's problem: without the children who are settled, at the same totals.
//!
//! A settled child stays where it is in every answer, so what it costs is a constant, the places that it
//! holds are gone, and nobody who must be alone comes to its home. That is all it does to the others as long as no
//! group, pair or solo placement names it; a settled child whom one names stays in the problem, fixed. It
//! solves nothing.

use std::collections::BTreeSet;

use nearhome_problem::{Apart, Cap, Fixed, OptionSet, PlacementOption, Problem, ProblemParts, Together};

use super::Sum;

/// The open part of a problem.
#[derive(Debug)]
pub(crate) struct Open {
    /// The children who are left; homes keep their numbers.
    pub(crate) problem: Problem,
    /// The number in the whole problem of each child who is left, ascending.
    pub(crate) children: Vec<u32>,
    /// What the children taken out cost together.
    pub(crate) constant: Sum,
}

impl Open {
    /// Takes settled children out of a problem without stays and limits, as an assembly's is.
    pub(crate) fn new(problem: &Problem) -> Self {
        let out = taken_out(problem);
        let mut numbers = vec![None; problem.children.len()];
        let stay_in = (0..number(problem.children.len())).filter(|&child| out[child as usize].is_none());
        let children: Vec<u32> = stay_in.collect();
        for (number, &child) in (0..).zip(&children) {
            numbers[child as usize] = Some(number);
        }
        let mut parts = ProblemParts {
            levels: problem.levels.clone(),
            children: children.iter().map(|&child| problem.children[child as usize].clone()).collect(),
            homes: problem.homes.clone(),
            options: OptionSet::new(problem.levels.len()),
            limits: problem.limits.clone(),
            ..ProblemParts::default()
        };
        let constant = take_out(problem, &out, &mut parts);
        add_options(problem, &numbers, &out, &mut parts);
        add_sides(problem, &numbers, &out, &mut parts);
        let problem = Problem::new(parts).expect("part of a valid problem is one");
        Self { problem, children, constant }
    }
}

/// For each child the home in which it is settled, where nothing but its place ties it to others. Nor is one taken out where
/// those who are settled cannot all be (one was decided on who must be alone, or for whom there is no room): the open problem
/// must say so.
fn taken_out(problem: &Problem) -> Vec<Option<u32>> {
    let mut out = vec![None; problem.children.len()];
    for fixed in &problem.fixed {
        out[fixed.child as usize] = Some(fixed.home);
    }
    let is_broken = broken_homes(problem, &out);
    for home in &mut out {
        *home = home.filter(|home| !is_broken[*home as usize]);
    }
    let groups = problem.together.iter().flat_map(|group| &group.children);
    let pairs = problem.apart.iter().flat_map(|pair| &pair.children);
    for &child in groups.chain(pairs).chain(&problem.alone) {
        out[child as usize] = None;
    }
    out
}

/// Whether those who are settled take more places in each home, or under a cap over it, than there are, or one of them must be
/// alone.
fn broken_homes(problem: &Problem, settled: &[Option<u32>]) -> Vec<bool> {
    let mut taken = vec![0_u64; problem.homes.len()];
    let own = |option: &PlacementOption<'_>| settled[option.child as usize] == Some(option.home);
    for option in problem.options.iter().filter(own) {
        taken[option.home as usize] += u64::from(option.places);
    }
    let mut is_broken: Vec<bool> =
        problem.homes.iter().zip(&taken).map(|(home, &taken)| taken > u64::from(home.places)).collect();
    let alone = problem.alone.iter().filter_map(|&child| settled[child as usize]);
    alone.for_each(|home| is_broken[home as usize] = true);
    for Cap { homes, places, .. } in &problem.caps {
        if staying(settled, homes) > *places {
            for &home in homes {
                is_broken[home as usize] = true;
            }
        }
    }
    is_broken
}

/// How many settled children are in some homes.
fn staying(settled: &[Option<u32>], homes: &[u32]) -> u32 {
    number(settled.iter().flatten().filter(|home| homes.contains(home)).count())
}

/// Takes the places of settled children out of the homes; gives what they cost.
fn take_out(problem: &Problem, out: &[Option<u32>], parts: &mut ProblemParts) -> Sum {
    let mut constant = Sum::ZERO;
    for option in problem.options.iter().filter(|option| out[option.child as usize] == Some(option.home)) {
        constant += Sum::from(option.cost);
        let home = &mut parts.homes[option.home as usize];
        home.places = home.places.saturating_sub(option.places);
    }
    constant
}

/// The options of the children who are left, without those that the free places cannot hold, and without homes
/// of settled children for those who must be alone. Who is settled keeps its own, whether it can be or not.
fn add_options(problem: &Problem, numbers: &[Option<u32>], out: &[Option<u32>], parts: &mut ProblemParts) {
    let mut is_lived_in = vec![false; problem.homes.len()];
    out.iter().flatten().for_each(|&home| is_lived_in[home as usize] = true);
    let mut is_alone = vec![false; problem.children.len()];
    problem.alone.iter().for_each(|&child| is_alone[child as usize] = true);
    let decided: BTreeSet<(u32, u32)> = problem.fixed.iter().map(|fixed| (fixed.child, fixed.home)).collect();
    for option in problem.options.iter() {
        let fits = decided.contains(&(option.child, option.home))
            || option.places <= parts.homes[option.home as usize].places;
        let meets = is_alone[option.child as usize] && is_lived_in[option.home as usize];
        if let Some(child) = numbers[option.child as usize].filter(|_| fits && !meets) {
            parts.options.push(child, option.home, option.places, option.cost);
        }
    }
}

fn add_sides(problem: &Problem, numbers: &[Option<u32>], out: &[Option<u32>], parts: &mut ProblemParts) {
    let number_of = |&child: &u32| numbers[child as usize];
    parts.together = problem
        .together
        .iter()
        .map(|group| Together {
            children: group.children.iter().filter_map(number_of).collect(),
            split_cost: group.split_cost.clone(),
        })
        .collect();
    let pair = |pair: &Apart| {
        let [first, second] = pair.children.map(|child| numbers[child as usize]);
        Some(Apart { children: [first?, second?], cost: pair.cost.clone() })
    };
    parts.apart = problem.apart.iter().filter_map(pair).collect();
    parts.alone = problem.alone.iter().filter_map(number_of).collect();
    let cap = |cap: &Cap| {
        let places = cap.places.saturating_sub(staying(out, &cap.homes));
        Cap { id: cap.id.clone(), homes: cap.homes.clone(), places }
    };
    parts.caps = problem.caps.iter().map(cap).collect();
    let fixed = |fixed: &Fixed| Some(Fixed { child: number_of(&fixed.child)?, home: fixed.home });
    parts.fixed = problem.fixed.iter().filter_map(fixed).collect();
}

pub(super) fn number(index: usize) -> u32 {
    u32::try_from(index).expect("children, homes and options are numbered in 32 bits")
}
