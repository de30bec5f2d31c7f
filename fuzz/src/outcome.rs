//! What a reading came to, checked against what must hold of every reading, and fit to be compared.

use std::fmt::Write;

use nearhome_data::{
    CountingPolicy, FileAccount, History, ReadOptions, Reading, Repairs, Report, ShortBreaks, SnapshotFile,
    SnapshotRequest, placement_records_json, read_council_files, read_snapshot, snapshot_json,
};

use super::council::Council;

/// Bytes of the longest message of a finding; a message holds facts, never a file.
const LONGEST_MESSAGE: usize = 2_000;

/// What a reading came to.
#[derive(PartialEq, Eq)]
pub(crate) struct Outcome {
    report: Report,
    accounts: Vec<FileAccount>,
    /// Everything read, as text.
    records: String,
    /// The records of placements, as they would be written.
    placements: String,
    /// The snapshot of the collection's last day as JSON, or why there is none.
    snapshot: String,
}

impl std::fmt::Debug for Outcome {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:#?}\n{:#?}\n{}\n{}", self.report, self.accounts, self.records, self.snapshot)
    }
}

impl Outcome {
    /// Reads a council and takes a snapshot of its last day.
    ///
    /// # Panics
    ///
    /// When the reading breaks what must hold of every reading.
    pub(crate) fn of(council: &Council) -> Self {
        let options = ReadOptions { repairs: Repairs::Applied, ..ReadOptions::default() };
        let reading = read_council_files(&council.files, &options);
        check(&reading);
        let date = format!("{}-03-31", council.year).parse().expect("31 March is a day of every year");
        let snapshot = match reading.council.snapshot(&SnapshotRequest { date, authority: None }) {
            Ok((snapshot, findings)) => {
                let file = SnapshotFile { snapshot, policy: reading.policy_text.clone() };
                let json = snapshot_json(&file);
                assert_eq!(
                    read_snapshot(&json).ok(),
                    Some(file),
                    "a snapshot is not what was written: {json}"
                );
                format!("{findings:?} {json}")
            }
            Err(error) => error.to_string(),
        };
        let records = records(&reading);
        let placements = placement_records_json(&reading.council.placements);
        Self { report: reading.findings.report(), accounts: reading.files, records, placements, snapshot }
    }

    /// The records of placements that were read, as they would be written.
    pub(crate) fn placements_json(&self) -> String {
        self.placements.clone()
    }

    /// Whether a workbook was refused for its size.
    pub(crate) fn is_refused(&self) -> bool {
        self.report.findings.iter().any(|finding| finding.message.contains("beyond a limit"))
    }
}

fn check(reading: &Reading) {
    for account in &reading.files {
        assert!(account.is_balanced(), "a row is not accounted for: {account:?}");
    }
    for finding in reading.findings.iter() {
        assert!(finding.message.len() <= LONGEST_MESSAGE, "a message grows with the file: {finding:?}");
        assert_eq!(finding.row, finding.rows.first().copied(), "the first row is not the row: {finding:?}");
    }
    for history in reading.council.histories.values() {
        check_order(history);
    }
}

/// Episodes stand in the order of their days, and periods of care and placements lose none of them.
fn check_order(history: &History) {
    assert!(history.episodes.is_sorted_by_key(|episode| episode.start), "{history:?}");
    let periods = history.periods_of_care(ShortBreaks::Counted);
    let episodes: usize = periods.iter().map(|period| period.episodes.len()).sum();
    assert_eq!(episodes, history.episodes.len(), "{history:?}");
    let _ = history.placements(CountingPolicy::default());
}

fn records(reading: &Reading) -> String {
    let council = &reading.council;
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write!(
        text,
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        council.histories,
        council.last_year,
        council.children,
        council.children_left_out,
        council.homes,
        council.providers,
        council.contracts,
        council.ofsted
    );
    text
}
