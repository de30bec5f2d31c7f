//! Pairs that the certificate of an optimum rules out already.
//!
//! A [`Step::Drop`] strikes out pairs because every answer with one of them costs more than the proof's
//! `least` on the level that is open or on an earlier one. Where the proofs add up to the optimum, every
//! optimum costs exactly the least of each, so no optimum has such a pair.

use nearhome_problem::{HouseholdProof, Problem, Solution, Step};
use petgraph::unionfind::UnionFind;

/// Names every pair ruled out: child and home, `None` for unplaced.
pub(super) fn ruled_out(problem: &Problem, solution: &Solution, mut name: impl FnMut(u32, Option<u32>)) {
    let units = units(problem);
    let mut open: Vec<&HouseholdProof> = solution.certificate.households.iter().collect();
    while let Some(proof) = open.pop() {
        if proof.least.is_none() {
            continue;
        }
        open.extend(&proof.parts);
        for step in &proof.steps {
            let Step::Drop(bound) = step else { continue };
            for &(unit, home) in &bound.drops {
                units[unit as usize].iter().for_each(|&child| name(child, home));
            }
        }
    }
}

/// For each child the children who must live with it, itself included, when it is the smallest of them.
fn units(problem: &Problem) -> Vec<Vec<u32>> {
    let mut joined: UnionFind<u32> = UnionFind::new(problem.children.len());
    for group in problem.together.iter().filter(|group| group.split_cost.is_none()) {
        for &child in &group.children {
            joined.union(group.children[0], child);
        }
    }
    let mut units = vec![Vec::new(); problem.children.len()];
    let mut smallest = vec![None; problem.children.len()];
    for child in 0..super::number(problem.children.len()) {
        let first = *smallest[joined.find(child) as usize].get_or_insert(child);
        units[first as usize].push(child);
    }
    units
}
