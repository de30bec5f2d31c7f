//! From a snapshot to a problem to a proposal: match and shortlist, with every reason.
//!
//! [`Assembly`] judges the pairs and builds the problem, [`solve_checked`] has it solved and the answer
//! verified, [`plan`] says what it means for each child. A [`Sitting`] is prepared once for a panel, which then asks:
//! [`shortlist`], [`explain`], [`what_if`], [`vacancy`], [`trade_off`], [`offers`], [`unfollowed_wishes`];
//! [`LaterNeeds`] estimates what taking a place costs children still to come. People decide; nothing here does.

mod alteration;
mod assembly;
mod difference;
mod emergency;
mod error;
mod explain;
mod later;
mod matching;
mod offers;
mod opening;
mod plan;
mod questions;
mod shortlist;
mod sitting;
mod spanning;
mod trade_off;
mod vacancy;
mod what_if;
mod winning;
mod wishes;

pub use alteration::{Alteration, BadAlteration};
pub use assembly::Assembly;
pub use difference::{Difference, Differences, Place};
pub use emergency::{FollowUp, PutOff, Urgency, in_an_emergency};
pub use error::MatchError;
pub use explain::{Explanation, explain};
pub use later::{ComingChildren, LaterCost, LaterNeeds, PastNeeds};
pub use matching::{Checked, plan, solve_checked};
pub use offers::{Call, HomeOffer, MOST_CALLS, Offers, OffersWanted, offers};
pub use opening::{MOST_SOLVED, Opening};
pub use plan::{Change, Counts, LevelCost, MatchPlan, Proposal, Proved, Unplaced, Whereabouts};
pub use questions::{OLD_DAYS, OtherAnswer, Question, Questions, UnknownFact, questions};
pub use shortlist::{
    ExcludedHome, InBestPlans, InThePlan, OwnAndJoint, RankedHome, Shortlist, Shortlists, judge_homes,
    shortlist, shortlists,
};
pub use sitting::{Forced, Placing, Sitting, Standings};
pub use trade_off::{TradeOff, TradeOffPoint, trade_off};
pub use vacancy::{Candidate, ExcludedChild, Vacancy, vacancy};
pub use what_if::{Ending, WhatIf, what_if};
pub use winning::{PairsTried, Winning, WinningPair};
pub use wishes::{ChildsWish, UnfollowedWish, unfollowed_wishes};
