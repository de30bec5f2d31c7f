//! Lists the day by which a temporary approval must become a full one.

use crate::{Case, Check, Fact, Freedom, InForce, Rule, RuleCode, Standing, Verdict};

/// D006: full approval before the temporary one ends.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("D006"),
    title: "full approval before the temporary one ends",
    source: "regulations 24 and 25, Care Planning, Placement and Case Review (England) Regulations 2010",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Law,
    requires: "Where the carer's approval is temporary, full approval, an extension or another home is needed \
        by its last day.",
    why: "The child may not live there afterwards.",
    example: "An approval until 30 June lists that day.",
    does_not_apply: "To approvals without an end.",
    check: Check::Duty(check),
};

fn check(case: &Case<'_>) -> Verdict {
    let until = case.home.and_then(|home| home.approval.until);
    until.map_or(Verdict::Pass, |until| {
        Verdict::Fail(vec![
            Fact::new("approved_until", until),
            Fact::new("days_left", i64::from(case.date().days_until(until))),
        ])
    })
}
