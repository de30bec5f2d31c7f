//! Keeps the house as `docs/architecture.md` describes it: layers, forbidden knowledge, and who may
//! touch files, clocks and randomness. Read from the manifests and the sources, so it cannot drift.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use nearhome_tests::files_below;

/// Layer of each crate: a crate may depend only on crates of lower layers.
const LAYERS: &[(&str, u8)] = &[
    ("nearhome-model", 0),
    ("nearhome-problem", 0),
    ("nearhome-data", 1),
    ("nearhome-optimiser", 1),
    ("nearhome-check", 1),
    ("nearhome-rules", 2),
    ("nearhome-matching", 3),
    ("nearhome-history", 2),
    ("nearhome-replay", 4),
    ("nearhome-report", 5),
    ("nearhome", 6),
    ("nearhome-cli", 7),
];

/// Crates that may touch files, clocks and the environment; all others are given what they need.
const MAY_TOUCH_THE_WORLD: &[&str] = &["nearhome-data", "nearhome", "nearhome-cli"];

/// Calls that reach outside the program.
const WORLD: &[&str] = &[
    "std::fs",
    "fs::File",
    "File::open",
    "std::env",
    "env::var",
    "SystemTime",
    "Instant::now",
    "Zoned::now",
    "Timestamp::now",
    "rand::rng",
    "thread_rng",
    "std::process",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

fn crates() -> Vec<(String, PathBuf)> {
    let mut found: Vec<(String, PathBuf)> = fs::read_dir(root().join("crates"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), path))
        .collect();
    found.sort();
    found
}

fn manifest(folder: &Path) -> toml::Table {
    fs::read_to_string(folder.join("Cargo.toml")).unwrap().parse().unwrap()
}

fn dependencies(folder: &Path, section: &str) -> BTreeSet<String> {
    let manifest = manifest(folder);
    manifest
        .get(section)
        .and_then(toml::Value::as_table)
        .map(|table| table.keys().cloned().collect())
        .unwrap_or_default()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let is_rust = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "rs");
    files_below(folder).into_iter().filter(is_rust).collect()
}

#[test]
fn every_crate_has_a_layer_and_its_own_name() {
    let layers: BTreeMap<_, _> = LAYERS.iter().copied().collect();
    for (name, folder) in crates() {
        assert!(
            layers.contains_key(name.as_str()),
            "{name} has no layer: add it here and to docs/architecture.md"
        );
        assert_eq!(
            manifest(&folder)["package"]["name"].as_str(),
            Some(name.as_str()),
            "folder and crate name differ"
        );
    }
    assert_eq!(crates().len(), LAYERS.len(), "a layer is given for a crate that does not exist");
}

#[test]
fn crates_depend_only_on_lower_layers() {
    let layers: BTreeMap<_, _> = LAYERS.iter().copied().collect();
    for (name, folder) in crates() {
        let own = layers[name.as_str()];
        for dependency in dependencies(&folder, "dependencies") {
            if let Some(&layer) = layers.get(dependency.as_str()) {
                assert!(layer < own, "{name} (layer {own}) must not depend on {dependency} (layer {layer})");
            }
        }
    }
}

#[track_caller]
fn check_unknown(name: &str, forbidden: &str) {
    for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
        let known = dependencies(&root().join("crates").join(name), section);
        assert!(!known.contains(forbidden), "{name} must not know {forbidden}");
    }
}

#[test]
fn the_optimiser_and_the_checker_know_no_child() {
    check_unknown("nearhome-optimiser", "nearhome-model");
    check_unknown("nearhome-check", "nearhome-model");
    check_unknown("nearhome-problem", "nearhome-model");
}

#[test]
fn the_checker_shares_no_code_with_the_optimiser() {
    check_unknown("nearhome-check", "nearhome-optimiser");
    check_unknown("nearhome-optimiser", "nearhome-check");
}

#[test]
fn rules_never_see_the_optimiser() {
    check_unknown("nearhome-rules", "nearhome-optimiser");
    check_unknown("nearhome-rules", "nearhome-problem");
}

#[test]
fn interfaces_depend_on_the_facade_alone() {
    let known = dependencies(&root().join("crates/nearhome-cli"), "dependencies");
    let ours: Vec<_> = known.iter().filter(|name| name.starts_with("nearhome")).collect();
    assert_eq!(ours, ["nearhome"]);
}

#[test]
fn only_data_and_the_interfaces_touch_the_world() {
    for (name, folder) in crates() {
        if MAY_TOUCH_THE_WORLD.contains(&name.as_str()) {
            continue;
        }
        for path in sources(&folder.join("src")) {
            let text = fs::read_to_string(&path).unwrap();
            for call in WORLD {
                assert!(!text.contains(call), "{} uses `{call}`: pass it in from the facade", path.display());
            }
        }
    }
}

#[test]
fn the_architecture_page_names_every_crate() {
    let page = fs::read_to_string(root().join("docs/architecture.md")).unwrap();
    for (name, _) in LAYERS {
        assert!(page.contains(&format!("`{name}`")), "docs/architecture.md does not name {name}");
    }
}

#[test]
fn every_rust_file_says_its_job_first() {
    let folders = ["crates", "tests", "benches"].map(|folder| root().join(folder));
    for path in folders.iter().flat_map(|folder| sources(folder)) {
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("//!"), "{} does not begin with its job (`//!`)", path.display());
    }
}

#[test]
fn no_file_tells_where_it_was_written() {
    let folders = ["crates", "tests", "benches", "docs", ".ci"].map(|folder| root().join(folder));
    let machine = [
        root().parent().unwrap().to_str().unwrap().to_owned() + "/",
        "/home/".to_owned(),
        format!("/{}/", "root"),
    ];
    let mut files: Vec<PathBuf> = folders.iter().flat_map(|folder| files_below(folder)).collect();
    files.push(root().join("README.md"));
    for path in files {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        for place in machine.iter().filter(|place| place.len() > 2) {
            let own = path.ends_with("tidy/main.rs");
            assert!(own || !text.contains(place.as_str()), "{} holds the path {place}", path.display());
        }
    }
}
