//! Requires that the registration is neither suspended nor cancelled.

use nearhome_model::{Home, RegistrationStatus};

use crate::{Case, Check, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict};

/// H009: registration neither suspended nor cancelled.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("H009"),
    title: "registration neither suspended nor cancelled",
    source: "sections 14 and 14A, Care Standards Act 2000",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Unconfirmed("sections 14 and 14A were not read"),
    freedom: Freedom::Law,
    requires: "On the day the home's registration is neither suspended nor cancelled or resigned.",
    why: "Nobody may be accommodated there.",
    example: "A home suspended from 1 March is excluded on 1 March and, once registered again from 1 June, \
        offered on 1 June.",
    does_not_apply: "Where the register of homes says nothing of the registration.",
    check: Check::Requirement(Requirement::of_living_there(check)),
};

fn check(case: &Case<'_>, home: &Home) -> Verdict {
    let Some(event) = home.registration.iter().take_while(|event| event.from <= case.date()).last() else {
        return Verdict::Pass;
    };
    let ended = matches!(event.status, RegistrationStatus::Suspended | RegistrationStatus::Cancelled);
    Verdict::fail_if(ended, || {
        vec![Fact::code("registration", event.status.code()), Fact::new("since", event.from)]
    })
}
