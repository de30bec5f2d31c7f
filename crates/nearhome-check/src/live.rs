//! What is still possible, while a proof over households is read.
//!
//! Keeps the live choices of the units of one proof, decides units that have a single one, and strikes out
//! what no longer fits beside decided units. Everything can be undone back to a mark.

use crate::sums::{list, place_of};
use crate::units::{Choice, Units};

/// What a branch has decided about a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Fate {
    #[default]
    Open,
    Whole,
    Torn,
}

/// Something to take back.
#[derive(Clone, Copy, Debug)]
enum Change {
    Struck(u32),
    Decided(u32),
    Fate(u32, Fate),
    Closed,
}

/// The live choices and all that follows from them.
#[derive(Debug)]
pub(crate) struct Live<'a> {
    pub(crate) units: &'a Units<'a>,
    open: Vec<bool>,
    /// Live choices of each unit.
    left: Vec<usize>,
    /// The choice of each decided unit.
    decided: Vec<Option<u32>>,
    /// Choices of decided units in each home.
    residents: Vec<Vec<u32>>,
    /// Children of decided units under each cap, whenever they are there.
    under_cap: Vec<i64>,
    fates: Vec<Fate>,
    /// Which proof each unit belongs to at present; 0: none that is being read.
    proof_of: Vec<u32>,
    /// The proof that is being read.
    pub(crate) proof: u32,
    /// Nothing is left that could be an answer.
    pub(crate) is_closed: bool,
    changes: Vec<Change>,
    /// Units with a single live choice that are still to be decided.
    due: Vec<u32>,
}

impl<'a> Live<'a> {
    pub(crate) fn new(units: &'a Units<'a>) -> Self {
        Self {
            open: vec![true; units.choices.len()],
            left: units.of_unit.iter().map(Vec::len).collect(),
            decided: vec![None; units.of_unit.len()],
            residents: vec![Vec::new(); units.at_home.len()],
            under_cap: vec![0; units.problem.caps.len()],
            fates: vec![Fate::Open; units.groups.len()],
            proof_of: vec![0; units.of_unit.len()],
            proof: 0,
            is_closed: false,
            changes: Vec::new(),
            due: Vec::new(),
            units,
        }
    }

    pub(crate) fn is_live(&self, choice: u32) -> bool {
        self.open.get(place_of(choice)) == Some(&true)
    }

    pub(crate) fn decided(&self, unit: u32) -> Option<u32> {
        self.decided.get(place_of(unit)).copied().flatten()
    }

    /// The home of a decided unit.
    pub(crate) fn home(&self, unit: u32) -> Option<u32> {
        self.decided(unit).map(|choice| self.units.choice(choice).home)
    }

    /// Whether units have some home, or *unplaced*, in common among their live choices.
    pub(crate) fn can_be_whole(&self, units: &[u32]) -> bool {
        let homes = |unit: u32| {
            let choices = list(&self.units.of_unit, unit).iter().filter(|&&choice| self.is_live(choice));
            choices.map(|&choice| self.units.choice(choice).home)
        };
        let Some((&first, rest)) = units.split_first() else { return false };
        homes(first).any(|home| rest.iter().all(|&unit| homes(unit).any(|other| other == home)))
    }

    pub(crate) fn residents(&self, home: u32) -> &[u32] {
        list(&self.residents, home)
    }

    pub(crate) fn fate(&self, group: u32) -> Fate {
        self.fates.get(place_of(group)).copied().unwrap_or_default()
    }

    pub(crate) fn proof_of(&self, unit: u32) -> u32 {
        self.proof_of.get(place_of(unit)).copied().unwrap_or(0)
    }

    /// Whether a unit belongs to the proof that is being read.
    pub(crate) fn is_own(&self, unit: u32) -> bool {
        self.proof != 0 && self.proof_of(unit) == self.proof
    }

    /// Choices of decided units that belong to other proofs.
    pub(crate) fn decided_elsewhere(&self) -> impl Iterator<Item = u32> {
        let unit = |change: &Change| match change {
            Change::Decided(unit) if !self.is_own(*unit) => Some(*unit),
            _ => None,
        };
        self.changes.iter().filter_map(unit).filter_map(|unit| self.decided(unit))
    }

    /// Makes units belong to a proof, which is from now on the one that is being read.
    pub(crate) fn belong(&mut self, units: &[u32], proof: u32) {
        self.proof = proof;
        for &unit in units {
            if let Some(slot) = self.proof_of.get_mut(place_of(unit)) {
                *slot = proof;
            }
        }
    }

    /// Strikes out what cannot fit even now, and draws all consequences.
    pub(crate) fn begin(&mut self, units: &[u32]) {
        for &unit in units {
            for &choice in list(&self.units.of_unit, unit) {
                if self.decided(unit).is_none() && !self.fits(choice) {
                    self.strike(choice);
                }
            }
            match self.left.get(place_of(unit)) {
                Some(0) => self.close(),
                Some(1) => self.due.push(unit),
                _ => {}
            }
        }
        self.settle();
    }

    pub(crate) fn mark(&self) -> usize {
        self.changes.len()
    }

    pub(crate) fn close(&mut self) {
        if !self.is_closed {
            self.is_closed = true;
            self.changes.push(Change::Closed);
        }
    }

    /// Strikes out a choice; [`Live::settle`] draws the consequences.
    pub(crate) fn strike(&mut self, choice: u32) {
        let unit = self.units.choice(choice).unit;
        if let (Some(is_live @ true), Some(left)) =
            (self.open.get_mut(place_of(choice)), self.left.get_mut(place_of(unit)))
        {
            *is_live = false;
            *left = left.saturating_sub(1);
            match *left {
                0 => self.close(),
                1 => self.due.push(unit),
                _ => {}
            }
            self.changes.push(Change::Struck(choice));
        }
    }

    /// Strikes out all other choices of a unit than that for a home.
    pub(crate) fn take(&mut self, unit: u32, home: u32) {
        for &choice in list(&self.units.of_unit, unit) {
            if self.units.choice(choice).home != home {
                self.strike(choice);
            }
        }
    }

    pub(crate) fn set_fate(&mut self, group: u32, fate: Fate) {
        if let Some(slot) = self.fates.get_mut(place_of(group)) {
            self.changes.push(Change::Fate(group, *slot));
            *slot = fate;
        }
    }

    /// Decides every unit that has a single live choice, until none is left or nothing is possible.
    pub(crate) fn settle(&mut self) {
        while let Some(unit) = self.due.pop() {
            if self.is_closed {
                self.due.clear();
            } else if self.decided(unit).is_none() {
                let only = list(&self.units.of_unit, unit).iter().find(|choice| self.is_live(**choice));
                match only {
                    Some(&choice) if self.fits(choice) => self.decide(choice),
                    _ => self.close(),
                }
            }
        }
    }

    fn decide(&mut self, choice: u32) {
        let Choice { unit, home, .. } = self.units.choice(choice);
        self.put(unit, Some(choice));
        self.changes.push(Change::Decided(unit));
        if home == self.units.nowhere() {
            return;
        }
        self.strike_what_no_longer_fits(home);
        let largest = self.units.members.iter().map(Vec::len).max().unwrap_or(0);
        for &cap in list(&self.units.caps_of, home) {
            let Some(given) = self.units.problem.caps.get(place_of(cap)) else { continue };
            if self.room_under(cap) < i64::try_from(largest).unwrap_or(i64::MAX) {
                given.homes.iter().for_each(|&home| self.strike_what_no_longer_fits(home));
            }
        }
    }

    fn strike_what_no_longer_fits(&mut self, home: u32) {
        for &choice in list(&self.units.at_home, home) {
            let unit = self.units.choice(choice).unit;
            if self.is_live(choice) && self.is_own(unit) && self.decided(unit).is_none() && !self.fits(choice)
            {
                self.strike(choice);
            }
        }
    }

    /// Places that a cap leaves if all that it counts are there at once.
    fn room_under(&self, cap: u32) -> i64 {
        let places = self.units.problem.caps.get(place_of(cap)).map_or(0, |cap| i64::from(cap.places));
        places.saturating_sub(self.under_cap.get(place_of(cap)).copied().unwrap_or(0))
    }

    /// Whether a choice fits beside the decided units, at every instant.
    fn fits(&self, choice: u32) -> bool {
        let units = self.units;
        let Choice { unit, home, .. } = units.choice(choice);
        let Some(given) = units.problem.homes.get(place_of(home)) else { return true };
        let is_kept_apart = list(&units.pairs_of, unit).iter().any(|&pair| {
            let pair = units.pairs.get(place_of(pair));
            let is_there = |other: u32| other != unit && self.home(other) == Some(home);
            pair.is_some_and(|pair| pair.cost.is_none() && pair.units.into_iter().any(is_there))
        });
        // What is taken grows only when somebody arrives: this unit or one who is decided.
        let there = || self.residents(home).iter().copied();
        let mut arrivals = there().chain([choice]).flat_map(|arriving| units.arrivals(arriving));
        let finds_places = arrivals.all(|instant| {
            let own = units.load(choice, instant);
            let others = there().map(|other| units.load(other, instant));
            own == 0 || others.fold(own, i64::saturating_add) <= i64::from(given.places)
        });
        let keeps_caps = || list(&units.caps_of, home).iter().all(|&cap| self.is_kept_with(cap, choice));
        !is_kept_apart && finds_places && keeps_caps()
    }

    fn is_kept_with(&self, cap: u32, choice: u32) -> bool {
        let units = self.units;
        let unit = units.choice(choice).unit;
        let heads = i64::try_from(list(&units.members, unit).len()).unwrap_or(i64::MAX);
        if heads <= self.room_under(cap) {
            return true;
        }
        let Some(given) = units.problem.caps.get(place_of(cap)) else { return true };
        // The number under a cap grows only when somebody arrives: this unit or one who is decided.
        let there = || given.homes.iter().flat_map(|&home| self.residents(home)).copied();
        there().chain([choice]).flat_map(|arriving| units.arrivals(arriving)).all(|instant| {
            let own = units.heads(choice, instant);
            own == 0
                || self.heads_under(cap, instant, |_| true).saturating_add(own) <= i64::from(given.places)
        })
    }

    /// Children of decided units whom a cap counts at an instant.
    pub(crate) fn heads_under(&self, cap: u32, instant: i64, counts: impl Fn(u32) -> bool) -> i64 {
        let homes = self.units.problem.caps.get(place_of(cap)).map(|cap| cap.homes.as_slice());
        let there = homes.unwrap_or_default().iter().flat_map(|&home| self.residents(home)).copied();
        there
            .filter(|&choice| counts(choice))
            .map(|choice| self.units.heads(choice, instant))
            .fold(0, i64::saturating_add)
    }

    /// Takes back every change after a mark.
    pub(crate) fn undo(&mut self, mark: usize) {
        self.due.clear();
        while self.changes.len() > mark {
            match self.changes.pop() {
                Some(Change::Struck(choice)) => self.revive(choice),
                Some(Change::Decided(unit)) => self.put(unit, None),
                Some(Change::Fate(group, fate)) => {
                    if let Some(slot) = self.fates.get_mut(place_of(group)) {
                        *slot = fate;
                    }
                }
                Some(Change::Closed) => self.is_closed = false,
                None => {}
            }
        }
    }

    fn revive(&mut self, choice: u32) {
        let unit = self.units.choice(choice).unit;
        if let (Some(is_live), Some(left)) =
            (self.open.get_mut(place_of(choice)), self.left.get_mut(place_of(unit)))
        {
            *is_live = true;
            *left = left.saturating_add(1);
        }
    }

    /// Puts a unit into its choice (`Some`), or takes the latest decided unit out again (`None`).
    fn put(&mut self, unit: u32, choice: Option<u32>) {
        let before = self.decided(unit);
        let Some(moved) = choice.or(before) else { return };
        let heads = i64::try_from(list(&self.units.members, unit).len()).unwrap_or(i64::MAX);
        let home = self.units.choice(moved).home;
        if let Some(slot) = self.decided.get_mut(place_of(unit)) {
            *slot = choice;
        }
        if let Some(residents) = self.residents.get_mut(place_of(home)) {
            match choice {
                Some(choice) => residents.push(choice),
                None => drop(residents.pop()),
            }
        }
        for &cap in list(&self.units.caps_of, home) {
            if let Some(under) = self.under_cap.get_mut(place_of(cap)) {
                *under = under.saturating_add(if choice.is_some() { heads } else { heads.saturating_neg() });
            }
        }
    }
}
