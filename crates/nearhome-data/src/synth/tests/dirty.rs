//! Returns in which cells, rows and ids are changed at random: whatever stands there, the rules come to an
//! end, find the same twice, and name rows and columns that exist.

use super::*;
use crate::{
    Finding, read_council_files,
    synth::dice::{Dice, Purpose},
};

/// Cells that no table expects, or another one.
const DIRT: &[&str] = &[
    "",
    "0",
    "1",
    "2",
    "9",
    "-1",
    "x",
    "X1",
    "S",
    "P",
    "L",
    "E1",
    "E2",
    "E11",
    "E12",
    "E4A",
    "A3",
    "A6",
    "K2",
    "K3",
    "T3",
    "U4",
    "V3",
    "V4",
    "D1",
    "L2",
    "PR0",
    "PR1",
    "XXXXXXX",
    "7654321",
    "UN4",
    "PN0",
    "PN8",
    "YES",
    "DIED",
    "Z1",
    "RD1",
    "FCONTA",
    "SW1",
    "M",
    "F",
    "31/02/2020",
    "01/04/2019",
    "31/03/2025",
    "01/01/1900",
    "29/02/2008",
    "31/12/9999",
    "2024-04-01",
    "zz/zz/2015",
    "DH1 5UL",
    "QQ1 1AA",
    "D000",
    "SYN000001",
    "\u{2019}",
];

/// A file with some cells replaced, some rows dropped, doubled or given to another child.
fn dirty(text: &str, dice: &mut Dice) -> String {
    let mut lines = text.lines();
    let head = lines.next().unwrap_or_default();
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    let mut written = vec![head.to_owned()];
    for row in &rows {
        let mut row = row.clone();
        for (index, cell) in row.iter_mut().enumerate() {
            if dice.chance(if index == 0 { 10 } else { 60 }) {
                let same_column = || rows.iter().map(|other| other[index]).collect::<Vec<_>>();
                *cell = if dice.chance(500) { *dice.one_of(&same_column()) } else { *dice.one_of(DIRT) };
            }
        }
        for _ in 0..dice.weighted(&[(1, 940), (0, 30), (2, 30)]) {
            written.push(row.join(","));
        }
    }
    written.join("\n") + "\n"
}

/// What a finding says, and whether the row and the column that it names exist.
fn told(finding: &Finding, files: &BTreeMap<String, Vec<u8>>) -> String {
    if let Some(row) = finding.row {
        let text = String::from_utf8_lossy(&files[&*finding.file]);
        let rows = u64::try_from(text.lines().count()).unwrap();
        assert!((1..=rows).contains(&row) && finding.rows.first() == Some(&row), "{finding:?}");
        assert!(finding.rows.iter().all(|row| (1..=rows).contains(row)), "{finding:?}");
        if let Some(column) = finding.column.filter(|_| finding.code.is_rule_of_the_return()) {
            assert!(text.lines().next().unwrap().split(',').any(|name| name == column), "{finding:?}");
        }
    }
    format!("{finding:?}")
}

#[track_caller]
fn check_dirty(end_year: u16, seed: u64) {
    let code = "E06000047".parse().unwrap();
    let request = SynthRequest { children: 25, years: 3, seed, end_year, ..SynthRequest::new(code) };
    let mut authority = generate(&request).unwrap();
    authority.plant_defects(seed);
    for (nth, (name, bytes)) in authority.files.iter_mut().enumerate() {
        if name.starts_with("ssda903/") {
            let dice = &mut Dice::new(seed, Purpose::Tables, nth);
            *bytes = dirty(std::str::from_utf8(bytes).unwrap(), dice).into_bytes();
        }
    }
    let read = || read_council_files(&authority.files, &ReadOptions::default());
    let findings = |reading: crate::Reading| -> Vec<String> {
        reading.findings.iter().map(|finding| told(finding, &authority.files)).collect()
    };
    let first = findings(read());
    assert_eq!(first, findings(read()));
    assert!(first.len() > 500, "{} findings", first.len());
}

#[test]
fn dirty_returns_are_read_to_the_end_and_twice_the_same() {
    for (seed, end_year) in (1..).zip([2019, 2021, 2023, 2024, 2025, 2026, 2027, 2027]) {
        check_dirty(end_year, seed);
    }
}
