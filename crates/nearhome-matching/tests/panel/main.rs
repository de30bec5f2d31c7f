//! A panel's questions on random small authorities, against the whole problem solved anew.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod authorities;
mod calls;
mod companions;
mod emergencies;
mod explanations;
mod oracle;
mod shortlists;
mod sittings;
mod trade_offs;
mod unknowns;
mod vacancies;
mod what_ifs;
mod wishes;

/// How many random authorities are asked: `usual`, or `NEARHOME_AUTHORITIES`.
fn count(usual: u64) -> u64 {
    std::env::var("NEARHOME_AUTHORITIES").ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}
