//! What a free place may be worth to children who come later, from futures drawn of the past alone.
//!
//! A future is a stretch of days before today, moved to begin today: the children who came in it come
//! again, with the homes that the rules let be offered to them. Places of children who live in a home
//! now become free as they became free for others who had stayed as long. Whom the future serves best
//! is a flow, solved exactly on every level; what the flow would lose by one free place less is that
//! place's price, a cost on each level. Prices of several futures are summed and never mixed across levels.
//!
//! The idea of pricing a place by what the future loses follows the literature on placing refugees as
//! they arrive (Ahani, Gölz, Procaccia, Teytelboym, Trapp: *Dynamic placement in refugee resettlement*, 2021). Here
//! levels stay lexicographic, and where more children come than futures foretell, prices fall to those
//! of today's choice: no place is ever held back against a child for whom there is no other.

use std::collections::BTreeMap;

use nearhome_model::PlacementGroup;
use nearhome_optimiser::Repair;
use nearhome_problem::{Child, Home, OptionSet, Problem, ProblemParts, Totals};
use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};
use rayon::prelude::*;

use crate::{
    ReplayError,
    build::{PAST_DAYS, Past},
    choice::{Choice, Company},
    day::Day,
    offers::Offer,
    record::Known,
    state::State,
};

/// How futures are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Foresight {
    /// Futures on each day of decision, 1 to 1,000. 5 by default.
    pub futures: u32,
    /// Days that each future lasts, 1 to 365. 30 by default.
    pub days: u16,
    /// Seed of all chance.
    pub seed: u64,
}

impl Default for Foresight {
    fn default() -> Self {
        Self { futures: 5, days: 30, seed: 1 }
    }
}

/// A record shorter than this says too little to draw from.
const LEAST_DAYS: i32 = 14;
/// Homes that a child of a future chooses among; the next best is taken to have room for everybody.
const CHOICES: usize = 48;
/// Draws until one fits how long a child has stayed.
const TRIES: u32 = 24;

/// The sum over all futures of what each home's next place is worth, by home; `None` where the record is too
/// short to draw from.
pub(crate) fn prices(
    past: &Past,
    known: Known<'_>,
    state: &State<'_>,
    choice: &Choice<'_>,
    foresight: Foresight,
) -> Result<Option<BTreeMap<u32, Totals>>, ReplayError> {
    let today = known.today();
    let Some(first) = known.first_day().map(|day| day.max(today - PAST_DAYS)) else { return Ok(None) };
    let days = i32::from(foresight.days).min(first.until(today));
    if days < LEAST_DAYS {
        return Ok(None);
    }
    let (draws, wanted) = (draws(known), wanted(choice));
    let futures = (0..foresight.futures).into_par_iter().map(|number| {
        let dice = ChaCha8Rng::seed_from_u64(seed_of(foresight.seed, today, number));
        Future { past, known, state, draws: &draws, wanted: &wanted, days, first, dice }.prices()
    });
    let each: Result<Vec<BTreeMap<u32, Totals>>, ReplayError> = futures.collect();
    let mut sums: BTreeMap<u32, Totals> = BTreeMap::new();
    for (home, price) in each?.into_iter().flatten() {
        match sums.get_mut(&home) {
            Some(sum) => sum.iter_mut().zip(&price).for_each(|(sum, price)| *sum += price),
            None => {
                sums.insert(home, price);
            }
        }
    }
    Ok(Some(sums))
}

/// One stream of chance for each future of each day.
fn seed_of(seed: u64, today: Day, number: u32) -> u64 {
    let day = u64::from(today.0.unsigned_abs());
    seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (day << 32) ^ u64::from(number)
}

/// Placements to draw lengths of stay from, by kind.
fn draws(known: Known<'_>) -> BTreeMap<PlacementGroup, Vec<usize>> {
    let mut draws: BTreeMap<PlacementGroup, Vec<usize>> = BTreeMap::new();
    for index in known.begun(Day(i32::MIN), known.today()) {
        draws.entry(known.placement(index).group).or_default().push(index);
    }
    draws
}

/// The homes of a choice, ascending.
fn wanted(choice: &Choice<'_>) -> Vec<u32> {
    let mut homes: Vec<u32> = choice.options.iter().flatten().map(|option| option.home).collect();
    homes.sort_unstable();
    homes.dedup();
    homes
}

/// One future on one day.
struct Future<'a> {
    past: &'a Past,
    known: Known<'a>,
    state: &'a State<'a>,
    /// Placements to draw lengths of stay from, by kind.
    draws: &'a BTreeMap<PlacementGroup, Vec<usize>>,
    /// Homes whose price is asked for.
    wanted: &'a [u32],
    days: i32,
    /// The first day that may be drawn from.
    first: Day,
    dice: ChaCha8Rng,
}

/// Places of one home that become free on one day of the future; 0: today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Places {
    home: u32,
    free_in: i32,
}

impl Future<'_> {
    fn prices(mut self) -> Result<BTreeMap<u32, Totals>, ReplayError> {
        let today = self.known.today();
        let start = self.first + self.below(self.first.until(today) - self.days + 1);
        let arrivals: Vec<usize> = self
            .known
            .begun(start, start + self.days)
            .filter(|&index| self.known.placement(index).kept.is_none())
            .collect();
        let mut places = self.places();
        self.add_openings(start, &mut places);
        let mut flow = Flow::new(self.past, &places);
        for index in arrivals {
            let arrives = start.until(self.known.placement(index).start);
            flow.add(self.past, self.known, index, arrives);
        }
        flow.prices(self.wanted)
    }

    /// A number from 0 and below another.
    fn below(&mut self, end: i32) -> i32 {
        let end = u32::try_from(end).unwrap_or(1).max(1);
        i32::try_from(self.dice.next_u32() % end).unwrap_or(0)
    }

    /// Places that are free today, and those that become free.
    fn places(&mut self) -> BTreeMap<Places, u32> {
        let today = self.known.today();
        let mut places = BTreeMap::new();
        for (home, one) in (0..).zip(&self.past.homes) {
            let free = self.state.free(home, Company::Any);
            if free > 0 && one.is_open(today) {
                places.insert(Places { home, free_in: 0 }, free);
            }
        }
        let residents: Vec<(usize, u32)> = self.state.residents().collect();
        for (index, home) in residents {
            let resident = self.known.placement(index);
            let Some(draws) = self.draws.get(&resident.group) else { continue };
            let stayed = resident.start.until(today);
            if let Some(free_in) = self.leaves_in(draws, stayed) {
                *places.entry(Places { home, free_in }).or_default() += 1;
            }
        }
        places
    }

    /// Homes that opened in the stretch drawn open again: the authority goes on finding homes as it did.
    fn add_openings(&self, start: Day, places: &mut BTreeMap<Places, u32>) {
        for (home, one) in (0..).zip(&self.past.homes) {
            let opened = one.opened().map(|day| start.until(day));
            if let Some(free_in) = opened.filter(|day| (0..self.days).contains(day)) {
                *places.entry(Places { home, free_in: free_in.max(1) }).or_default() += one.places;
            }
        }
    }

    /// In how many days a child leaves who has stayed so long; `None` for not within the future.
    ///
    /// Drawn from children who had stayed as long on some day of the record from which the whole future
    /// is known, whether they left in it or not.
    fn leaves_in(&mut self, draws: &[usize], stayed: i32) -> Option<i32> {
        let today = self.known.today();
        for _ in 0..TRIES {
            let index = draws[usize::try_from(self.below(i32::try_from(draws.len()).ok()?)).ok()?];
            let on = self.known.placement(index).start + stayed;
            let end = self.known.end(index);
            let fits = on >= self.first && on + self.days <= today && end.is_none_or(|end| on < end);
            if fits {
                return end.map(|end| on.until(end)).filter(|&days| days < self.days);
            }
        }
        None
    }
}

/// The flow of one future: who comes, and places from the day on which they are free.
struct Flow {
    parts: ProblemParts,
    /// The places in the problem's order.
    places: Vec<Places>,
}

impl Flow {
    fn new(past: &Past, places: &BTreeMap<Places, u32>) -> Self {
        let homes =
            places.iter().map(|(one, &places)| Home { id: format!("{}+{}", one.home, one.free_in), places });
        let parts = ProblemParts {
            levels: past.levels.names(),
            homes: homes.collect(),
            options: OptionSet::new(past.levels.count()),
            ..ProblemParts::default()
        };
        Self { parts, places: places.keys().copied().collect() }
    }

    /// Adds a child who comes on a day of the future.
    fn add(&mut self, past: &Past, known: Known<'_>, index: usize, arrives: i32) {
        let offers = known.offers(index);
        let child = u32::try_from(self.parts.children.len()).expect("fewer children than 2^32");
        let mut unplaced = offers.unplaced(index);
        let mut choices: Vec<(Offer<'_>, std::ops::Range<usize>)> = Vec::with_capacity(CHOICES);
        for &offer in past.ranked(index) {
            let offer = offers.nth(index, offer);
            let there = self.places_of(offer.home, arrives);
            if there.is_empty() {
                continue;
            }
            if choices.len() == CHOICES {
                unplaced = offer.cost;
                break;
            }
            choices.push((offer, there));
        }
        choices.sort_by_key(|(offer, _)| offer.home);
        for (offer, there) in choices {
            for place in there {
                let place = u32::try_from(place).expect("fewer places than 2^32");
                self.parts.options.push(child, place, 1, offer.cost);
            }
        }
        let unplaced = Some(unplaced.to_vec());
        self.parts.children.push(Child { id: child.to_string(), unplaced, stay: None });
    }

    /// The places of a home that are free by a day of the future.
    fn places_of(&self, home: u32, arrives: i32) -> std::ops::Range<usize> {
        let first = self.places.partition_point(|one| one.home < home);
        let end = self.places.partition_point(|one| (one.home, one.free_in) <= (home, arrives));
        first..end.max(first)
    }

    /// What one place less today would cost, by home.
    fn prices(self, wanted: &[u32]) -> Result<BTreeMap<u32, Totals>, ReplayError> {
        let repair = Repair::new(Problem::new(self.parts)?)?;
        let ranges = repair.price_ranges();
        let today = self
            .places
            .iter()
            .zip(ranges)
            .filter(|(place, _)| place.free_in == 0 && wanted.binary_search(&place.home).is_ok());
        Ok(today
            .filter_map(|(place, range)| Some((place.home, range.most?)))
            .filter(|(_, price)| price.iter().any(|&level| level != 0))
            .collect())
    }
}
