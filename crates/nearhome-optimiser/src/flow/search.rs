//! Scratch memory of shortest path searches over homes.
//!
//! It knows distances and how a home was reached, not what they mean.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::packed::Packed;

/// What a search knows of a home; it counts only in its own round.
#[derive(Clone, Copy, Debug)]
struct Node<const W: usize> {
    distance: Packed<W>,
    round: u32,
    via: Step,
}

/// The move that a path makes: this child goes to this home.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    pub(crate) child: u32,
    pub(crate) home: u32,
}

/// One search after another, without clearing in between.
#[derive(Clone, Debug)]
pub(crate) struct Search<const W: usize> {
    nodes: Vec<Node<W>>,
    round: u32,
    queue: BinaryHeap<Reverse<(Packed<W>, u32)>>,
    settled: Vec<u32>,
}

impl<const W: usize> Search<W> {
    pub(crate) fn new(homes: usize) -> Self {
        let node = Node { distance: Packed::ZERO, round: 0, via: Step { child: 0, home: 0 } };
        Self { nodes: vec![node; homes], round: 0, queue: BinaryHeap::new(), settled: Vec::new() }
    }

    /// Forgets the last search.
    pub(crate) fn start(&mut self) {
        self.queue.clear();
        self.settled.clear();
        if self.round == u32::MAX {
            self.nodes.iter_mut().for_each(|node| node.round = 0);
            self.round = 0;
        }
        self.round += 1;
    }

    /// Comes to a home; nothing changes unless this way is shorter.
    #[inline]
    pub(crate) fn reach(&mut self, home: u32, distance: Packed<W>, via: Step) {
        let node = &mut self.nodes[home as usize];
        if node.round != self.round || distance < node.distance {
            *node = Node { distance, round: self.round, via };
            self.queue.push(Reverse((distance, home)));
        }
    }

    /// The nearest home that is not settled, if it is nearer than `end`; it is settled then.
    pub(crate) fn settle(&mut self, end: Option<Packed<W>>) -> Option<(u32, Packed<W>)> {
        while let Some(Reverse((distance, home))) = self.queue.pop() {
            if end.is_some_and(|end| end <= distance) {
                return None;
            }
            if distance == self.nodes[home as usize].distance {
                self.settled.push(home);
                return Some((home, distance));
            }
        }
        None
    }

    /// The homes settled by this search, nearest first.
    pub(crate) fn settled(&self) -> &[u32] {
        &self.settled
    }

    /// How far a reached home is.
    pub(crate) fn distance(&self, home: u32) -> Packed<W> {
        self.nodes[home as usize].distance
    }

    /// The last move on the way to a reached home.
    pub(crate) fn via(&self, home: u32) -> Step {
        self.nodes[home as usize].via
    }
}
