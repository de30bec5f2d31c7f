//! Requires that no child under 16 is placed in supported accommodation.

use nearhome_model::{Age, Home, PlacementCode, PlacementGroup};

use crate::{
    Case, Check, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict, case::lasting_kinds,
};

/// H006: supported accommodation only from 16.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("H006"),
    title: "supported accommodation only from 16",
    source: "regulation 27A, Care Planning, Placement and Case Review (England) Regulations 2010, inserted by \
        SI 2021/161",
    in_force: InForce::since(2021, 9, 9),
    standing: Standing::Confirmed,
    freedom: Freedom::Law,
    requires: "A child under 16 may be placed only in a kind other than supported, semi-independent or \
        independent accommodation.",
    why: "Such settings give support and not care; since 9 September 2021 the law bars them to children \
        under 16.",
    example: "A home that may offer K2 and K3 can be offered to a child of 15 as a children's home.",
    does_not_apply: "From the sixteenth birthday; before 9 September 2021.",
    check: Check::Requirement(Requirement::of_living_there(check)),
};

fn check(case: &Case<'_>, home: &Home) -> Verdict {
    Verdict::fail_if(!lasting_kinds(home).any(|kind| permits(case, kind)), || {
        vec![Fact::new("age", case.age), Fact::codes("kinds", home.kinds.iter().map(|kind| kind.code()))]
    })
}

/// Whether the child may be placed in this kind as far as this rule goes.
pub(crate) fn permits(case: &Case<'_>, kind: PlacementCode) -> bool {
    case.age >= Age::new(16) || kind.group() != PlacementGroup::Supported
}
