//! Tests of the rules: each case is a child's episodes and the records that a rule finds.

use std::sync::Arc;

use super::*;
use crate::{
    ssda903::{Source, layouts::ReturnTable, parse::read_table},
    table::{Encoding, Limits, Sheet},
};

const HEADER: &str =
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n";
/// Started, no end, everything in order.
const SOUND: &str = "2019-05-01,S,C2,N1,U6,PR1,,,,DH1 5UL,DH7 7AA,1234567";

fn empty(year: u16) -> Return {
    let year = CollectionYear::new(year).unwrap();
    Return {
        year,
        header: vec![],
        episodes: vec![],
        uasc: vec![],
        missing: vec![],
        strengths: vec![],
        bad_rows: vec![],
    }
}

fn collection(year: u16, birth: &str, episodes: &[&str], findings: &mut Findings) -> Return {
    let bytes = format!("{HEADER}7,{}\n", episodes.join("\n7,")).into_bytes();
    let file: Arc<str> = "episodes.csv".into();
    let sheet =
        Sheet::from_csv(Arc::clone(&file), bytes, Encoding::Utf8, &Limits::default(), findings).unwrap();
    let table = sheet.into_table(&ReturnTable::Episodes.layout(), findings).unwrap();
    let mut collection = empty(year);
    read_table(&table, ReturnTable::Episodes, &mut collection, findings).unwrap();
    collection.header.push(HeaderRow {
        child: "7".parse().unwrap(),
        sex: None,
        birth_date: birth.parse().unwrap(),
        ethnicity: None,
        pupil_number: None,
        year: collection.year,
        source: Source { file, row: 2, record: 1 },
    });
    collection
}

/// The records, counted from 1, at which a rule finds fault.
fn found(rule: &str, year: u16, birth: &str, episodes: &[&str]) -> Vec<u64> {
    let mut findings = Findings::default();
    let collection = collection(year, birth, episodes, &mut findings);
    check(&collection, None, &mut findings);
    let code = format!("SSDA903-{rule}");
    let at =
        findings.iter().filter(|finding| finding.code.text() == code).filter_map(|finding| finding.record);
    at.collect()
}

#[track_caller]
fn check_rule(rule: &str, episodes: &[&str], expected: &[u64]) {
    assert_eq!(found(rule, 2020, "2010-06-15", episodes), expected, "{rule} {episodes:?}");
}

/// One episode, sound but for some columns given as `COLUMN=value`.
fn with(changes: &str) -> String {
    let names: Vec<&str> = HEADER.trim().split(',').skip(1).collect();
    let mut cells: Vec<&str> = SOUND.split(',').collect();
    for change in changes.split_whitespace() {
        let (name, value) = change.split_once('=').unwrap();
        cells[names.iter().position(|known| *known == name).unwrap()] = value;
    }
    cells.join(",")
}

#[track_caller]
fn check_one(rule: &str, changes: &str, fails: bool) {
    let episode = with(changes);
    check_rule(rule, &[&episode], if fails { &[1] } else { &[] });
}

#[track_caller]
fn check_two(rule: &str, first: &str, second: &str, expected: &[u64]) {
    check_rule(rule, &[&with(first), &with(second)], expected);
}

#[track_caller]
fn check_born(rule: &str, birth: &str, changes: &str, fails: bool) {
    let expected: &[u64] = if fails { &[1] } else { &[] };
    assert_eq!(found(rule, 2020, birth, &[&with(changes)]), expected, "{rule} born {birth}");
}

#[track_caller]
fn check_year(rule: &str, year: u16, changes: &str, fails: bool) {
    let expected: &[u64] = if fails { &[1] } else { &[] };
    assert_eq!(found(rule, year, "2010-06-15", &[&with(changes)]), expected, "{rule} in {year}");
}

#[test]
fn a_sound_episode_breaks_no_rule() {
    let mut findings = Findings::default();
    let collection = collection(2020, "2010-06-15", &[SOUND], &mut findings);
    check(&collection, None, &mut findings);
    assert!(findings.is_empty(), "{findings:?}");
}

#[test]
fn cells_outside_their_lists_are_found() {
    for (rule, change) in [
        ("143", "RNE=Q"),
        ("144", "LS=Q"),
        ("145", "CIN=N9"),
        ("146", "PLACE=U7"),
        ("149", "REC=E1"),
        ("178", "PLACE_PROVIDER=PR6"),
        ("1009", "REASON_PLACE_CHANGE=WHY"),
        ("147", "DEC=2019-02-30"),
        ("141", "DECOM=2019-13-01"),
        ("392C", "PL_POST=NOWHERE"),
    ] {
        let sound_too = with(change);
        check_rule(rule, &[SOUND, &sound_too], &[2]);
    }
    check_one("143", "RNE=s", false);
    check_one("149", "REC=", false);
}

#[test]
fn codes_belong_to_years() {
    check_year("146", 2020, "PLACE=K3", true);
    check_year("146", 2025, "PLACE=K3", false);
    check_year("146", 2026, "PLACE=H5", true);
    check_year("146", 2025, "PLACE=H5", false);
    check_year("149", 2020, "REC=E43", true);
    check_year("149", 2020, "REC=E45", false);
}

#[test]
fn end_and_reason_of_end_stand_together() {
    check_one("148", "", false);
    check_one("148", "REC=X1", true);
    check_one("148", "DEC=2019-06-01", true);
    check_one("148", "DEC=2019-06-01 REC=E8", false);
    check_two("142", "", "DECOM=2019-06-01 RNE=P", &[1]);
    check_two("142", "DEC=2019-06-01 REC=X1", "DECOM=2019-06-01 RNE=P", &[]);
}

#[test]
fn provider_and_place_fit() {
    check_one("213", "PLACE=T1", true);
    check_one("213", "PLACE=T1 PLACE_PROVIDER=", false);
    check_one("526", "PLACE_PROVIDER=", true);
    check_one("526", "PLACE=Z1 PLACE_PROVIDER=", false);
    check_one("527", "PLACE=P1", true);
    check_one("528", "PLACE=R5 PLACE_PROVIDER=PR2", true);
    check_one("529", "PLACE=K2 PLACE_PROVIDER=PR3", true);
    check_one("529", "PLACE=R2 PLACE_PROVIDER=PR3", false);
    check_one("530", "PLACE=P1 PLACE_PROVIDER=PR4", true);
    check_one("531", "PLACE=P1 PLACE_PROVIDER=PR5", true);
    check_one("550", "PLACE_PROVIDER=PR0", true);
    check_one("550", "PLACE=P1 PLACE_PROVIDER=PR0", false);
    check_one("527", "", false);
    check_one("528", "PLACE_PROVIDER=PR2", false);
    check_one("530", "PLACE_PROVIDER=PR4", false);
    check_one("531", "PLACE_PROVIDER=PR5", false);
    check_one("378", "PLACE=P1 PLACE_PROVIDER=PR0 LS=V2", true);
    check_one("378", "PLACE=P1 PLACE_PROVIDER=PR0", false);
}

#[test]
fn urn_and_postcodes_fit_the_place() {
    check_one("218", "URN=", true);
    check_one("218", "URN=XXXXXXX", false);
    check_one("218", "URN= PLACE=R1", false);
    check_one("222", "PLACE=P1 PLACE_PROVIDER=PR0", true);
    check_one("222", "PLACE=P1 PLACE_PROVIDER=PR0 URN=XXXXXXX", false);
    check_one("222", "", false);
    check_one("214", "LS=V3", true);
    check_one("214", "LS=V3 PL_POST= URN=", false);
    check_one("392B", "HOME_POST= PL_POST=", true);
    check_one("392B", "HOME_POST=", false);
    check_one("392D", "HOME_POST=DH7 PL_POST=DH7", false);
    check_rule("392D", &[&SOUND.replace("DH1 5UL", "DH7 7AA")], &[1]);
}

#[test]
fn short_breaks_are_elsewhere_and_short() {
    check_one("382", "LS=V3 PLACE=T1", true);
    check_one("382", "PLACE=T1", false);
    check_one("384", "LS=V3 PLACE=U4", true);
    check_one("384", "LS=V3", false);
    check_one("365", "LS=V3 DEC=2019-05-18", false);
    check_one("365", "LS=V3 DEC=2019-05-19", true);
    check_one("367", "LS=V3 DEC=2019-07-15", false);
    check_one("367", "LS=V3 DEC=2019-07-16", true);
}

#[test]
fn ages_count_from_the_birthday() {
    check_born("302", "2019-05-02", "", true);
    check_born("302", "2019-05-01", "", false);
    check_born("352", "2001-05-01", "", true);
    check_born("352", "2001-05-02", "", false);
    check_born("358", "2009-05-02", "LS=J1", true);
    check_born("358", "2009-05-01", "LS=J1", false);
    check_born("371", "2003-05-02", "PLACE=P2", true);
    check_born("371", "2003-05-01", "PLACE=P2", false);
    check_born("372", "2009-05-02", "PLACE=R5", true);
    check_born("372", "2009-05-01", "PLACE=R5", false);
    check_born("373", "2015-05-02", "PLACE=S1", true);
    check_born("373", "2015-05-01", "PLACE=S1", false);
    check_born("374", "2005-05-02", "PLACE=P3", true);
    check_born("374", "2005-05-01", "PLACE=P3", false);
}

#[test]
fn dates_lie_within_the_collection_and_in_order() {
    check_one("353", "DECOM=1991-10-13", true);
    check_one("353", "DECOM=1991-10-14", false);
    check_one("354", "DECOM=2020-04-01", true);
    check_one("354", "DECOM=2020-03-31", false);
    check_one("355", "DEC=2019-05-01", true);
    check_one("355", "DEC=2019-05-02", false);
    check_one("356", "DEC=2019-04-30", true);
    check_one("356", "DEC=2019-05-01", false);
    check_one("385", "DEC=2020-04-01", true);
    check_one("385", "DEC=2020-03-31", false);
}

#[test]
fn orders_and_temporary_stays_have_a_longest_length() {
    for (rule, change, last_allowed, first_forbidden) in [
        ("361", "LS=L1", "2019-05-04", "2019-05-05"),
        ("362", "LS=L2", "2019-05-22", "2019-05-23"),
        ("363", "LS=L3", "2019-05-08", "2019-05-09"),
        ("375", "PLACE=T1", "2019-06-12", "2019-06-13"),
        ("376", "PLACE=T3", "2019-05-22", "2019-05-23"),
        ("379", "PLACE=T4", "2019-05-08", "2019-05-09"),
    ] {
        check_one(rule, &format!("{change} DEC={last_allowed}"), false);
        check_one(rule, &format!("{change} DEC={first_forbidden}"), true);
    }
    let run = ["LS=L2 DEC=2019-05-15", "LS=L2 DECOM=2019-05-15 DEC=2019-05-25 RNE=P"];
    check_two("362", run[0], run[1], &[1, 2]);
    let holiday = |month: u8| with(&format!("PLACE=T3 DECOM=2019-{month:02}-01 DEC=2019-{month:02}-05"));
    check_rule("377", &[&holiday(5), &holiday(6), &holiday(7)], &[1, 2, 3]);
    check_rule("377", &[&holiday(5), &holiday(6)], &[]);
}

#[test]
fn continuation_agrees_with_what_follows() {
    check_two("388", "DEC=2019-06-01 REC=X1", "DECOM=2019-06-01 RNE=P", &[]);
    check_two("388", "DEC=2019-06-01 REC=X1", "DECOM=2019-06-02 RNE=P", &[1]);
    check_two("388", "DEC=2019-06-01 REC=E8", "DECOM=2019-06-01 RNE=P", &[1]);
    check_one("388", "DEC=2019-06-01 REC=X1", true);
    check_one("388", "DEC=2019-06-01 REC=E8", false);
    check_two("431", "DEC=2019-06-01 REC=X1", "DECOM=2019-06-01", &[2]);
    check_two("431", "DEC=2019-06-01 REC=E8", "DECOM=2019-06-02", &[]);
    check_two("432", "DEC=2019-06-01 REC=E8", "DECOM=2019-06-02 RNE=P", &[2]);
    check_two("432", "DEC=2019-06-01 REC=X1", "DECOM=2019-06-01 RNE=P", &[]);
    check_two("433", "DEC=2019-06-01 REC=X1", "DECOM=2019-06-02 RNE=P", &[2]);
    check_two("433", "DEC=2019-06-01 REC=X1", "DECOM=2019-06-01 RNE=P", &[]);
    check_two("501", "DEC=2019-06-02 REC=X1", "DECOM=2019-06-01 RNE=P", &[2]);
    check_two("501", "DEC=2019-06-01 REC=X1", "DECOM=2019-06-01 RNE=P", &[]);
    check_two("504", "DEC=2019-06-01 REC=X1", "DECOM=2019-06-01 RNE=P CIN=N5", &[2]);
    check_two("504", "DEC=2019-06-01 REC=E8", "DECOM=2019-06-02 CIN=N5", &[]);
}

#[test]
fn the_reason_for_an_episode_agrees_with_what_changed() {
    let first = "DEC=2019-06-01 REC=X1";
    let second = |changes: &str| format!("DECOM=2019-06-01 {changes}");
    for (rule, changes, fails) in [
        ("434", "RNE=L LS=C1", false),
        ("434", "RNE=L", true),
        ("434", "RNE=L LS=C1 PLACE=U4", true),
        ("435", "RNE=P PLACE=U4", false),
        ("435", "RNE=T", true),
        ("435", "RNE=P PLACE=U4 LS=C1", true),
        ("436", "RNE=B PLACE=U4 LS=C1", false),
        ("436", "RNE=U LS=C1", true),
        ("436", "RNE=B PLACE=U4", true),
    ] {
        check_two(rule, first, &second(changes), if fails { &[2] } else { &[] });
    }
}

#[test]
fn the_reason_for_a_change_stands_on_the_episode_that_ends() {
    let next = "DECOM=2019-06-01 RNE=P PLACE=U4";
    check_two("225", "DEC=2019-06-01 REC=X1", next, &[1]);
    check_two("225", "DEC=2019-06-01 REC=X1 REASON_PLACE_CHANGE=CARPL", next, &[]);
    check_two("225", "DEC=2019-06-01 REC=X1", "DECOM=2019-06-01 RNE=L LS=C1", &[]);
    check_two(
        "226",
        "DEC=2019-06-01 REC=X1 REASON_PLACE_CHANGE=CARPL",
        "DECOM=2019-06-01 PLACE=T1 RNE=P",
        &[2],
    );
    check_two("226", "DEC=2019-06-01 REC=X1", "DECOM=2019-06-01 PLACE=T1 RNE=P", &[]);
    check_year("233", 2026, "REASON_PLACE_CHANGE=CARPL", true);
    check_year("233", 2025, "REASON_PLACE_CHANGE=CARPL", false);
}

#[test]
fn temporary_moves_lie_within_a_placement() {
    check_one("380", "PLACE=T1", true);
    check_one("380", "PLACE=T1 RNE=P", false);
    check_one("381", "PLACE=T1 DEC=2019-06-01 REC=E8", true);
    check_one("381", "PLACE=T1 DEC=2019-06-01 REC=X1", false);
    let before = with("DEC=2019-06-01 REC=X1");
    let away = with("DECOM=2019-06-01 DEC=2019-06-05 REC=X1 RNE=P PLACE=T1");
    check_rule("383", &[&before, &away, &with("DECOM=2019-06-05 RNE=P")], &[]);
    check_rule("383", &[&before, &away, &with("DECOM=2019-06-05 RNE=P PLACE=U4")], &[2]);
    check_rule("383", &[&before, &away, &with("DECOM=2019-06-05 RNE=T")], &[2]);
}

#[test]
fn adoption_follows_fostering_or_adoption() {
    check_two("336", "PLACE=K2 DEC=2019-06-01 REC=X1", "DECOM=2019-06-01 RNE=P PLACE=A3", &[2]);
    check_two("336", "DEC=2019-06-01 REC=X1", "DECOM=2019-06-01 RNE=P PLACE=A3", &[]);
    check_one("390", "DEC=2019-06-01 REC=E11", true);
    check_one("390", "DEC=2019-06-01 REC=E11 PLACE=A3", false);
}

#[test]
fn a_return_begins_with_what_the_last_one_left_open() {
    let mut findings = Findings::default();
    let last = collection(2020, "2010-06-15", &[SOUND], &mut findings);
    let found = |start: &str| {
        let mut findings = Findings::default();
        let this = collection(2021, "2010-06-15", &[&with(&format!("DECOM={start}"))], &mut findings);
        check(&this, Some(&last), &mut findings);
        findings.iter().any(|finding| finding.code == Code::R502)
    };
    assert!(found("2019-05-02"));
    assert!(!found("2019-05-01"));
}
