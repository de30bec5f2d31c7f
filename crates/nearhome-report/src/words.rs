//! Turns facts, rules and amounts into words. The only place where a reason becomes a sentence.

use nearhome_model::Pence;
use nearhome_rules::{Approver, Fact, FactValue, Level, RuleCode};

/// A rule with its facts, such as `age within the approved ages (age 12, approved from 0, approved to 11)`.
#[must_use]
pub fn reason(rule: RuleCode, facts: &[Fact]) -> String {
    let title = rule.rule().title;
    if facts.is_empty() {
        return title.to_owned();
    }
    let told: Vec<String> = facts.iter().map(fact).collect();
    format!("{title} ({})", told.join(", "))
}

/// A fact, such as `age 12`.
#[must_use]
pub fn fact(fact: &Fact) -> String {
    format!("{} {}", fact.name.replace('_', " "), value(&fact.value))
}

fn value(value: &FactValue) -> String {
    match value {
        FactValue::Age(age) => age.to_string(),
        FactValue::Count(count) => count.to_string(),
        FactValue::Date(date) => date.to_string(),
        FactValue::Code(code) => code.replace('_', " "),
        FactValue::Codes(codes) => {
            codes.iter().map(|code| code.replace('_', " ")).collect::<Vec<_>>().join(" and ")
        }
        FactValue::Child(child) => child.to_string(),
        FactValue::Home(home) => home.to_string(),
        FactValue::Authority(authority) => authority.to_string(),
        FactValue::Contract(contract) => contract.to_string(),
        FactValue::Miles(miles) => format!("{miles} miles"),
        FactValue::Pence(pence) => pence.to_string(),
        FactValue::Unknown => "not known".to_owned(),
    }
}

/// What a level counts, for a column or a row of a table.
#[must_use]
pub fn level(level: Level) -> &'static str {
    match level {
        Level::Unplaced => "children without a home",
        Level::Gates => "approvals needed (weighted)",
        Level::OutOfArea => "placed outside the area",
        Level::AtADistance => "of them, at a distance",
        Level::SiblingsSplit => "brothers and sisters separated",
        Level::UnwantedMoves => "moves not asked for",
        Level::Disruption => "disruption (points)",
        Level::WeeklyPence => "cost a week",
    }
}

/// An amount in its level's unit: money as pounds, everything else as a number.
#[must_use]
pub fn amount(level: Level, amount: i128) -> String {
    match (level, i64::try_from(amount)) {
        (Level::WeeklyPence, Ok(pence)) => Pence::new(pence).to_string(),
        _ => amount.to_string(),
    }
}

/// Who gives an approval.
#[must_use]
pub fn approver(approver: Approver) -> &'static str {
    match approver {
        Approver::NominatedOfficer => "the nominated officer",
        Approver::DirectorOfChildrensServices => "the director of children's services",
        Approver::SeniorManager => "a senior manager",
        Approver::Review => "a review of the child's case",
        Approver::Court => "the court",
        Approver::SecretaryOfState => "the Secretary of State",
    }
}
