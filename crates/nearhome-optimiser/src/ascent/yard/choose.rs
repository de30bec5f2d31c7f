//! The best household of one home at a point: who could be in it, and whichever way is enough to find it.

use super::super::Point;
use super::super::household::{Candidate, Chooser};
use super::super::line::LineChooser;
use super::{Home, Yard, index};

/// Up to so many items of a home are kept in order while it is looked through.
const KEPT_MAX: usize = 48;

/// Of each size how many items are enough for any household: all that fit, and one for each tie that a household can have
/// with somebody better. `None` where that is too many to be kept in order.
pub(super) fn enough(sizes: &[i64], room: i64, most: usize) -> Option<Vec<(i64, usize)>> {
    let mut different: Vec<i64> = sizes.to_vec();
    different.sort_unstable();
    different.dedup();
    let of = |size: i64| {
        let fitting = room.checked_div(size).and_then(|fitting| usize::try_from(fitting).ok())?;
        Some((size, if size > room { 0 } else { fitting.saturating_add(most) }))
    };
    let enough: Vec<(i64, usize)> = different.into_iter().map(of).collect::<Option<_>>()?;
    let kept = enough.iter().fold(0_usize, |sum, (_, count)| sum.saturating_add(*count));
    (kept <= KEPT_MAX && kept < sizes.len()).then_some(enough)
}

/// What choosing needs room for, kept from home to home.
pub(in crate::ascent) struct Scratch {
    pub(super) chooser: Chooser,
    pub(super) line_chooser: LineChooser,
    candidates: Vec<Candidate>,
    /// The best of each size.
    kept: Vec<Kept>,
}

impl Scratch {
    /// For homes with so many items in all.
    pub(super) fn new(items: usize) -> Self {
        Self {
            chooser: Chooser::default(),
            line_chooser: LineChooser::new(items),
            candidates: Vec::new(),
            kept: Vec::new(),
        }
    }
}

impl Yard<'_> {
    /// What the best household of a home is worth; with `forced`, of those that contain this item.
    pub(super) fn choose(
        &self,
        home: usize,
        point: &Point,
        forced: Option<usize>,
        scratch: &mut Scratch,
    ) -> i64 {
        if forced.is_none() && self.homes[home].enough.is_some() {
            self.find_best(home, point, scratch);
        } else {
            self.find_hopeful(home, point, forced, &mut scratch.candidates);
        }
        let Home { first, room, is_even, ref ties, ref line, .. } = self.homes[home];
        let forced = forced.map(|item| index(item - first));
        if line.is_none() && ties.is_none() && forced.is_none() {
            return scratch.chooser.plain(&mut scratch.candidates, room, is_even);
        }
        let ties = ties.as_ref().map(|ties| (ties, &self.worth));
        if let Some(line) = line {
            return scratch.line_chooser.choose(line, &scratch.candidates, ties, forced);
        }
        if let (Some((ties, worth)), None, true) = (ties, forced, is_even)
            && let Some(value) = scratch.chooser.easy(&scratch.candidates, room, ties, worth)
        {
            return value;
        }
        scratch.chooser.tied(&scratch.candidates, room, ties, forced)
    }

    /// Candidates: all that are worth something, whose group may be, or who must be there.
    fn find_hopeful(
        &self,
        home: usize,
        point: &Point,
        forced: Option<usize>,
        candidates: &mut Vec<Candidate>,
    ) {
        let Home { first, last, ref ties, .. } = self.homes[home];
        let grouped = ties.as_ref().map_or(&[][..], |ties| &ties.grouped);
        candidates.clear();
        for item in (first..last).filter(|&item| self.alive[item]) {
            let value = self.value(item, point);
            let is_grouped = grouped.get(item - first) == Some(&true);
            if value > 0 || is_grouped || forced == Some(item) {
                let item_here = index(item - first);
                candidates.push(Candidate { item: item_here, value, is_grouped, size: self.size[item] });
            }
        }
    }

    /// Candidates: all in groups, and of the others enough of each size, those worth most and first among equals.
    fn find_best(&self, home: usize, point: &Point, scratch: &mut Scratch) {
        let Home { first, last, ref ties, ref enough, .. } = self.homes[home];
        let enough = enough.as_deref().unwrap_or_default();
        let grouped = ties.as_ref().map_or(&[][..], |ties| &ties.grouped);
        let Scratch { candidates, kept, .. } = scratch;
        candidates.clear();
        if kept.len() < enough.len() {
            kept.resize_with(enough.len(), Kept::default);
        }
        for (kept, &(_, enough)) in kept.iter_mut().zip(enough) {
            kept.best.clear();
            kept.least = if enough == 0 { i64::MAX } else { 0 };
        }
        for item in first..last {
            let is_grouped = grouped.get(item - first) == Some(&true);
            let value = self.value(item, point);
            let size = self.size[item];
            let class = enough.iter().position(|&(known, _)| known == size).unwrap_or(0);
            let kept = &mut kept[class];
            if (value <= kept.least && !is_grouped) || !self.alive[item] {
                continue;
            }
            let candidate = Candidate { item: index(item - first), value, is_grouped, size };
            if is_grouped {
                candidates.push(candidate);
            } else {
                kept.add(candidate, enough[class].1);
            }
        }
        for kept in kept.iter().take(enough.len()) {
            candidates.extend(&kept.best);
        }
    }

    /// The items of a home that were chosen last.
    pub(super) fn taken<'s>(&self, home: usize, scratch: &'s Scratch) -> impl Iterator<Item = u32> + 's {
        let Home { first, ref line, .. } = self.homes[home];
        let taken = if line.is_some() { &scratch.line_chooser.taken } else { &scratch.chooser.taken };
        taken.iter().map(move |&item| item + index(first))
    }

    /// What an item adds to its household.
    pub(super) fn value(&self, item: usize, point: &Point) -> i64 {
        let stride = self.weighted.len();
        let mut value = point.units[self.unit[item] as usize] - self.cost[item];
        let costs = &self.weighted_cost[item * stride..(item + 1) * stride];
        for (&level, &cost) in self.weighted.iter().zip(costs) {
            value -= point.levels[level] * cost;
        }
        if !self.core.caps.is_empty() {
            for &(row, count) in &self.core.options[self.option[item] as usize].caps {
                value -= point.caps[row as usize] * count;
            }
        }
        value
    }
}

/// The best items of a size.
#[derive(Default)]
pub(super) struct Kept {
    /// Best first.
    best: Vec<Candidate>,
    /// Nobody who is worth no more is kept.
    least: i64,
}

impl Kept {
    /// Keeps an item, and so many in all.
    fn add(&mut self, candidate: Candidate, enough: usize) {
        if self.best.len() == enough {
            self.best.pop();
        }
        let at = self.best.iter().rposition(|known| known.value >= candidate.value).map_or(0, |at| at + 1);
        self.best.insert(at, candidate);
        if self.best.len() == enough {
            self.least = self.best[enough - 1].value;
        }
    }
}
