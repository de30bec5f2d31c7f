//! Changes of an arrangement, each judged by the totals after the flow has been repaired.

use crate::core::Index;
use crate::flow::Mark;
use crate::meter::is_stopped;

use super::{Arrangement, Block, index, places};

/// How many of the most promising places of a unit are tried.
const TRIED: usize = 6;

/// How many places of a unit that makes way are tried.
const TRIED_ELSEWHERE: usize = 3;

/// What to put back when a change is taken back.
struct Before {
    flow: Mark,
    blocks: Vec<Block>,
    put: Vec<(Index, Option<Index>)>,
    room: Vec<(usize, i64)>,
    held: Option<(usize, Option<Index>)>,
}

impl Arrangement<'_> {
    /// Improves until no move helps, or the effort is spent.
    pub(crate) fn improve(&mut self) {
        let mut total = self.total();
        loop {
            let mut improved = false;
            for unit in self.awkward_units() {
                if self.effort == 0 {
                    return;
                }
                improved |= self.relocate(unit, &mut total) || self.displace(unit, &mut total);
            }
            for group in self.groups() {
                if self.effort == 0 {
                    return;
                }
                improved |= self.regroup(group, &mut total);
            }
            for block in self.blocks.clone() {
                improved |= self.unblock(block, &mut total);
            }
            if !improved || self.effort == 0 {
                return;
            }
        }
    }

    /// Units that cannot be in the flow, those first whose place costs most.
    fn awkward_units(&self) -> Vec<Index> {
        let units = (0..index(self.put.len())).filter(|&unit| !self.flows[unit as usize]);
        let mut units: Vec<Index> = units.collect();
        let cost = |unit: Index| self.put[unit as usize].map(|option| self.core.cost(option));
        units.sort_by(|&a, &b| cost(b).cmp(&cost(a)).then(a.cmp(&b)));
        units
    }

    /// All groups, those first whose member costs most.
    fn groups(&self) -> Vec<usize> {
        let member = |&unit: &Index| self.option(unit).map(|option| self.core.cost(option));
        let cost = |group: &usize| self.core.groups[*group].units.iter().map(member).max();
        let mut groups: Vec<usize> = (0..self.held.len()).collect();
        groups.sort_by(|a, b| cost(b).cmp(&cost(a)).then(a.cmp(b)));
        groups
    }

    fn begin(&mut self) -> Before {
        Before {
            flow: self.flow.mark(),
            blocks: self.blocks.clone(),
            put: Vec::new(),
            room: Vec::new(),
            held: None,
        }
    }

    /// Keeps the changes when they succeeded and everything costs less now.
    fn end(&mut self, before: Before, succeeded: bool, total: &mut Vec<i128>) -> bool {
        self.effort = if is_stopped(self.interrupt) { 0 } else { self.effort.saturating_sub(1) };
        let after = if succeeded { Some(self.total()).filter(|after| after < total) } else { None };
        if let Some(after) = after {
            *total = after;
            self.flow.keep(before.flow);
            return true;
        }
        self.flow.undo(before.flow);
        self.blocks = before.blocks;
        for (unit, option) in before.put.into_iter().rev() {
            self.put[unit as usize] = option;
        }
        for (place, room) in before.room.into_iter().rev() {
            self.room[place] = room;
        }
        if let Some((group, place)) = before.held {
            self.held[group] = place;
        }
        false
    }

    /// What the options would cost with the places that they take, at the flow's prices.
    fn estimate(&self, options: &[Index]) -> Vec<i128> {
        let mut sum = vec![0; self.core.levels];
        for &option in options {
            let size = i128::from(self.size(option));
            let costs = self.core.cost(option).iter();
            let place = self.place(option);
            if self.core.places[place].home.is_some() && size > 0 {
                let price = self.flow.price(index(place));
                sum.iter_mut()
                    .zip(costs.zip(price))
                    .for_each(|(sum, (cost, price))| *sum += cost + price * size);
            } else {
                sum.iter_mut().zip(costs).for_each(|(sum, cost)| *sum += cost);
            }
        }
        sum
    }

    fn relocate(&mut self, unit: Index, total: &mut Vec<i128>) -> bool {
        let Some(old) = self.put[unit as usize].filter(|_| !self.is_held(unit)) else { return false };
        let now = self.estimate(&[old]);
        let mut candidates: Vec<(Vec<i128>, Index)> = self
            .live_options(unit)
            .filter(|&option| option != old && self.fits(option) && !self.is_against(option))
            .map(|option| (self.estimate(&[option]), option))
            .filter(|(estimate, _)| *estimate < now)
            .collect();
        candidates.sort();
        candidates.truncate(TRIED);
        for (_, option) in candidates {
            if self.effort == 0 {
                return false;
            }
            let mut before = self.begin();
            let moved = self.take_out(unit, &mut before)
                && self.put_in(option, &mut before)
                && self.settle_since(&before);
            if self.end(before, moved, total) {
                return true;
            }
        }
        false
    }

    /// Puts a unit where another outside the flow is in its way, and that one elsewhere.
    fn displace(&mut self, unit: Index, total: &mut Vec<i128>) -> bool {
        let Some(old) = self.put[unit as usize].filter(|_| !self.is_held(unit)) else { return false };
        let now = self.estimate(&[old]);
        let mut candidates: Vec<(Vec<i128>, Index, Index)> = Vec::new();
        for option in self.live_options(unit).filter(|&option| option != old) {
            if self.core.home(option).is_none() || (self.fits(option) && !self.is_against(option)) {
                continue;
            }
            let gain = difference(&self.estimate(&[option]), &now);
            if is_gain(&gain) {
                candidates.extend(self.in_the_way(unit, option).map(|other| (gain.clone(), option, other)));
            }
        }
        candidates.sort();
        candidates.truncate(TRIED);
        candidates.into_iter().any(|(gain, option, other)| self.swap_in(option, other, &gain, total))
    }

    /// Tries the most promising places of a unit that makes way for an option.
    fn swap_in(&mut self, option: Index, other: Index, gain: &[i128], total: &mut Vec<i128>) -> bool {
        let Some(left) = self.put[other as usize] else { return false };
        let now = self.estimate(&[left]);
        let place = self.place(option);
        let mut elsewhere: Vec<(Vec<i128>, Index)> = self
            .live_options(other)
            .filter(|&there| self.place(there) != place)
            .map(|there| (difference(&self.estimate(&[there]), &now), there))
            .filter(|(loss, _)| is_gain(&sum(gain, loss)))
            .collect();
        elsewhere.sort();
        elsewhere.truncate(TRIED_ELSEWHERE);
        for (_, there) in elsewhere {
            if self.effort == 0 {
                return false;
            }
            let mut before = self.begin();
            let moved = self.take_out(other, &mut before)
                && self.take_out(self.unit(option), &mut before)
                && self.put_if_free(option, &mut before)
                && self.put_if_free(there, &mut before)
                && self.settle_since(&before);
            if self.end(before, moved, total) {
                return true;
            }
        }
        false
    }

    fn put_if_free(&mut self, option: Index, before: &mut Before) -> bool {
        self.fits(option) && !self.is_against(option) && self.put_in(option, before)
    }

    /// Units outside the flow, in no group that is held, whose leaving alone would make an option possible.
    fn in_the_way(&self, unit: Index, option: Index) -> impl Iterator<Item = Index> {
        let place = self.place(option);
        let missing = self.size(option) - self.room[place];
        let against: Vec<Index> = self
            .hard_partners(unit)
            .filter(|&partner| self.put[partner as usize].is_some_and(|at| self.place(at) == place))
            .collect();
        let core = self.core;
        let residents = core.places[place].options.iter().map(|&at| core.options[at as usize].unit);
        residents.filter(move |&other| {
            let Some(at) = self.put[other as usize] else { return false };
            other != unit
                && self.place(at) == place
                && self.size(at) >= missing
                && against.iter().all(|&partner| partner == other)
                && !self.is_held(other)
        })
    }

    /// Whether a unit belongs to a group that is held together.
    fn is_held(&self, unit: Index) -> bool {
        let groups = self.held.iter().zip(&self.core.groups);
        groups.filter(|(held, _)| held.is_some()).any(|(_, group)| group.units.contains(&unit))
    }

    /// Holds a group together elsewhere, or lets it go.
    fn regroup(&mut self, group: usize, total: &mut Vec<i128>) -> bool {
        let units = self.core.groups[group].units.clone();
        let others = |other: usize| other != group && self.held[other].is_some();
        let shared = (0..self.held.len())
            .filter(|&other| others(other))
            .any(|other| self.core.groups[other].units.iter().any(|unit| units.contains(unit)));
        if shared || units.iter().any(|&unit| !self.flows[unit as usize]) {
            return false;
        }
        let options: Option<Vec<Index>> = units.iter().map(|&unit| self.option(unit)).collect();
        let Some(options) = options else { return false };
        let mut now = self.estimate(&options);
        let held = self.held[group];
        let is_whole = options.iter().all(|&option| self.place(option) == self.place(options[0]));
        if !is_whole {
            now.iter_mut().zip(&self.core.groups[group].cost).for_each(|(sum, cost)| *sum += cost);
        }
        let mut candidates: Vec<(Vec<i128>, Index)> = self
            .live_options(units[0])
            .map(|option| self.core.options[option as usize].place)
            .filter(|&place| Some(place) != held && self.core.places[place as usize].home.is_some())
            .filter_map(|place| Some((self.estimate(&self.group_options(group, place)?), place)))
            .filter(|(estimate, _)| *estimate < now)
            .collect();
        candidates.sort();
        candidates.truncate(TRIED);
        for (_, place) in candidates {
            if self.effort == 0 {
                return false;
            }
            let mut before = self.begin();
            let moved = self.hold_at(group, place, &mut before) && self.settle_since(&before);
            if self.end(before, moved, total) {
                return true;
            }
        }
        held.is_some() && self.let_go(group, total)
    }

    fn hold_at(&mut self, group: usize, place: Index, before: &mut Before) -> bool {
        let Some(options) = self.group_options(group, place) else { return false };
        before.held.get_or_insert((group, self.held[group]));
        for &option in &options {
            let unit = self.unit(option);
            if self.put[unit as usize].is_some() {
                if !self.take_out(unit, before) {
                    return false;
                }
            } else {
                self.flow.remove(unit);
            }
        }
        self.held[group] = Some(place);
        options
            .iter()
            .all(|&option| self.fits(option) && !self.is_against(option) && self.put_in(option, before))
    }

    fn let_go(&mut self, group: usize, total: &mut Vec<i128>) -> bool {
        let mut before = self.begin();
        before.held = Some((group, self.held[group]));
        self.held[group] = None;
        let units = self.core.groups[group].units.clone();
        let out = units.iter().all(|&unit| self.take_out(unit, &mut before) && self.flow.add(unit).is_ok());
        let moved = out && self.settle_since(&before);
        self.end(before, moved, total)
    }

    /// Tries whether somebody who was kept out of a home is better off there now.
    fn unblock(&mut self, block: Block, total: &mut Vec<i128>) -> bool {
        let at = self
            .blocks
            .iter()
            .position(|other| other.option == block.option && other.because == block.because);
        let (Some(at), true) = (at, self.put[block.because as usize].is_none() && self.effort > 0) else {
            return false;
        };
        let before = self.begin();
        self.blocks.remove(at);
        let moved = self.permit(block.option) && self.settle_since(&before);
        self.end(before, moved, total)
    }

    /// Permits an arc again unless somebody else forbids it.
    fn permit(&mut self, option: Index) -> bool {
        if self.blocks.iter().any(|block| block.option == option) {
            return true;
        }
        let Some(arc) = self.arc_of[option as usize] else { return true };
        self.flow.set_arc(arc, Some(self.core.cost(option))).is_ok()
    }

    fn take_out(&mut self, unit: Index, before: &mut Before) -> bool {
        let Some(option) = self.put[unit as usize].take() else { return false };
        before.put.push((unit, Some(option)));
        self.change_room(option, self.size(option), before) && {
            let freed: Vec<Block> =
                self.blocks.iter().copied().filter(|block| block.because == unit).collect();
            self.blocks.retain(|block| block.because != unit);
            freed.into_iter().all(|block| self.permit(block.option))
        }
    }

    fn put_in(&mut self, option: Index, before: &mut Before) -> bool {
        let unit = self.unit(option);
        before.put.push((unit, self.put[unit as usize]));
        self.put[unit as usize] = Some(option);
        self.change_room(option, -self.size(option), before) && self.block_partners(unit, option)
    }

    fn change_room(&mut self, option: Index, change: i64, before: &mut Before) -> bool {
        let place = self.place(option);
        if self.core.places[place].home.is_none() || self.core.places[place].free.is_empty() {
            return true;
        }
        before.room.push((place, self.room[place]));
        self.room[place] += change;
        self.room[place] >= 0 && self.flow.set_places(index(place), places(self.room[place])).is_ok()
    }

    /// Keeps those who must not meet a unit outside the flow away from its home.
    pub(super) fn block_partners(&mut self, unit: Index, option: Index) -> bool {
        let Some(home) = self.core.home(option) else { return true };
        let partners: Vec<Index> = self.hard_partners(unit).collect();
        partners.into_iter().all(|partner| {
            let there = self.live_options(partner).find(|&other| self.core.home(other) == Some(home));
            there.is_none_or(|there| self.put[partner as usize].is_some() || self.block(there, unit))
        })
    }

    fn block(&mut self, option: Index, because: Index) -> bool {
        self.blocks.push(Block { option, because });
        self.arc_of[option as usize].is_none_or(|arc| self.flow.set_arc(arc, None).is_ok())
    }

    fn settle_since(&mut self, before: &Before) -> bool {
        let moved = self.flow.moved_since(&before.flow);
        self.settle(moved)
    }

    /// Parts those in the flow who must not meet, whichever way costs less.
    pub(super) fn settle(&mut self, mut moved: Vec<Index>) -> bool {
        while let Some(unit) = moved.pop() {
            let partners: Vec<Index> = self.hard_partners(unit).collect();
            for partner in partners {
                if !self.meet([unit, partner]) {
                    continue;
                }
                let mark = self.flow.mark();
                let parted = self.part(unit, partner);
                moved.extend(self.flow.moved_since(&mark));
                self.flow.keep(mark);
                if !parted {
                    return false;
                }
            }
        }
        true
    }

    fn part(&mut self, unit: Index, partner: Index) -> bool {
        let mut best: Option<(Vec<i128>, [Index; 2])> = None;
        for [out, stays] in [[unit, partner], [partner, unit]] {
            if self.put[out as usize].is_some() {
                continue;
            }
            let Some(arc) = self.option(out).and_then(|option| self.arc_of[option as usize]) else {
                continue;
            };
            let mark = self.flow.mark();
            if self.flow.set_arc(arc, None).is_ok() {
                let total = self.flow.total();
                if best.as_ref().is_none_or(|(least, _)| total < *least) {
                    best = Some((total, [out, stays]));
                }
            }
            self.flow.undo(mark);
        }
        let Some((_, [out, stays])) = best else { return false };
        let Some(option) = self.option(out) else { return false };
        self.block(option, stays)
    }
}

fn difference(a: &[i128], b: &[i128]) -> Vec<i128> {
    a.iter().zip(b).map(|(a, b)| a - b).collect()
}

fn sum(a: &[i128], b: &[i128]) -> Vec<i128> {
    a.iter().zip(b).map(|(a, b)| a + b).collect()
}

/// Whether a change makes everything cheaper: its first level that changes anything does.
fn is_gain(change: &[i128]) -> bool {
    change.iter().find(|level| **level != 0).is_some_and(|level| *level < 0)
}
