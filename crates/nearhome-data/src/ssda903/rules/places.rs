//! Rules on postcodes and on what follows from them: where a placement is and how far from home.
//!
//! The return holds postcodes only; the authority of the placement and the miles from home are worked
//! out from them as the guide says. Rules 164 (a distance beyond 999.9 miles) and 411 (inside the
//! authority's area and yet in another) can therefore never fail and have no line here.

use std::collections::HashMap;

use nearhome_model::{AuthorityCode, GridPoint, TenthMiles};

use super::{
    EpisodeFacts, Rule,
    child::{is_adoption, is_fostering, is_short_break},
    episode,
};
use crate::{
    findings::Code,
    geography::Postcodes,
    ssda903::tables::{Cell, EpisodeCells},
    table::read_postcode,
};

/// Where an episode's placement is, as far as its postcodes tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// The authority in whose area the placement is.
    pub(super) authority: Option<AuthorityCode>,
    /// Miles from the home postcode.
    pub(super) miles: Option<TenthMiles>,
    /// Whether each postcode that is given exists.
    pub(super) exist: bool,
}

impl Place {
    /// Whether the placement is in Scotland, Wales or Northern Ireland.
    pub(super) fn is_outside_england(&self) -> bool {
        self.authority.as_ref().is_some_and(|code| !code.as_str().starts_with('E'))
    }
}

/// What a postcode leads to.
#[derive(Clone, Debug, Default)]
struct Spot {
    authority: Option<AuthorityCode>,
    point: Option<GridPoint>,
    exists: bool,
}

/// Finds places, each postcode once.
pub(super) struct PlaceFinder<'a> {
    postcodes: &'a Postcodes,
    known: HashMap<&'a str, Spot>,
}

impl<'a> PlaceFinder<'a> {
    /// A finder that knows no place yet.
    pub(super) fn new(postcodes: &'a Postcodes) -> Self {
        Self { postcodes, known: HashMap::new() }
    }

    /// The places of episodes, in their order.
    pub(super) fn places(&mut self, episodes: &[EpisodeCells<'a>]) -> Vec<Place> {
        episodes.iter().map(|episode| self.place(episode)).collect()
    }

    fn place(&mut self, episode: &EpisodeCells<'a>) -> Place {
        let home = self.spot(episode.home_post).clone();
        let placement = self.spot(episode.pl_post);
        Place {
            authority: placement.authority.clone(),
            miles: home.point.zip(placement.point).map(|(home, placement)| home.miles_to(placement)),
            exist: home.exists && placement.exists,
        }
    }

    fn spot(&mut self, text: &'a str) -> &Spot {
        let postcodes = self.postcodes;
        self.known.entry(text).or_insert_with(|| spot(text, postcodes))
    }
}

fn spot(text: &str, postcodes: &Postcodes) -> Spot {
    if text.is_blank() {
        return Spot { exists: true, ..Spot::default() };
    }
    let place =
        read_postcode(text).filter(|postcode| postcodes.holds(postcode)).map(|one| postcodes.locate(&one));
    place.map_or_else(Spot::default, |place| Spot {
        authority: place.authority,
        point: place.point,
        exists: true,
    })
}

pub(super) const RULES: &[Rule] = &[
    episode(Code::R169, &["PL_POST"], |facts| is_recorded(facts) && facts.place().authority.is_none()),
    episode(Code::R179, &["PL_POST"], |facts| is_recorded(facts) && facts.place().authority.is_none()),
    episode(Code::R392A, &["PL_POST"], |facts| {
        is_recorded(facts) && facts.place().miles.is_none() && !facts.child.is_unaccompanied()
    }),
    episode(Code::R392B, &["PL_POST", "HOME_POST"], |facts| {
        let blank = facts.now().home_post.is_blank() || facts.now().pl_post.is_blank();
        is_recorded(facts) && blank && !facts.child.is_unaccompanied()
    }),
    episode(Code::R392C, &["PL_POST", "HOME_POST"], |facts| has_malformed_postcode(facts.now())),
    episode(Code::R392CUnknown, &["PL_POST", "HOME_POST"], |facts| {
        !facts.place().exist && !has_malformed_postcode(facts.now())
    }),
    episode(Code::R392D, &["PL_POST", "HOME_POST"], |facts| {
        let now = facts.now();
        now.place != "P1" && now.pl_post.is_given() && now.pl_post == now.home_post
    }),
    episode(Code::R398, &["PL_POST", "LS"], |facts| {
        let given = facts.now().home_post.is_given() || facts.now().pl_post.is_given();
        is_short_break(facts.now().ls) && given
    }),
    episode(Code::R406, &["HOME_POST"], |facts| {
        facts.place().miles.is_some() && facts.child.is_unaccompanied()
    }),
    episode(Code::R420, &["PL_POST", "LS"], |facts| {
        is_short_break(facts.now().ls) && facts.place().authority.is_some()
    }),
    episode(Code::R454, &["PL_POST"], |facts| {
        facts.place().miles.is_some_and(|miles| miles.tenths() > 3_500)
    }),
    episode(Code::R1015, &["PL_POST", "PLACE_PROVIDER"], is_own_elsewhere),
    episode(Code::R243, &["URN", "PL_POST"], |facts| {
        facts.now().urn.is_given() && facts.place().is_outside_england()
    }),
];

/// Whether the episode is more than an agreed series of short breaks.
fn is_recorded(facts: &EpisodeFacts<'_, '_>) -> bool {
    !is_short_break(facts.now().ls)
}

fn has_malformed_postcode(episode: &EpisodeCells<'_>) -> bool {
    let malformed = |text: &str| text.is_given() && read_postcode(text).is_none();
    malformed(episode.home_post) || malformed(episode.pl_post)
}

/// Whether the placement is not known to lie in the authority's own area; `false` where it is unknown
/// whose return it is.
fn is_elsewhere(facts: &EpisodeFacts<'_, '_>) -> bool {
    let own = facts.child.collection.authority;
    own.is_some_and(|own| facts.place().authority.as_ref() != Some(own))
}

fn is_own_elsewhere(facts: &EpisodeFacts<'_, '_>) -> bool {
    let now = facts.now();
    let may_be_elsewhere = is_adoption(now.place)
        || is_fostering(now.place)
        || (now.place == "K3" && facts.child.year() >= 2026);
    now.place_provider == "PR1"
        && now.ls.is_given()
        && now.place.is_given()
        && !may_be_elsewhere
        && is_recorded(facts)
        && is_elsewhere(facts)
}
