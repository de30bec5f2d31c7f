//! Which homes may be offered to a child and how well each fits: one file a rule, with its legal source.
//!
//! [`assess`] judges one child and one home against every rule of the [`catalogue`] that is in force on
//! the snapshot's day, under a council's [`Policy`]. It answers with facts and never with sentences.
//! What spans several children who are all to be matched is declared in [`spanning`] as data. Nothing
//! here reads a file or a clock, solves anything or decides anything.

mod assess;
mod assessment;
mod case;
mod catalogue;
mod charges;
mod code;
mod duty;
mod fact;
mod gate;
mod hard;
mod level;
mod occupants;
mod policy;
mod rule;
mod soft;
pub mod spanning;

pub use assess::{Price, assess, assess_staying, assess_unplaced, price, price_but_for_one};
pub use assessment::{Assessment, Charge, Duty, Exclusion, Gate, cost_of};
pub use case::{Case, Distance};
pub use catalogue::catalogue;
pub use charges::Charges;
pub use code::{RuleCode, UnknownRule};
pub use fact::{Fact, FactValue};
pub use level::Level;
pub use policy::{
    Distances, Policy, PolicyError, PolicyFault, PolicyFile, Siblings, TogetherMeans, Travel, UnknownFees,
};
pub use rule::{
    Approver, Check, Emergency, Freedom, InForce, Kind, Requirement, Residents, Rule, Severity, Standing,
    Verdict,
};
