//! The best for the whole period, known from the start: one matching problem with stays.
//!
//! Every answer comes with a certificate and is checked. Where a gap stays open, the bound is verified all the
//! same, and shares are quoted against it.

use nearhome_check::check;
use nearhome_optimiser::{Settings, solve_from};
use nearhome_problem::{Apart, Cap, Child, Home, OptionSet, Problem, ProblemParts, Solution, Stay, Together};

use crate::{ReplayError, build::Past, caps::ContractCap, relations::Bond, state::State};

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
            caps: caps(past),
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
        self.accepted(solve_from(&self.problem, known, settings), known, settings)
    }

    /// The solution, where the checker accepts it, or a weaker one and the code of the refusal.
    fn accepted(
        &self,
        solution: Solution,
        known: &[Option<u32>],
        settings: &Settings<'_>,
    ) -> Result<(Solution, Option<&'static str>), ReplayError> {
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

/// What contracts let live in their homes at a time.
fn caps(past: &Past) -> Vec<Cap> {
    let cap = |one: &ContractCap| Cap {
        id: one.contract.to_string(),
        homes: one.homes.clone(),
        places: one.children,
    };
    past.caps.each.iter().map(cap).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Two children in turn in one near home, and a far one for whoever is left.
    fn two_in_one_home() -> WholePeriod {
        let home = |id: &str| Home { id: id.to_owned(), places: 1 };
        let child = |id: &str, from, to| {
            let stay = Some(Stay { from, to });
            Child { id: id.to_owned(), unplaced: Some(vec![1, 0]), stay }
        };
        let mut parts = ProblemParts {
            levels: vec!["unplaced".to_owned(), "out_of_area".to_owned()],
            homes: vec![home("near"), home("far")],
            children: vec![child("a", 0, 9), child("b", 5, 20), child("c", 9, 20)],
            options: OptionSet::new(2),
            ..ProblemParts::default()
        };
        for child in 0..3 {
            parts.options.push(child, 0, 1, &[0, 0]);
            parts.options.push(child, 1, 1, &[0, 1]);
        }
        WholePeriod { problem: Problem::new(parts).expect("a valid problem"), placements: vec![0, 1, 2] }
    }

    #[test]
    fn a_proof_that_holds_is_kept() {
        let whole = two_in_one_home();
        let (solution, refused) = whole.solve(&[None; 3], &Settings::default()).expect("accepted");
        assert_eq!((refused, solution.totals), (None, Some(vec![0, 1])));
    }

    #[test]
    fn a_proof_that_is_refused_is_replaced_and_told() {
        let whole = two_in_one_home();
        let settings = Settings::default();
        let mut solution = nearhome_optimiser::solve(&whole.problem, &settings);
        solution.bound = Some(vec![0, 2]);
        let code = check(&whole.problem, &solution).expect_err("the bound is false").code.as_str();
        let (weaker, refused) =
            whole.accepted(solution, &[None; 3], &settings).expect("a weaker answer is accepted");
        assert_eq!(refused, Some(code));
        assert!(check(&whole.problem, &weaker).is_ok());
        assert!(weaker.bound.is_some_and(|bound| bound <= vec![0, 1]));
    }
}
