//! Gives each time of a child to a home of the register, where one fits.

use std::collections::BTreeMap;

use nearhome_data::{Council, HomeIndex, KindsCompared};
use nearhome_model::{Date, Home, HomeId};

use super::{Fit, Stay, lived::Time};

/// Stays by home of the register.
type Stays<'a> = BTreeMap<&'a HomeId, Vec<Stay>>;

/// Gives times, which must stand by first day, to the homes of the register; gives back those that fit none.
pub(super) fn to_register<'a>(council: &'a Council, times: Vec<Time<'a>>) -> (Stays<'a>, Vec<Time<'a>>) {
    let index = HomeIndex::of(&council.homes);
    let mut stays = Stays::new();
    let mut unknown = Vec::new();
    for time in times {
        match home_of(council, &index, &stays, &time) {
            Some((home, fit)) => stays.entry(&home.id).or_default().push(stay(&time, fit)),
            None => unknown.push(time),
        }
    }
    (stays, unknown)
}

/// A stay of a whole time.
pub(super) fn stay(time: &Time<'_>, fit: Fit) -> Stay {
    let kind = time.first().place;
    Stay { child: time.child.clone(), start: time.start, end: time.end, kind, fit }
}

/// Stays by first day and child, with those joined that follow each other without a day between.
pub(super) fn joined(stays: &[Stay]) -> Vec<Stay> {
    let mut by_child: Vec<&Stay> = stays.iter().collect();
    by_child.sort_by(|one, other| (&one.child, one.start).cmp(&(&other.child, other.start)));
    let mut joined: Vec<Stay> = Vec::new();
    for stay in by_child {
        match joined.last_mut().filter(|last| last.child == stay.child && last.end == Some(stay.start)) {
            Some(last) => {
                last.end = stay.end;
                last.fit = last.fit.max(stay.fit);
            }
            None => joined.push(stay.clone()),
        }
    }
    joined.sort_by(|one, other| (one.start, &one.child).cmp(&(other.start, &other.child)));
    joined
}

/// The home of a time: the one that children.csv names for an open one, or else one that the episodes fit,
/// the latest episode first, because the register is of today.
fn home_of<'a>(
    council: &'a Council,
    index: &HomeIndex<'a>,
    stays: &Stays<'_>,
    time: &Time<'_>,
) -> Option<(&'a Home, Fit)> {
    let named = || council.homes.get(council.children.get(time.child)?.home.as_ref()?);
    if let Some(home) = named().filter(|_| time.end.is_none()) {
        return Some((home, Fit::Named));
    }
    for (compared, fit) in [(KindsCompared::Exactly, Fit::Exact), (KindsCompared::ByGroup, Fit::SameGroup)] {
        for episode in time.episodes.iter().rev() {
            let fitting: Vec<&Home> = index.fitting(episode, compared).collect();
            match fitting[..] {
                [] => {}
                [home] => return Some((home, fit)),
                _ => return freest(&fitting, stays, time.start).map(|home| (home, Fit::OneOfSeveral)),
            }
        }
    }
    None
}

/// The home with most free places on a day, by id among equals.
fn freest<'a>(homes: &[&'a Home], stays: &Stays<'_>, day: Date) -> Option<&'a Home> {
    let free = |home: &Home| {
        let there = stays.get(&home.id).into_iter().flatten().filter(|stay| stay.covers(day)).count();
        i64::from(home.usable_places) - i64::try_from(there + home.other_residents.len()).unwrap_or(i64::MAX)
    };
    homes.iter().copied().max_by(|one, other| free(one).cmp(&free(other)).then(other.id.cmp(&one.id)))
}
