//! Requires that a child on remand in youth detention stays in it, and that nobody else is placed there.

use nearhome_model::{Home, LegalStatus, PlacementCode, PlacementGroup};

use crate::{
    Case, Check, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict, case::lasting_kinds,
};

/// H013: youth detention only on remand, and a detained child nowhere else.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("H013"),
    title: "youth detention only on remand, and a detained child nowhere else",
    source: "sections 91 and 102, Legal Aid, Sentencing and Punishment of Offenders Act 2012; Part 8A, Care \
        Planning, Placement and Case Review (England) Regulations 2010",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Unconfirmed(
        "the snapshot does not record to which accommodation a child is remanded; the present placement \
        stands for it",
    ),
    freedom: Freedom::Law,
    requires: "A young offender institution is offered only to a child on remand. A child on remand who lives \
        in a secure home or a young offender institution is offered only such a home.",
    why: "The court decides between local authority accommodation and youth detention; the authority \
        cannot change it.",
    example: "A child with status J1 in K1 is offered K1 and R5 and no foster home.",
    does_not_apply: "To a child on remand who lives elsewhere or nowhere yet: the record does not say which remand it \
        is, so rule G012 asks.",
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
    let remanded = case.child.legal_status == LegalStatus::Remanded;
    let detained_now = case.child.placement.as_ref().is_some_and(|placement| is_detention(placement.kind));
    if remanded && detained_now {
        is_detention(kind)
    } else {
        remanded || kind.group() != PlacementGroup::Custody
    }
}

pub(crate) fn is_detention(kind: PlacementCode) -> bool {
    matches!(kind.group(), PlacementGroup::Secure | PlacementGroup::Custody)
}
