//! Integer multipliers, and the exact bound that they prove.

use crate::ascent::Exact;
use crate::core::{Choice, Index};
use crate::pricing::{Fate, Worth};

use super::{Master, Objective, SCALE};

/// The bound of a pricing that was stopped: less than any.
const STOPPED: i128 = -(1 << 110);

/// Integer multipliers: any values give a valid bound, those of caps and levels being not negative.
#[derive(Clone, Debug, Default)]
pub(crate) struct Multipliers {
    pub(crate) units: Vec<i128>,
    pub(crate) caps: Vec<i128>,
    pub(crate) levels: Vec<i128>,
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

impl<'a> Master<'a> {
    /// The exact bound of some multipliers, in units of `1 / SCALE`, and the best household of each place.
    pub(super) fn price(
        &mut self,
        multipliers: &mut Multipliers,
        live: &[bool],
        objective: Objective,
    ) -> (i128, Vec<Vec<Index>>) {
        if let Some(mut exact) = self.take_exact(objective) {
            let priced = exact.price(multipliers, live, &self.maxima);
            self.exact = Some(exact);
            *multipliers = priced.multipliers;
            return (priced.bound, priced.households);
        }
        let worth = self.worth(multipliers, objective);
        let mut bound = self.fixed_part(multipliers, objective);
        let mut households = Vec::new();
        for place in 0..self.core.places.len() {
            if self.is_interrupted() {
                return (STOPPED, Vec::new());
            }
            let place = Index::try_from(place).expect("places are numbered in 32 bits");
            let household = self.pricer.best(place, live, &worth);
            bound -= household.bound;
            if household.value > 0 {
                households.push(household.options);
            }
        }
        (bound, households)
    }

    /// The quick pricing of a level; none while anything is decided about groups.
    fn take_exact(&mut self, objective: Objective) -> Option<Exact<'a>> {
        let Objective::Level(level) = objective else { return None };
        if self.pricer.fates.iter().any(|fate| *fate != Fate::Open) {
            return None;
        }
        let fitting = self.exact.take().filter(|exact| exact.level == level);
        let everything = || vec![true; self.core.options.len()];
        Some(
            fitting
                .unwrap_or_else(|| Exact::new(self.core, &everything(), level, &self.maxima, self.interrupt)),
        )
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
                let grain = self.core.grain[level];
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
        if let Some(mut exact) = self.take_exact(objective) {
            let (bound, losses) = exact.losses(multipliers, live, &self.maxima, Some(max));
            self.exact = Some(exact);
            let gap = max * SCALE - bound;
            return losses.into_iter().filter(|(_, loss)| *loss > gap).map(|(option, _)| option).collect();
        }
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

#[cfg(test)]
mod tests {
    use crate::pricing::Fate;
    use crate::random_problems::{every_field, tiny};
    use crate::solve::cores;

    use super::super::{Bounding, Master, Objective};
    use super::{Index, Multipliers, SCALE};

    /// Multipliers of every sign and size, some of them fractions.
    fn multipliers(seed: u64, master: &Master<'_>, level: usize) -> Multipliers {
        let core = master.core;
        let number = |at: usize, end: u64| {
            let salt = (at as u64).wrapping_mul(0x94d0_49bb_1331_11eb);
            let mixed = (seed + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ salt;
            i128::from(mixed.wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 33) % i128::from(end)
        };
        let largest = core.costs.iter().copied().max().unwrap_or(1).max(1);
        let some = |count: usize, salt: usize| -> Vec<i128> {
            (0..count).map(|at| largest * SCALE * number(at + salt, 1_000) / 700).collect()
        };
        let weigh = |at: usize| if at < level { number(at, 3) * SCALE / 2 } else { 0 };
        Multipliers {
            units: some(core.units.len(), 0),
            caps: some(core.caps.len(), 77),
            levels: (0..core.levels).map(weigh).collect(),
        }
    }

    /// Bound and losses of the quick pricing are those of the slow one.
    #[track_caller]
    fn check_pricing(seed: u64, problem: &nearhome_problem::Problem) -> usize {
        let mut compared = 0;
        for core in &cores(problem) {
            let all: Vec<Index> = (0..).take(core.options.len()).collect();
            let live = vec![true; core.options.len()];
            let mut master = Master::new(core, &all, Bounding::ByPrograms, None);
            let level = core.levels - 1;
            for earlier in 0..level {
                master.limit_level(earlier, Some(5));
            }
            let objective = Objective::Level(level);
            let mut quick = multipliers(seed, &master, level);
            let (bound, _) = master.price(&mut quick, &live, objective);
            let (same, losses) = master.take_exact(objective).expect("nothing is decided").losses(
                &quick,
                &live,
                &master.maxima,
                None,
            );
            assert_eq!(bound, same);
            let worth = master.worth(&quick, objective);
            let mut slow = master.fixed_part(&quick, objective);
            let mut slow_losses = Vec::new();
            assert!(master.pricer.fates.iter().all(|fate| *fate == Fate::Open));
            for place in 0..Index::try_from(core.places.len()).expect("few places") {
                let best = master.pricer.best(place, &live, &worth).bound;
                slow -= best;
                let with = master.pricer.bounds_with(place, &live, &worth);
                slow_losses
                    .extend(with.into_iter().map(|(option, with)| (option, best.saturating_sub(with))));
            }
            assert_eq!(bound, slow, "seed {seed}");
            slow_losses.sort_unstable();
            for (option, loss) in losses {
                let at =
                    slow_losses.binary_search_by_key(&option, |&(option, _)| option).expect("priced too");
                // Both call an option that does not fit very dear, each in its own way.
                let [quick, slow] = [loss, slow_losses[at].1].map(|loss| loss.min(1 << 58));
                assert_eq!(quick, slow, "seed {seed}, option {option}");
                compared += 1;
            }
        }
        compared
    }

    #[test]
    fn quick_and_slow_pricing_agree() {
        let compared: usize = (0..600)
            .map(|seed| check_pricing(seed, &tiny(seed)) + check_pricing(seed, &every_field(seed, 8, 3)))
            .sum();
        assert!(compared > 2_000, "{compared} options compared");
    }
}
