//! Rules on temporary placements (T0 to T4): how long they last and what stands around them.

use super::{Child, EpisodeFacts, Marks, Rule, across, after, child::is_temporary, episode};
use crate::{
    findings::Code,
    ssda903::tables::{At, Cell, ReturnTable},
};

pub(super) const RULES: &[Rule] = &[
    after(Code::R226, &["REASON_PLACE_CHANGE", "PLACE"], |facts| {
        let before = facts.before().is_some_and(|before| before.reason_place_change.is_given());
        is_temporary(facts.now().place) && (facts.now().reason_place_change.is_given() || before)
    }),
    episode(Code::R375, &["PLACE"], |facts| lasts_longer(facts, "T1", 42)),
    episode(Code::R376, &["PLACE"], |facts| lasts_longer(facts, "T3", 21)),
    across(Code::R377, ReturnTable::Episodes, &["PLACE"], many_holidays),
    episode(Code::R379, &["PLACE"], |facts| lasts_longer(facts, "T4", 7)),
    episode(Code::R380, &["PLACE", "RNE"], |facts| {
        is_temporary(facts.now().place) && !matches!(facts.now().rne, "P" | "B")
    }),
    episode(Code::R381, &["PLACE", "REC"], |facts| {
        is_temporary(facts.now().place) && facts.now().rec.is_given() && facts.now().rec != "X1"
    }),
    after(Code::R383, &["PLACE", "RNE", "PL_POST"], is_no_return),
];

/// Whether a temporary placement lasts longer than allowed; an open one lasts to the end of the year.
fn lasts_longer(facts: &EpisodeFacts<'_, '_>, place: &str, most: i32) -> bool {
    let length = facts.start().zip(facts.end_or_last()).map(|(start, end)| start.days_until(end));
    facts.now().place == place && length.is_some_and(|days| days > most)
}

fn many_holidays(child: &Child<'_, '_>, marks: &mut Marks) {
    let holidays = child.rows.episodes.iter().filter(|episode| episode.place == "T3");
    let rows: Vec<At> = holidays.map(|episode| episode.at).collect();
    if rows.len() > 2 {
        marks.rows(rows);
    }
}

/// Whether the episode follows a temporary placement and is no return to the one before that.
fn is_no_return(facts: &EpisodeFacts<'_, '_>) -> bool {
    let usual = facts.index.checked_sub(2).and_then(|index| facts.episodes.get(index));
    let (Some(away), Some(usual)) = (facts.before(), usual) else { return false };
    let elsewhere = facts.child.year() >= 2026 && facts.now().pl_post != usual.pl_post;
    is_temporary(away.place) && (facts.now().rne != "P" || facts.now().place != usual.place || elsewhere)
}
