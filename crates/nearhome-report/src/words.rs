//! Turns facts, rules and amounts into words. The only place where a reason becomes a sentence.

use nearhome_matching::{
    Alteration, ChildsWish, ComingChildren, FollowUp, InBestPlans, LaterCost, Proved, PutOff, UnknownFact,
};
use nearhome_model::{HomeId, Pence, SiblingAssessment};
use nearhome_rules::{Approver, Check, Fact, FactValue, Level, RuleCode};

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
    match (&*fact.name, &fact.value) {
        ("working_days_after", FactValue::Count(0)) => return "before the placement begins".to_owned(),
        ("working_days_after", FactValue::Count(days)) => return format!("within {days} working days"),
        ("working_days_at_most", FactValue::Count(days)) => {
            return format!("for {days} working days at most");
        }
        _ => {}
    }
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

/// So many homes.
pub(crate) fn homes(count: usize) -> String {
    if count == 1 { "1 home".to_owned() } else { format!("{count} homes") }
}

/// What a level counts, for a column or a row of a table.
#[must_use]
pub fn level(level: Level) -> &'static str {
    match level {
        Level::Unplaced => "children without a home",
        Level::Gates => "approvals needed (weighted)",
        Level::OutOfArea => "placed outside the area",
        Level::AtADistance => "placed at a distance",
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

/// No difference on any level.
pub(crate) const NOTHING: &str = "nothing";

/// A difference on levels: those on which it is not nothing, more with a plus sign.
#[must_use]
pub fn difference(amounts: impl IntoIterator<Item = (Level, i128)>) -> String {
    let told = |(own, amount_on): (Level, i128)| {
        let sign = if amount_on > 0 { "+" } else { "" };
        format!("{} {sign}{}", level(own), amount(own, amount_on))
    };
    let told: Vec<String> = amounts.into_iter().filter(|(_, amount)| *amount != 0).map(told).collect();
    if told.is_empty() { NOTHING.to_owned() } else { told.join(", ") }
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

/// On what the estimated cost to children still to come rests; nothing where none is told.
#[must_use]
pub fn coming_children(basis: &ComingChildren) -> Option<String> {
    match basis {
        ComingChildren::NoPastGiven => None,
        ComingChildren::PastPlacements { placements, with_a_free_place, days } => Some(format!(
            "Costs to children still to come are estimated from the {placements} placements of the last {days} days, \
             expected again one at a time; {with_a_free_place} of them would find a free place today."
        )),
    }
}

/// What taking a place is estimated to cost children still to come, to a hundredth of a child.
#[must_use]
pub fn later_cost(cost: LaterCost) -> String {
    let hundredths = (cost.children_millionths + 5_000) / 10_000;
    format!(
        "estimated for children still to come: {}.{:02} of them without a free place as good (among the best for {})",
        hundredths / 100,
        hundredths % 100,
        cost.placements
    )
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
        Alteration::FamilyAt { child, home, miles } => {
            format!("the family home of child {child} lies {miles} miles from home {home}")
        }
        Alteration::Fix { child, home: Some(home) } => format!("child {child} goes to home {home}"),
        Alteration::Fix { child, home: None } => format!("child {child} goes to no home of the register"),
        Alteration::Forbid { child, home } => format!("child {child} does not go to home {home}"),
        Alteration::ChildArrives { child } => format!("child {} comes to be looked after", child.id),
        Alteration::ChildLeaves { child } => format!("child {child} is no longer looked after"),
        Alteration::MovePermitted { child } => format!("child {child}, who is settled, may move"),
        Alteration::Approved { child, home, rule } => {
            let by = asked_of(*rule).map(|who| format!(" by {who}")).unwrap_or_default();
            format!("child {child} in home {home} is approved{by}: {} ({rule})", rule.rule().title)
        }
        other => terms(other),
    }
}

/// That a little less of a change was seen not to be enough; `None`: there is no less of it.
#[must_use]
pub fn less_of(change: &Alteration) -> Option<&'static str> {
    match change {
        Alteration::Discount { .. } => Some("a penny less is not enough"),
        Alteration::FamilyAt { .. } => Some("a tenth of a mile more is too far"),
        Alteration::Places { .. } => Some("one place fewer is not enough"),
        _ => None,
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
        Alteration::SiblingsAssessed { child, assessment } => {
            let how = match assessment {
                SiblingAssessment::Together => "to live together",
                SiblingAssessment::Apart => "to live apart",
                SiblingAssessment::NotAssessed => "not yet",
            };
            format!("child {child} and brothers and sisters are assessed {how}")
        }
        Alteration::ReligionKnown { child, religion } => {
            format!("the religion of child {child} is {}", religion.code().replace('_', " "))
        }
        Alteration::EthnicityKnown { child, ethnicity } => {
            format!("the ethnic background of child {child} is {}", ethnicity.code())
        }
        Alteration::PetsKnown { home, pets } => {
            format!("home {home} has {}", if *pets { "pets" } else { "no pets" })
        }
        Alteration::Emergency { child } => format!("the search for child {child} is an emergency"),
        _ => String::new(),
    }
}

/// A step that an emergency puts off or replaces, and by when it follows.
#[must_use]
pub fn follow_up(step: &FollowUp) -> String {
    let how = match (step.put_off, step.approval.map(approver)) {
        (PutOff::StepsFollow, Some(who)) => {
            format!("still to be approved by {who}; consultation and notice may follow")
        }
        (PutOff::StepsFollow, None) => "still to be approved; consultation and notice may follow".to_owned(),
        (PutOff::Replaced, _) => {
            "not asked for in an emergency; what the law asks instead follows".to_owned()
        }
        (PutOff::Later, _) => "may follow".to_owned(),
        (PutOff::OutsideTerms, _) => "the terms are varied to fit, or the child moves on".to_owned(),
    };
    let by = step.by.map_or_else(|| "as soon as practicable".to_owned(), |day| format!("by {day}"));
    format!("{} {}: {how}, {by}", step.rule, reason(step.rule, &step.facts))
}

/// A fact that is not recorded, or recorded long ago.
#[must_use]
pub fn unknown_fact(fact: &UnknownFact) -> String {
    match fact {
        UnknownFact::SiblingAssessment => {
            "whether the child and its brothers and sisters are to live together".to_owned()
        }
        UnknownFact::Religion => "the child's religion".to_owned(),
        UnknownFact::Ethnicity => "the child's ethnic background".to_owned(),
        UnknownFact::Pets(home) => format!("whether home {home} has pets"),
        UnknownFact::ApprovalExtended(home) => {
            format!("whether the temporary approval of home {home}, which has run out, was extended")
        }
        UnknownFact::NoticeLifted(home) => format!("whether the notice on home {home} was lifted"),
    }
}

/// What a child wishes, such as `to live in h1 or h2`.
#[must_use]
pub fn wish(wish: &ChildsWish) -> String {
    let homes = |homes: &[HomeId]| homes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or ");
    match wish {
        ChildsWish::OneOfHomes(wanted) => format!("to live in {}", homes(wanted)),
        ChildsWish::NotHome(home) => format!("not to live in {home}"),
        ChildsWish::OneOfKinds(kinds) => {
            let kinds: Vec<&str> = kinds.iter().map(|kind| kind.code()).collect();
            format!("to live in a home of kind {}", kinds.join(" or "))
        }
    }
}

/// The distance among a reason's facts, where it was measured: a number that stands for an unknown one is no distance to
/// tell anybody.
fn miles(facts: &[Fact]) -> Option<String> {
    facts.iter().filter(|fact| !fact.name.starts_with("assumed_")).find_map(|fact| match &fact.value {
        FactValue::Miles(miles) => Some(miles.to_string()),
        _ => None,
    })
}

/// A reason for a provider, where it may be told: nothing of other children, residents or homes is.
pub(crate) fn to_the_provider(rule: RuleCode, facts: &[Fact]) -> Option<String> {
    let distance = miles(facts);
    match (rule.as_str(), distance) {
        ("S002", Some(miles)) => Some(format!("The family home is {miles} miles away.")),
        ("S003", Some(miles)) => Some(format!("The child's school is {miles} miles away.")),
        ("S020", Some(miles)) => Some(format!("Travel to school, {miles} miles, is to be arranged.")),
        ("S012", _) => Some("The child has wishes that this home does not meet in full.".to_owned()),
        ("S011", _) => {
            Some("The child's language, religion or background is not shared there in full.".to_owned())
        }
        _ => None,
    }
}

/// A reason that lies in the terms of a home, for its provider; nothing that is not in them or the child's own.
pub(crate) fn of_the_homes_terms(rule: RuleCode) -> Option<&'static str> {
    Some(match rule.as_str() {
        "H001" => "The child's age is not within the home's approved ages.",
        "H002" => "The home's terms do not admit a child of this sex.",
        "H004" => "The temporary approval ends before the child would come.",
        "H009" => "The home's registration is not in force.",
        "H010" => "A notice restricts new admissions to the home.",
        "H014" => "The home does not state an adaptation that the child needs.",
        "H016" => "The home has no free place.",
        "H017" => "The home does not accept a risk that is known of the child.",
        "H023" => "The home does not state that it meets the child's level of need.",
        _ => return None,
    })
}

/// Why the child cannot live in a home, where it lies in the home's own terms or the child's plan, in words for a reader
/// of twelve.
pub(crate) fn why_not_to_the_child(rule: RuleCode, facts: &[Fact]) -> Option<&'static str> {
    let only = |sex: &str| {
        let is_only = |value: &FactValue| matches!(value, FactValue::Codes(codes) if codes.len() == 1 && codes[0] == sex);
        facts.iter().any(|fact| fact.name == "approved_sexes" && is_only(&fact.value))
    };
    Some(match rule.as_str() {
        "H001" => "It is for children of other ages.",
        "H002" if only("F") => "It is for girls only.",
        "H002" if only("M") => "It is for boys only.",
        "H004" | "H009" | "H010" => "It may not take new children now.",
        "H014" | "H023" => "It does not have all that you need.",
        "H016" => "It has no free place.",
        "H025" => "Your plan is to stay where you live now.",
        _ => return None,
    })
}

/// A reason for the child, where it may be told, in words for a reader of twelve.
pub(crate) fn to_the_child(rule: RuleCode, facts: &[Fact]) -> Option<String> {
    let distance = miles(facts);
    match (rule.as_str(), distance) {
        ("S002", Some(miles)) => Some(format!("It is {miles} miles from your family home.")),
        ("S003", Some(miles)) => Some(format!("It is {miles} miles from your school.")),
        ("S012", _) => Some("It is not all that you asked for. We will tell you why.".to_owned()),
        ("S011", _) => Some("The people there may not share your faith or the way you grew up.".to_owned()),
        _ => None,
    }
}

/// Who gives the approval that a rule asks for.
fn asked_of(rule: RuleCode) -> Option<&'static str> {
    match rule.rule().check {
        Check::Requirement(requirement) => Some(approver(requirement.approver)),
        _ => None,
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
