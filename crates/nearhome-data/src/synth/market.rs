//! The homes of the simulation: opened when a placement needs one, filled up to their places, closed
//! in time.

use std::collections::{BTreeMap, BTreeSet};

use nearhome_model::{
    NeedLevel,
    PlaceProvider::{self, OwnAuthority},
};

use super::{
    day::Day,
    dice::{Dice, Purpose},
    ground::{Cell, Ground, Spot},
    kinds::Kind,
    providers::Providers,
};

/// A home that has stood in the simulation.
#[derive(Clone, Debug)]
pub(super) struct Household {
    pub(super) kind: Kind,
    pub(super) sector: PlaceProvider,
    /// Position in the list of providers.
    pub(super) provider: usize,
    pub(super) spot: Spot,
    pub(super) places: u8,
    /// Places taken by children of other authorities.
    pub(super) others: u8,
    pub(super) opened: Day,
    /// Last day on which it admits a child.
    pub(super) until: Day,
    pub(super) ages: (i32, i32),
    /// The highest level of need that it can meet.
    pub(super) level: NeedLevel,
    pub(super) urn: String,
    /// When supported accommodation came under Ofsted's registration.
    pub(super) registered: Day,
    /// Positions of the children who live there.
    pub(super) residents: Vec<usize>,
}

impl Household {
    /// Places that nobody takes.
    pub(super) fn free(&self) -> usize {
        usize::from(self.places).saturating_sub(usize::from(self.others) + self.residents.len())
    }
}

/// What is sought for a child.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sought {
    pub(super) kind: Kind,
    pub(super) sector: PlaceProvider,
    pub(super) cell: Cell,
    /// Where the child's family lives, or a point of the authority for an unaccompanied child.
    pub(super) near: Spot,
    pub(super) places: usize,
    pub(super) age: i32,
    pub(super) level: NeedLevel,
    /// The home that the child leaves.
    pub(super) leaving: Option<usize>,
    pub(super) day: Day,
}

/// All homes.
#[derive(Debug)]
pub(super) struct Market<'a> {
    pub(super) ground: &'a Ground,
    pub(super) providers: &'a Providers,
    pub(super) homes: Vec<Household>,
    /// Days on which carers move house or a setting becomes registered.
    pub(super) calendar: BTreeMap<Day, Vec<usize>>,
    open: BTreeMap<(Kind, PlaceProvider), Vec<usize>>,
    postcodes: BTreeSet<String>,
    dice: Dice,
}

impl<'a> Market<'a> {
    /// No homes yet.
    pub(super) fn new(seed: u64, ground: &'a Ground, providers: &'a Providers) -> Self {
        let dice = Dice::new(seed, Purpose::Homes, 0);
        Self {
            ground,
            providers,
            homes: vec![],
            calendar: BTreeMap::new(),
            open: BTreeMap::new(),
            postcodes: BTreeSet::new(),
            dice,
        }
    }

    /// A home that fits, of those with free places or a new one.
    pub(super) fn find(&mut self, sought: &Sought) -> usize {
        let existing = if sought.kind == Kind::Kin { None } else { self.existing(sought) };
        existing.unwrap_or_else(|| self.open(sought))
    }

    /// The nearest free home of the sought cell, distances blurred so that it is not always the same.
    fn existing(&mut self, sought: &Sought) -> Option<usize> {
        if !self.dice.chance(920) {
            return None;
        }
        let list = self.open.get_mut(&(sought.kind, sought.sector))?;
        list.retain(|&home| sought.day <= self.homes[home].until);
        let reach = self.dice.along(&[60, 100, 150, 220, 290, 330]).unsigned_abs();
        let near = matches!(sought.cell, Cell::InsideNear | Cell::OutsideNear);
        let mut best = None;
        for &home in &*list {
            let household = &self.homes[home];
            if Some(home) == sought.leaving
                || !fits(household, sought)
                || self.ground.cell(sought.near, household.spot) != sought.cell
            {
                continue;
            }
            let metres = sought.near.point().distance_to(household.spot.point()).metres() / 100;
            if near && metres > reach {
                continue;
            }
            let rank = (metres + 20) * (400 + self.dice.below(1_300));
            if best.is_none_or(|(lowest, _)| rank < lowest) {
                best = Some((rank, home));
            }
        }
        best.map(|(_, home)| home)
    }

    /// Opens a home for what is sought.
    pub(super) fn open(&mut self, sought: &Sought) -> usize {
        let index = self.homes.len();
        let spot = self.unused(|ground, dice| ground.in_cell(sought.near, sought.cell, dice));
        let dice = &mut self.dice;
        let places = places(dice, sought);
        let spare = places - u8::try_from(sought.places).unwrap_or(1).min(places);
        let others = if sought.sector == OwnAuthority { 0 } else { others(dice, sought, spare) };
        let years = if sought.kind.fosters() { (2, 14) } else { (4, 20) };
        let home = Household {
            kind: sought.kind,
            sector: sought.sector,
            provider: self.providers.one_of(dice, sought.kind, sought.sector),
            spot,
            places,
            others,
            opened: sought.day - dice.between(60, 1_500),
            until: sought.day + dice.between(years.0 * 365, years.1 * 365),
            ages: ages(dice, sought),
            level: level(dice, sought),
            urn: String::new(),
            registered: Day::of(2024, 4, 1) + dice.between(1, 340),
            residents: vec![],
        };
        self.schedule(index, &home, sought.day);
        self.homes.push(Household { urn: Providers::urn(home.provider, home.kind, index), ..home });
        if sought.kind != Kind::Kin {
            self.open.entry((sought.kind, sought.sector)).or_default().push(index);
        }
        index
    }

    /// A spot at which no home of the simulation has ever stood, so that a move always shows in the
    /// return; after a hundred draws in a full sector the last one is taken.
    fn unused(&mut self, draw: impl Fn(&Ground, &mut Dice) -> Spot) -> Spot {
        let mut spot = draw(self.ground, &mut self.dice);
        for _ in 0..100 {
            if self.postcodes.insert(spot.postcode()) {
                break;
            }
            spot = draw(self.ground, &mut self.dice);
        }
        spot
    }

    fn schedule(&mut self, index: usize, home: &Household, day: Day) {
        if home.kind.fosters() {
            let moves = day + self.dice.between(30, 4 * 365);
            self.calendar.entry(moves).or_default().push(index);
        }
        if home.kind == Kind::Supported && home.registered > day {
            self.calendar.entry(home.registered).or_default().push(index);
        }
    }

    /// The carers move house, within some miles and the same authority.
    pub(super) fn move_house(&mut self, home: usize) {
        let spot = self.homes[home].spot;
        self.homes[home].spot = self.unused(|ground, dice| ground.near(spot, 8_000, dice));
    }
}

fn fits(home: &Household, sought: &Sought) -> bool {
    home.free() >= sought.places
        && (home.ages.0..=home.ages.1).contains(&sought.age)
        && sought.level <= home.level
}

fn places(dice: &mut Dice, sought: &Sought) -> u8 {
    let wanted = u8::try_from(sought.places).unwrap_or(1);
    let drawn = match sought.kind {
        Kind::Kin => return wanted,
        Kind::Foster => dice.weighted(&[(1, 700), (2, 230), (3, 70)]),
        Kind::ChildrensHome if sought.level == NeedLevel::Complex => {
            dice.weighted(&[(1, 100), (2, 200), (3, 300), (4, 400)])
        }
        Kind::ChildrensHome => dice.weighted(&[(2, 120), (3, 260), (4, 340), (5, 170), (6, 110)]),
        Kind::Supported => dice.weighted(&[(1, 350), (2, 250), (3, 200), (4, 150), (6, 50)]),
        Kind::School | Kind::Secure => dice.weighted(&[(4, 1), (6, 1)]),
        _ => dice.weighted(&[(2, 1), (3, 1), (4, 1)]),
    };
    drawn.max(wanted)
}

fn others(dice: &mut Dice, sought: &Sought, spare: u8) -> u8 {
    let taken_per_mille = match (sought.kind, sought.cell) {
        (Kind::Foster, Cell::OutsideFar) => 500,
        (Kind::Foster, Cell::OutsideNear) | (Kind::Supported, Cell::InsideNear | Cell::InsideFar) => 250,
        (Kind::Foster, _) => 60,
        (Kind::ChildrensHome, Cell::InsideNear | Cell::InsideFar) => 550,
        _ => 800,
    };
    (0..spare).map(|_| u8::from(dice.chance(taken_per_mille))).sum()
}

fn ages(dice: &mut Dice, sought: &Sought) -> (i32, i32) {
    let bands: &[((i32, i32), u32)] = match sought.kind {
        Kind::Kin => &[((0, 17), 1)],
        Kind::Foster => {
            &[((0, 17), 330), ((0, 4), 90), ((0, 10), 170), ((5, 17), 190), ((8, 17), 120), ((12, 17), 100)]
        }
        Kind::ChildrensHome => &[((8, 17), 350), ((10, 17), 350), ((12, 17), 200), ((6, 12), 100)],
        Kind::Supported => &[((16, 17), 1)],
        Kind::School => &[((5, 17), 1), ((8, 17), 1)],
        Kind::Secure => &[((10, 17), 1)],
        _ => &[((0, 2), 1)],
    };
    let (from, to) = dice.weighted(bands);
    (from.min(sought.age), to.max(sought.age))
}

fn level(dice: &mut Dice, sought: &Sought) -> NeedLevel {
    let drawn = match (sought.kind, sought.sector) {
        (Kind::Foster | Kind::Kin, OwnAuthority) => {
            dice.weighted(&[(NeedLevel::Standard, 550), (NeedLevel::Enhanced, 380), (NeedLevel::Complex, 70)])
        }
        (Kind::Foster | Kind::Supported, _) => dice.weighted(&[
            (NeedLevel::Standard, 350),
            (NeedLevel::Enhanced, 480),
            (NeedLevel::Complex, 170),
        ]),
        _ => dice.weighted(&[(NeedLevel::Enhanced, 400), (NeedLevel::Complex, 600)]),
    };
    drawn.max(sought.level)
}
