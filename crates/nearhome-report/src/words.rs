//! Turns facts, rules and amounts into words. The only place where a reason becomes a sentence.

use nearhome_matching::{Alteration, InBestPlans, Proved};
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

/// A difference on levels: those on which it is not nothing, more with a plus sign.
#[must_use]
pub fn difference(amounts: impl IntoIterator<Item = (Level, i128)>) -> String {
    let told = |(own, amount_on): (Level, i128)| {
        let sign = if amount_on > 0 { "+" } else { "" };
        format!("{} {sign}{}", level(own), amount(own, amount_on))
    };
    let told: Vec<String> = amounts.into_iter().filter(|(_, amount)| *amount != 0).map(told).collect();
    if told.is_empty() { "nothing".to_owned() } else { told.join(", ") }
}

/// Who has shown that no plan is better.
#[must_use]
pub fn proved(proved: Proved) -> &'static str {
    match proved {
        Proved::ByTheChecker => "Proved best; the independent checker repeated the proof",
        Proved::BySearch => {
            "Proved best by exhaustive search; the independent checker verified plan and sums"
        }
        Proved::Bounded => "Not proved best: the run was stopped",
    }
}

/// In which of the best plans for all children a home is.
#[must_use]
pub fn standing(standing: InBestPlans) -> &'static str {
    match standing {
        InBestPlans::Every => "in every best plan for all children",
        InBestPlans::Some => "in some of the best plans for all children, and not in others",
        InBestPlans::None => "in no best plan for all children",
    }
}

/// A change of a council, such as `home h1 has 3 usable places`.
#[must_use]
pub fn alteration(change: &Alteration) -> String {
    match change {
        Alteration::HomeOpens { home } => format!("home {} opens", home.id),
        Alteration::HomeCloses { home } => format!("home {home} closes"),
        Alteration::Places { home, places } => format!("home {home} has {places} usable places"),
        Alteration::Fee { home, weekly_fee } => format!("home {home} costs {weekly_fee} a week"),
        Alteration::Discount { child, home, weekly } => {
            format!("child {child} in home {home} costs {weekly} a week less")
        }
        Alteration::Fix { child, home: Some(home) } => format!("child {child} goes to home {home}"),
        Alteration::Fix { child, home: None } => format!("child {child} goes to no home of the register"),
        Alteration::Forbid { child, home } => format!("child {child} does not go to home {home}"),
        Alteration::ChildArrives { child } => format!("child {} comes to be looked after", child.id),
        Alteration::ChildLeaves { child } => format!("child {child} is no longer looked after"),
        Alteration::MovePermitted { child } => format!("child {child}, who is settled, may move"),
        Alteration::Approved { child, home, rule } => {
            format!("for child {child} in home {home}: {} ({rule}), given", rule.rule().title)
        }
        other => terms(other),
    }
}

/// A change of what a home may do, or of the day.
fn terms(change: &Alteration) -> String {
    match change {
        Alteration::ApprovedAges { home, from, to } => {
            format!("the terms of home {home} are varied to ages {from} to {to}")
        }
        Alteration::ApprovedSex { home, sex } => {
            format!("the terms of home {home} are varied to admit sex {}", sex.code())
        }
        Alteration::ApprovedUntil { home, until } => {
            format!("the temporary approval of home {home} lasts until {until}")
        }
        Alteration::Exempted { home, child } => {
            format!(
                "home {home} is exempted from the limit of three for all there and child {child}, by name"
            )
        }
        Alteration::Adapted { home, adaptation } => {
            format!("home {home} gets the adaptation {}", adaptation.code().replace('_', " "))
        }
        Alteration::MeetsNeed { home, level } => {
            format!("home {home} can meet the level of need {}", level.code().replace('_', " "))
        }
        Alteration::AcceptsRisk { home, risk } => {
            format!("home {home} accepts the risk {}", risk.code().replace('_', " "))
        }
        Alteration::RegistrationRestored { home } => format!("the registration of home {home} is restored"),
        Alteration::On { date } => format!("the day is {date}"),
        _ => String::new(),
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
