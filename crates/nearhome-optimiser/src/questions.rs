//! Answers questions about an optimum: which others there are, what a place is worth, why children stay
//! without one, and what one aim costs in terms of another.
//!
//! It decides nothing. Every question is put as matching problems of the same format, which
//! [`crate::solve`] solves; they are handed out as [`Evidence`], so that whoever asks can have each of them
//! checked, beside the answer that the question was about.
//!
//! | question | ask |
//! |---|---|
//! | Which pairs are in every optimum, in some, in none? | [`all_optima`] |
//! | Which of several optima is *the* answer, whatever the order of rows? | [`canonical`] |
//! | What is one place more worth, what does losing one cost? | [`PlaceValues`] |
//! | Which children have too few places between them? | [`shortages`] |
//! | What does less of one cost take in terms of another? | [`frontier`] |
//!
//! [`crate::Settings::step_limit`] holds for each problem that is solved on the way, not for all of them together;
//! an interrupt stops the whole question. A question that was stopped says what it has settled and what not.

mod canonical;
mod face;
mod flow_face;
mod frontier;
mod optima;
mod parts;
mod place_values;
mod ruled_out;
mod selection;
mod shortages;
mod ticket;

use nearhome_problem::{Problem, Solution, Status, Totals};

use crate::Settings;
use crate::evaluate::{Violation, evaluate};

pub use canonical::{Canonical, Choice, canonical};
pub use frontier::{Frontier, FrontierPoint, Gap, Support, frontier};
pub use optima::{AllOptima, Standing, all_optima};
pub use place_values::{Keep, PlaceValue, PlaceValues, Worth};
pub use shortages::{Count, Minimal, Shortage, Shortages, shortages};

/// A problem that was solved to answer a question, and its answer, to be checked like any other.
///
/// Children are numbered anew where only some of them are concerned; ids stay what they were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The problem as it was put to [`crate::solve`].
    pub problem: Problem,
    /// The answer, with its certificate.
    pub solution: Solution,
}

/// Why a question has no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QuestionError {
    /// The question is about an optimum.
    #[error("the answer is not optimal, its status is {0:?}")]
    NotOptimal(Status),
    /// The answer breaks a rule of the problem.
    #[error("the answer does not fit the problem")]
    Broken(#[source] Violation),
    /// The answer does not cost what it says.
    #[error("the answer says that it costs {claimed:?}, and costs {found:?}")]
    WrongTotals {
        /// What the answer says.
        claimed: Totals,
        /// What it costs.
        found: Totals,
    },
    /// There is a better answer, so this one was no optimum.
    #[error("the answer is not optimal, there is one that costs {0:?}")]
    Better(Totals),
    /// Ties are broken by ids, so no two children and no two homes may have the same.
    #[error("the id `{0}` is given twice")]
    DoubleId(String),
    /// There is no such home.
    #[error("there is no home {0}")]
    NoHome(u32),
    /// A frontier lies between two different levels of the problem.
    #[error("no frontier between level {0} and level {1}")]
    NoFrontier(usize, usize),
}

/// An answer that keeps every rule, costs what it says, and says that it is optimal.
struct Optimum<'a> {
    problem: &'a Problem,
    solution: &'a Solution,
    homes: &'a [Option<u32>],
}

impl<'a> Optimum<'a> {
    fn new(problem: &'a Problem, solution: &'a Solution) -> Result<Self, QuestionError> {
        let (Status::Optimal, Some(homes), Some(totals)) =
            (solution.status, &solution.homes, &solution.totals)
        else {
            return Err(QuestionError::NotOptimal(solution.status));
        };
        let found = evaluate(problem, homes).map_err(QuestionError::Broken)?;
        if found != *totals {
            return Err(QuestionError::WrongTotals { claimed: totals.clone(), found });
        }
        Ok(Self { problem, solution, homes })
    }
}

fn is_interrupted(settings: &Settings<'_>) -> bool {
    crate::meter::is_stopped(settings.interrupt)
}

fn wide(cost: &[i64]) -> Totals {
    cost.iter().copied().map(i128::from).collect()
}

fn number(index: usize) -> u32 {
    u32::try_from(index).expect("children, homes and options are numbered in 32 bits")
}
