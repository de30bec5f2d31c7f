//! Multipliers without a linear program: the volume algorithm over households.
//!
//! The same bound as [`crate::master`]'s, for cores of any size. Evaluating all homes takes time linear in the live
//! options, so thousands of evaluations replace the pivots of a linear program. Steps are computed in
//! floating point; every evaluation is exact in integers, so each of its bounds is valid whatever the
//! steps were. The method is Barahona and Anbil's (Mathematical Programming 87, 2000): multipliers move
//! from the best ones so far along the *mean* of past households' misses, whose weights fade.

mod exact;
mod household;
mod line;
mod ties;
mod yard;

pub(crate) use exact::Exact;

use crate::core::{Core, Index};
use crate::master::Multipliers;
use crate::meter::Interrupt;

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

/// What an ascent found.
#[derive(Clone, Debug)]
pub(crate) struct Ascent {
    /// No choice of live options has a smaller sum.
    pub(crate) least: i128,
    /// The multipliers that prove it.
    pub(crate) multipliers: Multipliers,
    /// How much of each unit the mean of the households puts where, best first within a unit.
    pub(crate) shares: Vec<Vec<(Index, f64)>>,
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
#[derive(Clone, Debug)]
struct Real {
    units: Vec<f64>,
    caps: Vec<f64>,
    levels: Vec<f64>,
}

/// Fade of the mean: what a new evaluation counts at most, at first and at last.
const FADE: (f64, f64) = (0.1, 0.005);
/// By what the fade becomes smaller.
const FADE_FACTOR: f64 = 0.66;
/// Steps are this part of what would lead to the goal if the mean misses were a gradient; least and most.
const FACTOR: (f64, f64) = (1e-5, 2.0);
const FIRST_FACTOR: f64 = 0.1;
/// By what steps become larger after a gain in the right direction, and smaller without gain.
const FACTOR_UP: f64 = 1.1;
const FACTOR_DOWN: f64 = 0.66;
/// Evaluations after which the fade is reconsidered.
const REVIEW: u32 = 60;
/// Gain, in parts of the remaining gap, below which a review makes the fade smaller.
const PROGRESS: f64 = 0.05;
/// A start counts as much higher when it is ahead by one in so many parts of what is to be gained.
const HEAD_START: i128 = 20;
/// Evaluations without gain in a row after which steps become smaller.
const PATIENCE: u32 = 12;
/// What steps become when they have become as small as they can be, without gain for so long.
const BOUNCE: f64 = 0.02;
/// So many times without gain in between, then an ascent ends.
const BOUNCES_MAX: u32 = 2;

struct Run<'a, 'b> {
    core: &'a Core,
    yard: Yard<'a>,
    aim: &'b Aim<'b>,
    best: i128,
    at: Real,
    /// How much larger steps on the weights of levels are than those on units.
    level_steps: Vec<f64>,
    /// Mean misses: of units, caps and levels.
    mean: Real,
    /// Mean of what each item was chosen, in units of `scale`.
    chosen: Vec<f64>,
    scale: f64,
    factor: f64,
    fade: f64,
    waited: u32,
    /// How often steps were as small as they can be since the last gain.
    bounces: u32,
}

/// Raises the bound of a level from `start` (or from the cheapest options).
pub(crate) fn ascend(
    core: &Core,
    live: &[bool],
    aim: &Aim<'_>,
    start: Option<&Multipliers>,
    interrupt: Interrupt<'_>,
) -> Ascent {
    let mut yard = Yard::new(core, live, aim.level, aim.maxima);
    let at = first_point(&mut yard, start, aim.reached);
    let mut run = Run {
        core,
        aim,
        best: i128::MIN,
        mean: at.zero(),
        level_steps: yard.level_steps(),
        chosen: vec![0.0; yard.items()],
        at,
        yard,
        scale: 1.0,
        factor: FIRST_FACTOR,
        fade: FADE.0,
        waited: 0,
        bounces: 0,
    };
    run.first();
    let mut reviewed = run.best;
    for round in 1..aim.rounds {
        if run.least() > aim.target
            || run.is_flat()
            || run.is_stuck()
            || interrupt.is_some_and(|interrupt| interrupt())
        {
            break;
        }
        run.step();
        if round % REVIEW == 0 {
            let gap = run.goal() - as_float(run.best);
            if as_float(run.best - reviewed) < PROGRESS * gap {
                run.fade = (run.fade * FADE_FACTOR).max(FADE.1);
            }
            reviewed = run.best;
        }
    }
    run.finish(interrupt.is_some_and(|interrupt| interrupt()))
}

/// Where to start: at the cheapest options, from where ascents go furthest, unless `start` is much higher.
fn first_point(yard: &mut Yard<'_>, start: Option<&Multipliers>, reached: i128) -> Real {
    let cheapest = yard.cheapest();
    let Some(start) = start.map(|start| yard.real(start)) else { return cheapest };
    let low = yard.evaluate(&yard.round(&cheapest));
    let high = yard.evaluate(&yard.round(&start));
    if (high - low) * HEAD_START > yard.scaled(reached) - low { start } else { cheapest }
}

impl Run<'_, '_> {
    fn first(&mut self) {
        let point = self.yard.round(&self.at);
        self.best = self.yard.evaluate(&point);
        self.mean = self.yard.misses();
        for &item in self.yard.chosen() {
            self.chosen[item as usize] = 1.0;
        }
    }

    /// The scaled sum that steps aim at.
    fn goal(&self) -> f64 {
        let unit = self.yard.unit();
        let best = as_float(self.best);
        let reached = as_float(self.aim.reached) * unit;
        reached.max(best + unit * 0.05 + best.abs() * 1e-6)
    }

    fn step(&mut self) {
        let next = self.target_point();
        let point = self.yard.round(&next);
        let bound = self.yard.evaluate(&point);
        let misses = self.yard.misses();
        let along = misses.dot(&self.mean);
        self.blend(&misses);
        if bound > self.best {
            self.best = bound;
            self.at = Yard::real_of(&point);
            self.waited = 0;
            self.bounces = 0;
            if along >= 0.0 {
                self.factor = (self.factor * FACTOR_UP).min(FACTOR.1);
            }
        } else {
            self.waited += 1;
            if self.waited >= PATIENCE {
                self.waited = 0;
                self.factor *= FACTOR_DOWN;
                if self.factor < FACTOR.0 {
                    self.factor = BOUNCE;
                    self.bounces += 1;
                }
            }
        }
    }

    fn target_point(&self) -> Real {
        let mut direction = self.mean.clone();
        // A multiplier at zero cannot go below it.
        let clip = |direction: &mut [f64], at: &[f64]| {
            for (miss, at) in direction.iter_mut().zip(at) {
                if *at <= 0.0 && *miss < 0.0 {
                    *miss = 0.0;
                }
            }
        };
        clip(&mut direction.caps, &self.at.caps);
        clip(&mut direction.levels, &self.at.levels);
        let square = |numbers: &[f64]| numbers.iter().map(|number| number * number).sum::<f64>();
        let levels = direction.levels.iter().zip(&self.level_steps);
        let levels: f64 = levels.map(|(miss, step)| step * miss * miss).sum();
        let length = square(&direction.units) + square(&direction.caps) + levels;
        let step = self.factor * (self.goal() - as_float(self.best)) / length.max(1e-9);
        let mut next = self.at.clone();
        for (at, miss) in next.units.iter_mut().zip(&direction.units) {
            *at += step * miss;
        }
        for (at, miss) in next.caps.iter_mut().zip(&direction.caps) {
            *at = (*at + step * miss).max(0.0);
        }
        for ((at, miss), larger) in next.levels.iter_mut().zip(&direction.levels).zip(&self.level_steps) {
            *at = (*at + larger * step * miss).max(0.0);
        }
        next
    }

    /// Takes the new misses into the mean, with the weight that makes the mean smallest.
    fn blend(&mut self, misses: &Real) {
        let difference = misses.minus(&self.mean);
        let length = difference.dot(&difference);
        let best = if length > 0.0 { -self.mean.dot(&difference) / length } else { self.fade };
        let weight = best.clamp(self.fade / 10.0, self.fade);
        self.mean.add(&difference, weight);
        self.scale *= 1.0 - weight;
        for &item in self.yard.chosen() {
            self.chosen[item as usize] += weight / self.scale;
        }
        if self.scale < 1e-100 {
            self.chosen.iter_mut().for_each(|share| *share *= self.scale);
            self.scale = 1.0;
        }
    }

    /// Whether the mean of the households is so nearly a choice that multipliers have nowhere to go.
    fn is_flat(&self) -> bool {
        self.mean.dot(&self.mean) < 1e-12
    }

    /// Whether small steps gained nothing, nor larger ones after them.
    fn is_stuck(&self) -> bool {
        self.bounces > BOUNCES_MAX
    }

    fn least(&self) -> i128 {
        self.yard.round_up(self.best, self.core.grain[self.aim.level])
    }

    /// The result; after a stop without what each option would add, which takes as long as many evaluations.
    fn finish(mut self, is_stopped: bool) -> Ascent {
        let point = self.yard.round(&self.at);
        let losses = if is_stopped { Vec::new() } else { self.yard.losses(&point) };
        let gap = self.yard.scaled(self.aim.reached) - self.best;
        let unneeded = losses.iter().filter(|(_, loss)| *loss > gap).map(|&(option, _)| option).collect();
        let mut shares = vec![Vec::new(); self.core.units.len()];
        for (item, share) in self.chosen.iter().map(|share| share * self.scale).enumerate() {
            if share > 1e-3 {
                let option = self.yard.option(item);
                shares[self.core.options[option as usize].unit as usize].push((option, share));
            }
        }
        for of_unit in &mut shares {
            of_unit.sort_by(|a: &(Index, f64), b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        }
        Ascent { least: self.least(), multipliers: self.yard.multipliers(&point), shares, losses, unneeded }
    }
}

impl Real {
    fn zero(&self) -> Self {
        let zero = |numbers: &[f64]| vec![0.0; numbers.len()];
        Self { units: zero(&self.units), caps: zero(&self.caps), levels: zero(&self.levels) }
    }

    fn parts(&self) -> [&[f64]; 3] {
        [&self.units, &self.caps, &self.levels]
    }

    fn dot(&self, other: &Self) -> f64 {
        let pairs = self.parts().into_iter().zip(other.parts());
        pairs.map(|(a, b)| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>()).sum()
    }

    fn minus(&self, other: &Self) -> Self {
        let mut difference = self.clone();
        difference.add(other, -1.0);
        difference
    }

    fn add(&mut self, other: &Self, weight: f64) {
        let add = |sum: &mut [f64], add: &[f64]| {
            for (sum, add) in sum.iter_mut().zip(add) {
                *sum += weight * add;
            }
        };
        add(&mut self.units, &other.units);
        add(&mut self.caps, &other.caps);
        add(&mut self.levels, &other.levels);
    }
}

#[expect(clippy::cast_precision_loss, reason = "steps are only guesses")]
fn as_float(number: i128) -> f64 {
    number as f64
}
