//! Makes an assignment that is best without caps keep caps that form a tree, and stay best.
//!
//! Where a cap has too many below it, all that are too many are set aside as *excess*: units that are counted in no cap
//! any more but still live where they are. All other children are then an optimal answer in which every
//! cap is kept and none has a price. One unit of excess after the other leaves its cap along the shortest path of moves
//! (successive shortest paths from the caps, [`super::forward`]), and prices rise with it.

use std::collections::BTreeSet;

use super::Shortage;
use super::packed::Packed;
use super::state::{Seat, State};
use super::tree::{FlowCap, Tree};

/// Children who must all be placed, and the caps that, with the homes, leave them too few places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CapShortage {
    /// Ascending.
    pub(crate) children: Vec<u32>,
    /// Ascending; disjoint.
    pub(crate) caps: Vec<u32>,
}

impl From<Shortage> for CapShortage {
    fn from(Shortage(children): Shortage) -> Self {
        Self { children, caps: Vec::new() }
    }
}

impl<const W: usize> State<W> {
    /// Lets caps bind, disjoint or nested ones, where none did before.
    pub(super) fn keep_caps(&mut self, caps: &[FlowCap]) -> Result<(), CapShortage> {
        self.tree = Tree::new(self.graph.homes(), caps);
        self.search.resize(self.tree.nodes());
        for child in 0..self.graph.children() {
            if let Some(home) = self.home_of(child) {
                self.tree.count(home, 1);
            }
        }
        self.search.expect_rising_prices(self.graph.children() as usize);
        let mut nodes = self.innermost_first();
        for (cap, excess) in self.set_aside(&nodes) {
            for _ in 0..excess {
                self.evict(cap)?;
            }
        }
        nodes.reverse();
        self.raise_empty(&nodes);
        Ok(())
    }

    /// Takes what is too much below each cap out of all counts; caps within others first.
    fn set_aside(&mut self, innermost_first: &[u32]) -> Vec<(u32, i64)> {
        let mut aside = Vec::new();
        for &node in innermost_first {
            let cap = self.tree.cap(node).expect("a cap's node");
            let cap = &mut self.tree.caps[cap];
            let excess = (cap.taken - cap.places).max(0);
            if excess > 0 {
                cap.taken -= excess;
                self.tree.count(node, -excess);
                aside.push((node, excess));
            }
        }
        aside
    }

    /// Lets one unit of excess leave a cap.
    fn evict(&mut self, cap: u32) -> Result<(), CapShortage> {
        let Some((length, sink)) = self.shortest_way_out(cap) else { return Err(self.short_below()) };
        self.raise_prices(length);
        let at = self.tree.cap(cap).expect("a cap's node");
        self.tree.caps[at].taken += 1;
        self.tree.count(cap, 1);
        self.shift_from(cap, sink);
        Ok(())
    }

    /// Homes and caps with nobody below them ask at least what the caps above them do: paths do not come there, and nobody
    /// is drawn there by a higher price.
    fn raise_empty(&mut self, outermost_first: &[u32]) {
        for &node in outermost_first {
            let cap = self.tree.cap(node).expect("a cap's node");
            let above = self.tree.asked_above(node);
            let asked = &mut self.tree.caps[cap].asked;
            *asked = above.max(*asked);
        }
        for home in 0..self.graph.homes() {
            let above = self.tree.asked_above(home) + self.homes[home as usize].charge;
            if self.asked(home) < above {
                self.set_asked(home, above);
            }
        }
    }

    /// The caps as nodes, those within others first.
    fn innermost_first(&self) -> Vec<u32> {
        let depth =
            |node: u32| std::iter::successors(self.tree.above(node), |&above| self.tree.above(above)).count();
        let mut nodes: Vec<(usize, u32)> = (0..self.tree.caps.len())
            .map(|cap| self.tree.node(cap))
            .map(|node| (depth(node), node))
            .collect();
        nodes.sort_by_key(|&(depth, node)| (std::cmp::Reverse(depth), node));
        nodes.into_iter().map(|(_, node)| node).collect()
    }

    /// Everybody in the homes that the search reached: they have no other homes, none of them may stay unplaced, and
    /// what was reached is full.
    fn short_below(&self) -> CapShortage {
        let settled: BTreeSet<u32> = self.search.settled().iter().copied().collect();
        let homes = settled.iter().filter(|&&node| self.tree.cap(node).is_none());
        let mut children: Vec<u32> = homes.flat_map(|&home| self.residents(home)).copied().collect();
        children.sort_unstable();
        let is_outermost = |node: u32| self.tree.above(node).is_none_or(|above| !settled.contains(&above));
        let caps = settled.iter().filter_map(|&node| Some((node, self.tree.cap(node)?)));
        let caps = caps.filter(|&(node, _)| is_outermost(node));
        let mut caps: Vec<u32> =
            caps.map(|(_, cap)| u32::try_from(cap).expect("caps are numbered in 32 bits")).collect();
        caps.sort_unstable();
        CapShortage { children, caps }
    }

    /// The price of a cap.
    pub(super) fn cap_price(&self, cap: usize) -> Packed<W> {
        self.tree.caps[cap].asked - self.tree.asked_above(self.tree.node(cap))
    }

    /// Whether the caps are kept, count what is below them, and have no price below zero or beside a free place.
    pub(super) fn caps_are_fair(&self) -> bool {
        let mut taken = vec![0_i64; self.tree.caps.len()];
        for child in 0..self.graph.children() {
            let Seat::Arc(_) = self.seat(child) else { continue };
            let mut next = self.home_of(child).and_then(|home| self.tree.above(home));
            while let Some(above) = next {
                taken[self.tree.cap(above).expect("a cap's node")] += 1;
                next = self.tree.above(above);
            }
        }
        self.tree.caps.iter().zip(taken).enumerate().all(|(at, (cap, taken))| {
            let price = self.cap_price(at);
            taken == cap.taken
                && taken <= cap.places
                && (price == Packed::ZERO || (price > Packed::ZERO && taken == cap.places))
        })
    }
}
