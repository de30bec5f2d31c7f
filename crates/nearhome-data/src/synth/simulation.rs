//! The life of the authority day by day: children come, are placed in homes with a free place, move and
//! leave; carers move house and settings become registered.
//!
//! The homes' places bind on every day. Each child has an own stream of chance.

use nearhome_model::{
    LegalStatus, NeedLevel,
    PlaceProvider::{self, Parents},
    PlacementCode,
};

use super::{
    day::Day,
    dice::{Dice, Purpose},
    ground::Spot,
    kinds::{self, Kind, LongTerm, Unaccompanied},
    market::{Market, Sought},
    people::{Period, Person},
};

/// A stay under one placement code, provider, postcode and number of Ofsted.
#[derive(Clone, Debug)]
pub(super) struct Stay {
    pub(super) person: usize,
    pub(super) period: usize,
    pub(super) start: Day,
    pub(super) kind: Kind,
    pub(super) place: PlacementCode,
    pub(super) provider: PlaceProvider,
    pub(super) home: Option<usize>,
    pub(super) spot: Spot,
    pub(super) urn: Option<String>,
    /// First day with the same carers.
    pub(super) carers_since: Day,
    /// Why the stay before it ended; empty for the first of a period.
    pub(super) reason: &'static str,
}

impl Stay {
    /// Whether the carers are new to the child.
    pub(super) fn new_carers(&self) -> bool {
        self.carers_since == self.start
    }

    fn long_term(&self) -> LongTerm {
        match self.place {
            PlacementCode::U1 | PlacementCode::U4 => LongTerm::Matched,
            _ => LongTerm::NotMatched,
        }
    }
}

/// Where a child of the simulation lives now.
#[derive(Clone, Copy, Debug)]
struct Present {
    period: usize,
    stay: usize,
}

/// The running simulation.
#[derive(Debug)]
pub(super) struct Simulation<'a> {
    pub(super) people: &'a [Person],
    pub(super) market: Market<'a>,
    /// All stays, in the order in which they began.
    pub(super) stays: Vec<Stay>,
    present: Vec<Option<Present>>,
    families: Vec<Vec<usize>>,
    family_of: Vec<usize>,
    dice: Vec<Dice>,
    near: Vec<Spot>,
}

impl<'a> Simulation<'a> {
    /// Runs from the first day of any child's care to the last day.
    pub(super) fn run(seed: u64, people: &'a [Person], market: Market<'a>, last: Day) -> Self {
        let mut simulation = Self::prepared(seed, people, market);
        let mut entries: Vec<(Day, usize, usize)> = Vec::new();
        for (index, person) in people.iter().enumerate() {
            entries.extend(person.periods.iter().enumerate().map(|(nth, period)| (period.start, index, nth)));
        }
        entries.sort_unstable();
        let Some(&(mut day, ..)) = entries.first() else { return simulation };
        let mut next = 0;
        let mut active: Vec<usize> = Vec::new();
        while day <= last {
            active.retain(|&person| !simulation.leave(person, day));
            while let Some(&(_, person, period)) = entries.get(next).filter(|entry| entry.0 == day) {
                simulation.enter(person, period, day);
                active.push(person);
                next += 1;
            }
            simulation.homes_change(day);
            for &person in &active {
                simulation.step(person, day);
            }
            day = day + 1;
        }
        simulation
    }

    fn prepared(seed: u64, people: &'a [Person], market: Market<'a>) -> Self {
        let mut numbers: Vec<usize> = people.iter().map(|person| person.family).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let family_of: Vec<usize> = people
            .iter()
            .map(|person| numbers.binary_search(&person.family).expect("every family was listed"))
            .collect();
        let mut families = vec![Vec::new(); numbers.len()];
        for (person, &family) in family_of.iter().enumerate() {
            families[family].push(person);
        }
        let mut dice: Vec<Dice> =
            (0..people.len()).map(|index| Dice::new(seed, Purpose::Moves, index)).collect();
        let near = people
            .iter()
            .zip(&mut dice)
            .map(|(person, dice)| person.home.unwrap_or_else(|| market.ground.inside(dice)))
            .collect();
        let present = vec![None; people.len()];
        Self { people, market, stays: vec![], present, families, family_of, dice, near }
    }

    /// The stay in which a child is now.
    pub(super) fn present(&self, person: usize) -> Option<&Stay> {
        self.present[person].map(|present| &self.stays[present.stay])
    }

    /// The looked-after siblings of a child, without the child.
    pub(super) fn siblings(&self, person: usize) -> impl Iterator<Item = usize> + '_ {
        self.families[self.family_of[person]].iter().copied().filter(move |&other| other != person)
    }

    fn period(&self, person: usize, present: Present) -> &'a Period {
        &self.people[person].periods[present.period]
    }

    fn leave(&mut self, person: usize, day: Day) -> bool {
        let Some(present) = self.present[person] else { return true };
        let leaves = self.period(person, present).end <= day;
        if leaves {
            self.vacate(person);
            self.present[person] = None;
        }
        leaves
    }

    fn vacate(&mut self, person: usize) {
        if let Some(home) = self.present(person).and_then(|stay| stay.home) {
            self.market.homes[home].residents.retain(|&resident| resident != person);
        }
    }

    fn enter(&mut self, person: usize, period: usize, day: Day) {
        let legal = self.people[person].periods[period].legal_on(day);
        let age = day.age(self.people[person].birth);
        let with = self.sibling_home(person, day, 750);
        let (kind, home) = match with {
            Some(home) => (self.market.homes[home].kind, Some(home)),
            None => (kinds::next(&mut self.dice[person], &self.people[person], age, legal, None), None),
        };
        self.place(person, period, day, kind, home, "");
    }

    /// The home of a sibling in foster care that has room, with a chance.
    fn sibling_home(&mut self, person: usize, day: Day, per_mille: u32) -> Option<usize> {
        if !self.dice[person].chance(per_mille) {
            return None;
        }
        let age = day.age(self.people[person].birth);
        let homes: Vec<usize> =
            self.siblings(person).filter_map(|sibling| self.present(sibling)?.home).collect();
        let home = homes.into_iter().find(|&home| self.admits(home, age))?;
        let household = &mut self.market.homes[home];
        if household.kind == Kind::Kin && household.free() == 0 {
            household.places += 1;
        }
        Some(home)
    }

    fn admits(&self, home: usize, age: i32) -> bool {
        let household = &self.market.homes[home];
        let room = household.free() > 0 || (household.kind == Kind::Kin && household.places < 4);
        household.kind.fosters() && room && (household.ages.0..=household.ages.1).contains(&age)
    }

    /// Begins a stay with new carers.
    fn place(
        &mut self,
        person: usize,
        period: usize,
        day: Day,
        kind: Kind,
        home: Option<usize>,
        reason: &'static str,
    ) {
        let (provider, home, spot) = match home {
            Some(home) => (self.market.homes[home].sector, Some(home), self.market.homes[home].spot),
            None => self.found(person, day, kind),
        };
        self.vacate(person);
        if let Some(home) = home {
            self.market.homes[home].residents.push(person);
        }
        let urn = match home {
            Some(home) => Some(self.market.homes[home].urn.clone()),
            None => (kind == Kind::Adopters).then(|| "XXXXXXX".to_owned()),
        };
        let place = self.code(person, period, kind, home, day);
        let stay = Stay {
            person,
            period,
            start: day,
            kind,
            place,
            provider,
            home,
            spot,
            urn,
            carers_since: day,
            reason,
        };
        self.present[person] = Some(Present { period, stay: self.stays.len() });
        self.stays.push(stay);
    }

    fn found(&mut self, person: usize, day: Day, kind: Kind) -> (PlaceProvider, Option<usize>, Spot) {
        let child = &self.people[person];
        let dice = &mut self.dice[person];
        let provider = kinds::provider(dice, kind);
        let near = self.near[person];
        if kind == Kind::Parents && dice.chance(620) {
            return (Parents, None, near);
        }
        let alone = if child.unaccompanied() { Unaccompanied::Yes } else { Unaccompanied::No };
        let cell = kinds::cell(dice, kind, provider, alone);
        if !kind.registered() {
            let mut spot = self.market.ground.in_cell(near, cell, dice);
            let present = self.present[person].map(|present| self.stays[present.stay].spot);
            while present == Some(spot) {
                spot = self.market.ground.in_cell(near, cell, dice);
            }
            return (provider, None, spot);
        }
        let waiting = self.waiting_siblings(person, day);
        let sought = Sought {
            kind,
            sector: provider,
            cell,
            near,
            places: if kind.fosters() { (1 + waiting).min(3) } else { 1 },
            age: day.age(child.birth),
            level: if kind == Kind::Supported { NeedLevel::Standard } else { child.need },
            leaving: self.present(person).and_then(|stay| stay.home),
            day,
        };
        let home = self.market.find(&sought);
        (self.market.homes[home].sector, Some(home), self.market.homes[home].spot)
    }

    /// Siblings who come into care on the same day and are not placed yet.
    fn waiting_siblings(&self, person: usize, day: Day) -> usize {
        let waits = |&sibling: &usize| {
            self.present[sibling].is_none()
                && self.people[sibling].periods.iter().any(|period| period.start == day)
        };
        self.siblings(person).filter(waits).count()
    }

    fn code(
        &mut self,
        person: usize,
        period: usize,
        kind: Kind,
        home: Option<usize>,
        day: Day,
    ) -> PlacementCode {
        let dice = &mut self.dice[person];
        let to_adopt = self.people[person].periods[period].adoptive.is_some();
        match kind {
            Kind::Kin if to_adopt && dice.chance(60) => PlacementCode::U2,
            Kind::Kin => PlacementCode::U3,
            Kind::Foster if to_adopt && dice.chance(170) => PlacementCode::U5,
            Kind::Foster => PlacementCode::U6,
            Kind::ChildrensHome => PlacementCode::K2,
            Kind::Secure => PlacementCode::K1,
            Kind::Supported => {
                let registered = home.is_some_and(|home| self.market.homes[home].registered <= day);
                if registered { PlacementCode::K3 } else { PlacementCode::H5 }
            }
            Kind::School => PlacementCode::S1,
            Kind::ParentAndChild => PlacementCode::R3,
            Kind::Parents => PlacementCode::P1,
            Kind::Adopters => PlacementCode::A6,
            Kind::Hospital => PlacementCode::R2,
            Kind::CareHome => PlacementCode::R1,
            Kind::Custody => PlacementCode::R5,
        }
    }

    /// One day of one child.
    fn step(&mut self, person: usize, day: Day) {
        let Some(present) = self.present[person] else { return };
        let period = self.period(person, present);
        let stay = &self.stays[present.stay];
        if stay.start == day || period.end <= day + 1 {
            return;
        }
        if stay.kind != Kind::Adopters && period.adoptive.is_some_and(|adoptive| adoptive <= day) {
            self.place_for_adoption(person, present, day);
            return;
        }
        let age = day.age(self.people[person].birth);
        let legal = period.legal_on(day);
        let days = stay.carers_since.until(day);
        let (kind, long_term) = (stay.kind, stay.long_term());
        let hazard = kinds::hazard(kind, long_term, days, age, &self.people[person]);
        let unlawful = kind == Kind::Parents && legal == LegalStatus::Accommodated;
        let dice = &mut self.dice[person];
        if dice.below(1_000_000) < hazard || unlawful {
            self.relocate(person, present, day, age, legal);
        } else if long_term == LongTerm::NotMatched
            && matches!(stay.place, PlacementCode::U3 | PlacementCode::U6)
            && dice.below(1_000_000) < matching_hazard(legal, days, age)
        {
            self.match_long_term(person, present, day);
        }
    }

    fn relocate(&mut self, person: usize, present: Present, day: Day, age: i32, legal: LegalStatus) {
        let from = self.stays[present.stay].kind;
        let old = self.stays[present.stay].home;
        let along = self.along(person, old, day);
        let with = if along.is_empty() && age < 16 { self.sibling_home(person, day, 300) } else { None };
        let with = with.filter(|home| Some(*home) != old);
        let kind = match with {
            Some(home) => self.market.homes[home].kind,
            None if !along.is_empty() => Kind::Foster,
            None => kinds::next(&mut self.dice[person], &self.people[person], age, legal, Some(from)),
        };
        let reason = kinds::reason(&mut self.dice[person], from, kind);
        self.place(person, present.period, day, kind, with, reason);
        let new = self.present(person).and_then(|stay| stay.home);
        for sibling in along {
            let (Some(home), Some(present)) = (new, self.present[sibling]) else { return };
            let sibling_age = day.age(self.people[sibling].birth);
            if self.admits(home, sibling_age) {
                self.place(sibling, present.period, day, Kind::Foster, Some(home), reason);
            }
        }
    }

    /// Siblings in the same foster home who will move along.
    fn along(&mut self, person: usize, home: Option<usize>, day: Day) -> Vec<usize> {
        let Some(home) = home.filter(|&home| self.market.homes[home].kind == Kind::Foster) else {
            return vec![];
        };
        let movable = |&sibling: &usize| {
            self.present[sibling].is_some_and(|present| {
                let stay = &self.stays[present.stay];
                stay.home == Some(home) && stay.start < day && self.period(sibling, present).end > day + 1
            })
        };
        let along: Vec<usize> = self.siblings(person).filter(movable).collect();
        if self.dice[person].chance(550) { along } else { vec![] }
    }

    fn place_for_adoption(&mut self, person: usize, present: Present, day: Day) {
        let stay = &self.stays[present.stay];
        if matches!(stay.place, PlacementCode::U2 | PlacementCode::U5) {
            let same = Stay {
                start: day,
                kind: Kind::Adopters,
                place: PlacementCode::A5,
                reason: "PLACE",
                home: None,
                urn: Some("XXXXXXX".to_owned()),
                ..stay.clone()
            };
            self.vacate(person);
            self.continue_with(person, present, same);
        } else {
            self.place(person, present.period, day, Kind::Adopters, None, "CARPL");
        }
    }

    fn match_long_term(&mut self, person: usize, present: Present, day: Day) {
        let stay = &self.stays[present.stay];
        let place = if stay.place == PlacementCode::U3 { PlacementCode::U1 } else { PlacementCode::U4 };
        let matched = Stay { start: day, place, reason: "PLACE", ..stay.clone() };
        self.continue_with(person, present, matched);
    }

    fn continue_with(&mut self, person: usize, present: Present, stay: Stay) {
        self.present[person] = Some(Present { stay: self.stays.len(), ..present });
        self.stays.push(stay);
    }

    /// Carers move house and settings become registered; a child who came today makes it wait a day.
    fn homes_change(&mut self, day: Day) {
        for home in self.market.calendar.remove(&day).unwrap_or_default() {
            let residents = self.market.homes[home].residents.clone();
            let began_today = |&person: &usize| self.present(person).is_some_and(|stay| stay.start == day);
            if residents.iter().any(began_today) {
                self.market.calendar.entry(day + 1).or_default().push(home);
                continue;
            }
            if self.market.homes[home].kind.fosters() {
                self.market.move_house(home);
            }
            for person in residents {
                self.follow_home(person, home, day);
            }
        }
    }

    fn follow_home(&mut self, person: usize, home: usize, day: Day) {
        let Some(present) = self.present[person] else { return };
        let stay = &self.stays[present.stay];
        let place = if stay.place == PlacementCode::H5 { PlacementCode::K3 } else { stay.place };
        let spot = self.market.homes[home].spot;
        // Who came after the change, and before the others followed it, has nothing to follow.
        if (place, spot) == (stay.place, stay.spot) {
            return;
        }
        let followed = Stay { start: day, place, spot, reason: "PLACE", ..stay.clone() };
        self.continue_with(person, present, followed);
    }
}

/// Chance in a million that carers and child are matched long term on a day.
fn matching_hazard(legal: LegalStatus, days: i32, age: i32) -> u32 {
    match (legal, days) {
        (LegalStatus::FullCareOrder, 150..) if age >= 3 => 4_050,
        (LegalStatus::Accommodated, 365..) if (8..17).contains(&age) => 1_300,
        _ => 0,
    }
}
