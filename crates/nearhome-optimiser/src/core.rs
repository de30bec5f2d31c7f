//! The problem as the search sees it: units that choose one option each.
//!
//! A unit is a child, or children who must live together. An option puts a unit into a place: a home,
//! or *unplaced*, which is a place like any other but without end. Every field of the format has
//! become one of: load on a place at an instant, pair, group, cap row or level limit. Nothing is
//! decided here.

mod loads;
mod room;

pub(crate) use loads::{Demand, Loads, Renumbering, Run};
pub(crate) use room::{Room, lacking};

/// Index of the children's problem, unit, option and place types; all are plain numbers below 2^32.
pub(crate) type Index = u32;

/// Children who share one decision.
#[derive(Clone, Debug, Default)]
pub(crate) struct Unit {
    /// Indices of the problem's children, ascending.
    pub(crate) children: Vec<u32>,
    /// Its options, ascending.
    pub(crate) options: Vec<Index>,
    /// What its options hold, except in one home, for groups whose other members are decided: level by
    /// level, empty for nothing. Certificates, which know no such charges, subtract it.
    pub(crate) charged: Vec<i128>,
}

/// One way to place a unit.
#[derive(Clone, Debug, Default)]
pub(crate) struct Choice {
    pub(crate) unit: Index,
    pub(crate) place: Index,
    /// Places taken at instants of the place.
    pub(crate) loads: Loads,
    /// Children counted in cap rows.
    pub(crate) caps: Vec<(Index, i64)>,
}

/// A home, or unplaced.
#[derive(Clone, Debug, Default)]
pub(crate) struct Place {
    /// Index of the problem's home; `None`: unplaced.
    pub(crate) home: Option<u32>,
    /// Places free at each instant that matters.
    pub(crate) free: Vec<i64>,
    /// Options into this place, ascending.
    pub(crate) options: Vec<Index>,
}

/// Where a group can be whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    /// Wherever its members have options.
    Anywhere,
    /// Only in this home (`None`: unplaced).
    Only(Option<u32>),
}

impl Anchor {
    /// Whether the group can be whole in this home (`None`: unplaced).
    pub(crate) fn permits(self, home: Option<u32>) -> bool {
        self == Self::Anywhere || self == Self::Only(home)
    }
}

/// Units whose group costs something unless all of them are in one place.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// Index in the problem's `together`.
    pub(crate) index: u32,
    /// Indices of all its children in the problem, in its order.
    pub(crate) children: Vec<u32>,
    /// Units, ascending.
    pub(crate) units: Vec<Index>,
    /// Where members who are decided already permit the group to be whole.
    pub(crate) anchor: Anchor,
    /// Paid unless whole.
    pub(crate) cost: Vec<i128>,
}

/// Two units that should not share a home.
#[derive(Clone, Debug)]
pub(crate) struct Pair {
    pub(crate) units: [Index; 2],
    /// Paid when they do; `None`: they must not.
    pub(crate) cost: Option<Vec<i128>>,
}

/// Units, options, places and everything that ties them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Core {
    pub(crate) levels: usize,
    pub(crate) units: Vec<Unit>,
    pub(crate) options: Vec<Choice>,
    /// Cost of each option on each level, option by option.
    pub(crate) costs: Vec<i128>,
    pub(crate) places: Vec<Place>,
    pub(crate) groups: Vec<Group>,
    pub(crate) pairs: Vec<Pair>,
    /// What each cap row still permits.
    pub(crate) caps: Vec<i64>,
    /// The cap of the problem that each row stands for, and the instant.
    pub(crate) cap_rows: Vec<(u32, i64)>,
    /// On each level a common divisor of all costs: sums are its multiples.
    pub(crate) grain: Vec<i128>,
    /// For each level the largest permitted sum of what is still to be decided.
    pub(crate) limits: Vec<Option<i128>>,
}

impl Core {
    /// Whether places change hands over time.
    pub(crate) fn has_stays(&self) -> bool {
        self.places.iter().any(|place| place.free.len() > 1)
    }

    /// Cost of an option on each level.
    pub(crate) fn cost(&self, option: Index) -> &[i128] {
        &self.costs[option as usize * self.levels..(option as usize + 1) * self.levels]
    }

    /// For each unit the pairs that it is in, ascending.
    pub(crate) fn unit_pairs(&self) -> Vec<Vec<Index>> {
        self.by_unit(self.pairs.iter().map(|pair| pair.units.as_slice()))
    }

    /// For each unit the groups that it is in, ascending.
    pub(crate) fn unit_groups(&self) -> Vec<Vec<Index>> {
        self.by_unit(self.groups.iter().map(|group| group.units.as_slice()))
    }

    fn by_unit<'a>(&self, ties: impl Iterator<Item = &'a [Index]>) -> Vec<Vec<Index>> {
        let mut by_unit = vec![Vec::new(); self.units.len()];
        for (at, units) in (0..).zip(ties) {
            for &unit in units {
                by_unit[unit as usize].push(at);
            }
        }
        by_unit
    }

    /// The home of an option, `None` for unplaced.
    pub(crate) fn home(&self, option: Index) -> Option<u32> {
        self.places[self.options[option as usize].place as usize].home
    }

    /// Whether a group is whole when each unit takes the option that `choice` gives it.
    pub(crate) fn is_whole(&self, group: &Group, choice: &[Index]) -> bool {
        let home = self.home(choice[group.units[0] as usize]);
        group.anchor.permits(home) && group.units.iter().all(|&unit| self.home(choice[unit as usize]) == home)
    }

    /// Whether two units share a home under `choice`.
    pub(crate) fn meet(&self, pair: &Pair, choice: &[Index]) -> bool {
        let [one, other] = pair.units.map(|unit| self.home(choice[unit as usize]));
        one.is_some() && one == other
    }

    /// Totals of a choice of one option a unit, or `None` when it breaks a hard rule.
    pub(crate) fn totals(&self, choice: &[Index]) -> Option<Vec<i128>> {
        let totals = self.sums(choice);
        let within = self.limits.iter().zip(&totals).all(|(limit, sum)| limit.is_none_or(|max| *sum <= max));
        (within && self.fits(choice)).then_some(totals)
    }

    /// What a choice costs, feasible or not.
    pub(crate) fn sums(&self, choice: &[Index]) -> Vec<i128> {
        let mut sums = vec![0; self.levels];
        let mut pay = |cost: &[i128]| sums.iter_mut().zip(cost).for_each(|(sum, level)| *sum += level);
        for &option in choice {
            pay(self.cost(option));
        }
        for pair in self.pairs.iter().filter(|pair| self.meet(pair, choice)) {
            pay(pair.cost.as_deref().unwrap_or_default());
        }
        for group in self.groups.iter().filter(|group| !self.is_whole(group, choice)) {
            pay(&group.cost);
        }
        sums
    }

    /// Whether places and caps suffice and no two meet who must not.
    fn fits(&self, choice: &[Index]) -> bool {
        let mut room = self.room();
        for &option in choice {
            room.take(self.choice(option));
        }
        !room.is_overfull() && !self.pairs.iter().any(|pair| pair.cost.is_none() && self.meet(pair, choice))
    }
}
