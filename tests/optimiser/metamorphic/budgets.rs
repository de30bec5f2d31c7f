//! R11: limits on levels.

use nearhome_problem::Limit;

use crate::change::changed;
use crate::ground::{Verdict, best, check_general, equal, not_worse};

#[test]
fn r11_a_higher_limit_never_worsens_the_totals() {
    check_general(|numbers, problem| {
        let more = i64::from(1 + numbers.below(1_000));
        if problem.limits.is_empty() || problem.limits.iter().any(|limit| limit.max > i64::MAX - more) {
            return Verdict::DoesNotApply;
        }
        let looser = changed(problem, |parts| parts.limits.iter_mut().for_each(|limit| limit.max += more));
        not_worse(best(&looser).as_ref(), best(problem).as_ref())
    });
}

#[test]
fn r11_a_limit_at_what_the_optimum_spends_keeps_the_totals() {
    check_general(|numbers, problem| {
        let Some(totals) = best(problem) else { return Verdict::DoesNotApply };
        let level = numbers.index(problem.levels.len());
        let Ok(max) = i64::try_from(totals[level]) else { return Verdict::DoesNotApply };
        let limited = changed(problem, |parts| parts.limits.push(Limit { level, max }));
        equal(best(&limited).as_ref(), Some(&totals))
    });
}

#[test]
fn r11_a_limit_below_what_the_optimum_spends_never_improves_the_totals() {
    check_general(|numbers, problem| {
        let Some(totals) = best(problem) else { return Verdict::DoesNotApply };
        let level = numbers.index(problem.levels.len());
        let Ok(max) = i64::try_from(totals[level] - 1) else { return Verdict::DoesNotApply };
        if max < 0 {
            return Verdict::DoesNotApply;
        }
        let limited = changed(problem, |parts| parts.limits.push(Limit { level, max }));
        let found = best(&limited);
        match found.as_ref().map(|found| found[level] <= i128::from(max)) {
            Some(false) => Verdict::Broken(format!("{found:?} spends more than {max} on level {level}")),
            _ => not_worse(Some(&totals), found.as_ref()),
        }
    });
}
