//! Pages and tables that people read, from results; no decisions.
//!
//! Facts become words in [`words`] and nowhere else.

mod demo;
mod findings;
mod indicators;
mod plan;
mod replay;
mod rows;
mod shortlist;
mod table;
pub mod words;

pub use demo::{DemoStory, demo_page};
pub use findings::{findings_csv, findings_page};
pub use indicators::{indicators_csv, indicators_page};
pub use plan::{before_and_after, plan_csv, plan_page, standing};
pub use replay::{replay_csv, replay_page};
pub use shortlist::{exclusions_by_rule, home_entry, shortlist_csv, shortlist_page};
