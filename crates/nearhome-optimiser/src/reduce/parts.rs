//! Splits what is left of a core into parts that share no row, renumbering each.

use std::collections::BTreeMap;

use petgraph::unionfind::UnionFind;

use super::{Binding, State, index};
use crate::core::{Choice, Core, Group, Index, Pair, Place, Unit};

/// Open units, together where they share a row.
pub(super) fn members(
    state: &State<'_>,
    groups: &[Group],
    pairs: &[Pair],
    binding: &Binding,
) -> Vec<Vec<Index>> {
    let joined = join(state, groups, pairs, binding);
    let mut members: Vec<Vec<Index>> = vec![Vec::new(); state.choice.len()];
    for unit in 0..state.choice.len() {
        if state.choice[unit].is_none() {
            members[joined.find(unit)].push(index(unit));
        }
    }
    members.sort_unstable();
    members.retain(|units| !units.is_empty());
    members
}

/// Makes a core of each set of units.
pub(super) fn split(
    state: &State<'_>,
    groups: &[Group],
    pairs: &[Pair],
    binding: &Binding,
    members: &[Vec<Index>],
) -> Vec<Core> {
    let mut part_of = vec![None; state.choice.len()];
    let mut numbers =
        Numbers { unit_at: vec![NONE; state.choice.len()], place_at: vec![NONE; state.core.places.len()] };
    for (part, units) in members.iter().enumerate() {
        for (at, &unit) in (0..).zip(units) {
            part_of[unit as usize] = Some(part);
            numbers.unit_at[unit as usize] = at;
        }
    }
    let mut sides = vec![(Vec::new(), Vec::new()); members.len()];
    for group in groups {
        sides[part_of[group.units[0] as usize].expect("members of groups are open")].0.push(group);
    }
    for pair in pairs {
        sides[part_of[pair.units[0] as usize].expect("members of pairs are open")].1.push(pair);
    }
    let parts = members.iter().zip(sides);
    let core = |(units, (groups, pairs)): (&Vec<Index>, (Vec<&Group>, Vec<&Pair>))| {
        Extract::new(state, binding, &mut numbers).core(units, &groups, &pairs)
    };
    parts.map(core).collect()
}

/// No number yet.
const NONE: Index = Index::MAX;

/// New numbers, kept from part to part: no part looks at all units and places.
struct Numbers {
    /// Of each unit in its part.
    unit_at: Vec<Index>,
    /// Of each home in the part that is being made.
    place_at: Vec<Index>,
}

fn join(state: &State<'_>, groups: &[Group], pairs: &[Pair], binding: &Binding) -> UnionFind<usize> {
    let units = state.choice.len();
    let places = state.core.places.len();
    let caps = state.room.caps.len();
    let mut joined: UnionFind<usize> = UnionFind::new(units + places + caps + state.core.levels);
    for (at, option) in state.core.options.iter().enumerate() {
        let unit = option.unit as usize;
        if !state.live[at] || state.choice[unit].is_some() {
            continue;
        }
        let instants = &binding.instants[option.place as usize];
        if option.loads.runs().iter().any(|run| instants.keep_any(&run.instants)) {
            joined.union(unit, units + option.place as usize);
        }
        for &(row, _) in option.caps.iter().filter(|&&(row, _)| binding.caps[row as usize]) {
            joined.union(unit, units + places + row as usize);
        }
        for level in 0..state.core.levels {
            if binding.limits[level].is_some() && state.costs[at * state.core.levels + level] != 0 {
                joined.union(unit, units + places + caps + level);
            }
        }
    }
    for group in groups {
        for two in group.units.windows(2) {
            joined.union(two[0] as usize, two[1] as usize);
        }
        join_payers(&mut joined, binding, &group.cost, group.units[0], units + places + caps);
    }
    for pair in pairs {
        joined.union(pair.units[0] as usize, pair.units[1] as usize);
        let cost = pair.cost.as_deref().unwrap_or_default();
        join_payers(&mut joined, binding, cost, pair.units[0], units + places + caps);
    }
    joined
}

fn join_payers(joined: &mut UnionFind<usize>, binding: &Binding, cost: &[i128], unit: Index, first: usize) {
    for (level, _) in
        cost.iter().enumerate().filter(|&(level, cost)| *cost != 0 && binding.limits[level].is_some())
    {
        joined.union(unit as usize, first + level);
    }
}

/// Copies one part, renumbering everything in it.
struct Extract<'a> {
    state: &'a State<'a>,
    binding: &'a Binding,
    core: Core,
    numbers: &'a mut Numbers,
    /// Homes that have a number in this part.
    numbered: Vec<Index>,
    /// The number of *unplaced* for each cluster.
    unplaced_at: BTreeMap<Index, Index>,
    cap_at: BTreeMap<Index, Index>,
}

impl<'a> Extract<'a> {
    fn new(state: &'a State<'a>, binding: &'a Binding, numbers: &'a mut Numbers) -> Self {
        let core = Core {
            levels: state.core.levels,
            limits: vec![None; state.core.levels],
            grain: state.core.grain.clone(),
            ..Core::default()
        };
        Self {
            state,
            binding,
            core,
            numbers,
            numbered: Vec::new(),
            unplaced_at: BTreeMap::new(),
            cap_at: BTreeMap::new(),
        }
    }

    fn core(mut self, units: &[Index], groups: &[&Group], pairs: &[&Pair]) -> Core {
        for &unit in units {
            let children = self.state.core.units[unit as usize].children.clone();
            let charged = self.state.charged[unit as usize].clone();
            self.core.units.push(Unit { children, options: Vec::new(), charged });
        }
        self.add_sides(groups, pairs);
        let clusters = self.clusters();
        let state = self.state;
        let count = units.iter().map(|&unit| state.live_options(unit).count()).sum();
        self.core.options.reserve_exact(count);
        self.core.costs.reserve_exact(count * state.core.levels);
        for &unit in units {
            for option in state.live_options(unit) {
                self.add_option(option, &clusters);
            }
        }
        self.add_limits();
        for home in self.numbered {
            self.numbers.place_at[home as usize] = NONE;
        }
        self.core
    }

    fn add_sides(&mut self, groups: &[&Group], pairs: &[&Pair]) {
        for group in groups {
            let units = group.units.iter().map(|&unit| self.numbers.unit_at[unit as usize]).collect();
            self.core.groups.push(Group { units, ..(*group).clone() });
        }
        for pair in pairs {
            let units = pair.units.map(|unit| self.numbers.unit_at[unit as usize]);
            self.core.pairs.push(Pair { units, cost: pair.cost.clone() });
        }
    }

    /// Units tied by groups share one *unplaced* place, so that a group can be whole there;
    /// every other unit has its own.
    fn clusters(&self) -> UnionFind<usize> {
        let mut clusters = UnionFind::new(self.core.units.len());
        for group in &self.core.groups {
            for two in group.units.windows(2) {
                clusters.union(two[0] as usize, two[1] as usize);
            }
        }
        clusters
    }

    fn add_option(&mut self, option: Index, clusters: &UnionFind<usize>) {
        let given = &self.state.core.options[option as usize];
        let unit = self.numbers.unit_at[given.unit as usize];
        let place = self.place(given.place, index(clusters.find(unit as usize)));
        let loads = given.loads.renumbered(&self.binding.instants[given.place as usize]);
        let mut caps = Vec::new();
        for &(row, count) in given.caps.iter().filter(|(row, _)| self.binding.caps[*row as usize]) {
            let next = index(self.core.caps.len());
            let at = *self.cap_at.entry(row).or_insert(next);
            if at == next {
                self.core.caps.push(self.state.room.caps[row as usize]);
                self.core.cap_rows.push(self.state.core.cap_rows[row as usize]);
            }
            caps.push((at, count));
        }
        let at = index(self.core.options.len());
        self.core.units[unit as usize].options.push(at);
        self.core.places[place as usize].options.push(at);
        self.core.options.push(Choice { unit, place, loads, caps });
        let levels = self.core.levels;
        self.core.costs.extend_from_slice(&self.state.costs[option as usize * levels..][..levels]);
    }

    /// The new number of a place; *unplaced* has one for each cluster.
    fn place(&mut self, place: Index, cluster: Index) -> Index {
        let home = self.state.core.places[place as usize].home;
        let next = index(self.core.places.len());
        let at = if home.is_none() {
            *self.unplaced_at.entry(cluster).or_insert(next)
        } else {
            let known = &mut self.numbers.place_at[place as usize];
            if *known == NONE {
                *known = next;
                self.numbered.push(place);
            }
            *known
        };
        if at == next {
            let instants = &self.binding.instants[place as usize];
            let free = instants.of_kept(&self.state.room.places[place as usize]).collect();
            self.core.places.push(Place { home, free, options: Vec::new() });
        }
        at
    }

    /// A limit belongs to the part in which anything is paid on its level; there is only one.
    fn add_limits(&mut self) {
        for level in 0..self.core.levels {
            let options = self.core.costs.iter().skip(level).step_by(self.core.levels);
            let groups = self.core.groups.iter().map(|group| &group.cost[level]);
            let pairs = self.core.pairs.iter().filter_map(|pair| pair.cost.as_ref()).map(|cost| &cost[level]);
            if options.chain(groups).chain(pairs).any(|&cost| cost != 0) {
                self.core.limits[level] = self.binding.limits[level];
            }
        }
    }
}
