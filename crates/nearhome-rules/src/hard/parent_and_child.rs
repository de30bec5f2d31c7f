//! Requires a home that cares for a parent together with the parent's child.

use nearhome_model::{AdditionalSupport, Home, PlacementGroup};

use crate::{
    Case, Check, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict, case::lasting_kinds,
    occupants::needs_parent_and_child,
};

/// H015: approved for parent and child.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("H015"),
    title: "approved for parent and child",
    source: "Fostering Services (England) Regulations 2011; Residential Family Centres Regulations 2002; \
        practice",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Unconfirmed("that two places are taken is practice"),
    freedom: Freedom::Law,
    requires: "For a young parent who is placed with a baby, or who needs a parent and child placement, the \
        home gives such support or is a family centre or mother and baby unit. Two places are taken.",
    why: "Caring for both needs its own assessment and approval.",
    example: "A mother of 16 with her baby is offered homes with parent and child support and two free places.",
    does_not_apply: "To a child who lives there already.",
    check: Check::Requirement(Requirement::of_admission(check)),
};

fn check(case: &Case<'_>, home: &Home) -> Verdict {
    let approved = home.support.contains(&AdditionalSupport::ParentAndChild)
        || lasting_kinds(home).any(|kind| kind.group() == PlacementGroup::ParentAndChild);
    Verdict::fail_if(needs_parent_and_child(case.child) && !approved, || {
        vec![Fact::known("baby", case.child.baby.clone())]
    })
}
