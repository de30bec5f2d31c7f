//! Rules on URNs and on what kinds of placement ask for.

use nearhome_model::Date;

use super::{
    EpisodeFacts, Rule,
    child::{is_adoption, is_fostering, is_short_break, is_temporary},
    episode,
};
use crate::{
    findings::Code,
    ssda903::tables::{Cell, EpisodeCells},
};

/// What stands for the number of a setting that others than Ofsted inspect.
const NO_NUMBER: &str = "XXXXXXX";

pub(super) const RULES: &[Rule] = &[
    episode(Code::R214, &["PL_POST"], |facts| {
        let now = facts.now();
        is_short_break(now.ls) && (now.pl_post.is_given() || now.urn.is_given())
    }),
    episode(Code::R217, &["RNE", "PLACE"], |facts| {
        let now = facts.now();
        let is_recent = facts.start().is_some_and(|start| Some(start) >= Date::new(2015, 4, 1).ok());
        matches!(now.place, "A3" | "A5") && is_recent && !matches!(now.rne, "S" | "T" | "U")
    }),
    episode(Code::R217T, &["PLACE"], |facts| {
        facts.now().place == "P2" && lasts_beyond(facts.now(), Date::new(2023, 10, 28).ok())
    }),
    episode(Code::R218, &["URN"], urn_is_missing),
    episode(Code::R222, &["URN"], |facts| {
        let now = facts.now();
        now.urn.is_given() && now.urn != NO_NUMBER && has_no_urn(now.place, facts.child.year(), Rule222)
    }),
    episode(Code::R230, &["URN"], |facts| {
        let now = facts.now();
        let unnumbered = now.urn.is_blank() || now.urn == NO_NUMBER;
        let late = lasts_beyond(now, Date::new(2023, 10, 28).ok());
        now.place == "H5" && late && unnumbered && !facts.place().is_outside_england()
    }),
    episode(Code::R242, &["URN"], |facts| {
        let now = facts.now();
        now.urn == NO_NUMBER && !is_adoption(now.place) && !is_fostering(now.place)
    }),
];

fn lasts_beyond(episode: &EpisodeCells<'_>, day: Option<Date>) -> bool {
    episode.dec.is_blank() || episode.dec.day.is_some_and(|end| Some(end) > day)
}

/// The rules whose lists of placements without a number differ in 2023/24.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ListOf {
    Rule218,
    Rule222,
}
use ListOf::{Rule218, Rule222};

/// Placements that have no number of Ofsted's. H5 left the list of rule 222 in 2023/24, when supported
/// accommodation came to be registered, and that of rule 218 a year later; P2 was closed then.
fn has_no_urn(place: &str, year: u16, list: ListOf) -> bool {
    match place {
        "P1" | "P3" | "R1" | "R2" | "R5" => true,
        "H5" => year <= if list == Rule218 { 2024 } else { 2023 },
        "P2" => year <= 2024,
        "Z1" => year <= 2025,
        "Z11" | "Z12" | "Z13" | "Z14" => year >= 2026,
        _ => is_temporary(place),
    }
}

/// Rule 214 forbids the number for short breaks, so they are excepted here.
fn urn_is_missing(facts: &EpisodeFacts<'_, '_>) -> bool {
    let now = facts.now();
    let in_year = now.dec.is_blank() || now.dec.day.is_some_and(|end| end >= facts.child.collection.first);
    in_year
        && now.urn.is_blank()
        && !is_short_break(now.ls)
        && !has_no_urn(now.place, facts.child.year(), Rule218)
        && !facts.place().is_outside_england()
}
