//! The schemas of a panel's questions and answers, requests and what comes back, kept as golden files: what others read may grow, and never changes
//! unseen. `UPDATE_GOLDEN=1` rewrites them.

use std::{fs, path::Path};

use nearhome::schema;
use serde_json::Value;

const PANEL: &[&str] = &[
    "shortlist",
    "shortlists",
    "explanation",
    "text",
    "change",
    "what-if",
    "vacancy",
    "frontier",
    "offer",
    "offers",
    "questions",
];

/// Requests, and all of them as one.
const REQUESTS: &[&str] = &[
    "request",
    "match-request",
    "shortlist-request",
    "shortlists-request",
    "explain-request",
    "text-request",
    "what-if-request",
    "vacancy-request",
    "frontier-request",
    "offers-request",
    "questions-request",
    "council-request",
    "validate-request",
    "indicators-request",
    "replay-request",
];

#[test]
fn the_schemas_are_the_golden_ones() {
    for name in PANEL.iter().chain(REQUESTS) {
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

#[test]
fn every_answer_names_its_format() {
    for name in PANEL {
        let own = schema(name).unwrap();
        let required = own["required"].as_array().unwrap();
        assert!(required.contains(&Value::from("format")), "{name}");
    }
}
