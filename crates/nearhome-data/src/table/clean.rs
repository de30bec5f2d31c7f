//! Header and rows to a table: columns found by name, cells trimmed, rows that cannot be rows left out.

use std::collections::HashSet;

use csv::StringRecord;

use super::{FileAccount, Layout, Record, Row, Sheet, Table};
use crate::findings::{Code, Finding, Findings};

impl Sheet {
    /// Finds the layout's columns and cleans the rows, or reports why the file is refused.
    pub(crate) fn into_table(self, layout: &Layout, findings: &mut Findings) -> Option<Table> {
        let (header, list) = self.records.list.split_first()?;
        let columns = match_columns(&self.file, header, layout, findings)?;
        let mut cleaner = Cleaner {
            sheet: &self,
            header: names(&header.fields).iter().map(|name| name.to_lowercase()).collect(),
            columns: &columns,
            account: FileAccount {
                file: self.file.to_string(),
                table: Some(layout.name.to_owned()),
                rows: self.records.blank_lines,
                blank: self.records.blank_lines,
                ..FileAccount::default()
            },
            seen: HashSet::with_capacity(list.len()),
            first_blank: None,
            duplicates: Vec::new(),
        };
        let mut rows = Vec::with_capacity(list.len());
        for (index, record) in list.iter().enumerate() {
            cleaner.account.rows += 1;
            rows.extend(cleaner.clean(record, index as u64 + 1, findings));
        }
        let duplicates = std::mem::take(&mut cleaner.duplicates);
        let account = cleaner.finish(findings);
        Some(Table { file: self.file, rows, duplicates, account, columns })
    }
}

/// Whether no field has a value.
pub(super) fn is_blank(fields: &StringRecord) -> bool {
    fields.iter().all(|cell| trimmed(cell).is_empty())
}

/// The names of a header without spaces around them and without blank names at the end.
pub(super) fn names(fields: &StringRecord) -> Vec<&str> {
    let mut names: Vec<&str> = fields.iter().map(trimmed).collect();
    while names.last().is_some_and(|name| name.is_empty()) {
        names.pop();
    }
    names
}

fn trimmed(cell: &str) -> &str {
    cell.trim_matches(|character: char| character.is_whitespace() || character == '\u{feff}')
}

fn match_columns(
    file: &std::sync::Arc<str>,
    header: &Record,
    layout: &Layout,
    findings: &mut Findings,
) -> Option<Vec<(&'static str, usize)>> {
    let finding = |code, message: String| Finding::new(code, file, message).at(header.line, None);
    let names = names(&header.fields);
    let mut columns = Vec::new();
    let mut refused = false;
    for &column in layout.columns {
        let found: Vec<usize> = positions(&names, column).collect();
        match found[..] {
            [index] => {
                if header.fields.get(index) != Some(column) {
                    findings
                        .add(finding(Code::HeaderTolerated, format!("read as `{column}`")).in_column(column));
                }
                columns.push((column, index));
            }
            [] if layout.required.contains(&column) => {
                findings.add(
                    finding(Code::HeaderRefused, format!("the column `{column}` is missing"))
                        .in_column(column),
                );
                refused = true;
            }
            [] => {}
            _ => {
                findings.add(
                    finding(Code::HeaderRefused, format!("the column `{column}` stands twice"))
                        .in_column(column),
                );
                refused = true;
            }
        }
    }
    let unknown = names.len() - columns.len();
    if unknown > 0 && !refused {
        let known: Vec<usize> = columns.iter().map(|&(_, index)| index).collect();
        let numbers: Vec<String> = (0..names.len())
            .filter(|index| !known.contains(index))
            .map(|index| (index + 1).to_string())
            .collect();
        let message = format!("not a column of `{}`: number {}", layout.name, numbers.join(", "));
        findings.add(finding(Code::UnknownColumn, message));
    }
    (!refused).then_some(columns)
}

fn positions<'a>(names: &'a [&'a str], column: &'a str) -> impl Iterator<Item = usize> + 'a {
    names
        .iter()
        .enumerate()
        .filter(move |(_, name)| name.eq_ignore_ascii_case(column))
        .map(|(index, _)| index)
}

struct Cleaner<'a> {
    sheet: &'a Sheet,
    header: Vec<String>,
    columns: &'a [(&'static str, usize)],
    account: FileAccount,
    /// Rows seen, their cells joined by a character that no clean cell holds.
    seen: HashSet<String>,
    first_blank: Option<u64>,
    duplicates: Vec<Row>,
}

impl Cleaner<'_> {
    /// The row, clean; `None` where it is accounted for as blank, duplicate or quarantined.
    fn clean(&mut self, record: &Record, number: u64, findings: &mut Findings) -> Option<Row> {
        if is_blank(&record.fields) {
            self.account.blank += 1;
            self.first_blank.get_or_insert(record.line);
            return None;
        }
        let fields: StringRecord = record.fields.iter().map(trimmed).collect();
        let faults = self.faults(record, number, &fields);
        let left_out = faults.iter().any(|fault| fault.code != Code::TrimmedSpace);
        for fault in faults {
            findings.add(fault);
        }
        if left_out {
            self.account.quarantined += 1;
            return None;
        }
        if !self.seen.insert(fields.iter().collect::<Vec<_>>().join("\u{1f}")) {
            self.account.exact_duplicates += 1;
            findings.add(self.finding(
                record,
                number,
                Code::ExactDuplicate,
                "repeats an earlier row".to_owned(),
            ));
            self.duplicates.push(Row { line: record.line, record: number, fields });
            return None;
        }
        Some(Row { line: record.line, record: number, fields })
    }

    fn finding(&self, record: &Record, number: u64, code: Code, message: String) -> Finding {
        Finding::new(code, &self.sheet.file, message).at(record.line, Some(number))
    }

    fn faults(&self, record: &Record, number: u64, fields: &StringRecord) -> Vec<Finding> {
        let finding = |code, message| self.finding(record, number, code, message);
        if self.repeats_header(fields) {
            return vec![finding(Code::NotARecord, "the header stands here again".to_owned())];
        }
        if is_total(fields) {
            return vec![finding(Code::NotARecord, "a row of totals".to_owned())];
        }
        let beyond = fields.iter().skip(self.header.len()).any(|cell| !cell.is_empty());
        if beyond || fields.len() < self.header.len() {
            let message = format!("{} cells where the header has {}", fields.len(), self.header.len());
            return vec![finding(Code::RaggedRow, message)];
        }
        let mut faults = Vec::new();
        for &(column, index) in self.columns {
            let cell = fields.get(index).unwrap_or_default();
            faults.extend(
                fault_of(cell).map(|(code, message)| finding(code, message.to_owned()).in_column(column)),
            );
            if record.fields.get(index).is_some_and(|original| original.trim_matches(' ') != cell) {
                let message = "no-break or other special spaces around the value".to_owned();
                faults.push(finding(Code::TrimmedSpace, message).in_column(column));
            }
        }
        for (index, why) in self.sheet.records.bad_cells.get(&record.line).into_iter().flatten() {
            let column = self.columns.iter().find(|(_, at)| at == index).map(|&(name, _)| name);
            let fault = finding(Code::FormulaWithoutValue, why.clone());
            faults.extend(column.map(|column| fault.in_column(column)));
        }
        faults
    }

    fn repeats_header(&self, fields: &StringRecord) -> bool {
        let same = |(cell, name): (&str, &String)| cell.to_lowercase() == *name;
        if !fields.get(0).zip(self.header.first()).is_some_and(same) {
            return false;
        }
        let cells = names(fields);
        cells.len() == self.header.len()
            && cells.iter().zip(&self.header).all(|(cell, name)| cell.to_lowercase() == *name)
    }

    fn finish(self, findings: &mut Findings) -> FileAccount {
        let file = &self.sheet.file;
        if self.account.blank > 0 {
            let finding = Finding::new(Code::BlankRows, file, format!("{} blank rows", self.account.blank));
            findings.add(match self.first_blank {
                Some(line) => finding.at(line, None),
                None => finding,
            });
        }
        if self.account.rows == self.account.blank && !self.sheet.records.may_be_empty {
            findings.add(Finding::new(Code::NoRows, file, "0 rows"));
        }
        self.account
    }
}

fn is_total(fields: &StringRecord) -> bool {
    let mut cells = fields.iter().filter(|cell| !cell.is_empty());
    cells.next().is_some_and(|first| {
        ["total", "totals", "grand total", "sum"].iter().any(|word| first.eq_ignore_ascii_case(word))
    })
}

/// What makes a cell unusable whatever its column.
fn fault_of(cell: &str) -> Option<(Code, &'static str)> {
    if cell.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return None;
    }
    if cell.contains(['\n', '\r']) {
        return Some((Code::LineBreakInCell, "a line break within the cell"));
    }
    cell.chars().any(is_invisible).then_some((Code::InvisibleCharacter, "a character that cannot be seen"))
}

fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{a0}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fffd}')
}
