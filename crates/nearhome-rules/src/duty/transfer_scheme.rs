//! Lists the transfer scheme for an unaccompanied child without a placement.

use crate::{Case, Check, Fact, Freedom, InForce, Rule, RuleCode, Standing, Verdict};

/// D007: consider the National Transfer Scheme.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("D007"),
    title: "consider the National Transfer Scheme",
    source: "section 72, Immigration Act 2016; National Transfer Scheme protocol version 7.0 (9 June 2025)",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Unconfirmed("the threshold"),
    freedom: Freedom::Law,
    requires: "For an unaccompanied asylum-seeking child without a placement it is to be decided whether the \
        child is referred to the scheme; a transfer is due within ten working days.",
    why: "Responsibility may pass to another authority.",
    example: "A newly arrived boy of 16 lists this duty.",
    does_not_apply: "To children with a placement and to children who are not, or no longer, unaccompanied asylum \
        seekers. The share of children at which an authority may refer is believed to be 0.1% and is not \
        reckoned with.",
    check: Check::Duty(check),
};

fn check(case: &Case<'_>) -> Verdict {
    let unaccompanied = case.child.unaccompanied.is_some_and(|status| status.on(case.date()));
    Verdict::fail_if(unaccompanied && case.child.placement.is_none(), || {
        vec![Fact::new("working_days_after", 10_u32)]
    })
}
