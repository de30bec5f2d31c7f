//! Every question about an optimum, against brute force over problems with every field of the format;
//! every problem that was solved for an answer goes through the checker.
//!
//! `NEARHOME_QUESTIONS=5000 NEARHOME_SEED=1000000 cargo test --test questions` runs more and other cases.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../support.rs"]
mod support;

mod canonical;
mod edge_cases;
mod frontier;
mod ground;
mod optima;
mod place_values;
mod refused;
mod shortages;
