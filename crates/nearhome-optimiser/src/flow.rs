//! The pure flow: children one by one to homes with places, no side constraints.
//!
//! Exact in integers; the dual prices that come with the answer are its certificate. It knows neither
//! problems nor cores: both describe their flow as a [`FlowTask`].

mod auction;
mod backward;
mod change;
mod coding;
mod cold;
mod forward;
mod graph;
mod labels;
mod live;
mod packed;
mod range;
mod search;
mod state;
#[cfg(test)]
mod tests;
mod verify;
mod weights;

use rayon::prelude::*;

use coding::Coding;
use graph::{Arc, Graph};
use packed::{Packed, Packing};
use state::{Seat, State};

pub(crate) use live::{Live, Method};
pub(crate) use state::Mark;

/// A flow to solve; homes, children and arcs are numbered from 0.
pub(crate) struct FlowTask<'a> {
    /// Number of cost levels.
    pub(crate) levels: usize,
    /// Places of each home.
    pub(crate) places: Vec<u32>,
    /// Where each child's arcs begin; one entry more than children.
    pub(crate) first_arc: Vec<usize>,
    /// The home of an arc.
    pub(crate) arc_home: &'a (dyn Fn(usize) -> u32 + Sync),
    /// Writes the cost of an arc, one number a level, not negative.
    pub(crate) arc_cost: &'a (dyn Fn(usize, &mut [i128]) + Sync),
    /// Cost on each level of leaving a child unplaced, not negative; `None`: it must be placed.
    pub(crate) unplaced: &'a (dyn Fn(usize) -> Option<Vec<i128>> + Sync),
}

impl FlowTask<'_> {
    fn arc_count(&self) -> usize {
        self.first_arc[self.first_arc.len() - 1]
    }
}

/// What has become of a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FlowSeat {
    /// It takes this arc.
    Arc(usize),
    /// It stays unplaced.
    Unplaced,
    /// It is not, or not yet, part of the assignment.
    Open,
}

/// Seats, prices and bound.
pub(crate) struct FlowAnswer {
    /// One seat a child; all but `Open` ones belong to a least-cost assignment of those children.
    pub(crate) seats: Vec<FlowSeat>,
    /// Price of each home on each level, as `FlowPrices` documents.
    pub(crate) prices: Vec<Vec<i128>>,
    /// Sum of the children's prices less price times places: a lower bound, tight when all are seated.
    pub(crate) bound: Vec<i128>,
}

/// These children, ascending, must all be placed, and the homes that they may use have fewer places
/// than they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shortage(pub(crate) Vec<u32>);

/// Solves a flow; `keep_going` is asked before each child. After a stop only those who must be placed
/// are still seated, because without them there is no answer at all.
pub(crate) fn solve(
    task: &FlowTask<'_>,
    keep_going: &mut dyn FnMut() -> bool,
) -> Result<FlowAnswer, Shortage> {
    let largest = largest_costs(task);
    let packing = packing(task, &largest);
    match packing.words() {
        1 => solve_packed(state::<1>(task, &packing), keep_going),
        2 => solve_packed(state::<2>(task, &packing), keep_going),
        3 | 4 => solve_packed(state::<4>(task, &packing), keep_going),
        _ => solve_packed(state::<8>(task, &packing), keep_going),
    }
}

/// The largest cost on each level, at least 1.
fn largest_costs(task: &FlowTask<'_>) -> Vec<i128> {
    let none = || (vec![1; task.levels], vec![0; task.levels]);
    let larger = |mut one: Vec<i128>, other: &[i128]| {
        one.iter_mut().zip(other).for_each(|(one, &other)| *one = other.max(*one));
        one
    };
    let arcs = (0..task.arc_count()).into_par_iter().fold(none, |(largest, mut cost), arc| {
        (task.arc_cost)(arc, &mut cost);
        (larger(largest, &cost), cost)
    });
    let (largest, _) = arcs.reduce(none, |one, other| (larger(one.0, &other.0), one.1));
    let unplaced = (0..task.first_arc.len() - 1).filter_map(|child| (task.unplaced)(child));
    unplaced.fold(largest, |largest, cost| larger(largest, &cost))
}

/// Lays out level vectors so that no sum that the search forms can leave its digits.
///
/// Costs lie in `0..=ceiling` and charges in `-ceiling..=ceiling`, so one move costs at most four times the
/// ceiling. A shortest path visits each home at most once. What a home asks is the cost of such a path
/// and one charge, what a child pays that plus one cost, a distance the sum of all three: fewer than 8
/// paths in all, and 16 for a difference of two. The total has one cost and one charge a child.
fn packing(task: &FlowTask<'_>, ceiling: &[i128]) -> Packing {
    let children = task.first_arc.len() - 1;
    let hops = task.places.len().min(children) as i128 + 2;
    let moves = (hops * 16).max(children as i128);
    Packing::new(ceiling, 4 * moves)
}

fn state<const W: usize>(task: &FlowTask<'_>, packing: &Packing) -> State<W> {
    let mut coding = Coding::new(packing);
    let arcs = arcs(task, packing, &mut coding);
    let small = |&first: &usize| u32::try_from(first).expect("arcs are numbered in 32 bits");
    let graph = Graph::new(task.places.len(), task.first_arc.iter().map(small).collect(), arcs);
    let unplaced = |child: usize| (task.unplaced)(child).map(|cost| packing.pack(cost));
    let unplaced = (0..task.first_arc.len() - 1).map(unplaced).collect();
    State::new(graph, coding, packing.clone(), &task.places, unplaced)
}

fn arcs<const W: usize>(task: &FlowTask<'_>, packing: &Packing, coding: &mut Coding<W>) -> Vec<Arc> {
    let cost = |buffer: &mut Vec<i128>, arc: usize| {
        buffer.resize(task.levels, 0);
        (task.arc_cost)(arc, buffer);
    };
    if let Some(digits) = coding.digits() {
        let coded = |buffer: &mut Vec<i128>, arc: usize| {
            cost(buffer, arc);
            Arc { home: (task.arc_home)(arc), code: digits.code(buffer) }
        };
        return (0..task.arc_count()).into_par_iter().map_init(Vec::new, coded).collect();
    }
    let mut buffer = Vec::new();
    let coded = |arc: usize| {
        cost(&mut buffer, arc);
        Arc { home: (task.arc_home)(arc), code: coding.code(&buffer, packing) }
    };
    (0..task.arc_count()).map(coded).collect()
}

/// Copies a cost of a problem.
pub(crate) fn fill(cost: &mut [i128], levels: &[i64]) {
    cost.iter_mut().zip(levels).for_each(|(cost, &level)| *cost = i128::from(level));
}

fn solve_packed<const W: usize>(
    mut state: State<W>,
    keep_going: &mut dyn FnMut() -> bool,
) -> Result<FlowAnswer, Shortage> {
    state.add_all(&|_| true, keep_going)?;
    let bound = bound(&state)?;
    let seat = |child| match state.seat(child) {
        Seat::Arc(arc) => FlowSeat::Arc(arc as usize),
        Seat::Unplaced => FlowSeat::Unplaced,
        Seat::Waiting => FlowSeat::Open,
    };
    Ok(FlowAnswer {
        seats: (0..state.graph.children()).map(seat).collect(),
        prices: (0..state.graph.homes()).map(|home| state.packing.unpack(state.fair_price(home))).collect(),
        bound,
    })
}

fn bound<const W: usize>(state: &State<W>) -> Result<Vec<i128>, Shortage> {
    let least: Vec<Option<Packed<W>>> =
        (0..state.graph.children()).into_par_iter().map(|child| state.least(child)).collect();
    let mut bound = vec![0; state.packing.levels()];
    for (child, least) in (0..).zip(least) {
        let least = state.packing.unpack(least.ok_or_else(|| Shortage(vec![child]))?);
        bound.iter_mut().zip(least).for_each(|(sum, level)| *sum += level);
    }
    for home in 0..state.graph.homes() {
        let price = state.packing.unpack(state.price(home));
        let places = i128::from(state.homes[home as usize].places);
        bound.iter_mut().zip(price).for_each(|(sum, level)| *sum -= level * places);
    }
    Ok(bound)
}
