//! Text of a CSV file to records with their physical lines.
//!
//! Nothing is judged here but what makes the records themselves uncertain: delimiters, line ends and
//! quotation marks.

use csv::{ReaderBuilder, StringRecord};

use super::{Limits, Record, Records, encoding::Refusal};
use crate::findings::Code;

/// Splits a text into records.
pub(super) fn split(text: String, limits: &Limits) -> Result<Records, Refusal> {
    let mut remarks = Vec::new();
    let text = ordinary_line_ends(text, &mut remarks);
    let (declared, first_line) = separator_line(&text);
    let body = &text[first_line.len()..];
    let delimiter = declared.unwrap_or_else(|| likely_delimiter(body));
    if delimiter != b',' || declared.is_some() {
        remarks.push((Code::OtherDelimiter, format!("the cells are separated by {}", name_of(delimiter))));
    }
    let lines = Lines::of(&text, first_line.len());
    let mut records = Records { remarks, ..Records::default() };
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(body.as_bytes());
    let mut fields = StringRecord::new();
    loop {
        let start = reader.position().byte();
        let found = reader.read_record(&mut fields).map_err(|_| (Code::NotUtf8, "no text".to_owned()))?;
        records.blank_lines += lines.blank_from(body, start);
        if !found {
            break;
        }
        let record = Record { line: lines.line_of(body, start), fields: fields.clone() };
        check_sizes(&record, records.list.len(), limits)?;
        records.list.push(record);
    }
    check_swallowed(&records)?;
    Ok(records)
}

fn ordinary_line_ends(text: String, remarks: &mut Vec<(Code, String)>) -> String {
    if text.contains('\r') && !text.contains('\n') {
        remarks.push((Code::OtherDelimiter, "the lines end as on an old Mac".to_owned()));
        return text.replace('\r', "\n");
    }
    text
}

/// The delimiter that a line `sep=;` declares, and that line.
fn separator_line(text: &str) -> (Option<u8>, &str) {
    let line = text.split_inclusive('\n').next().unwrap_or_default();
    match line.trim_end().as_bytes() {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter @ (b',' | b';' | b'\t')] => {
            (Some(*delimiter), line)
        }
        _ => (None, ""),
    }
}

/// The delimiter that the first line with a value has most of.
fn likely_delimiter(text: &str) -> u8 {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |delimiter: u8| line.bytes().filter(|&byte| byte == delimiter).count();
    [b';', b'\t'].into_iter().fold(b',', |best, next| if count(next) > count(best) { next } else { best })
}

fn name_of(delimiter: u8) -> &'static str {
    match delimiter {
        b';' => "semicolons",
        b'\t' => "tabs",
        _ => "commas, as a line `sep=` says",
    }
}

/// Where the lines of a text begin.
struct Lines {
    /// Offsets of the line feeds, counted from the first byte after the `sep=` line.
    feeds: Vec<usize>,
    lines_before: usize,
}

impl Lines {
    fn of(text: &str, skipped: usize) -> Self {
        let (before, body) = text.split_at(skipped);
        Self {
            feeds: body.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| at).collect(),
            lines_before: before.matches('\n').count(),
        }
    }

    /// The physical line of the record that is read from `start`, which may stand before empty lines.
    fn line_of(&self, body: &str, start: u64) -> u64 {
        let start = after_line_ends(body, start);
        (self.feeds.partition_point(|&feed| feed < start) + self.lines_before + 1) as u64
    }

    /// Empty lines between `start` and the next record.
    ///
    /// A reader stops before the line feed of a record's `\r\n`, which belongs to that record.
    fn blank_from(&self, body: &str, start: u64) -> u64 {
        let from = usize::try_from(start).unwrap_or(usize::MAX);
        let to = after_line_ends(body, start);
        let feeds =
            self.feeds.partition_point(|&feed| feed < to) - self.feeds.partition_point(|&feed| feed < from);
        let bytes = body.as_bytes();
        let own = from > 0 && bytes.get(from - 1) == Some(&b'\r') && bytes.get(from) == Some(&b'\n');
        (feeds - usize::from(own && feeds > 0)) as u64
    }
}

fn after_line_ends(body: &str, start: u64) -> usize {
    let start = usize::try_from(start).unwrap_or(usize::MAX);
    let rest = body.as_bytes().get(start..).unwrap_or_default();
    start + rest.iter().take_while(|&&byte| byte == b'\r' || byte == b'\n').count()
}

fn check_sizes(record: &Record, before: usize, limits: &Limits) -> Result<(), Refusal> {
    let line = record.line;
    let refuse = |what: String| Err((Code::TooLarge, format!("line {line}: {what}")));
    if before > limits.rows {
        return refuse(format!("more than {} rows", limits.rows));
    }
    if record.fields.len() > limits.columns {
        return refuse(format!("more than {} cells", limits.columns));
    }
    if record.fields.iter().any(|cell| cell.len() > limits.cell_bytes) {
        return refuse(format!(
            "a cell of more than {} bytes; a quotation mark may be open",
            limits.cell_bytes
        ));
    }
    Ok(())
}

/// Refuses a file in which a quotation mark has swallowed whole rows.
fn check_swallowed(records: &Records) -> Result<(), Refusal> {
    let Some(header) = records.list.first() else { return Ok(()) };
    let delimiters = (header.fields.len().saturating_sub(1) / 2).max(1);
    let swallows = |cell: &str| {
        cell.contains('\n') && cell.lines().any(|line| line.matches([',', ';', '\t']).count() >= delimiters)
    };
    match records.list.iter().find(|record| record.fields.iter().any(swallows)) {
        Some(record) => {
            Err((Code::OpenQuote, format!("line {}: a quotation mark opens and swallows rows", record.line)))
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, lines: &[u64], blank: u64) {
        let records = split(text.to_owned(), &Limits::default()).unwrap();
        let found: Vec<u64> = records.list.iter().map(|record| record.line).collect();
        assert_eq!((found.as_slice(), records.blank_lines), (lines, blank), "{text:?}");
    }

    #[test]
    fn lines_are_physical() {
        check("a,b\n1,2\n", &[1, 2], 0);
        check("a,b\r\n1,2\r\n3,4", &[1, 2, 3], 0);
        check("a,b\n\n\n1,2\n\n", &[1, 4], 3);
        check("a,b\r\n\r\n1,2\r\n\r\n", &[1, 3], 2);
        check("a,b\n\"x\ny\",2\n3,4\n", &[1, 2, 4], 0);
        check("sep=;\na;b\n1;2\n", &[2, 3], 0);
        check("a,b\r1,2\r", &[1, 2], 0);
        check("", &[], 0);
    }

    #[test]
    fn a_quotation_mark_that_swallows_rows_refuses_the_file() {
        let refused = split("a,b,c\n1,\"2,3\n4,5,6\n7,8,9\n".to_owned(), &Limits::default()).err();
        assert_eq!(refused.map(|(code, _)| code), Some(Code::OpenQuote));
    }
}
