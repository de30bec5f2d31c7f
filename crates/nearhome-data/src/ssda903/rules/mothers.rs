//! Rules on young mothers: MOTHER and `MC_DOB` of the Header.

use super::{
    Child, Marks, Rule, across,
    child::{birthday, is_short_break},
    header,
};
use crate::{
    findings::Code,
    ssda903::tables::{Cell, EpisodeCells, HeaderCells, ReturnTable},
};

const EPISODES: &[ReturnTable] = &[ReturnTable::Episodes];
const HEADER: &[ReturnTable] = &[ReturnTable::Header];

pub(super) const RULES: &[Rule] = &[
    across(Code::R165, ReturnTable::Header, &["MOTHER", "SEX"], invalid_status)
        .needs(&[ReturnTable::Episodes, ReturnTable::Oc3]),
    header(Code::R174, &["MC_DOB", "SEX"], |_, row| is_male(row) && row.mc_dob.is_given()),
    header(Code::R207, &["MOTHER"], |child, row| {
        let was = child.last.header.first().is_some_and(|last| is_yes(last.mother));
        was && row.mother != "1" && !child.rows.episodes.is_empty()
    })
    .needs(EPISODES)
    .needs_last(HEADER),
    header(Code::R393, &["MOTHER", "SEX"], |child, row| {
        let in_care = child.rows.episodes.iter().any(|episode| !is_short_break(episode.ls));
        is_female(row) && row.mother.is_blank() && in_care
    })
    .needs(EPISODES),
    across(Code::R607, ReturnTable::Header, &["MOTHER", "SEX"], blank_on_leaving).needs(EPISODES),
    header(Code::R611, &["MC_DOB", "MOTHER"], |_, row| is_yes(row.mother) && row.mc_dob.is_blank()),
    header(Code::R612, &["MC_DOB", "MOTHER"], |_, row| {
        is_female(row) && matches!(row.mother, "" | "0") && row.mc_dob.is_given()
    }),
    header(Code::R620, &["MOTHER", "DOB"], |child, row| {
        let eleven = row.dob.day.map(|birth| birthday(birth, 11));
        is_yes(row.mother) && eleven.is_some_and(|day| day > child.collection.first)
    }),
    header(Code::R621, &["MC_DOB", "DOB"], |_, row| {
        row.mc_dob.day.zip(row.dob.day).is_some_and(|(baby, mother)| baby <= mother)
    }),
    header(Code::R624, &["MC_DOB"], |child, row| {
        child
            .last
            .header
            .first()
            .is_some_and(|last| last.mc_dob.is_given() && last.mc_dob.text != row.mc_dob.text)
    })
    .needs_last(HEADER),
    across(Code::R625, ReturnTable::Header, &["MC_DOB"], born_too_late).needs(EPISODES),
    header(Code::R626, &["MC_DOB", "MOTHER"], |child, row| {
        let was_not = child.last.header.first().is_some_and(|last| last.mother == "0");
        let before = row.mc_dob.day.is_some_and(|baby| baby < child.collection.first);
        is_yes(row.mother) && was_not && before
    })
    .needs_last(HEADER),
    header(Code::R628, &["MOTHER"], |child, row| {
        let leaver = child.rows.oc3.iter().any(super::care_leavers::has_information);
        row.mother.is_given() && child.rows.episodes.is_empty() && leaver
    })
    .needs(&[ReturnTable::Episodes, ReturnTable::Oc3]),
];

/// MOTHER is 1.
fn is_yes(mother: &str) -> bool {
    mother == "1"
}

fn is_female(row: &HeaderCells<'_>) -> bool {
    matches!(row.sex, "2" | "F")
}

fn is_male(row: &HeaderCells<'_>) -> bool {
    matches!(row.sex, "1" | "M")
}

/// Neither 0 nor 1, or given for a boy, or blank for a girl in care, or given for a girl who was not in
/// care in the year.
fn invalid_status(child: &Child<'_, '_>, marks: &mut Marks) {
    let Some(header) = child.header() else { return };
    let is_in_year = |episode: &EpisodeCells<'_>| {
        let end = if episode.dec.day.is_none() { Some(child.collection.last) } else { episode.dec.day };
        !is_short_break(episode.ls)
            && end.is_some_and(|end| end >= child.collection.first)
            && episode.decom.day.is_some_and(|start| start <= child.collection.last)
    };
    let recorded = child.rows.episodes.iter().any(|episode| !is_short_break(episode.ls));
    let in_year = child.rows.episodes.iter().any(is_in_year);
    let leaver = child.rows.oc3.iter().any(super::care_leavers::has_information);
    let given = header.mother.is_given();
    let invalid = given && !matches!(header.mother, "0" | "1");
    let girl = is_female(header);
    let contradicts =
        (given && is_male(header)) || (!given && girl && in_year) || (given && girl && !in_year && leaver);
    if recorded && (invalid || contradicts) {
        marks.row(header.at);
        child.rows.oc3.iter().for_each(|row| marks.row(row.at));
    }
}

fn blank_on_leaving(child: &Child<'_, '_>, marks: &mut Marks) {
    let Some(header) = child.header() else { return };
    if !is_female(header) || header.mother.is_given() {
        return;
    }
    let leaves = |episode: &&EpisodeCells<'_>| {
        episode.rec.is_given()
            && episode.rec != "X1"
            && !is_short_break(episode.ls)
            && episode.dec.day.is_some_and(|end| child.in_year(end))
    };
    let mut left = child.rows.episodes.iter().filter(leaves).peekable();
    if left.peek().is_some() {
        marks.row(header.at);
        left.for_each(|episode| marks.row(episode.at));
    }
}

/// A first child born after the year, or after the mother left care.
fn born_too_late(child: &Child<'_, '_>, marks: &mut Marks) {
    let Some(header) = child.header() else { return };
    let Some(latest) = child.last_episode() else { return };
    // While she stays in care, an episode that ends with X1 says nothing of the birth.
    let left = latest.dec.day.filter(|_| latest.rec != "X1");
    let late = |baby| baby > child.collection.last || left.is_some_and(|end| baby > end);
    if header.mc_dob.day.is_some_and(late) {
        marks.row(header.at);
        marks.row(latest.at);
    }
}
