//! Rules on the child's age when an episode starts.

use nearhome_model::{LegalStatus, PlacementCode};

use super::{Facts, Rule, rule};
use crate::{findings::Code, ssda903::NewEpisode};

pub(super) const RULES: &[Rule] = &[
    rule(Code::R302, "DECOM", starts_before_birth),
    rule(Code::R352, "RNE", |facts| {
        facts.episode().new_episode == Some(NewEpisode::Started) && facts.is_at_least(18)
    }),
    rule(Code::R358, "LS", |facts| is_criminal(facts.episode().legal_status) && facts.is_under(10)),
    rule(Code::R371, "PLACE", |facts| is_supported(facts) && facts.is_under(16)),
    rule(Code::R372, "PLACE", |facts| facts.episode().place == PlacementCode::R5 && facts.is_under(10)),
    rule(Code::R373, "PLACE", |facts| facts.episode().place == PlacementCode::S1 && facts.is_under(4)),
    rule(Code::R374, "PLACE", |facts| facts.episode().place == PlacementCode::P3 && facts.is_under(14)),
];

impl Facts<'_> {
    /// Age in years at the start of the episode; `None` without a birth date.
    fn age(&self) -> Option<u8> {
        self.header.map(|header| self.episode().start.age_since(header.birth_date).years())
    }

    fn is_under(&self, years: u8) -> bool {
        self.age().is_some_and(|age| age < years)
    }

    fn is_at_least(&self, years: u8) -> bool {
        self.age().is_some_and(|age| age >= years)
    }
}

fn starts_before_birth(facts: &Facts<'_>) -> bool {
    facts.header.is_some_and(|header| facts.episode().start < header.birth_date)
}

fn is_criminal(status: LegalStatus) -> bool {
    matches!(status, LegalStatus::Remanded | LegalStatus::PoliceDetention | LegalStatus::YouthRehabilitation)
}

/// K3 since 2024/25; H5 and P2 before.
fn is_supported(facts: &Facts<'_>) -> bool {
    match facts.episode().place {
        PlacementCode::K3 => true,
        PlacementCode::H5 | PlacementCode::P2 => facts.year.end_year() <= 2024,
        _ => false,
    }
}
