//! Finds the best answer to a part of the problem under a wish.
//!
//! Only pairs that can be in an answer at most as dear as a guess are looked at, where prices of places rule
//! out most of the others; when the best of what is left is within the guess, it is the best of all. Each answer is
//! verified by the independent checker before it is told: its proof for the pairs that are left, its rules and
//! sums for the whole part.

mod screened;

use std::sync::OnceLock;

use nearhome_check::{Proof, Rejection, check};
use nearhome_optimiser::{Footing, Settings, evaluate, solve_near};
use nearhome_problem::{Certificate, LEVELS_MAX, Problem, Solution, Status};
use rayon::prelude::*;

use super::{
    Sum, Wish,
    optima::{Optima, Standings},
    relaxed::{Bounds, Relaxed},
    restricted::Restriction,
};
use crate::MatchError;
use screened::{SCREENED_FROM, Screening};

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
    /// By how much it costs more than prices of places prove; nothing where nobody looked at them.
    gap: Sum,
}

/// A part with all that its questions need.
#[derive(Debug)]
pub(crate) struct Prepared {
    problem: Problem,
    /// The flow that is left without its sides, once it is asked for; `None`: even that has no answer.
    relaxed: OnceLock<Option<Relaxed>>,
    /// By how much the optimum costs more than prices of places prove, once it is known.
    gap: Option<Sum>,
    /// Whether prices of places rule out too little for it to be worth looking at them, as was seen without a wish.
    is_cut_in_vain: bool,
    /// What was learnt when the part was solved: questions begin there.
    pub(super) footing: Footing,
    /// Whether the footing is that of the part without a wish. No question leaves another, so that no answer depends on
    /// what was asked before.
    is_founded: bool,
    /// All best answers without a wish, once one is proved.
    pub(super) optima: Option<Optima>,
    /// What bounds of the whole part say of every pair, once a wish has been asked about.
    screen: Screening,
    /// How many wishes have been asked about.
    asked: usize,
}

/// More than any answer costs on any level: 2^53 for each of 2^32 children and groups, with room to add.
const BEYOND: i128 = 1 << 100;

impl Prepared {
    pub(crate) fn new(problem: Problem) -> Self {
        Self {
            problem,
            relaxed: OnceLock::new(),
            gap: None,
            is_cut_in_vain: false,
            footing: Footing::default(),
            is_founded: false,
            optima: None,
            screen: Screening::NotAsked,
            asked: 0,
        }
    }

    /// Begins where a similar part ended, with so few questions to come that bounds of the whole part would take longer than
    /// they save.
    pub(super) fn begin_near(&mut self, footing: Footing, is_cut_in_vain: bool) {
        self.footing = footing;
        self.is_cut_in_vain = is_cut_in_vain;
        self.screen = Screening::SaysNothing;
    }

    /// Whether prices of places rule out too little for it to be worth looking at them.
    pub(super) fn is_cut_in_vain(&self) -> bool {
        self.is_cut_in_vain
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
        self.gap = self.bounds(&wish).map(|bounds| cost - bounds.least);
        let gap = self.gap.unwrap_or_default();
        Ok(Best::Found(Box::new(Answer { cost, homes, proof, gap })))
    }

    /// Takes the best answer to a part of a council that only restricts a prepared one, from what was learnt there.
    pub(crate) fn take_known(&mut self, homes: Vec<Option<u32>>, proof: Proof) -> Result<Best, MatchError> {
        let totals = evaluate(&self.problem, &homes)
            .map_err(|violation| MatchError::Rejected(violation.to_string()))?;
        self.footing.add(Footing::of_homes(&homes));
        self.is_founded = self.footing.has_proof();
        Ok(Best::Found(Box::new(Answer { cost: Sum::from(&totals[..]), homes, proof, gap: Sum::ZERO })))
    }

    /// The best answer to the part as it is restricted; `None` where bounds of the whole part do not give it.
    pub(super) fn best_restricted(
        &self,
        restriction: &Restriction,
        settings: &Settings<'_>,
    ) -> Result<Option<Answer>, MatchError> {
        let Some(solved) = self.best_screened(restriction, settings)? else { return Ok(None) };
        let Best::Found(answer) = solved.best else { return Ok(None) };
        let bare = Solution { certificate: Certificate::default(), ..solved.solution };
        verify(restriction.problem(), &bare)?;
        Ok(Some(*answer))
    }

    /// Finds the best answer without a wish.
    pub(crate) fn optimum(&mut self, settings: &Settings<'_>) -> Result<Best, MatchError> {
        let wish = &Wish::Nothing;
        let bounds = if self.is_cut_in_vain { None } else { Some(self.bounds(wish)) };
        if let Some(None) = bounds {
            return Ok(Best::Impossible);
        }
        let bounds = bounds.flatten();
        let Solved { best, left, solution, footing } = self.best_within(wish, bounds.as_ref(), settings)?;
        if let Best::Found(answer) = &best {
            self.gap = bounds.map(|_| answer.gap);
            self.is_cut_in_vain = left.is_none();
            self.footing = footing;
            self.is_founded = true;
            self.optima = Optima::new(left.as_ref().unwrap_or(&self.problem), solution);
        }
        Ok(best)
    }

    /// Finds the best answer that fits each wish, wishes in parallel.
    pub(crate) fn best_of_each(
        &mut self,
        wishes: &[Wish],
        settings: &Settings<'_>,
    ) -> Result<Vec<Best>, MatchError> {
        if !self.is_founded {
            self.found_footing(settings)?;
        }
        if !self.is_cut_in_vain && self.relaxed.get_or_init(|| Relaxed::new(&self.problem)).is_none() {
            return Ok(vec![Best::Impossible; wishes.len()]);
        }
        self.asked = self.asked.saturating_add(wishes.len());
        if self.asked >= SCREENED_FROM {
            self.prepare_screen(settings)?;
        }
        let looked_at = if self.is_cut_in_vain { &[] } else { wishes };
        let bounds: Vec<Option<Bounds>> = looked_at.iter().map(|wish| self.bounds(wish)).collect();
        let known = &*self;
        let best = |(at, wish): (usize, &Wish)| match bounds.get(at) {
            Some(None) => Ok(Best::Impossible),
            Some(Some(bounds)) => known.best_within(wish, Some(bounds), settings).map(|solved| solved.best),
            None => known.best_within(wish, None, settings).map(|solved| solved.best),
        };
        wishes.par_iter().enumerate().map(best).collect()
    }

    /// What prices of places prove under a wish; `None`: nothing fits it.
    fn bounds(&mut self, wish: &Wish) -> Option<Bounds> {
        self.relaxed.get_or_init(|| Relaxed::new(&self.problem));
        let relaxed = self.relaxed.get_mut().and_then(Option::as_mut);
        let prices = relaxed?.prices(&self.problem, wish)?;
        Bounds::new(&self.problem, wish, &prices)
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
        &self,
        wish: &Wish,
        bounds: Option<&Bounds>,
        settings: &Settings<'_>,
    ) -> Result<Solved, MatchError> {
        if let Some(solved) = self.best_screened(wish, settings)? {
            if let Best::Found(_) = solved.best {
                self.verify_in_whole(wish, &solved.solution)?;
            }
            return Ok(solved);
        }
        if let Some(bounds) = bounds {
            for gap in self.gap.into_iter().chain(wider_and_wider(self.problem.levels.len())) {
                let most = bounds.least + gap;
                let cut = bounds.cut(&self.problem, wish, most);
                if cut.options.len() * 2 > self.problem.options.len() {
                    break;
                }
                let solved = self.solved_cut(cut, wish, (bounds, &self.footing), settings)?;
                match &solved.best {
                    Best::Impossible => {}
                    Best::Found(answer) if answer.cost > most => {
                        let cut = bounds.cut(&self.problem, wish, answer.cost);
                        // Without a wish there may have been nothing to begin with.
                        let is_first = *wish == Wish::Nothing;
                        let footing = if is_first { &solved.footing } else { &self.footing };
                        return self.solved_cut(cut, wish, (bounds, footing), settings);
                    }
                    _ => return Ok(solved),
                }
            }
        }
        let mut solved = if *wish == Wish::Nothing {
            Self::solved(&self.problem, &self.footing, settings)?
        } else {
            Self::solved(&self.narrowed(wish)?, &self.footing, settings)?
        };
        solved.know_gap(bounds);
        Ok(solved)
    }

    /// The problem under a wish.
    fn narrowed(&self, wish: &Wish) -> Result<Problem, MatchError> {
        let mut parts = self.problem.parts().clone();
        wish.narrow(&mut parts);
        Ok(Problem::new(parts)?)
    }

    /// The best answer among the pairs that are left.
    fn solved_cut(
        &self,
        left: Problem,
        wish: &Wish,
        (bounds, footing): (&Bounds, &Footing),
        settings: &Settings<'_>,
    ) -> Result<Solved, MatchError> {
        let mut solved = Self::solved(&left, footing, settings)?;
        if let Best::Found(_) = solved.best {
            self.verify_in_whole(wish, &solved.solution)?;
        }
        solved.know_gap(Some(bounds));
        Ok(Solved { left: Some(left), ..solved })
    }

    /// The best answer to a problem.
    fn solved(problem: &Problem, footing: &Footing, settings: &Settings<'_>) -> Result<Solved, MatchError> {
        let (solution, footing) = solve_near(problem, footing, settings);
        let proof = verify(problem, &solution)?;
        let best = match (solution.status, &solution.totals, &solution.homes) {
            (Status::Optimal, Some(totals), Some(homes)) => {
                let (cost, homes) = (Sum::from(&totals[..]), homes.clone());
                Best::Found(Box::new(Answer { cost, homes, proof, gap: Sum::ZERO }))
            }
            (Status::Infeasible, ..) => Best::Impossible,
            _ => Best::Stopped,
        };
        Ok(Solved { best, left: None, solution, footing })
    }

    /// Rules and sums of an answer in the problem from which pairs were left out.
    fn verify_in_whole(&self, wish: &Wish, solution: &Solution) -> Result<(), MatchError> {
        let bare = Solution { certificate: Certificate::default(), ..solution.clone() };
        if let Wish::Absent(_) = wish {
            return verify(&self.narrowed(wish)?, &bare).map(drop);
        }
        // All other wishes forbid pairs and nothing else.
        let homes = bare.homes.iter().flatten();
        if !(0..).zip(homes).all(|(child, &home)| wish.permits(child, home)) {
            return Err(MatchError::Rejected("an answer does not fit the wish".to_owned()));
        }
        verify(&self.problem, &bare).map(drop)
    }
}

/// An answer with what was learnt on the way.
struct Solved {
    best: Best,
    /// The problem that was solved, where pairs were left out.
    left: Option<Problem>,
    solution: Solution,
    footing: Footing,
}

impl Solved {
    fn know_gap(&mut self, bounds: Option<&Bounds>) {
        if let (Best::Found(answer), Some(bounds)) = (&mut self.best, bounds) {
            answer.gap = answer.cost - bounds.least;
        }
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
    check(problem, solution).map(|report| report.proof).map_err(rejected)
}

#[expect(clippy::needless_pass_by_value, reason = "an error is turned into another")]
fn rejected(rejection: Rejection) -> MatchError {
    MatchError::Rejected(rejection.to_string())
}

#[cfg(test)]
mod tests;
