//! One day's choice: the children who need a home today, the places that are free, and the exact best among
//! all ways of placing them.

use std::collections::BTreeMap;

use nearhome_check::check;
use nearhome_optimiser::{Settings, solve};
use nearhome_problem::{Apart, Cap, Child, Home, OptionSet, Problem, ProblemParts, Together};

use crate::{ReplayError, build::Past, caps::ContractCap, record::Known, relations::Bond, state::State};

/// A home with a free place for a child of the choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FreeHome {
    pub(crate) home: u32,
    pub(crate) places: u32,
    /// With what brothers, sisters and others who live there mean.
    pub(crate) cost: Vec<i64>,
}

/// The children to choose homes for today, with what is free for each.
#[derive(Clone, Debug)]
pub(crate) struct Choice<'a> {
    past: &'a Past,
    known: Known<'a>,
    /// Their placements, ascending.
    pub(crate) placements: Vec<usize>,
    /// Per child: homes with a free place, by home.
    pub(crate) options: Vec<Vec<FreeHome>>,
    /// Per child: cost of no home today.
    pub(crate) unplaced: Vec<Vec<i64>>,
    /// Free places by home.
    free: BTreeMap<u32, u32>,
    /// By contract that limits children: how many more may come.
    rooms: Vec<u32>,
    /// Where bonds, too, have one level more.
    level_more: Option<usize>,
}

impl<'a> Choice<'a> {
    /// What is free for these placements today.
    pub(crate) fn of(past: &'a Past, known: Known<'a>, state: &State<'a>, placements: &[usize]) -> Self {
        let options: Vec<Vec<FreeHome>> =
            placements.iter().map(|&index| free_homes(past, known, state, index)).collect();
        let unplaced = placements.iter().map(|&index| known.offers(index).unplaced(index).to_vec()).collect();
        let free = options
            .iter()
            .flatten()
            .map(|option| (option.home, state.free(option.home, Company::Any)))
            .collect();
        let rooms = (0..past.caps.each.len()).map(|cap| state.room(cap)).collect();
        Self {
            past,
            known,
            placements: placements.to_vec(),
            options,
            unplaced,
            free,
            rooms,
            level_more: None,
        }
    }

    /// Gives bonds between the children the level that the caller has inserted into the options.
    pub(crate) fn insert_level(&mut self, at: usize) {
        self.level_more = Some(at);
    }

    fn bond_cost(&self, cost: &[i64]) -> Vec<i64> {
        let mut cost = cost.to_vec();
        if let Some(at) = self.level_more {
            cost.insert(at, 0);
        }
        cost
    }

    /// The best homes, proved and checked; `None` for a child who is left without one today.
    pub(crate) fn best(&self, levels: &[String]) -> Result<Vec<Option<u32>>, ReplayError> {
        if self.options.iter().all(Vec::is_empty) {
            return Ok(vec![None; self.placements.len()]);
        }
        let (problem, homes) = self.problem(levels)?;
        let solution = solve(&problem, &Settings::default());
        check(&problem, &solution).map_err(|rejection| ReplayError::Rejected(rejection.to_string()))?;
        let chosen = solution.homes.unwrap_or_else(|| vec![None; self.placements.len()]);
        Ok(chosen.into_iter().map(|home| home.map(|home| homes[home as usize])).collect())
    }

    fn problem(&self, levels: &[String]) -> Result<(Problem, Vec<u32>), ReplayError> {
        let numbers: BTreeMap<u32, u32> = self.free.keys().copied().zip(0..).collect();
        let mut parts = ProblemParts {
            levels: levels.to_vec(),
            homes: self.free.iter().map(|(home, &places)| Home { id: home.to_string(), places }).collect(),
            options: OptionSet::new(levels.len()),
            ..ProblemParts::default()
        };
        for (child, options) in (0..).zip(&self.options) {
            for option in options {
                parts.options.push(child, numbers[&option.home], option.places, &option.cost);
            }
            let unplaced = Some(self.unplaced[child as usize].clone());
            parts.children.push(Child { id: child.to_string(), unplaced, stay: None });
            if self.past.alone[self.placements[child as usize]] {
                parts.alone.push(child);
            }
        }
        parts.caps = self.caps(&numbers);
        self.bind(&mut parts);
        Ok((Problem::new(parts)?, self.free.keys().copied().collect()))
    }

    /// What contracts still let come, where that is less than the children of the choice.
    fn caps(&self, numbers: &BTreeMap<u32, u32>) -> Vec<Cap> {
        let each = self.past.caps.each.iter().zip(&self.rooms);
        let binding = each.filter(|&(_, &room)| (room as usize) < self.placements.len());
        let cap = |(cap, &places): (&ContractCap, &u32)| {
            let homes: Vec<u32> = cap.homes.iter().filter_map(|home| numbers.get(home)).copied().collect();
            (!homes.is_empty()).then(|| Cap { id: cap.contract.to_string(), homes, places })
        };
        binding.filter_map(cap).collect()
    }

    /// Bonds among the children of the choice.
    fn bind(&self, parts: &mut ProblemParts) {
        for (own, &index) in (0..).zip(&self.placements) {
            for relation in self.known.relations(index) {
                let Ok(other) = self.placements.binary_search(&relation.other) else { continue };
                let other = u32::try_from(other).expect("fewer children than 2^32");
                match &relation.bond {
                    Bond::Siblings(cost) => {
                        let split_cost = Some(self.bond_cost(cost));
                        parts.together.push(Together { children: vec![other, own], split_cost });
                    }
                    Bond::Apart(cost) => {
                        let cost = cost.as_ref().map(|cost| self.bond_cost(cost));
                        parts.apart.push(Apart { children: [other, own], cost });
                    }
                    Bond::Leaves => {}
                }
            }
        }
    }
}

/// Whom a child may share a home with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Company {
    /// Anybody whom the rules let live with it.
    Any,
    /// Nobody.
    Nobody,
}

/// The homes of a placement's offers that are open and have room today.
fn free_homes(past: &Past, known: Known<'_>, state: &State<'_>, index: usize) -> Vec<FreeHome> {
    let company = if past.alone[index] { Company::Nobody } else { Company::Any };
    let today = known.today();
    let relations = known.relations(index);
    let with_room = known.offers(index).of_placement(index).filter(|offer| {
        past.homes[offer.home as usize].is_open(today) && state.free(offer.home, company) >= offer.places
    });
    with_room
        .filter_map(|offer| {
            let mut cost = offer.cost.to_vec();
            for relation in relations {
                let Some(other) = state.home(relation.other) else { continue };
                let added = match (&relation.bond, other == offer.home) {
                    (Bond::Leaves | Bond::Apart(None), true) => return None,
                    (Bond::Apart(Some(added)), true) | (Bond::Siblings(added), false) => added,
                    _ => continue,
                };
                cost.iter_mut().zip(added).for_each(|(sum, added)| *sum += added);
            }
            Some(FreeHome { home: offer.home, places: offer.places, cost })
        })
        .collect()
}
