//! Requires the provider of supported accommodation to be registered.

use nearhome_model::{Home, PlacementGroup, RegistrationStatus};

use crate::{
    Case, Check, Fact, FactValue, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict,
    case::lasting_kinds,
};

/// H007: supported accommodation registered.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("H007"),
    title: "supported accommodation registered",
    source: "regulation 27C, Care Planning, Placement and Case Review (England) Regulations 2010, inserted by \
        SI 2023/416",
    in_force: InForce::since(2023, 10, 28),
    standing: Standing::Confirmed,
    freedom: Freedom::Law,
    requires: "A home that offers only supported accommodation is registered on the day. Where the register of \
        homes says nothing of its registration, rule G009 asks for confirmation instead.",
    why: "Since 28 October 2023 a child of 16 or 17 may be placed in such a setting only if a person is \
        registered for it.",
    example: "Supported lodgings recorded as not needing registration are excluded from 28 October 2023.",
    does_not_apply: "Before 28 October 2023. The transition for providers who had applied by then (regulation 44, SI \
        2023/416) is recorded by the council as registered.",
    check: Check::Requirement(Requirement::of_living_there(check)),
};

fn check(case: &Case<'_>, home: &Home) -> Verdict {
    let only_supported = lasting_kinds(home).all(|kind| kind.group() == PlacementGroup::Supported);
    let unregistered = [Some(RegistrationStatus::NotRequired), Some(RegistrationStatus::Unregistered)];
    let status = home.registration_on(case.date());
    Verdict::fail_if(only_supported && unregistered.contains(&status), || {
        vec![Fact::known("registration", status.map(|status| FactValue::Code(status.code().into())))]
    })
}
