//! Findings: what is wrong with the data, where, and what to do about it.
//!
//! A finding never stops the reading and never repeats the value of a personal field. What each code
//! means stands in one table, [`Code`]; the page `docs/findings.md` is made from it.

mod codes;
mod list;
mod page;

use std::{collections::BTreeMap, sync::Arc};

use nearhome_model::ChildId;
use serde::Serialize;

pub use codes::{Code, Effect, Severity};
pub use page::findings_page;

/// Findings kept of one code; further ones are counted only.
pub const KEPT_PER_CODE: usize = 100_000;

/// One problem of the data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Finding {
    /// Stable code, such as `CSV02`; rule n of the Department for Education is `SSDA903-n`.
    #[serde(serialize_with = "as_text")]
    #[schemars(with = "String")]
    pub code: Code,
    /// How grave it is.
    pub severity: Severity,
    /// The file, relative to the folder; `#sheet` follows the name of a workbook.
    #[serde(serialize_with = "as_file")]
    #[schemars(with = "String")]
    pub file: Arc<str>,
    /// Physical line of the file, 1 being the first; `None` where the file as a whole is meant.
    pub row: Option<u64>,
    /// Number of the record, 1 being the first after the header.
    pub record: Option<u64>,
    /// Every physical line of the file that the finding concerns, `row` first: both episodes of an
    /// overlap, for instance. Empty where the file as a whole is meant.
    pub rows: Vec<u64>,
    /// Name of the column.
    pub column: Option<&'static str>,
    /// The child concerned, by id.
    pub child: Option<ChildId>,
    /// What is wrong, without the value of a personal field.
    pub message: String,
    /// What to do about it.
    pub help: &'static str,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes every field by reference")]
fn as_text<S: serde::Serializer>(code: &Code, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(code.text())
}

fn as_file<S: serde::Serializer>(file: &Arc<str>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(file)
}

impl Finding {
    /// A finding about a file as a whole.
    #[must_use]
    pub fn new(code: Code, file: &Arc<str>, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            file: Arc::clone(file),
            row: None,
            record: None,
            rows: Vec::new(),
            column: None,
            child: None,
            message: message.into(),
            help: code.help(),
        }
    }

    /// The same finding at a physical line, and at a record where the line is one.
    #[must_use]
    pub fn at(self, row: u64, record: Option<u64>) -> Self {
        Self { row: Some(row), record, rows: vec![row], ..self }
    }

    /// The same finding, which concerns further lines of its file as well.
    #[must_use]
    pub fn with_rows(mut self, others: impl IntoIterator<Item = u64>) -> Self {
        let mut others: Vec<u64> = others.into_iter().filter(|&other| Some(other) != self.row).collect();
        others.sort_unstable();
        others.dedup();
        self.rows.extend(others);
        self
    }

    /// The same finding in a column.
    #[must_use]
    pub fn in_column(self, column: &'static str) -> Self {
        Self { column: Some(column), ..self }
    }

    /// The same finding about a child.
    #[must_use]
    pub fn about(self, child: Option<&ChildId>) -> Self {
        Self { child: child.cloned(), ..self }
    }

    /// Place first, so that a reader can go through a file from top to bottom.
    fn order(&self) -> impl Ord + '_ {
        (&self.file, self.row, self.column, self.code.text(), &self.child, &self.message)
    }
}

/// All findings of a reading: the first of each code, and exact totals of all.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    list: Vec<Finding>,
}

/// How often a code was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct CodeTotal {
    /// The code.
    pub code: String,
    /// How grave it is; the gravest where a code has several cases.
    pub severity: Severity,
    /// How often it was found, those beyond [`KEPT_PER_CODE`] included.
    pub count: u64,
}

/// Sorted findings with exact totals.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Report {
    /// Findings by file, row and column, at most [`KEPT_PER_CODE`] a code.
    pub findings: Vec<Finding>,
    /// Exact totals by code.
    pub totals: Vec<CodeTotal>,
}

impl Findings {
    /// Adds a finding.
    pub fn add(&mut self, finding: Finding) {
        self.list.push(finding);
    }

    /// Adds all findings of another reading.
    pub fn extend(&mut self, other: Self) {
        self.list.extend(other.list);
    }

    /// Every finding in the order in which it was made.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.list.iter()
    }

    /// How many findings there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether some finding is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// Sorts the findings, keeps the first [`KEPT_PER_CODE`] of each code, and counts them all.
    #[must_use]
    pub fn report(mut self) -> Report {
        self.list.sort_by(|one, other| one.order().cmp(&other.order()));
        let mut totals: BTreeMap<&'static str, (Severity, usize)> = BTreeMap::new();
        let mut findings = Vec::with_capacity(self.list.len());
        for finding in self.list {
            let (gravest, count) = totals.entry(finding.code.text()).or_insert((finding.severity, 0));
            *gravest = finding.severity.min(*gravest);
            *count += 1;
            if *count <= KEPT_PER_CODE {
                findings.push(finding);
            }
        }
        let totals = totals.into_iter().map(|(code, (severity, count))| CodeTotal {
            code: code.to_owned(),
            severity,
            count: count as u64,
        });
        Report { findings, totals: totals.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(code: Code, file: &str, row: u64) -> Finding {
        Finding::new(code, &file.into(), "wrong").at(row, Some(row - 1))
    }

    #[test]
    fn a_report_is_sorted_by_place_and_keeps_exact_totals() {
        let mut findings = Findings::default();
        let rows = KEPT_PER_CODE as u64 + 502;
        for row in (2..rows + 2).rev() {
            findings.add(finding(Code::RaggedRow, "b.csv", row));
        }
        findings.add(finding(Code::RaggedRow, "a.csv", 9));
        let report = findings.report();
        assert_eq!(report.findings.len(), KEPT_PER_CODE);
        assert_eq!((report.findings[0].file.as_ref(), report.findings[1].row), ("a.csv", Some(2)));
        assert_eq!(report.totals[0].count, rows + 1);
    }

    #[test]
    fn a_finding_is_written_as_its_readers_expect() {
        let json = serde_json::to_value(finding(Code::RaggedRow, "a.csv", 2)).unwrap();
        let keys: Vec<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(
            keys,
            ["child", "code", "column", "file", "help", "message", "record", "row", "rows", "severity"]
        );
        assert_eq!((json["code"].as_str(), json["severity"].as_str()), (Some("CSV02"), Some("error")));
    }
}
