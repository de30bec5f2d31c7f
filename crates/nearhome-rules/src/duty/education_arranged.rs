//! Lists the arrangements for education where the school must change.

use crate::{Case, Check, Freedom, InForce, Rule, RuleCode, Standing, Verdict};

/// D009: arrange education after a change of school.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("D009"),
    title: "arrange education after a change of school",
    source: "regulation 10(3) and (4), Care Planning, Placement and Case Review (England) Regulations 2010",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Law,
    requires: "Where the home is too far from the school to keep it, other arrangements for education are made \
        that meet the child's needs and the personal education plan.",
    why: "A child must not be without a school.",
    example: "A home 30 miles from the school lists this duty.",
    does_not_apply: "Without a school, within the policy's distance, and to a child who stays.",
    check: Check::Duty(check),
};

fn check(case: &Case<'_>) -> Verdict {
    let Some((_, distance)) = case.school().filter(|_| !case.is_staying()) else { return Verdict::Pass };
    Verdict::fail_if(case.policy.distance.changes_school(distance.tenth_miles()), || {
        vec![distance.fact("school_distance")]
    })
}
