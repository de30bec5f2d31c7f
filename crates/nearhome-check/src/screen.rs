//! Which choices no answer to a question needs, where a question forbids some pairs of a problem.
//!
//! Bounds of all levels are worked out over all choices once, with what each choice would add to them ([`Screen`]). A
//! question changes little of that: the homes that lose somebody who was worth something there, and what those are worth
//! who are crowded out ([`Asked`]). Whatever the multipliers of the bounds are, they hold; good ones rule more out.
//!
//! Why a choice goes: let `most` be the cost of some answer, and consider the answers with the choice that cost no more.
//! Level after level a bound shows that they sum to at least as much as `most` says, so to exactly as much, until one
//! shows that they sum to more: there are none. A bound on a level counts earlier levels as well, each with a weight: it is
//! that of the weighted sum, less what `most` says of the earlier levels, which the answer sums to exactly.

mod view;
mod ways;

use std::collections::{BTreeMap, BTreeSet};

use nearhome_problem::{Bound, HouseholdProof, Problem, Totals};

use crate::households::Claim;
use crate::live::Live;
use crate::price::Layer;
use crate::sums::{list, place_of};
use crate::units::Units;
use crate::{Rejection, fixed_homes};
use view::View;

/// What bounds of all levels say of every choice.
#[derive(Debug)]
pub struct Screen {
    /// The unit and home of each choice; a home after the last one: to stay unplaced.
    choices: Vec<(u32, u32)>,
    /// Places that each choice takes.
    loads: Vec<i64>,
    /// The choice that each option of the problem is part of.
    of_option: Vec<Option<u32>>,
    /// The choice of each child to stay unplaced.
    unplaced: Vec<Option<u32>>,
    of_unit: Vec<Vec<u32>>,
    at_home: Vec<Vec<u32>>,
    members: Vec<Vec<u32>>,
    /// Units that have a group in common with each unit.
    kin: Vec<Vec<u32>>,
    is_decided: Vec<bool>,
    open: Vec<bool>,
    nowhere: u32,
    /// Places of each home that decided units leave; no end of them after the last one.
    free: Vec<i64>,
    /// The choice of each unit in some answer that is as good as can be, where its unit is not decided: where ways begin.
    known: Vec<Option<u32>>,
    layers: Vec<Layer>,
}

/// A question to a [`Screen`].
#[derive(Debug)]
pub struct Asked<'a> {
    screen: &'a Screen,
    gone: Vec<bool>,
    /// Units that are not there or have a single choice left.
    bound_units: Vec<u32>,
    /// The only choice left of some units.
    forced: Vec<u32>,
    views: Vec<View<'a>>,
}

/// What may be in an answer that costs at most so much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Each option of the problem.
    pub options: Vec<bool>,
    /// Staying unplaced, for each child.
    pub unplaced: Vec<bool>,
}

/// Shows something of a level of a question, given what levels sum to at most and what is left; see [`Asked::narrowed`].
pub type Narrow<'a> = dyn FnMut(usize, &[i128], &Left) -> Option<Narrower> + 'a;

/// What is shown of a level of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Narrower {
    /// All answers that were asked about sum to at least so much.
    pub bound: i128,
    /// What is looked for sums to at most so much.
    pub sum: i128,
    /// What answers can have that sum to no more.
    pub left: Left,
    /// What an answer costs that was found on the way.
    pub better: Option<Totals>,
}

impl Left {
    /// With other options, and children who may stay unplaced.
    #[must_use]
    pub fn with(&self, options: &[bool], unplaced: &[bool]) -> Self {
        let either =
            |own: &[bool], other: &[bool]| own.iter().zip(other).map(|(own, other)| own | other).collect();
        Self { options: either(&self.options, options), unplaced: either(&self.unplaced, unplaced) }
    }
}

impl Screen {
    /// Works out some bounds, levels in order, over all choices of a problem; `homes` is a good answer, the home of each child.
    /// `None` where the problem has limits or stays, no answer at sight, or a bound no level.
    ///
    /// # Errors
    ///
    /// [`Rejection`] when a bound is malformed, or a sum does not fit 128 bits.
    pub fn new(
        problem: &Problem,
        bounds: &[Bound],
        homes: &[Option<u32>],
    ) -> Result<Option<Self>, Rejection> {
        if !problem.limits.is_empty() || problem.children.iter().any(|child| child.stay.is_some()) {
            return Ok(None);
        }
        let units = Units::new(problem, &fixed_homes(problem))?;
        let mut live = Live::new(&units);
        let children = (0..).take(problem.children.len()).collect();
        let least = Some(vec![0; problem.levels.len()]);
        let proof = HouseholdProof { children, least, ..HouseholdProof::default() };
        let claim = Claim::of_all(&mut live, &proof)?;
        if live.is_closed {
            return Ok(None);
        }
        let mut screen = Self::of_choices(&units, &live, homes);
        for bound in bounds {
            let Some(layer) = Layer::new(&live, &claim, bound)? else { return Ok(None) };
            screen.layers.push(layer);
        }
        Ok(Some(screen))
    }

    fn of_choices(units: &Units<'_>, live: &Live<'_>, homes: &[Option<u32>]) -> Self {
        let problem = units.problem;
        let nowhere = units.nowhere();
        let mut at: Vec<(u32, u32)> = Vec::with_capacity(units.choices.len());
        at.extend(units.choices.iter().map(|choice| (choice.unit, choice.home)));
        let find = |child: u32, home: u32| {
            let found = at.binary_search(&(units.unit_of(child), home)).ok();
            found.and_then(|choice| u32::try_from(choice).ok())
        };
        let load = |(choice, &(_, home)): (u32, &(u32, u32))| {
            list(&units.instants, home).first().map_or(0, |&instant| units.load(choice, instant))
        };
        let loads: Vec<i64> = (0..).zip(&at).map(load).collect();
        let load_of = |choice: &u32| loads.get(place_of(*choice)).copied().unwrap_or(0);
        let free_in = |(home, given): (u32, &nearhome_problem::Home)| {
            let taken = live.residents(home).iter().map(load_of).fold(0, i64::saturating_add);
            i64::from(given.places).saturating_sub(taken)
        };
        let free = (0..).zip(&problem.homes).map(free_in).chain([i64::MAX]).collect();
        let is_decided: Vec<bool> =
            (0..).take(units.of_unit.len()).map(|unit| live.decided(unit).is_some()).collect();
        let known = |(unit, choices): (u32, &Vec<u32>)| {
            let home = homes.get(place_of(unit)).copied().flatten().unwrap_or(nowhere);
            let is_open = is_decided.get(place_of(unit)) == Some(&false) && !choices.is_empty();
            find(unit, home).filter(|_| is_open)
        };
        let kin = |groups: &Vec<u32>| {
            let groups = groups.iter().flat_map(|&group| list(&units.groups, group));
            groups.copied().collect()
        };
        Self {
            of_option: problem.options.iter().map(|option| find(option.child, option.home)).collect(),
            unplaced: (0..).take(problem.children.len()).map(|child| find(child, nowhere)).collect(),
            known: (0..).zip(&units.of_unit).map(known).collect(),
            of_unit: units.of_unit.clone(),
            at_home: units.at_home.clone(),
            members: units.members.clone(),
            kin: units.groups_of.iter().map(kin).collect(),
            is_decided,
            open: (0..).take(at.len()).map(|choice| live.is_live(choice)).collect(),
            nowhere,
            free,
            loads,
            choices: at,
            layers: Vec::new(),
        }
    }

    fn unit(&self, choice: u32) -> u32 {
        self.choices.get(place_of(choice)).map_or(u32::MAX, |&(unit, _)| unit)
    }

    fn home(&self, choice: u32) -> u32 {
        self.choices.get(place_of(choice)).map_or(u32::MAX, |&(_, home)| home)
    }

    fn load(&self, choice: u32) -> i64 {
        self.loads.get(place_of(choice)).copied().unwrap_or(0)
    }

    fn free(&self, home: u32) -> i64 {
        self.free.get(place_of(home)).copied().unwrap_or(0)
    }

    /// The answers of the problem in which all pairs are permitted (`None`: unplaced), where `absent` is a child who is not
    /// there at all: it costs nothing, takes no place, and groups do not ask for it. `None` where nothing is known of them.
    ///
    /// # Errors
    ///
    /// [`Rejection`] when a sum does not fit 128 bits.
    pub fn ask(
        &self,
        permits: &dyn Fn(u32, Option<u32>) -> bool,
        absent: Option<u32>,
    ) -> Result<Option<Asked<'_>>, Rejection> {
        let absent = match absent {
            Some(child) if list(&self.members, child) != [child] => return Ok(None),
            absent => absent,
        };
        let is_gone = |&(unit, home): &(u32, u32)| {
            let home = Some(home).filter(|home| *home != self.nowhere);
            absent == Some(unit) || !list(&self.members, unit).iter().all(|&child| permits(child, home))
        };
        let gone: Vec<bool> =
            self.choices.iter().zip(&self.open).map(|(choice, open)| !open || is_gone(choice)).collect();
        let mut forced = Vec::new();
        for (unit, (choices, &is_decided)) in (0_u32..).zip(self.of_unit.iter().zip(&self.is_decided)) {
            let is_there = |choice: &&u32| gone.get(place_of(**choice)) == Some(&false);
            let mut left = choices.iter().filter(is_there);
            match (left.next(), left.next()) {
                (None, _) if (is_decided || absent != Some(unit)) && !choices.is_empty() => return Ok(None),
                (Some(&only), None) if !is_decided => forced.push(only),
                _ => {}
            }
        }
        // Homes in which somebody is gone who could have been there, with those who are.
        let mut touched: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for ((choice, &(_, home)), (gone, open)) in (0..).zip(&self.choices).zip(gone.iter().zip(&self.open))
        {
            if *gone && *open {
                touched.entry(home).or_default().push(choice);
            }
        }
        let bound_units = forced.iter().map(|&choice| self.unit(choice)).chain(absent).collect();
        let mut asked = Asked { screen: self, gone, bound_units, forced, views: Vec::new() };
        for layer in &self.layers {
            let view = View::new(&asked, layer, &touched, absent)?;
            asked.views.push(view);
        }
        Ok(Some(asked))
    }
}

impl Asked<'_> {
    fn is_gone(&self, choice: u32) -> bool {
        self.gone.get(place_of(choice)) != Some(&false)
    }

    /// What is likely to be in the best answer to the question, as the last bound has it, and a home for each child that may
    /// be such an answer; it proves nothing.
    #[must_use]
    pub fn likely(&self) -> (Left, Vec<Option<u32>>) {
        let screen = self.screen;
        let mended = ways::mended(self);
        let mut is_likely = vec![false; self.gone.len()];
        let mut mark = |choice: u32| {
            if let Some(slot) = is_likely.get_mut(place_of(choice)) {
                *slot = !self.is_gone(choice);
            }
        };
        let has_moved = self.have_moved(&mended);
        for (unit, ((choices, &known), &now)) in
            (0_u32..).zip(screen.of_unit.iter().zip(&screen.known).zip(&mended))
        {
            let Some(view) = self.views.last() else { continue };
            let open = choices.iter().filter(|&&choice| !self.is_gone(choice));
            let mut by_loss: Vec<(i128, u32)> = open.map(|&choice| (view.loss(choice), choice)).collect();
            let count = if has_moved.contains(&unit) { OF_MOVED } else { OF_EACH };
            if count < by_loss.len() {
                by_loss.select_nth_unstable(count);
                by_loss.truncate(count);
            }
            by_loss.into_iter().map(|(_, choice)| choice).chain(known).chain(now).for_each(&mut mark);
        }
        for &choice in &self.forced {
            let home = screen.home(choice);
            let there = |unit: &u32| screen.choices.binary_search(&(*unit, home)).ok();
            let kin = list(&screen.kin, screen.unit(choice)).iter();
            kin.filter_map(there).filter_map(|at| u32::try_from(at).ok()).for_each(&mut mark);
        }
        let mut homes = vec![None; screen.members.len()];
        for (unit, &now) in (0_u32..).zip(&mended) {
            let choice = now.or_else(|| self.decided(unit));
            let home = choice.map(|choice| screen.home(choice)).filter(|home| *home != screen.nowhere);
            for &child in list(&screen.members, unit) {
                if let Some(slot) = homes.get_mut(place_of(child)) {
                    *slot = home;
                }
            }
        }
        let left = self.left_of(|choice| is_likely.get(choice) == Some(&true));
        (left, homes)
    }

    /// Units that are elsewhere than in the answer that the screen knows, and those who have groups in common with them.
    fn have_moved(&self, now: &[Option<u32>]) -> BTreeSet<u32> {
        let mut moved = BTreeSet::new();
        for (unit, (now, known)) in (0_u32..).zip(now.iter().zip(&self.screen.known)) {
            if now != known {
                moved.insert(unit);
                moved.extend(list(&self.screen.kin, unit));
            }
        }
        moved
    }

    /// The choice of a decided unit.
    fn decided(&self, unit: u32) -> Option<u32> {
        let is_decided = self.screen.is_decided.get(place_of(unit)) == Some(&true);
        let mut choices = list(&self.screen.of_unit, unit).iter().copied();
        choices.find(|&choice| is_decided && !self.is_gone(choice))
    }

    /// What can be in an answer to the question that costs at most `most`, lexicographically; `most` must be what some
    /// answer costs, or more.
    ///
    /// # Errors
    ///
    /// [`Rejection`] when a sum does not fit 128 bits.
    pub fn left(&self, most: &Totals) -> Result<Left, Rejection> {
        self.narrowed(most, &mut |_, _, _| None).map(|(left, _)| left)
    }

    /// The same with `narrow` to help where the bounds do not show that all answers which may be among these sum to `most`
    /// on a level. It is asked about answers with what is left that sum to at most so much on each level before.
    ///
    /// Where it looks for less than `most` says, nothing is known of levels after that but what it says again. What is left is
    /// then for answers that cost at most what is returned beside it, on as many levels.
    ///
    /// # Errors
    ///
    /// [`Rejection`] when a sum does not fit 128 bits.
    pub fn narrowed(&self, most: &Totals, narrow: &mut Narrow<'_>) -> Result<(Left, Totals), Rejection> {
        self.narrowed_beyond(NOT_WORTH_NARROWING, most, narrow)
    }

    /// The same where more choices than these are worth narrowing.
    fn narrowed_beyond(
        &self,
        few: usize,
        most: &Totals,
        narrow: &mut Narrow<'_>,
    ) -> Result<(Left, Totals), Rejection> {
        let mut gone = self.gone.clone();
        // How many levels of an answer with the choice, and no dearer, are known to sum to what `most` says.
        let mut known = vec![0_usize; gone.len()];
        let mut most = most.clone();
        for view in &self.views {
            let level = view.layer.level;
            if level < most.len() {
                Self::screen_level(view, &most, &mut gone, &mut known)?;
            }
            let is_open = |(gone, known): (&bool, &usize)| !gone && *known <= level;
            let are_known_before = gone.iter().zip(&known).all(|(gone, known)| *gone || *known >= level);
            let open = gone.iter().zip(&known).filter(|&choice| is_open(choice)).count();
            let helped = if open > few && are_known_before && level <= most.len() {
                let left = self.left_of(|choice| gone.get(choice) == Some(&false));
                narrow(level, &most, &left)
            } else {
                None
            };
            let Some(Narrower { bound, sum, left, better }) = helped else { continue };
            if let Some(better) = better.filter(|better| *better < most) {
                most = better;
            }
            if most.get(level).is_none_or(|wanted| sum < *wanted) {
                most.truncate(level);
                most.push(sum);
            }
            self.take_over(&left, &mut gone);
            if bound >= sum {
                known.fill(level.saturating_add(1));
            }
        }
        // Who must come is in every answer.
        for &choice in &self.forced {
            if let Some(slot) = gone.get_mut(place_of(choice)) {
                *slot = false;
            }
        }
        Ok((self.left_of(|choice| gone.get(choice) == Some(&false)), most))
    }

    /// What a bound alone says of the choices on its level.
    fn screen_level(
        view: &View<'_>,
        most: &[i128],
        gone: &mut [bool],
        known: &mut [usize],
    ) -> Result<(), Rejection> {
        let level = view.layer.level;
        let Some(&wanted) = most.get(level) else { return Ok(()) };
        let least = view.beyond_earlier(most)?;
        let (as_much, more) = (view.layer.enough(wanted)?, view.layer.enough(wanted.saturating_add(1))?);
        for ((choice, gone), known) in (0..).zip(gone).zip(known) {
            if *gone {
                continue;
            }
            // No sum is below zero.
            while most.get(*known) == Some(&0) {
                *known = known.saturating_add(1);
            }
            if *known < level {
                continue;
            }
            let with = least.saturating_add(view.loss(choice));
            *gone = with >= more;
            if with >= as_much {
                *known = (*known).max(level.saturating_add(1));
            }
        }
        Ok(())
    }

    /// Choices of which nothing is left are gone.
    fn take_over(&self, left: &Left, gone: &mut [bool]) {
        let mut is_left = vec![false; gone.len()];
        let options = self.screen.of_option.iter().zip(&left.options);
        let unplaced = self.screen.unplaced.iter().zip(&left.unplaced);
        for (choice, _) in options.chain(unplaced).filter(|(_, left)| **left) {
            if let Some(slot) = choice.and_then(|choice| is_left.get_mut(place_of(choice))) {
                *slot = true;
            }
        }
        gone.iter_mut().zip(&is_left).for_each(|(gone, left)| *gone |= !left);
    }

    fn left_of(&self, is_left: impl Fn(usize) -> bool) -> Left {
        let is_left = |choice: &Option<u32>| choice.is_some_and(|at| is_left(place_of(at)));
        Left {
            options: self.screen.of_option.iter().map(is_left).collect(),
            unplaced: self.screen.unplaced.iter().map(is_left).collect(),
        }
    }
}

/// So many choices of each unit are likely, and of one that has to move.
const OF_EACH: usize = 4;
const OF_MOVED: usize = 40;
/// With no more choices left than these a question is solved in no time.
const NOT_WORTH_NARROWING: usize = 1_000;

#[cfg(test)]
mod tests;
