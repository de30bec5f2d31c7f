//! Counts a child who is left without a home.

use nearhome_model::{Child, Date};

use crate::{Check, Fact, Freedom, InForce, Rule, RuleCode, Standing, Verdict};

/// S021: a home for every child.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("S021"),
    title: "a home for every child",
    source: "sections 20 and 22A, Children Act 1989",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Law,
    requires: "The weight on the level `unplaced` for each child left without a home of the plan.",
    why: "The authority must accommodate every child it looks after.",
    example: "A child for whom no lawful home has a place counts 1.",
    does_not_apply: "To a child who stays in a home that is lawful.",
    check: Check::Unplaced { weight: 1, assess },
};

fn assess(child: &Child, _: Date) -> Verdict {
    Verdict::Fail(vec![Fact::known("needed_by", child.search.needed_by)])
}
