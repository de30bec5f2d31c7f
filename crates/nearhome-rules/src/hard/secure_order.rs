//! Requires a court's authority, and an age of ten, for a secure children's home.

use nearhome_model::{Age, Circumstance, Home, LegalStatus, PlacementCode, PlacementGroup};

use crate::{
    Case, Check, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict, case::lasting_kinds,
};

/// H011: secure home only under an order and from 10.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("H011"),
    title: "secure home only under an order and from 10",
    source: "section 25, Children Act 1989; Children (Secure Accommodation) Regulations 1991 (SI 1991/1505)",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Unconfirmed(
        "age 10, and that a remand needs no section 25 order of its own, were not read in a source",
    ),
    freedom: Freedom::Law,
    requires: "A secure children's home is offered only to a child of 10 or over for whom a court has \
        authorised secure accommodation, or who is remanded.",
    why: "Locking a child up without a court is unlawful beyond 72 hours; those hours are not planned for \
        here.",
    example: "A child of 12 with an order may be offered K1; rule G011 then asks for the Secretary of State's \
        approval.",
    does_not_apply: "To homes that may offer another kind. The 72 hours in 28 days without a court are not used.",
    check: Check::Requirement(Requirement::of_living_there(check)),
};

fn check(case: &Case<'_>, home: &Home) -> Verdict {
    Verdict::fail_if(!lasting_kinds(home).any(|kind| permits(case, kind)), || {
        let ordered = if is_authorised(case) { "authorised" } else { "not_authorised" };
        vec![Fact::new("age", case.age), Fact::code("court", ordered)]
    })
}

/// Whether the child may be placed in this kind as far as this rule goes.
pub(crate) fn permits(case: &Case<'_>, kind: PlacementCode) -> bool {
    kind.group() != PlacementGroup::Secure || (case.age >= Age::new(10) && is_authorised(case))
}

fn is_authorised(case: &Case<'_>) -> bool {
    case.has(Circumstance::SecureOrder) || case.child.legal_status == LegalStatus::Remanded
}
