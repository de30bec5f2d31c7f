//! One way in for every question: a request in, its answer out.

use nearhome_matching::{
    Ending, Explanation, MatchPlan, Offers, Questions, Shortlist, Shortlists, TradeOff, Vacancy, WhatIf,
};
use nearhome_problem::Status;
use serde::Serialize;

use crate::{
    Error, Judged, Limits, Progress, ReaderText, Request, explain, frontier, match_children, offers,
    questions, shortlist, shortlists, text, vacancy, what_if,
};

/// The answer to a [`Request`]; in JSON it is the answer itself, whose `format` says which.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Answer {
    /// To [`Request::Match`].
    Match(Box<MatchPlan>),
    /// To [`Request::Shortlist`].
    Shortlist(Box<Shortlist>),
    /// To [`Request::Shortlists`].
    Shortlists(Box<Shortlists>),
    /// To [`Request::Explain`].
    Explanation(Box<Explanation>),
    /// To [`Request::Text`].
    Text(ReaderText),
    /// To [`Request::WhatIf`].
    WhatIf(Box<WhatIf>),
    /// To [`Request::Vacancy`].
    Vacancy(Box<Vacancy>),
    /// To [`Request::Frontier`].
    Frontier(Box<TradeOff>),
    /// To [`Request::Offers`].
    Offers(Box<Offers>),
    /// To [`Request::Questions`].
    Questions(Box<Questions>),
}

impl Answer {
    /// Whether everything that was asked is answered; `false`: the run was stopped at a limit or cancelled.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        match self {
            Self::Match(plan) => matches!(plan.status, Status::Optimal | Status::Infeasible),
            Self::Shortlist(list) => list.exact,
            Self::Shortlists(lists) => lists.shortlists.iter().all(|list| list.exact),
            Self::Explanation(told) => told.exact,
            Self::Text(text) => text.exact,
            Self::WhatIf(told) => told.ending != Ending::Stopped,
            Self::Vacancy(told) => told.exact,
            Self::Frontier(told) => told.complete,
            Self::Offers(told) => told.ending != Ending::Stopped,
            Self::Questions(told) => told.exact,
        }
    }
}

/// Answers a request about a council on a day.
///
/// # Errors
///
/// Those of the request's own function.
///
/// # Examples
///
/// ```
/// use nearhome::{Judged, Limits, Request, ask, model::example, rules::Policy};
///
/// let snapshot = example::snapshot(vec![example::child("c1")], vec![example::home("h1")]);
/// let council = Judged { snapshot, policy: Policy::default(), past: None };
/// let request: Request =
///     serde_json::from_str(r#"{ "format": "nearhome-shortlist-request/1", "child": "c1" }"#)?;
/// let answer = ask(&council, &request, &Limits::default(), &|_progress| ())?;
/// assert!(answer.is_whole());
/// assert_eq!(serde_json::to_value(&answer)?["ranked"][0]["home"], "h1");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn ask(
    judged: &Judged,
    request: &Request,
    limits: &Limits,
    progress: &(dyn Fn(&Progress) + Sync),
) -> Result<Answer, Error> {
    Ok(match request {
        Request::Match(wanted) => Answer::Match(Box::new(match_children(judged, wanted, limits, progress)?)),
        Request::Shortlist(wanted) => {
            Answer::Shortlist(Box::new(shortlist(judged, wanted, limits, progress)?))
        }
        Request::Shortlists(wanted) => {
            Answer::Shortlists(Box::new(shortlists(judged, wanted, limits, progress)?))
        }
        Request::Explain(wanted) => Answer::Explanation(Box::new(explain(judged, wanted, limits, progress)?)),
        Request::Text(wanted) => Answer::Text(text(judged, wanted, limits, progress)?),
        Request::WhatIf(wanted) => Answer::WhatIf(Box::new(what_if(judged, wanted, limits, progress)?)),
        Request::Vacancy(wanted) => Answer::Vacancy(Box::new(vacancy(judged, wanted, limits, progress)?)),
        Request::Frontier(wanted) => Answer::Frontier(Box::new(frontier(judged, wanted, limits, progress)?)),
        Request::Offers(wanted) => Answer::Offers(Box::new(offers(judged, wanted, limits, progress)?)),
        Request::Questions(wanted) => {
            Answer::Questions(Box::new(questions(judged, wanted, limits, progress)?))
        }
    })
}
