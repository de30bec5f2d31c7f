//! Charges a kind other than the one preferred for the child.

use nearhome_model::{Recommendation, Suitability};

use crate::{
    Case, Charges, Check, Fact, Freedom, InForce, Level, Rule, RuleCode, Standing, case::lasting_kinds,
    hard::recommended_kind,
};

/// S010: preferred kind of home.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("S010"),
    title: "preferred kind of home",
    source: "section 22C(5), Children Act 1989; Placements Data Standard version 2 (recommended provision)",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Council,
    requires: "The weight where some kind was judged preferred for the child and the home offers none such.",
    why: "The child's social worker has assessed what kind of home suits best.",
    example: "With fostering preferred, a children's home costs 30 points.",
    does_not_apply: "Where no kind was judged preferred.",
    check: Check::Charge { level: Level::Disruption, weight: 30, assess },
};

fn assess(case: &Case<'_>, weight: i64, charges: &mut Charges<'_>) {
    let Some(home) = case.home else { return };
    let Recommendation { foster, residential, supported } = case.child.recommendation;
    let has_preference = [foster, residential, supported].contains(&Suitability::Preferred);
    let is_preferred = |kind| recommended_kind::suitability(case, kind) == Suitability::Preferred;
    if has_preference && !lasting_kinds(home).any(is_preferred) {
        charges.add(weight, || vec![Fact::codes("kinds", home.kinds.iter().map(|kind| kind.code()))]);
    }
}
