//! For whom a home is sought on the last day, and who may not live with whom.
//!
//! Most children are settled. A home is needed for referrals and for placements that end; a move is
//! planned or permitted for children who live far away or in a kind of home that no longer fits.

use std::collections::{BTreeMap, BTreeSet};

use nearhome_model::{NeedLevel, PlacementCode};

use super::{
    day::Day,
    dice::{Dice, Purpose},
    ground::Cell,
    kinds::Kind,
    needs::Facts,
    people::Person,
    simulation::{Simulation, Stay},
};

/// Whether a child may, should or must move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Moving {
    #[default]
    Settled,
    Permitted,
    Planned,
    Needed,
}

impl Moving {
    /// The word in `children.csv`.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Settled => "",
            Self::Permitted => "permitted",
            Self::Planned => "planned",
            Self::Needed => "needed",
        }
    }
}

/// What is sought for one child.
#[derive(Clone, Debug, Default)]
pub(super) struct Search {
    pub(super) moving: Moving,
    pub(super) needed_by: Option<Day>,
    pub(super) emergency: bool,
    pub(super) companions: &'static str,
}

/// The search of every child who is looked after on the last day, by position.
pub(super) fn searches(seed: u64, simulation: &Simulation<'_>, last: Day) -> BTreeMap<usize, Search> {
    let dice = &mut Dice::new(seed, Purpose::Search, 0);
    let present: Vec<usize> =
        (0..simulation.people.len()).filter(|&child| simulation.present(child).is_some()).collect();
    let count = u32::try_from(present.len()).unwrap_or(u32::MAX);
    let mut searches: BTreeMap<usize, Search> =
        present.iter().map(|&child| (child, Search::default())).collect();
    let mut left: Vec<(usize, u32)> = present
        .iter()
        .map(|&child| (child, wish_to_move(simulation, child, last)))
        .filter(|(_, weight)| *weight > 0)
        .collect();
    for (moving, per_mille) in [(Moving::Needed, 30), (Moving::Planned, 70), (Moving::Permitted, 100)] {
        for _ in 0..(count * per_mille).div_ceil(1_000) {
            let Some(child) = draw(dice, &mut left) else { break };
            let search = searches.get_mut(&child).expect("only children who are present are drawn");
            *search = drawn(dice, simulation, child, moving, last);
        }
    }
    searches
}

/// The weight of a child among those for whom a move is considered; 0 for who must stay.
fn wish_to_move(simulation: &Simulation<'_>, child: usize, last: Day) -> u32 {
    let stay = simulation.present(child).expect("only children who are present are weighed");
    let lasting = matches!(stay.place, PlacementCode::U1 | PlacementCode::U4);
    if lasting || !matches!(stay.kind, Kind::Foster | Kind::ChildrensHome | Kind::Supported | Kind::Kin) {
        return 0;
    }
    let person = &simulation.people[child];
    let leaves_soon = person.periods.last().is_some_and(|period| last.until(period.end) < 45);
    if leaves_soon || stay.start == last {
        return 0;
    }
    let far = person.home.map_or(2, |home| match simulation.market.ground.cell(home, stay.spot) {
        Cell::InsideNear => 1,
        Cell::InsideFar => 4,
        Cell::OutsideNear => 5,
        Cell::OutsideFar => 12,
    });
    let kind = match stay.kind {
        Kind::ChildrensHome if person.need < NeedLevel::Complex => 3,
        Kind::Kin => 0,
        _ => 2,
    };
    far * kind
}

fn draw(dice: &mut Dice, left: &mut Vec<(usize, u32)>) -> Option<usize> {
    if left.is_empty() {
        return None;
    }
    let positions: Vec<(usize, u32)> =
        left.iter().enumerate().map(|(position, (_, weight))| (position, *weight)).collect();
    let position = dice.weighted(&positions);
    Some(left.swap_remove(position).0)
}

fn drawn(dice: &mut Dice, simulation: &Simulation<'_>, child: usize, moving: Moving, last: Day) -> Search {
    let complex = simulation.people[child].need == NeedLevel::Complex;
    let companions = match dice.below(1_000) {
        0..90 if complex => "solo",
        0..60 => "with_others",
        60..75 => "only_older",
        75..95 => "only_younger",
        _ => "",
    };
    let deadline = match moving {
        Moving::Needed => Some(last + dice.along(&[1, 5, 14, 28, 42])),
        Moving::Planned => Some(last + dice.along(&[30, 60, 90, 180])).filter(|_| dice.chance(500)),
        _ => None,
    };
    let emergency = moving == Moving::Needed && dice.chance(120);
    Search { moving, needed_by: deadline, emergency, companions }
}

/// Searches of referrals: all need a home, some of them today.
pub(super) fn referral(seed: u64, nth: usize, person: &Person, last: Day) -> Search {
    let dice = &mut Dice::new(seed, Purpose::Search, 1 + nth);
    let emergency = dice.chance(150);
    let entry = person.periods[0].start;
    let companions = if person.need == NeedLevel::Complex && dice.chance(150) { "solo" } else { "" };
    let needed_by = if emergency { last + 1 } else { entry };
    Search { moving: Moving::Needed, needed_by: Some(needed_by), emergency, companions }
}

/// Pairs who must not or should better not share a home.
#[derive(Debug, Default)]
pub(super) struct Conflicts {
    /// Never; by the position of the first.
    pub(super) never: BTreeMap<usize, BTreeSet<usize>>,
    /// If it can be avoided.
    pub(super) better_not: BTreeMap<usize, BTreeSet<usize>>,
}

/// What conflicts are drawn from: everyone with facts, the referrals included.
#[derive(Debug)]
pub(super) struct Everyone<'a> {
    pub(super) people: Vec<&'a Person>,
    pub(super) stays: Vec<Option<&'a Stay>>,
    pub(super) facts: &'a [Facts],
    pub(super) moving: Vec<Moving>,
}

impl Everyone<'_> {
    /// One hard pair for every twelve children and one soft pair for every fifteen, more often than not
    /// with a child for whom a home is sought.
    pub(super) fn conflicts(&self, seed: u64, last: Day) -> Conflicts {
        let dice = &mut Dice::new(seed, Purpose::Conflicts, 0);
        let ages: Vec<i32> = self.people.iter().map(|person| last.age(person.birth)).collect();
        let old: Vec<usize> =
            (0..self.people.len()).filter(|&child| self.relevant(child, ages[child])).collect();
        let movers: Vec<usize> =
            old.iter().copied().filter(|&child| self.moving[child] != Moving::Settled).collect();
        let mut conflicts = Conflicts::default();
        if old.len() < 2 || movers.is_empty() {
            return conflicts;
        }
        for (pairs, one_for) in [(&mut conflicts.never, 12), (&mut conflicts.better_not, 15)] {
            for _ in 0..self.people.len() / one_for {
                let first = *dice.one_of(&movers);
                let pool = if dice.chance(500) { &movers } else { &old };
                let second = *dice.one_of(pool);
                if self.may_conflict(first, second) && (ages[first] - ages[second]).abs() <= 6 {
                    pairs.entry(first.min(second)).or_default().insert(first.max(second));
                }
            }
        }
        for (first, seconds) in &conflicts.never {
            if let Some(soft) = conflicts.better_not.get_mut(first) {
                soft.retain(|second| !seconds.contains(second));
            }
        }
        conflicts
    }

    fn relevant(&self, child: usize, age: i32) -> bool {
        let in_register = self.stays[child].is_none_or(|stay| stay.home.is_some());
        let settled_or_local = self.moving[child] != Moving::Settled || !self.facts[child].risks.is_empty();
        age >= 5 && in_register && settled_or_local
    }

    fn may_conflict(&self, first: usize, second: usize) -> bool {
        let home = |child: usize| self.stays[child].and_then(|stay| stay.home);
        let share = home(first).is_some() && home(first) == home(second);
        first != second && self.people[first].family != self.people[second].family && !share
    }
}
