//! Translates the part of a problem that is not a pure flow into a [`Core`].
//!
//! Children who must live together become one unit; stays become instants. Nothing is left out:
//! what can be simplified is the business of [`crate::reduce`].

use std::collections::{BTreeMap, BTreeSet};

use nearhome_problem::{Problem, Stay};
use petgraph::unionfind::UnionFind;

use crate::core::{Anchor, Choice, Core, Group, Index, Loads, Pair, Place, Unit};
use crate::evaluate::ALWAYS;

/// The children to translate, with the options that `fixed` leaves them.
pub(crate) struct Scope<'a> {
    pub(crate) problem: &'a Problem,
    /// Children in the core, ascending.
    pub(crate) children: Vec<u32>,
    /// Options of those children, by child and home.
    pub(crate) options: Vec<u32>,
    /// What each limit leaves after all that is decided outside.
    pub(crate) limits: Vec<Option<i128>>,
    /// Children fixed to a home: they cannot stay unplaced.
    pub(crate) fixed: &'a [Option<u32>],
}

/// Builds the core. Units that cannot be placed at all have no option.
pub(crate) fn core(scope: &Scope<'_>) -> Core {
    let problem = scope.problem;
    let mut builder = Builder {
        problem,
        core: Core {
            levels: problem.levels.len(),
            limits: scope.limits.clone(),
            grain: if scope.children.is_empty() { vec![1; problem.levels.len()] } else { grain(problem) },
            places: vec![Place::default()],
            ..Core::default()
        },
        unit_of: vec![None; problem.children.len()],
        alone: problem.alone.iter().copied().collect(),
    };
    builder.add_units(scope);
    let by_home = builder.options_by_home(scope);
    let cap_rows = builder.add_caps(&by_home);
    builder.core.options.reserve(scope.options.len() + scope.children.len());
    builder.core.costs.reserve((scope.options.len() + scope.children.len()) * problem.levels.len());
    for (home, options) in by_home {
        builder.add_place(home, options, &cap_rows);
    }
    builder.add_unplaced(scope);
    builder.add_groups();
    builder.add_pairs();
    builder.core
}

/// A child's option in one home.
#[derive(Clone, Copy)]
struct Seat {
    child: u32,
    option: u32,
    stay: Stay,
}

/// A cap's row: its instant and its index; `None` as instant when only those count who are always there.
type CapRows = BTreeMap<u32, Vec<(i64, Index)>>;

struct Builder<'a> {
    problem: &'a Problem,
    core: Core,
    /// The unit of each child of the problem that is in the core.
    unit_of: Vec<Option<Index>>,
    alone: BTreeSet<u32>,
}

impl Builder<'_> {
    fn stay(&self, child: u32) -> Stay {
        self.problem.children[child as usize].stay.unwrap_or(ALWAYS)
    }

    /// Children of hard groups become one unit; every other child is a unit.
    fn add_units(&mut self, scope: &Scope<'_>) {
        let mut joined: UnionFind<usize> = UnionFind::new(self.problem.children.len());
        for group in self.problem.together.iter().filter(|group| group.split_cost.is_none()) {
            for pair in group.children.windows(2) {
                joined.union(pair[0] as usize, pair[1] as usize);
            }
        }
        let mut unit_of_root = BTreeMap::new();
        for &child in &scope.children {
            let next = index(self.core.units.len());
            let unit = *unit_of_root.entry(joined.find(child as usize)).or_insert(next);
            if unit == next {
                self.core.units.push(Unit::default());
            }
            self.core.units[unit as usize].children.push(child);
            self.unit_of[child as usize] = Some(unit);
        }
    }

    fn options_by_home(&self, scope: &Scope<'_>) -> BTreeMap<u32, Vec<Seat>> {
        let mut seats: Vec<Vec<Seat>> = vec![Vec::new(); self.problem.homes.len()];
        let options = &self.problem.options;
        for &option in &scope.options {
            let (child, home) = (options.children()[option as usize], options.homes()[option as usize]);
            seats[home as usize].push(Seat { child, option, stay: self.stay(child) });
        }
        (0..).zip(seats).filter(|(_, seats)| !seats.is_empty()).collect()
    }

    /// One row for each cap and instant, and for each home the rows that count its residents.
    fn add_caps(&mut self, by_home: &BTreeMap<u32, Vec<Seat>>) -> CapRows {
        let mut rows = CapRows::new();
        for (cap_index, cap) in (0..).zip(&self.problem.caps) {
            let homes = cap.homes.iter().filter(|home| by_home.contains_key(home));
            let mut instants: Vec<i64> =
                homes.clone().flat_map(|home| &by_home[home]).map(|seat| seat.stay.from).collect();
            instants.sort_unstable();
            instants.dedup();
            for instant in instants {
                let row = index(self.core.caps.len());
                self.core.caps.push(i64::from(cap.places));
                self.core.cap_rows.push((cap_index, instant));
                for &home in homes.clone() {
                    rows.entry(home).or_default().push((instant, row));
                }
            }
        }
        rows
    }

    /// A home with its instants, and the options of all units of whom every child may live there.
    fn add_place(&mut self, home: u32, mut seats: Vec<Seat>, cap_rows: &CapRows) {
        let mut instants: Vec<i64> = seats.iter().map(|seat| seat.stay.from).collect();
        instants.sort_unstable();
        instants.dedup();
        let free = i64::from(self.problem.homes[home as usize].places);
        let place = index(self.core.places.len());
        self.core.places.push(Place {
            home: Some(home),
            free: vec![free; instants.len()],
            options: Vec::new(),
        });
        let no_rows = Vec::new();
        let rows = cap_rows.get(&home).unwrap_or(&no_rows);
        let unit_of = |seat: &Seat| self.unit_of[seat.child as usize].expect("children of options are units");
        seats.sort_by_key(unit_of);
        let of_units: Vec<(Index, &[Seat])> = seats
            .chunk_by(|one, other| unit_of(one) == unit_of(other))
            .map(|seats| (unit_of(&seats[0]), seats))
            .filter(|&(unit, seats)| seats.len() == self.core.units[unit as usize].children.len())
            .collect();
        let mut cost = vec![0; self.core.levels];
        for (unit, seats) in of_units {
            cost.fill(0);
            for seat in seats {
                nearhome_problem::add_cost(&mut cost, self.problem.options.get(seat.option as usize).cost);
            }
            let choice =
                Choice { unit, place, loads: self.loads(seats, &instants, free), caps: counts(seats, rows) };
            self.add_option(choice, &cost);
        }
    }

    /// Places that the children take at each instant; one who must be alone takes all of them.
    fn loads(&self, seats: &[Seat], instants: &[i64], free: i64) -> Loads {
        let of_seat = |seat: &Seat| {
            let own = i64::from(self.problem.options.get(seat.option as usize).places);
            let places = if self.alone.contains(&seat.child) { own.max(free) } else { own };
            let first_from = |day: i64| index(instants.partition_point(|&instant| instant < day));
            let mut loads = Loads::default();
            loads.push(first_from(seat.stay.from)..first_from(seat.stay.to), places);
            loads
        };
        match seats {
            [seat] => of_seat(seat),
            seats => Loads::sum(seats.iter().map(of_seat).collect::<Vec<_>>().iter()),
        }
    }

    fn add_option(&mut self, choice: Choice, cost: &[i128]) {
        let option = index(self.core.options.len());
        self.core.units[choice.unit as usize].options.push(option);
        self.core.places[choice.place as usize].options.push(option);
        self.core.options.push(choice);
        self.core.costs.extend_from_slice(cost);
    }

    /// Place 0 is *unplaced*; a unit may stay there when each of its children may.
    fn add_unplaced(&mut self, scope: &Scope<'_>) {
        for unit in 0..self.core.units.len() {
            let mut sum = vec![0; self.core.levels];
            let mut allowed = true;
            for &child in &self.core.units[unit].children {
                match &self.problem.children[child as usize].unplaced {
                    Some(cost) if scope.fixed[child as usize].is_none() => {
                        nearhome_problem::add_cost(&mut sum, cost);
                    }
                    _ => allowed = false,
                }
            }
            if allowed {
                self.add_option(Choice { unit: index(unit), ..Choice::default() }, &sum);
            }
        }
    }

    fn add_groups(&mut self) {
        for (group_index, group) in (0..).zip(&self.problem.together) {
            let Some(cost) = &group.split_cost else { continue };
            let units = group.children.iter().map(|&child| self.unit_of[child as usize]);
            let Some(mut units) = units.collect::<Option<Vec<Index>>>() else { continue };
            units.sort_unstable();
            units.dedup();
            if units.len() > 1 {
                let cost = cost.iter().map(|&level| i128::from(level)).collect();
                self.core.groups.push(Group {
                    index: group_index,
                    children: group.children.clone(),
                    units,
                    anchor: Anchor::Anywhere,
                    cost,
                });
            }
        }
    }

    /// Pairs between units stay pairs; a pair within a unit changes that unit's options.
    fn add_pairs(&mut self) {
        for apart in &self.problem.apart {
            let [one, other] = apart.children;
            let (Some(a), Some(b)) = (self.unit_of[one as usize], self.unit_of[other as usize]) else {
                continue;
            };
            if !self.stay(one).overlaps(self.stay(other)) {
                continue;
            }
            let cost = apart.cost.as_ref().map(|cost| cost.iter().map(|&level| i128::from(level)).collect());
            if a == b {
                self.charge_unit(a, cost.as_deref());
            } else {
                self.core.pairs.push(Pair { units: [a.min(b), a.max(b)], cost });
            }
        }
    }

    /// Makes every home dearer for a unit of whom two should be apart, or impossible by a load that
    /// no place can bear.
    fn charge_unit(&mut self, unit: Index, cost: Option<&[i128]>) {
        let mut impossible = Loads::default();
        impossible.push(0..1, i64::MAX / 4);
        for option in self.core.units[unit as usize].options.clone() {
            if self.core.home(option).is_none() {
                continue;
            }
            let at = option as usize * self.core.levels;
            match cost {
                Some(cost) => {
                    self.core.costs[at..].iter_mut().zip(cost).for_each(|(sum, level)| *sum += level);
                }
                None => self.core.options[option as usize].loads = impossible.clone(),
            }
        }
    }
}

/// The greatest common divisor of all costs on each level, at least 1.
fn grain(problem: &Problem) -> Vec<i128> {
    let mut grain = vec![0_i64; problem.levels.len()];
    let mut take_in = |cost: &[i64]| {
        for (divisor, &level) in grain.iter_mut().zip(cost).filter(|(divisor, _)| **divisor != 1) {
            *divisor = greatest_common_divisor(*divisor, level);
        }
    };
    problem.options.iter().for_each(|option| take_in(option.cost));
    problem.children.iter().filter_map(|child| child.unplaced.as_ref()).for_each(|cost| take_in(cost));
    problem.together.iter().filter_map(|group| group.split_cost.as_ref()).for_each(|cost| take_in(cost));
    problem.apart.iter().filter_map(|pair| pair.cost.as_ref()).for_each(|cost| take_in(cost));
    grain.into_iter().map(|divisor| i128::from(divisor.max(1))).collect()
}

fn greatest_common_divisor(mut a: i64, mut b: i64) -> i64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

fn is_there(seat: &Seat, instant: i64) -> bool {
    seat.stay.from <= instant && instant < seat.stay.to
}

/// How many of the children each cap row counts.
fn counts(seats: &[Seat], rows: &[(i64, Index)]) -> Vec<(Index, i64)> {
    let there = |instant| seats.iter().filter(|seat| is_there(seat, instant)).map(|_| 1).sum();
    let counts = rows.iter().map(|&(instant, row)| (row, there(instant)));
    counts.filter(|&(_, count)| count > 0).collect()
}

fn index(length: usize) -> Index {
    Index::try_from(length).expect("children, homes and options are numbered in 32 bits")
}
