//! The basis of a linear program as two sparse triangles, and the exchanges since they were computed.
//!
//! Nearly all of a basis of households falls into triangles by itself: columns with a single row left, then rows with a
//! single column left, give pivots without any arithmetic. What remains is eliminated column by column. It
//! knows nothing of costs or of what the columns stand for.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A column of the basis: rows and values.
pub(super) type Entries<'a> = &'a [(u32, f64)];

/// Smaller numbers are taken for zero.
const NOTHING: f64 = 1e-13;
/// No pivot is smaller.
const PIVOT_LEAST: f64 = 1e-9;
/// A pivot is at least this part of the largest number that could be one in its column.
const PIVOT_PART: f64 = 0.1;

/// One elimination step: its row, its pivot, and where its numbers end in the triangle.
#[derive(Clone, Copy, Debug)]
struct Step {
    row: u32,
    pivot: f64,
    end: usize,
}

/// An exchange: the direction of the column that came into a row.
#[derive(Clone, Copy, Debug)]
struct Exchange {
    row: u32,
    pivot: f64,
    end: usize,
}

/// See the module. Each column of the basis belongs to the row in which it is the pivot.
#[derive(Clone, Debug, Default)]
pub(super) struct Factor {
    /// Steps in their order, and what each column has in rows of earlier ones.
    upper: Vec<Step>,
    upper_entries: Vec<(u32, f64)>,
    /// Steps that change later columns, and by what; their pivots are 1.
    lower: Vec<Step>,
    lower_entries: Vec<(u32, f64)>,
    exchanges: Vec<Exchange>,
    exchange_entries: Vec<(u32, f64)>,
}

impl Factor {
    /// How often a column was exchanged since the triangles were computed.
    pub(super) fn exchanges(&self) -> usize {
        self.exchanges.len()
    }

    /// Computes the triangles of these columns; returns for each row the column whose pivot it has. Rows without one
    /// are given to `signs[row]` times their unit column; columns that depend on others are left out.
    pub(super) fn compute(&mut self, columns: &[Entries<'_>], signs: &[f64]) -> Vec<Option<usize>> {
        self.upper.clear();
        self.upper_entries.clear();
        self.lower.clear();
        self.lower_entries.clear();
        self.exchanges.clear();
        self.exchange_entries.clear();
        Elimination::new(self, columns, signs.len()).run(signs)
    }

    /// Notes that a column came into a row; `direction` is its [`Factor::solve`].
    pub(super) fn exchange(&mut self, row: usize, direction: &[f64]) {
        let others = (0..).zip(direction).filter(|&(at, slope)| at as usize != row && slope.abs() > 1e-12);
        self.exchange_entries.extend(others.map(|(at, &slope)| (at, slope)));
        let end = self.exchange_entries.len();
        self.exchanges.push(Exchange { row: as_row(row), pivot: direction[row], end });
    }

    /// Notes that the column of a row changes its sign.
    pub(super) fn turn(&mut self, row: usize) {
        let end = self.exchange_entries.len();
        self.exchanges.push(Exchange { row: as_row(row), pivot: -1.0, end });
    }

    /// Expresses a column, given by its rows, in terms of the basis.
    pub(super) fn solve(&self, column: &mut [f64]) {
        let mut start = 0;
        for step in &self.lower {
            let taken = column[step.row as usize];
            if taken != 0.0 {
                subtract(column, &self.lower_entries[start..step.end], taken);
            }
            start = step.end;
        }
        let mut end = self.upper_entries.len();
        for (at, step) in self.upper.iter().enumerate().rev() {
            let start = at.checked_sub(1).map_or(0, |before| self.upper[before].end);
            let value = &mut column[step.row as usize];
            if *value != 0.0 {
                *value /= step.pivot;
                let taken = *value;
                subtract(column, &self.upper_entries[start..end], taken);
            }
            end = start;
        }
        let mut start = 0;
        for exchange in &self.exchanges {
            let value = &mut column[exchange.row as usize];
            if *value != 0.0 {
                *value /= exchange.pivot;
                let taken = *value;
                subtract(column, &self.exchange_entries[start..exchange.end], taken);
            }
            start = exchange.end;
        }
    }

    /// Finds multipliers of rows at which the basic columns sum to these numbers.
    pub(super) fn solve_transposed(&self, numbers: &mut [f64]) {
        for (at, exchange) in self.exchanges.iter().enumerate().rev() {
            let start = at.checked_sub(1).map_or(0, |before| self.exchanges[before].end);
            let sum = product(numbers, &self.exchange_entries[start..exchange.end]);
            let number = &mut numbers[exchange.row as usize];
            *number = (*number - sum) / exchange.pivot;
        }
        let mut start = 0;
        for step in &self.upper {
            let sum = product(numbers, &self.upper_entries[start..step.end]);
            let number = &mut numbers[step.row as usize];
            *number = (*number - sum) / step.pivot;
            start = step.end;
        }
        for (at, step) in self.lower.iter().enumerate().rev() {
            let start = at.checked_sub(1).map_or(0, |before| self.lower[before].end);
            let sum = product(numbers, &self.lower_entries[start..step.end]);
            numbers[step.row as usize] -= sum;
        }
    }
}

fn subtract(column: &mut [f64], entries: Entries<'_>, times: f64) {
    for &(row, entry) in entries {
        column[row as usize] -= times * entry;
    }
}

fn product(numbers: &[f64], entries: Entries<'_>) -> f64 {
    entries.iter().map(|&(row, entry)| numbers[row as usize] * entry).sum()
}

fn as_row(row: usize) -> u32 {
    u32::try_from(row).expect("rows are numbered in 32 bits")
}

/// Not eliminated yet, or without effect on later columns.
const NONE: u32 = u32::MAX;

/// The computation of the triangles.
struct Elimination<'a> {
    factor: &'a mut Factor,
    columns: &'a [Entries<'a>],
    /// The columns of each row.
    first_in_row: Vec<usize>,
    in_row: Vec<u32>,
    is_done: Vec<bool>,
    /// The column whose pivot a row has.
    owner: Vec<Option<usize>>,
    /// The step in `lower` of each row that changes later columns.
    lower_step: Vec<u32>,
    /// The column being eliminated, and the rows that it has.
    work: Vec<f64>,
    rows: Vec<u32>,
    is_in: Vec<bool>,
}

impl<'a> Elimination<'a> {
    fn new(factor: &'a mut Factor, columns: &'a [Entries<'a>], rows: usize) -> Self {
        let mut first_in_row = vec![0; rows + 1];
        for &(row, _) in columns.iter().copied().flatten() {
            first_in_row[row as usize + 1] += 1;
        }
        for row in 0..rows {
            first_in_row[row + 1] += first_in_row[row];
        }
        let mut next = first_in_row.clone();
        let mut in_row = vec![0; first_in_row[rows]];
        for (column, entries) in (0..).zip(columns) {
            for &(row, _) in *entries {
                in_row[next[row as usize]] = column;
                next[row as usize] += 1;
            }
        }
        Self {
            factor,
            columns,
            first_in_row,
            in_row,
            is_done: vec![false; columns.len()],
            owner: vec![None; rows],
            lower_step: vec![NONE; rows],
            work: vec![0.0; rows],
            rows: Vec::new(),
            is_in: vec![false; rows],
        }
    }

    fn run(mut self, signs: &[f64]) -> Vec<Option<usize>> {
        self.peel_columns();
        self.peel_rows();
        let open_rows = |entries: Entries<'_>| {
            entries.iter().filter(|&&(row, _)| self.owner[row as usize].is_none()).count()
        };
        let rest = (0..self.columns.len()).filter(|&column| !self.is_done[column]);
        let mut rest: Vec<(usize, usize)> =
            rest.map(|column| (open_rows(self.columns[column]), column)).collect();
        rest.sort_unstable();
        let mut counts = vec![0_u32; self.owner.len()];
        for &(_, column) in &rest {
            for &(row, _) in self.columns[column] {
                counts[row as usize] += 1;
            }
        }
        for (_, column) in rest {
            self.eliminate(column, &counts);
        }
        for (row, &sign) in signs.iter().enumerate() {
            if self.owner[row].is_none() {
                self.push_upper(as_row(row), sign);
            }
        }
        self.owner
    }

    /// Columns with one row left have nothing below their pivot.
    fn peel_columns(&mut self) {
        let mut left: Vec<usize> = self.columns.iter().map(|entries| entries.len()).collect();
        let mut singles: Vec<usize> = (0..left.len()).rev().filter(|&column| left[column] == 1).collect();
        while let Some(column) = singles.pop() {
            let open = self.columns[column].iter().find(|&&(row, _)| self.owner[row as usize].is_none());
            let Some(&(row, pivot)) = open.filter(|(_, pivot)| pivot.abs() > PIVOT_LEAST) else { continue };
            self.take(column, row, pivot);
            for &other in &self.in_row[self.first_in_row[row as usize]..self.first_in_row[row as usize + 1]] {
                left[other as usize] -= 1;
                if left[other as usize] == 1 && !self.is_done[other as usize] {
                    singles.push(other as usize);
                }
            }
        }
    }

    /// Rows with one column left have nothing beside their pivot.
    fn peel_rows(&mut self) {
        let open_columns = |row: usize| {
            let columns = &self.in_row[self.first_in_row[row]..self.first_in_row[row + 1]];
            columns.iter().filter(|&&column| !self.is_done[column as usize]).count()
        };
        let mut left: Vec<usize> = (0..self.owner.len()).map(open_columns).collect();
        let open = |row: &usize| self.owner[*row].is_none() && left[*row] == 1;
        let mut singles: Vec<usize> = (0..left.len()).rev().filter(open).collect();
        while let Some(row) = singles.pop() {
            let columns = &self.in_row[self.first_in_row[row]..self.first_in_row[row + 1]];
            let open = columns.iter().find(|&&column| !self.is_done[column as usize]);
            let Some(&column) = open.filter(|_| self.owner[row].is_none()) else { continue };
            let entries = self.columns[column as usize];
            let open = || entries.iter().filter(|&&(row, _)| self.owner[row as usize].is_none());
            let largest = open().map(|(_, entry)| entry.abs()).fold(0.0, f64::max);
            let pivot =
                entries.iter().find(|(other, _)| *other as usize == row).map_or(0.0, |&(_, pivot)| pivot);
            if pivot.abs() <= PIVOT_LEAST || pivot.abs() < PIVOT_PART * largest {
                continue;
            }
            for &(other, _) in open() {
                left[other as usize] -= 1;
                if left[other as usize] == 1 {
                    singles.push(other as usize);
                }
            }
            let below = open().filter(|(other, _)| *other as usize != row);
            self.factor.lower_entries.extend(below.map(|&(other, entry)| (other, entry / pivot)));
            self.take(column as usize, as_row(row), pivot);
        }
    }

    /// Ends the step of a column that needs no arithmetic; what is below its pivot has been pushed.
    fn take(&mut self, column: usize, row: u32, pivot: f64) {
        let above = self.columns[column].iter().filter(|&&(other, _)| self.owner[other as usize].is_some());
        self.factor.upper_entries.extend(above);
        self.finish(column, row, pivot);
    }

    fn finish(&mut self, column: usize, row: u32, pivot: f64) {
        self.push_upper(row, pivot);
        let start = self.factor.lower.last().map_or(0, |step| step.end);
        let end = self.factor.lower_entries.len();
        if end > start {
            self.lower_step[row as usize] = as_row(self.factor.lower.len());
            self.factor.lower.push(Step { row, pivot: 1.0, end });
        }
        self.owner[row as usize] = Some(column);
        self.is_done[column] = true;
    }

    fn push_upper(&mut self, row: u32, pivot: f64) {
        self.factor.upper.push(Step { row, pivot, end: self.factor.upper_entries.len() });
    }

    /// Takes the multiples of earlier columns out of a column, and its pivot from what is left: of rows with large enough
    /// numbers that with the fewest columns.
    fn eliminate(&mut self, column: usize, counts: &[u32]) {
        self.reduce(column);
        let open = |row: u32| self.owner[row as usize].is_none();
        let largest = self.rows.iter().filter(|&&row| open(row)).map(|&row| self.work[row as usize].abs());
        let least = (largest.fold(0.0, f64::max) * PIVOT_PART).max(PIVOT_LEAST);
        let possible = self.rows.iter().filter(|&&row| open(row) && self.work[row as usize].abs() > least);
        if let Some(&pivot_row) = possible.min_by_key(|&&row| (counts[row as usize], row)) {
            let pivot = self.work[pivot_row as usize];
            for &row in &self.rows {
                let entry = self.work[row as usize];
                if entry.abs() <= NOTHING || row == pivot_row {
                    continue;
                }
                if self.owner[row as usize].is_some() {
                    self.factor.upper_entries.push((row, entry));
                } else {
                    self.factor.lower_entries.push((row, entry / pivot));
                }
            }
            self.finish(column, pivot_row, pivot);
        }
        for row in self.rows.drain(..) {
            self.work[row as usize] = 0.0;
            self.is_in[row as usize] = false;
        }
    }

    /// Lays a column out in `work` and takes out what earlier steps change, in their order.
    fn reduce(&mut self, column: usize) {
        let mut steps: BinaryHeap<Reverse<u32>> = BinaryHeap::new();
        for &(row, entry) in self.columns[column] {
            self.work[row as usize] = entry;
            self.is_in[row as usize] = true;
            self.rows.push(row);
            steps.extend(Some(Reverse(self.lower_step[row as usize])).filter(|step| step.0 != NONE));
        }
        while let Some(Reverse(at)) = steps.pop() {
            let step = self.factor.lower[at as usize];
            let start = at.checked_sub(1).map_or(0, |before| self.factor.lower[before as usize].end);
            let taken = self.work[step.row as usize];
            if taken.abs() <= NOTHING {
                continue;
            }
            for &(row, entry) in &self.factor.lower_entries[start..step.end] {
                if !self.is_in[row as usize] {
                    self.is_in[row as usize] = true;
                    self.rows.push(row);
                    steps.extend(Some(Reverse(self.lower_step[row as usize])).filter(|step| step.0 != NONE));
                }
                self.work[row as usize] -= taken * entry;
            }
        }
    }
}

#[cfg(test)]
mod tests;
