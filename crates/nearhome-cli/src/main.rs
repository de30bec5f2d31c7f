//! The command line of nearhome: reads words, calls the facade, prints what it answers.

mod args;
mod commands;
mod duration;
mod output;
mod panel;
mod progress;

use std::process::ExitCode;

use anyhow::Error;
use clap::{Parser, error::ErrorKind};

use args::Arguments;
use output::say;

/// Exit code of bad usage.
const USAGE: u8 = 2;
/// Exit code of a fault of the software itself.
const INTERNAL: u8 = 70;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let wanted = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
            // A closed pipe is no reason to fail: whoever reads has read enough.
            let _ = error.print();
            return ExitCode::from(if wanted { 0 } else { USAGE });
        }
    };
    match run(&arguments) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            say(&format!("nearhome: {}", told(&error)));
            ExitCode::from(exit_code(&error))
        }
    }
}

fn run(arguments: &Arguments) -> anyhow::Result<u8> {
    if let Some(threads) = arguments.threads {
        nearhome::use_threads(usize::from(threads))?;
    }
    commands::run(&arguments.command, arguments.quiet)
}

/// The error and its causes on one line, each once.
fn told(error: &Error) -> String {
    let mut parts: Vec<String> = Vec::new();
    for cause in error.chain().map(ToString::to_string) {
        if parts.last() != Some(&cause) {
            parts.push(cause);
        }
    }
    parts.join(": ")
}

fn exit_code(error: &Error) -> u8 {
    error.downcast_ref::<nearhome::Error>().map_or(INTERNAL, nearhome::Error::exit_code)
}
