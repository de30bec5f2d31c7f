//! Better choices of an open level, region by region: each region is solved exactly while nobody else moves.
//!
//! Regions are solved by the same search as everything else. Borders lie elsewhere in every sweep. It proves nothing.

use super::{Begins, continue_from};
use crate::core::{Core, Index};
use crate::meter::Meter;
use crate::proof::Base;
use crate::regions::{Division, improve_each};
use crate::search::Search;

/// Improves the best choice region by region, until it meets the bound of a level or nothing helps; regions are
/// larger at each attempt.
pub(super) fn improve(search: &mut Search<'_>, level: usize, attempt: u32, meter: &Meter<'_>) {
    let core = search.core();
    let size = SIZE << attempt;
    // A limit on sums would tie all regions.
    if size > SIZE_MAX || core.units.len() <= size * 3 / 2 || core.limits.iter().any(Option::is_some) {
        return;
    }
    let quiet = meter.quietly(STEPS, level);
    let nothing = Base::nothing(core.levels);
    let solve = |part: &Core, known: &[Index]| {
        let answer =
            continue_from(part, Some(known.to_vec()), 0, Begins::default(), nothing.clone(), quiet.clone());
        answer.found.map(|found| found.homes)
    };
    let mut idle = 0;
    for sweep in 0..SWEEPS_MAX {
        let Some(best) = &search.best else { return };
        let choice = best.choice.clone();
        let (likely, mut first) = search.likely_and_lossy(LIKELY);
        let shift = sweep * first.len() / 3 % first.len().max(1);
        first.rotate_left(shift);
        let division = Division { likely: &likely, first: &first, size };
        let Some(choice) = improve_each(core, &search.live, &choice, &division, &solve) else { return };
        let before = best.totals[..=level].to_vec();
        let has_gained = search.offer(&choice)
            && search.best.as_ref().is_some_and(|best| best.totals[..=level] < before[..]);
        idle = if has_gained { 0 } else { idle + 1 };
        if search.is_proved(level) || idle == SWEEPS_IDLE || meter.is_interrupted() {
            return;
        }
    }
}

/// So many options of each unit lead to neighbours.
const LIKELY: usize = 6;
/// Units of a region at first; regions become larger as long as the bound is not met.
const SIZE: usize = 350;
/// Larger regions take minutes and gain nothing more.
const SIZE_MAX: usize = 1_400;
/// Steps of the search in a region.
const STEPS: u64 = 100;
/// Sweeps over all regions at most, and without gain before giving up.
const SWEEPS_MAX: usize = 12;
const SWEEPS_IDLE: usize = 3;
