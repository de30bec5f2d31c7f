//! Where postcodes and authorities are: the tables that ship with the crate, and the full postcode
//! directory where the user has one.
//!
//! Derived from the Postcode Directory of the Office for National Statistics, November 2025, Open
//! Government Licence v3.0. Contains OS data © Crown copyright and database right 2025. Contains Royal
//! Mail data © Royal Mail copyright and database right 2025. Distances are not measured here, and
//! nothing is guessed: what no table holds is unknown.

mod authorities;
mod directory;
mod sectors;

pub use authorities::{Authorities, Authority};
pub use directory::DirectoryError;
pub use sectors::{Postcodes, Sector};

/// The rows of a table that ships with the crate, without its `#` lines and its header.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.starts_with('#')).skip(1).map(|line| line.split(',').collect())
}
