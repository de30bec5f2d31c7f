//! All optima of some children, as a problem of their own with levels to spare.
//!
//! A level on which the optimum pays nothing needs no level: what costs something there is in no optimum and
//! is ruled out. Levels that are still too many are merged two by two where the numbers are small enough. The problem has the
//! same optima, so anything may be asked of them on further levels.

use nearhome_problem::{COST_END, LEVELS_MAX, Limit, PlacementOption, Problem, Solution, Totals};

use super::selection::{Selection, View, as_it_is};
use super::{Optimum, QuestionError};
use crate::evaluate::evaluate;

/// The optima of some children who depend on no others.
pub(super) struct Face<'a> {
    original: &'a Problem,
    pub(super) selection: Selection,
    /// The optimum that is known, homes of all children.
    homes: &'a [Option<u32>],
    /// For each level of the original whether the optimum pays nothing there.
    is_free: Vec<bool>,
    columns: Vec<Column>,
    /// What every optimum sums to on each column.
    goal: Totals,
}

/// What a level of the problem counts: levels of the original with factors.
#[derive(Clone, Debug)]
struct Column {
    terms: Vec<(usize, i128)>,
    /// No single cost is larger.
    largest: i128,
    /// No answer sums to more.
    most: i128,
}

impl Column {
    fn of(&self, cost: &[i64]) -> i64 {
        let sum: i128 = self.terms.iter().map(|&(level, factor)| factor * i128::from(cost[level])).sum();
        i64::try_from(sum).expect("a column holds costs below 2^53")
    }

    /// Both in one number: the other one's sums never reach this one's unit.
    fn merged(&self, other: &Self) -> Option<Self> {
        let unit = other.most + 1;
        let scaled = self.terms.iter().map(|&(level, factor)| (level, factor * unit));
        let largest = self.largest.checked_mul(unit)?.checked_add(other.largest)?;
        let most = self.most.checked_mul(unit)?.checked_add(other.most)?;
        let terms = scaled.chain(other.terms.iter().copied()).collect();
        (largest < i128::from(COST_END)).then_some(Self { terms, largest, most })
    }
}

impl<'a> Face<'a> {
    /// The optima of `children`, ascending, who depend on no others; `None` when there is no room for
    /// so many further levels.
    pub(super) fn new(
        optimum: &Optimum<'a>,
        children: Vec<u32>,
        further: usize,
    ) -> Result<Option<Self>, QuestionError> {
        let original = optimum.problem;
        let selection = Selection::new(original, children);
        let own = as_it_is(original, &selection);
        let totals = evaluate(&own, &selection.homes(optimum.homes)).map_err(QuestionError::Broken)?;
        let is_free: Vec<bool> = totals.iter().map(|&total| total == 0).collect();
        let columns = (0..totals.len()).filter(|&level| !is_free[level]).map(|level| column(&own, level));
        let is_limited = |level: usize| original.limits.iter().any(|limit| limit.level == level);
        let Some(columns) = squeezed(columns.collect(), LEVELS_MAX - further, &is_limited) else {
            return Ok(None);
        };
        let sum = |column: &Column| column.terms.iter().map(|&(level, factor)| factor * totals[level]).sum();
        let goal = columns.iter().map(sum).collect();
        Ok(Some(Self { original, selection, homes: optimum.homes, is_free, columns, goal }))
    }

    /// The problem whose optima are, on further levels, the cheapest ones among the optima: `cost` gives what a
    /// child of the original pays there for a home, or for staying unplaced. Pairs that are not `open` are left
    /// out.
    pub(super) fn problem(
        &self,
        further: &[&str],
        open: &dyn Fn(u32, Option<u32>) -> bool,
        cost: &dyn Fn(u32, Option<u32>) -> Vec<i64>,
    ) -> Problem {
        let names = self.columns.iter().map(Self::name);
        let mut levels: Vec<String> = names.chain(further.iter().map(|name| (*name).to_owned())).collect();
        if levels.is_empty() {
            levels.push("nothing".to_owned());
        }
        let with = |child: u32, home: Option<u32>, own: &[i64]| {
            let mut all = self.columns_of(own).filter(|_| open(child, home))?;
            all.extend(cost(child, home));
            all.resize(levels.len(), 0);
            Some(all)
        };
        let option = |option: PlacementOption<'_>| with(option.child, Some(option.home), option.cost);
        let unplaced = |child| with(child, None, self.selection.unplaced(self.original, child)?);
        let tie = |own: &[i64]| {
            let mut all = self.columns_of(own)?;
            all.resize(levels.len(), 0);
            Some(all)
        };
        let limits = self.limits();
        self.selection.problem(
            self.original,
            &View { levels: levels.clone(), option: &option, unplaced: &unplaced, tie: &tie, limits },
        )
    }

    /// The homes of all children in an answer to such a problem, when it is one of the optima.
    pub(super) fn answer(&self, solution: &Solution) -> Option<Vec<Option<u32>>> {
        let totals = solution.totals.as_ref()?;
        if totals[..self.goal.len()] != self.goal[..] {
            return None;
        }
        let mut homes = self.homes.to_vec();
        self.selection.place(&mut homes, solution.homes.as_ref()?);
        Some(homes)
    }

    fn name(column: &Column) -> String {
        let levels: Vec<String> = column.terms.iter().map(|&(level, _)| level.to_string()).collect();
        format!("optimum-{}", levels.join("+"))
    }

    /// A cost on each column; `None` when it is more than nothing where no optimum pays anything.
    fn columns_of(&self, cost: &[i64]) -> Option<Vec<i64>> {
        let is_out = cost.iter().zip(&self.is_free).any(|(&cost, &is_free)| is_free && cost > 0);
        (!is_out).then(|| self.columns.iter().map(|column| column.of(cost)).collect())
    }

    /// The limits on levels that the optimum pays on; the others are kept by every optimum.
    fn limits(&self) -> Vec<Limit> {
        let column = |level: usize| self.columns.iter().position(|column| column.terms[0].0 == level);
        let limit = |limit: &Limit| Some(Limit { level: column(limit.level)?, max: limit.max });
        self.original.limits.iter().filter_map(limit).collect()
    }
}

/// A level of a problem, with what it can cost at most.
fn column(problem: &Problem, level: usize) -> Column {
    let mut dearest: Vec<i64> =
        problem.children.iter().map(|child| of_level(child.unplaced.as_ref(), level)).collect();
    for option in problem.options.iter() {
        let most = &mut dearest[option.child as usize];
        *most = (*most).max(option.cost[level]);
    }
    let groups = problem.together.iter().map(|group| of_level(group.split_cost.as_ref(), level));
    let pairs = problem.apart.iter().map(|pair| of_level(pair.cost.as_ref(), level));
    let all: Vec<i128> = dearest.into_iter().chain(groups).chain(pairs).map(i128::from).collect();
    let largest = all.iter().copied().max().unwrap_or(0);
    Column { terms: vec![(level, 1)], largest, most: all.iter().sum() }
}

fn of_level(cost: Option<&Vec<i64>>, level: usize) -> i64 {
    cost.map_or(0, |cost| cost[level])
}

/// Merges neighbours, smallest numbers first, until there are at most `count`; levels with limits stay alone.
fn squeezed(
    mut columns: Vec<Column>,
    count: usize,
    is_limited: &dyn Fn(usize) -> bool,
) -> Option<Vec<Column>> {
    while columns.len() > count {
        let is_bound = |column: &Column| column.terms.iter().any(|&(level, _)| is_limited(level));
        let merged = |at: usize| {
            let pair = [&columns[at], &columns[at + 1]];
            let merged = if pair.into_iter().any(is_bound) { None } else { pair[0].merged(pair[1]) };
            merged.map(|merged| (merged.largest, at, merged))
        };
        let (_, at, merged) =
            (0..columns.len() - 1).filter_map(merged).min_by_key(|&(largest, at, _)| (largest, at))?;
        columns[at] = merged;
        columns.remove(at + 1);
    }
    Some(columns)
}
