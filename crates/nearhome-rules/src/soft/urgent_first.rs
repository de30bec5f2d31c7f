//! Counts an urgent child who is left without a home once more.

use nearhome_model::{Child, Date};

use crate::{Check, Fact, Freedom, InForce, Rule, RuleCode, Standing, Verdict};

/// S022: urgent children first.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("S022"),
    title: "urgent children first",
    source: "council policy",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Council,
    requires: "The weight on the level `unplaced`, on top of S021, where the search is an emergency or the home \
        was needed by the day of the snapshot.",
    why: "Where not every child can be placed, a council may let the most urgent come first.",
    example: "At weight 1 an urgent child counts 2 and is placed before another.",
    does_not_apply: "By default: the weight is 0, so that the level counts children.",
    check: Check::Unplaced { weight: 0, assess },
};

fn assess(child: &Child, date: Date) -> Verdict {
    let due = child.search.needed_by.is_some_and(|needed| needed <= date);
    Verdict::fail_if(child.search.emergency || due, || vec![Fact::known("needed_by", child.search.needed_by)])
}
