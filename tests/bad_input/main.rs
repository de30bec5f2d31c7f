//! Bad input: each case spoils one file of a small sound council and names the finding that must come,
//! with its physical row. Nothing panics, every row is accounted for, no personal value is repeated.

#![expect(clippy::unwrap_used, reason = "in a test that unwraps, a failure is what the test looks for")]

mod base;
mod csv_files;
mod returns;
mod tables;
mod workbook;

use base::{check_invariants, places, put, read, sound, text_of};

/// Replaces a text in one file and expects a finding, given as `CODE file:row` or `CODE file`.
#[track_caller]
fn check(file: &str, from: &str, to: &str, expected: &str) {
    assert!(text_of(file).contains(from), "the case replaces nothing: {from:?}");
    check_bytes(file, text_of(file).replacen(from, to, 1).as_bytes(), expected);
}

/// Replaces a whole file and expects a finding.
#[track_caller]
fn check_bytes(file: &str, bytes: &[u8], expected: &str) {
    let folder = sound();
    put(folder.path(), file, bytes);
    check_folder(&folder, expected);
}

#[track_caller]
fn check_folder(folder: &tempfile::TempDir, expected: &str) {
    let reading = read(folder.path());
    let found = places(&reading);
    assert!(found.iter().any(|place| place == expected), "expected {expected}, found {found:?}");
    check_invariants(&reading);
}

#[test]
fn a_sound_council_has_no_finding() {
    let folder = sound();
    let reading = read(folder.path());
    assert_eq!(places(&reading), Vec::<String>::new());
    let snapshot = base::snapshot(&reading);
    let homes: Vec<_> =
        snapshot.children.iter().filter_map(|child| child.placement.as_ref()?.home.as_ref()).collect();
    assert_eq!(homes.iter().map(|home| home.as_str()).collect::<Vec<_>>(), ["H1", "H2"]);
    assert!(snapshot.held_back.is_empty());
}
