//! Households as shares are kept of them: who is in them, what they cost, and what shares of them miss together.

use crate::ascent::balance::Household;
use crate::ascent::{Point, Real, as_float};

use super::choose::Scratch;
use super::{Home, Yard, index, narrow, real};

impl Yard<'_> {
    /// How shares of households miss what they should be together.
    pub(in crate::ascent) fn misses<'b>(
        &self,
        households: impl Iterator<Item = (&'b Household, f64)>,
    ) -> Real {
        let core = self.core;
        let mut miss = Real {
            units: vec![1.0; core.units.len()],
            caps: core.caps.iter().map(|&cap| -real(cap)).collect(),
            levels: vec![0.0; core.levels],
        };
        for &level in &self.weighted {
            let max = self.maxima[level].unwrap_or(0);
            let groups: i128 = core.groups.iter().map(|group| group.cost[level]).sum();
            miss.levels[level] = as_float(groups - max);
        }
        for (household, share) in households {
            for &unit in &household.units {
                miss.units[unit as usize] -= share;
            }
            for &(row, count) in &household.caps {
                miss.caps[row as usize] += share * real(count);
            }
            for &(level, sum) in &household.levels {
                miss.levels[level as usize] += share * real(sum);
            }
        }
        miss
    }

    /// What is left of a household without dead options; `None`: all of it.
    pub(in crate::ascent) fn left_of(&self, home: usize, household: &Household) -> Option<Household> {
        let alive = |item: &u32| self.alive[*item as usize];
        if household.items.iter().all(alive) {
            return None;
        }
        Some(self.household(home, household.items.iter().copied().filter(alive).collect()))
    }

    /// Before homes are asked one by one: what ties are worth at a point.
    pub(in crate::ascent) fn begin(&mut self, point: &Point) {
        self.weigh_ties(point);
    }

    /// The household of each home that was chosen last.
    pub(in crate::ascent) fn households_chosen(&self) -> Vec<Household> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let homes = starts.zip(&self.ends).enumerate();
        homes.map(|(home, (start, &end))| self.household(home, self.chosen[start..end].to_vec())).collect()
    }

    /// The household that a choice has in each home; `None` where an option of it is not live.
    pub(in crate::ascent) fn households_of(&self, choice: &[u32]) -> Option<Vec<Household>> {
        let mut is_chosen = vec![false; self.core.options.len()];
        for &option in choice {
            is_chosen[option as usize] = true;
        }
        let chosen = |&item: &usize| self.alive[item] && is_chosen[self.option[item] as usize];
        let items_of = |home: &Home| (home.first..home.last).filter(chosen).map(index).collect();
        let items: Vec<Vec<u32>> = self.homes.iter().map(items_of).collect();
        let is_whole = items.iter().map(Vec::len).sum::<usize>() == choice.len();
        is_whole.then(|| (0..).zip(items).map(|(home, items)| self.household(home, items)).collect())
    }

    /// A household of these items of a home.
    fn household(&self, home: usize, mut items: Vec<u32>) -> Household {
        items.sort_unstable();
        let mut household = Household::default();
        let mut sums = vec![0; self.weighted.len()];
        for &item in &items {
            let item = item as usize;
            household.units.push(self.unit[item]);
            household.cost += self.cost[item];
            let costs = &self.weighted_cost[item * sums.len()..];
            sums.iter_mut().zip(costs).for_each(|(sum, cost)| *sum += cost);
            household.caps.extend(&self.core.options[self.option[item] as usize].caps);
        }
        household.units.sort_unstable();
        household.caps.sort_unstable();
        household.caps.dedup_by(|next, sum| {
            let is_same = next.0 == sum.0;
            if is_same {
                sum.1 += next.1;
            }
            is_same
        });
        self.each_tie(home, &items, &mut |cost, sign| {
            household.cost += sign * narrow(cost[self.level] << self.bits);
            sums.iter_mut().zip(&self.weighted).for_each(|(sum, &level)| *sum += sign * narrow(cost[level]));
        });
        let sums = self.weighted.iter().zip(sums).filter(|(_, sum)| *sum != 0);
        household.levels = sums.map(|(&level, sum)| (index(level), sum)).collect();
        household.items = items;
        household
    }

    /// The costs of the pairs that a household brings together, and those of the groups that it saves.
    fn each_tie(&self, home: usize, items: &[u32], each: &mut dyn FnMut(&[i128], i64)) {
        let Home { first, ref ties, .. } = self.homes[home];
        let Some(ties) = ties else { return };
        let is_in = |item: u32| items.binary_search(&(item + index(first))).is_ok();
        for &(one, other, pair) in &ties.pairs {
            if let Some(cost) = &self.core.pairs[pair as usize].cost
                && is_in(one)
                && is_in(other)
            {
                each(cost, 1);
            }
        }
        for (group, members) in &ties.groups {
            if members.iter().all(|&member| is_in(member)) {
                each(&self.core.groups[*group as usize].cost, -1);
            }
        }
    }

    /// The best household of a home.
    pub(in crate::ascent) fn best_of(&self, home: usize, point: &Point, scratch: &mut Scratch) -> Household {
        self.choose(home, point, None, scratch);
        self.household(home, self.taken(home, scratch).collect())
    }
}
