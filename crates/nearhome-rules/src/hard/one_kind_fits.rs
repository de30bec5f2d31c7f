//! Requires one kind of placement that every rule about kinds permits at once.

use nearhome_model::{Home, PlacementCode};

use crate::{
    Case, Check, Fact, Freedom, InForce, Requirement, Residents, Rule, RuleCode, Severity, Standing, Verdict,
    case::lasting_kinds,
};

use super::{
    deprivation_of_liberty, lasting_kind, recommended_kind, secure_order, supported_accommodation_age,
    youth_detention,
};

/// H027: one kind that satisfies every rule.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("H027"),
    title: "one kind that satisfies every rule",
    source: "regulations 27A and 27C, Care Planning, Placement and Case Review (England) Regulations 2010, \
        and the sources of H006, H011, H012, H013, H024 and H026",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Law,
    requires: "Among the kinds that the home may offer there is one that H006, H011, H012, H013, H024 and H026 \
        all permit, as far as they are in force and the policy holds them hard.",
    why: "A home that may offer several kinds could satisfy each rule by another kind and all of them by \
        none.",
    example: "A home may offer K2 and K3. For a child of 15 with residential care judged unsuitable K2 fails \
        by H024 and K3 by H006.",
    does_not_apply: "To homes of one kind.",
    check: Check::Requirement(Requirement::of_living_there(check)),
};

fn check(case: &Case<'_>, home: &Home) -> Verdict {
    if home.kinds.len() < 2 || lasting_kinds(home).any(|kind| all_permit(case, kind)) {
        return Verdict::Pass;
    }
    Verdict::Fail(vec![Fact::codes("kinds", home.kinds.iter().map(|kind| kind.code()))])
}

type Permits = fn(&Case<'_>, PlacementCode) -> bool;

const KIND_RULES: [(&Rule, Permits); 6] = [
    (&supported_accommodation_age::RULE, supported_accommodation_age::permits),
    (&secure_order::RULE, secure_order::permits),
    (&deprivation_of_liberty::RULE, deprivation_of_liberty::permits),
    (&youth_detention::RULE, youth_detention::permits),
    (&recommended_kind::RULE, recommended_kind::permits),
    (&lasting_kind::RULE, lasting_kind::permits),
];

fn all_permit(case: &Case<'_>, kind: PlacementCode) -> bool {
    KIND_RULES.iter().all(|(rule, permits)| permits(case, kind) || !is_binding(case, rule))
}

/// A rule that lets residents stay does not bind a child who lives there.
fn is_binding(case: &Case<'_>, rule: &Rule) -> bool {
    let lets_stay =
        matches!(rule.check, Check::Requirement(requirement) if requirement.residents == Residents::Stay);
    rule.in_force.on(case.date())
        && case.policy.severity(rule.code) == Severity::Hard
        && !(lets_stay && case.is_staying())
}
