//! Who could live in one home at the multipliers of a bound, and what the best of them gain together.

use crate::Rejection;
use crate::households::Spot;
use crate::live::Fate;
use crate::sets::{Item, Rule, Sets};
use crate::sums::{add, list, place_of, times};

use super::Pricing;

/// Who could live in one home, decided units aside.
pub(super) struct Household {
    /// What decided units gain here.
    pub(super) base: i128,
    pub(super) sets: Sets,
    /// The choice of each item.
    pub(super) choices: Vec<u32>,
    /// The most that a set gains.
    pub(super) most: i128,
    /// Choices to rule out that are no items, with what each of them gains alone: nothing.
    pub(super) unlikely: Vec<(u32, i128)>,
}

impl<'a> Pricing<'a> {
    /// The question of one home, and its answer; `None`: decided units cannot live there.
    ///
    /// `costs` are those of the choices, one after the other. A choice that gains nothing is no item unless its groups could give something back, or it is one of `wanted`
    /// (ascending): no set is better for it.
    pub(super) fn household(
        &self,
        spots: &[Spot],
        costs: &[i64],
        wanted: &[u32],
        item_of: &mut [Option<usize>],
    ) -> Result<Option<Household>, Rejection> {
        let (live, units) = (self.live, self.live.units);
        let Some(home) = spots.first().map(|spot| spot.home) else { return Ok(None) };
        let rows = self.rows(home);
        let sets = Sets { effort: self.effort, ..Sets::default() };
        let mut household = Household { base: 0, sets, choices: Vec::new(), most: 0, unlikely: Vec::new() };
        let mut groups = Vec::new();
        let levels = units.problem.levels.len();
        if costs.len() != spots.len().saturating_mul(levels) {
            return Err(self.malformed("not every choice has its costs".to_owned()));
        }
        let of_each = costs.chunks_exact(levels);
        for (spot, cost) in spots.iter().zip(of_each).filter(|(spot, _)| live.is_live(spot.choice)) {
            let unit = spot.unit;
            let before = groups.len();
            groups.extend(list(&units.groups_of, unit).iter().copied().filter(|&group| self.counts(group)));
            let gain = self.gain(spot, cost, &rows)?;
            if live.decided(unit).is_some() {
                household.base = add(household.base, gain)?;
                continue;
            }
            if gain > 0 || groups.len() > before || wanted.binary_search(&spot.choice).is_ok() {
                household.choices.push(spot.choice);
                household.sets.items.push(Item { gain, ..Item::default() });
            } else if self.is_asked(spot.choice) {
                household.unlikely.push((spot.choice, gain));
            }
        }
        groups.sort_unstable();
        groups.dedup();
        for group in groups {
            if !self.add_group(group, home, &mut household)? {
                return Ok(None);
            }
        }
        if household.choices.is_empty() {
            return Ok(Some(household));
        }
        self.add_ties(home, &mut household, item_of)?;
        let Some(most) = household.sets.most()? else { return Ok(None) };
        Ok(Some(Household { most, ..household }))
    }

    /// Instants and weights of the caps over a home.
    pub(super) fn rows(&self, home: u32) -> Vec<(i64, i128)> {
        let caps = list(&self.live.units.caps_of, home).iter().filter_map(|cap| self.caps.get(cap));
        caps.flatten().copied().collect()
    }

    /// What a choice gains alone, given its costs and the rows of its home; groups aside.
    pub(super) fn gain(&self, spot: &Spot, cost: &[i64], rows: &[(i64, i128)]) -> Result<i128, Rejection> {
        let mut gain = self.weigh(cost)?.saturating_neg();
        for &(instant, weight) in rows {
            let heads = i128::from(self.live.units.heads(spot.choice, instant));
            gain = add(gain, times(weight, heads.saturating_neg())?)?;
        }
        let is_decided = self.live.decided(spot.unit).is_some();
        gain = add(gain, self.lost_to_residents(spot.unit, spot.home, is_decided)?.saturating_neg())?;
        if is_decided {
            return Ok(gain);
        }
        add(gain, self.units.get(spot.position).copied().unwrap_or(0))
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
}
