//! All best answers of a part: which of its pairs are in every one of them, in some, or in none.
//!
//! They are found once for all children of a part, when the first is asked about: the certificate of the best answer
//! rules most pairs out, and what is left is so small that the rest takes hardly any time.

use nearhome_optimiser::{
    Settings,
    questions::{AllOptima, Standing, all_optima},
};
use nearhome_problem::{Problem, Solution, Status};

use super::best::verify;
use crate::MatchError;

/// The homes (`None`: unplaced) that a child has in best answers, with whether all of them have it there.
pub type Standings = Vec<(Option<u32>, Standing)>;

/// The best answers of a part.
#[derive(Debug)]
pub(super) struct Optima {
    /// The pairs that can be in one.
    problem: Problem,
    /// One of them.
    solution: Solution,
    /// What is known of all, once somebody asked.
    all: Option<AllOptima>,
}

impl Optima {
    /// Those of a problem with a proved answer; `None` when it is not.
    pub(super) fn new(problem: &Problem, solution: Solution) -> Option<Self> {
        (solution.status == Status::Optimal).then(|| Self { problem: problem.clone(), solution, all: None })
    }

    /// One best answer, with its proof.
    pub(super) fn solution(&self) -> &Solution {
        &self.solution
    }

    /// The homes (`None`: unplaced) that the best answers have for a child, with their standings. What a stopped run did
    /// not settle is asked again the next time.
    pub(super) fn of(&mut self, child: u32, settings: &Settings<'_>) -> Result<Standings, MatchError> {
        let all = match self.all.take() {
            Some(all) => all,
            None => self.settled(settings)?,
        };
        let options = self.problem.options.iter().zip(&all.options);
        let own = options.filter(|(option, _)| option.child == child);
        let homes = own.map(|(option, &standing)| (Some(option.home), standing));
        let known = homes
            .chain([(None, all.unplaced[child as usize])])
            .filter(|&(_, standing)| standing != Standing::InNone)
            .collect();
        self.all = Some(all).filter(AllOptima::is_complete);
        Ok(known)
    }

    fn settled(&self, settings: &Settings<'_>) -> Result<AllOptima, MatchError> {
        let all = all_optima(&self.problem, &self.solution, settings)
            .map_err(|error| MatchError::Rejected(error.to_string()))?;
        for evidence in &all.evidence {
            verify(&evidence.problem, &evidence.solution)?;
        }
        Ok(all)
    }
}
