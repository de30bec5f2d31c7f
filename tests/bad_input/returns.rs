//! The statutory return (DAT, EPI, COD and SET of the catalogue).

use nearhome_data::SnapshotRequest;

use crate::{
    base::{put, read, snapshot, sound, text_of},
    check, check_bytes, check_folder,
};

const HEADER: &str = "ssda903/2020/header.csv";
const EPISODES: &str = "ssda903/2020/episodes.csv";
const C1: &str = "C1,01/05/2019,S,C2,N1,U6,PR1,,,,DH1 4SG,DH7 7AA,1234567\n";

/// Replaces the first child's episodes; expects the codes that hold the child back, or none.
#[track_caller]
fn check_held(episodes: &str, expected: &[&str]) {
    let folder = sound();
    put(folder.path(), EPISODES, text_of(EPISODES).replacen(C1, episodes, 1).as_bytes());
    let snapshot = snapshot(&read(folder.path()));
    let held: Vec<&str> =
        snapshot.held_back.iter().flat_map(|held| &held.findings).map(String::as_str).collect();
    assert_eq!(held, expected, "{episodes}");
    let unharmed = "C2".parse().unwrap();
    assert!(snapshot.child(&unharmed).is_some(), "the other child comes through");
}

#[test]
fn dates_of_the_return() {
    check(EPISODES, "01/05/2019", "31/02/2019", "SSDA903-141 ssda903/2020/episodes.csv:2");
    check(EPISODES, "01/05/2019", "00/00/0000", "SSDA903-141 ssda903/2020/episodes.csv:2");
    check(EPISODES, "01/05/2019", "43586", "SSDA903-141 ssda903/2020/episodes.csv:2");
    check(EPISODES, "01/05/2019", "1/5/19", "SSDA903-141 ssda903/2020/episodes.csv:2");
    check(EPISODES, "01/05/2019", "2019-05-01", "DAT02 ssda903/2020/episodes.csv");
    check(HEADER, "15/06/2008", "29/02/2009", "SSDA903-102 ssda903/2020/header.csv:2");
    check(HEADER, "15/06/2008", "15/06/0203", "SSDA903-102 ssda903/2020/header.csv:2");
    check(HEADER, "15/06/2008", "01/01/1900", "DAT04 ssda903/2020/header.csv:2");
    check(HEADER, "15/06/2008", "01/01/2021", "DAT04 ssda903/2020/header.csv:2");
    check(EPISODES, "01/05/2019", "01/05/1990", "SSDA903-353 ssda903/2020/episodes.csv:2");
    check(HEADER, "15/06/2008", "02/05/2019", "SSDA903-302 ssda903/2020/episodes.csv:2");
}

#[test]
fn codes_of_the_return() {
    check(EPISODES, ",U6,", ",Foster,", "SSDA903-146 ssda903/2020/episodes.csv:2");
    check(EPISODES, ",U6,", ",K3,", "SSDA903-146 ssda903/2020/episodes.csv:2");
    check(HEADER, "C1,1,", "C1,F,", "SSDA903-101 ssda903/2020/header.csv:2");
    check(HEADER, "C1,1,", "C1,9,", "SSDA903-101 ssda903/2020/header.csv:2");
    check(HEADER, "WBRI", "British", "SSDA903-103 ssda903/2020/header.csv:2");
}

#[test]
fn contradictions_about_the_day_hold_the_child_back() {
    check_held(C1, &[]);
    let again = "C1,01/06/2019,P,C2,N1,U4,PR1,,,,DH1 4SG,DH7 7AB,1234567\n";
    check_held(&format!("{C1}{again}"), &["EPI01"]);
    let ended = C1.replace("PR1,,,", "PR1,01/07/2019,X1,");
    check_held(&format!("{ended}{again}"), &[]);
    check_held(&C1.replace("PR1,,,", "PR1,30/04/2019,X1,"), &["EPI05", "SSDA903-356"]);
    check_held(&C1.replace("01/05/2019", "01/13/2019"), &["EPI05", "SSDA903-141"]);
    check_held(&C1.replace("PR1,,,", "PR1,soon,,"), &["EPI05", "SSDA903-147"]);
    check_held(&C1.replace(",U6,", ",U9,"), &["EPI05", "SSDA903-146"]);
    let conflict = C1.replace(",U6,", ",U4,");
    check_held(&format!("{C1}{conflict}"), &["EPI05", "ID02"]);
}

#[test]
fn an_open_episode_with_x1_is_reported_and_harmless() {
    check(EPISODES, "PR1,,,", "PR1,,X1,", "SSDA903-148 ssda903/2020/episodes.csv:2");
    check_held(&C1.replace("PR1,,,", "PR1,,X1,"), &[]);
}

#[test]
fn a_child_without_header_is_held_back() {
    check(HEADER, "C1,1,15/06/2008,WBRI,A123456789012,,\n", "", "EPI04 ssda903/2020/episodes.csv:2");
}

#[test]
fn short_breaks_are_no_part_of_the_snapshot() {
    let folder = sound();
    put(folder.path(), EPISODES, text_of(EPISODES).replacen(",C2,N1", ",V3,N1", 1).as_bytes());
    let snapshot = snapshot(&read(folder.path()));
    assert_eq!(snapshot.children.iter().map(|child| child.id.as_str()).collect::<Vec<_>>(), ["C2"]);
}

#[test]
fn sets_of_files() {
    let folder = sound();
    put(folder.path(), "ssda903/2020/again.csv", text_of(EPISODES).as_bytes());
    check_folder(&folder, "SET01 ssda903/2020");
    let folder = sound();
    std::fs::remove_file(folder.path().join(HEADER)).unwrap();
    check_folder(&folder, "SET01 ssda903/2020");
    let folder = sound();
    std::fs::rename(folder.path().join("ssda903/2020"), folder.path().join("ssda903/2019-20")).unwrap();
    check_folder(&folder, "SET01 ssda903/2019-20");
    let folder = sound();
    put(folder.path(), "ssda903/2020/reviews.csv", b"CHILD,DOB,REVIEW,REVIEW_CODE\n");
    check_folder(&folder, "CSV05 ssda903/2020/reviews.csv");
    let folder = sound();
    put(folder.path(), "ssda903/2020/notes.csv", b"who,what\n");
    check_folder(&folder, "SET02 ssda903/2020/notes.csv");
    check_bytes("ssda903/2020/return.xml", b"<EXPSSDA903/>", "CSV05 ssda903/2020/return.xml");
    check_bytes("ssda903/2020/return.xml", b"<OTHER/>", "SET02 ssda903/2020/return.xml");
    let entity = b"<!DOCTYPE x [<!ENTITY a \"b\">]><EXPSSDA903>&a;</EXPSSDA903>";
    check_bytes("ssda903/2020/return.xml", entity, "XML01 ssda903/2020/return.xml");
}

#[test]
fn a_pooled_file_is_read_by_its_years() {
    let folder = sound();
    std::fs::remove_dir_all(folder.path().join("ssda903/2020")).unwrap();
    let pooled = |text: &str, years: [&str; 2]| {
        let mut lines = text.lines();
        let header = lines.next().unwrap();
        let rows: Vec<String> =
            lines.zip(years).map(|(line, year)| format!("{line},Durham,{year}")).collect();
        format!("{header},LA,YEAR\n{}\n", rows.join("\n"))
    };
    put(folder.path(), "ssda903/header.csv", pooled(text_of(HEADER), ["2020", "2019/20"]).as_bytes());
    put(folder.path(), "ssda903/episodes.csv", pooled(text_of(EPISODES), ["2020", "2020"]).as_bytes());
    let reading = read(folder.path());
    assert_eq!(crate::base::places(&reading), Vec::<String>::new());
    assert_eq!(snapshot(&reading).children.len(), 2);
    put(folder.path(), "ssda903/episodes.csv", pooled(text_of(EPISODES), ["2020", "20"]).as_bytes());
    check_folder(&folder, "SET01 ssda903/episodes.csv:3");
}

#[test]
fn a_return_in_xml_says_what_it_says_in_csv() {
    let folder = sound();
    let before = snapshot(&read(folder.path()));
    let mut xml = String::from("<EXPSSDA903>\n");
    let cells = |text: &'static str| text.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
    for (header, episode) in cells(text_of(HEADER)).zip(cells(text_of(EPISODES))) {
        let names = ["CHILDID", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"];
        let leaf = |(name, cell): (&str, &str)| format!("<{name}>{cell}</{name}>");
        let row: Vec<String> = names.into_iter().zip(header).map(leaf).collect();
        let names =
            "CHILD,DECOM,RNE,LS,CIN,PL,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN";
        let stay: Vec<String> = names.split(',').zip(episode).skip(1).map(leaf).collect();
        let parts = ["<CHILD><HEADER>", &row.concat(), "<UASC>0</UASC></HEADER><EPISODE>", &stay.concat()];
        xml.push_str(&parts.concat());
        xml.push_str("</EPISODE></CHILD>\n");
    }
    std::fs::remove_file(folder.path().join(HEADER)).unwrap();
    std::fs::remove_file(folder.path().join(EPISODES)).unwrap();
    put(folder.path(), "ssda903/2020/return.xml", (xml + "</EXPSSDA903>\n").as_bytes());
    assert_eq!(snapshot(&read(folder.path())), before);
}

#[test]
fn a_folder_named_by_the_year_in_which_the_collection_starts_is_refused() {
    let folder = sound();
    let rows: String = (0..8).map(|child| C1.replacen("C1", &format!("C{child}"), 1)).collect();
    let header = text_of(EPISODES).lines().next().unwrap();
    put(folder.path(), "ssda903/2019/episodes.csv", format!("{header}\n{rows}").as_bytes());
    check_folder(&folder, "SET01 ssda903/2019");
}

#[test]
fn an_open_episode_that_no_later_return_takes_up_holds_the_child_back() {
    let folder = sound();
    let later = text_of(EPISODES).replacen(C1, "", 1);
    put(folder.path(), "ssda903/2021/episodes.csv", later.as_bytes());
    put(folder.path(), "ssda903/2021/header.csv", text_of(HEADER).as_bytes());
    check_folder(&folder, "EPI02 ssda903/2020/episodes.csv:2");
    let reading = read(folder.path());
    let held_on = |date: &str| {
        let request = SnapshotRequest { date: date.parse().unwrap(), authority: None };
        reading.council.snapshot(&request).unwrap().0.held_back.len()
    };
    assert_eq!((held_on("2020-03-31"), held_on("2020-04-01")), (0, 1));
}

#[test]
fn the_latest_version_of_an_episode_is_used() {
    let folder = sound();
    let later = text_of(EPISODES).replacen(",U6,", ",U4,", 1);
    put(folder.path(), "ssda903/2021/episodes.csv", later.as_bytes());
    put(folder.path(), "ssda903/2021/header.csv", text_of(HEADER).as_bytes());
    check_folder(&folder, "EPI03 ssda903/2020/episodes.csv:2");
    let snapshot = snapshot(&read(folder.path()));
    let child = snapshot.child(&"C1".parse().unwrap()).unwrap();
    assert_eq!(child.placement.as_ref().unwrap().kind.code(), "U4");
}
