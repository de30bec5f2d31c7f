//! Charges a home the farther it stands from family and friends in the law's order.

use nearhome_model::PlacementGroup;

use crate::{
    Case, Charges, Check, Fact, Freedom, InForce, Level, Rule, RuleCode, Standing, case::lasting_kinds,
};

/// S001: family and friends first.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("S001"),
    title: "family and friends first",
    source: "section 22C(6) and (7)(a), Children Act 1989",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Council,
    requires: "Fostering by a relative or friend, and parents and adopters, cost nothing; fostering by another \
        carer costs the weight once, a children's home twice, other arrangements three times. The \
        nearest kind that the home may offer counts.",
    why: "The law prefers a relative, friend or other connected person. The order of the rest follows the \
        paragraph and is policy.",
    example: "An aunt 0, a foster carer 20, a children's home 40, supported accommodation 60.",
    does_not_apply: "To a setting outside the register where the child stays.",
    check: Check::Charge { level: Level::Disruption, weight: 20, assess },
};

fn assess(case: &Case<'_>, weight: i64, charges: &mut Charges<'_>) {
    let Some(home) = case.home else { return };
    let Some((steps, kind)) = lasting_kinds(home).map(|kind| (steps(kind.group()), kind)).min() else {
        return;
    };
    charges.add(weight * steps, || vec![Fact::code("kind", kind.code())]);
}

fn steps(group: PlacementGroup) -> i64 {
    match group {
        PlacementGroup::KinshipFoster | PlacementGroup::Parents | PlacementGroup::Adoption => 0,
        PlacementGroup::Foster => 1,
        PlacementGroup::Residential => 2,
        _ => 3,
    }
}
