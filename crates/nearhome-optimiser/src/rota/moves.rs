//! Takes units out and puts them back by chains, as long as that helps.

use crate::core::Index;

use super::{Rota, index};

/// Units that are taken out at once.
const RUINED: (u64, u64) = (3, 14);

/// Random numbers from a seed (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % end.max(1)
    }

    fn index(&mut self, end: usize) -> usize {
        usize::try_from(self.below(end as u64)).expect("below a length")
    }
}

impl Rota<'_> {
    /// Improves until no chain helps or the effort is spent.
    pub(crate) fn improve(&mut self) {
        loop {
            let before = self.total;
            for unit in 0..index(self.choice.len()) {
                if self.is_over() {
                    return;
                }
                self.reseat(unit);
            }
            for group in 0..self.core.groups.len() {
                self.gather(group);
            }
            if self.total >= before {
                return;
            }
        }
    }

    /// Takes neighbourhoods out and puts them back, differently for each seed, until the effort is spent.
    pub(crate) fn shake(&mut self, seed: u64) {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        while !self.is_over() {
            let (mark, total) = (self.journal.len(), self.total);
            let mut absent = self.neighbourhood(&mut dice);
            // Where no chain is ever looked for, this alone lets the effort end.
            self.effort = self.effort.saturating_sub(absent.len() as u64);
            for &unit in &absent {
                self.take_out(unit);
            }
            let mut is_complete = true;
            while is_complete && !absent.is_empty() {
                let unit = absent.swap_remove(dice.index(absent.len()));
                let others: i128 = absent.iter().map(|&unit| self.cheapest[unit as usize]).sum();
                is_complete = self.insert(unit, total - self.total - others + 1);
            }
            if !is_complete || self.total > total {
                self.undo(mark, total);
            }
            self.journal.clear();
        }
    }

    /// Some units that want the same homes.
    fn neighbourhood(&self, dice: &mut Dice) -> Vec<Index> {
        let wanted = RUINED.0 + dice.below(RUINED.1 - RUINED.0);
        let mut units = vec![index(dice.index(self.choice.len()))];
        for _ in 0..4 * wanted {
            if units.len() as u64 >= wanted {
                break;
            }
            let from = units[dice.index(units.len())];
            let options = &self.options[from as usize];
            let option = options[dice.index(options.len())];
            let residents = &self.residents[self.core.options[option as usize].place as usize];
            if residents.is_empty() {
                continue;
            }
            let other = residents[dice.index(residents.len())];
            if !units.contains(&other) {
                units.push(other);
            }
        }
        units
    }

    /// Moves a unit, and others after it, where that costs less.
    fn reseat(&mut self, unit: Index) {
        let (mark, total) = (self.journal.len(), self.total);
        self.take_out(unit);
        if !self.insert(unit, total - self.total) {
            self.undo(mark, total);
        }
        self.journal.clear();
    }

    /// Brings a group together in the first place where that helps, whoever is in the way moving elsewhere.
    fn gather(&mut self, group: usize) {
        let core = self.core;
        let units = &core.groups[group].units;
        for option in self.options[units[0] as usize].clone() {
            if self.is_over() {
                return;
            }
            let place = core.options[option as usize].place;
            if !core.groups[group].anchor.permits(core.places[place as usize].home) {
                continue;
            }
            let in_place = |&unit: &Index| {
                let mut options = self.options[unit as usize].iter().copied();
                options.find(|&option| core.options[option as usize].place == place)
            };
            let Some(options) = units.iter().map(in_place).collect::<Option<Vec<Index>>>() else { continue };
            let (mark, total) = (self.journal.len(), self.total);
            if !self.move_all(&options) || self.total >= total {
                self.undo(mark, total);
            }
            self.journal.clear();
        }
    }

    /// Seats units together; residents in the way are put elsewhere by chains, should that promise a gain.
    fn move_all(&mut self, options: &[Index]) -> bool {
        let core = self.core;
        let before = self.total;
        for &option in options {
            self.take_out(core.options[option as usize].unit);
        }
        let mut displaced = Vec::new();
        for &option in options {
            let place = core.options[option as usize].place as usize;
            while !self.fits(option) {
                let is_own = |unit: Index| options.iter().any(|&at| core.options[at as usize].unit == unit);
                let mut others = self.residents[place].iter().copied().filter(|&unit| !is_own(unit));
                let overlap = |unit: Index| self.overlap(option, unit);
                let Some(resident) = others.by_ref().find(|&unit| overlap(unit)) else { return false };
                self.take_out(resident);
                displaced.push(resident);
            }
            self.put(option);
        }
        let least: i128 = displaced.iter().map(|&unit| self.cheapest[unit as usize]).sum();
        self.total + least < before
            && displaced.into_iter().all(|unit| {
                let left = before - self.total;
                self.insert(unit, left)
            })
    }

    /// Whether a resident takes a place, or counts in a cap, when an option would.
    fn overlap(&self, option: Index, resident: Index) -> bool {
        let Some(seat) = self.choice[resident as usize] else { return false };
        let [wanted, seat] = [option, seat].map(|option| &self.core.options[option as usize]);
        let share = |one: &[(Index, i64)], other: &[(Index, i64)]| {
            one.iter().any(|(at, _)| other.binary_search_by_key(at, |&(at, _)| at).is_ok())
        };
        let is_apart = self.unit_pairs[wanted.unit as usize].iter().any(|&pair| {
            self.core.pairs[pair as usize].units.contains(&resident)
                && self.pair_costs[pair as usize].is_none()
        });
        wanted.loads.meet(&seat.loads) || share(&wanted.caps, &seat.caps) || is_apart
    }
}
