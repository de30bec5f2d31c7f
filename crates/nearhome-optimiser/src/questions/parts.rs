//! Children who have nothing to do with each other: no home, tie, cap or limit in common.

use nearhome_problem::Problem;
use petgraph::unionfind::UnionFind;

use super::number;
use super::selection::Selection;

/// Which groups and pairs tie children to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ties {
    /// Those without a cost, which must be kept.
    Hard,
    /// All of them.
    All,
}

/// Children who share homes, ties, caps or limits with each other only.
pub(super) struct Part {
    /// Ascending.
    pub(super) children: Vec<u32>,
    /// Whether more than places, one a child, matters.
    pub(super) is_tied: bool,
}

/// Divides all children, by their smallest.
pub(super) fn parts(problem: &Problem, ties: Ties) -> Vec<Part> {
    let everybody = Selection::all(problem);
    let children = problem.children.len();
    let mut joined: UnionFind<usize> = UnionFind::new(children + problem.homes.len());
    let mut is_tied = vec![false; children + problem.homes.len()];
    for option in problem.options.iter().filter(|option| everybody.may(option.child, Some(option.home))) {
        joined.union(option.child as usize, children + option.home as usize);
        is_tied[option.child as usize] |= option.places > 1;
    }
    (0..children).for_each(|child| is_tied[child] |= problem.children[child].stay.is_some());
    for set in tied_sets(problem, ties) {
        for &node in &set {
            joined.union(set[0], node);
            is_tied[node] = true;
        }
    }
    let mut parts: Vec<Part> = Vec::new();
    let mut part_of = vec![None; is_tied.len()];
    for child in 0..children {
        let at = *part_of[joined.find(child)].get_or_insert_with(|| {
            parts.push(Part { children: Vec::new(), is_tied: false });
            parts.len() - 1
        });
        parts[at].children.push(number(child));
    }
    for node in (0..is_tied.len()).filter(|&node| is_tied[node]) {
        if let Some(at) = part_of[joined.find(node)] {
            parts[at].is_tied = true;
        }
    }
    parts
}

/// Children, and homes numbered after them, that something besides places ties to each other.
fn tied_sets(problem: &Problem, ties: Ties) -> Vec<Vec<usize>> {
    let counts = |is_hard: bool| is_hard || ties == Ties::All;
    let groups = problem.together.iter().filter(|group| counts(group.split_cost.is_none()));
    let pairs = problem.apart.iter().filter(|pair| counts(pair.cost.is_none()));
    let of_children = groups.map(|group| &group.children[..]).chain(pairs.map(|pair| &pair.children[..]));
    let indices = |children: &[u32]| children.iter().map(|&child| child as usize).collect();
    let of_children = of_children.chain(problem.alone.chunks(1)).map(indices);
    let home = |&home: &u32| problem.children.len() + home as usize;
    let caps = problem.caps.iter().map(|cap| cap.homes.iter().map(home).collect());
    let limited = (!problem.limits.is_empty()).then(|| (0..problem.children.len()).collect());
    of_children.chain(caps).chain(limited).collect()
}
