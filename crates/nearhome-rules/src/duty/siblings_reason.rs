//! Lists the reason to record where a sibling stays elsewhere.

use crate::{Case, Check, Fact, Freedom, InForce, Rule, RuleCode, Standing, Verdict, soft::siblings_joined};

/// D004: record why brothers and sisters are apart.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("D004"),
    title: "record why brothers and sisters are apart",
    source: "section 22C(8)(c), Children Act 1989",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Unconfirmed("the letter of the subsection"),
    freedom: Freedom::Law,
    requires: "Where a brother or sister who is looked after stays in another home, and the assessment does not \
        say apart, the reason for living apart is recorded.",
    why: "Living together is the rule, so far as reasonably practicable.",
    example: "A sister stays in h1; home h2 lists this duty.",
    does_not_apply: "To groups assessed to live apart. Siblings who are both to be matched are kept together in the \
        problem itself.",
    check: Check::Duty(check),
};

fn check(case: &Case<'_>) -> Verdict {
    let sibling = siblings_joined::settled_elsewhere(case);
    sibling.map_or(Verdict::Pass, |sibling| Verdict::Fail(vec![Fact::new("sibling", sibling.id.clone())]))
}
