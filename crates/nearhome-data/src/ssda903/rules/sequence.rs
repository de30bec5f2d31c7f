//! Rules on what follows what: an episode, the one before it and the one after it.

use nearhome_model::{PlacementCode, PlacementGroup};

use super::{Facts, Rule, rule};
use crate::{
    findings::Code,
    ssda903::{Episode, EpisodeEnd, NewEpisode},
};

pub(super) const RULES: &[Rule] = &[
    rule(Code::R142, "DEC", |facts| {
        facts.next().is_some() && (facts.episode().end.is_none() || !facts.episode().given.rec)
    }),
    rule(Code::R148, "REC", |facts| facts.episode().end.is_some() != facts.episode().given.rec),
    rule(Code::R225, "REASON_PLACE_CHANGE", reason_is_missing),
    rule(Code::R226, "REASON_PLACE_CHANGE", |facts| {
        let before = facts.before().is_some_and(|before| before.given.reason);
        facts.episode().is_temporary() && (facts.episode().given.reason || before)
    }),
    rule(Code::R233, "REASON_PLACE_CHANGE", |facts| {
        facts.episode().end.is_none() && facts.episode().given.reason
    }),
    rule(Code::R336, "PLACE", is_adoption_without_fostering),
    rule(Code::R380, "PLACE", |facts| facts.starts(NewEpisode::Started) && facts.episode().is_temporary()),
    rule(Code::R381, "PLACE", |facts| facts.episode().is_temporary() && ends_care(facts.episode())),
    rule(Code::R383, "PLACE", temporary_without_return),
    rule(Code::R388, "REC", continuation_disagrees),
    rule(Code::R390, "REC", |facts| {
        let end = facts.episode().episode_end;
        matches!(end, Some(EpisodeEnd::AdoptedUnopposed | EpisodeEnd::AdoptedConsentDispensed))
            && facts.episode().place.group() != PlacementGroup::Adoption
    }),
    rule(Code::R431, "RNE", |facts| {
        facts.starts(NewEpisode::Started)
            && facts.before().is_some_and(|before| before.end == Some(facts.episode().start))
    }),
    rule(Code::R432, "RNE", |facts| {
        !facts.starts(NewEpisode::Started) && facts.before().is_some_and(ends_care)
    }),
    rule(Code::R433, "DECOM", |facts| {
        let continues = facts.episode().new_episode.is_some_and(|reason| reason != NewEpisode::Started);
        continues && facts.before().is_some_and(|before| before.end != Some(facts.episode().start))
    }),
    rule(Code::R434, "RNE", |facts| {
        facts.starts(NewEpisode::LegalStatus)
            && facts.changed().is_some_and(|(status, place)| place || !status)
    }),
    rule(Code::R435, "RNE", |facts| {
        (facts.starts(NewEpisode::Placement) || facts.starts(NewEpisode::PlacementSameCarer))
            && facts.changed().is_some_and(|(status, place)| status || !place)
    }),
    rule(Code::R436, "RNE", |facts| {
        (facts.starts(NewEpisode::Both) || facts.starts(NewEpisode::BothSameCarer))
            && facts.changed().is_some_and(|(status, place)| !(status && place))
    }),
    rule(Code::R501, "DECOM", |facts| {
        facts.before().and_then(|before| before.end).is_some_and(|end| facts.episode().start < end)
    }),
    rule(Code::R504, "CIN", |facts| {
        facts.before().is_some_and(|before| {
            before.episode_end == Some(EpisodeEnd::Continues)
                && before.end == Some(facts.episode().start)
                && before.category_of_need != facts.episode().category_of_need
        })
    }),
];

impl Facts<'_> {
    fn starts(&self, reason: NewEpisode) -> bool {
        self.episode().new_episode == Some(reason)
    }

    /// Whether the legal status and the placement differ from the episode before.
    fn changed(&self) -> Option<(bool, bool)> {
        let (before, now) = (self.before()?, self.episode());
        let placement = |episode: &Episode| {
            (episode.place, episode.provider, episode.placement_postcode.clone(), episode.urn.clone())
        };
        Some((before.legal_status != now.legal_status, placement(before) != placement(now)))
    }
}

/// Whether an episode's REC says that the child is no longer looked after.
fn ends_care(episode: &Episode) -> bool {
    episode.episode_end.is_some_and(|end| end != EpisodeEnd::Continues)
}

fn reason_is_missing(facts: &Facts<'_>) -> bool {
    let changes = |next: &Episode| {
        matches!(
            next.new_episode,
            Some(
                NewEpisode::Placement
                    | NewEpisode::Both
                    | NewEpisode::PlacementSameCarer
                    | NewEpisode::BothSameCarer
            )
        ) && !next.is_temporary()
    };
    let episode = facts.episode();
    episode.episode_end == Some(EpisodeEnd::Continues)
        && !episode.given.reason
        && !episode.is_temporary()
        && facts.next().is_some_and(changes)
}

/// A3 and A5 say that the current foster carer adopts. (The public validator tests A3 and A4 and
/// comments A3 and A5; the meaning of the codes decides.)
fn is_adoption_without_fostering(facts: &Facts<'_>) -> bool {
    let from_carers =
        |before: &Episode| before.place.is_fostering() || before.place.group() == PlacementGroup::Adoption;
    matches!(facts.episode().place, PlacementCode::A3 | PlacementCode::A5)
        && facts.before().is_some_and(|before| !from_carers(before))
}

fn temporary_without_return(facts: &Facts<'_>) -> bool {
    let (Some(before), Some(next)) = (facts.before(), facts.next()) else { return false };
    facts.episode().is_temporary()
        && (next.new_episode != Some(NewEpisode::Placement) || next.place != before.place)
}

fn continuation_disagrees(facts: &Facts<'_>) -> bool {
    let episode = facts.episode();
    let Some(end) = episode.end else { return false };
    let continues = episode.episode_end == Some(EpisodeEnd::Continues);
    let is_continued = facts.next().is_some_and(|next| next.start == end);
    if is_continued { episode.episode_end.is_some() && !continues } else { continues }
}
