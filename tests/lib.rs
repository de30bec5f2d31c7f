//! Shared fixtures of the workspace tests.

#[path = "five_linked_returns/lay_out.rs"]
pub mod five_linked_returns;
