//! Tells how far the reading of a folder is, and hears whether it is to go on.

use std::{fmt, ops::ControlFlow};

/// What of a folder is read next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadingStep {
    /// Ofsted's lists of providers and the policy.
    Lists,
    /// One return.
    Return {
        /// The calendar year in which its collection ends.
        end_year: u16,
        /// Which of the returns it is, from 1.
        number: usize,
        /// How many there are.
        of: usize,
    },
    /// The validation rules, applied to one return.
    Rules {
        /// The calendar year in which its collection ends.
        end_year: u16,
        /// Which of the returns it is, from 1.
        number: usize,
        /// How many there are.
        of: usize,
    },
    /// What the returns of all years say of each child.
    Histories,
    /// Homes, children, contracts and placements.
    Register,
}

impl fmt::Display for ReadingStep {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lists => formatter.write_str("reading the lists of providers"),
            Self::Return { end_year, number, of } => {
                write!(formatter, "reading the return of {end_year} ({number} of {of})")
            }
            Self::Rules { end_year, number, of } => {
                write!(formatter, "checking the return of {end_year} ({number} of {of})")
            }
            Self::Histories => formatter.write_str("linking the returns"),
            Self::Register => formatter.write_str("reading homes, children and contracts"),
        }
    }
}

/// Told of each step before it is taken; says whether to take it.
pub type Watch<'a> = &'a (dyn Fn(ReadingStep) -> ControlFlow<()> + Sync);

/// `None` where whoever watches wants no more.
pub(crate) fn goes_on(watch: Watch<'_>, step: ReadingStep) -> Option<()> {
    watch(step).is_continue().then_some(())
}
