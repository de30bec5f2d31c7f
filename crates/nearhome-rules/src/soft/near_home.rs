//! Charges the distance from the family's home.

use crate::{Case, Charges, Check, Freedom, InForce, Level, Rule, RuleCode, Standing};

/// S002: near the family home.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("S002"),
    title: "near the family home",
    source: "section 22C(8)(a), Children Act 1989",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Unconfirmed("the letters of subsection (8) as numbered here"),
    freedom: Freedom::Council,
    requires: "The weight for each mile between the family's home and the placement, to the nearest point; \
        miles as the statutory return states them.",
    why: "Near home a child keeps family, friends and school.",
    example: "A home 12.4 miles away costs 12 points at weight 1.",
    does_not_apply: "To unaccompanied asylum seekers, who have no home address here. An unknown postcode is charged \
        with the policy's `distance.unknown_miles`.",
    check: Check::Charge { level: Level::Disruption, weight: 1, assess },
};

fn assess(case: &Case<'_>, weight: i64, charges: &mut Charges<'_>) {
    if case.child.unaccompanied.is_some_and(|status| status.on(case.date())) {
        return;
    }
    let distance = case.miles_to(&case.child.home);
    let points = (weight * i64::from(distance.tenth_miles().tenths()) + 5) / 10;
    charges.add(points, || vec![distance.fact("home_distance")]);
}
