//! The schemas of the two files, kept as golden files that other tools can be pointed at.

use std::path::PathBuf;

use nearhome_problem::{Problem, Solution};
use serde_json::Value;

#[track_caller]
fn check_golden(name: &str, schema: &Value) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, format!("{schema:#}\n")).expect("the golden folder is writable");
    }
    let golden = std::fs::read(path).expect("the golden file exists");
    let golden: Value = serde_json::from_slice(&golden).expect("the golden file is JSON");
    assert_eq!(*schema, golden);
}

/// Every object of the file format refuses fields that it does not know.
#[track_caller]
fn check_objects_are_closed(place: &str, schema: &Value) {
    if schema.get("type").is_some_and(|kind| kind == "object") {
        assert_eq!(schema["additionalProperties"], false, "{place} lets unknown fields pass");
    }
    for (name, value) in schema.as_object().into_iter().flatten() {
        check_objects_are_closed(&format!("{place}.{name}"), value);
    }
    for value in schema.as_array().into_iter().flatten() {
        check_objects_are_closed(place, value);
    }
}

#[test]
fn the_schemas_are_the_golden_ones() {
    check_golden("problem.schema.json", &Problem::json_schema());
    check_golden("solution.schema.json", &Solution::json_schema());
}

#[test]
fn no_object_lets_unknown_fields_pass() {
    check_objects_are_closed("problem", &Problem::json_schema());
    check_objects_are_closed("solution", &Solution::json_schema());
}

#[test]
fn the_schema_names_every_field_of_the_example() {
    let example: Value =
        serde_json::from_str(include_str!("golden/every-field.json")).expect("the example is JSON");
    let schema = Problem::json_schema();
    let properties = schema["properties"].as_object().expect("a problem is an object");
    let fields: Vec<_> = example.as_object().expect("a problem is an object").keys().collect();
    let mut named: Vec<_> = properties.keys().collect();
    named.sort();
    assert_eq!(named, fields);
}
