//! The rows that a rule finds fault with.

use crate::ssda903::tables::At;

/// A row with a fault, and the other rows that the fault concerns.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mark {
    pub(super) at: At,
    pub(super) with: Vec<At>,
}

/// The marks of one rule.
#[derive(Debug, Default)]
pub(super) struct Marks(Vec<Mark>);

impl Marks {
    /// Marks a row.
    pub(super) fn row(&mut self, at: At) {
        self.0.push(Mark { at, with: Vec::new() });
    }

    /// Marks a row if it is at fault.
    pub(super) fn row_if(&mut self, fails: bool, at: At) {
        if fails {
            self.row(at);
        }
    }

    /// Marks a row whose fault concerns another one too.
    pub(super) fn row_with(&mut self, at: At, with: Option<At>) {
        self.0.push(Mark { at, with: with.into_iter().collect() });
    }

    /// Marks each of several rows; the fault concerns them all.
    pub(super) fn rows(&mut self, all: impl IntoIterator<Item = At>) {
        let all: Vec<At> = all.into_iter().collect();
        self.0.extend(all.iter().map(|&at| Mark { at, with: all.clone() }));
    }

    /// The marks in the order of the rows, each row once.
    pub(super) fn take(&mut self) -> Vec<Mark> {
        let mut marks = std::mem::take(&mut self.0);
        marks.sort();
        marks.dedup_by(|next, first| {
            let is_same = next.at == first.at;
            if is_same {
                first.with.append(&mut next.with);
            }
            is_same
        });
        marks
    }
}
