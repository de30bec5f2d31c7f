//! What is done with all live options of a core, before branching: levels opened and closed, bounds, options dropped
//! for good.

use std::collections::BTreeMap;

use crate::arrangement;
use crate::ascent::{self, Aim, Ascent, Start};
use crate::core::{Core, Index};
use crate::footing::Worth;
use crate::master::{Bounding, Multipliers, NodeBound, Objective};
use crate::meter::{Meter, Stopped};
use crate::proof;
use crate::relaxation;

use super::{Hint, Node, Search, Source};

impl Search<'_> {
    /// Treats a level as closed at the value of the incumbent, as proved elsewhere.
    pub(crate) fn take_as_closed(&mut self, level: usize) {
        let Some(best) = &self.best else { return };
        self.bound[level] = best.totals[level];
        self.closed = level + 1;
    }

    /// Begins to work on a level; the levels before it are closed.
    pub(crate) fn open_level(&mut self, level: usize) {
        let cheapest = self.cheapest(level);
        self.bound[level] = self.bound[level].max(cheapest.iter().sum());
        self.log.bound_at_root(proof::plain_bound(self.core, level, &cheapest, &[]));
    }

    /// Makes the proved sum a maximum from now on, and drops what exceeds it.
    pub(crate) fn close_level(&mut self, level: usize) {
        let best = self.best_on(level);
        self.bound[level] = best;
        self.closed = level + 1;
        self.fix_plainly(level, best);
        self.log.close_level(self.base.cost[level] + best > 0);
        if let Some((multipliers, _)) = self.multipliers.take().filter(|_| self.footing.is_some()) {
            self.traces.worths.push(Worth::new(self.core, level, &multipliers));
        }
        if let Some(master) = &mut self.master {
            master.limit_level(level, Some(best));
        }
    }

    /// After a stop: ends the proof of the open level, and gives later ones what they cost at least, which
    /// nothing but the proof's other children can make more than zero.
    pub(crate) fn prove_the_rest_plainly(&mut self) {
        let open = self.closed;
        for level in open..self.core.levels {
            if level > open || !self.log.has_bound() {
                let cheapest = vec![0; self.core.units.len()];
                self.log.bound_at_root(proof::plain_bound(self.core, level, &cheapest, &[]));
            }
            self.log.close_level(self.base.cost[level] + self.bound[level] > 0);
        }
    }

    /// Whether the core with its live options is too large for the linear program to start on.
    pub(crate) fn is_large(&self) -> bool {
        self.live_count() > LARGE_OPTIONS || self.bounding == Bounding::ByAscents
    }

    /// Whether a linear program of the core is worth its pivots. With stays its bound is so near the optimum, and
    /// ascents so slow to reach it, that a large one is.
    pub(crate) fn fits_linear_program(&self) -> bool {
        let (units, places) = (self.core.units.len(), self.core.places.len());
        if self.core.has_stays() {
            return units + places + self.core.caps.len() <= LINEAR_ROWS_OF_STAYS;
        }
        // Of more places than units most have room to spare, and rows that never bind cost few pivots.
        let contested = if places > units { 0 } else { places };
        units + contested + self.core.caps.len() <= LINEAR_ROWS
    }

    /// Whether what is left is too much for a linear program, and no knapsacks, which ascents bound as well.
    pub(crate) fn is_beyond_programs(&self) -> bool {
        self.is_large() && !self.fits_linear_program() && !self.is_of_knapsacks()
    }

    /// Whether nothing that ascents and regions find is as good as what the linear program does.
    pub(crate) fn is_left_to_program(&self) -> bool {
        self.core.has_stays() && self.fits_linear_program()
    }

    /// Whether so many ascents are a good enough start for the linear program, if there is to be one: pivots of a large one
    /// take longer than another ascent.
    pub(crate) fn begins_program_after(&self, ascents: u32) -> bool {
        let is_large = self.core.has_stays() && self.core.units.len() > UNITS_OF_ONE_ASCENT;
        self.fits_linear_program() && ascents >= if is_large { 2 } else { 1 }
    }

    /// Raises the bound of a level as far as an ascent gets, and drops what no best choice needs.
    pub(crate) fn ascend_root(&mut self, level: usize, meter: &mut Meter<'_>) -> Result<(), Stopped> {
        meter.step(self.best.as_ref(), &self.bound)?;
        let start = self.take_multipliers(level).map(|(multipliers, _)| multipliers);
        let start = start.or_else(|| self.first_multipliers(level));
        let ascent = self.ascend(level, &self.maxima(level), start.as_ref());
        self.ascended = Some((level, self.live_count()));
        if !self.stands_near() {
            self.candidate = self.choose_by(&ascent, level);
        }
        let best = self.best_on(level);
        let objective = Objective::Level(level);
        if self.bound[level] < ascent.least.min(best) {
            self.bound[level] = ascent.least.min(best);
            self.log.bound_at_root(proof::bound(self.core, &ascent.multipliers, objective, &[]));
        }
        self.log.drop_for_good(proof::bound(self.core, &ascent.multipliers, objective, &ascent.unneeded));
        for option in ascent.unneeded {
            self.live[option as usize] = false;
        }
        self.losses = ascent.losses;
        self.households = ascent.households;
        let promising = self.least_losses(&self.losses, PROMISING);
        if self.footing.is_some() {
            self.traces.add_likely(self.core, &promising);
        }
        self.promising = Some(promising);
        self.multipliers = Some((ascent.multipliers, Source::Ascent));
        Ok(())
    }

    /// Offers a choice along the shares of an ascent, where no linear program will have better ones; gives it back where it is
    /// no better than the best one.
    fn choose_by(&mut self, ascent: &Ascent, level: usize) -> Option<Vec<Index>> {
        if !arrangement::is_arrangeable(self.core) {
            self.roster(&ascent.shares);
            return None;
        }
        if !self.is_beyond_programs() || self.best_on(level) <= ascent.least {
            return None;
        }
        let choice = arrangement::follow(self.core, &ascent.shares, self.interrupt)?;
        (!self.offer(&choice)).then_some(choice)
    }

    /// Whether the best choice is better than these totals by much of what a level is still open by.
    pub(crate) fn gains_much(&self, before: &[i128], level: usize) -> bool {
        let Some(best) = &self.best else { return false };
        let gain = before[level] - best.totals[level];
        best.totals[..level] < before[..level] || gain * MUCH_OF_GAP > before[level] - self.bound[level]
    }

    /// The best multipliers known of a level: its own, or those that were given.
    fn take_multipliers(&mut self, level: usize) -> Option<(Multipliers, Source)> {
        let hint = self.hint.take_if(|hint| hint.level == level);
        let footing = || Some((self.footing?.multipliers(self.core, level)?, Source::Ascent));
        self.multipliers.take().or_else(|| hint.map(|hint| (hint.multipliers, hint.source))).or_else(footing)
    }

    /// Whether a linear program's multipliers were given for a level.
    pub(crate) fn has_program_hint(&self, level: usize) -> bool {
        let is_good = |hint: &Hint| hint.level == level && hint.source == Source::Program;
        self.hint.as_ref().is_some_and(is_good) && self.is_left_to_program()
    }

    /// What levels may sum to while a level is open: as in the best choice where that is proved.
    pub(super) fn maxima(&self, level: usize) -> Vec<Option<i128>> {
        let closed = |other: usize| (other < self.closed && other != level).then(|| self.best_on(other));
        (0..self.core.levels).map(|other| closed(other).or(self.core.limits[other])).collect()
    }

    fn ascend(&self, level: usize, maxima: &[Option<i128>], start: Option<&Multipliers>) -> Ascent {
        let best = self.best_on(level);
        let is_short = self.stands_near() && self.fits_linear_program();
        let is_done = |(of, live): (usize, usize)| of == level && self.live_count() * 5 > live * 4;
        let rounds = match self.ascended {
            _ if is_short => NEAR_ROUNDS,
            Some(last) if is_done(last) => AGAIN_ROUNDS,
            _ => ASCENT_ROUNDS,
        };
        let aim = Aim { level, maxima, reached: best, target: best - 1, rounds };
        let choice = self.best.as_ref().filter(|_| self.is_beyond_programs()).map(|best| &best.choice[..]);
        ascent::ascend(self.core, &self.live, &aim, Start { multipliers: start, choice }, self.interrupt)
    }

    /// For each unit the options that raise the last bound least, and the units, those first whose present
    /// option raises it most.
    pub(crate) fn likely_and_lossy(&self, of_each_unit: usize) -> (Vec<Index>, Vec<Index>) {
        let likely = self.least_losses(&self.losses, of_each_unit);
        let mut loss = vec![0; self.live.len()];
        for &(option, raise) in &self.losses {
            loss[option as usize] = raise;
        }
        let choice = self.best.as_ref().map(|best| best.choice.as_slice()).unwrap_or_default();
        let mut lossy: Vec<Index> = (0..).take(choice.len()).collect();
        lossy.sort_by_key(|&unit| (std::cmp::Reverse(loss[choice[unit as usize] as usize]), unit));
        (likely, lossy)
    }

    /// For each unit the live options that would raise the bound least.
    fn least_losses(&self, losses: &[(Index, i128)], of_each_unit: usize) -> Vec<Index> {
        let unit = |option: Index| self.core.options[option as usize].unit;
        let mut losses: Vec<(Index, i128)> =
            losses.iter().copied().filter(|&(option, _)| self.live[option as usize]).collect();
        losses.sort_unstable_by_key(|&(option, loss)| (unit(option), loss, option));
        let of_units = losses.chunk_by(|a, b| unit(a.0) == unit(b.0));
        of_units.flat_map(|of_unit| of_unit.iter().take(of_each_unit).map(|&(option, _)| option)).collect()
    }

    /// Bounds a level over all live options, and drops those that no best choice needs.
    pub(crate) fn bound_root(&mut self, level: usize, meter: &mut Meter<'_>) -> Result<NodeBound, Stopped> {
        meter.step(self.best.as_ref(), &self.bound)?;
        self.start_master();
        let target = self.target(level);
        let own = self.multipliers.as_ref().is_some_and(|(_, source)| *source == Source::Program);
        let start = self.take_multipliers(level).filter(|_| !own);
        let master = self.master.as_mut().expect("just started");
        if let Some((multipliers, _)) = start {
            master.begin_at(level, multipliers);
        }
        let root = master.bound(&self.live, Objective::Level(level), target);
        self.round(&root, Node::Root);
        let best = self.best_on(level);
        if self.bound[level] < root.least.min(best) {
            self.bound[level] = root.least.min(best);
            self.log.bound_at_root(proof::bound(self.core, &root.multipliers, root.objective, &[]));
        }
        let master = self.master.as_mut().expect("started above");
        let dropped = master.unneeded_options(&self.live, &root.multipliers, level, best);
        self.log.drop_for_good(proof::bound(self.core, &root.multipliers, Objective::Level(level), &dropped));
        for option in dropped {
            self.live[option as usize] = false;
        }
        self.multipliers = Some((root.multipliers.clone(), Source::Program));
        Ok(root)
    }

    /// The multipliers of the open level for the units of a part of this core.
    pub(crate) fn hint_for(&self, part: &Core) -> Option<Hint> {
        let (own, source) = self.multipliers.as_ref()?;
        let units = self.core.units.iter().zip(&own.units);
        let unit_of: BTreeMap<u32, i128> = units.map(|(unit, &number)| (unit.children[0], number)).collect();
        let rows = self.core.cap_rows.iter().zip(&own.caps);
        let row_of: BTreeMap<(u32, i64), i128> = rows.map(|(&row, &number)| (row, number)).collect();
        let multipliers = Multipliers {
            units: part
                .units
                .iter()
                .map(|unit| unit_of.get(&unit.children[0]).copied().unwrap_or(0))
                .collect(),
            caps: part.cap_rows.iter().map(|row| row_of.get(row).copied().unwrap_or(0)).collect(),
            levels: own.levels.clone(),
        };
        Some(Hint { level: self.closed, multipliers, source: *source })
    }

    /// Multipliers from the prices of the relaxed flow: what each unit costs at least at them, with earlier
    /// levels weighted so that they matter more than the level bounded.
    fn first_multipliers(&self, level: usize) -> Option<Multipliers> {
        let core = self.core;
        let relaxed = relaxation::relax(core, &self.live, self.interrupt)?;
        let live = |unit: &'_ crate::core::Unit| {
            let options = unit.options.iter().filter(|&&option| self.live[option as usize]);
            options
                .map(|&option| relaxed.at_prices(core, option))
                .min()
                .unwrap_or_else(|| vec![0; core.levels])
        };
        let own: Vec<Vec<i128>> = core.units.iter().map(live).collect();
        let mut weights = proof::weights(core, &relaxed.prices, &own, &self.live, level)?;
        let groups = core.groups.iter().map(|group| proof::weigh(&weights, &group.cost));
        let groups: Vec<i128> = groups.collect::<Option<_>>()?;
        let largest = (0..core.units.len()).map(|unit| proof::weigh(&weights, &proof::largest(core, unit)));
        let mut units: Vec<i128> =
            own.iter().map(|own| proof::weigh(&weights, own)).collect::<Option<_>>()?;
        proof::sums_fit(units.iter().chain(&groups).copied().map(Some).chain(largest))?;
        // Each member of a group begins without its part of what is paid unless the group is whole.
        for (group, cost) in core.groups.iter().zip(groups) {
            let members = i128::try_from(group.units.len()).unwrap_or(1);
            for &unit in &group.units {
                units[unit as usize] -= cost / members;
            }
        }
        weights[level] = 0;
        Some(Multipliers { units, caps: vec![0; core.caps.len()], levels: weights })
    }

    /// The cheapest option of each unit on a level, everything else ignored.
    fn cheapest(&self, level: usize) -> Vec<i128> {
        let cost = |option: &Index| self.core.cost(*option)[level];
        let live = |option: &&Index| self.live[**option as usize];
        self.core
            .units
            .iter()
            .map(|unit| unit.options.iter().filter(live).map(cost).min().unwrap_or(0))
            .collect()
    }

    /// Drops options that alone exceed what a level may sum to.
    fn fix_plainly(&mut self, level: usize, max: i128) {
        let cheapest = self.cheapest(level);
        let gap = max - cheapest.iter().sum::<i128>();
        let mut dropped = Vec::new();
        for (at, option) in (0..).zip(&self.core.options) {
            let extra = self.core.cost(at)[level] - cheapest[option.unit as usize];
            if extra > gap && self.live[at as usize] {
                self.live[at as usize] = false;
                dropped.push(at);
            }
        }
        self.log.drop_for_good(proof::plain_bound(self.core, level, &cheapest, &dropped));
    }
}

/// A core of more units, places and caps has no linear program before it has become smaller; places do not count where
/// they are more than units.
const LINEAR_ROWS: usize = 900;
/// The same with stays.
const LINEAR_ROWS_OF_STAYS: usize = 6_000;

/// A linear program of more units than this begins after two ascents.
const UNITS_OF_ONE_ASCENT: usize = 600;

/// Evaluations of one ascent.
const ASCENT_ROUNDS: u32 = 800;
/// The same where an ascent went before and hardly anything has been dropped since.
const AGAIN_ROUNDS: u32 = 30;
/// The same from the multipliers of a similar problem, which are nearly as good as they can be.
const NEAR_ROUNDS: u32 = 1;

/// A linear program begins with so many options of each unit.
const PROMISING: usize = 8;

/// A better choice gains much when it closes one in so many parts of a gap.
const MUCH_OF_GAP: i128 = 20;

/// More live options than this go through ascents first.
const LARGE_OPTIONS: usize = 1_500;
