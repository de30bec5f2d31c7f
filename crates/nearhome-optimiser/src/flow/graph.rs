//! Who may live where, at which cost: the arcs of a flow, by child and by home.
//!
//! Costs are 32-bit codes ([`super::coding`]), so that an arc is 8 bytes: most of the time of a search
//! goes into fetching arcs.

/// The code of an arc that may not be used.
pub(crate) const FORBIDDEN: u32 = u32::MAX;

/// An arc as its child sees it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Arc {
    pub(crate) home: u32,
    pub(crate) code: u32,
}

/// An arc as its home sees it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Incoming {
    pub(crate) child: u32,
    pub(crate) code: u32,
}

/// Children, homes and the arcs between them, at most one for each pair; all are numbered from 0.
#[derive(Clone, Debug)]
pub(crate) struct Graph {
    first_arc: Vec<u32>,
    arcs: Vec<Arc>,
    first_incoming: Vec<u32>,
    incoming: Vec<Incoming>,
}

/// How many arcs share a line of a usual cache.
const LINE: usize = 8;

/// Reads one of every few: no such read waits for another, so that they are on their way together.
#[inline]
fn fetch<T>(arcs: &[T], code: impl Fn(&T) -> u32) {
    let read = arcs.iter().step_by(LINE).fold(0, |read, arc| read ^ code(arc));
    std::hint::black_box(read);
}

impl Graph {
    /// Takes where each child's arcs begin (one entry more than children) and the arcs.
    pub(crate) fn new(homes: usize, first_arc: Vec<u32>, arcs: Vec<Arc>) -> Self {
        let mut first_incoming = vec![0; homes + 1];
        for arc in &arcs {
            first_incoming[arc.home as usize + 1] += 1;
        }
        for home in 0..homes {
            first_incoming[home + 1] += first_incoming[home];
        }
        let mut next = first_incoming.clone();
        let mut incoming = vec![Incoming { child: 0, code: 0 }; arcs.len()];
        for (child, range) in (0..).zip(first_arc.windows(2)) {
            for &Arc { home, code } in &arcs[range[0] as usize..range[1] as usize] {
                let next = &mut next[home as usize];
                incoming[*next as usize] = Incoming { child, code };
                *next += 1;
            }
        }
        Self { first_arc, arcs, first_incoming, incoming }
    }

    pub(crate) fn children(&self) -> u32 {
        u32::try_from(self.first_arc.len() - 1).expect("children are numbered in 32 bits")
    }

    pub(crate) fn homes(&self) -> u32 {
        u32::try_from(self.first_incoming.len() - 1).expect("homes are numbered in 32 bits")
    }

    /// All arcs, by child.
    pub(crate) fn all_arcs(&self) -> &[Arc] {
        &self.arcs
    }

    /// The arcs of a child.
    #[inline]
    pub(crate) fn arcs(&self, child: u32) -> &[Arc] {
        &self.arcs[self.first_arc[child as usize] as usize..self.first_arc[child as usize + 1] as usize]
    }

    /// The arcs into a home, by child.
    #[inline]
    pub(crate) fn incoming(&self, home: u32) -> &[Incoming] {
        let home = home as usize;
        &self.incoming[self.first_incoming[home] as usize..self.first_incoming[home + 1] as usize]
    }

    /// Has the arcs of a child fetched into the cache: line after line they would be waited for.
    #[inline]
    pub(crate) fn fetch_arcs(&self, child: u32) {
        fetch(self.arcs(child), |arc| arc.code);
    }

    /// Has the arcs into a home fetched into the cache.
    #[inline]
    pub(crate) fn fetch_incoming(&self, home: u32) {
        fetch(self.incoming(home), |incoming| incoming.code);
    }

    /// An arc by its number.
    #[inline]
    pub(crate) fn arc(&self, arc: u32) -> Arc {
        self.arcs[arc as usize]
    }

    /// The number of a child's first arc.
    #[inline]
    pub(crate) fn first(&self, child: u32) -> u32 {
        self.first_arc[child as usize]
    }

    /// The number of the arc from a child to a home.
    ///
    /// # Panics
    ///
    /// When there is none.
    pub(crate) fn number(&self, child: u32, home: u32) -> u32 {
        let arcs = (self.first(child)..).zip(self.arcs(child));
        let found = arcs.into_iter().find(|(_, arc)| arc.home == home);
        found.expect("there is an arc for the pair").0
    }

    /// The child of an arc.
    pub(crate) fn child(&self, arc: u32) -> u32 {
        // The last child whose arcs begin at or before it.
        let after = self.first_arc.partition_point(|&first| first <= arc);
        u32::try_from(after - 1).expect("children are numbered in 32 bits")
    }

    /// Replaces the code of an arc and returns the old one.
    pub(crate) fn set_code(&mut self, arc: u32, code: u32) -> u32 {
        let child = self.child(arc);
        let home = self.arcs[arc as usize].home as usize;
        let first = self.first_incoming[home] as usize;
        let incoming = &mut self.incoming[first..self.first_incoming[home + 1] as usize];
        let at = incoming.partition_point(|incoming| incoming.child < child);
        incoming[at].code = code;
        std::mem::replace(&mut self.arcs[arc as usize].code, code)
    }

    /// The same pairs with other codes.
    pub(crate) fn recoded(&self, code: impl Fn(u32) -> u32) -> Self {
        let mut graph = self.clone();
        graph.arcs.iter_mut().for_each(|arc| arc.code = code(arc.code));
        graph.incoming.iter_mut().for_each(|incoming| incoming.code = code(incoming.code));
        graph
    }
}
