//! A linear program put aside, to be gone on with where little is otherwise.

use std::collections::BTreeSet;

use crate::ascent::Exact;
use crate::core::{Core, Index};
use crate::meter::Interrupt;
use crate::simplex::Simplex;

use super::scale::as_float;
use super::{Bounding, Column, Master};

/// The households of a linear program and the basis in which it ended.
pub(crate) struct Saved {
    simplex: Simplex,
    columns: Vec<Column>,
    known: BTreeSet<Vec<Index>>,
    minimised: Option<usize>,
    place_rows: Vec<Option<usize>>,
    first_cap: usize,
    first_level: usize,
}

impl<'a> Master<'a> {
    /// Raises bounds as far as they go, from now on.
    pub(crate) fn be_thorough(&mut self) {
        self.is_thorough = true;
    }

    /// Looks for better households at most so many times.
    pub(crate) fn round_at_most(&mut self, rounds: usize) {
        self.rounds_max = rounds;
    }

    /// The households of which the linear program has a part.
    pub(crate) fn support(&self) -> impl Iterator<Item = Vec<Index>> {
        self.simplex.solution().map(|(column, _)| self.columns[column].options.clone())
    }

    /// Forgets all households but so many that cost least at the multipliers of the linear program, and those of which it has
    /// a part.
    pub(crate) fn keep_cheapest(&mut self, count: usize) {
        let is_kept = self.simplex.keep(&self.simplex.cheapest(count));
        let mut is_kept = is_kept.into_iter();
        self.columns.retain(|_| is_kept.next() == Some(true));
        self.known = self.columns.iter().map(|column| column.options.clone()).collect();
    }

    pub(crate) fn save(self) -> Saved {
        let Self { simplex, columns, known, minimised, place_rows, first_cap, first_level, .. } = self;
        Saved { simplex, columns, known, minimised, place_rows, first_cap, first_level }
    }

    /// Goes on with a linear program of the same core for a level, over these live options, with these maxima for other levels
    /// instead of its own.
    pub(crate) fn resume(
        core: &'a Core,
        saved: &Saved,
        level: usize,
        (live, maxima): (&[bool], &[Option<i128>]),
        interrupt: Interrupt<'a>,
    ) -> Self {
        let mut master = Self::new(core, &[], Bounding::ByPrograms, interrupt);
        master.simplex = saved.simplex.clone();
        master.columns.clone_from(&saved.columns);
        master.known.clone_from(&saved.known);
        master.minimised = saved.minimised;
        // A core that has an option more than the program's may ask for other rows.
        master.place_rows.clone_from(&saved.place_rows);
        (master.first_cap, master.first_level) = (saved.first_cap, saved.first_level);
        master.prepared(level, (live, maxima))
    }

    /// The same with the households of a linear program, but from another basis.
    pub(crate) fn afresh(
        core: &'a Core,
        saved: &Saved,
        level: usize,
        (live, maxima): (&[bool], &[Option<i128>]),
        interrupt: Interrupt<'a>,
    ) -> Self {
        let mut master = Self::new(core, &[], Bounding::ByPrograms, interrupt);
        for column in &saved.columns {
            if column.options.iter().all(|&option| live[option as usize]) {
                master.add_column(&column.options);
            }
        }
        master.prepared(level, (live, maxima))
    }

    fn prepared(mut self, level: usize, (live, maxima): (&[bool], &[Option<i128>])) -> Self {
        for (other, max) in maxima.iter().enumerate() {
            let Some(max) = max else { continue };
            self.maxima[other] = Some(*max);
            let rhs = as_float(max - self.groups_sum[other]) / self.largest[other];
            self.simplex.set_rhs(self.first_level + other, rhs + 1e-7);
        }
        // What perturbed right-hand sides say of the value does not suffice to stop early.
        self.is_thorough = true;
        self.exact = Some(Exact::new(self.core, live, level, maxima, self.interrupt));
        self
    }
}
