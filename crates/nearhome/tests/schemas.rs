//! All schemas, kept as golden files: what others read may grow, and never changes unseen. `UPDATE_GOLDEN=1` rewrites them.

use std::{fs, path::Path};

use nearhome::{schema, schema_names};
use serde_json::Value;

#[test]
fn the_schemas_are_the_golden_ones() {
    for name in schema_names() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{name}.schema.json"));
        let own = schema(name).unwrap();
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, format!("{own:#}\n")).unwrap();
        } else {
            let kept: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
            assert_eq!(own, kept, "{name}");
        }
    }
}

/// A policy is a file of settings, and a request stands for several.
const WITHOUT_FORMAT: &[&str] = &["policy", "request", "council-request", "problem-request"];

#[test]
fn everything_else_names_its_format() {
    for name in schema_names().filter(|name| !WITHOUT_FORMAT.contains(name)) {
        let own = schema(name).unwrap();
        let required = own["required"].as_array().unwrap();
        assert!(required.contains(&Value::from("format")), "{name}");
    }
}
