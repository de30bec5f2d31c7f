//! Money in whole pence. Nothing here converts through a float.

use std::{fmt, iter::Sum, ops::Add, str::FromStr};

use serde::{Deserialize, Serialize};

/// A sum of money in pence, negative when it is owed back.
///
/// Fees are stored as whole pence so that totals are exact; convert to pounds only for display.
///
/// # Examples
///
/// ```
/// use nearhome_model::Pence;
///
/// let weekly_fee: Pence = "£1,850.50".parse()?;
/// assert_eq!(weekly_fee, Pence::new(185_050));
/// assert_eq!(weekly_fee.times(4), Some(Pence::new(740_200)));
/// assert_eq!(weekly_fee.to_string(), "£1,850.50");
/// # Ok::<(), nearhome_model::InvalidMoney>(())
/// ```
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(transparent)]
pub struct Pence(i64);

/// A text that is no sum of money. It does not repeat the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected pounds such as 1850.50, without letters and with at most two decimals")]
pub struct InvalidMoney;

impl Pence {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// Makes an amount from whole pence.
    #[must_use]
    pub const fn new(pence: i64) -> Self {
        Self(pence)
    }

    /// Makes an amount from whole pounds.
    #[must_use]
    pub const fn from_pounds(pounds: i32) -> Self {
        Self(pounds as i64 * 100)
    }

    /// The amount in pence.
    #[must_use]
    pub const fn pence(self) -> i64 {
        self.0
    }

    /// Multiplies by a count, or returns `None` on overflow.
    #[must_use]
    pub fn times(self, count: u32) -> Option<Self> {
        self.0.checked_mul(i64::from(count)).map(Self)
    }

    /// This amount times `numerator / denominator`, rounded to the nearest penny, half away from zero;
    /// `None` on overflow or when the denominator is 0.
    #[must_use]
    pub fn scaled(self, numerator: u32, denominator: u32) -> Option<Self> {
        if denominator == 0 {
            return None;
        }
        let product = i128::from(self.0) * i128::from(numerator);
        let denominator = i128::from(denominator);
        let half = denominator / 2 * product.signum();
        i64::try_from((product + half) / denominator).ok().map(Self)
    }
}

impl Add for Pence {
    type Output = Self;

    /// Adds two amounts.
    ///
    /// # Panics
    ///
    /// On overflow, far beyond any public budget.
    fn add(self, other: Self) -> Self {
        Self(self.0.checked_add(other.0).expect("sums of money stay far below 2^63 pence"))
    }
}

impl Sum for Pence {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl FromStr for Pence {
    type Err = InvalidMoney;

    /// Reads pounds: digits, with commas between thousands or without, at most two decimals,
    /// perhaps a pound sign or `GBP` in front. Anything else, a minus sign included, is refused.
    fn from_str(text: &str) -> Result<Self, InvalidMoney> {
        let text = text.trim();
        let text = text.strip_prefix('£').or_else(|| text.strip_prefix("GBP")).unwrap_or(text);
        let (pounds, decimals) = text.split_once('.').unwrap_or((text, "00"));
        let pounds = whole_pounds(pounds).ok_or(InvalidMoney)?;
        let pence = match decimals.as_bytes() {
            [tens, units] if tens.is_ascii_digit() && units.is_ascii_digit() => {
                i64::from(tens - b'0') * 10 + i64::from(units - b'0')
            }
            [tens] if tens.is_ascii_digit() => i64::from(tens - b'0') * 10,
            _ => return Err(InvalidMoney),
        };
        pounds.checked_mul(100).and_then(|whole| whole.checked_add(pence)).map(Self).ok_or(InvalidMoney)
    }
}

fn whole_pounds(text: &str) -> Option<i64> {
    let mut groups = text.split(',');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let first_is_group = rest.is_empty() || (1..=3).contains(&first.len());
    if first.is_empty() || !first_is_group || rest.iter().any(|group| group.len() != 3) {
        return None;
    }
    let digits: String = text.chars().filter(|&character| character != ',').collect();
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}

impl fmt::Display for Pence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let amount = self.0.unsigned_abs();
        let text = format!("{sign}£{}.{:02}", with_commas(amount / 100), amount % 100);
        formatter.pad(&text)
    }
}

fn with_commas(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_read(text: &str, expected: Option<i64>) {
        assert_eq!(text.parse::<Pence>().ok().map(Pence::pence), expected, "{text}");
    }

    #[test]
    fn pounds_are_read_exactly() {
        check_read("850", Some(85_000));
        check_read("850.5", Some(85_050));
        check_read("£1,234.56", Some(123_456));
        check_read("GBP12,345,678.90", Some(1_234_567_890));
        check_read("0.29", Some(29));
    }

    #[test]
    fn what_is_not_plainly_pounds_is_refused() {
        for text in [
            "",
            "-",
            "-5",
            "(200)",
            "1.234,50",
            "1,23",
            "12,34,567",
            "1.234",
            "N/A",
            "TBC",
            "#REF!",
            "NaN",
            "1e3",
            "9223372036854775808",
            ",100",
            "1.",
            "5 p",
        ] {
            check_read(text, None);
        }
    }

    #[test]
    fn scaling_rounds_to_the_nearest_penny() {
        assert_eq!(Pence::new(365).scaled(7, 365), Some(Pence::new(7)));
        assert_eq!(Pence::new(1).scaled(1, 2), Some(Pence::new(1)));
        assert_eq!(Pence::new(-1).scaled(1, 2), Some(Pence::new(-1)));
        assert_eq!(Pence::new(1).scaled(1, 3), Some(Pence::ZERO));
        assert_eq!(Pence::new(1).scaled(1, 0), None);
    }

    #[test]
    fn display_groups_thousands() {
        assert_eq!(Pence::new(-123_456_789).to_string(), "-£1,234,567.89");
        assert_eq!(Pence::new(5).to_string(), "£0.05");
    }
}
