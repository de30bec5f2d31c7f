//! Random proofs over households: whatever the checker accepts must be true by brute force, and a tree that
//! tries everything must be accepted.
//!
//! The proofs are made without the optimiser: random decisions in random order, down to where all is
//! decided or (in the careless ones) cut short; random multipliers, random options to drop, random parts,
//! claims around the truth. Then they are damaged. `NEARHOME_PROOFS` sets the number of problems (200),
//! `NEARHOME_SEED` the first seed.

mod proofs;
mod support;

use std::collections::BTreeMap;

use nearhome_check::{Code, Rejection, Report, check};
use nearhome_optimiser::random_problems::{Numbers, every_field};
use nearhome_problem::Totals;
use proofs::{Care, Maker, claim, damage, near, optimum};
use support::{cases, first_seed};

/// Whether a proved bound is a true one.
fn holds(proved: Option<&Totals>, optimum: Option<&Totals>) -> bool {
    match (proved, optimum) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(proved), Some(optimum)) => proved <= optimum,
    }
}

#[test]
fn a_tree_that_tries_everything_is_accepted() {
    for seed in first_seed()..first_seed() + cases("NEARHOME_PROOFS", 200) {
        let problem = every_field(seed, 4, 3);
        let least = optimum(&problem);
        let proof = Maker::new(&problem, seed, Care::Thorough).proof(least.clone());
        let report = check(&problem, &claim(vec![proof.clone()]));
        let proved = report.map(|report| report.proved_bound);
        let reached = least.clone().map(|least| least.iter().map(|&level| level.max(0)).collect());
        assert_eq!(proved, Ok(reached), "seed {seed}: {proof:?}");
        for level in 0..problem.levels.len() {
            let Some(mut more) = least.clone() else { continue };
            more[level] += 1;
            let proof = Maker::new(&problem, seed, Care::Thorough).proof(Some(more));
            assert!(
                check(&problem, &claim(vec![proof])).is_err(),
                "seed {seed}: more than the optimum is proved"
            );
        }
    }
}

#[test]
fn what_is_accepted_is_true() {
    let mut tally = Tally::default();
    for seed in first_seed()..first_seed() + cases("NEARHOME_PROOFS", 200) {
        let problem = every_field(seed, 4, 3);
        let least = optimum(&problem);
        for careless in 0..4 {
            let mut numbers = Numbers::new(seed * 7 + careless);
            let claimed = near(&mut numbers, least.as_ref());
            let proof = Maker::new(&problem, seed * 7 + careless, Care::Careless).proof(claimed);
            let solution = claim(vec![proof]);
            let report = check(&problem, &solution);
            tally.add(seed, report, least.as_ref());
            for _ in 0..8 {
                if let Some(damaged) = damage(&mut numbers, &solution) {
                    tally.add(seed, check(&problem, &damaged), least.as_ref());
                }
            }
        }
    }
    tally.print();
}

#[derive(Default)]
struct Tally {
    accepted: u64,
    tight: u64,
    rejected: BTreeMap<Code, u64>,
}

impl Tally {
    #[track_caller]
    fn add(&mut self, seed: u64, report: Result<Report, Rejection>, optimum: Option<&Totals>) {
        match report {
            Err(rejection) => *self.rejected.entry(rejection.code).or_default() += 1,
            Ok(report) => {
                let proved = report.proved_bound.as_ref();
                assert!(holds(proved, optimum), "seed {seed}: proved {proved:?}, optimum {optimum:?}");
                self.accepted += 1;
                self.tight += u64::from(proved == optimum && proved.is_none_or(|p| p.iter().any(|l| *l > 0)));
            }
        }
    }

    #[allow(clippy::print_stdout, reason = "the figures of the campaign")]
    fn print(&self) {
        println!("accepted {}, {} of them tight; rejected {:?}", self.accepted, self.tight, self.rejected);
        assert!(self.accepted > 0 && self.tight > 0 && self.rejected.values().sum::<u64>() > 0);
    }
}
