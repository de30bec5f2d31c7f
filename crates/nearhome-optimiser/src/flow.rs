//! The pure flow: children one by one to homes with places, no side constraints.
//!
//! Solved by successive shortest paths in exact integers; the dual prices that come with the answer are
//! its certificate. It knows neither problems nor cores: both describe their flow as a [`FlowTask`].

mod network;
mod packed;

use network::{Assignment, End, Network, Seat};
use packed::{Packed, Packing};

/// A flow to solve; homes, children and arcs are numbered from 0.
pub(crate) struct FlowTask<'a> {
    /// Number of cost levels.
    pub(crate) levels: usize,
    /// Places of each home.
    pub(crate) places: Vec<u32>,
    /// Where each child's arcs begin; one entry more than children.
    pub(crate) first_arc: Vec<usize>,
    /// The home of each arc.
    pub(crate) arc_home: Vec<u32>,
    /// Cost of an arc on a level, not negative.
    pub(crate) arc_cost: &'a dyn Fn(usize, usize) -> i128,
    /// Cost on each level of leaving a child unplaced, not negative; `None`: it must be placed.
    pub(crate) unplaced: &'a dyn Fn(usize) -> Option<Vec<i128>>,
}

/// What has become of a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FlowSeat {
    /// It takes this arc.
    Arc(usize),
    /// It stays unplaced.
    Unplaced,
    /// The run stopped before it was seated.
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

/// These children must all be placed, and the homes that they may use have fewer places than they are.
pub(crate) struct Shortage(pub(crate) Vec<u32>);

/// Solves a flow; `keep_going` is asked before each child.
pub(crate) fn solve(
    task: &FlowTask<'_>,
    keep_going: &mut dyn FnMut() -> bool,
) -> Result<FlowAnswer, Shortage> {
    let packing = packing(task);
    match packing.words() {
        1 => solve_packed::<1>(task, &packing, keep_going),
        2 => solve_packed::<2>(task, &packing, keep_going),
        _ => solve_packed::<8>(task, &packing, keep_going),
    }
}

/// Sizes the digits so that nothing the search adds up can leave them.
///
/// A shortest path visits each home at most once, so its cost differs from zero by at most `hops`
/// times the largest cost. A price is the difference of two such paths, a child's price that plus one
/// cost, a distance the sum of all three: fewer than 8 paths in all, and 16 for a difference of two.
fn packing(task: &FlowTask<'_>) -> Packing {
    let children = task.first_arc.len() - 1;
    let hops = task.places.len().min(children) as i128 + 2;
    let mut largest = vec![1; task.levels];
    for (level, largest) in largest.iter_mut().enumerate() {
        for arc in 0..task.arc_home.len() {
            *largest = (*largest).max((task.arc_cost)(arc, level));
        }
    }
    for cost in (0..children).filter_map(|child| (task.unplaced)(child)) {
        largest.iter_mut().zip(cost).for_each(|(largest, level)| *largest = (*largest).max(level));
    }
    let magnitudes: Vec<i128> = largest.iter().map(|largest| largest * hops * 16).collect();
    Packing::new(&magnitudes)
}

fn solve_packed<const W: usize>(
    task: &FlowTask<'_>,
    packing: &Packing,
    keep_going: &mut dyn FnMut() -> bool,
) -> Result<FlowAnswer, Shortage> {
    let network = network::<W>(task, packing);
    let mut assignment = Assignment::new(&network);
    if let End::Shortage(children) = assignment.seat_all(keep_going) {
        return Err(Shortage(children));
    }
    let bound = bound(task, packing, &assignment)?;
    assignment.price_closed_homes();
    let seat = |seat: &Seat| match *seat {
        Seat::Arc(arc) => FlowSeat::Arc(arc),
        Seat::Unplaced => FlowSeat::Unplaced,
        Seat::Waiting => FlowSeat::Open,
    };
    Ok(FlowAnswer {
        seats: assignment.seats.iter().map(seat).collect(),
        prices: assignment.prices.iter().map(|&price| packing.unpack(price)).collect(),
        bound,
    })
}

fn network<const W: usize>(task: &FlowTask<'_>, packing: &Packing) -> Network<W> {
    let arc = |arc: usize| -> (u32, Packed<W>) {
        (task.arc_home[arc], packing.pack((0..task.levels).map(|level| (task.arc_cost)(arc, level))))
    };
    let unplaced = |child: usize| (task.unplaced)(child).map(|cost| packing.pack(cost));
    Network {
        places: task.places.clone(),
        first_arc: task.first_arc.clone(),
        arcs: (0..task.arc_home.len()).map(arc).collect(),
        unplaced: (0..task.first_arc.len() - 1).map(unplaced).collect(),
    }
}

/// A child without any seat is short by itself.
fn alone(child: usize) -> Shortage {
    Shortage(vec![u32::try_from(child).expect("children are numbered in 32 bits")])
}

fn bound<const W: usize>(
    task: &FlowTask<'_>,
    packing: &Packing,
    assignment: &Assignment<'_, W>,
) -> Result<Vec<i128>, Shortage> {
    let mut bound = vec![0; task.levels];
    for child in 0..task.first_arc.len() - 1 {
        let price = packing.unpack(assignment.child_price(child).ok_or_else(|| alone(child))?);
        bound.iter_mut().zip(price).for_each(|(sum, level)| *sum += level);
    }
    for (&places, &price) in task.places.iter().zip(&assignment.prices) {
        let price = packing.unpack(price);
        bound.iter_mut().zip(price).for_each(|(sum, level)| *sum -= level * i128::from(places));
    }
    Ok(bound)
}
