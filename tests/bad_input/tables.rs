//! Values of the council's own tables (DAT, ID, LOC, NUM, COD, REF and CAP of the catalogue).

use crate::{
    base::{read, snapshot, sound},
    check,
};

const HOMES: &str = "homes.csv";
const CHILDREN: &str = "children.csv";
const CONTRACTS: &str = "contracts.csv";

#[test]
fn dates() {
    for date in ["31/03/2019", "2019-02-30", "01-Jan-19", "01/01/19", "2019-01-01 00:00", "0000-00-00"] {
        check(CONTRACTS, "2019-01-01", date, "DAT01 contracts.csv:2");
    }
    check(CONTRACTS, "2019-01-01", "43466", "DAT03 contracts.csv:2");
    check(CONTRACTS, "2019-01-01", "43466.5", "DAT03 contracts.csv:2");
}

#[test]
fn ids() {
    check(HOMES, "H1,", "1.23457E+11,", "ID01 homes.csv:2");
    check(HOMES, "H1,", ",", "ID01 homes.csv:2");
    check(HOMES, "H1,1234567", "H1,123", "ID01 homes.csv:2");
    let row = "H2,1234567,U6,PA,PR1,DH7 7AB,2,0,17,460.00,week\n";
    check(HOMES, row, &row.repeat(2), "ID02 homes.csv:4");
    check(HOMES, "H2,", "H1,", "ID02 homes.csv:3");
    check(CHILDREN, "C2,", "C1,", "ID02 children.csv:2");
}

#[test]
fn money() {
    for money in [
        "GBP 450 a week",
        "1.234,50",
        "(200)",
        "-",
        "N/A",
        "TBC",
        "#REF!",
        "#N/A",
        "NaN",
        "inf",
        "1e300",
        "-0",
        "-450",
        "9223372036854775808",
        "450.001",
    ] {
        let quoted = format!("\"{money}\"");
        check(HOMES, "450.00", &quoted, "NUM01 homes.csv:2");
    }
    check(HOMES, "450.00,week", "450.00,", "NUM01 homes.csv:2");
    check(HOMES, "450.00,week", "450.00,month", "NUM01 homes.csv:2");
    check(HOMES, "450.00,week", "1000001,week", "NUM02 homes.csv:2");
    check(HOMES, "450.00,week", ",", "CAP02 homes.csv:2");
}

#[test]
fn numbers() {
    for number in ["0", "-1", "2.5", "256", "1e1", "two", "9223372036854775808"] {
        check(HOMES, ",2,0,17,", &format!(",{number},0,17,"), "NUM02 homes.csv:2");
    }
    check(HOMES, ",2,0,17,", ",,0,17,", "NUM02 homes.csv:2");
    check(HOMES, ",2,0,17,", ",2,17,0,", "CAP01 homes.csv:2");
}

#[test]
fn codes() {
    check(HOMES, "U6,", "U7,", "COD01 homes.csv:2");
    check(HOMES, "PR1,", "own,", "COD01 homes.csv:2");
    check(CHILDREN, "permitted", "perhaps", "COD01 children.csv:2");
    check(CHILDREN, ",missing,", ",arson,", "COD01 children.csv:2");
    check(CONTRACTS, ",block,", ",lease,", "COD01 contracts.csv:2");
}

#[test]
fn postcodes_that_lead_nowhere_are_unknown() {
    check(HOMES, "DH7 7AA", "ZZ99 3VZ", "LOC01 homes.csv:2");
    check(HOMES, "DH7 7AA", "County Durham", "LOC01 homes.csv:2");
    check(HOMES, "DH7 7AA", "DH77", "LOC01 homes.csv:2");
    check(HOMES, "DH7 7AA", "", "LOC01 homes.csv:2");
}

#[test]
fn references() {
    check(CONTRACTS, ",PA,", ",PX,", "REF01 contracts.csv:2");
    check(
        CONTRACTS,
        "K1,PA,block,2019-01-01,1000.00,week,2",
        "K1,PA,block,2019-01-01,,,",
        "CAP02 contracts.csv:2",
    );
}

#[test]
fn a_child_whose_row_is_left_out_is_held_back() {
    let folder = sound();
    let text = "child,search,risks,keep_apart\nC1,permitted,arson,\nC2,needed,,\n";
    crate::base::put(folder.path(), CHILDREN, text.as_bytes());
    let snapshot = snapshot(&read(folder.path()));
    assert_eq!(snapshot.children.len(), 1);
    assert_eq!(snapshot.held_back[0].child.as_str(), "C1");
    assert_eq!(snapshot.held_back[0].findings, ["COD01"]);
}

#[test]
fn a_child_known_to_nobody_is_no_child() {
    let folder = sound();
    let text = "child,search,keep_apart\nC1,permitted,C9\nC8,needed,\n";
    crate::base::put(folder.path(), CHILDREN, text.as_bytes());
    let reading = read(folder.path());
    let request = nearhome_data::SnapshotRequest { date: "2020-03-31".parse().unwrap(), authority: None };
    let (snapshot, findings) = reading.council.snapshot(&request).unwrap();
    assert_eq!(snapshot.children.len(), 2);
    let found: Vec<_> = findings.iter().map(|finding| (finding.code.text(), finding.row)).collect();
    assert_eq!(found, [("REF01", Some(3)), ("REF01", Some(2))]);
}
