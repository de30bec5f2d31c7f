//! The golden case: a small snapshot and everything that the rules say of one child in it.

use std::{collections::BTreeMap, path::Path};

use nearhome_model::{Snapshot, example};
use nearhome_rules::{Policy, assess};

#[test]
fn one_child_against_every_home() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/one-child");
    let input = std::fs::read_to_string(folder.join("input.json")).unwrap();
    let snapshot = Snapshot::new(serde_json::from_str(&input).unwrap()).unwrap();
    let child = snapshot.child(&example::child_id("anna")).unwrap();
    let policy = Policy::default();
    let homes = snapshot.homes.iter();
    let assessed: BTreeMap<_, _> =
        homes.map(|home| (home.id.as_str(), assess(&snapshot, &policy, child, home))).collect();
    let found = serde_json::to_string_pretty(&assessed).unwrap() + "\n";
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(folder.join("expected.json"), &found).unwrap();
    }
    let expected = std::fs::read_to_string(folder.join("expected.json")).unwrap_or_default();
    assert!(found == expected, "the answers changed; run with UPDATE_GOLDEN=1 and read the difference");
}
