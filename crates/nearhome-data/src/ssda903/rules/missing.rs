//! Rules on times when a child was missing or away without authorisation.

use nearhome_model::Date;

use super::{Child, Marks, Rule, across, child::birthday, missing};
use crate::{
    findings::Code,
    ssda903::tables::{At, Cell, DateCell, EpisodeCells, MissingCells, ReturnTable},
};

const EPISODES: &[ReturnTable] = &[ReturnTable::Episodes];
const MISSING: &[ReturnTable] = &[ReturnTable::Missing];

pub(super) const RULES: &[Rule] = &[
    missing(Code::R564, &["MIS_START", "MISSING"], |_, row| {
        matches!(row.missing, "M" | "A") && row.mis_start.is_blank()
    }),
    missing(Code::R565, &["MISSING", "MIS_START"], |_, row| {
        row.mis_start.is_given() && row.missing.is_blank()
    }),
    missing(Code::R566, &["MISSING", "MIS_END"], |_, row| row.mis_end.is_given() && row.missing.is_blank()),
    missing(Code::R567, &["MIS_END", "MIS_START"], |_, row| {
        row.mis_start.day.zip(row.mis_end.day).is_some_and(|(start, end)| start > end)
    }),
    missing(Code::R570, &["MIS_START"], |child, row| {
        row.mis_start.day.is_some_and(|start| start > child.collection.last)
    }),
    missing(Code::R571, &["MIS_END"], |child, row| row.mis_end.day.is_some_and(|end| !child.in_year(end))),
    across(Code::R574, ReturnTable::Missing, &["MIS_START"], |child, marks| {
        mark_overlaps(child.rows.missing.iter().map(|row| (row.at, row.mis_start, row.mis_end)), marks);
    }),
    missing(Code::R575, &["MIS_END"], |child, row| {
        let within = |episode: &EpisodeCells<'_>| {
            let days = row.mis_start.day.zip(episode.decom.day).zip(episode.dec.day);
            days.is_some_and(|((away, start), end)| start <= away && away <= end)
        };
        row.mis_end.is_blank() && child.rows.episodes.iter().any(within)
    })
    .needs(EPISODES),
    across(Code::R576, ReturnTable::Missing, &["MIS_START"], open_is_not_taken_up).needs_last(MISSING),
    missing(Code::R577, &["MIS_END"], |child, row| {
        row.mis_start.is_given() && is_outside_care(child, row.mis_start, row.mis_end)
    })
    .needs(EPISODES),
    missing(Code::R578, &["MIS_START"], starts_outside_care).needs(EPISODES),
    across(Code::R580, ReturnTable::Missing, &["MIS_END"], leaves_while_missing).needs(EPISODES),
    missing(Code::R581, &["MIS_START"], |child, row| {
        let within = |episode: &EpisodeCells<'_>| {
            let from = row.mis_start.day.zip(episode.decom.day);
            from.is_some_and(|(away, start)| start <= away && episode.dec.day.is_none_or(|end| away <= end))
        };
        !child.rows.episodes.is_empty() && !child.rows.episodes.iter().any(within)
    })
    .needs(EPISODES),
    missing(Code::R586, &["MIS_START", "DOB"], |_, row| {
        row.mis_start.day.zip(row.dob.day).is_some_and(|(start, birth)| start <= birth)
    }),
];

/// Marks a time that starts before the one before it has ended.
pub(super) fn mark_overlaps<'a>(
    rows: impl Iterator<Item = (At, DateCell<'a>, DateCell<'a>)>,
    marks: &mut Marks,
) {
    let mut rows: Vec<_> = rows.collect();
    rows.sort_by_key(|&(at, start, end)| (end.day.or(start.day), start.day, at));
    for pair in rows.windows(2) {
        if let &[(before, _, ended), (now, start, _)] = pair {
            let overlaps = start.day.zip(ended.day).is_some_and(|(start, ended)| start < ended);
            if ended.day.is_none() || overlaps {
                marks.row_with(now, Some(before));
            }
        }
    }
}

fn open_is_not_taken_up(child: &Child<'_, '_>, marks: &mut Marks) {
    let Some(first) =
        child.rows.missing.iter().min_by_key(|row| (row.mis_start.day.is_none(), row.mis_start.day))
    else {
        return;
    };
    let open = |last: &&MissingCells<'_>| last.mis_end.is_blank() && last.mis_start.day.is_some();
    let left_open = child.last.missing.iter().filter(open);
    if left_open.clone().any(|last| last.mis_start.day != first.mis_start.day) {
        marks.row(first.at);
    }
}

/// First and last day of each unbroken run of episodes.
fn periods(child: &Child<'_, '_>) -> Vec<(Option<Date>, Option<Date>)> {
    let days = |run: &[EpisodeCells<'_>]| {
        (run.first().and_then(|episode| episode.decom.day), run.last().and_then(|episode| episode.dec.day))
    };
    child.periods().into_iter().map(days).collect()
}

/// Whether a time lies in no period of care: where it is open, no period may have ended.
pub(super) fn is_outside_care(child: &Child<'_, '_>, start: DateCell<'_>, end: DateCell<'_>) -> bool {
    let outside = |&(from, to): &(Option<Date>, Option<Date>)| match end.day {
        None => to.is_some() || start.day < from,
        Some(end) => to.is_some_and(|to| end > to) || from.is_some_and(|from| end < from),
    };
    let periods = periods(child);
    !periods.is_empty() && periods.iter().all(outside)
}

fn starts_outside_care(child: &Child<'_, '_>, row: &MissingCells<'_>) -> bool {
    let Some(start) = row.mis_start.day else { return false };
    let outside = |&(from, to): &(Option<Date>, Option<Date>)| {
        from.is_some_and(|from| start < from) || to.is_some_and(|to| start > to)
    };
    let periods = periods(child);
    !periods.is_empty() && periods.iter().all(outside)
}

/// Missing on the 18th birthday, on which care ended, for another reason than E8.
fn leaves_while_missing(child: &Child<'_, '_>, marks: &mut Marks) {
    for row in child.rows.missing {
        let eighteen = row.dob.day.map(|birth| birthday(birth, 18));
        let Some(end) = row.mis_end.day.filter(|&end| Some(end) == eighteen) else { continue };
        for episode in child.rows.episodes.iter().filter(|episode| episode.dec.day == Some(end)) {
            marks.row_if(episode.rec != "E8", episode.at);
        }
    }
}
