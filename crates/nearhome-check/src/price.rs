//! What the multipliers of a [`Bound`] prove, over all households and not only those the solver knew.

use std::collections::BTreeMap;

use nearhome_problem::{Bound, MULTIPLIER_SCALE};

use crate::households::{Claim, Spot};
use crate::live::{Fate, Live};
use crate::sets::{Effort, Item, Rule, Sets};
use crate::sums::{add, list, place_of, times};
use crate::{Code, Rejection};

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
    effort: Effort,
}

/// Who could live in one home, decided units aside.
struct Household {
    /// What decided units gain here.
    base: i128,
    sets: Sets,
    /// The choice of each item.
    choices: Vec<u32>,
    /// The most that a set gains.
    most: i128,
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

impl<'a> Pricing<'a> {
    /// What the bound proves; `None`: it was to close, and does not.
    fn proved(&self, purpose: Purpose) -> Result<Option<Proved>, Rejection> {
        let needed = self.needed(purpose)?;
        let mut total = self.fixed_part()?;
        let mut asked = Vec::new();
        let mut item_of = vec![None; self.live.units.pairs_of.len()];
        for spots in self.claim.spots.chunk_by(|one, other| one.home == other.home) {
            let Some(household) = self.household(spots, &mut item_of)? else {
                return Ok(Some(Proved::Closed));
            };
            total = add(total, add(household.base, household.most)?.saturating_neg())?;
            if household.choices.iter().any(|choice| self.drops.binary_search(choice).is_ok()) {
                asked.push(household);
            }
        }
        if purpose == Purpose::Close && self.round_up(total)? >= needed {
            return Ok(Some(Proved::Closed));
        }
        self.check_drops(total, needed, &asked)?;
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
        for &(level, weight) in &self.given.levels {
            sum = add(sum, times(weight, self.maximum(place_of(level))?.saturating_neg())?)?;
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
        let levels = self.levels.iter().filter_map(|&(level, weight)| Some((*cost.get(level)?, weight)));
        levels.map(|(cost, weight)| times(cost.into(), weight)).try_fold(0, |sum, level| add(sum, level?))
    }

    /// The least sum on the level that a scaled bound permits.
    fn round_up(&self, total: i128) -> Result<i128, Rejection> {
        let grain = self.given.level.and_then(|level| self.live.units.grain.get(place_of(level)));
        let unit = times(MULTIPLIER_SCALE, grain.copied().unwrap_or(1))?;
        let rest = total.checked_rem_euclid(unit).unwrap_or(0);
        let whole = add(total, if rest == 0 { 0 } else { add(unit, rest.saturating_neg())? })?;
        Ok(whole.checked_div(MULTIPLIER_SCALE).unwrap_or(0))
    }

    /// The question of one home, and its answer; `None`: decided units cannot live there.
    fn household(
        &self,
        spots: &[Spot],
        item_of: &mut [Option<usize>],
    ) -> Result<Option<Household>, Rejection> {
        let (live, units) = (self.live, self.live.units);
        let Some(home) = spots.first().map(|spot| spot.home) else { return Ok(None) };
        let caps = list(&units.caps_of, home).iter().filter_map(|cap| self.caps.get(cap));
        let rows: Vec<(i64, i128)> = caps.flatten().copied().collect();
        let sets = Sets { effort: self.effort, ..Sets::default() };
        let mut household = Household { base: 0, sets, choices: Vec::new(), most: 0 };
        let mut groups = Vec::new();
        for spot in spots.iter().filter(|spot| live.is_live(spot.choice)) {
            let unit = units.choice(spot.choice).unit;
            let mut gain = self.weigh(units.cost(spot.choice))?.saturating_neg();
            for &(instant, weight) in &rows {
                let heads = i128::from(units.heads(spot.choice, instant));
                gain = add(gain, times(weight, heads.saturating_neg())?)?;
            }
            let is_decided = live.decided(unit).is_some();
            gain = add(gain, self.lost_to_residents(unit, home, is_decided)?.saturating_neg())?;
            let before = groups.len();
            groups.extend(list(&units.groups_of, unit).iter().copied().filter(|&group| self.counts(group)));
            if is_decided {
                household.base = add(household.base, gain)?;
                continue;
            }
            gain = add(gain, self.units.get(spot.position).copied().unwrap_or(0))?;
            if gain > 0 || groups.len() > before || self.drops.binary_search(&spot.choice).is_ok() {
                household.choices.push(spot.choice);
                household.sets.items.push(Item { gain, ..Item::default() });
            }
        }
        groups.sort_unstable();
        groups.dedup();
        for group in groups {
            if !self.add_group(group, home, &mut household)? {
                return Ok(None);
            }
        }
        self.add_ties(home, &mut household, item_of)?;
        let Some(most) = household.sets.most()? else { return Ok(None) };
        Ok(Some(Household { most, ..household }))
    }

    /// What a unit pays for sharing a home with decided units; two decided units pay once.
    fn lost_to_residents(&self, unit: u32, home: u32, is_decided: bool) -> Result<i128, Rejection> {
        let live = self.live;
        let mut lost = 0;
        if live.residents(home).is_empty() {
            return Ok(lost);
        }
        for (other, cost) in self.soft_pairs(unit, home) {
            let pays = !is_decided || unit < other || !live.is_own(other);
            if pays && live.home(other) == Some(home) {
                lost = add(lost, self.weigh(cost)?)?;
            }
        }
        Ok(lost)
    }

    /// The partners of a unit in pairs that cost something in a home and count in this claim.
    fn soft_pairs(&self, unit: u32, home: u32) -> impl Iterator<Item = (u32, &'a [i64])> {
        let units = self.live.units;
        let owned = list(&units.soft_pairs_of, unit)
            .iter()
            .filter(move |pair| home != units.nowhere() && self.claim.pairs.binary_search(pair).is_ok());
        let pairs = owned.filter_map(|&pair| units.pairs.get(place_of(pair)));
        pairs.filter_map(move |pair| Some((pair.partner(unit)?, pair.cost?)))
    }

    /// Adds what a group means here; false when decided units make it impossible.
    fn add_group(&self, group: u32, home: u32, household: &mut Household) -> Result<bool, Rejection> {
        let (live, units) = (self.live, self.live.units);
        let (mut items, mut has_resident, mut has_absent) = (Vec::new(), false, false);
        for &unit in list(&units.groups, group) {
            let item = household.choices.binary_search_by_key(&unit, |&choice| units.choice(choice).unit);
            match (live.home(unit), item) {
                (Some(at), _) if at == home => has_resident = true,
                (None, Ok(item)) => items.push(item),
                _ => has_absent = true,
            }
        }
        let gain = self.split_cost(group)?;
        let rule = match (live.fate(group), has_absent) {
            (Fate::Whole, true) => {
                for item in items {
                    household.sets.add_group(vec![item], 0, Rule::NotAll);
                }
                return Ok(!has_resident);
            }
            (_, true) => return Ok(true),
            (Fate::Torn, false) => Rule::NotAll,
            (Fate::Whole, false) if has_resident => Rule::All,
            (Fate::Whole, false) => Rule::AllOrNothing,
            (Fate::Open, false) => Rule::Any,
        };
        if items.is_empty() {
            household.base = add(household.base, gain)?;
            return Ok(rule != Rule::NotAll);
        }
        household.sets.add_group(items, gain, rule);
        Ok(true)
    }

    /// Adds pairs, loads and free places. `item_of` has room for the item of each unit, and nothing in it before and after:
    /// looking through all items for each partner would take most of the time where many are kept apart.
    fn add_ties(
        &self,
        home: u32,
        household: &mut Household,
        item_of: &mut [Option<usize>],
    ) -> Result<(), Rejection> {
        let (live, units) = (self.live, self.live.units);
        let Household { choices, sets, .. } = household;
        let instants = list(&units.instants, home);
        let unit_of = |choice: &u32| place_of(units.choice(*choice).unit);
        for (item, choice) in choices.iter().enumerate() {
            if let Some(slot) = item_of.get_mut(unit_of(choice)) {
                *slot = Some(item);
            }
        }
        let at = |other: u32| item_of.get(place_of(other)).copied().flatten();
        for (item, &choice) in sets.items.iter_mut().zip(choices.iter()) {
            let unit = units.choice(choice).unit;
            item.loads = instants.iter().map(|&instant| units.load(choice, instant)).collect();
            for (other, cost) in self.soft_pairs(unit, home) {
                if let Some(partner) = at(other) {
                    item.pairs.push((partner, Some(self.weigh(cost)?)));
                }
            }
            let pairs =
                list(&units.pairs_of, unit).iter().filter_map(|&pair| units.pairs.get(place_of(pair)));
            let apart = pairs.filter(|pair| pair.cost.is_none() && home != units.nowhere());
            item.pairs.extend(apart.filter_map(|pair| Some((at(pair.partner(unit)?)?, None))));
        }
        for choice in choices.iter() {
            if let Some(slot) = item_of.get_mut(unit_of(choice)) {
                *slot = None;
            }
        }
        let places = units.problem.homes.get(place_of(home)).map_or(0, |home| i64::from(home.places));
        let taken =
            |instant: i64| live.residents(home).iter().map(move |&choice| units.load(choice, instant));
        let free = |&instant: &i64| places.saturating_sub(taken(instant).fold(0, i64::saturating_add));
        sets.free = instants.iter().map(free).collect();
        Ok(())
    }

    /// Forces each option to be ruled out into its home, which must lift the bound far enough.
    fn check_drops(&self, total: i128, needed: i128, asked: &[Household]) -> Result<(), Rejection> {
        for household in asked {
            let mut open = Vec::new();
            for (item, choice) in household.choices.iter().enumerate() {
                let is_asked = self.drops.binary_search(choice).is_ok();
                if is_asked && !self.is_plainly_ruled_out(total, needed, &household.sets, item)? {
                    open.push(item);
                }
            }
            for (item, most) in open.iter().zip(household.sets.most_with_each(&open)?) {
                let Some(most) = most else { continue };
                let forced = add(total, add(household.most, most.saturating_neg())?)?;
                if self.round_up(forced)? < needed {
                    return Err(self.not_ruled_out(household.choices.get(*item).copied().unwrap_or(u32::MAX)));
                }
            }
        }
        // An option of a decided unit is in every household of its home already.
        let decided = self
            .drops
            .iter()
            .find(|&&choice| self.live.decided(self.live.units.choice(choice).unit).is_some());
        match decided {
            Some(&choice) if self.round_up(total)? < needed => Err(self.not_ruled_out(choice)),
            _ => Ok(()),
        }
    }

    /// Whether an option alone, with all that its groups could give back, lifts the bound far enough.
    fn is_plainly_ruled_out(
        &self,
        total: i128,
        needed: i128,
        sets: &Sets,
        item: usize,
    ) -> Result<bool, Rejection> {
        let potential = sets.items.get(item).map(|item| sets.potential(item)).transpose()?.flatten();
        let Some(potential) = potential else { return Ok(false) };
        Ok(self.round_up(add(total, potential.min(0).saturating_neg())?)? >= needed)
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
