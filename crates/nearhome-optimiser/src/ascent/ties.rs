//! What ties the units that might live in one home: pairs who should not share it, groups that should.

#[cfg(test)]
mod tests;

use crate::core::{Core, Index};

use super::household::Candidate;

/// What ties items of one home; items are given by their index within it.
#[derive(Clone, Debug, Default)]
pub(super) struct Ties {
    /// How many items the home has.
    pub(super) items: usize,
    /// The most ties that a household can have with others: those of as many items as fit.
    pub(super) most: usize,
    /// Items that are in groups.
    pub(super) grouped: Vec<bool>,
    /// Items that are in several.
    pub(super) shared: Vec<bool>,
    pub(super) pairs: Vec<(u32, u32, Index)>,
    /// Groups that can be whole here, with all their members.
    pub(super) groups: Vec<(Index, Vec<u32>)>,
}

/// What ties are worth at some prices, by pair and group of the core: pairs cost (`None`: impossible), whole
/// groups gain.
#[derive(Clone, Debug, Default)]
pub(super) struct TieWorth {
    pub(super) pairs: Vec<Option<i64>>,
    pub(super) groups: Vec<i64>,
}

impl Ties {
    /// For each item of the home whether ties are worth nothing to the best household with it: nobody in it pays for
    /// sharing, and no group gains more than its members lose, should the item be there in any case. `None` where that
    /// cannot be said of a household without it either.
    ///
    /// Where all take one place only the best items for the room come into question, and the least value among them is
    /// the price of a place, as in [`super::household::Chooser::easy`].
    pub(super) fn untied(
        &self,
        candidates: &[Candidate],
        room: Option<usize>,
        worth: &TieWorth,
    ) -> Option<Vec<bool>> {
        let mut values: Vec<Option<i64>> = vec![None; self.items];
        for candidate in candidates {
            values[candidate.item as usize] = Some(candidate.value);
        }
        let mut best: Vec<&Candidate> = candidates.iter().filter(|candidate| candidate.value > 0).collect();
        let mut price = 0;
        if let Some(room) = room.filter(|room| *room < best.len()) {
            let key = |item: &&Candidate| (std::cmp::Reverse(item.value), item.item);
            price = best.select_nth_unstable_by_key(room.checked_sub(1)?, key).1.value;
            best.truncate(room);
        }
        let mut is_best = vec![false; self.items];
        for best in &best {
            is_best[best.item as usize] = true;
        }
        let mut untied = vec![true; self.items];
        for &(one, other, pair) in &self.pairs {
            if worth.pairs[pair as usize].is_some_and(|cost| cost <= 0) {
                continue;
            }
            match (is_best[one as usize], is_best[other as usize]) {
                (true, true) => return None,
                (true, false) => untied[other as usize] = false,
                (false, true) => untied[one as usize] = false,
                (false, false) => {}
            }
        }
        for (group, members) in &self.groups {
            // What a member of several groups loses may serve another.
            let lost = |member: u32| {
                let value = values[member as usize]?;
                Some(if self.shared[member as usize] { 0 } else { value.saturating_sub(price).min(0) })
            };
            let Some(all) = members.iter().map(|&member| lost(member)).sum::<Option<i64>>() else { continue };
            let left = worth.groups[*group as usize].saturating_add(all);
            if left > 0 {
                return None;
            }
            for &member in members {
                untied[member as usize] &= left - lost(member).unwrap_or(0) <= 0;
            }
        }
        Some(untied)
    }
}

/// Finds what ties the units of one home.
pub(super) struct TieFinder<'a> {
    core: &'a Core,
    unit_pairs: Vec<Vec<Index>>,
    unit_groups: Vec<Vec<Index>>,
    here: Vec<Option<u32>>,
}

impl<'a> TieFinder<'a> {
    pub(super) fn new(core: &'a Core) -> Self {
        let mut unit_pairs = vec![Vec::new(); core.units.len()];
        for (at, pair) in (0..).zip(&core.pairs) {
            unit_pairs[pair.units[0] as usize].push(at);
        }
        let mut unit_groups = vec![Vec::new(); core.units.len()];
        for (at, group) in (0..).zip(&core.groups) {
            unit_groups[group.units[0] as usize].push(at);
        }
        Self { core, unit_pairs, unit_groups, here: vec![None; core.units.len()] }
    }

    /// What ties these units, each of its size, in a home (`None`: unplaced) with so much room; `None` for nothing. Those
    /// for whom there is no room together are not tied.
    pub(super) fn find(
        &mut self,
        units: &[u32],
        sizes: &[i64],
        home: Option<u32>,
        room: i64,
    ) -> Option<Ties> {
        let fit = |items: &mut dyn Iterator<Item = u32>| {
            items.map(|item| sizes[item as usize]).sum::<i64>() <= room
        };
        for (item, &unit) in (0..).zip(units) {
            self.here[unit as usize] = Some(item);
        }
        let mut ties = Ties { items: units.len(), ..Ties::default() };
        for (item, &unit) in (0..).zip(units) {
            for &pair in self.unit_pairs[unit as usize].iter().filter(|_| home.is_some()) {
                let other = self.here[self.core.pairs[pair as usize].units[1] as usize];
                let other = other.filter(|&other| fit(&mut [item, other].into_iter()));
                ties.pairs.extend(other.map(|other| (item, other, pair)));
            }
            for &group in &self.unit_groups[unit as usize] {
                let given = &self.core.groups[group as usize];
                let members: Option<Vec<u32>> =
                    given.units.iter().map(|&member| self.here[member as usize]).collect();
                let can_be_whole =
                    |members: &Vec<u32>| given.anchor.permits(home) && fit(&mut members.iter().copied());
                if let Some(members) = members.filter(can_be_whole) {
                    ties.groups.push((group, members));
                }
            }
        }
        for &unit in units {
            self.here[unit as usize] = None;
        }
        let mut degrees = vec![0; units.len()];
        for &(one, other, _) in &ties.pairs {
            degrees[one as usize] += 1;
            degrees[other as usize] += 1;
        }
        degrees.sort_unstable_by(|a: &usize, b| b.cmp(a));
        ties.most = degrees.iter().take(usize::try_from(room).unwrap_or(usize::MAX)).sum();
        ties.grouped = vec![false; units.len()];
        ties.shared = vec![false; units.len()];
        for &member in ties.groups.iter().flat_map(|(_, members)| members) {
            ties.shared[member as usize] |= ties.grouped[member as usize];
            ties.grouped[member as usize] = true;
        }
        (!ties.pairs.is_empty() || !ties.groups.is_empty()).then_some(ties)
    }
}
