//! Requires the child's age to lie within the ages that the home is approved for.

use nearhome_model::Home;

use crate::{
    Case, Check, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict,
    gate::may_exceed_terms,
};

/// H001: age within the approved ages.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("H001"),
    title: "age within the approved ages",
    source: "regulation 27(5)(a), Fostering Services (England) Regulations 2011; regulation 22, Care \
        Planning, Placement and Case Review (England) Regulations 2010; for children's homes regulation \
        16(5) and Schedule 1, Children's Homes (England) Regulations 2015",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Law,
    requires: "The child's age in completed years on the day lies between the youngest and the oldest age of \
        the home's approval or statement of purpose, both included.",
    why: "Carers and homes are assessed and trained for certain ages; outside them nobody has judged that \
        the child would be safe.",
    example: "A home approved for 5 to 11 may be offered to a child of 11 until the day before the twelfth \
        birthday.",
    does_not_apply: "To a child who lives there already: the approval is then to be reviewed, and the child need not \
        leave. In an emergency G016 stands for it where the home fosters.",
    check: Check::Requirement(Requirement::of_admission(check)),
};

fn check(case: &Case<'_>, home: &Home) -> Verdict {
    outside(case, home).filter(|_| !may_exceed_terms(case, home)).map_or(Verdict::Pass, Verdict::Fail)
}

/// The facts, where the child's age is outside the terms.
pub(crate) fn outside(case: &Case<'_>, home: &Home) -> Option<Vec<Fact>> {
    (!home.approval.admits_age(case.age)).then(|| {
        vec![
            Fact::new("age", case.age),
            Fact::new("approved_from", home.approval.age_from),
            Fact::new("approved_to", home.approval.age_to),
        ]
    })
}
