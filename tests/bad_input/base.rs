//! A small sound council, and a way to spoil one file of it.

use std::{fs, path::Path};

use nearhome_data::{ReadOptions, Reading, SnapshotRequest, read_council};
use nearhome_model::Snapshot;
use tempfile::TempDir;

/// The files of the sound council. Ids end in 1 for the child that cases spoil and in 2 for the one that
/// must come through unharmed.
pub(crate) const FILES: &[(&str, &str)] = &[
    ("ssda903/2020/header.csv", HEADER),
    ("ssda903/2020/episodes.csv", EPISODES),
    ("homes.csv", HOMES),
    ("children.csv", CHILDREN),
    ("contracts.csv", CONTRACTS),
    ("policy.toml", "authority = \"E06000047\"\n"),
];

const HEADER: &str = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n\
    C1,1,15/06/2008,WBRI,A123456789012,,\n\
    C2,2,16/07/2009,WBRI,B123456789012,0,\n";

const EPISODES: &str = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n\
    C1,01/05/2019,S,C2,N1,U6,PR1,,,,DH1 4SG,DH7 7AA,1234567\n\
    C2,02/05/2019,S,C2,N1,U6,PR1,,,,DH1 5UJ,DH7 7AB,1234567\n";

const HOMES: &str = "home,urn,kinds,provider,place_provider,postcode,registered_places,age_from,age_to,fee,fee_unit\n\
    H1,1234567,U6,PA,PR1,DH7 7AA,2,0,17,450.00,week\n\
    H2,1234567,U6,PA,PR1,DH7 7AB,2,0,17,460.00,week\n";

const CHILDREN: &str = "child,search,risks,keep_apart\n\
    C1,permitted,missing,\n\
    C2,needed,,\n";

const CONTRACTS: &str = "contract,provider,kind,from,fee,fee_unit,places\n\
    K1,PA,block,2019-01-01,1000.00,week,2\n";

/// The sound council in a folder of its own.
pub(crate) fn sound() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in FILES {
        put(folder.path(), name, text.as_bytes());
    }
    folder
}

pub(crate) fn put(folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// The text of a file of the sound council.
pub(crate) fn text_of(name: &str) -> &'static str {
    FILES.iter().find(|(known, _)| *known == name).unwrap().1
}

pub(crate) fn read(folder: &Path) -> Reading {
    read_council(folder, &ReadOptions::default()).unwrap()
}

pub(crate) fn snapshot(reading: &Reading) -> Snapshot {
    let request = SnapshotRequest { date: "2020-03-31".parse().unwrap(), authority: None };
    reading.council.snapshot(&request).unwrap().0
}

/// Every finding as `code file:row`.
pub(crate) fn places(reading: &Reading) -> Vec<String> {
    let report = reading.findings.clone().report();
    let place = |finding: &nearhome_data::Finding| {
        let row = finding.row.map_or_else(String::new, |row| format!(":{row}"));
        format!("{} {}{row}", finding.code.text(), finding.file)
    };
    report.findings.iter().map(place).collect()
}

/// What must hold of every reading, however bad the input: every row accounted for, no personal value in
/// a message, and a snapshot that is valid.
#[track_caller]
pub(crate) fn check_invariants(reading: &Reading) {
    for account in &reading.files {
        assert!(account.is_balanced(), "{account:?}");
    }
    for finding in reading.findings.iter() {
        for personal in ["15/06/2008", "16/07/2009", "2008-06-15", "DH1 4SG", "DH1 5UJ", "DH7 7A", "45383"] {
            assert!(!finding.message.contains(personal), "{finding:?}");
        }
    }
    let _ = snapshot(reading);
}
