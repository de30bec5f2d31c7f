//! The seven repairs that a pool of several years' returns commonly needs.
//!
//! They are reported always and applied only on request, since each is a guess. Source: how the London
//! Innovation and Improvement Alliance cleans its pool (`SocialFinanceDigitalLabs/liia-tools`, rules 1,
//! 1A, 2, 3, 3A, 4 and 5).

use std::collections::BTreeMap;

use nearhome_model::{ChildId, Date};
use serde::{Deserialize, Serialize};

use super::{CollectionYear, Episode, EpisodeEnd, History, NewEpisode};
use crate::findings::{Code, Findings};

/// Which repair an episode needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RepairKind {
    /// 1: left open by an older return and continued by a later episode; it ends when that starts.
    Continued,
    /// 1A: left open by an older return, and care starts anew later; it ends with its year, or the day
    /// before the new start where that is earlier.
    StartedAnew,
    /// 2: left open by an older return, and nothing follows; it ends with its year.
    Abandoned,
    /// 3: left open by an older return and stated again by a later one with another first day.
    Duplicate,
    /// 3A: left open by an older return, and a later one tells of the same days otherwise.
    Replaced,
    /// 4: ends after the next one starts; it ends when that starts.
    Overlap,
    /// 5: said to continue, and the next one starts later; it ends when that starts.
    Gap,
}

impl RepairKind {
    /// What the repair does, in words for reports.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Continued => {
                "left open and continued later: would end when the next episode starts (repair 1)"
            }
            Self::StartedAnew => "left open before care started anew: would end with its year (repair 1A)",
            Self::Abandoned => "left open and never taken up: would end with its year (repair 2)",
            Self::Duplicate => "left open and stated again later: would be left out (repair 3)",
            Self::Replaced => "left open and told otherwise later: would be left out (repair 3A)",
            Self::Overlap => "ends after the next episode starts: would end then (repair 4)",
            Self::Gap => "continues, and the next episode starts later: would end then (repair 5)",
        }
    }
}

/// A repair of one episode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// Which repair.
    pub kind: RepairKind,
    /// First day of the episode.
    pub start: Date,
    /// The return that states it.
    pub year: CollectionYear,
    /// The end that the episode would get; `None` where it would be left out.
    pub end: Option<Date>,
}

/// Whether repairs are applied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Repairs {
    /// They are reported and nothing is changed.
    #[default]
    Reported,
    /// They are reported and applied.
    Applied,
}

/// Reports the repairs of every history and, if asked to, applies them.
pub(crate) fn repair(
    histories: &mut BTreeMap<ChildId, History>,
    last_year: Option<CollectionYear>,
    repairs: Repairs,
    findings: &mut Findings,
) {
    let Some(last_year) = last_year else { return };
    for (child, history) in histories {
        let needed = history.repairs(last_year);
        for repair in &needed {
            let episode = history.episodes.iter().find(|episode| repair.is_of(episode));
            if let Some(episode) = episode {
                let finding = episode.source.finding(Code::Repairable, repair.kind.words());
                findings.add(finding.in_column("DEC").about(Some(child)));
            }
        }
        if repairs == Repairs::Applied {
            history.apply(&needed);
        }
    }
}

impl Repair {
    fn is_of(&self, episode: &Episode) -> bool {
        episode.start == self.start && episode.year == self.year
    }
}

impl History {
    /// The repairs that the child's episodes need, by first day; `last_year` is the latest of all returns.
    ///
    /// Episodes that would be left out are so first; the others are judged by what remains.
    #[must_use]
    pub fn repairs(&self, last_year: CollectionYear) -> Vec<Repair> {
        let left_out: Vec<Repair> = self.episodes.iter().filter_map(|one| self.left_out(one)).collect();
        let is_kept = |episode: &&Episode| !left_out.iter().any(|repair| repair.is_of(episode));
        let kept: Vec<&Episode> = self.episodes.iter().filter(is_kept).collect();
        let ended = kept.iter().enumerate().filter_map(|(index, episode)| {
            let (kind, end) = ended(episode, kept.get(index + 1).copied(), last_year)?;
            Some(Repair { kind, start: episode.start, year: episode.year, end: Some(end) })
        });
        let mut all: Vec<Repair> = ended.chain(left_out.iter().cloned()).collect();
        all.sort_by_key(|repair| repair.start);
        all
    }

    /// Repair 3 or 3A: an open episode of an older return within one that a later return states.
    fn left_out(&self, open: &Episode) -> Option<Repair> {
        let covers = |later: &&Episode| {
            later.year > open.year
                && later.start != open.start
                && (later.covers(open.start) || is_restated(open, later))
        };
        let later = self.episodes.iter().find(covers).filter(|_| open.end.is_none())?;
        let kind = if is_restated(open, later) { RepairKind::Duplicate } else { RepairKind::Replaced };
        Some(Repair { kind, start: open.start, year: open.year, end: None })
    }

    fn apply(&mut self, repairs: &[Repair]) {
        self.episodes
            .retain(|episode| !repairs.iter().any(|repair| repair.end.is_none() && repair.is_of(episode)));
        for episode in &mut self.episodes {
            if let Some(repair) = repairs.iter().find(|repair| repair.is_of(episode)) {
                episode.end = repair.end;
                let continues =
                    matches!(repair.kind, RepairKind::Continued | RepairKind::Overlap | RepairKind::Gap);
                episode.episode_end = continues.then_some(EpisodeEnd::Continues);
            }
        }
    }
}

/// Whether two episodes say the same but for their dates.
fn is_restated(one: &Episode, other: &Episode) -> bool {
    let near = one.start.days_until(other.start).abs() <= 31;
    near && one.new_episode == other.new_episode
        && one.legal_status == other.legal_status
        && one.place == other.place
        && one.provider == other.provider
        && one.placement_postcode == other.placement_postcode
        && one.urn == other.urn
}

/// The repair that gives an episode another end, and that end.
fn ended(episode: &Episode, next: Option<&Episode>, last_year: CollectionYear) -> Option<(RepairKind, Date)> {
    let year_end = episode.year.last_day();
    match (episode.end, next) {
        // What the latest return leaves open is open.
        (None, _) if episode.year >= last_year => None,
        (None, None) => Some((RepairKind::Abandoned, year_end)),
        (None, Some(next)) if next.new_episode == Some(NewEpisode::Started) => {
            let before = next.start.plus_days(-1)?.max(episode.start);
            Some((RepairKind::StartedAnew, before.min(year_end.max(episode.start))))
        }
        (None, Some(next)) => Some((RepairKind::Continued, next.start)),
        (Some(end), Some(next)) if next.start < end => Some((RepairKind::Overlap, next.start)),
        (Some(end), Some(next)) => {
            let continues = episode.episode_end == Some(EpisodeEnd::Continues);
            (continues && next.start > end).then_some((RepairKind::Gap, next.start))
        }
        (Some(_), None) => None,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use nearhome_model::{CategoryOfNeed, LegalStatus};

    use super::*;
    use crate::ssda903::{Given, Source};

    /// A history from lines such as `2019-04-01 S K2 A -> 2019-05-01 2020`: first day, RNE, PLACE, URN's
    /// letter, last day, and the year of the return where it is another one.
    pub(in crate::ssda903) fn history(year: u16, lines: &[&str]) -> History {
        let episodes = lines.iter().map(|line| {
            let (head, end) = line.split_once(" ->").unwrap_or((line, ""));
            let cells: Vec<&str> = head.split_whitespace().collect();
            let mut rest = end.split_whitespace().peekable();
            let end: Option<Date> = rest.next_if(|text| text.contains('-')).map(|text| text.parse().unwrap());
            let episode_end = rest.next_if(|text| *text == "X1").map(|_| EpisodeEnd::Continues);
            let year = rest.next().map_or(year, |text| text.parse().unwrap());
            let home: u32 = cells[3].bytes().map(u32::from).sum();
            Episode {
                child: "7".parse().unwrap(),
                start: cells[0].parse().unwrap(),
                end,
                new_episode: cells[1].parse().ok(),
                legal_status: LegalStatus::FullCareOrder,
                category_of_need: "N1".parse::<CategoryOfNeed>().unwrap(),
                place: cells[2].parse().unwrap(),
                provider: None,
                episode_end,
                change_reason: None,
                home_postcode: None,
                placement_postcode: None,
                urn: format!("{home:07}").parse().ok(),
                given: Given::default(),
                has_urn_column: true,
                year: CollectionYear::new(year).unwrap(),
                source: Source { file: "episodes.csv".into(), row: 2, record: 1 },
            }
        });
        History { episodes: episodes.collect(), ..History::default() }
    }

    /// Checks the repairs, each as `start kind end`, with 2022 as the latest return.
    #[track_caller]
    fn check(lines: &[&str], expected: &[(&str, RepairKind, Option<&str>)]) {
        let mut history = history(2018, lines);
        let last = CollectionYear::new(2022).unwrap();
        let needed = history.repairs(last);
        let found: Vec<_> = needed.iter().map(|one| (one.start, one.kind, one.end)).collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(start, kind, end)| (start.parse().unwrap(), *kind, end.map(|end| end.parse().unwrap())))
            .collect();
        assert_eq!(found, expected, "{lines:?}");
        history.apply(&needed);
        assert!(history.repairs(last).is_empty(), "what is repaired needs no repair: {lines:?}");
    }

    #[test]
    fn the_seven_repairs_are_found() {
        use RepairKind as Kind;
        check(
            &["2016-01-13 P U6 A -> 2018", "2017-08-20 T U4 A -> 2019-06-21 2020"],
            &[("2016-01-13", Kind::Continued, Some("2017-08-20"))],
        );
        check(
            &["2016-10-24 P P2 A -> 2017", "2017-04-20 S H5 B -> 2017-06-13 2018"],
            &[("2016-10-24", Kind::StartedAnew, Some("2017-03-31"))],
        );
        check(&["2019-05-10 S R5 A -> 2020"], &[("2019-05-10", Kind::Abandoned, Some("2020-03-31"))]);
        check(
            &["2016-09-23 S U6 A -> 2017-05-30 2018", "2016-09-27 S U6 A -> 2017"],
            &[("2016-09-27", Kind::Duplicate, None)],
        );
        check(
            &["2018-01-25 L U3 A -> 2018-05-16 2019", "2018-03-22 T U1 A -> 2018"],
            &[("2018-03-22", Kind::Replaced, None)],
        );
        check(
            &["2018-11-23 S U6 A -> 2018-12-24 X1 2019", "2018-12-20 P U6 B -> 2019-08-19 2020"],
            &[("2018-11-23", Kind::Overlap, Some("2018-12-20"))],
        );
        check(
            &["2019-11-06 P U6 A -> 2020-03-29 X1 2020", "2020-04-02 P U6 B -> 2022"],
            &[("2019-11-06", Kind::Gap, Some("2020-04-02"))],
        );
    }

    #[test]
    fn a_sound_history_needs_no_repair() {
        check(&["2019-05-01 S U6 A -> 2020-01-01 X1 2020", "2020-01-01 P U6 B -> 2022"], &[]);
        check(&["2019-05-01 S U6 A -> 2020-01-01 2020"], &[]);
        check(&["2021-05-01 S U6 A -> 2022"], &[]);
    }
}
