//! Days as plain numbers, quick to compare and to count with.

use std::ops::{Add, Sub};

use nearhome_model::Date;

/// A day, counted from 1 January 2000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Day(pub(crate) i32);

impl Day {
    /// The day of a date.
    pub(crate) fn of(date: Date) -> Self {
        Self(epoch().days_until(date))
    }

    /// The date of the day.
    pub(crate) fn date(self) -> Date {
        epoch().plus_days(self.0).expect("days of a replay are made from dates, give or take some months")
    }

    /// Days from this one until a later one; negative where it is earlier.
    pub(crate) const fn until(self, later: Self) -> i32 {
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
