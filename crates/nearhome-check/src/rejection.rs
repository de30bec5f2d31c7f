//! Why a solution is rejected.

use std::fmt;

/// What kind of claim is wrong. A code is never given another meaning.
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
    /// C13: the children that the certificate calls a pure flow are not one.
    NotFlow,
    /// C14: a price is negative, doubled, out of place, or not zero where a place is free.
    Price,
    /// C15: a flow child could do better at the prices, so they prove nothing.
    NotAtMinimum,
    /// C16: the bound that the prices give for the flow is not its cost.
    FlowBound,
    /// C17: the children of the shortage are not short of places.
    Shortage,
    /// C18: a sum does not fit 128 bits.
    Overflow,
}

impl Code {
    /// The code as it is printed, `C01` to `C18`.
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
            Self::NotFlow => "C13",
            Self::Price => "C14",
            Self::NotAtMinimum => "C15",
            Self::FlowBound => "C16",
            Self::Shortage => "C17",
            Self::Overflow => "C18",
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
