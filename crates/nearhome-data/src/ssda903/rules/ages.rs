//! Rules on the child's age when an episode starts or ends.

use super::{
    Child, Marks, Rule, across,
    child::{birthday, is_adopted},
    episode,
};
use crate::{
    findings::Code,
    ssda903::tables::{EpisodeCells, ReturnTable},
};

const HEADER: &[ReturnTable] = &[ReturnTable::Header];

pub(super) const RULES: &[Rule] = &[
    across(Code::R234, ReturnTable::Episodes, &["REASON_PLACE_CHANGE"], |child, marks| {
        mark_both(child, marks, |episode| {
            episode.reason_place_change == "CUSTOD" && starts_under(child, episode, 10)
        });
    })
    .needs(HEADER),
    episode(Code::R352, &["RNE"], |facts| {
        let eighteen = facts.child.birthday(18);
        facts.now().rne == "S" && facts.start().zip(eighteen).is_some_and(|(start, day)| start >= day)
    })
    .needs(HEADER),
    across(Code::R358, ReturnTable::Episodes, &["LS"], |child, marks| {
        mark_both(child, marks, |episode| {
            matches!(episode.ls, "J1" | "J2" | "J3") && starts_under(child, episode, 10)
        });
    })
    .needs(HEADER),
    episode(Code::R359, &["DEC", "LS"], |facts| {
        let adult = facts.child.birthday(18).is_some_and(|day| day < facts.child.collection.last);
        let stays = facts.now().ls == "V2" && facts.now().place == "K2";
        adult && facts.now().dec.day.is_none() && !stays
    })
    .needs(HEADER),
    episode(Code::R370, &["PLACE"], |facts| {
        let least = if facts.child.year() >= 2024 { 16 } else { 15 };
        facts.now().place == "P2" && facts.is_under(least)
    })
    .needs(HEADER),
    episode(Code::R371, &["PLACE"], |facts| {
        let (kind, least) = supported_accommodation(facts.child.year());
        facts.now().place == kind && facts.is_under(least)
    })
    .needs(HEADER),
    episode(Code::R372, &["PLACE"], |facts| facts.now().place == "R5" && facts.is_under(10)).needs(HEADER),
    episode(Code::R373, &["PLACE"], |facts| facts.now().place == "S1" && facts.is_under(4)).needs(HEADER),
    episode(Code::R374, &["PLACE"], |facts| facts.now().place == "P3" && facts.is_under(14)).needs(HEADER),
    episode(Code::R386, &["REC"], |facts| {
        let eighteen = facts.child.birthday(18);
        let adult = eighteen.zip(facts.now().dec.day).is_some_and(|(day, end)| end >= day);
        is_adopted(facts.now().rec) && adult
    })
    .needs(HEADER),
    episode(Code::R387, &["REC"], |facts| matches!(facts.now().rec, "E5" | "E6") && facts.ends_under(14))
        .needs(HEADER),
    episode(Code::R389, &["REC"], |facts| facts.now().rec == "E7" && facts.ends_under(16)).needs(HEADER),
    across(Code::R407, ReturnTable::Episodes, &["REC"], |child, marks| {
        mark_both(child, marks, |episode| {
            let eighteen = child.birthday(18);
            let adult = eighteen.zip(episode.dec.day).is_some_and(|(day, end)| end > day);
            matches!(episode.rec, "E45" | "E46" | "E47" | "E48") && adult
        });
    })
    .needs(HEADER),
    episode(Code::R460, &["REC"], |facts| facts.now().rec == "E17" && facts.ends_under(18)).needs(HEADER),
];

/// The kind of supported accommodation that has a least age, and that age: H5 to 2023/24, then K3.
fn supported_accommodation(year: u16) -> (&'static str, i16) {
    match year {
        ..=2023 => ("H5", 14),
        2024 => ("H5", 16),
        2025.. => ("K3", 16),
    }
}

fn starts_under(child: &Child<'_, '_>, episode: &EpisodeCells<'_>, years: i16) -> bool {
    child.birth().zip(episode.decom.day).is_some_and(|(birth, start)| start < birthday(birth, years))
}

/// Marks the episodes at fault and the child's Header row.
fn mark_both(child: &Child<'_, '_>, marks: &mut Marks, fails: impl Fn(&EpisodeCells<'_>) -> bool) {
    let mut failing = child.rows.episodes.iter().filter(|episode| fails(episode)).peekable();
    if failing.peek().is_some() {
        child.rows.header.iter().for_each(|header| marks.row(header.at));
        failing.for_each(|episode| marks.row(episode.at));
    }
}

#[cfg(test)]
mod tests {
    use super::supported_accommodation;

    #[test]
    fn supported_accommodation_became_registered() {
        assert_eq!(supported_accommodation(2023), ("H5", 14));
        assert_eq!(supported_accommodation(2024), ("H5", 16));
        assert_eq!(supported_accommodation(2025), ("K3", 16));
    }
}
