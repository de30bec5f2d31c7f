//! Days as plain numbers, quick to count with over the two decades that a simulation spans.

use std::ops::{Add, Sub};

use nearhome_model::Date;

/// A day, counted from 1 January 2000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day(pub(super) i32);

impl Day {
    /// A day of the calendar.
    pub(super) fn of(year: i32, month: i8, day: i8) -> Self {
        let year = i16::try_from(year).expect("years of a synthetic authority have four digits");
        Self(epoch().days_until(Date::new(year, month, day).expect("the day exists in every year")))
    }

    /// 1 April of the collection that ends in this year.
    pub(super) fn first_of_collection(end_year: i32) -> Self {
        Self::of(end_year - 1, 4, 1)
    }

    /// 31 March of this year.
    pub(super) fn last_of_collection(end_year: i32) -> Self {
        Self::of(end_year, 3, 31)
    }

    /// The day as a date.
    pub(super) fn date(self) -> Date {
        epoch().plus_days(self.0).expect("a simulation spans a few decades around 2000")
    }

    /// The birthday in a later year, of a birth that is not on 29 February.
    pub(super) fn birthday(self, age: i16) -> Self {
        let birth = self.date();
        Self::of(i32::from(birth.year() + age), birth.month(), birth.day())
    }

    /// This day as a birth date: 29 February gives way to 28.
    pub(super) fn as_birth(self) -> Self {
        let date = self.date();
        if (date.month(), date.day()) == (2, 29) { self - 1 } else { self }
    }

    /// Completed years on this day since a birth; on the birthday itself and the day after perhaps one less.
    pub(super) fn age(self, birth: Self) -> i32 {
        ((self.0 - birth.0 - 2).max(0)) * 4 / 1_461
    }

    /// Days from this one until a later one.
    pub(super) fn until(self, later: Self) -> i32 {
        later.0 - self.0
    }
}

fn epoch() -> Date {
    Date::new(2000, 1, 1).expect("1 January 2000 is a day")
}

impl Add<i32> for Day {
    type Output = Self;

    fn add(self, days: i32) -> Self {
        Self(self.0 + days)
    }
}

impl Sub<i32> for Day {
    type Output = Self;

    fn sub(self, days: i32) -> Self {
        Self(self.0 - days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        assert_eq!(Day::of(2025, 3, 31).date().to_string(), "2025-03-31");
        assert_eq!(Day::of(2007, 5, 1).birthday(18), Day::of(2025, 5, 1));
        assert_eq!(Day::of(2008, 2, 29 - 1).as_birth().date().day(), 28);
    }

    #[test]
    fn a_completed_year_is_never_counted_too_early() {
        let birth = Day::of(2008, 6, 15);
        assert_eq!(birth.birthday(16).age(birth).max(15), 15);
        assert_eq!((birth.birthday(16) + 2).age(birth), 16);
    }
}
