//! Why a solution is rejected.

use std::fmt;

/// What kind of claim is wrong. A code is never given another meaning; C13, C15
/// and C16 are no longer used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Code {
    /// C01: a part is missing, or there although the status forbids it, or has the wrong length.
    Shape,
    /// C02: a child is in a home that is not among its options.
    NoOption,
    /// C03: a child who must be placed is not.
    MustBePlaced,
    /// C04: a home holds more than its places at some instant.
    Places,
    /// C05: a child who must be alone shares its home.
    Alone,
    /// C06: a group that must live together is split.
    Together,
    /// C07: two children who must be apart share a home.
    Apart,
    /// C08: a cap is exceeded at some instant.
    Cap,
    /// C09: the sum on a level is above its limit.
    Limit,
    /// C10: a fixed child is elsewhere.
    Fixed,
    /// C11: the totals are not those of the answer.
    Totals,
    /// C12: the bound contradicts the status or the totals.
    Bound,
    /// C14: a price is negative, doubled, out of place or has not one number a level.
    Price,
    /// C17: the children of the shortage are not short of places.
    Shortage,
    /// C18: a sum does not fit 128 bits.
    Overflow,
    /// C19: the children of a proof are unknown, out of order, in two proofs, or not whole units.
    Cover,
    /// C20: a proof has not the form of one, or names what it may not.
    Malformed,
    /// C21: a node that the proof calls closed is not.
    NotClosed,
    /// C22: a bound does not rule out an option that it is said to.
    NotRuledOut,
    /// C23: steps and parts of a proof do not show what it claims.
    NotProved,
}

impl Code {
    /// The code as it is printed, `C01` to `C23`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Shape => "C01",
            Self::NoOption => "C02",
            Self::MustBePlaced => "C03",
            Self::Places => "C04",
            Self::Alone => "C05",
            Self::Together => "C06",
            Self::Apart => "C07",
            Self::Cap => "C08",
            Self::Limit => "C09",
            Self::Fixed => "C10",
            Self::Totals => "C11",
            Self::Bound => "C12",
            Self::Price => "C14",
            Self::Shortage => "C17",
            Self::Overflow => "C18",
            Self::Cover => "C19",
            Self::Malformed => "C20",
            Self::NotClosed => "C21",
            Self::NotRuledOut => "C22",
            Self::NotProved => "C23",
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The first claim of a solution that was found to be wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code} at {place}: {fault}")]
pub struct Rejection {
    /// What kind of claim.
    pub code: Code,
    /// Where: an array and index of the problem or the solution.
    pub place: String,
    /// The values that contradict each other; indices and numbers only.
    pub fault: String,
}

impl Rejection {
    pub(crate) fn new(code: Code, place: impl Into<String>, fault: impl Into<String>) -> Self {
        Self { code, place: place.into(), fault: fault.into() }
    }
}
