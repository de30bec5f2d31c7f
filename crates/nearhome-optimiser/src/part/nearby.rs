//! Better answers near that of a similar problem: the best among the options that were likely there.
//!
//! It proves nothing.

use super::{Begins, continue_from};
use crate::core::{Core, Index};
use crate::meter::Meter;
use crate::proof::Base;
use crate::regions::improve_within;
use crate::search::Search;

/// Improves the best choice of a search that stands on a footing; whether it meets the bound of a level then.
pub(super) fn improve(search: &mut Search<'_>, level: usize, meter: &Meter<'_>) -> bool {
    let core = search.core();
    let quiet = meter.quietly(STEPS, core.levels - 1);
    let nothing = Base::nothing(core.levels);
    let footing = search.footing;
    let solve = |part: &Core, known: &[Index]| {
        let begins = Begins { footing, ..Begins::default() };
        let answer = continue_from(part, Some(known.to_vec()), 0, begins, nothing.clone(), quiet.clone());
        answer.found.map(|found| found.homes)
    };
    while !search.is_proved(level)
        && let Some((choice, within)) = search.near_footing()
    {
        if let Some(choice) = improve_within(core, &choice, &within, core.units.len(), &solve) {
            search.offer(&choice);
        }
    }
    search.is_proved(level)
}

/// Steps of the search among likely options.
const STEPS: u64 = 200;
