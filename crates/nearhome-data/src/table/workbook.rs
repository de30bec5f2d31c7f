//! Workbooks: sheets of an XLSX file as records.
//!
//! Cells are read one by one, so that a far cell costs nothing. Typed dates and numbers become the
//! text that a CSV file would hold; a formula counts by its stored value.

use std::{
    collections::BTreeMap,
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use csv::StringRecord;

use super::{Limits, Record, Records, Sheet, encoding::Refusal, zip};
use crate::findings::{Code, Finding, Findings};

/// Which sheets of a workbook are read.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Wanted {
    /// Those of these names, written in any case; a name may stand once.
    Named(&'static [&'static str]),
    /// All.
    All,
}

impl Wanted {
    /// The name under which a sheet is wanted.
    fn name_of(self, sheet: &str) -> Option<&str> {
        match self {
            Self::All => Some(sheet),
            Self::Named(names) => names.iter().copied().find(|name| sheet.trim().eq_ignore_ascii_case(name)),
        }
    }
}

/// Reads the wanted sheets that a workbook has, by name, or reports why it is refused.
pub(crate) fn sheets(
    file: &Arc<str>,
    bytes: Vec<u8>,
    wanted: Wanted,
    limits: &Limits,
    findings: &mut Findings,
) -> BTreeMap<String, Sheet> {
    // `zip` and `parts` turn away what is known to stop the parser, which is not ours. Should it panic over
    // anything else, the file is refused as well.
    let read = || catch_unwind(AssertUnwindSafe(|| read_sheets(bytes, wanted, limits)));
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
    let sheet = |(name, records): (String, Records)| {
        let file: Arc<str> = format!("{file}#{name}").into();
        let sheet = match wanted {
            Wanted::Named(_) => Sheet::from_records(file, records, findings),
            // A sheet that nobody asked for may be empty.
            Wanted::All => Sheet::from_records(file, records, &mut Findings::default()),
        };
        Some((name, sheet?))
    };
    found.into_iter().filter_map(sheet).collect()
}

fn read_sheets(
    bytes: Vec<u8>,
    wanted: Wanted,
    limits: &Limits,
) -> Result<BTreeMap<String, Records>, Refusal> {
    zip::check(&bytes, limits)?;
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|error: XlsxError| damaged(&error))?;
    let mut found = BTreeMap::new();
    for sheet in workbook.sheets_metadata().to_vec() {
        let Some(name) = wanted.name_of(&sheet.name).map(str::to_owned) else { continue };
        if sheet.typ != SheetType::WorkSheet && matches!(wanted, Wanted::All) {
            continue;
        }
        let mut records = read_sheet(&mut workbook, &sheet.name, limits)?;
        if sheet.visible != SheetVisible::Visible {
            records.remarks.push((Code::HiddenSheet, "the sheet is hidden".to_owned()));
        }
        if found.insert(name, records).is_some() {
            let name = wanted.name_of(&sheet.name).unwrap_or_default();
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
    // Formulas are not written out: a shared one may claim to be the four-thousand-millionth.
    while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(|error| damaged(&error))? {
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
            records.bad_cells.entry(u64::from(row) + 1).or_default().insert(column as usize, why);
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
    let width = rows.values().filter_map(|cells| cells.keys().next_back()).max().map_or(0, |&last| last + 1);
    if rows.len().saturating_mul(width as usize) > limits.cells {
        let message = format!("{} rows of {width} cells", rows.len());
        return Err((Code::WorkbookTooLarge, message));
    }
    fill(&mut records, &rows, width);
    Ok(records)
}

/// Rows as records of equal length; rows without a cell count as blank lines.
fn fill(records: &mut Records, rows: &BTreeMap<u32, BTreeMap<u32, String>>, width: u32) {
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
