//! The best way to seat a unit when others may have to move.

use crate::core::Index;

use super::{Lack, Rota};

/// A chain moves at most so many units.
const LENGTH_MAX: u32 = 7;

/// Scratch memory of searches for chains.
pub(super) struct Chains {
    /// What it costs so far to have each unit without a seat, as of the search that reached it.
    labels: Vec<i128>,
    /// The unit that takes the seat, the option by which it does, and how many moved before.
    via: Vec<(Index, Index, u32)>,
    reached: Vec<u64>,
    waiting: Vec<bool>,
    search: u64,
    queue: std::collections::VecDeque<Index>,
}

impl Chains {
    pub(super) fn new(units: usize) -> Self {
        Self {
            labels: vec![0; units],
            via: vec![(0, 0, 0); units],
            reached: vec![0; units],
            waiting: vec![false; units],
            search: 0,
            queue: std::collections::VecDeque::new(),
        }
    }

    fn reach(&mut self, unit: Index, label: i128, via: (Index, Index, u32)) {
        let at = unit as usize;
        self.labels[at] = label;
        self.via[at] = via;
        self.reached[at] = self.search;
        if !self.waiting[at] {
            self.waiting[at] = true;
            self.queue.push_back(unit);
        }
    }

    fn label(&self, unit: Index) -> Option<i128> {
        let at = unit as usize;
        (self.reached[at] == self.search).then_some(self.labels[at])
    }
}

impl Rota<'_> {
    /// Seats a unit that is not placed, by the best chain that costs less than `limit`; false, and nothing
    /// has changed, where there is none. Once the effort is spent only short chains are looked for.
    pub(super) fn insert(&mut self, unit: Index, limit: i128) -> bool {
        let lengths = [LENGTH_MAX, 2, 0];
        let from = usize::from(self.effort == 0);
        lengths[from..].iter().any(|&length| self.insert_by(unit, limit, length))
    }

    /// As [`Rota::insert`], by a chain that moves at most `length` others; its first and last units might turn
    /// out to be in each other's way.
    fn insert_by(&mut self, unit: Index, limit: i128, length: u32) -> bool {
        let Some((last, option)) = self.search(unit, limit, length) else { return false };
        let (mark, total) = (self.journal.len(), self.total);
        let mut moves = vec![option];
        let mut at = last;
        while at != unit {
            let (before, option, _) = self.chains.via[at as usize];
            if moves.len() > LENGTH_MAX as usize + 1 {
                self.undo(mark, total);
                return false;
            }
            moves.push(option);
            self.take_out(at);
            at = before;
        }
        for &option in moves.iter().rev() {
            let unit = self.core.options[option as usize].unit;
            if self.choice[unit as usize].is_some() || !self.fits(option) {
                self.undo(mark, total);
                return false;
            }
            self.put(option);
        }
        if self.total.saturating_sub(total) >= limit {
            self.undo(mark, total);
            return false;
        }
        true
    }

    /// The end of the best chain: its last unit, and the option that this one takes.
    fn search(&mut self, unit: Index, limit: i128, length_max: u32) -> Option<(Index, Index)> {
        self.chains.search += 1;
        self.chains.queue.clear();
        self.chains.waiting.fill(false);
        self.chains.reach(unit, 0, (unit, 0, 0));
        let (mut least, mut end) = (limit, None);
        let mut lack = Lack::default();
        while let Some(unit) = self.chains.queue.pop_front() {
            self.chains.waiting[unit as usize] = false;
            let label = self.chains.labels[unit as usize];
            let length = self.chains.via[unit as usize].2;
            if label.saturating_add(self.cheapest[unit as usize]) >= least {
                continue;
            }
            let count = self.options[unit as usize].len();
            self.effort = self.effort.saturating_sub(count as u64);
            for at in 0..count {
                let option = self.options[unit as usize][at];
                let cost = label + self.price(option);
                if self.find_lack(option, &mut lack) {
                    if length < length_max {
                        self.displace(option, cost, least, &lack);
                    }
                } else if cost < least {
                    (least, end) = (cost, Some((unit, option)));
                }
            }
        }
        end
    }

    /// Reaches those residents whose leaving gives an option what it lacks.
    fn displace(&mut self, option: Index, cost: i128, least: i128, lack: &Lack) {
        let taken = &self.core.options[option as usize];
        let (unit, place) = (taken.unit, taken.place as usize);
        let length = self.chains.via[unit as usize].2;
        if self.passes(unit, place) {
            return;
        }
        for at in 0..self.residents[place].len() {
            self.effort = self.effort.saturating_sub(1);
            let resident = self.residents[place][at];
            let seat = self.choice[resident as usize].expect("residents are placed");
            // What a price looks at does not depend on whether the unit itself is placed.
            let label = cost - self.price(seat);
            let is_better = self.chains.label(resident).is_none_or(|known| label < known);
            if is_better
                && label.saturating_add(self.cheapest[resident as usize]) < least
                && self.relieves(resident, seat, lack)
                && !self.is_before(unit, resident)
            {
                self.chains.reach(resident, label, (unit, option, length + 1));
            }
        }
    }

    /// Whether the chain to a unit takes a seat in a place.
    fn passes(&self, unit: Index, place: usize) -> bool {
        self.chain(unit).any(|(_, option)| self.core.options[option as usize].place as usize == place)
    }

    /// Whether a unit is in the chain to another.
    fn is_before(&self, unit: Index, other: Index) -> bool {
        unit == other || self.chain(unit).any(|(before, _)| before == other)
    }

    /// The units and options before a unit in its chain.
    fn chain(&self, unit: Index) -> impl Iterator<Item = (Index, Index)> {
        let step = |at: Index| {
            let (before, option, length) = self.chains.via[at as usize];
            (length > 0).then_some((before, option))
        };
        std::iter::successors(step(unit), move |&(before, _)| step(before)).take(LENGTH_MAX as usize + 1)
    }
}
