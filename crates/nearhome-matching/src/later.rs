//! What taking a place may cost children who are still to come, estimated from those who came before.
//!
//! The placements of the last years stand for those to come, one at a time, each finding the places that are free
//! today. Who is last of *n* + 1 children who want the same *n* places finds none, with a chance of 1 in *n* + 1 as long
//! as nothing says who comes first; with one place less the chance is 1 in *n*. A place costs such a child the
//! difference, 1/*n* - 1/(*n* + 1), and its price is the sum over all of them: in children who would find no free place
//! as good. Places are as good as the best where they cost the child the same on all leading levels that count
//! children; how much worse the next place is, is not reckoned. The replay prices places on the same idea.
//!
//! It is an estimate, not the difference of two solves, and is labelled so. Reckoned in integers.

use nearhome_model::{Child, ChildId, HomeId, Moving};
use nearhome_rules::{Level, price};
use serde::Serialize;

use crate::{Assembly, Explanation, Shortlist, shortlist::free_places};

/// Children for whom homes were sought in the past, each as it was then, made as old on the day of the snapshot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PastNeeds {
    /// How many days before that of the snapshot their placements began, at most.
    pub days: u16,
    /// The children: without a placement, under ids that the snapshot does not hold.
    pub children: Vec<Child>,
}

/// On what the cost to children still to come rests.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(tag = "basis", rename_all = "snake_case")]
pub enum ComingChildren {
    /// No past was given to estimate it from, so that nothing is told of it.
    #[default]
    NoPastGiven,
    /// Estimated from past placements, each expected once more.
    PastPlacements {
        /// Placements that began in the last days and for which a home was sought.
        placements: usize,
        /// Of them, those whose child would find a free place today; the others lose nothing with any.
        with_a_free_place: usize,
        /// How many days before that of the snapshot they began, at most.
        days: u16,
    },
}

/// What taking a place is estimated to cost children still to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, schemars::JsonSchema)]
pub struct LaterCost {
    /// Children who would find no free place as good for want of this one, in millionths of a child, rounded to the nearest.
    pub children_millionths: u64,
    /// Past placements for whose children it is among the best free places.
    pub placements: usize,
}

/// Past needs, judged against the homes of an assembly.
#[derive(Clone, Debug)]
pub struct LaterNeeds {
    days: u16,
    placements: usize,
    needs: Vec<Need>,
    /// Free places of each home.
    free: Vec<u32>,
}

/// A child for whom a home was sought.
#[derive(Clone, Debug)]
struct Need {
    /// Places that the child takes.
    places: u32,
    /// The homes whose free places are as good for it as any, by number, ascending.
    homes: Vec<u32>,
    /// How many such children those homes have room for.
    room: u32,
}

/// Chances are added up in these parts of a child.
const PARTS: u128 = 1_000_000_000_000;
/// ... and told in millionths, so that what the parts are rounded by does not show.
const MILLIONTH: u128 = PARTS / 1_000_000;

impl LaterNeeds {
    /// Judges every home for every child of the past.
    #[must_use]
    pub fn new(assembly: &Assembly<'_>, past: &PastNeeds) -> Self {
        let free = free_places(assembly);
        let needs = past.children.iter().filter_map(|child| need(assembly, &free, child)).collect();
        Self { days: past.days, placements: past.children.len(), needs, free }
    }

    /// On what its figures rest.
    #[must_use]
    pub fn basis(&self) -> ComingChildren {
        let with_a_free_place = self.needs.len();
        ComingChildren::PastPlacements { placements: self.placements, with_a_free_place, days: self.days }
    }

    /// What so many places of a home cost, by its number in the assembly; those that are free are lost to others.
    #[must_use]
    pub fn cost(&self, home: usize, places: u32) -> LaterCost {
        let wanting = self.needs.iter().filter(|need| need.homes.binary_search(&number(home)).is_ok());
        let free = self.free[home];
        let (mut parts, mut placements) = (0, 0);
        for need in wanting {
            let lost = free / need.places - free.saturating_sub(places) / need.places;
            parts += chance_of_none(need.room - lost) - chance_of_none(need.room);
            placements += 1;
        }
        let children_millionths = u64::try_from((parts + MILLIONTH / 2) / MILLIONTH).unwrap_or(u64::MAX);
        LaterCost { children_millionths, placements }
    }

    /// Writes the figures into a child's shortlist.
    pub fn tell(&self, assembly: &Assembly<'_>, list: &mut Shortlist) {
        list.coming_children = self.basis();
        for entry in &mut list.ranked {
            entry.opportunity_cost_later = self.of_taking(assembly, &list.child, &entry.home);
        }
    }

    /// Writes the figure into an explanation of a home that may be offered.
    pub fn tell_explanation(&self, assembly: &Assembly<'_>, told: &mut Explanation) {
        told.coming_children = self.basis();
        if let Some(entry) = &mut told.ranked {
            entry.opportunity_cost_later = self.of_taking(assembly, &told.child, &told.home);
        }
    }

    /// What a child's place in a home costs; `None`: the snapshot has no such child or home.
    fn of_taking(&self, assembly: &Assembly<'_>, child: &ChildId, home: &HomeId) -> Option<LaterCost> {
        let (mut child, number) = (assembly.snapshot.child(child)?.clone(), assembly.number_of_home(home)?);
        if child.search.moving == Moving::Settled {
            // An explanation asks about settled children as if they might move.
            child.search.moving = Moving::Permitted;
        }
        let price = price(assembly.snapshot, assembly.policy, &child, assembly.homes[number]);
        Some(self.cost(number, price.map_or(1, |price| price.places)))
    }
}

/// The homes with free places that are as good for a child as any; `None`: there is no free place for it.
fn need(assembly: &Assembly<'_>, free: &[u32], child: &Child) -> Option<Need> {
    let counts = |level: &Level| !matches!(level, Level::Disruption | Level::WeeklyPence);
    let counting = assembly.levels().iter().take_while(|level| counts(level)).count();
    let mut found: Option<(Vec<i64>, Need)> = None;
    for (home, record) in assembly.homes.iter().enumerate().filter(|(home, _)| free[*home] > 0) {
        let Some(price) = price(assembly.snapshot, assembly.policy, child, record) else { continue };
        let room = free[home] / price.places;
        let mut cost = price.cost(assembly.levels());
        cost.truncate(counting);
        match &mut found {
            _ if room == 0 => {}
            Some((best, need)) if *best == cost => {
                need.homes.push(number(home));
                need.room += room;
            }
            Some((best, _)) if *best < cost => {}
            _ => found = Some((cost, Need { places: price.places, homes: vec![number(home)], room })),
        }
    }
    found.map(|(_, need)| need)
}

/// The chance of the last of so many and one children to find none of so many places, in parts.
fn chance_of_none(places: u32) -> u128 {
    PARTS / (u128::from(places) + 1)
}

fn number(home: usize) -> u32 {
    u32::try_from(home).expect("homes are numbered in 32 bits")
}
