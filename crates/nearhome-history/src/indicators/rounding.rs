//! Rounds figures, and marks those that stand for something else than a number.
//!
//! As the department rounds national figures: counts to the nearest 10 and shares to whole per cent, halves up; `k`
//! stands for a figure that is not zero and would be shown as zero. Shares are computed before rounding. (It publishes
//! the counts of single authorities unrounded.) Source: Department for Education, data guidance of *Stability measures
//! for children looked after in England* (2024).

use nearhome_model::Pence;
use serde::{Deserialize, Serialize};

use super::measure::per_cent_tenths;

/// How figures are rounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// Not at all; shares to a tenth of a per cent.
    #[default]
    Exact,
    /// As the department rounds national figures: counts to 10, shares to whole per cent, money to whole pounds.
    Dfe,
}

/// A figure or the mark that stands in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(untagged)]
pub enum Figure {
    /// The figure.
    Number(i64),
    /// The mark.
    Mark(Mark),
}

/// What stands in place of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub enum Mark {
    /// Confidential.
    #[serde(rename = "c")]
    Confidential,
    /// Not zero, and zero when rounded.
    #[serde(rename = "k")]
    Low,
}

impl std::fmt::Display for Figure {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => formatter.pad(&number.to_string()),
            Self::Mark(Mark::Confidential) => formatter.pad("c"),
            Self::Mark(Mark::Low) => formatter.pad("k"),
        }
    }
}

/// A number that is not negative, rounded to a multiple, halves up; the mark where that makes it zero.
fn rounded(number: u64, multiple: u64) -> Figure {
    let whole = (number + multiple / 2) / multiple * multiple;
    if whole == 0 && number > 0 {
        return Figure::Mark(Mark::Low);
    }
    Figure::Number(i64::try_from(whole).unwrap_or(i64::MAX))
}

impl Rounding {
    pub(super) fn count(self, count: u64) -> Figure {
        rounded(count, if self == Self::Dfe { 10 } else { 1 })
    }

    /// A share in tenths of a per cent.
    pub(super) fn share(self, part: u64, whole: u64) -> Option<Figure> {
        let tenths = per_cent_tenths(part, whole)?;
        Some(match self {
            Self::Exact => rounded(tenths, 1),
            // Rounding what is rounded already could round a half twice.
            Self::Dfe => match (part * 200 + whole) / (2 * whole) {
                0 if part > 0 => Figure::Mark(Mark::Low),
                whole => Figure::Number(i64::try_from(whole * 10).unwrap_or(i64::MAX)),
            },
        })
    }

    pub(super) fn money(self, amount: Pence) -> Figure {
        let pence = u64::try_from(amount.pence()).unwrap_or_default();
        rounded(pence, if self == Self::Dfe { 100 } else { 1 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_figures(count: u64, total: u64, rounding: Rounding, expected: [&str; 2]) {
        let share = rounding.share(count, total).unwrap();
        assert_eq!([rounding.count(count).to_string(), share.to_string()], expected, "{count} of {total}");
    }

    #[test]
    fn figures_are_rounded_as_asked() {
        check_figures(1, 8, Rounding::Exact, ["1", "125"]);
        check_figures(1, 3, Rounding::Exact, ["1", "333"]);
        check_figures(2, 3, Rounding::Exact, ["2", "667"]);
        check_figures(25, 200, Rounding::Dfe, ["30", "130"]);
        check_figures(24, 200, Rounding::Dfe, ["20", "120"]);
        check_figures(4, 1_000, Rounding::Dfe, ["k", "k"]);
        check_figures(0, 1_000, Rounding::Dfe, ["0", "0"]);
        // 12.49 per cent is 12.5 to a tenth and 12 to the whole.
        check_figures(1_249, 10_000, Rounding::Dfe, ["1250", "120"]);
        assert_eq!(Rounding::Exact.share(0, 0), None);
        assert_eq!(Rounding::Dfe.money(Pence::new(123_450)), Figure::Number(123_500));
    }
}
