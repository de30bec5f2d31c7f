//! The year of a collection.

use nearhome_model::Date;

/// A collection of the return, named by the calendar year in which it ends: 2018 runs from 1 April
/// 2017 to 31 March 2018.
///
/// # Examples
///
/// ```
/// use nearhome_data::CollectionYear;
///
/// let year = CollectionYear::new(2018).expect("2018 is a year of collections");
/// assert_eq!(year.first_day().to_string(), "2017-04-01");
/// assert_eq!(year.last_day().to_string(), "2018-03-31");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CollectionYear(u16);

impl CollectionYear {
    /// The collection that ends in a year; `None` outside 1993 to 2100.
    #[must_use]
    pub fn new(end_year: u16) -> Option<Self> {
        (1993..=2100).contains(&end_year).then_some(Self(end_year))
    }

    /// The calendar year in which it ends.
    #[must_use]
    pub const fn end_year(self) -> u16 {
        self.0
    }

    /// 1 April of the year before.
    #[must_use]
    pub fn first_day(self) -> Date {
        day(self.0 - 1, 4, 1)
    }

    /// 31 March.
    #[must_use]
    pub fn last_day(self) -> Date {
        day(self.0, 3, 31)
    }
}

fn day(year: u16, month: i8, day: i8) -> Date {
    let year = i16::try_from(year).unwrap_or(2100);
    Date::new(year, month, day).expect("collections end between 1993 and 2100")
}

impl std::fmt::Display for CollectionYear {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}/{:02}", self.0 - 1, self.0 % 100)
    }
}
