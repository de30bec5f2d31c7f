//! Links the returns of several years into one history a child.
//!
//! An episode is known by its child and first day; where several returns state it, the latest one's
//! version is used. Contradictions that remain are reported here and acted upon when a snapshot is
//! taken, because only then is it known whether they concern the present placement.

use std::collections::BTreeMap;

use nearhome_model::{ChildId, Date};

use super::{CollectionYear, Episode, HeaderRow, Missing, Return, StrengthsScore, UascRow};
use crate::findings::{Code, Findings};

/// What is known of an episode whose row was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// The child.
    pub child: ChildId,
    /// The finding that left it out.
    pub code: Code,
    /// First day, where it is readable.
    pub start: Option<Date>,
    /// Last day, where it is readable.
    pub end: Option<Date>,
    /// The collection.
    pub year: CollectionYear,
}

/// All that the returns say of one child.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// The latest return's Header row.
    pub header: Option<HeaderRow>,
    /// Episodes by first day, each in its latest version.
    pub episodes: Vec<Episode>,
    /// The latest return's UASC row.
    pub uasc: Option<UascRow>,
    /// Times missing, of all returns, by first day.
    pub missing: Vec<Missing>,
    /// The latest return's score of strengths and difficulties.
    pub strengths: Option<StrengthsScore>,
    /// Episodes that were left out.
    pub bad_rows: Vec<BadRow>,
    /// The collections that hold an episode of the child, oldest first.
    pub years: Vec<CollectionYear>,
}

/// Links returns, which must stand in the order of their years.
pub(crate) fn link(returns: Vec<Return>, findings: &mut Findings) -> BTreeMap<ChildId, History> {
    let last_year = returns.iter().filter(|one| !one.episodes.is_empty()).map(|one| one.year).max();
    let mut histories: BTreeMap<ChildId, History> = BTreeMap::new();
    for collection in returns {
        add(&mut histories, collection, findings);
    }
    for history in histories.values_mut() {
        history.episodes.sort_by_key(|episode| episode.start);
        history.missing.sort_by_key(|missing| missing.start);
        report_contradictions(history, last_year, findings);
    }
    histories
}

fn add(histories: &mut BTreeMap<ChildId, History>, collection: Return, findings: &mut Findings) {
    let year = collection.year;
    for row in collection.header {
        let history = histories.entry(row.child.clone()).or_default();
        if history.header.as_ref().is_some_and(|before| differs(before, &row)) {
            let finding =
                row.source.finding(Code::HeaderChanged, "birth date or sex differ from the return before");
            findings.add(finding.about(Some(&row.child)));
        }
        history.header = Some(row);
    }
    for episode in collection.episodes {
        let history = histories.entry(episode.child.clone()).or_default();
        if history.years.last() != Some(&year) {
            history.years.push(year);
        }
        add_episode(history, episode, findings);
    }
    for row in collection.uasc {
        let history = histories.entry(row.child.clone()).or_default();
        history.uasc = Some(row);
    }
    for row in collection.missing {
        let history = histories.entry(row.child.clone()).or_default();
        history.missing.retain(|before| before.start != row.start || before.year == row.year);
        history.missing.push(row);
    }
    for row in collection.strengths {
        let history = histories.entry(row.child.clone()).or_default();
        history.strengths = Some(row);
    }
    for row in collection.bad_rows {
        let history = histories.entry(row.child.clone()).or_default();
        history.bad_rows.push(row);
    }
}

fn differs(one: &HeaderRow, other: &HeaderRow) -> bool {
    one.birth_date != other.birth_date || one.sex != other.sex
}

fn add_episode(history: &mut History, episode: Episode, findings: &mut Findings) {
    let Some(known) = history.episodes.iter_mut().find(|known| known.start == episode.start) else {
        history.episodes.push(episode);
        return;
    };
    if is_restated_differently(known, &episode) {
        let message = format!("the return of {} states this episode with other values", episode.year);
        findings.add(known.source.finding(Code::Superseded, message).about(Some(&known.child)));
    }
    *known = episode;
}

/// Whether a later version changes what the earlier one said; the end of an open episode is no change.
fn is_restated_differently(earlier: &Episode, later: &Episode) -> bool {
    let facts = |episode: &Episode| {
        (
            episode.new_episode,
            episode.legal_status,
            episode.category_of_need,
            episode.place,
            episode.provider,
            episode.placement_postcode.clone(),
            episode.urn.clone(),
        )
    };
    let end_changes = earlier.end.is_some() && earlier.end != later.end;
    facts(earlier) != facts(later) || end_changes
}

fn report_contradictions(history: &History, last_year: Option<CollectionYear>, findings: &mut Findings) {
    if let (None, Some(episode)) = (&history.header, history.episodes.last()) {
        let finding = episode.source.finding(Code::NoHeader, "no Header row describes the child");
        findings.add(finding.in_column("CHILD").about(Some(&episode.child)));
    }
    for episode in &history.episodes {
        if episode.is_left_behind(last_year) {
            let message = format!("open at the end of {}, and in no later return", episode.year);
            findings.add(
                episode.source.finding(Code::Vanished, message).in_column("DEC").about(Some(&episode.child)),
            );
        }
    }
    for pair in history.episodes.windows(2) {
        if let [before, after] = pair
            && before.year != after.year
            && before.end.is_none_or(|end| after.start < end)
        {
            let message = format!("the episode of {} before it does not end by then", before.year);
            let finding = after.source.finding(Code::TwoAtOnce, message);
            findings.add(finding.in_column("DECOM").about(Some(&after.child)));
        }
    }
}

impl Episode {
    /// Whether the episode was left open by a return that is not the last one, whose year is given: no later
    /// return takes it up.
    #[must_use]
    pub fn is_left_behind(&self, last_year: Option<CollectionYear>) -> bool {
        self.end.is_none() && last_year.is_some_and(|last| self.year < last)
    }
}

impl History {
    /// The episodes that cover a day.
    pub fn covering(&self, day: Date) -> impl Iterator<Item = &Episode> {
        self.episodes.iter().filter(move |episode| episode.covers(day))
    }

    /// The codes of rows left out that may hold the placement on a day.
    ///
    /// A row is past when a sound episode starts after it and by that day, or when a later return, whose
    /// year has begun by that day, tells of the child: it states every episode of its year anew.
    pub(crate) fn uncertain_rows(&self, day: Date) -> impl Iterator<Item = Code> {
        let matters = move |row: &&BadRow| {
            let known = row.start.max(row.end).unwrap_or_else(|| row.year.first_day());
            let begins_later = row.start.is_some_and(|start| start > day) && row.code != Code::R356;
            let ended = row.start < row.end && row.end.is_some_and(|end| end <= day);
            let followed = self.episodes.iter().any(|episode| episode.start >= known && episode.start <= day);
            let retold = self.years.iter().any(|&year| year > row.year && year.first_day() <= day);
            !(begins_later || ended || followed || retold)
        };
        self.bad_rows.iter().filter(matters).map(|row| row.code)
    }
}
