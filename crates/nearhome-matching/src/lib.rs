//! From a snapshot to a problem to a proposal: match and shortlist, with every reason.
//!
//! [`Assembly`] judges the pairs and builds the problem, [`solve_checked`] has it solved and the answer
//! verified, [`plan`] and [`shortlist`] say what it means for each child. People decide; nothing here does.

mod assembly;
mod error;
mod matching;
mod plan;
mod shortlist;
mod spanning;

pub use assembly::Assembly;
pub use error::MatchError;
pub use matching::{Checked, plan, solve_checked};
pub use plan::{Change, Counts, LevelCost, MatchPlan, Proposal, Proved, Unplaced, Whereabouts};
pub use shortlist::{ExcludedHome, RankedHome, Shortlist, shortlist};
