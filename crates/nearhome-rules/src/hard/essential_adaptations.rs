//! Requires every adaptation that was assessed as essential.

use nearhome_model::Home;

use crate::{Case, Check, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict};

/// H014: essential adaptations.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("H014"),
    title: "essential adaptations",
    source: "section 22C(8)(d), Children Act 1989",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Unconfirmed("the letter of the subsection"),
    freedom: Freedom::Law,
    requires: "The home has every building adaptation that the child was assessed to need.",
    why: "Accommodation for a disabled child must be suitable for the child's particular needs.",
    example: "A child who needs a hoist and step-free access is not offered a home that has only step-free \
        access.",
    does_not_apply: "To a child who lives there already.",
    check: Check::Requirement(Requirement::of_admission(check)),
};

fn check(case: &Case<'_>, home: &Home) -> Verdict {
    let needed = &case.child.needs.adaptations;
    Verdict::fail_if(!needed.is_subset(&home.adaptations), || {
        vec![Fact::codes("missing", needed.difference(&home.adaptations).map(|adaptation| adaptation.code()))]
    })
}
