//! Households as columns of the linear program.

use std::collections::BTreeSet;

use crate::core::Index;
use crate::pricing::Fate;

use super::scale::as_float;
use super::{Column, Master};

impl Master<'_> {
    /// Adds the households of a feasible choice.
    pub(crate) fn add_choice(&mut self, choice: &[Index]) {
        let mut by_place: Vec<Vec<Index>> = vec![Vec::new(); self.core.places.len()];
        for &option in choice {
            by_place[self.core.options[option as usize].place as usize].push(option);
        }
        for mut options in by_place.into_iter().filter(|options| !options.is_empty()) {
            options.sort_unstable();
            self.add_column(&options);
        }
    }

    /// Adds a household unless it is known; `options` ascend.
    pub(super) fn add_column(&mut self, options: &[Index]) -> bool {
        if self.by_ascents || !self.known.insert(options.to_vec()) {
            return false;
        }
        let cost = self.household_cost(options);
        let place = self.core.options[options[0] as usize].place;
        let mut entries: Vec<(usize, f64)> =
            options.iter().map(|&option| (self.core.options[option as usize].unit as usize, 1.0)).collect();
        entries.sort_unstable_by_key(|&(row, _)| row);
        entries.extend(self.place_rows[place as usize].map(|row| (row, 1.0)));
        let mut caps: Vec<(Index, i64)> =
            options.iter().flat_map(|&option| self.core.options[option as usize].caps.clone()).collect();
        caps.sort_unstable();
        for (row, count) in caps {
            let row = self.first_cap + row as usize;
            let count = as_float(i128::from(count));
            match entries.last_mut() {
                Some((last, sum)) if *last == row => *sum += count,
                _ => entries.push((row, count)),
            }
        }
        for (level, &cost) in cost.iter().enumerate().filter(|(_, cost)| **cost != 0) {
            entries.push((self.first_level + level, as_float(cost) / self.largest[level]));
        }
        let cost_now = self.minimised.map_or(0.0, |level| as_float(cost[level]) / self.largest[level]);
        self.simplex.add_column(&entries, cost_now);
        let groups = self.groups_in(options);
        self.columns.push(Column { options: options.to_vec(), cost, groups });
        true
    }

    fn groups_in(&self, options: &[Index]) -> Vec<(Index, usize)> {
        let home = self.core.home(options[0]);
        let mut members: Vec<Index> = options
            .iter()
            .flat_map(|&option| self.pricer.groups_of(self.core.options[option as usize].unit))
            .collect();
        members.sort_unstable();
        let mut groups: Vec<(Index, usize)> = Vec::new();
        for group in members {
            let possible = self.core.groups[group as usize].anchor.permits(home);
            match groups.last_mut() {
                Some((last, count)) if *last == group => *count += usize::from(possible),
                _ => groups.push((group, usize::from(possible))),
            }
        }
        groups
    }

    /// Decides about a group, or leaves it open again.
    pub(crate) fn set_fate(&mut self, group: Index, fate: Fate) {
        self.pricer.fates[group as usize] = fate;
    }

    /// Cost of a household on each level: its pairs added, its whole groups given back.
    fn household_cost(&self, options: &[Index]) -> Vec<i128> {
        let mut sum = vec![0; self.core.levels];
        let mut pay = |cost: &[i128], sign: i128| {
            sum.iter_mut().zip(cost).for_each(|(sum, level)| *sum += sign * level);
        };
        for &option in options {
            pay(self.core.cost(option), 1);
        }
        let units: BTreeSet<Index> =
            options.iter().map(|&option| self.core.options[option as usize].unit).collect();
        let home = self.core.home(options[0]);
        for &unit in &units {
            for (pair, partner) in self.pricer.pairs_of(unit) {
                if home.is_some() && unit < partner && units.contains(&partner) {
                    pay(self.core.pairs[pair as usize].cost.as_deref().unwrap_or_default(), 1);
                }
            }
            for group in self.pricer.groups_of(unit) {
                let group = &self.core.groups[group as usize];
                let whole = group.units.iter().all(|unit| units.contains(unit)) && group.anchor.permits(home);
                if whole && group.units[0] == unit {
                    pay(&group.cost, -1);
                }
            }
        }
        sum
    }
}
