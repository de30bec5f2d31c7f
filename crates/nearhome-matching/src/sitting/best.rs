//! Finds the best answer to a part of the problem under a wish.
//!
//! Only pairs that can be in an answer at most as dear as a guess are looked at, where prices of places rule
//! out most of the others; when the best of what is left is within the guess, it is the best of all. Each answer is
//! verified by the independent checker before it is told: its proof for the pairs that are left, its rules and
//! sums for the whole part.

use nearhome_check::{Proof, check};
use nearhome_optimiser::{Footing, Settings, evaluate, solve_near};
use nearhome_problem::{Certificate, LEVELS_MAX, Problem, Solution, Status};

use super::{
    Sum, Wish,
    optima::{Optima, Standings},
    relaxed::{Bounds, Relaxed},
};
use crate::MatchError;

/// What is known of the best answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Best {
    /// It is this one.
    Found(Box<Answer>),
    /// There is none.
    Impossible,
    /// The run was stopped before it was found.
    Stopped,
}

/// An answer that is proved best.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) cost: Sum,
    pub(crate) homes: Vec<Option<u32>>,
    /// How much of the claim the independent checker repeated.
    pub(crate) proof: Proof,
    /// By how much it costs more than prices of places prove.
    gap: Sum,
}

/// A part with all that its questions need.
#[derive(Debug)]
pub(crate) struct Prepared {
    problem: Problem,
    relaxed: Option<Relaxed>,
    /// By how much the optimum costs more than prices of places prove, once it is known.
    gap: Option<Sum>,
    /// What was learnt when the part was solved: questions begin there.
    pub(super) footing: Footing,
    /// Whether the footing is that of the part without a wish. No question leaves another, so that no answer depends on
    /// what was asked before.
    is_founded: bool,
    /// All best answers without a wish, once one is proved.
    pub(super) optima: Option<Optima>,
}

/// More than any answer costs on any level: 2^53 for each of 2^32 children and groups, with room to add.
const BEYOND: i128 = 1 << 100;

impl Prepared {
    pub(crate) fn new(problem: Problem) -> Self {
        let relaxed = Relaxed::new(&problem);
        Self { problem, relaxed, gap: None, footing: Footing::default(), is_founded: false, optima: None }
    }

    /// The part's problem.
    pub(crate) fn problem(&self) -> &Problem {
        &self.problem
    }

    /// Takes an answer that is known to be the best.
    pub(crate) fn take_optimum(&mut self, homes: Vec<Option<u32>>, proof: Proof) -> Result<Best, MatchError> {
        let totals = evaluate(&self.problem, &homes)
            .map_err(|violation| MatchError::Rejected(violation.to_string()))?;
        let cost = Sum::from(&totals[..]);
        self.footing = Footing::of_homes(&homes);
        let wish = Wish::Nothing;
        let prices = self.relaxed.as_mut().and_then(|relaxed| relaxed.prices(&self.problem, &wish));
        let bounds = prices.and_then(|prices| Bounds::new(&self.problem, &wish, &prices));
        self.gap = bounds.map(|bounds| cost - bounds.least);
        let gap = self.gap.unwrap_or_default();
        Ok(Best::Found(Box::new(Answer { cost, homes, proof, gap })))
    }

    /// Finds the best answer that fits the wish.
    pub(crate) fn best(&mut self, wish: &Wish, settings: &Settings<'_>) -> Result<Best, MatchError> {
        if *wish != Wish::Nothing && !self.is_founded {
            self.found_footing(settings)?;
        }
        let Some(relaxed) = &mut self.relaxed else { return Ok(Best::Impossible) };
        let Some(prices) = relaxed.prices(&self.problem, wish) else { return Ok(Best::Impossible) };
        let Some(bounds) = Bounds::new(&self.problem, wish, &prices) else { return Ok(Best::Impossible) };
        let best = self.best_within(wish, &bounds, settings)?;
        if let (Wish::Nothing, Best::Found(answer)) = (wish, &best) {
            self.gap = Some(answer.gap);
        }
        Ok(best)
    }

    /// Solves the part without a wish from its answer, for what else is learnt.
    pub(super) fn found_footing(&mut self, settings: &Settings<'_>) -> Result<(), MatchError> {
        let (solution, footing) = solve_near(&self.problem, &self.footing, settings);
        verify(&self.problem, &solution)?;
        self.is_founded = solution.status == Status::Optimal;
        if self.is_founded {
            self.footing = footing;
            self.optima = Optima::new(&self.problem, solution);
        }
        Ok(())
    }

    /// The homes that best answers have for a child; `None`: a stopped run left no best answer to ask about.
    pub(super) fn in_best(
        &mut self,
        child: u32,
        settings: &Settings<'_>,
    ) -> Result<Option<Standings>, MatchError> {
        if self.optima.is_none() {
            self.found_footing(settings)?;
        }
        self.optima.as_mut().map(|optima| optima.of(child, settings)).transpose()
    }

    fn best_within(
        &mut self,
        wish: &Wish,
        bounds: &Bounds,
        settings: &Settings<'_>,
    ) -> Result<Best, MatchError> {
        for gap in self.gap.into_iter().chain(wider_and_wider(self.problem.levels.len())) {
            let most = bounds.least + gap;
            let cut = bounds.cut(&self.problem, wish, most);
            if cut.options.len() * 2 > self.problem.options.len() {
                break;
            }
            match self.solved(&cut, wish, bounds, settings)? {
                Best::Impossible => {}
                Best::Found(answer) if answer.cost > most => {
                    let cut = bounds.cut(&self.problem, wish, answer.cost);
                    return self.solved(&cut, wish, bounds, settings);
                }
                known => return Ok(known),
            }
        }
        let mut parts = self.problem.clone().into_parts();
        wish.narrow(&mut parts);
        self.solved(&Problem::new(parts)?, wish, bounds, settings)
    }

    /// The best answer among the pairs that are left.
    fn solved(
        &mut self,
        left: &Problem,
        wish: &Wish,
        bounds: &Bounds,
        settings: &Settings<'_>,
    ) -> Result<Best, MatchError> {
        let (solution, footing) = solve_near(left, &self.footing, settings);
        let proof = verify(left, &solution)?;
        if *wish == Wish::Nothing && solution.status == Status::Optimal {
            self.footing = footing;
            self.is_founded = true;
            self.optima = Optima::new(left, solution.clone());
        }
        let (Status::Optimal, Some(totals)) = (solution.status, &solution.totals) else {
            let is_proved = solution.status == Status::Infeasible;
            return Ok(if is_proved { Best::Impossible } else { Best::Stopped });
        };
        let cost = Sum::from(&totals[..]);
        self.verify_in_whole(wish, &solution)?;
        let homes = solution.homes.unwrap_or_default();
        Ok(Best::Found(Box::new(Answer { cost, homes, proof, gap: cost - bounds.least })))
    }

    /// Rules and sums of an answer in the problem from which pairs were left out.
    fn verify_in_whole(&self, wish: &Wish, solution: &Solution) -> Result<(), MatchError> {
        let bare = Solution { certificate: Certificate::default(), ..solution.clone() };
        if *wish == Wish::Nothing {
            return verify(&self.problem, &bare).map(drop);
        }
        let mut parts = self.problem.clone().into_parts();
        wish.narrow(&mut parts);
        verify(&Problem::new(parts)?, &bare).map(drop)
    }
}

/// Nothing beyond the bound but on the last level, then on the last two, and so on.
fn wider_and_wider(levels: usize) -> impl Iterator<Item = Sum> {
    let from = move |first: usize| {
        let amounts: [i128; LEVELS_MAX] =
            std::array::from_fn(|level| if (first..levels).contains(&level) { BEYOND } else { 0 });
        Sum::from(&amounts[..])
    };
    (1..levels).rev().map(from)
}

pub(super) fn verify(problem: &Problem, solution: &Solution) -> Result<Proof, MatchError> {
    check(problem, solution)
        .map(|report| report.proof)
        .map_err(|rejection| MatchError::Rejected(rejection.to_string()))
}
