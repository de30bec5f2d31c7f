//! Requires the home to be away from places that the child must avoid.

use nearhome_model::{Home, Location};

use crate::{Case, Check, Fact, FactValue, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict};

/// H022: away from places to avoid.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("H022"),
    title: "away from places to avoid",
    source: "section 22C(5), Children Act 1989; Placements Data Standard version 2 (areas to avoid)",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Law,
    requires: "The home is farther from each place to avoid than the policy's `distance.avoid_miles`.",
    why: "The child would be in danger there, from exploitation or from a person.",
    example: "With 5 miles, a home 5.0 miles from a place to avoid is excluded and one 5.1 miles away is not.",
    does_not_apply: "Where a distance cannot be measured and the postcode sectors differ: rule G013 asks. To a child \
        who lives there already.",
    check: Check::Requirement(Requirement::of_admission(check)),
};

fn check(case: &Case<'_>, _: &Home) -> Verdict {
    let near = case.child.avoid.iter().find(|place| match case.location.miles_to(place) {
        Some(miles) => case.policy.distance.is_near(miles),
        None => same_sector(case.location, place),
    });
    near.map_or(Verdict::Pass, |place| {
        Verdict::Fail(vec![
            Fact::known("distance", case.location.miles_to(place)),
            Fact::new("avoid_within", FactValue::Count(case.policy.distance.avoid_miles.into())),
        ])
    })
}

fn same_sector(a: &Location, b: &Location) -> bool {
    let sector = |location: &Location| location.postcode.as_ref().map(|code| code.sector().to_owned());
    a.postcode.is_some() && sector(a) == sector(b)
}
