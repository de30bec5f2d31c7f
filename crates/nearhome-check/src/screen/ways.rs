//! Who is crowded out by a question, and along which ways places are found for them: a good answer, at hardly any cost.
//!
//! What a move costs is what it adds to the last bound. That forgets what ties units to each other, so that the answer may
//! break a rule, and need not be the best; nobody relies on it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use crate::sums::{list, place_of};

use super::Asked;
use super::view::View;

/// So many units find places one after the other.
const WAYS_MAX: usize = 16;

/// Where units are, while places are found for them.
struct Occupied {
    /// The choice of each unit; `None`: decided, or not there.
    at: Vec<Option<u32>>,
    /// Those who may have to leave, by home.
    residents: BTreeMap<u32, BTreeSet<u32>>,
    free: BTreeMap<u32, i64>,
    /// Units who are where they must not be.
    leaving: BTreeSet<u32>,
}

impl Occupied {
    /// As in the answer that the screen knows, but for those who must go somewhere: they have gone there.
    fn new(asked: &Asked<'_>) -> Self {
        let screen = asked.screen;
        let (residents, free, leaving) = (BTreeMap::new(), BTreeMap::new(), BTreeSet::new());
        let mut occupied = Self { at: vec![None; screen.known.len()], residents, free, leaving };
        for (unit, &known) in (0_u32..).zip(&screen.known) {
            let Some(choice) = known.filter(|_| !asked.bound_units.contains(&unit)) else { continue };
            occupied.put(asked, unit, choice);
        }
        for &choice in &asked.forced {
            if let Some(slot) = occupied.at.get_mut(place_of(screen.unit(choice))) {
                *slot = Some(choice);
            }
            occupied.take(asked, choice, screen.load(choice));
        }
        occupied
    }

    fn put(&mut self, asked: &Asked<'_>, unit: u32, choice: u32) {
        let screen = asked.screen;
        let Some(slot) = self.at.get_mut(place_of(unit)) else { return };
        if let Some(before) = slot.replace(choice).filter(|_| !self.leaving.remove(&unit)) {
            self.residents.entry(screen.home(before)).or_default().remove(&unit);
            self.take(asked, before, screen.load(before).saturating_neg());
        }
        if asked.is_gone(choice) {
            self.leaving.insert(unit);
            return;
        }
        self.residents.entry(screen.home(choice)).or_default().insert(unit);
        self.take(asked, choice, screen.load(choice));
    }

    fn take(&mut self, asked: &Asked<'_>, choice: u32, places: i64) {
        let home = asked.screen.home(choice);
        let free = self.free.entry(home).or_insert_with(|| asked.screen.free(home));
        *free = free.saturating_sub(places);
    }

    fn free(&self, asked: &Asked<'_>, home: u32) -> i64 {
        self.free.get(&home).copied().unwrap_or_else(|| asked.screen.free(home))
    }

    /// Units for one of whom another place must be found.
    fn crowded_out(&self) -> Vec<u32> {
        let Some(unit) = self.leaving.first() else {
            let overfull = self.free.iter().find(|(_, free)| **free < 0);
            let residents = overfull.and_then(|(home, _)| self.residents.get(home));
            return residents.into_iter().flatten().copied().collect();
        };
        vec![*unit]
    }

    /// The moves that make a place for one of some units at the least cost, last move first.
    fn way(&self, asked: &Asked<'_>, view: &View<'_>, from: &[u32]) -> Option<Vec<(u32, u32)>> {
        let screen = asked.screen;
        let mut settled: BTreeSet<u32> = BTreeSet::new();
        // By home, from which unit and by which choice it is reached.
        let mut reached: BTreeMap<u32, (i128, u32, u32)> = BTreeMap::new();
        let mut end: Option<(i128, u32)> = None;
        let mut queue: BinaryHeap<Reverse<(i128, u32)>> =
            from.iter().map(|&unit| Reverse((0, unit))).collect();
        while let Some(Reverse((distance, unit))) = queue.pop() {
            if end.is_some_and(|(nearest, _)| distance >= nearest) {
                break;
            }
            if asked.bound_units.contains(&unit) || !settled.insert(unit) {
                continue;
            }
            let own = self.at.get(place_of(unit)).copied().flatten().map(|choice| screen.home(choice));
            for &choice in list(&screen.of_unit, unit) {
                let home = screen.home(choice);
                let there = distance.saturating_add(view.loss(choice));
                let is_farther = reached.get(&home).is_some_and(|&(known, ..)| known <= there)
                    || end.is_some_and(|(nearest, _)| nearest <= there);
                if Some(home) == own || asked.is_gone(choice) || is_farther {
                    continue;
                }
                reached.insert(home, (there, unit, choice));
                if self.free(asked, home) >= screen.load(choice) {
                    end = Some((there, home));
                    continue;
                }
                let residents = self.residents.get(&home).into_iter().flatten();
                queue.extend(residents.map(|&resident| Reverse((there, resident))));
            }
        }
        let (_, mut home) = end?;
        let mut moves: Vec<(u32, u32)> = Vec::new();
        while let Some(&(_, unit, choice)) = reached.get(&home) {
            // A unit moves once.
            if moves.iter().any(|&(moved, _)| moved == unit) {
                return None;
            }
            moves.push((unit, choice));
            if from.contains(&unit) {
                return Some(moves);
            }
            home = screen.home(self.at.get(place_of(unit)).copied().flatten()?);
        }
        None
    }
}

/// A choice for each unit as good as ways can make it; `None` of one that is decided or not there.
pub(super) fn mended(asked: &Asked<'_>) -> Vec<Option<u32>> {
    let mut occupied = Occupied::new(asked);
    let Some(view) = asked.views.last() else { return occupied.at };
    for _ in 0..WAYS_MAX {
        let from = occupied.crowded_out();
        if from.is_empty() {
            break;
        }
        let Some(moves) = occupied.way(asked, view, &from) else { break };
        for (unit, choice) in moves {
            occupied.put(asked, unit, choice);
        }
    }
    occupied.at
}
