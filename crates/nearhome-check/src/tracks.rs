//! The best flow along a line of instants, for [`crate::line`].
//!
//! It starts with nothing on the way and sends places from where they become free to where they end, along the
//! best path that is left, until all are on their way. Every flow on the way is the best of its size, so the last
//! is the best of all.

/// Places from one instant to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) from: usize,
    /// The first instant after; above `from`.
    pub(crate) to: usize,
    pub(crate) places: i64,
}

/// How much of an item a flow takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    None,
    Some,
    Whole,
}

/// The best flow.
#[derive(Debug)]
pub(crate) struct Flow {
    pub(crate) gain: i128,
    /// What it takes of each item that was added.
    pub(crate) items: Vec<(usize, Part)>,
}

/// One direction of an arc; the other is the next or the one before.
#[derive(Clone, Copy, Debug)]
struct Arc {
    from: usize,
    to: usize,
    left: i64,
    gain: i128,
}

/// Tracks with the items that may use them.
pub(crate) struct Network {
    /// Forward and backward by turns.
    arcs: Vec<Arc>,
    /// Places that begin (above 0) or end at each node; the first nodes are the instants.
    excess: Vec<i64>,
    /// Items with their first arc and the one after their last.
    items: Vec<(usize, usize, usize)>,
}

/// More than all places.
const ENDLESS: i64 = i64::MAX;

impl Network {
    /// Tracks without items.
    pub(crate) fn new(free: &[i64]) -> Self {
        let mut network =
            Self { arcs: Vec::new(), excess: Vec::with_capacity(free.len()), items: Vec::new() };
        let mut before: i64 = 0;
        for (at, &now) in free.iter().enumerate() {
            let now = now.max(0);
            network.excess.push(now.saturating_sub(before));
            before = now;
            network.add_arc(at, at.saturating_add(1), ENDLESS, 0);
        }
        network.excess.push(before.saturating_neg());
        network
    }

    fn add_arc(&mut self, from: usize, to: usize, left: i64, gain: i128) {
        self.arcs.push(Arc { from, to, left, gain });
        self.arcs.push(Arc { from: to, to: from, left: 0, gain: gain.saturating_neg() });
    }

    /// Adds an item whose places share its gain, as evenly as whole numbers can.
    pub(crate) fn add_item(&mut self, item: usize, pieces: &[Piece], gain: i128) {
        let places = pieces.iter().fold(0_i128, |sum, piece| sum.saturating_add(i128::from(piece.places)));
        let each = gain.checked_div_euclid(places).unwrap_or(0);
        let mut more = gain.checked_rem_euclid(places).unwrap_or(0);
        let first = self.arcs.len();
        for piece in pieces {
            let dearer = i64::try_from(more).unwrap_or(i64::MAX).min(piece.places);
            more = more.saturating_sub(i128::from(dearer));
            self.add_arc(piece.from, piece.to, dearer, each.saturating_add(1));
            self.add_arc(piece.from, piece.to, piece.places.saturating_sub(dearer), each);
        }
        self.items.push((item, first, self.arcs.len()));
    }

    /// Gains more when both of two items are taken, which have one piece of one place each; where one of them
    /// was not added there is nothing to gain.
    pub(crate) fn add_link(&mut self, [one, other]: [usize; 2], gain: i128) {
        let arcs = |item: usize| self.items.iter().find(|(at, ..)| *at == item).map(|&(_, first, _)| first);
        let (Some(one), Some(other)) = (arcs(one), arcs(other)) else { return };
        let Some(meeting) = self.arcs.get(one).map(|arc| arc.to) else { return };
        let (exit, entry) = (self.excess.len(), self.excess.len().saturating_add(1));
        self.excess.extend([0, 0]);
        for arc in self.arcs.iter_mut().skip(one).take(4) {
            if arc.to == meeting {
                arc.to = exit;
            } else {
                arc.from = exit;
            }
        }
        for arc in self.arcs.iter_mut().skip(other).take(4) {
            if arc.from == meeting {
                arc.from = entry;
            } else {
                arc.to = entry;
            }
        }
        self.add_arc(exit, meeting, 1, 0);
        self.add_arc(exit, entry, 1, gain);
        self.add_arc(meeting, entry, 1, 0);
    }

    pub(crate) fn solve(mut self) -> Flow {
        let mut sum: i128 = 0;
        while let Some((gain, amount)) = self.send() {
            sum = sum.saturating_add(gain.saturating_mul(i128::from(amount)));
        }
        if self.excess.iter().any(|excess| *excess != 0) {
            // No path was found for some places: then nothing but this is known.
            let gains = self.arcs.iter().map(|arc| arc.gain.max(0).saturating_mul(i128::from(arc.left)));
            sum = gains.fold(sum.max(0), i128::saturating_add);
        }
        let part = |&(item, first, end): &(usize, usize, usize)| {
            let arcs = self.arcs.iter().take(end).skip(first);
            let (mut is_some, mut is_whole) = (false, true);
            // An arc in use can be gone back along; one that is used up cannot be gone along any more.
            for (at, arc) in arcs.enumerate() {
                let is_backward = at.checked_rem(2) == Some(1);
                is_some |= is_backward && arc.left > 0;
                is_whole &= is_backward || arc.left == 0;
            }
            let part = if is_whole { Part::Whole } else { Part::Some };
            (item, if is_some { part } else { Part::None })
        };
        Flow { gain: sum, items: self.items.iter().map(part).collect() }
    }

    /// Sends as many places as possible along the best path; returns its gain and how many.
    fn send(&mut self) -> Option<(i128, i64)> {
        let (best, via) = self.best_paths();
        let ends = self.excess.iter().zip(&best).enumerate().filter(|(_, (excess, _))| **excess < 0);
        let (end, gain) =
            ends.filter_map(|(end, (_, best))| Some((end, (*best)?))).max_by_key(|end| end.1)?;
        let path = self.path(end, &via)?;
        let start = path.last().and_then(|&arc| self.arcs.get(arc)).map_or(end, |arc| arc.from);
        let excess = |node: usize| self.excess.get(node).copied().unwrap_or(0);
        let room = path.iter().filter_map(|&arc| self.arcs.get(arc)).map(|arc| arc.left);
        let amount = room.fold(excess(start).min(excess(end).saturating_neg()), i64::min);
        if amount <= 0 {
            return None;
        }
        for arc in path {
            // Forward arcs have even numbers, and their way back the next.
            let back = arc ^ 1;
            if let Some(arc) = self.arcs.get_mut(arc) {
                arc.left = arc.left.saturating_sub(amount);
            }
            if let Some(arc) = self.arcs.get_mut(back) {
                arc.left = arc.left.saturating_add(amount);
            }
        }
        for (node, change) in [(start, amount.saturating_neg()), (end, amount)] {
            if let Some(excess) = self.excess.get_mut(node) {
                *excess = excess.saturating_add(change);
            }
        }
        Some((gain, amount))
    }

    /// For each node the most that a path to it gains from a node where places begin, and its last arc.
    fn best_paths(&self) -> (Vec<Option<i128>>, Vec<Option<usize>>) {
        let mut best: Vec<Option<i128>> =
            self.excess.iter().map(|excess| (*excess > 0).then_some(0)).collect();
        let mut via = vec![None; self.excess.len()];
        // No circle gains, so that a best path has fewer arcs than there are nodes.
        for _ in 0..self.excess.len() {
            let mut is_changed = false;
            for (at, arc) in self.arcs.iter().enumerate().filter(|(_, arc)| arc.left > 0) {
                let Some(reached) = best.get(arc.from).copied().flatten() else { continue };
                let with = reached.saturating_add(arc.gain);
                if let (Some(best), Some(via)) = (best.get_mut(arc.to), via.get_mut(arc.to))
                    && best.is_none_or(|best| with > best)
                {
                    (*best, *via, is_changed) = (Some(with), Some(at), true);
                }
            }
            if !is_changed {
                break;
            }
        }
        (best, via)
    }

    /// The arcs of the path to a node, the last first.
    fn path(&self, end: usize, via: &[Option<usize>]) -> Option<Vec<usize>> {
        let mut path = Vec::new();
        let mut node = end;
        while let Some(arc) = via.get(node).copied().flatten() {
            path.push(arc);
            node = self.arcs.get(arc)?.from;
            if path.len() > via.len() {
                return None;
            }
        }
        Some(path)
    }
}
