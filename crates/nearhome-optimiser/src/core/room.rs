//! What is still free beside a choice: places at every instant, and what caps permit.

use super::{Choice, Core, Index};

/// Free places and what caps still permit.
#[derive(Clone, Debug)]
pub(crate) struct Room {
    /// Free places of each place at each instant.
    pub(crate) places: Vec<Vec<i64>>,
    /// What each cap row still permits.
    pub(crate) caps: Vec<i64>,
}

impl Room {
    /// Whether a choice fits into what is free.
    pub(crate) fn fits(&self, choice: &Choice) -> bool {
        let free = &self.places[choice.place as usize];
        choice.loads.fit(free) && choice.caps.iter().all(|&(row, count)| count <= self.caps[row as usize])
    }

    /// Takes what a choice needs, which may be more than there is.
    pub(crate) fn take(&mut self, choice: &Choice) {
        choice.loads.take(&mut self.places[choice.place as usize]);
        choice.caps.iter().for_each(|&(row, count)| self.caps[row as usize] -= count);
    }

    /// Gives back what a choice has taken.
    pub(crate) fn give_back(&mut self, choice: &Choice) {
        choice.loads.give_back(&mut self.places[choice.place as usize]);
        choice.caps.iter().for_each(|&(row, count)| self.caps[row as usize] += count);
    }

    /// Whether more has been taken than there was.
    pub(crate) fn is_overfull(&self) -> bool {
        self.places.iter().flatten().chain(&self.caps).any(|&left| left < 0)
    }
}

impl Core {
    /// All that is free before anybody is placed.
    pub(crate) fn room(&self) -> Room {
        let places = self.places.iter().map(|place| place.free.clone()).collect();
        Room { places, caps: self.caps.clone() }
    }

    /// The choice that an option stands for.
    pub(crate) fn choice(&self, option: Index) -> &Choice {
        &self.options[option as usize]
    }
}

/// Of each (row, amount) wanted, what is beyond the amount left in that row.
pub(crate) fn lacking<'a>(
    wanted: impl Iterator<Item = (Index, i64)> + 'a,
    left: &'a [i64],
) -> impl Iterator<Item = (Index, i64)> + 'a {
    let beyond = move |(row, amount): (Index, i64)| (row, amount - left[row as usize]);
    wanted.map(beyond).filter(|&(_, missing)| missing > 0)
}
