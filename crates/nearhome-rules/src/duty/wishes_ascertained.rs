//! Lists the child's wishes where none are recorded.

use crate::{Case, Check, Fact, Freedom, InForce, Rule, RuleCode, Standing, Verdict};

/// D003: ascertain the child's wishes and feelings.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("D003"),
    title: "ascertain the child's wishes and feelings",
    source: "section 22(4) and (5), Children Act 1989; regulation 9(1)(b)(i), Care Planning, Placement and \
        Case Review (England) Regulations 2010",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Law,
    requires: "Where no wish of the child is recorded, it is to be ascertained, with those of the parents, \
        before the decision.",
    why: "The law requires due consideration of them.",
    example: "A referral without wishes lists this duty on every home.",
    does_not_apply: "Where a wish is recorded, and to a child who stays.",
    check: Check::Duty(check),
};

fn check(case: &Case<'_>) -> Verdict {
    let wishes = &case.child.wishes;
    let none = wishes.homes.is_empty() && wishes.not_homes.is_empty() && wishes.kinds.is_empty();
    Verdict::fail_if(none && !case.is_staying(), || vec![Fact::new("age", case.age)])
}
