//! Why a matching problem is not one.

/// What makes a problem invalid; the message names the place by array, index and id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {fault}")]
pub struct InvalidProblem {
    /// Where: `options[17].home`, `levels`, ...
    pub place: String,
    /// What is wrong there and what is expected.
    pub fault: String,
}

impl InvalidProblem {
    pub(crate) fn new(place: impl Into<String>, fault: impl Into<String>) -> Self {
        Self { place: place.into(), fault: fault.into() }
    }
}
