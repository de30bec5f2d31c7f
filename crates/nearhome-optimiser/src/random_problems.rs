//! Seeded random matching problems for tests and benches: ones with every field (tiny for brute
//! force), county plans, and pure flows.
//!
//! The same seed gives the same problem on every machine. The children, homes and costs are invented;
//! nothing here is calibrated to a real authority.

mod county;
mod numbers;
mod plain;
mod tiny;

pub use county::{County, county};
pub use numbers::Numbers;
pub use plain::plain;
pub use tiny::{every_field, tiny};
