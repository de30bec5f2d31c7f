//! Charges travel to school beyond the free distance.

use nearhome_model::Age;

use crate::{Case, Charges, Check, Fact, Freedom, InForce, Level, Rule, RuleCode, Standing};

/// S020: excess travel to school.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("S020"),
    title: "excess travel to school",
    source: "Durham County Council, Commissioning Strategy for Looked After Children 2012-2015, on excess \
        placement-to-school travel; section 444(5), Education Act 1996 for the distances",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Law,
    requires: "Where the school is kept: return journeys a year by road beyond \
        `travel.school_free_miles_under_8` (from the eighth birthday `school_free_miles_from_8`) times \
        `travel.school_pence_a_mile`, over 52 weeks, rounded to the nearest penny.",
    why: "As for contact.",
    example: "A child of 10, school 10.0 miles away, 190 days: 13 - 3 = 10 miles by road, 20 there and back, \
        at 45 pence: 3,288 pence a week.",
    does_not_apply: "Where the school is too far to keep and need not continue: rule S003 charges the change instead. \
        An unknown postcode is charged with the policy's `distance.unknown_miles`.",
    check: Check::Charge { level: Level::WeeklyPence, weight: 1, assess },
};

fn assess(case: &Case<'_>, _: i64, charges: &mut Charges<'_>) {
    let Some((school, distance)) = case.school() else { return };
    if case.policy.distance.changes_school(distance.tenth_miles()) && !school.must_continue {
        return;
    }
    let travel = &case.policy.travel;
    let free = if case.age < Age::new(8) {
        travel.school_free_miles_under_8
    } else {
        travel.school_free_miles_from_8
    };
    let weekly =
        travel.weekly_pence(distance.tenth_miles(), free, travel.school_pence_a_mile, school.visits.visits());
    charges.add(weekly.pence(), || vec![distance.fact("school_distance"), Fact::new("free_miles", free)]);
}
