//! Who lives where on the day of a replay, and which places are free.

use std::collections::BTreeMap;

use crate::{build::Past, choice::Company, day::Day, relations::Bond};

/// The homes of a replay under one policy, day after day.
///
/// The state is led by the replay, which knows when each child leaves; policies see only what it says of
/// today.
#[derive(Clone, Debug)]
pub(crate) struct State<'a> {
    past: &'a Past,
    taken: Vec<u32>,
    /// Children under each contract that limits them.
    under_cap: Vec<u32>,
    /// Children who must be alone, by home.
    alone: Vec<u32>,
    /// Where the child of each placement lives now.
    now: Vec<Option<u32>>,
    leaving: BTreeMap<Day, Vec<usize>>,
    /// Whether a placement is left for another home, whose place is then free from the day after.
    is_left: Vec<bool>,
}

impl<'a> State<'a> {
    /// The first day, with the children who live in the homes already.
    pub(crate) fn new(past: &'a Past) -> Self {
        let placements = past.record.whole().placements();
        let mut is_left = vec![false; placements.len()];
        for (index, placement) in placements.iter().enumerate().filter(|(_, one)| one.kept.is_none()) {
            for relation in past.record.whole().relations(index) {
                debug_assert!(placements[relation.other].start <= placement.start, "relations look back");
                is_left[relation.other] |= relation.bond == Bond::Leaves;
            }
        }
        let mut state = Self {
            past,
            taken: vec![0; past.homes.len()],
            under_cap: vec![0; past.caps.each.len()],
            alone: vec![0; past.homes.len()],
            now: vec![None; placements.len()],
            leaving: BTreeMap::new(),
            is_left,
        };
        for index in past.residents() {
            if let Some(home) = placements[index].home {
                state.place(index, home);
            }
        }
        state
    }

    /// Places that are free in a home today; none where its contract lets no further child come.
    pub(crate) fn free(&self, home: u32, company: Company) -> u32 {
        if self.past.caps.of_home(home).is_some_and(|cap| self.room(cap) == 0) {
            return 0;
        }
        let (taken, places) = (self.taken[home as usize], self.past.homes[home as usize].places);
        let closed = self.alone[home as usize] > 0 || (company == Company::Nobody && taken > 0);
        if closed { 0 } else { places.saturating_sub(taken) }
    }

    /// How many further children a contract lets come today.
    pub(crate) fn room(&self, cap: usize) -> u32 {
        self.past.caps.each[cap].children.saturating_sub(self.under_cap[cap])
    }

    /// Where the child of a placement lives now.
    pub(crate) fn home(&self, placement: usize) -> Option<u32> {
        self.now[placement]
    }

    /// Lets those go who have left by this day.
    pub(crate) fn begin(&mut self, today: Day) {
        while let Some(entry) = self.leaving.first_entry().filter(|entry| *entry.key() <= today) {
            for index in entry.remove() {
                if let Some(home) = self.now[index].take() {
                    self.taken[home as usize] -= self.places(index, home);
                    self.alone[home as usize] -= u32::from(self.past.alone[index]);
                    if let Some(cap) = self.past.caps.of_home(home) {
                        self.under_cap[cap] -= 1;
                    }
                }
            }
        }
    }

    /// Places a child in a home until the child leaves.
    pub(crate) fn place(&mut self, index: usize, home: u32) {
        self.now[index] = Some(home);
        self.taken[home as usize] += self.places(index, home);
        self.alone[home as usize] += u32::from(self.past.alone[index]);
        if let Some(cap) = self.past.caps.of_home(home) {
            self.under_cap[cap] += 1;
        }
        if let Some(end) = self.past.record.whole().end(index) {
            let free = if self.is_left[index] { end + 1 } else { end };
            self.leaving.entry(free).or_default().push(index);
        }
    }

    fn places(&self, index: usize, home: u32) -> u32 {
        self.past.record.whole().offers().find(index, home).map_or(1, |offer| offer.places)
    }

    /// The days for which a placement takes its place, within the replay: from the first until before the
    /// second.
    pub(crate) fn stay(&self, index: usize) -> (Day, Day) {
        let whole = self.past.record.whole();
        let end =
            whole.end(index).map_or(self.past.to, |end| if self.is_left[index] { end + 1 } else { end });
        let from = whole.placements()[index].start.max(self.past.from);
        (from, end.min(self.past.to).max(from + 1))
    }
}
