//! Divides a problem into pure flows, which get a certificate, and the rest.

use nearhome_problem::Problem;
use petgraph::unionfind::UnionFind;

/// Children and homes that are tied by permitted pairs alone.
#[derive(Clone, Debug, Default)]
pub(crate) struct FlowPart {
    /// Children, ascending.
    pub(crate) children: Vec<u32>,
    /// The options that `fixed` leaves them, by child and home.
    pub(crate) options: Vec<u32>,
}

/// A problem divided.
pub(crate) struct Divided {
    pub(crate) flows: Vec<FlowPart>,
    /// Children of all other parts, ascending, and their options.
    pub(crate) other_children: Vec<u32>,
    pub(crate) other_options: Vec<u32>,
    /// For each child the home it is fixed to.
    pub(crate) fixed: Vec<Option<u32>>,
}

/// Divides a problem; a part is a pure flow when no side constraint touches it.
pub(crate) fn divide(problem: &Problem) -> Divided {
    let mut fixed = vec![None; problem.children.len()];
    for pair in &problem.fixed {
        fixed[pair.child as usize] = Some(pair.home);
    }
    let mut options: Vec<u32> = (0..)
        .zip(problem.options.iter())
        .filter(|(_, option)| fixed[option.child as usize].is_none_or(|home| home == option.home))
        .map(|(index, _)| index)
        .collect();
    // The answer shall not depend on the order in which pairs are listed.
    options.sort_unstable_by_key(|&index| {
        let option = problem.options.get(index as usize);
        (option.child, option.home)
    });
    let mut joined: UnionFind<usize> = UnionFind::new(problem.children.len() + problem.homes.len());
    for option in problem.options.iter() {
        joined.union(option.child as usize, problem.children.len() + option.home as usize);
    }
    let touched = touched(problem, &options, &fixed);
    let mut is_flow = vec![true; problem.children.len() + problem.homes.len()];
    for (node, _) in touched.iter().enumerate().filter(|(_, touched)| **touched) {
        is_flow[joined.find(node)] = false;
    }
    collect(problem, options, fixed, &joined, &is_flow)
}

fn collect(
    problem: &Problem,
    options: Vec<u32>,
    fixed: Vec<Option<u32>>,
    joined: &UnionFind<usize>,
    is_flow: &[bool],
) -> Divided {
    let mut divided =
        Divided { flows: Vec::new(), other_children: Vec::new(), other_options: Vec::new(), fixed };
    let mut part_of = vec![None; is_flow.len()];
    for child in 0..problem.children.len() {
        let root = joined.find(child);
        let number = u32::try_from(child).expect("children are numbered in 32 bits");
        if is_flow[root] {
            let part = *part_of[root].get_or_insert_with(|| {
                divided.flows.push(FlowPart::default());
                divided.flows.len() - 1
            });
            divided.flows[part].children.push(number);
        } else {
            divided.other_children.push(number);
        }
    }
    for index in options {
        let root = joined.find(problem.options.get(index as usize).child as usize);
        match part_of[root] {
            Some(part) => divided.flows[part].options.push(index),
            None => divided.other_options.push(index),
        }
    }
    divided
}

/// Children and, after them, homes that a side constraint touches.
///
/// Even a constraint that cannot bind counts, and so do options that `fixed` rules out: a checker can
/// then see at a glance that the part is a flow.
fn touched(problem: &Problem, options: &[u32], fixed: &[Option<u32>]) -> Vec<bool> {
    let children = problem.children.len();
    let mut touched = vec![false; children + problem.homes.len()];
    let grouped = problem.together.iter().flat_map(|group| &group.children);
    let paired = problem.apart.iter().flat_map(|pair| &pair.children);
    for &child in grouped.chain(paired).chain(&problem.alone) {
        touched[child as usize] = true;
    }
    for (index, child) in problem.children.iter().enumerate() {
        touched[index] |= child.stay.is_some();
    }
    for option in problem.options.iter() {
        touched[option.child as usize] |= option.places > 1;
    }
    for &home in problem.caps.iter().flat_map(|cap| &cap.homes) {
        touched[children + home as usize] = true;
    }
    touch_limited(problem, options, fixed, &mut touched);
    touched
}

/// A limit that could bind touches every child who can pay anything on its level.
fn touch_limited(problem: &Problem, options: &[u32], fixed: &[Option<u32>], touched: &mut [bool]) {
    for limit in &problem.limits {
        let mut dearest: Vec<i64> = vec![0; problem.children.len()];
        for (child, given) in problem.children.iter().enumerate() {
            if let (Some(cost), None) = (&given.unplaced, fixed[child]) {
                dearest[child] = cost[limit.level];
            }
        }
        for option in options.iter().map(|&index| problem.options.get(index as usize)) {
            let most = &mut dearest[option.child as usize];
            *most = (*most).max(option.cost[limit.level]);
        }
        let groups = problem.together.iter().filter_map(|group| group.split_cost.as_ref());
        let pairs = problem.apart.iter().filter_map(|pair| pair.cost.as_ref());
        let sides = groups.chain(pairs).map(|cost| i128::from(cost[limit.level]));
        let most = sides.sum::<i128>() + dearest.iter().map(|&cost| i128::from(cost)).sum::<i128>();
        if most > i128::from(limit.max) {
            (0..dearest.len()).filter(|&child| dearest[child] > 0).for_each(|child| touched[child] = true);
        }
    }
}
