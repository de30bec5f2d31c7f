//! Supply on synthetic authorities: the register holds the homes of today, and what episodes alone show agrees
//! with it.

#![expect(clippy::unwrap_used, reason = "in a test that unwraps, a failure is what the test looks for")]

use std::collections::BTreeMap;

use nearhome_data::{
    Council, Episode, ReadOptions, SnapshotRequest, is_registered_kind, read_council,
    synth::{Existing, SynthRequest, generate},
};
use nearhome_history::{Basis, Fit, Supply, supply};
use nearhome_model::{ChildId, Date, PlacementCode, PlacementGroup, Postcode, Urn};

/// A synthetic authority, read back from its files.
fn council(children: u32, seed: u64) -> Council {
    let folder = tempfile::tempdir().unwrap();
    let authority = "E06000047".parse().unwrap();
    let request = SynthRequest { children, seed, ..SynthRequest::new(authority) };
    let out = folder.path().join("county");
    generate(&request).unwrap().write_to(&out, Existing::Refuse).unwrap();
    read_council(&out, &ReadOptions::default()).unwrap().council
}

/// What tells homes apart in episodes.
type Key = (Postcode, PlacementGroup, Option<Urn>);

fn key(episode: &Episode) -> Option<Key> {
    Some((episode.placement_postcode.clone()?, episode.place.group(), episode.urn.clone()))
}

#[test]
fn the_homes_of_the_last_day_are_those_of_the_snapshot() {
    for seed in 1..=3 {
        let council = council(150, seed);
        let supply = supply(&council);
        let last = council.last_year.unwrap().last_day();
        let request = SnapshotRequest { date: last, authority: None };
        let snapshot = council.snapshot(&request).unwrap().0;
        let mut in_register = 0;
        for child in &snapshot.children {
            let Some(placement) = &child.placement else { continue };
            let found = supply.home_of(&child.id, last);
            let registered = found.filter(|home| home.basis == Basis::Register);
            assert_eq!(registered.map(|home| &home.home.id), placement.home.as_ref(), "{}", child.id);
            // The synthetic register holds no residential care homes (R1).
            let expected = is_registered_kind(placement.kind) && placement.kind != PlacementCode::R1;
            assert!(registered.is_some() || !expected, "{} in {}", child.id, placement.kind);
            in_register += usize::from(registered.is_some());
        }
        assert!(in_register > 100, "{in_register}");
        assert!(supply.homes.iter().all(|home| home.vacancies_on(last) >= 0));
        assert_eq!(supply.without_postcode, 0);
    }
}

/// Days on which each child was in each setting, by brute force over the days of the last returns: the
/// oracle of what supply finds with intervals.
fn by_day(council: &Council, supply: &Supply, days: &[Date]) -> usize {
    let mut compared = 0;
    for (child, history) in &council.histories {
        for &day in days {
            let covering = history.covering(day).find(|episode| !episode.is_short_break());
            let expected = covering
                .map(|episode| history.usual_placement(episode))
                .filter(|episode| is_registered_kind(episode.place));
            let found = supply.home_of(child, day);
            if let Some(expected) = expected {
                let home = found.expect("a registered kind of home is found");
                assert_eq!(home.home.location.postcode, expected.placement_postcode);
                compared += 1;
            }
        }
    }
    compared
}

#[test]
fn every_day_of_every_child_is_where_its_episode_says() {
    for seed in 5..=7 {
        let council = council(120, seed);
        let first: Date = "2020-04-01".parse().unwrap();
        let days: Vec<Date> = (0..365 * 5).step_by(13).map(|step| first.plus_days(step).unwrap()).collect();
        let from_register = by_day(&council, &supply(&council), &days);
        let without = Council { homes: BTreeMap::new(), children: BTreeMap::new(), ..council };
        let alone = by_day(&without, &supply(&without), &days);
        assert_eq!(from_register, alone);
        assert!(alone > 5_000, "{alone}");
    }
}

/// Times of each setting as (child, first day, day after the last), with those that follow each other joined.
fn intervals(council: &Council, supply: &Supply, wanted: &[Key]) -> BTreeMap<Key, Vec<Interval>> {
    let mut found: BTreeMap<Key, Vec<Interval>> = BTreeMap::new();
    for home in &supply.homes {
        for stay in &home.stays {
            let history = &council.histories[&stay.child];
            let covering = history.covering(stay.start).find(|one| !one.is_short_break());
            let key = key(history.usual_placement(covering.unwrap())).unwrap();
            if wanted.contains(&key) {
                found.entry(key).or_default().push((stay.child.clone(), stay.start, stay.end));
            }
        }
    }
    for list in found.values_mut() {
        list.sort();
    }
    found
}

type Interval = (ChildId, Date, Option<Date>);

#[test]
fn episodes_alone_give_the_occupied_times_that_the_register_gives() {
    let council = council(200, 8);
    let from_register = supply(&council);
    let without = Council { homes: BTreeMap::new(), children: BTreeMap::new(), ..council.clone() };
    let alone = supply(&without);
    assert!(alone.homes.iter().all(|home| home.basis == Basis::Reconstructed));
    let mut keys: Vec<Key> = council
        .histories
        .values()
        .flat_map(|history| &history.episodes)
        .filter(|episode| is_registered_kind(episode.place))
        .filter_map(key)
        .collect();
    keys.sort();
    keys.dedup();
    assert!(keys.len() > 100);
    assert_eq!(intervals(&council, &from_register, &keys), intervals(&without, &alone, &keys));
    for home in &alone.homes {
        assert_eq!(usize::from(home.home.usable_places), home.most_at_once());
        assert!(
            home.stays
                .iter()
                .all(|stay| stay.fit == Fit::Reconstructed && home.vacancies_on(stay.start) >= 0)
        );
        assert!(
            home.stays.iter().any(|stay| home.vacancies_on(stay.start) == 0),
            "places are all taken once"
        );
    }
}

#[test]
fn later_returns_leave_ids_as_they_are() {
    let mut council = council(150, 9);
    council.homes.clear();
    council.children.clear();
    let whole = supply(&council);
    let cut: Date = "2023-04-01".parse().unwrap();
    for history in council.histories.values_mut() {
        history.episodes.retain(|episode| episode.start < cut);
    }
    let earlier = supply(&council);
    assert!(earlier.homes.len() > 50 && earlier.homes.len() < whole.homes.len());
    for home in &earlier.homes {
        let again = whole.home(&home.home.id).unwrap();
        assert_eq!(again.home.location, home.home.location);
        assert_eq!(again.as_known_on(cut.plus_days(-1).unwrap()).unwrap().kinds, home.home.kinds);
    }
}
