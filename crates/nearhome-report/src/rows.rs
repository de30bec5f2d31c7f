//! Rows for spreadsheets: CSV in which no cell can become a formula.

use csv::{Terminator, WriterBuilder};

/// Writes a header and rows as CSV with LF.
///
/// A cell that a spreadsheet would run as a formula gets an apostrophe in front (OWASP ASVS 1.2.10).
pub(crate) fn csv(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut writer = WriterBuilder::new().terminator(Terminator::Any(b'\n')).from_writer(Vec::new());
    let mut text = Vec::new();
    let written = writer.write_record(header).and_then(|()| {
        rows.into_iter().try_for_each(|row| writer.write_record(row.iter().map(|cell| harmless(cell))))
    });
    if written.is_ok() {
        text = writer.into_inner().unwrap_or_default();
    }
    String::from_utf8(text).unwrap_or_default()
}

fn harmless(cell: &str) -> String {
    let starts_formula = cell.starts_with(['=', '+', '@', '\t', '\r', '\0']);
    let is_number = cell.parse::<i128>().is_ok();
    if starts_formula || (cell.starts_with('-') && !is_number) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_becomes_a_formula() {
        let row = ["=1+1", "+44", "-5", "-a", "@x", "plain", "a,b"].map(ToOwned::to_owned).to_vec();
        assert_eq!(csv(&["h"; 7], [row]), "h,h,h,h,h,h,h\n'=1+1,'+44,-5,'-a,'@x,plain,\"a,b\"\n");
    }
}
