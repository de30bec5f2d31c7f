//! Charges transport to contact.

use nearhome_model::{Contact, Pence};

use crate::{
    Case, Charges, Check, Fact, Freedom, InForce, Level, Rule, RuleCode, Standing, soft::contact_kept,
};

/// S019: transport to contact.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("S019"),
    title: "transport to contact",
    source: "Durham County Council, Commissioning Strategy for Looked After Children 2012-2015, on transport \
        to contact",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Law,
    requires: "For each place of contact: return journeys a year by road (straight line times \
        `travel.road_factor_percent`) times `travel.contact_pence_a_mile`, over 52 weeks, rounded to the \
        nearest penny for each place.",
    why: "A cheap home far away may cost more than a dear one near by.",
    example: "Weekly contact 10.0 miles away: 13 miles by road, 26 there and back, at 45 pence: 1,170 pence a \
        week.",
    does_not_apply: "To children without recorded contact. An unknown postcode is charged with the policy's \
        `distance.unknown_miles`.",
    check: Check::Charge { level: Level::WeeklyPence, weight: 1, assess },
};

fn assess(case: &Case<'_>, _: i64, charges: &mut Charges<'_>) {
    let travel = &case.policy.travel;
    let weekly = |contact: &Contact| {
        let distance = case.miles_to(&contact.location).tenth_miles();
        travel.weekly_pence(distance, 0, travel.contact_pence_a_mile, contact.visits.visits())
    };
    let total: Pence = case.child.contacts.iter().map(weekly).sum();
    charges.add(total.pence(), || vec![Fact::new("weekly_cost", total), contact_kept::unknown_count(case)]);
}
