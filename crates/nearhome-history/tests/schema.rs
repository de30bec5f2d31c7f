//! The schema of the published indicators, kept as a golden file that other tools can be pointed at.

use std::path::PathBuf;

use nearhome_history::PublishedIndicators;
use schemars::schema_for;
use serde_json::Value;

fn schema() -> Value {
    schema_for!(PublishedIndicators).to_value()
}

#[test]
fn the_schema_is_the_golden_one() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/indicators.schema.json");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, format!("{:#}\n", schema())).unwrap();
    }
    let golden: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    assert_eq!(schema(), golden);
}

#[test]
fn a_count_is_a_number_or_one_of_two_marks() {
    let schema = schema();
    let figure = &schema["$defs"]["Figure"]["anyOf"];
    let kinds: Vec<&str> =
        figure.as_array().unwrap().iter().filter_map(|kind| kind["type"].as_str()).collect();
    assert_eq!(kinds, ["integer"]);
    let marks: Vec<&str> = schema["$defs"]["Mark"]["oneOf"]
        .as_array()
        .unwrap()
        .iter()
        .map(|mark| mark["const"].as_str().unwrap())
        .collect();
    assert_eq!(marks, ["c", "k"]);
}
