//! Asks somebody to check a distance that cannot be measured.

use nearhome_model::Home;

use crate::{
    Approver, Case, Check, Emergency, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict,
};

/// G013: distance to places to avoid is known.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("G013"),
    title: "distance to places to avoid is known",
    source: "section 22C(5), Children Act 1989; Placements Data Standard version 2 (areas to avoid)",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Council,
    requires: "Where the child must avoid a place and its distance from the home cannot be measured, a senior \
        manager confirms that the home is far enough away.",
    why: "Not known is not far.",
    example: "A home whose postcode is in no directory is listed with this gate for a child with a place to \
        avoid.",
    does_not_apply: "Where every distance is known (rule H022 applies then), and to a child who lives there already.",
    check: Check::Requirement(Requirement::approved_by(
        Approver::SeniorManager,
        1,
        Emergency::Unchanged,
        check,
    )),
};

fn check(case: &Case<'_>, _: &Home) -> Verdict {
    let unknown = case.child.avoid.iter().filter(|place| case.location.miles_to(place).is_none()).count();
    Verdict::fail_if(unknown > 0, || {
        vec![Fact::new("unknown_distances", u32::try_from(unknown).unwrap_or(u32::MAX))]
    })
}
