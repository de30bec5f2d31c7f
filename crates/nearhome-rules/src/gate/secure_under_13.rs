//! Asks for the Secretary of State's approval of a secure home for a child under 13.

use nearhome_model::{Age, Home, PlacementGroup};

use crate::{
    Approver, Case, Check, Emergency, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict,
    case::lasting_kinds,
};

/// G011: Secretary of State approves a secure home under 13.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("G011"),
    title: "Secretary of State approves a secure home under 13",
    source: "section 25, Children Act 1989; Children (Secure Accommodation) Regulations 1991 (SI 1991/1505), \
        regulation 4",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Unconfirmed("the regulation's number"),
    freedom: Freedom::Law,
    requires: "A home that offers only secure accommodation needs the Secretary of State's approval for a child \
        under 13.",
    why: "The law allows it for so young a child only with that approval.",
    example: "A child of 12 with a secure order: K1 is listed with this gate.",
    does_not_apply: "From the thirteenth birthday, and to a child who lives there already.",
    check: Check::Requirement(Requirement::approved_by(
        Approver::SecretaryOfState,
        1,
        Emergency::Unchanged,
        check,
    )),
};

fn check(case: &Case<'_>, home: &Home) -> Verdict {
    let secure = lasting_kinds(home).all(|kind| kind.group() == PlacementGroup::Secure);
    Verdict::fail_if(secure && case.age < Age::new(13), || vec![Fact::new("age", case.age)])
}
