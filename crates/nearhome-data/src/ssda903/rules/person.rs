//! Rules on the child's Header row: birth date, sex, ethnic background and pupil number.

use std::collections::BTreeMap;

use nearhome_model::Date;

use super::{
    Child, Collection, Judge, Marks, Rule, across,
    child::{birthday, is_short_break},
    header,
};
use crate::{
    findings::Code,
    ssda903::{
        codes::sex,
        tables::{Cell, HeaderCells, ReturnTable},
    },
};

const EPISODES: &[ReturnTable] = &[ReturnTable::Episodes];
const HEADER: &[ReturnTable] = &[ReturnTable::Header];

pub(super) const RULES: &[Rule] = &[
    // The codes of SEX changed in 2024/25, so it is their meaning that is compared.
    header(Code::R202, &["SEX"], |child, row| {
        child.last.header.first().is_some_and(|last| sex(last.sex) != sex(row.sex))
    })
    .needs_last(HEADER),
    header(Code::R203, &["DOB"], |child, row| {
        child.last.header.first().is_some_and(|last| last.dob.day != row.dob.day)
    })
    .needs_last(HEADER),
    header(Code::R204, &["ETHNIC"], |child, row| differs(child, row, |row| row.ethnic)).needs_last(HEADER),
    header(Code::R208, &["UPN"], pupil_number_changes).needs_last(HEADER),
    header(Code::R209, &["UPN", "DOB"], |child, row| {
        // Children of 4 by the end of August before the year are of school age.
        let august = Date::new(child.collection.first.year() - 1, 8, 31).ok();
        let four = row.dob.day.map(|birth| birthday(birth, 4));
        row.upn == "UN1" && four.zip(august).is_some_and(|(four, august)| four <= august)
    }),
    across(Code::R210, ReturnTable::Episodes, &["DECOM"], newly_unknown).needs(HEADER),
    header(Code::R232, &["SEX"], |_, row| row.sex == "U"),
    header(Code::R301, &["DOB"], |child, row| row.dob.day.is_some_and(|birth| birth > child.collection.last)),
    header(Code::R351, &["DOB"], |child, row| {
        row.dob.day.is_some_and(|birth| birthday(birth, 25) < child.collection.first)
    }),
    header(Code::R442, &["UPN"], |child, row| {
        row.upn.is_blank() && child.rows.episodes.iter().any(|episode| !is_short_break(episode.ls))
    })
    .needs(EPISODES),
    Rule::new(Code::R444, ReturnTable::Header, &["UPN"], Judge::Collection(doubled_pupil_numbers)),
    header(Code::ChildWithoutEpisodes, &["CHILD"], |child, _| {
        child.rows.episodes.is_empty() && child.rows.oc3.is_empty()
    })
    .needs(EPISODES),
];

/// Whether a cell says something else than in the return before.
fn differs<'a>(child: &Child<'_, 'a>, row: &HeaderCells<'a>, cell: fn(&HeaderCells<'a>) -> &'a str) -> bool {
    child.last.header.first().is_some_and(|last| cell(last) != cell(row))
}

/// Whether the pupil number changes otherwise than from unknown to known, or from not of school age to
/// unknown for another reason.
fn pupil_number_changes(child: &Child<'_, '_>, row: &HeaderCells<'_>) -> bool {
    let Some(last) = child.last.header.first() else { return false };
    let is_code = |number: &str| matches!(number, "UN1" | "UN2" | "UN3" | "UN4" | "UN5");
    let was_unknown = last.upn.is_blank() || is_code(last.upn);
    let becomes_known = was_unknown && row.upn.is_given() && !is_code(row.upn);
    let was_not_of_age = last.upn.is_blank() || last.upn == "UN1";
    let becomes_unknown = was_not_of_age && is_code(row.upn) && row.upn != "UN1";
    last.upn != row.upn && !becomes_known && !becomes_unknown
}

/// Marks children whose number is unknown because they are said to have come within a week of 31 March,
/// though an episode is older.
///
/// The guide speaks of children looked after for more than a week; the public validator marks those who
/// came within the week, which is the reverse.
fn newly_unknown(child: &Child<'_, '_>, marks: &mut Marks) {
    let Some(header) = child.header().filter(|header| header.upn == "UN4") else { return };
    let week = child.collection.last.plus_days(-7);
    let old = |start: Option<Date>| start.zip(week).is_some_and(|(start, week)| start < week);
    let mut older = child.rows.episodes.iter().filter(|episode| old(episode.decom.day)).peekable();
    if older.peek().is_some() {
        marks.row(header.at);
        marks.rows(older.map(|episode| episode.at));
    }
}

fn doubled_pupil_numbers(collection: &Collection<'_, '_>, marks: &mut Marks) {
    let mut rows: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for row in &collection.tables.header {
        if row.upn.is_given() && !row.upn.starts_with("UN") {
            rows.entry(row.upn).or_default().push(row.at);
        }
    }
    for (_, rows) in rows.into_iter().filter(|(_, rows)| rows.len() > 1) {
        marks.rows(rows);
    }
}
