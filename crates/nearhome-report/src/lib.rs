//! Pages and tables that people read, from results; no decisions.
//!
//! Facts become words in [`words`] and nowhere else.

mod demo;
mod explanation;
mod findings;
mod frontier;
mod indicators;
mod offers;
mod plan;
mod questions;
mod replay;
mod rows;
mod shortlist;
mod table;
mod texts;
mod vacancy;
mod wishes;
pub mod words;

pub use demo::{DemoStory, demo_page};
pub use explanation::{explanation_csv, explanation_page, what_if_csv, what_if_page};
pub use findings::{findings_csv, findings_page};
pub use frontier::{frontier_csv, frontier_page};
pub use indicators::{indicators_csv, indicators_page};
pub use offers::{offers_csv, offers_page};
pub use plan::{before_and_after, plan_csv, plan_page, standing};
pub use questions::{questions_csv, questions_page};
pub use replay::{replay_csv, replay_page};
pub use shortlist::{
    exclusions_by_rule, home_entry, shortlist_csv, shortlist_page, shortlists_csv, shortlists_page,
};
pub use texts::{child_text, provider_text};
pub use vacancy::{vacancy_csv, vacancy_page};
pub use wishes::unfollowed_wishes;
