//! Lists the placement plan.

use crate::{Case, Check, Fact, Freedom, InForce, Rule, RuleCode, Standing, Verdict};

/// D002: placement plan.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("D002"),
    title: "placement plan",
    source: "regulation 9, Care Planning, Placement and Case Review (England) Regulations 2010",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Law,
    requires: "A placement plan is made before the placement, or within five working days of its start where \
        that is not reasonably practicable.",
    why: "Carers must know what is agreed.",
    example: "Every new placement lists this duty.",
    does_not_apply: "To a child who stays.",
    check: Check::Duty(check),
};

fn check(case: &Case<'_>) -> Verdict {
    Verdict::fail_if(!case.is_staying(), || {
        vec![Fact::new("working_days_after", if case.is_emergency() { 5_u32 } else { 0 })]
    })
}
