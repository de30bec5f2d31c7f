//! Charges known risks between the child and the residents who stay.

use std::collections::BTreeSet;

use nearhome_model::Risk;

use crate::{Case, Charges, Check, Fact, Freedom, InForce, Level, Rule, RuleCode, Standing};

/// S017: impact on residents.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("S017"),
    title: "impact on residents",
    source: "regulation 14, Children's Homes (England) Regulations 2015",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Unconfirmed("the wording of regulation 14"),
    freedom: Freedom::Council,
    requires: "The weight for each known risk to others of the child, where somebody stays in the home, and of \
        each resident who stays; and for harm to animals where there are pets.",
    why: "The provider decides whether everybody's needs can be met; the proposal should make that likely.",
    example: "A child with two risks to others in a home where one child without risks stays: 10 points.",
    does_not_apply: "To homes where nobody stays and no pets are kept. Pairs recorded as a risk are excluded by rule \
        H019.",
    check: Check::Charge { level: Level::Disruption, weight: 5, assess },
};

fn assess(case: &Case<'_>, weight: i64, charges: &mut Charges<'_>) {
    let Some(home) = case.home else { return };
    let others = case.residents_who_stay();
    let from_child = if others > 0 { to_others(&case.child.risks) } else { 0 };
    let from_residents = case.stayers.iter().map(|other| to_others(&other.risks)).sum::<i64>()
        + home.other_residents.iter().map(|other| to_others(&other.risks)).sum::<i64>();
    let to_animals = home.pets == Some(true) && case.child.risks.contains(&Risk::AnimalHarm);
    let count = from_child + from_residents + i64::from(to_animals);
    charges.add(weight * count, || {
        vec![
            Fact::new("risks_from_child", from_child),
            Fact::new("risks_from_residents", from_residents),
            Fact::new("residents", u32::try_from(others).unwrap_or(u32::MAX)),
        ]
    });
}

fn to_others(risks: &BTreeSet<Risk>) -> i64 {
    use Risk::{CriminalExploitationOfOthers, FireSetting, OtherToOthers, PhysicalHarm, SexualHarm};
    let counts = |risk: &&Risk| {
        matches!(risk, PhysicalHarm | SexualHarm | FireSetting | CriminalExploitationOfOthers | OtherToOthers)
    };
    i64::try_from(risks.iter().filter(counts).count()).unwrap_or(i64::MAX)
}
