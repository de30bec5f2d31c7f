//! A problem and what has changed since: checks changes, and puts the changed problem together.
//!
//! It solves only from nothing; restoring an optimum after a change is the flow's.

use std::collections::BTreeMap;

use nearhome_problem::{COST_END, Fixed, OptionSet, PLACES_MAX, PlacementOption, Problem};

use super::{Change, RepairError, number, wide};
use crate::flow::{FlowTask, Live, Method, Shortage, fill};

/// How much larger than the costs of the problem those of a change may be before it is solved anew.
const ROOM: i128 = 4;

#[derive(Clone)]
pub(super) struct Changed {
    problem: Problem,
    /// Where each child's arcs begin; one entry more than children.
    first_arc: Vec<usize>,
    /// The option of each arc; arcs are ordered by child, then home.
    arc_option: Vec<u32>,
    pub(super) made: Made,
}

/// The changes that were made.
#[derive(Clone)]
pub(super) struct Made {
    is_in: Vec<bool>,
    fixed: Vec<Option<u32>>,
    places: BTreeMap<u32, u32>,
    charges: BTreeMap<u32, Vec<i64>>,
    pairs: BTreeMap<usize, Option<Vec<i64>>>,
}

impl Changed {
    pub(super) fn new(problem: Problem) -> Self {
        let mut arc_option: Vec<u32> = (0..number(problem.options.len())).collect();
        arc_option.sort_unstable_by_key(|&index| {
            let option = problem.options.get(index as usize);
            (option.child, option.home)
        });
        let child_of = |option: u32| problem.options.get(option as usize).child;
        let before = |child: u32| arc_option.partition_point(|&option| child_of(option) < child);
        let first_arc = (0..number(problem.children.len() + 1)).map(before).collect();
        let mut fixed = vec![None; problem.children.len()];
        for pair in &problem.fixed {
            fixed[pair.child as usize] = Some(pair.home);
        }
        let made = Made {
            is_in: vec![true; problem.children.len()],
            fixed,
            places: BTreeMap::new(),
            charges: BTreeMap::new(),
            pairs: BTreeMap::new(),
        };
        Self { problem, first_arc, arc_option, made }
    }

    pub(super) fn children(&self) -> usize {
        self.problem.children.len()
    }

    pub(super) fn homes(&self) -> usize {
        self.problem.homes.len()
    }

    /// Refuses a change that names what does not exist, or gives a cost or number out of range.
    pub(super) fn check(&self, change: &Change, live: &Live) -> Result<(), RepairError> {
        let (child, home) = match *change {
            Change::Leave { child } | Change::Arrive { child } => (Some(child), None),
            Change::Places { home, .. } | Change::Charge { home, .. } => (None, Some(home)),
            Change::Pair { child, home, .. } => (Some(child), Some(home)),
            Change::Fix { child, home } => (Some(child), home),
        };
        if let Some(child) = child.filter(|&child| child as usize >= self.children()) {
            return Err(RepairError::NoChild(child));
        }
        if let Some(home) = home.filter(|&home| home as usize >= self.homes()) {
            return Err(RepairError::NoHome(home));
        }
        if let (Some(child), Some(home)) = (child, home) {
            self.arc(child, home)?;
        }
        match *change {
            Change::Places { places, .. } if places > PLACES_MAX => Err(RepairError::TooManyPlaces(places)),
            Change::Charge { home, ref cost } => self.check_charge(home, cost, live),
            Change::Pair { home, cost: Some(ref cost), .. } => self.check_cost(home, cost, self.charge(home)),
            _ => Ok(()),
        }
    }

    fn check_charge(&self, home: u32, charge: &[i64], live: &Live) -> Result<(), RepairError> {
        let is_small = |level: &i64| (-COST_END..COST_END).contains(level);
        if charge.len() != self.problem.levels.len() || !charge.iter().all(is_small) {
            return Err(RepairError::BadCost { home });
        }
        for cost in live.incoming(home).into_iter().filter_map(|arc| self.cost(arc as usize)) {
            self.check_cost(home, cost, Some(charge))?;
        }
        Ok(())
    }

    fn check_cost(&self, home: u32, cost: &[i64], charge: Option<&[i64]>) -> Result<(), RepairError> {
        let charge = |level: usize| charge.map_or(0, |charge| charge[level]);
        let is_cost = |cost: i64| (0..COST_END).contains(&cost);
        let is_good = |(level, &cost): (usize, &i64)| is_cost(cost) && is_cost(cost + charge(level));
        let is_good = cost.len() == self.problem.levels.len() && cost.iter().enumerate().all(is_good);
        if is_good { Ok(()) } else { Err(RepairError::BadCost { home }) }
    }

    /// The largest number that a change brings in on each level.
    pub(super) fn range_of(&self, change: &Change) -> Vec<i128> {
        match change {
            Change::Charge { cost, .. } | Change::Pair { cost: Some(cost), .. } => {
                cost.iter().map(|&level| i128::from(level).abs()).collect()
            }
            _ => vec![0; self.problem.levels.len()],
        }
    }

    /// The largest number that all changes made and these bring in on each level.
    pub(super) fn range_with(&self, changes: &[Change]) -> Vec<i128> {
        let made = self.made.charges.values().chain(self.made.pairs.values().flatten());
        let made = made.map(|cost| cost.iter().map(|&level| i128::from(level).abs()).collect());
        let mut range = vec![0; self.problem.levels.len()];
        for own in made.chain(changes.iter().map(|change| self.range_of(change))) {
            let own: Vec<i128> = own;
            range.iter_mut().zip(own).for_each(|(most, level)| *most = level.max(*most));
        }
        range
    }

    /// Writes down a change that was made.
    pub(super) fn remember(&mut self, change: &Change) {
        match *change {
            Change::Leave { child } => self.made.is_in[child as usize] = false,
            Change::Arrive { child } => self.made.is_in[child as usize] = true,
            Change::Places { home, places } => {
                self.made.places.insert(home, places);
            }
            Change::Charge { home, ref cost } => {
                self.made.charges.insert(home, cost.clone());
            }
            Change::Pair { child, home, ref cost } => {
                let arc = self.arc(child, home).expect("checked before");
                self.made.pairs.insert(arc, cost.clone());
            }
            Change::Fix { child, home } => self.made.fixed[child as usize] = home,
        }
    }

    pub(super) fn option(&self, arc: usize) -> PlacementOption<'_> {
        self.problem.options.get(self.arc_option[arc] as usize)
    }

    pub(super) fn arcs(&self, child: u32) -> std::ops::Range<usize> {
        self.first_arc[child as usize]..self.first_arc[child as usize + 1]
    }

    pub(super) fn arc(&self, child: u32, home: u32) -> Result<usize, RepairError> {
        let arcs = self.arcs(child);
        let home_of = |&option: &u32| self.problem.options.get(option as usize).home;
        let found = self.arc_option[arcs.clone()].binary_search_by_key(&home, home_of);
        found.map(|at| arcs.start + at).map_err(|_| RepairError::NoOption { child, home })
    }

    /// What a pair costs without its home's charge, were the child not fixed; `None`: forbidden.
    pub(super) fn cost(&self, arc: usize) -> Option<&[i64]> {
        match self.made.pairs.get(&arc) {
            Some(cost) => cost.as_deref(),
            None => Some(self.option(arc).cost),
        }
    }

    /// What leaving a child unplaced costs, were it not fixed; `None`: it must be placed.
    pub(super) fn unplaced(&self, child: u32) -> Option<&[i64]> {
        self.problem.children[child as usize].unplaced.as_deref()
    }

    /// Whether a child is not fixed to another home.
    pub(super) fn may_go(&self, child: u32, home: u32) -> bool {
        self.made.fixed[child as usize].is_none_or(|fixed| fixed == home)
    }

    fn charge(&self, home: u32) -> Option<&[i64]> {
        self.made.charges.get(&home).map(Vec::as_slice)
    }

    /// What a pair costs with its home's charge; `None`: it is not permitted.
    fn full_cost(&self, arc: usize) -> Option<Vec<i64>> {
        let option = self.option(arc);
        let cost = self.cost(arc).filter(|_| self.may_go(option.child, option.home))?;
        let charge = |level: usize| self.charge(option.home).map_or(0, |charge| charge[level]);
        Some(cost.iter().enumerate().map(|(level, cost)| cost + charge(level)).collect())
    }

    /// Solves from nothing, with room for changes whose numbers go up to `range`.
    pub(super) fn solve(&self, range: &[i128], method: Method) -> Result<Live, Shortage> {
        let unplaced =
            |child: u32| self.unplaced(child).filter(|_| self.made.fixed[child as usize].is_none());
        let places = |home: u32| self.problem.homes[home as usize].places;
        let places = |home: u32| self.made.places.get(&home).copied().unwrap_or_else(|| places(home));
        let task = FlowTask {
            levels: self.problem.levels.len(),
            places: (0..number(self.homes())).map(places).collect(),
            first_arc: self.first_arc.clone(),
            arc_home: &|arc| self.option(arc).home,
            arc_cost: &|arc, cost| fill(cost, self.option(arc).cost),
            unplaced: &|child| unplaced(number(child)).map(wide),
        };
        let mut live = Live::new(&task, range, ROOM);
        for (&home, charge) in &self.made.charges {
            live.set_charge(home, &wide(charge));
        }
        for (&arc, cost) in &self.made.pairs {
            live.set_arc(number(arc), cost.as_deref().map(wide).as_deref())?;
        }
        for arc in 0..self.arc_option.len() {
            let option = self.option(arc);
            if !self.may_go(option.child, option.home) {
                live.set_arc(number(arc), None)?;
            }
        }
        live.add_all(&|child| self.made.is_in[child as usize], method)?;
        Ok(live)
    }

    /// The problem as all changes left it.
    pub(super) fn problem(&self) -> Problem {
        let mut parts = self.problem.parts().clone();
        let levels = parts.levels.len();
        for (&home, &places) in &self.made.places {
            parts.homes[home as usize].places = places;
        }
        for (child, _) in parts.children.iter_mut().zip(&self.made.is_in).filter(|(_, is_in)| !**is_in) {
            child.unplaced = Some(vec![0; levels]);
        }
        let fixed = (0..).zip(&self.made.fixed).filter(|(child, _)| self.made.is_in[*child as usize]);
        parts.fixed = fixed.filter_map(|(child, &home)| Some(Fixed { child, home: home? })).collect();
        parts.options = OptionSet::new(levels);
        for arc in 0..self.arc_option.len() {
            let option = self.option(arc);
            let cost = self.full_cost(arc).filter(|_| self.made.is_in[option.child as usize]);
            if let Some(cost) = cost {
                parts.options.push(option.child, option.home, 1, &cost);
            }
        }
        Problem::new(parts).expect("every change was checked")
    }
}
