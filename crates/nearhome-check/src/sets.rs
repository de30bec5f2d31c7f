//! The most that a set of items can gain: which units should live in one home?
//!
//! It knows no child and no certificate, only items with a gain and a load, groups that gain when all of
//! their items are taken, and pairs that lose. Without ties between items it is the textbook knapsack.
//! With ties it is decided first which groups are taken whole; then items are tried one after the other,
//! and a branch is left when not even a knapsack of the rest, ties forgotten, could beat the best set
//! found. Should that take too long, the knapsack's answer stands for what was not tried, which can only make
//! the result larger.

mod search;
#[cfg(test)]
mod tests;

use crate::sums::add;
use crate::{Rejection, line};
use search::Search;

/// The largest table of a knapsack.
const CELLS_MAX: usize = 4_000_000;

/// A unit that may live here.
#[derive(Debug, Default)]
pub(crate) struct Item {
    pub(crate) gain: i128,
    /// Places taken at each instant of the home.
    pub(crate) loads: Vec<i64>,
    /// Other items that it loses with; `None`: they exclude each other.
    pub(crate) pairs: Vec<(usize, Option<i128>)>,
    /// Its groups, by index.
    pub(crate) groups: Vec<usize>,
}

#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) items: Vec<usize>,
    /// What is gained when all of it is taken.
    pub(crate) gain: i128,
    pub(crate) rule: Rule,
}

/// How much of a group may be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    Any,
    AllOrNothing,
    All,
    NotAll,
}

/// How much may be tried in one home to find the most exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Effort {
    /// Flows asked, where places change hands.
    pub(crate) flows: usize,
    /// Items tried, where they do not.
    pub(crate) items: usize,
}

impl Effort {
    pub(crate) const FULL: Self = Self { flows: 100_000, items: 20_000_000 };
    /// Less, ascending: a bound that took little may do.
    pub(crate) const LESS_THAN_FULL: [Self; 4] =
        [Self::of_flows(1), Self::of_flows(30), Self::of_flows(300), Self::of_flows(3_000)];
    /// For homes whose places do not change hands.
    pub(crate) const WITHOUT_FLOWS: [Self; 1] = [Self::of_flows(0)];

    const fn of_flows(flows: usize) -> Self {
        Self { flows, items: 100_000 }
    }
}

impl Default for Effort {
    fn default() -> Self {
        Self::FULL
    }
}

/// One home's question.
#[derive(Debug, Default)]
pub(crate) struct Sets {
    pub(crate) items: Vec<Item>,
    pub(crate) groups: Vec<Group>,
    /// Places free at each instant.
    pub(crate) free: Vec<i64>,
    pub(crate) effort: Effort,
}

impl Sets {
    pub(crate) fn add_group(&mut self, items: Vec<usize>, gain: i128, rule: Rule) {
        for &item in &items {
            if let Some(item) = self.items.get_mut(item) {
                item.groups.push(self.groups.len());
            }
        }
        self.groups.push(Group { items, gain, rule });
    }

    /// At least what any permitted set gains, and exactly the most unless too many sets had to be tried;
    /// `None` when no set is permitted.
    pub(crate) fn most(&self) -> Result<Option<i128>, Rejection> {
        if self.free.len() > 1 {
            return line::most(self, None);
        }
        let Some(room) = self.plain_room()? else { return Ok(Search::new(self)?.most(None)) };
        let row = self.items.iter().fold(vec![0; room], |row, item| knapsack(&row, item.size(), item.gain));
        Ok(row.last().copied())
    }

    /// [`Sets::most`] of the sets that contain an item, for each of some items.
    pub(crate) fn most_with_each(&self, forced: &[usize]) -> Result<Vec<Option<i128>>, Rejection> {
        if self.free.len() > 1 {
            return forced.iter().map(|&item| line::most(self, Some(item))).collect();
        }
        let Some(room) = self.plain_room()? else {
            let search = Search::new(self)?;
            return Ok(forced.iter().map(|&item| search.most(Some(item))).collect());
        };
        // The best of the items before one, in each room, and of those behind it.
        let mut before = vec![vec![0; room]];
        let mut behind = before.clone();
        for (item, mirrored) in self.items.iter().zip(self.items.iter().rev()) {
            before.push(before.last().map(|row| knapsack(row, item.size(), item.gain)).unwrap_or_default());
            behind.push(
                behind.last().map(|row| knapsack(row, mirrored.size(), mirrored.gain)).unwrap_or_default(),
            );
        }
        behind.reverse();
        let with = |&at: &usize| {
            let (item, before) = (self.items.get(at)?, before.get(at)?);
            let behind = behind.get(at.saturating_add(1))?;
            let others = before.iter().zip(behind.iter().rev().skip(item.size()));
            others.map(|(before, behind)| before.saturating_add(*behind).saturating_add(item.gain)).max()
        };
        Ok(forced.iter().map(with).collect())
    }

    /// One more than the places free, where nothing but these ties the items; `None` otherwise.
    ///
    /// Sums of gains are found to fit 128 bits, so that the knapsack need not look any more.
    fn plain_room(&self) -> Result<Option<usize>, Rejection> {
        let is_plain = self.groups.is_empty() && self.items.iter().all(|item| item.pairs.is_empty());
        self.items.iter().try_fold(0, |sum, item| add(sum, item.gain.saturating_abs()))?;
        let free = self.free.first().map_or(Some(0), |&free| usize::try_from(free).ok());
        let room = free.map(|free| free.saturating_add(1)).filter(|_| is_plain && self.free.len() <= 1);
        Ok(room.filter(|room| room.saturating_mul(self.items.len()) <= CELLS_MAX))
    }

    /// The most in each number of places that are free, ties forgotten where they cost something; a single entry where there is
    /// no end of places.
    pub(crate) fn hopes(&self) -> Result<Vec<i128>, Rejection> {
        let room = self.free.first().map_or(0, |&free| usize::try_from(free).unwrap_or(0));
        let mut row = vec![0; room.saturating_add(1)];
        for item in &self.items {
            let groups = item.groups.iter().filter_map(|&group| self.groups.get(group));
            let gain = groups.map(|group| group.gain).try_fold(item.gain, add)?;
            row = knapsack(&row, if self.free.is_empty() { 0 } else { item.size() }, gain.max(0));
        }
        Ok(row)
    }

    /// The same question without some of its items; groups that they are in are not whole.
    pub(crate) fn without(&self, gone: impl Fn(usize) -> bool) -> Self {
        let item = |(at, item): (usize, &Item)| {
            let gain = if gone(at) { 0 } else { item.gain };
            Item { gain, loads: item.loads.clone(), pairs: item.pairs.clone(), groups: item.groups.clone() }
        };
        let group = |group: &Group| {
            let gain = if group.items.iter().any(|&item| gone(item)) { 0 } else { group.gain };
            Group { items: group.items.clone(), gain, rule: group.rule }
        };
        Self {
            items: self.items.iter().enumerate().map(item).collect(),
            groups: self.groups.iter().map(group).collect(),
            free: self.free.clone(),
            effort: self.effort,
        }
    }

    /// What an item could add to a set at the very most; `None` where a set may need it for its group.
    pub(crate) fn potential(&self, item: &Item) -> Result<Option<i128>, Rejection> {
        let mut sum = item.gain;
        for group in item.groups.iter().filter_map(|&group| self.groups.get(group)) {
            match group.rule {
                Rule::Any => sum = add(sum, group.gain)?,
                Rule::NotAll => {}
                Rule::All | Rule::AllOrNothing => return Ok(None),
            }
        }
        Ok(Some(sum))
    }

    /// The instant at which most is wanted: bounds look at this one only.
    fn busiest(&self) -> Option<usize> {
        let over = |&instant: &usize| {
            let loads = self.items.iter().filter_map(|item| item.loads.get(instant));
            let wanted = loads.fold(0_i64, |sum, load| sum.saturating_add(*load));
            wanted.saturating_sub(self.free.get(instant).copied().unwrap_or(0))
        };
        (0..self.free.len()).max_by_key(over)
    }
}

impl Item {
    /// Places that it takes where there is a single instant.
    fn size(&self) -> usize {
        self.loads.first().map_or(0, |&load| usize::try_from(load).unwrap_or(usize::MAX))
    }
}

/// The most in each room with one item more, given the most without.
fn knapsack(without: &[i128], load: usize, gain: i128) -> Vec<i128> {
    let mut with = without.to_vec();
    for (slot, less) in with.iter_mut().skip(load).zip(without) {
        *slot = less.saturating_add(gain).max(*slot);
    }
    with
}
