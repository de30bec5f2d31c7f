//! What each option would add to a bound if it were taken.

use std::ops::Range;

use rayon::prelude::*;

use crate::core::Index;

use super::super::Point;
use super::super::household::{Candidate, knapsack};
use super::choose::Scratch;
use super::{Home, Yard, index};

/// With more items than this it takes too long to price every home once with each of them.
const FORCED_MAX: usize = 200_000;

impl Yard<'_> {
    /// By how much each option would raise the bound at least if it were taken, scaled; exactly where that is not
    /// found to be more than `enough`, unless there are too many. Homes that are not reached before an interrupt are
    /// left out.
    pub(in crate::ascent) fn losses(&mut self, point: &Point, enough: i128) -> Vec<(Index, i128)> {
        self.weigh_ties(point);
        let mut scratches = self.lend_scratches();
        let strips = self.phases.strips();
        let of_strips = strips.into_par_iter().zip(&mut scratches);
        let losses: Vec<Vec<(Index, i128)>> =
            of_strips.map(|(strip, scratch)| self.losses_of(point, enough, strip, scratch)).collect();
        self.take_back(scratches);
        losses.concat()
    }

    fn losses_of(
        &self,
        point: &Point,
        enough: i128,
        strip: Range<usize>,
        scratch: &mut Scratch,
    ) -> Vec<(Index, i128)> {
        let mut losses = Vec::new();
        for home in strip {
            if self.is_stopped_at(home) {
                break;
            }
            let best = i128::from(self.choose(home, point, None, scratch));
            let candidates = self.all_candidates(home, point);
            let is_searched = self.homes[home].line.is_none() || self.items() <= FORCED_MAX;
            let first = self.homes[home].first;
            let (with, is_exact) = self.most_with_each(home, &candidates, scratch);
            let untied = if is_exact { None } else { self.with_untied(home, &candidates) };
            for (at, (candidate, with)) in candidates.iter().zip(with).enumerate() {
                let item = first + candidate.item as usize;
                let mut loss = best - i128::from(with);
                if loss <= enough && !is_exact && is_searched {
                    let with = untied.as_ref().and_then(|untied| untied[at]);
                    let with = with.unwrap_or_else(|| self.choose(home, point, Some(item), scratch));
                    loss = loss.max(best - i128::from(with));
                }
                losses.push((self.option[item], loss));
            }
        }
        losses
    }

    /// For each item of a home what no household with it is worth more than, and whether all are worth that much.
    fn most_with_each(
        &self,
        home: usize,
        candidates: &[Candidate],
        scratch: &mut Scratch,
    ) -> (Vec<i64>, bool) {
        let Home { room, ref ties, ref line, .. } = self.homes[home];
        let ties = ties.as_ref().map(|ties| (ties, &self.worth));
        if let Some(line) = line {
            return (scratch.line_chooser.most_with_each(line, candidates, ties), false);
        }
        let Some((ties, worth)) = ties else { return knapsack::with_each(candidates, room) };
        // Pairs cost nothing here, and each member gains what its whole group does.
        let mut hopeful = candidates.to_vec();
        for (group, members) in &ties.groups {
            for member in members {
                if let Ok(at) = hopeful.binary_search_by_key(member, |candidate| candidate.item) {
                    hopeful[at].value += worth.groups[*group as usize];
                }
            }
        }
        (knapsack::with_each(&hopeful, room).0, false)
    }

    /// What the best household with each item is worth, where ties are worth nothing to it; `None` where they are worth
    /// something even without the item, and where places change hands.
    fn with_untied(&self, home: usize, candidates: &[Candidate]) -> Option<Vec<Option<i64>>> {
        let Home { room, is_even, ref ties, ref line, .. } = self.homes[home];
        if line.is_some() {
            return None;
        }
        let places = usize::try_from(room).ok().filter(|_| is_even);
        let untied = ties.as_ref()?.untied(candidates, places, &self.worth)?;
        let (with, is_exact) = knapsack::with_each(candidates, room);
        let known = candidates.iter().zip(with);
        let of_each = known.map(|(candidate, with)| untied[candidate.item as usize].then_some(with));
        is_exact.then(|| of_each.collect())
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
