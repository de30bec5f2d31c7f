//! A least-cost assignment that can be changed: seats, prices, and a journal to take changes back.
//!
//! This file moves children and keeps sums. Which move keeps the assignment optimal is decided in
//! [`super::forward`], [`super::backward`] and [`super::change`].

use std::collections::BTreeMap;

use super::coding::Coding;
use super::graph::{Arc, FORBIDDEN, Graph};
use super::narrow::Narrow;
use super::packed::{Packed, Packing};
use super::search::Search;
use super::tree::Tree;

/// Where a child is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seat {
    /// Not part of the assignment.
    Waiting,
    /// Left without a home.
    Unplaced,
    /// In the home of this arc.
    Arc(u32),
}

/// What a home charges and how many it may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Home<const W: usize> {
    /// What every child here costs on top of its arc.
    pub(crate) charge: Packed<W>,
    pub(crate) places: u32,
}

/// Children in homes at least cost, with the prices that prove it.
///
/// Invariants between changes: every home with places asks at least its charge, and exactly that when
/// it has room; every child who is not waiting sits at the minimum, over its permitted arcs to homes
/// with places, of cost + asked, and of its unplaced cost. So the assignment of these children costs
/// least (complementary slackness), level vectors compared lexicographically.
#[derive(Clone, Debug)]
pub(crate) struct State<const W: usize> {
    pub(crate) graph: Graph,
    pub(crate) coding: Coding<W>,
    pub(crate) packing: Packing,
    pub(crate) homes: Vec<Home<W>>,
    /// Charge and price of each home together: what a child pays there on top of its arc's cost;
    /// [`Packed::NEVER`] where there is no place. Apart from all else, because searches look at it for every arc.
    asked: Vec<Packed<W>>,
    /// Cost of leaving each child unplaced, where that is allowed.
    pub(crate) unplaced: Vec<Option<Packed<W>>>,
    pub(crate) search: Search<W>,
    /// Caps over the homes; the journal knows nothing of their prices.
    pub(super) tree: Tree<W>,
    seats: Vec<Seat>,
    /// The home of each child, [`UNPLACED`] or [`WAITING`].
    home_of: Vec<u32>,
    /// What each child pays where it is: its arc's cost and what its home asks, or its unplaced cost; nothing and
    /// less while it waits. Kept up to date because searches look at it for every arc into a home.
    paid: Vec<Packed<W>>,
    /// The same as single numbers, and what homes ask, where costs leave room for that.
    pub(super) narrow: Option<Narrow>,
    /// Where a placed child stands among the residents of its home.
    slots: Vec<u32>,
    residents: Vec<Vec<u32>>,
    total: Packed<W>,
    journal: Vec<Entry<W>>,
    /// How many marks are neither undone nor kept.
    marks: u32,
}

/// Stands for the home of a child who is left without one.
const UNPLACED: u32 = u32::MAX;

/// Stands for the home of a child who is not part of the assignment.
const WAITING: u32 = u32::MAX - 1;

/// A change, and what is needed to take it back.
#[derive(Clone, Copy, Debug)]
enum Entry<const W: usize> {
    Seated { child: u32 },
    Taken { child: u32, seat: Seat, slot: u32 },
    Asked { home: u32, before: Packed<W> },
    Charge { home: u32, before: Packed<W> },
    Places { home: u32, before: u32 },
    Arc { arc: u32, before: u32 },
    Unplaced { child: u32, before: Option<Packed<W>> },
}

/// A moment to which a state can be taken back.
#[derive(Debug)]
#[must_use = "a mark is undone or kept"]
pub(crate) struct Mark(usize);

impl<const W: usize> State<W> {
    /// Every child waiting, every home with these places and without charge or price.
    pub(crate) fn new(
        graph: Graph,
        coding: Coding<W>,
        packing: Packing,
        places: &[u32],
        unplaced: Vec<Option<Packed<W>>>,
    ) -> Self {
        let home = |&places: &u32| Home { charge: Packed::ZERO, places };
        let asked = |&places: &u32| if places == 0 { Packed::NEVER } else { Packed::ZERO };
        let children = graph.children() as usize;
        let mut narrow = Narrow::new(&packing, &coding, places.len(), children);
        for (home, _) in (0..).zip(places).filter(|(_, places)| **places == 0) {
            if let Some(narrow) = &mut narrow {
                narrow.ask(home, Packed::<W>::NEVER, &[], &packing);
            }
        }
        Self {
            narrow,
            homes: places.iter().map(home).collect(),
            asked: places.iter().map(asked).collect(),
            search: Search::new(places.len()),
            tree: Tree::default(),
            seats: vec![Seat::Waiting; children],
            home_of: vec![WAITING; children],
            paid: vec![Packed::ZERO - Packed::NEVER; children],
            slots: vec![0; children],
            residents: vec![Vec::new(); places.len()],
            total: Packed::ZERO,
            journal: Vec::new(),
            marks: 0,
            graph,
            coding,
            packing,
            unplaced,
        }
    }

    /// What all children who are not waiting cost together.
    pub(crate) fn total(&self) -> Packed<W> {
        self.total
    }

    /// Where a child is.
    #[inline]
    pub(crate) fn seat(&self, child: u32) -> Seat {
        self.seats[child as usize]
    }

    /// The home of a child who is in one.
    #[inline]
    pub(crate) fn home_of(&self, child: u32) -> Option<u32> {
        Some(self.home_of[child as usize]).filter(|&home| home < WAITING)
    }

    /// The home of a child, or a number that no home has.
    #[inline]
    pub(super) fn home_or_none(&self, child: u32) -> u32 {
        self.home_of[child as usize]
    }

    /// Who lives in a home.
    #[inline]
    pub(crate) fn residents(&self, home: u32) -> &[u32] {
        &self.residents[home as usize]
    }

    /// How many live in a home.
    pub(crate) fn count(&self, home: u32) -> u32 {
        small(self.residents[home as usize].len())
    }

    /// Whether a home has a free place.
    pub(crate) fn has_room(&self, home: u32) -> bool {
        self.count(home) < self.homes[home as usize].places
    }

    /// What one place less would cost at most in first order: not below zero, and zero with room.
    pub(crate) fn price(&self, home: u32) -> Packed<W> {
        self.asked(home) - self.homes[home as usize].charge - self.tree.asked_above(home)
    }

    /// What a home, or a cap with all above it, asks.
    pub(super) fn asked_at(&self, node: u32) -> Packed<W> {
        self.tree.cap(node).map_or_else(|| self.asked(node), |cap| self.tree.caps[cap].asked)
    }

    /// How many places of a home or a cap are taken.
    pub(super) fn taken_at(&self, node: u32) -> i64 {
        self.tree.cap(node).map_or_else(|| i64::from(self.count(node)), |cap| self.tree.caps[cap].taken)
    }

    /// Whether a home or a cap has a free place.
    pub(super) fn has_room_at(&self, node: u32) -> bool {
        let of_cap = |cap: usize| self.tree.caps[cap].taken < self.tree.caps[cap].places;
        self.tree.cap(node).map_or_else(|| self.has_room(node), of_cap)
    }

    /// What a child pays where it is, if it is anywhere; far below nothing while it waits, so that no seat
    /// seems better.
    #[inline]
    pub(super) fn paid_or_less(&self, child: u32) -> Packed<W> {
        self.paid[child as usize]
    }

    /// What a child pays where it is: cost + asked of its home, or its unplaced cost.
    #[inline]
    pub(crate) fn paid(&self, child: u32) -> Option<Packed<W>> {
        (self.home_of[child as usize] != WAITING).then(|| self.paid[child as usize])
    }

    /// What a pair costs without the home's charge.
    ///
    /// # Panics
    ///
    /// When the pair is not permitted.
    pub(crate) fn pair_cost(&self, child: u32, home: u32) -> Packed<W> {
        let code = self.graph.arc(self.graph.number(child, home)).code;
        self.coding.cost(code).expect("the pair is permitted")
    }

    /// The least that a child could pay anywhere; `None`: there is no seat for it at all.
    pub(crate) fn least(&self, child: u32) -> Option<Packed<W>> {
        Some(self.least_of(child, &self.asked)).filter(|&least| least < Packed::NEVER)
    }

    /// The least that a child could pay anywhere, mostly from comparisons of single numbers: nothing that was summed up before
    /// is trusted but what homes ask.
    pub(super) fn verified_least(&self, child: u32) -> Option<Packed<W>> {
        let Seat::Arc(arc) = self.seat(child) else { return self.least(child) };
        let narrow = self.narrow.as_ref();
        let Some((narrow, asked)) = narrow.and_then(|narrow| Some((narrow, narrow.all_asked()?))) else {
            return self.least(child);
        };
        let Arc { home, code } = self.graph.arc(arc);
        let offer = self.coding.cost(code)? + self.asked(home);
        let is_least = narrow.cost(code) + asked[home as usize]
            == narrow.least(self.graph.arcs(child), asked)
            && self.unplaced[child as usize].is_none_or(|unplaced| offer <= unplaced);
        if is_least { Some(offer) } else { self.least(child) }
    }

    /// The least that a child could pay where homes ask this; [`Packed::NEVER`] or more: there is no seat.
    #[inline]
    pub(super) fn least_of(&self, child: u32, asked: &[Packed<W>]) -> Packed<W> {
        let mut least = self.unplaced[child as usize].unwrap_or(Packed::NEVER);
        for &Arc { home, code } in self.graph.arcs(child) {
            if let Some(cost) = self.coding.cost(code) {
                least = least.min(cost + asked[home as usize]);
            }
        }
        least
    }

    /// Gives a waiting child a seat, whatever the prices.
    pub(super) fn sit(&mut self, child: u32, seat: Seat) {
        self.put(child, seat);
        self.log(Entry::Seated { child });
    }

    /// Takes a child from its seat; it waits.
    pub(super) fn take(&mut self, child: u32) {
        let seat = self.seats[child as usize];
        let slot = self.slots[child as usize];
        self.lift(child);
        self.log(Entry::Taken { child, seat, slot });
    }

    /// What a home asks on top of an arc's cost; [`Packed::NEVER`] where it has no place.
    #[inline]
    pub(crate) fn asked(&self, home: u32) -> Packed<W> {
        self.asked[home as usize]
    }

    pub(super) fn set_asked(&mut self, home: u32, asked: Packed<W>) {
        let before = self.ask(home, asked);
        self.log(Entry::Asked { home, before });
    }

    pub(super) fn set_charge_only(&mut self, home: u32, charge: Packed<W>) {
        let before = self.homes[home as usize].charge;
        self.charge(home, charge);
        self.log(Entry::Charge { home, before });
    }

    /// Changes the places of a home, which asks nothing sensible any more when it has none.
    pub(super) fn set_places_only(&mut self, home: u32, places: u32) {
        if places == 0 {
            self.set_asked(home, Packed::NEVER);
        }
        let before = std::mem::replace(&mut self.homes[home as usize].places, places);
        self.log(Entry::Places { home, before });
    }

    /// Changes the cost of an arc on which nobody sits.
    pub(super) fn set_arc_only(&mut self, arc: u32, cost: Option<&[i128]>) {
        let code = cost.map_or(FORBIDDEN, |cost| self.coding.code(cost, &self.packing));
        let before = self.graph.set_code(arc, code);
        self.log(Entry::Arc { arc, before });
    }

    /// Changes the unplaced cost of a child who is not unplaced.
    pub(super) fn set_unplaced_only(&mut self, child: u32, cost: Option<Packed<W>>) {
        let before = std::mem::replace(&mut self.unplaced[child as usize], cost);
        self.log(Entry::Unplaced { child, before });
    }

    /// Begins to record changes.
    pub(crate) fn mark(&mut self) -> Mark {
        self.marks += 1;
        Mark(self.journal.len())
    }

    /// Accepts the changes since a mark. Marks end in the reverse of the order in which they were made.
    #[expect(clippy::needless_pass_by_value, reason = "a mark ends once")]
    pub(crate) fn keep(&mut self, mark: Mark) {
        let Mark(length) = mark;
        assert!(length <= self.journal.len(), "marks end in reverse order");
        self.marks -= 1;
        if self.marks == 0 {
            self.journal.clear();
        }
    }

    /// Takes back every change since a mark; the state is then what it was, bit by bit.
    #[expect(clippy::needless_pass_by_value, reason = "a mark ends once")]
    pub(crate) fn undo(&mut self, mark: Mark) {
        let Mark(length) = mark;
        assert!(length <= self.journal.len(), "marks end in reverse order");
        while self.journal.len() > length {
            let entry = self.journal.pop().expect("longer than the mark");
            self.take_back(entry);
        }
        self.marks -= 1;
    }

    /// Children, ascending, whose home differs from the one they had at a mark.
    pub(crate) fn moved_since(&self, mark: &Mark) -> Vec<u32> {
        let Mark(length) = *mark;
        // The first entry of a child tells where it was.
        let mut first: BTreeMap<u32, Seat> = BTreeMap::new();
        for entry in &self.journal[length..] {
            match *entry {
                Entry::Seated { child } => first.entry(child).or_insert(Seat::Waiting),
                Entry::Taken { child, seat, .. } => first.entry(child).or_insert(seat),
                _ => continue,
            };
        }
        let home = |seat| if let Seat::Arc(arc) = seat { Some(self.graph.arc(arc).home) } else { None };
        let moved = first.into_iter().filter(|&(child, before)| home(self.seat(child)) != home(before));
        moved.map(|(child, _)| child).collect()
    }

    fn take_back(&mut self, entry: Entry<W>) {
        match entry {
            Entry::Seated { child } => self.lift(child),
            Entry::Taken { child, seat, slot } => self.put_back(child, seat, slot),
            Entry::Asked { home, before } => {
                self.ask(home, before);
            }
            Entry::Charge { home, before } => self.charge(home, before),
            Entry::Places { home, before } => self.homes[home as usize].places = before,
            Entry::Arc { arc, before } => {
                self.graph.set_code(arc, before);
            }
            Entry::Unplaced { child, before } => self.unplaced[child as usize] = before,
        }
    }

    fn log(&mut self, entry: Entry<W>) {
        if self.marks > 0 {
            self.journal.push(entry);
        }
    }

    /// Lets a home ask this and returns what it asked before.
    fn ask(&mut self, home: u32, asked: Packed<W>) -> Packed<W> {
        let before = std::mem::replace(&mut self.asked[home as usize], asked);
        for &resident in &self.residents[home as usize] {
            self.paid[resident as usize] += asked - before;
        }
        if let Some(narrow) = &mut self.narrow {
            narrow.ask(home, asked, &self.residents[home as usize], &self.packing);
        }
        before
    }

    fn charge(&mut self, home: u32, charge: Packed<W>) {
        let before = std::mem::replace(&mut self.homes[home as usize].charge, charge);
        for _ in 0..self.residents[home as usize].len() {
            self.total += charge - before;
        }
    }

    fn put(&mut self, child: u32, seat: Seat) {
        let at = child as usize;
        assert_eq!(self.seats[at], Seat::Waiting, "only a waiting child is given a seat");
        match seat {
            Seat::Waiting => {}
            Seat::Unplaced => {
                let cost = self.unplaced[at].expect("the child may stay unplaced");
                self.home_of[at] = UNPLACED;
                self.paid[at] = cost;
                self.total += cost;
                if let Some(narrow) = &mut self.narrow {
                    narrow.go_without(child, cost, &self.packing);
                }
            }
            Seat::Arc(arc) => {
                let Arc { home, code } = self.graph.arc(arc);
                let cost = self.coding.cost(code).expect("the arc is permitted");
                self.home_of[at] = home;
                self.paid[at] = cost + self.asked(home);
                self.tree.count(home, 1);
                if let Some(narrow) = &mut self.narrow {
                    narrow.sit(child, home, code);
                }
                let home = home as usize;
                self.total += cost + self.homes[home].charge;
                self.slots[at] = small(self.residents[home].len());
                self.residents[home].push(child);
            }
        }
        self.seats[at] = seat;
    }

    fn lift(&mut self, child: u32) {
        let at = child as usize;
        match self.seats[at] {
            Seat::Waiting => {}
            Seat::Unplaced => self.total -= self.paid[at],
            Seat::Arc(_) => {
                self.tree.count(self.home_of[at], -1);
                let home = self.home_of[at] as usize;
                self.total -= self.paid[at] - self.asked[home] + self.homes[home].charge;
                let slot = self.slots[at];
                self.residents[home].swap_remove(slot as usize);
                if let Some(&moved) = self.residents[home].get(slot as usize) {
                    self.slots[moved as usize] = slot;
                }
            }
        }
        self.seats[at] = Seat::Waiting;
        self.home_of[at] = WAITING;
        self.paid[at] = Packed::ZERO - Packed::NEVER;
        if let Some(narrow) = &mut self.narrow {
            narrow.wait(child);
        }
    }

    /// Reverses [`State::lift`], the order of residents included.
    fn put_back(&mut self, child: u32, seat: Seat, slot: u32) {
        self.put(child, seat);
        if let Seat::Arc(arc) = seat {
            let residents = &mut self.residents[self.graph.arc(arc).home as usize];
            let last = residents.len() - 1;
            residents.swap(slot as usize, last);
            self.slots[residents[last] as usize] = small(last);
            self.slots[child as usize] = slot;
        }
    }
}

fn small(length: usize) -> u32 {
    u32::try_from(length).expect("residents are counted in 32 bits")
}
