//! Finds the most profitable set of units for one place, exactly, in integers.
//!
//! This is the pricing problem of the household bound: given what each option, whole group and shared
//! pair is worth, which units should live here? Small homes are searched with a bound; places with
//! nothing but a number of places are filled in order; a plain knapsack goes by dynamic programming.
//! Where a search would run too long the answer says so and gives an upper bound instead.

mod search;
#[cfg(test)]
mod tests;

use crate::core::{Core, Demand, Index, Loads};
use search::First;

/// What options, groups and pairs are worth at the current multipliers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Worth {
    /// Gain of taking each option; may be negative.
    pub(crate) profit: Vec<i128>,
    /// Gain of each whole group, not negative.
    pub(crate) reward: Vec<i128>,
    /// Loss of each pair that shares a home, not negative; hard pairs are excluded anyway.
    pub(crate) penalty: Vec<i128>,
}

/// What a branch of the search has decided about a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Nothing.
    #[default]
    Open,
    /// All its units are in one place.
    Whole,
    /// Not all of them are.
    Torn,
}

/// A set of options in one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Household {
    /// Its worth.
    pub(crate) value: i128,
    /// No set in this place is worth more; equal to `value` when the search was exact.
    pub(crate) bound: i128,
    /// Its options, ascending.
    pub(crate) options: Vec<Index>,
}

/// Prices places of one core; holds scratch memory between calls.
pub(crate) struct Pricer<'a> {
    core: &'a Core,
    /// For each unit its groups and its index within each.
    unit_groups: Vec<Vec<(Index, usize)>>,
    /// For each unit its pairs and the partner.
    unit_pairs: Vec<Vec<(Index, Index)>>,
    /// Members of each group that could come here.
    present: Vec<usize>,
    items: Vec<Item>,
    /// What the present branch has decided about each group.
    pub(crate) fates: Vec<Fate>,
}

/// An option, or the options of a group that must be whole.
#[derive(Clone, Debug)]
struct Item {
    /// The option, or the first of the group's.
    option: Index,
    unit: Index,
    /// The group's options together.
    whole: Option<Box<Whole>>,
    /// Profit and its shares of the rewards of groups that can be whole here.
    hopeful: i128,
    /// The most it could ever add to a set.
    potential: i128,
    /// Load at the instant used for bounds.
    size: i64,
    /// Groups that have all their members here, with what of them is in this item.
    shares: Vec<Share>,
}

/// All members of a group in one place.
#[derive(Clone, Debug, Default)]
struct Whole {
    options: Vec<Index>,
    units: Vec<Index>,
    /// Places taken at instants.
    loads: Loads,
}

impl Item {
    fn options(&self) -> &[Index] {
        self.whole.as_ref().map_or(std::slice::from_ref(&self.option), |whole| &whole.options)
    }

    fn units(&self) -> &[Index] {
        self.whole.as_ref().map_or(std::slice::from_ref(&self.unit), |whole| &whole.units)
    }

    fn loads<'a>(&'a self, core: &'a Core) -> &'a Loads {
        let own = &core.options[self.option as usize].loads;
        self.whole.as_ref().map_or(own, |whole| &whole.loads)
    }
}

/// What an item has of a group.
#[derive(Clone, Copy, Debug)]
struct Share {
    group: Index,
    members: usize,
    /// Its share of the reward, contained in the item's hopeful value.
    reward: i128,
}

impl<'a> Pricer<'a> {
    pub(crate) fn new(core: &'a Core) -> Self {
        let mut unit_groups = vec![Vec::new(); core.units.len()];
        for (at, group) in (0..).zip(&core.groups) {
            for (member, &unit) in group.units.iter().enumerate() {
                unit_groups[unit as usize].push((at, member));
            }
        }
        let mut unit_pairs = vec![Vec::new(); core.units.len()];
        for (at, pair) in (0..).zip(&core.pairs) {
            let [one, other] = pair.units;
            unit_pairs[one as usize].push((at, other));
            unit_pairs[other as usize].push((at, one));
        }
        let groups = core.groups.len();
        let (present, fates) = (vec![0; groups], vec![Fate::Open; groups]);
        Self { core, unit_groups, unit_pairs, present, items: Vec::new(), fates }
    }

    /// Pairs of a unit, each with the partner.
    pub(crate) fn pairs_of(&self, unit: Index) -> impl Iterator<Item = (Index, Index)> {
        self.unit_pairs[unit as usize].iter().copied()
    }

    /// Groups of a unit.
    pub(crate) fn groups_of(&self, unit: Index) -> impl Iterator<Item = Index> {
        self.unit_groups[unit as usize].iter().map(|&(group, _)| group)
    }

    /// The best set of live options in a place, the empty one included.
    pub(crate) fn best(&mut self, place: Index, live: &[bool], worth: &Worth) -> Household {
        self.collect(place, live, worth);
        self.items.retain(|item| item.potential > 0);
        if self.items.is_empty() {
            return Household::default();
        }
        let room = self.core.places[place as usize].free.first().copied().unwrap_or(0);
        if self.is_simple(place) {
            if self.has_unit_sizes() {
                return self.fill(room);
            }
            if let Some(household) = self.knapsack(room) {
                return household;
            }
        }
        search::search(self, place, worth, First::Free)
    }

    /// For each live option in a place a bound on the sets that contain it; `i128::MIN` when there
    /// is none.
    pub(crate) fn bounds_with(&mut self, place: Index, live: &[bool], worth: &Worth) -> Vec<(Index, i128)> {
        self.collect(place, live, worth);
        let room = self.core.places[place as usize].free.first().copied().unwrap_or(0);
        if self.is_simple(place) && self.has_unit_sizes() {
            return self.bounds_by_filling(room);
        }
        let mut bounds = Vec::new();
        for at in 0..self.items.len() {
            self.items[..=at].rotate_right(1);
            let bound = search::search(self, place, worth, First::Forced).bound;
            bounds.extend(self.items[0].options().iter().map(|&option| (option, bound)));
            self.items[..=at].rotate_left(1);
        }
        bounds
    }

    /// Gathers what may live in a place, best first.
    fn collect(&mut self, place: Index, live: &[bool], worth: &Worth) {
        let core = self.core;
        let candidates =
            core.places[place as usize].options.iter().copied().filter(|&option| live[option as usize]);
        for option in candidates.clone() {
            for &(group, _) in &self.unit_groups[core.options[option as usize].unit as usize] {
                self.present[group as usize] += 1;
            }
        }
        let instant = bounding_instant(core, place);
        self.items.clear();
        for option in candidates.clone() {
            let item = self.item(option, instant, place, live, worth);
            self.items.extend(item);
        }
        for option in candidates {
            for &(group, _) in &self.unit_groups[core.options[option as usize].unit as usize] {
                self.present[group as usize] = 0;
            }
        }
        self.items.sort_by(by_promise);
    }

    /// Whether nothing but a number of places ties the items.
    fn is_simple(&self, place: Index) -> bool {
        let tied = |item: &Item| {
            let mut pairs = item.units().iter().flat_map(|&unit| &self.unit_pairs[unit as usize]);
            !item.shares.is_empty()
                || pairs.any(|(_, partner)| self.items.iter().any(|item| item.units().contains(partner)))
        };
        self.core.places[place as usize].free.len() <= 1 && !self.items.iter().any(tied)
    }

    fn has_unit_sizes(&self) -> bool {
        self.items.iter().all(|item| item.size <= 1)
    }

    /// The item of an option: alone, or with its whole group where it is the first of it. `None`
    /// where the group cannot be whole here, or comes with an earlier option.
    fn item(
        &self,
        option: Index,
        instant: Option<Index>,
        place: Index,
        live: &[bool],
        worth: &Worth,
    ) -> Option<Item> {
        let unit = self.core.options[option as usize].unit;
        let groups = &self.unit_groups[unit as usize];
        let whole = groups.iter().find(|(group, _)| self.fates[*group as usize] == Fate::Whole);
        let mut item = match whole {
            None => self.single(option, worth),
            Some(&(_, member)) if member > 0 => return None,
            Some(&(group, _)) => self.whole(group, place, live, worth)?,
        };
        item.size = instant.map_or(0, |instant| item.loads(self.core).at(instant));
        self.add_shares(&mut item, self.core.places[place as usize].home, worth);
        Some(item)
    }

    fn single(&self, option: Index, worth: &Worth) -> Item {
        Item {
            option,
            unit: self.core.options[option as usize].unit,
            whole: None,
            hopeful: worth.profit[option as usize],
            potential: 0,
            size: 0,
            shares: Vec::new(),
        }
    }

    /// All options of a group in this place as one item.
    fn whole(&self, group: Index, place: Index, live: &[bool], worth: &Worth) -> Option<Item> {
        let given = &self.core.groups[group as usize];
        let home = self.core.places[place as usize].home;
        if !given.anchor.permits(home) {
            return None;
        }
        let mut whole = Whole { units: given.units.clone(), ..Whole::default() };
        let mut hopeful = worth.reward[group as usize];
        for &unit in &given.units {
            let options = &self.core.units[unit as usize].options;
            let usable = |option: &&Index| {
                live[**option as usize] && self.core.options[**option as usize].place == place
            };
            let option = *options.iter().find(usable)?;
            whole.options.push(option);
            hopeful += worth.profit[option as usize];
            for &(pair, partner) in &self.unit_pairs[unit as usize] {
                if home.is_some() && unit < partner && given.units.contains(&partner) {
                    self.core.pairs[pair as usize].cost.as_ref()?;
                    hopeful -= worth.penalty[pair as usize];
                }
            }
        }
        whole.loads = Loads::sum(whole.options.iter().map(|&option| &self.core.choice(option).loads));
        let first = self.single(whole.options[0], worth);
        Some(Item { hopeful, whole: Some(Box::new(whole)), ..first })
    }

    /// Adds to an item its shares of groups that have all their members here.
    fn add_shares(&self, item: &mut Item, home: Option<u32>, worth: &Worth) {
        item.potential = item.hopeful;
        let units = item.units().to_vec();
        for unit in units {
            for &(group, member) in &self.unit_groups[unit as usize] {
                let given = &self.core.groups[group as usize];
                let count = given.units.len();
                let possible = self.present[group as usize] == count && given.anchor.permits(home);
                let reward = match self.fates[group as usize] {
                    Fate::Open => worth.reward[group as usize],
                    Fate::Torn => 0,
                    Fate::Whole => continue,
                };
                if !possible || (reward == 0 && self.fates[group as usize] == Fate::Open) {
                    continue;
                }
                let parts = i128::try_from(count).expect("a group is small");
                let member = i128::try_from(member).expect("a group is small");
                let part = reward / parts + i128::from(reward % parts > member);
                item.potential += reward;
                item.hopeful += part;
                match item.shares.iter_mut().find(|share| share.group == group) {
                    Some(share) => {
                        share.members += 1;
                        share.reward += part;
                    }
                    None => item.shares.push(Share { group, members: 1, reward: part }),
                }
            }
        }
    }

    /// Sizes 0 and 1 only: the best come first.
    fn fill(&self, mut room: i64) -> Household {
        let mut household = Household::default();
        for item in self.items.iter().filter(|item| item.hopeful > 0) {
            if item.size <= room {
                room -= item.size;
                household.value += item.hopeful;
                household.options.extend(item.options());
            }
        }
        household.bound = household.value;
        household.options.sort_unstable();
        household
    }

    /// [`Pricer::bounds_with`] for sizes 0 and 1: an item that the best set does not contain takes the
    /// place of the last one that it does.
    fn bounds_by_filling(&self, room: i64) -> Vec<(Index, i128)> {
        let positive = |size: i64| {
            let gains = self.items.iter().filter(move |item| item.size == size && item.hopeful > 0);
            gains.map(|item| item.hopeful)
        };
        let places = usize::try_from(room).unwrap_or(0);
        let free: i128 = positive(0).sum();
        let full: i128 = free + positive(1).take(places).sum::<i128>();
        let less_one: i128 = free + positive(1).take(places.saturating_sub(1)).sum::<i128>();
        let mut rank = 0;
        let mut bounds = Vec::with_capacity(self.items.len());
        for item in &self.items {
            let bound = if item.size > room {
                i128::MIN
            } else if item.size == 0 || (item.hopeful > 0 && rank < places) {
                full + item.hopeful.min(0)
            } else {
                less_one + item.hopeful
            };
            rank += usize::from(item.size == 1);
            bounds.extend(item.options().iter().map(|&option| (option, bound)));
        }
        bounds
    }

    /// Any sizes, no ties: exact by dynamic programming over the room, when the table is small.
    fn knapsack(&self, room: i64) -> Option<Household> {
        let room = usize::try_from(room).ok()?;
        let width = room + 1;
        if width.checked_mul(self.items.len()).is_none_or(|cells| cells > 4_000_000) {
            return None;
        }
        let mut best = vec![0_i128; width];
        let mut taken = vec![false; width * self.items.len()];
        for (at, item) in self.items.iter().enumerate() {
            let size = usize::try_from(item.size).expect("loads are not negative");
            for left in (size..width).rev() {
                let value = best[left - size] + item.hopeful;
                if value > best[left] {
                    best[left] = value;
                    taken[at * width + left] = true;
                }
            }
        }
        let mut household = Household { value: best[room], bound: best[room], options: Vec::new() };
        let mut left = room;
        for (at, item) in self.items.iter().enumerate().rev() {
            if taken[at * width + left] {
                household.options.extend(item.options());
                left -= usize::try_from(item.size).expect("loads are not negative");
            }
        }
        household.options.sort_unstable();
        Some(household)
    }
}

/// Most gain for the space first, then what can only lose.
fn by_promise(a: &Item, b: &Item) -> std::cmp::Ordering {
    let waste = |item: &Item| item.hopeful <= 0;
    let density = (b.hopeful * i128::from(a.size)).cmp(&(a.hopeful * i128::from(b.size)));
    let by_profit = b.hopeful.cmp(&a.hopeful);
    waste(a)
        .cmp(&waste(b))
        .then(if waste(a) { by_profit } else { density.then(by_profit) })
        .then(a.option.cmp(&b.option))
}

/// The instant at which the place is most in demand: bounds look at this one only.
fn bounding_instant(core: &Core, place: Index) -> Option<Index> {
    let here = &core.places[place as usize];
    if here.free.len() <= 1 {
        return here.free.first().map(|_| 0);
    }
    let mut demand = Demand::new(here.free.len());
    here.options.iter().for_each(|&option| demand.add(&core.choice(option).loads));
    (0..)
        .zip(demand.by_instant())
        .max_by_key(|&(instant, demand)| (demand, std::cmp::Reverse(instant)))
        .map(|(at, _)| at)
}
