//! Prints every finding of a folder's returns as `code<TAB>file<TAB>row`, without the cap of a report.
//!
//! `return_findings FOLDER [AUTHORITY [POSTCODE-DIRECTORY]]`; the time that reading took goes to stderr.
//! `scripts/compare-ssda903.py` compares the lines with those of the sector's validator.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "an example that prints")]

use std::time::Instant;

use nearhome_data::{Postcodes, ReadOptions, read_council};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("expected a folder")?;
    let authority = arguments.next().map(|code| code.parse()).transpose()?;
    let postcodes = match arguments.next() {
        Some(file) => Postcodes::built_in().with_directory(file.as_ref())?,
        None => Postcodes::built_in(),
    };
    let options = ReadOptions { authority, postcodes, ..ReadOptions::default() };
    // The tables of postcodes are parsed at their first use, which is no part of the reading.
    let _ = options.postcodes.locate(&"DH1 5UL".parse()?);
    let start = Instant::now();
    let reading = read_council(folder.as_ref(), &options)?;
    eprintln!("{:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    for finding in reading.findings.iter() {
        let row = finding.row.map_or_else(String::new, |row| row.to_string());
        println!("{}\t{}\t{row}", finding.code.text(), finding.file);
    }
    Ok(())
}
