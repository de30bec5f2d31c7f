//! Who holds the places of each home during an auction, with their bids.
//!
//! All homes share one stretch of memory, so that a bid touches one or two lines of cache. It knows
//! neither prices nor what a seat costs.

use super::super::graph::Graph;
use super::{number, pack};

/// A home's part of the memory.
#[derive(Clone, Copy)]
struct Share {
    first: u32,
    places: u32,
    taken: u32,
}

/// The residents of each home: packs of a bid and a child.
pub(super) struct Residents {
    shares: Vec<Share>,
    slots: Vec<u64>,
}

impl Residents {
    /// All homes empty; more places than children who may live there are no use.
    pub(super) fn new(graph: &Graph, places: &[u32]) -> Self {
        let mut first = 0;
        let mut share = |(home, &places): (u32, &u32)| {
            let wanted = u32::try_from(graph.incoming(home).len()).expect("arcs are numbered in 32 bits");
            let share = Share { first, places: places.min(wanted), taken: 0 };
            first += share.places;
            share
        };
        let shares: Vec<Share> = (0..).zip(places).map(&mut share).collect();
        Self { shares, slots: vec![0; first as usize] }
    }

    /// Gives each resident the bid that is told, or turns it out without one.
    pub(super) fn rebid(&mut self, home: u32, mut bid: impl FnMut(u32) -> Option<u32>) {
        let taken = std::mem::take(&mut self.shares[home as usize].taken);
        let first = self.shares[home as usize].first;
        for at in first..first + taken {
            let child = number(self.slots[at as usize]);
            if let Some(bid) = bid(child) {
                self.join(home, pack(bid, child));
                sift_up(self.of_mut(home));
            }
        }
    }

    #[inline]
    pub(super) fn has_room(&self, home: u32) -> bool {
        let share = self.shares[home as usize];
        share.taken < share.places
    }

    /// The lowest bid in a full home, while bids are made, for number 0.
    #[inline]
    pub(super) fn lowest(&self, home: u32) -> Option<u64> {
        let share = self.shares[home as usize];
        (share.taken == share.places && share.taken > 0)
            .then(|| self.slots[share.first as usize] & !u64::from(u32::MAX))
    }

    /// The residents of a home; while bids are made, the lowest bid is first.
    #[inline]
    pub(super) fn of(&self, home: u32) -> impl Iterator<Item = u32> {
        let share = self.shares[home as usize];
        self.slots[share.first as usize..(share.first + share.taken) as usize]
            .iter()
            .map(|&slot| number(slot))
    }

    /// Takes a bid: into a free place, or else for the lowest bid, whose child is returned.
    #[inline]
    pub(super) fn bid(&mut self, home: u32, resident: u64) -> Option<u32> {
        if self.has_room(home) {
            self.join(home, resident);
            sift_up(self.of_mut(home));
            return None;
        }
        let residents = self.of_mut(home);
        let evicted = number(residents[0]);
        sift_down(residents, resident);
        Some(evicted)
    }

    /// Puts a resident behind the others of a home with room.
    #[inline]
    pub(super) fn join(&mut self, home: u32, resident: u64) {
        let share = &mut self.shares[home as usize];
        self.slots[(share.first + share.taken) as usize] = resident;
        share.taken += 1;
    }

    /// Takes a resident out; the order of the others changes.
    pub(super) fn leave(&mut self, home: u32, child: u32) {
        let residents = self.of_mut(home);
        let at = residents.iter().position(|&resident| number(resident) == child);
        let last = residents.len() - 1;
        residents.swap(at.expect("the child lives there"), last);
        self.shares[home as usize].taken -= 1;
    }

    #[inline]
    fn of_mut(&mut self, home: u32) -> &mut [u64] {
        let share = self.shares[home as usize];
        &mut self.slots[share.first as usize..(share.first + share.taken) as usize]
    }
}

/// Restores a heap, lowest first, whose last resident is new.
#[inline]
fn sift_up(heap: &mut [u64]) {
    let mut at = heap.len() - 1;
    while at > 0 && heap[at] < heap[(at - 1) / 2] {
        heap.swap(at, (at - 1) / 2);
        at = (at - 1) / 2;
    }
}

/// Replaces the lowest of a heap.
#[inline]
fn sift_down(heap: &mut [u64], resident: u64) {
    let mut at = 0;
    loop {
        let child = 2 * at + 1;
        let Some(&left) = heap.get(child) else { break };
        let right = heap.get(child + 1).copied();
        let (next, lower) =
            right.filter(|&right| right < left).map_or((child, left), |right| (child + 1, right));
        if resident <= lower {
            break;
        }
        heap[at] = lower;
        at = next;
    }
    heap[at] = resident;
}
