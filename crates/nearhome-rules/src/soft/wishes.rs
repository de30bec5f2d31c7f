//! Charges a home that the child does not wish for.

use crate::{Case, Charges, Check, Fact, Freedom, InForce, Level, Rule, RuleCode, Standing};

/// S012: the child's wishes.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("S012"),
    title: "the child's wishes",
    source: "section 22(4) and (5), Children Act 1989",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Council,
    requires: "The weight for each of: the child does not want this home; the child named homes and this is \
        none of them; the child named kinds and the home offers none of them.",
    why: "Due consideration is owed to the child's wishes and feelings.",
    example: "A child who does not want home h1: h1 costs 20 points.",
    does_not_apply: "To children without recorded wishes.",
    check: Check::Charge { level: Level::Disruption, weight: 20, assess },
};

fn assess(case: &Case<'_>, weight: i64, charges: &mut Charges<'_>) {
    let Some(home) = case.home else { return };
    let wishes = &case.child.wishes;
    let not_followed = [
        ("home_not_wanted", wishes.not_homes.contains(&home.id)),
        ("other_home", !wishes.homes.is_empty() && !wishes.homes.contains(&home.id)),
        ("other_kind", !wishes.kinds.is_empty() && wishes.kinds.is_disjoint(&home.kinds)),
    ];
    let count = not_followed.iter().map(|&(_, missed)| i64::from(missed)).sum::<i64>();
    charges.add(weight * count, || {
        vec![Fact::codes(
            "not_followed",
            not_followed.iter().filter(|(_, missed)| *missed).map(|&(name, _)| name),
        )]
    });
}
