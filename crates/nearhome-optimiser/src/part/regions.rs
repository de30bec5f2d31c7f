//! Better choices, region by region: each region is solved exactly while nobody else moves.
//!
//! Homes are divided into regions along the options that bounds find cheapest. A unit may move between the
//! homes of the region that it is in; so regions share nothing, and are solved in parallel by the same search
//! as everything else. Borders lie elsewhere in every sweep. It proves nothing.

use std::collections::VecDeque;

use rayon::prelude::*;

use super::{PartAnswer, continue_from, homes, same_choice};
use crate::core::{Core, Index};
use crate::meter::Meter;
use crate::proof::Base;
use crate::reduce::{Reduced, reduce};
use crate::search::Search;

/// Improves the best choice region by region, until it meets the bound of a level or nothing helps; regions are
/// larger at each attempt.
pub(super) fn improve(search: &mut Search<'_>, level: usize, attempt: u32, meter: &Meter<'_>) {
    let core = search.core();
    let size = SIZE << attempt;
    // A limit on sums would tie all regions.
    if core.units.len() <= size * 3 / 2 || core.limits.iter().any(Option::is_some) {
        return;
    }
    let mut idle = 0;
    for sweep in 0..SWEEPS_MAX {
        let Some(best) = &search.best else { return };
        let choice = best.choice.clone();
        let (likely, mut first) = search.likely_and_lossy(LIKELY);
        let shift = sweep * first.len() / 3 % first.len().max(1);
        first.rotate_left(shift);
        let regions = Regions::new(core, &choice, &likely, &first, size);
        let within = regions.within(core, &choice, &search.live);
        let reduced = reduce(core, &within).expect("the best choice stays in its regions and is feasible");
        if reduced.parts.iter().any(|part| part.units.len() > 2 * size) {
            return;
        }
        if let Some(choice) = solve(core, &choice, &reduced, &meter.quietly(STEPS, level))
            && search.offer(&choice)
        {
            idle = 0;
        } else {
            idle += 1;
        }
        if search.is_proved(level) || idle == SWEEPS_IDLE || meter.is_interrupted() {
            return;
        }
    }
}

/// Solves all regions, each by itself.
fn solve(core: &Core, choice: &[Index], reduced: &Reduced, meter: &Meter<'_>) -> Option<Vec<Index>> {
    let mut home_of = homes(core, choice);
    let nothing = Base::nothing(core.levels);
    let answers: Vec<PartAnswer> = reduced
        .parts
        .par_iter()
        .map(|part| {
            let known = same_choice(part, &|child| home_of[&child]);
            continue_from(part, known, 0, None, nothing.clone(), meter.clone())
        })
        .collect();
    let found = answers.into_iter().filter_map(|answer| answer.found).flat_map(|found| found.homes);
    home_of.extend(reduced.decided.iter().copied().chain(found));
    same_choice(core, &|child| home_of[&child])
}

/// Regions of places, and the units that may move within each.
struct Regions {
    /// The region of each place.
    of_place: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Regions {
    /// Divides the places of a core into regions with about `size` units each, beginning with the homes of `first`.
    ///
    /// `choice` is where the units are, and `likely` where they might be instead.
    fn new(core: &Core, choice: &[Index], likely: &[Index], first: &[Index], size: usize) -> Self {
        let map = Map::new(core, choice, likely);
        let mut regions = Self { of_place: vec![NONE; core.places.len()] };
        let starts = first.iter().map(|&unit| map.at[unit as usize]).chain((0..).take(core.places.len()));
        let mut count = 0;
        for start in starts {
            if regions.of_place[start as usize] == NONE {
                regions.spread(&map, start, count, size);
                count += 1;
            }
        }
        regions
    }

    /// Makes a region around a place, nearest places first.
    fn spread(&mut self, map: &Map, start: Index, region: u32, size: usize) {
        let mut units = 0;
        let mut waiting = VecDeque::from([start]);
        while let Some(place) = waiting.pop_front() {
            if units >= size {
                return;
            }
            if self.of_place[place as usize] == NONE {
                self.of_place[place as usize] = region;
                units += map.residents[place as usize].len();
                waiting.extend(map.neighbours(place).filter(|&next| self.of_place[next as usize] == NONE));
            }
        }
    }

    /// The options that leave units in their region.
    fn within(&self, core: &Core, choice: &[Index], live: &[bool]) -> Vec<bool> {
        let place = |option: Index| core.options[option as usize].place as usize;
        let region: Vec<u32> = choice.iter().map(|&option| self.of_place[place(option)]).collect();
        let mut within: Vec<bool> = (0..)
            .zip(&core.options)
            .map(|(option, taken): (Index, _)| {
                let stays = self.of_place[taken.place as usize] == region[taken.unit as usize];
                live[option as usize] && (stays || core.home(option).is_none())
            })
            .collect();
        for &option in choice {
            within[option as usize] = true;
        }
        within
    }
}

/// Who is where, and who might be.
struct Map {
    /// The place of each unit.
    at: Vec<Index>,
    residents: Vec<Vec<Index>>,
    /// Where each unit might be.
    likely: Vec<Vec<Index>>,
    /// Who might be in each place.
    visitors: Vec<Vec<Index>>,
}

impl Map {
    fn new(core: &Core, choice: &[Index], likely: &[Index]) -> Self {
        let place = |option: Index| core.options[option as usize].place;
        let mut map = Self {
            at: choice.iter().map(|&option| place(option)).collect(),
            residents: vec![Vec::new(); core.places.len()],
            likely: vec![Vec::new(); core.units.len()],
            visitors: vec![Vec::new(); core.places.len()],
        };
        for (unit, &place) in (0..).zip(&map.at) {
            map.residents[place as usize].push(unit);
        }
        for &option in likely {
            let unit = core.options[option as usize].unit;
            map.likely[unit as usize].push(place(option));
            map.visitors[place(option) as usize].push(unit);
        }
        map
    }

    /// Where those who are in a place might go, and where those are who might come.
    fn neighbours(&self, place: Index) -> impl Iterator<Item = Index> {
        let there = self.residents[place as usize].iter().flat_map(|&unit| &self.likely[unit as usize]);
        let here = self.visitors[place as usize].iter().map(|&unit| &self.at[unit as usize]);
        there.chain(here).copied()
    }
}

/// So many options of each unit lead to neighbours.
const LIKELY: usize = 6;
/// Units of a region at first; regions become larger as long as the bound is not met.
const SIZE: usize = 350;
/// Steps of the search in a region.
const STEPS: u64 = 100;
/// Sweeps over all regions at most, and without gain before giving up.
const SWEEPS_MAX: usize = 12;
const SWEEPS_IDLE: usize = 3;
