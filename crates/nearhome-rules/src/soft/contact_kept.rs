//! Charges the child's journeys to see family and friends.

use nearhome_model::Contact;

use crate::{Case, Charges, Check, Fact, Freedom, InForce, Level, Rule, RuleCode, Standing};

/// S004: contact kept near.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("S004"),
    title: "contact kept near",
    source: "section 22C(8)(a) and Schedule 2 paragraph 15, Children Act 1989",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Unconfirmed("the letters of subsection (8) as numbered here"),
    freedom: Freedom::Council,
    requires: "The weight for each ten miles of return journeys a week in a straight line, over all places of \
        contact, to the nearest point.",
    why: "Long journeys wear contact out.",
    example: "Weekly contact 25 miles away is 50 miles a week: 5 points at weight 1.",
    does_not_apply: "To children without recorded contact. An unknown postcode is charged with the policy's \
        `distance.unknown_miles`.",
    check: Check::Charge { level: Level::Disruption, weight: 1, assess },
};

fn assess(case: &Case<'_>, weight: i64, charges: &mut Charges<'_>) {
    let tenths_a_year: i64 = case
        .child
        .contacts
        .iter()
        .map(|contact| {
            let one_way = i64::from(case.miles_to(&contact.location).tenth_miles().tenths());
            2 * one_way * i64::from(contact.visits.visits())
        })
        .sum();
    let divisor = 10 * 52 * 10;
    charges.add((weight * tenths_a_year + divisor / 2) / divisor, || {
        vec![Fact::new("miles_a_week", tenths_a_year / 520), unknown_count(case)]
    });
}

/// How many places of contact have no measurable distance.
pub(crate) fn unknown_count(case: &Case<'_>) -> Fact {
    let is_unknown = |contact: &&Contact| case.location.miles_to(&contact.location).is_none();
    let count = case.child.contacts.iter().filter(is_unknown).count();
    Fact::new("unknown_distances", u32::try_from(count).unwrap_or(u32::MAX))
}
