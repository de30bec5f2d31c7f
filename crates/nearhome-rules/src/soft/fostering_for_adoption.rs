//! Charges a home that is not approved for adoption as well.

use nearhome_model::{Circumstance, Home, PlacementCode, PlacementGroup};

use crate::{Case, Charges, Check, Fact, Freedom, InForce, Level, Rule, RuleCode, Standing};

/// S015: dual-approved carers where adoption is the plan.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("S015"),
    title: "dual-approved carers where adoption is the plan",
    source: "section 22C(9A) to (9C), Children Act 1989; regulations 22A and 25A, Care Planning, Placement \
        and Case Review (England) Regulations 2010",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Unconfirmed("the subsections were not read"),
    freedom: Freedom::Council,
    requires: "The weight where adoption is the plan and the carers are not also approved as adopters.",
    why: "The child need not move again.",
    example: "A baby with an adoption plan: an ordinary foster home costs 20 points, a dual-approved one none.",
    does_not_apply: "Where adoption is not the plan.",
    check: Check::Charge { level: Level::Disruption, weight: 20, assess },
};

fn assess(case: &Case<'_>, weight: i64, charges: &mut Charges<'_>) {
    let Some(home) = case.home.filter(|_| case.has(Circumstance::AdoptionPlanned)) else { return };
    if !is_dual_approved(home) {
        charges.add(weight, || vec![Fact::codes("kinds", home.kinds.iter().map(|kind| kind.code()))]);
    }
}

/// Whether the carers are approved as adopters, for fostering or for adoption.
pub(crate) fn is_dual_approved(home: &Home) -> bool {
    let dual = |kind: &PlacementCode| {
        matches!(kind, PlacementCode::U2 | PlacementCode::U5) || kind.group() == PlacementGroup::Adoption
    };
    home.kinds.iter().any(dual)
}
