//! Requires enough usable places beside the residents who stay.

use nearhome_model::Home;

use crate::{
    Case, Check, Fact, FactValue, Freedom, InForce, Requirement, Rule, RuleCode, Standing, Verdict, occupants,
};

/// H016: a place free.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("H016"),
    title: "a place free",
    source: "section 11 and the conditions of registration, Care Standards Act 2000; approval under the \
        Fostering Services (England) Regulations 2011",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Law,
    requires: "The places usable on the day, less those of residents who stay, are at least the places that the \
        child takes. Where more live there than places are usable, nobody new is admitted.",
    why: "A home may not have more children than it is registered or approved for, nor more than it can \
        care for now.",
    example: "A home with four places, three of them usable and two taken for good, has room for one.",
    does_not_apply: "To a child who lives there already. Children there who may move compete for the place and do not \
        count as taken.",
    check: Check::Requirement(Requirement::of_admission(check)),
};

fn check(case: &Case<'_>, home: &Home) -> Verdict {
    if case.is_staying() {
        return Verdict::Pass;
    }
    let taken = occupants::places_taken(home, &case.stayers);
    let living = occupants::places_taken(home, &case.possible_stayers);
    let usable = u32::from(home.usable_places);
    let needed = occupants::places_of(case.child);
    Verdict::fail_if(taken + needed > usable || living > usable, || {
        vec![
            Fact::new("usable_places", home.usable_places),
            Fact::new("taken", taken.max(if living > usable { living } else { 0 })),
            Fact::new("places_needed", needed),
            Fact::known(
                "unusable_reason",
                home.unusable_reason.map(|reason| FactValue::Code(reason.code().into())),
            ),
        ]
    })
}
