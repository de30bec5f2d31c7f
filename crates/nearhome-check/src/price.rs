//! What the multipliers of a [`Bound`] prove, over all households and not only those the solver knew.

mod household;
mod layer;

pub(crate) use layer::Layer;

use std::collections::BTreeMap;

use nearhome_problem::{Bound, MULTIPLIER_SCALE};

use crate::households::{Claim, Spot};
use crate::live::Live;
use crate::sets::{Effort, Sets};
use crate::sums::{add, list, place_of, times};
use crate::{Code, Rejection};
use household::Household;

/// What a bound is to show of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Above `least`, so that options can go for good.
    Drop,
    /// At least `least`, so that a node can be closed.
    Close,
}

/// What a bound proves.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Proved {
    /// No answer that is left matters.
    Closed,
    /// No answer with one of these choices matters.
    RuledOut(Vec<u32>),
}

/// A bound that is being worked out.
struct Pricing<'a> {
    live: &'a Live<'a>,
    claim: &'a Claim<'a>,
    given: &'a Bound,
    place: String,
    /// `u` of each unit of the claim.
    units: Vec<i128>,
    /// Levels that count, with their weights; the level bounded has the scale on top.
    levels: Vec<(usize, i128)>,
    /// For each cap with weights: instants and weights.
    caps: BTreeMap<u32, Vec<(i64, i128)>>,
    /// Choices to rule out, ascending.
    drops: Vec<u32>,
    /// The same for each choice of the problem; empty where there are none.
    asked: Vec<bool>,
    effort: Effort,
}

/// A home with choices to rule out.
struct Asked<'a> {
    spots: &'a [Spot],
    costs: &'a [i64],
    household: Household,
    /// Choices to rule out that are no items, with what each of them gains alone: nothing.
    unlikely: Vec<(u32, i128)>,
}

/// Works out a bound, with more effort where little is not enough; an option to be ruled out that is not is a fault.
pub(crate) fn price(
    live: &Live<'_>,
    claim: &Claim<'_>,
    given: &Bound,
    purpose: Purpose,
    place: &str,
) -> Result<Proved, Rejection> {
    let mut pricing = Pricing::new(live, claim, given, place)?;
    // A little more for all homes may do where everything for one would take too long.
    let with_flows = claim.has_stays(live);
    for &effort in if with_flows { &Effort::LESS_THAN_FULL[..] } else { &Effort::WITHOUT_FLOWS } {
        pricing.effort = effort;
        match pricing.proved(purpose) {
            Ok(Some(proved)) => return Ok(proved),
            Err(rejection) if rejection.code != Code::NotRuledOut => return Err(rejection),
            Ok(None) | Err(_) => {}
        }
    }
    pricing.effort = Effort::FULL;
    let proved = pricing.proved(purpose)?;
    Ok(proved.unwrap_or(Proved::RuledOut(pricing.drops)))
}

/// The least scaled sum that, rounded up to a whole multiple of a grain, is at least `needed`.
fn enough(needed: i128, grain: i128) -> Result<i128, Rejection> {
    let below = add(needed, -1)?.checked_div_euclid(grain).unwrap_or(0);
    add(times(times(MULTIPLIER_SCALE, grain)?, below)?, 1)
}

impl<'a> Pricing<'a> {
    /// What the bound proves; `None`: it was to close, and does not.
    fn proved(&self, purpose: Purpose) -> Result<Option<Proved>, Rejection> {
        let enough = self.enough(self.needed(purpose)?)?;
        let mut total = self.fixed_part()?;
        let mut asked = Vec::new();
        let mut item_of = vec![None; self.live.units.pairs_of.len()];
        for (spots, costs) in self.claim.homes(self.live) {
            let Some(mut household) = self.household(spots, costs, &[], &mut item_of)? else {
                return Ok(Some(Proved::Closed));
            };
            total = add(total, add(household.base, household.most)?.saturating_neg())?;
            let unlikely = std::mem::take(&mut household.unlikely);
            if !unlikely.is_empty() || household.choices.iter().any(|&choice| self.is_asked(choice)) {
                asked.push(Asked { spots, costs, household, unlikely });
            }
        }
        if purpose == Purpose::Close && total >= enough {
            return Ok(Some(Proved::Closed));
        }
        self.check_drops(total, enough, &asked, &mut item_of)?;
        Ok((purpose == Purpose::Drop).then(|| Proved::RuledOut(self.drops.clone())))
    }

    fn new(
        live: &'a Live<'a>,
        claim: &'a Claim<'a>,
        given: &'a Bound,
        place: &str,
    ) -> Result<Self, Rejection> {
        let mut pricing = Self {
            live,
            claim,
            given,
            place: place.to_owned(),
            units: vec![0; claim.units.len()],
            levels: Vec::new(),
            caps: BTreeMap::new(),
            drops: Vec::new(),
            asked: Vec::new(),
            effort: Effort::FULL,
        };
        for &(unit, multiplier) in &given.units {
            let position = claim.units.binary_search(&unit).ok();
            match position.and_then(|position| pricing.units.get_mut(position)) {
                Some(slot) => *slot = multiplier,
                None => return Err(pricing.malformed(format!("unit {unit} is not of this proof"))),
            }
        }
        for &(cap, instant, weight) in &given.caps {
            if place_of(cap) >= live.units.problem.caps.len() || weight < 0 {
                return Err(
                    pricing.malformed(format!("cap {cap} is unknown or its weight {weight} negative"))
                );
            }
            pricing.caps.entry(cap).or_default().push((instant, weight));
        }
        let scaled = given.level.map(|level| (level, MULTIPLIER_SCALE));
        for (level, weight) in given.levels.iter().copied().chain(scaled) {
            if place_of(level) >= live.units.problem.levels.len() || weight < 0 {
                return Err(
                    pricing.malformed(format!("level {level} is unknown or its weight {weight} negative"))
                );
            }
            pricing.levels.push((place_of(level), weight));
        }
        for &(unit, home) in &given.drops {
            if !live.is_own(unit) {
                return Err(pricing.malformed(format!("unit {unit} is not of this proof")));
            }
            let choice = live.units.choice_for(unit, home.unwrap_or(live.units.nowhere()));
            pricing.drops.extend(choice.filter(|&choice| live.is_live(choice)));
        }
        pricing.drops.sort_unstable();
        if !pricing.drops.is_empty() {
            pricing.asked = vec![false; live.units.choices.len()];
        }
        for &choice in &pricing.drops {
            if let Some(asked) = pricing.asked.get_mut(place_of(choice)) {
                *asked = true;
            }
        }
        Ok(pricing)
    }

    /// The sum from which on the bound does what it should.
    fn needed(&self, purpose: Purpose) -> Result<i128, Rejection> {
        let Some(level) = self.given.level else { return Ok(1) };
        let (level, open) = (place_of(level), self.claim.open_level);
        let least =
            self.claim.given.least.as_ref().and_then(|least| least.get(level)).filter(|_| level <= open);
        let Some(&least) = least else {
            return Err(self.malformed(format!("level {level} is not open yet")));
        };
        add(least, i128::from(level < open || purpose == Purpose::Drop))
    }

    /// The part of the bound that no household changes.
    fn fixed_part(&self) -> Result<i128, Rejection> {
        let mut sum = self.fixed_but_for_levels()?;
        for &(level, weight) in &self.given.levels {
            sum = add(sum, times(weight, self.maximum(place_of(level))?.saturating_neg())?)?;
        }
        Ok(sum)
    }

    /// The same without what earlier levels may sum to.
    fn fixed_but_for_levels(&self) -> Result<i128, Rejection> {
        let mut sum = 0;
        for (unit, multiplier) in self.claim.units.iter().zip(&self.units) {
            if self.live.decided(*unit).is_none() {
                sum = add(sum, *multiplier)?;
            }
        }
        for &group in self.claim.groups.iter().filter(|&&group| self.counts(group)) {
            sum = add(sum, self.split_cost(group)?)?;
        }
        for (&cap, rows) in &self.caps {
            let places =
                self.live.units.problem.caps.get(place_of(cap)).map_or(0, |cap| i64::from(cap.places));
            for &(instant, weight) in rows {
                let elsewhere = |choice| !self.live.is_own(self.live.units.choice(choice).unit);
                let taken = self.live.heads_under(cap, instant, elsewhere);
                sum = add(sum, times(weight, i128::from(taken.saturating_sub(places)))?)?;
            }
        }
        Ok(sum)
    }

    /// What the claim's units may sum to on a level: `least` of an earlier one, its limits.
    fn maximum(&self, level: usize) -> Result<i128, Rejection> {
        let least = self.claim.given.least.as_ref().and_then(|least| least.get(level));
        let mut maximum = least.copied().filter(|_| level < self.claim.open_level);
        for limit in self.live.units.problem.limits.iter().filter(|limit| limit.level == level) {
            let mut left = i128::from(limit.max);
            for choice in self.live.decided_elsewhere() {
                let cost = self.live.units.cost(choice).get(level).copied().unwrap_or(0);
                left = add(left, i128::from(cost).saturating_neg())?;
            }
            left = add(left, self.certain_elsewhere(level)?.saturating_neg())?;
            maximum = Some(maximum.map_or(left, |maximum| maximum.min(left)));
        }
        maximum.ok_or_else(|| self.malformed(format!("level {level} has no maximum")))
    }

    /// What groups that are torn for certain, and decided pairs who meet, pay on a level, where this claim does not
    /// count them.
    fn certain_elsewhere(&self, level: usize) -> Result<i128, Rejection> {
        let (live, units) = (self.live, self.live.units);
        let paid = |cost: &[i64]| i128::from(cost.get(level).copied().unwrap_or(0));
        let mut sum = 0;
        for (group, given) in (0_u32..).zip(&units.problem.together) {
            let members = list(&units.groups, group);
            let is_torn = members.len() > 1 && !live.can_be_whole(members);
            if is_torn && self.claim.groups.binary_search(&group).is_err() {
                sum = add(sum, given.split_cost.as_deref().map_or(0, paid))?;
            }
        }
        for (index, pair) in (0_u32..).zip(&units.pairs) {
            let [one, other] = pair.units.map(|unit| live.decided(unit).and(live.home(unit)));
            let meet = one.is_some() && one == other && one != Some(units.nowhere());
            if meet && self.claim.pairs.binary_search(&index).is_err() {
                sum = add(sum, pair.cost.map_or(0, paid))?;
            }
        }
        Ok(sum)
    }

    /// Whether the bound pays for a group.
    fn counts(&self, group: u32) -> bool {
        self.claim.groups.binary_search(&group).is_ok() && !self.given.without_groups.contains(&group)
    }

    fn split_cost(&self, group: u32) -> Result<i128, Rejection> {
        let group = self.live.units.problem.together.get(place_of(group));
        self.weigh(group.and_then(|group| group.split_cost.as_deref()).unwrap_or_default())
    }

    fn weigh(&self, cost: &[i64]) -> Result<i128, Rejection> {
        let mut sum = 0;
        for &(level, weight) in &self.levels {
            // Most costs are nothing.
            if let Some(&cost) = cost.get(level).filter(|cost| **cost != 0) {
                sum = add(sum, times(cost.into(), weight)?)?;
            }
        }
        Ok(sum)
    }

    /// The least scaled sum that, rounded up to a whole multiple of the level's grain, is at least `needed`.
    fn enough(&self, needed: i128) -> Result<i128, Rejection> {
        let grain = self.given.level.and_then(|level| self.live.units.grain.get(place_of(level)));
        enough(needed, grain.copied().unwrap_or(1))
    }

    fn is_asked(&self, choice: u32) -> bool {
        self.asked.get(place_of(choice)) == Some(&true)
    }

    /// Forces each option to be ruled out into its home, which must lift the bound far enough.
    fn check_drops(
        &self,
        total: i128,
        enough: i128,
        asked: &[Asked<'_>],
        item_of: &mut [Option<usize>],
    ) -> Result<(), Rejection> {
        for Asked { spots, costs, household, unlikely } in asked {
            let is_close = |&&(_, gain): &&(u32, i128)| total.saturating_sub(gain) < enough;
            let close: Vec<u32> = unlikely.iter().filter(is_close).map(|&(choice, _)| choice).collect();
            if close.is_empty() {
                self.check_items(total, enough, household, household.most)?;
            } else if let Some(larger) = self.household(spots, costs, &close, item_of)? {
                self.check_items(total, enough, &larger, household.most)?;
            }
        }
        // An option of a decided unit is in every household of its home already.
        let decided = self
            .drops
            .iter()
            .find(|&&choice| self.live.decided(self.live.units.choice(choice).unit).is_some());
        match decided {
            Some(&choice) if total < enough => Err(self.not_ruled_out(choice)),
            _ => Ok(()),
        }
    }

    /// Forces each item to be ruled out into its household, which counts as `most` in the total.
    fn check_items(
        &self,
        total: i128,
        enough: i128,
        household: &Household,
        most: i128,
    ) -> Result<(), Rejection> {
        let mut open = Vec::new();
        for (item, choice) in household.choices.iter().enumerate() {
            if self.is_asked(*choice) && !Self::is_plainly_ruled_out(total, enough, &household.sets, item)? {
                open.push(item);
            }
        }
        if open.is_empty() {
            return Ok(());
        }
        for (item, with) in open.iter().zip(household.sets.most_with_each(&open)?) {
            let Some(with) = with else { continue };
            if add(total, add(most, with.saturating_neg())?)? < enough {
                return Err(self.not_ruled_out(household.choices.get(*item).copied().unwrap_or(u32::MAX)));
            }
        }
        Ok(())
    }

    /// Whether an option alone, with all that its groups could give back, lifts the bound far enough.
    fn is_plainly_ruled_out(total: i128, enough: i128, sets: &Sets, item: usize) -> Result<bool, Rejection> {
        let potential = sets.items.get(item).map(|item| sets.potential(item)).transpose()?.flatten();
        let Some(potential) = potential else { return Ok(false) };
        Ok(add(total, potential.min(0).saturating_neg())? >= enough)
    }

    fn not_ruled_out(&self, choice: u32) -> Rejection {
        let choice = self.live.units.choice(choice);
        let fault = format!("the bound does not rule out home {} for unit {}", choice.home, choice.unit);
        Rejection::new(Code::NotRuledOut, self.place.clone(), fault)
    }

    fn malformed(&self, fault: String) -> Rejection {
        Rejection::new(Code::Malformed, self.place.clone(), fault)
    }
}
