//! Multipliers without a linear program, for cores of any size.
//!
//! The same bound as [`crate::master`]'s. A proximal method of multipliers: shares of households are balanced home after
//! home (see [`balance`]) until nearly nobody is missed at multipliers that follow the misses; these are evaluated
//! exactly, and where the bound has risen they are the next to start from. Shares and steps are computed in floating
//! point; every evaluation is exact in integers, so each bound is valid whatever led to it.

mod balance;
mod exact;
mod household;
mod line;
#[cfg(test)]
mod tests;
mod ties;
mod yard;

pub(crate) use exact::Exact;

use crate::core::{Core, Index};
use crate::master::Multipliers;
use crate::meter::{Interrupt, is_stopped};

use balance::Balance;
use yard::Yard;

/// What to bound, and how far.
pub(crate) struct Aim<'a> {
    pub(crate) level: usize,
    /// What each level may sum to, where that is known.
    pub(crate) maxima: &'a [Option<i128>],
    /// A sum that some choice reaches; steps aim at it.
    pub(crate) reached: i128,
    /// Stop when the bound exceeds this.
    pub(crate) target: i128,
    pub(crate) rounds: u32,
}

/// Where an ascent begins; by itself at the cheapest options.
#[derive(Clone, Copy, Default)]
pub(crate) struct Start<'a> {
    /// Multipliers that may be better.
    pub(crate) multipliers: Option<&'a Multipliers>,
    /// A good choice, whose households the shares begin with: they then stay near to it wherever that costs nothing.
    pub(crate) choice: Option<&'a [Index]>,
}

/// What an ascent found.
#[derive(Clone, Debug)]
pub(crate) struct Ascent {
    /// No choice of live options has a smaller sum.
    pub(crate) least: i128,
    /// The multipliers that prove it.
    pub(crate) multipliers: Multipliers,
    /// How much of each unit the mean of the households puts where, best first within a unit.
    pub(crate) shares: Vec<Vec<(Index, f64)>>,
    /// Households of which the shares have more than a trace.
    pub(crate) households: Vec<Vec<Index>>,
    /// By how much each live option would raise the bound if it were taken, in some unit.
    pub(crate) losses: Vec<(Index, i128)>,
    /// Live options that no choice with a sum of at most `reached` contains.
    pub(crate) unneeded: Vec<Index>,
}

/// Integer multipliers of an evaluation, in units of `1 / 2^bits`.
#[derive(Clone, Debug, Default)]
struct Point {
    units: Vec<i64>,
    caps: Vec<i64>,
    levels: Vec<i64>,
}

/// The same in floating point: where the next evaluation will be.
#[derive(Clone, Debug, Default)]
struct Real {
    units: Vec<f64>,
    caps: Vec<f64>,
    levels: Vec<f64>,
}

impl Real {
    /// Adds what became of `before` in one of several views of it, in which changes of caps and levels count so many times.
    fn add_difference(&mut self, view: &Self, before: &Self, times: f64) {
        let add = |sums: &mut [f64], now: &[f64], before: &[f64], times: f64| {
            for ((sum, now), before) in sums.iter_mut().zip(now).zip(before) {
                *sum += (now - before) / times;
            }
        };
        add(&mut self.units, &view.units, &before.units, 1.0);
        add(&mut self.caps, &view.caps, &before.caps, times);
        add(&mut self.levels, &view.levels, &before.levels, times);
    }
}

/// The first step aims at this part of the goal, were the misses a gradient.
const FIRST_FACTOR: f64 = 10.0;
/// The same after a change of live options, when little is missed.
const NEXT_FACTOR: f64 = 0.03;
/// A start counts as much higher when it is ahead by one in so many parts of what is to be gained.
const HEAD_START: i128 = 20;
/// Squared misses below this are those of rounding.
const NEARLY_NOTHING: f64 = 1e-6;
/// Passes over all homes between two evaluations.
const SWEEPS: u32 = 3;
/// Steps become longer after a gain of this part of what the shares promise, and shorter after so many evaluations that
/// gained less than the other.
const FULL: f64 = 0.3;
const POOR: f64 = 0.05;
const PATIENCE: u32 = 4;
/// An ascent ends when the shares of so many evaluations in a row promised less than this part of the least difference
/// between two sums, and cost hardly more than the bound.
const UNPROMISING_MAX: u32 = 4;
const LITTLE: f64 = 1e-4;
/// How far a bound still rises is judged by so many steps.
const LATELY: usize = 20;
const LATELY_STEPS: i128 = 20;
const LONGER: f64 = 2.0;
const SHORTER: f64 = 0.7;

/// Raises the bound of a level again and again, over changing live options.
pub(crate) struct Climber<'a> {
    core: &'a Core,
    interrupt: Interrupt<'a>,
    yard: Yard<'a>,
    level: usize,
    /// The scaled bound at the centre.
    best: i128,
    at: Real,
    balance: Balance,
    waited: u32,
    /// Latest evaluations in a row whose shares promised next to nothing.
    unpromising: u32,
    /// The best bound after each step since the last change.
    bests: Vec<i128>,
    /// Where it goes on after a change, unless the latest point is better.
    first_at: Real,
}

/// Raises the bound of a level.
pub(crate) fn ascend(
    core: &Core,
    live: &[bool],
    aim: &Aim<'_>,
    start: Start<'_>,
    interrupt: Interrupt<'_>,
) -> Ascent {
    let mut climber = Climber::new(core, live, aim, start.multipliers, interrupt);
    if let Some(choice) = start.choice {
        climber.begin_with(choice);
    }
    climber.climb(aim);
    climber.ascent(aim)
}

/// Where to start, with its exact bound: at the cheapest options, from where ascents go furthest, unless `start` is much
/// higher.
fn first_point(yard: &mut Yard<'_>, start: Option<&Multipliers>, reached: i128) -> (Real, i128) {
    let cheapest = yard.cheapest();
    let low = yard.evaluate(&yard.round(&cheapest));
    let Some(start) = start.map(|start| yard.real(start)) else { return (cheapest, low) };
    let high = yard.evaluate(&yard.round(&start));
    if (high - low) * HEAD_START > yard.scaled(reached) - low {
        return (start, high);
    }
    // The households chosen last are those that the shares begin with.
    let low = yard.evaluate(&yard.round(&cheapest));
    (cheapest, low)
}

impl<'a> Climber<'a> {
    pub(crate) fn new(
        core: &'a Core,
        live: &[bool],
        aim: &Aim<'_>,
        start: Option<&Multipliers>,
        interrupt: Interrupt<'a>,
    ) -> Self {
        let mut yard = Yard::new(core, live, aim.level, aim.maxima, interrupt);
        let (at, best) = first_point(&mut yard, start, aim.reached);
        let balance = Balance::new(&yard, &at);
        let first_at = at.clone();
        let mut climber = Self {
            core,
            interrupt,
            level: aim.level,
            best,
            at,
            balance,
            yard,
            waited: 0,
            unpromising: 0,
            bests: Vec::new(),
            first_at,
        };
        let missed = climber.balance.square().max(1e-9);
        let first = FIRST_FACTOR * (climber.goal(aim) - as_float(best)) / missed;
        climber.balance.set_length(&climber.yard, first);
        climber
    }

    /// Begins with the households of a choice instead of those that are best at the first point; the step stays what their
    /// misses have made it.
    fn begin_with(&mut self, choice: &[Index]) {
        if let Some(households) = self.yard.households_of(choice) {
            self.balance.begin_with(&self.yard, households);
        }
    }

    /// Whether this climber works on a level.
    pub(crate) fn is_on(&self, level: usize) -> bool {
        self.level == level
    }

    /// Goes on with other live options, of those that it began with, and other maxima.
    pub(crate) fn change(&mut self, live: &[bool], aim: &Aim<'_>) {
        self.yard.set_live(live);
        self.yard.set_maxima(aim.maxima);
        let latest = self.yard.evaluate(&self.yard.round(&self.at));
        self.best = self.yard.evaluate(&self.yard.round(&self.first_at));
        if latest > self.best {
            self.best = latest;
        } else {
            self.at = self.first_at.clone();
        }
        self.waited = 0;
        self.unpromising = 0;
        self.bests.clear();
        self.balance.refit(&self.yard);
        let missed = self.balance.square().max(1e-9);
        let length = NEXT_FACTOR * (self.goal(aim) - as_float(self.best)) / missed;
        self.balance.recentre(&self.yard, &self.at, length);
    }

    /// Remembers the present point: after a change it goes on from here if that is better.
    pub(crate) fn remember(&mut self) {
        self.first_at = self.at.clone();
    }

    /// Raises the bound until it is above the target, or cannot be, or evaluations run out.
    pub(crate) fn climb(&mut self, aim: &Aim<'_>) {
        let mut evaluations = 1;
        while evaluations < aim.rounds
            && self.least() <= aim.target
            && !self.is_at_the_top()
            && self.unpromising < UNPROMISING_MAX
            && self.may_still_matter(aim.rounds - evaluations)
            && !is_stopped(self.interrupt)
        {
            self.step();
            evaluations += SWEEPS + 1;
            self.bests.push(self.best);
        }
    }

    /// Whether the bound, if it goes on rising as it did of late, could round up to more within so many evaluations. It
    /// rises more and more slowly.
    fn may_still_matter(&self, evaluations: u32) -> bool {
        let Some(before) = self.bests.len().checked_sub(LATELY + 1).map(|at| self.bests[at]) else {
            return true;
        };
        let steps = i128::from(evaluations / (SWEEPS + 1));
        let rise = (self.best - before) * steps / LATELY_STEPS;
        self.best + rise > self.yard.scaled(self.least())
    }

    /// The scaled sum that steps aim at.
    fn goal(&self, aim: &Aim<'_>) -> f64 {
        let unit = self.yard.unit();
        let best = as_float(self.best);
        let reached = as_float(aim.reached) * unit;
        reached.max(best + unit * 0.05 + best.abs() * 1e-6)
    }

    fn step(&mut self) {
        for _ in 0..SWEEPS {
            self.balance.sweep(&mut self.yard);
        }
        let point = self.balance.point.clone();
        let promise = self.balance.priced_cost() + self.yard.groups_cost() - as_float(self.best);
        let bound = self.yard.evaluate(&point);
        let gain = as_float(bound - self.best);
        self.unpromising = if self.is_promising(promise) { 0 } else { self.unpromising + 1 };
        let mut length = self.balance.length;
        if gain > FULL * promise {
            length *= LONGER;
        } else if gain < POOR * promise {
            self.waited += 1;
            if self.waited.is_multiple_of(PATIENCE) {
                length *= SHORTER;
            }
        }
        if bound > self.best {
            self.best = bound;
            self.at = Yard::real_of(&point);
            self.balance.recentre(&self.yard, &self.at, length);
        } else {
            self.balance.set_length(&self.yard, length);
        }
    }

    /// Whether more can be expected of an evaluation that promised so much: at corners it is little, but the shares
    /// cost much more than the bound.
    fn is_promising(&self, promise: f64) -> bool {
        let grain = as_float(self.yard.scaled(self.core.grain[self.level]));
        let cost = self.balance.cost() + self.yard.groups_cost();
        promise > LITTLE * grain || cost > as_float(self.yard.scaled(self.least())) + grain
    }

    /// Whether the shares, in which nobody is missed any more, cost no more than the bound rounds up to.
    fn is_at_the_top(&self) -> bool {
        let cost = self.balance.cost() + self.yard.groups_cost();
        let least = as_float(self.yard.scaled(self.least()));
        self.balance.square() < NEARLY_NOTHING && cost <= least + NEARLY_NOTHING * self.yard.unit()
    }

    /// No choice of live options has a smaller sum.
    pub(crate) fn least(&self) -> i128 {
        self.yard.round_up(self.best, self.core.grain[self.level])
    }

    /// The result; after a stop without what each option would add, which takes as long as many evaluations.
    fn ascent(mut self, aim: &Aim<'_>) -> Ascent {
        let point = self.yard.round(&self.at);
        let gap = self.yard.scaled(aim.reached) - self.best;
        let losses = self.yard.losses(&point, gap);
        let unneeded = losses.iter().filter(|(_, loss)| *loss > gap).map(|&(option, _)| option).collect();
        let options = |items: &[u32]| {
            let mut options: Vec<Index> = items.iter().map(|&item| self.yard.option(item as usize)).collect();
            options.sort_unstable();
            options
        };
        Ascent {
            least: self.least(),
            multipliers: self.yard.multipliers(&point),
            shares: self.shares(),
            households: self.balance.households().map(options).collect(),
            losses,
            unneeded,
        }
    }

    /// How much of each unit the shares put where, best first within a unit.
    pub(crate) fn shares(&self) -> Vec<Vec<(Index, f64)>> {
        let mut shares = vec![Vec::new(); self.core.units.len()];
        for (item, share) in self.balance.shares(self.yard.items()).into_iter().enumerate() {
            if share > 1e-3 {
                let option = self.yard.option(item);
                shares[self.core.options[option as usize].unit as usize].push((option, share));
            }
        }
        for of_unit in &mut shares {
            of_unit.sort_by(|a: &(Index, f64), b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        }
        shares
    }

    /// The multipliers of the bound.
    pub(crate) fn multipliers(&self) -> Multipliers {
        self.yard.multipliers(&self.yard.round(&self.at))
    }
}

#[expect(clippy::cast_precision_loss, reason = "steps are only guesses")]
fn as_float(number: i128) -> f64 {
    number as f64
}
