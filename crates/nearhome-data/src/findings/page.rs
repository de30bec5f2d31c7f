//! Writes the page of all codes from their table.

use std::fmt::Write;

use super::Code;

/// The page `docs/findings.md`, made from the table of codes.
#[must_use]
pub fn findings_page() -> String {
    let mut page = String::from(HEAD);
    for &code in Code::ALL {
        let years = code.years().map_or_else(String::new, |(from, to)| match (from, to) {
            (None, None) => String::new(),
            (Some(from), None) => format!(" (collections from {from})"),
            (None, Some(to)) => format!(" (collections to {to})"),
            (Some(from), Some(to)) => format!(" (collections {from} to {to})"),
        });
        // Writing to a string cannot fail.
        let _ = writeln!(
            page,
            "| `{}` | {} | {}{} | {} | {} |",
            code.text(),
            code.severity().word(),
            code.what(),
            years,
            code.effect().words(),
            code.help()
        );
    }
    page
}

const HEAD: &str = "# Findings

Every problem of the data is a finding: a code, how grave it is, the file, the physical line (1 is the first line of the
file) and every other line of the file that it concerns (`rows`), the record (1 is the first after the header), the column, the
child's id, what is wrong, and what to do. The value of a personal field is never repeated. `SSDA903-n` is validation rule n of the Department for Education's guide to the return; a
collection is named by the calendar year in which it ends.

What a finding does, from the mildest to the gravest:

- **reported**: nothing changes.
- **value unknown**: the cell counts as blank.
- **row left out**: the row is quarantined. A child whose present placement may be in such a row is held back.
- **child held back**: the records contradict one another about where the child lives on the day of the snapshot, so the child
  is left out of it, and named in it, until they are resolved.
- **file refused**: nothing of the file is used.

This page is made from the table in `crates/nearhome-data/src/findings/list.rs`; `UPDATE_GOLDEN=1 cargo test -p nearhome-data`
rewrites it.

| code | severity | what | effect | advice |
|---|---|---|---|---|
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_in_step_with_the_table() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/findings.md");
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(path, findings_page()).unwrap();
        }
        assert!(std::fs::read_to_string(path).unwrap() == findings_page(), "run with UPDATE_GOLDEN=1");
    }
}
