//! Asks for a decision before a child of disputed age lives with younger children.

use nearhome_model::{Circumstance, Home};

use crate::{
    Approver, Case, Check, Emergency, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict,
};

/// G014: disputed age assessed before living with younger children.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("G014"),
    title: "disputed age assessed before living with younger children",
    source: "practice; age assessment guidance of the Association of Directors of Children's Services",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Unconfirmed("practice"),
    freedom: Freedom::Council,
    requires: "Where the child's age is disputed and not assessed, a home in which a younger resident stays \
        needs a senior manager's approval.",
    why: "If the child is older than recorded, the others may be at risk.",
    example: "A boy recorded as 16 with a disputed age and a home where a child of 9 stays.",
    does_not_apply: "To undisputed ages, to homes without younger residents, and to a child who lives there already.",
    check: Check::Requirement(Requirement::approved_by(
        Approver::SeniorManager,
        1,
        Emergency::Unchanged,
        check,
    )),
};

fn check(case: &Case<'_>, home: &Home) -> Verdict {
    if !case.has(Circumstance::AgeDisputed) {
        return Verdict::Pass;
    }
    let own = case.stayers.iter().map(|other| other.age_on(case.date()));
    let youngest = own.chain(home.other_residents.iter().map(|other| other.age)).min();
    let younger = youngest.filter(|&age| age < case.age);
    younger.map_or(Verdict::Pass, |younger| {
        Verdict::Fail(vec![Fact::new("recorded_age", case.age), Fact::new("youngest_resident", younger)])
    })
}
