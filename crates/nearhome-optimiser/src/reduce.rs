//! Draws the consequences of what is decided, and splits the rest into independent parts.
//!
//! Every step keeps all optimal answers: a unit with one option takes it, options that no longer fit
//! go, rows that cannot bind are dropped, and what shares no row any more is solved separately.

mod parts;

use std::borrow::Cow;

use crate::core::{Anchor, Choice, Core, Demand, Group, Index, Pair, Renumbering, Room, Unit};
use parts::split;

/// What remains of a core.
pub(crate) struct Reduced {
    /// Cost on each level of everything that is decided.
    pub(crate) constant: Vec<i128>,
    /// Children whose home (or `None`: unplaced) is decided.
    pub(crate) decided: Vec<(u32, Option<u32>)>,
    /// Groups that are torn for certain: their children in the problem's order, and their costs, which
    /// are in `constant`.
    pub(crate) torn: Vec<(Vec<u32>, Vec<i128>)>,
    /// What groups that are whole for certain would cost on each level if they were torn; not in `constant`.
    pub(crate) saved: Vec<i128>,
    /// Parts that share no constraint; their totals add.
    pub(crate) parts: Vec<Core>,
}

/// No choice is feasible, as the consequences of what is decided say.
#[derive(Clone, Debug, Default)]
pub(crate) struct Contradiction {
    /// Groups that could be whole or torn where what is decided breaks a limit, ascending.
    pub(crate) open_groups: Vec<u32>,
}

/// Reduces a core to the options marked `live`.
pub(crate) fn reduce(core: &Core, live: &[bool]) -> Result<Reduced, Contradiction> {
    reduce_if(core, live, &|_| true).map(|reduced| reduced.expect("whatever is left is wanted"))
}

/// Reduces a core where the number of units in the largest part is wanted: parts take time to make.
pub(crate) fn reduce_if(
    core: &Core,
    live: &[bool],
    is_wanted: &dyn Fn(usize) -> bool,
) -> Result<Option<Reduced>, Contradiction> {
    let mut state = State::new(core, live.to_vec());
    state.remove_what_cannot_fit();
    state.decide().ok_or_else(Contradiction::default)?;
    let groups = state.groups();
    let pairs = state.pairs();
    let binding = state.binding(&groups, &pairs).ok_or_else(|| Contradiction::with_open(&groups))?;
    let members = parts::members(&state, &groups, &pairs, &binding);
    if !is_wanted(members.iter().map(Vec::len).max().unwrap_or(0)) {
        return Ok(None);
    }
    let parts = split(&state, &groups, &pairs, &binding, &members);
    let decided = state.decided();
    let State { constant, torn, saved, .. } = state;
    Ok(Some(Reduced { constant, decided, torn, saved, parts }))
}

impl Contradiction {
    fn with_open(groups: &[Group]) -> Self {
        let mut open_groups: Vec<u32> = groups.iter().map(|group| group.index).collect();
        open_groups.sort_unstable();
        Self { open_groups }
    }
}

struct State<'a> {
    core: &'a Core,
    live: Vec<bool>,
    /// The option of each decided unit.
    choice: Vec<Option<Index>>,
    room: Room,
    /// Options that each cap row counts.
    row_options: Vec<Vec<Index>>,
    /// Those of the core, until something is charged.
    costs: Cow<'a, [i128]>,
    constant: Vec<i128>,
    /// As [`Unit::charged`].
    charged: Vec<Vec<i128>>,
    torn: Vec<(Vec<u32>, Vec<i128>)>,
    saved: Vec<i128>,
}

/// Rows that could be violated by some choice of what is left.
struct Binding {
    /// The instants of each place.
    instants: Vec<Renumbering>,
    caps: Vec<bool>,
    limits: Vec<Option<i128>>,
}

impl<'a> State<'a> {
    fn new(core: &'a Core, live: Vec<bool>) -> Self {
        let mut row_options = vec![Vec::new(); core.caps.len()];
        for (at, option) in (0..).zip(&core.options) {
            for &(row, _) in &option.caps {
                row_options[row as usize].push(at);
            }
        }
        Self {
            core,
            live,
            choice: vec![None; core.units.len()],
            room: core.room(),
            row_options,
            costs: Cow::Borrowed(&core.costs),
            constant: vec![0; core.levels],
            charged: core.units.iter().map(|unit| unit.charged.clone()).collect(),
            torn: Vec::new(),
            saved: vec![0; core.levels],
        }
    }

    fn fits(&self, option: Index) -> bool {
        self.room.fits(self.core.choice(option))
    }

    fn remove_what_cannot_fit(&mut self) {
        for option in 0..index(self.live.len()) {
            self.live[option as usize] &= self.fits(option);
        }
    }

    fn live_options(&self, unit: Index) -> impl Iterator<Item = Index> {
        let options = &self.core.units[unit as usize].options;
        options.iter().copied().filter(|&option| self.live[option as usize])
    }

    /// Decides units with a single option until none is left.
    fn decide(&mut self) -> Option<()> {
        let adjacent = self.core.unit_pairs();
        let mut changed = true;
        while changed {
            changed = false;
            for unit in 0..index(self.choice.len()) {
                if self.choice[unit as usize].is_some() {
                    continue;
                }
                let mut options = self.live_options(unit);
                let first = options.next()?;
                if options.next().is_none() {
                    drop(options);
                    self.take(unit, first, &adjacent[unit as usize])?;
                    changed = true;
                }
            }
        }
        Some(())
    }

    fn take(&mut self, unit: Index, option: Index, pairs: &[Index]) -> Option<()> {
        if !self.fits(option) {
            return None;
        }
        self.choice[unit as usize] = Some(option);
        let core = self.core;
        let taken = core.choice(option);
        self.room.take(taken);
        let levels = core.levels;
        for level in 0..levels {
            self.constant[level] += self.costs[option as usize * levels + level];
        }
        if let Some(home) = core.places[taken.place as usize].home {
            for &pair in pairs {
                self.charge_partner(unit, home, &core.pairs[pair as usize]);
            }
        }
        self.remove_what_no_longer_fits(option);
        Some(())
    }

    /// The partner of a decided unit pays for sharing its home, or may not.
    fn charge_partner(&mut self, unit: Index, home: u32, pair: &Pair) {
        let partner = if pair.units[0] == unit { pair.units[1] } else { pair.units[0] };
        if self.choice[partner as usize].is_some() {
            return;
        }
        let shared = self.live_options(partner).find(|&option| self.core.home(option) == Some(home));
        let Some(option) = shared else { return };
        match &pair.cost {
            None => self.live[option as usize] = false,
            Some(cost) => {
                let at = option as usize * self.core.levels;
                self.costs.to_mut()[at..].iter_mut().zip(cost).for_each(|(sum, level)| *sum += level);
            }
        }
    }

    fn remove_what_no_longer_fits(&mut self, decided: Index) {
        let core = self.core;
        let taken = &core.options[decided as usize];
        let mut touched: Vec<Index> = core.places[taken.place as usize].options.clone();
        for &(row, _) in &taken.caps {
            touched.extend(&self.row_options[row as usize]);
        }
        for option in touched {
            let unit = core.options[option as usize].unit;
            if self.choice[unit as usize].is_none() {
                self.live[option as usize] &= self.fits(option);
            }
        }
    }

    /// Groups that can still be whole or split; the others become constants or option costs.
    fn groups(&mut self) -> Vec<Group> {
        let mut groups = Vec::new();
        for group in &self.core.groups {
            let decided = group.units.iter().filter_map(|&unit| self.choice[unit as usize]);
            let mut anchors = decided.map(|option| Anchor::Only(self.core.home(option)));
            let anchor = match group.anchor {
                Anchor::Anywhere => anchors.next().unwrap_or(Anchor::Anywhere),
                Anchor::Only(home) => Anchor::Only(home),
            };
            let torn = anchors.any(|other| other != anchor);
            let open = |unit: &Index| self.choice[*unit as usize].is_none();
            let units: Vec<Index> = group.units.iter().copied().filter(open).collect();
            if torn || !self.can_be_whole(&units, anchor) {
                self.constant.iter_mut().zip(&group.cost).for_each(|(sum, level)| *sum += level);
                self.torn.push((group.children.clone(), group.cost.clone()));
            } else if let (Anchor::Only(home), [unit]) = (anchor, &units[..]) {
                self.charge_elsewhere(*unit, home, &group.cost);
            } else if units.len() > 1 {
                groups.push(Group { units, anchor, ..group.clone() });
            } else {
                self.saved.iter_mut().zip(&group.cost).for_each(|(sum, level)| *sum += level);
            }
        }
        groups
    }

    fn can_be_whole(&self, units: &[Index], anchor: Anchor) -> bool {
        let Some((&first, rest)) = units.split_first() else { return true };
        let homes = self.live_options(first).map(|option| self.core.home(option));
        let has = |unit: Index, home| self.live_options(unit).any(|option| self.core.home(option) == home);
        homes.filter(|&home| anchor.permits(home)).any(|home| rest.iter().all(|&unit| has(unit, home)))
    }

    /// The last open member of a group whose others are decided pays for being elsewhere.
    fn charge_elsewhere(&mut self, unit: Index, home: Option<u32>, cost: &[i128]) {
        let charged = &mut self.charged[unit as usize];
        charged.resize(self.core.levels, 0);
        charged.iter_mut().zip(cost).for_each(|(sum, level)| *sum += level);
        let elsewhere: Vec<Index> =
            self.live_options(unit).filter(|&option| self.core.home(option) != home).collect();
        for option in elsewhere {
            let at = option as usize * self.core.levels;
            self.costs.to_mut()[at..].iter_mut().zip(cost).for_each(|(sum, level)| *sum += level);
        }
    }

    /// Pairs of open units that have a home in common.
    fn pairs(&self) -> Vec<Pair> {
        let share = |pair: &&Pair| {
            let [one, other] = pair.units;
            let open = pair.units.iter().all(|&unit| self.choice[unit as usize].is_none());
            open && self.live_options(one).any(|option| {
                let home = self.core.home(option);
                home.is_some() && self.live_options(other).any(|option| self.core.home(option) == home)
            })
        };
        self.core.pairs.iter().filter(share).cloned().collect()
    }

    fn open_options(&self) -> impl Iterator<Item = &Choice> {
        let open = |choice: &&Choice| self.choice[choice.unit as usize].is_none();
        (0..)
            .zip(&self.core.options)
            .filter(|&(at, _): &(usize, _)| self.live[at])
            .map(|(_, c)| c)
            .filter(open)
    }

    /// Which rows can bind; `None` when a limit is already broken.
    fn binding(&self, groups: &[Group], pairs: &[Pair]) -> Option<Binding> {
        let mut demand: Vec<Demand> = self.room.places.iter().map(|free| Demand::new(free.len())).collect();
        let mut counted = vec![0_i64; self.room.caps.len()];
        for option in self.open_options() {
            demand[option.place as usize].add(&option.loads);
        }
        for unit in 0..index(self.choice.len()) {
            if self.choice[unit as usize].is_none() {
                self.count_caps(unit, &mut counted);
            }
        }
        let over = |(demand, free): (&Demand, &Vec<i64>)| {
            let over = demand.by_instant().into_iter().zip(free).map(|(demand, &free)| demand > free);
            Renumbering::of(&over.collect::<Vec<_>>())
        };
        Some(Binding {
            instants: demand.iter().zip(&self.room.places).map(over).collect(),
            caps: counted.iter().zip(&self.room.caps).map(|(count, left)| count > left).collect(),
            limits: self.binding_limits(groups, pairs)?,
        })
    }

    /// Adds the most that a unit can count in each row.
    fn count_caps(&self, unit: Index, counted: &mut [i64]) {
        let mut most: Vec<(Index, i64)> = self
            .live_options(unit)
            .flat_map(|option| self.core.options[option as usize].caps.clone())
            .collect();
        most.sort_unstable_by_key(|&(row, count)| (row, std::cmp::Reverse(count)));
        most.dedup_by_key(|&mut (row, _)| row);
        for (row, count) in most {
            counted[row as usize] += count;
        }
    }

    fn binding_limits(&self, groups: &[Group], pairs: &[Pair]) -> Option<Vec<Option<i128>>> {
        let mut limits = vec![None; self.core.levels];
        for (level, limit) in self.core.limits.iter().enumerate() {
            let Some(limit) = limit else { continue };
            let left = limit - self.constant[level];
            if left < 0 {
                return None;
            }
            let dearest = |unit: Index| {
                self.live_options(unit)
                    .map(|option| self.costs[option as usize * self.core.levels + level])
                    .max()
            };
            let open = (0..index(self.choice.len())).filter(|&unit| self.choice[unit as usize].is_none());
            let most: i128 = open.filter_map(dearest).sum::<i128>()
                + groups.iter().map(|group| group.cost[level]).sum::<i128>()
                + pairs.iter().filter_map(|pair| pair.cost.as_ref()).map(|cost| cost[level]).sum::<i128>();
            limits[level] = (most > left).then_some(left);
        }
        Some(limits)
    }

    fn decided(&self) -> Vec<(u32, Option<u32>)> {
        let units = self.core.units.iter().zip(&self.choice);
        let of_unit = |(unit, choice): (&'a Unit, &Option<Index>)| {
            let home = choice.map(|option| self.core.home(option));
            unit.children.iter().filter_map(move |&child| home.map(|home| (child, home)))
        };
        units.flat_map(of_unit).collect()
    }
}

fn index(length: usize) -> Index {
    Index::try_from(length).expect("units, places and options are numbered in 32 bits")
}
