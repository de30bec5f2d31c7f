//! The best for the whole period, known from the start: one matching problem with stays.
//!
//! Every answer comes with a certificate and is checked. Where a gap stays open, the bound is verified all the
//! same, and shares are quoted against it.

use nearhome_check::check;
use nearhome_optimiser::{Settings, solve_from};
use nearhome_problem::{Apart, Child, Home, OptionSet, Problem, ProblemParts, Solution, Stay, Together};

use crate::{ReplayError, build::Past, relations::Bond, state::State};

/// The problem of the whole period.
#[derive(Clone, Debug)]
pub(crate) struct WholePeriod {
    pub(crate) problem: Problem,
    /// The placement of each child of the problem; those who live in a home on the first day come first.
    pub(crate) placements: Vec<usize>,
}

impl WholePeriod {
    /// Makes the problem.
    pub(crate) fn of(past: &Past) -> Result<Self, ReplayError> {
        let whole = past.record.whole();
        let state = State::new(past);
        let residents: Vec<usize> = past.residents().collect();
        let sought: Vec<usize> = past.sought().collect();
        let placements: Vec<usize> = residents.iter().chain(&sought).copied().collect();
        let mut numbers = vec![None; whole.placements().len()];
        let mut parts = ProblemParts {
            levels: past.levels.names(),
            homes: (0_u32..)
                .zip(&past.homes)
                .map(|(number, home)| Home { id: number.to_string(), places: home.places })
                .collect(),
            options: OptionSet::new(past.levels.count()),
            ..ProblemParts::default()
        };
        for (number, &index) in (0_u32..).zip(&placements) {
            numbers[index] = Some(number);
            let (from, to) = state.stay(index);
            let days = i64::from(past.days_of(index));
            let stay = Some(Stay { from: i64::from(from.0), to: i64::from(to.0) });
            let is_resident = (number as usize) < residents.len();
            let unplaced = if is_resident {
                let home = whole.placements()[index].home.expect("residents live in a home");
                parts.options.push(number, home, 1, &vec![0; past.levels.count()]);
                None
            } else {
                let start = whole.placements()[index].start;
                for offer in whole.offers().of_placement(index) {
                    if past.homes[offer.home as usize].is_open(start) {
                        let cost = past.levels.of_stay(offer.cost, days);
                        parts.options.push(number, offer.home, offer.places, &cost);
                    }
                }
                Some(past.levels.of_stay(whole.offers().unplaced(index), days))
            };
            parts.children.push(Child { id: number.to_string(), unplaced, stay });
            if past.alone[index] && !is_resident {
                parts.alone.push(number);
            }
        }
        for (number, &index) in (0_u32..).zip(&placements).skip(residents.len()) {
            for relation in whole.relations(index) {
                let Some(other) = numbers[relation.other] else { continue };
                bind(&mut parts, [other, number], &relation.bond);
            }
        }
        Ok(Self { problem: Problem::new(parts)?, placements })
    }

    /// Solves it from an answer that is known, as far as the settings let, and has the answer checked.
    ///
    /// A proof that the checker refuses is not used: the problem is then solved anew with no more than a bound at
    /// the root, so that the other policies still have something verified to be compared with, and the code of the
    /// refusal is given beside it.
    pub(crate) fn solve(
        &self,
        known: &[Option<u32>],
        settings: &Settings<'_>,
    ) -> Result<(Solution, Option<&'static str>), ReplayError> {
        let solution = solve_from(&self.problem, known, settings);
        let Err(refused) = check(&self.problem, &solution) else { return Ok((solution, None)) };
        let hasty = Settings { step_limit: Some(0), ..*settings };
        let solution = solve_from(&self.problem, known, &hasty);
        check(&self.problem, &solution).map_err(|rejection| ReplayError::Rejected(rejection.to_string()))?;
        Ok((solution, Some(refused.code.as_str())))
    }

    /// The homes of the problem's children, from those of all placements of the record.
    pub(crate) fn homes(&self, past: &Past, on_the_day: &[Option<u32>]) -> Vec<Option<u32>> {
        let placements = past.record.whole().placements();
        let home = |&index: &usize| {
            if placements[index].start < past.from { placements[index].home } else { on_the_day[index] }
        };
        self.placements.iter().map(home).collect()
    }
}

fn bind(parts: &mut ProblemParts, children: [u32; 2], bond: &Bond) {
    match bond {
        Bond::Leaves => parts.apart.push(Apart { children, cost: None }),
        Bond::Siblings(cost) => {
            parts.together.push(Together { children: children.to_vec(), split_cost: Some(cost.clone()) });
        }
        Bond::Apart(cost) => parts.apart.push(Apart { children, cost: cost.clone() }),
    }
}
