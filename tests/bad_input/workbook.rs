//! Workbooks (XLS of the catalogue).

use std::io::Write;

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use crate::{
    base::{places, put, read, snapshot, sound, text_of},
    check_folder,
};

/// The sound council with its three tables as sheets; `change` may spoil the workbook.
fn council(change: impl FnOnce(&mut Workbook)) -> tempfile::TempDir {
    let folder = sound();
    let mut workbook = Workbook::new();
    for name in ["homes", "children", "contracts"] {
        let file = format!("{name}.csv");
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        for (row, line) in (0..).zip(text_of(&file).lines()) {
            for (column, cell) in (0..).zip(line.split(',')) {
                sheet.write_string(row, column, cell).unwrap();
            }
        }
        std::fs::remove_file(folder.path().join(file)).unwrap();
    }
    change(&mut workbook);
    put(folder.path(), "council.xlsx", &workbook.save_to_buffer().unwrap());
    folder
}

#[test]
fn a_workbook_says_what_the_files_say() {
    let folder = council(|_| {});
    let reading = read(folder.path());
    assert_eq!(places(&reading), Vec::<String>::new());
    assert_eq!(snapshot(&reading), snapshot(&read(sound().path())));
}

#[test]
fn typed_numbers_and_dates_are_read() {
    let folder = council(|workbook| {
        let homes = workbook.worksheet_from_name("homes").unwrap();
        homes.write_number(1, 6, 2.0).unwrap();
        homes.write_number(1, 9, 450.0).unwrap();
        let contracts = workbook.worksheet_from_name("contracts").unwrap();
        let format = Format::new().set_num_format("dd/mm/yyyy");
        let day = ExcelDateTime::parse_from_str("2019-01-01").unwrap();
        contracts.write_datetime_with_format(1, 3, &day, &format).unwrap();
    });
    let reading = read(folder.path());
    assert_eq!(places(&reading), Vec::<String>::new());
    assert_eq!(snapshot(&reading), snapshot(&read(sound().path())));
}

#[test]
fn cells_without_a_value_leave_the_row_out() {
    let spoil = |formula: Formula| {
        council(move |workbook| {
            workbook.worksheet_from_name("homes").unwrap().write_formula(1, 9, formula).unwrap();
        })
    };
    check_folder(&spoil(Formula::new("=A1").set_result("#N/A")), "XLS01 council.xlsx#homes:2");
    check_folder(&spoil(Formula::new("=A1").set_result("#REF!")), "XLS01 council.xlsx#homes:2");
}

#[test]
fn hidden_sheets_are_named_and_far_cells_refused() {
    let folder = council(|workbook| {
        workbook.worksheet_from_name("contracts").unwrap().set_hidden(true);
    });
    check_folder(&folder, "XLS01 council.xlsx#contracts");
    let folder = council(|workbook| {
        workbook.worksheet_from_name("homes").unwrap().write_string(1_048_575, 16_383, "far").unwrap();
    });
    check_folder(&folder, "XLS01 council.xlsx");
}

#[test]
fn a_table_may_not_stand_in_two_places() {
    let folder = council(|_| {});
    put(folder.path(), "homes.csv", text_of("homes.csv").as_bytes());
    check_folder(&folder, "SET03 council.xlsx");
}

#[test]
fn what_is_no_workbook_is_refused() {
    for bytes in [&b"PK"[..], b"home,urn\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x05\x06", b""] {
        let folder = sound();
        put(folder.path(), "council.xlsx", bytes);
        check_folder(&folder, "XLS01 council.xlsx");
    }
}

#[test]
fn a_cut_or_damaged_workbook_is_refused_without_a_panic() {
    let folder = council(|_| {});
    let whole = std::fs::read(folder.path().join("council.xlsx")).unwrap();
    for length in (0..whole.len()).step_by(97) {
        put(folder.path(), "council.xlsx", &whole[..length]);
        check_folder(&folder, "XLS01 council.xlsx");
    }
    for at in (0..whole.len()).step_by(61) {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x55;
        put(folder.path(), "council.xlsx", &damaged);
        let _ = read(folder.path());
    }
}

/// An archive with one entry of 40 million zeros, which packs to 40 thousand bytes.
#[test]
fn an_archive_that_unpacks_beyond_the_limit_is_refused() {
    let mut packer = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(&vec![0; 40_000_000]).unwrap();
    let squeezed = packer.finish().unwrap();
    let size = u32::try_from(squeezed.len()).unwrap().to_le_bytes();
    let mut archive = Vec::new();
    let head: &[&[u8]] = &[&[20, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0], &size, &[10, 0, 0, 0, 1, 0, 0, 0]];
    archive.extend(b"PK\x03\x04");
    archive.extend(head.concat());
    archive.extend(b"a");
    archive.extend(&squeezed);
    let directory = u32::try_from(archive.len()).unwrap().to_le_bytes();
    archive.extend(b"PK\x01\x02\x14\x00");
    archive.extend(head.concat());
    archive.extend([0; 14]);
    archive.extend(b"a");
    archive.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0\x2f\0\0\0");
    archive.extend(directory);
    archive.extend([0, 0]);
    let folder = sound();
    put(folder.path(), "council.xlsx", &archive);
    check_folder(&folder, "XLS01 council.xlsx");
}
