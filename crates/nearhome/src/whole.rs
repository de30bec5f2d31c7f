//! Whether an answer is all that was asked for, or what there was when the run was stopped.

use nearhome_matching::{
    Ending, Explanation, MatchPlan, Offers, Questions, Shortlist, Shortlists, TradeOff, Vacancy, WhatIf,
};
use nearhome_problem::Status;

use crate::{Demonstration, ReaderText, Replay, Verified};

/// An answer that may have been stopped at a limit or cancelled.
pub trait Whole {
    /// Whether everything that was asked is answered; `false`: the run was stopped at a limit or cancelled.
    fn is_whole(&self) -> bool;
}

/// Implements [`Whole`], one line an answer.
macro_rules! whole {
    ($($answer:ty: |$own:ident| $whole:expr;)*) => {
        $(impl Whole for $answer {
            fn is_whole(&self) -> bool {
                let $own = self;
                $whole
            }
        })*
    };
}

whole! {
    Status: |status| matches!(status, Status::Optimal | Status::Infeasible);
    Verified: |verified| verified.solution.status.is_whole();
    MatchPlan: |plan| plan.status.is_whole();
    Shortlist: |list| list.exact;
    Shortlists: |lists| lists.shortlists.iter().all(|list| list.exact);
    Explanation: |told| told.exact;
    ReaderText: |text| text.exact;
    WhatIf: |told| told.ending != Ending::Stopped;
    Vacancy: |told| told.exact;
    TradeOff: |told| told.complete;
    Offers: |told| told.ending != Ending::Stopped;
    Questions: |told| told.exact;
    Demonstration: |made| made.plan.as_ref().is_some_and(Whole::is_whole);
    Replay: |replay| replay.complete && replay.hindsight.as_ref().is_none_or(|best| best.status.is_whole());
}
