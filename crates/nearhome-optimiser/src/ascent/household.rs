//! The best household of one home at given prices, in 64-bit integers.

pub(super) mod knapsack;
mod mask;
mod search;
#[cfg(test)]
mod tests;

use super::ties::{TieWorth, Ties};
use crate::core::Index;
use mask::Wide;
use search::Search;

/// An item that might be in the household.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// Its index within the home.
    pub(super) item: u32,
    /// What it adds to the household's worth.
    pub(super) value: i64,
    /// Whether it counts whatever its value: the rest of its group may be worth it.
    pub(super) is_grouped: bool,
    /// Places that it takes.
    pub(super) size: i64,
}

/// Worse than any household.
pub(super) const IMPOSSIBLE: i64 = i64::MIN / 4;

/// Chooses households; holds scratch memory between calls.
#[derive(Default)]
pub(super) struct Chooser {
    /// Items of the household chosen last.
    pub(super) taken: Vec<u32>,
    table: Vec<i64>,
    best: Vec<Candidate>,
    /// What each item of the home adds.
    values: Vec<i64>,
    is_best: Vec<bool>,
    search: Search<u128>,
    /// For homes of more items than that one holds.
    large: Search<Wide>,
}

impl Chooser {
    /// Items without ties, all of positive value.
    pub(super) fn plain(&mut self, candidates: &mut Vec<Candidate>, room: i64, is_even: bool) -> i64 {
        self.taken.clear();
        let total = candidates.iter().fold(0_i64, |sum, candidate| sum.saturating_add(candidate.size));
        if total > room {
            if !is_even {
                return self.knapsack(candidates, room);
            }
            let count = usize::try_from(room).unwrap_or(0);
            if count < candidates.len() {
                candidates
                    .select_nth_unstable_by_key(count, |item| (std::cmp::Reverse(item.value), item.item));
                candidates.truncate(count);
            }
        }
        self.taken.extend(candidates.iter().map(|candidate| candidate.item));
        candidates.iter().map(|candidate| candidate.value).sum()
    }

    /// Different sizes: by table where it is small, else a bound.
    fn knapsack(&mut self, candidates: &mut Vec<Candidate>, room: i64) -> i64 {
        candidates.retain(|candidate| candidate.size <= room);
        let chosen = knapsack::best(candidates, room, &mut self.table, &mut self.taken);
        chosen.unwrap_or_else(|| self.fractional(candidates, room))
    }

    /// Fills by density; the first that does not fit counts in part, rounded up.
    fn fractional(&mut self, candidates: &mut [Candidate], mut room: i64) -> i64 {
        candidates.sort_unstable_by(by_density);
        let mut sum = 0;
        for candidate in candidates.iter() {
            if candidate.size > room {
                return sum + share(candidate.value, room, candidate.size);
            }
            room -= candidate.size;
            sum += candidate.value;
            self.taken.push(candidate.item);
        }
        sum
    }

    /// Items of one place each whose best household is plain in spite of ties: that of the best items, where nobody
    /// among them is tied to another at a cost, and no other group is worth the better items in its places. `None`:
    /// it has to be searched for.
    ///
    /// With the least value among the best as the price of a place, no household is worth more than the best items and
    /// what each group gains beyond the prices that its members do not earn.
    pub(super) fn easy(
        &mut self,
        candidates: &[Candidate],
        room: i64,
        ties: &Ties,
        worth: &TieWorth,
    ) -> Option<i64> {
        self.values.clear();
        self.values.resize(ties.items, IMPOSSIBLE);
        self.is_best.clear();
        self.is_best.resize(ties.items, false);
        self.best.clear();
        for candidate in candidates {
            self.values[candidate.item as usize] = candidate.value;
        }
        self.best.extend(candidates.iter().filter(|candidate| candidate.value > 0));
        let count = usize::try_from(room).unwrap_or(usize::MAX);
        let mut price = 0;
        if count < self.best.len() {
            let last = count.checked_sub(1)?;
            let key = |item: &Candidate| (std::cmp::Reverse(item.value), item.item);
            price = self.best.select_nth_unstable_by_key(last, key).1.value;
            self.best.truncate(count);
        }
        let mut sum = 0;
        for best in &self.best {
            self.is_best[best.item as usize] = true;
            sum += best.value;
        }
        let clash = |&(one, other, pair): &(u32, u32, Index)| {
            let both = self.is_best[one as usize] && self.is_best[other as usize];
            both && worth.pairs[pair as usize].is_none_or(|cost| cost > 0)
        };
        if ties.pairs.iter().any(clash) {
            return None;
        }
        for (group, members) in &ties.groups {
            let reward = worth.groups[*group as usize];
            if members.iter().all(|&member| self.is_best[member as usize]) {
                sum += reward;
                continue;
            }
            // What a member of several groups loses may serve another.
            let own = members.iter().filter(|&&member| !ties.shared[member as usize]);
            let values = own.map(|&member| self.values[member as usize]);
            let lost: i64 =
                values.map(|value| price.saturating_sub(value).max(0)).fold(0, i64::saturating_add);
            if reward > lost {
                return None;
            }
        }
        self.taken.clear();
        self.taken.extend(self.best.iter().map(|best| best.item));
        Some(sum)
    }

    /// Items with ties, or one that must be in: of the others, those of positive hopeful value.
    pub(super) fn tied(
        &mut self,
        candidates: &[Candidate],
        room: i64,
        ties: Option<(&Ties, &TieWorth)>,
        forced: Option<u32>,
    ) -> i64 {
        self.taken.clear();
        if self.search.prepare(candidates, room, ties, forced) {
            return self.search.run(&mut self.taken);
        }
        self.large.prepare(candidates, room, ties, forced);
        self.large.run(&mut self.taken)
    }
}

/// Most value for the space first; nothing for no space before all else.
fn by_density(a: &Candidate, b: &Candidate) -> std::cmp::Ordering {
    let by_value = b.value.cmp(&a.value);
    if a.size == b.size {
        return by_value.then(a.item.cmp(&b.item));
    }
    let left = i128::from(b.value) * i128::from(a.size);
    let right = i128::from(a.value) * i128::from(b.size);
    left.cmp(&right).then(by_value).then(a.item.cmp(&b.item))
}

/// `value * room / size`, rounded up.
fn share(value: i64, room: i64, size: i64) -> i64 {
    match value.checked_mul(room) {
        Some(product) => product / size + i64::from(product % size > 0),
        None => value,
    }
}
