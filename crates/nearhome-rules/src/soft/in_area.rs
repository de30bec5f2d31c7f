//! Counts a home outside the authority's area.

use crate::{Case, Charges, Check, Fact, Freedom, InForce, Level, Rule, RuleCode, Standing};

/// S005: within the area.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("S005"),
    title: "within the area",
    source: "section 22C(9), Children Act 1989; sufficiency duty, section 22G",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Unconfirmed("the number of the subsection"),
    freedom: Freedom::Law,
    requires: "One on the level `out_of_area` for a home outside the area; a home whose authority is not known \
        counts.",
    why: "The law asks for a placement within the area so far as reasonably practicable.",
    example: "A home in an adjoining authority counts 1.",
    does_not_apply: "Within the area. Staying outside the area counts as well.",
    check: Check::Charge { level: Level::OutOfArea, weight: 1, assess },
};

fn assess(case: &Case<'_>, weight: i64, charges: &mut Charges<'_>) {
    if case.is_out_of_area() {
        charges.add(weight, || vec![Fact::known("area", case.location.authority.clone())]);
    }
}
