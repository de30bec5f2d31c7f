//! The problem as rows and columns: one 0-1 column an option, one a child who may stay unplaced, one
//! for each cost that is paid for a split group or a pair that meets.

use std::collections::BTreeSet;
use std::fmt;

use crate::{Problem, Stay};

/// Which decision a column stands for.
#[derive(Clone, Copy)]
pub(super) enum ColumnName {
    Placed { child: u32, home: u32 },
    Unplaced { child: u32 },
    Split { group: usize },
    Share { pair: usize },
}

impl fmt::Display for ColumnName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Placed { child, home } => write!(f, "x_{child}_{home}"),
            Self::Unplaced { child } => write!(f, "u_{child}"),
            Self::Split { group } => write!(f, "split_{group}"),
            Self::Share { pair } => write!(f, "share_{pair}"),
        }
    }
}

pub(super) struct Column<'a> {
    pub(super) name: ColumnName,
    pub(super) cost: &'a [i64],
}

pub(super) enum Sense {
    Equal,
    AtMost,
}

pub(super) struct Row {
    pub(super) name: String,
    pub(super) sense: Sense,
    pub(super) right_hand_side: i128,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    pub(super) column: u32,
    pub(super) row: u32,
    pub(super) coefficient: i64,
}

pub(super) struct ArcModel<'a> {
    pub(super) columns: Vec<Column<'a>>,
    pub(super) rows: Vec<Row>,
    /// Ordered by column once [`ArcModel::sort`] has run.
    pub(super) entries: Vec<Entry>,
    /// (child, home, column) of each option, ascending.
    placed: Vec<(u32, u32, u32)>,
    /// Column of being unplaced, for each child.
    unplaced: Vec<Option<u32>>,
}

impl<'a> ArcModel<'a> {
    pub(super) fn of(problem: &'a Problem) -> Self {
        let mut model = Self {
            columns: Vec::new(),
            rows: Vec::new(),
            entries: Vec::new(),
            placed: Vec::new(),
            unplaced: Vec::new(),
        };
        model.add_choices(problem);
        model.add_child_rows(problem);
        model.add_home_rows(problem);
        model.add_together_rows(problem);
        model.add_apart_rows(problem);
        model.add_cap_rows(problem);
        for (index, limit) in problem.limits.iter().enumerate() {
            model.limit_level(format!("limit_{index}"), limit.level, i128::from(limit.max));
        }
        for (index, fixed) in problem.fixed.iter().enumerate() {
            let column = model.column(fixed.child, fixed.home);
            model.row(format!("fixed_{index}"), Sense::Equal, 1, column.map(|column| (column, 1)));
        }
        model
    }

    /// Adds a row that keeps the sum of a level at or below `most`.
    pub(super) fn limit_level(&mut self, name: String, level: usize, most: i128) {
        let costs = (0..).zip(&self.columns).map(|(index, column)| (index, column.cost[level]));
        let terms: Vec<_> = costs.filter(|term| term.1 != 0).collect();
        self.row(name, Sense::AtMost, most, terms);
    }

    /// Puts the entries into the order in which MPS wants them.
    pub(super) fn sort(&mut self) {
        self.entries.sort_unstable();
    }

    fn add_column(&mut self, name: ColumnName, cost: &'a [i64]) -> u32 {
        self.columns.push(Column { name, cost });
        u32::try_from(self.columns.len() - 1).expect("options, children and groups are numbered below 2^32")
    }

    fn row(
        &mut self,
        name: String,
        sense: Sense,
        right_hand_side: i128,
        terms: impl IntoIterator<Item = (u32, i64)>,
    ) {
        let row = u32::try_from(self.rows.len()).expect("a file of 2^32 rows could not be read");
        self.rows.push(Row { name, sense, right_hand_side });
        let entries = terms.into_iter().map(|(column, coefficient)| Entry { column, row, coefficient });
        self.entries.extend(entries);
    }

    /// The column that puts a child into a home.
    fn column(&self, child: u32, home: u32) -> Option<u32> {
        let at = self.placed.binary_search_by_key(&(child, home), |&(child, home, _)| (child, home)).ok()?;
        Some(self.placed[at].2)
    }

    fn homes_of(&self, child: u32) -> impl Iterator<Item = (u32, u32)> {
        let from = self.placed.partition_point(|entry| entry.0 < child);
        self.placed[from..].iter().take_while(move |entry| entry.0 == child).map(|entry| (entry.1, entry.2))
    }

    fn add_choices(&mut self, problem: &'a Problem) {
        for index in 0..problem.options.len() {
            let option = problem.options.get(index);
            let name = ColumnName::Placed { child: option.child, home: option.home };
            let column = self.add_column(name, option.cost);
            self.placed.push((option.child, option.home, column));
        }
        self.placed.sort_unstable();
        for (index, child) in (0..).zip(&problem.children) {
            let cost = child.unplaced.as_deref();
            let column = cost.map(|cost| self.add_column(ColumnName::Unplaced { child: index }, cost));
            self.unplaced.push(column);
        }
    }

    /// Each child takes one option or stays unplaced.
    fn add_child_rows(&mut self, problem: &Problem) {
        for (child, _) in (0_u32..).zip(&problem.children) {
            let choices = self.homes_of(child).map(|(_, column)| column);
            let terms: Vec<_> =
                choices.chain(self.unplaced[child as usize]).map(|column| (column, 1)).collect();
            self.row(format!("child_{child}"), Sense::Equal, 1, terms);
        }
    }

    /// Places at each instant that matters, and children who must be alone.
    fn add_home_rows(&mut self, problem: &Problem) {
        let mut alone = vec![false; problem.children.len()];
        problem.alone.iter().for_each(|&child| alone[child as usize] = true);
        for (home, visits) in visits_of_homes(problem, &self.placed).into_iter().enumerate() {
            let places = i64::from(problem.homes[home].places);
            for (instant, there) in crowds(&visits).into_iter().enumerate() {
                let taken: i64 = there.iter().map(|&at| visits[at].places).sum();
                if taken > places {
                    let terms: Vec<_> =
                        there.iter().map(|&at| (visits[at].column, visits[at].places)).collect();
                    self.row(format!("home_{home}_{instant}"), Sense::AtMost, places.into(), terms);
                }
            }
            for visit in visits.iter().filter(|visit| alone[visit.child as usize]) {
                let meets = |other: &&Visit| other.child != visit.child && other.stay.overlaps(visit.stay);
                for other in visits.iter().filter(meets) {
                    let name = format!("alone_{home}_{}_{}", visit.child, other.child);
                    self.row(name, Sense::AtMost, 1, [(visit.column, 1), (other.column, 1)]);
                }
            }
        }
    }

    fn add_together_rows(&mut self, problem: &'a Problem) {
        for (index, group) in problem.together.iter().enumerate() {
            let cost = group.split_cost.as_deref();
            let split = cost.map(|cost| self.add_column(ColumnName::Split { group: index }, cost));
            let members = group.children.iter().flat_map(|&child| self.homes_of(child));
            let homes: BTreeSet<u32> = members.map(|(home, _)| home).collect();
            for (turn, pair) in group.children.windows(2).enumerate() {
                for &home in &homes {
                    let ends = [self.column(pair[0], home), self.column(pair[1], home)];
                    self.same_place_row(format!("together_{index}_{turn}_{home}"), ends, split);
                }
                let ends = [self.unplaced[pair[0] as usize], self.unplaced[pair[1] as usize]];
                self.same_place_row(format!("together_{index}_{turn}_u"), ends, split);
            }
        }
    }

    /// Where one child is there, so is the next, unless the split is paid.
    ///
    /// One direction is enough: each child is in one place exactly, so if the next is wherever the first
    /// is, both are in the same.
    fn same_place_row(&mut self, name: String, [first, next]: [Option<u32>; 2], split: Option<u32>) {
        let Some(first) = first else { return };
        let next = next.map(|column| (column, -1));
        let split = split.map(|column| (column, -1));
        self.row(name, Sense::AtMost, 0, [Some((first, 1)), next, split].into_iter().flatten());
    }

    fn add_apart_rows(&mut self, problem: &'a Problem) {
        for (index, pair) in problem.apart.iter().enumerate() {
            let [one, other] = pair.children;
            let [first, second] = pair.children.map(|child| problem.children[child as usize].window());
            if !first.overlaps(second) {
                continue;
            }
            let shared = self
                .homes_of(one)
                .filter_map(|(home, column)| Some((home, column, self.column(other, home)?)));
            let shared: Vec<_> = shared.collect();
            let cost = pair.cost.as_deref();
            let share = cost.map(|cost| self.add_column(ColumnName::Share { pair: index }, cost));
            for (home, column, second) in shared {
                let terms = [(column, 1), (second, 1)].into_iter().chain(share.map(|share| (share, -1)));
                self.row(format!("apart_{index}_{home}"), Sense::AtMost, 1, terms);
            }
        }
    }

    fn add_cap_rows(&mut self, problem: &Problem) {
        if problem.caps.is_empty() {
            return;
        }
        let visits = visits_of_homes(problem, &self.placed);
        for (index, cap) in problem.caps.iter().enumerate() {
            let under: Vec<&Visit> = cap.homes.iter().flat_map(|&home| &visits[home as usize]).collect();
            for (instant, there) in crowds(&under).into_iter().enumerate() {
                let terms: Vec<_> = there.iter().map(|&at| (under[at].column, 1)).collect();
                self.row(format!("cap_{index}_{instant}"), Sense::AtMost, cap.places.into(), terms);
            }
        }
    }
}

/// A child who may be in a home.
struct Visit {
    child: u32,
    stay: Stay,
    places: i64,
    column: u32,
}

fn visits_of_homes(problem: &Problem, columns: &[(u32, u32, u32)]) -> Vec<Vec<Visit>> {
    let mut visits: Vec<Vec<Visit>> = problem.homes.iter().map(|_| Vec::new()).collect();
    for &(child, home, column) in columns {
        // Columns of options come first, in the order of the options.
        let places = i64::from(problem.options.get(column as usize).places);
        let stay = problem.children[child as usize].window();
        visits[home as usize].push(Visit { child, stay, places, column });
    }
    visits
}

/// The largest sets of visits that are there at one time: all that is there just before somebody leaves,
/// if somebody has come since the last departure.
fn crowds<V: std::borrow::Borrow<Visit>>(visits: &[V]) -> Vec<Vec<usize>> {
    let stay = |at: usize| visits[at].borrow().stay;
    let mut changes: Vec<(i64, bool, usize)> =
        (0..visits.len()).flat_map(|at| [(stay(at).from, true, at), (stay(at).to, false, at)]).collect();
    changes.sort_unstable();
    let (mut there, mut grown, mut crowds) = (BTreeSet::new(), false, Vec::new());
    for (_, arrives, at) in changes {
        if arrives {
            there.insert(at);
        } else {
            if grown {
                crowds.push(there.iter().copied().collect());
            }
            there.remove(&at);
        }
        grown = arrives;
    }
    crowds
}
