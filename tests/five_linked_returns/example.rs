//! Lays out the public sample of five linked returns as a council's folder:
//! `cargo run -p nearhome-tests --example lay-out-five-linked-returns -- OUT_DIR`.

use std::{path::PathBuf, process::ExitCode};

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else { return ExitCode::from(2) };
    let Some(sample) = nearhome_tests::five_linked_returns::sample() else { return ExitCode::from(5) };
    match nearhome_tests::five_linked_returns::lay_out(&sample, &folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(5),
    }
}
