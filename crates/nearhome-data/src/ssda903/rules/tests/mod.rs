//! Tests of the rules: each line of a table is a case, `rule | rows | the rows that the rule finds`.
//!
//! Rows are separated by `;`. A row is the name of its table and what differs from a sound row of it,
//! `_` standing for a space; `last` before it puts it into the return before, `-` makes a table without
//! rows. The number before a rule is the year in which the collection ends, 2020 where there is none.
//! A row that is found is given as its table and physical line, the first row of a table being line 2.

mod episodes;
mod other_tables;

use std::{collections::BTreeMap, ops::ControlFlow, sync::Arc};

use nearhome_model::AuthorityCode;

use super::{all, check};
use crate::{
    ReadOptions,
    findings::Findings,
    geography::Postcodes,
    ofsted::OfstedList,
    read_council_files,
    ssda903::{
        CollectionYear, Known, RawReturn,
        dates::date_forms,
        tables::{RawTable, ReturnTable},
    },
    table::{Encoding, Limits, Sheet},
};

/// A sound row of each table, about one boy born on 15 June 2010 and in care since 1 May 2019.
const SOUND: &[(ReturnTable, &str)] = &[
    (ReturnTable::Header, "7,1,15/06/2010,WBRI,A123456789012,,,"),
    (ReturnTable::Episodes, "7,01/05/2019,S,C2,N1,U6,PR1,,,,DH1 5UL,DH7 7AA,1234567"),
    (ReturnTable::Reviews, "7,15/06/2010,01/06/2019,PN1"),
    (ReturnTable::Uasc, "7,1,15/06/2010,"),
    (ReturnTable::Oc2, "7,15/06/2010,10,,,,1,1,1,0,,"),
    (ReturnTable::Oc3, "7,15/06/2010,YES,F1,B1"),
    (ReturnTable::Ad1, "7,15/06/2010,01/01/2019,01/03/2019,0,2,MF,L11"),
    (ReturnTable::PlacedAdoption, "7,15/06/2010,01/04/2019,,"),
    (ReturnTable::PrevPerm, "7,15/06/2010,Z1,,"),
    (ReturnTable::Missing, "7,15/06/2010,M,01/06/2019,03/06/2019"),
    (ReturnTable::SwEpisodes, "7,15/06/2010,SW12345,01/05/2019,,MANAGE"),
    (ReturnTable::DoLo, "7,15/06/2010,01/06/2019,01/07/2019"),
];

/// The sound row of a table with some cells changed, each given as `COLUMN=value`.
fn row(table: ReturnTable, changes: &str) -> String {
    let (_, sound) = SOUND.iter().find(|(known, _)| *known == table).unwrap();
    let columns = table.layout().columns;
    let mut cells: Vec<String> = sound.split(',').map(str::to_owned).collect();
    for change in changes.split_whitespace() {
        let (name, value) = change.split_once('=').unwrap_or_else(|| panic!("{change}"));
        let index = columns.iter().position(|known| *known == name).unwrap_or_else(|| panic!("{name}"));
        cells[index] = value.replace('_', " ");
    }
    cells.join(",")
}

/// Ofsted's list in the cases: the agency of the sound episode, a children's home that closes within the
/// year, one elsewhere, one with two premises, and one of which nothing is known.
fn ofsted() -> OfstedList {
    let list = "URN,Placement code,Placement provider code,Setting postcode,Deregistration date\n\
        1234567,\"U1,U2,U3,U4,U5,U6\",\"PR1,PR4\",DH1 5UL,\n\
        1234568,K2/K3,PR4,DH7 7AA,01/09/2019\n\
        1234569,K2,PR1/PR2,NE1 4ST,\n\
        1234561,K2/K3,PR4,DH7 7AA,\n1234561,K2/K3,PR4,NE1 4ST,\n1234560,,,,\n";
    let files = BTreeMap::from([("ofsted/list.csv".to_owned(), list.as_bytes().to_vec())]);
    read_council_files(&files, &ReadOptions::default()).council.ofsted.unwrap()
}

fn table_of(name: &str) -> ReturnTable {
    let found = ReturnTable::ALL.iter().copied().find(|table| table.name() == name);
    found.unwrap_or_else(|| panic!("no table {name}"))
}

/// The file of a table. CSV files have no column UASC in their Header, so one that is blank is left out.
fn text_of(kind: ReturnTable, rows: &[String]) -> String {
    let sound = SOUND.iter().find(|(known, _)| *known == kind).map_or("", |(_, sound)| sound);
    let width = sound.split(',').count();
    let without = kind == ReturnTable::Header && rows.iter().all(|row| row.ends_with(','));
    let columns = kind.layout().columns[..width - usize::from(without)].join(",");
    let rows: Vec<&str> =
        rows.iter().map(|row| if without { &row[..row.len() - 1] } else { row.as_str() }).collect();
    format!("{columns}\n{}\n", rows.join("\n"))
}

/// The return that some rows make; a Header row is added to one that has none.
fn raw_return(year: u16, folder: &str, rows: &[&str]) -> RawReturn {
    let mut texts: BTreeMap<ReturnTable, Vec<String>> = BTreeMap::new();
    for one in rows {
        let (name, changes) = one.trim().split_once(' ').unwrap_or((one.trim(), ""));
        let list = texts.entry(table_of(name)).or_default();
        list.extend((changes.trim() != "-").then(|| row(table_of(name), changes)));
    }
    texts.entry(ReturnTable::Header).or_insert_with(|| vec![row(ReturnTable::Header, "")]);
    let mut findings = Findings::default();
    let mut tables = Vec::new();
    for (kind, rows) in texts {
        let text = text_of(kind, &rows);
        let file: Arc<str> = format!("{folder}{}", kind.name()).into();
        let limits = Limits::default();
        let sheet = Sheet::from_csv(file, text.into_bytes(), Encoding::Utf8, &limits, &mut findings);
        let table = sheet.unwrap().into_table(&kind.layout(), &mut findings).unwrap();
        let (forms, _) = date_forms(&table, kind, &mut findings);
        tables.push(RawTable { kind, table: table.into_stated("CHILD"), forms });
    }
    RawReturn { year: CollectionYear::new(year).unwrap(), tables }
}

/// Every finding of the rules on a return as `rule Table:line`.
fn findings(year: u16, rows: &[&str]) -> Findings {
    let (last, this): (Vec<&str>, Vec<&str>) = rows
        .iter()
        .map(|row| row.trim())
        .filter(|row| !row.is_empty())
        .partition(|row| row.starts_with("last "));
    let last: Vec<&str> = last.iter().map(|row| row.trim_start_matches("last ")).collect();
    let mut returns = Vec::new();
    if !last.is_empty() {
        returns.push(raw_return(year - 1, "last/", &last));
    }
    returns.push(raw_return(year, "", &this));
    let mut findings = Findings::default();
    let own: AuthorityCode = "E06000047".parse().unwrap();
    let providers = ofsted();
    let known = Known { authority: Some(&own), ofsted: Some(&providers) };
    check(&returns, known, &Postcodes::built_in(), &mut findings, &|_| ControlFlow::Continue(())).unwrap();
    findings
}

/// Checks a table of cases.
fn check_cases(cases: &str) {
    for case in cases.lines().map(str::trim).filter(|case| !case.is_empty()) {
        let parts: Vec<&str> = case.split('|').map(str::trim).collect();
        let [rule, rows, expected] = parts[..] else { panic!("three parts: {case}") };
        let (year, rule) = rule.split_once(' ').unwrap_or(("2020", rule));
        let year: u16 = year.parse().unwrap();
        let rows: Vec<&str> = rows.split(';').collect();
        let code = format!("SSDA903-{rule}");
        assert!(all().any(|known| known.code.text() == code), "no rule {code}");
        let findings = findings(year, &rows);
        let mut found: Vec<String> = findings
            .iter()
            .filter(|finding| finding.code.text() == code && !finding.file.starts_with("last/"))
            .map(|finding| format!("{}:{}", finding.file, finding.row.unwrap()))
            .collect();
        found.sort();
        found.dedup();
        let mut expected: Vec<&str> = expected.split_whitespace().collect();
        expected.sort_unstable();
        assert_eq!(found, expected, "{case}");
    }
}

#[test]
fn sound_rows_break_no_rule() {
    let rows: Vec<&str> = ["Header", "Episodes"].into();
    assert!(findings(2020, &rows).is_empty(), "{:?}", findings(2020, &rows));
}

#[test]
fn every_rule_is_tried() {
    let cases = [episodes::CASES, other_tables::CASES].concat();
    let tried = |text: &str| {
        let rule = text.trim_start_matches("SSDA903-");
        cases.lines().any(|case| {
            let (head, rest) = case.trim().split_once('|').unwrap_or_default();
            let fails = rest.rsplit('|').next().is_some_and(|expected| !expected.trim().is_empty());
            head.split_whitespace().next_back() == Some(rule) && fails
        })
    };
    let untried: Vec<&str> = all().map(|rule| rule.code.text()).filter(|text| !tried(text)).collect();
    assert!(untried.is_empty(), "{untried:?}");
}

#[test]
fn a_finding_names_every_row_concerned() {
    let rows = ["Episodes DEC=02/06/2019 REC=X1", "Episodes DECOM=01/06/2019 RNE=P"];
    let findings = findings(2020, &rows);
    let overlap = findings.iter().find(|finding| finding.code.text() == "SSDA903-501").unwrap();
    assert_eq!((overlap.row, overlap.rows.as_slice()), (Some(3), &[3, 2][..]));
}
