//! Finds the home of the register in which a child's placement is.
//!
//! For fostering the URN is the agency's, so URN, postcode and kind of placement together are what
//! tells households apart; where they fit several homes, none is chosen.

use std::collections::BTreeMap;

use nearhome_model::{Home, HomeId, PlacementCode, Postcode, Urn};

use crate::ssda903::Episode;

/// Homes of a register by what an episode says of its placement.
#[derive(Clone, Debug)]
pub struct HomeIndex<'a> {
    by_postcode: BTreeMap<&'a Postcode, Vec<&'a Home>>,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found<'a> {
    /// Exactly one home.
    One(&'a Home),
    /// Several.
    Several,
    /// None.
    None,
}

/// How the kind of an episode's placement is compared with the kinds that a home offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KindsCompared {
    /// The home offers this very code: right for the day of the register.
    Exactly,
    /// The home offers a code of the same group: right for the past, when the home may have offered others
    /// and the list of codes was another one (H5 until 2024/25, K3 since).
    ByGroup,
}

impl<'a> HomeIndex<'a> {
    /// Indexes the homes of a register.
    #[must_use]
    pub fn of(homes: &'a BTreeMap<HomeId, Home>) -> Self {
        let mut by_postcode: BTreeMap<&Postcode, Vec<&Home>> = BTreeMap::new();
        for home in homes.values() {
            if let Some(postcode) = &home.location.postcode {
                by_postcode.entry(postcode).or_default().push(home);
            }
        }
        Self { by_postcode }
    }

    /// The home of an episode: same postcode and kind, and no URN that differs.
    #[must_use]
    pub fn find(&self, episode: &Episode) -> Found<'a> {
        let mut found = self.fitting(episode, KindsCompared::Exactly);
        match (found.next(), found.next()) {
            (Some(home), None) => Found::One(home),
            (Some(_), Some(_)) => Found::Several,
            _ => Found::None,
        }
    }

    /// Every home that an episode may mean, by id: same postcode and kind, and no URN that differs.
    pub fn fitting(&self, episode: &Episode, compared: KindsCompared) -> impl Iterator<Item = &'a Home> {
        let postcode = episode.placement_postcode.as_ref();
        let there = postcode.and_then(|postcode| self.by_postcode.get(postcode)).into_iter().flatten();
        there.copied().filter(move |home| {
            offers(home, episode.place, compared) && agrees(home.urn.as_ref(), episode.urn.as_ref())
        })
    }
}

fn offers(home: &Home, place: PlacementCode, compared: KindsCompared) -> bool {
    match compared {
        KindsCompared::Exactly => home.kinds.contains(&place),
        KindsCompared::ByGroup => home.kinds.iter().any(|kind| kind.group() == place.group()),
    }
}

fn agrees(home: Option<&Urn>, episode: Option<&Urn>) -> bool {
    match (home, episode) {
        (Some(home), Some(episode)) => home == episode,
        _ => true,
    }
}

/// Whether a register of homes is expected to hold a placement of this kind.
#[must_use]
pub fn is_registered_kind(place: PlacementCode) -> bool {
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
