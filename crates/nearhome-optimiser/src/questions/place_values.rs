//! What one place more in a home is worth, and what losing one costs, by solving again.
//!
//! For a pure flow both numbers are also the ends of the home's range of valid prices
//! ([`crate::Repair::price_ranges`]), which come for all homes at once and without solving again. Where children are
//! tied to each other no prices are exact: a bound's multipliers say what a place is worth to the bound,
//! not to the answer, and even the best of them miss what siblings do with two places. There only solving
//! again is exact, which is what this module does; it says nothing of two places at once, since their worths do not add up.

use nearhome_problem::{PLACES_MAX, Problem, Solution, Status, Totals};

use super::flow_face::FlowFace;
use super::optima::rest;
use super::parts::{Part, Ties, parts};
use super::selection::{Selection, as_it_is};
use super::{Evidence, Optimum, QuestionError, is_interrupted};
use crate::evaluate::evaluate;
use crate::{Change, Repair, RepairError, Settings, solve};

/// How much a change of places changes the totals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Worth {
    /// By exactly this, one number a level; lexicographically not below zero, though later levels may be.
    Exact(Totals),
    /// Without the place nothing is feasible.
    Indispensable,
    /// The home has no place to lose, or as many as a home may have.
    NoSuchPlace,
    /// By this lexicographically, as far as a stopped run has shown.
    Between {
        /// At least so much.
        least: Totals,
        /// At most so much; `None`: not bounded.
        most: Option<Totals>,
    },
}

/// What the places of a home are worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceValue {
    /// By how much one place more in this home lowers the totals.
    pub one_more: Worth,
    /// By how much one place less in this home raises the totals.
    pub one_less: Worth,
    /// The problems solved for it, where they were to be kept: the part of the problem around the home, with one
    /// place more, then with one less.
    pub evidence: Vec<Evidence>,
}

/// Whether the problems that were solved are handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// For the checker; writing one down takes longer than finding a value in a large pure flow.
    Evidence,
    /// Only what places are worth.
    Values,
}

/// An optimum that can be asked what places are worth.
///
/// Homes of pure flows are answered by repairing one answer back and forth, which takes far less than
/// a millisecond for thousands of children; any other home by solving its part of the problem twice, or once where the
/// answer does without one of its places.
///
/// # Examples
///
/// ```
/// use nearhome_optimiser::questions::{Keep, PlaceValues, Worth};
/// use nearhome_optimiser::{Settings, random_problems, solve};
///
/// let problem = random_problems::plain(1, 50);
/// let solution = solve(&problem, &Settings::default());
/// let mut values = PlaceValues::new(&problem, &solution)?;
/// let value = values.of(3, Keep::Values, &Settings::default())?;
/// assert!(matches!(value.one_more, Worth::Exact(_)));
/// # Ok::<(), nearhome_optimiser::questions::QuestionError>(())
/// ```
#[derive(Debug)]
pub struct PlaceValues<'a> {
    problem: &'a Problem,
    homes: &'a [Option<u32>],
    /// The pure flows, where there are any.
    flow: Option<Repair>,
    /// For each home the children whose answer its places can change.
    part_of: Vec<Option<usize>>,
    parts: Vec<Vec<u32>>,
    is_in_flow: Vec<bool>,
}

impl<'a> PlaceValues<'a> {
    /// Prepares to answer questions about an optimum.
    ///
    /// # Errors
    ///
    /// A [`QuestionError`] when the solution is not an optimal one of the problem.
    pub fn new(problem: &'a Problem, solution: &'a Solution) -> Result<Self, QuestionError> {
        let optimum = Optimum::new(problem, solution)?;
        let flow = FlowFace::new(&optimum).children;
        let is_rest = rest(problem, &flow);
        let rest_of = |part: Part| {
            part.children.into_iter().filter(|child| is_rest.binary_search(child).is_ok()).collect()
        };
        let parts: Vec<Vec<u32>> = parts(problem, Ties::All).into_iter().map(rest_of).collect();
        let mut is_in_flow = vec![false; problem.homes.len()];
        let mut part_of = vec![None; problem.homes.len()];
        let mut of_child = vec![None; problem.children.len()];
        for (at, part) in parts.iter().enumerate() {
            for &child in part {
                of_child[child as usize] = Some(at);
            }
        }
        let everybody = Selection::all(problem);
        for option in problem.options.iter().filter(|option| everybody.may(option.child, Some(option.home))) {
            let part = of_child[option.child as usize];
            is_in_flow[option.home as usize] |= part.is_none();
            part_of[option.home as usize] = part_of[option.home as usize].or(part);
        }
        let flow = if flow.is_empty() { None } else { Some(repair(problem, flow)) };
        Ok(Self { problem, homes: optimum.homes, flow, part_of, parts, is_in_flow })
    }

    /// What one place more or less in a home changes.
    ///
    /// # Errors
    ///
    /// [`QuestionError::NoHome`]; [`QuestionError::Better`] when solving again has shown that the answer was no optimum.
    ///
    /// # Panics
    ///
    /// When an answer breaks a rule of the problem: a defect of this crate.
    pub fn of(
        &mut self,
        home: u32,
        keep: Keep,
        settings: &Settings<'_>,
    ) -> Result<PlaceValue, QuestionError> {
        let given = self.problem.homes.get(home as usize).ok_or(QuestionError::NoHome(home))?.places;
        let more = (given < PLACES_MAX).then(|| Places { home, given, wanted: given + 1 });
        let less = (given > 0).then(|| Places { home, given, wanted: given - 1 });
        let mut evidence = Vec::new();
        let mut worth = |places: Option<Places>| {
            let Some(places) = places else { return Ok(Worth::NoSuchPlace) };
            let (worth, solved) = self.worth(places, keep, settings)?;
            evidence.extend(solved.filter(|_| keep == Keep::Evidence));
            Ok(worth)
        };
        let (one_more, one_less) = (worth(more)?, worth(less)?);
        Ok(PlaceValue { one_more, one_less, evidence })
    }

    fn worth(
        &mut self,
        places: Places,
        keep: Keep,
        settings: &Settings<'_>,
    ) -> Result<(Worth, Option<Evidence>), QuestionError> {
        let home = places.home as usize;
        if let (true, Some(flow)) = (self.is_in_flow[home], &mut self.flow) {
            return Ok(by_repair(flow, places, keep));
        }
        let nothing = vec![0; self.problem.levels.len()];
        let Some(part) = self.part_of[home] else { return Ok((Worth::Exact(nothing), None)) };
        let selection = Selection::new(self.problem, self.parts[part].clone());
        let own = as_it_is(self.problem, &selection);
        let homes = selection.homes(self.homes);
        let now = evaluate(&own, &homes).map_err(QuestionError::Broken)?;
        let is_more = places.wanted > places.given;
        let problem = places.given_to(own);
        // An answer that does without the place is still there; that there is a better one now cannot be.
        if !is_more && evaluate(&problem, &homes).is_ok() {
            return Ok((Worth::Exact(nothing), None));
        }
        if is_interrupted(settings) {
            return Ok((Worth::Between { least: nothing, most: is_more.then_some(now) }, None));
        }
        let solution = solve(&problem, settings);
        let worth = if is_more { gained(&now, &solution) } else { lost(&now, &solution)? };
        Ok((worth, Some(Evidence { problem, solution })))
    }
}

/// A home, the places that it has, and those that it shall have.
#[derive(Clone, Copy)]
struct Places {
    home: u32,
    given: u32,
    wanted: u32,
}

impl Places {
    fn given_to(self, problem: Problem) -> Problem {
        let mut parts = problem.into_parts();
        parts.homes[self.home as usize].places = self.wanted;
        Problem::new(parts).expect("a home may have so many places")
    }
}

/// The flows alone, solved, to be changed.
fn repair(problem: &Problem, flow: Vec<u32>) -> Repair {
    let mut parts = as_it_is(problem, &Selection::new(problem, flow)).into_parts();
    parts.caps.clear();
    parts.limits.clear();
    let flow = Problem::new(parts).expect("fewer constraints on a valid problem");
    Repair::new(flow).expect("pure flows with an optimum")
}

fn by_repair(flow: &mut Repair, places: Places, keep: Keep) -> (Worth, Option<Evidence>) {
    let Places { home, given, wanted } = places;
    let is_kept = keep == Keep::Evidence;
    let before = flow.totals();
    match flow.apply(&Change::Places { home, places: wanted }) {
        Err(RepairError::Shortage(_)) => {
            let evidence = is_kept.then(|| {
                let problem = places.given_to(flow.problem());
                let solution = solve(&problem, &Settings::default());
                Evidence { problem, solution }
            });
            return (Worth::Indispensable, evidence);
        }
        changed => drop(changed.expect("the home may have so many places")),
    }
    let after = flow.totals();
    let evidence = is_kept.then(|| Evidence { problem: flow.problem(), solution: flow.solution() });
    flow.apply(&Change::Places { home, places: given }).expect("it had these places before");
    let (less, more) = if wanted > given { (&after, &before) } else { (&before, &after) };
    (Worth::Exact(difference(more, less)), evidence)
}

/// What one place more saves.
fn gained(now: &Totals, solution: &Solution) -> Worth {
    match (solution.status, &solution.totals, &solution.bound) {
        (Status::Optimal, Some(totals), _) => Worth::Exact(difference(now, totals)),
        (_, totals, bound) => {
            let nothing = vec![0; now.len()];
            let least = totals.as_ref().map_or_else(|| nothing.clone(), |totals| difference(now, totals));
            Worth::Between {
                least: least.max(nothing),
                most: bound.as_ref().map(|bound| difference(now, bound)),
            }
        }
    }
}

/// What one place less costs.
fn lost(now: &Totals, solution: &Solution) -> Result<Worth, QuestionError> {
    if let Some(better) = solution.totals.as_ref().filter(|totals| *totals < now) {
        return Err(QuestionError::Better(better.clone()));
    }
    Ok(match (solution.status, &solution.totals, &solution.bound) {
        (Status::Optimal, Some(totals), _) => Worth::Exact(difference(totals, now)),
        (Status::Infeasible, ..) => Worth::Indispensable,
        (_, totals, bound) => {
            let nothing = vec![0; now.len()];
            let least = bound.as_ref().map_or_else(|| nothing.clone(), |bound| difference(bound, now));
            Worth::Between {
                least: least.max(nothing),
                most: totals.as_ref().map(|totals| difference(totals, now)),
            }
        }
    })
}

fn difference(more: &[i128], less: &[i128]) -> Totals {
    more.iter().zip(less).map(|(more, less)| more - less).collect()
}
