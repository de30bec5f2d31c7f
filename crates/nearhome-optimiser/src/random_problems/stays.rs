//! A council's year: every placement of twelve months at once, each with its days.

use nearhome_problem::{Child, OptionSet, Problem, ProblemParts, Stay, Together};

use super::Numbers;
use super::national::{Country, Grid, Point, Site, age, home, pence};

/// Days of the year.
const YEAR: i64 = 365;

/// What kind of year [`year_of_stays`] makes.
#[derive(Clone, Copy, Debug)]
pub struct YearOfStays {
    /// Seed of the generator.
    pub seed: u64,
    /// Children looked after at some time of the year, at least 1; there are half as many homes again.
    pub children: u32,
}

/// One child of the council.
struct Person {
    at: Point,
    age: u32,
    reach: usize,
}

/// Makes a year: about 11 placements for 10 children and 15 homes for them, in the council's area and
/// two beside it.
///
/// Placements last from a few days to the whole year; a child's successive placements follow each other
/// without a gap and are tied by a split cost of 1 on `moved`. Every placement may stay unplaced. Seven
/// in ten of those who are there on the first day have a present home, which costs 1 on `moved` to
/// leave. The last level is the pence of the whole stay. Everything is invented.
///
/// # Panics
///
/// When `children` is 0 or above 1,000,000.
#[must_use]
pub fn year_of_stays(YearOfStays { seed, children }: YearOfStays) -> Problem {
    assert!((1..=1_000_000).contains(&children), "a year has 1 to 1,000,000 children");
    let mut numbers = Numbers::new(seed);
    let country = Country::new(&mut numbers, 3);
    let sites: Vec<Site> = (0..children * 3 / 2).map(|_| site(&mut numbers, &country)).collect();
    let grid = Grid::new(&sites, country.width());
    let mut parts = ProblemParts {
        levels: ["unplaced", "out_of_area", "moved", "pence"].map(str::to_owned).to_vec(),
        homes: (0..).zip(&sites).map(|(index, site): (u32, _)| home(index, site)).collect(),
        options: OptionSet::new(4),
        ..ProblemParts::default()
    };
    for child in 0..children {
        let at = country.spot(&mut numbers, 0);
        let person = Person { at, age: age(&mut numbers), reach: 25 + numbers.index(76) };
        let stays = stays(&mut numbers);
        let first = count(parts.children.len());
        for (turn, stay) in (0_u32..).zip(&stays) {
            let id = format!("c{child}-{turn}");
            parts.children.push(Child { id, unplaced: Some(vec![1, 0, 0, 0]), stay: Some(*stay) });
            offer(&mut numbers, &mut parts.options, (first + turn, *stay), &person, &sites, &grid);
        }
        if stays.len() > 1 {
            let children = (first..first + count(stays.len())).collect();
            parts.together.push(Together { children, split_cost: Some(vec![0, 0, 1, 0]) });
        }
    }
    Problem::new(parts).expect("the generator makes only valid problems")
}

/// A home with what a council can have of it: mostly one place, half of the homes in its own area.
fn site(numbers: &mut Numbers, country: &Country) -> Site {
    let area = numbers.one_of(&[0, 0, 1, 2]);
    let places = numbers.one_of(&[1, 1, 1, 1, 1, 1, 2, 2, 3, 4]);
    country.site(numbers, area, places)
}

/// The days of one child: two in three are there on the first day, most of those until the last.
fn stays(numbers: &mut Numbers) -> Vec<Stay> {
    let begin = if numbers.chance(67) { 0 } else { day(numbers) };
    let end = if numbers.chance(75) { YEAR } else { (begin + length(numbers)).min(YEAR) };
    let moves = match numbers.below(100) {
        0..2 => 2,
        2..9 => 1,
        _ => 0,
    };
    let mut ends: Vec<i64> = (0..moves).map(|_| begin + length(numbers)).filter(|&day| day < end).collect();
    ends.push(end);
    ends.sort_unstable();
    ends.dedup();
    let begins = std::iter::once(begin).chain(ends.iter().copied());
    begins.zip(ends.iter().copied()).map(|(from, to)| Stay { from, to }).collect()
}

fn day(numbers: &mut Numbers) -> i64 {
    1 + i64::from(numbers.below(364))
}

/// Days, short ones as likely as long ones of twice their length: 1 to 511.
fn length(numbers: &mut Numbers) -> i64 {
    let most = 1 << (1 + numbers.below(9));
    i64::from(most / 2 + numbers.below(most - most / 2))
}

/// Offers one placement four in five of the homes within the child's reach.
fn offer(
    numbers: &mut Numbers,
    options: &mut OptionSet,
    (child, stay): (u32, Stay),
    person: &Person,
    sites: &[Site],
    grid: &Grid,
) {
    let mut near = grid.nearest(sites, person.at, person.reach, |site| site.takes(person.age));
    let settled = stay.from == 0 && numbers.chance(70);
    let home_now = (settled && !near.is_empty()).then(|| numbers.one_of(&near[..near.len().min(20)]));
    near.sort_unstable();
    for home in near {
        if home_now == Some(home) || numbers.chance(80) {
            let site = &sites[home as usize];
            let outside = i64::from(site.area != 0);
            let moved = i64::from(home_now.is_some_and(|now| now != home));
            let pence = pence(numbers, site) * (stay.to - stay.from) / 7;
            options.push(child, home, 1, &[0, outside, moved, pence]);
        }
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).expect("fewer than 2^32 placements")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_has_the_promised_size() {
        let problem = year_of_stays(YearOfStays { seed: 1, children: 1_000 });
        assert!((1_070..=1_130).contains(&problem.children.len()), "{}", problem.children.len());
        assert_eq!(problem.homes.len(), 1_500);
        let options = problem.options.len() / problem.children.len();
        assert!((35..=60).contains(&options), "{options}");
        assert!(!problem.together.is_empty());
    }

    #[test]
    fn successive_placements_follow_each_other_without_a_gap() {
        let problem = year_of_stays(YearOfStays { seed: 2, children: 500 });
        let stay = |child: u32| problem.children[child as usize].stay.expect("every placement has days");
        for group in &problem.together {
            for pair in group.children.windows(2) {
                assert_eq!(stay(pair[0]).to, stay(pair[1]).from);
            }
        }
    }

    #[test]
    fn stays_are_short_and_long() {
        let problem = year_of_stays(YearOfStays { seed: 3, children: 1_000 });
        let days = problem.children.iter().filter_map(|child| child.stay).map(|stay| stay.to - stay.from);
        let (short, long) =
            (days.clone().filter(|days| *days < 30).count(), days.filter(|days| *days == YEAR).count());
        assert!(short > 50 && long > 300, "{short} short, {long} long");
    }
}
