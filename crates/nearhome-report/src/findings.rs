//! The findings of a validation on a page and as rows.

use std::fmt::Write;

use nearhome_data::{CodeTotal, FileAccount, Finding};

use crate::{
    plan::WIDTH,
    rows::csv,
    table::{Lean, lay_out},
};

/// Findings of one code that the page shows; all are in the JSON and CSV forms.
const SHOWN_PER_CODE: usize = 5;

/// The page: rows accounted for by file, findings counted by code, and the first few of each code.
#[must_use]
pub fn findings_page(findings: &[Finding], totals: &[CodeTotal], files: &[FileAccount]) -> String {
    let mut page = String::from("Rows\n");
    page.push_str(&accounts(files));
    if totals.is_empty() {
        page.push_str("\n\nNothing was found.\n");
        return page;
    }
    page.push_str("\n\nFindings\n");
    for total in totals {
        let of_code: Vec<&Finding> =
            findings.iter().filter(|finding| finding.code.text() == total.code).collect();
        let _ = writeln!(page, "{}  {} ({})", total.code, total.count, total.severity.word());
        for finding in of_code.iter().take(SHOWN_PER_CODE) {
            let _ = writeln!(page, "  {}: {}", place(finding), finding.message);
        }
        let more = total.count.saturating_sub(SHOWN_PER_CODE as u64);
        if more > 0 {
            let _ = writeln!(page, "  and {more} more");
        }
        if let Some(finding) = of_code.first() {
            let _ = writeln!(page, "  help: {}", finding.help);
        }
    }
    page
}

fn accounts(files: &[FileAccount]) -> String {
    let columns = [
        ("file", Lean::Left),
        ("read", Lean::Right),
        ("accepted", Lean::Right),
        ("quarantined", Lean::Right),
        ("duplicates", Lean::Right),
        ("blank", Lean::Right),
    ];
    let rows = files.iter().map(|file| {
        let counts = [file.rows, file.accepted, file.quarantined, file.exact_duplicates, file.blank];
        std::iter::once(file.file.clone()).chain(counts.iter().map(ToString::to_string)).collect()
    });
    lay_out(&columns, rows, WIDTH)
}

/// Where a finding is, such as `ssda903/2018/episodes.csv, row 17, REC, child 398768`.
fn place(finding: &Finding) -> String {
    let mut place = finding.file.to_string();
    if let Some(row) = finding.row {
        let _ = write!(place, ", row {row}");
    }
    if let Some(column) = finding.column {
        let _ = write!(place, ", {column}");
    }
    if let Some(child) = &finding.child {
        let _ = write!(place, ", child {child}");
    }
    place
}

/// The findings as rows.
#[must_use]
pub fn findings_csv(findings: &[Finding]) -> String {
    let rows = findings.iter().map(|finding| {
        let number = |value: Option<u64>| value.map_or_else(String::new, |value| value.to_string());
        vec![
            finding.code.text().to_owned(),
            finding.severity.word().to_owned(),
            finding.file.to_string(),
            number(finding.row),
            number(finding.record),
            finding.column.unwrap_or_default().to_owned(),
            finding.child.as_ref().map(ToString::to_string).unwrap_or_default(),
            finding.message.clone(),
            finding.help.to_owned(),
            finding.rows.iter().map(u64::to_string).collect::<Vec<String>>().join(";"),
        ]
    });
    csv(&["code", "severity", "file", "row", "record", "column", "child", "message", "help", "rows"], rows)
}
