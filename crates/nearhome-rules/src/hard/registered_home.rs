//! Requires a home that must be registered to be registered.

use nearhome_model::{Home, PlacementGroup, RegistrationStatus};

use crate::{
    Case, Check, Fact, FactValue, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict,
    case::lasting_kinds,
};

/// H008: home registered.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("H008"),
    title: "home registered",
    source: "section 11, Care Standards Act 2000; statutory guidance of the Department for Education on \
        unregistered provision",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Unconfirmed("the wording of section 11 was not read"),
    freedom: Freedom::Law,
    requires: "No home recorded as unregistered is offered; nor is a children's home, secure home or family \
        centre that is recorded as not needing registration.",
    why: "Carrying on such a home without registration is an offence, and nobody inspects it.",
    example: "A flat staffed for one child and not registered is excluded, however urgent the need; the list \
        of exclusions shows it.",
    does_not_apply: "Where the register of homes says nothing of the registration: rule G009 asks for confirmation \
        instead.",
    check: Check::Requirement(Requirement::of_living_there(check)),
};

fn check(case: &Case<'_>, home: &Home) -> Verdict {
    let status = home.registration_on(case.date());
    let fails = match status {
        Some(RegistrationStatus::Unregistered) => true,
        Some(RegistrationStatus::NotRequired) => must_be_registered(home),
        _ => false,
    };
    Verdict::fail_if(fails, || {
        vec![
            Fact::known("registration", status.map(|status| FactValue::Code(status.code().into()))),
            Fact::codes("kinds", home.kinds.iter().map(|kind| kind.code())),
        ]
    })
}

/// Whether every kind that the home may offer needs registration of its own.
pub(crate) fn must_be_registered(home: &Home) -> bool {
    use PlacementGroup::{ParentAndChild, Residential, Secure};
    lasting_kinds(home).all(|kind| matches!(kind.group(), Secure | Residential | ParentAndChild))
}
