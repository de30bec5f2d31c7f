//! One bound over all choices at once: what each of them would add to it.

use nearhome_problem::Bound;

use super::{Pricing, enough};
use crate::Rejection;
use crate::households::Claim;
use crate::live::Live;
use crate::sets::{Effort, Sets};
use crate::sums::{add, list, place_of, times};

/// A bound on a level, kept with what it was made of.
///
/// Every answer costs at least `bound` on the level and the weighted earlier ones, scaled;
/// with a choice `loss` more.
#[derive(Debug)]
pub(crate) struct Layer {
    pub(crate) level: usize,
    pub(crate) grain: i128,
    /// Weights of earlier levels.
    pub(crate) weights: Vec<(usize, i128)>,
    pub(crate) bound: i128,
    /// By choice.
    pub(crate) loss: Vec<i128>,
    /// By home, *unplaced* after the last one.
    pub(crate) rooms: Vec<Room>,
    /// What a unit is worth, by unit.
    pub(crate) units: Vec<i128>,
    /// What the groups of a unit cost unless they are whole, by unit.
    pub(crate) groups: Vec<i128>,
}

/// Who could live in one home, and what the best of them gain.
#[derive(Debug, Default)]
pub(crate) struct Room {
    pub(crate) most: i128,
    /// The choice of each item.
    pub(crate) choices: Vec<u32>,
    pub(crate) sets: Sets,
}

/// More than any sum of scaled costs: nobody can be there.
const IMPOSSIBLE: i128 = 1 << 120;

impl Layer {
    /// Works a bound out over the live choices of a claim; `None`: no answer has these alone, or no level is bounded.
    pub(crate) fn new(live: &Live<'_>, claim: &Claim<'_>, given: &Bound) -> Result<Option<Self>, Rejection> {
        let Some(level) = given.level.map(place_of) else { return Ok(None) };
        let given = Bound { drops: Vec::new(), ..given.clone() };
        let mut pricing = Pricing::new(live, claim, &given, "screen")?;
        for effort in Effort::WITHOUT_FLOWS {
            pricing.effort = effort;
        }
        let units = live.units;
        let mut layer = Self {
            level,
            grain: units.grain.get(level).copied().unwrap_or(1),
            weights: given.levels.iter().map(|&(level, weight)| (place_of(level), weight)).collect(),
            bound: pricing.fixed_but_for_levels()?,
            loss: vec![IMPOSSIBLE; units.choices.len()],
            rooms: Vec::new(),
            units: vec![0; units.of_unit.len()],
            groups: vec![0; units.of_unit.len()],
        };
        layer.rooms.resize_with(units.at_home.len(), Room::default);
        for (&unit, &worth) in claim.units.iter().zip(&pricing.units) {
            let groups = list(&units.groups_of, unit).iter().filter(|&&group| pricing.counts(group));
            let cost =
                groups.map(|&group| pricing.split_cost(group)).try_fold(0, |sum, cost| add(sum, cost?))?;
            if let (Some(slot), Some(of_groups)) =
                (layer.units.get_mut(place_of(unit)), layer.groups.get_mut(place_of(unit)))
            {
                (*slot, *of_groups) = (worth, cost);
            }
        }
        let mut item_of = vec![None; units.pairs_of.len()];
        for (spots, costs) in claim.homes(live) {
            let Some(household) = pricing.household(spots, costs, &[], &mut item_of)? else {
                return Ok(None);
            };
            layer.bound = add(layer.bound, add(household.base, household.most)?.saturating_neg())?;
            let items: Vec<usize> = (0..household.choices.len()).collect();
            let with_each = household.sets.most_with_each(&items)?;
            for (&choice, with) in household.choices.iter().zip(with_each) {
                if let (Some(slot), Some(with)) = (layer.loss.get_mut(place_of(choice)), with) {
                    *slot = household.most.saturating_sub(with).max(0);
                }
            }
            let Some(home) = spots.first().map(|spot| spot.home) else { continue };
            let (rows, hopes) = (pricing.rows(home), household.sets.hopes()?);
            let has_limit = !list(&units.instants, home).is_empty() && home != units.nowhere();
            let room = list(&units.instants, home).first().filter(|_| has_limit).map(|&instant| {
                let taken = live.residents(home).iter().map(|&choice| units.load(choice, instant));
                let places = units.problem.homes.get(place_of(home)).map_or(0, |home| i64::from(home.places));
                (instant, places.saturating_sub(taken.fold(0, i64::saturating_add)))
            });
            for (spot, cost) in spots.iter().zip(costs.chunks_exact(units.problem.levels.len())) {
                let is_decided = live.decided(spot.unit).is_some();
                if is_decided || household.choices.binary_search(&spot.choice).is_ok() {
                    if live.decided(spot.unit) == Some(spot.choice)
                        && let Some(slot) = layer.loss.get_mut(place_of(spot.choice))
                    {
                        *slot = 0;
                    }
                    continue;
                }
                let of_groups = layer.groups.get(place_of(spot.unit)).copied().unwrap_or(0);
                let gain = add(pricing.gain(spot, cost, &rows)?, of_groups)?;
                // Nobody beside it gains more than the best do without it, nor more than fits beside it.
                let beside = match room {
                    None => household.most,
                    Some((instant, room)) => {
                        let left = room.saturating_sub(units.load(spot.choice, instant));
                        let Ok(left) = usize::try_from(left) else { continue };
                        let most = household.most;
                        hopes.get(left).or(hopes.last()).map_or(most, |&hope| most.min(hope))
                    }
                };
                if let Some(slot) = layer.loss.get_mut(place_of(spot.choice)) {
                    *slot = add(household.most, add(gain, beside)?.saturating_neg())?.max(0);
                }
            }
            if let Some(slot) = layer.rooms.get_mut(place_of(home)) {
                *slot = Room { most: household.most, choices: household.choices, sets: household.sets };
            }
        }
        Ok(Some(layer))
    }

    /// What a bound shows of the level itself, given what all levels sum to: the scaled sum less that of earlier ones.
    pub(crate) fn beyond_earlier(&self, bound: i128, sums: &[i128]) -> Result<i128, Rejection> {
        let mut left = bound;
        for &(level, weight) in &self.weights {
            left = add(left, times(weight, sums.get(level).copied().unwrap_or(0))?.saturating_neg())?;
        }
        Ok(left)
    }

    /// From which scaled bound on the level alone it sums to at least `needed`.
    pub(crate) fn enough(&self, needed: i128) -> Result<i128, Rejection> {
        enough(needed, self.grain)
    }
}
