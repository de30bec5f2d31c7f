//! Writes the page of all validation rules of the return from their tables.

use std::{collections::BTreeMap, fmt::Write};

use super::{Rule, Stage, all};
use crate::findings::Code;

/// The page `docs/ssda903-rules.md`: every rule with its stage, the collections in which it is in force,
/// and the columns that it looks at.
#[must_use]
pub fn return_rules_page() -> String {
    let mut page = String::from(HEAD);
    let rules: BTreeMap<Code, &Rule> = all().map(|rule| (rule.code, rule)).collect();
    for (code, rule) in rules {
        let stage = match rule.stage {
            Stage::One => "1",
            Stage::Two => "2",
        };
        let years = match code.years() {
            None | Some((None, None)) => "all".to_owned(),
            Some((Some(from), None)) => format!("from {from}"),
            Some((None, Some(to))) => format!("to {to}"),
            Some((Some(from), Some(to))) if from == to => from.to_string(),
            Some((Some(from), Some(to))) => format!("{from} to {to}"),
        };
        let number = code.text().trim_start_matches("SSDA903-");
        let table = rule.table.name();
        let columns = rule.columns.join(", ");
        // Writing to a string cannot fail.
        let _ = writeln!(page, "| {number} | {stage} | {years} | {table} | `{columns}` | {} |", code.what());
    }
    page
}

const HEAD: &str = "# The validation rules of the return

Each rule of SSDA903 that is applied, with its stage in the Department for Education's validation (1: the form of a cell; 2: what
cells, rows and returns say of one another), the collections in which it is in force (named by the year in which they end), its table
and its columns. A rule is passed over where its table, one of these columns, or a table of the return before that it compares with,
is absent. Every rule runs on every row, whatever else is wrong with it. `docs/findings.md` says how grave each is and what to do;
`docs/ssda903-agreement.md` compares them with the public validator of the sector.

Rules 219, 221, 224, 227, 228, 229, 241 and 1008 need one of Ofsted's lists of providers (`docs/input-files.md`) and are applied to the latest
return, of whose time the lists speak; without a list they are passed over.

Not applied: rules 164 and 411, which cannot fail
because distance and authority are worked out from the postcodes; and SW11a and SW11b, which the public validator applies in a form that
its own description contradicts.

This page is made from the tables in `crates/nearhome-data/src/ssda903/rules`; `UPDATE_GOLDEN=1 cargo test -p nearhome-data` rewrites it.

| rule | stage | collections | table | columns | what is wrong |
|---|---|---|---|---|---|
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_in_step_with_the_tables() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/ssda903-rules.md");
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(path, return_rules_page()).unwrap();
        }
        assert!(std::fs::read_to_string(path).unwrap() == return_rules_page(), "run with UPDATE_GOLDEN=1");
    }

    #[test]
    fn every_rule_of_the_return_has_one_line() {
        let rules: Vec<Code> = all().map(|rule| rule.code).collect();
        for &code in Code::ALL.iter().filter(|code| code.is_rule_of_the_return()) {
            assert_eq!(rules.iter().filter(|&&rule| rule == code).count(), 1, "{}", code.text());
        }
    }
}
