//! The problem as proofs over households see it: units that choose one place each.
//!
//! A unit is a child, or children who must live together, named by its smallest child. Its choices are
//! the homes that fixed pairs leave to all of its children, and to stay unplaced. Nothing is decided here.

use std::collections::BTreeSet;

use nearhome_problem::{Child, Problem, Stay};

use crate::Rejection;
use crate::sums::{list, place_of, too_large};

/// One place that a unit can choose.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Choice {
    pub(crate) unit: u32,
    /// Index of the home; [`Units::nowhere`] to stay unplaced.
    pub(crate) home: u32,
    first_seat: usize,
    end_seat: usize,
}

/// A child in a choice, with the places it takes: all of them if it must be alone.
#[derive(Clone, Copy, Debug)]
struct Seat {
    stay: Stay,
    places: u32,
}

/// Two units with children who should not meet, and would in one home.
#[derive(Debug)]
pub(crate) struct Pair<'a> {
    pub(crate) units: [u32; 2],
    /// Paid when they share a home; `None`: they must not.
    pub(crate) cost: Option<&'a [i64]>,
}

impl Pair<'_> {
    /// The other unit; `None` for children of one unit.
    pub(crate) fn partner(&self, unit: u32) -> Option<u32> {
        self.units.into_iter().find(|&other| other != unit)
    }
}

/// Units, choices and what ties them; lists by unit have an entry for each child.
#[derive(Debug)]
pub(crate) struct Units<'a> {
    pub(crate) problem: &'a Problem,
    /// The unit of each child.
    pub(crate) of_child: Vec<u32>,
    /// Children of each unit.
    pub(crate) members: Vec<Vec<u32>>,
    /// All choices, by unit and home.
    pub(crate) choices: Vec<Choice>,
    seats: Vec<Seat>,
    costs: Vec<i64>,
    pub(crate) of_unit: Vec<Vec<u32>>,
    pub(crate) at_home: Vec<Vec<u32>>,
    /// The instants at which somebody may arrive in a home; nowhere else does a load grow.
    pub(crate) instants: Vec<Vec<i64>>,
    pub(crate) pairs: Vec<Pair<'a>>,
    pub(crate) pairs_of: Vec<Vec<u32>>,
    /// Those of them that cost something.
    pub(crate) soft_pairs_of: Vec<Vec<u32>>,
    /// Units of each `together`; empty where it must be kept or is a single unit.
    pub(crate) groups: Vec<Vec<u32>>,
    pub(crate) groups_of: Vec<Vec<u32>>,
    pub(crate) caps_of: Vec<Vec<u32>>,
    /// The greatest common divisor of all costs on each level.
    pub(crate) grain: Vec<i128>,
}

impl<'a> Units<'a> {
    /// Makes the units of a problem; `fixed` has the home of each fixed child.
    pub(crate) fn new(problem: &'a Problem, fixed: &[Option<u32>]) -> Result<Self, Rejection> {
        let (children, homes) = (problem.children.len(), problem.homes.len());
        let of_child = units_of_children(problem);
        let mut units = Self {
            problem,
            members: vec![Vec::new(); children],
            of_unit: vec![Vec::new(); children],
            pairs_of: vec![Vec::new(); children],
            soft_pairs_of: vec![Vec::new(); children],
            groups_of: vec![Vec::new(); children],
            at_home: vec![Vec::new(); homes.saturating_add(1)],
            instants: vec![Vec::new(); homes.saturating_add(1)],
            caps_of: vec![Vec::new(); homes],
            groups: Vec::new(),
            pairs: Vec::new(),
            choices: Vec::new(),
            seats: Vec::new(),
            costs: Vec::new(),
            grain: grain(problem),
            of_child,
        };
        for (child, &unit) in (0..).zip(&units.of_child) {
            push(&mut units.members, unit, child);
        }
        units.add_pairs();
        units.add_groups();
        for (index, cap) in (0..).zip(&problem.caps) {
            for &home in &cap.homes {
                push(&mut units.caps_of, home, index);
            }
        }
        units.add_choices(fixed)?;
        Ok(units)
    }

    /// The place of those who stay unplaced: one after the last home.
    pub(crate) fn nowhere(&self) -> u32 {
        u32::try_from(self.problem.homes.len()).unwrap_or(u32::MAX)
    }

    pub(crate) fn choice(&self, choice: u32) -> Choice {
        let none = Choice { unit: u32::MAX, home: u32::MAX, first_seat: 0, end_seat: 0 };
        self.choices.get(place_of(choice)).copied().unwrap_or(none)
    }

    /// The choice of a unit for a home, if it has one.
    pub(crate) fn choice_for(&self, unit: u32, home: u32) -> Option<u32> {
        list(&self.of_unit, unit).iter().copied().find(|&choice| self.choice(choice).home == home)
    }

    /// Cost of a choice on each level.
    pub(crate) fn cost(&self, choice: u32) -> &[i64] {
        self.costs.chunks_exact(self.problem.levels.len()).nth(place_of(choice)).unwrap_or_default()
    }

    /// Places that a choice takes at an instant; fewer than 2^32 seats of 10^6 places fit 64 bits.
    pub(crate) fn load(&self, choice: u32, instant: i64) -> i64 {
        self.seats_at(choice, instant).fold(0, |sum, seat| sum.saturating_add(i64::from(seat.places)))
    }

    /// Children whom a cap counts at an instant.
    pub(crate) fn heads(&self, choice: u32, instant: i64) -> i64 {
        self.seats_at(choice, instant).fold(0, |sum, _| sum.saturating_add(1))
    }

    /// When the children of a choice arrive.
    pub(crate) fn arrivals(&self, choice: u32) -> impl Iterator<Item = i64> {
        self.seats(choice).iter().map(|seat| seat.stay.from)
    }

    fn seats_at(&self, choice: u32, instant: i64) -> impl Iterator<Item = &Seat> {
        let is_there = move |seat: &&Seat| seat.stay.from <= instant && instant < seat.stay.to;
        self.seats(choice).iter().filter(is_there)
    }

    fn seats(&self, choice: u32) -> &[Seat] {
        let Choice { first_seat, end_seat, .. } = self.choice(choice);
        self.seats.get(first_seat..end_seat).unwrap_or_default()
    }

    pub(crate) fn unit_of(&self, child: u32) -> u32 {
        self.of_child.get(place_of(child)).copied().unwrap_or(child)
    }

    fn add_pairs(&mut self) {
        let problem = self.problem;
        for pair in &problem.apart {
            let windows = pair.children.map(|child| problem.children.get(place_of(child)).map(Child::window));
            if let [Some(one), Some(other)] = windows
                && one.overlaps(other)
            {
                let index = index_of(self.pairs.len());
                let units = pair.children.map(|child| self.unit_of(child));
                let [one, other] = units;
                let both = if one == other { &[one][..] } else { &[one, other] };
                for &unit in both {
                    push(&mut self.pairs_of, unit, index);
                    if pair.cost.is_some() {
                        push(&mut self.soft_pairs_of, unit, index);
                    }
                }
                self.pairs.push(Pair { units, cost: pair.cost.as_deref() });
            }
        }
    }

    fn add_groups(&mut self) {
        for (index, group) in (0..).zip(&self.problem.together) {
            let mut units: Vec<u32> = group.children.iter().map(|&child| self.unit_of(child)).collect();
            units.sort_unstable();
            units.dedup();
            if group.split_cost.is_none() || units.len() < 2 {
                units.clear();
            }
            for &unit in &units {
                push(&mut self.groups_of, unit, index);
            }
            self.groups.push(units);
        }
    }

    /// A unit can choose what all of its children can.
    fn add_choices(&mut self, fixed: &[Option<u32>]) -> Result<(), Rejection> {
        let problem = self.problem;
        let home_of = |child: u32| fixed.get(place_of(child)).copied().flatten();
        let mut wishes: Vec<Wish> = Vec::with_capacity(problem.options.len());
        for (index, option) in (0..).zip(problem.options.iter()) {
            if home_of(option.child).is_none_or(|home| home == option.home) {
                wishes.push((self.unit_of(option.child), option.home, option.child, index));
            }
        }
        for (child, given) in (0..).zip(&problem.children) {
            if given.unplaced.is_some() && home_of(child).is_none() {
                wishes.push((self.unit_of(child), self.nowhere(), child, u32::MAX));
            }
        }
        wishes.sort_unstable();
        let alone: BTreeSet<u32> = problem.alone.iter().copied().collect();
        for shared in wishes.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1)) {
            if let Some(&(unit, home, ..)) = shared.first()
                && shared.len() == list(&self.members, unit).len()
            {
                self.add_choice(unit, home, shared, &alone)?;
            }
        }
        for instants in &mut self.instants {
            instants.sort_unstable();
            instants.dedup();
        }
        Ok(())
    }

    fn add_choice(
        &mut self,
        unit: u32,
        home: u32,
        shared: &[Wish],
        alone: &BTreeSet<u32>,
    ) -> Result<(), Rejection> {
        let problem = self.problem;
        let mut cost = vec![0_i64; problem.levels.len()];
        let mut pay = |more: &[i64]| -> Result<(), Rejection> {
            for (sum, &level) in cost.iter_mut().zip(more) {
                *sum = sum.checked_add(level).ok_or_else(too_large)?;
            }
            Ok(())
        };
        let inner = list(&self.pairs_of, unit).iter().filter_map(|&pair| self.pairs.get(place_of(pair)));
        for pair in inner.filter(|pair| pair.units == [unit, unit] && home != self.nowhere()) {
            let Some(cost) = pair.cost else { return Ok(()) };
            pay(cost)?;
        }
        let first_seat = self.seats.len();
        for &(_, _, child, option) in shared {
            let Some(given) = problem.children.get(place_of(child)) else { continue };
            if home == self.nowhere() {
                pay(given.unplaced.as_deref().unwrap_or_default())?;
                continue;
            }
            let option = problem.options.get(place_of(option));
            pay(option.cost)?;
            let all = problem.homes.get(place_of(home)).filter(|_| alone.contains(&child));
            let places = option.places.max(all.map_or(0, |home| home.places));
            self.seats.push(Seat { stay: given.window(), places });
            push(&mut self.instants, home, given.window().from);
        }
        let index = index_of(self.choices.len());
        self.choices.push(Choice { unit, home, first_seat, end_seat: self.seats.len() });
        self.costs.extend(cost);
        push(&mut self.of_unit, unit, index);
        push(&mut self.at_home, home, index);
        Ok(())
    }
}

/// Unit, home, child and index of its option.
type Wish = (u32, u32, u32, u32);

fn push<T: PartialEq>(lists: &mut [Vec<T>], index: u32, value: T) {
    if let Some(list) = lists.get_mut(place_of(index)).filter(|list| list.last() != Some(&value)) {
        list.push(value);
    }
}

fn index_of(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// The smallest child that each child is tied to by groups that must be kept.
fn units_of_children(problem: &Problem) -> Vec<u32> {
    let mut smaller: Vec<u32> = (0..).zip(&problem.children).map(|(child, _)| child).collect();
    let root = |smaller: &[u32], mut child: u32| {
        while let Some(&next) = smaller.get(place_of(child)).filter(|next| **next != child) {
            child = next;
        }
        child
    };
    for group in problem.together.iter().filter(|group| group.split_cost.is_none()) {
        for two in group.children.windows(2) {
            let mut roots = two.iter().map(|&child| root(&smaller, child));
            if let (Some(one), Some(other)) = (roots.next(), roots.next())
                && let Some(slot) = smaller.get_mut(place_of(one.max(other)))
            {
                *slot = one.min(other);
            }
        }
    }
    (0..).zip(&problem.children).map(|(child, _)| root(&smaller, child)).collect()
}

fn grain(problem: &Problem) -> Vec<i128> {
    let mut grain = vec![0_i64; problem.levels.len()];
    let unplaced = problem.children.iter().filter_map(|child| child.unplaced.as_deref());
    let split = problem.together.iter().filter_map(|group| group.split_cost.as_deref());
    let paired = problem.apart.iter().filter_map(|pair| pair.cost.as_deref());
    let costs = problem.options.iter().map(|option| option.cost).chain(unplaced).chain(split).chain(paired);
    for cost in costs {
        for (divisor, &level) in grain.iter_mut().zip(cost).filter(|(divisor, _)| **divisor != 1) {
            *divisor = common_divisor(*divisor, level);
        }
    }
    grain.into_iter().map(|divisor| i128::from(divisor.max(1))).collect()
}

fn common_divisor(mut a: i64, mut b: i64) -> i64 {
    while let Some(rest) = a.checked_rem(b) {
        (a, b) = (b, rest);
    }
    a
}
