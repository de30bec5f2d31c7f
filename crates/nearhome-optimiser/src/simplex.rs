//! A linear program solved by the revised simplex method, columns added as they are found.
//!
//! It only *guesses* multipliers. It computes in floating point with additions, multiplications and
//! divisions alone, so its guesses are the same on every machine, and nothing that it says is
//! believed: [`crate::master`] rounds the multipliers and proves bounds in integers.

/// A row `sum = rhs` or `sum <= rhs`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub(crate) rhs: f64,
    pub(crate) kind: RowKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowKind {
    Equal,
    AtMost,
}

/// What a run minimises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// How far the rows are from being satisfied by live columns.
    Feasibility,
    /// The cost of the columns.
    Cost,
}

mod factor;

use factor::Factor;

/// Variables are numbered: slack of row r is r, artificial of row r is rows + r, column c is
/// 2 rows + c.
type Variable = usize;

#[derive(Clone)]
pub(crate) struct Simplex {
    rows: Vec<Row>,
    /// Where each column's entries begin, and the end of the last.
    first_entry: Vec<usize>,
    /// Row and value, column by column: one block of memory, because every pivot reads all of it.
    entries: Vec<(u32, f64)>,
    costs: Vec<f64>,
    dead: Vec<bool>,
    /// The variable that is basic in each row, and its value.
    basis: Vec<Variable>,
    values: Vec<f64>,
    is_basic: Vec<bool>,
    /// Sign of each row's artificial variable.
    signs: Vec<f64>,
    factor: Factor,
    duals: Vec<f64>,
    /// Variables that cost less than nothing when all were looked at last, and how many of them may be left before all
    /// are looked at again.
    candidates: Vec<Variable>,
    enough: usize,
}

/// Smaller reduced costs count as zero; costs are scaled to at most 1 by the caller.
const COST_TOLERANCE: f64 = 1e-9;
/// Smaller pivots are avoided.
const PIVOT_TOLERANCE: f64 = 1e-7;
/// So many variables are looked at again before all are.
const CANDIDATES: usize = 32;
/// Pivots between two questions whether to stop.
const ASK_EVERY: usize = 64;
/// After so many exchanges the basis is factored afresh.
const REFRESH_AFTER: usize = 100;

impl Simplex {
    /// A program without columns; `free` rows have an infinite right-hand side.
    pub(crate) fn new(rows: Vec<Row>) -> Self {
        let count = rows.len();
        let mut simplex = Self {
            rows,
            first_entry: vec![0],
            entries: Vec::new(),
            costs: Vec::new(),
            dead: Vec::new(),
            basis: Vec::new(),
            values: Vec::new(),
            is_basic: vec![false; 2 * count],
            signs: vec![1.0; count],
            factor: Factor::default(),
            duals: vec![0.0; count],
            candidates: Vec::new(),
            enough: 0,
        };
        simplex.start();
        simplex
    }

    /// The basis of slacks and artificials.
    fn start(&mut self) {
        let count = self.rows.len();
        self.is_basic.iter_mut().for_each(|basic| *basic = false);
        self.basis.clear();
        for (at, row) in self.rows.iter().enumerate() {
            let needs_artificial = row.kind == RowKind::Equal || row.rhs < 0.0;
            self.signs[at] = if row.rhs < 0.0 { -1.0 } else { 1.0 };
            let variable = if needs_artificial { count + at } else { at };
            self.basis.push(variable);
            self.is_basic[variable] = true;
        }
        self.refresh();
    }

    /// Adds a column with entries in increasing row order.
    pub(crate) fn add_column(&mut self, entries: &[(usize, f64)], cost: f64) {
        let numbered = entries.iter().map(|&(row, entry)| (as_row(row), entry));
        self.entries.extend(numbered);
        self.first_entry.push(self.entries.len());
        self.costs.push(cost);
        self.dead.push(false);
        self.is_basic.push(false);
    }

    pub(crate) fn set_cost(&mut self, column: usize, cost: f64) {
        self.costs[column] = cost;
    }

    /// Forbids or permits a column.
    pub(crate) fn set_dead(&mut self, column: usize, dead: bool) {
        self.dead[column] = dead;
    }

    /// Changes a right-hand side.
    pub(crate) fn set_rhs(&mut self, row: usize, rhs: f64) {
        #[expect(clippy::float_cmp, reason = "an unchanged value needs no work")]
        let unchanged = self.rows[row].rhs == rhs;
        if !unchanged {
            self.rows[row].rhs = rhs;
            self.recompute_values();
        }
    }

    /// The multiplier of each row after a run.
    pub(crate) fn duals(&self) -> &[f64] {
        &self.duals
    }

    /// So many columns of those that cost least at the multipliers of the last run, which was one of costs.
    pub(crate) fn cheapest(&self, count: usize) -> Vec<usize> {
        let first = 2 * self.rows.len();
        let open = (0..self.costs.len()).filter(|&column| !self.dead[column]);
        let mut columns: Vec<(f64, usize)> =
            open.map(|column| (self.reduced_cost(first + column, Phase::Cost), column)).collect();
        columns.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        columns.into_iter().take(count).map(|(_, column)| column).collect()
    }

    /// Forgets all columns but some, and those of the basis; says which are kept.
    pub(crate) fn keep(&mut self, columns: &[usize]) -> Vec<bool> {
        let first = 2 * self.rows.len();
        let mut is_kept = vec![false; self.costs.len()];
        let basic = self.basis.iter().filter_map(|variable| variable.checked_sub(first));
        columns.iter().copied().chain(basic).for_each(|column| is_kept[column] = true);
        let before = std::mem::replace(&mut self.first_entry, vec![0]);
        let entries = std::mem::take(&mut self.entries);
        let mut number = vec![0; is_kept.len()];
        for (column, _) in is_kept.iter().enumerate().filter(|(_, kept)| **kept) {
            number[column] = self.first_entry.len() - 1;
            self.entries.extend_from_slice(&entries[before[column]..before[column + 1]]);
            self.first_entry.push(self.entries.len());
        }
        let of_kept = |slot: usize| slot < first || is_kept[slot - first];
        self.costs = filtered(&self.costs, |column| is_kept[column]);
        self.dead = filtered(&self.dead, |column| is_kept[column]);
        self.is_basic = filtered(&self.is_basic, of_kept);
        for variable in self.basis.iter_mut().filter(|variable| **variable >= first) {
            *variable = first + number[*variable - first];
        }
        self.candidates.clear();
        is_kept
    }

    /// Columns with their values, in the order of the rows in which they are basic.
    pub(crate) fn solution(&self) -> impl Iterator<Item = (usize, f64)> {
        let first = 2 * self.rows.len();
        let columns = self.basis.iter().zip(&self.values).filter(move |(variable, _)| **variable >= first);
        columns.map(move |(variable, value)| (variable - first, *value))
    }

    /// How far the rows are from being satisfied by live columns.
    pub(crate) fn infeasibility(&self) -> f64 {
        let basic = self.basis.iter().zip(&self.values);
        basic.filter(|(variable, _)| self.is_forbidden(**variable)).map(|(_, value)| value.abs()).sum()
    }

    /// Runs to an optimum of the phase over the live columns, or until `pivots_max` pivots are done or
    /// `is_stopped`, which is asked now and then, says so. Returns the number of pivots.
    pub(crate) fn run(&mut self, phase: Phase, pivots_max: usize, is_stopped: impl Fn() -> bool) -> usize {
        self.make_values_positive();
        self.recompute_duals(phase);
        self.candidates.clear();
        self.enough = 0;
        let mut done = 0;
        while done < pivots_max && !(done.is_multiple_of(ASK_EVERY) && is_stopped()) {
            let Some((entering, reduced)) = self.entering(phase) else { break };
            let direction = self.direction(entering);
            let Some(leaving) = self.leaving(&direction, phase) else { break };
            self.pivot(entering, leaving, &direction);
            done += 1;
            if self.factor.exchanges() >= REFRESH_AFTER {
                self.refresh();
                self.recompute_duals(phase);
            } else {
                self.move_duals(leaving, reduced);
            }
        }
        done
    }

    /// Artificials and dead columns may not stay in a solution.
    fn is_forbidden(&self, variable: Variable) -> bool {
        let rows = self.rows.len();
        variable >= rows && (variable < 2 * rows || self.dead[variable - 2 * rows])
    }

    fn cost(&self, variable: Variable, phase: Phase) -> f64 {
        match phase {
            Phase::Feasibility => f64::from(u8::from(self.is_forbidden(variable))),
            Phase::Cost if variable >= 2 * self.rows.len() && !self.is_forbidden(variable) => {
                self.costs[variable - 2 * self.rows.len()]
            }
            Phase::Cost => 0.0,
        }
    }

    /// Slacks below zero after a change of a right-hand side give way to artificials.
    fn make_values_positive(&mut self) {
        let count = self.rows.len();
        for at in 0..count {
            let variable = self.basis[at];
            if self.values[at] < -1e-9 && variable < count {
                // The artificial's column is minus the slack's, so its row of the inverse changes sign.
                self.is_basic[variable] = false;
                self.signs[variable] = -1.0;
                self.basis[at] = count + variable;
                self.is_basic[count + variable] = true;
                self.values[at] = -self.values[at];
                self.factor.turn(at);
            }
        }
    }

    fn recompute_duals(&mut self, phase: Phase) {
        let mut duals = std::mem::take(&mut self.duals);
        duals.clear();
        duals.extend(self.basis.iter().map(|&variable| self.cost(variable, phase)));
        self.factor.solve_transposed(&mut duals);
        self.duals = duals;
    }

    /// Moves the multipliers so that the column that came into a row costs nothing more.
    fn move_duals(&mut self, row: usize, reduced: f64) {
        let mut inverse = vec![0.0; self.rows.len()];
        inverse[row] = 1.0;
        self.factor.solve_transposed(&mut inverse);
        self.duals.iter_mut().zip(&inverse).for_each(|(dual, entry)| *dual += reduced * entry);
    }

    /// A variable whose reduced cost is negative, and that: the most negative of a few that were found when all were
    /// looked at last, of all when none of these is left.
    fn entering(&mut self, phase: Phase) -> Option<(Variable, f64)> {
        let mut candidates = std::mem::take(&mut self.candidates);
        candidates.retain(|&variable| self.reduced_cost(variable, phase) < -COST_TOLERANCE);
        if candidates.len() <= self.enough {
            candidates = self.all_candidates(phase);
            self.enough = candidates.len() / 2;
        }
        let reduced = candidates.iter().map(|&variable| (self.reduced_cost(variable, phase), variable));
        let best = reduced.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        self.candidates = candidates;
        best.map(|(reduced, variable)| (variable, reduced))
    }

    /// The variables with the most negative reduced costs.
    fn all_candidates(&self, phase: Phase) -> Vec<Variable> {
        let count = self.rows.len();
        let slacks = (0..count).filter(|&row| self.rows[row].kind == RowKind::AtMost);
        let columns = (2 * count..2 * count + self.costs.len()).filter(|at| !self.dead[at - 2 * count]);
        let reduced = slacks.chain(columns).filter_map(|variable| {
            let reduced = self.reduced_cost(variable, phase);
            (reduced < -COST_TOLERANCE).then_some((reduced, variable))
        });
        let mut reduced: Vec<(f64, Variable)> = reduced.collect();
        let order = |a: &(f64, Variable), b: &(f64, Variable)| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1));
        if reduced.len() > CANDIDATES {
            reduced.select_nth_unstable_by(CANDIDATES, order);
            reduced.truncate(CANDIDATES);
        }
        reduced.into_iter().map(|(_, variable)| variable).collect()
    }

    /// What a unit of a slack or column would add to the cost; nothing for those in the basis.
    fn reduced_cost(&self, variable: Variable, phase: Phase) -> f64 {
        if self.is_basic[variable] {
            return 0.0;
        }
        let Some(column) = variable.checked_sub(2 * self.rows.len()) else { return -self.duals[variable] };
        let cost = if phase == Phase::Cost { self.costs[column] } else { 0.0 };
        let entries = self.column(column).iter();
        entries.fold(cost, |sum, &(row, entry)| sum - self.duals[row as usize] * entry)
    }

    fn column(&self, column: usize) -> &[(u32, f64)] {
        &self.entries[self.first_entry[column]..self.first_entry[column + 1]]
    }

    /// The column of a variable in terms of the basis.
    fn direction(&self, variable: Variable) -> Vec<f64> {
        let count = self.rows.len();
        let mut direction = vec![0.0; count];
        if variable < count {
            direction[variable] = 1.0;
        } else if variable < 2 * count {
            direction[variable - count] = self.signs[variable - count];
        } else {
            for &(row, entry) in self.column(variable - 2 * count) {
                direction[row as usize] = entry;
            }
        }
        self.factor.solve(&mut direction);
        direction
    }

    /// The row whose variable reaches zero first; among near ties the largest pivot.
    fn leaving(&self, direction: &[f64], phase: Phase) -> Option<usize> {
        let mut best: Option<(f64, f64, usize)> = None;
        for (at, &slope) in direction.iter().enumerate() {
            let stays_zero = phase == Phase::Cost && self.is_forbidden(self.basis[at]);
            let ratio = if stays_zero && slope.abs() > PIVOT_TOLERANCE {
                0.0
            } else if slope > PIVOT_TOLERANCE {
                (self.values[at] / slope).max(0.0)
            } else {
                continue;
            };
            if ratio.is_infinite() {
                continue;
            }
            let better = best.is_none_or(|(least, pivot, _)| {
                ratio < least - 1e-10 || (ratio < least + 1e-10 && slope.abs() > pivot)
            });
            if better {
                best = Some((ratio, slope.abs(), at));
            }
        }
        best.map(|(_, _, at)| at)
    }

    fn pivot(&mut self, entering: Variable, leaving: usize, direction: &[f64]) {
        let step = self.values[leaving] / direction[leaving];
        let step = if self.is_forbidden(self.basis[leaving]) { step } else { step.max(0.0) };
        for (value, slope) in self.values.iter_mut().zip(direction) {
            if *slope != 0.0 {
                *value -= step * slope;
            }
        }
        self.is_basic[self.basis[leaving]] = false;
        self.is_basic[entering] = true;
        self.basis[leaving] = entering;
        self.values[leaving] = step;
        self.factor.exchange(leaving, direction);
    }

    /// Factors the basis afresh; each variable gets the row of its pivot, and what has become dependent is replaced by
    /// artificials.
    fn refresh(&mut self) {
        let count = self.rows.len();
        let slacks: Vec<[(u32, f64); 1]> = (0..count).map(|row| [(as_row(row), 1.0)]).collect();
        let artificials: Vec<[(u32, f64); 1]> =
            (0..).zip(&self.signs).map(|(row, &sign)| [(row, sign)]).collect();
        // What has one row is first in line for it.
        let mut given = self.basis.clone();
        given.sort_unstable();
        let mut factor = std::mem::take(&mut self.factor);
        let entries: Vec<factor::Entries<'_>> = given
            .iter()
            .map(|&variable| match variable.checked_sub(2 * count) {
                Some(column) => self.column(column),
                None => [&slacks, &artificials][variable / count][variable % count].as_slice(),
            })
            .collect();
        let owners = factor.compute(&entries, &self.signs);
        self.factor = factor;
        self.is_basic.fill(false);
        for (row, owner) in owners.into_iter().enumerate() {
            self.basis[row] = owner.map_or(count + row, |at| given[at]);
            self.is_basic[self.basis[row]] = true;
        }
        self.recompute_values();
    }

    fn recompute_values(&mut self) {
        let mut values = std::mem::take(&mut self.values);
        values.clear();
        values.extend(self.rows.iter().map(|row| if row.rhs.is_infinite() { 0.0 } else { row.rhs }));
        self.factor.solve(&mut values);
        for (value, &variable) in values.iter_mut().zip(&self.basis) {
            if self.rows.get(variable).is_some_and(|row| row.rhs.is_infinite()) {
                *value = f64::INFINITY;
            }
        }
        self.values = values;
    }
}

fn filtered<T: Copy>(all: &[T], is_kept: impl Fn(usize) -> bool) -> Vec<T> {
    all.iter().enumerate().filter(|(at, _)| is_kept(*at)).map(|(_, one)| *one).collect()
}

fn as_row(row: usize) -> u32 {
    u32::try_from(row).expect("rows are numbered in 32 bits")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two children, two homes: one place each.
    fn small() -> Simplex {
        let equal = Row { rhs: 1.0, kind: RowKind::Equal };
        let at_most = Row { rhs: 1.0, kind: RowKind::AtMost };
        let mut simplex = Simplex::new(vec![equal, equal, at_most, at_most]);
        for (child, home, cost) in [(0, 0, 0.1), (0, 1, 0.5), (1, 0, 0.2), (1, 1, 0.9)] {
            simplex.add_column(&[(child, 1.0), (2 + home, 1.0)], cost);
        }
        simplex
    }

    #[test]
    fn an_assignment_is_solved() {
        let mut simplex = small();
        simplex.run(Phase::Feasibility, 100, || false);
        assert!(simplex.infeasibility() < 1e-9);
        simplex.run(Phase::Cost, 100, || false);
        let taken: Vec<usize> =
            simplex.solution().filter(|(_, value)| *value > 0.5).map(|(c, _)| c).collect();
        assert_eq!(taken.len(), 2);
        assert!(taken.contains(&1) && taken.contains(&2));
    }

    #[test]
    fn a_forbidden_column_leaves() {
        let mut simplex = small();
        simplex.run(Phase::Feasibility, 100, || false);
        simplex.run(Phase::Cost, 100, || false);
        simplex.set_dead(1, true);
        simplex.run(Phase::Feasibility, 100, || false);
        assert!(simplex.infeasibility() < 1e-9);
        simplex.set_dead(3, true);
        simplex.run(Phase::Feasibility, 100, || false);
        assert!(simplex.infeasibility() > 0.5);
    }

    #[test]
    fn kept_columns_go_on_where_all_ended() {
        let mut simplex = small();
        simplex.run(Phase::Feasibility, 100, || false);
        simplex.run(Phase::Cost, 100, || false);
        let duals = simplex.duals().to_vec();
        let is_kept = simplex.keep(&[]);
        assert_eq!(is_kept[..3], [false, true, true]);
        assert_eq!(simplex.run(Phase::Cost, 100, || false), 0, "nothing is better than before");
        assert_eq!(simplex.duals(), duals);
        simplex.add_column(&[(0, 1.0), (2, 1.0)], -1.0);
        simplex.run(Phase::Cost, 100, || false);
        let last = is_kept.iter().filter(|kept| **kept).count();
        assert!(simplex.solution().any(|(column, value)| column == last && value > 0.5));
    }
}
