//! Finds the best answer to a question among the few pairs that bounds of the whole part leave.

use nearhome_check::{Left, Narrower, Screen};
use nearhome_optimiser::{Footing, Live, Overall, Settings, solve_near};
use nearhome_problem::{Problem, Solution, Totals};

use super::{Best, Prepared, Solved, rejected};
use crate::{MatchError, sitting::wish::Question};

/// Bounds of all levels take as long as some five questions without them: they are made for whoever asks more.
pub(super) const SCREENED_FROM: usize = 6;

/// Whether bounds of the whole part have been worked out.
#[derive(Debug)]
pub(super) enum Screening {
    NotAsked,
    SaysNothing,
    Says(Box<(Screen, Overall)>),
}

/// Steps of the search for a good answer among likely pairs.
const GUESS_STEPS: u64 = 30;

/// The best of so few options is found as quickly as a good answer.
const FEW_OPTIONS: usize = 1_000;

impl Prepared {
    /// Bounds of all levels over the whole part, once there is a wish.
    pub(super) fn prepare_screen(&mut self, settings: &Settings<'_>) -> Result<(), MatchError> {
        if let (Screening::NotAsked, Some(optima), true) = (&self.screen, &self.optima, self.is_cut_in_vain) {
            let overall = Overall::new(&self.problem, &self.footing, settings);
            let known = overall.zip(optima.solution().homes.as_ref());
            if settings.interrupt.is_some_and(|is_over| is_over()) {
                return Ok(());
            }
            self.screen = Screening::SaysNothing;
            if let Some((overall, homes)) = known
                && let Some(screen) = Screen::new(&self.problem, overall.bounds(), homes).map_err(rejected)?
            {
                self.screen = Screening::Says(Box::new((screen, overall)));
            }
        }
        Ok(())
    }

    /// Solves the part and works out its bounds whether they pay or not; false where it has no answer.
    #[cfg(test)]
    pub(crate) fn screen_at_once(&mut self, settings: &Settings<'_>) -> bool {
        if !matches!(self.optimum(settings), Ok(Best::Found(_))) {
            return false;
        }
        self.is_cut_in_vain = true;
        if !self.is_founded {
            self.found_footing(settings).expect("an accepted answer");
        }
        self.prepare_screen(settings).expect("bounds that hold");
        true
    }

    /// The best answer to a question, found among the pairs that bounds leave, in the problem of these; `None` where they leave
    /// too many or the question has to be put otherwise.
    ///
    /// First a good answer is found among likely pairs. What it costs then tells which pairs a better answer could have.
    pub(super) fn best_screened(
        &self,
        question: &impl Question,
        settings: &Settings<'_>,
    ) -> Result<Option<Solved>, MatchError> {
        let Screening::Says(known) = &self.screen else { return Ok(None) };
        let (screen, overall) = &**known;
        let absent = question.absent();
        let permits = |child: u32, home: Option<u32>| question.permits(child, home);
        let Some(asked) = screen.ask(&permits, absent).map_err(rejected)? else { return Ok(None) };
        let (likely, mended) = asked.likely();
        let Some(cut) = self.screened(&likely, question) else { return Ok(None) };
        let mut footing = self.footing.clone();
        footing.add(Footing::of_homes(&mended));
        let mut known = Known { costs: Vec::new(), footing };
        if !known.improve(&cut, settings) {
            return Ok(None);
        }
        for is_loose in [false, true] {
            let Some(mut narrowing) = overall.narrowing(&known.footing, absent, settings) else { break };
            if is_loose {
                narrowing.loosen();
            }
            let first = known.costs.clone();
            let mut narrow = |level: usize, most: &[i128], left: &Left| {
                let Left { options, unplaced } = left.clone();
                let found = narrowing.bound(level, most, &Live { options, unplaced })?;
                let mut better = None;
                let is_much = found.live.options.iter().filter(|live| **live).count() > FEW_OPTIONS;
                if is_much && most.get(level).is_some_and(|most| found.sum < *most) {
                    let cut =
                        self.screened(&likely.with(&found.likely.options, &found.likely.unplaced), question)?;
                    if known.improve(&cut, settings) {
                        narrowing.know(&known.footing);
                        better = Some(known.costs.clone());
                    }
                }
                let Live { options, unplaced } = found.live;
                Some(Narrower {
                    bound: found.bound,
                    sum: found.sum,
                    left: Left { options, unplaced },
                    better,
                })
            };
            let (left, hoped) = asked.narrowed(&first, &mut narrow).map_err(rejected)?;
            let Some(cut) = self.screened(&left, question) else { return Ok(None) };
            let solved = Self::solved(&cut, &known.footing, settings)?;
            match (&solved.best, &solved.solution.totals) {
                // Nothing better was left out; whatever is dearer than what was hoped for may have been.
                (Best::Found(_), Some(totals)) if totals[..hoped.len()] <= hoped[..] => {
                    return Ok(Some(Solved { left: Some(cut), ..solved }));
                }
                (Best::Stopped, _) => return Ok(Some(Solved { left: Some(cut), ..solved })),
                _ => {
                    known.take(&solved.solution);
                }
            }
        }
        let left = asked.left(&known.costs).map_err(rejected)?;
        let Some(cut) = self.screened(&left, question) else { return Ok(None) };
        let solved = Self::solved(&cut, &known.footing, settings)?;
        if solved.best == Best::Impossible {
            // An answer is known.
            return Ok(None);
        }
        Ok(Some(Solved { left: Some(cut), ..solved }))
    }

    /// The problem under a question with what is left; `None` where that is most of it.
    fn screened(&self, left: &Left, question: &impl Question) -> Option<Problem> {
        let Left { options, .. } = left;
        if options.iter().filter(|left| **left).count() * 2 > options.len() {
            return None;
        }
        Some(question.among(&self.problem, left))
    }
}

/// The best answer to a question that was found so far, with what a search near it begins with.
struct Known {
    costs: Totals,
    footing: Footing,
}

impl Known {
    /// Looks for a better answer among few pairs; false where it finds none.
    fn improve(&mut self, among: &Problem, settings: &Settings<'_>) -> bool {
        let steps = settings.step_limit.map_or(GUESS_STEPS, |limit| limit.min(GUESS_STEPS));
        let few = Settings { step_limit: Some(steps), ..*settings };
        self.take(&solve_near(among, &self.footing, &few).0)
    }

    /// Takes an answer if it is better.
    fn take(&mut self, solution: &Solution) -> bool {
        let (Some(totals), Some(homes)) = (&solution.totals, &solution.homes) else { return false };
        let is_better = self.costs.is_empty() || *totals < self.costs;
        if is_better {
            self.costs.clone_from(totals);
            self.footing.add(Footing::of_homes(homes));
        }
        is_better
    }
}
