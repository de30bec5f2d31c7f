//! A council that permits no more than one that is prepared, and makes nothing cheaper: a home closes that nobody lives in, a
//! child leaves, a pair is forbidden or decided, a fee goes up.
//!
//! Every answer to it is one to the prepared council, at no less. Where the best plan of the prepared council is still
//! permitted at what it cost, it is therefore the best; where it is not, the change is a question to the part that it touches,
//! as a wish is. Anything else (a place, child, home or pair more, a lower cost, another group) is not restricted, and is
//! solved anew.

use std::collections::BTreeSet;

use nearhome_check::{Left, Proof};
use nearhome_optimiser::{Settings, evaluate};
use nearhome_problem::{Apart, Cap, OptionSet, Problem, Together};

use super::{
    Part, Sitting, Sum,
    best::{Answer, Best},
    open::number,
    wish::Question,
};
use crate::{Assembly, MatchError};

/// The best plan of a restricted council.
pub(super) struct Plan {
    /// The home of each of its children who are in a part, by their numbers and the homes' in its assembly.
    pub(super) homes: Vec<Option<u32>>,
    pub(super) proof: Proof,
}

/// The best plan of a council that only restricts a prepared one; `None` where it does more, or bounds do not answer it.
pub(super) fn best_plan(
    sitting: &Sitting<'_>,
    other: &Assembly<'_>,
    settings: &Settings<'_>,
) -> Result<Option<Plan>, MatchError> {
    let Some(restricted) = Restricted::new(sitting, other) else { return Ok(None) };
    let mut plan = Plan { homes: vec![None; other.children.len()], proof: Proof::Full };
    for part in &sitting.parts {
        let Some(question) = restricted.question(part) else { return Ok(None) };
        let Some(answer) = question.best(part, settings)? else { return Ok(None) };
        if answer.proof != Proof::Full {
            plan.proof = answer.proof;
        }
        for (&child, home) in part.children.iter().zip(&answer.homes) {
            let home = home.map(|home| restricted.homes[part.homes[home as usize] as usize]);
            if let Some(child) = restricted.children[child as usize] {
                plan.homes[child as usize] = home.flatten();
            }
        }
    }
    Ok(Some(plan))
}

/// A council that only restricts another one.
struct Restricted<'a> {
    /// The problem of the council that is prepared, and that of the one that restricts it.
    before: &'a Problem,
    after: &'a Problem,
    /// By the number before, the number after of each child and home.
    children: Vec<Option<u32>>,
    homes: Vec<Option<u32>>,
    /// Home and number of each option after, those of each child together, homes ascending.
    options: Vec<(u32, usize)>,
    /// Where those of each child begin; after the last one, where they end.
    first_option: Vec<usize>,
    /// Of each child after, the home that is decided.
    fixed: Vec<Option<u32>>,
    /// Of each home before, the places after that settled children leave.
    free: Vec<u32>,
}

impl<'a> Restricted<'a> {
    fn new(sitting: &'a Sitting<'_>, other: &'a Assembly<'_>) -> Option<Self> {
        let own = sitting.assembly;
        let (before, after) = (&own.problem, &other.problem);
        let children: Vec<Option<u32>> =
            own.children.iter().map(|child| other.number_of(&child.id).map(number)).collect();
        let homes: Vec<Option<u32>> =
            own.homes.iter().map(|home| other.number_of_home(&home.id).map(number)).collect();
        let mut fixed = vec![None; after.children.len()];
        after.fixed.iter().for_each(|fix| fixed[fix.child as usize] = Some(fix.home));
        let mut options: Vec<(u32, u32, usize)> =
            (0..).zip(after.options.iter()).map(|(at, option)| (option.child, option.home, at)).collect();
        options.sort_unstable();
        let begins = |child: usize| options.partition_point(|&(own, ..)| (own as usize) < child);
        let first_option = (0..=after.children.len()).map(begins).collect();
        let options = options.into_iter().map(|(_, home, at)| (home, at)).collect();
        let free = Vec::new();
        let mut restricted = Self { before, after, children, homes, options, first_option, fixed, free };
        restricted.free = restricted.free_places(sitting)?;
        let is_restricted = before.levels == after.levels
            && restricted.children.iter().flatten().count() == after.children.len()
            && after.limits.is_empty()
            && restricted.keeps_settled()
            && restricted.adds_no_pair()
            && restricted.has_same_sides();
        is_restricted.then_some(restricted)
    }

    /// The places that settled children of no part leave in each home; `None` where one of them takes more or fewer.
    fn free_places(&self, sitting: &Sitting<'_>) -> Option<Vec<u32>> {
        let places = |home: &Option<u32>| home.map_or(0, |home| self.after.homes[home as usize].places);
        let mut free: Vec<u32> = self.homes.iter().map(places).collect();
        let is_more = |(free, home): (&u32, &nearhome_problem::Home)| *free > home.places;
        if free.iter().zip(&self.before.homes).any(is_more) {
            return None;
        }
        let in_parts: BTreeSet<u32> =
            sitting.parts.iter().flat_map(|part| part.children.iter().copied()).collect();
        for option in self.before.options.iter().filter(|option| !in_parts.contains(&option.child)) {
            let now = self.after.options.get(self.option(option.child, option.home)?);
            if now.places != option.places {
                return None;
            }
            let free = &mut free[option.home as usize];
            *free = free.saturating_sub(option.places);
        }
        Some(free)
    }

    /// The option after of a pair before.
    fn option(&self, child: u32, home: u32) -> Option<usize> {
        let (child, home) = (self.children[child as usize]? as usize, self.homes[home as usize]?);
        let own = &self.options[self.first_option[child]..self.first_option[child + 1]];
        own.binary_search_by_key(&home, |&(home, _)| home).ok().map(|at| own[at].1)
    }

    /// Whether everybody who was settled still is, in the same home.
    fn keeps_settled(&self) -> bool {
        self.before.fixed.iter().all(|fixed| {
            let child = self.children[fixed.child as usize];
            let home = child.and_then(|child| self.fixed[child as usize]);
            home.is_some() && home == self.homes[fixed.home as usize]
        })
    }

    /// Whether each pair was there before.
    fn adds_no_pair(&self) -> bool {
        let known =
            self.before.options.iter().filter(|option| self.option(option.child, option.home).is_some());
        known.count() == self.after.options.len()
    }

    /// Whether groups, pairs, solo placements and caps are those of before, but for children who are not there any more.
    fn has_same_sides(&self) -> bool {
        let child = |child: &u32| self.children[*child as usize];
        let group = |Together { children, split_cost }: &Together| {
            let children: Vec<u32> = children.iter().filter_map(child).collect();
            (children.len() > 1).then(|| Together { children, split_cost: split_cost.clone() })
        };
        let pair = |Apart { children: [first, second], cost }: &Apart| {
            Some(Apart { children: [child(first)?, child(second)?], cost: cost.clone() })
        };
        let cap = |Cap { id, homes, places }: &Cap| {
            let homes = homes.iter().filter_map(|&home| self.homes[home as usize]).collect();
            Cap { id: id.clone(), homes, places: *places }
        };
        let Self { before, after, .. } = self;
        before.together.iter().filter_map(group).eq(after.together.iter().cloned())
            && before.apart.iter().filter_map(pair).eq(after.apart.iter().cloned())
            && before.alone.iter().filter_map(child).eq(after.alone.iter().copied())
            && before.caps.iter().map(cap).eq(after.caps.iter().cloned())
    }

    /// What is asked of a part; `None` where something is cheaper, or takes more or fewer places, or two children are gone.
    fn question(&self, part: &Part) -> Option<Restriction> {
        let mut parts = part.prepared.problem().parts().clone();
        let mut gone = BTreeSet::new();
        let mut options = OptionSet::new(parts.levels.len());
        let mut of = Vec::with_capacity(parts.options.len());
        let mut is_same = true;
        let mut absent = None;
        for (own, (&number, child)) in (0..).zip(part.children.iter().zip(&mut parts.children)) {
            let Some(now) = self.children[number as usize] else {
                if absent.replace(own).is_some() {
                    return None;
                }
                child.unplaced = Some(vec![0; parts.levels.len()]);
                continue;
            };
            let may_be_unplaced = self.fixed[now as usize].is_none();
            let unplaced = self.after.children[now as usize].unplaced.as_ref().filter(|_| may_be_unplaced);
            if unplaced.is_none() {
                gone.insert((own, None));
            }
            if unplaced.is_some() && !is_no_less(unplaced?, child.unplaced.as_ref()?) {
                return None;
            }
            is_same &= unplaced == child.unplaced.as_ref();
            child.unplaced = unplaced.cloned();
        }
        for (at, option) in parts.options.iter().enumerate() {
            let [child, home] = [part.children[option.child as usize], part.homes[option.home as usize]];
            let decided = self.children[child as usize].and_then(|child| self.fixed[child as usize]);
            let is_open = decided.is_none() || decided == self.homes[home as usize];
            let Some(now) = self.option(child, home).filter(|_| is_open) else {
                gone.insert((option.child, Some(option.home)));
                is_same = false;
                continue;
            };
            let now = self.after.options.get(now);
            if now.places != option.places || !is_no_less(now.cost, option.cost) {
                return None;
            }
            is_same &= now.cost == option.cost;
            options.push(option.child, option.home, option.places, now.cost);
            of.push(at);
        }
        parts.options = options;
        for (&number, home) in part.homes.iter().zip(&mut parts.homes) {
            let places = home.places.min(self.free[number as usize]);
            is_same &= places == home.places;
            home.places = places;
        }
        if let Some(absent) = absent {
            parts.together.iter_mut().for_each(|group| group.children.retain(|&member| member != absent));
            parts.together.retain(|group| group.children.len() > 1);
        }
        is_same &= absent.is_none();
        let problem = Problem::new(parts).ok()?;
        Some(Restriction { problem, of, gone, absent, is_same })
    }
}

fn is_no_less(cost: &[i64], other: &[i64]) -> bool {
    cost.iter().zip(other).all(|(cost, other)| cost >= other)
}

/// A part of a prepared council as it is restricted, children and homes with the numbers of the part.
pub(super) struct Restriction {
    problem: Problem,
    /// The part's option that each option was.
    of: Vec<usize>,
    /// Pairs that are not permitted any more.
    gone: BTreeSet<(u32, Option<u32>)>,
    /// A child who is not there any more.
    absent: Option<u32>,
    /// Whether nothing is otherwise.
    is_same: bool,
}

impl Restriction {
    /// The best answer to the restricted part; `None` where it is not known without solving it anew.
    fn best(&self, part: &Part, settings: &Settings<'_>) -> Result<Option<Answer>, MatchError> {
        let Best::Found(known) = &part.best else { return Ok(None) };
        if self.is_same || self.absent.is_none() && self.permits_at_the_same_cost(known) {
            return Ok(Some((**known).clone()));
        }
        part.prepared.best_restricted(self, settings)
    }

    fn permits_at_the_same_cost(&self, known: &Answer) -> bool {
        evaluate(&self.problem, &known.homes).is_ok_and(|totals| Sum::from(&totals[..]) == known.cost)
    }

    pub(super) fn problem(&self) -> &Problem {
        &self.problem
    }
}

impl Question for Restriction {
    fn permits(&self, child: u32, home: Option<u32>) -> bool {
        (self.absent != Some(child) || home.is_none()) && !self.gone.contains(&(child, home))
    }

    fn absent(&self) -> Option<u32> {
        self.absent
    }

    fn among(&self, _: &Problem, left: &Left) -> Problem {
        let mut parts = self.problem.parts().clone();
        let mut options = OptionSet::new(parts.levels.len());
        let options_and_origins = self.problem.options.iter().zip(&self.of);
        for (option, _) in options_and_origins.filter(|(_, of)| left.options[**of]) {
            options.push(option.child, option.home, option.places, option.cost);
        }
        parts.options = options;
        for ((child, may_be), own) in parts.children.iter_mut().zip(&left.unplaced).zip(0..) {
            if !may_be && self.absent != Some(own) {
                child.unplaced = None;
            }
        }
        // Who is fixed has no other pair left.
        parts.fixed.clear();
        Problem::new(parts).expect("part of a valid problem is one")
    }
}

#[cfg(test)]
mod tests;
