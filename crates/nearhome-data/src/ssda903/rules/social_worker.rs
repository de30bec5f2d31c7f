//! Rules on social workers' episodes (from 2023/24), numbered SW01 to SW19.

use nearhome_model::Date;

use super::{Child, Marks, Rule, across, child::is_short_break, sw_episode};
use crate::{
    findings::Code,
    ssda903::tables::{Cell, EpisodeCells, ReturnTable, SwEpisodeCells},
};

const EPISODES: &[ReturnTable] = &[ReturnTable::Episodes];

pub(super) const RULES: &[Rule] = &[
    across(Code::Sw01, ReturnTable::SwEpisodes, &["SW_ID", "SW_DECOM", "SW_REASON"], nobody_is_named)
        .needs(EPISODES)
        .of_form(),
    sw_episode(Code::Sw01A, &["SW_ID", "SW_DECOM"], |_, row| {
        row.sw_decom.day.is_none() || (!is_since_2023(row) && row.sw_id.is_blank())
    })
    .of_form(),
    sw_episode(Code::Sw01B, &["SW_ID", "SW_DECOM", "SW_REASON"], |_, row| {
        let incomplete = row.sw_id.is_blank() || row.sw_reason.is_blank();
        row.sw_decom.day.is_none() || (is_since_2023(row) && incomplete)
    })
    .of_form(),
    sw_episode(Code::Sw03, &["SW_ID", "SW_DECOM", "SW_REASON"], |_, row| {
        row.sw_id.is_blank() || row.sw_decom.is_blank() || row.sw_reason.is_blank()
    })
    .of_form(),
    sw_episode(Code::Sw06, &["SW_DECOM"], |child, row| {
        row.sw_decom.day.is_some_and(|start| start > child.collection.last)
    }),
    sw_episode(Code::Sw07, &["SW_DEC"], |child, row| {
        let first =
            if child.year() >= 2025 { year_before(child.collection.first) } else { child.collection.first };
        row.sw_dec.day.is_some_and(|end| end < first || end > child.collection.last)
    }),
    across(Code::Sw08, ReturnTable::SwEpisodes, &["SW_DEC"], |child, marks| {
        for (now, next) in pairs(child) {
            if now.sw_decom.day.is_some() && now.sw_dec.day.is_none() {
                marks.row_with(now.at, Some(next.at));
            }
        }
    }),
    sw_episode(Code::Sw09, &["SW_DEC", "SW_DECOM"], |child, row| {
        let length = row.sw_decom.day.zip(row.sw_dec.day).map(|(start, end)| start.days_until(end));
        // The least length became three days in 2025/26.
        length.is_some_and(|days| if child.year() >= 2026 { days < 3 } else { days == 0 })
    }),
    across(Code::Sw10, ReturnTable::SwEpisodes, &["SW_DECOM", "SW_REASON"], |child, marks| {
        mark_gaps(child, marks, |row| child.year() >= 2025 && row.sw_reason == "FCONTA");
    }),
    across(Code::Sw10A, ReturnTable::SwEpisodes, &["SW_DECOM", "SW_REASON"], |child, marks| {
        mark_gaps(child, marks, |row| row.sw_reason == "FCONTA");
    }),
    across(Code::Sw10B, ReturnTable::SwEpisodes, &["SW_DECOM", "SW_REASON"], |child, marks| {
        for (before, now) in pairs(child) {
            let ends = now.sw_decom.day.zip(before.sw_dec.day);
            if now.sw_reason == "FCONTA" && ends.is_some_and(|(start, end)| start <= end) {
                marks.row_with(now.at, Some(before.at));
            }
        }
    }),
    across(Code::Sw12, ReturnTable::Episodes, &["DECOM"], nobody_at_start_or_end)
        .needs(&[ReturnTable::SwEpisodes]),
    sw_episode(Code::Sw13, &["SW_REASON"], has_no_reason).of_form(),
    across(Code::Sw14, ReturnTable::SwEpisodes, &["SW_DEC"], |child, marks| {
        for (now, next) in pairs(child) {
            if now.sw_dec.is_blank() {
                marks.row_with(now.at, Some(next.at));
            }
        }
    }),
    across(Code::Sw17, ReturnTable::SwEpisodes, &["SW_DEC"], |child, marks| {
        if let Some(latest) = in_order(child.rows.sw_episodes).last().filter(|row| row.sw_dec.is_given()) {
            marks.row(latest.at);
        }
    }),
    sw_episode(Code::Sw18, &["SW_DEC", "SW_DECOM"], |_, row| {
        row.sw_decom.day.zip(row.sw_dec.day).is_some_and(|(start, end)| end <= start)
    }),
    across(Code::Sw19, ReturnTable::SwEpisodes, &["SW_DECOM"], |child, marks| {
        for (before, now) in pairs(child) {
            if before.sw_decom.day.is_some() && before.sw_decom.day == now.sw_decom.day {
                marks.row_with(now.at, Some(before.at));
            }
        }
    }),
];

fn year_before(first: Date) -> Date {
    Date::new(first.year() - 1, first.month(), first.day()).unwrap_or(first)
}

/// Reasons of change are asked for since 1 April 2023.
fn is_since_2023(row: &SwEpisodeCells<'_>) -> bool {
    row.sw_decom.day.is_some_and(|start| Some(start) >= Date::new(2023, 4, 1).ok())
}

fn in_order<'c, 'a>(rows: &'c [SwEpisodeCells<'a>]) -> Vec<&'c SwEpisodeCells<'a>> {
    let mut rows: Vec<_> = rows.iter().collect();
    let last = |day: Option<Date>| (day.is_none(), day);
    rows.sort_by_key(|row| (last(row.sw_decom.day), last(row.sw_dec.day), row.at));
    rows
}

/// Each episode and the one after it.
fn pairs<'c, 'a>(child: &Child<'c, 'a>) -> Vec<(&'c SwEpisodeCells<'a>, &'c SwEpisodeCells<'a>)> {
    let rows = in_order(child.rows.sw_episodes);
    rows.iter().copied().zip(rows.iter().copied().skip(1)).collect()
}

/// Looked after on 31 March, and no social worker is told in full.
fn nobody_is_named(child: &Child<'_, '_>, marks: &mut Marks) {
    let is_open = |episode: &&EpisodeCells<'_>| episode.dec.is_blank() && !is_short_break(episode.ls);
    let told = |row: &SwEpisodeCells<'_>| {
        row.sw_id.is_given() && row.sw_decom.is_given() && row.sw_reason.is_given()
    };
    let workers = child.rows.sw_episodes;
    if workers.is_empty() || !workers.iter().all(told) {
        child.rows.episodes.iter().filter(is_open).for_each(|episode| marks.row(episode.at));
    }
}

/// Marks an episode that starts more than seven days from the end of the one before.
fn mark_gaps(child: &Child<'_, '_>, marks: &mut Marks, is_excused: impl Fn(&SwEpisodeCells<'_>) -> bool) {
    for (before, now) in pairs(child) {
        let gap = before.sw_dec.day.zip(now.sw_decom.day).map(|(end, start)| end.days_until(start));
        if gap.is_none_or(|days| days.abs() > 7) && !is_excused(now) {
            marks.row_with(now.at, Some(before.at));
        }
    }
}

/// A period of care that starts or ends, within the time that is told of, while nobody was the child's social
/// worker: all who are told had finished before it started, or came after it had ended.
///
/// The public validator also marks open episodes that continue a period, and periods whose social worker
/// was there before them, though the guide asks for those too.
fn nobody_at_start_or_end(child: &Child<'_, '_>, marks: &mut Marks) {
    let (first, last) = (child.collection.first, child.collection.last);
    let since = if child.year() >= 2025 { year_before(first) } else { first };
    let is_told = |day: &Date| since <= *day && *day <= last;
    let workers = child.rows.sw_episodes;
    for episode in child.rows.episodes.iter().filter(|episode| !is_short_break(episode.ls)) {
        let started = episode.decom.day.filter(is_told).filter(|_| episode.rne == "S");
        let ended = episode.dec.day.filter(is_told);
        let ended = ended.filter(|_| episode.rec.is_given() && episode.rec != "X1");
        let at_start = |start: Date| {
            workers.iter().any(|row| {
                row.sw_decom.day.is_some() && row.sw_dec.day.is_none_or(|finished| finished >= start)
            })
        };
        let at_end = |end: Date| workers.iter().any(|row| row.sw_decom.day.is_some_and(|came| came <= end));
        let alone = started.is_some_and(|day| !at_start(day)) || ended.is_some_and(|day| !at_end(day));
        marks.row_if(alone, episode.at);
    }
}

/// A reason that is not in the list; from 2024/25 a blank one is allowed before April 2023.
fn has_no_reason(child: &Child<'_, '_>, row: &SwEpisodeCells<'_>) -> bool {
    match row.sw_reason {
        "MANAGE" | "FCONTA" | "LEFTRL" | "ORGRST" | "TSPROC" | "ABSENC" | "CHCHAN" | "PCCHAN" | "SWDIED"
        | "OTHERS" => false,
        "" => child.year() < 2025 || is_since_2023(row),
        _ => true,
    }
}
