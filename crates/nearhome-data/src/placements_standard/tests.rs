//! Records in and out, and what is said of those that do not hold.

use std::{collections::BTreeMap, sync::Arc};

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{
    fields::{ENTITIES, Kind, Texts},
    read,
    record::{
        AdditionalSupportOption, CommunicationOption, CompanionsOption, CulturalOption, NeededBy, PetsOption,
        PlacementRecord, PlacementRequirements, PlacementType, RiskOption, Risks, StatedNeed,
        SuitabilityOption,
    },
};
use crate::{
    Finding, ReadOptions, Reading,
    findings::Findings,
    placement_records_json, read_council_files,
    table::{FileAccount, Limits},
};

/// A record with every field of the standard.
fn full() -> Value {
    json!({
        "PlacementAvailability": {
            "childId": 17, "neededBy": "in less than 5 days", "siblingCount": 2, "preferredLocation": "Durham"
        },
        "PlacementRequirements": {
            "communicationNeeds": "Y", "specificCommunicationRequirements": ["BSL", "Other"],
            "homeAdaptation": true, "culturalNeeds": "Not required",
            "livingCompanions": "Only with other older children", "pets": "Yes - can",
            "additionalSupport": "a worker for respite", "deprivationOfLiberty": true
        },
        "PlacementRecommendation": {
            "fosterCareSuitability": "Unsuitable", "residentialCareSuitability": "Preferred",
            "supportedAccommodationSuitability": "Suitable but not preferred"
        },
        "Risks": {
            "riskSelfHarm": "Risk Present", "riskSexualExploitation": "No known risk",
            "riskCriminalExploitation": "No known risk", "riskDrugAlcohol": "No known risk",
            "riskEatingDisorder": "No known risk", "riskMissing": "Risk Present", "riskOther": "heights",
            "riskToOthersPhysical": "No known risk", "riskToOthersSexual": "No known risk",
            "riskToOthersFire": "Risk Present", "riskToOthersAnimals": "No known risk",
            "riskToOthersCriminal": "No known risk", "riskToOthersOther": "noise"
        },
        "ActualPlacement": {
            "totalWeeklyCost": 4500, "placementLocation": "DH1 5UL", "preferabilityLocation": true,
            "educationContinuity": false, "providerURN": "1234567", "siblingsPlacedTogether": 1,
            "placementType": "Residential"
        },
        "QualityAssurance": {
            "referralOfficerName": "A", "referralDate": "2025-03-01", "placementOfficerName": "B",
            "placementDate": "2025-03-04", "costOfficerName": "C", "costDate": "2025-03-05"
        }
    })
}

fn read_text(text: &str) -> (Vec<PlacementRecord>, FileAccount, Vec<String>) {
    let mut findings = Findings::default();
    let file: Arc<str> = "placements.json".into();
    let (records, account) = read(&file, text.as_bytes().to_vec(), &Limits::default(), &mut findings);
    assert!(account.is_balanced(), "{account:?}");
    (records.into_iter().map(|(record, _)| record).collect(), account, findings.iter().map(place).collect())
}

fn place(finding: &Finding) -> String {
    let row = finding.row.map_or_else(String::new, |row| format!(":{row}"));
    format!("{}{row} {}", finding.code.text(), finding.column.unwrap_or_default())
}

#[test]
fn a_full_record_comes_back_as_it_was() {
    let text = json!({ "placements": [full()] }).to_string();
    let (records, account, codes) = read_text(&text);
    assert_eq!((account.accepted, codes), (1, vec![]));
    let written: Value = serde_json::from_str(&placement_records_json(&records)).unwrap();
    assert_eq!(written["placements"][0], full());
    assert_eq!(written["metadata"], json!({ "title": "Placements Data Standard", "version": "v2" }));
    assert_eq!(read_text(&placement_records_json(&records)).0, records);
}

#[test]
fn every_field_of_the_standard_is_in_the_table_and_in_the_record() {
    let full = full();
    let counted: usize = ENTITIES.iter().map(|entity| entity.fields.len()).sum();
    let stated: usize =
        full.as_object().unwrap().values().map(|entity| entity.as_object().unwrap().len()).sum();
    assert_eq!((counted, stated), (41, 41));
    for entity in ENTITIES {
        for field in entity.fields {
            assert!(!full[entity.name][field.name].is_null(), "{}", field.name);
        }
    }
}

#[track_caller]
fn check_options<T: DeserializeOwned>(texts: Texts) {
    for (text, own) in texts {
        let value = Kind::Choice(texts).clean(json!(text.to_uppercase())).unwrap();
        assert_eq!(value, json!(own));
        assert!(serde_json::from_value::<T>(value).is_ok(), "{own}");
    }
}

#[test]
fn every_option_is_known_in_any_case() {
    check_options::<NeededBy>(NeededBy::TEXTS);
    check_options::<StatedNeed>(StatedNeed::TEXTS);
    check_options::<CommunicationOption>(CommunicationOption::TEXTS);
    check_options::<CulturalOption>(CulturalOption::TEXTS);
    check_options::<CompanionsOption>(CompanionsOption::TEXTS);
    check_options::<PetsOption>(PetsOption::TEXTS);
    check_options::<AdditionalSupportOption>(AdditionalSupportOption::TEXTS);
    check_options::<SuitabilityOption>(SuitabilityOption::TEXTS);
    check_options::<RiskOption>(RiskOption::TEXTS);
    check_options::<PlacementType>(PlacementType::TEXTS);
}

/// Changes one field of the full record, or takes it away, and expects findings.
#[track_caller]
fn check_field(entity: &str, field: &str, value: Value, expected: &[&str]) {
    let mut record = full();
    if value.is_null() {
        record[entity].as_object_mut().unwrap().remove(field);
    } else {
        record[entity][field] = value;
    }
    let (_, _, codes) = read_text(&json!({ "placements": [record] }).to_string());
    assert_eq!(codes, expected, "{field}");
}

#[test]
fn values_outside_the_standard_are_findings() {
    check_field("PlacementRequirements", "pets", json!("maybe"), &["PDS03:1 pets"]);
    check_field("PlacementRequirements", "pets", Value::Null, &["PDS04:1 pets"]);
    check_field("PlacementRequirements", "pets", json!(" yes - MUST "), &[]);
    check_field("PlacementRequirements", "homeAdaptation", json!("Y"), &[]);
    check_field("PlacementRequirements", "homeAdaptation", json!(1), &["PDS03:1 homeAdaptation"]);
    let options = "specificCommunicationRequirements";
    check_field("PlacementRequirements", options, json!("None"), &[]);
    check_field("PlacementRequirements", options, json!(["BSL", "x"]), &[&format!("PDS03:1 {options}")]);
    check_field("PlacementAvailability", "neededBy", json!("<5 days"), &[]);
    check_field("PlacementAvailability", "siblingCount", json!(-1), &["PDS03:1 siblingCount"]);
    check_field("PlacementAvailability", "siblingCount", Value::Null, &[]);
    check_field("PlacementAvailability", "childId", json!("C-17"), &[]);
    check_field("PlacementAvailability", "childId", json!(1.5), &["PDS03:1 childId", "PDS02:1 childId"]);
    check_field("PlacementAvailability", "childId", Value::Null, &["PDS04:1 childId", "PDS02:1 childId"]);
    check_field("PlacementAvailability", "other", json!(1), &["PDS05:1 PlacementAvailability"]);
    check_field("ActualPlacement", "totalWeeklyCost", json!(4_294_967_296_u64), &["PDS03:1 totalWeeklyCost"]);
    check_field("QualityAssurance", "referralDate", json!("01/03/2025"), &["PDS03:1 referralDate"]);
}

#[track_caller]
fn check_text(text: &str, accepted: u64, expected: &[&str]) {
    let (_, account, codes) = read_text(text);
    assert_eq!(
        (account.accepted, codes.iter().map(String::as_str).collect::<Vec<_>>().as_slice()),
        (accepted, expected)
    );
}

#[test]
fn what_is_no_list_of_records_is_refused() {
    check_text("", 0, &["PDS01:1 "]);
    check_text("\n[]", 0, &["PDS01:2 "]);
    check_text("{\"placements\": 1}", 0, &["PDS01:1 "]);
    check_text("{\"placements\": []} x", 0, &["PDS01:1 "]);
    check_text("\u{feff}{\"placements\": []}", 0, &[]);
    check_text("{\"placements\": [\n1,\n\n[]]}", 0, &["PDS02:2 ", "PDS02:4 "]);
    check_text("{\"placements\": [{\"Risks\": {}, \"Risks\": {}}]}", 0, &["PDS02:1 "]);
    let deep = format!("{{\"placements\": [{}]}}", "[".repeat(300) + &"]".repeat(300));
    check_text(&deep, 0, &["PDS02:1 "]);
    check_text(&"[".repeat(100_000), 0, &["PDS01:1 "]);
}

#[test]
fn entities_that_the_standard_does_not_know_are_kept() {
    let mut record = full();
    record["Local"] = json!({ "x": [1, 2] });
    let (records, _, codes) = read_text(&json!({ "placements": [record] }).to_string());
    assert_eq!(codes, ["PDS05:1 "]);
    let written: Value = serde_json::from_str(&placement_records_json(&records)).unwrap();
    assert_eq!(written["placements"][0], record);
}

fn council(records: &[Value], children: &str) -> Reading {
    let placements = json!({ "placements": records }).to_string();
    let header = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n17,1,15/06/2010,WBRI,A123456789012,,\n";
    let episodes = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n\
        17,01/05/2024,S,C2,N1,U6,PR1,,,,DH1 4SG,DH7 7AA,1234567\n";
    let files = [
        ("placements.json", placements.as_str()),
        ("children.csv", children),
        ("ssda903/2025/header.csv", header),
        ("ssda903/2025/episodes.csv", episodes),
        ("policy.toml", "authority = \"E06000047\"\n"),
    ];
    let files: BTreeMap<String, Vec<u8>> =
        files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    read_council_files(&files, &ReadOptions::default())
}

fn about_placements(reading: &Reading) -> Vec<String> {
    let of_file = reading.findings.iter().filter(|finding| &*finding.file == "placements.json");
    of_file.map(place).collect()
}

#[test]
fn a_record_stands_for_a_row_of_children_csv() {
    let mut referral = full();
    referral.as_object_mut().unwrap().remove("ActualPlacement");
    let reading = council(&[referral], "child\n");
    assert_eq!(
        about_placements(&reading),
        ["PDS06:1 siblingCount", "PDS06:1 preferredLocation", "PDS06:1 homeAdaptation"]
    );
    let request = crate::SnapshotRequest { date: "2025-03-02".parse().unwrap(), authority: None };
    let (snapshot, _) = reading.council.snapshot(&request).unwrap();
    let child = &snapshot.children[0];
    assert!(child.is_to_be_matched());
    assert_eq!(child.search.needed_by, "2025-03-05".parse().ok());
    let written = PlacementRecord::of(child, 2, "2025-03-01".parse().unwrap(), None);
    let read = &reading.council.placements[0];
    assert_eq!(written.placement_recommendation, read.placement_recommendation);
    assert_eq!(
        PlacementRequirements { home_adaptation: Some(true), ..written.placement_requirements },
        read.placement_requirements
    );
    let in_words = |risks: &Risks| Risks { risk_other: None, risk_to_others_other: None, ..risks.clone() };
    assert_eq!(in_words(&written.risks), in_words(&read.risks));
    assert!(written.risks.risk_other.is_some() && written.risks.risk_to_others_other.is_some());
    assert_eq!(written.placement_availability.needed_by, Some(NeededBy::Soon));
}

#[test]
fn an_agreed_placement_ends_the_search_and_a_row_comes_first() {
    let reading = council(&[full()], "child\n");
    assert!(
        reading.council.children.values().all(|row| row.search.moving == nearhome_model::Moving::Settled)
    );
    let reading = council(&[full()], "child,search\n17,needed\n");
    assert_eq!(about_placements(&reading), ["PDS07:1 "]);
    assert!(reading.council.children.values().all(|row| row.risks.is_empty()));
    let reading = council(&[full(), full()], "child\n");
    assert_eq!(about_placements(&reading), ["ID02:1 ", "ID02:1 "]);
    assert!(reading.council.children.is_empty());
}
