//! Counts a home outside the area and not even in an adjoining authority.

use crate::{Case, Charges, Check, Fact, Freedom, InForce, Level, Rule, RuleCode, Standing};

/// S006: not at a distance.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("S006"),
    title: "not at a distance",
    source: "regulation 11(5), Care Planning, Placement and Case Review (England) Regulations 2010",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Law,
    requires: "One on the level `at_a_distance`; a home whose authority is not known counts.",
    why: "Such placements are hardest to visit and to leave.",
    example: "A Durham child in Kent counts 1; in Darlington 0.",
    does_not_apply: "Within the area or an adjoining authority. Staying at a distance counts as well.",
    check: Check::Charge { level: Level::AtADistance, weight: 1, assess },
};

fn assess(case: &Case<'_>, weight: i64, charges: &mut Charges<'_>) {
    if case.is_at_a_distance() {
        charges.add(weight, || vec![Fact::known("area", case.location.authority.clone())]);
    }
}
