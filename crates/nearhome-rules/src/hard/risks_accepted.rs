//! Requires that the home can accept every known risk of the child.

use nearhome_model::Home;

use crate::{Case, Check, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict};

/// H017: no risk that the home cannot accept.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("H017"),
    title: "no risk that the home cannot accept",
    source: "regulation 16 and Schedule 1 (statement of purpose), Children's Homes (England) Regulations \
        2015; terms of approval for foster carers",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Law,
    requires: "No known risk to or from the child is among those that the home says it cannot accept.",
    why: "A home must be run consistently with its statement of purpose; the provider has said where its \
        limits are.",
    example: "A home with young children that excludes fire-setting is not offered to a child known to set \
        fires.",
    does_not_apply: "To a child who lives there already.",
    check: Check::Requirement(Requirement::of_admission(check)),
};

fn check(case: &Case<'_>, home: &Home) -> Verdict {
    let excluded = &home.risks_excluded;
    Verdict::fail_if(!case.child.risks.is_disjoint(excluded), || {
        vec![Fact::codes("risks", case.child.risks.intersection(excluded).map(|risk| risk.code()))]
    })
}
