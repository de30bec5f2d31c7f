//! Lists as Ofsted publishes them, in their several forms.

use std::collections::BTreeMap;

use nearhome_model::Urn;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::OfstedProvider;
use crate::{ReadOptions, Reading, read_council_files};

/// Sheets as rows of cells parted by `|`; a cell `=1` is a number, `@2020-01-31` a date.
fn workbook(sheets: &[(&str, &[&str])]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let days = Format::new().set_num_format("dd/mm/yyyy");
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet().set_name(*name).unwrap();
        for (row, line) in (0..).zip(*rows) {
            for (column, cell) in (0..).zip(line.split('|')) {
                match cell.split_at_checked(1) {
                    Some(("=", number)) => sheet.write_number(row, column, number.parse::<f64>().unwrap()),
                    Some(("@", day)) => {
                        let day = ExcelDateTime::parse_from_str(day).unwrap();
                        sheet.write_datetime_with_format(row, column, &day, &days)
                    }
                    _ => sheet.write_string(row, column, cell),
                }
                .unwrap();
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

fn read(files: &[(&str, Vec<u8>)]) -> Reading {
    let files: BTreeMap<String, Vec<u8>> =
        files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.clone())).collect();
    read_council_files(&files, &ReadOptions::default())
}

fn codes(reading: &Reading) -> Vec<String> {
    let place = |finding: &crate::Finding| {
        let row = finding.row.map_or_else(String::new, |row| format!(":{row}"));
        format!("{} {}{row}", finding.code.text(), finding.file)
    };
    let mut codes: Vec<String> = reading.findings.iter().map(place).collect();
    codes.retain(|code| !code.starts_with("SET01") && !code.starts_with("SSDA903-"));
    codes
}

/// The facts of a provider in one line.
fn line(one: &OfstedProvider) -> String {
    let day = |day: Option<nearhome_model::Date>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
    let list = |codes: Vec<&str>| codes.join("+");
    format!(
        "{} {} {} {} {} {} {} {} {} {}",
        one.urn,
        one.postcode.as_ref().map_or("-", |postcode| postcode.as_str()),
        one.status.map_or("-", nearhome_model::RegistrationStatus::code),
        day(one.registered),
        day(one.closed),
        list(one.placement_codes.iter().map(|code| code.code()).collect()),
        list(one.provider_codes.iter().map(|code| code.code()).collect()),
        one.registered_places.map_or_else(|| "-".to_owned(), |places| places.to_string()),
        one.fostering_places.map_or_else(|| "-".to_owned(), |places| places.to_string()),
        one.judgement.map_or("-", nearhome_model::InspectionJudgement::code),
    )
}

#[track_caller]
fn check(files: &[(&str, Vec<u8>)], expected: &[&str], expected_codes: &[&str]) {
    let reading = read(files);
    let list = reading.council.ofsted.clone().unwrap_or_default();
    assert_eq!(list.providers.values().map(line).collect::<Vec<_>>(), expected);
    assert_eq!(codes(&reading), expected_codes);
    assert!(reading.files.iter().all(crate::FileAccount::is_balanced), "{:?}", reading.files);
}

const HOMES: &str = "Local Authority|URN|Provider Type|Provider Subtype|Sector|Setting Name|Registration Date\
    |Provider Status|Closed Date|Provider Code|Provider Placement Code|Max Users|Overall Effectiveness";

#[test]
fn the_list_of_childrens_homes_takes_its_postcodes_from_a_second_sheet() {
    let settings: &[&str] = &[
        HOMES,
        "Durham|=1234567|Children's home|Children's Home|Private|The Elms|@2015-02-03|Active||PR4|K2/S1|=6|Good",
        "Durham|=1234568|Children's home|Secure|Local Authority|Oak|@2001-01-01|Closed|@2024-05-06|PR1,PR2|K1|=8|\
         Requires improvement to be good",
    ];
    let addresses: &[&str] = &["URN|Setting Address Postcode", "=1234567|DH1 5UL", "=1234568|dh77aa"];
    let notes: &[&str] = &["Notes", "Read these first"];
    let list = workbook(&[
        ("Notes", notes),
        ("Settings and Inspection Info", settings),
        ("Address Details", addresses),
    ]);
    check(
        &[("ofsted/homes.xlsx", list)],
        &[
            "1234567 DH1 5UL registered 2015-02-03 - K2+S1 PR4 6 - good",
            "1234568 DH7 7AA cancelled 2001-01-01 2024-05-06 K1 PR1+PR2 8 - requires_improvement",
        ],
        &[],
    );
}

#[test]
fn the_list_of_providers_has_current_and_closed_ones() {
    let head = "URN|Provision type|Setting name|Registration status|Setting postcode|Organisation name\
        |Local authority|Sector|Placement code|Placement provider code|Latest overall effectiveness\
        |Maximum fostering places";
    let current = "SC123456|Independent fostering agency|Near|Active|NE1 4ST|Near Ltd|Newcastle|Private\
        |U1,U2,U3,U4,U5,U6|PR4|Outstanding|=120";
    let closed_head =
        "Deregistration date|URN|Placement code|Placement provider code|Setting postcode|Local authority";
    let list = workbook(&[
        ("Current providers", &["Social care providers", "", head, current]),
        ("Providers closed", &[closed_head, "31/03/2023|=2345678|K2|PR4|REDACTED|Leeds"]),
    ]);
    check(
        &[("ofsted/providers.xlsx", list)],
        &[
            "2345678 - - - 2023-03-31 K2 PR4 - - -",
            "SC123456 NE1 4ST registered - - U1+U2+U3+U4+U5+U6 PR4 - 120 outstanding",
        ],
        &[],
    );
}

#[test]
fn the_combined_list_knows_supported_accommodation_by_its_sheet() {
    let homes = "urn|provider type|registration status|registration date|deregistration date|placement code\
        |placement provider code|setting address postcode|local authority|number of registered places\
        |overall effectiveness";
    let supported = "URN|Provider local authority|Setting address postcode|Closed date|Sector";
    let list = workbook(&[
        (
            "Homes",
            &[
                homes,
                "=1234567|Children's home|Active|@2015-02-03|NULL|K2|PR4|DH1 5UL|Durham|=4|Not yet inspected",
            ],
        ),
        (
            "Sheet2",
            &[supported, "=3456789|Durham|DH7 7AA||", "=3456790|Durham|DH7 7AB|@2025-01-01|Voluntary"],
        ),
    ]);
    check(
        &[("ofsted/combined.xlsx", list)],
        &[
            "1234567 DH1 5UL registered 2015-02-03 - K2 PR4 4 - not_inspected",
            "3456789 DH7 7AA - - - K3 PR4 - - -",
            "3456790 DH7 7AB - - 2025-01-01 K3 PR5 - - -",
        ],
        &[],
    );
}

#[test]
fn bad_rows_and_files_are_findings() {
    let list = "Title\nURN,Placement code,Closed date,Max Users\n,K2,,\n12,K2,,\n\
        1234567,K2/Q9,soon,many\n1234567,K2,,4\n1234567,U4,,5\n";
    check(
        &[("ofsted/a.csv", list.into()), ("ofsted/b.csv", "a,b\n1,2\n".into()), ("ofsted/c.txt", "x".into())],
        &["1234567 - - - - U4+K2  4 - -"],
        &[
            "ID01 ofsted/a.csv:3",
            "ID01 ofsted/a.csv:4",
            "COD01 ofsted/a.csv:5",
            "DAT01 ofsted/a.csv:5",
            "COD01 ofsted/a.csv:5",
            "OFS02 ofsted/a.csv:7",
            "OFS01 ofsted/b.csv",
            "OFS01 ofsted/c.txt",
        ],
    );
}

const REGISTER: &str = "home,urn,kinds,provider,place_provider,postcode,registered_places,age_from,age_to,fee,\
    fee_unit,judgement,registration\n";

#[track_caller]
fn check_home(home: &str, listed: &str, expected_codes: &[&str], expected: &str) {
    let list = format!(
        "URN,Placement code,Setting postcode,Max Users,Registration date,Closed date,Overall effectiveness\n{listed}\n"
    );
    let register = format!("{REGISTER}{home}\n");
    let reading = read(&[("homes.csv", register.into()), ("ofsted/list.csv", list.into())]);
    assert_eq!(codes(&reading), expected_codes, "{home}");
    let home = reading.council.homes.values().next().unwrap();
    let events = home.registration.iter().map(|event| format!("{}={}", event.from, event.status));
    assert_eq!(format!("{} {}", home.judgement, events.collect::<Vec<_>>().join(";")), expected);
}

#[test]
fn the_register_is_completed_and_contradictions_are_named() {
    let home = "H1,1234567,K2,P,PR4,DH1 5UL,4,8,17,5000,week";
    let sound = "1234567,K2,DH1 5UL,4,01/02/2015,,Good";
    check_home(&format!("{home},good,2015-02-01=registered"), sound, &[], "good 2015-02-01=registered");
    check_home(
        &format!("{home},,"),
        sound,
        &["OFS04 homes.csv:2", "OFS04 homes.csv:2"],
        "good 2015-02-01=registered",
    );
    check_home(
        &format!("{home},good,2015-02-01=registered"),
        "1234567,K1,DH7 7AA,6,01/02/2015,01/04/2024,Inadequate",
        &["OFS05 homes.csv:2"; 5],
        "good 2015-02-01=registered",
    );
    check_home(
        &format!("{home},good,"),
        "1234567,K2,DH1 5UL,4,01/02/2015,01/04/2024,Good",
        &["OFS04 homes.csv:2"],
        "good 2015-02-01=registered;2024-04-01=cancelled",
    );
    check_home(&format!("{home},good,"), "7654321,K2,,,,,", &["OFS03 homes.csv:2"], "good ");
    check_home("F1,1234567,U6,P,PR4,DH1 5UL,2,8,17,500,week,,", sound, &[], "not_inspected ");
}

#[test]
fn homes_of_the_market_are_open_and_not_in_the_register() {
    let list = "URN,Placement code,Registration date,Closed date\n1234567,K2,,\n1234568,K2,,\n1234569,K3,01/02/2020,\
        \n1234570,K2,,01/02/2020\n1234571,U4,,\n";
    let register = format!("{REGISTER}H1,1234567,K2,P,PR4,DH1 5UL,4,8,17,5000,week,good,\n");
    let reading = read(&[("homes.csv", register.into()), ("ofsted/list.csv", list.into())]);
    let market = |day: &str| -> Vec<Urn> {
        reading.council.market(day.parse().unwrap()).map(|one| one.urn.clone()).collect()
    };
    let urns = |texts: &[&str]| -> Vec<Urn> { texts.iter().map(|text| text.parse().unwrap()).collect() };
    assert_eq!(market("2020-01-31"), urns(&["1234568", "1234570"]));
    assert_eq!(market("2020-02-01"), urns(&["1234568", "1234569"]));
}
