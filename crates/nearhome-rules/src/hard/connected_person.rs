//! Requires a connected person's home to be offered only to the child whom the approval names.

use nearhome_model::Home;

use crate::{Case, Check, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict};

/// H005: connected person only for the named child.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("H005"),
    title: "connected person only for the named child",
    source: "regulation 24, Care Planning, Placement and Case Review (England) Regulations 2010",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Law,
    requires: "Where the home is approved for one connected child, the child is that child.",
    why: "The approval was given for that child's sake and on that child's needs.",
    example: "An aunt approved for child c1 is not offered to child c2.",
    does_not_apply: "To homes approved for children in general, and to a child who lives there already.",
    check: Check::Requirement(Requirement::of_admission(check)),
};

fn check(case: &Case<'_>, home: &Home) -> Verdict {
    let Some(named) = &home.connected_to else { return Verdict::Pass };
    Verdict::fail_if(*named != case.child.id, || vec![Fact::new("approved_for", named.clone())])
}
