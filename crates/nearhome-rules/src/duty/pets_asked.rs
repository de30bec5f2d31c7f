//! Lists the question about pets where it matters and is not recorded.

use nearhome_model::Pets;

use crate::{Case, Check, Fact, Freedom, InForce, Rule, RuleCode, Standing, Verdict};

/// D008: ask whether there are pets.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("D008"),
    title: "ask whether there are pets",
    source: "Placements Data Standard version 2; practice",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Council,
    requires: "Where the child cannot live with pets or must have some, and it is not known whether the home \
        has any, the home is asked.",
    why: "What is not recorded is not known.",
    example: "A child who cannot live with pets and a home that says nothing of pets.",
    does_not_apply: "Where it is known (rule H021 applies then), and to a child who stays.",
    check: Check::Duty(check),
};

fn check(case: &Case<'_>) -> Verdict {
    let matters = matches!(case.child.needs.pets, Pets::No | Pets::Must);
    let unknown = case.home.is_some_and(|home| home.pets.is_none());
    Verdict::fail_if(matters && unknown && !case.is_staying(), || {
        vec![Fact::code("pets_needed", case.child.needs.pets.code())]
    })
}
