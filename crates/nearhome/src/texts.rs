//! An explanation as a text that leaves the panel's room.

use nearhome_matching::Explanation;
use nearhome_report::{child_text, provider_text};
use serde::{Deserialize, Serialize};

use crate::{Error, ExplainRequest, Judged, Limits, Progress, TextRequest, explain};

/// For whom a text is, beside the panel, which has the explanation itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
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
    /// Whether everything that was asked is answered; `false`: the run was stopped at a limit.
    pub exact: bool,
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

/// Explains one child and one home to somebody outside the panel.
///
/// # Errors
///
/// As [`explain`].
pub fn text(
    judged: &Judged,
    wanted: &TextRequest,
    limits: &Limits,
    progress: &(dyn Fn(&Progress) + Sync),
) -> Result<ReaderText, Error> {
    let (child, home) = (wanted.child.clone(), wanted.home.clone());
    let told = explain(judged, &ExplainRequest { child, home, urgency: wanted.urgency }, limits, progress)?;
    Ok(text_for(&told, wanted.reader))
}

/// Tells an explanation to somebody outside the panel.
#[must_use]
pub fn text_for(told: &Explanation, reader: Reader) -> ReaderText {
    let text = match reader {
        Reader::Provider => provider_text(told),
        Reader::Child => child_text(told),
    };
    ReaderText {
        format: "nearhome-text/1",
        reader,
        exact: told.exact,
        lines: text.lines().map(str::to_owned).collect(),
    }
}
