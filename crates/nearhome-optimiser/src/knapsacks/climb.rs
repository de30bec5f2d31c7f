//! Raises the bound of a node by the volume algorithm, from the multipliers and shares of the node before.
//!
//! The mean of late evaluations, newer ones counting more, says what units are missed by; multipliers follow it from the
//! best point so far by a step that would lead to the goal, were the misses a gradient. (Barahona and Anbil, "The volume
//! algorithm: producing primal solutions with a subgradient method", 2000.)

use crate::core::Index;
use crate::meter::is_stopped;

use super::{Candidate, Home, Knapsacks, Table};

/// What an evaluation counts in the mean, and the first one of a node.
const NEWEST: f32 = 0.1;
const FIRST: f32 = 0.5;
/// The first step, in parts of the one that would lead to the goal.
const STEP: f64 = 0.5;
/// Steps become longer with each gain, up to so much, and shorter after so many evaluations without one.
const LONGER: f64 = 1.1;
const STEP_MAX: f64 = 2.0;
const SHORTER: f64 = 0.66;
const PATIENCE: u32 = 3;
/// The goal is so much of a unit of cost above what is needed.
const BEYOND: f64 = 0.05;
/// Squared misses below this are those of rounding.
const NEARLY_NOTHING: f64 = 1e-9;

impl Knapsacks<'_> {
    /// The least scaled bound that rounds up to more than a target.
    fn needed(&self, target: i128) -> i128 {
        let grain = self.core.grain[self.level];
        ((target.div_euclid(grain) * grain) << self.bits) + 1
    }

    /// Raises the bound until it is above the target or so many evaluations have been made; whether it is.
    pub(crate) fn climb(&mut self, target: i128, rounds: u32) -> bool {
        let needed = self.needed(target);
        let mut at = self.units.clone();
        let mut best = self.evaluate(&at);
        self.mix(FIRST);
        let (mut part, mut waited) = (STEP, 0);
        for _ in 0..rounds {
            if best >= needed || is_stopped(self.interrupt) {
                break;
            }
            let missed = self.missed();
            let square: f64 = missed.iter().map(|missed| missed * missed).sum();
            if square < NEARLY_NOTHING {
                break;
            }
            let goal = as_float(needed - best) + BEYOND * f64::from(1_u32 << self.bits);
            let length = part * goal / square;
            for ((at, &centre), missed) in at.iter_mut().zip(&self.units).zip(missed) {
                *at = (centre + rounded(length * missed)).clamp(-self.most, self.most);
            }
            let bound = self.evaluate(&at);
            self.mix(NEWEST);
            if bound > best {
                best = bound;
                self.units.copy_from_slice(&at);
                part = (part * LONGER).min(STEP_MAX);
                waited = 0;
            } else {
                waited += 1;
                if waited == PATIENCE {
                    part *= SHORTER;
                    waited = 0;
                }
            }
        }
        best >= needed
    }

    /// Live options of undecided units that nothing within the target contains, by the present multipliers.
    pub(crate) fn unneeded(&mut self, target: i128) -> Vec<Index> {
        let needed = self.needed(target);
        let mut unneeded = Vec::new();
        let mut homes = std::mem::take(&mut self.homes);
        let mut table = std::mem::take(&mut self.table);
        let bound = self.evaluate_homes(&self.units, &mut homes, &mut table);
        let gap = needed - bound;
        for home in &homes {
            self.lossy(home, &mut table, gap, &mut unneeded);
        }
        (self.homes, self.table) = (homes, table);
        unneeded
    }

    /// The options of a home that cost at least `gap` if they are taken.
    fn lossy(&self, home: &Home, table: &mut Table, gap: i128, lossy: &mut Vec<Index>) {
        let worth = |option: Index| self.units[self.unit(option)] - self.cost[option as usize];
        let rest = home.options.iter().copied().filter(|&option| self.is_open(option) && worth(option) <= 0);
        let Some(room) = home.room else {
            lossy.extend(rest.filter(|&option| i128::from(-worth(option)) >= gap));
            return;
        };
        self.list(home, &self.units, &mut table.candidates);
        table.fill(room);
        let best = table.most_in(room);
        let with = |option: Index| table.most_in(room - self.size[option as usize]) + worth(option);
        lossy.extend(rest.filter(|&option| i128::from(best - with(option)) >= gap));
        table.with_each(|option, with| {
            if i128::from(best - with) >= gap {
                lossy.push(option);
            }
        });
    }

    fn evaluate(&mut self, at: &[i64]) -> i128 {
        let mut homes = std::mem::take(&mut self.homes);
        let mut table = std::mem::take(&mut self.table);
        let bound = self.evaluate_homes(at, &mut homes, &mut table);
        (self.homes, self.table) = (homes, table);
        bound
    }

    /// The exact bound at these multipliers, scaled; each home keeps its best household.
    fn evaluate_homes(&self, at: &[i64], homes: &mut [Home], table: &mut Table) -> i128 {
        let open = at.iter().zip(&self.decided).filter(|(_, decided)| decided.is_none());
        let units: i64 = open.map(|(unit, _)| unit).sum();
        let mut bound = self.fixed + i128::from(units) - (self.constant >> super::shift(self.bits));
        for home in homes {
            let mut chosen = std::mem::take(&mut home.chosen);
            chosen.clear();
            bound -= i128::from(self.best_of(home, at, table, &mut chosen));
            home.chosen = chosen;
        }
        bound
    }

    fn best_of(&self, home: &Home, at: &[i64], table: &mut Table, chosen: &mut Vec<Index>) -> i64 {
        if let Some(room) = home.room {
            self.list(home, at, &mut table.candidates);
            return table.best(room, chosen);
        }
        let worth = |option: Index| at[self.unit(option)] - self.cost[option as usize];
        let worthy = |&option: &Index| self.is_open(option) && worth(option) > 0;
        chosen.extend(home.options.iter().copied().filter(worthy));
        chosen.iter().map(|&option| worth(option)).sum()
    }

    /// Those who are worth something to a home.
    fn list(&self, home: &Home, at: &[i64], candidates: &mut Vec<Candidate>) {
        candidates.clear();
        for &option in &home.options {
            let worth = at[self.unit(option)] - self.cost[option as usize];
            if worth > 0 && self.is_open(option) {
                let worth = i32::try_from(worth).expect("multipliers are limited, and no cost is negative");
                candidates.push(Candidate { option, worth, size: self.size[option as usize] });
            }
        }
    }

    /// Lets the households chosen last count so much in the shares.
    fn mix(&mut self, part: f32) {
        let options = self.core.options.iter().zip(&self.live);
        for ((option, &is_live), share) in options.zip(&mut self.shares) {
            let is_open = is_live && self.decided[option.unit as usize].is_none();
            *share = if is_open { *share * (1.0 - part) } else { 0.0 };
        }
        for &option in self.homes.iter().flat_map(|home| &home.chosen) {
            self.shares[option as usize] += part;
        }
    }

    /// How much of each undecided unit the shares have nowhere; less than nothing where they have too much.
    fn missed(&self) -> Vec<f64> {
        let decided = self.decided.iter();
        let mut missed: Vec<f64> = decided.map(|decided| if decided.is_some() { 0.0 } else { 1.0 }).collect();
        for (&share, option) in self.shares.iter().zip(&self.core.options) {
            missed[option.unit as usize] -= f64::from(share);
        }
        missed
    }
}

#[expect(clippy::cast_precision_loss, reason = "steps are only guesses")]
fn as_float(number: i128) -> f64 {
    number as f64
}

#[expect(clippy::cast_possible_truncation, reason = "any integer is a valid multiplier")]
fn rounded(number: f64) -> i64 {
    number.clamp(-1e15, 1e15).round() as i64
}
