//! Requires a kind of home that was not judged unsuitable.

use nearhome_model::{Home, PlacementCode, PlacementGroup, Suitability};

use crate::{
    Case, Check, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict, case::lasting_kinds,
};

/// H024: no kind judged unsuitable.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("H024"),
    title: "no kind judged unsuitable",
    source: "section 22C(5), Children Act 1989; Placements Data Standard version 2 (recommended provision)",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Council,
    requires: "At least one kind that the home may offer was not judged unsuitable for the child.",
    why: "The child's social worker has assessed what kind of home suits.",
    example: "With fostering judged unsuitable, a foster home is excluded and a children's home is not.",
    does_not_apply: "To kinds for which the recommendation says nothing: parents, adoption, family centres, schools, \
        health, secure. To a child who lives there already.",
    check: Check::Requirement(Requirement::of_admission(check)),
};

fn check(case: &Case<'_>, home: &Home) -> Verdict {
    Verdict::fail_if(!lasting_kinds(home).any(|kind| permits(case, kind)), || {
        vec![Fact::codes("kinds", home.kinds.iter().map(|kind| kind.code()))]
    })
}

/// Whether the child may be placed in this kind as far as this rule goes.
pub(crate) fn permits(case: &Case<'_>, kind: PlacementCode) -> bool {
    suitability(case, kind) != Suitability::Unsuitable
}

/// How suitable the kind was judged for the child.
pub(crate) fn suitability(case: &Case<'_>, kind: PlacementCode) -> Suitability {
    let recommendation = case.child.recommendation;
    match kind.group() {
        PlacementGroup::KinshipFoster | PlacementGroup::Foster => recommendation.foster,
        PlacementGroup::Residential => recommendation.residential,
        PlacementGroup::Supported => recommendation.supported,
        _ => Suitability::NotSpecified,
    }
}
