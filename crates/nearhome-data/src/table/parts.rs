//! Looks into the parts of a workbook for what would stop its parser: a count of texts for which no memory
//! suffices, and references beyond any sheet, on which its arithmetic overflows.
//!
//! What else may be wrong with a part, the parser itself reports.

use std::borrow::Cow;

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::encoding::Refusal;
use crate::findings::Code;

/// Refuses a part that the parser would not survive.
pub(super) fn check(part: &[u8]) -> Result<(), Refusal> {
    let letters = letters(part);
    // The parser makes room for as many texts as are declared before it reads one, and a program that
    // asks for more memory than there is ends at once.
    if most_declared(&letters) > letters.len() as u64 {
        let message =
            "the workbook is beyond a limit: a part says that it holds more texts than it has bytes";
        return Err((Code::WorkbookTooLarge, message.to_owned()));
    }
    if has_impossible_reference(&letters) {
        let message = "the workbook cannot be opened: a reference leads beyond any sheet";
        return Err((Code::NotAWorkbook, message.to_owned()));
    }
    Ok(())
}

/// The bytes of a part without what stands between them in UTF-16 (the halves of letters that are 0) and
/// in other encodings (escapes of three bytes), so that marks and names read the same in all.
fn letters(part: &[u8]) -> Cow<'_, [u8]> {
    const ESCAPE: u8 = 0x1b;
    if !part.iter().any(|&byte| byte == 0 || byte == ESCAPE) {
        return Cow::Borrowed(part);
    }
    let mut escaped = 0_u8;
    let is_letter = |byte: &u8| {
        escaped = if *byte == ESCAPE { 3 } else { escaped.saturating_sub(1) };
        *byte != 0 && escaped == 0
    };
    Cow::Owned(part.iter().copied().filter(is_letter).collect())
}

/// The greatest number of shared texts that a part declares.
fn most_declared(letters: &[u8]) -> u64 {
    const NAME: &[u8] = b"uniqueCount";
    let ends = (0..letters.len()).filter(|&at| letters[at] == b'u' && letters[at..].starts_with(NAME));
    ends.map(|at| declared(&letters[at + NAME.len()..])).max().unwrap_or_default()
}

/// The number in quotation marks that follows the name of an attribute; the greatest where it has too
/// many digits, 0 where there is none.
fn declared(text: &[u8]) -> u64 {
    let is_before = |byte: &&u8| byte.is_ascii_whitespace() || b"=\"'+".contains(byte);
    let digits = text.iter().skip_while(is_before).take_while(|byte| byte.is_ascii_digit());
    digits.fold(0, |number: u64, digit| number.saturating_mul(10).saturating_add(u64::from(digit - b'0')))
}

/// Whether some row, cell or range stands where no sheet has a place.
fn has_impossible_reference(letters: &[u8]) -> bool {
    let text = String::from_utf8_lossy(letters);
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) if leads_nowhere(&tag) => return true,
            Ok(Event::Eof) | Err(_) => return false,
            Ok(_) => {}
        }
    }
}

fn leads_nowhere(tag: &BytesStart<'_>) -> bool {
    if !matches!(tag.local_name().as_ref(), "row" | "c" | "dimension" | "f") {
        return false;
    }
    let mut attributes = tag.attributes();
    attributes
        .with_checks(false)
        .flatten()
        .any(|attribute| matches!(attribute.key.as_ref(), "r" | "ref") && !is_possible(&attribute.value))
}

/// Whether each end of a reference has at most the letters and digits of the last cell, `XFD1048576`, and
/// the first end does not come after the last.
fn is_possible(reference: &str) -> bool {
    let mut last = (0, 0);
    reference.split(':').all(|end| {
        let column = end.bytes().take_while(u8::is_ascii_alphabetic).count();
        let row = end.bytes().skip(column).take_while(u8::is_ascii_digit).count();
        if column > 3 || row > 7 {
            return false;
        }
        let before = last;
        last = place(&end[..column], &end[column..column + row]);
        before.0 <= last.0 && before.1 <= last.1
    })
}

/// Column and row as numbers.
fn place(column: &str, row: &str) -> (u32, u32) {
    let letter = |number: u32, letter: u8| number * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
    // At most seven digits; none count as row 0.
    (column.bytes().fold(0, letter), row.parse().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_declared(part: &[u8], expected: u64) {
        assert_eq!(most_declared(&letters(part)), expected, "{}", part.escape_ascii());
    }

    #[test]
    fn declared_texts_are_counted_however_they_are_written() {
        check_declared(b"<sst count=\"9\" uniqueCount=\"3\"><si/>", 3);
        check_declared(b"<sst uniqueCount = '12'/><sst uniqueCount=\"7\"/>", 12);
        check_declared(b"uuniqueuniqueCount=\"+5\"", 5);
        check_declared(b"<sst uniqueCount=\"99999999999999999999999\">", u64::MAX);
        check_declared(b"u\0n\0i\0q\0u\0e\0C\0o\0u\0n\0t\0=\0\"\08\0\"\0", 8);
        check_declared(b"unique\x1b(BCount=\"6\"", 6);
        check_declared(b"<sst>uniqueCount", 0);
    }

    #[track_caller]
    fn check_reference(part: &str, expected: Option<Code>) {
        assert_eq!(check(part.as_bytes()).err().map(|(code, _)| code), expected, "{part}");
    }

    #[test]
    fn references_beyond_any_sheet_are_refused() {
        check_reference("<row r=\"1048576\"><c r=\"XFD1048576\"/>", None);
        check_reference("<x:c r='$A$1'/><c r='' /><c r='?'/>", None);
        check_reference("<dimension ref=\"A1:C9\"/><dimension ref=\":\"/>", None);
        check_reference("<t r=\"AAAAAAAAAA1\">r=\"AAAAAAAAAA1\"</t>", None);
        check_reference("<c r=\"AAAA1\"/>", Some(Code::NotAWorkbook));
        check_reference("<x:row r = '4294967296'/>", Some(Code::NotAWorkbook));
        check_reference("<dimension ref=\"C9:A1\"/>", Some(Code::NotAWorkbook));
        check_reference("<f t=\"shared\" ref=\"A9:C1\">", Some(Code::NotAWorkbook));
    }

    #[test]
    fn more_texts_than_bytes_are_refused() {
        check_reference("<sst uniqueCount=\"1\"><si/></sst>", None);
        check_reference("<sst uniqueCount=\"4000000000\"></sst>", Some(Code::WorkbookTooLarge));
    }
}
