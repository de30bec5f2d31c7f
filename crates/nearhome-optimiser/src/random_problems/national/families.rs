//! Who belongs together in a country, and which homes are within a family's reach.

use super::{Country, Form, Grid, Point, Site, age};
use crate::random_problems::Numbers;

/// What a family's children demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ties {
    /// Nothing.
    None,
    /// The one child takes all places of its home.
    Alone,
    /// One home for all.
    Together,
    /// One home for all, or a split cost.
    BetterTogether,
}

/// A child, or a group of siblings.
#[derive(Clone, Debug)]
pub(super) struct Family {
    pub(super) area: u32,
    pub(super) at: Point,
    /// The age of each child.
    pub(super) ages: Vec<u32>,
    /// How many homes are within reach, 20 to 80.
    pub(super) reach: usize,
    pub(super) ties: Ties,
}

/// The families of all areas, area by area.
pub(super) fn families(
    numbers: &mut Numbers,
    country: &Country,
    children_of_areas: &[u32],
    form: Form,
) -> Vec<Family> {
    let mut families = Vec::new();
    for (area, &children) in (0..).zip(children_of_areas) {
        let mut left = children;
        while left > 0 {
            // Each child draws the same numbers in both forms.
            let child = |numbers: &mut Numbers| single(numbers, country, area);
            let (mut family, tie) = child(numbers);
            left -= 1;
            if form != Form::Plain {
                family.ties = tie.ties();
                let siblings = tie.siblings().min(left);
                for _ in 0..siblings {
                    let (sibling, _) = child(numbers);
                    // At most five years younger than the eldest.
                    family.ages.push(family.ages[0].saturating_sub(sibling.ages[0] % 6));
                }
                left -= siblings;
                if siblings == 0 && family.ties != Ties::Alone {
                    family.ties = Ties::None;
                }
            }
            families.push(family);
        }
    }
    families
}

/// One draw that decides what a child would be tied to.
struct Tie(u32);

impl Tie {
    /// One eldest in eleven has siblings: then a fifth of all children are in groups of 2 or 3.
    fn siblings(&self) -> u32 {
        if self.0 < 500 { 1 + self.0 % 2 } else { 0 }
    }

    fn ties(&self) -> Ties {
        match self.0 {
            0..100 => Ties::BetterTogether,
            100..500 => Ties::Together,
            500..600 => Ties::Alone,
            _ => Ties::None,
        }
    }
}

fn single(numbers: &mut Numbers, country: &Country, area: u32) -> (Family, Tie) {
    let at = country.spot(numbers, area);
    let ages = vec![age(numbers)];
    let reach = 20 + numbers.index(61);
    let tie = Tie(numbers.below(5_500));
    (Family { area, at, ages, reach, ties: Ties::None }, tie)
}

impl Family {
    /// The nearest homes that take all children of the family together, nearest first.
    ///
    /// A family looks among homes with a place for each, so its list reaches deeper than a child's.
    pub(super) fn shared_homes(&self, grid: &Grid, sites: &[Site]) -> Vec<u32> {
        let fits = |site: &Site| {
            site.places as usize >= self.ages.len() && self.ages.iter().all(|&age| site.takes(age))
        };
        grid.nearest(sites, self.at, self.reach, fits)
    }

    /// The homes that one child of the family may be offered, in ascending order: the shared ones and,
    /// where siblings may be split, those nearest to the child.
    pub(super) fn homes_of(&self, age: u32, shared: &[u32], grid: &Grid, sites: &[Site]) -> Vec<u32> {
        let mut homes = shared.to_vec();
        if self.ties == Ties::BetterTogether {
            homes.extend(grid.nearest(sites, self.at, self.reach, |site| site.takes(age)));
        }
        homes.sort_unstable();
        homes.dedup();
        homes
    }
}
