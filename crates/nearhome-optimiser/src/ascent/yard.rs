//! All homes with their live options, laid out for evaluation again and again.

mod choose;
mod households;
mod limits;
mod losses;
mod strips;

use std::ops::Range;

use rayon::prelude::*;

use crate::core::{Core, Demand, Index};
use crate::master::{Multipliers, SCALE};
use crate::meter::{Interrupt, is_stopped};

use super::line::Line;
use super::ties::{TieFinder, TieWorth, Ties};
use super::{Point, Real};
pub(super) use choose::Scratch;
pub(super) use limits::Limits;
use strips::Phases;

/// Multipliers keep at most this many bits below one unit of cost, as certificates do.
const BITS: u32 = SCALE.trailing_zeros();
/// Scaled costs stay this many bits below what a multiplier may be, where they can: bits are given up for it.
const COST_BITS: u32 = 10;
/// No multiplier is larger, and no level's weight times its largest cost.
const LARGEST: i128 = 1 << 52;
/// What all items of a home are worth together stays below this: each is worth at most a multiplier, with one more
/// for each level and cap row.
const LARGEST_SUM: i128 = 1 << 58;

/// What an evaluation gives that was stopped.
const STOPPED: i128 = -(1 << 90);
/// A caller is asked whether to stop after so many homes that are priced in no time.
const HOMES_BETWEEN_QUESTIONS: usize = 64;

/// So many units are moved together when a level's weight is.
const LEVEL_REACH: f64 = 30.0;

/// One place with its items.
struct Home {
    first: usize,
    last: usize,
    /// See [`strips`].
    ring: u32,
    room: i64,
    /// All items take one place.
    is_even: bool,
    /// Of each size how many of the best are enough for any household, groups aside; `None`: not worth counting.
    enough: Option<Vec<(i64, usize)>>,
    ties: Option<Ties>,
    /// Where places change hands: then room and sizes are those of the most wanted instant, and not used.
    line: Option<Line>,
}

/// What the homes of a strip choose.
#[derive(Default)]
struct StripChoice {
    worth: i128,
    chosen: Vec<u32>,
    /// Where the household of each home ends in `chosen`.
    ends: Vec<usize>,
    is_stopped: bool,
}

/// See the module.
pub(super) struct Yard<'a> {
    core: &'a Core,
    interrupt: Interrupt<'a>,
    level: usize,
    maxima: Vec<Option<i128>>,
    bits: u32,
    limits: Limits,
    homes: Vec<Home>,
    option: Vec<Index>,
    unit: Vec<u32>,
    size: Vec<i64>,
    alive: Vec<bool>,
    /// Cost on the level, scaled.
    cost: Vec<i64>,
    /// Levels that may have weights.
    weighted: Vec<usize>,
    /// Cost of each item on each weighted level.
    weighted_cost: Vec<i64>,
    chosen: Vec<u32>,
    /// Where the household of each home ends in `chosen`.
    ends: Vec<usize>,
    worth: TieWorth,
    phases: Phases,
    /// One for each strip.
    scratches: Vec<Scratch>,
}

impl<'a> Yard<'a> {
    pub(super) fn new(
        core: &'a Core,
        live: &[bool],
        level: usize,
        maxima: &[Option<i128>],
        interrupt: Interrupt<'a>,
    ) -> Self {
        Self::in_strips(core, live, level, maxima, interrupt, strips::UNITS)
    }

    /// In strips of so many units at least.
    pub(super) fn in_strips(
        core: &'a Core,
        live: &[bool],
        level: usize,
        maxima: &[Option<i128>],
        interrupt: Interrupt<'a>,
        units: usize,
    ) -> Self {
        let largest: Vec<i128> = (0..core.levels).map(|level| largest(core, level)).collect();
        let mut bits = BITS;
        let most = LARGEST.min(LARGEST_SUM / most_items(core));
        while bits > 0 && largest[level] << bits >= most >> COST_BITS {
            bits -= 1;
        }
        let weighted: Vec<usize> =
            (0..core.levels).filter(|&other| other != level && maxima[other].is_some()).collect();
        let limits = Limits::new(core, most, &largest, &weighted);
        let mut yard = Self {
            core,
            interrupt,
            level,
            maxima: maxima.to_vec(),
            bits,
            limits,
            homes: Vec::new(),
            option: Vec::new(),
            unit: Vec::new(),
            size: Vec::new(),
            alive: Vec::new(),
            cost: Vec::new(),
            weighted,
            weighted_cost: Vec::new(),
            chosen: Vec::new(),
            ends: Vec::new(),
            worth: TieWorth::default(),
            phases: Phases::default(),
            scratches: Vec::new(),
        };
        yard.lay_out(live, units);
        yard.alive = vec![true; yard.option.len()];
        yard.phases = Phases::new(&yard.homes, core.units.len() / units);
        let scratch = || Scratch::new(yard.option.len());
        yard.scratches = std::iter::repeat_with(scratch).take(yard.phases.strips().len()).collect();
        yard
    }

    /// Leaves out options that are dead now.
    pub(super) fn set_live(&mut self, live: &[bool]) {
        for (alive, &option) in self.alive.iter_mut().zip(&self.option) {
            *alive = live[option as usize];
        }
    }

    /// What the levels with weights may sum to from now on.
    pub(super) fn set_maxima(&mut self, maxima: &[Option<i128>]) {
        self.maxima = maxima.to_vec();
    }

    /// The households chosen last.
    pub(super) fn households(&self) -> impl Iterator<Item = Vec<Index>> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).filter(|(start, end)| start < end).map(|(start, &end)| {
            let mut options: Vec<Index> =
                self.chosen[start..end].iter().map(|&item| self.option[item as usize]).collect();
            options.sort_unstable();
            options
        })
    }

    fn lay_out(&mut self, live: &[bool], units: usize) {
        let core = self.core;
        let mut ties = TieFinder::new(core);
        for (at, ring) in strips::in_rings(core, live, units) {
            let place = &core.places[at as usize];
            let first = self.option.len();
            let instant = busiest_instant(core, at, live);
            for &option in place.options.iter().filter(|&&option| live[option as usize]) {
                let choice = &core.options[option as usize];
                self.option.push(option);
                self.unit.push(choice.unit);
                self.size.push(instant.map_or(0, |instant| choice.loads.at(instant)));
                let cost = core.cost(option);
                self.cost.push(narrow(cost[self.level] << self.bits));
                self.weighted_cost.extend(self.weighted.iter().map(|&level| narrow(cost[level])));
            }
            let last = self.option.len();
            if first == last {
                continue;
            }
            let room = instant.map_or(i64::MAX, |instant| place.free[instant as usize]);
            let sizes = &self.size[first..last];
            let is_even = sizes.iter().all(|&size| size == 1);
            let over_time = (place.free.len() > 1).then(|| Line::new(core, at, &self.option[first..last]));
            // Those who do not fit together at one instant may do so at different ones.
            let room_for_ties = if over_time.is_some() { i64::MAX } else { room };
            let ties = ties.find(&self.unit[first..last], sizes, place.home, room_for_ties);
            let most = ties.as_ref().map_or(0, |ties| ties.most);
            let enough = choose::enough(sizes, room, most).filter(|_| over_time.is_none());
            self.homes.push(Home { first, last, ring, room, is_even, enough, ties, line: over_time });
        }
    }

    pub(super) fn items(&self) -> usize {
        self.option.len()
    }

    pub(super) fn option(&self, item: usize) -> Index {
        self.option[item]
    }

    /// A sum, scaled.
    pub(super) fn scaled(&self, sum: i128) -> i128 {
        sum << self.bits
    }

    /// Scaled value of one unit of cost.
    pub(super) fn unit(&self) -> f64 {
        super::as_float(self.scaled(1))
    }

    /// Each unit is worth its cheapest option.
    pub(super) fn cheapest(&self) -> Real {
        let mut units = vec![f64::INFINITY; self.core.units.len()];
        for (&unit, &cost) in self.unit.iter().zip(&self.cost) {
            let unit = &mut units[unit as usize];
            *unit = unit.min(real(cost));
        }
        for unit in &mut units {
            if !unit.is_finite() {
                *unit = 0.0;
            }
        }
        Real { units, caps: vec![0.0; self.core.caps.len()], levels: vec![0.0; self.core.levels] }
    }

    /// For each level how much larger steps on its weight are than those on units: all units together miss on it, so that
    /// it is smaller by the squares of what each of them can change there, though not by all of them.
    pub(super) fn level_steps(&self) -> Vec<f64> {
        let stride = self.weighted.len();
        let changes = |at: usize| -> f64 {
            let mut range = vec![(i64::MAX, 0); self.core.units.len()];
            for (&unit, costs) in self.unit.iter().zip(self.weighted_cost.chunks_exact(stride)) {
                let (least, most) = &mut range[unit as usize];
                (*least, *most) = ((*least).min(costs[at]), (*most).max(costs[at]));
            }
            range.iter().map(|&(least, most)| real(most.saturating_sub(least).max(0)).powi(2)).sum()
        };
        // Other levels have no weight.
        let mut steps = vec![LEVEL_REACH; self.core.levels];
        for (at, &level) in self.weighted.iter().enumerate() {
            steps[level] = LEVEL_REACH / changes(at).max(1.0);
        }
        steps
    }

    /// Multipliers as the certificate has them, in this yard's units.
    pub(super) fn real(&self, multipliers: &Multipliers) -> Real {
        let scale = f64::from(1_u32 << (SCALE.trailing_zeros() - self.bits));
        let real = |numbers: &[i128]| numbers.iter().map(|&number| super::as_float(number) / scale).collect();
        Real {
            units: real(&multipliers.units),
            caps: real(&multipliers.caps),
            levels: real(&multipliers.levels),
        }
    }

    pub(super) fn real_of(point: &Point) -> Real {
        let reals = |numbers: &[i64]| numbers.iter().map(|&number| real(number)).collect();
        Real { units: reals(&point.units), caps: reals(&point.caps), levels: reals(&point.levels) }
    }

    /// The point of multipliers, rounded down to this yard's bits.
    pub(super) fn point(&self, multipliers: &Multipliers) -> Point {
        let shift = SCALE.trailing_zeros() - self.bits;
        let most = 1_i128 << 60;
        let narrow = |numbers: &[i128]| {
            numbers.iter().map(|&number| narrow((number >> shift).clamp(-most, most))).collect()
        };
        let mut point = Point {
            units: narrow(&multipliers.units),
            caps: narrow(&multipliers.caps),
            levels: narrow(&multipliers.levels),
        };
        self.limit(&mut point);
        point
    }

    pub(super) fn multipliers(&self, point: &Point) -> Multipliers {
        let shift = SCALE.trailing_zeros() - self.bits;
        let wide = |numbers: &[i64]| numbers.iter().map(|&number| i128::from(number) << shift).collect();
        Multipliers { units: wide(&point.units), caps: wide(&point.caps), levels: wide(&point.levels) }
    }

    pub(super) fn round(&self, at: &Real) -> Point {
        let whole = |numbers: &[f64]| numbers.iter().map(|&number| rounded(number)).collect();
        let mut point = Point { units: whole(&at.units), caps: whole(&at.caps), levels: whole(&at.levels) };
        self.limit(&mut point);
        point
    }

    /// Keeps a point within the range in which sums over any home fit 64 bits.
    fn limit(&self, point: &mut Point) {
        let limits = &self.limits;
        for unit in &mut point.units {
            *unit = limits.unit(*unit);
        }
        for (level, weight) in point.levels.iter_mut().enumerate() {
            *weight = limits.level(level, *weight);
        }
        for weight in &mut point.caps {
            *weight = limits.cap(*weight);
        }
    }

    /// The range of multipliers in which sums over any home fit 64 bits.
    pub(super) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// What all groups cost unless they are whole, scaled.
    pub(super) fn groups_cost(&self) -> f64 {
        let sum: i128 = self.core.groups.iter().map(|group| group.cost[self.level]).sum();
        super::as_float(self.scaled(sum))
    }

    /// Whether to stop before a home, if it is time to ask: always where a home takes long.
    pub(super) fn is_stopped_at(&self, home: usize) -> bool {
        (self.homes[home].line.is_some() || home.is_multiple_of(HOMES_BETWEEN_QUESTIONS))
            && is_stopped(self.interrupt)
    }

    /// The exact bound of a point, scaled; after an interrupt less than any, and the households of some homes only.
    pub(super) fn evaluate(&mut self, point: &Point) -> i128 {
        self.weigh_ties(point);
        let mut scratches = std::mem::take(&mut self.scratches);
        let of_strips: Vec<StripChoice> = self
            .phases
            .strips()
            .into_par_iter()
            .zip(&mut scratches)
            .map(|(strip, scratch)| self.evaluate_strip(point, strip, scratch))
            .collect();
        self.scratches = scratches;
        let mut bound = self.constant(point);
        self.chosen.clear();
        self.ends.clear();
        for strip in of_strips {
            bound = if bound == STOPPED || strip.is_stopped { STOPPED } else { bound - strip.worth };
            self.ends.extend(strip.ends.iter().map(|end| end + self.chosen.len()));
            self.chosen.extend(strip.chosen);
        }
        bound
    }

    fn evaluate_strip(&self, point: &Point, strip: Range<usize>, scratch: &mut Scratch) -> StripChoice {
        let mut choice = StripChoice::default();
        for at in strip {
            choice.is_stopped |= self.is_stopped_at(at);
            if !choice.is_stopped {
                choice.worth += i128::from(self.choose(at, point, None, scratch));
                choice.chosen.extend(self.taken(at, scratch));
            }
            choice.ends.push(choice.chosen.len());
        }
        choice
    }

    /// What is looked at one after the other and at once.
    pub(super) fn phases(&self) -> &Phases {
        &self.phases
    }

    /// Who could live in some homes.
    #[cfg(test)]
    pub(super) fn units_of(&self, homes: Range<usize>) -> impl Iterator<Item = u32> {
        self.homes[homes].iter().flat_map(|home| &self.unit[home.first..home.last]).copied()
    }

    /// What looking at strips needs, until it is taken back.
    pub(super) fn lend_scratches(&mut self) -> Vec<Scratch> {
        std::mem::take(&mut self.scratches)
    }

    pub(super) fn take_back(&mut self, scratches: Vec<Scratch>) {
        self.scratches = scratches;
    }

    fn constant(&self, point: &Point) -> i128 {
        let core = self.core;
        let mut sum: i128 = point.units.iter().map(|&unit| i128::from(unit)).sum();
        for (&weight, &cap) in point.caps.iter().zip(&core.caps) {
            sum -= i128::from(weight) * i128::from(cap);
        }
        for &level in &self.weighted {
            if let Some(max) = self.maxima[level] {
                sum -= i128::from(point.levels[level]) * max;
            }
        }
        for group in &core.groups {
            sum += self.weigh(&group.cost, point);
        }
        sum
    }

    /// A group's or pair's cost at these weights, scaled.
    fn weigh(&self, cost: &[i128], point: &Point) -> i128 {
        let weighted = self.weighted.iter().map(|&level| i128::from(point.levels[level]) * cost[level]);
        (cost[self.level] << self.bits) + weighted.sum::<i128>()
    }

    /// What pairs and groups are worth at a point.
    fn weigh_ties(&mut self, point: &Point) {
        let core = self.core;
        let pairs = core.pairs.iter();
        let pairs =
            pairs.map(|pair| pair.cost.as_ref().map(|cost| narrow(self.weigh(cost, point)))).collect();
        let groups = core.groups.iter().map(|group| narrow(self.weigh(&group.cost, point))).collect();
        self.worth = TieWorth { pairs, groups };
    }

    /// The least sum that a scaled bound permits.
    pub(super) fn round_up(&self, bound: i128, grain: i128) -> i128 {
        let unit = grain << self.bits;
        (bound.div_euclid(unit) + i128::from(bound.rem_euclid(unit) != 0)) * grain
    }
}

/// The instant at which most places are wanted; the only one in most homes.
fn busiest_instant(core: &Core, place: Index, live: &[bool]) -> Option<Index> {
    let here = &core.places[place as usize];
    if here.free.len() <= 1 {
        return here.free.first().map(|_| 0);
    }
    let mut wanted = Demand::new(here.free.len());
    for &option in here.options.iter().filter(|&&option| live[option as usize]) {
        wanted.add(&core.choice(option).loads);
    }
    let wanted = wanted.by_instant();
    let over = wanted.iter().zip(&here.free).map(|(wanted, free)| wanted - free);
    (0..).zip(over).max_by_key(|&(instant, over)| (over, std::cmp::Reverse(instant))).map(|(at, _)| at)
}

/// The most options that any place has.
fn most_items(core: &Core) -> i128 {
    let items = core.places.iter().map(|place| place.options.len()).max().unwrap_or(0);
    i128::try_from(items).unwrap_or(i128::MAX).max(1)
}

/// The largest cost on a level, groups and pairs included; at least 1.
fn largest(core: &Core, level: usize) -> i128 {
    let options = core.costs.iter().skip(level).step_by(core.levels).copied();
    let groups = core.groups.iter().map(|group| group.cost[level]);
    let pairs = core.pairs.iter().filter_map(|pair| pair.cost.as_ref().map(|cost| cost[level]));
    options.chain(groups).chain(pairs).max().unwrap_or(0).max(1)
}

fn narrow(number: i128) -> i64 {
    i64::try_from(number).expect("weights are limited so that weighted costs fit")
}

fn index(number: usize) -> u32 {
    u32::try_from(number).expect("options are numbered in 32 bits")
}

#[expect(clippy::cast_precision_loss, reason = "steps are only guesses")]
fn real(number: i64) -> f64 {
    number as f64
}

#[expect(clippy::cast_possible_truncation, reason = "any integer is a valid multiplier")]
pub(super) fn rounded(number: f64) -> i64 {
    number.clamp(-4e15, 4e15).round() as i64
}
