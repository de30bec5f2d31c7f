//! Asks somebody to confirm to which accommodation the court remanded the child.

use nearhome_model::{Home, LegalStatus};

use crate::{
    Approver, Case, Check, Emergency, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict,
    case::lasting_kinds, hard::youth_detention,
};

/// G012: remand is to local authority accommodation.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("G012"),
    title: "remand is to local authority accommodation",
    source: "sections 91 and 102, Legal Aid, Sentencing and Punishment of Offenders Act 2012",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Unconfirmed("the sections were not read"),
    freedom: Freedom::Law,
    requires: "For a child on remand who does not live in a secure home or young offender institution now, any \
        other home needs confirmation that the remand is to local authority accommodation.",
    why: "The return's code J1 covers both kinds of remand.",
    example: "A child newly recorded as J1: a foster home is listed with this gate.",
    does_not_apply: "To children with another legal status, and to a child who lives there already. It is not \
        counted, because it weighs on every open home alike.",
    check: Check::Requirement(Requirement::approved_by(Approver::Court, 0, Emergency::Unchanged, check)),
};

fn check(case: &Case<'_>, home: &Home) -> Verdict {
    let remanded = case.child.legal_status == LegalStatus::Remanded;
    let open = lasting_kinds(home).any(|kind| !youth_detention::is_detention(kind));
    Verdict::fail_if(remanded && open, || vec![Fact::code("legal_status", case.child.legal_status.code())])
}
