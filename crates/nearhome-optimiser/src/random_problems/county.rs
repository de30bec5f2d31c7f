//! County plans: most children stay where they are, some are still to be decided.

use nearhome_problem::{Apart, Cap, Child, Fixed, Home, OptionSet, Problem, ProblemParts, Together};

use super::Numbers;

/// What kind of county [`county`] makes.
#[derive(Clone, Copy, Debug)]
pub struct County {
    /// Seed of the generator.
    pub seed: u64,
    /// All children.
    pub children: u32,
    /// Children whose home is not fixed.
    pub undecided: u32,
    /// Places above the number of children, in percent of that number.
    pub spare_percent: u32,
    /// Undecided children in sibling groups, in percent.
    pub sibling_percent: u32,
    /// Homes within reach of an undecided child, at most.
    pub reach: u32,
}

impl County {
    /// A county of 600 children with 900 places.
    #[must_use]
    pub const fn usual(seed: u64, undecided: u32) -> Self {
        Self { seed, children: 600, undecided, spare_percent: 50, sibling_percent: 25, reach: 40 }
    }
}

const LEVELS: [&str; 8] = [
    "unplaced",
    "gates",
    "out_of_area",
    "at_a_distance",
    "siblings_split",
    "unwanted_moves",
    "disruption",
    "weekly_pence",
];

/// A home as the generator sees it.
struct Site {
    east: u32,
    north: u32,
    places: u32,
    /// Lowest age taken; the highest is `youngest + 9`.
    youngest: u32,
    weekly_pence: u32,
}

/// Makes a county plan with sibling groups, pairs kept apart, children alone and framework caps.
///
/// The area is a square with sides of 50 miles within one of 100 miles; all costs are invented.
///
/// # Panics
///
/// When `undecided` is above `children`, or `children` is 0.
#[must_use]
pub fn county(county: County) -> Problem {
    assert!(county.undecided <= county.children, "more undecided children than children");
    let mut numbers = Numbers::new(county.seed);
    let sites = sites(&mut numbers, county.children * (100 + county.spare_percent) / 100);
    let mut parts = ProblemParts {
        levels: LEVELS.map(str::to_owned).to_vec(),
        homes: (0..).zip(&sites).map(|(i, s): (u32, _)| home(i, s)).collect(),
        options: OptionSet::new(LEVELS.len()),
        ..ProblemParts::default()
    };
    fix_settled(&mut numbers, &county, &sites, &mut parts);
    while parts.children.len() < county.children as usize {
        arrive(&mut numbers, &county, &sites, &mut parts);
    }
    keep_apart(&mut numbers, &county, &mut parts);
    cap(&mut numbers, &sites, &mut parts);
    Problem::new(parts).expect("the generator makes only valid problems")
}

fn home(index: u32, site: &Site) -> Home {
    Home { id: format!("h{index}"), places: site.places }
}

fn sites(numbers: &mut Numbers, places: u32) -> Vec<Site> {
    let mut sites: Vec<Site> = Vec::new();
    while sites.iter().map(|site| site.places).sum::<u32>() < places {
        let places = numbers.one_of(&[1, 1, 1, 2, 2, 2, 2, 3, 4, 6]);
        let youngest = numbers.below(10);
        let weekly_pence = 45_000 + 500 * numbers.below(150) + if places > 2 { 350_000 } else { 0 };
        sites.push(Site { east: spot(numbers), north: spot(numbers), places, youngest, weekly_pence });
    }
    sites
}

/// A coordinate in tenths of a mile; three in four lie within the authority (250 to 750).
fn spot(numbers: &mut Numbers) -> u32 {
    if numbers.chance(85) { 250 + numbers.below(500) } else { numbers.below(1000) }
}

fn child(index: usize, unplaced: bool) -> Child {
    let unplaced = unplaced.then(|| vec![1, 0, 0, 0, 0, 0, 0, 0]);
    Child { id: format!("c{index}"), unplaced, stay: None }
}

/// Children who stay: each takes a place of a random home that still has one.
fn fix_settled(numbers: &mut Numbers, county: &County, sites: &[Site], parts: &mut ProblemParts) {
    let mut free: Vec<u32> =
        (0_u32..).zip(sites).flat_map(|(i, s)| std::iter::repeat_n(i, s.places as usize)).collect();
    for index in 0..county.children - county.undecided {
        let home = free.swap_remove(numbers.index(free.len()));
        let pence = i64::from(sites[home as usize].weekly_pence);
        parts.children.push(child(index as usize, false));
        parts.options.push(index, home, 1, &[0, 0, 0, 0, 0, 0, 0, pence]);
        parts.fixed.push(Fixed { child: index, home });
    }
}

/// One child or sibling group to be decided.
fn arrive(numbers: &mut Numbers, county: &County, sites: &[Site], parts: &mut ProblemParts) {
    let left = county.children as usize - parts.children.len();
    // Groups have 2 to 3 members, so they begin less often than their members' share.
    let begins =
        numbers.below(10_000) < county.sibling_percent * 10_000 / (250 - county.sibling_percent * 3 / 2);
    let size = if begins { (2 + numbers.index(2)).min(left) } else { 1 };
    let (east, north) = (250 + numbers.below(500), 250 + numbers.below(500));
    let age = numbers.below(17);
    let first = parts.children.len();
    for member in first..first + size {
        let age = (age + numbers.below(4)).min(17);
        offer(numbers, county, sites, parts, (member, age, east, north));
    }
    let children: Vec<u32> = (first..first + size).map(as_index).collect();
    if size > 1 {
        let split_cost = (!numbers.chance(15)).then(|| vec![0, 0, 0, 0, 1, 0, 0, 0]);
        parts.together.push(Together { children, split_cost });
    } else if numbers.chance(2) {
        parts.alone.extend(children);
    }
}

fn offer(
    numbers: &mut Numbers,
    county: &County,
    sites: &[Site],
    parts: &mut ProblemParts,
    (member, age, east, north): (usize, u32, u32, u32),
) {
    parts.children.push(child(member, true));
    let fits = |site: &Site| site.youngest <= age && age <= site.youngest + 9;
    let mut near: Vec<(u32, u32)> = (0..)
        .zip(sites)
        .filter(|(_, site)| fits(site))
        .map(|(home, site)| (site.east.abs_diff(east) + site.north.abs_diff(north), home))
        .collect();
    near.sort_unstable();
    near.truncate(county.reach as usize);
    let present =
        numbers.chance(40).then(|| near.get(numbers.index(near.len().clamp(1, 10)))).flatten().copied();
    for &(distance, home) in &near {
        if !numbers.chance(80) {
            continue;
        }
        let site = &sites[home as usize];
        let inside = |at: u32| (250..750).contains(&at);
        let outside = i64::from(!inside(site.east) || !inside(site.north));
        let far = i64::from(outside == 1 && distance > 200);
        let moved = i64::from(present.is_some_and(|(_, now)| now != home));
        let pence = i64::from(site.weekly_pence + distance * 37 + numbers.below(40) * 250);
        let gate = i64::from(numbers.chance(8));
        let cost = [0, gate, outside, far, 0, moved, i64::from(distance / 50), pence];
        parts.options.push(as_index(member), home, 1, &cost);
    }
}

/// Pairs of undecided children, half of them hard.
fn keep_apart(numbers: &mut Numbers, county: &County, parts: &mut ProblemParts) {
    let first = county.children - county.undecided;
    for _ in 0..county.undecided / 8 {
        if let [one, other] = numbers.sample(county.undecided, 2)[..] {
            let cost = numbers.chance(50).then(|| vec![0, 1, 0, 0, 0, 0, 0, 0]);
            parts.apart.push(Apart { children: [first + one, first + other], cost });
        }
    }
}

/// Frameworks of some 30 homes; each may take a little more than the settled children already there.
fn cap(numbers: &mut Numbers, sites: &[Site], parts: &mut ProblemParts) {
    for index in 0..6 {
        let homes = numbers.sample(as_index(sites.len()), 30);
        let settled = parts.fixed.iter().filter(|fixed| homes.contains(&fixed.home)).count();
        let places = as_index(settled) + 2 + numbers.below(6);
        parts.caps.push(Cap { id: format!("framework-{index}"), homes, places });
    }
}

fn as_index(length: usize) -> u32 {
    u32::try_from(length).expect("fewer than 2^32 children and homes")
}
