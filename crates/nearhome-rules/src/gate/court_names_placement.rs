//! Asks for the court's order to name the placement.

use nearhome_model::{Home, HomeId};

use crate::{
    Approver, Case, Check, Emergency, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict,
};

/// G010: court names the placement that deprives of liberty.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("G010"),
    title: "court names the placement that deprives of liberty",
    source: "the High Court's inherent jurisdiction",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Unconfirmed("the statutory framework of the 2026 Act is not in force or not read"),
    freedom: Freedom::Law,
    requires: "Where a child is deprived of liberty under an order that names no home of the register, each \
        home needs the court's approval.",
    why: "The order must name the placement.",
    example: "A referral with `deprivation_of_liberty = yes`: every home is listed with this gate.",
    does_not_apply: "Where the order names a home (rule H012 applies then), and to a child who lives there already.",
    check: Check::Requirement(Requirement::approved_by(Approver::Court, 1, Emergency::Unchanged, check)),
};

fn check(case: &Case<'_>, _: &Home) -> Verdict {
    let order = case.child.needs.deprivation_of_liberty.as_ref();
    Verdict::fail_if(order.is_some_and(|order| order.home.is_none()), || {
        vec![Fact::known("order_names", None::<HomeId>)]
    })
}
