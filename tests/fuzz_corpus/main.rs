//! Reads every file of the fuzzers' corpora, and solves the problems among them, as the fuzzers do, on every change and without a fuzzer.

#![expect(clippy::print_stdout, reason = "of a reading that panics, the file must be known")]

use std::{fs, path::Path};

use nearhome_tests::{files_below, readers};

#[track_caller]
fn check(corpus: &str, read: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus").join(corpus);
    let files = files_below(&folder);
    assert!(files.len() >= 20, "{} has {} files", folder.display(), files.len());
    for path in files {
        println!("{}", path.display());
        read(&fs::read(&path).expect("a file of the corpus can be read"));
    }
}

#[test]
fn csv_files() {
    check("csv", readers::read_csv);
}

#[test]
fn returns_in_xml() {
    check("xml", readers::read_xml);
}

#[test]
fn workbooks() {
    check("xlsx", readers::read_xlsx);
}

#[test]
fn lists_of_ofsted() {
    check("ofsted", readers::read_ofsted);
}

#[test]
fn placements_in_json() {
    check("json", readers::read_json);
}

#[test]
fn problems_to_solve() {
    check("solve", readers::solve);
}
