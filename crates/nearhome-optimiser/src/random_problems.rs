//! Seeded random matching problems for tests and benches: ones with every field (tiny for brute
//! force), county plans, pure flows, whole countries, a council's year, and generalised assignment.
//!
//! The same seed gives the same problem on every machine. The children, homes and costs are invented;
//! nothing here is calibrated to a real authority.

mod capped;
mod county;
mod gap;
mod national;
mod numbers;
mod plain;
mod stays;
mod tiny;

pub use capped::{capped, national_capped};
pub use county::{County, county};
pub use gap::{GapKind, gap};
pub use national::{Form, National, national};
pub use numbers::Numbers;
pub use plain::plain;
pub use stays::{YearOfStays, year_of_stays};
pub use tiny::{every_field, tiny};
