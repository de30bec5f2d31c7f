//! Asks somebody to confirm a registration that the register of homes does not show.

use nearhome_model::{Home, PlacementGroup};

use crate::{
    Approver, Case, Check, Emergency, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict,
    case::lasting_kinds,
};

/// G009: registration confirmed.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("G009"),
    title: "registration confirmed",
    source: "section 11, Care Standards Act 2000; regulation 27C, Care Planning, Placement and Case Review \
        (England) Regulations 2010",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Council,
    requires: "A home of a kind that must be registered, with neither a registration status on the day nor an \
        Ofsted number, needs confirmation.",
    why: "What is not recorded is not known; a child must not be placed in an unregistered home by an \
        omission.",
    example: "A children's home entered without status and number is listed with this gate.",
    does_not_apply: "To homes with a status or a number, to fostering and other kinds that are not registered by \
        setting, and to a child who lives there already.",
    check: Check::Requirement(Requirement::approved_by(
        Approver::SeniorManager,
        1,
        Emergency::Unchanged,
        check,
    )),
};

fn check(case: &Case<'_>, home: &Home) -> Verdict {
    let unknown = home.urn.is_none() && home.registration_on(case.date()).is_none();
    let registrable = lasting_kinds(home).all(|kind| {
        use PlacementGroup::{ParentAndChild, Residential, Secure, Supported};
        matches!(kind.group(), Secure | Residential | ParentAndChild | Supported)
    });
    Verdict::fail_if(unknown && registrable, || {
        vec![Fact::codes("kinds", home.kinds.iter().map(|kind| kind.code()))]
    })
}
