//! All homes with their live options, laid out for evaluation again and again.

mod households;
mod losses;

use crate::core::{Core, Demand, Index};
use crate::master::{Multipliers, SCALE};
use crate::meter::{Interrupt, is_stopped};

use super::household::{Candidate, Chooser};
use super::line::{Line, LineChooser};
use super::ties::{TieFinder, TieWorth, Ties};
use super::{Point, Real};

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
    room: i64,
    /// All items take one place.
    is_even: bool,
    ties: Option<Ties>,
    /// Where places change hands: then room and sizes are those of the most wanted instant, and not used.
    line: Option<Line>,
}

/// The range of multipliers.
#[derive(Clone, Debug)]
pub(super) struct Limits {
    unit: i64,
    cap: i64,
    levels: Vec<i64>,
}

impl Limits {
    /// With `most` as the largest multiplier of a unit, and the largest cost on each level.
    fn new(core: &Core, most: i128, largest: &[i128], weighted: &[usize]) -> Self {
        let level = |level: usize| if weighted.contains(&level) { narrow(most / largest[level]) } else { 0 };
        Self {
            unit: narrow(most),
            cap: narrow(most / i128::try_from(core.units.len()).unwrap_or(1).clamp(1, 1 << 12)),
            levels: (0..core.levels).map(level).collect(),
        }
    }

    pub(super) fn unit(&self, number: i64) -> i64 {
        number.clamp(-self.unit, self.unit)
    }

    pub(super) fn cap(&self, number: i64) -> i64 {
        number.clamp(0, self.cap)
    }

    pub(super) fn level(&self, level: usize, number: i64) -> i64 {
        number.clamp(0, self.levels[level])
    }
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
    chooser: Chooser,
    line_chooser: LineChooser,
    candidates: Vec<Candidate>,
    worth: TieWorth,
}

impl<'a> Yard<'a> {
    pub(super) fn new(
        core: &'a Core,
        live: &[bool],
        level: usize,
        maxima: &[Option<i128>],
        interrupt: Interrupt<'a>,
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
            chooser: Chooser::default(),
            line_chooser: LineChooser::new(0),
            candidates: Vec::new(),
            worth: TieWorth::default(),
        };
        yard.lay_out(live);
        yard.alive = vec![true; yard.option.len()];
        yard.line_chooser = LineChooser::new(yard.option.len());
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

    fn lay_out(&mut self, live: &[bool]) {
        let core = self.core;
        let mut ties = TieFinder::new(core);
        for (at, place) in (0..).zip(&core.places) {
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
            let over_time = (place.free.len() > 1).then(|| Line::new(core, at, &self.option[first..last]));
            // Those who do not fit together at one instant may do so at different ones.
            let room_for_ties = if over_time.is_some() { i64::MAX } else { room };
            self.homes.push(Home {
                first,
                last,
                room,
                is_even: sizes.iter().all(|&size| size == 1),
                ties: ties.find(&self.unit[first..last], sizes, place.home, room_for_ties),
                line: over_time,
            });
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
        let changes = |level: usize| -> f64 {
            let mut range = vec![(i128::MAX, 0); self.core.units.len()];
            for (&unit, &option) in self.unit.iter().zip(&self.option) {
                let cost = self.core.cost(option)[level];
                let (least, most) = &mut range[unit as usize];
                (*least, *most) = ((*least).min(cost), (*most).max(cost));
            }
            range.iter().map(|&(least, most)| super::as_float((most - least).max(0)).powi(2)).sum()
        };
        (0..self.core.levels).map(|level| LEVEL_REACH / changes(level).max(1.0)).collect()
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
        let mut bound = self.constant(point);
        self.chosen.clear();
        self.ends.clear();
        for at in 0..self.homes.len() {
            if bound == STOPPED || self.is_stopped_at(at) {
                bound = STOPPED;
                self.ends.push(self.chosen.len());
                continue;
            }
            bound -= i128::from(self.choose(at, point, None));
            let Home { first, ref line, .. } = self.homes[at];
            let taken = if line.is_some() { &self.line_chooser.taken } else { &self.chooser.taken };
            self.chosen.extend(taken.iter().map(|&item| item + index(first)));
            self.ends.push(self.chosen.len());
        }
        bound
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

    /// What an item adds to its household.
    fn value(&self, item: usize, point: &Point) -> i64 {
        let stride = self.weighted.len();
        let mut value = point.units[self.unit[item] as usize] - self.cost[item];
        let costs = &self.weighted_cost[item * stride..(item + 1) * stride];
        for (&level, &cost) in self.weighted.iter().zip(costs) {
            value -= point.levels[level] * cost;
        }
        if !self.core.caps.is_empty() {
            for &(row, count) in &self.core.options[self.option[item] as usize].caps {
                value -= point.caps[row as usize] * count;
            }
        }
        value
    }

    /// The best household of a home; with `forced`, of those that contain this item.
    fn choose(&mut self, home: usize, point: &Point, forced: Option<usize>) -> i64 {
        let Home { first, last, room, is_even, ref ties, ref line } = self.homes[home];
        self.candidates.clear();
        for item in (first..last).filter(|&item| self.alive[item]) {
            let value = self.value(item, point);
            let is_grouped = ties.as_ref().is_some_and(|ties| ties.grouped[item - first]);
            if value > 0 || is_grouped || forced == Some(item) {
                let item_here = index(item - first);
                self.candidates.push(Candidate { item: item_here, value, is_grouped, size: self.size[item] });
            }
        }
        let forced = forced.map(|item| index(item - first));
        if line.is_none() && ties.is_none() && forced.is_none() {
            return self.chooser.plain(&mut self.candidates, room, is_even);
        }
        let ties = ties.as_ref().map(|ties| (ties, &self.worth));
        if let Some(line) = line {
            return self.line_chooser.choose(line, &self.candidates, ties, forced);
        }
        if let (Some((ties, worth)), None, true) = (ties, forced, is_even)
            && let Some(value) = self.chooser.easy(&self.candidates, room, ties, worth)
        {
            return value;
        }
        self.chooser.tied(&self.candidates, room, ties, forced)
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
