//! A council's returns read, validated and linked, beside the sector's own validator.
//!
//! `cargo bench --bench history -- CHILDREN:YEARS...`; without arguments 300:3 and 1000:10 (County Durham, seed 1). Each
//! folder is read five times and the median is shown. The other validator (`csc-validator-be-903`, through
//! `../shared/tools/ssda903_peer.py`) is given the same returns, one after the other, of authorities of up to
//! `NEARHOME_PEER_CHILDREN` (300) children: it takes minutes for a return of 1,000. Its seconds are those of validating alone;
//! ours include reading the whole folder and linking its years. `NEARHOME_ROWS` names a file for the rows.

use std::{
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use nearhome_benches::{
    read_county,
    run::median,
    table::{Table, arguments, or_dash, say, seconds_text, setting},
};
use nearhome_data::synth::{Existing, SynthRequest, generate};
use serde_json::Value;

const RUNS: usize = 5;
/// The year in which the last return of a made-up authority ends.
const LAST_YEAR: u16 = 2025;
/// The code of County Durham.
const AUTHORITY: &str = "E06000047";

fn main() {
    let mut asked = arguments();
    if asked.is_empty() {
        asked = ["300:3", "1000:10"].map(ToOwned::to_owned).to_vec();
    }
    let peer = peer();
    let table = Table::new(
        "Returns read, validated and linked",
        &["children", "returns", "rows", "episodes", "findings", "time", "peer, validation alone", "ratio"],
    );
    for size in asked {
        let numbers: Vec<u32> = size.split(':').map(|text| text.parse().expect("numbers")).collect();
        let [children, years] = numbers[..] else { panic!("give CHILDREN:YEARS, not {size}") };
        let years = u8::try_from(years).expect("a few years");
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let council = folder.path().join("council");
        write(children, years, &council);
        let within = u64::from(children) <= setting("NEARHOME_PEER_CHILDREN", 300);
        let theirs = peer.as_ref().filter(|_| within).map(|script| validated(script, &council, years));
        table.row(&row(children, years, &council, theirs));
    }
}

fn write(children: u32, years: u8, folder: &Path) {
    let authority = AUTHORITY.parse().expect("the code of County Durham is a code");
    let made = generate(&SynthRequest { children, years, ..SynthRequest::new(authority) });
    made.expect("the request is within its ranges")
        .write_to(folder, Existing::Refuse)
        .expect("a fresh folder can be written");
}

fn row(children: u32, years: u8, council: &Path, theirs: Option<f64>) -> Vec<String> {
    let mut seconds = Vec::new();
    for _ in 0..RUNS {
        let start = Instant::now();
        std::hint::black_box(read_county(council));
        seconds.push(start.elapsed().as_secs_f64());
    }
    let ours = median(&seconds).expect("runs were made");
    let reading = read_county(council);
    let rows: u64 = reading.files.iter().map(|file| file.rows).sum();
    let episodes: usize = reading.council.histories.values().map(|history| history.episodes.len()).sum();
    vec![
        children.to_string(),
        years.to_string(),
        rows.to_string(),
        episodes.to_string(),
        reading.findings.len().to_string(),
        seconds_text(ours),
        or_dash(theirs.map(seconds_text)),
        or_dash(theirs.map(|seconds| format!("{:.0}", seconds / ours))),
    ]
}

/// The script that runs the other validator; says what is absent.
fn peer() -> Option<PathBuf> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/tools/ssda903_peer.py");
    if !script.exists() {
        say("peer skipped: ../shared/tools/ssda903_peer.py is absent");
        return None;
    }
    let python = Command::new("python3").args(["-c", "import lac_validator"]).output();
    if !python.is_ok_and(|output| output.status.success()) {
        say("peer skipped: python3 with csc-validator-be-903 is absent");
        return None;
    }
    Some(script)
}

/// Seconds in which the other validator goes through all returns, each beside the one before it.
fn validated(script: &Path, council: &Path, years: u8) -> f64 {
    let of_year = |year: u16| council.join("ssda903").join(year.to_string());
    let one = |year: u16| {
        let mut command = Command::new("python3");
        command.arg(script).arg(of_year(year)).args(["--year", &year.to_string(), "--authority", AUTHORITY]);
        command.args(["--ruleset", &ruleset(year)]);
        if of_year(year - 1).exists() {
            command.arg("--last").arg(of_year(year - 1));
        }
        let output = command.output().expect("the other validator can be started");
        let text = String::from_utf8_lossy(&output.stdout);
        let answer = text.find("{\"ruleset\"").and_then(|at| text.get(at..)).expect("its findings");
        let answer: Value = serde_json::from_str(answer).expect("its findings are JSON");
        answer["seconds"].as_f64().expect("its seconds")
    };
    (LAST_YEAR + 1 - u16::from(years)..=LAST_YEAR).map(one).sum()
}

/// The rules that it has for the collection that ends in a year; there are none before 2022/23.
fn ruleset(end_year: u16) -> String {
    let end_year = end_year.clamp(2023, 2027);
    format!("lac{}_{}", end_year - 1, end_year % 100)
}
