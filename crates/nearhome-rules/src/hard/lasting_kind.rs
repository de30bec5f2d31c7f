//! Requires a lasting kind of placement, and a placement order for adoption.

use nearhome_model::{Circumstance, Home, LegalStatus, PlacementCode};

use crate::{
    Case, Check, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict, case::lasting_kinds,
};

/// H026: a kind in which a child can be placed.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("H026"),
    title: "a kind in which a child can be placed",
    source: "sections 19 and 21, Adoption and Children Act 2002; PLACE codes of the statutory return \
        (SSDA903)",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Unconfirmed(
        "the sections were not read; consent is not recorded, so the plan for adoption stands for it",
    ),
    freedom: Freedom::Law,
    requires: "The home may offer a kind that is no temporary move. It is offered for adoption only under a \
        placement order, or, with consent, where adoption is the plan.",
    why: "Temporary codes record an absence from a placement, and an adoptive placement needs the court or \
        the parents.",
    example: "A holiday address recorded as T2 is not offered to anybody.",
    does_not_apply: "To a child who lives there already.",
    check: Check::Requirement(Requirement::of_admission(check)),
};

fn check(case: &Case<'_>, home: &Home) -> Verdict {
    Verdict::fail_if(!lasting_kinds(home).any(|kind| permits(case, kind)), || {
        vec![
            Fact::code("legal_status", case.child.legal_status.code()),
            Fact::codes("kinds", home.kinds.iter().map(|kind| kind.code())),
        ]
    })
}

/// Whether the child may be placed in this kind as far as this rule goes.
pub(crate) fn permits(case: &Case<'_>, kind: PlacementCode) -> bool {
    match kind {
        PlacementCode::A5 | PlacementCode::A6 => case.child.legal_status == LegalStatus::PlacementOrder,
        PlacementCode::A3 | PlacementCode::A4 => case.has(Circumstance::AdoptionPlanned),
        _ => true,
    }
}
