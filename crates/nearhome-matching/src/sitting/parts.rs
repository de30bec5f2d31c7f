//! Divides a problem into parts that share no home, group, pair or cap.

use std::collections::BTreeMap;

use nearhome_problem::{Apart, Cap, Fixed, OptionSet, Problem, ProblemParts, Together};

/// Children and homes that have to do with each other only, as a problem of their own.
#[derive(Debug)]
pub(crate) struct Part {
    /// The problem, with children and homes numbered anew.
    pub(crate) problem: Problem,
    /// The number of each of its children in the problem that was divided, ascending.
    pub(crate) children: Vec<u32>,
    /// The number of each of its homes, ascending.
    pub(crate) homes: Vec<u32>,
}

/// Divides a problem without limits; parts are in the order of their first children.
pub(crate) fn divided(problem: &Problem) -> Vec<Part> {
    let part_of = part_of_each(problem);
    let mut builders: BTreeMap<usize, Builder> = BTreeMap::new();
    for (child, &part) in (0..).zip(&part_of[..problem.children.len()]) {
        let builder = builders.entry(part).or_insert_with(|| Builder::new(problem));
        builder.children.push(child);
    }
    for (home, part) in (0..).zip(&part_of[problem.children.len()..]) {
        if let Some(builder) = builders.get_mut(part) {
            builder.homes.push(home);
        }
    }
    let mut own = vec![0; part_of.len()];
    for builder in builders.values() {
        (0..).zip(&builder.children).for_each(|(number, &child)| own[child as usize] = number);
        let home_node = |home: u32| problem.children.len() + home as usize;
        (0..).zip(&builder.homes).for_each(|(number, &home)| own[home_node(home)] = number);
    }
    fill(problem, &part_of, &own, &mut builders);
    builders.into_values().map(Builder::build).collect()
}

struct Builder {
    parts: ProblemParts,
    children: Vec<u32>,
    homes: Vec<u32>,
}

impl Builder {
    fn new(problem: &Problem) -> Self {
        let options = OptionSet::new(problem.levels.len());
        let parts = ProblemParts { levels: problem.levels.clone(), options, ..ProblemParts::default() };
        Self { parts, children: Vec::new(), homes: Vec::new() }
    }

    fn build(self) -> Part {
        let problem = Problem::new(self.parts).expect("part of a valid problem is one");
        Part { problem, children: self.children, homes: self.homes }
    }
}

/// Gives each builder its children, homes, options and sides under their own numbers.
fn fill(problem: &Problem, part_of: &[usize], own: &[u32], builders: &mut BTreeMap<usize, Builder>) {
    let home_node = |home: u32| problem.children.len() + home as usize;
    for builder in builders.values_mut() {
        let children = builder.children.iter().map(|&child| problem.children[child as usize].clone());
        builder.parts.children = children.collect();
        let homes = builder.homes.iter().map(|&home| problem.homes[home as usize].clone());
        builder.parts.homes = homes.collect();
    }
    let mut of = |node: usize, add: &mut dyn FnMut(&mut ProblemParts)| {
        if let Some(builder) = builders.get_mut(&part_of[node]) {
            add(&mut builder.parts);
        }
    };
    let child = |child: u32| own[child as usize];
    for option in problem.options.iter() {
        of(option.child as usize, &mut |parts| {
            parts.options.push(child(option.child), own[home_node(option.home)], option.places, option.cost);
        });
    }
    for Together { children, split_cost } in &problem.together {
        let split_cost = split_cost.clone();
        let together = Together { children: children.iter().map(|&one| child(one)).collect(), split_cost };
        of(children[0] as usize, &mut |parts| parts.together.push(together.clone()));
    }
    for Apart { children, cost } in &problem.apart {
        let apart = Apart { children: children.map(child), cost: cost.clone() };
        of(children[0] as usize, &mut |parts| parts.apart.push(apart.clone()));
    }
    for &alone in &problem.alone {
        of(alone as usize, &mut |parts| parts.alone.push(child(alone)));
    }
    for Cap { id, homes, places } in problem.caps.iter().filter(|cap| !cap.homes.is_empty()) {
        let own_homes = homes.iter().map(|&home| own[home_node(home)]).collect();
        let cap = Cap { id: id.clone(), homes: own_homes, places: *places };
        of(home_node(homes[0]), &mut |parts| parts.caps.push(cap.clone()));
    }
    for fixed in &problem.fixed {
        let own = Fixed { child: child(fixed.child), home: own[home_node(fixed.home)] };
        of(fixed.child as usize, &mut |parts| parts.fixed.push(own));
    }
}

/// For each child and, after the children, each home the smallest node of its part.
fn part_of_each(problem: &Problem) -> Vec<usize> {
    let home_node = |home: u32| problem.children.len() + home as usize;
    let mut joined: Vec<usize> = (0..problem.children.len() + problem.homes.len()).collect();
    for option in problem.options.iter() {
        join(&mut joined, option.child as usize, home_node(option.home));
    }
    let groups = problem.together.iter().map(|group| &group.children[..]);
    for children in groups.chain(problem.apart.iter().map(|pair| &pair.children[..])) {
        for &child in children {
            join(&mut joined, children[0] as usize, child as usize);
        }
    }
    for homes in problem.caps.iter().map(|cap| &cap.homes) {
        for &home in homes {
            join(&mut joined, home_node(homes[0]), home_node(home));
        }
    }
    (0..joined.len()).map(|node| root(&mut joined, node)).collect()
}

fn join(joined: &mut [usize], one: usize, other: usize) {
    let (one, other) = (root(joined, one), root(joined, other));
    joined[one.max(other)] = one.min(other);
}

/// The smallest node that a node is joined to; halves the way for the next time.
fn root(joined: &mut [usize], mut node: usize) -> usize {
    while joined[node] != node {
        joined[node] = joined[joined[node]];
        node = joined[node];
    }
    node
}
