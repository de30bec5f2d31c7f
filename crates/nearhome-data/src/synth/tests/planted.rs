//! Tests that the rules find the planted defects and nothing else.

use std::collections::BTreeSet;

use super::*;
use crate::synth::defect_list::{Defect, defects, listed};

/// What the rules find: rule, file and row.
fn found_at(authority: &SyntheticAuthority) -> BTreeSet<(String, String, u64)> {
    let folder = Scratch::new();
    let out = folder.0.as_path().join("authority");
    authority.write_to(&out, Existing::Refuse).unwrap();
    let reading = read_council(&out, &ReadOptions::default()).unwrap();
    let rules = reading.findings.iter().filter(|finding| finding.code.is_rule_of_the_return());
    rules
        .filter(|finding| is_of_rule(finding) || is_planted(finding))
        .map(|finding| (finding.code.text().to_owned(), finding.file.to_string(), finding.row.unwrap()))
        .collect()
}

fn is_planted(finding: &crate::Finding) -> bool {
    finding.child.as_ref().is_some_and(|child| child.as_str().starts_with('D'))
}

#[track_caller]
fn check_planted(end_year: u16, seed: u64) {
    let code = "E06000047".parse().unwrap();
    let request = SynthRequest { children: 60, years: 2, seed, end_year, ..SynthRequest::new(code) };
    let mut authority = generate(&request).unwrap();
    let planted: BTreeSet<_> =
        authority.plant_defects(seed).into_iter().map(|one| (one.code, one.file, one.row)).collect();
    let found = found_at(&authority);
    let line = |(code, file, row): &(String, String, u64)| {
        let text = String::from_utf8(authority.files[file].clone()).unwrap();
        format!("{code} {}", text.lines().nth(usize::try_from(*row).unwrap() - 1).unwrap())
    };
    let missed: Vec<String> = planted.difference(&found).map(line).collect();
    let more: Vec<String> = found.difference(&planted).map(line).collect();
    assert!(missed.is_empty() && more.is_empty(), "missed {missed:#?}\nmore {more:#?}");
}

#[test]
fn findings_are_the_planted_defects_no_more_and_no_less() {
    for seed in 1..=3 {
        check_planted(2025, seed);
    }
    for end_year in 2019..=2027 {
        check_planted(end_year, 4);
    }
}

/// Rules without a planted defect, and why.
const NOT_PLANTED: &[(&[&str], &str)] = &[
    (&["105", "205C", "303"], "they need the column UASC of the Header, which only XML has"),
    (&["706"], "it needs two returns with the table of orders, and 2026/27 is the first"),
];

#[test]
fn every_rule_is_planted_or_has_its_reason() {
    let plants = |code: &Code| {
        let rule = code.text().trim_start_matches("SSDA903-");
        with_ofsted().any(|defect| {
            let named = defect.found.split([';', ' ']).any(|word| word.split(':').next() == Some(rule));
            named && (2019..=2027).any(|year| defect.years.contains(&year) && code.in_force(year))
        })
    };
    let excused = |code: &Code| {
        let rule = code.text().trim_start_matches("SSDA903-");
        NOT_PLANTED.iter().any(|(rules, _)| rules.contains(&rule))
    };
    let rules = || Code::ALL.iter().filter(|code| code.is_rule_of_the_return());
    let neither: Vec<&str> =
        rules().filter(|code| !plants(code) && !excused(code)).map(|code| code.text()).collect();
    let both: Vec<&str> =
        rules().filter(|code| plants(code) && excused(code)).map(|code| code.text()).collect();
    assert!(neither.is_empty() && both.is_empty(), "neither {neither:?}\nboth {both:?}");
}

/// Defects that only Ofsted's list shows.
const OF_OFSTED: &str = "
    Episodes PLACE=K2 PLACE_PROVIDER=PR4 URN=8000002 PL_POST=DH7_7AA |
    Episodes PLACE_PROVIDER=PR4 URN=8000001 |
    2026.. Header DOB=@-6100 ; Episodes PLACE=K3 PLACE_PROVIDER=PR4 URN=8000006 PL_POST=DH7_7AA |
    Episodes PLACE_PROVIDER=PR4 URN=8000009 | 1008 Episodes.1 ; 219 Episodes.1 ; 224 Episodes.1
    Episodes PLACE_PROVIDER=PR4 URN=8000002 | 219 Episodes.1
    Episodes PLACE=K2 PLACE_PROVIDER=PR4 URN=8000002 PL_POST=DH7_7AB | 221 Episodes.1
    Episodes PLACE=K2 PLACE_PROVIDER=PR5 URN=8000002 PL_POST=DH7_7AA | 224 Episodes.1
    Episodes DECOM=@70 DEC=@120 REC=E4A PLACE=K2 PLACE_PROVIDER=PR4 URN=8000003 PL_POST=DH7_7AA | 227 Episodes.1 ; 228 Episodes.1
    Episodes DEC=@120 REC=E4A PLACE=K2 PLACE_PROVIDER=PR4 URN=8000003 PL_POST=DH7_7AA | 228 Episodes.1
    Episodes PLACE=K2 PLACE_PROVIDER=PR1 URN=8000004 PL_POST=NE1_4ST | 229 Episodes.1 ; 1015 Episodes.1
    Episodes PLACE=K2 PLACE_PROVIDER=PR2 URN=8000005 PL_POST=DH7_7AA | 229 Episodes.1
    2026.. Header DOB=@-6100 ; Episodes PLACE=K3 PLACE_PROVIDER=PR4 URN=8000006 PL_POST=NE1_4ST | 241 Episodes.1 ; 221 Episodes.1
";

/// The list in which the providers of those defects stand; one closes on 1 June of the last return.
fn ofsted_list(end_year: u16) -> Vec<u8> {
    let closed = end_year - 1;
    format!(
        "URN,Placement code,Placement provider code,Setting postcode,Deregistration date\n\
         8000001,U4/U6,PR4,NE1 4ST,\n\
         8000002,K2,PR4,DH7 7AA,\n\
         8000003,K2,PR4,DH7 7AA,01/06/{closed}\n\
         8000004,K2,PR1/PR2,NE1 4ST,\n\
         8000005,K2,PR1/PR2,DH7 7AA,\n\
         8000006,K3,PR4,DH7 7AA,\n"
    )
    .into_bytes()
}

fn with_ofsted() -> impl Iterator<Item = Defect> {
    defects().chain(listed(OF_OFSTED))
}

#[test]
fn findings_on_ofsteds_list_are_the_planted_defects() {
    for end_year in [2021, 2025, 2026] {
        let code = "E06000047".parse().unwrap();
        let request = SynthRequest { children: 30, years: 2, end_year, ..SynthRequest::new(code) };
        let mut authority = generate(&request).unwrap();
        let planted = authority.plant(listed(OF_OFSTED), 1);
        let planted: BTreeSet<_> = planted.into_iter().map(|one| (one.code, one.file, one.row)).collect();
        authority.files.insert("ofsted/list.csv".to_owned(), ofsted_list(end_year));
        // The list holds the providers of planted children only.
        let of_planted = |(_, file, row): &(String, String, u64)| {
            let text = std::str::from_utf8(&authority.files[file]).unwrap();
            text.lines().nth(usize::try_from(*row).unwrap() - 1).unwrap().starts_with('D')
        };
        let found: BTreeSet<_> = found_at(&authority).into_iter().filter(of_planted).collect();
        assert_eq!(found, planted, "{end_year}");
    }
}
