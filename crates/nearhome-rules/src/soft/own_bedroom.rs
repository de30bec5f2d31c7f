//! Charges a foster home with fewer bedrooms than children.

use nearhome_model::Age;

use crate::{Case, Charges, Check, Fact, Freedom, InForce, Level, Rule, RuleCode, Standing};

/// S014: own bedroom over three.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("S014"),
    title: "own bedroom over three",
    source: "National Minimum Standards for fostering, standard 10",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Unconfirmed("the standard was not read"),
    freedom: Freedom::Council,
    requires: "The weight where a child of 3 or over would join a foster home with fewer bedrooms for children \
        than children who would live there.",
    why: "Each child over three should have a bedroom or an agreed arrangement to share.",
    example: "Two bedrooms and two residents who stay: a third child costs 10 points.",
    does_not_apply: "To children under 3, homes whose bedrooms are not recorded, homes that do not foster, and a \
        child who stays.",
    check: Check::Charge { level: Level::Disruption, weight: 10, assess },
};

fn assess(case: &Case<'_>, weight: i64, charges: &mut Charges<'_>) {
    let Some(home) = case.home.filter(|home| home.fosters() && !case.is_staying()) else { return };
    let Some(bedrooms) = home.bedrooms else { return };
    let children = u32::try_from(case.residents_who_stay()).unwrap_or(u32::MAX).saturating_add(1);
    if case.age >= Age::new(3) && children > u32::from(bedrooms) {
        charges.add(weight, || vec![Fact::new("bedrooms", bedrooms), Fact::new("children", children)]);
    }
}
