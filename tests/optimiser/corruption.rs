//! Damages answers in many ways: the checker must reject each, unless what it claims is still true.
//!
//! Brute force decides what is true. Each problem is answered twice: by brute force, with prices found the
//! slow way, so that the checker is tested apart from the solver; and by the solver. Every second problem
//! is a pure flow. `NEARHOME_CORRUPTION_PROBLEMS` sets the number of problems (1,000), `NEARHOME_SEED` the
//! first seed.

mod damage;
mod outdated;
mod support;

use std::collections::BTreeMap;

use damage::KINDS;
use nearhome_check::{Code, Proof, check};
use nearhome_optimiser::random_problems::{Numbers, tiny};
use nearhome_problem::{Problem, Solution};
use support::{cases, first_seed, flow_only, is_answer_right, is_true, oracle, solve};

#[test]
fn no_damaged_answer_is_accepted_unless_it_is_still_true() {
    let (first, count) = (first_seed(), cases("NEARHOME_CORRUPTION_PROBLEMS", 1_000));
    let mut tally = Tally::default();
    for seed in first..first + count {
        let problem = if seed % 2 == 0 { tiny(seed) } else { flow_only(tiny(seed)) };
        for answer in [oracle(&problem), solve(&problem)] {
            assert!(check(&problem, &answer).is_ok(), "seed {seed}: the undamaged answer is rejected");
            let mut numbers = Numbers::new(seed);
            for (kind, damage) in KINDS {
                if let Some((problem, damaged)) = damage(&mut numbers, &problem, &answer) {
                    tally.add(kind, judge(seed, kind, &problem, &damaged));
                }
            }
        }
    }
    tally.print(first, count);
    tally.assert_every_kind_bites();
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
        println!("{} kinds of damage, problems {first}..{}", KINDS.len(), first + count);
        println!("{:>9} {:>10} {:>10}  kind (codes)", "rejected", "not proved", "still true");
        let mut sum = [0; 3];
        for (kind, _) in KINDS {
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

    fn assert_every_kind_bites(&self) {
        // A claim that the certificate cannot refute without solving is reported as not proved.
        let never_rejected =
            ["infeasible, although there is an answer", "unknown, with a bound above the optimum"];
        for (kind, _) in KINDS {
            let [rejected, not_proved, _] = self.counts(kind);
            assert!(
                rejected > 0 || (never_rejected.contains(kind) && not_proved > 0),
                "{kind}: never caught"
            );
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
