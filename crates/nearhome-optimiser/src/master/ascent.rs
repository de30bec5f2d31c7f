//! Multipliers without a linear program, for cores whose basis would not fit in memory.
//!
//! A subgradient ascent in integers: a unit that no place takes becomes more valuable, one that
//! several take less. Its bounds are as valid as any and usually weaker than those of the linear
//! program.

use crate::core::Index;
use crate::pricing::Household;

use super::prices::Multipliers;
use super::{Master, NodeBound, Objective, SCALE};

/// Evaluations of all places for one node.
const ROUNDS: u32 = 20;
/// Rounds without a better bound after which steps are halved.
const PATIENCE: u32 = 4;

/// By how much the households together miss each row.
struct Misses {
    units: Vec<i128>,
    caps: Vec<i128>,
}

impl Master<'_> {
    /// Bounds the objective as [`Master::bound`] does.
    pub(super) fn ascend(&mut self, live: &[bool], objective: Objective, target: i128) -> NodeBound {
        let mut multipliers = match self.center.take() {
            Some((of, center)) if of == objective => center,
            _ => self.first_multipliers(live, objective),
        };
        let mut best: Option<(i128, Multipliers, Vec<Household>)> = None;
        let (mut halvings, mut waited) = (0, 0);
        for _ in 0..ROUNDS {
            let (bound, households) = self.price(&multipliers, live, objective);
            let misses = self.misses(&households);
            let aim = (self.aim(objective, target) - bound).max(SCALE);
            if best.as_ref().is_none_or(|(most, _, _)| bound > *most) {
                best = Some((bound, multipliers.clone(), households));
                waited = 0;
            } else {
                waited += 1;
            }
            if waited == PATIENCE {
                (halvings, waited) = (halvings + 1, 0);
            }
            let least = best.as_ref().map_or(i128::MIN, |(bound, _, _)| self.round_up(*bound, objective));
            if least > target || self.is_interrupted() || !misses.step(&mut multipliers, aim >> halvings) {
                break;
            }
        }
        let (bound, multipliers, households) = best.expect("there is at least one round");
        self.center = Some((objective, multipliers.clone()));
        let least = match (objective, self.round_up(bound, objective)) {
            (Objective::Feasibility, least) if least > 0 => i128::MAX,
            (Objective::Feasibility, _) => 0,
            (Objective::Level(_), least) => least,
        };
        let whole = vec![0.0; self.core.groups.len()];
        NodeBound { least, shares: self.shares_of(&households), whole, multipliers }
    }

    /// The scaled bound that steps aim at.
    fn aim(&self, objective: Objective, target: i128) -> i128 {
        match objective {
            Objective::Feasibility => SCALE,
            Objective::Level(level) => (target + self.grain[level]) * SCALE,
        }
    }

    /// Each unit is worth its cheapest option.
    fn first_multipliers(&self, live: &[bool], objective: Objective) -> Multipliers {
        let cost = |option: &Index| match objective {
            Objective::Feasibility => 0,
            Objective::Level(level) => self.core.cost(*option)[level] * SCALE,
        };
        let cheapest = |unit: &crate::core::Unit| {
            let options = unit.options.iter().filter(|&&option| live[option as usize]);
            options.map(cost).min().unwrap_or(0)
        };
        Multipliers {
            units: self.core.units.iter().map(cheapest).collect(),
            caps: vec![0; self.core.caps.len()],
            levels: vec![0; self.core.levels],
        }
    }

    fn misses(&self, households: &[Household]) -> Misses {
        let mut units = vec![1; self.core.units.len()];
        let mut caps: Vec<i128> = self.core.caps.iter().map(|&cap| -i128::from(cap)).collect();
        for option in households.iter().flat_map(|household| &household.options) {
            let choice = &self.core.options[*option as usize];
            units[choice.unit as usize] -= 1;
            for &(row, count) in &choice.caps {
                caps[row as usize] += i128::from(count);
            }
        }
        Misses { units, caps }
    }

    fn shares_of(&self, households: &[Household]) -> Vec<Vec<(Index, f64)>> {
        let mut shares = vec![Vec::new(); self.core.units.len()];
        for &option in households.iter().flat_map(|household| &household.options) {
            shares[self.core.options[option as usize].unit as usize].push((option, 0.5));
        }
        shares
    }
}

impl Misses {
    /// Moves multipliers so that the bound may rise by `aim`; false when nothing is missed.
    fn step(&self, multipliers: &mut Multipliers, aim: i128) -> bool {
        let binding =
            |(miss, multiplier): (&i128, &i128)| if *miss > 0 || *multiplier > 0 { *miss } else { 0 };
        let caps: Vec<i128> = self.caps.iter().zip(&multipliers.caps).map(binding).collect();
        let length: i128 = self.units.iter().chain(&caps).map(|miss| miss * miss).sum();
        if length == 0 {
            return false;
        }
        for (multiplier, miss) in multipliers.units.iter_mut().zip(&self.units) {
            *multiplier += aim / length * miss;
        }
        for (multiplier, miss) in multipliers.caps.iter_mut().zip(&caps) {
            *multiplier = (*multiplier + aim / length * miss).max(0);
        }
        true
    }
}
