//! The matching problem, its solution and its certificate: types and files.
//!
//! A problem knows children and homes only as numbered things with costs; it knows no law, no name
//! and no place. [`Problem`] can only be made through [`Problem::new`], which checks every index and
//! range, so whoever holds one need not check again. Solving and verifying happen elsewhere.

mod certificate;
mod error;
mod format;
mod mps;
mod options;
mod problem;
mod read;
mod schema;
mod solution;
mod totals;
mod write;

pub use certificate::{Bound, Certificate, Decision, FlowPrices, HouseholdProof, MULTIPLIER_SCALE, Step};
pub use error::InvalidProblem;
pub use mps::{MpsError, MpsForm};
pub use options::{OptionSet, PlacementOption};
pub use problem::{Apart, Cap, Child, Fixed, Home, Limit, Problem, ProblemParts, Stay, Together};
pub use read::ReadError;
pub use solution::{Solution, Status};
pub use totals::{Totals, add_cost};

/// The most levels a problem may have.
pub const LEVELS_MAX: usize = 8;

/// Costs on one level lie in `0..COST_END` (2^53), so that every JSON reader keeps them exact.
pub const COST_END: i64 = 1 << 53;

/// The most places a home may have.
pub const PLACES_MAX: u32 = 1_000_000;
