//! One way in for every question: a request in, its answer out.

use nearhome_matching::{
    Explanation, MatchPlan, Offers, Questions, Shortlist, Shortlists, TradeOff, Vacancy, WhatIf,
};
use serde::Serialize;

use crate::{
    Error, Judged, Limits, Progress, ReaderText, Request, Whole, explain, frontier, match_children, offers,
    questions, shortlist, shortlists, text, vacancy, what_if,
};

/// Names every answer once: the enum of them, how each becomes one, and whether it is whole.
macro_rules! answers {
    ($($(#[$meta:meta])* $name:ident($answer:ty),)*) => {
        /// The answer to a [`Request`]; in JSON it is the answer itself, whose `format` says which.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
        #[serde(untagged)]
        #[non_exhaustive]
        pub enum Answer {
            $($(#[$meta])* $name(Box<$answer>),)*
        }

        $(impl From<$answer> for Answer {
            fn from(answer: $answer) -> Self {
                Self::$name(Box::new(answer))
            }
        })*

        impl Answer {
            /// Whether everything that was asked is answered; `false`: the run was stopped at a limit or cancelled.
            #[must_use]
            pub fn is_whole(&self) -> bool {
                match self {
                    $(Self::$name(answer) => answer.is_whole(),)*
                }
            }
        }
    };
}

answers! {
    /// To [`Request::Match`].
    Match(MatchPlan),
    /// To [`Request::Shortlist`].
    Shortlist(Shortlist),
    /// To [`Request::Shortlists`].
    Shortlists(Shortlists),
    /// To [`Request::Explain`].
    Explanation(Explanation),
    /// To [`Request::Text`].
    Text(ReaderText),
    /// To [`Request::WhatIf`].
    WhatIf(WhatIf),
    /// To [`Request::Vacancy`].
    Vacancy(Vacancy),
    /// To [`Request::Frontier`].
    Frontier(TradeOff),
    /// To [`Request::Offers`].
    Offers(Offers),
    /// To [`Request::Questions`].
    Questions(Questions),
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
        Request::Match(wanted) => match_children(judged, wanted, limits, progress)?.into(),
        Request::Shortlist(wanted) => shortlist(judged, wanted, limits, progress)?.into(),
        Request::Shortlists(wanted) => shortlists(judged, wanted, limits, progress)?.into(),
        Request::Explain(wanted) => explain(judged, wanted, limits, progress)?.into(),
        Request::Text(wanted) => text(judged, wanted, limits, progress)?.into(),
        Request::WhatIf(wanted) => what_if(judged, wanted, limits, progress)?.into(),
        Request::Vacancy(wanted) => vacancy(judged, wanted, limits, progress)?.into(),
        Request::Frontier(wanted) => frontier(judged, wanted, limits, progress)?.into(),
        Request::Offers(wanted) => offers(judged, wanted, limits, progress)?.into(),
        Request::Questions(wanted) => questions(judged, wanted, limits, progress)?.into(),
    })
}
