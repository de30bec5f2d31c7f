//! Requires that no more than three children are fostered in one household.

use nearhome_model::{Age, Child, ChildId, Home};

use crate::{Case, Check, Fact, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict};

/// H003: within the usual fostering limit of three.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("H003"),
    title: "within the usual fostering limit of three",
    source: "section 63(12) and Schedule 7, Children Act 1989",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Law,
    requires: "With the child, and the child's baby, at most three foster children live in the household, \
        unless all of them are brothers and sisters of one another, or an exemption names the child and \
        every foster child there. Children of the snapshot who will stay and other residents under 18 \
        count; where more than three live there now, those who might move count too.",
    why: "Beyond three the household is by law a children's home unless the authority where the carer \
        lives has exempted it by name.",
    example: "Three children stay with a carer: a fourth is admitted only if all four are brothers and \
        sisters, or an exemption names all four.",
    does_not_apply: "To homes that do not foster; the carers' own children and young people who stay on after 18 do \
        not count. A child of another authority is not known by name, so that neither exception can be \
        shown for it. Where an exemption is recorded, the exception for brothers and sisters is not used \
        beside it.",
    check: Check::Requirement(Requirement::of_admission(check)),
};

/// The usual fostering limit.
pub(crate) const USUAL_LIMIT: usize = 3;

fn check(case: &Case<'_>, home: &Home) -> Verdict {
    if !home.fosters() {
        return Verdict::Pass;
    }
    let others = counted_others(home);
    if others + case.possible_stayers.len() + party(case).count() <= USUAL_LIMIT {
        return Verdict::Pass;
    }
    let present = counted_present(case, home);
    let total = present.len() + others + party(case).count();
    let lawful = total <= USUAL_LIMIT
        || (others == 0 && (all_siblings(case, home, present) || all_exempted(case, home, present)));
    Verdict::fail_if(!lawful, || {
        vec![
            Fact::new("foster_children_there", count_of(present.len() + others)),
            Fact::new("arriving", count_of(party(case).count())),
            Fact::new("limit", count_of(USUAL_LIMIT)),
        ]
    })
}

fn count_of(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Residents of other authorities who count: a young person who stays on after 18 does not.
pub(crate) fn counted_others(home: &Home) -> usize {
    home.other_residents.iter().filter(|resident| resident.age < Age::new(18)).count()
}

/// The foster children there whom the child would join: those who stay, or all who live there where
/// they exceed the limit already.
fn counted_present<'a, 'b>(case: &'b Case<'a>, home: &Home) -> &'b [&'a Child] {
    let exceeded = case.possible_stayers.len() + counted_others(home) > USUAL_LIMIT;
    if exceeded { &case.possible_stayers } else { &case.stayers }
}

fn party<'a>(case: &'a Case<'_>) -> impl Iterator<Item = &'a ChildId> {
    std::iter::once(&case.child.id).chain(&case.child.baby)
}

/// Beside an exemption the exception for siblings is not used: two newcomers, one admitted under each,
/// would be lawful one by one and not together.
fn all_siblings(case: &Case<'_>, home: &Home, present: &[&Child]) -> bool {
    let Some(group) = case.snapshot.sibling_group(&case.child.id) else { return false };
    home.exempted_children.is_empty()
        && case.child.baby.is_none()
        && present.iter().all(|child| group.children.contains(&child.id))
}

fn all_exempted(case: &Case<'_>, home: &Home, present: &[&Child]) -> bool {
    let named = |id: &ChildId| home.exempted_children.contains(id);
    present.iter().all(|child| named(&child.id)) && party(case).all(named)
}
