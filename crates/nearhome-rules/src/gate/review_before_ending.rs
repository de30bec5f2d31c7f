//! Asks for a review before the present placement is ended.

use nearhome_model::Home;

use crate::{
    Approver, Case, Check, Emergency, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict,
};

/// G008: review before a placement ends.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("G008"),
    title: "review before a placement ends",
    source: "regulation 14, Care Planning, Placement and Case Review (England) Regulations 2010; section 22D, \
        Children Act 1989",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Law,
    requires: "A home other than the present one needs a review of the child's case first.",
    why: "A placement must not end without the child, the carers and the reviewing officer having been \
        heard.",
    example: "A proposal to move a child from h1 to h2 is listed with this gate.",
    does_not_apply: "To a child without a placement or who stays, and where there is an immediate risk of significant \
        harm (recorded as an emergency). It is not counted, because moves have a level of their own.",
    check: Check::Requirement(Requirement::approved_by(Approver::Review, 0, Emergency::Exempt, check)),
};

fn check(case: &Case<'_>, _: &Home) -> Verdict {
    let Some(placement) = &case.child.placement else { return Verdict::Pass };
    Verdict::fail_if(case.ends_a_placement(), || {
        vec![Fact::known("present_home", placement.home.clone()), Fact::new("since", placement.since)]
    })
}
