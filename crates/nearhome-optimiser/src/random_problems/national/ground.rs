//! The invented ground of a country: areas with towns, and homes and children around the towns.

use crate::random_problems::Numbers;

/// A place of the invented country, in metres from its south-western corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Point {
    pub(crate) east: u32,
    pub(crate) north: u32,
}

impl Point {
    /// The square of the straight distance in metres.
    pub(crate) fn distance_squared(self, other: Self) -> u64 {
        let square = |one: u32, other: u32| u64::from(one.abs_diff(other)).pow(2);
        square(self.east, other.east) + square(self.north, other.north)
    }
}

/// A home as the generators see it.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    pub(crate) area: u32,
    pub(crate) at: Point,
    pub(crate) places: u32,
    /// Youngest and oldest age taken.
    pub(crate) ages: (u32, u32),
    pub(crate) weekly_pence: i64,
}

impl Site {
    pub(crate) fn takes(&self, age: u32) -> bool {
        self.ages.0 <= age && age <= self.ages.1
    }
}

const TOWNS: usize = 4;
/// One area for each square of this side on average.
const AREA_METRES: u32 = 24_000;
/// Towns lie at most this far from the centre of their area, along each axis.
const TOWN_METRES: u32 = 15_000;
/// Homes and children lie at most this far from the centre of their town, along each axis.
const POINT_METRES: u32 = 8_000;
/// Free ground around the centres of areas, so that no coordinate is negative.
const MARGIN_METRES: u32 = TOWN_METRES + POINT_METRES;

/// The ages that homes take: a third takes any, few take only the youngest.
const AGES: [(u32, u32); 9] =
    [(0, 17), (0, 17), (0, 17), (0, 10), (0, 4), (5, 12), (8, 17), (11, 17), (13, 17)];

/// The towns of each area.
#[derive(Clone, Debug)]
pub(crate) struct Country {
    towns: Vec<[Point; TOWNS]>,
    width: u32,
}

impl Country {
    /// Draws the towns of `areas` areas.
    pub(crate) fn new(numbers: &mut Numbers, areas: u32) -> Self {
        let side = AREA_METRES * areas.isqrt().max(1);
        let town = |numbers: &mut Numbers, centre: Point| around(numbers, centre, TOWN_METRES);
        let area = |numbers: &mut Numbers| {
            let centre = Point {
                east: MARGIN_METRES + numbers.below(side),
                north: MARGIN_METRES + numbers.below(side),
            };
            [(); TOWNS].map(|()| town(numbers, centre))
        };
        Self { towns: (0..areas).map(|_| area(numbers)).collect(), width: side + 2 * MARGIN_METRES }
    }

    /// All coordinates are below this.
    pub(crate) fn width(&self) -> u32 {
        self.width
    }

    /// Somewhere in an area.
    pub(crate) fn spot(&self, numbers: &mut Numbers, area: u32) -> Point {
        let town = numbers.one_of(&self.towns[area as usize]);
        around(numbers, town, POINT_METRES)
    }

    /// A home in an area: 30,000 to 600,000 pence a week, most of them far below the middle.
    pub(crate) fn site(&self, numbers: &mut Numbers, area: u32, places: u32) -> Site {
        let at = self.spot(numbers, area);
        let skewed = i64::from(numbers.below(1_000)).pow(4);
        let weekly_pence = 30_000 + 570_000 * skewed / 1_000_i64.pow(4);
        Site { area, at, places, ages: numbers.one_of(&AGES), weekly_pence }
    }
}

/// A place within `metres` along each axis, nearer ones more often.
fn around(numbers: &mut Numbers, centre: Point, metres: u32) -> Point {
    let mut along = |centre: u32| centre + numbers.below(metres + 1) + numbers.below(metres + 1) - metres;
    Point { east: along(centre.east), north: along(centre.north) }
}

/// An age of 0 to 17: a fifth below 5, a fifth from 5 to 9, the rest older.
pub(crate) fn age(numbers: &mut Numbers) -> u32 {
    match numbers.below(100) {
        0..20 => numbers.below(5),
        20..40 => 5 + numbers.below(5),
        40..76 => 10 + numbers.below(6),
        _ => 16 + numbers.below(2),
    }
}

/// Pence a week of one child in a home: within 5% of the home's usual price, in 30,000 to 600,000.
pub(crate) fn pence(numbers: &mut Numbers, site: &Site) -> i64 {
    (site.weekly_pence * i64::from(950 + numbers.below(101)) / 1_000).clamp(30_000, 600_000)
}
