//! Charges a home that does not share the child's language, religion or ethnic background.

use nearhome_model::{Child, CulturalNeed, Ethnicity, Home, Religion};

use crate::{Case, Charges, Check, Fact, Freedom, InForce, Level, Rule, RuleCode, Standing};

/// S011: language, religion and background.
pub(crate) const RULE: Rule = Rule {
    code: RuleCode("S011"),
    title: "language, religion and background",
    source: "section 22(5)(c), Children Act 1989",
    in_force: InForce::THROUGHOUT,
    standing: Standing::Confirmed,
    freedom: Freedom::Council,
    requires: "The weight for each of: no language of the child is spoken there; the child's religion is not \
        observed or supported there; no carer shares the child's ethnic background. Twice where cultural \
        needs are recorded as required.",
    why: "Due consideration is owed to religious persuasion, racial origin, and cultural and linguistic \
        background.",
    example: "A child who speaks Urdu and a home where only English is spoken: 10 points.",
    does_not_apply: "To what is not recorded of the child. What is not recorded of the home counts as not shared. It \
        never excludes a home and never enters a price.",
    check: Check::Charge { level: Level::Disruption, weight: 10, assess },
};

fn assess(case: &Case<'_>, weight: i64, charges: &mut Charges<'_>) {
    let Some(home) = case.home else { return };
    let not_shared = [
        ("language", lacks_language(case.child, home)),
        ("religion", lacks_religion(case.child, home)),
        ("ethnicity", lacks_ethnicity(case.child, home)),
    ];
    let count = not_shared.iter().map(|&(_, lacking)| i64::from(lacking)).sum::<i64>();
    let times = if case.child.needs.cultural == CulturalNeed::Required { 2 } else { 1 };
    charges.add(weight * count * times, || {
        let names = not_shared.iter().filter(|(_, lacking)| *lacking).map(|&(name, _)| name);
        vec![Fact::codes("not_shared", names), Fact::code("cultural_need", case.child.needs.cultural.code())]
    });
}

fn lacks_language(child: &Child, home: &Home) -> bool {
    !child.languages.is_empty() && child.languages.is_disjoint(&home.languages)
}

fn lacks_religion(child: &Child, home: &Home) -> bool {
    child.religion.is_some_and(|religion| religion != Religion::None && !home.religions.contains(&religion))
}

fn lacks_ethnicity(child: &Child, home: &Home) -> bool {
    let recorded =
        child.ethnicity.filter(|value| !matches!(value, Ethnicity::Refused | Ethnicity::NotObtained));
    recorded.is_some_and(|ethnicity| !home.ethnicities.contains(&ethnicity))
}
