//! Keeps the answer to a problem optimal while the problem changes.
//!
//! Only for problems that are pure flows: no side constraint but `fixed`. A change moves as few prices
//! and children as its shortest path needs; nothing is solved anew.

mod changed;
#[cfg(test)]
mod tests;

use nearhome_problem::{Certificate, FlowPrices, PLACES_MAX, Problem, Solution, Status, Totals};

use crate::flow::{FlowSeat, Live, Method, Shortage};
use changed::Changed;

/// A change to a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// The child no longer takes part; nothing happens when it did not.
    Leave {
        /// Index of the child.
        child: u32,
    },
    /// The child takes part again; nothing happens when it did.
    Arrive {
        /// Index of the child.
        child: u32,
    },
    /// The home has this many places: a home opens, closes, grows or shrinks.
    Places {
        /// Index of the home.
        home: u32,
        /// Its places from now on, `0..=1_000_000`.
        places: u32,
    },
    /// Every child in the home costs this much more than the problem says; a saving is negative.
    Charge {
        /// Index of the home.
        home: u32,
        /// One number a level; no option may come to cost less than 0 or 2^53 and more.
        cost: Vec<i64>,
    },
    /// The cost of a pair that has an option in the problem.
    Pair {
        /// Index of the child.
        child: u32,
        /// Index of the home.
        home: u32,
        /// One number a level, without the home's charge; `None`: the pair is forbidden.
        cost: Option<Vec<i64>>,
    },
    /// The child goes to that home, or is free to go elsewhere again.
    Fix {
        /// Index of the child.
        child: u32,
        /// Index of the home; `None`: anywhere that is permitted.
        home: Option<u32>,
    },
}

/// What a change has done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repaired {
    /// Cost of the new answer on each level.
    pub totals: Totals,
    /// Children, ascending, who are somewhere else than before.
    pub moved: Vec<u32>,
}

/// What a place of a home is worth, level vectors compared lexicographically.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceRange {
    /// By how much one place more lowers the totals: the smallest valid price.
    pub least: Totals,
    /// By how much one place less raises the totals: the largest valid price. `None`: somebody who must
    /// be placed would have no seat, or the home has no places.
    pub most: Option<Totals>,
}

/// Why a change, or a problem, was refused; nothing has changed then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RepairError {
    /// The problem has a feature that repair does not support.
    #[error("the problem is not a pure flow: it has {feature}; solve it anew after each change")]
    NotAFlow {
        /// The field of the problem.
        feature: &'static str,
    },
    /// There is no such child.
    #[error("there is no child {0}")]
    NoChild(u32),
    /// There is no such home.
    #[error("there is no home {0}")]
    NoHome(u32),
    /// The problem has no option for the pair.
    #[error("the problem has no option for child {child} in home {home}")]
    NoOption {
        /// Index of the child.
        child: u32,
        /// Index of the home.
        home: u32,
    },
    /// A home has at most a million places.
    #[error("{0} places are more than {PLACES_MAX}")]
    TooManyPlaces(u32),
    /// A cost has the wrong number of levels, or would leave `0..2^53`.
    #[error("home {home}: a cost has one number in 0..2^53 for each of the levels")]
    BadCost {
        /// Index of the home.
        home: u32,
    },
    /// These children, ascending, must all be placed and would have fewer places than they are.
    #[error("children {0:?} must be placed and have too few places")]
    Shortage(Vec<u32>),
}

impl From<Shortage> for RepairError {
    fn from(Shortage(children): Shortage) -> Self {
        Self::Shortage(children)
    }
}

/// A pure-flow problem together with an optimal answer to it, under changes.
///
/// After each change the totals are what [`crate::solve`] would give for the changed problem
/// ([`Repair::problem`]); where several answers have these totals, which one it is depends on the
/// changes that led here.
///
/// # Examples
///
/// ```
/// use nearhome_optimiser::{Change, Repair, random_problems};
///
/// let mut repair = Repair::new(random_problems::plain(1, 50))?;
/// let before = repair.totals();
/// repair.apply(&Change::Leave { child: 7 })?;
/// repair.apply(&Change::Arrive { child: 7 })?;
/// assert_eq!(repair.totals(), before);
/// # Ok::<(), nearhome_optimiser::RepairError>(())
/// ```
pub struct Repair {
    changed: Changed,
    live: Live,
}

impl std::fmt::Debug for Repair {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Repair").field("totals", &self.totals()).finish_non_exhaustive()
    }
}

impl Repair {
    /// Solves a problem and keeps it.
    ///
    /// # Errors
    ///
    /// [`RepairError::NotAFlow`] when the problem has `together`, `apart`, `alone`, `caps`, `limits`,
    /// stays, or options that take several places; [`RepairError::Shortage`] when it is infeasible.
    pub fn new(problem: Problem) -> Result<Self, RepairError> {
        Self::by(problem, Method::Auction)
    }

    /// Solves a problem as [`Repair::new`] does, by successive shortest paths alone: slower, and a second
    /// way to the same totals for tests and benches.
    ///
    /// # Errors
    ///
    /// Those of [`Repair::new`].
    pub fn by_shortest_paths(problem: Problem) -> Result<Self, RepairError> {
        Self::by(problem, Method::ShortestPaths)
    }

    fn by(problem: Problem, method: Method) -> Result<Self, RepairError> {
        if let Some(feature) = beyond_flow(&problem) {
            return Err(RepairError::NotAFlow { feature });
        }
        let changed = Changed::new(problem);
        let live = changed.solve(&[], method)?;
        Ok(Self { changed, live })
    }

    /// Makes a change and restores the optimum.
    ///
    /// # Errors
    ///
    /// A [`RepairError`] when the change names what does not exist, gives a cost out of range, or leaves
    /// somebody who must be placed without a seat; nothing has changed then.
    pub fn apply(&mut self, change: &Change) -> Result<Repaired, RepairError> {
        self.changed.check(change, &self.live)?;
        if !self.live.has_range_for(&self.changed.range_of(change)) {
            return self.start_over(change);
        }
        let mark = self.live.mark();
        if let Err(shortage) = self.change(change) {
            self.live.undo(mark);
            return Err(shortage.into());
        }
        let moved = self.live.moved_since(&mark);
        self.live.keep(mark);
        self.changed.remember(change);
        Ok(Repaired { totals: self.totals(), moved })
    }

    /// Looks at the optimum that some changes leave, made one after the other, and takes them back: prices, and which of
    /// several equally good answers it is, are then what they were.
    ///
    /// # Errors
    ///
    /// As [`Repair::apply`], for the first change that cannot be made; nothing is looked at then.
    ///
    /// # Examples
    ///
    /// ```
    /// use nearhome_optimiser::{Change, Repair, random_problems};
    ///
    /// let mut repair = Repair::new(random_problems::plain(1, 60))?;
    /// let before = repair.solution();
    /// let without = repair.with(&[Change::Leave { child: 7 }], |repair| repair.home(7))?;
    /// assert_eq!(without, None);
    /// assert_eq!(repair.solution(), before);
    /// # Ok::<(), nearhome_optimiser::RepairError>(())
    /// ```
    pub fn with<T>(&mut self, changes: &[Change], look: impl FnOnce(&Self) -> T) -> Result<T, RepairError> {
        let is_in_range = |change: &Change| self.live.has_range_for(&self.changed.range_of(change));
        if !changes.iter().all(is_in_range) {
            let copy = self.changed.clone();
            let live = copy.solve(&copy.range_with(changes), Method::Auction)?;
            let mut other = Self { changed: copy, live };
            changes.iter().try_for_each(|change| other.apply(change).map(drop))?;
            return Ok(look(&other));
        }
        let (mark, made) = (self.live.mark(), self.changed.made.clone());
        let done = changes.iter().try_for_each(|change| self.apply(change).map(drop));
        let seen = done.map(|()| look(self));
        self.live.undo(mark);
        self.changed.made = made;
        seen
    }

    /// Cost of the answer on each level.
    #[must_use]
    pub fn totals(&self) -> Totals {
        self.live.total()
    }

    /// The home of a child, `None` when it is unplaced or does not take part.
    ///
    /// # Panics
    ///
    /// When there is no such child.
    #[must_use]
    pub fn home(&self, child: u32) -> Option<u32> {
        match self.live.seat(child) {
            FlowSeat::Arc(arc) => Some(self.changed.option(arc).home),
            FlowSeat::Unplaced | FlowSeat::Open => None,
        }
    }

    /// The problem as all changes left it, with the same numbers for children and homes. A child who
    /// does not take part has no option and costs nothing unplaced.
    ///
    /// # Panics
    ///
    /// When the changed problem is not valid: a defect of this crate.
    #[must_use]
    pub fn problem(&self) -> Problem {
        self.changed.problem()
    }

    /// The answer with its certificate, for [`Repair::problem`].
    #[must_use]
    pub fn solution(&self) -> Solution {
        let children = 0..number(self.changed.children());
        let homes = (0..number(self.changed.homes())).map(|home| (home, self.live.price(home)));
        let nonzero = homes.filter(|(_, price)| price.iter().any(|&level| level != 0)).collect();
        let flow = FlowPrices { children: children.clone().collect(), homes: nonzero };
        Solution {
            status: Status::Optimal,
            totals: Some(self.totals()),
            bound: Some(self.totals()),
            homes: Some(children.map(|child| self.home(child)).collect()),
            certificate: Certificate { flow: Some(flow), ..Certificate::default() },
        }
    }

    /// Whether seats and prices, looked up anew, prove each other to be optimal. It looks at every option,
    /// so it takes longer than most changes do; `false` would be a defect of this crate.
    #[must_use]
    pub fn is_proved(&self) -> bool {
        self.live.is_proved()
    }

    /// Between which prices every valid price of each home lies, homes in order.
    ///
    /// One place more in a home alone lowers the totals by exactly `least`, one place less raises them by
    /// exactly `most`; both follow from the prices without solving again. Effects of several
    /// places do not add up.
    #[must_use]
    pub fn price_ranges(&self) -> Vec<PriceRange> {
        let ranges = self.live.price_ranges().into_iter();
        ranges.map(|range| PriceRange { least: range.least, most: range.most }).collect()
    }

    fn change(&mut self, change: &Change) -> Result<(), Shortage> {
        match *change {
            Change::Leave { child } => self.live.remove(child),
            Change::Arrive { child } if self.live.seat(child) != FlowSeat::Open => {}
            Change::Arrive { child } => self.live.add(child)?,
            Change::Places { home, places } => self.live.set_places(home, places)?,
            Change::Charge { home, ref cost } => self.live.set_charge(home, &wide(cost)),
            Change::Pair { child, home, ref cost } => {
                let cost = cost.as_deref().filter(|_| self.changed.may_go(child, home)).map(wide);
                let arc = self.changed.arc(child, home).expect("checked before");
                self.live.set_arc(number(arc), cost.as_deref())?;
            }
            Change::Fix { child, home } => self.fix(child, home)?,
        }
        Ok(())
    }

    fn fix(&mut self, child: u32, home: Option<u32>) -> Result<(), Shortage> {
        let is_in = self.live.seat(child) != FlowSeat::Open;
        self.live.remove(child);
        for arc in self.changed.arcs(child) {
            let is_free = home.is_none_or(|home| home == self.changed.option(arc).home);
            let cost = self.changed.cost(arc).filter(|_| is_free).map(wide);
            self.live.set_arc(number(arc), cost.as_deref())?;
        }
        let unplaced = self.changed.unplaced(child).filter(|_| home.is_none()).map(wide);
        self.live.set_unplaced(child, unplaced.as_deref())?;
        if is_in { self.live.add(child) } else { Ok(()) }
    }

    /// A cost beyond what the sums were laid out for: everything is solved anew with more room. Other
    /// costs alone leave nobody without a seat, so this does not fail.
    fn start_over(&mut self, change: &Change) -> Result<Repaired, RepairError> {
        let before: Vec<Option<u32>> =
            (0..number(self.changed.children())).map(|child| self.home(child)).collect();
        self.changed.remember(change);
        self.live = self.changed.solve(&self.changed.range_of(change), Method::Auction)?;
        let moved = (0..).zip(before).filter(|&(child, before)| self.home(child) != before);
        Ok(Repaired { totals: self.totals(), moved: moved.map(|(child, _)| child).collect() })
    }
}

/// The first feature of a problem that makes it more than a flow.
fn beyond_flow(problem: &Problem) -> Option<&'static str> {
    let features = [
        ("`together`", !problem.together.is_empty()),
        ("`apart`", !problem.apart.is_empty()),
        ("`alone`", !problem.alone.is_empty()),
        ("`caps`", !problem.caps.is_empty()),
        ("`limits`", !problem.limits.is_empty()),
        ("stays", problem.children.iter().any(|child| child.stay.is_some())),
        ("options that take several places", problem.options.iter().any(|option| option.places != 1)),
    ];
    features.into_iter().find(|&(_, is_there)| is_there).map(|(feature, _)| feature)
}

fn wide(cost: impl AsRef<[i64]>) -> Vec<i128> {
    cost.as_ref().iter().map(|&level| i128::from(level)).collect()
}

fn number(index: usize) -> u32 {
    u32::try_from(index).expect("children and options are numbered in 32 bits")
}
