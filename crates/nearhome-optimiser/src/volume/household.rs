//! The best household of one home at given prices, in 64-bit integers.

use crate::core::Index;

/// An item that might be in the household.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// Its index within the home.
    pub(super) item: u32,
    /// What it adds to the household's worth.
    pub(super) value: i64,
    /// Whether it counts whatever its value: the rest of its group may be worth it.
    pub(super) is_grouped: bool,
    /// Places that it takes.
    pub(super) size: i64,
}

/// What ties items of one home; items are given by their index within it.
#[derive(Clone, Debug, Default)]
pub(super) struct Ties {
    /// How many items the home has.
    pub(super) items: usize,
    /// The most ties that a household can have with others: those of as many items as fit.
    pub(super) most: usize,
    /// Items that are in groups.
    pub(super) grouped: Vec<bool>,
    /// Items that are in several.
    pub(super) shared: Vec<bool>,
    pub(super) pairs: Vec<(u32, u32, Index)>,
    /// Groups that can be whole here, with all their members.
    pub(super) groups: Vec<(Index, Vec<u32>)>,
}

/// What ties are worth at some prices, by pair and group of the core: pairs cost (`None`: impossible), whole
/// groups gain.
#[derive(Clone, Debug, Default)]
pub(super) struct TieWorth {
    pub(super) pairs: Vec<Option<i64>>,
    pub(super) groups: Vec<i64>,
}

/// Worse than any household.
pub(super) const IMPOSSIBLE: i64 = i64::MIN / 4;
/// A forced item that does not fit.
const IMPOSSIBLE_MASK: u128 = u128::MAX;
/// A home with more candidates than this is only bounded.
const SEARCHED_MAX: usize = 127;
/// Homes with this much room have no table.
const TABLE_WIDTH_MAX: usize = 65;
/// Nodes after which a search only bounds what is left.
const NODES_MAX: u32 = 5_000;
/// Cells of the largest table for a home of many sizes.
const CELLS_MAX: usize = 1 << 20;

/// Chooses households; holds scratch memory between calls.
#[derive(Default)]
pub(super) struct Chooser {
    /// Items of the household chosen last.
    pub(super) taken: Vec<u32>,
    table: Vec<i64>,
    best: Vec<Candidate>,
    /// What each item of the home adds.
    values: Vec<i64>,
    is_best: Vec<bool>,
    search: Search,
}

impl Chooser {
    /// Items without ties, all of positive value.
    pub(super) fn plain(&mut self, candidates: &mut Vec<Candidate>, room: i64, is_even: bool) -> i64 {
        self.taken.clear();
        let total = candidates.iter().fold(0_i64, |sum, candidate| sum.saturating_add(candidate.size));
        if total > room {
            if !is_even {
                return self.knapsack(candidates, room);
            }
            let count = usize::try_from(room).unwrap_or(0);
            if count < candidates.len() {
                candidates
                    .select_nth_unstable_by_key(count, |item| (std::cmp::Reverse(item.value), item.item));
                candidates.truncate(count);
            }
        }
        self.taken.extend(candidates.iter().map(|candidate| candidate.item));
        candidates.iter().map(|candidate| candidate.value).sum()
    }

    /// Different sizes: by table where it is small, else a bound.
    fn knapsack(&mut self, candidates: &mut Vec<Candidate>, room: i64) -> i64 {
        candidates.retain(|candidate| candidate.size <= room);
        let width = usize::try_from(room).unwrap_or(0) + 1;
        if width.saturating_mul(candidates.len()) > CELLS_MAX {
            return self.fractional(candidates, room);
        }
        self.table.clear();
        self.table.resize(width * (candidates.len() + 1), 0);
        for (at, candidate) in candidates.iter().enumerate() {
            let (known, next) = self.table.split_at_mut((at + 1) * width);
            extend_row(&known[at * width..], &mut next[..width], candidate);
        }
        let mut left = width - 1;
        for (at, candidate) in candidates.iter().enumerate().rev() {
            if self.table[(at + 1) * width + left] != self.table[at * width + left] {
                self.taken.push(candidate.item);
                left -= usize::try_from(candidate.size).unwrap_or(0);
            }
        }
        self.table[candidates.len() * width + width - 1]
    }

    /// Fills by density; the first that does not fit counts in part, rounded up.
    fn fractional(&mut self, candidates: &mut [Candidate], mut room: i64) -> i64 {
        candidates.sort_unstable_by(by_density);
        let mut sum = 0;
        for candidate in candidates.iter() {
            if candidate.size > room {
                return sum + share(candidate.value, room, candidate.size);
            }
            room -= candidate.size;
            sum += candidate.value;
            self.taken.push(candidate.item);
        }
        sum
    }

    /// Items of one place each whose best household is plain in spite of ties: that of the best items, where nobody
    /// among them is tied to another at a cost, and no other group is worth the better items in its places. `None`:
    /// it has to be searched for.
    ///
    /// With the least value among the best as the price of a place, no household is worth more than the best items and
    /// what each group gains beyond the prices that its members do not earn.
    pub(super) fn easy(
        &mut self,
        candidates: &[Candidate],
        room: i64,
        ties: &Ties,
        worth: &TieWorth,
    ) -> Option<i64> {
        self.values.clear();
        self.values.resize(ties.items, IMPOSSIBLE);
        self.is_best.clear();
        self.is_best.resize(ties.items, false);
        self.best.clear();
        for candidate in candidates {
            self.values[candidate.item as usize] = candidate.value;
        }
        self.best.extend(candidates.iter().filter(|candidate| candidate.value > 0));
        let count = usize::try_from(room).unwrap_or(usize::MAX);
        let mut price = 0;
        if count < self.best.len() {
            let last = count.checked_sub(1)?;
            let key = |item: &Candidate| (std::cmp::Reverse(item.value), item.item);
            price = self.best.select_nth_unstable_by_key(last, key).1.value;
            self.best.truncate(count);
        }
        let mut sum = 0;
        for best in &self.best {
            self.is_best[best.item as usize] = true;
            sum += best.value;
        }
        let clash = |&(one, other, pair): &(u32, u32, Index)| {
            let both = self.is_best[one as usize] && self.is_best[other as usize];
            both && worth.pairs[pair as usize].is_none_or(|cost| cost > 0)
        };
        if ties.pairs.iter().any(clash) {
            return None;
        }
        for (group, members) in &ties.groups {
            let reward = worth.groups[*group as usize];
            if members.iter().all(|&member| self.is_best[member as usize]) {
                sum += reward;
                continue;
            }
            // What a member of several groups loses may serve another.
            let own = members.iter().filter(|&&member| !ties.shared[member as usize]);
            let values = own.map(|&member| self.values[member as usize]);
            let lost: i64 =
                values.map(|value| price.saturating_sub(value).max(0)).fold(0, i64::saturating_add);
            if reward > lost {
                return None;
            }
        }
        self.taken.clear();
        self.taken.extend(self.best.iter().map(|best| best.item));
        Some(sum)
    }

    /// Items with ties, or one that must be in: of the others, those of positive hopeful value.
    pub(super) fn tied(
        &mut self,
        candidates: &[Candidate],
        room: i64,
        ties: Option<(&Ties, &TieWorth)>,
        forced: Option<u32>,
    ) -> i64 {
        self.taken.clear();
        self.search.prepare(candidates, room, ties, forced);
        self.search.run(&mut self.taken)
    }
}

/// For items without ties of different sizes: the most that a household with each of them is worth; `None` where
/// there is no table for it.
pub(super) fn with_each(candidates: &[Candidate], room: i64) -> Option<Vec<i64>> {
    let width = usize::try_from(room).ok()?.checked_add(1)?;
    let rows = candidates.len() + 1;
    if width.checked_mul(rows)? > CELLS_MAX || candidates.iter().any(|item| item.size < 0) {
        return None;
    }
    // The best of the items before each, in each room.
    let mut before = vec![0; width * rows];
    for (at, candidate) in candidates.iter().enumerate() {
        let (known, next) = before.split_at_mut((at + 1) * width);
        extend_row(&known[at * width..], &mut next[..width], candidate);
    }
    let mut behind = vec![0; width];
    let mut behind_next = vec![0; width];
    let mut most = vec![IMPOSSIBLE; candidates.len()];
    for (at, candidate) in candidates.iter().enumerate().rev() {
        let before = &before[at * width..(at + 1) * width];
        if let Some(left) =
            usize::try_from(candidate.size).ok().and_then(|size| (width - 1).checked_sub(size))
        {
            let pairs = before[..=left].iter().zip(behind[..=left].iter().rev());
            let others = pairs.map(|(before, behind)| before + behind).max();
            most[at] = others.unwrap_or(0) + candidate.value;
        }
        extend_row(&behind, &mut behind_next, candidate);
        std::mem::swap(&mut behind, &mut behind_next);
    }
    Some(most)
}

/// A search among the items of one home.
#[derive(Default)]
struct Search {
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
    fn prepare(
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
    fn run(&mut self, taken: &mut Vec<u32>) -> i64 {
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

/// The most in each room with one item more, which may be left out.
///
/// Sums fit 64 bits, as the yard limits what items are worth; unchecked sums let the loop run side by side.
fn extend_row(without: &[i64], with: &mut [i64], candidate: &Candidate) {
    let size = usize::try_from(candidate.size).unwrap_or(usize::MAX).min(without.len());
    let size = if candidate.value > 0 { size } else { without.len() };
    let (small, large) = with.split_at_mut(size);
    small.copy_from_slice(&without[..size]);
    for ((most, less), same) in large.iter_mut().zip(without).zip(&without[size..]) {
        *most = less.wrapping_add(candidate.value).max(*same);
    }
}

/// Most value for the space first; nothing for no space before all else.
fn by_density(a: &Candidate, b: &Candidate) -> std::cmp::Ordering {
    let by_value = b.value.cmp(&a.value);
    if a.size == b.size {
        return by_value.then(a.item.cmp(&b.item));
    }
    let left = i128::from(b.value) * i128::from(a.size);
    let right = i128::from(a.value) * i128::from(b.size);
    left.cmp(&right).then(by_value).then(a.item.cmp(&b.item))
}

/// `value * room / size`, rounded up.
fn share(value: i64, room: i64, size: i64) -> i64 {
    match value.checked_mul(room) {
        Some(product) => product / size + 1,
        None => value,
    }
}
