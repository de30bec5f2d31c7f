//! Rules on deprivation of liberty orders (from 2026/27).

use super::{
    Child, Marks, Rule, across, dolo,
    missing::{is_outside_care, mark_overlaps},
};
use crate::{
    findings::Code,
    ssda903::tables::{Cell, DoLoCells, EpisodeCells, ReturnTable},
};

const EPISODES: &[ReturnTable] = &[ReturnTable::Episodes];

pub(super) const RULES: &[Rule] = &[
    dolo(Code::R702, &["DOLO_END", "DOLO_START"], |_, row| {
        row.dolo_start.day.zip(row.dolo_end.day).is_some_and(|(start, end)| end <= start)
    }),
    dolo(Code::R703, &["DOLO_START"], |child, row| {
        row.dolo_start.day.is_some_and(|start| start > child.collection.last)
    }),
    dolo(Code::R704, &["DOLO_END"], |child, row| row.dolo_end.day.is_some_and(|end| !child.in_year(end))),
    across(Code::R705, ReturnTable::DoLo, &["DOLO_START"], |child, marks| {
        mark_overlaps(child.rows.dolo.iter().map(|row| (row.at, row.dolo_start, row.dolo_end)), marks);
    }),
    across(Code::R706, ReturnTable::DoLo, &["DOLO_START"], open_is_not_taken_up)
        .needs_last(&[ReturnTable::DoLo]),
    dolo(Code::R707, &["DOLO_END"], |child, row| {
        row.dolo_start.is_given() && is_outside_care(child, row.dolo_start, row.dolo_end)
    })
    .needs(EPISODES),
    dolo(Code::R708, &["DOLO_START", "DOB"], |_, row| {
        row.dolo_start.day.zip(row.dob.day).is_some_and(|(start, birth)| start <= birth)
    }),
    across(Code::R709, ReturnTable::DoLo, &["DOLO_START"], |child, marks| {
        mark_in_place(child, marks, |place| !matches!(place, "K2" | "Z12" | "Z13"));
    })
    .needs(EPISODES),
    across(Code::R710, ReturnTable::DoLo, &["DOLO_START"], |child, marks| {
        mark_in_place(child, marks, |place| matches!(place, "K1" | "P1" | "R5" | "K3"));
    })
    .needs(EPISODES),
];

/// An order left open by the last return that this one does not repeat: the child's first row is marked.
///
/// The public validator numbers a row of the last return here, which is another row of this one.
fn open_is_not_taken_up(child: &Child<'_, '_>, marks: &mut Marks) {
    let taken_up =
        |last: &DoLoCells<'_>| child.rows.dolo.iter().any(|row| row.dolo_start.day == last.dolo_start.day);
    let lost = child.last.dolo.iter().any(|last| last.dolo_end.is_blank() && !taken_up(last));
    let row = child.rows.dolo.first().map(|row| row.at);
    let row = row.or_else(|| child.rows.episodes.first().map(|episode| episode.at));
    if let Some(at) = row.filter(|_| lost) {
        marks.row(at);
    }
}

/// Marks an order and every episode that it overlaps in certain kinds of placement.
fn mark_in_place(child: &Child<'_, '_>, marks: &mut Marks, is_wrong: fn(&str) -> bool) {
    for row in child.rows.dolo {
        let Some((start, end)) = row.dolo_start.day.zip(row.dolo_end.day.or(Some(child.collection.last)))
        else {
            continue;
        };
        let overlaps = |episode: &&EpisodeCells<'_>| {
            episode.decom.day.is_some_and(|decom| decom <= end)
                && (episode.dec.is_blank() || episode.dec.day.is_some_and(|dec| dec >= start))
        };
        for episode in child.rows.episodes.iter().filter(overlaps).filter(|episode| is_wrong(episode.place)) {
            marks.row(row.at);
            marks.row(episode.at);
        }
    }
}
