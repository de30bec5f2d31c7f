//! Reads a return in XML: the same tables as in CSV, taken from the elements of each child.
//!
//! The schema is `EXPSSDA903` > `CHILD` > one `HEADER`, which holds the groups `AMISSING`, `AREVIEW`,
//! `PERMANENCE`, `OC2` and `AD_PLACED`, and any number of `EPISODE`. Documents with a document type or an
//! entity of their own are refused unread. Social workers and deprivations of liberty are not in it.

use std::{collections::BTreeMap, sync::Arc};

use csv::StringRecord;
use quick_xml::{
    Reader,
    escape::resolve_predefined_entity,
    events::{BytesRef, Event},
};

use super::tables::ReturnTable;
use crate::{
    findings::{Code, Finding, Findings},
    table::{Limits, Sheet},
};

/// Deeper than any element of the schema.
const DEEPEST: usize = 16;

/// Why a document cannot be read; it holds no content.
type Refusal = (Code, String);

/// The tables of a document, or a report of why it is refused.
pub(super) fn read_xml(
    file: &Arc<str>,
    text: &str,
    limits: &Limits,
    findings: &mut Findings,
) -> BTreeMap<ReturnTable, Sheet> {
    let mut document = Document::default();
    match document.read(text, limits) {
        Ok(()) => document.into_sheets(file, findings),
        Err((code, message)) => {
            findings.add(Finding::new(code, file, message));
            BTreeMap::new()
        }
    }
}

/// What an element's cells belong to.
#[derive(Clone, Debug, Default)]
struct Group {
    line: u64,
    cells: BTreeMap<String, String>,
}

/// The rows found so far.
#[derive(Default)]
struct Document {
    rows: BTreeMap<ReturnTable, Vec<(u64, StringRecord)>>,
    count: usize,
    /// The elements that are open, outermost first.
    open: Vec<String>,
    header: Group,
    group: Group,
    groups: Vec<(ReturnTable, Group)>,
    text: String,
    has_root: bool,
}

impl Document {
    fn read(&mut self, text: &str, limits: &Limits) -> Result<(), Refusal> {
        // The parser passes over a byte order mark and does not count it, so that its positions would lie
        // before where they are.
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = Reader::from_str(text);
        let (mut line, mut counted) = (1_u64, 0_usize);
        loop {
            let at = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
            line += text.get(counted..at).unwrap_or_default().matches('\n').count() as u64;
            counted = at;
            let bad = |why: &str| (Code::BadXml, format!("line {line}: {why}"));
            match reader.read_event().map_err(|_| bad("the document is not well formed"))? {
                Event::Start(tag) => {
                    self.start(
                        tag.local_name().as_ref().to_uppercase(),
                        line + leading_lines(text, at),
                        limits,
                    )?;
                }
                Event::Empty(tag) => {
                    self.start(
                        tag.local_name().as_ref().to_uppercase(),
                        line + leading_lines(text, at),
                        limits,
                    )?;
                    self.end();
                }
                Event::End(_) => self.end(),
                Event::Text(part) => self.text.push_str(&part),
                Event::CData(part) => self.text.push_str(&part),
                Event::GeneralRef(part) => match resolved(&part) {
                    Some(character) => self.text.push_str(&character),
                    None => return Err(bad("a reference to an entity")),
                },
                Event::DocType(_) => return Err(bad("a document type")),
                Event::Eof => break,
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            }
            if self.text.len() > limits.cell_bytes {
                return Err((
                    Code::TooLarge,
                    format!("line {line}: text of more than {} bytes", limits.cell_bytes),
                ));
            }
        }
        match (self.has_root, self.open.is_empty()) {
            (false, _) => Err((Code::UnknownTable, "no return: its root is not EXPSSDA903".to_owned())),
            (true, false) => Err((Code::BadXml, "the document ends within an element".to_owned())),
            (true, true) => Ok(()),
        }
    }

    fn start(&mut self, name: String, line: u64, limits: &Limits) -> Result<(), Refusal> {
        if self.open.is_empty() {
            self.has_root = name == "EXPSSDA903";
        }
        if self.open.len() == DEEPEST {
            return Err((Code::BadXml, format!("line {line}: elements within elements beyond {DEEPEST}")));
        }
        match (self.open.len(), name.as_str()) {
            (1, "CHILD") => {
                self.header = Group { line, ..Group::default() };
                self.groups.clear();
            }
            (2, "HEADER") => self.header.line = line,
            (2, _) => self.group = Group { line, ..Group::default() },
            (3, _) if self.open.get(2).is_some_and(|parent| parent == "HEADER") => {
                self.group = Group { line, ..Group::default() };
            }
            _ => {}
        }
        self.text.clear();
        self.open.push(name);
        if self.count > limits.rows {
            return Err((Code::TooLarge, format!("line {line}: more than {} rows", limits.rows)));
        }
        Ok(())
    }

    fn end(&mut self) {
        let Some(name) = self.open.pop() else { return };
        let text = std::mem::take(&mut self.text).trim().to_owned();
        if !self.has_root {
            return;
        }
        let path: Vec<&str> = self.open.iter().skip(1).map(String::as_str).collect();
        match (path.as_slice(), name.as_str()) {
            ([], "CHILD") => self.finish_child(),
            (["CHILD"], "EPISODE") => self.finish_group(ReturnTable::Episodes),
            (["CHILD", "EPISODE"] | ["CHILD", "HEADER", _], column) => {
                self.group.cells.insert(column_of(column).to_owned(), text);
            }
            (["CHILD", "HEADER"], group) => match table_of(group) {
                Some(table) => self.finish_group(table),
                None => {
                    self.header.cells.insert(column_of(group).to_owned(), text);
                }
            },
            _ => {}
        }
    }

    fn finish_group(&mut self, table: ReturnTable) {
        self.groups.push((table, std::mem::take(&mut self.group)));
    }

    /// Writes the child's rows: the Header, what the Header holds for other tables, and the groups.
    fn finish_child(&mut self) {
        let header = std::mem::take(&mut self.header);
        self.write(ReturnTable::Header, &header, &header);
        let given = |names: &[&str]| {
            names.iter().any(|&name| header.cells.get(name).is_some_and(|cell| !cell.is_empty()))
        };
        let unaccompanied = header.cells.get("UASC").is_some_and(|flag| flag == "1");
        if unaccompanied || given(&["DUC"]) {
            self.write(ReturnTable::Uasc, &header, &header);
        }
        if given(&["IN_TOUCH", "ACTIV", "ACCOM"]) {
            self.write(ReturnTable::Oc3, &header, &header);
        }
        if given(&["DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR"]) {
            self.write(ReturnTable::Ad1, &header, &header);
        }
        for (table, group) in std::mem::take(&mut self.groups) {
            self.write(table, &group, &header);
        }
    }

    /// Writes a row: the group's cells, and the child's where the table repeats them.
    fn write(&mut self, table: ReturnTable, group: &Group, header: &Group) {
        let cell = |&name: &&str| {
            let shared = matches!(name, "CHILD" | "DOB" | "SEX");
            let of_header = shared.then(|| header.cells.get(name)).flatten();
            group.cells.get(name).or(of_header).map_or("", String::as_str)
        };
        let fields: StringRecord = columns(table).map(|name| cell(&name)).collect();
        self.rows.entry(table).or_default().push((group.line, fields));
        self.count += 1;
    }

    fn into_sheets(mut self, file: &Arc<str>, findings: &mut Findings) -> BTreeMap<ReturnTable, Sheet> {
        if self.rows.is_empty() {
            findings.add(Finding::new(Code::NoRows, file, "0 children"));
        }
        // An element that no child has is a table without rows, not a table that is absent.
        for &table in ReturnTable::ALL {
            if !self.rows.is_empty() && !matches!(table, ReturnTable::SwEpisodes | ReturnTable::DoLo) {
                self.rows.entry(table).or_default();
            }
        }
        let sheet = |(table, rows): (ReturnTable, Vec<(u64, StringRecord)>)| {
            let name: Arc<str> = format!("{file}#{}", table.name()).into();
            let columns: Vec<&str> = columns(table).collect();
            (table, Sheet::from_rows(name, &columns, rows))
        };
        self.rows.into_iter().map(sheet).collect()
    }
}

/// The columns that XML can fill.
fn columns(table: ReturnTable) -> impl Iterator<Item = &'static str> {
    table.layout().columns.iter().copied().filter(|name| !matches!(*name, "LA" | "YEAR"))
}

/// The column that an element fills; two have other names than in CSV.
fn column_of(element: &str) -> &str {
    match element {
        "CHILDID" => "CHILD",
        "PL" => "PLACE",
        other => other,
    }
}

/// The table that a group of the Header holds a row of.
fn table_of(group: &str) -> Option<ReturnTable> {
    match group {
        "AMISSING" => Some(ReturnTable::Missing),
        "AREVIEW" => Some(ReturnTable::Reviews),
        "PERMANENCE" => Some(ReturnTable::PrevPerm),
        "OC2" => Some(ReturnTable::Oc2),
        "AD_PLACED" => Some(ReturnTable::PlacedAdoption),
        _ => None,
    }
}

/// Line ends between a position and the next element.
fn leading_lines(text: &str, at: usize) -> u64 {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    rest.iter().take_while(|byte| byte.is_ascii_whitespace()).filter(|&&byte| byte == b'\n').count() as u64
}

/// The character that a reference stands for, where it is one of XML's own.
fn resolved(reference: &BytesRef<'_>) -> Option<String> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Some(character.to_string());
    }
    resolve_predefined_entity(reference).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "<?xml version=\"1.0\"?>
<EXPSSDA903>
  <CHILD>
    <HEADER>
      <CHILDID>7</CHILDID><SEX>1</SEX><DOB>15/06/2010</DOB><ETHNIC>WBRI</ETHNIC><UPN></UPN><UASC>1</UASC>
      <DUC>15/06/2028</DUC>
      <AREVIEW><REVIEW>01/06/2019</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>
    </HEADER>
    <EPISODE>
      <DECOM>01/05/2019</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN><PL>U6</PL><URN/><DEC></DEC>
      <PL_POST>DH7 &#55;AA</PL_POST>
    </EPISODE>
  </CHILD>
</EXPSSDA903>";

    fn read(text: &str) -> (BTreeMap<ReturnTable, Sheet>, Vec<&'static str>) {
        let mut findings = Findings::default();
        let sheets = read_xml(&"return.xml".into(), text, &Limits::default(), &mut findings);
        let codes = findings.iter().map(|finding| finding.code.text()).collect();
        (sheets, codes)
    }

    #[track_caller]
    fn check_row(table: ReturnTable, column: &str, line: u64, expected: &str) {
        let (mut sheets, codes) = read(SAMPLE);
        assert!(codes.is_empty(), "{codes:?}");
        let mut findings = Findings::default();
        let table = sheets.remove(&table).unwrap().into_table(&table.layout(), &mut findings).unwrap();
        let row = &table.rows[0];
        assert_eq!((row.line, table.cell(row, column)), (line, expected));
    }

    #[test]
    fn elements_become_rows_with_their_physical_lines() {
        check_row(ReturnTable::Header, "CHILD", 4, "7");
        check_row(ReturnTable::Header, "UASC", 4, "1");
        check_row(ReturnTable::Uasc, "DUC", 4, "15/06/2028");
        check_row(ReturnTable::Reviews, "REVIEW_CODE", 7, "PN1");
        check_row(ReturnTable::Reviews, "DOB", 7, "15/06/2010");
        check_row(ReturnTable::Episodes, "CHILD", 9, "7");
        check_row(ReturnTable::Episodes, "PLACE", 9, "U6");
        check_row(ReturnTable::Episodes, "PL_POST", 9, "DH7 7AA");
        check_row(ReturnTable::Episodes, "URN", 9, "");
    }

    #[test]
    fn a_second_byte_order_mark_moves_no_line() {
        let (mut sheets, _) = read(&format!("{}{SAMPLE}", "\u{feff}"));
        let mut findings = Findings::default();
        let kind = ReturnTable::Episodes;
        let table = sheets.remove(&kind).unwrap().into_table(&kind.layout(), &mut findings).unwrap();
        assert_eq!(table.rows[0].line, 9);
    }

    #[track_caller]
    fn check_refused(text: &str, expected: &str) {
        let (sheets, codes) = read(text);
        assert!(sheets.is_empty());
        assert_eq!(codes, [expected], "{text}");
    }

    #[test]
    fn documents_that_are_no_returns_are_refused() {
        check_refused("<EXPSSDA903><CHILD></EXPSSDA903>", "XML01");
        check_refused("<EXPSSDA903><CHILD>", "XML01");
        check_refused("<!DOCTYPE x [<!ENTITY a \"b\">]><EXPSSDA903/>", "XML01");
        check_refused("<EXPSSDA903><CHILD>&lol;</CHILD></EXPSSDA903>", "XML01");
        check_refused(&"<EXPSSDA903>".repeat(20), "XML01");
        check_refused("\u{feff}1", "SET02");
        check_refused("<OTHER/>", "SET02");
        check_refused("", "SET02");
        check_refused("<EXPSSDA903/>", "CSV05");
    }
}
