//! Lists the notice to the authority in whose area the home lies.

use crate::{Case, Check, Fact, Freedom, InForce, Rule, RuleCode, Standing, Verdict};

/// D001: notify the area authority.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("D001"),
    title: "notify the area authority",
    source: "regulation 13(4), Care Planning, Placement and Case Review (England) Regulations 2010, inserted \
        by SI 2013/3239",
    in_force: InForce::since(2014, 1, 27),
    standing: Standing::Confirmed,
    freedom: Freedom::Law,
    requires: "The authority in whose area the home lies is notified in writing before a placement outside the \
        area, or within five working days in an emergency.",
    why: "It will share responsibility for school and health.",
    example: "A home in Darlington: Darlington is notified.",
    does_not_apply: "Within the area, and to a child who lives there already.",
    check: Check::Duty(check),
};

fn check(case: &Case<'_>) -> Verdict {
    Verdict::fail_if(case.is_out_of_area() && !case.is_staying(), || {
        vec![
            Fact::known("area", case.location.authority.clone()),
            Fact::new("working_days_after", if case.is_emergency() { 5_u32 } else { 0 }),
        ]
    })
}
