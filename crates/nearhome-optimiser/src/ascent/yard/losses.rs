//! What each option would add to a bound if it were taken.

use crate::core::Index;

use super::super::Point;
use super::super::household::{Candidate, knapsack};
use super::{Home, Yard, index};

/// With more items than this it takes too long to price every home once with each of them.
const FORCED_MAX: usize = 200_000;

impl Yard<'_> {
    /// By how much each option would raise the bound at least if it were taken, scaled; exactly where that is not
    /// found to be more than `enough`, unless there are too many. Homes that are not reached before an interrupt are
    /// left out.
    pub(in crate::ascent) fn losses(&mut self, point: &Point, enough: i128) -> Vec<(Index, i128)> {
        self.weigh_ties(point);
        let mut losses = Vec::with_capacity(self.items());
        for home in 0..self.homes.len() {
            if self.is_stopped_at(home) {
                break;
            }
            let best = i128::from(self.choose(home, point, None));
            if self.lose_by_table(home, point, best, &mut losses)
                || self.lose_over_time(home, point, (best, enough), &mut losses)
            {
                continue;
            }
            for item in self.homes[home].first..self.homes[home].last {
                if self.alive[item] {
                    let with = self.choose(home, point, Some(item));
                    losses.push((self.option[item], best - i128::from(with)));
                }
            }
        }
        losses
    }

    /// The losses of a home without ties whose items take different numbers of places, all at once.
    fn lose_by_table(
        &mut self,
        home: usize,
        point: &Point,
        best: i128,
        losses: &mut Vec<(Index, i128)>,
    ) -> bool {
        let Home { first, room, is_even, ref ties, ref line, .. } = self.homes[home];
        if is_even || ties.is_some() || line.is_some() {
            return false;
        }
        let candidates = self.all_candidates(home, point);
        let Some(with) = knapsack::with_each(&candidates, room) else { return false };
        let named = candidates.iter().map(|candidate| self.option[first + candidate.item as usize]);
        losses.extend(named.zip(with).map(|(option, with)| (option, best - i128::from(with))));
        true
    }

    /// The losses of a home over time: for all items at once at least, and one by one where that is not enough.
    fn lose_over_time(
        &mut self,
        home: usize,
        point: &Point,
        (best, enough): (i128, i128),
        losses: &mut Vec<(Index, i128)>,
    ) -> bool {
        let Home { first, ref ties, ref line, .. } = self.homes[home];
        let Some(line) = line else { return false };
        let candidates = self.all_candidates(home, point);
        let ties = ties.as_ref().map(|ties| (ties, &self.worth));
        let with = self.line_chooser.most_with_each(line, &candidates, ties);
        let is_exact = self.items() <= FORCED_MAX;
        for (candidate, with) in candidates.iter().zip(with) {
            let item = first + candidate.item as usize;
            let mut loss = best - i128::from(with);
            if loss <= enough && is_exact {
                loss = loss.max(best - i128::from(self.choose(home, point, Some(item))));
            }
            losses.push((self.option[item], loss));
        }
        true
    }

    /// All live items of a home.
    fn all_candidates(&self, home: usize, point: &Point) -> Vec<Candidate> {
        let Home { first, last, ref ties, .. } = self.homes[home];
        let candidate = |item: usize| {
            let is_grouped = ties.as_ref().is_some_and(|ties| ties.grouped[item - first]);
            let value = self.value(item, point);
            Candidate { item: index(item - first), value, is_grouped, size: self.size[item] }
        };
        (first..last).filter(|&item| self.alive[item]).map(candidate).collect()
    }
}
