//! Reads a history so that a child is in one episode at a time, and in one counted placement.
//!
//! Contradictions are not repaired in the data; they are read in one way here. Of episodes that cover one day, the one
//! that began last counts, so that an earlier one goes on when it ends. An episode that an older return left open ends
//! when the child's next one begins; where none does or care starts anew, with the year of its return. All times
//! are half open: the day on which an episode ends is not one of it.

use nearhome_data::{Council, CountedPlacement, CountingPolicy, Episode, History, NewEpisode, ShortBreaks};
use nearhome_model::Date;

/// The days of one episode.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spell<'a> {
    pub(crate) episode: &'a Episode,
    pub(crate) start: Date,
    /// The day after the last one; `None` while the latest return leaves it open.
    pub(crate) end: Option<Date>,
}

/// The days of one counted placement.
#[derive(Clone, Debug)]
pub(crate) struct Counted<'a> {
    pub(crate) placement: CountedPlacement<'a>,
    pub(crate) start: Date,
    /// As for [`Spell::end`].
    pub(crate) end: Option<Date>,
}

/// Whether a half-open time has a day in common with the days from `first` to `last`, both included.
fn meets(start: Date, end: Option<Date>, first: Date, last: Date) -> bool {
    start <= last && end.is_none_or(|end| first < end)
}

impl Counted<'_> {
    /// Whether the placement was held on any of the days from `first` to `last`, both included.
    pub(crate) fn held_within(&self, first: Date, last: Date) -> bool {
        meets(self.start, self.end, first, last)
    }
}

/// The days of every episode of a history, by first day; an episode around another one has two spells.
pub(crate) fn spells<'a>(
    council: &Council,
    history: &'a History,
    short_breaks: ShortBreaks,
) -> Vec<Spell<'a>> {
    let counted = |episode: &&Episode| short_breaks == ShortBreaks::Counted || !episode.is_short_break();
    let care: Vec<&Episode> = history.episodes.iter().filter(counted).collect();
    let whole: Vec<Spell<'a>> = care
        .iter()
        .enumerate()
        .map(|(index, &episode)| {
            let end = end_of(council, episode, care.get(index + 1).copied());
            Spell { episode, start: episode.start, end }
        })
        .collect();
    let mut days: Vec<Date> =
        whole.iter().flat_map(|spell| [Some(spell.start), spell.end]).flatten().collect();
    days.sort_unstable();
    days.dedup();
    let mut spells: Vec<Spell<'a>> = Vec::new();
    for (index, &start) in days.iter().enumerate() {
        let Some(present) = whole.iter().rev().find(|spell| meets(spell.start, spell.end, start, start))
        else {
            continue;
        };
        let end = days.get(index + 1).copied();
        match spells.last_mut().filter(|last| last.end == Some(start) && last.episode.start == present.start)
        {
            Some(last) => last.end = end,
            None => spells.push(Spell { episode: present.episode, start, end }),
        }
    }
    spells
}

/// The episode that a child is in on a day.
pub(crate) fn on_day<'a>(
    council: &Council,
    history: &'a History,
    day: Date,
    short_breaks: ShortBreaks,
) -> Option<&'a Episode> {
    let spells = spells(council, history, short_breaks);
    spells.iter().find(|spell| meets(spell.start, spell.end, day, day)).map(|spell| spell.episode)
}

/// The placements of a history as a policy counts them, by first day; those without a day are left out.
pub(crate) fn counted<'a>(
    council: &Council,
    history: &'a History,
    policy: CountingPolicy,
) -> Vec<Counted<'a>> {
    let placements = history.placements(policy);
    let starts: Vec<Option<&Episode>> =
        placements.iter().map(|placement| placement.episodes.first().copied()).collect();
    let days = |(index, placement): (usize, CountedPlacement<'a>)| {
        let next = starts.get(index + 1).copied().flatten();
        let end = end_of(council, placement.episodes.last()?, next);
        Some(Counted { start: placement.start()?, end, placement })
    };
    let all = placements.into_iter().enumerate().filter_map(days);
    all.filter(|one| one.end.is_none_or(|end| one.start < end)).collect()
}

/// The day after the last one of an episode; `None` where the latest return leaves it open.
fn end_of(council: &Council, episode: &Episode, next: Option<&Episode>) -> Option<Date> {
    if episode.end.is_some() || !episode.is_left_behind(council.last_year) {
        return episode.end;
    }
    let begins = next.map(|next| next.start);
    if next.is_some_and(|next| next.new_episode != Some(NewEpisode::Started)) {
        return begins;
    }
    let year_end = episode.year.last_day().plus_days(1);
    [year_end, begins].into_iter().flatten().min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::made::council;

    /// Spells as `PLACE start end` of a council whose last return is that of 2020.
    #[track_caller]
    fn check(lines: &[&str], expected: &[&str]) {
        let council = council(2020, lines);
        let history = council.histories.values().next().unwrap();
        let told = |spell: &Spell<'_>| {
            let end = spell.end.map(|end| end.to_string()).unwrap_or_default();
            format!("{} {} {end}", spell.episode.place, spell.start)
        };
        let spells: Vec<String> = spells(&council, history, ShortBreaks::LeftOut).iter().map(told).collect();
        assert_eq!(spells, expected, "{lines:?}");
    }

    #[test]
    fn of_episodes_at_once_the_one_that_began_last_counts() {
        let whole = "a 2019-05-01 S U6 DH13 -> 2019-09-01";
        check(&[whole], &["U6 2019-05-01 2019-09-01"]);
        let within = "a 2019-06-01 P K2 DH14 -> 2019-07-01";
        let around = ["U6 2019-05-01 2019-06-01", "K2 2019-06-01 2019-07-01", "U6 2019-07-01 2019-09-01"];
        check(&[whole, within], &around);
        let over = "a 2019-06-01 P K2 DH14 -> 2019-10-01";
        check(&[whole, over], &["U6 2019-05-01 2019-06-01", "K2 2019-06-01 2019-10-01"]);
        check(&["a 2019-05-01 S U6 DH13 -> 2019-05-01"], &[]);
    }

    #[test]
    fn what_an_older_return_left_open_ends() {
        let open = "a 2018-05-01 S U6 DH13 y=2019";
        check(&[open], &["U6 2018-05-01 2019-04-01"]);
        check(&[open, "a 2019-06-01 P K2 DH14"], &["U6 2018-05-01 2019-06-01", "K2 2019-06-01 "]);
        check(&[open, "a 2019-06-01 S K2 DH14"], &["U6 2018-05-01 2019-04-01", "K2 2019-06-01 "]);
        check(&[open, "a 2018-06-01 S K2 DH14"], &["U6 2018-05-01 2018-06-01", "K2 2018-06-01 "]);
        check(&["a 2018-05-01 S U6 DH13"], &["U6 2018-05-01 "]);
    }
}
