//! The best household of a home whose items are tied: which groups are whole is decided first, then items are tried
//! one by one, with bounds that forget the ties.

use super::{Candidate, IMPOSSIBLE, by_density, mask::Mask, share};
use crate::ascent::ties::{TieWorth, Ties};

/// Homes with this much room have no table.
const TABLE_WIDTH_MAX: usize = 65;
/// Nodes after which a search only bounds what is left.
const NODES_MAX: u32 = 5_000;

/// A search among the items of one home.
#[derive(Default)]
pub(super) struct Search<M> {
    /// Items worth looking at, best first.
    items: Vec<Item<M>>,
    /// What is known of each item of a home with groups.
    worthy: Vec<Member>,
    /// Which of the home's groups may be worth being whole.
    hopeful: Vec<usize>,
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
    groups: Vec<Whole<M>>,
    /// Whether some of them share members.
    groups_overlap: bool,
    soft: Vec<(M, i64)>,
    room: i64,
    is_even: bool,
    /// The item that must be in.
    forced: M,
    reach: Reach,
    /// At most what whole groups gain, where there are too many items to look.
    hoped: i64,
    best: i64,
    best_mask: M,
    unsearched: i64,
    nodes: u32,
}

/// How far a search can go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Reach {
    /// To the best household.
    #[default]
    Everything,
    /// There are too many items: only to a bound.
    Bound,
    /// The forced item does not fit.
    Nothing,
}

#[derive(Clone, Copy, Debug)]
struct Item<M> {
    candidate: Candidate,
    /// Items that it cannot live with.
    against: M,
}

/// An item of a home with groups.
#[derive(Clone, Copy, Debug, Default)]
struct Member {
    /// Its value; `None`: it may not come.
    value: Option<i64>,
    /// Whether a group of its may be worth being whole.
    is_grouped: bool,
}

/// A group that may be worth being whole.
#[derive(Clone, Copy, Debug)]
struct Whole<M> {
    members: M,
    reward: i64,
    /// Places that its members take.
    load: i64,
}

/// What a search has chosen so far; pairs that cost are not counted yet.
#[derive(Clone, Copy, Debug)]
struct Partial<M> {
    room: i64,
    value: i64,
    mask: M,
    against: M,
}

impl<M: Mask> Partial<M> {
    /// With these items too; `None` when they do not fit.
    fn with(mut self, search: &Search<M>, items: M) -> Option<Self> {
        let known = self.mask;
        self.mask = known.or(items);
        for at in items.members().filter(|&at| !known.has(at)) {
            let item = search.items[at];
            self.room -= item.candidate.size;
            self.against = self.against.or(item.against);
            self.value += item.candidate.value;
        }
        (self.room >= 0 && !self.against.meets(self.mask)).then_some(self)
    }
}

impl<M: Mask> Search<M> {
    /// Gets ready for the items of one home; with `forced` for households that contain this one. Whether there are few enough
    /// to be searched.
    pub(super) fn prepare(
        &mut self,
        candidates: &[Candidate],
        room: i64,
        ties: Option<(&Ties, &TieWorth)>,
        forced: Option<u32>,
    ) -> bool {
        self.find_worthy(candidates, ties, forced);
        self.items.clear();
        for &candidate in candidates.iter().filter(|candidate| candidate.size <= room) {
            let is_grouped = self.worthy.get(candidate.item as usize).is_some_and(|member| member.is_grouped);
            if candidate.value > 0 || is_grouped || forced == Some(candidate.item) {
                let candidate = Candidate { is_grouped, ..candidate };
                self.items.push(Item { candidate, against: M::NONE });
            }
        }
        self.items.sort_unstable_by(|a, b| by_density(&a.candidate, &b.candidate));
        self.leave_out_hopeless(room, ties, forced);
        self.reach = if self.items.len() > M::ITEMS { Reach::Bound } else { Reach::Everything };
        self.room = room;
        self.is_even = self.items.iter().all(|item| item.candidate.size == 1);
        self.sums.clear();
        self.sums.push(0);
        for item in &self.items {
            self.sums.push(self.sums[self.sums.len() - 1] + item.candidate.value.max(0));
        }
        self.forced = M::NONE;
        if let Some(forced) = forced {
            match self.items.iter().position(|item| item.candidate.item == forced) {
                Some(at) if at < M::ITEMS => self.forced = M::single(at),
                Some(_) => {}
                None => {
                    self.reach = Reach::Nothing;
                    return true;
                }
            }
        }
        self.tabulate();
        self.groups.clear();
        self.groups_overlap = false;
        self.soft.clear();
        self.hoped = 0;
        match ties {
            Some((ties, worth)) if self.reach == Reach::Bound => {
                let rewards = ties.groups.iter().map(|(group, _)| worth.groups[*group as usize]);
                self.hoped = rewards.fold(0, i64::saturating_add);
            }
            Some((ties, worth)) => self.tie(ties, worth),
            None => {}
        }
        self.reach != Reach::Bound
    }

    /// Finds the items of groups that may be worth being whole here; members of all others count for themselves alone.
    fn find_worthy(
        &mut self,
        candidates: &[Candidate],
        ties: Option<(&Ties, &TieWorth)>,
        forced: Option<u32>,
    ) {
        self.worthy.clear();
        self.hopeful.clear();
        let Some((ties, worth)) = ties.filter(|(ties, _)| !ties.groups.is_empty()) else { return };
        self.worthy.resize(ties.items, Member::default());
        for candidate in candidates {
            self.worthy[candidate.item as usize].value = Some(candidate.value);
        }
        for (at, (group, members)) in ties.groups.iter().enumerate() {
            // What a forced member loses is lost anyway, and what one of several groups loses may serve another.
            let lost = members.iter().map(|&member| {
                let is_free = forced != Some(member) && !ties.shared[member as usize];
                let value = self.worthy[member as usize].value?;
                Some(if is_free { value.min(0) } else { 0 })
            });
            let lost: Option<i64> = lost.sum();
            if lost.is_some_and(|lost| worth.groups[*group as usize] + lost > 0) {
                self.hopeful.push(at);
                for &member in members {
                    self.worthy[member as usize].is_grouped = true;
                }
            }
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
        if self.is_even || width > TABLE_WIDTH_MAX || self.reach == Reach::Bound {
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
                    for (item, against) in [(one, other), (other, one)] {
                        let item = &mut self.items[item as usize];
                        item.against = item.against.or(M::single(against as usize));
                    }
                }
                Some(cost) => {
                    self.soft.push((M::single(one as usize).or(M::single(other as usize)), cost));
                }
            }
        }
        for &at in &self.hopeful {
            let (group, members) = &ties.groups[at];
            let positions = members.iter().map(|&member| self.position[member as usize]);
            let members = positions
                .map(|position| position.map(|at| M::single(at as usize)))
                .try_fold(M::NONE, |all, one| Some(all.or(one?)));
            // Who takes more places than there are is no item.
            let Some(members) = members else { continue };
            self.groups_overlap |= self.groups.iter().any(|other| other.members.meets(members));
            self.groups.push(Whole { members, reward: worth.groups[*group as usize], load: 0 });
        }
        for item in &self.items {
            self.position[item.candidate.item as usize] = None;
        }
    }

    /// The value, or what it is at most; the items go to `taken`.
    pub(super) fn run(&mut self, taken: &mut Vec<u32>) -> i64 {
        if self.reach == Reach::Nothing {
            return IMPOSSIBLE;
        }
        if self.reach == Reach::Bound {
            // Ties are not looked at, so nothing is known to be a household.
            return self.rest(0, self.room) + self.hoped;
        }
        self.best = if self.forced == M::NONE { 0 } else { IMPOSSIBLE };
        self.best_mask = M::NONE;
        self.unsearched = IMPOSSIBLE;
        self.nodes = 0;
        self.order_groups();
        // Which groups are whole is decided first; the others' members count for themselves.
        self.decide_groups(
            0,
            Partial { room: self.room, value: 0, mask: M::NONE, against: M::NONE }.with(self, self.forced),
        );
        taken.extend(self.best_mask.members().map(|at| self.items[at].candidate.item));
        self.best.max(self.unsearched)
    }

    /// At most what groups from `at` on add, when whole, to the positive values of their members.
    fn gains(&self, at: usize, chosen: Partial<M>) -> i64 {
        let mut room = chosen.room;
        let mut sum = 0;
        for group in &self.groups[at..] {
            let mut load = group.load;
            if group.members.meets(chosen.mask) || self.groups_overlap {
                load = 0;
            }
            sum += if load > room { share(group.reward, room, load) } else { group.reward };
            room = (room - load).max(0);
        }
        sum
    }

    /// The most rewarding for their space first.
    fn order_groups(&mut self) {
        let load = |mask: M| -> i64 { mask.members().map(|at| self.items[at].candidate.size).sum() };
        for group in &mut self.groups {
            group.load = load(group.members);
        }
        let times = |reward: i64, load: i64| i128::from(reward) * i128::from(load);
        self.groups.sort_by(|a, b| {
            times(b.reward, a.load).cmp(&times(a.reward, b.load)).then(b.reward.cmp(&a.reward))
        });
    }

    /// Searches the households that contain what is chosen, with groups from `at` on whole or not.
    fn decide_groups(&mut self, at: usize, chosen: Option<Partial<M>>) {
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

    fn penalty(&self, mask: M) -> i64 {
        self.soft.iter().filter(|(pair, _)| mask.holds(*pair)).map(|pair| pair.1).sum()
    }

    /// Tries all ways to add items from `start` on.
    fn extend(&mut self, start: usize, room: i64, mask: M, against: M, value: i64) {
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
            let usable = !against.has(at) && !mask.has(at) && item.candidate.value > 0;
            if usable && item.candidate.size <= room {
                let with = mask.or(M::single(at));
                let mut after = value + item.candidate.value;
                if !self.soft.is_empty() {
                    after -= self.penalty(with) - self.penalty(mask);
                }
                self.extend(at + 1, room - item.candidate.size, with, against.or(item.against), after);
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
