//! Integer multipliers, and the exact bound that they prove.

use crate::core::{Choice, Index};
use crate::pricing::{Household, Worth};

use super::{Master, Objective, SCALE};

/// Integer multipliers: any values give a valid bound, those of caps and levels being not negative.
#[derive(Clone, Debug, Default)]
pub(crate) struct Multipliers {
    pub(super) units: Vec<i128>,
    pub(super) caps: Vec<i128>,
    pub(super) levels: Vec<i128>,
}

impl Multipliers {
    /// Halfway between two sets of multipliers.
    pub(super) fn mixed_with(&self, other: &Self) -> Self {
        let mix = |a: &[i128], b: &[i128]| a.iter().zip(b).map(|(a, b)| (a + b) / 2).collect();
        Self {
            units: mix(&self.units, &other.units),
            caps: mix(&self.caps, &other.caps),
            levels: mix(&self.levels, &other.levels),
        }
    }
}

impl Master<'_> {
    /// The exact bound of some multipliers, in units of `1 / SCALE`, and the best household of each place.
    pub(super) fn price(
        &mut self,
        multipliers: &Multipliers,
        live: &[bool],
        objective: Objective,
    ) -> (i128, Vec<Household>) {
        let worth = self.worth(multipliers, objective);
        let mut bound = self.fixed_part(multipliers, objective);
        let mut households = Vec::new();
        for place in 0..self.core.places.len() {
            let place = Index::try_from(place).expect("places are numbered in 32 bits");
            let household = self.pricer.best(place, live, &worth);
            bound -= household.bound;
            if household.value > 0 {
                households.push(household);
            }
        }
        (bound, households)
    }

    /// The part of the bound that no household changes.
    fn fixed_part(&self, multipliers: &Multipliers, objective: Objective) -> i128 {
        let mut sum: i128 = multipliers.units.iter().sum();
        for (multiplier, &cap) in multipliers.caps.iter().zip(&self.core.caps) {
            sum -= multiplier * i128::from(cap);
        }
        for (level, multiplier) in multipliers.levels.iter().enumerate() {
            if let Some(max) = self.maxima[level] {
                sum -= multiplier * (max - self.groups_sum[level]);
            }
        }
        match objective {
            Objective::Feasibility => sum,
            Objective::Level(level) => sum + SCALE * self.groups_sum[level],
        }
    }

    fn worth(&self, multipliers: &Multipliers, objective: Objective) -> Worth {
        let mut weights = multipliers.levels.clone();
        if let Objective::Level(level) = objective {
            weights[level] += SCALE;
        }
        let used: Vec<(usize, i128)> =
            weights.into_iter().enumerate().filter(|(_, weight)| *weight != 0).collect();
        let weigh = |cost: &[i128]| used.iter().map(|&(level, weight)| weight * cost[level]).sum::<i128>();
        let options = (0..).zip(&self.core.options);
        let profit = |(option, choice): (Index, &Choice)| {
            let rows =
                choice.caps.iter().map(|&(row, count)| multipliers.caps[row as usize] * i128::from(count));
            multipliers.units[choice.unit as usize] - weigh(self.core.cost(option)) - rows.sum::<i128>()
        };
        Worth {
            profit: options.map(profit).collect(),
            reward: self.core.groups.iter().map(|group| weigh(&group.cost)).collect(),
            penalty: self.core.pairs.iter().map(|pair| pair.cost.as_deref().map_or(0, weigh)).collect(),
        }
    }

    /// The least sum on the level that a scaled bound permits.
    pub(super) fn round_up(&self, bound: i128, objective: Objective) -> i128 {
        let whole = bound.div_euclid(SCALE) + i128::from(bound.rem_euclid(SCALE) != 0);
        match objective {
            Objective::Feasibility => whole,
            Objective::Level(level) => {
                let grain = self.grain[level];
                whole.div_euclid(grain) * grain + if whole.rem_euclid(grain) == 0 { 0 } else { grain }
            }
        }
    }

    /// Live options that cannot be part of any choice with a sum of at most `max`.
    pub(crate) fn unneeded_options(
        &mut self,
        live: &[bool],
        multipliers: &Multipliers,
        level: usize,
        max: i128,
    ) -> Vec<Index> {
        let objective = Objective::Level(level);
        let worth = self.worth(multipliers, objective);
        let mut bound = self.fixed_part(multipliers, objective);
        let mut forced: Vec<(Index, i128)> = Vec::new();
        for place in 0..self.core.places.len() {
            let place = Index::try_from(place).expect("places are numbered in 32 bits");
            let best = self.pricer.best(place, live, &worth).bound;
            bound -= best;
            let with = self.pricer.bounds_with(place, live, &worth);
            // What the place loses when the option is forced into it.
            forced.extend(with.iter().map(|&(option, with)| (option, best.saturating_sub(with))));
        }
        let gap = max * SCALE - bound;
        let mut needed = vec![false; live.len()];
        for (option, _) in forced.into_iter().filter(|&(_, loss)| loss <= gap) {
            needed[option as usize] = true;
        }
        let options = (0..).zip(live.iter().zip(needed));
        options.filter(|(_, (live, needed))| **live && !needed).map(|(option, _)| option).collect()
    }
}
