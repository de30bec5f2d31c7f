//! A flow that stays solved while it is changed.
//!
//! Hides how many machine words a level vector takes; see [`super::state`] for what holds in between.

use super::packed::Packing;
use super::range::Range;
use super::state::{Mark, Seat, State};
use super::{Flow, FlowSeat, Shortage, packing, state};

/// Children in homes at least cost, lexicographically, kept so under changes.
///
/// Children begin waiting, outside the assignment. Every change restores the optimum over the children
/// who are not waiting; one that would leave somebody without a seat changes nothing and names a
/// shortage.
pub(crate) struct Live {
    flow: Box<dyn AnyState>,
    packing: Packing,
}

impl Live {
    /// Every child waiting. Costs and charges given later stay within `range` on each level, and always may be
    /// up to `room` times the largest cost in the task.
    pub(crate) fn new(task: &impl Flow, range: &[i128], room: i128) -> Self {
        let mut largest = super::largest_costs(task);
        for (level, largest) in largest.iter_mut().enumerate() {
            *largest = (*largest * room).max(range.get(level).copied().unwrap_or(0));
        }
        let packing = packing(task, &largest);
        let flow: Box<dyn AnyState> = match packing.words() {
            1 => Box::new(state::<1, _>(task, &packing)),
            2 => Box::new(state::<2, _>(task, &packing)),
            3 | 4 => Box::new(state::<4, _>(task, &packing)),
            _ => Box::new(state::<8, _>(task, &packing)),
        };
        Self { flow, packing }
    }

    /// Whether costs may be as large as this on every level; other changes panic.
    pub(crate) fn has_range_for(&self, cost: &[i128]) -> bool {
        cost.iter().zip(self.packing.ceiling()).all(|(cost, ceiling)| cost.abs() <= *ceiling)
    }

    /// Seats every child for whom `is_in` is true. A shortage leaves others seated.
    pub(crate) fn add_all(
        &mut self,
        is_in: &(dyn Fn(u32) -> bool + Sync),
        method: Method,
    ) -> Result<(), Shortage> {
        self.flow.add_all(is_in, method)
    }

    /// Seats a waiting child.
    pub(crate) fn add(&mut self, child: u32) -> Result<(), Shortage> {
        self.flow.add(child)
    }

    /// Takes a child out of the assignment; nothing happens when it was waiting.
    pub(crate) fn remove(&mut self, child: u32) {
        self.flow.remove(child);
    }

    /// Gives a home this many places.
    pub(crate) fn set_places(&mut self, home: u32, places: u32) -> Result<(), Shortage> {
        self.flow.set_places(home, places)
    }

    /// Changes the cost of an arc, not negative; `None` forbids it.
    pub(crate) fn set_arc(&mut self, arc: u32, cost: Option<&[i128]>) -> Result<(), Shortage> {
        assert!(cost.is_none_or(|cost| self.has_range_for(cost)), "a cost stays within the ceiling");
        self.flow.set_arc(arc, cost)
    }

    /// Changes what it costs to leave a child unplaced, not negative; `None`: it must be placed.
    pub(crate) fn set_unplaced(&mut self, child: u32, cost: Option<&[i128]>) -> Result<(), Shortage> {
        assert!(cost.is_none_or(|cost| self.has_range_for(cost)), "a cost stays within the ceiling");
        self.flow.set_unplaced(child, cost)
    }

    /// Sets what every child in a home costs on top of its arc; it may be negative.
    pub(crate) fn set_charge(&mut self, home: u32, charge: &[i128]) {
        assert!(self.has_range_for(charge), "a charge stays within the ceiling");
        self.flow.set_charge(home, charge);
    }

    /// What all children who are not waiting cost together, charges included.
    pub(crate) fn total(&self) -> Vec<i128> {
        self.flow.total(&self.packing)
    }

    /// Where a child is; `Open` when it waits.
    pub(crate) fn seat(&self, child: u32) -> FlowSeat {
        match self.flow.seat(child) {
            Seat::Waiting => FlowSeat::Open,
            Seat::Unplaced => FlowSeat::Unplaced,
            Seat::Arc(arc) => FlowSeat::Arc(arc as usize),
        }
    }

    /// The arcs into a home.
    pub(crate) fn incoming(&self, home: u32) -> Vec<u32> {
        self.flow.incoming(home)
    }

    /// Children, ascending, whose home differs from the one they had at a mark.
    pub(crate) fn moved_since(&self, mark: &Mark) -> Vec<u32> {
        self.flow.moved_since(mark)
    }

    /// The price of a place: zero where one is free, and so high in a home without places that nobody
    /// would rather be there.
    pub(crate) fn price(&self, home: u32) -> Vec<i128> {
        self.flow.price(home, &self.packing)
    }

    /// Between which prices every valid price of each home lies.
    pub(crate) fn price_ranges(&self) -> Vec<Range<Vec<i128>>> {
        self.flow.price_ranges(&self.packing)
    }

    /// Begins to record changes, to be undone or kept together; marks may be nested.
    pub(crate) fn mark(&mut self) -> Mark {
        self.flow.mark()
    }

    /// Accepts the changes since a mark.
    pub(crate) fn keep(&mut self, mark: Mark) {
        self.flow.keep(mark);
    }

    /// Takes back the changes since a mark, in time proportional to the moves that they made.
    pub(crate) fn undo(&mut self, mark: Mark) {
        self.flow.undo(mark);
    }

    /// Whether seats and prices prove each other; it looks at every arc.
    pub(crate) fn is_proved(&self) -> bool {
        self.flow.is_proved()
    }
}

/// How a flow is solved from nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    /// By an auction, made exact by shortest paths, where the flow is large enough.
    Auction,
    /// By successive shortest paths alone.
    ShortestPaths,
}

/// A [`State`] of any number of words.
trait AnyState: Send + Sync {
    fn add_all(&mut self, is_in: &(dyn Fn(u32) -> bool + Sync), method: Method) -> Result<(), Shortage>;
    fn incoming(&self, home: u32) -> Vec<u32>;
    fn moved_since(&self, mark: &Mark) -> Vec<u32>;
    fn add(&mut self, child: u32) -> Result<(), Shortage>;
    fn remove(&mut self, child: u32);
    fn set_places(&mut self, home: u32, places: u32) -> Result<(), Shortage>;
    fn set_arc(&mut self, arc: u32, cost: Option<&[i128]>) -> Result<(), Shortage>;
    fn set_unplaced(&mut self, child: u32, cost: Option<&[i128]>) -> Result<(), Shortage>;
    fn set_charge(&mut self, home: u32, charge: &[i128]);
    fn total(&self, packing: &Packing) -> Vec<i128>;
    fn seat(&self, child: u32) -> Seat;
    fn price(&self, home: u32, packing: &Packing) -> Vec<i128>;
    fn price_ranges(&self, packing: &Packing) -> Vec<Range<Vec<i128>>>;
    fn mark(&mut self) -> Mark;
    fn keep(&mut self, mark: Mark);
    fn undo(&mut self, mark: Mark);
    fn is_proved(&self) -> bool;
}

impl<const W: usize> AnyState for State<W> {
    fn add_all(&mut self, is_in: &(dyn Fn(u32) -> bool + Sync), method: Method) -> Result<(), Shortage> {
        match method {
            Method::Auction => State::add_all(self, is_in, &mut || true),
            Method::ShortestPaths => self.add_one_by_one(is_in, &mut || true),
        }
    }

    fn incoming(&self, home: u32) -> Vec<u32> {
        let incoming = self.graph.incoming(home).iter();
        incoming.map(|incoming| self.graph.number(incoming.child, home)).collect()
    }

    fn moved_since(&self, mark: &Mark) -> Vec<u32> {
        State::moved_since(self, mark)
    }

    fn add(&mut self, child: u32) -> Result<(), Shortage> {
        State::add(self, child)
    }

    fn remove(&mut self, child: u32) {
        State::remove(self, child);
    }

    fn set_places(&mut self, home: u32, places: u32) -> Result<(), Shortage> {
        State::set_places(self, home, places)
    }

    fn set_arc(&mut self, arc: u32, cost: Option<&[i128]>) -> Result<(), Shortage> {
        State::set_arc(self, arc, cost)
    }

    fn set_unplaced(&mut self, child: u32, cost: Option<&[i128]>) -> Result<(), Shortage> {
        State::set_unplaced(self, child, cost)
    }

    fn set_charge(&mut self, home: u32, charge: &[i128]) {
        State::set_charge(self, home, charge);
    }

    fn total(&self, packing: &Packing) -> Vec<i128> {
        packing.unpack(State::total(self))
    }

    fn seat(&self, child: u32) -> Seat {
        State::seat(self, child)
    }

    fn price(&self, home: u32, packing: &Packing) -> Vec<i128> {
        packing.unpack(self.fair_price(home))
    }

    fn price_ranges(&self, packing: &Packing) -> Vec<Range<Vec<i128>>> {
        let unpack = |range: Range<_>| Range {
            least: packing.unpack(range.least),
            most: range.most.map(|most| packing.unpack(most)),
        };
        State::price_ranges(self).into_iter().map(unpack).collect()
    }

    fn mark(&mut self) -> Mark {
        State::mark(self)
    }

    fn keep(&mut self, mark: Mark) {
        State::keep(self, mark);
    }

    fn undo(&mut self, mark: Mark) {
        State::undo(self, mark);
    }

    fn is_proved(&self) -> bool {
        State::is_proved(self)
    }
}
