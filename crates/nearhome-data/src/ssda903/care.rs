//! What the episodes of a history mean: periods of care, and placements as indicators count them.
//!
//! What counts as a change of placement differs between published measures, so it is a parameter,
//! [`CountingPolicy`]. Nothing is corrected here; see [`super::repairs`].

use nearhome_model::Date;
use serde::{Deserialize, Serialize};

use super::{ChangeReason, Episode, History, NewEpisode};

/// Whether agreed series of short breaks (LS V3 and V4) count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ShortBreaks {
    /// They are left out, as in almost every published count.
    #[default]
    LeftOut,
    /// They count like other episodes.
    Counted,
}

/// Whether a temporary placement (T0 to T4) is a placement of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TemporaryMoves {
    /// The child is taken to stay in the placement before, to which it returns.
    #[default]
    PassedOver,
    /// It is a placement, and the return from it another.
    Counted,
}

/// Whether a move with the same carers is a new placement: RNE T or U, or the reason PLACE on the
/// episode that ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SameCarers {
    /// It is the same placement.
    #[default]
    SamePlacement,
    /// It is a new one.
    NewPlacement,
}

/// What counts as a placement.
///
/// The default counts as the measure "three or more placements in the year" (NI 62) is described: short
/// breaks left out, temporary moves passed over, and the same carers one placement. A change of legal
/// status alone (RNE L) is never a change of placement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct CountingPolicy {
    /// Agreed series of short breaks.
    pub short_breaks: ShortBreaks,
    /// Temporary placements.
    pub temporary: TemporaryMoves,
    /// Moves with the same carers.
    pub same_carers: SameCarers,
}

/// An unbroken time of being looked after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeriodOfCare<'a> {
    /// Its episodes by first day; never empty.
    pub episodes: Vec<&'a Episode>,
}

/// A placement: one or more episodes of one period of care.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedPlacement<'a> {
    /// Its episodes by first day; never empty. Temporary moves that are passed over are among them.
    pub episodes: Vec<&'a Episode>,
}

macro_rules! span {
    ($name:ident) => {
        impl $name<'_> {
            /// First day.
            #[must_use]
            pub fn start(&self) -> Option<Date> {
                self.episodes.first().map(|episode| episode.start)
            }

            /// Last day; `None` while it is open.
            #[must_use]
            pub fn end(&self) -> Option<Date> {
                self.episodes.last().and_then(|episode| episode.end)
            }
        }
    };
}

span!(PeriodOfCare);
span!(CountedPlacement);

impl History {
    /// The periods of care, by first day: an episode that starts by the day on which the one before ends
    /// belongs to the same period. After one that no return ends, it does unless it starts care anew (RNE S).
    #[must_use]
    pub fn periods_of_care(&self, short_breaks: ShortBreaks) -> Vec<PeriodOfCare<'_>> {
        let counted = |episode: &&Episode| short_breaks == ShortBreaks::Counted || !episode.is_short_break();
        let mut periods: Vec<PeriodOfCare<'_>> = Vec::new();
        for episode in self.episodes.iter().filter(counted) {
            let joins = periods
                .last()
                .and_then(|period| period.episodes.last())
                .is_some_and(|before| joins_care(before, episode));
            match periods.last_mut().filter(|_| joins) {
                Some(period) => period.episodes.push(episode),
                None => periods.push(PeriodOfCare { episodes: vec![episode] }),
            }
        }
        periods
    }

    /// The placements of every period of care, by first day.
    ///
    /// A period that begins with a temporary placement, against the rules, begins with a placement all
    /// the same.
    #[must_use]
    pub fn placements(&self, policy: CountingPolicy) -> Vec<CountedPlacement<'_>> {
        let mut placements: Vec<CountedPlacement<'_>> = Vec::new();
        for period in self.periods_of_care(policy.short_breaks) {
            let mut is_first = true;
            for episode in period.episodes {
                let joins = !is_first
                    && placements.last().is_some_and(|placement| policy.continues(placement, episode));
                match placements.last_mut().filter(|_| joins) {
                    Some(placement) => placement.episodes.push(episode),
                    None => placements.push(CountedPlacement { episodes: vec![episode] }),
                }
                is_first = false;
            }
        }
        placements
    }
}

impl History {
    /// The placement that is kept for the child during a temporary move (T0 to T4); any other episode itself.
    ///
    /// A temporary move that follows no placement is taken for one.
    #[must_use]
    pub fn usual_placement<'a>(&'a self, episode: &'a Episode) -> &'a Episode {
        let mut usual = episode;
        while usual.is_temporary() {
            match self.before(usual) {
                Some(earlier) => usual = earlier,
                None => return episode,
            }
        }
        usual
    }

    /// The episode that ends on the day on which this one starts.
    #[must_use]
    pub fn before(&self, episode: &Episode) -> Option<&Episode> {
        let earlier = self.episodes.iter().rev().find(|other| other.start < episode.start)?;
        (earlier.end == Some(episode.start)).then_some(earlier)
    }
}

/// Whether an episode belongs to the period of care of the one before it.
fn joins_care(before: &Episode, episode: &Episode) -> bool {
    match before.end {
        Some(end) => episode.start <= end,
        None => episode.new_episode != Some(NewEpisode::Started),
    }
}

impl CountingPolicy {
    /// Whether an episode belongs to the placement before it.
    fn continues(self, placement: &CountedPlacement<'_>, episode: &Episode) -> bool {
        let Some(before) = placement.episodes.last() else { return false };
        if episode.new_episode == Some(NewEpisode::LegalStatus) {
            return true;
        }
        if self.temporary == TemporaryMoves::PassedOver {
            let usual = placement.episodes.iter().rev().find(|one| !one.is_temporary());
            let returns = before.is_temporary() && usual.is_some_and(|usual| is_same_home(usual, episode));
            if episode.is_temporary() || returns {
                return true;
            }
        }
        let same =
            matches!(episode.new_episode, Some(NewEpisode::PlacementSameCarer | NewEpisode::BothSameCarer))
                || before.change_reason == Some(ChangeReason::StatusOnly);
        self.same_carers == SameCarers::SamePlacement && same
    }
}

/// Whether two episodes are in one home, as far as the return tells it.
fn is_same_home(one: &Episode, other: &Episode) -> bool {
    one.place == other.place && one.placement_postcode == other.placement_postcode && one.urn == other.urn
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ssda903::repairs::tests::history;

    const HEADER: &str = "2019-04-01 S K2 A -> 2019-05-01";

    #[track_caller]
    fn check(episodes: &[&str], policy: CountingPolicy, expected: usize) {
        let all: Vec<&str> = std::iter::once(HEADER).chain(episodes.iter().copied()).collect();
        assert_eq!(history(2020, &all).placements(policy).len(), expected, "{episodes:?} {policy:?}");
    }

    #[test]
    fn placements_are_counted_as_the_policy_says() {
        let usual = CountingPolicy::default();
        let temporary = CountingPolicy { temporary: TemporaryMoves::Counted, ..usual };
        let carers = CountingPolicy { same_carers: SameCarers::NewPlacement, ..usual };
        check(&[], usual, 1);
        check(&["2019-05-01 P U6 B"], usual, 2);
        check(&["2019-05-01 L K2 A"], usual, 1);
        check(&["2019-05-01 T K2 B"], usual, 1);
        check(&["2019-05-01 T K2 B"], carers, 2);
        let away = ["2019-05-01 P T4 C -> 2019-05-04", "2019-05-04 P K2 A"];
        check(&away, usual, 1);
        check(&away, temporary, 3);
        check(&["2019-05-01 P T4 C -> 2019-05-04", "2019-05-04 P U6 B"], usual, 2);
        check(&["2019-06-01 S K2 A"], usual, 2);
    }

    #[test]
    fn a_gap_ends_a_period_of_care() {
        let one = history(2020, &[HEADER, "2019-05-01 P U6 B"]);
        let two = history(2020, &[HEADER, "2019-05-02 S U6 B"]);
        let open = history(2020, &["2019-04-01 S K2 A", "2019-05-02 S U6 B"]);
        let goes_on = history(2020, &["2019-04-01 S K2 A", "2019-05-02 P U6 B"]);
        let count = |history: &History| history.periods_of_care(ShortBreaks::LeftOut).len();
        assert_eq!([&one, &two, &open, &goes_on].map(count), [1, 2, 2, 1]);
        let periods = two.periods_of_care(ShortBreaks::LeftOut);
        assert_eq!((periods[0].end(), periods[1].end()), ("2019-05-01".parse().ok(), None));
    }
}
