//! The pure flow: children one by one to homes with places, and caps over homes that are disjoint or nested.
//!
//! Exact in integers; the dual prices that come with the answer are its certificate. It knows neither
//! problems nor cores: both describe their flow as a [`FlowTask`].

mod auction;
mod backward;
mod caps;
mod change;
mod coding;
mod cold;
mod forward;
mod graph;
mod labels;
mod live;
mod narrow;
mod packed;
mod range;
mod search;
mod state;
#[cfg(test)]
mod tests;
mod tree;
mod verify;
mod weights;

use rayon::prelude::*;

use coding::Coding;
use graph::Graph;
use packed::{Packed, Packing};
use state::{Seat, State};

pub(crate) use caps::CapShortage;
pub(crate) use coding::Digits;
pub(crate) use graph::Arc;
pub(crate) use live::{Live, Method};
pub(crate) use state::Mark;
pub(crate) use tree::FlowCap;

/// A flow to solve; homes, children and arcs are numbered from 0.
///
/// Its closures are called for millions of arcs, so they are known when this is compiled.
pub(crate) struct FlowTask<'a, Home, Cost, Unplaced>
where
    Home: Fn(usize) -> u32 + Sync + ?Sized,
    Cost: Fn(usize, &mut [i128]) + Sync + ?Sized,
    Unplaced: Fn(usize) -> Option<Vec<i128>> + Sync + ?Sized,
{
    /// Number of cost levels.
    pub(crate) levels: usize,
    /// Places of each home.
    pub(crate) places: Vec<u32>,
    /// Where each child's arcs begin; one entry more than children.
    pub(crate) first_arc: Vec<usize>,
    /// The home of an arc.
    pub(crate) arc_home: &'a Home,
    /// Writes the cost of an arc, one number a level, not negative.
    pub(crate) arc_cost: &'a Cost,
    /// Cost on each level of leaving a child unplaced, not negative; `None`: it must be placed.
    pub(crate) unplaced: &'a Unplaced,
}

/// What a [`FlowTask`] tells.
pub(crate) trait Flow: Sync {
    /// Number of cost levels.
    fn levels(&self) -> usize;
    /// Places of each home.
    fn places(&self) -> &[u32];
    /// Where each child's arcs begin; one entry more than children.
    fn first_arc(&self) -> &[usize];
    /// The home of an arc.
    fn arc_home(&self, arc: usize) -> u32;
    /// Writes the cost of an arc.
    fn arc_cost(&self, arc: usize, cost: &mut [i128]);
    /// Cost of leaving a child unplaced; `None`: it must be placed.
    fn unplaced(&self, child: usize) -> Option<Vec<i128>>;

    /// Raises each number to the largest cost that a child has on its level.
    fn raise_to_largest(&self, child: usize, largest: &mut [i128]) {
        let mut cost = self.unplaced(child).unwrap_or_else(|| vec![0; self.levels()]);
        raise(largest, &cost);
        for arc in self.first_arc()[child]..self.first_arc()[child + 1] {
            self.arc_cost(arc, &mut cost);
            raise(largest, &cost);
        }
    }

    /// Writes some arcs, of which this is the first.
    fn write_arcs(&self, first: usize, digits: &Digits, arcs: &mut [Arc]) {
        let mut cost = vec![0; self.levels()];
        for (index, arc) in (first..).zip(arcs) {
            self.arc_cost(index, &mut cost);
            *arc = Arc { home: self.arc_home(index), code: digits.code(&cost) };
        }
    }
}

impl<Home, Cost, Unplaced> Flow for FlowTask<'_, Home, Cost, Unplaced>
where
    Home: Fn(usize) -> u32 + Sync + ?Sized,
    Cost: Fn(usize, &mut [i128]) + Sync + ?Sized,
    Unplaced: Fn(usize) -> Option<Vec<i128>> + Sync + ?Sized,
{
    fn levels(&self) -> usize {
        self.levels
    }

    fn places(&self) -> &[u32] {
        &self.places
    }

    fn first_arc(&self) -> &[usize] {
        &self.first_arc
    }

    #[inline]
    fn arc_home(&self, arc: usize) -> u32 {
        (self.arc_home)(arc)
    }

    #[inline]
    fn arc_cost(&self, arc: usize, cost: &mut [i128]) {
        (self.arc_cost)(arc, cost);
    }

    fn unplaced(&self, child: usize) -> Option<Vec<i128>> {
        (self.unplaced)(child)
    }
}

fn arc_count(task: &impl Flow) -> usize {
    task.first_arc()[children(task)]
}

fn children(task: &impl Flow) -> usize {
    task.first_arc().len() - 1
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
    /// Price of each cap on each level, likewise; a child pays for its home and for every cap above it.
    pub(crate) cap_prices: Vec<Vec<i128>>,
    /// What the caps above each home ask together; empty without caps.
    pub(crate) asked_above: Vec<Vec<i128>>,
    /// Sum of the children's prices less price times places: a lower bound, tight when all are seated.
    pub(crate) bound: Vec<i128>,
}

/// These children, ascending, must all be placed, and the homes that they may use have fewer places
/// than they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shortage(pub(crate) Vec<u32>);

/// Solves a flow; `keep_going` is asked before each child. After a stop only those who must be placed
/// are still seated, because without them there is no answer at all.
pub(crate) fn solve(task: &impl Flow, keep_going: &mut dyn FnMut() -> bool) -> Result<FlowAnswer, Shortage> {
    solve_capped(task, &[], keep_going).map_err(|short| Shortage(short.children))
}

/// Solves a flow, as [`solve`] does, under caps that are disjoint or nested.
pub(crate) fn solve_capped(
    task: &impl Flow,
    caps: &[FlowCap],
    keep_going: &mut dyn FnMut() -> bool,
) -> Result<FlowAnswer, CapShortage> {
    let largest = largest_costs(task);
    let packing = packing(task, &largest);
    match packing.words() {
        1 => solve_packed(state::<1, _>(task, &packing), caps, keep_going),
        2 => solve_packed(state::<2, _>(task, &packing), caps, keep_going),
        3 | 4 => solve_packed(state::<4, _>(task, &packing), caps, keep_going),
        _ => solve_packed(state::<8, _>(task, &packing), caps, keep_going),
    }
}

/// The largest cost on each level, at least 1.
fn largest_costs(task: &impl Flow) -> Vec<i128> {
    let none = || vec![1; task.levels()];
    let with = |mut largest: Vec<i128>, child: usize| {
        task.raise_to_largest(child, &mut largest);
        largest
    };
    let larger = |mut one: Vec<i128>, other: Vec<i128>| {
        raise(&mut one, &other);
        one
    };
    (0..children(task)).into_par_iter().fold(none, with).reduce(none, larger)
}

#[inline]
fn raise(largest: &mut [i128], cost: &[i128]) {
    largest.iter_mut().zip(cost).for_each(|(largest, &cost)| *largest = cost.max(*largest));
}

/// Lays out level vectors so that no sum that the search forms can leave its digits.
///
/// Costs lie in `0..=ceiling` and charges in `-ceiling..=ceiling`, so one move costs at most four times the
/// ceiling. A shortest path visits each home at most once. What a home asks is the cost of such a path
/// and one charge, what a child pays that plus one cost, a distance the sum of all three: fewer than 8
/// paths in all, and 16 for a difference of two. The total has one cost and one charge a child.
fn packing(task: &impl Flow, ceiling: &[i128]) -> Packing {
    let children = children(task);
    let hops = task.places().len().min(children) as i128 + 2;
    let moves = (hops * 16).max(children as i128);
    Packing::new(ceiling, 4 * moves)
}

fn state<const W: usize, F: Flow>(task: &F, packing: &Packing) -> State<W> {
    let mut coding = Coding::new(packing);
    let arcs = arcs(task, packing, &mut coding);
    let small = |&first: &usize| u32::try_from(first).expect("arcs are numbered in 32 bits");
    let graph = Graph::new(task.places().len(), task.first_arc().iter().map(small).collect(), arcs);
    let unplaced = |child: usize| task.unplaced(child).map(|cost| packing.pack(cost));
    let unplaced = (0..children(task)).map(unplaced).collect();
    State::new(graph, coding, packing.clone(), task.places(), unplaced)
}

/// Arcs that are written at once: what their costs take fits the nearest cache.
const ARCS_AT_ONCE: usize = 1 << 9;

fn arcs<const W: usize, F: Flow>(task: &F, packing: &Packing, coding: &mut Coding<W>) -> Vec<Arc> {
    let Some(digits) = coding.digits() else {
        let mut buffer = vec![0; task.levels()];
        let tabled = |arc: usize| {
            task.arc_cost(arc, &mut buffer);
            Arc { home: task.arc_home(arc), code: coding.code(&buffer, packing) }
        };
        return (0..arc_count(task)).map(tabled).collect();
    };
    let mut arcs = vec![Arc { home: 0, code: 0 }; arc_count(task)];
    let chunks = arcs.par_chunks_mut(ARCS_AT_ONCE).with_min_len(8).enumerate();
    chunks.for_each(|(at, arcs)| task.write_arcs(at * ARCS_AT_ONCE, digits, arcs));
    arcs
}

/// Copies a cost of a problem.
#[inline]
pub(crate) fn fill(cost: &mut [i128], levels: &[i64]) {
    cost.iter_mut().zip(levels).for_each(|(cost, &level)| *cost = i128::from(level));
}

fn solve_packed<const W: usize>(
    mut state: State<W>,
    caps: &[FlowCap],
    keep_going: &mut dyn FnMut() -> bool,
) -> Result<FlowAnswer, CapShortage> {
    state.add_all(&|_| true, keep_going)?;
    if !caps.is_empty() {
        state.keep_caps(caps)?;
    }
    let bound = bound(&state)?;
    let seat = |child| match state.seat(child) {
        Seat::Arc(arc) => FlowSeat::Arc(arc as usize),
        Seat::Unplaced => FlowSeat::Unplaced,
        Seat::Waiting => FlowSeat::Open,
    };
    Ok(FlowAnswer {
        seats: (0..state.graph.children()).map(seat).collect(),
        prices: (0..state.graph.homes()).map(|home| state.packing.unpack(state.fair_price(home))).collect(),
        cap_prices: (0..caps.len()).map(|cap| state.packing.unpack(state.cap_price(cap))).collect(),
        asked_above: if caps.is_empty() { Vec::new() } else { asked_above(&state) },
        bound,
    })
}

fn asked_above<const W: usize>(state: &State<W>) -> Vec<Vec<i128>> {
    let above = |home| state.packing.unpack(state.tree.asked_above(home));
    (0..state.graph.homes()).map(above).collect()
}

fn bound<const W: usize>(state: &State<W>) -> Result<Vec<i128>, Shortage> {
    let least: Vec<Option<Packed<W>>> =
        (0..state.graph.children()).into_par_iter().map(|child| state.verified_least(child)).collect();
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
    for (cap, node) in state.tree.caps.iter().enumerate() {
        let price = state.packing.unpack(state.cap_price(cap));
        let places = i128::from(node.places);
        bound.iter_mut().zip(price).for_each(|(sum, level)| *sum -= level * places);
    }
    Ok(bound)
}
