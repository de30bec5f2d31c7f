//! Large yards in strips that are looked at at once.
//!
//! Homes are put in rings around one of them, by how many steps from home to child to home they are away. Whoever could
//! live in a ring could live in the next one at most: homes of different strips that have a ring between them share nobody,
//! and one after the other or at once they come to the same. How many strips there are depends on the homes alone, so that
//! results do not depend on the number of threads.

use std::ops::Range;

use crate::core::{Core, Index};

use super::Home;

/// Units of a strip at least.
pub(super) const UNITS: usize = 4_500;
/// Rings of a strip at least: one of them is what parts it from the next.
const RINGS: usize = 3;

/// The ring of places where children are *unplaced*.
const OUTSIDE: u32 = u32::MAX;

/// Places with their rings, ascending; those outside last. In a core of less than two strips of so many units as they are,
/// all in one ring.
pub(super) fn in_rings(core: &Core, live: &[bool], units: usize) -> Vec<(Index, u32)> {
    let all: Vec<(Index, u32)> = (0..).take(core.places.len()).map(|place| (place, 0)).collect();
    if core.units.len() < 2 * units {
        return all;
    }
    let mut from_the_end = search(core, live, &all);
    from_the_end.reverse();
    let mut rings = search(core, live, &from_the_end);
    let is_outside = |&&(place, _): &&(Index, u32)| core.places[place as usize].home.is_none();
    rings.extend(all.iter().filter(is_outside).map(|&(place, _)| (place, OUTSIDE)));
    rings
}

/// Places as a search finds them that begins with the first of `starts`, and anew as long as any is left.
fn search(core: &Core, live: &[bool], starts: &[(Index, u32)]) -> Vec<(Index, u32)> {
    let mut is_found: Vec<bool> = core.places.iter().map(|place| place.home.is_none()).collect();
    let mut is_met = vec![false; core.units.len()];
    let mut found: Vec<(Index, u32)> = Vec::with_capacity(core.places.len());
    let mut next = 0;
    for &(start, _) in starts {
        if std::mem::replace(&mut is_found[start as usize], true) {
            continue;
        }
        found.push((start, found.last().map_or(0, |(_, ring)| ring + 1)));
        while let Some(&(place, ring)) = found.get(next) {
            next += 1;
            for &option in core.places[place as usize].options.iter().filter(|&&at| live[at as usize]) {
                let unit = core.options[option as usize].unit as usize;
                if std::mem::replace(&mut is_met[unit], true) {
                    continue;
                }
                for &option in core.units[unit].options.iter().filter(|&&at| live[at as usize]) {
                    let place = core.options[option as usize].place;
                    if !std::mem::replace(&mut is_found[place as usize], true) {
                        found.push((place, ring + 1));
                    }
                }
            }
        }
    }
    found
}

/// Homes that are looked at one phase after the other, the strips of a phase at once: they share nobody.
#[derive(Clone, Debug, Default)]
pub(in crate::ascent) struct Phases(pub(in crate::ascent) Vec<Vec<Range<usize>>>);

impl Phases {
    /// Of homes in rings, for which so many strips are enough.
    pub(super) fn new(homes: &[Home], most: usize) -> Self {
        let starts: Vec<usize> = (0..homes.len())
            .filter(|&at| at == 0 || homes[at].ring != homes[at - 1].ring)
            .chain([homes.len()])
            .collect();
        let outside = homes.partition_point(|home| home.ring != OUTSIDE);
        let rings = starts.iter().filter(|&&start| start < outside).count();
        let count = most.min(rings / RINGS);
        if count < 2 {
            return Self(vec![vec![0..homes.len()]]);
        }
        let items = homes.get(outside).map_or_else(|| homes[homes.len() - 1].last, |home| home.first);
        let (mut strips, mut between) = (Vec::new(), Vec::new());
        let mut first = 0;
        for strip in 1..count {
            // The ring in which so many items have been seen parts this strip from the next.
            let ring = starts
                .partition_point(|&start| start < outside && homes[start].first < items * strip / count);
            let (Some(&from), Some(&to)) = (starts.get(ring), starts.get(ring + 1)) else { continue };
            if from > first && to < outside {
                strips.push(first..from);
                between.push(from..to);
                first = to;
            }
        }
        strips.push(first..outside);
        let last = std::iter::once(outside..homes.len()).collect();
        let phases = [strips, between, last];
        Self(phases.into_iter().filter(|phase| phase.iter().any(|strip| !strip.is_empty())).collect())
    }

    /// All strips in the order of their homes.
    pub(super) fn strips(&self) -> Vec<Range<usize>> {
        let mut all: Vec<Range<usize>> = self.0.iter().flatten().cloned().collect();
        all.sort_unstable_by_key(|strip| strip.start);
        all
    }
}
