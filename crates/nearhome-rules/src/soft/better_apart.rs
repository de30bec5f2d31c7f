//! Charges a home where a resident stays with whom the child is better apart.

use nearhome_model::ApartReason;

use crate::{
    Case, Charges, Check, Fact, Freedom, InForce, Level, Rule, RuleCode, Standing, hard::keep_apart,
};

/// S013: better apart.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("S013"),
    title: "better apart",
    source: "regulation 14, Children's Homes (England) Regulations 2015; practice",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Unconfirmed("the wording of regulation 14"),
    freedom: Freedom::Council,
    requires: "The weight for each resident who stays and is recorded as better apart from the child.",
    why: "They do each other no good, without being a risk.",
    example: "A quarrel recorded between c1 and c2: the home where c2 stays costs c1 40 points.",
    does_not_apply: "To pairs recorded as a risk (rule H019 excludes them). Two children who are both to be matched \
        are priced in the problem itself.",
    check: Check::Charge { level: Level::Disruption, weight: 40, assess },
};

fn assess(case: &Case<'_>, weight: i64, charges: &mut Charges<'_>) {
    if case.snapshot.keep_apart.is_empty() {
        return;
    }
    for other in &case.stayers {
        let reason = keep_apart::apart_reason(case.snapshot, &case.child.id, &other.id);
        if reason == Some(ApartReason::Preference) {
            charges.add(weight, || vec![Fact::new("resident", other.id.clone())]);
        }
    }
}
