//! Requires a home that can meet the child's level of need.

use nearhome_model::Home;

use crate::{Case, Check, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict};

/// H023: level of need that the home meets.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("H023"),
    title: "level of need that the home meets",
    source: "section 22C(5), Children Act 1989; regulation 16 and Schedule 1, Children's Homes (England) \
        Regulations 2015",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Council,
    requires: "The child's level of need is among those that the home can meet.",
    why: "A home that cannot meet the need breaks down.",
    example: "A child with complex needs is not offered a home for standard and enhanced needs.",
    does_not_apply: "To a child who lives there already.",
    check: Check::Requirement(Requirement::of_admission(check)),
};

fn check(case: &Case<'_>, home: &Home) -> Verdict {
    let level = case.child.needs.level;
    Verdict::fail_if(!home.need_levels.contains(&level), || {
        vec![
            Fact::code("need_level", level.code()),
            Fact::codes("levels_met", home.need_levels.iter().map(|level| level.code())),
        ]
    })
}
