//! Lays the episodes of all children out as times in one setting.

use nearhome_data::{Council, Episode, History, ShortBreaks};
use nearhome_model::{ChildId, Date};

use crate::care;

/// An unbroken time of a child in one setting: consecutive episodes with the same postcode, URN and group of kinds.
#[derive(Clone, Debug)]
pub(super) struct Time<'a> {
    pub(super) child: &'a ChildId,
    pub(super) start: Date,
    /// The day after the last one.
    pub(super) end: Option<Date>,
    /// The episodes, never empty; in place of a temporary move the one whose place is kept.
    pub(super) episodes: Vec<&'a Episode>,
}

impl<'a> Time<'a> {
    /// The first episode, which says with postcode, URN and group what setting it is.
    pub(super) fn first(&self) -> &'a Episode {
        self.episodes.first().expect("a time is made of at least one episode")
    }
}

/// The times of all children, by first day and child.
pub(super) fn times(council: &Council) -> Vec<Time<'_>> {
    let mut times: Vec<Time<'_>> =
        council.histories.iter().flat_map(|(child, history)| of_child(council, child, history)).collect();
    times.sort_by(|one, other| (one.start, one.child).cmp(&(other.start, other.child)));
    times
}

fn of_child<'a>(council: &Council, child: &'a ChildId, history: &'a History) -> Vec<Time<'a>> {
    let mut times: Vec<Time<'_>> = Vec::new();
    for spell in care::spells(council, history, ShortBreaks::LeftOut) {
        let usual = history.usual_placement(spell.episode);
        match times.last_mut().filter(|time| time.end == Some(spell.start) && is_same(time.first(), usual)) {
            Some(time) => {
                time.end = spell.end;
                time.episodes.push(usual);
            }
            None => {
                times.push(Time { child, start: spell.start, end: spell.end, episodes: vec![usual] });
            }
        }
    }
    times
}

fn is_same(one: &Episode, other: &Episode) -> bool {
    one.placement_postcode == other.placement_postcode
        && one.urn == other.urn
        && one.place.group() == other.place.group()
}
