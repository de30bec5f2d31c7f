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
    let sweep = |search: &Search<'_>, choice: &[Index], number: usize| {
        let (likely, mut first) = search.likely_and_lossy(LIKELY);
        let shift = number * first.len() / 3 % first.len().max(1);
        first.rotate_left(shift);
        let division = Division { likely: &likely, first: &first, size };
        improve_each(core, &search.live, choice, &division, &solve)
    };
    let is_over = |search: &Search<'_>| search.is_proved(level) || meter.is_interrupted();
    improve_candidate(search, &sweep, &is_over);
    let mut idle = 0;
    for number in 0..SWEEPS_MAX {
        if idle == SWEEPS_IDLE || is_over(search) {
            return;
        }
        let Some(best) = &search.best else { return };
        let before = best.totals.clone();
        let Some(choice) = sweep(search, &best.choice, number) else { return };
        let has_gained = search.offer(&choice) && search.gains_much(&before, level);
        idle = if has_gained { 0 } else { idle + 1 };
    }
}

/// A choice after one sweep over all regions.
type Sweep<'s, 'a> = &'s dyn Fn(&Search<'a>, &[Index], usize) -> Option<Vec<Index>>;

/// Improves the choice along the shares of the last ascent, which is often a step behind the best one on an earlier level
/// and far ahead of it on the open one.
fn improve_candidate<'a>(
    search: &mut Search<'a>,
    sweep: Sweep<'_, 'a>,
    is_over: &dyn Fn(&Search<'a>) -> bool,
) {
    let mut candidate = search.candidate.take();
    for number in 0..SWEEPS_OF_CANDIDATE {
        let Some(choice) = candidate.and_then(|choice| sweep(search, &choice, number)) else { return };
        candidate = Some(choice).filter(|choice| !search.offer(choice));
        if is_over(search) {
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
const STEPS: u64 = 15;
/// Sweeps over all regions at most, and without gain before giving up.
const SWEEPS_MAX: usize = 12;
const SWEEPS_IDLE: usize = 3;
/// The same of a choice that is not the best yet.
const SWEEPS_OF_CANDIDATE: usize = 3;
