//! What is asked of a council's snapshot, as plain data: one documented and versioned type a question.
//!
//! An interface reads a [`Request`] and hands it to [`ask`](crate::ask), or fills in one of the types and calls the
//! function of the same name. What is left out of a JSON request is as the type's `new` has it; what a type does not
//! know is refused.

use nearhome_matching::{Alteration, HomeOffer, Urgency};
use serde::{Deserialize, Serialize};

use crate::Reader;

/// Anything that can be asked of a snapshot; `format` says what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "format")]
#[non_exhaustive]
pub enum Request {
    /// A proposal for every child.
    #[serde(rename = "nearhome-match-request/1")]
    Match(MatchRequest),
    /// The homes for one child.
    #[serde(rename = "nearhome-shortlist-request/1")]
    Shortlist(ShortlistRequest),
    /// The homes for several children who are decided on together.
    #[serde(rename = "nearhome-shortlists-request/1")]
    Shortlists(ShortlistsRequest),
    /// One child and one home.
    #[serde(rename = "nearhome-explain-request/1")]
    Explain(ExplainRequest),
    /// The same for somebody outside the panel.
    #[serde(rename = "nearhome-text-request/1")]
    Text(TextRequest),
    /// The council as it would be.
    #[serde(rename = "nearhome-what-if-request/1")]
    WhatIf(WhatIfRequest),
    /// The children for a free place.
    #[serde(rename = "nearhome-vacancy-request/1")]
    Vacancy(VacancyRequest),
    /// What one level costs on another.
    #[serde(rename = "nearhome-frontier-request/1")]
    Frontier(FrontierRequest),
    /// The order of calls to homes that may refuse.
    #[serde(rename = "nearhome-offers-request/1")]
    Offers(OffersRequest),
    /// What to ask first.
    #[serde(rename = "nearhome-questions-request/1")]
    Questions(QuestionsRequest),
}

/// A proposal for every child who needs a home or may move.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MatchRequest {
    /// Whether to tell every wish that the plan does not follow and what following it would cost, each by a further
    /// solve.
    #[serde(default)]
    pub wishes: bool,
}

/// The homes for one child, ranked or excluded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShortlistRequest {
    /// The child's id.
    pub child: String,
    /// For how many of the best homes, beside that of the best plan, to solve what choosing them costs; with 0 nothing
    /// is solved.
    #[serde(default = "three")]
    pub opportunity: usize,
    /// Whether the search is judged as a same-day emergency; ordinary by default, which leaves it as the record has it.
    #[serde(default)]
    pub urgency: Urgency,
}

impl ShortlistRequest {
    /// An ordinary search, with what the three best homes cost.
    #[must_use]
    pub fn new(child: &str) -> Self {
        Self { child: child.to_owned(), opportunity: three(), urgency: Urgency::Ordinary }
    }
}

/// The homes for several children who are decided on together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShortlistsRequest {
    /// The children's ids, each once; their answers come in this order.
    pub children: Vec<String>,
    /// For how many of the best homes of each, beside that of the best plan, to solve what choosing them costs.
    #[serde(default = "three")]
    pub opportunity: usize,
    /// Whether their searches are judged as same-day emergencies; ordinary by default, which leaves them as the records
    /// have them.
    #[serde(default)]
    pub urgency: Urgency,
}

impl ShortlistsRequest {
    /// Ordinary searches, with what the three best homes of each cost.
    #[must_use]
    pub fn new(children: &[&str]) -> Self {
        let children = children.iter().map(|child| (*child).to_owned()).collect();
        Self { children, opportunity: three(), urgency: Urgency::Ordinary }
    }
}

/// Why a child should, or should not, or may not go to a home.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExplainRequest {
    /// The child's id.
    pub child: String,
    /// The home's id.
    pub home: String,
    /// Whether the search is judged as a same-day emergency; ordinary by default, which leaves it as the record has it.
    #[serde(default)]
    pub urgency: Urgency,
}

impl ExplainRequest {
    /// An ordinary search.
    #[must_use]
    pub fn new(child: &str, home: &str) -> Self {
        Self { child: child.to_owned(), home: home.to_owned(), urgency: Urgency::Ordinary }
    }
}

/// The same, told to somebody outside the panel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TextRequest {
    /// The child's id.
    pub child: String,
    /// The home's id.
    pub home: String,
    /// For whom the text is.
    pub reader: Reader,
    /// Whether the search is judged as a same-day emergency; ordinary by default, which leaves it as the record has it.
    #[serde(default)]
    pub urgency: Urgency,
}

impl TextRequest {
    /// An ordinary search.
    #[must_use]
    pub fn new(child: &str, home: &str, reader: Reader) -> Self {
        Self { child: child.to_owned(), home: home.to_owned(), reader, urgency: Urgency::Ordinary }
    }
}

/// The best plan after changes of the council, beside the best plan before them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WhatIfRequest {
    /// The changes, made one after the other to a copy.
    pub changes: Vec<Alteration>,
}

/// The children whom a home's free place would serve best.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VacancyRequest {
    /// The home's id.
    pub home: String,
    /// For how many of the best children to solve what their coming changes.
    #[serde(default = "five")]
    pub best: usize,
}

impl VacancyRequest {
    /// With what the coming of the five best children changes.
    #[must_use]
    pub fn new(home: &str) -> Self {
        Self { home: home.to_owned(), best: five() }
    }
}

/// The exact trade-off between two levels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FrontierRequest {
    /// Names of two levels of the policy, such as `out_of_area` and `weekly_pence`.
    pub levels: [String; 2],
}

impl FrontierRequest {
    /// Between these levels.
    #[must_use]
    pub fn new(first: &str, second: &str) -> Self {
        Self { levels: [first, second].map(str::to_owned) }
    }
}

/// In which order to ask homes that may refuse.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OffersRequest {
    /// The child's id.
    pub child: String,
    /// Homes of which something is known, each once.
    #[serde(default)]
    pub homes: Vec<HomeOffer>,
    /// In how many of a thousand cases any other home accepts, 0 to 1,000: an assumption.
    #[serde(default = "every_other")]
    pub otherwise_accepts_per_mille: u16,
    /// Hours until any other home answers: an assumption.
    #[serde(default = "four_hours")]
    pub otherwise_answers_in_hours: u16,
    /// Hours until the deadline.
    #[serde(default = "a_day")]
    pub hours: u32,
    /// How many of the best ranked homes are considered, at most 12.
    #[serde(default = "eight")]
    pub best: usize,
    /// Whether the search is judged as a same-day emergency; ordinary by default, which leaves it as the record has it.
    #[serde(default)]
    pub urgency: Urgency,
}

impl OffersRequest {
    /// An ordinary search within a day, of which no home's answer is known: each of the eight best accepts every other
    /// time, after four hours.
    #[must_use]
    pub fn new(child: &str) -> Self {
        Self {
            child: child.to_owned(),
            homes: Vec::new(),
            otherwise_accepts_per_mille: every_other(),
            otherwise_answers_in_hours: four_hours(),
            hours: a_day(),
            best: eight(),
            urgency: Urgency::Ordinary,
        }
    }
}

/// Which unknown or old facts could change a child's home.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuestionsRequest {
    /// The child's id.
    pub child: String,
    /// Of how many of the best ranked homes unknown facts are considered, and of how many that one old fact excludes.
    #[serde(default = "five")]
    pub best: usize,
}

impl QuestionsRequest {
    /// Of the five best homes.
    #[must_use]
    pub fn new(child: &str) -> Self {
        Self { child: child.to_owned(), best: five() }
    }
}

fn three() -> usize {
    3
}

fn five() -> usize {
    5
}

fn eight() -> usize {
    8
}

fn every_other() -> u16 {
    500
}

fn four_hours() -> u16 {
    4
}

fn a_day() -> u32 {
    24
}
