//! Feasible choices where homes are knapsacks: everybody goes where it costs least, or where a bound would have them, and
//! overfull homes are relieved until none is left.
//!
//! Each step moves a unit out of an overfull home, or exchanges one with a unit elsewhere: what takes most off
//! everything that is too much, and costs least. Who has just moved stays for a while, so that steps that make things
//! worse are not taken back at once (tabu search). It proves nothing, and looks at places alone: whoever
//! asks has to see whether the choice keeps everything else.

use crate::core::{Core, Index};
use crate::meter::{Interrupt, is_stopped};

/// So many steps a unit, and these at least.
const STEPS_A_UNIT: usize = 4;
const STEPS: usize = 400;
/// For so many steps a unit that has moved stays.
const TENURE: usize = 12;
/// Larger cores would need a table of units and places that is too large.
const CELLS_MAX: usize = 4_000_000;

/// A choice in which no home has more than its places; `None`: none was found. Every place has one instant at most.
///
/// It begins where `shares` puts most of each unit, or where the unit costs least.
pub(crate) fn relieve(
    core: &Core,
    live: &[bool],
    shares: &[Vec<(Index, f64)>],
    interrupt: Interrupt<'_>,
) -> Option<Vec<Index>> {
    let mut overfull = Overfull::new(core, live, shares)?;
    for step in 0..STEPS.max(STEPS_A_UNIT * core.units.len()) {
        if overfull.is_relieved() {
            return Some(overfull.choice);
        }
        if is_stopped(interrupt) {
            return None;
        }
        let best = overfull.best_move(step)?;
        overfull.take(best, step);
    }
    None
}

/// Who goes where; of an exchange both.
#[derive(Clone, Copy)]
struct Move {
    out: Index,
    back: Option<Index>,
}

struct Overfull<'a> {
    core: &'a Core,
    choice: Vec<Index>,
    loads: Vec<i64>,
    /// The live option of each unit in each place.
    option: Vec<Option<Index>>,
    /// The step until which each unit stays.
    stays: Vec<usize>,
}

impl<'a> Overfull<'a> {
    fn new(core: &'a Core, live: &[bool], shares: &[Vec<(Index, f64)>]) -> Option<Self> {
        let places = core.places.len();
        let cells = core.units.len().checked_mul(places).filter(|&cells| cells <= CELLS_MAX)?;
        let mut option = vec![None; cells];
        for (at, given) in (0..).zip(&core.options).filter(|&(at, _): &(Index, _)| live[at as usize]) {
            option[given.unit as usize * places + given.place as usize] = Some(at);
        }
        let cheapest = |unit: &crate::core::Unit| {
            let options = unit.options.iter().copied().filter(|&option| live[option as usize]);
            options.min_by(|&a, &b| core.cost(a).cmp(core.cost(b)).then(a.cmp(&b)))
        };
        let mut choice: Vec<Index> = core.units.iter().map(cheapest).collect::<Option<_>>()?;
        for &(option, _) in shares.iter().filter_map(|of_unit| of_unit.first()) {
            choice[core.options[option as usize].unit as usize] = option;
        }
        let stays = vec![0; core.units.len()];
        let mut overfull = Self { core, loads: vec![0; places], choice, option, stays };
        for unit in 0..overfull.choice.len() {
            let option = overfull.choice[unit];
            let (place, load) = (overfull.place(option), overfull.load(option));
            overfull.loads[place] += load;
        }
        Some(overfull)
    }

    fn place(&self, option: Index) -> usize {
        self.core.options[option as usize].place as usize
    }

    fn unit(&self, option: Index) -> usize {
        self.core.options[option as usize].unit as usize
    }

    fn load(&self, option: Index) -> i64 {
        self.core.options[option as usize].loads.first()
    }

    /// By how much a place would be too full with so many more places taken.
    fn excess(&self, place: usize, more: i64) -> i64 {
        let free = self.core.places[place].free.first();
        free.map_or(0, |free| (self.loads[place] + more - free).max(0))
    }

    fn is_relieved(&self) -> bool {
        (0..self.loads.len()).all(|place| self.excess(place, 0) == 0)
    }

    fn in_place(&self, unit: usize, place: usize) -> Option<Index> {
        self.option[unit * self.core.places.len() + place]
    }

    fn best_move(&self, step: usize) -> Option<Move> {
        let mut best: Option<(i64, Move)> = None;
        let mut offer = |excess: i64, candidate: Move| {
            let is_better = best.is_none_or(|(least, known)| {
                excess < least || (excess == least && self.costs_less(candidate, known))
            });
            if is_better {
                best = Some((excess, candidate));
            }
        };
        let may_move = |unit: usize| self.stays[unit] <= step;
        for unit in (0..self.choice.len()).filter(|&unit| may_move(unit)) {
            let own = self.choice[unit];
            let from = self.place(own);
            if self.excess(from, 0) == 0 {
                continue;
            }
            for to in (0..self.loads.len()).filter(|&to| to != from) {
                if let Some(out) = self.in_place(unit, to) {
                    offer(self.change(from, -self.load(own), to, self.load(out)), Move { out, back: None });
                }
            }
            for other in (0..self.choice.len()).filter(|&other| may_move(other)) {
                let theirs = self.choice[other];
                let to = self.place(theirs);
                if to == from {
                    continue;
                }
                if let (Some(out), Some(back)) = (self.in_place(unit, to), self.in_place(other, from)) {
                    let here = self.load(back) - self.load(own);
                    let there = self.load(out) - self.load(theirs);
                    offer(self.change(from, here, to, there), Move { out, back: Some(back) });
                }
            }
        }
        best.map(|(_, best)| best)
    }

    /// By how much what is too much changes when so many places are taken in two homes.
    fn change(&self, one: usize, more: i64, other: usize, others: i64) -> i64 {
        let after = self.excess(one, more) + self.excess(other, others);
        after - self.excess(one, 0) - self.excess(other, 0)
    }

    fn costs_less(&self, one: Move, other: Move) -> bool {
        (0..self.core.levels)
            .map(|level| self.added_cost(one, level).cmp(&self.added_cost(other, level)))
            .find(|order| order.is_ne())
            .is_some_and(std::cmp::Ordering::is_lt)
    }

    fn added_cost(&self, given: Move, level: usize) -> i128 {
        let options = std::iter::once(given.out).chain(given.back);
        let added = |option: Index| {
            self.core.cost(option)[level] - self.core.cost(self.choice[self.unit(option)])[level]
        };
        options.map(added).sum()
    }

    fn take(&mut self, given: Move, step: usize) {
        for option in std::iter::once(given.out).chain(given.back) {
            let unit = self.unit(option);
            let old = self.choice[unit];
            let (from, to) = (self.place(old), self.place(option));
            self.loads[from] -= self.load(old);
            self.loads[to] += self.load(option);
            self.choice[unit] = option;
            self.stays[unit] = step + TENURE;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random_problems::{GapKind, gap};
    use crate::solve::cores;

    #[test]
    fn overfull_homes_are_relieved() {
        let mut found = 0;
        let mut tight = 0;
        for seed in 0..20 {
            for kind in [GapKind::B, GapKind::C, GapKind::E] {
                for core in &cores(&gap(kind, 5, 60, seed)) {
                    let live = vec![true; core.options.len()];
                    let start = Overfull::new(core, &live, &[]).expect("a small core");
                    tight += u32::from(!start.is_relieved());
                    if let Some(choice) = relieve(core, &live, &[], None) {
                        assert!(core.totals(&choice).is_some(), "seed {seed}: a home is overfull");
                        found += 1;
                    }
                }
            }
        }
        assert!(tight > 50, "only {tight} began overfull");
        assert!(found > 50, "only {found} were relieved");
    }

    #[test]
    fn what_cannot_be_relieved_is_given_up() {
        for core in &mut cores(&gap(GapKind::C, 3, 20, 1)) {
            core.places.iter_mut().for_each(|place| place.free.iter_mut().for_each(|free| *free /= 2));
            assert_eq!(relieve(core, &vec![true; core.options.len()], &[], None), None);
        }
    }
}
