//! What a free place may be worth to children who come later, from children who came before.
//!
//! The placements of the last years stand for those to come, whoever they will be. A child who finds *n* places
//! free today that serve it as well as any is last of *n* + 1 who want them, and finds none, with a chance of
//! 1 in *n* + 1, as long as nothing says who comes first. With one place less the chance is 1 in *n*: a place costs
//! such a child 1/*n* - 1/(*n* + 1) = 1/(*n*(*n* + 1)). The price of a place is the sum over all of them. It says in
//! children, and for no level but that on which their homes differ first, what is lost on average with the place.
//!
//! That a place is charged with what the future loses by it follows the literature on placing refugees as they
//! arrive (Ahani, Gölz, Procaccia, Teytelboym, Trapp: *Dynamic placement in refugee resettlement*, 2021), which
//! takes it from the duals of a matching with one sampled future. `docs/replay.md` tells why chances are counted
//! here instead. Prices decide only among homes that are equal on all levels that count children: no child is
//! ever held back from a home, sent away or parted from a brother or sister for somebody who may come.

use serde::{Deserialize, Serialize};

use crate::{
    build::{PAST_DAYS, Past},
    choice::{Choice, Company},
    levels::Levels,
    offers::Best,
    record::Known,
    state::State,
};

/// What the `priced` policy takes the future to be like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Foresight {
    /// Days before each day of decision whose placements are expected again, 1 to 730. 730 by default.
    pub days: u16,
    /// Seed of all chance in a replay: that of the intervals.
    pub seed: u64,
}

impl Default for Foresight {
    fn default() -> Self {
        Self { days: 730, seed: 1 }
    }
}

/// Children to whom more places are free lose next to nothing with one of them, and are not counted.
const PLENTY: u32 = 64;
/// A sum of chances in these parts of a child...
const PARTS: i64 = 1_000_000;
/// ...is told in hundredths, so that smaller differences leave the choice to what is known of today's child.
const HUNDREDTH: i64 = PARTS / 100;

/// The choice with each home charged with its price, on a level of its own after those that count children.
pub(crate) fn charged<'a>(
    past: &Past,
    known: Known<'_>,
    state: &State<'_>,
    foresight: Foresight,
    mut choice: Choice<'a>,
) -> Choice<'a> {
    let prices = prices(past, known, state, foresight);
    let at = level(&past.levels);
    for option in choice.options.iter_mut().flatten() {
        option.cost.insert(at, prices[option.home as usize] * i64::from(option.places));
    }
    choice.unplaced.iter_mut().for_each(|cost| cost.insert(at, 0));
    choice.insert_level(at);
    choice
}

/// Where the level of prices stands: after the leading levels that count children, and after that on which
/// homes differ first in any case.
pub(crate) fn level(levels: &Levels) -> usize {
    levels.counting_children().max(levels.first_of_homes() + 1)
}

/// What the next place of each home costs those who may come, in hundredths of a child.
fn prices(past: &Past, known: Known<'_>, state: &State<'_>, foresight: Foresight) -> Vec<i64> {
    let today = known.today();
    let open: Vec<bool> = past.homes.iter().map(|home| home.is_open(today)).collect();
    let days = i32::from(foresight.days).min(PAST_DAYS);
    let mut sums = vec![0; past.homes.len()];
    let mut homes = Vec::new();
    for index in known.begun(today - days, today) {
        let company = if past.alone[index] { Company::Nobody } else { Company::Any };
        let best = best(past, known, index);
        let mut places = 0;
        homes.clear();
        for &home in best.homes.iter().filter(|&&home| open[home as usize]) {
            let free = state.free(home, company) / best.places;
            if free > 0 {
                places += free;
                homes.push(home);
            }
            if places > PLENTY {
                break;
            }
        }
        if places <= PLENTY {
            for &home in &homes {
                sums[home as usize] += chance_lost(places);
            }
        }
    }
    sums.iter().map(|sum| sum / HUNDREDTH).collect()
}

/// By how much one place less raises the chance of finding none, in parts, for a child who has so many.
fn chance_lost(places: u32) -> i64 {
    PARTS / (i64::from(places) * i64::from(places + 1))
}

/// The best homes of a placement that has begun.
fn best<'a>(past: &'a Past, known: Known<'_>, index: usize) -> &'a Best {
    let _begun = known.placement(index);
    &past.best[index]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_place_after_the_other_costs_the_chance_of_finding_one() {
        assert_eq!([1, 2, 3].map(chance_lost), [PARTS / 2, PARTS / 6, PARTS / 12]);
        let all: i64 = (1..=9).map(chance_lost).sum();
        assert!((PARTS * 9 / 10 - all).abs() < 10, "{all}");
    }

    #[test]
    fn prices_stand_after_the_levels_that_count_children() {
        let levels = Levels::of(&nearhome_rules::Policy::default());
        let names = levels.names();
        assert_eq!(names[level(&levels) - 1], "siblings_split");
        assert_eq!(names[level(&levels)], "disruption");
    }
}
