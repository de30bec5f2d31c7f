//! Rules on a child's previous permanence.

use nearhome_model::Date;

use super::{Child, Marks, Rule, across, prev_perm};
use crate::{
    findings::Code,
    ssda903::tables::{Cell, EpisodeCells, PrevPermCells, ReturnTable},
};

const EPISODES: &[ReturnTable] = &[ReturnTable::Episodes];

pub(super) const RULES: &[Rule] = &[
    across(Code::R630, ReturnTable::PrevPerm, &["PREV_PERM", "LA_PERM", "DATE_PERM"], is_not_told)
        .needs(EPISODES),
    across(Code::R632, ReturnTable::PrevPerm, &["DATE_PERM"], order_is_not_earlier).needs(EPISODES),
    across(Code::R634, ReturnTable::PrevPerm, &["PREV_PERM"], is_needless).needs(EPISODES),
    prev_perm(Code::R635, &["PREV_PERM", "LA_PERM", "DATE_PERM"], |row| {
        let nothing = row.prev_perm.is_blank() || row.prev_perm == "Z1";
        (row.la_perm.is_given() || row.date_perm.is_given()) && nothing
    }),
];

/// A child who starts to be looked after in the year, and whose previous permanence is not told in full.
fn is_not_told(child: &Child<'_, '_>, marks: &mut Marks) {
    let incomplete = |row: &PrevPermCells<'_>| {
        let details = row.la_perm.is_given() && row.date_perm.is_given();
        row.prev_perm.is_blank() || (row.prev_perm != "Z1" && !details)
    };
    let rows = child.rows.prev_perm;
    if rows.is_empty() || rows.iter().any(incomplete) {
        let starts = |episode: &&EpisodeCells<'_>| {
            episode.rne == "S" && episode.decom.day.is_some_and(|start| start >= child.collection.first)
        };
        child.rows.episodes.iter().filter(starts).for_each(|episode| marks.row(episode.at));
    }
}

/// The day of the order, or the last that it may have been where day or month stand as `zz`.
fn latest_day(text: &str) -> Option<Date> {
    let mut parts = text.split('/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let year: i16 = (year.len() == 4 && parts.next().is_none()).then(|| year.parse().ok())??;
    let unknown = |part: &str| part.eq_ignore_ascii_case("zz");
    match (unknown(day), unknown(month)) {
        (false, false) => Date::from_british(text).ok(),
        (false, true) => None,
        (true, true) => Date::new(year, 12, 31).ok(),
        (true, false) => {
            let month: i8 = (month.len() == 2).then(|| month.parse().ok())??;
            (28..=31).rev().find_map(|last| Date::new(year, month, last).ok())
        }
    }
}

/// A day that cannot be read, or that does not lie before the first episode.
fn order_is_not_earlier(child: &Child<'_, '_>, marks: &mut Marks) {
    let Some((_, first)) = child.first_episode() else { return };
    for row in child.rows.prev_perm.iter().filter(|row| row.date_perm.is_given()) {
        let ordered = latest_day(row.date_perm).or_else(|| row.date_perm.parse().ok());
        let earlier = ordered.is_some_and(|ordered| first.decom.day.is_some_and(|start| ordered < start));
        let whole_unknown = row.date_perm.eq_ignore_ascii_case("zz/zz/zzzz");
        if !earlier && !whole_unknown {
            marks.row(row.at);
            marks.row(first.at);
        }
    }
}

/// Told of a child all of whose episodes started before 1 April 2016, or in earlier collections before the year.
///
/// The public validator counts from the start of the collection, whatever its own message says.
fn is_needless(child: &Child<'_, '_>, marks: &mut Marks) {
    let latest = child.last_episode().and_then(|episode| episode.decom.day);
    let first = child.collection.first;
    let since = Date::new(2016, 4, 1).map_or(first, |day| day.min(first));
    if latest.is_none_or(|latest| latest >= since) {
        return;
    }
    let told = |row: &&PrevPermCells<'_>| {
        row.prev_perm.is_given() || row.date_perm.is_given() || row.la_perm.is_given()
    };
    let mut rows = child.rows.prev_perm.iter().filter(told).peekable();
    if rows.peek().is_some() {
        child.rows.episodes.iter().for_each(|episode| marks.row(episode.at));
        rows.for_each(|row| marks.row(row.at));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(latest_day(text), expected.map(|day| day.parse().unwrap()), "{text}");
    }

    #[test]
    fn an_unknown_day_counts_as_the_last_that_it_may_have_been() {
        check("05/02/2019", Some("2019-02-05"));
        check("zz/02/2019", Some("2019-02-28"));
        check("ZZ/ZZ/2019", Some("2019-12-31"));
        check("05/zz/2019", None);
        check("zz/13/2019", None);
        check("soon", None);
    }
}
