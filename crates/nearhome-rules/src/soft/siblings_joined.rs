//! Counts a home apart from brothers and sisters who stay elsewhere.

use nearhome_model::{Child, SiblingAssessment};

use crate::{Case, Charges, Check, Fact, Freedom, InForce, Level, Rule, RuleCode, Standing};

/// S007: with a brother or sister who stays.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("S007"),
    title: "with a brother or sister who stays",
    source: "section 22C(8)(c), Children Act 1989",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Unconfirmed("the letters of subsection (8) as numbered here"),
    freedom: Freedom::Law,
    requires: "One on the level `siblings_split` where a brother or sister of the group stays in another home \
        and none stays in this one.",
    why: "Brothers and sisters should live together.",
    example: "A sister stays in h1: every home but h1 counts 1.",
    does_not_apply: "To groups assessed to live apart, and to siblings who are both to be matched, whose splitting is \
        priced in the problem itself. Siblings outside the register of homes count as elsewhere.",
    check: Check::Charge { level: Level::SiblingsSplit, weight: 1, assess },
};

fn assess(case: &Case<'_>, weight: i64, charges: &mut Charges<'_>) {
    if let Some(sibling) = settled_elsewhere(case) {
        charges.add(weight, || vec![Fact::new("sibling", sibling.id.clone())]);
    }
}

/// A sibling who stays elsewhere while none stays here; the first by id.
pub(crate) fn settled_elsewhere<'a>(case: &Case<'a>) -> Option<&'a Child> {
    let group = case.snapshot.sibling_group(&case.child.id)?;
    if group.assessment == SiblingAssessment::Apart
        || case.stayers.iter().any(|other| group.children.contains(&other.id))
    {
        return None;
    }
    let others = group.children.iter().filter(|id| **id != case.child.id);
    others.filter_map(|id| case.snapshot.child(id)).find(|sibling| !sibling.is_to_be_matched())
}
