//! Rules on who provides the placement.

use super::{
    EpisodeFacts, Rule,
    child::{is_adoption, is_fostering, is_temporary},
    episode,
};
use crate::{findings::Code, ssda903::tables::Cell};

const COLUMNS: &[&str] = &["PLACE_PROVIDER", "PLACE"];

pub(super) const RULES: &[Rule] = &[
    episode(Code::R178, COLUMNS, |facts| facts.now().place_provider.is_given() && !is_listed(facts))
        .of_form(),
    episode(Code::R178Needless, COLUMNS, |facts| is_listed(facts) && has_no_provider(facts)).of_form(),
    episode(Code::R213, COLUMNS, |facts| {
        let other = matches!(facts.now().place, "Z11" | "Z12" | "Z13" | "Z14") && facts.child.year() >= 2026;
        facts.now().place_provider.is_given() && (is_temporary(facts.now().place) || other)
    }),
    episode(Code::R526, COLUMNS, |facts| facts.now().place_provider.is_blank() && !has_no_provider(facts)),
    episode(Code::R527, COLUMNS, |facts| by(facts, "PR1") && is_never_own(facts.now().place)),
    episode(Code::R528, COLUMNS, |facts| by(facts, "PR2") && is_never_own(facts.now().place)),
    episode(Code::R529, COLUMNS, |facts| {
        let place = facts.now().place;
        let never = is_adoption(place) || is_fostering(place) || matches!(place, "K1" | "K2" | "P1");
        by(facts, "PR3") && never
    }),
    episode(Code::R530, COLUMNS, |facts| by(facts, "PR4") && facts.now().place == "P1"),
    episode(Code::R531, COLUMNS, |facts| by(facts, "PR5") && facts.now().place == "P1"),
    episode(Code::R550, COLUMNS, |facts| by(facts, "PR0") && facts.now().place != "P1"),
];

fn by(facts: &EpisodeFacts<'_, '_>, provider: &str) -> bool {
    facts.now().place_provider == provider
}

fn is_listed(facts: &EpisodeFacts<'_, '_>) -> bool {
    matches!(facts.now().place_provider, "PR0" | "PR1" | "PR2" | "PR3" | "PR4" | "PR5")
}

/// Placements that no authority provides.
fn is_never_own(place: &str) -> bool {
    matches!(place, "P1" | "R2" | "R5")
}

/// Temporary and other placements have no provider.
fn has_no_provider(facts: &EpisodeFacts<'_, '_>) -> bool {
    let year = facts.child.year();
    match facts.now().place {
        "Z1" => year <= 2025,
        "Z11" | "Z12" | "Z13" | "Z14" => year >= 2026,
        place => is_temporary(place),
    }
}
