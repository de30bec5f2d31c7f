//! Tests of reconstructed supply on hand-made histories.

use nearhome_model::example;

use super::*;
use crate::made::{council, day, with_homes};

/// Homes as `id places: child start-end, ...`, the supply of a council whose last return is that of 2020.
#[track_caller]
fn check(episodes: &[&str], homes: &[&str], expected: &[&str]) {
    let supply = supply(&with_homes(council(2020, episodes), homes));
    let told: Vec<String> = supply.homes.iter().map(told).collect();
    assert_eq!(told, expected, "{episodes:?} {homes:?}");
    for home in &supply.homes {
        for stay in &home.stays {
            let found = supply.home_of(&stay.child, stay.start).unwrap();
            assert_eq!(found.home.id, home.home.id, "the index finds the home of {stay:?}");
        }
    }
}

fn told(home: &SuppliedHome) -> String {
    let stays = home.stays.iter().map(|stay| {
        let end = stay.end.map(|end| end.to_string()).unwrap_or_default();
        format!("; {} {} {end}", stay.child, stay.start)
    });
    format!("{} {}{}", home.home.id, home.home.usable_places, stays.collect::<String>())
}

#[test]
fn a_home_is_a_urn_a_postcode_and_a_group_of_kinds() {
    let home = "R-PR4-foster-0001 1; a 2019-05-01 ";
    check(&["a 2019-05-01 S U6 DH13"], &[], &[home]);
    check(&["a 2019-05-01 S U6 DH13 pr=PR1"], &[], &["R-PR1-foster-0001 1; a 2019-05-01 "]);
    check(&["a 2019-05-01 S U3 DH13"], &[], &["R-PR1-kinship_foster-0001 1; a 2019-05-01 "]);
    let two = ["a 2019-05-01 S U6 DH13 -> 2019-06-01", "b 2019-06-01 S U4 DH13"];
    check(&two, &[], &["R-PR4-foster-0001 1; a 2019-05-01 2019-06-01; b 2019-06-01 "]);
    let other_urn = ["a 2019-05-01 S U6 DH13 urn=1234567", "b 2019-06-01 S U6 DH13 urn=7654321"];
    check(&other_urn, &[], &["R-PR4-foster-0001 1; a 2019-05-01 ", "R-PR4-foster-0002 1; b 2019-06-01 "]);
    let other_kind = ["a 2019-05-01 S U6 DH13", "b 2019-06-01 S K2 DH13"];
    check(
        &other_kind,
        &[],
        &["R-PR4-foster-0001 1; a 2019-05-01 ", "R-PR4-residential-0001 1; b 2019-06-01 "],
    );
}

#[test]
fn a_stay_without_a_urn_joins_the_first_urn_of_its_setting() {
    let known = "b 2019-06-01 S U6 DH13 urn=1234567";
    let without = "a 2019-05-01 S U6 DH13";
    check(&[without, known], &[], &["R-PR4-foster-0001 2; a 2019-05-01 ; b 2019-06-01 "]);
    let third = "c 2019-07-01 S U6 DH13 urn=7654321";
    check(
        &[without, known, third],
        &[],
        &["R-PR4-foster-0001 2; a 2019-05-01 ; b 2019-06-01 ", "R-PR4-foster-0002 1; c 2019-07-01 "],
    );
}

#[test]
fn only_kinds_that_a_register_holds_make_homes() {
    for kind in ["P1", "A4", "A5", "R2", "R5", "T4", "Z1", "P3", "S1"] {
        check(&[&format!("a 2019-05-01 S {kind} DH13")], &[], &[]);
    }
    check(&["a 2019-05-01 S U6 DH13 ls=V3", "a 2019-07-01 S U6 DH13 ls=V4"], &[], &[]);
    check(&["a 2019-05-01 S S1 DH13"], &["h1 DH13 S1 4 -"], &["h1 4; a 2019-05-01 "]);
}

#[test]
fn a_temporary_move_keeps_the_place() {
    let away = ["a 2019-05-01 S U6 DH13 -> 2019-06-01", "a 2019-06-01 P T1 DH14 -> 2019-06-08"];
    let back = "a 2019-06-08 P U6 DH13";
    check(&[&away[..], &[back]].concat(), &[], &["R-PR4-foster-0001 1; a 2019-05-01 "]);
    let elsewhere = "a 2019-06-08 P U6 DH97";
    check(
        &[&away[..], &[elsewhere]].concat(),
        &[],
        &["R-PR4-foster-0001 1; a 2019-05-01 2019-06-08", "R-PR4-foster-0002 1; a 2019-06-08 "],
    );
}

#[test]
fn a_legal_change_makes_no_new_stay_and_a_gap_does() {
    let same = ["a 2019-05-01 S U6 DH13 -> 2019-06-01", "a 2019-06-01 L U6 DH13"];
    check(&same, &[], &["R-PR4-foster-0001 1; a 2019-05-01 "]);
    let gap = ["a 2019-05-01 S U6 DH13 -> 2019-06-01", "a 2019-06-02 S U6 DH13"];
    check(&gap, &[], &["R-PR4-foster-0001 1; a 2019-05-01 2019-06-01; a 2019-06-02 "]);
}

#[test]
fn contradictions_are_read_one_home_at_a_time() {
    let overlap = ["a 2019-05-01 S U6 DH13 -> 2019-07-01", "a 2019-06-01 P K2 DH14"];
    let both = ["R-PR4-foster-0001 1; a 2019-05-01 2019-06-01", "R-PR4-residential-0001 1; a 2019-06-01 "];
    check(&overlap, &[], &both);
    check(&["a 2018-05-01 S U6 DH13 y=2019"], &[], &["R-PR4-foster-0001 1; a 2018-05-01 2019-04-01"]);
    check(
        &["a 2018-05-01 S U6 DH13 y=2019", "a 2019-06-01 P K2 DH14"],
        &[],
        &["R-PR4-foster-0001 1; a 2018-05-01 2019-06-01", both[1]],
    );
    check(
        &["a 2018-05-01 S U6 DH13 y=2019", "a 2019-06-01 S K2 DH14"],
        &[],
        &["R-PR4-foster-0001 1; a 2018-05-01 2019-04-01", both[1]],
    );
}

#[test]
fn the_register_wins() {
    check(&["a 2019-05-01 S U6 DH13"], &["h1 DH13 U4;U6 3 -"], &["h1 3; a 2019-05-01 "]);
    // The home offered U6 then and offers U4 now.
    check(&["a 2019-05-01 S U6 DH13"], &["h1 DH13 U4 3 -"], &["h1 3; a 2019-05-01 "]);
    let other_urn = "a 2019-05-01 S U6 DH13 urn=1234567";
    check(&[other_urn], &["h1 DH13 U6 3 7654321"], &["R-PR4-foster-0001 1; a 2019-05-01 ", "h1 3"]);
    check(
        &["a 2019-05-01 S K2 DH13"],
        &["h1 DH13 U6 3 -"],
        &["R-PR4-residential-0001 1; a 2019-05-01 ", "h1 3"],
    );
    check(
        &["a 2019-05-01 S U6 DH13"],
        &["R-1 DH14 U6 3 -"],
        &["R-1 3", "RR-PR4-foster-0001 1; a 2019-05-01 "],
    );
}

#[test]
fn among_several_homes_that_fit_the_freest_is_taken() {
    let homes = ["h1 DH13 U6 1 -", "h2 DH13 U6 1 -"];
    check(
        &["a 2019-05-01 S U6 DH13 -> 2019-07-01", "b 2019-06-01 S U6 DH13", "c 2019-07-01 S U6 DH13"],
        &homes,
        &["h1 1; a 2019-05-01 2019-07-01; c 2019-07-01 ", "h2 1; b 2019-06-01 "],
    );
}

#[test]
fn what_is_known_on_a_day_tells_nothing_later() {
    let council = council(2020, &["a 2019-05-01 S U6 DH13", "b 2019-06-01 S U4 DH13", "b born 2002-06-15"]);
    let supply = supply(&council);
    let home = &supply.homes[0];
    assert!(home.as_known_on(day("2019-04-30")).is_none());
    let early = home.as_known_on(day("2019-05-31")).unwrap();
    assert_eq!((early.usable_places, early.kinds.len()), (1, 1));
    assert_eq!((early.approval.age_from.years(), early.approval.age_to.years()), (8, 8));
    let late = home.as_known_on(day("2020-03-31")).unwrap();
    assert_eq!(late, home.home);
    assert_eq!((late.usable_places, late.kinds.len()), (2, 2));
    assert_eq!((late.approval.age_from.years(), late.approval.age_to.years()), (8, 17));
}

#[test]
fn vacancies_are_what_is_left_of_the_places() {
    let lines = ["a 2019-05-01 S U6 DH13 -> 2019-07-01", "b 2019-06-01 S U6 DH13"];
    let check = |homes: &[&str], expected: [i64; 4]| {
        let supply = supply(&with_homes(council(2020, &lines), homes));
        let days = ["2019-04-30", "2019-05-01", "2019-06-01", "2019-07-01"].map(day);
        assert_eq!(days.map(|day| supply.homes[0].vacancies_on(day)), expected);
    };
    check(&[], [2, 1, 0, 1]);
    check(&["h1 DH13 U6 3 -"], [3, 2, 1, 2]);
    check(&["h1 DH13 U6 1 -"], [1, 0, -1, 0]);
}

#[test]
fn children_csv_names_the_home_of_an_open_stay() {
    let mut council = with_homes(
        council(2020, &["a 2019-05-01 S U6 DH13 -> 2019-06-01", "a 2019-06-01 P U6 DH14"]),
        &["h1 DH13 U6 1 -", "h2 DH14 U6 1 -", "h3 DH14 U6 1 -"],
    );
    let child = example::child_id("a");
    council.children.insert(child.clone(), crate::made::row(&child, "h3"));
    let supply = supply(&council);
    let on = |text: &str| supply.home_of(&child, day(text)).unwrap().home.id.to_string();
    assert_eq!([on("2019-05-31"), on("2019-06-01")], ["h1", "h3"]);
    assert_eq!(supply.home(&example::home_id("h3")).unwrap().stays[0].fit, Fit::Named);
}
