//! Rules that hold the placements of the return against Ofsted's lists of providers.
//!
//! They are judged for the latest return, of whose time the lists speak. A number that several rows of the lists
//! have fits by any of them. What a list leaves open fits nothing, as in the sector's validator.

use super::{
    EpisodeFacts, Rule,
    child::{is_short_break, is_temporary},
    episode,
};
use crate::{findings::Code, ofsted::OfstedProvider, ssda903::tables::Cell, table::read_postcode};

pub(super) const RULES: &[Rule] = &[
    episode(Code::R1008, &["URN"], |facts| is_named(facts) && listed(facts).is_none()).against_ofsted(),
    episode(Code::R219, &["URN", "PLACE"], |facts| {
        is_named(facts) && !fits(facts, |one, facts| has_code(&one.placement_codes, facts.now().place))
    })
    .against_ofsted(),
    episode(Code::R221, &["PL_POST", "URN", "LS", "PLACE"], |facts| {
        let now = facts.now();
        let looked_at = now.pl_post.is_given() && !is_short_break(now.ls) && stands_still(facts);
        is_named(facts) && looked_at && !fits(facts, has_postcode)
    })
    .against_ofsted(),
    episode(Code::R224, &["PLACE_PROVIDER", "URN"], |facts| {
        is_named(facts)
            && !fits(facts, |one, facts| has_code(&one.provider_codes, facts.now().place_provider))
    })
    .against_ofsted(),
    episode(Code::R227, &["DECOM", "URN"], |facts| {
        closed(facts).zip(facts.now().decom.day).is_some_and(|(closed, start)| start >= closed)
    })
    .against_ofsted(),
    episode(Code::R228, &["DEC", "URN"], |facts| {
        let end = facts.now().dec.day.unwrap_or(facts.child.collection.last);
        closed(facts).is_some_and(|closed| end > closed)
    })
    .against_ofsted(),
    episode(Code::R241, &["URN", "PL_POST"], has_no_premises_there).against_ofsted(),
    episode(Code::R229, &["PLACE_PROVIDER", "URN"], is_of_another_authority).against_ofsted(),
];

/// Whether the episode names a provider whom the lists should hold.
fn is_named(facts: &EpisodeFacts<'_, '_>) -> bool {
    let urn = facts.now().urn;
    urn.is_given() && urn != "XXXXXXX"
}

fn listed<'t>(facts: &EpisodeFacts<'t, '_>) -> Option<&'t OfstedProvider> {
    let urn = facts.now().urn.parse().ok()?;
    facts.child.collection.ofsted?.get(&urn)
}

fn fits(facts: &EpisodeFacts<'_, '_>, fits: fn(&OfstedProvider, &EpisodeFacts<'_, '_>) -> bool) -> bool {
    listed(facts).is_some_and(|one| fits(one, facts))
}

fn has_code<T: std::str::FromStr + Ord>(codes: &std::collections::BTreeSet<T>, code: &str) -> bool {
    code.parse().is_ok_and(|code| codes.contains(&code))
}

/// Kinds of placement that stand at the postcode of their registration.
fn stands_still(facts: &EpisodeFacts<'_, '_>) -> bool {
    match facts.now().place {
        "K1" | "K2" | "R3" | "S1" => true,
        "H5" => facts.child.year() == 2024,
        "K3" => facts.child.year() >= 2025,
        _ => false,
    }
}

fn has_postcode(one: &OfstedProvider, facts: &EpisodeFacts<'_, '_>) -> bool {
    read_postcode(facts.now().pl_post).is_some_and(|postcode| one.premises.contains(&postcode))
}

fn closed(facts: &EpisodeFacts<'_, '_>) -> Option<nearhome_model::Date> {
    listed(facts).filter(|_| is_named(facts))?.closed
}

/// Supported accommodation in an authority in which its provider has no premises, as far as the lists name
/// them.
///
/// The public validator holds the placement against the authority whose return it is, whatever its own
/// comment says.
fn has_no_premises_there(facts: &EpisodeFacts<'_, '_>) -> bool {
    let postcodes = facts.child.collection.postcodes;
    let Some(listed) = listed(facts).filter(|_| is_named(facts) && facts.now().place == "K3") else {
        return false;
    };
    let mut authorities = listed.premises.iter().filter_map(|one| postcodes.locate(one).authority).peekable();
    let there = facts.place().authority.as_ref();
    authorities.peek().is_some() && there.is_some() && !authorities.any(|one| Some(&one) == there)
}

/// Own provision by a provider elsewhere, or another authority's by one in the own area; the area is that of
/// the provider's postcode. `false` where it is unknown whose return it is.
fn is_of_another_authority(facts: &EpisodeFacts<'_, '_>) -> bool {
    let collection = facts.child.collection;
    let Some(own) = collection.authority.filter(|_| is_named(facts)) else { return false };
    let exempt =
        matches!(facts.now().place, "K3" | "P1" | "P3" | "R1" | "R2" | "R5" | "Z11" | "Z12" | "Z13" | "Z14")
            || is_temporary(facts.now().place);
    if exempt && facts.child.year() >= 2026 {
        return false;
    }
    let postcode = listed(facts).and_then(|one| one.postcode.as_ref());
    let is_own = postcode.and_then(|one| collection.postcodes.locate(one).authority).as_ref() == Some(own);
    match facts.now().place_provider {
        "PR1" => !is_own,
        "PR2" => is_own,
        _ => false,
    }
}
