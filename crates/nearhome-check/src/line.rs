//! The most that a set of items can gain in a home whose places change hands over time.
//!
//! Places are tracks along the line of the home's instants. An item of one place is an arc from the instant at
//! which it comes to that at which it goes, idle places go from instant to instant, and the best flow
//! takes whole items, because nothing in a line can be fractional. Two items of which one comes as the other goes
//! have an arc more that gains what their group does. Items of several places are cut in pieces, pairs are
//! forgotten, and each item of another group gains a share of what the group does: that can only be too much. Where the
//! flow does not mean a set, some item is decided both ways and the flow is asked again, that first which gains most.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use crate::Rejection;
use crate::sets::{Group, Item, Rule, Sets};
use crate::sums::add;
use crate::tracks::{Network, Part, Piece};

/// What has been decided about an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seat {
    Open,
    In,
    Out,
}

/// Sets that agree on some items.
#[derive(Clone, Debug)]
struct Branch {
    seats: Vec<Seat>,
    /// Places left at each instant.
    free: Vec<i64>,
    /// What those who are in gain, whole groups included.
    gain: i128,
}

/// A flow of a branch.
struct Relaxed {
    /// At least what any set of the branch gains.
    most: i128,
    /// Whether each item is in, wholly.
    taken: Vec<bool>,
    /// An item that is in by some of its pieces only.
    cut: Option<usize>,
    /// What each open item gains in the flow.
    gains: Vec<Option<i128>>,
    /// Groups, by position, of which items in the flow gain shares, and their sum.
    shared: BTreeMap<usize, i128>,
}

/// Two items of one place each, of which the second comes as the first goes.
#[derive(Clone, Copy, Debug)]
struct Link {
    items: [usize; 2],
    gain: i128,
}

struct Line<'a> {
    sets: &'a Sets,
    links: Vec<Link>,
    /// Groups that are no links.
    groups: Vec<&'a Group>,
}

/// At least what any permitted set gains, and exactly the most unless too many had to be tried; with `forced` of those
/// that contain this item. `None` when no set is permitted.
pub(crate) fn most(sets: &Sets, forced: Option<usize>) -> Result<Option<i128>, Rejection> {
    let gains = sets.items.iter().map(|item| item.gain).chain(sets.groups.iter().map(|group| group.gain));
    let losses = sets.items.iter().flat_map(|item| item.pairs.iter().filter_map(|pair| pair.1));
    // Sums of any of these fit, so that nothing need look any more.
    gains.chain(losses).try_fold(0, |sum, number| add(sum, number.saturating_abs()))?;
    let stays = Line::new(sets);
    let start = Branch { seats: vec![Seat::Open; sets.items.len()], free: sets.free.clone(), gain: 0 };
    let required = sets.groups.iter().filter(|group| group.rule == Rule::All).flat_map(|group| &group.items);
    let flows_max = sets.effort.flows;
    let mut branches: Vec<(Branch, Relaxed)> = Vec::new();
    let mut open = BinaryHeap::new();
    let mut next: Vec<Branch> = stays.with(start, required.copied().chain(forced)).into_iter().collect();
    loop {
        for branch in next.drain(..) {
            let relaxed = stays.relax(&branch);
            open.push((relaxed.most, Reverse(branches.len())));
            branches.push((branch, relaxed));
        }
        // No branch that is left gains more than this one.
        let Some((most, Reverse(at))) = open.pop() else { return Ok(None) };
        let Some((branch, relaxed)) = branches.get(at) else { return Ok(None) };
        match stays.doubtful(branch, relaxed) {
            Some(_) if branches.len() >= flows_max => return Ok(Some(most)),
            Some(item) => {
                next.push(stays.without(branch.clone(), item));
                next.extend(stays.with(branch.clone(), [item]));
            }
            None if stays.is_permitted(&relaxed.taken) => return Ok(Some(most)),
            None => {}
        }
    }
}

impl<'a> Line<'a> {
    fn new(sets: &'a Sets) -> Self {
        let mut stays = Self { sets, links: Vec::new(), groups: Vec::new() };
        for group in &sets.groups {
            match stays.link(group) {
                Some(follows) => stays.links.push(follows),
                None => stays.groups.push(group),
            }
        }
        stays
    }

    fn item(&self, item: usize) -> Option<&'a Item> {
        self.sets.items.get(item)
    }

    fn link(&self, group: &Group) -> Option<Link> {
        let &[one, other] = group.items.as_slice() else { return None };
        let track = |item: usize| {
            let item = self.item(item).filter(|item| item.groups.len() == 1)?;
            let pieces = pieces(&item.loads);
            pieces.first().copied().filter(|piece| pieces.len() == 1 && piece.places == 1)
        };
        let (first, second) = (track(one)?, track(other)?);
        if group.rule != Rule::Any {
            return None;
        }
        if first.to == second.from {
            return Some(Link { items: [one, other], gain: group.gain });
        }
        (second.to == first.from).then_some(Link { items: [other, one], gain: group.gain })
    }

    /// The branch with more items in it, and those who come only with them; `None` where they cannot all be.
    fn with(&self, mut branch: Branch, items: impl IntoIterator<Item = usize>) -> Option<Branch> {
        let mut due: Vec<usize> = items.into_iter().collect();
        while let Some(item) = due.pop() {
            let seat = branch.seats.get(item).copied()?;
            if seat == Seat::In {
                continue;
            }
            let gain = self.gain(&branch, item).filter(|_| seat == Seat::Open)?;
            let given = self.item(item)?;
            for (free, load) in branch.free.iter_mut().zip(&given.loads) {
                *free = free.saturating_sub((*load).max(0));
                (*load <= 0 || *free >= 0).then_some(())?;
            }
            branch.gain = branch.gain.saturating_add(gain);
            if let Some(slot) = branch.seats.get_mut(item) {
                *slot = Seat::In;
            }
            for group in self.groups.iter().filter(|group| group.items.contains(&item)) {
                if group.rule == Rule::AllOrNothing {
                    due.extend(&group.items);
                }
                if group.items.iter().all(|&item| branch.seats.get(item) == Some(&Seat::In)) {
                    (group.rule != Rule::NotAll).then_some(())?;
                    branch.gain = branch.gain.saturating_add(group.gain);
                }
            }
        }
        Some(branch)
    }

    /// The branch without an item, and without those who come only with it.
    fn without(&self, mut branch: Branch, item: usize) -> Branch {
        let mut due = vec![item];
        while let Some(item) = due.pop() {
            let Some(slot) = branch.seats.get_mut(item).filter(|seat| **seat == Seat::Open) else { continue };
            *slot = Seat::Out;
            for group in self.groups.iter().filter(|group| group.rule == Rule::AllOrNothing) {
                if group.items.contains(&item) {
                    due.extend(&group.items);
                }
            }
        }
        branch
    }

    /// What an item gains beside those who are in; `None` where one of them excludes it.
    fn gain(&self, branch: &Branch, item: usize) -> Option<i128> {
        let is_in = |other: usize| branch.seats.get(other) == Some(&Seat::In);
        let given = self.item(item)?;
        let mut gain = given.gain;
        for &(_, loss) in given.pairs.iter().filter(|(other, _)| is_in(*other)) {
            gain = gain.saturating_sub(loss?);
        }
        for link in &self.links {
            let [one, other] = link.items;
            if (one == item && is_in(other)) || (other == item && is_in(one)) {
                gain = gain.saturating_add(link.gain);
            }
        }
        Some(gain)
    }

    /// What open items gain in the flow, `None` for those who cannot be in.
    fn gains(&self, branch: &Branch) -> Vec<Option<i128>> {
        let gain = |(at, (item, seat)): (usize, (&Item, &Seat))| {
            let fits = item.loads.iter().zip(&branch.free).all(|(load, free)| *load <= 0 || load <= free);
            self.gain(branch, at).filter(|_| fits && *seat == Seat::Open)
        };
        self.sets.items.iter().zip(&branch.seats).enumerate().map(gain).collect()
    }

    /// Shares out what groups that are no links may still gain among their open items: first what each lacks to be
    /// worth a place, the rest to the last. Returns the shares by group and item.
    fn share_out(&self, branch: &Branch, gains: &mut [Option<i128>]) -> Vec<(usize, usize, i128)> {
        let mut shares = Vec::new();
        for (at, group) in self.groups.iter().enumerate() {
            let mut open: Vec<usize> = group.items.clone();
            open.retain(|&item| branch.seats.get(item) != Some(&Seat::In));
            let is_possible = open.iter().all(|&item| gains.get(item).is_some_and(Option::is_some));
            if open.is_empty() || !is_possible || group.rule == Rule::NotAll || group.gain <= 0 {
                continue;
            }
            let mut left = group.gain;
            let last = open.last().copied();
            for &item in &open {
                let Some(Some(gain)) = gains.get_mut(item) else { continue };
                let lacks = gain.saturating_neg().clamp(0, left);
                let share = if Some(item) == last { left } else { lacks };
                *gain = gain.saturating_add(share);
                left = left.saturating_sub(share);
                shares.push((at, item, share));
            }
        }
        shares
    }

    /// The best flow of what is open, beside those who are in.
    fn relax(&self, branch: &Branch) -> Relaxed {
        let mut gains = self.gains(branch);
        let given = self.share_out(branch, &mut gains);
        let mut sum = branch.gain;
        let mut taken: Vec<bool> = branch.seats.iter().map(|seat| *seat == Seat::In).collect();
        let mut network = Network::new(&branch.free);
        for (at, (item, gain)) in self.sets.items.iter().zip(&gains).enumerate() {
            let pieces = pieces(&item.loads);
            match *gain {
                Some(gain) if pieces.is_empty() && gain > 0 => {
                    taken.iter_mut().skip(at).take(1).for_each(|slot| *slot = true);
                    sum = sum.saturating_add(gain);
                }
                Some(gain) => network.add_item(at, &pieces, gain),
                None => {}
            }
        }
        for link in &self.links {
            network.add_link(link.items, link.gain);
        }
        let flow = network.solve();
        let mut cut = None;
        for (item, part) in flow.items {
            match part {
                Part::Whole => taken.iter_mut().skip(item).take(1).for_each(|slot| *slot = true),
                Part::Some => cut = cut.or(Some(item)),
                Part::None => {}
            }
        }
        let is_taken = |item: usize| taken.get(item) == Some(&true);
        let mut shared: BTreeMap<usize, i128> = BTreeMap::new();
        for (group, _, share) in given.into_iter().filter(|&(_, item, share)| share > 0 && is_taken(item)) {
            let sum = shared.entry(group).or_default();
            *sum = sum.saturating_add(share);
        }
        Relaxed { most: sum.saturating_add(flow.gain), taken, cut, gains, shared }
    }

    /// The open item that must be decided first because the flow is no set, or gains more than its set: that on which
    /// the flow errs most.
    fn doubtful(&self, branch: &Branch, relaxed: &Relaxed) -> Option<usize> {
        let pairs = self.doubtful_of_pairs(branch, relaxed);
        let groups = self.groups.iter().copied().enumerate();
        let doubts = pairs.chain(groups.filter_map(|group| Self::doubtful_member(branch, relaxed, group)));
        let worst = doubts.max_by_key(|&(error, item)| (error, Reverse(item)));
        relaxed.cut.or(worst.map(|(_, item)| item))
    }

    /// Open items that are taken with one at whose side they lose, the lesser of both, and by how much the flow errs.
    fn doubtful_of_pairs(&self, branch: &Branch, relaxed: &Relaxed) -> impl Iterator<Item = (i128, usize)> {
        let is_open = |item: usize| branch.seats.get(item) == Some(&Seat::Open);
        let is_taken = |item: usize| relaxed.taken.get(item) == Some(&true);
        let gain = |item: usize| relaxed.gains.get(item).copied().flatten().unwrap_or(i128::MAX);
        let items = self.sets.items.iter().enumerate();
        items.filter(move |(item, _)| is_open(*item) && is_taken(*item)).flat_map(move |(item, given)| {
            let met = given.pairs.iter().filter(move |(other, loss)| is_taken(*other) && *loss != Some(0));
            let lesser = met.filter(move |(other, _)| gain(item) <= gain(*other));
            lesser.map(move |(_, loss)| (loss.unwrap_or(i128::MAX).min(gain(item)), item))
        })
    }

    /// An open member of a group that gains shares and is not whole, or must not be whole and is, and by how much the
    /// flow errs.
    fn doubtful_member(
        branch: &Branch,
        relaxed: &Relaxed,
        (at, group): (usize, &Group),
    ) -> Option<(i128, usize)> {
        let count = group.items.iter().filter(|item| relaxed.taken.get(**item) == Some(&true)).count();
        let (is_whole, is_none) = (count == group.items.len(), count == 0);
        let error = match group.rule {
            Rule::NotAll => is_whole.then_some(i128::MAX),
            Rule::AllOrNothing => (!is_whole && !is_none).then_some(i128::MAX),
            Rule::Any | Rule::All => relaxed.shared.get(&at).copied().filter(|_| !is_whole),
        };
        let mut open = group.items.iter().copied();
        let item = open.find(|&item| branch.seats.get(item) == Some(&Seat::Open));
        error.zip(item)
    }

    /// Whether no group forbids a set.
    fn is_permitted(&self, taken: &[bool]) -> bool {
        self.groups.iter().all(|group| {
            let count = group.items.iter().filter(|item| taken.get(**item) == Some(&true)).count();
            match group.rule {
                Rule::Any => true,
                Rule::All => count == group.items.len(),
                Rule::AllOrNothing => count == 0 || count == group.items.len(),
                Rule::NotAll => count < group.items.len(),
            }
        })
    }
}

/// Cuts loads into pieces of as many places from one instant to another.
fn pieces(loads: &[i64]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (at, &places) in loads.iter().enumerate().filter(|(_, places)| **places > 0) {
        let next = at.saturating_add(1);
        match pieces.last_mut() {
            Some(piece) if piece.to == at && piece.places == places => piece.to = next,
            _ => pieces.push(Piece { from: at, to: next, places }),
        }
    }
    pieces
}
