//! A whole country of children at once, plain or with siblings, pairs apart and children alone.
//!
//! Areas stand for counties. Numbers are drawn so that the plain and the household form of one seed
//! have the same homes, and the same children apart from those who join a sibling group.

mod families;
mod grid;
mod ground;
mod present;

use nearhome_problem::{Apart, Child, Home, OptionSet, Problem, ProblemParts, Together};

use super::Numbers;
use families::{Family, Ties, families};
pub(crate) use grid::Grid;
pub(crate) use ground::{Country, Point, Site, age, pence};
use present::present_homes;

/// Children of an area, on average.
const AREA_CHILDREN: u32 = 550;

/// Names of the levels of [`national`] problems.
pub(crate) const LEVELS: [&str; 4] = ["unplaced", "out_of_area", "moved", "weekly_pence"];

/// What kind of country [`national`] makes.
#[derive(Clone, Copy, Debug)]
pub struct National {
    /// Seed of the generator.
    pub seed: u64,
    /// Number of children, at least 1.
    pub children: u32,
    /// What ties children to each other.
    pub form: Form,
}

/// What ties the children of a [`National`] problem to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Nothing: the problem is a pure flow.
    Plain,
    /// A fifth of the children are in sibling groups of 2 or 3, one pair of an area is kept apart for
    /// every two sibling groups or single children, and 2% of the single children live alone. Nearly all can
    /// be housed without anybody's moving.
    Households,
    /// The same ties, but the present homes were given out without regard to those who have none, so that
    /// siblings find the larger homes taken and many children must move. Far harder to prove.
    Crowded,
}

/// The independent sequences of numbers of one seed.
#[derive(Clone, Copy)]
enum Purpose {
    Ground,
    Homes,
    Families,
    Apart,
    Present,
    Options,
}

fn numbers_for(seed: u64, purpose: Purpose) -> Numbers {
    Numbers::new(Numbers::new(seed).bits() ^ Numbers::new(purpose as u64).bits())
}

/// Makes a country: 2% more places than children, homes of 1 to 4 places and a tenth with 4 to 8, for
/// each child the nearest 20 to 80 homes of its age band.
///
/// Every child may stay unplaced (cost 1 on the first level), so there is always an answer. A home in
/// another area than the child's costs 1 on `out_of_area`. Seven children in ten have a present home;
/// any other costs them 1 on `moved`. `weekly_pence` lies in 30,000 to 600,000. Sibling groups are tied
/// hard, or in one case of five by a split cost of 1 on `moved`. Children and homes are numbered area
/// by area. Everything is invented.
///
/// # Panics
///
/// When `children` is 0 or above 4,000,000.
#[must_use]
pub fn national(National { seed, children, form }: National) -> Problem {
    assert!((1..=4_000_000).contains(&children), "a country has 1 to 4,000,000 children");
    let areas = ((children + AREA_CHILDREN / 2) / AREA_CHILDREN).max(1);
    let mut ground = numbers_for(seed, Purpose::Ground);
    let country = Country::new(&mut ground, areas);
    let of_areas = shares(&mut ground, areas, children, (50, 150));
    let sites = sites(seed, &country, &of_areas);
    let families = families(&mut numbers_for(seed, Purpose::Families), &country, &of_areas, form);
    let mut parts = ProblemParts {
        levels: LEVELS.map(str::to_owned).to_vec(),
        homes: (0..).zip(&sites).map(|(index, site): (u32, _)| home(index, site)).collect(),
        options: OptionSet::new(LEVELS.len()),
        ..ProblemParts::default()
    };
    offer_homes((seed, form), &mut parts, &Grid::new(&sites, country.width()), &sites, &families);
    if form != Form::Plain {
        keep_apart(&mut numbers_for(seed, Purpose::Apart), &mut parts, &families);
    }
    Problem::new(parts).expect("the generator makes only valid problems")
}

pub(crate) fn home(index: u32, site: &Site) -> Home {
    Home { id: format!("h{index}"), places: site.places }
}

/// Divides a total at random: each share is the total's part of a weight in the given range.
fn shares(numbers: &mut Numbers, parts: u32, total: u32, (least, most): (u32, u32)) -> Vec<u32> {
    let weights: Vec<u64> = (0..parts).map(|_| u64::from(least + numbers.below(most - least + 1))).collect();
    proportional(&weights, total)
}

/// Divides a total in proportion to weights; the shares add up to it exactly.
fn proportional(weights: &[u64], total: u32) -> Vec<u32> {
    let sum: u64 = weights.iter().sum();
    let mut weight_before = 0;
    let up_to = |weight: u64| u64::from(total) * weight / sum;
    let share = |&weight: &u64| {
        let share = up_to(weight_before + weight) - up_to(weight_before);
        weight_before += weight;
        u32::try_from(share).expect("a share is at most the total")
    };
    weights.iter().map(share).collect()
}

/// The homes of all areas: 2% more places than children in all, each area within a tenth of its need.
fn sites(seed: u64, country: &Country, children_of_areas: &[u32]) -> Vec<Site> {
    let mut numbers = numbers_for(seed, Purpose::Homes);
    let children: u32 = children_of_areas.iter().sum();
    let mut weight = |&children: &u32| u64::from(children) * u64::from(90 + numbers.below(21)) + 1;
    let weights: Vec<u64> = children_of_areas.iter().map(&mut weight).collect();
    let mut sites = Vec::new();
    for (area, mut places) in (0..).zip(proportional(&weights, children + children.div_ceil(50))) {
        while places > 0 {
            let size = if numbers.chance(10) { 4 + numbers.below(5) } else { 1 + numbers.below(4) };
            let size = size.min(places);
            places -= size;
            sites.push(country.site(&mut numbers, area, size));
        }
    }
    sites
}

/// Adds children, their options and their ties, family by family.
fn offer_homes(
    (seed, form): (u64, Form),
    parts: &mut ProblemParts,
    grid: &Grid,
    sites: &[Site],
    families: &[Family],
) {
    let shared: Vec<Vec<u32>> = families.iter().map(|family| family.shared_homes(grid, sites)).collect();
    let present = present_homes(&mut numbers_for(seed, Purpose::Present), form, families, &shared, sites);
    let mut options = numbers_for(seed, Purpose::Options);
    for ((family, shared), home_now) in families.iter().zip(&shared).zip(present) {
        let first = count(parts.children.len());
        for (member, child) in family.ages.iter().zip(first..) {
            let id = format!("c{child}");
            parts.children.push(Child { id, unplaced: Some(vec![1, 0, 0, 0]), stay: None });
            for home in family.homes_of(*member, shared, grid, sites) {
                let site = &sites[home as usize];
                let outside = i64::from(site.area != family.area);
                let moved = i64::from(home_now.is_some_and(|now| now != home));
                parts.options.push(child, home, 1, &[0, outside, moved, pence(&mut options, site)]);
            }
        }
        let children: Vec<u32> = (first..first + count(family.ages.len())).collect();
        match family.ties {
            Ties::None => {}
            Ties::Alone => parts.alone.extend(children),
            Ties::Together => parts.together.push(Together { children, split_cost: None }),
            Ties::BetterTogether => {
                parts.together.push(Together { children, split_cost: Some(vec![0, 0, 1, 0]) });
            }
        }
    }
}

/// Draws pairs of children of one area and of different families, half as many as there are families.
fn keep_apart(numbers: &mut Numbers, parts: &mut ProblemParts, families: &[Family]) {
    let mut area_begins = 0;
    let mut pairs = Vec::new();
    for of_area in families.chunk_by(|one, other| one.area == other.area) {
        let family_of: Vec<usize> =
            of_area.iter().enumerate().flat_map(|(index, family)| vec![index; family.ages.len()]).collect();
        let children = count(family_of.len());
        for _ in 0..of_area.len() / 2 {
            let (one, other) = (numbers.below(children), numbers.below(children));
            if family_of[one as usize] != family_of[other as usize] {
                pairs.push([area_begins + one.min(other), area_begins + one.max(other)]);
            }
        }
        area_begins += children;
    }
    pairs.sort_unstable();
    pairs.dedup();
    parts.apart = pairs.into_iter().map(|children| Apart { children, cost: None }).collect();
}

fn count(length: usize) -> u32 {
    u32::try_from(length).expect("fewer than 2^32 children and homes")
}

#[cfg(test)]
mod tests;
