//! Requires a placement that deprives of liberty to be the one that the order names.

use nearhome_model::{Home, PlacementCode};

use crate::{
    Case, Check, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict, case::lasting_kinds,
};

/// H012: deprivation of liberty as the order says.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("H012"),
    title: "deprivation of liberty as the order says",
    source: "the High Court's inherent jurisdiction; validation rules 709 and 710 of the statutory return \
        (SSDA903)",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Unconfirmed(
        "the statutory framework of the 2026 Act and the text of the 2026/27 return are not in force or \
        not read; that the codes before K3 (H5, P2) are barred as K3 is, is inferred",
    ),
    freedom: Freedom::Law,
    requires: "Where an order authorises a deprivation of liberty: the home is the one that it names, and it is \
        offered in a kind other than with parents, secure home, young offender institution or supported \
        accommodation.",
    why: "The order authorises this placement and no other; elsewhere the deprivation would be unlawful.",
    example: "An order names home h1: home h2 is excluded until the court varies the order.",
    does_not_apply: "To children without such an order. Where the order names no home of the register, rule G010 asks \
        for the court's approval instead.",
    check: Check::Requirement(Requirement::of_admission(check)),
};

fn check(case: &Case<'_>, home: &Home) -> Verdict {
    let Some(order) = &case.child.needs.deprivation_of_liberty else { return Verdict::Pass };
    let other_named = order.home.as_ref().is_some_and(|named| *named != home.id);
    let kind_permitted = lasting_kinds(home).any(|kind| permits(case, kind));
    Verdict::fail_if(other_named || !kind_permitted, || {
        vec![
            Fact::known("order_names", order.home.clone()),
            Fact::codes("kinds", home.kinds.iter().map(|kind| kind.code())),
        ]
    })
}

/// Whether the child may be placed in this kind as far as this rule goes.
pub(crate) fn permits(case: &Case<'_>, kind: PlacementCode) -> bool {
    use PlacementCode::{H5, K1, K3, P1, P2, R5};
    case.child.needs.deprivation_of_liberty.is_none() || !matches!(kind, P1 | K1 | R5 | K3 | H5 | P2)
}
