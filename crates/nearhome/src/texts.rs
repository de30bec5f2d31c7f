//! An explanation as a text that leaves the panel's room.

use nearhome_matching::Explanation;
use nearhome_report::{child_text, provider_text};
use serde::Serialize;

/// For whom a text is, beside the panel, which has the explanation itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reader {
    /// The home's provider.
    Provider,
    /// The child, in plain English for a reader of twelve.
    Child,
}

/// What may be told to somebody outside the panel: no other child's, home's or provider's data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct ReaderText {
    /// `nearhome-text/1`.
    pub format: &'static str,
    /// For whom it is.
    pub reader: Reader,
    /// The text, line by line.
    pub lines: Vec<String>,
}

impl ReaderText {
    /// The text as a page.
    #[must_use]
    pub fn page(&self) -> String {
        self.lines.join("\n") + "\n"
    }
}

/// Tells an explanation to somebody outside the panel.
#[must_use]
pub fn text_for(told: &Explanation, reader: Reader) -> ReaderText {
    let text = match reader {
        Reader::Provider => provider_text(told),
        Reader::Child => child_text(told),
    };
    ReaderText { format: "nearhome-text/1", reader, lines: text.lines().map(str::to_owned).collect() }
}
