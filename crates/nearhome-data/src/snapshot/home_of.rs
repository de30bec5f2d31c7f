//! Finds the home of the register in which a child's placement is.
//!
//! For fostering the URN is the agency's, so URN, postcode and kind of placement together are what
//! tells households apart; where they fit several homes, none is chosen.

use std::collections::BTreeMap;

use nearhome_model::{Home, HomeId, PlacementCode, Postcode, Urn};

use crate::ssda903::Episode;

/// Homes by what an episode says of its placement.
pub(super) struct HomeIndex<'a> {
    by_postcode: BTreeMap<&'a Postcode, Vec<&'a Home>>,
}

/// What was found.
pub(super) enum Found<'a> {
    /// Exactly one home.
    One(&'a Home),
    /// Several.
    Several,
    /// None.
    None,
}

impl<'a> HomeIndex<'a> {
    pub(super) fn of(homes: &'a BTreeMap<HomeId, Home>) -> Self {
        let mut by_postcode: BTreeMap<&Postcode, Vec<&Home>> = BTreeMap::new();
        for home in homes.values() {
            if let Some(postcode) = &home.location.postcode {
                by_postcode.entry(postcode).or_default().push(home);
            }
        }
        Self { by_postcode }
    }

    /// The home of an episode: same postcode and kind, and no URN that differs.
    pub(super) fn find(&self, episode: &Episode) -> Found<'a> {
        let Some(postcode) = &episode.placement_postcode else { return Found::None };
        let there = self.by_postcode.get(postcode).map_or(&[][..], Vec::as_slice);
        let fits = |home: &&&Home| {
            home.kinds.contains(&episode.place) && agrees(home.urn.as_ref(), episode.urn.as_ref())
        };
        let mut found = there.iter().filter(fits);
        match (found.next(), found.next()) {
            (Some(home), None) => Found::One(home),
            (Some(_), Some(_)) => Found::Several,
            _ => Found::None,
        }
    }
}

fn agrees(home: Option<&Urn>, episode: Option<&Urn>) -> bool {
    match (home, episode) {
        (Some(home), Some(episode)) => home == episode,
        _ => true,
    }
}

/// Whether a register of homes is expected to hold a placement of this kind.
pub(super) fn is_registered_kind(place: PlacementCode) -> bool {
    use nearhome_model::PlacementGroup as Group;
    matches!(
        place.group(),
        Group::KinshipFoster
            | Group::Foster
            | Group::Residential
            | Group::Secure
            | Group::Supported
            | Group::ParentAndChild
    )
}
