//! A line on stderr while a long computation runs, where stderr is a terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// A line that is shown until it is dropped; nothing where stderr is no terminal or `--quiet` is given.
pub(crate) struct Line(ProgressBar);

/// Whether progress is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// On a terminal.
    OnTerminal,
    /// Never.
    Never,
}

impl Line {
    /// Shows what is being done.
    pub(crate) fn new(shown: Shown, doing: &str) -> Self {
        let bar = match shown {
            Shown::OnTerminal => ProgressBar::new_spinner(),
            Shown::Never => ProgressBar::hidden(),
        };
        let style = ProgressStyle::with_template("{spinner} {elapsed} {msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        bar.set_message(doing.to_owned());
        bar.enable_steady_tick(Duration::from_millis(120));
        Self(bar)
    }

    /// Says what is done next.
    pub(crate) fn step(&self, step: &nearhome::Step<'_>) {
        self.0.set_message(step.to_string());
    }

    /// Says how far the search is.
    pub(crate) fn tell(&self, progress: &nearhome::Progress) {
        self.0.set_message(nearhome::told(progress));
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
