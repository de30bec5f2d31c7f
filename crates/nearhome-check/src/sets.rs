//! The most that a set of items can gain: which units should live in one home?
//!
//! It knows no child and no certificate, only items with a gain and a load, groups that gain when all of
//! their items are taken, and pairs that lose. Without ties between items it is the textbook knapsack.
//! With ties it is decided first which groups are taken whole; then items are tried one after the other,
//! and a branch is left when not even a knapsack of the rest, ties forgotten, could beat the best set
//! found. Should that take too long, the knapsack's answer stands for what was not tried, which can only make
//! the result larger.

use crate::sums::add;
use crate::{Rejection, line};

/// Sets tried before ties are given up.
const TRIED_MAX: usize = 100_000;

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

/// How many flows may be asked to find the most exactly, where places change hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Effort(pub(crate) usize);

impl Effort {
    pub(crate) const FULL: Self = Self(100_000);
    /// Less, ascending: a bound that took little may do.
    pub(crate) const LESS_THAN_FULL: [Self; 4] = [Self(1), Self(30), Self(300), Self(3_000)];
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
    /// For homes whose places change hands; the others take no time.
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

/// The items of a home in the order in which they are tried, with what is needed to bound them.
struct Search<'a> {
    sets: &'a Sets,
    /// Items, most gain for their load first.
    order: Vec<(usize, &'a Item)>,
    instant: Option<usize>,
    /// For each position in the order the most that it and those after it gain in each room, ties
    /// forgotten; a single room where there is no limit or the table would be too large.
    tables: Vec<Vec<i128>>,
    tried_max: usize,
}

/// A set under construction.
#[derive(Clone)]
struct Attempt {
    /// Places left at each instant.
    free: Vec<i64>,
    taken: Vec<bool>,
    gain: i128,
}

impl<'a> Search<'a> {
    fn new(sets: &'a Sets) -> Result<Self, Rejection> {
        let gains = sets.items.iter().map(|item| item.gain).chain(sets.groups.iter().map(|group| group.gain));
        let losses = sets.items.iter().flat_map(|item| item.pairs.iter().filter_map(|pair| pair.1));
        // Sums of any of these fit, so that the search need not look any more.
        gains.chain(losses).try_fold(0, |sum, number| add(sum, number.saturating_abs()))?;
        let order: Vec<(usize, &Item)> = sets.items.iter().enumerate().collect();
        let mut search =
            Self { sets, order, instant: sets.busiest(), tables: Vec::new(), tried_max: TRIED_MAX };
        let density = |item: &Item| item.gain.checked_div(i128::from(search.load(item).max(1))).unwrap_or(0);
        let mut order: Vec<(usize, &Item)> = search.order.clone();
        order.sort_by_key(|(_, item)| std::cmp::Reverse((density(item), item.gain)));
        search.order = order;
        search.tables = search.tables();
        Ok(search)
    }

    /// The load of an item at the instant that bounds look at.
    fn load(&self, item: &Item) -> i64 {
        self.instant.and_then(|instant| item.loads.get(instant).copied()).unwrap_or(0)
    }

    fn tables(&self) -> Vec<Vec<i128>> {
        let free = self.instant.and_then(|instant| self.sets.free.get(instant).copied());
        let width = free.and_then(|free| usize::try_from(free.saturating_add(1)).ok());
        let width = width.filter(|width| width.saturating_mul(self.order.len()) <= CELLS_MAX).unwrap_or(1);
        let has_limit = free.is_some() && width > 1;
        let mut tables = vec![vec![0; width]];
        for (_, item) in self.order.iter().rev() {
            let without = tables.last().map(Vec::as_slice).unwrap_or_default();
            let load = if has_limit { usize::try_from(self.load(item)).unwrap_or(usize::MAX) } else { 0 };
            tables.push(knapsack(without, load, item.gain));
        }
        tables.reverse();
        tables
    }

    /// The most that items from a position on can add.
    fn rest(&self, position: usize, attempt: &Attempt) -> i128 {
        let room = self.instant.and_then(|instant| attempt.free.get(instant).copied()).unwrap_or(0);
        let table = self.tables.get(position).map(Vec::as_slice).unwrap_or_default();
        let at = usize::try_from(room).unwrap_or(0).min(table.len().saturating_sub(1));
        table.get(at).copied().unwrap_or(0)
    }

    /// At least what any permitted set gains; with `forced` any that contains this item.
    fn most(&self, forced: Option<usize>) -> Option<i128> {
        let deciding = self.groups(forced);
        let mut start = self.nothing();
        if !forced.is_none_or(|item| self.take(&mut start, item)) {
            return None;
        }
        let mut most: Option<i128> = None;
        let mut tried = 0;
        // Which groups are whole is decided first, whole before not.
        let mut stack = vec![(0, start, vec![false; self.sets.items.len()])];
        while let Some((at, attempt, left_out)) = stack.pop() {
            let hope = self.hope(deciding.get(at..).unwrap_or_default(), &attempt);
            let bound = attempt.gain.saturating_add(self.rest(0, &attempt)).saturating_add(hope);
            if most.is_some_and(|most| bound <= most) {
                continue;
            }
            tried = add_one(tried);
            if tried > self.tried_max {
                most = most.max(Some(bound));
                continue;
            }
            let Some(group) = deciding.get(at) else {
                let clash = attempt.taken.iter().zip(&left_out).any(|(taken, left_out)| *taken && *left_out);
                if !clash {
                    most = most.max(self.best(attempt, &left_out, most, &mut tried));
                }
                continue;
            };
            let next = add_one(at);
            let mut whole = attempt.clone();
            whole.gain = whole.gain.saturating_add(group.gain);
            let possible = group.items.iter().all(|&item| self.take(&mut whole, item));
            let whole_left_out = left_out.clone();
            if let Some(left_out) = without(group, left_out) {
                stack.push((next, attempt, left_out));
            }
            if possible {
                stack.push((next, whole, whole_left_out));
            }
        }
        most
    }

    /// The groups of which it matters whether they are whole, most gain first.
    fn groups(&self, forced: Option<usize>) -> Vec<&'a Group> {
        let matters = |group: &&Group| match group.rule {
            Rule::NotAll => false,
            Rule::All | Rule::AllOrNothing => true,
            Rule::Any => {
                // What a forced item loses is lost anyway; what an item of several groups loses may serve another.
                let items = group.items.iter().filter(|item| forced != Some(**item));
                let items = items.filter_map(|&item| self.sets.items.get(item));
                let lost = items.filter(|item| item.groups.len() == 1).map(|item| item.gain.min(0));
                lost.fold(group.gain, i128::saturating_add) > 0
            }
        };
        let mut deciding: Vec<&Group> = self.sets.groups.iter().filter(matters).collect();
        deciding.sort_by_key(|group| std::cmp::Reverse(group.gain));
        deciding
    }

    /// Places that a group alone needs at the instant that bounds look at: members whom others share count nothing.
    fn space(&self, group: &Group) -> i64 {
        let items = group.items.iter().filter_map(|&item| self.sets.items.get(item));
        let own = items.filter(|item| item.groups.len() == 1).map(|item| self.load(item));
        own.fold(0, i64::saturating_add)
    }

    /// At most what these groups gain besides their members: as many of them as could fit if all needed as
    /// little space as the least of them does, and those that need none.
    fn hope(&self, groups: &[&Group], attempt: &Attempt) -> i128 {
        let is_begun = |group: &Group| group.items.iter().any(|&item| attempt.taken.get(item) == Some(&true));
        let space = |group: &Group| if is_begun(group) { 0 } else { self.space(group) };
        let least = groups.iter().map(|group| space(group)).filter(|space| *space > 0).min();
        let room = self.instant.and_then(|instant| attempt.free.get(instant).copied());
        let mut left = room.zip(least).map_or(i64::MAX, |(room, least)| room.checked_div(least).unwrap_or(0));
        let mut hope: i128 = 0;
        for group in groups {
            let needs_space = space(group) > 0;
            if !needs_space || left > 0 {
                hope = hope.saturating_add(group.gain.max(0));
            }
            left = left.saturating_sub(i64::from(needs_space));
        }
        hope
    }

    fn nothing(&self) -> Attempt {
        Attempt { free: self.sets.free.clone(), taken: vec![false; self.sets.items.len()], gain: 0 }
    }

    /// Takes an item if it fits and nobody is there who excludes it; taking it twice changes nothing.
    fn take(&self, attempt: &mut Attempt, index: usize) -> bool {
        let Some(item) = self.sets.items.get(index) else { return false };
        let is_taken = |at: usize| attempt.taken.get(at) == Some(&true);
        if is_taken(index) {
            return true;
        }
        let fits = item.loads.iter().zip(&attempt.free).all(|(load, free)| *load <= 0 || load <= free);
        let partners = || item.pairs.iter().filter(|(other, _)| is_taken(*other));
        if !fits || partners().any(|(_, loss)| loss.is_none()) {
            return false;
        }
        let losses = partners().filter_map(|(_, loss)| *loss).fold(0, i128::saturating_add);
        attempt.gain = attempt.gain.saturating_add(item.gain).saturating_sub(losses);
        for (load, free) in item.loads.iter().zip(&mut attempt.free) {
            *free = free.saturating_sub(*load);
        }
        if let Some(slot) = attempt.taken.get_mut(index) {
            *slot = true;
        }
        true
    }

    /// Takes back the item taken last.
    fn give_back(&self, attempt: &mut Attempt, index: usize) {
        let Some(item) = self.sets.items.get(index) else { return };
        if let Some(slot) = attempt.taken.get_mut(index) {
            *slot = false;
        }
        let partners = item.pairs.iter().filter(|(other, _)| attempt.taken.get(*other) == Some(&true));
        let losses = partners.filter_map(|(_, loss)| *loss).fold(0, i128::saturating_add);
        attempt.gain = attempt.gain.saturating_sub(item.gain).saturating_add(losses);
        for (load, free) in item.loads.iter().zip(&mut attempt.free) {
            *free = free.saturating_add(*load);
        }
    }

    /// Adds items to what is taken already in every way that could beat `most`.
    fn best(
        &self,
        mut attempt: Attempt,
        left_out: &[bool],
        most: Option<i128>,
        tried: &mut usize,
    ) -> Option<i128> {
        let mut best = most;
        let mut added: Vec<(usize, usize)> = Vec::new();
        let mut position: usize = 0;
        if self.is_permitted(&attempt) {
            best = best.max(Some(attempt.gain));
        }
        loop {
            let bound = attempt.gain.saturating_add(self.rest(position, &attempt));
            let promising = best.is_none_or(|best| bound > best);
            let next = self.order.get(position).filter(|_| promising);
            if let Some(&(index, item)) = next {
                *tried = tried.saturating_add(1);
                if *tried > self.tried_max {
                    // Everything not tried yet adds at most this to what was taken at first.
                    while let Some((_, index)) = added.pop() {
                        self.give_back(&mut attempt, index);
                    }
                    return best.max(Some(attempt.gain.saturating_add(self.rest(0, &attempt))));
                }
                let usable = item.gain > 0
                    && attempt.taken.get(index) == Some(&false)
                    && left_out.get(index) == Some(&false);
                if usable && self.take(&mut attempt, index) {
                    added.push((position, index));
                    if self.is_permitted(&attempt) {
                        best = best.max(Some(attempt.gain));
                    }
                }
                position = position.saturating_add(1);
            } else {
                let Some((at, index)) = added.pop() else { return best };
                self.give_back(&mut attempt, index);
                position = at.saturating_add(1);
            }
        }
    }

    /// Whether no group is whole that must not be.
    fn is_permitted(&self, attempt: &Attempt) -> bool {
        let is_whole = |group: &Group| group.items.iter().all(|&item| attempt.taken.get(item) == Some(&true));
        !self.sets.groups.iter().any(|group| group.rule == Rule::NotAll && is_whole(group))
    }
}

/// Items to be left out when a group is not whole; `None` where it has to be.
fn without(group: &Group, mut left_out: Vec<bool>) -> Option<Vec<bool>> {
    if group.rule == Rule::AllOrNothing {
        for (item, slot) in left_out.iter_mut().enumerate() {
            *slot |= group.items.contains(&item);
        }
    }
    (group.rule != Rule::All).then_some(left_out)
}

fn add_one(number: usize) -> usize {
    number.saturating_add(1)
}

/// The most in each room with one item more, given the most without.
fn knapsack(without: &[i128], load: usize, gain: i128) -> Vec<i128> {
    let mut with = without.to_vec();
    for (slot, less) in with.iter_mut().skip(load).zip(without) {
        *slot = less.saturating_add(gain).max(*slot);
    }
    with
}

#[cfg(test)]
mod tests;
