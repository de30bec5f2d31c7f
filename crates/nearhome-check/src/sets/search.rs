//! Tries sets of items that are tied: first which groups are whole, then one item after the other, with bounds that
//! forget the ties.

use std::collections::BTreeMap;

use super::{CELLS_MAX, Group, Item, Rule, Sets, knapsack};
use crate::Rejection;
use crate::sums::add;

/// The items of a home in the order in which they are tried, with what is needed to bound them.
pub(super) struct Search<'a> {
    sets: &'a Sets,
    /// Items, most gain for their load first.
    order: Vec<(usize, &'a Item)>,
    instant: Option<usize>,
    /// For each position in the order the most that it and those after it gain in each room, ties
    /// forgotten; a single room where there is no limit or the table would be too large.
    tables: Vec<Vec<i128>>,
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
    pub(super) fn new(sets: &'a Sets) -> Result<Self, Rejection> {
        let gains = sets.items.iter().map(|item| item.gain).chain(sets.groups.iter().map(|group| group.gain));
        let losses = sets.items.iter().flat_map(|item| item.pairs.iter().filter_map(|pair| pair.1));
        // Sums of any of these fit, so that the search need not look any more.
        gains.chain(losses).try_fold(0, |sum, number| add(sum, number.saturating_abs()))?;
        let mut search = Self { sets, order: Vec::new(), instant: sets.busiest(), tables: Vec::new() };
        let density = |item: &Item| item.gain.checked_div(i128::from(search.load(item).max(1))).unwrap_or(0);
        let mut order: Vec<(usize, &Item)> = sets.items.iter().enumerate().collect();
        order.sort_by_cached_key(|(_, item)| std::cmp::Reverse((density(item), item.gain)));
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
    pub(super) fn most(&self, forced: Option<usize>) -> Option<i128> {
        let deciding = self.groups(forced);
        let mut start = self.nothing();
        if !forced.is_none_or(|item| self.take(&mut start, item)) {
            return None;
        }
        if !self.is_free_to_take() {
            return self.most_from(&start, &deciding);
        }
        // Groups that share no member who matters are decided each by itself.
        let plain = self.most_from(&start, &[])?;
        let gained = |tied: &Vec<&Group>| Some(self.most_from(&start, tied)?.saturating_sub(plain));
        self.tied(&deciding).iter().try_fold(plain, |sum, tied| Some(sum.saturating_add(gained(tied)?)))
    }

    /// Groups by what ties them: a member who loses, or one of a group that must be whole or absent.
    fn tied(&self, deciding: &[&'a Group]) -> Vec<Vec<&'a Group>> {
        let mut labels: Vec<usize> = (0..deciding.len()).collect();
        let mut of_item: Vec<Option<usize>> = vec![None; self.sets.items.len()];
        let binds = |item: usize| {
            let Some(item) = self.sets.items.get(item) else { return false };
            let groups = item.groups.iter().filter_map(|&group| self.sets.groups.get(group));
            item.gain < 0 || groups.into_iter().any(|group| group.rule != Rule::Any)
        };
        for (label, group) in deciding.iter().enumerate() {
            for &item in group.items.iter().filter(|&&item| binds(item)) {
                let Some(slot) = of_item.get_mut(item) else { continue };
                let known = slot.get_or_insert(label);
                let joined = labels.get(*known).copied().unwrap_or(label);
                let own = labels.get(label).copied().unwrap_or(label);
                labels.iter_mut().filter(|other| **other == own).for_each(|other| *other = joined);
            }
        }
        let mut sets: BTreeMap<usize, Vec<&Group>> = BTreeMap::new();
        for (label, group) in labels.into_iter().zip(deciding) {
            sets.entry(label).or_default().push(group);
        }
        sets.into_values().collect()
    }

    /// At least what any permitted set gains that contains these items and is decided about these groups.
    fn most_from(&self, start: &Attempt, deciding: &[&'a Group]) -> Option<i128> {
        let mut most: Option<i128> = None;
        let mut tried = 0;
        // Which groups are whole is decided first, whole before not.
        let mut stack = vec![(0, start.clone(), vec![false; self.sets.items.len()])];
        while let Some((at, attempt, left_out)) = stack.pop() {
            let hope = self.hope(deciding.get(at..).unwrap_or_default(), &attempt);
            let rest = self.wanted(&attempt, &left_out).unwrap_or_else(|| self.rest(0, &attempt));
            let bound = attempt.gain.saturating_add(rest).saturating_add(hope);
            if most.is_some_and(|most| bound <= most) {
                continue;
            }
            tried = add_one(tried);
            if tried > self.sets.effort.items {
                most = most.max(Some(bound));
                continue;
            }
            let Some(group) = deciding.get(at) else {
                let clash = attempt.taken.iter().zip(&left_out).any(|(taken, left_out)| *taken && *left_out);
                if !clash && self.is_free_to_take() {
                    most = most.max(Some(bound));
                } else if !clash {
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

    /// What being whole is worth to a group once those are paid for who lose and come for nothing else.
    fn worth(&self, group: &Group, attempt: &Attempt) -> i128 {
        let others = group.items.iter().filter(|item| attempt.taken.get(**item) == Some(&false));
        let own = others.filter_map(|&item| self.sets.items.get(item)).filter(|item| item.groups.len() == 1);
        own.map(|item| item.gain.min(0)).fold(group.gain, i128::saturating_add).max(0)
    }

    /// At most what these groups gain besides their members: as many of them as could fit if all needed as
    /// little space as the least of them does, and those that need none.
    fn hope(&self, groups: &[&Group], attempt: &Attempt) -> i128 {
        let is_begun = |group: &Group| group.items.iter().any(|&item| attempt.taken.get(item) == Some(&true));
        let space = |group: &Group| if is_begun(group) { 0 } else { self.space(group) };
        let least = groups.iter().map(|group| space(group)).filter(|space| *space > 0).min();
        let room = self.instant.and_then(|instant| attempt.free.get(instant).copied());
        let mut left = room.zip(least).map_or(i64::MAX, |(room, least)| room.checked_div(least).unwrap_or(0));
        let mut worths: Vec<(i128, bool)> =
            groups.iter().map(|group| (self.worth(group, attempt), space(group) > 0)).collect();
        worths.sort_unstable_by(|one, other| other.cmp(one));
        let mut hope: i128 = 0;
        for (worth, needs_space) in worths {
            if !needs_space || left > 0 {
                hope = hope.saturating_add(worth);
            }
            left = left.saturating_sub(i64::from(needs_space));
        }
        hope
    }

    /// What all who gain and are neither taken nor left out gain together, where there is no end of places; `None` where
    /// there is.
    fn wanted(&self, attempt: &Attempt, left_out: &[bool]) -> Option<i128> {
        let others = self.sets.items.iter().zip(attempt.taken.iter().zip(left_out));
        let gains =
            others.filter(|(_, (taken, left_out))| !**taken && !**left_out).map(|(item, _)| item.gain);
        self.instant.is_none().then(|| gains.filter(|gain| *gain > 0).fold(0, i128::saturating_add))
    }

    /// Whether whoever gains can be taken once it is decided which groups are whole.
    fn is_free_to_take(&self) -> bool {
        self.instant.is_none()
            && self.sets.items.iter().all(|item| item.pairs.is_empty())
            && self.sets.groups.iter().all(|group| group.rule != Rule::NotAll)
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
                if *tried > self.sets.effort.items {
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
