//! What less on one level costs on another: every answer that no other beats on both.
//!
//! All numbers are integers, so the exact way is simple: once a point is known, the next one is the best
//! answer that is better by at least one on the second level (a limit). The ends come first, then the
//! *supported* points, each the best for some weights of the two levels, by halving; they need no limit and are as
//! easy to find as an optimum. The points between two supported ones come last.

use nearhome_problem::{COST_END, LEVELS_MAX, Limit, PlacementOption, Problem, Status, Totals};

use super::selection::{Selection, View};
use super::{Evidence, QuestionError, is_interrupted};
use crate::evaluate::evaluate;
use crate::{Settings, solve};

/// The trade-off between two levels of a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frontier {
    /// Points, less and less on the second level and more and more on the first. None, with no gaps: nothing is
    /// feasible.
    pub points: Vec<FrontierPoint>,
    /// Where more points may lie, because the run was stopped, or a total is beyond 2^63.
    pub gaps: Vec<Gap>,
    /// Problems that were solved and gave no new point; they prove which points are supported, and that there
    /// are no more.
    pub evidence: Vec<Evidence>,
}

impl Frontier {
    /// Whether these are all points there are.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.gaps.is_empty()
    }
}

/// An answer that no other beats on both levels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontierPoint {
    /// What it costs on each level of the problem.
    pub totals: Totals,
    /// For each child its home.
    pub homes: Vec<Option<u32>>,
    /// Whether it is the best for some weights.
    pub support: Support,
    /// The problem whose optimum it is: the same children and homes with the levels in another order, a weighted sum, or
    /// a limit more.
    pub evidence: Evidence,
}

/// Whether a point is the best for some weights of the two levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    /// It is.
    Supported,
    /// It is not: whatever the weights, another point is better.
    Unsupported,
    /// Not shown before the run was stopped.
    NotShown,
}

/// Points may lie strictly between two known ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Index of the point before; `None`: there may be points before the first.
    pub after: Option<usize>,
    /// Index of the point behind; `None`: there may be points behind the last.
    pub before: Option<usize>,
}

/// Every non-dominated pair of sums on two levels, the first one's smallest first.
///
/// The other levels are held in order. Those that come before both are at their optimum, which no trade between the
/// two may touch. Given them, an answer is a point when no other has less on one of the two levels and not more on the
/// other. All remaining levels, those between the two included, are optimised last, in order: among the answers
/// with the same two sums a point is the best on them.
///
/// # Errors
///
/// [`QuestionError::NoFrontier`] unless `first` and `second` are two levels of the problem.
///
/// # Panics
///
/// When an answer breaks a rule of the problem: a defect of this crate.
///
/// # Examples
///
/// ```
/// use nearhome_optimiser::Settings;
/// use nearhome_optimiser::questions::frontier;
/// use nearhome_problem::Problem;
///
/// let problem = Problem::read_json(br#"{
///     "format": "nearhome-problem/1", "levels": ["out_of_area", "pence"],
///     "children": [{ "id": "c1" }],
///     "homes": [{ "id": "h1", "places": 1 }, { "id": "h2", "places": 1 }],
///     "options": [{ "child": 0, "home": 0, "cost": [0, 900] }, { "child": 0, "home": 1, "cost": [1, 400] }]
/// }"#.as_slice())?;
/// let frontier = frontier(&problem, 0, 1, &Settings::default())?;
/// assert!(frontier.is_complete());
/// let totals: Vec<_> = frontier.points.iter().map(|point| point.totals.clone()).collect();
/// assert_eq!(totals, [[0, 900], [1, 400]]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn frontier(
    problem: &Problem,
    first: usize,
    second: usize,
    settings: &Settings<'_>,
) -> Result<Frontier, QuestionError> {
    if first == second || first.max(second) >= problem.levels.len() {
        return Err(QuestionError::NoFrontier(first, second));
    }
    let everybody = Selection::all(problem);
    let mut search = Search { problem, everybody, first, second, settings, evidence: Vec::new() };
    Ok(search.run())
}

struct Search<'a> {
    problem: &'a Problem,
    everybody: Selection,
    first: usize,
    second: usize,
    settings: &'a Settings<'a>,
    evidence: Vec<Evidence>,
}

/// What solving has shown.
enum Found {
    Point(Box<FrontierPoint>),
    Nothing,
    Stopped,
}

/// A sum over levels with weights.
type Sum = Vec<(usize, i128)>;

/// A stretch between two neighbours, and whether no point lies below the straight line between them.
struct Edge {
    from: FrontierPoint,
    to: (i128, i128),
    is_proved: bool,
}

impl Search<'_> {
    fn run(&mut self) -> Frontier {
        let (from, to) = match (self.end([self.first, self.second]), self.end([self.second, self.first])) {
            (Found::Nothing, _) | (_, Found::Nothing) => return self.frontier(Vec::new(), Vec::new()),
            (Found::Point(from), Found::Point(to)) => (*from, *to),
            (from, to) => return self.stopped_at_the_ends(from, to),
        };
        if self.place(&from) == self.place(&to) {
            return self.frontier(vec![from], Vec::new());
        }
        let edges = self.supported(from, &to);
        let mut points = Vec::new();
        let mut gaps = Vec::new();
        for edge in edges {
            self.between(edge, &mut points, &mut gaps);
        }
        points.push(to);
        let mut found = self.frontier(points, gaps);
        if found.is_complete() {
            self.judge_support(&mut found.points);
        }
        found
    }

    fn frontier(&mut self, points: Vec<FrontierPoint>, gaps: Vec<Gap>) -> Frontier {
        Frontier { points, gaps, evidence: std::mem::take(&mut self.evidence) }
    }

    fn stopped_at_the_ends(&mut self, from: Found, to: Found) -> Frontier {
        let (mut points, mut gaps) = (Vec::new(), Vec::new());
        match (from, to) {
            (Found::Point(from), _) => {
                points.push(*from);
                gaps.push(Gap { after: Some(0), before: None });
            }
            (_, Found::Point(to)) => {
                points.push(*to);
                gaps.push(Gap { after: None, before: Some(0) });
            }
            _ => gaps.push(Gap { after: None, before: None }),
        }
        self.frontier(points, gaps)
    }

    /// The sums of a point on the two levels.
    fn place(&self, point: &FrontierPoint) -> (i128, i128) {
        (point.totals[self.first], point.totals[self.second])
    }

    /// The levels before both.
    fn held(&self) -> std::ops::Range<usize> {
        0..self.first.min(self.second)
    }

    /// All levels in order, those given put in right behind the held ones.
    fn order(&self, given: &[usize]) -> Vec<Sum> {
        let later = (self.held().end..self.problem.levels.len()).filter(|level| !given.contains(level));
        self.held().chain(given.iter().copied()).chain(later).map(|level| vec![(level, 1)]).collect()
    }

    /// The point with the least on the first of two levels.
    fn end(&mut self, pair: [usize; 2]) -> Found {
        let order = self.order(&pair);
        self.best(&order, None, Support::Supported)
    }

    /// The best answer for levels that are sums, under a limit more.
    fn best(&mut self, sums: &[Sum], limit: Option<Limit>, support: Support) -> Found {
        if is_interrupted(self.settings) {
            return Found::Stopped;
        }
        let problem = self.variant(sums, limit);
        let solution = solve(&problem, self.settings);
        match (solution.status, solution.homes.clone()) {
            (Status::Optimal, Some(homes)) => {
                let totals = evaluate(self.problem, &homes).expect("an answer keeps every rule");
                let evidence = Evidence { problem, solution };
                Found::Point(Box::new(FrontierPoint { totals, homes, support, evidence }))
            }
            (Status::Infeasible, _) => {
                self.evidence.push(Evidence { problem, solution });
                Found::Nothing
            }
            _ => Found::Stopped,
        }
    }

    fn variant(&self, sums: &[Sum], limit: Option<Limit>) -> Problem {
        let name = |sum: &Sum| {
            let names: Vec<String> = sum.iter().map(|(level, weight)| format!("{weight}*{level}")).collect();
            names.join("+")
        };
        let cost = |cost: &[i64]| sums.iter().map(|sum| weighed(sum, cost)).collect::<Vec<i64>>();
        let own = |level: usize| sums.iter().position(|sum| *sum == [(level, 1)]);
        let moved = |limit: &Limit| Limit {
            level: own(limit.level).expect("levels with limits are kept"),
            max: limit.max,
        };
        let unplaced = |child| self.everybody.unplaced(self.problem, child).map(cost);
        self.everybody.problem(
            self.problem,
            &View {
                levels: sums.iter().map(name).collect(),
                option: &|option: PlacementOption<'_>| Some(cost(option.cost)),
                unplaced: &unplaced,
                tie: &|own| Some(cost(own)),
                limits: self.problem.limits.iter().chain(&limit).map(moved).collect(),
            },
        )
    }

    /// The stretches between supported points, in order.
    fn supported(&mut self, from: FrontierPoint, to: &FrontierPoint) -> Vec<Edge> {
        let mut edges = Vec::new();
        let mut from = from;
        // Points still to be reached, the nearest last.
        let mut ahead: Vec<Option<FrontierPoint>> = vec![None];
        while let Some(next) = ahead.pop() {
            let end = next.as_ref().map_or_else(|| self.place(to), |next| self.place(next));
            match self.below(self.place(&from), end) {
                Found::Point(point) => ahead.extend([next, Some(*point)]),
                shown => {
                    let is_proved = matches!(shown, Found::Nothing);
                    edges.push(Edge { from, to: end, is_proved });
                    let Some(next) = next else { return edges };
                    from = next;
                }
            }
        }
        edges
    }

    /// A supported point below the straight line between two places.
    fn below(&mut self, from: (i128, i128), to: (i128, i128)) -> Found {
        let Some(line) = self.line(from, to) else { return Found::Stopped };
        let height = |place: (i128, i128)| line[0].1 * place.0 + line[1].1 * place.1;
        let level = i128::from(COST_END);
        let is_limited = |level: usize| self.problem.limits.iter().any(|limit| limit.level == level);
        let mut order = self.order(&[self.first, self.second]);
        // With the sum and one of the two the other one is given, too.
        if let Some(spare) = [self.second, self.first].into_iter().find(|&level| !is_limited(level)) {
            order.retain(|sum| *sum != [(spare, 1)]);
        }
        order.insert(self.held().end, line.clone());
        if order.len() > LEVELS_MAX || self.largest(&line) >= level {
            return Found::Stopped;
        }
        match self.best(&order, None, Support::Supported) {
            Found::Point(point) if height(self.place(&point)) == height(from) => {
                self.evidence.push(point.evidence);
                Found::Nothing
            }
            found => found,
        }
    }

    /// The weights for which two places are equally good, without a common factor.
    fn line(&self, from: (i128, i128), to: (i128, i128)) -> Option<Sum> {
        let (first, second) = (from.1 - to.1, to.0 - from.0);
        let factor = greatest_common_divisor(first, second);
        let small = |weight: i128| Some(weight / factor).filter(|&weight| weight < i128::from(COST_END));
        Some(vec![(self.first, small(first)?), (self.second, small(second)?)])
    }

    /// The largest single cost of a sum.
    fn largest(&self, sum: &Sum) -> i128 {
        let problem = self.problem;
        let weigh = |cost: &[i64]| sum.iter().map(|&(level, weight)| weight * i128::from(cost[level])).sum();
        let unplaced = problem.children.iter().filter_map(|child| child.unplaced.as_deref());
        let groups = problem.together.iter().filter_map(|group| group.split_cost.as_deref());
        let pairs = problem.apart.iter().filter_map(|pair| pair.cost.as_deref());
        let others = unplaced.chain(groups).chain(pairs).map(weigh);
        problem.options.iter().map(|option| weigh(option.cost)).chain(others).max().unwrap_or(0)
    }

    /// All points of a stretch but its last; the limit is on the level with fewer numbers in between.
    fn between(&mut self, edge: Edge, points: &mut Vec<FrontierPoint>, gaps: &mut Vec<Gap>) {
        let (from, to) = (self.place(&edge.from), edge.to);
        let on_second = from.1 - to.1 <= to.0 - from.0;
        let mut inner: Vec<FrontierPoint> = Vec::new();
        let mut is_closed = true;
        let (mut here, goal) = if on_second { (from, to) } else { (to, from) };
        loop {
            // Between neighbouring numbers there is no other.
            if (here.0 - goal.0).abs() <= 1 || (here.1 - goal.1).abs() <= 1 {
                break;
            }
            match self.next(here, on_second) {
                Found::Point(point) if self.place(&point) == goal => {
                    self.evidence.push(point.evidence);
                    break;
                }
                Found::Point(mut point) => {
                    here = self.place(&point);
                    if edge.is_proved {
                        point.support = on_line(here, from, to);
                    }
                    inner.push(*point);
                }
                _ => {
                    is_closed = false;
                    break;
                }
            }
        }
        if !on_second {
            inner.reverse();
        }
        let start = points.len();
        points.push(edge.from);
        points.append(&mut inner);
        if !is_closed {
            let after = if on_second { points.len() - 1 } else { start };
            gaps.push(Gap { after: Some(after), before: Some(after + 1) });
        }
    }

    /// The point next to one: less on the second level by at least one, or on the first.
    fn next(&mut self, here: (i128, i128), on_second: bool) -> Found {
        let (order, level, max) = if on_second {
            ([self.first, self.second], self.second, here.1 - 1)
        } else {
            ([self.second, self.first], self.first, here.0 - 1)
        };
        let Ok(max) = i64::try_from(max) else { return Found::Stopped };
        self.best(&self.order(&order), Some(Limit { level, max }), Support::NotShown)
    }

    /// Of all points, those on the lower convex hull are supported.
    fn judge_support(&self, points: &mut [FrontierPoint]) {
        let places: Vec<(i128, i128)> = points.iter().map(|point| self.place(point)).collect();
        for at in 0..points.len() {
            let lines = (0..at).flat_map(|one| (at + 1..places.len()).map(move |other| (one, other)));
            let sides: Vec<Support> =
                lines.map(|(one, other)| on_line(places[at], places[one], places[other])).collect();
            points[at].support = if sides.contains(&Support::Unsupported) {
                Support::Unsupported
            } else if sides.contains(&Support::NotShown) {
                Support::NotShown
            } else {
                Support::Supported
            };
        }
    }
}

/// Whether a place lies above the straight line between two others, one before and one behind it.
fn on_line(place: (i128, i128), from: (i128, i128), to: (i128, i128)) -> Support {
    let line = (place.0 - from.0).checked_mul(to.1 - from.1);
    let climbed = (place.1 - from.1).checked_mul(to.0 - from.0);
    match climbed.zip(line) {
        Some((climbed, line)) if climbed > line => Support::Unsupported,
        Some(_) => Support::Supported,
        None => Support::NotShown,
    }
}

fn weighed(sum: &Sum, cost: &[i64]) -> i64 {
    let sum: i128 = sum.iter().map(|&(level, weight)| weight * i128::from(cost[level])).sum();
    i64::try_from(sum).expect("sums of costs stay below 2^53")
}

fn greatest_common_divisor(one: i128, other: i128) -> i128 {
    let (mut one, mut other) = (one, other);
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}
