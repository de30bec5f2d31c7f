//! Reads any bytes as a council's file, from the bytes to a snapshot, and checks what must hold of every reading; and
//! any bytes as a matching problem, which is solved.
//!
//! One function a format. `fuzz_targets/` feeds them from a fuzzer, and the test `fuzz_corpus` of the workspace
//! feeds them every file of `corpus/`. What a reading should say of a particular fault is tested elsewhere
//! (`tests/bad_input`).

mod council;
mod optimum;
mod outcome;
mod problem;
mod questions;
mod workbook;

use nearhome_problem::Problem;

use council::Council;
use optimum::Ground;
use outcome::Outcome;
use problem::Bytes;

/// A UTF-8 byte order mark.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Reads the bytes as one CSV file of a small council.
///
/// The first byte, a letter, says which file it is (`council::TABLES`): a small letter gives it the header that its
/// table should have, a capital leaves that to the bytes. The second byte, a digit, says how many years after 2019
/// the collection ends. All other bytes are the file.
///
/// # Panics
///
/// When the reading breaks what must hold of every reading.
pub fn read_csv(input: &[u8]) {
    let [letter, year, rows @ ..] = input else { return };
    let Some(table) = council::table(*letter) else { return };
    let council = Council::ending(2019 + u16::from(year % 10));
    let has_header = letter.is_ascii_lowercase();
    let bytes = if has_header { [table.header.as_bytes(), b"\n", rows].concat() } else { rows.to_vec() };
    let outcome = Outcome::of(&council.with(table.file, bytes.clone()));
    check_byte_order_mark(&council, table.file, &bytes, &outcome);
    if let Some(reversed) = has_header.then(|| reversed_columns(&bytes)).flatten() {
        let other = Outcome::of(&council.with(table.file, reversed));
        assert!(outcome == other, "the order of columns matters: {outcome:?} and {other:?}");
    }
}

/// Reads the bytes as a return in XML.
///
/// # Panics
///
/// When the reading breaks what must hold of every reading.
pub fn read_xml(input: &[u8]) {
    let council =
        Council::ending(2020).without("ssda903/2020/header.csv").without("ssda903/2020/episodes.csv");
    let file = "ssda903/2020/return.xml";
    let outcome = Outcome::of(&council.with(file, input.to_vec()));
    check_byte_order_mark(&council, file, input, &outcome);
}

/// Reads the bytes as a workbook `council.xlsx`.
///
/// Bytes that begin with `PK` are the workbook itself. All others are parts to put into a sound one: a line `@name`
/// begins the part of that name, and `@-name` takes it away.
///
/// # Panics
///
/// When the reading breaks what must hold of every reading.
pub fn read_xlsx(input: &[u8]) {
    let council = Council::ending(2020).without("homes.csv").without("children.csv").without("contracts.csv");
    let read = |bytes: Vec<u8>| Outcome::of(&council.with("council.xlsx", bytes));
    if input.starts_with(b"PK") {
        let outcome = read(input.to_vec());
        assert!(outcome == read(input.to_vec()), "two readings differ: {outcome:?}");
        return;
    }
    let parts = workbook::parts(&workbook::REGISTER, input);
    let stored = read(workbook::archive(&parts, workbook::Packing::Stored));
    let deflated = read(workbook::archive(&parts, workbook::Packing::Deflated));
    // What packs too well is refused, and only what is packed can be.
    if !deflated.is_refused() {
        assert!(stored == deflated, "the packing matters: {stored:?} and {deflated:?}");
    }
}

/// Reads the bytes as one of Ofsted's lists of providers.
///
/// Bytes that begin with `PK` are a workbook, and those that begin with `@` are parts to put into a sound one, as
/// for [`read_xlsx`]. All others are a CSV file.
///
/// # Panics
///
/// When the reading breaks what must hold of every reading.
pub fn read_ofsted(input: &[u8]) {
    let council = Council::ending(2025);
    if !input.starts_with(b"PK") && !input.starts_with(b"@") {
        let file = "ofsted/list.csv";
        let outcome = Outcome::of(&council.with(file, input.to_vec()));
        check_byte_order_mark(&council, file, input, &outcome);
        return;
    }
    let workbook = if input.starts_with(b"PK") {
        input.to_vec()
    } else {
        let parts = workbook::parts(&workbook::OFSTED, input);
        workbook::archive(&parts, workbook::Packing::Stored)
    };
    let read = || Outcome::of(&council.with("ofsted/list.xlsx", workbook.clone()));
    let outcome = read();
    assert!(outcome == read(), "two readings differ: {outcome:?}");
}

/// Reads the bytes as records of the Placements Data Standard.
///
/// # Panics
///
/// When the reading breaks what must hold of every reading, or records that were read are written and come back as
/// others.
pub fn read_json(input: &[u8]) {
    let council = Council::ending(2020).without("children.csv");
    let file = "placements.json";
    let outcome = Outcome::of(&council.with(file, input.to_vec()));
    check_byte_order_mark(&council, file, input, &outcome);
    let again = Outcome::of(&council.with(file, outcome.placements_json().into_bytes()));
    assert!(again.placements_json() == outcome.placements_json(), "what is written is not what was read");
}

/// Makes a matching problem of the bytes, solves it, and asks something more of it.
///
/// The first byte says what is asked, the second when the run is stopped, the third how many bytes are kept for the
/// question's own choices. Those come next; all others are the problem (`problem::read`).
///
/// # Panics
///
/// When the checker rejects an answer or does not find an ended one proved, brute force finds another, or two ways to
/// the same answer disagree.
pub fn solve(input: &[u8]) {
    let Some((task, limits, choices, orders)) = laid_out(input) else { return };
    let ground = Ground::new(problem::read(&mut Bytes::new(orders)), limits);
    optimum::examine(&ground, task, &mut Bytes::new(choices));
}

/// The matching problem that [`solve`] makes of the bytes, for whoever looks into what it found.
#[must_use]
pub fn problem_of(input: &[u8]) -> Problem {
    problem::read(&mut Bytes::new(laid_out(input).map_or(&[], |(_, _, _, orders)| orders)))
}

/// What is asked, the limits, the question's choices, the problem.
fn laid_out(input: &[u8]) -> Option<(u8, u8, &[u8], &[u8])> {
    let [task, limits, kept, rest @ ..] = input else { return None };
    let (choices, orders) = rest.split_at(rest.len().min(usize::from(kept % 32)));
    Some((*task, *limits, choices, orders))
}

/// A byte order mark before UTF-8 makes no difference.
fn check_byte_order_mark(council: &Council, file: &str, bytes: &[u8], outcome: &Outcome) {
    let is_plain = std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0) && !bytes.starts_with(MARK);
    if is_plain && !bytes.is_empty() {
        let marked = Outcome::of(&council.with(file, [MARK, bytes].concat()));
        assert!(*outcome == marked, "a byte order mark matters: {outcome:?} and {marked:?}");
    }
}

/// The same table with its columns in reverse order, where the text is so plain that its cells are what stands
/// between commas.
fn reversed_columns(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let is_plain = !text.contains(['"', '\r', '\0', '\t', ';', '\u{feff}']);
    // A row of totals is known by its first cell that holds something.
    let has_total = ["total", "sum"].iter().any(|word| text.to_ascii_lowercase().contains(word));
    let columns = text.lines().next()?.split(',').count();
    let rows = || text.lines().filter(|line| !line.is_empty());
    if !is_plain || has_total || rows().any(|line| line.split(',').count() != columns) {
        return None;
    }
    let reversed = |line: &str| line.split(',').rev().collect::<Vec<_>>().join(",");
    let lines: Vec<String> =
        text.split('\n').map(|line| if line.is_empty() { String::new() } else { reversed(line) }).collect();
    Some(lines.join("\n").into_bytes())
}
