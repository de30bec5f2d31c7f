//! Successive shortest paths over homes: an exact least-cost assignment with dual prices.
//!
//! Works on packed level vectors and knows nothing of problems; [`super`] translates.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::packed::Packed;

/// Children, each with arcs to homes; costs are packed level vectors.
pub(crate) struct Network<const W: usize> {
    /// Places of each home.
    pub(crate) places: Vec<u32>,
    /// Where each child's arcs begin; one entry more than children.
    pub(crate) first_arc: Vec<usize>,
    /// Home and cost of each arc.
    pub(crate) arcs: Vec<(u32, Packed<W>)>,
    /// Cost of leaving a child unplaced, where that is allowed.
    pub(crate) unplaced: Vec<Option<Packed<W>>>,
}

/// Where a child is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seat {
    /// Not yet looked at.
    Waiting,
    /// Left without a home.
    Unplaced,
    /// In the home of this arc.
    Arc(usize),
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// Every child has its seat, at least cost.
    Done,
    /// These children must all be placed and have fewer places than they are.
    Shortage(Vec<u32>),
    /// The caller asked to stop; some children are still waiting.
    Stopped,
}

/// The state of a run: an assignment of least cost for the children seated so far.
///
/// Invariants: prices are not below zero, and zero where a home has a free place; every seated child
/// sits at the minimum over its arcs of cost + price and of its unplaced cost.
pub(crate) struct Assignment<'a, const W: usize> {
    network: &'a Network<W>,
    /// Each child's seat.
    pub(crate) seats: Vec<Seat>,
    /// Each home's price.
    pub(crate) prices: Vec<Packed<W>>,
    residents: Vec<Vec<u32>>,
    search: Search<W>,
}

/// Scratch memory of one shortest path search; a home's entry counts only in its own round.
struct Search<const W: usize> {
    round: u32,
    seen: Vec<u32>,
    settled: Vec<u32>,
    distance: Vec<Packed<W>>,
    /// The arc by which the search came to a home.
    reached_by: Vec<usize>,
    queue: BinaryHeap<Reverse<(Packed<W>, u32)>>,
    order: Vec<u32>,
}

/// The end of the shortest path found so far.
#[derive(Clone, Copy)]
enum Sink {
    FreePlace(u32),
    /// This child, the newcomer or a resident of a settled home, goes without.
    Unplaced(u32),
}

impl<'a, const W: usize> Assignment<'a, W> {
    /// Starts with every child waiting and every price zero.
    pub(crate) fn new(network: &'a Network<W>) -> Self {
        let homes = network.places.len();
        let search = Search {
            round: 0,
            seen: vec![0; homes],
            settled: vec![0; homes],
            distance: vec![Packed::ZERO; homes],
            reached_by: vec![0; homes],
            queue: BinaryHeap::new(),
            order: Vec::new(),
        };
        Self {
            network,
            seats: vec![Seat::Waiting; network.unplaced.len()],
            prices: vec![Packed::ZERO; homes],
            residents: vec![Vec::new(); homes],
            search,
        }
    }

    /// Seats the children one by one, in order; `keep_going` is asked before each. After a stop only
    /// those who must be placed are still seated, because without them there is no answer at all.
    pub(crate) fn seat_all(&mut self, keep_going: &mut dyn FnMut() -> bool) -> End {
        let mut end = End::Done;
        for child in 0..self.seats.len() {
            if end == End::Stopped || !keep_going() {
                end = End::Stopped;
                if self.network.unplaced[child].is_some() {
                    continue;
                }
            }
            let child = u32::try_from(child).expect("children are numbered in 32 bits");
            if !self.seat(child) {
                return End::Shortage(self.short_with(child));
            }
        }
        end
    }

    /// The least over a child's arcs of cost + price and of its unplaced cost; homes without any
    /// place are passed over.
    pub(crate) fn child_price(&self, child: usize) -> Option<Packed<W>> {
        let arcs = &self.network.arcs[self.network.first_arc[child]..self.network.first_arc[child + 1]];
        let open = arcs.iter().filter(|(home, _)| self.network.places[*home as usize] > 0);
        let placed = open.map(|&(home, cost)| cost + self.prices[home as usize]);
        placed.chain(self.network.unplaced[child]).min()
    }

    /// Prices homes without any place so high that no child would rather be there.
    pub(crate) fn price_closed_homes(&mut self) {
        for child in 0..self.seats.len() {
            let Some(own_price) = self.child_price(child) else { continue };
            for arc in self.network.first_arc[child]..self.network.first_arc[child + 1] {
                let (home, cost) = self.network.arcs[arc];
                let price = &mut self.prices[home as usize];
                if self.network.places[home as usize] == 0 {
                    *price = own_price.max(*price + cost) - cost;
                }
            }
        }
    }

    /// The child who could not be seated and those in all homes that the search for a seat reached:
    /// they have no other homes, and these are full.
    fn short_with(&self, child: u32) -> Vec<u32> {
        let residents = self.search.order.iter().flat_map(|&home| &self.residents[home as usize]);
        let mut short: Vec<u32> = residents.copied().chain([child]).collect();
        short.sort_unstable();
        short
    }

    /// Adds one child; false when there is no way to seat it.
    fn seat(&mut self, child: u32) -> bool {
        self.search.order.clear();
        let Some(own_price) = self.child_price(child as usize) else { return false };
        let Some((length, sink)) = self.shortest_path(child, own_price) else { return false };
        self.raise_prices(length);
        self.shift_along_path(child, sink);
        true
    }

    /// Dijkstra over homes from a newcomer to the nearest free place or child who may go without.
    fn shortest_path(&mut self, child: u32, own_price: Packed<W>) -> Option<(Packed<W>, Sink)> {
        self.search.round += 1;
        self.search.queue.clear();
        let mut best = None;
        self.relax(child, Packed::ZERO, own_price, &mut best);
        while let Some(Reverse((distance, home))) = self.search.queue.pop() {
            let at = home as usize;
            if best.is_some_and(|(length, _)| length <= distance) {
                break;
            }
            if self.search.settled[at] == self.search.round {
                continue;
            }
            self.search.settled[at] = self.search.round;
            self.search.order.push(home);
            if self.residents[at].len() < self.network.places[at] as usize {
                best = Some((distance, Sink::FreePlace(home)));
                break;
            }
            for index in 0..self.residents[at].len() {
                let resident = self.residents[at][index];
                let Seat::Arc(arc) = self.seats[resident as usize] else { continue };
                let leaving = self.network.arcs[arc].1 + self.prices[at];
                self.relax(resident, distance, leaving, &mut best);
            }
        }
        best
    }

    /// Looks at every other seat of a child that stands at `distance` and gives up `leaving`.
    fn relax(
        &mut self,
        child: u32,
        distance: Packed<W>,
        leaving: Packed<W>,
        best: &mut Option<(Packed<W>, Sink)>,
    ) {
        if let Some(unplaced) = self.network.unplaced[child as usize] {
            let length = distance + unplaced - leaving;
            if best.is_none_or(|(least, _)| length < least) {
                *best = Some((length, Sink::Unplaced(child)));
            }
        }
        let base = distance - leaving;
        let search = &mut self.search;
        for arc in self.network.first_arc[child as usize]..self.network.first_arc[child as usize + 1] {
            let (home, cost) = self.network.arcs[arc];
            let at = home as usize;
            if search.settled[at] == search.round || self.network.places[at] == 0 {
                continue;
            }
            let length = base + cost + self.prices[at];
            let longer = best.is_some_and(|(least, _)| least <= length)
                || (search.seen[at] == search.round && search.distance[at] <= length);
            if !longer {
                search.seen[at] = search.round;
                search.distance[at] = length;
                search.reached_by[at] = arc;
                search.queue.push(Reverse((length, home)));
            }
        }
    }

    /// Homes nearer than the sink become dearer by the difference, which keeps all invariants.
    fn raise_prices(&mut self, length: Packed<W>) {
        for &home in &self.search.order {
            let distance = self.search.distance[home as usize];
            if distance < length {
                self.prices[home as usize] = self.prices[home as usize] + length - distance;
            }
        }
    }

    /// Moves each child on the path one seat on, from the sink back to the newcomer.
    fn shift_along_path(&mut self, newcomer: u32, sink: Sink) {
        let mut to = match sink {
            Sink::FreePlace(home) => Some(home),
            Sink::Unplaced(child) => {
                let from = self.leave(child);
                self.seats[child as usize] = Seat::Unplaced;
                if child == newcomer {
                    return;
                }
                from
            }
        };
        while let Some(home) = to {
            let arc = self.search.reached_by[home as usize];
            // The child whose arcs contain `arc`: the last one that begins at or before it.
            let child = self.network.first_arc.partition_point(|&first| first <= arc) - 1;
            let child = u32::try_from(child).expect("children are numbered in 32 bits");
            let from = self.leave(child);
            self.seats[child as usize] = Seat::Arc(arc);
            self.residents[home as usize].push(child);
            to = if child == newcomer { None } else { from };
        }
    }

    /// Takes a child out of its home, if it has one, and names that home.
    fn leave(&mut self, child: u32) -> Option<u32> {
        let Seat::Arc(arc) = self.seats[child as usize] else { return None };
        let home = self.network.arcs[arc].0;
        self.residents[home as usize].retain(|&resident| resident != child);
        Some(home)
    }
}
