//! Scratch memory of shortest path searches over homes, and over caps numbered after them.
//!
//! It knows distances and how a node was reached, not what they mean.

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

/// The move that a path makes: this child goes to this home; or, for [`NOBODY`], nobody moves and the path comes from
/// this node.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    pub(crate) child: u32,
    pub(crate) home: u32,
}

/// Farther than any distance that is known as one number.
pub(super) const FAR: i64 = i64::MAX;

/// Stands for no child.
pub(crate) const NOBODY: u32 = u32::MAX;

/// One search after another, without clearing in between.
#[derive(Clone, Debug)]
pub(crate) struct Search<const W: usize> {
    nodes: Vec<Node<W>>,
    /// The distance of each node as one number, as far as that is known, else [`FAR`]: most ways are compared with it alone.
    near: Vec<i64>,
    /// The nodes that are reached.
    reached: Vec<u32>,
    round: u32,
    queue: BinaryHeap<Reverse<(Packed<W>, u32)>>,
    settled: Vec<u32>,
    /// The least that each child would pay outside its home when it was last looked at, for searches between which prices
    /// only rise; empty for others.
    elsewhere: Vec<Packed<W>>,
}

impl<const W: usize> Search<W> {
    pub(crate) fn new(homes: usize) -> Self {
        let node = Node { distance: Packed::ZERO, round: 0, via: Step { child: 0, home: 0 } };
        Self {
            nodes: vec![node; homes],
            near: vec![FAR; homes],
            reached: Vec::new(),
            round: 0,
            queue: BinaryHeap::new(),
            settled: Vec::new(),
            elsewhere: Vec::new(),
        }
    }

    /// Makes room for so many nodes.
    pub(crate) fn resize(&mut self, nodes: usize) {
        self.near.resize(nodes, FAR);
        self.nodes.resize(nodes, Node { distance: Packed::ZERO, round: 0, via: Step { child: 0, home: 0 } });
    }

    /// From now on prices only rise: what children would pay elsewhere is remembered.
    pub(crate) fn expect_rising_prices(&mut self, children: usize) {
        self.elsewhere = vec![Packed::ZERO - Packed::NEVER; children];
    }

    /// Whether what children would pay elsewhere is remembered.
    pub(crate) fn remembers(&self) -> bool {
        !self.elsewhere.is_empty()
    }

    /// What a child would pay outside its home at least, as far as that is known.
    #[inline]
    pub(crate) fn elsewhere(&self, child: u32) -> Packed<W> {
        self.elsewhere.get(child as usize).copied().unwrap_or(Packed::ZERO - Packed::NEVER)
    }

    #[inline]
    pub(crate) fn remember_elsewhere(&mut self, child: u32, least: Packed<W>) {
        if let Some(known) = self.elsewhere.get_mut(child as usize) {
            *known = least;
        }
    }

    /// The child has another home.
    pub(crate) fn forget_elsewhere(&mut self, child: u32) {
        self.remember_elsewhere(child, Packed::ZERO - Packed::NEVER);
    }

    /// Forgets the last search.
    pub(crate) fn start(&mut self) {
        self.queue.clear();
        self.settled.clear();
        for node in self.reached.drain(..) {
            self.near[node as usize] = FAR;
        }
        if self.round == u32::MAX {
            self.nodes.iter_mut().for_each(|node| node.round = 0);
            self.round = 0;
        }
        self.round += 1;
    }

    /// Comes to a home, and says whether this way is shorter than the last; nothing changes unless it is.
    #[inline]
    pub(crate) fn reach(&mut self, home: u32, distance: Packed<W>, via: Step) -> bool {
        self.reach_near(home, distance, FAR, via)
    }

    /// Comes to a home at a distance that is also known as one number.
    #[inline]
    pub(super) fn reach_near(&mut self, home: u32, distance: Packed<W>, near: i64, via: Step) -> bool {
        let node = &mut self.nodes[home as usize];
        let is_new = node.round != self.round;
        let is_nearer = is_new || distance < node.distance;
        if is_nearer {
            *node = Node { distance, round: self.round, via };
            self.near[home as usize] = near;
            self.queue.push(Reverse((distance, home)));
        }
        if is_new {
            self.reached.push(home);
        }
        is_nearer
    }

    /// The distance of a home as one number, [`FAR`] where it is not known or there is no such home.
    #[inline]
    pub(super) fn near(&self, home: u32) -> i64 {
        self.near.get(home as usize).copied().unwrap_or(FAR)
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
