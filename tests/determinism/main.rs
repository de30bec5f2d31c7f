//! Same input, same bytes out: on one and two threads, with the rows of every file shuffled, with CRLF
//! line ends and with a byte order mark.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use nearhome::{Judged, Limits, MatchRequest, ReadSettings, ShortlistRequest, Synthesis};
use nearhome_tests::files_below;
use rand::{SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

/// Everything that the commands write for a folder.
#[derive(Debug, PartialEq, Eq)]
struct Outputs {
    snapshot: Vec<u8>,
    problem: Vec<u8>,
    solution: Vec<u8>,
    plan: String,
    shortlist: String,
}

fn outputs(folder: &Path) -> Outputs {
    let answer =
        nearhome::snapshot(folder, "2025-03-31", &ReadSettings::default(), &Limits::default(), &|_| ());
    let answer = answer.unwrap().unwrap();
    let mut snapshot = Vec::new();
    answer.write(&mut snapshot).unwrap();
    let judged = Judged::from(answer);
    let built = nearhome::problem(&judged).unwrap();
    let (mut problem, mut solution) = (Vec::new(), Vec::new());
    built.write_json(&mut problem).unwrap();
    nearhome::solve(&built, &Limits::default(), &|_| ()).unwrap().solution.write_json(&mut solution).unwrap();
    let plan =
        nearhome::match_children(&judged, &MatchRequest::default(), &Limits::default(), &|_| ()).unwrap();
    let child = plan.placements[0].child.to_string();
    let wanted = ShortlistRequest { opportunity: 1, ..ShortlistRequest::new(&child) };
    let shortlist = nearhome::shortlist(&judged, &wanted, &Limits::default(), &|_| ()).unwrap();
    Outputs {
        snapshot,
        problem,
        solution,
        plan: serde_json::to_string(&plan).unwrap(),
        shortlist: serde_json::to_string(&shortlist).unwrap(),
    }
}

fn on_threads(threads: usize, folder: &Path) -> Outputs {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(|| outputs(folder))
}

fn county(folder: &Path) {
    let wanted = Synthesis { children: 120, years: 2, seed: 7, ..Synthesis::new("E06000047") };
    nearhome::synthesise(&wanted, folder, &Limits::default(), &|_| ()).unwrap();
}

fn csv_files(folder: &Path) -> Vec<PathBuf> {
    let is_csv = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "csv");
    let files: Vec<PathBuf> = files_below(folder).into_iter().filter(is_csv).collect();
    assert!(files.len() >= 8, "a county has at least eight tables: {files:?}");
    files
}

/// Changes every CSV file of a county and expects the same outputs.
#[track_caller]
fn check_same_after(change: impl Fn(&str) -> String) {
    let folder = tempfile::tempdir().unwrap();
    let county_folder = folder.path().join("county");
    county(&county_folder);
    let before = on_threads(2, &county_folder);
    for path in csv_files(&county_folder) {
        let text = fs::read_to_string(&path).unwrap();
        let changed = change(&text);
        assert_ne!(text, changed, "{} is as before", path.display());
        fs::write(&path, changed).unwrap();
    }
    let after = on_threads(2, &county_folder);
    assert!(before == after, "the outputs differ");
}

#[test]
fn one_and_two_threads_give_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let county_folder = folder.path().join("county");
    county(&county_folder);
    assert!(on_threads(1, &county_folder) == on_threads(2, &county_folder), "the outputs differ");
}

#[test]
fn shuffled_rows_give_the_same_bytes() {
    check_same_after(|text| {
        let mut lines: Vec<&str> = text.lines().collect();
        lines[1..].shuffle(&mut ChaCha8Rng::seed_from_u64(3));
        if lines.iter().copied().eq(text.lines()) {
            lines[1..].reverse();
        }
        // A table of one row cannot be shuffled: the comparison then rests on the others.
        let end = if lines.len() < 3 { "\r\n" } else { "\n" };
        lines.join(end) + end
    });
}

#[test]
fn crlf_line_ends_give_the_same_bytes() {
    check_same_after(|text| text.replace('\n', "\r\n"));
}

#[test]
fn a_byte_order_mark_gives_the_same_bytes() {
    check_same_after(|text| format!("\u{feff}{text}"));
}
