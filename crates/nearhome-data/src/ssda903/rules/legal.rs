//! Rules on legal status: how long orders may last, and which go together.

use nearhome_model::Date;

use super::{
    Child, Marks, Rule, across,
    child::{end_or, is_adoption, is_fostering, is_short_break, is_temporary},
    episode,
};
use crate::{
    findings::Code,
    ssda903::tables::{At, Cell, EpisodeCells, ReturnTable},
};

pub(super) const RULES: &[Rule] = &[
    // 72 hours may touch three midnights.
    across(Code::R361, ReturnTable::Episodes, &["LS"], |child, marks| mark_long(child, "L1", 3, marks)),
    across(Code::R362, ReturnTable::Episodes, &["LS"], |child, marks| mark_long(child, "L2", 21, marks)),
    across(Code::R363, ReturnTable::Episodes, &["LS"], |child, marks| mark_long(child, "L3", 7, marks)),
    across(Code::R364, ReturnTable::Episodes, &["LS"], |child, marks| mark_long(child, "J2", 21, marks)),
    episode(Code::R365, &["LS"], |facts| {
        facts.now().ls == "V3" && days(facts.start(), facts.end_or_last()).is_some_and(|days| days > 17)
    }),
    episode(Code::R366, &["RNE", "LS"], |facts| facts.now().ls == "V3" && facts.now().rne != "S"),
    across(Code::R367, ReturnTable::Episodes, &["LS"], many_short_breaks),
    episode(Code::R378, &["PLACE", "LS"], |facts| facts.now().place == "P1" && facts.now().ls == "V2"),
    episode(Code::R382, &["PLACE", "LS"], |facts| {
        is_short_break(facts.now().ls) && is_temporary(facts.now().place)
    }),
    episode(Code::R384, &["PLACE", "LS"], |facts| {
        is_short_break(facts.now().ls) && matches!(facts.now().place, "U1" | "U4")
    }),
    episode(Code::R390, &["REC", "PLACE"], |facts| {
        super::child::is_adopted(facts.now().rec) && !is_adoption(facts.now().place)
    }),
    across(Code::R399, ReturnTable::Header, &["MOTHER"], more_than_short_breaks)
        .needs(&[ReturnTable::Episodes, ReturnTable::Reviews]),
    episode(Code::R408, &["LS", "PLACE"], |facts| {
        matches!(facts.now().place, "A5" | "A6") && facts.now().ls != "E1"
    }),
    across(Code::R426, ReturnTable::Episodes, &["LS"], both_kinds_of_short_breaks),
    episode(Code::R445, &["LS"], |facts| {
        facts.now().ls == "D1"
            && facts.start().is_some_and(|start| Some(start) > Date::new(2005, 12, 31).ok())
    }),
    episode(Code::R446, &["LS"], |facts| {
        facts.now().ls == "E1" && facts.start().is_some_and(|start| Some(start) < Date::new(2005, 12, 1).ok())
    }),
    episode(Code::R451, &["LS"], |facts| {
        facts.now().ls == "D1" && facts.now().dec.is_blank() && facts.now().rec.is_blank()
    }),
    episode(Code::R516, &["REC", "PLACE"], |facts| {
        matches!(facts.now().rec, "E45" | "E46") && !is_fostering(facts.now().place)
    }),
];

fn days(start: Option<Date>, end: Option<Date>) -> Option<i32> {
    start.zip(end).map(|(start, end)| start.days_until(end))
}

/// Marks every episode of an unbroken run under a status that is longer than allowed.
fn mark_long(child: &Child<'_, '_>, status: &str, most: i32, marks: &mut Marks) {
    let last = child.collection.last;
    let joined = |one: &EpisodeCells<'_>, next: &EpisodeCells<'_>| {
        one.ls == status
            && next.ls == status
            && next.decom.day.is_some()
            && end_or(one, last) == next.decom.day
    };
    for run in child.rows.episodes.chunk_by(joined) {
        let (Some(first), Some(end)) = (run.first(), run.last()) else { continue };
        let length = days(first.decom.day, end_or(end, last));
        if first.ls == status && length.is_some_and(|days| days > most) {
            marks.rows(run.iter().map(|episode| episode.at));
        }
    }
}

/// Marks the short breaks of a child who had more than 75 days of them in the year.
fn many_short_breaks(child: &Child<'_, '_>, marks: &mut Marks) {
    let (first, last) = (child.collection.first, child.collection.last);
    let within = |episode: &EpisodeCells<'_>| {
        let start = episode.decom.day?.max(first);
        Some(start.days_until(end_or(episode, last)?.min(last))).filter(|&days| days > 0)
    };
    let breaks = child.rows.episodes.iter().filter(|episode| episode.ls == "V3");
    let (rows, lengths): (Vec<At>, Vec<i32>) =
        breaks.filter_map(|episode| Some((episode.at, within(episode)?))).unzip();
    if lengths.iter().sum::<i32>() > 75 {
        marks.rows(rows);
    }
}

/// A child who had short breaks only, and of whom more is told than that.
fn more_than_short_breaks(child: &Child<'_, '_>, marks: &mut Marks) {
    let episodes = child.rows.episodes;
    if episodes.is_empty() || !episodes.iter().all(|episode| is_short_break(episode.ls)) {
        return;
    }
    let mother = child.rows.header.iter().any(|header| header.mother.is_given());
    let reviewed = |review: &&crate::ssda903::tables::ReviewCells<'_>| {
        review.review.is_given() || review.review_code.is_given()
    };
    let reviews: Vec<At> = child
        .rows
        .reviews
        .iter()
        .filter(|review| mother || reviewed(review))
        .map(|review| review.at)
        .collect();
    if mother || !reviews.is_empty() {
        marks.rows(episodes.iter().map(|episode| episode.at));
        child.rows.header.iter().for_each(|header| marks.row(header.at));
        for review in reviews {
            marks.row(review);
        }
    }
}

/// V3 records each short break and V4 only their agreement: a year has one or the other.
fn both_kinds_of_short_breaks(child: &Child<'_, '_>, marks: &mut Marks) {
    let has = |status: &str| child.rows.episodes.iter().any(|episode| episode.ls == status);
    if has("V3") && has("V4") {
        let breaks = child.rows.episodes.iter().filter(|episode| is_short_break(episode.ls));
        marks.rows(breaks.map(|episode| episode.at));
    }
}
