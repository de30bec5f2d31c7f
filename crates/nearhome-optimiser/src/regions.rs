//! Better choices, region by region: nobody leaves a region while it is improved.
//!
//! Homes are divided into regions along the options that are likely. A unit may move between the homes of the region that
//! it is in; so regions share nothing, and are improved in parallel. It proves nothing.

use std::collections::{BTreeMap, VecDeque};

use rayon::prelude::*;

use crate::core::{Core, Index};
use crate::reduce::{Reduced, reduce_if};

/// Where children are: a home, or unplaced.
pub(crate) type Whereabouts = Vec<(u32, Option<u32>)>;

/// What improves a region, given where its units are; `None`: nothing better was found.
pub(crate) type Improver<'a> = &'a (dyn Fn(&Core, &[Index]) -> Option<Whereabouts> + Sync);

/// How to divide a core.
pub(crate) struct Division<'a> {
    /// Options that lead to neighbours.
    pub(crate) likely: &'a [Index],
    /// Units around whose homes the first regions lie.
    pub(crate) first: &'a [Index],
    /// Units of a region, about.
    pub(crate) size: usize,
}

/// A choice after each region of it has been improved by itself; `None` where it does not fall into regions of that size.
pub(crate) fn improve_each(
    core: &Core,
    live: &[bool],
    choice: &[Index],
    division: &Division<'_>,
    improver: Improver<'_>,
) -> Option<Vec<Index>> {
    let regions = Regions::new(core, choice, division);
    let within = regions.within(core, choice, live);
    improve_within(core, choice, &within, 2 * division.size, improver)
}

/// A choice after each part into which these options fall has been improved by itself; the choice is one of them. `None`
/// where a part has more units than `most`.
pub(crate) fn improve_within(
    core: &Core,
    choice: &[Index],
    within: &[bool],
    most: usize,
    improver: Improver<'_>,
) -> Option<Vec<Index>> {
    let reduced = reduce_if(core, within, &|largest| largest <= most).expect("the choice is feasible")?;
    improve_parts(core, choice, &reduced, improver)
}

fn improve_parts(
    core: &Core,
    choice: &[Index],
    reduced: &Reduced,
    improver: Improver<'_>,
) -> Option<Vec<Index>> {
    let mut home_of = homes(core, choice);
    let improve = |part: &Core| improver(part, &same_choice(part, &|child| home_of[&child])?);
    let found: Vec<Option<Whereabouts>> = reduced.parts.par_iter().map(improve).collect();
    home_of.extend(reduced.decided.iter().copied().chain(found.into_iter().flatten().flatten()));
    same_choice(core, &|child| home_of[&child])
}

/// The home of each child in a choice.
pub(crate) fn homes(core: &Core, choice: &[Index]) -> BTreeMap<u32, Option<u32>> {
    whereabouts(core, choice).collect()
}

/// Each child with its home in a choice.
pub(crate) fn whereabouts<'a>(
    core: &'a Core,
    choice: &'a [Index],
) -> impl Iterator<Item = (u32, Option<u32>)> + 'a {
    let units = core.units.iter().zip(choice);
    units.flat_map(move |(unit, &option)| unit.children.iter().map(move |&child| (child, core.home(option))))
}

/// The options of a part that put its children where they are.
pub(crate) fn same_choice(part: &Core, home_of: &dyn Fn(u32) -> Option<u32>) -> Option<Vec<Index>> {
    let option = |unit: &crate::core::Unit| {
        let home = home_of(unit.children[0]);
        unit.options.iter().copied().find(|&option| part.home(option) == home)
    };
    part.units.iter().map(option).collect()
}

/// The units of a choice that live nearest to some places along the options that are likely, about so many.
pub(crate) fn around(
    core: &Core,
    choice: &[Index],
    likely: &[Index],
    starts: &[Index],
    size: usize,
) -> Vec<bool> {
    let map = Map::new(core, choice, likely);
    let mut is_near = vec![false; core.units.len()];
    let mut is_seen = vec![false; core.places.len()];
    let mut waiting: VecDeque<Index> = starts.iter().copied().collect();
    let mut left = size;
    while let Some(place) = waiting.pop_front().filter(|_| left > 0) {
        if !std::mem::replace(&mut is_seen[place as usize], true) {
            for &unit in &map.residents[place as usize] {
                is_near[unit as usize] = true;
                left = left.saturating_sub(1);
            }
            waiting.extend(map.neighbours(place).filter(|&next| !is_seen[next as usize]));
        }
    }
    is_near
}

/// Regions of places, and the units that may move within each.
struct Regions {
    /// The region of each place.
    of_place: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Regions {
    /// Divides the places of a core in which units are where `choice` has them.
    fn new(core: &Core, choice: &[Index], division: &Division<'_>) -> Self {
        let &Division { likely, first, size } = division;
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
        // Groups are whole where all of them are unplaced, which would tie the regions that they are in.
        let mut may_be_unplaced = vec![true; core.units.len()];
        for group in &core.groups {
            if group.units.iter().any(|&unit| region[unit as usize] != region[group.units[0] as usize]) {
                group.units.iter().for_each(|&unit| may_be_unplaced[unit as usize] = false);
            }
        }
        let mut within: Vec<bool> = (0..)
            .zip(&core.options)
            .map(|(option, taken): (Index, _)| {
                let is_permitted = match core.home(option) {
                    Some(_) => self.of_place[taken.place as usize] == region[taken.unit as usize],
                    None => may_be_unplaced[taken.unit as usize],
                };
                live[option as usize] && is_permitted
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
