//! Rules on the OC3 table: young people who have left care.

use nearhome_model::Date;

use super::{
    Child, Marks, Rule, across,
    child::{birthday, is_adopted, is_short_break},
    codes::flags,
    oc3,
};
use crate::{
    findings::Code,
    ssda903::tables::{At, Cell, EpisodeCells, Oc3Cells, ReturnTable},
};

const EPISODES: &[ReturnTable] = &[ReturnTable::Episodes];
const COLUMNS: &[&str] = &["IN_TOUCH", "ACTIV", "ACCOM"];
const WITH_BIRTH: &[&str] = &["IN_TOUCH", "ACTIV", "ACCOM", "DOB"];

pub(super) const RULES: &[Rule] = &[
    oc3(Code::R153, COLUMNS, |_, row| {
        let given = [row.in_touch, row.activ, row.accom].into_iter().filter(|cell| cell.is_given()).count();
        (1..=2).contains(&given)
    }),
    across(Code::R187, ReturnTable::Oc3, COLUMNS, in_care_all_year)
        .needs(&[ReturnTable::Episodes, ReturnTable::Ad1]),
    across(Code::R215, ReturnTable::Oc3, COLUMNS, with_outcomes).needs(&[ReturnTable::Oc2]),
    oc3(Code::R344, COLUMNS, |_, row| {
        matches!(row.in_touch, "DIED" | "RHOM") && (row.activ != "0" || row.accom != "0")
    }),
    oc3(Code::R345, COLUMNS, |_, row| row.in_touch == "YES" && (row.activ == "0" || row.accom == "0")),
    oc3(Code::R347, &["ACCOM", "DOB"], |child, row| {
        let adult = of_age(row, 18).is_some_and(|day| day <= child.collection.first);
        matches!(row.accom, "T1" | "T2") && row.dob.day.is_some() && !adult
    }),
    oc3(Code::R348, &["IN_TOUCH"], |child, row| {
        row.in_touch != "DIED" && child.last.oc3.iter().any(|last| last.in_touch == "DIED")
    })
    .needs_last(&[ReturnTable::Oc3]),
    oc3(Code::R391, WITH_BIRTH, |child, row| {
        of_age(row, 17).is_some_and(|day| day > child.collection.last) && has_information(row)
    }),
    oc3(Code::R1000, COLUMNS, |child, _| {
        let died = |episode: &EpisodeCells<'_>| episode.rec == "E2";
        child.rows.episodes.iter().any(died) || child.last.episodes.iter().any(died)
    })
    .needs(EPISODES),
    oc3(Code::R1001, COLUMNS, |child, row| !is_relevant(child, row))
        .needs(&[ReturnTable::Episodes, ReturnTable::Header])
        .needs_last(EPISODES),
    oc3(Code::R1002, COLUMNS, |child, _| child.rows.episodes.is_empty() && child.last.episodes.is_empty())
        .needs(EPISODES)
        .needs_last(EPISODES),
    oc3(Code::R1007, WITH_BIRTH, is_still_in_care).needs(EPISODES),
    oc3(Code::R1010, COLUMNS, |child, _| {
        let open = child.last.episodes.iter().rfind(|episode| episode.decom.day.is_some());
        child.rows.episodes.is_empty() && open.is_some_and(|episode| episode.dec.is_blank())
    })
    .needs(EPISODES)
    .needs_last(EPISODES),
    oc3(Code::R1011, COLUMNS, |child, row| {
        has_information(row) && child.last_episode().is_some_and(|episode| episode.rec == "E3")
    })
    .needs(EPISODES),
    across(Code::R1012, ReturnTable::Episodes, &["CHILD"], without_episodes),
    across(Code::R1014, ReturnTable::Uasc, &["DUC"], unaccompanied_leaver)
        .needs(&[ReturnTable::Episodes, ReturnTable::Oc3]),
    oc3(Code::R1016, WITH_BIRTH, left_after_birthday).needs(EPISODES),
    oc3(Code::R3001, &["ACCOM", "DOB"], |child, row| {
        let turns = child.birthday(17).is_some_and(|day| child.in_year(day));
        matches!(row.accom, "Z1" | "Z2") && turns
    })
    .needs(&[ReturnTable::Header]),
];

/// Whether a row tells anything of the young person.
pub(super) fn has_information(row: &Oc3Cells<'_>) -> bool {
    row.in_touch.is_given() || row.activ.is_given() || row.accom.is_given()
}

fn of_age(row: &Oc3Cells<'_>, years: i16) -> Option<Date> {
    row.dob.day.map(|birth| birthday(birth, years))
}

fn in_care_all_year(child: &Child<'_, '_>, marks: &mut Marks) {
    if child.is_in_care_all_year() {
        child.rows.oc3.iter().filter(|row| has_information(row)).for_each(|row| marks.row(row.at));
        // Care that ends on 31 March lasted all year, and rule 601 asks for the data on an adoption of that day.
        let on_last_day = |episode: &EpisodeCells<'_>| {
            is_adopted(episode.rec) && episode.dec.day == Some(child.collection.last)
        };
        if !child.rows.episodes.iter().any(on_last_day) {
            let adopted = child.rows.ad1.iter().filter(|row| super::adoption::has_information(row));
            adopted.for_each(|row| marks.row(row.at));
        }
    }
}

fn with_outcomes(child: &Child<'_, '_>, marks: &mut Marks) {
    let leaver: Vec<At> =
        child.rows.oc3.iter().filter(|row| has_information(row)).map(|row| row.at).collect();
    let told = child.rows.oc2.iter().filter(|row| flags(row).into_iter().any(Cell::is_given));
    let outcomes: Vec<At> = told.map(|row| row.at).collect();
    if !leaver.is_empty() && !outcomes.is_empty() {
        leaver.into_iter().chain(outcomes).for_each(|at| marks.row(at));
    }
}

/// A relevant or former relevant child: in care for 13 weeks since the 14th birthday, a day of them
/// since the 16th, and not adopted. Children of 20 and more, whose care the two returns cannot tell,
/// are not taken for one.
fn is_relevant(child: &Child<'_, '_>, row: &Oc3Cells<'_>) -> bool {
    let Some(birth) = child.birth().or(row.dob.day) else { return false };
    let last_day = child.collection.last;
    let mut episodes: Vec<&EpisodeCells<'_>> = child.rows.episodes.iter().collect();
    for before in child.last.episodes {
        if !episodes.iter().any(|episode| episode.decom.day == before.decom.day) {
            episodes.push(before);
        }
    }
    episodes.retain(|episode| episode.decom.day.is_some());
    episodes.sort_by_key(|episode| episode.decom.day);
    if episodes.last().is_some_and(|latest| is_adopted(latest.rec)) {
        return false;
    }
    let latest = episodes.last().and_then(|latest| latest.decom.day);
    let days_since = |years: i16| {
        let since = birthday(birth, years);
        let counted = episodes.iter().filter(|episode| !is_short_break(episode.ls));
        let days = counted.filter_map(|episode| {
            let open = episode.dec.day.is_none() && episode.decom.day == latest;
            let end = if open { Some(last_day) } else { episode.dec.day };
            Some(episode.decom.day?.max(since).days_until(end?).max(0))
        });
        days.sum::<i32>()
    };
    birthday(birth, 20) > last_day && days_since(14) >= 91 && days_since(16) >= 1
}

/// 17 or 18, and in care on the birthday within the year that ends with the collection, perhaps to this day.
///
/// The public validator passes over open episodes here, which its own comment names.
fn is_still_in_care(child: &Child<'_, '_>, row: &Oc3Cells<'_>) -> bool {
    let last = child.collection.last;
    let Some(birth) = row.dob.day.filter(|_| has_information(row)) else { return false };
    if birthday(birth, 17) > last || birthday(birth, 19) <= last {
        return false;
    }
    let age = i16::from(last.age_since(birth).years());
    let latest = birthday(birth, age);
    let covers = |episode: &EpisodeCells<'_>| {
        episode.decom.day.is_some_and(|start| start <= latest)
            && (episode.dec.is_blank() || episode.dec.day.is_some_and(|end| end > latest))
    };
    child.rows.episodes.iter().any(covers)
}

/// 17 or 18 on 31 March, and left care on or after that birthday.
fn left_after_birthday(child: &Child<'_, '_>, row: &Oc3Cells<'_>) -> bool {
    let Some(birth) = row.dob.day.filter(|_| has_information(row)) else { return false };
    let age = child.collection.last.age_since(birth).years();
    let latest = birthday(birth, i16::from(age));
    let after = |episode: &EpisodeCells<'_>| episode.dec.day.is_some_and(|end| end >= latest);
    matches!(age, 17 | 18) && child.rows.episodes.iter().any(after)
}

/// Marks what other tables tell of a child without an episode in the year.
fn without_episodes(child: &Child<'_, '_>, marks: &mut Marks) {
    if child.rows.episodes.is_empty() {
        let rows = &child.rows;
        rows.placed_adoption.iter().for_each(|row| marks.row(row.at));
        rows.missing.iter().for_each(|row| marks.row(row.at));
        rows.reviews.iter().for_each(|row| marks.row(row.at));
        rows.ad1.iter().for_each(|row| marks.row(row.at));
        rows.prev_perm.iter().for_each(|row| marks.row(row.at));
        rows.oc2.iter().for_each(|row| marks.row(row.at));
    }
}

/// A care leaver without an episode in the year, of whom the table of unaccompanied children tells.
fn unaccompanied_leaver(child: &Child<'_, '_>, marks: &mut Marks) {
    let touches = |episode: &EpisodeCells<'_>| {
        episode.decom.day.is_some_and(|start| start <= child.collection.last)
            && episode.dec.day.is_none_or(|end| end >= child.collection.first)
    };
    let leaver = child.rows.oc3.iter().any(has_information);
    if leaver && !child.rows.uasc.is_empty() && !child.rows.episodes.iter().any(touches) {
        child.rows.uasc.iter().for_each(|row| marks.row(row.at));
        child.rows.oc3.iter().for_each(|row| marks.row(row.at));
    }
}
