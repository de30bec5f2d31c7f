//! Requires a home without pets, or with pets, where the child needs it.

use nearhome_model::{Home, Pets};

use crate::{Case, Check, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict};

/// H021: pets as the child needs.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("H021"),
    title: "pets as the child needs",
    source: "Placements Data Standard version 2; practice",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Council,
    requires: "A child who cannot live with pets is not offered a home that has some; a child who must have \
        pets is not offered a home that has none.",
    why: "Allergy, fear or harm on the one side, attachment on the other.",
    example: "A child who cannot live with pets is not offered a home with a dog.",
    does_not_apply: "Where it is not known whether the home has pets: duty D008 asks. To a child who lives there \
        already.",
    check: Check::Requirement(Requirement::of_admission(check)),
};

fn check(case: &Case<'_>, home: &Home) -> Verdict {
    let clash = match (case.child.needs.pets, home.pets) {
        (Pets::No, Some(has)) => has,
        (Pets::Must, Some(has)) => !has,
        _ => false,
    };
    Verdict::fail_if(clash, || {
        let there = if home.pets == Some(true) { "yes" } else { "no" };
        vec![Fact::code("pets_needed", case.child.needs.pets.code()), Fact::code("pets_there", there)]
    })
}
