//! Places on the National Grid and the distance between them.

use std::{fmt, str::FromStr, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::AuthorityCode;

/// A point of the Ordnance Survey National Grid, in metres.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct GridPoint {
    /// Metres east of the grid's origin.
    pub easting: i32,
    /// Metres north of the grid's origin.
    pub northing: i32,
}

impl GridPoint {
    /// The straight line to another point, to the nearest metre.
    #[must_use]
    pub fn distance_to(self, other: Self) -> Metres {
        let square = self.square_to(other);
        let floor = square.isqrt();
        let metres = floor + u64::from(square - floor * floor > floor);
        Metres(u32::try_from(metres).unwrap_or(u32::MAX))
    }

    /// Miles as the statutory return states them: metres / 1000 / 1.6093, rounded to one decimal.
    ///
    /// Source: the Department for Education's guide to SSDA903 (placement distance), as the public
    /// validator implements it. Halves go to the even tenth, as there; the comparison is exact.
    ///
    /// # Examples
    ///
    /// ```
    /// use nearhome_model::GridPoint;
    ///
    /// let home = GridPoint { easting: 400_000, northing: 500_000 };
    /// let placement = GridPoint { easting: 416_093, northing: 500_000 };
    /// assert_eq!(home.miles_to(placement).to_string(), "10.0");
    /// ```
    #[must_use]
    pub fn miles_to(self, other: Self) -> TenthMiles {
        // A tenth of a mile is 160.93 m: count the halves passed, 2 * distance >= (2t + 1) * 160.93.
        let square = u128::from(self.square_to(other)) * 40_000;
        let passes = |tenths: u128| ((2 * tenths + 1) * 16_093).pow(2).cmp(&square);
        let mut tenths = u128::from(self.square_to(other).isqrt()) * 100 / 16_093;
        while passes(tenths).is_lt() || (passes(tenths).is_eq() && tenths % 2 == 1) {
            tenths += 1;
        }
        TenthMiles(u32::try_from(tenths).unwrap_or(u32::MAX))
    }

    fn square_to(self, other: Self) -> u64 {
        let east = u64::from(self.easting.abs_diff(other.easting));
        let north = u64::from(self.northing.abs_diff(other.northing));
        (east * east).saturating_add(north * north)
    }
}

/// A distance in whole metres.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(transparent)]
pub struct Metres(u32);

impl Metres {
    /// Makes a distance from whole metres.
    #[must_use]
    pub const fn new(metres: u32) -> Self {
        Self(metres)
    }

    /// Whole metres.
    #[must_use]
    pub const fn metres(self) -> u32 {
        self.0
    }
}

/// A distance in tenths of a mile, as the statutory return states it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(transparent)]
pub struct TenthMiles(u32);

impl TenthMiles {
    /// Makes a distance from tenths of a mile.
    #[must_use]
    pub const fn new(tenths: u32) -> Self {
        Self(tenths)
    }

    /// Tenths of a mile.
    #[must_use]
    pub const fn tenths(self) -> u32 {
        self.0
    }
}

impl fmt::Display for TenthMiles {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.0 / 10, self.0 % 10)
    }
}

/// A full postcode in its printed form, such as `DH1 5UL`, or a sector such as `DH1 5`.
///
/// Regional pools of the return are cut to sectors, so both occur.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Postcode(Arc<str>);

/// A text that is no postcode. It does not repeat the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a postcode such as DH1 5UL")]
pub struct InvalidPostcode;

impl Postcode {
    /// The part before the space.
    #[must_use]
    pub fn outward(&self) -> &str {
        self.0.split_once(' ').map_or(&self.0, |(outward, _)| outward)
    }

    /// The sector: the part before the space and the digit after it.
    #[must_use]
    pub fn sector(&self) -> &str {
        &self.0[..(self.outward().len() + 2).min(self.0.len())]
    }

    /// The postcode as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Postcode {
    type Err = InvalidPostcode;

    /// Reads a postcode in either case, with or without its space: one or two letters, one or two
    /// digits, perhaps a letter; then a digit and, unless it is a sector, two letters.
    fn from_str(text: &str) -> Result<Self, InvalidPostcode> {
        let compact: String = text.chars().filter(|&c| c != ' ').map(|c| c.to_ascii_uppercase()).collect();
        if !compact.is_ascii() {
            return Err(InvalidPostcode);
        }
        let full_letters = compact.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
        let inward = if full_letters == 2 { 3 } else { 1 };
        let split = compact.len().checked_sub(inward).ok_or(InvalidPostcode)?;
        let (outward, rest) = compact.split_at(split);
        if is_outward(outward.as_bytes()) && rest.as_bytes()[0].is_ascii_digit() {
            Ok(Self(format!("{outward} {rest}").into()))
        } else {
            Err(InvalidPostcode)
        }
    }
}

fn is_outward(text: &[u8]) -> bool {
    let letters = text.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let digits = text[letters..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let rest = &text[letters + digits..];
    (1..=2).contains(&letters)
        && (1..=2).contains(&digits)
        && rest.len() <= 1
        && rest.iter().all(u8::is_ascii_alphabetic)
}

impl fmt::Display for Postcode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

impl TryFrom<String> for Postcode {
    type Error = InvalidPostcode;

    fn try_from(text: String) -> Result<Self, InvalidPostcode> {
        text.parse()
    }
}

impl From<Postcode> for String {
    fn from(postcode: Postcode) -> Self {
        postcode.0.as_ref().to_owned()
    }
}

impl schemars::JsonSchema for Postcode {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Postcode".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
    }
}

/// Where something is, as far as it is known.
///
/// A postcode that no directory holds has neither point nor authority: unknown, never distance 0.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Location {
    /// The postcode as given.
    pub postcode: Option<Postcode>,
    /// The point that a directory gives for it.
    pub point: Option<GridPoint>,
    /// The authority in whose area it lies.
    pub authority: Option<AuthorityCode>,
}

impl Location {
    /// The straight line to another place, where both points are known.
    #[must_use]
    pub fn distance_to(&self, other: &Self) -> Option<Metres> {
        Some(self.point?.distance_to(other.point?))
    }

    /// Miles to another place as the statutory return states them, where both points are known.
    #[must_use]
    pub fn miles_to(&self, other: &Self) -> Option<TenthMiles> {
        Some(self.point?.miles_to(other.point?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_postcode(text: &str, expected: Option<&str>) {
        assert_eq!(text.parse::<Postcode>().ok().as_ref().map(Postcode::as_str), expected, "{text}");
    }

    #[test]
    fn postcodes_are_normalised() {
        check_postcode("dh15ul", Some("DH1 5UL"));
        check_postcode("SW1A 1AA", Some("SW1A 1AA"));
        check_postcode("R1 1", Some("R1 1"));
        check_postcode("M1  1AE", Some("M1 1AE"));
        for text in ["", "DH1", "ABC 1", "1DH 5UL", "DH1 5ULX", "DH123 5UL", "É1 1AA"] {
            check_postcode(text, None);
        }
    }

    #[test]
    fn a_sector_is_cut_after_the_first_inward_digit() {
        assert_eq!("DH1 5UL".parse::<Postcode>().unwrap().sector(), "DH1 5");
        assert_eq!("R1 1".parse::<Postcode>().unwrap().sector(), "R1 1");
    }

    #[track_caller]
    fn check_miles(metres: i32, expected: &str) {
        let origin = GridPoint { easting: 0, northing: 0 };
        assert_eq!(origin.miles_to(GridPoint { easting: metres, northing: 0 }).to_string(), expected);
    }

    #[test]
    fn miles_are_rounded_to_one_decimal() {
        check_miles(0, "0.0");
        check_miles(80, "0.0");
        check_miles(81, "0.1");
        check_miles(32_186, "20.0");
        check_miles(32_266, "20.0");
        check_miles(32_267, "20.1");
    }

    #[test]
    fn metres_are_rounded_to_the_nearest() {
        let origin = GridPoint { easting: 0, northing: 0 };
        assert_eq!(origin.distance_to(GridPoint { easting: 3, northing: 4 }).metres(), 5);
        assert_eq!(origin.distance_to(GridPoint { easting: 1, northing: 1 }).metres(), 1);
        assert_eq!(origin.distance_to(GridPoint { easting: 2, northing: -3 }).metres(), 4);
    }
}
