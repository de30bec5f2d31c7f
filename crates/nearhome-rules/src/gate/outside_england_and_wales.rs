//! Asks for the approvals that a placement outside England and Wales needs.

use nearhome_model::Home;

use crate::{
    Approver, Case, Check, Emergency, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict,
};

/// G004: court and director approve a placement outside England and Wales.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("G004"),
    title: "court and director approve a placement outside England and Wales",
    source: "regulation 12, Care Planning, Placement and Case Review (England) Regulations 2010; Schedule 2 \
        paragraph 19, Children Act 1989",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Unconfirmed("paragraph 19 of Schedule 2 was not read"),
    freedom: Freedom::Law,
    requires: "A home in Scotland or Northern Ireland needs, for a child in care, the court's approval.",
    why: "Another jurisdiction's law protects the child there.",
    example: "A home in the Scottish Borders needs the court's approval.",
    does_not_apply: "In England and Wales, where the home's authority is not known (rule G002 applies then), and for \
        a child who lives there already.",
    check: Check::Requirement(Requirement::approved_by(Approver::Court, 1, Emergency::Unchanged, check)),
};

fn check(case: &Case<'_>, home: &Home) -> Verdict {
    let authority = case.location.authority.as_ref().filter(|authority| !authority.is_in_england_or_wales());
    Verdict::fail_if(authority.is_some(), || vec![Fact::known("area", home.location.authority.clone())])
}
