//! Tables as they stand in files: rows with their physical lines, before anything has a meaning.
//!
//! What a row means is decided in `crate::ssda903` and `crate::register`. Every row read is
//! accounted for: accepted, quarantined, exact duplicate or blank.

mod cells;
mod clean;
mod encoding;
mod limits;
mod open;
mod parts;
mod text;
mod workbook;
mod zip;

use std::{collections::BTreeMap, sync::Arc};

use csv::StringRecord;
use serde::Serialize;

pub(crate) use cells::{Cells, Column, read_postcode};
pub use encoding::Encoding;
pub use limits::Limits;
pub(crate) use open::{FileKind, Files, kind_of};
pub(crate) use workbook::{Wanted, sheets};

use crate::findings::{Code, Finding, Findings};

/// A record and the physical line on which it begins.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    line: u64,
    fields: StringRecord,
}

/// The records of a file or sheet, the header among them.
#[derive(Debug, Default)]
pub(crate) struct Records {
    list: Vec<Record>,
    blank_lines: u64,
    /// What is remarkable about the file as a whole.
    remarks: Vec<(Code, String)>,
    /// Why cells hold no usable value, by line and index of the column.
    bad_cells: BTreeMap<u64, BTreeMap<usize, String>>,
    /// Whether it is no remarkable thing that there is no row.
    may_be_empty: bool,
}

/// What a table must look like.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    /// Its name in messages.
    pub(crate) name: &'static str,
    /// Its columns, in the order in which they are documented and written.
    pub(crate) columns: &'static [&'static str],
    /// Those of them without which it is refused.
    pub(crate) required: &'static [&'static str],
}

/// How many rows of a file went where.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct FileAccount {
    /// The file, relative to the folder.
    pub file: String,
    /// The table that it holds, where it is known.
    pub table: Option<String>,
    /// Rows read, without the header: the sum of the next four.
    pub rows: u64,
    /// Rows used.
    pub accepted: u64,
    /// Rows left out because of a finding.
    pub quarantined: u64,
    /// Rows that repeat another exactly.
    pub exact_duplicates: u64,
    /// Rows without any value.
    pub blank: u64,
}

impl FileAccount {
    /// Adds the rows of another part of the same file; gives `true`, which says that it was absorbed.
    pub(crate) fn absorb(&mut self, other: &Self) -> bool {
        self.rows += other.rows;
        self.accepted += other.accepted;
        self.quarantined += other.quarantined;
        self.exact_duplicates += other.exact_duplicates;
        self.blank += other.blank;
        true
    }

    /// Whether every row is accounted for.
    #[must_use]
    pub fn is_balanced(&self) -> bool {
        self.rows == self.accepted + self.quarantined + self.exact_duplicates + self.blank
    }
}

/// A row whose cells are clean text.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) line: u64,
    pub(crate) record: u64,
    fields: StringRecord,
}

impl Row {
    /// The text of the cell at an index.
    pub(crate) fn field(&self, index: usize) -> &str {
        self.fields.get(index).unwrap_or_default()
    }
}

/// A table whose columns are known and whose rows have as many cells as the header.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) file: Arc<str>,
    pub(crate) rows: Vec<Row>,
    /// Rows that repeat one of `rows` exactly.
    pub(crate) duplicates: Vec<Row>,
    pub(crate) account: FileAccount,
    /// Index of each column that is present, by name.
    columns: Vec<(&'static str, usize)>,
}

impl Table {
    /// The text of a cell; blank where the column is absent.
    pub(crate) fn cell<'a>(&self, row: &'a Row, column: &str) -> &'a str {
        let index = self.columns.iter().find(|(name, _)| *name == column).map(|&(_, index)| index);
        index.and_then(|index| row.fields.get(index)).unwrap_or_default()
    }

    /// Whether the file has the column.
    pub(crate) fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|(name, _)| *name == column)
    }

    /// The index of a column, where the file has it.
    pub(crate) fn index_of(&self, column: &str) -> Option<usize> {
        self.columns.iter().find(|(name, _)| *name == column).map(|&(_, index)| index)
    }

    /// The same table with the rows that repeat others, every cell in upper case but those of one column.
    pub(crate) fn into_stated(mut self, kept: &str) -> Self {
        self.rows.append(&mut self.duplicates);
        self.rows.sort_by_key(|row| row.record);
        let kept = self.index_of(kept);
        for row in &mut self.rows {
            if row.fields.as_slice().bytes().any(|byte| byte.is_ascii_lowercase()) {
                let cell = |(index, cell): (usize, &str)| {
                    if Some(index) == kept { cell.to_owned() } else { cell.to_uppercase() }
                };
                row.fields = row.fields.iter().enumerate().map(cell).collect();
            }
        }
        self
    }

    /// A finding at a row.
    pub(crate) fn finding(&self, row: &Row, code: Code, message: impl Into<String>) -> Finding {
        Finding::new(code, &self.file, message).at(row.line, Some(row.record))
    }
}

/// The columns of a file or sheet before the table that it holds is known.
#[derive(Debug)]
pub(crate) struct Sheet {
    pub(crate) file: Arc<str>,
    records: Records,
}

impl Sheet {
    /// Reads the bytes of a CSV file, or reports why they are refused.
    pub(crate) fn from_csv(
        file: Arc<str>,
        bytes: Vec<u8>,
        encoding: Encoding,
        limits: &Limits,
        findings: &mut Findings,
    ) -> Option<Self> {
        let read = || {
            if bytes.is_empty() {
                return Err((Code::EmptyFile, "the file has 0 bytes".to_owned()));
            }
            let decoded = encoding::decode(bytes, encoding)?;
            let mut records = text::split(decoded.text, limits)?;
            records.remarks.extend(decoded.remark.map(|code| (code, "the file is UTF-16".to_owned())));
            Ok(records)
        };
        match read() {
            Ok(records) => Self::from_records(file, records, findings),
            Err((code, message)) => {
                findings.add(Finding::new(code, &file, message));
                None
            }
        }
    }

    /// Decodes the bytes of a text file, or reports why they are refused.
    pub(crate) fn decode(
        file: &Arc<str>,
        bytes: Vec<u8>,
        encoding: Encoding,
        findings: &mut Findings,
    ) -> Option<String> {
        match encoding::decode(bytes, encoding) {
            Ok(decoded) => {
                if let Some(code) = decoded.remark {
                    findings.add(Finding::new(code, file, "the file is UTF-16"));
                }
                Some(decoded.text)
            }
            Err((code, message)) => {
                findings.add(Finding::new(code, file, message));
                None
            }
        }
    }

    /// A sheet made of rows that a reader of another format has found, each with its physical line.
    pub(crate) fn from_rows(file: Arc<str>, columns: &[&str], rows: Vec<(u64, StringRecord)>) -> Self {
        let header = Record { line: 1, fields: columns.iter().collect() };
        let rows = rows.into_iter().map(|(line, fields)| Record { line, fields });
        let records = Records {
            list: std::iter::once(header).chain(rows).collect(),
            may_be_empty: true,
            ..Records::default()
        };
        Self { file, records }
    }

    /// The same sheet in parts, by what a key makes of the cells of a column, and the lines of the rows
    /// for which it makes nothing.
    pub(crate) fn split_by<Key: Ord>(
        self,
        column: &str,
        key: impl Fn(&str) -> Option<Key>,
    ) -> (BTreeMap<Key, Self>, Vec<u64>) {
        let (mut parts, mut lost) = (BTreeMap::new(), Vec::new());
        let index = self.upper_case_columns().iter().position(|name| name == column);
        let mut records = self.records.list.into_iter();
        let Some(header) = records.next() else { return (parts, lost) };
        for record in records {
            let cell = index.and_then(|index| record.fields.get(index)).unwrap_or_default();
            let Some(key) = key(cell.trim()) else {
                lost.push(record.line);
                continue;
            };
            let part = parts.entry(key).or_insert_with(|| Self {
                file: Arc::clone(&self.file),
                records: Records { list: vec![header.clone()], ..Records::default() },
            });
            part.records.list.push(record);
        }
        (parts, lost)
    }

    fn from_records(file: Arc<str>, mut records: Records, findings: &mut Findings) -> Option<Self> {
        for (code, message) in std::mem::take(&mut records.remarks) {
            findings.add(Finding::new(code, &file, message));
        }
        let blank_above = records.list.iter().take_while(|record| clean::is_blank(&record.fields)).count();
        records.list.drain(..blank_above);
        if records.list.is_empty() {
            findings.add(Finding::new(Code::EmptyFile, &file, "the file has no line with a value"));
            return None;
        }
        Some(Self { file, records })
    }

    /// The same sheet from its header on, with those of its columns that have a name; `None` where none of
    /// the first rows is a header.
    ///
    /// `name` gives the name of a column by the text that stands above it, `is_header` tells by such names
    /// whether a row is the header, and `value` what counts of a cell. Where two columns have one name, the
    /// first is used.
    pub(crate) fn with_columns(
        mut self,
        rows_above: usize,
        is_header: impl Fn(&[&str]) -> bool,
        name: impl Fn(&str) -> Option<&'static str>,
        value: impl Fn(&str) -> &str,
    ) -> Option<Self> {
        let named = |record: &Record| {
            let mut columns: Vec<(&'static str, usize)> = Vec::new();
            for (index, name) in record.fields.iter().map(&name).enumerate() {
                if let Some(name) = name.filter(|name| columns.iter().all(|(known, _)| known != name)) {
                    columns.push((name, index));
                }
            }
            columns
        };
        let mut candidates = self.records.list.iter().take(rows_above).map(named).enumerate();
        let (above, columns) = candidates
            .find(|(_, columns)| is_header(&columns.iter().map(|&(name, _)| name).collect::<Vec<_>>()))?;
        // Blank lines between a title and the header are no rows of the table.
        let first = self.records.list.first().map_or(0, |record| record.line);
        let lines_above = self.records.list.get(above).map_or(0, |header| header.line.saturating_sub(first));
        let blank_above = lines_above.saturating_sub(above as u64);
        self.records.blank_lines = self.records.blank_lines.saturating_sub(blank_above);
        self.records.list.drain(..above);
        for (position, record) in self.records.list.iter_mut().enumerate() {
            let cell = |&(name, index): &(&'static str, usize)| {
                if position == 0 { name } else { value(record.fields.get(index).unwrap_or_default()) }
            };
            record.fields = columns.iter().map(cell).collect();
        }
        for cells in self.records.bad_cells.values_mut() {
            let place = |old: usize| columns.iter().position(|&(_, index)| index == old);
            let moved = std::mem::take(cells).into_iter();
            *cells = moved.filter_map(|(index, why)| Some((place(index)?, why))).collect();
        }
        Some(self)
    }

    /// Whether one of the first rows has a cell of which something holds.
    pub(crate) fn has_cell_above(&self, rows: usize, holds: impl Fn(&str) -> bool) -> bool {
        self.records.list.iter().take(rows).any(|record| record.fields.iter().any(&holds))
    }

    /// The names of the columns, without spaces around them and in upper case.
    pub(crate) fn upper_case_columns(&self) -> Vec<String> {
        let header = self.records.list.first().map(|record| &record.fields);
        header.map_or_else(Vec::new, |fields| {
            clean::names(fields).iter().map(|name| name.to_uppercase()).collect()
        })
    }
}
