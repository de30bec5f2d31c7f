//! Finds and improves feasible choices; proves nothing.
//!
//! Greedy construction, then moves of one unit, of a unit with the one it displaces, and of a whole
//! group, as long as the totals become lexicographically smaller.

use crate::core::{Core, Index, Room};

/// Level vectors of fixed size: costs change millions of times here.
type Levels = [i128; nearhome_problem::LEVELS_MAX];

/// A partial choice with what it leaves free.
pub(crate) struct Layout<'a> {
    core: &'a Core,
    live: &'a [bool],
    choice: Vec<Option<Index>>,
    room: Room,
    residents: Vec<Vec<Index>>,
    unit_pairs: Vec<Vec<Index>>,
    unit_groups: Vec<Vec<Index>>,
    /// Options that may still be looked at; moves end when none is left.
    effort: u64,
}

/// Effort of one construction with its improvement: a fraction of a second.
const EFFORT: u64 = 2_000_000;

impl<'a> Layout<'a> {
    pub(crate) fn new(core: &'a Core, live: &'a [bool]) -> Self {
        let unit_pairs = core.unit_pairs();
        let unit_groups = core.unit_groups();
        Self {
            core,
            live,
            choice: vec![None; core.units.len()],
            room: core.room(),
            residents: vec![Vec::new(); core.places.len()],
            unit_pairs,
            unit_groups,
            effort: EFFORT,
        }
    }

    /// Begins with a choice, as far as it fits.
    pub(crate) fn of(core: &'a Core, live: &'a [bool], choice: &[Index]) -> Self {
        let mut layout = Self::new(core, live);
        for &option in choice {
            if layout.fits(option) {
                layout.put(option);
            }
        }
        layout
    }

    /// The choice, when every unit has an option.
    pub(crate) fn choice(&self) -> Option<Vec<Index>> {
        self.choice.iter().copied().collect()
    }

    /// Places units one by one, those with the fewest options first, each where it costs least now;
    /// a unit that fits nowhere displaces another.
    pub(crate) fn construct(&mut self) {
        let mut order: Vec<Index> = (0..index(self.core.units.len())).collect();
        let homes = |unit: Index| {
            let options = &self.core.units[unit as usize].options;
            options.iter().filter(|&&option| self.live[option as usize]).count()
        };
        order.sort_by_key(|&unit| (homes(unit), unit));
        order.retain(|&unit| self.choice[unit as usize].is_none());
        for unit in order {
            let placed = self.best_option(unit, None);
            match placed {
                Some((_, option)) => self.put(option),
                None => drop(self.displace(unit, false)),
            }
        }
    }

    /// Places units where `shares` puts most of them, the most decided first, as far as they fit;
    /// then the rest as [`Layout::construct`] does.
    pub(crate) fn construct_along(&mut self, shares: &[Vec<(Index, f64)>]) {
        let mut wishes: Vec<(f64, Index)> = shares
            .iter()
            .filter_map(|shares| shares.first().map(|&(option, share)| (share, option)))
            .collect();
        wishes.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        for (_, option) in wishes {
            if self.fits(option) {
                self.put(option);
            }
        }
        self.construct();
    }

    /// Improves until no move helps or `rounds` are over.
    pub(crate) fn improve(&mut self, rounds: usize) {
        for _ in 0..rounds {
            let mut improved = false;
            for unit in 0..index(self.core.units.len()) {
                if self.effort == 0 {
                    return;
                }
                improved |= self.relocate(unit) || self.displace(unit, true);
            }
            for group in 0..index(self.core.groups.len()) {
                improved |= self.gather(group);
            }
            if !improved {
                break;
            }
        }
    }

    fn fits(&self, option: Index) -> bool {
        self.live[option as usize]
            && self.room.fits(self.core.choice(option))
            && !self.shared_pairs(option).any(|pair| self.core.pairs[pair as usize].cost.is_none())
    }

    /// Pairs that would share the home of this option.
    fn shared_pairs(&self, option: Index) -> impl Iterator<Item = Index> {
        let choice = &self.core.options[option as usize];
        let home = self.core.home(option);
        let pairs = self.unit_pairs[choice.unit as usize].iter().copied();
        pairs.filter(move |&pair| {
            let [one, other] = self.core.pairs[pair as usize].units;
            let partner = if one == choice.unit { other } else { one };
            home.is_some() && self.choice[partner as usize].is_some_and(|at| self.core.home(at) == home)
        })
    }

    fn put(&mut self, option: Index) {
        let choice = self.core.choice(option);
        self.room.take(choice);
        self.choice[choice.unit as usize] = Some(option);
        self.residents[choice.place as usize].push(choice.unit);
    }

    fn take_out(&mut self, unit: Index) -> Option<Index> {
        let option = self.choice[unit as usize].take()?;
        let choice = self.core.choice(option);
        self.room.give_back(choice);
        self.residents[choice.place as usize].retain(|&resident| resident != unit);
        Some(option)
    }

    /// What a unit costs in an option, given where the others are: groups count when torn by
    /// members who are placed already.
    fn cost(&self, option: Index) -> Levels {
        let mut sum = [0; nearhome_problem::LEVELS_MAX];
        let mut pay = |cost: &[i128]| sum.iter_mut().zip(cost).for_each(|(sum, level)| *sum += level);
        pay(self.core.cost(option));
        for pair in self.shared_pairs(option) {
            pay(self.core.pairs[pair as usize].cost.as_deref().unwrap_or_default());
        }
        let unit = self.core.options[option as usize].unit;
        let home = self.core.home(option);
        for &group in &self.unit_groups[unit as usize] {
            let group = &self.core.groups[group as usize];
            let others = group.units.iter().filter(|&&other| other != unit);
            let mut homes =
                others.filter_map(|&other| self.choice[other as usize]).map(|at| self.core.home(at));
            if !group.anchor.permits(home) || homes.any(|other| other != home) {
                pay(&group.cost);
            }
        }
        sum
    }

    /// The cheapest option of a unit that fits now, below `below` when given.
    fn best_option(&mut self, unit: Index, below: Option<Levels>) -> Option<(Levels, Index)> {
        let options = &self.core.units[unit as usize].options;
        self.effort = self.effort.saturating_sub(options.len() as u64);
        let options = options.iter().copied();
        let costs = options.filter(|&option| self.fits(option)).map(|option| (self.cost(option), option));
        costs.min().filter(|(cost, _)| below.is_none_or(|below| *cost < below))
    }

    fn within_limits(&mut self) -> bool {
        if self.core.limits.iter().all(Option::is_none) {
            return true;
        }
        self.pay_for_totals();
        self.choice().is_none_or(|choice| self.core.totals(&choice).is_some())
    }

    /// Totals look at every unit.
    fn pay_for_totals(&mut self) {
        self.effort = self.effort.saturating_sub(self.choice.len() as u64);
    }

    fn relocate(&mut self, unit: Index) -> bool {
        let Some(old) = self.choice[unit as usize] else { return false };
        let before = self.cost(old);
        self.take_out(unit);
        let better = self.best_option(unit, Some(before));
        self.put(better.map_or(old, |(_, option)| option));
        if better.is_some() && !self.within_limits() {
            self.take_out(unit);
            self.put(old);
            return false;
        }
        better.is_some()
    }

    /// Puts a unit where another is in the way, and that one elsewhere. With `must_gain` only when
    /// the two together become cheaper.
    fn displace(&mut self, unit: Index, must_gain: bool) -> bool {
        let old = self.choice[unit as usize];
        if must_gain && old.is_none() {
            return false;
        }
        for option in self.core.units[unit as usize].options.clone() {
            if self.effort == 0 {
                return false;
            }
            if !self.live[option as usize] || Some(option) == old || self.fits(option) {
                continue;
            }
            let place = self.core.options[option as usize].place as usize;
            for at in 0..self.residents[place].len() {
                let other = self.residents[place][at];
                if self.swap_in(unit, option, other, must_gain) {
                    return true;
                }
            }
        }
        false
    }

    fn swap_in(&mut self, unit: Index, option: Index, other: Index, must_gain: bool) -> bool {
        self.effort = self.effort.saturating_sub(1);
        let before = self.taken_out_cost(&[other, unit]);
        let old_unit = self.take_out(unit);
        let old_other = self.take_out(other);
        if self.fits(option) {
            let mut after = self.cost(option);
            self.put(option);
            if let Some((cost, moved)) = self.best_option(other, None) {
                add(&mut after, &cost);
                self.put(moved);
                if (!must_gain || after < before) && self.within_limits() {
                    return true;
                }
                self.take_out(other);
            }
            self.take_out(unit);
        }
        old_other.into_iter().chain(old_unit).for_each(|option| self.put(option));
        false
    }

    /// What the units cost now: each counted with those after it still in place.
    fn taken_out_cost(&mut self, units: &[Index]) -> Levels {
        let mut sum = [0; nearhome_problem::LEVELS_MAX];
        let mut old = Vec::new();
        for &unit in units {
            if let Some(option) = self.choice[unit as usize] {
                let cost = self.cost(option);
                add(&mut sum, &cost);
                old.extend(self.take_out(unit));
            }
        }
        for option in old {
            self.put(option);
        }
        sum
    }

    /// Brings a torn group together in the first home where that helps, displacing others.
    fn gather(&mut self, group: Index) -> bool {
        let units = self.core.groups[group as usize].units.clone();
        let Some(before_choice) = self.choice() else { return false };
        if self.core.is_whole(&self.core.groups[group as usize], &before_choice) {
            return false;
        }
        let Some(before) = self.core.totals(&before_choice) else { return false };
        for option in self.core.units[units[0] as usize].options.clone() {
            if self.effort == 0 {
                return false;
            }
            self.pay_for_totals();
            let home = self.core.home(option);
            let options: Option<Vec<Index>> = units.iter().map(|&unit| self.option_in(unit, home)).collect();
            if options.is_some_and(|options| self.move_all(&units, &options)) {
                let after = self.choice().and_then(|choice| self.core.totals(&choice));
                if after.is_some_and(|after| after < before) {
                    return true;
                }
            }
            self.reset(&before_choice);
        }
        false
    }

    fn option_in(&self, unit: Index, home: Option<u32>) -> Option<Index> {
        let options = self.core.units[unit as usize].options.iter().copied();
        options.filter(|&option| self.live[option as usize]).find(|&option| self.core.home(option) == home)
    }

    /// Moves units into one place; residents in the way go to their next best option.
    fn move_all(&mut self, units: &[Index], options: &[Index]) -> bool {
        for &unit in units {
            self.take_out(unit);
        }
        let mut displaced = Vec::new();
        for &option in options {
            while !self.fits(option) {
                let place = self.core.options[option as usize].place as usize;
                let resident =
                    self.residents[place].iter().copied().find(|resident| !units.contains(resident));
                let Some(resident) = resident else { return false };
                self.take_out(resident);
                displaced.push(resident);
            }
            self.put(option);
        }
        for unit in displaced {
            let Some((_, option)) = self.best_option(unit, None) else { return false };
            self.put(option);
        }
        true
    }

    fn reset(&mut self, choice: &[Index]) {
        for unit in 0..index(self.choice.len()) {
            if self.choice[unit as usize] != Some(choice[unit as usize]) {
                self.take_out(unit);
            }
        }
        for (unit, &option) in choice.iter().enumerate() {
            if self.choice[unit].is_none() {
                self.put(option);
            }
        }
    }
}

fn add(sum: &mut Levels, cost: &Levels) {
    sum.iter_mut().zip(cost).for_each(|(sum, level)| *sum += level);
}

fn index(length: usize) -> Index {
    Index::try_from(length).expect("units are numbered in 32 bits")
}
