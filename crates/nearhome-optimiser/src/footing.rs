//! What the solution of one problem leaves for others that differ from it in little.
//!
//! A search begins with the answer that was best before, mended where it no longer holds, and bounds each level first
//! at the multipliers that proved it before. Neither has to be right: answers are evaluated and bounds are exact
//! whatever they begin with, so that a search from a footing is as exact as one from nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::core::{Core, Index};
use crate::master::{Multipliers, SCALE};

/// Where a search of a similar problem may begin: one with the same numbers for children, homes and caps, whose
/// options, costs and constraints may differ.
#[derive(Clone, Debug, Default)]
pub struct Footing {
    homes: BTreeMap<u32, Option<u32>>,
    traces: Traces,
}

/// What a search leaves besides its answer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Traces {
    /// The multipliers at which levels were closed.
    pub(crate) worths: Vec<Worth>,
    /// Where a unit might live, by its smallest child, as bounds had it.
    likely: BTreeSet<(u32, Option<u32>)>,
}

impl Traces {
    pub(crate) fn add(&mut self, other: Self) {
        self.worths.extend(other.worths);
        self.likely.extend(other.likely);
    }

    pub(crate) fn add_likely(&mut self, core: &Core, options: &[Index]) {
        let child = |option: Index| core.units[core.options[option as usize].unit as usize].children[0];
        self.likely.extend(options.iter().map(|&option| (child(option), core.home(option))));
    }
}

/// The multipliers at which a level of one core was closed.
#[derive(Clone, Debug)]
pub(crate) struct Worth {
    level: usize,
    /// By each unit's smallest child, without what the core charged it.
    units: BTreeMap<u32, i128>,
    caps: BTreeMap<(u32, i64), i128>,
    levels: Vec<i128>,
}

impl Footing {
    /// An answer alone: the home of each child, `None` for unplaced.
    #[must_use]
    pub fn of_homes(homes: &[Option<u32>]) -> Self {
        Self { homes: (0..).zip(homes.iter().copied()).collect(), traces: Traces::default() }
    }

    /// The same for other numbers of children, homes and caps; `None`: there is no such child, home or cap any more.
    #[must_use]
    pub fn renumbered(
        &self,
        child: impl Fn(u32) -> Option<u32>,
        home: impl Fn(u32) -> Option<u32>,
        cap: impl Fn(u32) -> Option<u32>,
    ) -> Self {
        let whereabouts = |&(old, at): &(u32, Option<u32>)| {
            let at = match at {
                Some(old) => Some(home(old)?),
                None => None,
            };
            Some((child(old)?, at))
        };
        let homes = self.homes.iter().map(|(&child, &home)| (child, home));
        let worth = |worth: &Worth| Worth {
            level: worth.level,
            units: worth.units.iter().filter_map(|(&old, &number)| Some((child(old)?, number))).collect(),
            caps: worth
                .caps
                .iter()
                .filter_map(|(&(old, instant), &number)| Some(((cap(old)?, instant), number)))
                .collect(),
            levels: worth.levels.clone(),
        };
        Self {
            homes: homes.filter_map(|pair| whereabouts(&pair)).collect(),
            traces: Traces {
                worths: self.traces.worths.iter().map(worth).collect(),
                likely: self.traces.likely.iter().filter_map(whereabouts).collect(),
            },
        }
    }

    /// Adds what is known of other children.
    pub fn add(&mut self, other: Self) {
        self.homes.extend(other.homes);
        self.traces.add(other.traces);
    }

    /// Whether more is known than an answer: how it was proved.
    #[must_use]
    pub fn has_proof(&self) -> bool {
        !self.traces.likely.is_empty()
    }

    /// What a run found and how it proved it.
    pub(crate) fn new(homes: Option<&[Option<u32>]>, traces: Traces) -> Self {
        Self { traces, ..Self::of_homes(homes.unwrap_or_default()) }
    }

    /// The option of each unit of a core that puts it where it was, where there is one.
    pub(crate) fn choice(&self, core: &Core) -> Vec<Option<Index>> {
        let option = |unit: &crate::core::Unit| {
            let home = *self.homes.get(&unit.children[0])?;
            unit.options.iter().copied().find(|&option| core.home(option) == home)
        };
        core.units.iter().map(option).collect()
    }

    /// The places where units were, and where they are, who are elsewhere now.
    pub(crate) fn places_of_moved(&self, core: &Core, choice: &[Index]) -> Vec<Index> {
        let place_of: BTreeMap<Option<u32>, Index> =
            (0..).zip(&core.places).map(|(at, place)| (place.home, at)).collect();
        let mut places = Vec::new();
        for (unit, &option) in core.units.iter().zip(choice) {
            let known = self.homes.get(&unit.children[0]);
            if known != Some(&core.home(option)) {
                places.extend(known.and_then(|home| place_of.get(home)));
                places.push(core.choice(option).place);
            }
        }
        places
    }

    /// The options that were likely.
    pub(crate) fn likely(&self, core: &Core) -> Vec<bool> {
        let mut likely = vec![false; core.options.len()];
        for unit in &core.units {
            for &option in &unit.options {
                likely[option as usize] = self.traces.likely.contains(&(unit.children[0], core.home(option)));
            }
        }
        likely
    }

    /// Multipliers for a level of a core: those of the core that had most of its units.
    pub(crate) fn multipliers(&self, core: &Core, level: usize) -> Option<Multipliers> {
        let common = |worth: &Worth| {
            core.units.iter().filter(|unit| worth.units.contains_key(&unit.children[0])).count()
        };
        let worths = self.traces.worths.iter().filter(|worth| worth.level == level);
        let (count, worth) =
            worths.map(|worth| (common(worth), worth)).rev().max_by_key(|(count, _)| *count)?;
        (count * 2 > core.units.len()).then(|| worth.multipliers(core, &self.choice(core)))
    }
}

impl Worth {
    pub(crate) fn new(core: &Core, level: usize, multipliers: &Multipliers) -> Self {
        let mut weights = multipliers.levels.clone();
        weights[level] += SCALE;
        let units = core.units.iter().zip(&multipliers.units);
        let own = |(unit, &number): (&crate::core::Unit, &i128)| {
            (unit.children[0], number - weigh(&unit.charged, &weights))
        };
        let rows = core.cap_rows.iter().zip(&multipliers.caps);
        Self {
            level,
            units: units.map(own).collect(),
            caps: rows.map(|(&row, &number)| (row, number)).collect(),
            levels: multipliers.levels.clone(),
        }
    }

    /// The same for another core; a unit that this one had not is worth what it costs where it was.
    fn multipliers(&self, core: &Core, choice: &[Option<Index>]) -> Multipliers {
        let mut weights = self.levels.clone();
        weights[self.level] += SCALE;
        let units = core.units.iter().zip(choice).map(|(unit, option)| {
            let known = self.units.get(&unit.children[0]);
            let known = known.map(|number| number + weigh(&unit.charged, &weights));
            let cost = |option: Index| weigh(core.cost(option), &weights);
            known
                .or_else(|| option.map(cost))
                .unwrap_or_else(|| unit.options.iter().map(|&option| cost(option)).min().unwrap_or(0))
        });
        Multipliers {
            units: units.collect(),
            caps: core.cap_rows.iter().map(|row| self.caps.get(row).copied().unwrap_or(0)).collect(),
            levels: self.levels.clone(),
        }
    }
}

fn weigh(cost: &[i128], weights: &[i128]) -> i128 {
    cost.iter().zip(weights).map(|(cost, weight)| cost * weight).sum()
}
