//! The best household of a home whose items are tied: which groups are whole is decided first, then items are tried
//! one by one, with bounds that forget the ties.

use super::{Candidate, IMPOSSIBLE, by_density, share};
use crate::ascent::ties::{TieWorth, Ties};

/// A forced item that does not fit.
const IMPOSSIBLE_MASK: u128 = u128::MAX;
/// A home with more candidates than this is only bounded.
const SEARCHED_MAX: usize = 127;
/// Homes with this much room have no table.
const TABLE_WIDTH_MAX: usize = 65;
/// Nodes after which a search only bounds what is left.
const NODES_MAX: u32 = 5_000;

/// A search among the items of one home.
#[derive(Default)]
pub(super) struct Search {
    /// Items worth looking at, best first.
    items: Vec<Item>,
    /// How many items of each size there are.
    counts: Vec<(i64, usize)>,
    /// For each item of the home its position in `items`.
    position: Vec<Option<u32>>,
    /// Positive values summed from the front.
    sums: Vec<i64>,
    /// For each item and room left, the most that it and those after it can add without ties; empty for
    /// large homes and those where all take one place.
    table: Vec<i64>,
    /// Groups that may be worth being whole.
    groups: Vec<Whole>,
    /// Whether some of them share members.
    groups_overlap: bool,
    soft: Vec<(u128, i64)>,
    room: i64,
    is_even: bool,
    forced: u128,
    too_many: bool,
    /// At most what whole groups gain, where there are too many items to look.
    hoped: i64,
    best: i64,
    best_mask: u128,
    unsearched: i64,
    nodes: u32,
}

#[derive(Clone, Copy, Debug)]
struct Item {
    candidate: Candidate,
    /// Items that it cannot live with.
    against: u128,
}

/// A group that may be worth being whole.
#[derive(Clone, Copy, Debug)]
struct Whole {
    members: u128,
    reward: i64,
    /// Places that its members take.
    load: i64,
}

/// What a search has chosen so far; pairs that cost are not counted yet.
#[derive(Clone, Copy, Debug)]
struct Partial {
    room: i64,
    value: i64,
    mask: u128,
    against: u128,
}

impl Partial {
    /// With these items too; `None` when they do not fit.
    fn with(mut self, search: &Search, items: u128) -> Option<Self> {
        let mut rest = items & !self.mask;
        self.mask |= items;
        while rest != 0 {
            let item = search.items[rest.trailing_zeros() as usize];
            self.room -= item.candidate.size;
            self.against |= item.against;
            self.value += item.candidate.value;
            rest &= rest - 1;
        }
        (self.room >= 0 && self.against & self.mask == 0).then_some(self)
    }
}

impl Search {
    /// Gets ready for the items of one home; with `forced` for households that contain this one.
    pub(super) fn prepare(
        &mut self,
        candidates: &[Candidate],
        room: i64,
        ties: Option<(&Ties, &TieWorth)>,
        forced: Option<u32>,
    ) {
        let usable = |candidate: &&Candidate| {
            let wanted = candidate.value > 0 || candidate.is_grouped || forced == Some(candidate.item);
            wanted && candidate.size <= room
        };
        self.items.clear();
        let usable = candidates.iter().filter(usable);
        self.items.extend(usable.map(|&candidate| Item { candidate, against: 0 }));
        self.items.sort_unstable_by(|a, b| by_density(&a.candidate, &b.candidate));
        self.leave_out_hopeless(room, ties, forced);
        self.too_many = self.items.len() > SEARCHED_MAX;
        self.room = room;
        self.is_even = self.items.iter().all(|item| item.candidate.size == 1);
        self.sums.clear();
        self.sums.push(0);
        for item in &self.items {
            self.sums.push(self.sums[self.sums.len() - 1] + item.candidate.value.max(0));
        }
        let place = |item: u32| self.items.iter().position(|other| other.candidate.item == item);
        self.forced = match forced.map(place) {
            Some(Some(at)) if at < SEARCHED_MAX => 1 << at,
            Some(None) => IMPOSSIBLE_MASK,
            Some(Some(_)) | None => 0,
        };
        self.tabulate();
        self.groups.clear();
        self.groups_overlap = false;
        self.soft.clear();
        self.hoped = 0;
        match ties {
            Some((ties, worth)) if self.too_many => {
                let rewards = ties.groups.iter().map(|(group, _)| worth.groups[*group as usize]);
                self.hoped = rewards.fold(0, i64::saturating_add);
            }
            Some((ties, worth)) => self.tie(ties, worth),
            None => {}
        }
    }

    /// Drops items that a better one of the same size could always replace: one that is not chosen is tied
    /// to somebody who is, and nobody has more than so many ties.
    fn leave_out_hopeless(&mut self, room: i64, ties: Option<(&Ties, &TieWorth)>, forced: Option<u32>) {
        let most = ties.map_or(0, |(ties, _)| ties.most);
        self.counts.clear();
        let counts = &mut self.counts;
        self.items.retain(|item| {
            let Candidate { item, size, is_grouped, .. } = item.candidate;
            if size <= 0 || is_grouped || forced == Some(item) {
                return true;
            }
            let at = counts.iter().position(|(known, _)| *known == size).unwrap_or(counts.len());
            if at == counts.len() {
                counts.push((size, 0));
            }
            counts[at].1 += 1;
            let fitting = usize::try_from(room / size).unwrap_or(0);
            counts[at].1 <= fitting.saturating_add(most)
        });
    }

    fn tabulate(&mut self) {
        self.table.clear();
        let Ok(width) = usize::try_from(self.room.saturating_add(1)) else { return };
        if self.is_even || width > TABLE_WIDTH_MAX || self.too_many {
            return;
        }
        self.table.resize((self.items.len() + 1) * width, 0);
        for (at, item) in self.items.iter().enumerate().rev() {
            let size = usize::try_from(item.candidate.size).unwrap_or(0);
            for room in 0..width {
                let without = self.table[(at + 1) * width + room];
                let left = room.checked_sub(size);
                let more = left.map(|left| self.table[(at + 1) * width + left] + item.candidate.value);
                self.table[at * width + room] = more.map_or(without, |more| more.max(without));
            }
        }
    }

    fn tie(&mut self, ties: &Ties, worth: &TieWorth) {
        if self.position.len() < ties.items {
            self.position.resize(ties.items, None);
        }
        for (at, item) in (0..).zip(&self.items) {
            self.position[item.candidate.item as usize] = Some(at);
        }
        for &(one, other, pair) in &ties.pairs {
            let both = self.position[one as usize].zip(self.position[other as usize]);
            let Some((one, other)) = both else { continue };
            match worth.pairs[pair as usize] {
                None => {
                    self.items[one as usize].against |= 1 << other;
                    self.items[other as usize].against |= 1 << one;
                }
                Some(cost) => self.soft.push((1 << one | 1 << other, cost)),
            }
        }
        for (group, members) in &ties.groups {
            let reward = worth.groups[*group as usize];
            let positions: Option<Vec<u32>> =
                members.iter().map(|&member| self.position[member as usize]).collect();
            let Some(positions) = positions else { continue };
            // What a forced member loses is lost anyway, and what one of several groups loses may serve another.
            let is_free = |at: &&u32| {
                let item = self.items[**at as usize].candidate.item;
                self.forced >> **at & 1 == 0 && !ties.shared[item as usize]
            };
            let lost = |&at: &u32| self.items[at as usize].candidate.value.min(0);
            if reward + positions.iter().filter(is_free).map(lost).sum::<i64>() > 0 {
                let members = positions.iter().fold(0, |mask, at| mask | 1 << at);
                self.groups_overlap |= self.groups.iter().any(|other| other.members & members != 0);
                self.groups.push(Whole { members, reward, load: 0 });
            }
        }
        for item in &self.items {
            self.position[item.candidate.item as usize] = None;
        }
    }

    /// The value, or what it is at most; the items go to `taken`.
    pub(super) fn run(&mut self, taken: &mut Vec<u32>) -> i64 {
        if self.forced == IMPOSSIBLE_MASK {
            return IMPOSSIBLE;
        }
        if self.too_many {
            // Ties are not looked at, so nothing is known to be a household.
            return self.rest(0, self.room) + self.hoped;
        }
        self.best = if self.forced == 0 { 0 } else { IMPOSSIBLE };
        self.best_mask = 0;
        self.unsearched = IMPOSSIBLE;
        self.nodes = 0;
        self.order_groups();
        // Which groups are whole is decided first; the others' members count for themselves.
        self.decide_groups(
            0,
            Partial { room: self.room, value: 0, mask: 0, against: 0 }.with(self, self.forced),
        );
        let mask = self.best_mask;
        let chosen = self.items.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1);
        taken.extend(chosen.map(|(_, item)| item.candidate.item));
        self.best.max(self.unsearched)
    }

    /// At most what groups from `at` on add, when whole, to the positive values of their members.
    fn gains(&self, at: usize, chosen: Partial) -> i64 {
        let mut room = chosen.room;
        let mut sum = 0;
        for group in &self.groups[at..] {
            let mut load = group.load;
            if group.members & chosen.mask != 0 || self.groups_overlap {
                load = 0;
            }
            sum += if load > room { share(group.reward, room, load) } else { group.reward };
            room = (room - load).max(0);
        }
        sum
    }

    /// The most rewarding for their space first.
    fn order_groups(&mut self) {
        let load = |mask: u128| -> i64 {
            let members = self.items.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1);
            members.map(|(_, item)| item.candidate.size).sum()
        };
        for group in &mut self.groups {
            group.load = load(group.members);
        }
        let times = |reward: i64, load: i64| i128::from(reward) * i128::from(load);
        self.groups.sort_by(|a, b| {
            times(b.reward, a.load).cmp(&times(a.reward, b.load)).then(b.reward.cmp(&a.reward))
        });
    }

    /// Searches the households that contain what is chosen, with groups from `at` on whole or not.
    fn decide_groups(&mut self, at: usize, chosen: Option<Partial>) {
        let Some(chosen) = chosen else { return };
        let bound = chosen.value + self.rest(0, chosen.room) + self.gains(at, chosen);
        if bound <= self.best {
            return;
        }
        if self.nodes > NODES_MAX {
            self.unsearched = self.unsearched.max(bound);
            return;
        }
        let Some(&group) = self.groups.get(at) else {
            let value = chosen.value - self.penalty(chosen.mask);
            return self.extend(0, chosen.room, chosen.mask, chosen.against, value);
        };
        self.nodes += 1;
        let whole = Partial { value: chosen.value + group.reward, ..chosen }.with(self, group.members);
        self.decide_groups(at + 1, whole);
        self.decide_groups(at + 1, Some(chosen));
    }

    fn penalty(&self, mask: u128) -> i64 {
        self.soft.iter().filter(|(pair, _)| pair & mask == *pair).map(|pair| pair.1).sum()
    }

    /// Tries all ways to add items from `start` on.
    fn extend(&mut self, start: usize, room: i64, mask: u128, against: u128, value: i64) {
        self.nodes += 1;
        if value > self.best {
            self.best = value;
            self.best_mask = mask;
        }
        for at in start..self.items.len() {
            let bound = value + self.rest(at, room);
            if bound <= self.best {
                return;
            }
            if self.nodes > NODES_MAX {
                self.unsearched = self.unsearched.max(bound);
                return;
            }
            let item = self.items[at];
            let usable = (against | mask) >> at & 1 == 0 && item.candidate.value > 0;
            if usable && item.candidate.size <= room {
                let with = mask | 1 << at;
                let mut after = value + item.candidate.value;
                if !self.soft.is_empty() {
                    after -= self.penalty(with) - self.penalty(mask);
                }
                self.extend(at + 1, room - item.candidate.size, with, against | item.against, after);
            }
        }
    }

    /// At most what items from `at` on can add.
    fn rest(&self, at: usize, mut room: i64) -> i64 {
        if self.is_even {
            let count = usize::try_from(room).unwrap_or(0);
            let end = at.saturating_add(count).min(self.items.len());
            return self.sums[end] - self.sums[at];
        }
        if !self.table.is_empty() {
            let width = self.table.len() / (self.items.len() + 1);
            return self.table[at * width + usize::try_from(room).unwrap_or(0)];
        }
        let mut sum = 0;
        for item in self.items[at..].iter().filter(|item| item.candidate.value > 0) {
            if item.candidate.size > room {
                return sum + share(item.candidate.value, room, item.candidate.size);
            }
            room -= item.candidate.size;
            sum += item.candidate.value;
        }
        sum
    }
}
