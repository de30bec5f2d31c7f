//! Workbooks: the sheets `homes`, `children` and `contracts` of an XLSX file as records.
//!
//! Cells are read one by one, so that a far cell costs nothing. Typed dates and numbers become the
//! text that a CSV file would hold; a formula counts by its stored value.

use std::{
    collections::BTreeMap,
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use calamine::{DataRef, ExcelDateTime, Reader, SheetVisible, Xlsx, XlsxError};
use csv::StringRecord;

use super::{Limits, Record, Records, Sheet, encoding::Refusal, zip};
use crate::findings::{Code, Finding, Findings};

/// Reads the sheets of these names that a workbook has, or reports why it is refused.
pub(crate) fn sheets(
    file: &Arc<str>,
    bytes: Vec<u8>,
    names: &[&'static str],
    limits: &Limits,
    findings: &mut Findings,
) -> BTreeMap<&'static str, Sheet> {
    // The parser is not ours: should it panic over a malformed file, the file is refused.
    let read = || catch_unwind(AssertUnwindSafe(|| read_sheets(bytes, names, limits)));
    let found = match read() {
        Ok(Ok(found)) => found,
        Ok(Err((code, message))) => {
            findings.add(Finding::new(code, file, message));
            return BTreeMap::new();
        }
        Err(_) => {
            findings.add(Finding::new(
                Code::NotAWorkbook,
                file,
                "the workbook cannot be opened: it is damaged",
            ));
            return BTreeMap::new();
        }
    };
    let sheet = |(name, records): (&'static str, Records)| {
        let file: Arc<str> = format!("{file}#{name}").into();
        Some((name, Sheet::from_records(file, records, findings)?))
    };
    found.into_iter().filter_map(sheet).collect()
}

fn read_sheets(
    bytes: Vec<u8>,
    names: &[&'static str],
    limits: &Limits,
) -> Result<BTreeMap<&'static str, Records>, Refusal> {
    zip::check(&bytes, limits)?;
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|error: XlsxError| damaged(&error))?;
    let mut found = BTreeMap::new();
    for sheet in workbook.sheets_metadata().to_vec() {
        let Some(&name) = names.iter().find(|name| sheet.name.trim().eq_ignore_ascii_case(name)) else {
            continue;
        };
        let mut records = read_sheet(&mut workbook, &sheet.name, limits)?;
        if sheet.visible != SheetVisible::Visible {
            records.remarks.push((Code::HiddenSheet, "the sheet is hidden".to_owned()));
        }
        if found.insert(name, records).is_some() {
            return Err((Code::TwoOfATable, format!("the workbook has two sheets `{name}`")));
        }
    }
    Ok(found)
}

fn damaged(_: &XlsxError) -> Refusal {
    (Code::NotAWorkbook, "the workbook cannot be opened: it is damaged".to_owned())
}

fn read_sheet(workbook: &mut Xlsx<Cursor<Vec<u8>>>, name: &str, limits: &Limits) -> Result<Records, Refusal> {
    let mut reader = workbook.worksheet_cells_reader(name).map_err(|error| damaged(&error))?;
    let mut rows: BTreeMap<u32, BTreeMap<u32, String>> = BTreeMap::new();
    let mut records = Records::default();
    while let Some(cell) = reader.next_cell_with_formula().map_err(|error| damaged(&error))? {
        let (row, column) = cell.pos;
        let value = text_of(&cell.value);
        if value.as_ref().is_ok_and(String::is_empty) && cell.formula.is_none() {
            continue;
        }
        if row as usize > limits.rows || column as usize >= limits.columns {
            return Err((
                Code::WorkbookTooLarge,
                format!("a cell in row {}, column {}", row + 1, column + 1),
            ));
        }
        let text = match value {
            Ok(text) if text.is_empty() => Err("the formula has no stored value".to_owned()),
            value => value,
        };
        let text = text.unwrap_or_else(|why| {
            records.bad_cells.push((u64::from(row) + 1, column as usize, why));
            "#".to_owned()
        });
        if text.len() > limits.cell_bytes {
            return Err((
                Code::TooLarge,
                format!("row {}: a cell of more than {} bytes", row + 1, limits.cell_bytes),
            ));
        }
        rows.entry(row).or_default().insert(column, text);
    }
    fill(&mut records, &rows);
    Ok(records)
}

/// Rows as records of equal length; rows without a cell count as blank lines.
fn fill(records: &mut Records, rows: &BTreeMap<u32, BTreeMap<u32, String>>) {
    let width = rows.values().filter_map(|cells| cells.keys().next_back()).max().map_or(0, |&last| last + 1);
    let mut next = rows.keys().next().copied().unwrap_or_default();
    for (&row, cells) in rows {
        records.blank_lines += u64::from(row - next);
        next = row + 1;
        let cell = |column: u32| cells.get(&column).map_or("", String::as_str);
        let fields: StringRecord = (0..width).map(cell).collect();
        records.list.push(Record { line: u64::from(row) + 1, fields });
    }
}

/// The text that a CSV file would hold for a cell, or why there is none.
fn text_of(value: &DataRef<'_>) -> Result<String, String> {
    match value {
        DataRef::Empty => Ok(String::new()),
        DataRef::String(text) => Ok(text.clone()),
        DataRef::SharedString(text) => Ok((*text).to_owned()),
        DataRef::Int(number) => Ok(number.to_string()),
        DataRef::Float(number) => Ok(number.to_string()),
        DataRef::Bool(true) => Ok("yes".to_owned()),
        DataRef::Bool(false) => Ok("no".to_owned()),
        DataRef::DateTime(day) => day_of(*day),
        DataRef::DateTimeIso(text) => Ok(text.trim_end_matches("T00:00:00").to_owned()),
        DataRef::DurationIso(_) => Err("the cell holds a duration".to_owned()),
        DataRef::Error(_) => Err("the formula ends in an error".to_owned()),
    }
}

fn day_of(value: ExcelDateTime) -> Result<String, String> {
    let (year, month, day, hour, minute, second, millisecond) = value.to_ymd_hms_milli();
    if value.is_duration() || (u16::from(hour), minute, second, millisecond) != (0, 0, 0, 0) {
        return Err("the cell holds a time of day".to_owned());
    }
    Ok(format!("{year:04}-{month:02}-{day:02}"))
}
