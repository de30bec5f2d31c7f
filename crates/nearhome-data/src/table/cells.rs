//! Reads the cells of one row as values and collects what is wrong with them.

use std::str::FromStr;

use nearhome_model::{ChildId, Date, Postcode};

use super::{Row, Table};
use crate::findings::{Code, Effect, Findings};

/// A column by its name.
pub(crate) type Column = &'static str;

/// The cells of one row.
pub(crate) struct Cells<'a> {
    pub(crate) table: &'a Table,
    pub(crate) row: &'a Row,
    pub(crate) findings: &'a mut Findings,
    /// The child that findings of this row concern, once it is known.
    pub(crate) child: Option<ChildId>,
    left_out: Option<Code>,
}

impl<'a> Cells<'a> {
    /// The cells of a row.
    pub(crate) fn new(table: &'a Table, row: &'a Row, findings: &'a mut Findings) -> Self {
        Self { table, row, findings, child: None, left_out: None }
    }

    /// The code of the first finding that leaves the row out, if there is one.
    pub(crate) fn left_out(&self) -> Option<Code> {
        self.left_out
    }

    /// The text of a cell.
    pub(crate) fn text(&self, column: Column) -> &'a str {
        self.table.cell(self.row, column)
    }

    /// Whether the cell is blank or the column absent.
    pub(crate) fn is_blank(&self, column: Column) -> bool {
        self.text(column).is_empty()
    }

    /// Reports something about a cell; what leaves the row out is remembered.
    ///
    /// A validation rule of the return reports its own breaches, so only what they do is noted here.
    pub(crate) fn report(&mut self, code: Code, column: Column, message: impl Into<String>) {
        if code.effect() == Effect::RowLeftOut {
            self.left_out.get_or_insert(code);
        }
        if code.is_rule_of_the_return() {
            return;
        }
        let finding =
            self.table.finding(self.row, code, message).in_column(column).about(self.child.as_ref());
        self.findings.add(finding);
    }

    /// An id that must not be blank.
    pub(crate) fn id<T: FromStr<Err = nearhome_model::InvalidId>>(&mut self, column: Column) -> Option<T> {
        if self.is_blank(column) {
            self.report(Code::BadId, column, "the id is blank");
            return None;
        }
        self.optional_id(column)
    }

    /// An id that may be blank; one that is malformed leaves the row out.
    pub(crate) fn optional_id<T: FromStr<Err = nearhome_model::InvalidId>>(
        &mut self,
        column: Column,
    ) -> Option<T> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        if is_scientific(text) {
            self.report(Code::LostDigits, column, "the id is in scientific notation");
            return None;
        }
        if text.chars().any(|character| ('\u{300}'..='\u{36f}').contains(&character)) {
            self.report(Code::CombiningAccent, column, "the id has a combining accent");
        }
        self.parsed(column, Code::BadId, text)
    }

    /// A value that must not be blank; a blank or unreadable one is reported under the code.
    pub(crate) fn required<T>(&mut self, column: Column, code: Code) -> Option<T>
    where
        T: FromStr<Err: ToString>,
    {
        if self.is_blank(column) {
            self.report(code, column, "the cell is blank");
            return None;
        }
        self.optional(column, code)
    }

    /// A value that may be blank; an unreadable one is reported under the code.
    pub(crate) fn optional<T>(&mut self, column: Column, code: Code) -> Option<T>
    where
        T: FromStr<Err: ToString>,
    {
        let text = self.text(column);
        if text.is_empty() { None } else { self.parsed(column, code, text) }
    }

    /// A value that may be blank, read by a function; what it refuses is reported under the code.
    pub(crate) fn read_with<T, E: ToString>(
        &mut self,
        column: Column,
        code: Code,
        read: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        read(text).map_err(|error| self.report(code, column, error.to_string())).ok()
    }

    fn parsed<T>(&mut self, column: Column, code: Code, text: &str) -> Option<T>
    where
        T: FromStr<Err: ToString>,
    {
        // The model's errors never repeat the text, so they may stand in a message.
        text.parse().map_err(|error: T::Err| self.report(code, column, error.to_string())).ok()
    }

    /// A list separated by `;`, each entry of which is a value; unreadable ones are reported.
    pub(crate) fn list<T, C>(&mut self, column: Column, code: Code) -> C
    where
        T: FromStr<Err: ToString>,
        C: FromIterator<T>,
    {
        self.list_with(column, code, str::parse)
    }

    /// A list separated by `;`, each entry of which a function reads.
    pub(crate) fn list_with<T, E: ToString, C: FromIterator<T>>(
        &mut self,
        column: Column,
        code: Code,
        read: impl Fn(&str) -> Result<T, E>,
    ) -> C {
        let text = self.text(column);
        let entries = text.split(';').map(str::trim).filter(|entry| !entry.is_empty());
        entries
            .filter_map(|entry| {
                read(entry).map_err(|error| self.report(code, column, error.to_string())).ok()
            })
            .collect()
    }

    /// `yes` or `no`, or blank.
    pub(crate) fn yes_no(&mut self, column: Column) -> Option<bool> {
        match self.text(column).to_ascii_lowercase().as_str() {
            "" => None,
            "yes" => Some(true),
            "no" => Some(false),
            _ => {
                self.report(Code::UnknownListCode, column, "expected yes or no");
                None
            }
        }
    }

    /// A whole number within a range, or blank.
    pub(crate) fn number<T>(&mut self, column: Column, from: T, to: T) -> Option<T>
    where
        T: FromStr + PartialOrd + std::fmt::Display + Copy,
    {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let number = if digits { text.parse().ok() } else { None };
        let number = number.filter(|number| (from..=to).contains(number));
        if number.is_none() {
            self.report(Code::OutOfRange, column, format!("expected a whole number from {from} to {to}"));
        }
        number
    }

    /// A date in the form `2025-03-31`, or blank; `code` says what an unreadable one does.
    pub(crate) fn iso_date(&mut self, column: Column, code: Code) -> Option<Date> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        if let Some(suggestion) = excel_serial(text) {
            let message = format!("a number where a date belongs; it would be {suggestion} in Excel's count");
            self.report(Code::ExcelSerial, column, message);
            return None;
        }
        self.parsed(column, code, text)
    }

    /// A postcode or sector, or blank.
    pub(crate) fn postcode(&mut self, column: Column, code: Code) -> Option<Postcode> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let postcode = read_postcode(text);
        if postcode.is_none() {
            self.report(code, column, "expected a full postcode such as DH1 5UL, or a sector such as DH1 5");
        }
        postcode
    }
}

/// A full postcode or a sector.
///
/// An outward part alone, such as `DH15`, could be read as the sector DH1 5; it is refused, so that
/// nothing is guessed.
pub(crate) fn read_postcode(text: &str) -> Option<Postcode> {
    let postcode: Postcode = text.parse().ok()?;
    let is_full = postcode.as_str().ends_with(|last: char| last.is_ascii_alphabetic());
    (is_full || text.contains(' ')).then_some(postcode)
}

/// `1.23457E+11`: what is left of a long number that went through Excel.
fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else { return false };
    mantissa.contains('.')
        && mantissa.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && exponent.strip_prefix(['+', '-']).is_some_and(|digits| digits.parse::<u16>().is_ok())
}

/// The day that a number is in Excel's count, for numbers between 1980 and 2100.
///
/// Excel counts days from the last day of 1899 and counts a 29 February 1900 that never was.
fn excel_serial(text: &str) -> Option<Date> {
    let (days, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(days) || !digits(fraction) {
        return None;
    }
    let days: i32 = days.parse().ok().filter(|days| (29_221..=73_050).contains(days))?;
    Date::new(1900, 1, 1).ok()?.plus_days(days - 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excel_serials_are_recognised_and_not_used() {
        assert_eq!(excel_serial("45383"), Date::new(2024, 4, 1).ok());
        assert_eq!(excel_serial("45383.5"), Date::new(2024, 4, 1).ok());
        assert_eq!(excel_serial("2025"), None);
        assert_eq!(excel_serial("2025-04-01"), None);
    }

    #[test]
    fn scientific_notation_is_recognised() {
        assert!(is_scientific("1.23457E+11"));
        assert!(!is_scientific("E12"));
        assert!(!is_scientific("12E45"));
    }
}
