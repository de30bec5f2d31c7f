//! Shares of households, balanced home after home against what is still missed.
//!
//! Each home has some households with shares that sum to one. Multipliers are those of the centre and, in proportion to a
//! length, what the shares miss: a unit that is too little anywhere becomes more valuable, a row that is
//! overdrawn dearer. A home then moves shares from its worst household to its best one until both are worth the same,
//! and the next home meets multipliers that know of it. That is a block-coordinate method on the augmented Lagrangian: at
//! corners where many multipliers tie, where a common direction of all homes leads nowhere, it still gets on.

use std::ops::Range;

use rayon::prelude::*;

use super::yard::{Limits, Scratch, Yard, rounded};
use super::{Point, Real, as_float};

/// Units that live in one home together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Household {
    /// Ascending.
    pub(super) units: Vec<u32>,
    pub(super) items: Vec<u32>,
    /// What it costs on the level, scaled; what ties add and save included.
    pub(super) cost: i64,
    /// The same for each level that may have a weight, not scaled.
    pub(super) levels: Vec<(u32, i64)>,
    /// What it takes of each cap row, ascending.
    pub(super) caps: Vec<(u32, i64)>,
}

impl Household {
    fn score(&self, point: &Point) -> i64 {
        let units: i64 = self.units.iter().map(|&unit| point.units[unit as usize]).sum();
        let levels: i64 = self.levels.iter().map(|&(level, sum)| point.levels[level as usize] * sum).sum();
        let caps: i64 = self.caps.iter().map(|&(row, count)| point.caps[row as usize] * count).sum();
        units - self.cost - levels - caps
    }
}

/// A household that a home has in part.
struct Part {
    household: Household,
    share: f64,
}

/// See the module.
pub(super) struct Balance {
    homes: Vec<Vec<Part>>,
    /// How the shares miss what they should be together.
    miss: Real,
    terms: Terms,
    /// The multipliers that the misses lead to.
    pub(super) point: Point,
    /// What a unit that is nowhere adds to its multiplier.
    pub(super) length: f64,
}

/// What misses do to multipliers.
struct Terms {
    centre: Real,
    level_steps: Vec<f64>,
    limits: Limits,
}

/// What the homes of a strip see of all shares: misses, and the multipliers that they lead to.
struct View<'a> {
    terms: &'a Terms,
    length: f64,
    /// Rows that all homes have in common react to a change as if every strip made the same one.
    strips: f64,
    miss: Real,
    point: Point,
    scores: Vec<i64>,
}

/// Smaller shares are those of rounding.
const TRACE: f64 = 1e-3;
/// Shares are moved within a home so many times at once.
const SHIFTS: u32 = 3;

fn whole(household: Household) -> Vec<Part> {
    vec![Part { household, share: 1.0 }]
}

impl Balance {
    /// Begins with the households that the yard chose last.
    pub(super) fn new(yard: &Yard<'_>, centre: &Real) -> Self {
        let households = yard.households_chosen();
        Self {
            miss: yard.misses(households.iter().map(|household| (household, 1.0))),
            homes: households.into_iter().map(whole).collect(),
            point: yard.round(centre),
            terms: Terms {
                centre: centre.clone(),
                level_steps: yard.level_steps(),
                limits: yard.limits().clone(),
            },
            length: 0.0,
        }
    }

    /// Has one household in each home, whatever it had before.
    pub(super) fn begin_with(&mut self, yard: &Yard<'_>, households: Vec<Household>) {
        self.miss = yard.misses(households.iter().map(|household| (household, 1.0)));
        self.homes = households.into_iter().map(whole).collect();
        self.set_length(yard, self.length);
    }

    /// Goes on after other options have died, or maxima have changed: households are what is left of them.
    pub(super) fn refit(&mut self, yard: &Yard<'_>) {
        for (home, parts) in self.homes.iter_mut().enumerate() {
            parts.retain(|part| part.share > 0.0);
            let mut at = 0;
            while at < parts.len() {
                let Some(left) = yard.left_of(home, &parts[at].household) else {
                    at += 1;
                    continue;
                };
                if let Some(same) = parts.iter().position(|part| part.household == left) {
                    parts[same].share += parts[at].share;
                    parts.remove(at);
                } else {
                    parts[at].household = left;
                    at += 1;
                }
            }
        }
        self.miss = yard.misses(self.homes.iter().flatten().map(|part| (&part.household, part.share)));
        self.set_length(yard, self.length);
    }

    /// Starts anew from another centre.
    pub(super) fn recentre(&mut self, yard: &Yard<'_>, centre: &Real, length: f64) {
        self.terms.centre = centre.clone();
        self.set_length(yard, length);
    }

    pub(super) fn set_length(&mut self, yard: &Yard<'_>, length: f64) {
        self.length = length;
        let mut next = self.terms.centre.clone();
        for (at, miss) in next.units.iter_mut().zip(&self.miss.units) {
            *at += self.length * miss;
        }
        for (at, miss) in next.caps.iter_mut().zip(&self.miss.caps) {
            *at = (*at + self.length * miss).max(0.0);
        }
        for ((at, miss), step) in next.levels.iter_mut().zip(&self.miss.levels).zip(&self.terms.level_steps) {
            *at = (*at + self.length * step * miss).max(0.0);
        }
        self.point = yard.round(&next);
    }

    /// What the shares cost together, scaled; groups as if none were whole not counted.
    pub(super) fn cost(&self) -> f64 {
        let cost = |part: &Part| part.share * as_float(i128::from(part.household.cost));
        self.homes.iter().flatten().map(cost).sum()
    }

    /// What the shares cost at the present multipliers: their misses paid for; groups as in [`Balance::cost`].
    pub(super) fn priced_cost(&self) -> f64 {
        let pay = |miss: &[f64], at: &[i64]| -> f64 {
            miss.iter().zip(at).map(|(miss, &at)| miss * as_float(i128::from(at))).sum()
        };
        self.cost()
            + pay(&self.miss.units, &self.point.units)
            + pay(&self.miss.caps, &self.point.caps)
            + pay(&self.miss.levels, &self.point.levels)
    }

    /// The square of what is missed, in which levels count by their steps, and rows that are not overdrawn by what they
    /// can still be relieved.
    pub(super) fn square(&self) -> f64 {
        let mut square: f64 = self.miss.units.iter().map(|miss| miss * miss).sum();
        let relief = |miss: f64, at: f64, step: f64| {
            let length = (self.length * step).max(1e-300);
            if miss < 0.0 { miss.max(-at / length) } else { miss }
        };
        for (&miss, &at) in self.miss.caps.iter().zip(&self.terms.centre.caps) {
            square += relief(miss, at, 1.0).powi(2);
        }
        let levels = self.miss.levels.iter().zip(&self.terms.centre.levels);
        for ((&miss, &at), &step) in levels.zip(&self.terms.level_steps) {
            square += step * relief(miss, at, step).powi(2);
        }
        square
    }

    /// One pass over all homes.
    pub(super) fn sweep(&mut self, yard: &mut Yard<'_>) {
        yard.begin(&self.point);
        let mut scratches = yard.lend_scratches();
        for phase in &yard.phases().0 {
            match (&phase[..], &mut scratches[..]) {
                ([strip], [scratch, ..]) => self.sweep_strip(yard, strip.clone(), scratch),
                (strips, scratches) => self.sweep_strips(yard, strips, scratches),
            }
        }
        yard.take_back(scratches);
    }

    fn sweep_strip(&mut self, yard: &Yard<'_>, strip: Range<usize>, scratch: &mut Scratch) {
        let (miss, point) = (std::mem::take(&mut self.miss), std::mem::take(&mut self.point));
        let mut view = View::new(&self.terms, self.length, 1, miss, point);
        view.sweep(&mut self.homes[strip.clone()], strip.start, yard, scratch);
        (self.miss, self.point) = (view.miss, view.point);
    }

    fn sweep_strips(&mut self, yard: &Yard<'_>, strips: &[Range<usize>], scratches: &mut [Scratch]) {
        let mut rest = &mut self.homes[..];
        let mut next = 0;
        let mut homes = Vec::with_capacity(strips.len());
        for strip in strips {
            let (own, others) = rest[strip.start - next..].split_at_mut(strip.len());
            homes.push(own);
            (rest, next) = (others, strip.end);
        }
        let (terms, length) = (&self.terms, self.length);
        let views: Vec<View<'_>> = homes
            .into_par_iter()
            .zip(strips)
            .zip(scratches)
            .map(|((homes, strip), scratch)| {
                let (miss, point) = (self.miss.clone(), self.point.clone());
                let mut view = View::new(terms, length, strips.len(), miss, point);
                view.sweep(homes, strip.start, yard, scratch);
                view
            })
            .collect();
        let before = self.miss.clone();
        for view in &views {
            self.miss.add_difference(&view.miss, &before, view.strips);
        }
        drop(views);
        self.set_length(yard, self.length);
    }

    /// The items of each household of which a home has more than a trace.
    pub(super) fn households(&self) -> impl Iterator<Item = &[u32]> {
        let parts = self.homes.iter().flatten().filter(|part| part.share > TRACE);
        parts.map(|part| part.household.items.as_slice()).filter(|items| !items.is_empty())
    }

    /// How much of each item the homes have.
    pub(super) fn shares(&self, items: usize) -> Vec<f64> {
        let mut shares = vec![0.0; items];
        for part in self.homes.iter().flatten() {
            for &item in &part.household.items {
                shares[item as usize] += part.share;
            }
        }
        shares
    }
}

impl<'a> View<'a> {
    #[expect(clippy::cast_precision_loss, reason = "there are not so many strips")]
    fn new(terms: &'a Terms, length: f64, strips: usize, miss: Real, point: Point) -> Self {
        Self { terms, length, strips: strips as f64, miss, point, scores: Vec::new() }
    }

    /// One pass over homes, of which the first has this number.
    fn sweep(&mut self, homes: &mut [Vec<Part>], first: usize, yard: &Yard<'_>, scratch: &mut Scratch) {
        for (home, known) in (first..).zip(homes) {
            if yard.is_stopped_at(home) {
                return;
            }
            let household = yard.best_of(home, &self.point, scratch);
            known.retain(|part| part.share > 0.0);
            if !known.iter().any(|part| part.household == household) {
                known.push(Part { household, share: 0.0 });
            }
            for _ in 0..SHIFTS {
                if !self.shift(known) {
                    break;
                }
            }
        }
    }

    /// Moves shares from the worst household of a home to its best; whether others may now be worse or better.
    fn shift(&mut self, known: &mut [Part]) -> bool {
        if known.len() < 2 {
            return false;
        }
        let point = &self.point;
        self.scores.clear();
        self.scores.extend(known.iter().map(|part| part.household.score(point)));
        let scores = &self.scores;
        let to = (0..known.len()).max_by_key(|&at| (scores[at], std::cmp::Reverse(at))).expect("some");
        let from = (0..known.len())
            .filter(|&at| known[at].share > 0.0)
            .min_by_key(|&at| (scores[at], at))
            .expect("shares sum to one");
        let difference = as_float(i128::from(scores[to] - scores[from]));
        if difference <= 0.0 {
            return false;
        }
        let change = Change::between(&known[from].household, &known[to].household);
        let square = change.square(&self.terms.level_steps, self.strips);
        let all = known[from].share;
        let part = if square > 0.0 { (difference / (self.length * square)).min(all) } else { all };
        known[from].share = if part >= all { 0.0 } else { all - part };
        known[to].share += part;
        self.apply(&change, part);
        part < all
    }

    fn apply(&mut self, change: &Change, part: f64) {
        let Terms { centre, level_steps, limits } = self.terms;
        for &(unit, change) in &change.units {
            let unit = unit as usize;
            self.miss.units[unit] -= part * change;
            let number = centre.units[unit] + self.length * self.miss.units[unit];
            self.point.units[unit] = limits.unit(rounded(number));
        }
        for &(row, change) in &change.caps {
            let row = row as usize;
            self.miss.caps[row] += part * change * self.strips;
            let number = centre.caps[row] + self.length * self.miss.caps[row];
            self.point.caps[row] = limits.cap(rounded(number));
        }
        for &(level, change) in &change.levels {
            let level = level as usize;
            self.miss.levels[level] += part * change * self.strips;
            let step = self.length * level_steps[level];
            let number = centre.levels[level] + step * self.miss.levels[level];
            self.point.levels[level] = limits.level(level, rounded(number));
        }
    }
}

/// What changes when one household gives way to another.
struct Change {
    units: Vec<(u32, f64)>,
    caps: Vec<(u32, f64)>,
    levels: Vec<(u32, f64)>,
}

impl Change {
    fn between(from: &Household, to: &Household) -> Self {
        let one = |units: &[u32]| units.iter().map(|&unit| (unit, 1)).collect::<Vec<(u32, i64)>>();
        Self {
            units: difference(&one(&from.units), &one(&to.units)),
            caps: difference(&from.caps, &to.caps),
            levels: difference(&from.levels, &to.levels),
        }
    }

    fn square(&self, level_steps: &[f64], strips: f64) -> f64 {
        let units: f64 = self.units.iter().map(|(_, change)| change * change).sum();
        let caps: f64 = self.caps.iter().map(|(_, change)| strips * change * change).sum();
        let level = |&(level, change): &(u32, f64)| strips * level_steps[level as usize] * change * change;
        units + caps + self.levels.iter().map(level).sum::<f64>()
    }
}

/// What of each row is more in `to`; both ascending by row.
fn difference(from: &[(u32, i64)], to: &[(u32, i64)]) -> Vec<(u32, f64)> {
    let mut all: Vec<(u32, i64)> =
        from.iter().map(|&(row, count)| (row, -count)).chain(to.iter().copied()).collect();
    all.sort_unstable_by_key(|&(row, _)| row);
    let rows = all.chunk_by(|a, b| a.0 == b.0);
    let sums = rows.map(|of_row| (of_row[0].0, of_row.iter().map(|(_, count)| count).sum::<i64>()));
    sums.filter(|(_, sum)| *sum != 0).map(|(row, sum)| (row, as_float(i128::from(sum)))).collect()
}
