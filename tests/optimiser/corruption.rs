//! Damages answers in many ways: the checker must reject each, unless what it claims is still true.
//!
//! Brute force decides what is true. Each problem is answered twice: by brute force, with prices or proofs found
//! the slow way, so that the checker is tested apart from the solver; and by the solver. Every second problem
//! is a pure flow, every fourth two problems side by side. `NEARHOME_CORRUPTION_PROBLEMS` sets the number of
//! problems (1,000), `NEARHOME_SEED` the first seed.

mod bound_damage;
mod by_cases;
mod damage;
mod household_damage;
mod outdated;
mod side_by_side;
mod support;

use std::collections::BTreeMap;

use by_cases::Together;
use damage::Damage;
use nearhome_check::{Code, Proof, check};
use nearhome_optimiser::brute_force;
use nearhome_optimiser::random_problems::{Numbers, every_field, tiny};
use nearhome_problem::{Problem, Solution};
use side_by_side::{padded, side_by_side};
use support::{cases, first_seed, flow_only, is_answer_right, is_true, oracle, solve};

#[test]
fn no_damaged_answer_is_accepted_unless_it_is_still_true() {
    let (first, count) = (first_seed(), cases("NEARHOME_CORRUPTION_PROBLEMS", 1_000));
    let mut tally = Tally::default();
    for seed in first..first + count {
        for (problem, answer) in answers(seed) {
            if let Err(rejection) = check(&problem, &answer) {
                panic!("seed {seed}: the undamaged answer is rejected: {rejection}");
            }
            let mut numbers = Numbers::new(seed);
            for (kind, damage) in kinds() {
                if let Some((problem, damaged)) = damage(&mut numbers, &problem, &answer) {
                    tally.add(kind, judge(seed, kind, &problem, &damaged));
                }
            }
        }
    }
    tally.print(first, count);
    tally.assert_every_kind_bites();
}

/// A problem with the answers of brute force and of the optimiser: a pure flow, two problems side by side,
/// or one with every field.
fn answers(seed: u64) -> [(Problem, Solution); 2] {
    let (problem, by_brute_force) = match seed % 4 {
        1 | 3 => with_oracle(flow_only(tiny(seed))),
        2 => both(every_field(seed, 3, 2), every_field(seed ^ 0xb07, 3, 2), seed),
        _ => with_oracle(tiny(seed)),
    };
    let by_optimiser = solve(&problem);
    [(problem.clone(), by_brute_force), (problem, by_optimiser)]
}

fn with_oracle(problem: Problem) -> (Problem, Solution) {
    let answer = proved_oracle(&problem);
    (problem, answer)
}

/// Two problems side by side, proved from the cases of each.
fn both(one: Problem, other: Problem, seed: u64) -> (Problem, Solution) {
    let levels = one.levels.len().max(other.levels.len());
    let [one, other] =
        [one, other].map(|problem| Problem::new(padded(&problem, levels)).expect("zeros are costs"));
    let problem = side_by_side(&one, &other);
    let parts = [&one, &other].map(|problem| {
        by_cases::proof(problem, brute_force::solve(problem).map(|(totals, _)| totals).as_ref())
    });
    let mut answer = oracle(&problem);
    if let [Some(first), Some(second)] = parts {
        let form = if seed % 8 == 2 { Together::InOneProof } else { Together::InTwo };
        answer.certificate.households = by_cases::proofs_of_both(&one, [first, second], form);
        answer.certificate.flow = None;
    }
    (problem, answer)
}

/// The brute-force answer, with a proof by cases where prices prove nothing.
fn proved_oracle(problem: &Problem) -> Solution {
    let mut answer = oracle(problem);
    if answer.certificate.flow.is_none() {
        answer.certificate.households.extend(by_cases::proof(problem, answer.totals.as_ref()));
    }
    answer
}

/// Every kind of damage by name.
fn kinds() -> impl Iterator<Item = (&'static str, Damage)> {
    [damage::KINDS, bound_damage::KINDS, household_damage::KINDS].into_iter().flatten().copied()
}

/// What became of a damaged answer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    Rejected(Code),
    /// The answer itself is right and the report says that its optimality is not proved.
    NotProved,
    /// Accepted in full, and brute force agrees.
    StillTrue,
}

/// Runs the checker and lets brute force say whether it may accept.
fn judge(seed: u64, kind: &str, problem: &Problem, damaged: &Solution) -> Verdict {
    let report = match check(problem, damaged) {
        Err(rejection) => return Verdict::Rejected(rejection.code),
        Ok(report) => report,
    };
    assert!(is_answer_right(problem, damaged), "seed {seed}, {kind}: accepted, but wrong: {damaged:?}");
    if report.proof == Proof::Full || report.proof == Proof::NothingClaimed {
        assert!(is_true(problem, damaged), "seed {seed}, {kind}: called proved, but false: {damaged:?}");
        return Verdict::StillTrue;
    }
    Verdict::NotProved
}

#[derive(Default)]
struct Tally {
    verdicts: BTreeMap<&'static str, BTreeMap<Verdict, u64>>,
}

impl Tally {
    fn add(&mut self, kind: &'static str, verdict: Verdict) {
        *self.verdicts.entry(kind).or_default().entry(verdict).or_default() += 1;
    }

    /// Of one kind: how many were rejected, left unproved, still true.
    fn counts(&self, kind: &str) -> [u64; 3] {
        let mut counts = [0; 3];
        for (verdict, count) in self.verdicts.get(kind).into_iter().flatten() {
            let column = match verdict {
                Verdict::Rejected(_) => 0,
                Verdict::NotProved => 1,
                Verdict::StillTrue => 2,
            };
            counts[column] += count;
        }
        counts
    }

    #[allow(clippy::print_stdout, reason = "the figures of the campaign")]
    fn print(&self, first: u64, count: u64) {
        println!("{} kinds of damage, problems {first}..{}", kinds().count(), first + count);
        println!("{:>9} {:>10} {:>10}  kind (codes)", "rejected", "not proved", "still true");
        let mut sum = [0; 3];
        for (kind, _) in kinds() {
            let counts = self.counts(kind);
            let verdicts = self.verdicts.get(kind).into_iter().flatten();
            let codes: Vec<_> = verdicts
                .filter_map(|(verdict, _)| match verdict {
                    Verdict::Rejected(code) => Some(code.as_str()),
                    _ => None,
                })
                .collect();
            let [rejected, not_proved, still_true] = counts;
            println!("{rejected:>9} {not_proved:>10} {still_true:>10}  {kind} ({})", codes.join(" "));
            sum.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        }
        println!("{:>9} {:>10} {:>10}  all", sum[0], sum[1], sum[2]);
    }

    /// Every kind is rejected or, at the least, costs the claim its proof.
    fn assert_every_kind_bites(&self) {
        // Said twice, or of a group that is not there, it says the same as once.
        let harmless = ["a unit's multiplier is given twice", "a bound leaves out a group that is not there"];
        for (kind, _) in kinds().filter(|(kind, _)| !harmless.contains(kind)) {
            let [rejected, not_proved, _] = self.counts(kind);
            assert!(rejected + not_proved > 0, "{kind}: never noticed");
        }
    }
}

/// One answer as text, with one part replaced: the reader must refuse it.
#[track_caller]
fn check_text_refused(from: &str, to: &str) {
    const ANSWER: &str = r#"{"format": "nearhome-solution/1", "status": "optimal", "totals": [0, 31],
        "bound": [0, 31], "homes": [0, null],
        "certificate": {"flow": {"children": [0, 1], "homes": [[0, [0, 2]]]}, "search_nodes": 0}}"#;
    assert!(Solution::read_json(ANSWER.as_bytes()).is_ok());
    assert!(ANSWER.contains(from), "{from} is not in the answer");
    let damaged = ANSWER.replacen(from, to, 1);
    assert!(Solution::read_json(damaged.as_bytes()).is_err(), "{damaged}");
}

#[test]
fn damaged_text_is_refused() {
    check_text_refused("\"homes\": [0, null]", "\"homes\": [0, null], \"homes\": [0, 0]");
    check_text_refused("\"status\": \"optimal\"", "\"status\": \"proved\"");
    check_text_refused("solution/1", "solution/2");
    check_text_refused("\"format\": \"nearhome-solution/1\",", "");
    check_text_refused("[0, 31]", "[0, 31.0]");
    check_text_refused("[0, 31]", "[0, 3.1e1]");
    check_text_refused("[0, 31]", "[0, NaN]");
    check_text_refused("[0, 31]", "[0, Infinity]");
    check_text_refused("[0, 31]", "[0, \"31\"]");
    check_text_refused("[0, 31]", "[0, 031]");
    check_text_refused("[0, 31]", "[0, 31,]");
    check_text_refused("[0, 31]", &format!("[0, {}0]", i128::MAX));
    check_text_refused("[0, null]", "[0, -1]");
    check_text_refused("[0, null]", "[0, 4294967296]");
    check_text_refused("[0, null]", "[0, true]");
    check_text_refused("[0, null]", &format!("{}0{}", "[".repeat(50_000), "]".repeat(50_000)));
    check_text_refused("\"search_nodes\": 0", "\"search_nodes\": -1");
    check_text_refused("\"search_nodes\": 0", "\"proved\": true");
    check_text_refused("[[0, [0, 2]]]", "[[0, [0, 2], 0]]");
    check_text_refused("[[0, [0, 2]]]", "[[0]]");
    check_text_refused("\"search_nodes\": 0}}", "\"search_nodes\": 0}} {}");
    check_text_refused("\"search_nodes\": 0}}", "\"search_nodes\": 0}");
    check_text_refused("\"search_nodes\": 0", "\"search_nodes\": 0 /* checked */");
    check_text_refused("\"children\": [0, 1]", "'children': [0, 1]");
    check_text_refused("\"children\": [0, 1], ", "");
}
