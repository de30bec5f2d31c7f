//! Rules on what this return takes up from the one before.

use super::{Child, Marks, Rule, across, places::Place};
use crate::{
    findings::Code,
    ssda903::tables::{Cell, EpisodeCells, ReturnTable},
};

const EPISODES: &[ReturnTable] = &[ReturnTable::Episodes];

const fn taken_up(
    code: Code,
    columns: &'static [&'static str],
    marks: fn(&Child<'_, '_>, &mut Marks),
) -> Rule {
    across(code, ReturnTable::Episodes, columns, marks).needs_last(EPISODES)
}

pub(super) const RULES: &[Rule] = &[
    taken_up(Code::R452, &["PL_POST"], |child, marks| {
        mark_if(child, marks, |open| {
            open.same_start() && open.before_place.authority != open.now_place.authority
        });
    }),
    taken_up(Code::R453, &["PL_POST"], |child, marks| {
        mark_if(child, marks, |open| open.same_start() && open.distance_differs());
    }),
    taken_up(Code::R502, &["DECOM"], |child, marks| {
        let Some((_, first)) = child.first_episode() else { return };
        let left_open = child.last.episodes.iter().filter(|last| last.dec.is_blank());
        if left_open.clone().any(|last| last.decom.day != first.decom.day) {
            marks.row(first.at);
        }
    }),
    taken_up(Code::R503A, &["RNE"], |child, marks| mark_if(child, marks, |open| open.differs(|one| one.rne))),
    taken_up(Code::R503B, &["LS"], |child, marks| mark_if(child, marks, |open| open.differs(|one| one.ls))),
    taken_up(Code::R503C, &["CIN"], |child, marks| mark_if(child, marks, |open| open.differs(|one| one.cin))),
    taken_up(Code::R503D, &["PLACE"], |child, marks| {
        mark_if(child, marks, |open| open.differs(|one| one.place) && !is_renamed(open, child.year()));
    }),
    taken_up(Code::R503E, &["PLACE_PROVIDER"], |child, marks| {
        mark_if(child, marks, |open| open.differs(|one| one.place_provider));
    }),
    taken_up(Code::R503F, &["URN"], |child, marks| {
        mark_if(child, marks, |open| open.differs(|one| one.urn) && !is_newly_asked_for(open, child.year()));
    }),
    taken_up(Code::R503G, &["PL_POST"], |child, marks| {
        mark_if(child, marks, |open| open.distance_differs() && open.before.dec.is_blank());
    }),
    taken_up(Code::R503H, &["PL_POST"], |child, marks| {
        mark_if(child, marks, |open| open.before_place.authority != open.now_place.authority);
    }),
    taken_up(Code::R503J, &["PL_POST"], |child, marks| {
        let own = child.collection.authority;
        let inside = |place: &Place| place.authority.as_ref().map(|authority| Some(authority) == own);
        mark_if(child, marks, |open| own.is_some() && inside(open.before_place) != inside(open.now_place));
    }),
    taken_up(Code::R562, &["DECOM"], missing_continuation),
    taken_up(Code::NoEpisodesLastYear, &["DECOM"], |child, marks| {
        let first = child.collection.first;
        if child.last.episodes.is_empty() {
            let older = |episode: &&EpisodeCells<'_>| episode.decom.day.is_some_and(|start| start < first);
            child.rows.episodes.iter().filter(older).for_each(|episode| marks.row(episode.at));
        }
    }),
];

/// The episode that the last return left open, and the first one of this return.
struct Open<'c, 'a> {
    before: &'c EpisodeCells<'a>,
    before_place: &'c Place,
    now: &'c EpisodeCells<'a>,
    now_place: &'c Place,
}

impl<'a> Open<'_, 'a> {
    fn differs(&self, cell: fn(&EpisodeCells<'a>) -> &'a str) -> bool {
        cell(self.before) != cell(self.now)
    }

    fn same_start(&self) -> bool {
        self.before.rne == self.now.rne
    }

    /// Whether the distances are two tenths of a mile or more apart, or only the later is known.
    fn distance_differs(&self) -> bool {
        match (self.before_place.miles, self.now_place.miles) {
            (Some(before), Some(now)) => before.tenths().abs_diff(now.tenths()) >= 2,
            (None, Some(_)) => true,
            (_, None) => false,
        }
    }
}

fn mark_if(child: &Child<'_, '_>, marks: &mut Marks, fails: impl FnOnce(&Open<'_, '_>) -> bool) {
    let Some((index, now)) = child.first_episode() else { return };
    let Some(last) = child.last.episodes.iter().rposition(|episode| episode.decom.day.is_some()) else {
        return;
    };
    let open = Open {
        before: &child.last.episodes[last],
        before_place: &child.last_places[last],
        now,
        now_place: &child.places[index],
    };
    if open.before.dec.day.is_none() && fails(&open) {
        marks.row(now.at);
    }
}

/// Whether the kind of placement only took the code that replaced its old one.
fn is_renamed(open: &Open<'_, '_>, year: u16) -> bool {
    match (open.before.place, open.now.place) {
        ("H5", "K3") => (2024..=2026).contains(&year),
        ("Z1", "Z11" | "Z12" | "Z13" | "Z14") => year == 2026,
        _ => false,
    }
}

/// Whether the number was not asked for last year: supported accommodation has been registered since
/// 2023/24, and rules 218 and 230 have asked for its number since.
fn is_newly_asked_for(open: &Open<'_, '_>, year: u16) -> bool {
    open.before.urn.is_blank() && open.before.place == "H5" && (2024..=2025).contains(&year)
}

/// An episode that began before the year and is not the last one of the return before.
fn missing_continuation(child: &Child<'_, '_>, marks: &mut Marks) {
    let Some((_, first)) = child.first_episode() else { return };
    let is_older = first.decom.day.is_some_and(|start| start < child.collection.first);
    let last = child.last.episodes.iter().rfind(|episode| episode.decom.day.is_some());
    if is_older && last.is_none_or(|last| last.decom.day != first.decom.day) {
        marks.row(first.at);
    }
}
