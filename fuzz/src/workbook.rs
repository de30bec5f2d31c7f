//! Workbooks put together from parts, so that a fuzzer changes sheets and not checksums.

use std::{collections::BTreeMap, io::Write};

use flate2::{Compression, Crc, write::DeflateEncoder};

use super::council::{CHILDREN, CONTRACTS, HOMES};

/// How the parts lie in the archive.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Packing {
    /// As they are.
    Stored,
    /// Compressed.
    Deflated,
}

const CONTENT_TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;
const PACKAGE: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>SHEETS</sheets></workbook>"#;
const RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">SHEETS</Relationships>"#;

/// The sheets of a sound workbook: the name and the cells, as CSV, of each.
pub(crate) type Sheets = [(&'static str, &'static str); 3];

/// The council's register.
pub(crate) const REGISTER: Sheets = [("homes", HOMES), ("children", CHILDREN), ("contracts", CONTRACTS)];

/// A list of Ofsted's in three sheets.
pub(crate) const OFSTED: Sheets = [
    (
        "Settings and Inspection Info",
        "Local Authority,URN,Provider Type,Sector,Registration Date,Provider Status,Closed Date,Provider Code,\
         Provider Placement Code,Max Users,Overall Effectiveness\n\
         Durham,1234567,Home,Private,2015-02-03,Active,,PR4,K2/S1,6,Good\n\
         Durham,1234568,Home,Private,2015-02-03,Closed,2024-05-06,PR1,K1,8,Inadequate\n",
    ),
    ("Address Details", "URN,Setting Address Postcode\n1234567,DH1 5UL\n1234568,DH7 7AA\n"),
    ("Supported accommodation", "URN,Provider local authority,Closed date\n3456789,Durham,\n"),
];

/// The parts of a sound workbook, changed as the lines of a text say.
pub(crate) fn parts(sheets: &Sheets, text: &[u8]) -> BTreeMap<Vec<u8>, Vec<u8>> {
    let mut parts: BTreeMap<Vec<u8>, Vec<u8>> = sound(sheets);
    let mut name = Vec::new();
    for line in text.split_inclusive(|&byte| byte == b'\n') {
        match line.trim_ascii_end() {
            [b'@', b'-', gone @ ..] => {
                parts.remove(gone);
            }
            [b'@', next @ ..] => {
                name = next.to_vec();
                parts.insert(name.clone(), Vec::new());
            }
            _ => {
                if let Some(part) = parts.get_mut(&name) {
                    part.extend_from_slice(line);
                }
            }
        }
    }
    parts
}

fn sound(sheets: &Sheets) -> BTreeMap<Vec<u8>, Vec<u8>> {
    let numbered = || (1_u32..).zip(sheets);
    let entry = |(number, (name, _)): (u32, &(&str, &str))| {
        format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>")
    };
    let entries: Vec<String> = numbered().map(entry).collect();
    let relations: Vec<String> = numbered().map(|(number, _)| relation(number)).collect();
    let fixed = [
        ("[Content_Types].xml".to_owned(), CONTENT_TYPES.to_owned()),
        ("_rels/.rels".to_owned(), PACKAGE.to_owned()),
        ("xl/workbook.xml".to_owned(), WORKBOOK.replace("SHEETS", &entries.concat())),
        ("xl/_rels/workbook.xml.rels".to_owned(), RELATIONS.replace("SHEETS", &relations.concat())),
    ];
    let cells = numbered().map(|(number, (_, csv))| (format!("xl/worksheets/sheet{number}.xml"), sheet(csv)));
    fixed.into_iter().chain(cells).map(|(name, text)| (name.into_bytes(), text.into_bytes())).collect()
}

fn relation(number: u32) -> String {
    format!(
        "<Relationship Id=\"rId{number}\" Target=\"worksheets/sheet{number}.xml\" \
         Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\"/>"
    )
}

/// A sheet with the cells of a CSV text; the texts of the sound council need no escape.
fn sheet(csv: &str) -> String {
    let cell = |(column, text): (u8, &str)| {
        let letter = char::from(b'A' + column);
        format!("<c r=\"{letter}ROW\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    };
    let row = |(number, line): (usize, &str)| {
        let cells: Vec<String> = (0..).zip(line.split(',')).map(cell).collect();
        format!("<row r=\"{number}\">{}</row>", cells.concat().replace("ROW", &number.to_string()))
    };
    let rows: Vec<String> = (1..).zip(csv.lines()).map(row).collect();
    let rows = rows.concat();
    format!(
        "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
         <sheetData>{rows}</sheetData></worksheet>"
    )
}

/// An archive of the parts.
pub(crate) fn archive(parts: &BTreeMap<Vec<u8>, Vec<u8>>, packing: Packing) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in parts {
        let packed = match packing {
            Packing::Stored => bytes.clone(),
            Packing::Deflated => deflated(bytes),
        };
        let method = if packing == Packing::Stored { 0_u16 } else { 8 };
        let mut crc = Crc::new();
        crc.update(bytes);
        let mut head = vec![20, 0, 0, 0];
        head.extend(method.to_le_bytes());
        head.extend([0, 0, 0x21, 0]);
        head.extend(crc.sum().to_le_bytes());
        head.extend(four(packed.len()));
        head.extend(four(bytes.len()));
        head.extend(two(name.len()));
        head.extend([0, 0]);
        let at = four(archive.len());
        archive.extend_from_slice(b"PK\x03\x04");
        archive.extend_from_slice(&head);
        archive.extend_from_slice(name);
        archive.extend_from_slice(&packed);
        directory.extend_from_slice(b"PK\x01\x02\x14\x00");
        directory.extend_from_slice(&head);
        directory.extend([0; 10]);
        directory.extend(at);
        directory.extend_from_slice(name);
    }
    let at = four(archive.len());
    archive.extend_from_slice(&directory);
    archive.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    archive.extend([two(parts.len()), two(parts.len())].concat());
    archive.extend([four(directory.len()), at].concat());
    archive.extend([0, 0]);
    archive
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut packer = DeflateEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(bytes).and_then(|()| packer.finish()).expect("memory takes every byte")
}

fn four(number: usize) -> [u8; 4] {
    u32::try_from(number).expect("a fuzz input is far below four gigabytes").to_le_bytes()
}

fn two(number: usize) -> [u8; 2] {
    // A name or a list of parts beyond this makes the archive a damaged one, which is as good a case.
    u16::try_from(number).unwrap_or(u16::MAX).to_le_bytes()
}
