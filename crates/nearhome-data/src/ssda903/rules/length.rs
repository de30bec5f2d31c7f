//! Rules on dates and on how long an episode or an unbroken run of episodes lasts.

use nearhome_model::{Date, LegalStatus, PlacementCode};

use super::{Facts, Rule, rule};
use crate::{findings::Code, ssda903::Episode};

pub(super) const RULES: &[Rule] = &[
    rule(Code::R353, "DECOM", |facts| {
        Date::new(1991, 10, 14).is_ok_and(|first| facts.episode().start < first)
    }),
    rule(Code::R355, "DEC", |facts| facts.episode().end == Some(facts.episode().start)),
    rule(Code::R385, "DEC", |facts| facts.episode().end.is_some_and(|end| end > facts.year.last_day())),
    // 72 hours may touch three midnights.
    rule(Code::R361, "LS", |facts| status_lasts_longer(facts, LegalStatus::PoliceProtection, 3)),
    rule(Code::R362, "LS", |facts| status_lasts_longer(facts, LegalStatus::EmergencyProtection, 21)),
    rule(Code::R363, "LS", |facts| status_lasts_longer(facts, LegalStatus::ChildAssessment, 7)),
    rule(Code::R365, "LS", |facts| {
        is_recorded_short_break(facts.episode()) && facts.days(facts.episode()) > 17
    }),
    rule(Code::R367, "LS", short_breaks_of_the_year),
    rule(Code::R375, "PLACE", |facts| place_lasts_longer(facts, PlacementCode::T1, 42)),
    rule(Code::R376, "PLACE", |facts| place_lasts_longer(facts, PlacementCode::T3, 21)),
    rule(Code::R379, "PLACE", |facts| place_lasts_longer(facts, PlacementCode::T4, 7)),
    rule(Code::R377, "PLACE", |facts| {
        let is_holiday = |episode: &Episode| episode.place == PlacementCode::T3;
        let holidays = facts.episodes.iter().filter(|episode| is_holiday(episode));
        is_holiday(facts.episode()) && holidays.count() > 2
    }),
];

impl Facts<'_> {
    /// Last day, or the collection's where the episode is open.
    fn end(&self, episode: &Episode) -> Date {
        episode.end.unwrap_or_else(|| self.year.last_day())
    }

    fn days(&self, episode: &Episode) -> i32 {
        episode.start.days_until(self.end(episode))
    }
}

fn place_lasts_longer(facts: &Facts<'_>, place: PlacementCode, days: i32) -> bool {
    facts.episode().place == place && facts.days(facts.episode()) > days
}

/// Whether the unbroken run of episodes under a status, of which this is one, is longer than allowed.
fn status_lasts_longer(facts: &Facts<'_>, status: LegalStatus, days: i32) -> bool {
    if facts.episode().legal_status != status {
        return false;
    }
    let joined = |pair: &[&Episode]| {
        matches!(pair, [one, next] if one.end == Some(next.start)
            && one.legal_status == status && next.legal_status == status)
    };
    let (before, after) = (&facts.episodes[..=facts.index], &facts.episodes[facts.index..]);
    let earlier = before.windows(2).rev().take_while(|pair| joined(pair)).count();
    let later = after.windows(2).take_while(|pair| joined(pair)).count();
    let start = facts.episodes[facts.index - earlier].start;
    start.days_until(facts.end(facts.episodes[facts.index + later])) > days
}

fn is_recorded_short_break(episode: &Episode) -> bool {
    episode.legal_status == LegalStatus::ShortBreaks
}

/// Whether the child's short breaks within the collection's year add up to more than 75 days.
fn short_breaks_of_the_year(facts: &Facts<'_>) -> bool {
    let (first, last) = (facts.year.first_day(), facts.year.last_day());
    let within =
        |episode: &&&Episode| episode.start.max(first).days_until(facts.end(episode).min(last)).max(0);
    let breaks = facts.episodes.iter().filter(|episode| is_recorded_short_break(episode));
    is_recorded_short_break(facts.episode()) && breaks.map(|episode| within(&episode)).sum::<i32>() > 75
}
