//! A panel's questions on random small authorities, against the whole problem solved anew.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod authorities;
mod calls;
mod coming;
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

/// Seeds of the random authorities that are asked: `usual` from 0 on, or `NEARHOME_AUTHORITIES` from `NEARHOME_SEED` on.
fn seeds(usual: u64) -> std::ops::Range<u64> {
    let given = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let first = given("NEARHOME_SEED").unwrap_or(0);
    first..first + given("NEARHOME_AUTHORITIES").unwrap_or(usual)
}
