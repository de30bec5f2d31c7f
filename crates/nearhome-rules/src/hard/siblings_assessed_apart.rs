//! Requires that brothers and sisters who were assessed to live apart do.

use nearhome_model::{Home, SiblingAssessment};

use crate::{Case, Check, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict};

/// H020: siblings assessed to live apart.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("H020"),
    title: "siblings assessed to live apart",
    source: "section 22C(8)(c), Children Act 1989; sibling assessment (together or apart) in practice",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Unconfirmed("the letter of the subsection; the assessment itself is practice"),
    freedom: Freedom::Law,
    requires: "Where the sibling assessment says apart, no brother or sister of the group stays in the home.",
    why: "The assessment found that living together would harm one of them.",
    example: "Two sisters assessed apart: where one stays, the other is not offered the home.",
    does_not_apply: "To groups assessed to live together or not assessed. Brothers and sisters who are both to be \
        matched are kept apart in the problem itself.",
    check: Check::Requirement(Requirement::of_admission(check)),
};

fn check(case: &Case<'_>, _: &Home) -> Verdict {
    if case.stayers.is_empty() {
        return Verdict::Pass;
    }
    let group = case.snapshot.sibling_group(&case.child.id);
    let Some(group) = group.filter(|group| group.assessment == SiblingAssessment::Apart) else {
        return Verdict::Pass;
    };
    let sibling = case.stayers.iter().find(|other| group.children.contains(&other.id));
    sibling.map_or(Verdict::Pass, |sibling| Verdict::Fail(vec![Fact::new("sibling", sibling.id.clone())]))
}
