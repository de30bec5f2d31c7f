//! A part of a problem that is a pure flow, as the flow core reads it.
//!
//! Reads millions of options straight from the problem's columns; it decides nothing.

use nearhome_problem::Problem;

use crate::flow::{Arc, Digits, Flow, FlowCap, fill};
use crate::split::{Divided, FlowPart, Listing};

/// A part and the problem that it is of.
pub(crate) struct ProblemFlow<'a> {
    problem: &'a Problem,
    divided: &'a Divided,
    part: &'a FlowPart,
    places: Vec<u32>,
    first_arc: Vec<usize>,
}

impl<'a> ProblemFlow<'a> {
    pub(crate) fn new(problem: &'a Problem, divided: &'a Divided, part: &'a FlowPart) -> Self {
        let places = part.homes.iter().map(|&home| problem.homes[home as usize].places).collect();
        Self { problem, divided, part, places, first_arc: first_arcs(problem, part) }
    }

    /// The part's caps over the part's homes.
    pub(crate) fn caps(&self) -> Vec<FlowCap> {
        let cap = |&cap: &u32| {
            let cap = &self.problem.caps[cap as usize];
            FlowCap { homes: cap.homes.iter().map(|&home| self.place(home)).collect(), places: cap.places }
        };
        self.part.caps.iter().map(cap).collect()
    }

    #[inline]
    fn place(&self, home: u32) -> u32 {
        self.divided.place_in_flow[home as usize]
    }

    /// The cost of an arc as the problem has it.
    #[inline]
    fn levels_of(&self, arc: usize) -> &[i64] {
        let levels = self.problem.options.levels();
        let first = self.part.options.at(arc) * levels;
        &self.problem.options.costs()[first..first + levels]
    }

    /// Homes and costs of some arcs, where the problem has them one after the other.
    fn columns(&self, arcs: std::ops::Range<usize>) -> Option<(&[u32], &[i64])> {
        let Listing::First(_) = self.part.options else { return None };
        let (options, levels) = (&self.problem.options, self.levels());
        Some((&options.homes()[arcs.clone()], &options.costs()[arcs.start * levels..arcs.end * levels]))
    }

    fn unplaced_levels(&self, child: usize) -> Option<&[i64]> {
        let child = self.part.children[child] as usize;
        self.problem.children[child].unplaced.as_deref().filter(|_| self.divided.fixed[child].is_none())
    }
}

impl Flow for ProblemFlow<'_> {
    fn levels(&self) -> usize {
        self.problem.levels.len()
    }

    fn places(&self) -> &[u32] {
        &self.places
    }

    fn first_arc(&self) -> &[usize] {
        &self.first_arc
    }

    #[inline]
    fn arc_home(&self, arc: usize) -> u32 {
        self.place(self.problem.options.homes()[self.part.options.at(arc)])
    }

    #[inline]
    fn arc_cost(&self, arc: usize, cost: &mut [i128]) {
        fill(cost, self.levels_of(arc));
    }

    fn unplaced(&self, child: usize) -> Option<Vec<i128>> {
        let cost = self.unplaced_levels(child)?;
        Some(cost.iter().map(|&level| i128::from(level)).collect())
    }

    fn raise_to_largest(&self, child: usize, largest: &mut [i128]) {
        let unplaced = self.unplaced_levels(child);
        let arcs = self.first_arc[child]..self.first_arc[child + 1];
        for (level, largest) in largest.iter_mut().enumerate() {
            let of_arcs = match self.columns(arcs.clone()) {
                Some((_, costs)) => costs.iter().skip(level).step_by(self.levels()).copied().max(),
                None => arcs.clone().map(|arc| self.levels_of(arc)[level]).max(),
            };
            let most = of_arcs.max(unplaced.map(|cost| cost[level]));
            *largest = most.map_or(*largest, |most| i128::from(most).max(*largest));
        }
    }

    fn write_arcs(&self, first: usize, digits: &Digits, arcs: &mut [Arc]) {
        let Some((homes, costs)) = self.columns(first..first + arcs.len()) else {
            for (index, arc) in (first..).zip(arcs) {
                *arc = Arc { home: self.arc_home(index), code: digits.code(self.levels_of(index)) };
            }
            return;
        };
        for (arc, &home) in arcs.iter_mut().zip(homes) {
            arc.home = self.place(home);
        }
        digits.write(costs, arcs);
    }
}

/// Where the options of each child of a flow begin, and where the last ends.
fn first_arcs(problem: &Problem, part: &FlowPart) -> Vec<usize> {
    let mut first = Vec::with_capacity(part.children.len() + 1);
    let mut arc = 0;
    first.push(arc);
    for &child in &part.children {
        while arc < part.options.len() && problem.options.children()[part.options.at(arc)] == child {
            arc += 1;
        }
        first.push(arc);
    }
    first
}
