//! Asks for assessment and approval before a placement with parents.

use nearhome_model::{Circumstance, Home, PlacementGroup};

use crate::{
    Approver, Case, Check, Emergency, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict,
    case::lasting_kinds,
};

/// G005: nominated officer approves a placement with parents.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("G005"),
    title: "nominated officer approves a placement with parents",
    source: "section 22C(2) to (4), Children Act 1989; regulations 15 to 20, Care Planning, Placement and \
        Case Review (England) Regulations 2010",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Law,
    requires: "A home that offers only a placement with parents needs an assessment and the nominated officer's \
        approval, unless the record says that both were given.",
    why: "The law puts parents first, where it is consistent with the child's welfare.",
    example: "A father's home without an assessment is listed with this gate.",
    does_not_apply: "Where the circumstance `parents_assessed` is recorded, to homes that may offer another kind, and \
        to a child who lives there already. In an emergency regulation 19 lets the assessment follow within \
        ten working days of the placement, where the nominated officer considers it necessary.",
    check: Check::Requirement(
        Requirement::approved_by(Approver::NominatedOfficer, 1, Emergency::StepsFollow, check)
            .steps_within(10),
    ),
};

fn check(case: &Case<'_>, home: &Home) -> Verdict {
    let parents = lasting_kinds(home).all(|kind| kind.group() == PlacementGroup::Parents);
    Verdict::fail_if(parents && !case.has(Circumstance::ParentsAssessed), || {
        vec![Fact::codes("kinds", home.kinds.iter().map(|kind| kind.code()))]
    })
}
