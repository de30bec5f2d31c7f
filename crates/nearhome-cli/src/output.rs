//! Writes data to stdout or a file and messages to stderr.

use std::{
    io::{self, Write},
    path::Path,
};

use serde::Serialize;

use crate::args::{Format, Page};

/// Writes a message for a person to stderr. A closed stderr is no reason to fail.
pub(crate) fn say(message: &str) {
    let _ = writeln!(io::stderr().lock(), "{message}");
}

/// Writes text to a file, or to standard output where the name is `-`.
pub(crate) fn text(path: &Path, text: &str) -> anyhow::Result<()> {
    Ok(nearhome::files::write(path, |out| out.write_all(text.as_bytes()))?)
}

/// Writes an answer as JSON with a final line end.
pub(crate) fn json(path: &Path, answer: &impl Serialize) -> anyhow::Result<()> {
    let mut bytes = serde_json::to_vec_pretty(answer)?;
    bytes.push(b'\n');
    Ok(nearhome::files::write(path, |out| out.write_all(&bytes))?)
}

/// How an answer looks as a page for people and as rows for spreadsheets.
pub(crate) type Forms<T> = (fn(&T) -> String, fn(&T) -> String);

/// Writes an answer in the form and to the place that were asked for.
pub(crate) fn answer<T: Serialize>(page: &Page, told: &T, (table, rows): Forms<T>) -> anyhow::Result<()> {
    match page.format {
        Format::Json => json(&page.out, told),
        Format::Table => text(&page.out, &table(told)),
        Format::Csv => text(&page.out, &rows(told)),
    }
}

/// Writes to standard output.
pub(crate) fn print(content: &str) -> anyhow::Result<()> {
    text(Path::new("-"), content)
}

/// Writes each item on a line of standard output.
pub(crate) fn lines(items: impl IntoIterator<Item: std::fmt::Display>) -> anyhow::Result<()> {
    let mut text = String::new();
    for item in items {
        text.push_str(&item.to_string());
        text.push('\n');
    }
    print(&text)
}
