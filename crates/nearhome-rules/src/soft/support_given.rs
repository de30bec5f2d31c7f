//! Charges support and communication that the child needs and the home does not give.

use nearhome_model::AdditionalSupport;

use crate::{Case, Charges, Check, Fact, Freedom, InForce, Level, Rule, RuleCode, Standing};

/// S016: support and communication.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("S016"),
    title: "support and communication",
    source: "section 22C(5) and (8)(d), Children Act 1989; Placements Data Standard version 2",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Council,
    requires: "The weight for each kind of support and each communication skill that the child needs and the \
        home does not have.",
    why: "What is missing must be bought in or done without.",
    example: "A child who needs Makaton and therapy in a home with neither: 30 points.",
    does_not_apply: "To care of parent and child together, which rule H015 requires.",
    check: Check::Charge { level: Level::Disruption, weight: 15, assess },
};

fn assess(case: &Case<'_>, weight: i64, charges: &mut Charges<'_>) {
    let Some(home) = case.home else { return };
    let needs = &case.child.needs;
    let support = || {
        let missing = needs.support.difference(&home.support);
        missing.filter(|support| **support != AdditionalSupport::ParentAndChild)
    };
    let skills = || needs.communication.difference(&home.communication);
    let count = i64::try_from(support().count() + skills().count()).unwrap_or(i64::MAX);
    charges.add(weight * count, || {
        let names = support().map(|support| support.code()).chain(skills().map(|skill| skill.code()));
        vec![Fact::codes("missing", names)]
    });
}
