//! Dates and ages. Days have no time and no zone.

use std::{fmt, str::FromStr};

use jiff::{ToSpan, civil};
use serde::{Deserialize, Serialize};

/// A day of the calendar, between 1900 and 2199.
///
/// # Examples
///
/// ```
/// use nearhome_model::Date;
///
/// let birth: Date = "2012-02-29".parse()?;
/// let day: Date = "2025-02-28".parse()?;
/// assert_eq!(day.age_since(birth).years(), 12);
/// # Ok::<(), nearhome_model::InvalidDate>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date(civil::Date);

/// A text or number that is no day. It does not repeat the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a day such as {example} between 1900 and 2199")]
pub struct InvalidDate {
    example: &'static str,
}

impl InvalidDate {
    const ISO: Self = Self { example: "2025-03-31" };
    const BRITISH: Self = Self { example: "31/03/2025" };
}

impl Date {
    /// Makes a day from year, month (1 to 12) and day of the month.
    ///
    /// # Errors
    ///
    /// [`InvalidDate`] when there is no such day or it lies outside 1900 to 2199.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Self, InvalidDate> {
        let date = civil::Date::new(year, month, day).map_err(|_| InvalidDate::ISO)?;
        if (1900..2200).contains(&year) { Ok(Self(date)) } else { Err(InvalidDate::ISO) }
    }

    /// Reads `31/03/2025`, the form of the statutory return.
    ///
    /// # Errors
    ///
    /// [`InvalidDate`] unless the text has exactly two, two and four digits that make a day.
    pub fn from_british(text: &str) -> Result<Self, InvalidDate> {
        let parts: Vec<&str> = text.split('/').collect();
        match parts[..] {
            [day, month, year] => Self::from_digits(year, month, day).ok_or(InvalidDate::BRITISH),
            _ => Err(InvalidDate::BRITISH),
        }
    }

    fn from_digits(year: &str, month: &str, day: &str) -> Option<Self> {
        let lengths = (year.len(), month.len(), day.len());
        let all_digits = [year, month, day].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        if lengths != (4, 2, 2) || !all_digits {
            return None;
        }
        Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
    }

    /// The day as `31/03/2025`.
    #[must_use]
    pub fn to_british(self) -> String {
        format!("{:02}/{:02}/{:04}", self.0.day(), self.0.month(), self.0.year())
    }

    /// Year of the calendar.
    #[must_use]
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// Month, 1 to 12.
    #[must_use]
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// Day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// Days from this day until `later`, negative when it lies before.
    ///
    /// # Panics
    ///
    /// Never: the range of [`Date`] spans fewer than 110,000 days.
    #[must_use]
    pub fn days_until(self, later: Self) -> i32 {
        self.0.until(later.0).expect("the days between 1900 and 2199 can be counted").get_days()
    }

    /// This day moved by a number of days, or `None` outside 1900 to 2199.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Option<Self> {
        let moved = self.0.checked_add(days.days()).ok()?;
        (1900..2200).contains(&moved.year()).then_some(Self(moved))
    }

    /// Completed years since `birth`; 0 when it lies after this day.
    ///
    /// A child born on 29 February turns a year older on 1 March of ordinary years.
    #[must_use]
    pub fn age_since(self, birth: Self) -> Age {
        let had_birthday = (self.month(), self.day()) >= (birth.month(), birth.day());
        let years = self.year() - birth.year() - i16::from(!had_birthday);
        Age(u8::try_from(years.max(0)).unwrap_or(u8::MAX))
    }
}

impl FromStr for Date {
    type Err = InvalidDate;

    /// Reads `2025-03-31`.
    fn from_str(text: &str) -> Result<Self, InvalidDate> {
        let parts: Vec<&str> = text.split('-').collect();
        match parts[..] {
            [year, month, day] => Self::from_digits(year, month, day).ok_or(InvalidDate::ISO),
            _ => Err(InvalidDate::ISO),
        }
    }
}

impl TryFrom<String> for Date {
    type Error = InvalidDate;

    fn try_from(text: String) -> Result<Self, InvalidDate> {
        text.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0.to_string())
    }
}

impl schemars::JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date" })
    }
}

/// Age in completed years.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(transparent)]
pub struct Age(u8);

impl Age {
    /// Makes an age from completed years.
    #[must_use]
    pub const fn new(years: u8) -> Self {
        Self(years)
    }

    /// Completed years.
    #[must_use]
    pub const fn years(self) -> u8 {
        self.0
    }
}

impl fmt::Display for Age {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[track_caller]
    fn check_age(birth: &str, on: &str, years: u8) {
        assert_eq!(day(on).age_since(day(birth)), Age::new(years));
    }

    #[test]
    fn age_changes_on_the_birthday() {
        check_age("2010-06-15", "2026-06-14", 15);
        check_age("2010-06-15", "2026-06-15", 16);
        check_age("2026-06-15", "2026-06-14", 0);
    }

    #[test]
    fn british_dates_need_all_their_digits() {
        assert_eq!(Date::from_british("29/02/2024"), Ok(day("2024-02-29")));
        for text in
            ["29/02/2023", "31/02/2024", "1/2/2024", "01/02/24", "00/00/0000", "2024-02-01", "01/01/0203"]
        {
            assert!(Date::from_british(text).is_err(), "{text}");
        }
    }

    #[test]
    fn days_are_counted_across_leap_years() {
        assert_eq!(day("2024-02-28").days_until(day("2024-03-01")), 2);
        assert_eq!(day("2024-03-01").plus_days(-2), Some(day("2024-02-28")));
    }
}
