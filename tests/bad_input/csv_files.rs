//! Encodings, delimiters, headers, rows and files (ENC, CSV and BIG of the catalogue).

use crate::{
    base::{places, put, read, snapshot, sound, text_of},
    check, check_bytes, check_folder,
};

const HOMES: &str = "homes.csv";
const EPISODES: &str = "ssda903/2020/episodes.csv";

fn changed(file: &str, from: &str, to: &str) -> String {
    text_of(file).replacen(from, to, 1)
}

/// A change that means nothing: no finding and the same snapshot.
#[track_caller]
fn check_harmless(file: &str, bytes: &[u8]) {
    let (plain, folder) = (sound(), sound());
    put(folder.path(), file, bytes);
    let reading = read(folder.path());
    assert_eq!(places(&reading), Vec::<String>::new());
    assert_eq!(snapshot(&reading), snapshot(&read(plain.path())));
}

#[test]
fn byte_order_mark_line_ends_and_order_of_columns_mean_nothing() {
    check_harmless(EPISODES, format!("\u{feff}{}", text_of(EPISODES)).as_bytes());
    check_harmless(EPISODES, text_of(EPISODES).replace('\n', "\r\n").as_bytes());
    check_harmless(HOMES, text_of(HOMES).trim_end().as_bytes());
    check_harmless(HOMES, text_of(HOMES).replace('\n', ",,\n").as_bytes());
    let swapped: String = text_of(HOMES)
        .lines()
        .map(|line| line.split_once(',').map(|(first, rest)| format!("{rest},{first}\n")).unwrap())
        .collect();
    check_harmless(HOMES, swapped.as_bytes());
}

#[test]
fn other_encodings_are_refused_or_named() {
    let mut bytes = text_of(HOMES).as_bytes().to_vec();
    bytes.extend(b"H\xe9,1234567,U6,PA,PR1,DH7 7AA,2,0,17,450.00,week\n");
    check_bytes(HOMES, &bytes, "ENC02 homes.csv");
    let utf16: Vec<u8> = text_of(HOMES).encode_utf16().flat_map(u16::to_le_bytes).collect();
    check_bytes(HOMES, &[b"\xff\xfe", utf16.as_slice()].concat(), "ENC03 homes.csv");
    check_bytes(HOMES, &utf16, "ENC03 homes.csv");
}

#[test]
fn characters_that_cannot_be_seen_leave_the_row_out() {
    check(HOMES, "H1,", "H\u{200b}1,", "ENC04 homes.csv:2");
    check(HOMES, "H1,", "H\u{202e}1,", "ENC04 homes.csv:2");
    check(HOMES, "H1,", "H\u{0}1,", "ENC04 homes.csv:2");
    check(HOMES, "H1,", "H1\u{a0},", "ENC04 homes.csv:2");
    check(HOMES, "H1,", "He\u{301}1,", "ENC05 homes.csv:2");
}

#[test]
fn delimiters_and_quotation_marks() {
    check_bytes(HOMES, text_of(HOMES).replace(',', ";").as_bytes(), "CSV01 homes.csv");
    check_bytes(HOMES, text_of(HOMES).replace(',', "\t").as_bytes(), "CSV01 homes.csv");
    check_bytes(HOMES, format!("sep=,\n{}", text_of(HOMES)).as_bytes(), "CSV01 homes.csv");
    check_bytes(HOMES, text_of(HOMES).replace('\n', "\r").as_bytes(), "CSV01 homes.csv");
    check(HOMES, "H1,", "\"H1,", "CSV01 homes.csv");
    check(HOMES, "PA,", "\"P\nA\",", "CSV01 homes.csv:2");
}

#[test]
fn rows_that_are_no_records() {
    check(HOMES, "H1,1234567,", "H1,", "CSV02 homes.csv:2");
    check(HOMES, "450.00,week", "450.00,week,more", "CSV02 homes.csv:2");
    check(HOMES, "H2,", "\n,,,,,,,,,,\nH2,", "CSV04 homes.csv:4");
    check(HOMES, "H2,", "Total,,,,,,2,,,910.00,\nH2,", "CSV04 homes.csv:3");
    let header = text_of(HOMES).lines().next().unwrap();
    check(HOMES, "H2,", &format!("{header}\nH2,"), "CSV04 homes.csv:3");
}

#[test]
fn headers() {
    check(HOMES, "home,urn", "Home, URN", "CSV03 homes.csv:1");
    check(HOMES, "home,urn", "home,telephone", "CSV03 homes.csv:1");
    check(HOMES, "home,urn", "home,home", "CSV03 homes.csv:1");
    check(HOMES, "home,urn", "house,urn", "CSV03 homes.csv:1");
    check(HOMES, "home,urn", "Register of homes\nhome,urn", "CSV03 homes.csv:1");
    check("children.csv", "child,search", "kid,search", "CSV03 children.csv:1");
}

#[test]
fn empty_files() {
    check_bytes(HOMES, b"", "CSV05 homes.csv");
    check_bytes(HOMES, b"\n\n", "CSV05 homes.csv");
    check_bytes(HOMES, text_of(HOMES).lines().next().unwrap().as_bytes(), "CSV05 homes.csv");
    check_bytes(EPISODES, b"", "SET01 ssda903/2020");
}

#[test]
fn what_is_no_ordinary_file_or_too_large() {
    let folder = sound();
    std::fs::remove_file(folder.path().join(HOMES)).unwrap();
    std::fs::create_dir(folder.path().join(HOMES)).unwrap();
    check_folder(&folder, "BIG01 homes.csv");
    check_bytes(
        HOMES,
        changed(HOMES, "PA,", &format!("{},", "P".repeat(9_000))).as_bytes(),
        "BIG01 homes.csv",
    );
    check_bytes(HOMES, &vec![b'a'; 20_000_001], "BIG01 homes.csv");
    check_bytes(HOMES, &[b','; 1_000], "BIG01 homes.csv");
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_are_not_followed() {
    let folder = sound();
    std::fs::remove_file(folder.path().join(HOMES)).unwrap();
    std::os::unix::fs::symlink(HOMES, folder.path().join(HOMES)).unwrap();
    check_folder(&folder, "BIG01 homes.csv");
}
