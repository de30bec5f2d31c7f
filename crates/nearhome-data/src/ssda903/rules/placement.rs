//! Rules on the kind of placement, its provider, URN and postcodes.

use nearhome_model::{LegalStatus, PlaceProvider, PlacementCode, PlacementGroup};

use super::{Facts, Rule, rule};
use crate::{findings::Code, ssda903::Episode};

pub(super) const RULES: &[Rule] = &[
    rule(Code::R213, "PLACE_PROVIDER", |facts| {
        facts.episode().given.provider && has_no_provider(facts.episode().place)
    }),
    rule(Code::R526, "PLACE_PROVIDER", |facts| {
        !facts.episode().given.provider && !has_no_provider(facts.episode().place)
    }),
    rule(Code::R214, "PL_POST", |facts| {
        let given = facts.episode().given;
        facts.episode().is_short_break() && (given.placement_postcode || given.urn)
    }),
    rule(Code::R218, "URN", urn_is_missing),
    rule(Code::R222, "URN", |facts| {
        let urn = facts.episode().urn.as_ref().filter(|urn| urn.as_str() != "XXXXXXX");
        urn.is_some() && has_no_urn(facts.episode().place)
    }),
    rule(Code::R378, "PLACE", |facts| {
        facts.episode().place == PlacementCode::P1
            && facts.episode().legal_status == LegalStatus::Accommodated
    }),
    rule(Code::R382, "PLACE", |facts| facts.episode().is_short_break() && facts.episode().is_temporary()),
    rule(Code::R384, "PLACE", |facts| {
        facts.episode().is_short_break()
            && matches!(facts.episode().place, PlacementCode::U1 | PlacementCode::U4)
    }),
    rule(Code::R392B, "PL_POST", |facts| {
        let given = facts.episode().given;
        !facts.episode().is_short_break() && !given.home_postcode && !given.placement_postcode
    }),
    rule(Code::R392D, "PL_POST", |facts| {
        let episode = facts.episode();
        episode.place != PlacementCode::P1
            && episode.placement_postcode.is_some()
            && episode.placement_postcode == episode.home_postcode
    }),
    rule(Code::R527, "PLACE_PROVIDER", |facts| provider_fits_not(facts, PlaceProvider::OwnAuthority)),
    rule(Code::R528, "PLACE_PROVIDER", |facts| provider_fits_not(facts, PlaceProvider::OtherAuthority)),
    rule(Code::R529, "PLACE_PROVIDER", |facts| provider_fits_not(facts, PlaceProvider::OtherPublic)),
    rule(Code::R530, "PLACE_PROVIDER", |facts| provider_fits_not(facts, PlaceProvider::Private)),
    rule(Code::R531, "PLACE_PROVIDER", |facts| provider_fits_not(facts, PlaceProvider::Voluntary)),
    rule(Code::R550, "PLACE_PROVIDER", |facts| provider_fits_not(facts, PlaceProvider::Parents)),
];

/// Temporary and other placements have no provider.
fn has_no_provider(place: PlacementCode) -> bool {
    place.group() == PlacementGroup::Temporary || is_other(place)
}

fn is_other(place: PlacementCode) -> bool {
    use PlacementCode::{Z1, Z11, Z12, Z13, Z14};
    matches!(place, Z1 | Z11 | Z12 | Z13 | Z14)
}

/// Placements that no inspectorate numbers. H5 and P2 belonged to them to 2024/25.
fn has_no_urn(place: PlacementCode) -> bool {
    use PlacementCode::{H5, P1, P2, P3, R1, R2, R5};
    place.group() == PlacementGroup::Temporary
        || is_other(place)
        || matches!(place, H5 | P1 | P2 | P3 | R1 | R2 | R5)
}

/// Placements outside England, which the rule excepts, cannot be told from a postcode alone and are
/// found by a Scottish or Welsh address only where a directory is at hand; here the URN `XXXXXXX`
/// answers for them.
fn urn_is_missing(facts: &Facts<'_>) -> bool {
    let episode = facts.episode();
    let is_recent =
        episode.end.is_none_or(|end| end.year() > 2015 || (end.year() == 2015 && end.month() > 3));
    episode.has_urn_column
        && is_recent
        && !episode.given.urn
        && !episode.is_short_break()
        && !has_no_urn(episode.place)
}

/// Whether the episode has this provider and a kind of placement that the provider cannot give.
fn provider_fits_not(facts: &Facts<'_>, provider: PlaceProvider) -> bool {
    let episode: &Episode = facts.episode();
    if episode.provider != Some(provider) {
        return false;
    }
    let (place, group) = (episode.place, episode.place.group());
    match provider {
        PlaceProvider::OwnAuthority | PlaceProvider::OtherAuthority => {
            matches!(place, PlacementCode::P1 | PlacementCode::R2 | PlacementCode::R5)
        }
        PlaceProvider::OtherPublic => {
            place.is_fostering()
                || group == PlacementGroup::Adoption
                || matches!(place, PlacementCode::P1 | PlacementCode::K1 | PlacementCode::K2)
        }
        PlaceProvider::Private | PlaceProvider::Voluntary => place == PlacementCode::P1,
        PlaceProvider::Parents => place != PlacementCode::P1,
    }
}
