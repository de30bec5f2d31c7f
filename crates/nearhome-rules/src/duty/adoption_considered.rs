//! Lists the duty to consider carers who are also approved adopters.

use nearhome_model::Circumstance;

use crate::{
    Case, Check, Fact, Freedom, InForce, Rule, RuleCode, Standing, Verdict, soft::fostering_for_adoption,
};

/// D005: consider fostering for adoption.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("D005"),
    title: "consider fostering for adoption",
    source: "section 22C(9A) to (9C), Children Act 1989; regulations 22A and 25A, Care Planning, Placement \
        and Case Review (England) Regulations 2010",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Unconfirmed("the subsections were not read"),
    freedom: Freedom::Law,
    requires: "Where adoption is the plan, carers who are also approved as adopters are considered first, and \
        the reason is recorded where none is chosen.",
    why: "The child need not move again.",
    example: "A baby with an adoption plan and an ordinary foster home: the duty is listed.",
    does_not_apply: "To dual-approved and adoptive homes, where adoption is not the plan, and to a child who stays.",
    check: Check::Duty(check),
};

fn check(case: &Case<'_>) -> Verdict {
    let applies = case.has(Circumstance::AdoptionPlanned)
        && !case.is_staying()
        && case.home.is_some_and(|home| !fostering_for_adoption::is_dual_approved(home));
    Verdict::fail_if(applies, || vec![Fact::code("plan", Circumstance::AdoptionPlanned.code())])
}
