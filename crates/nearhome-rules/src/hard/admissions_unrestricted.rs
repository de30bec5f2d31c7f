//! Requires that no notice restricts new admissions.

use nearhome_model::{Home, RegistrationStatus};

use crate::{Case, Check, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict};

/// H010: no notice that restricts admissions.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("H010"),
    title: "no notice that restricts admissions",
    source: "section 22B, Care Standards Act 2000; Ofsted social care compliance handbook",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Law,
    requires: "On the day no notice restricts new admissions to the home.",
    why: "The inspectorate has judged that the home must not take another child for now.",
    example: "A home restricted from 1 March takes nobody new; the children who live there stay.",
    does_not_apply: "To a child who lives there already.",
    check: Check::Requirement(Requirement::of_admission(check)),
};

fn check(case: &Case<'_>, home: &Home) -> Verdict {
    let event = home.registration.iter().take_while(|event| event.from <= case.date()).last();
    let Some(event) = event.filter(|event| event.status == RegistrationStatus::Restricted) else {
        return Verdict::Pass;
    };
    Verdict::Fail(vec![Fact::new("restricted_since", event.from)])
}
