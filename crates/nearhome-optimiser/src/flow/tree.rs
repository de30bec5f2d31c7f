//! Caps over homes as a tree: what each asks, and how many live below it.
//!
//! *Nodes* are homes and, numbered after them, caps. A place that is taken in a home is taken in every cap above it.
//! Without caps the tree is empty and costs nothing.

use crate::laminar::Laminar;

use super::packed::Packed;

/// At most `places` children over these homes.
#[derive(Clone, Debug)]
pub(crate) struct FlowCap {
    /// Homes, no home twice.
    pub(crate) homes: Vec<u32>,
    pub(crate) places: u32,
}

/// Stands for no node.
const TOP: u32 = u32::MAX;

/// The caps over a flow's homes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tree<const W: usize> {
    homes: u32,
    /// The cap right above each node, [`TOP`] for none; empty without caps.
    above: Vec<u32>,
    /// The nodes right below each cap.
    below: Vec<Vec<u32>>,
    pub(super) caps: Vec<CapNode<W>>,
}

/// A cap and what is known of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct CapNode<const W: usize> {
    pub(super) places: i64,
    /// Children below, less those who are still to leave it; below zero only between the moves of one path.
    pub(super) taken: i64,
    /// Prices of this cap and all above it together.
    pub(super) asked: Packed<W>,
}

impl<const W: usize> Tree<W> {
    /// The caps over so many homes, nobody below them and without prices.
    ///
    /// # Panics
    ///
    /// When two caps overlap.
    pub(super) fn new(homes: u32, caps: &[FlowCap]) -> Self {
        let sets: Vec<&[u32]> = caps.iter().map(|cap| &cap.homes[..]).collect();
        let laminar = Laminar::new(homes as usize, &sets);
        assert!(laminar.overlapping.is_empty(), "caps in a flow are disjoint or nested");
        let node = |cap: &Option<u32>| cap.map_or(TOP, |cap| homes + cap);
        let above: Vec<u32> = laminar.of_home.iter().chain(&laminar.above).map(node).collect();
        let mut below = vec![Vec::new(); caps.len()];
        for (node, &above) in (0..).zip(&above).filter(|(_, above)| **above != TOP) {
            below[(above - homes) as usize].push(node);
        }
        let fresh = |cap: &FlowCap| CapNode { places: i64::from(cap.places), taken: 0, asked: Packed::ZERO };
        Self { homes, above, below, caps: caps.iter().map(fresh).collect() }
    }

    /// How many nodes there are.
    pub(super) fn nodes(&self) -> usize {
        self.above.len()
    }

    /// The cap that a node is, if it is no home.
    #[inline]
    pub(super) fn cap(&self, node: u32) -> Option<usize> {
        (!self.above.is_empty() && node >= self.homes).then(|| (node - self.homes) as usize)
    }

    /// The node of a cap.
    pub(super) fn node(&self, cap: usize) -> u32 {
        self.homes + u32::try_from(cap).expect("caps are numbered in 32 bits")
    }

    /// The cap right above a node, as a node.
    #[inline]
    pub(super) fn above(&self, node: u32) -> Option<u32> {
        self.above.get(node as usize).copied().filter(|&above| above != TOP)
    }

    /// The nodes right below a cap.
    pub(super) fn below(&self, cap: usize) -> &[u32] {
        &self.below[cap]
    }

    /// What all caps above a node ask together.
    #[inline]
    pub(super) fn asked_above(&self, node: u32) -> Packed<W> {
        self.above(node).map_or(Packed::ZERO, |above| self.caps[(above - self.homes) as usize].asked)
    }

    /// Whether every cap above a node has a free place.
    #[inline]
    pub(super) fn is_open_above(&self, node: u32) -> bool {
        let mut next = self.above(node);
        while let Some(above) = next {
            let cap = &self.caps[(above - self.homes) as usize];
            if cap.taken >= cap.places {
                return false;
            }
            next = self.above(above);
        }
        true
    }

    /// So many children more, or less, below every cap above a node.
    #[inline]
    pub(super) fn count(&mut self, node: u32, children: i64) {
        let mut next = self.above(node);
        while let Some(above) = next {
            self.caps[(above - self.homes) as usize].taken += children;
            next = self.above(above);
        }
    }
}
