//! Rules on unaccompanied asylum-seeking children.

use nearhome_model::Date;

use super::{Child, Marks, Rule, across, child::birthday, header, uasc};
use crate::{
    findings::Code,
    ssda903::tables::{Cell, ChildRows, ReturnTable, UascCells},
};

const UASC: &[ReturnTable] = &[ReturnTable::Uasc];
const HEADER: &[ReturnTable] = &[ReturnTable::Header];
const BOTH: &[ReturnTable] = &[ReturnTable::Header, ReturnTable::Uasc];

pub(super) const RULES: &[Rule] = &[
    across(Code::R205A, ReturnTable::Uasc, &["DUC"], no_longer).needs(HEADER).needs_last(BOTH),
    across(Code::R205B, ReturnTable::Uasc, &["DUC"], still).needs(HEADER).needs_last(BOTH),
    across(Code::R205C, ReturnTable::Uasc, &["DUC"], never).needs(HEADER).needs_last(BOTH),
    header(Code::R205D, &["CHILD"], |child, row| {
        let was_returned = !child.last.header.is_empty();
        is_named(&child.rows, row.uasc) && was_returned && !was_named(child)
    })
    .needs(UASC)
    .needs_last(BOTH),
    header(Code::R231, &["DOB"], |child, row| {
        let eleven = row.dob.day.map(|birth| birthday(birth, 11));
        is_named(&child.rows, row.uasc) && eleven.is_some_and(|day| day > child.collection.last)
    })
    .needs(UASC),
    across(Code::R303, ReturnTable::Header, &["UASC"], ceased_and_not_named).needs(UASC),
    uasc(Code::R304, &["DUC", "DOB"], |_, row| {
        let eighteen = row.dob.day.map(|birth| birthday(birth, 18));
        row.duc.day.zip(eighteen).is_some_and(|(ceased, eighteen)| ceased > eighteen)
    }),
];

/// Whether the return names the child as unaccompanied: by the column of the Header where that is
/// filled, as in XML, else by a row of the UASC table.
fn is_named(rows: &ChildRows<'_, '_>, flag: &str) -> bool {
    if flag.is_given() { flag == "1" } else { !rows.uasc.is_empty() }
}

fn is_named_now(child: &Child<'_, '_>) -> bool {
    is_named(&child.rows, child.header().map_or("", |header| header.uasc))
}

fn was_named(child: &Child<'_, '_>) -> bool {
    is_named(&child.last, child.last.header.first().map_or("", |header| header.uasc))
}

fn mark_rows(child: &Child<'_, '_>, fails: impl Fn(&UascCells<'_>) -> bool, marks: &mut Marks) {
    for row in child.rows.uasc.iter().filter(|row| fails(row)) {
        marks.row(row.at);
        child.rows.header.iter().for_each(|header| marks.row(header.at));
    }
}

/// Named last year and not this year, though no end of the status within last year says so. A child who has no row in
/// this year's table, as one who is not named has none in CSV, is found by the row of the Header; not so a care leaver, of
/// whom the table does not speak.
fn no_longer(child: &Child<'_, '_>, marks: &mut Marks) {
    if !is_named_now(child) && was_named(child) {
        let first = child.collection.first;
        let ended = child.last.uasc.first().and_then(|last| last.duc.day);
        let last_year = year_before(first);
        let ended_then = ended.is_some_and(|day| day >= last_year && day < first);
        mark_rows(child, |row| row.duc.is_given() || !ended_then, marks);
        if child.rows.uasc.is_empty() && !child.rows.episodes.is_empty() && !ended_then {
            child.rows.header.iter().for_each(|header| marks.row(header.at));
        }
    }
}

/// Named in both years, and the ends of the status do not fit: the one of last year must be the 18th
/// birthday, and the one of this year the same or within the year.
fn still(child: &Child<'_, '_>, marks: &mut Marks) {
    let Some(last) = child.last.uasc.first().filter(|_| is_named_now(child) && was_named(child)) else {
        return;
    };
    let eighteen = last.dob.day.map(|birth| birthday(birth, 18));
    let was_eighteen = last.duc.day.is_some() && last.duc.day == eighteen;
    let fits = |row: &UascCells<'_>| {
        row.duc.day.is_some_and(|ceased| child.in_year(ceased) || Some(ceased) == last.duc.day)
    };
    mark_rows(child, |row| !was_eighteen || !fits(row), marks);
}

/// Named in neither year, and yet an end of the status is given.
fn never(child: &Child<'_, '_>, marks: &mut Marks) {
    if !is_named_now(child) && !was_named(child) {
        let was_given = child.last.uasc.iter().any(|last| last.duc.is_given());
        mark_rows(child, |row| row.duc.is_given() || was_given, marks);
    }
}

fn ceased_and_not_named(child: &Child<'_, '_>, marks: &mut Marks) {
    if !is_named_now(child) {
        mark_rows(child, |row| row.duc.is_given(), marks);
    }
}

fn year_before(first: Date) -> Date {
    Date::new(first.year() - 1, first.month(), first.day()).unwrap_or(first)
}
