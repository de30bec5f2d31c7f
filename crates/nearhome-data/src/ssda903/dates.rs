//! The form of the dates of a column: one form a column, never guessed cell by cell.

use nearhome_model::Date;

use super::tables::ReturnTable;
use crate::{
    findings::{Code, Finding, Findings},
    table::{Column, Table},
};

/// The form of a column's dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateForm {
    /// 31/03/2025.
    British,
    /// 2025-03-31.
    Iso,
}

impl DateForm {
    /// The day that a text is in this form.
    pub(super) fn read(self, text: &str) -> Option<Date> {
        // Most cells of the other form are told apart by their separators alone.
        match (self, text.as_bytes()) {
            (Self::British, [_, _, b'/', _, _, b'/', ..]) => Date::from_british(text).ok(),
            (Self::Iso, [_, _, _, _, b'-', _, _, b'-', ..]) => text.parse().ok(),
            _ => None,
        }
    }
}

/// Whether the dates of a table can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dates {
    /// Each column is in one form.
    OneForm,
    /// Some column mixes forms.
    Mixed,
}

/// The form of each column of dates. A column that mixes forms is reported and counts as British, the
/// form of the return.
pub(super) fn date_forms(
    table: &Table,
    kind: ReturnTable,
    findings: &mut Findings,
) -> (Vec<(Column, DateForm)>, Dates) {
    let mut forms = Vec::new();
    let mut dates = Dates::OneForm;
    for column in kind.date_columns() {
        let line_of = |form: DateForm| {
            table.rows.iter().find(|row| form.read(table.cell(row, column)).is_some()).map(|row| row.line)
        };
        match (line_of(DateForm::British), line_of(DateForm::Iso)) {
            (Some(british), Some(iso)) => {
                let message = format!("31/03/2025 in line {british}, 2025-03-31 in line {iso}");
                findings.add(Finding::new(Code::MixedDates, &table.file, message).in_column(column));
                dates = Dates::Mixed;
                forms.push((column, DateForm::British));
            }
            (None, Some(_)) => forms.push((column, DateForm::Iso)),
            _ => forms.push((column, DateForm::British)),
        }
    }
    (forms, dates)
}
