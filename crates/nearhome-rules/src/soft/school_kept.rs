//! Charges a home too far from the school to keep it.

use crate::{Case, Charges, Check, Freedom, InForce, Level, Rule, RuleCode, Standing};

/// S003: school kept.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("S003"),
    title: "school kept",
    source: "section 22C(8)(b), Children Act 1989",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Unconfirmed("the letters of subsection (8) as numbered here"),
    freedom: Freedom::Council,
    requires: "The weight where the home is farther from the school than the policy's \
        `distance.school_change_miles`, and twice where the child needs to continue at this school.",
    why: "A placement must not disrupt education.",
    example: "A home 30 miles from the school costs 30 points, or 60 where the school must continue.",
    does_not_apply: "To children without a school. In years 10 and 11 rule G003 asks for approval as well.",
    check: Check::Charge { level: Level::Disruption, weight: 30, assess },
};

fn assess(case: &Case<'_>, weight: i64, charges: &mut Charges<'_>) {
    let Some((school, distance)) = case.school() else { return };
    if case.policy.distance.changes_school(distance.tenth_miles()) {
        let times = if school.must_continue { 2 } else { 1 };
        charges.add(weight * times, || vec![distance.fact("school_distance")]);
    }
}
