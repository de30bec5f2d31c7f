//! What can go wrong for a caller, and the exit code that tells it apart.

use std::{io, path::PathBuf};

/// Why a request was not answered.
///
/// A bad row of a file is not an error but a finding; a run that stops early is an outcome.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("cannot {doing} `{path}`")]
    Io {
        /// `read` or `write`.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file was read and is not what it should be.
    #[error("{file}: {fault}")]
    BadInput {
        /// The file.
        file: String,
        /// What is wrong, where, and what to do.
        fault: String,
    },
    /// The request itself cannot be met.
    #[error("{0}")]
    BadRequest(String),
    /// An answer was computed that the independent checker does not accept; it is not shown.
    #[error("internal error: the answer was rejected by the checker ({0}); please report it")]
    Rejected(String),
}

impl Error {
    /// The exit code of the command line for this error.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::BadInput { .. } | Self::BadRequest(_) => 2,
            Self::Io { .. } => 5,
            Self::Rejected(_) => 70,
        }
    }
}

/// What a parser says of a fault, without the value that it found: a text may name a person.
pub(crate) fn without_value(fault: &str) -> String {
    for (before, after) in [("unknown variant `", "`, expected"), ("string \"", "\", expected")] {
        // The last such ending is the parser's own, whatever the value holds.
        let found =
            fault.split_once(before).and_then(|(head, rest)| Some((head, rest.rsplit_once(after)?.1)));
        if let Some((head, tail)) = found {
            return format!("{head}{before}…{after}{tail}");
        }
    }
    fault.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(fault: &str, told: &str) {
        assert_eq!(without_value(fault), told);
    }

    #[test]
    fn a_fault_is_told_without_the_value_that_was_found() {
        let place = "line 1 column 7";
        check(
            &format!("unknown variant `Anna`, expected one of `a`, `b` at {place}"),
            &format!("unknown variant `…`, expected one of `a`, `b` at {place}"),
        );
        check(
            &format!("invalid type: string \"Anna\", expected u8 at {place}"),
            &format!("invalid type: string \"…\", expected u8 at {place}"),
        );
        check("missing field `sex` at line 2 column 1", "missing field `sex` at line 2 column 1");
    }
}
