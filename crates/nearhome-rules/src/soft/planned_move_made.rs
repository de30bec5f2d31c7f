//! Charges staying where the care plan asks for a move.

use nearhome_model::Moving;

use crate::{Case, Charges, Check, Fact, Freedom, InForce, Level, Rule, RuleCode, Standing};

/// S009: planned move made.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("S009"),
    title: "planned move made",
    source: "regulation 5 (care plan), Care Planning, Placement and Case Review (England) Regulations 2010",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Council,
    requires: "The weight for staying in the present home where a move is planned.",
    why: "The plan has decided that another home is better for the child.",
    example: "A child whose move is planned moves unless that costs more than 60 points or an earlier level.",
    does_not_apply: "Where a move is only permitted, or the child is settled.",
    check: Check::Charge { level: Level::Disruption, weight: 60, assess },
};

fn assess(case: &Case<'_>, weight: i64, charges: &mut Charges<'_>) {
    let Some(placement) = &case.child.placement else { return };
    if case.is_staying() && case.child.search.moving == Moving::Planned {
        charges.add(weight, || vec![Fact::new("since", placement.since)]);
    }
}
