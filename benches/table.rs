//! Rows of a Markdown table, on the terminal and in a file of raw rows.

use std::fmt::Display;
use std::fs::OpenOptions;
use std::io::Write;

/// Prints a line.
///
/// # Panics
///
/// When the terminal cannot be written.
#[allow(clippy::print_stdout, reason = "a bench reports on the terminal")]
pub fn say(line: &str) {
    println!("{line}");
}

/// A table that is printed row by row while the runs go on.
///
/// With `NEARHOME_ROWS` in the environment every row is also added to that file.
#[derive(Clone, Debug)]
pub struct Table {
    columns: usize,
}

impl Table {
    /// Prints the title and the head of the table.
    ///
    /// # Panics
    ///
    /// When the file of rows cannot be written.
    #[must_use]
    pub fn new(title: &str, columns: &[&str]) -> Self {
        tell(&format!("\n{title}\n"));
        tell(&format!("| {} |", columns.join(" | ")));
        tell(&format!("|{}", "---|".repeat(columns.len())));
        Self { columns: columns.len() }
    }

    /// Prints one row.
    ///
    /// # Panics
    ///
    /// When the row has not as many cells as the table has columns, or the file of rows cannot be written.
    pub fn row(&self, cells: &[String]) {
        assert_eq!(cells.len(), self.columns, "one cell a column");
        tell(&format!("| {} |", cells.join(" | ")));
    }
}

/// Prints a line below a table and adds it to the file of raw rows.
///
/// # Panics
///
/// When the file of rows cannot be written.
pub fn tell(line: &str) {
    say(line);
    if let Ok(path) = std::env::var("NEARHOME_ROWS") {
        let file = OpenOptions::new().create(true).append(true).open(&path);
        let written = file.and_then(|mut file| writeln!(file, "{line}"));
        written.expect("NEARHOME_ROWS names a file that can be written");
    }
}

/// Seconds with as many digits as they are worth.
#[must_use]
pub fn seconds_text(seconds: f64) -> String {
    match seconds {
        0.0..0.01 => format!("{:.2} ms", seconds * 1_000.0),
        0.01..1.0 => format!("{seconds:.3} s"),
        1.0..100.0 => format!("{seconds:.2} s"),
        _ => format!("{seconds:.0} s"),
    }
}

/// A figure that may be absent.
#[must_use]
pub fn or_dash(figure: Option<impl Display>) -> String {
    figure.map_or("-".to_owned(), |figure| figure.to_string())
}

/// The arguments of a bench, without what cargo adds.
#[must_use]
pub fn arguments() -> Vec<String> {
    std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect()
}

/// What a bench can be told by the environment: a number, or the default.
///
/// # Panics
///
/// When the variable is there and is no number.
#[must_use]
pub fn setting(variable: &str, default: u64) -> u64 {
    std::env::var(variable)
        .map_or(default, |text| text.parse().unwrap_or_else(|_| panic!("{variable} is not a number")))
}
