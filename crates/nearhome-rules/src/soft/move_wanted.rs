//! Counts a move that the care plan permits and does not ask for.

use nearhome_model::Moving;

use crate::{Case, Charges, Check, Fact, Freedom, InForce, Level, Rule, RuleCode, Standing};

/// S008: no move that nobody asked for.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("S008"),
    title: "no move that nobody asked for",
    source: "regulation 14, Care Planning, Placement and Case Review (England) Regulations 2010; section \
        22C(5), Children Act 1989",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Council,
    requires: "One on the level `unwanted_moves` for a home other than the present one where a move is only \
        permitted.",
    why: "Every move breaks ties.",
    example: "A child whose move is permitted stays unless a goal of an earlier level is served.",
    does_not_apply: "Where the care plan asks for a move or the placement ends.",
    check: Check::Charge { level: Level::UnwantedMoves, weight: 1, assess },
};

fn assess(case: &Case<'_>, weight: i64, charges: &mut Charges<'_>) {
    let Some(placement) = &case.child.placement else { return };
    if case.ends_a_placement() && case.child.search.moving == Moving::Permitted {
        charges.add(weight, || vec![Fact::new("since", placement.since)]);
    }
}
