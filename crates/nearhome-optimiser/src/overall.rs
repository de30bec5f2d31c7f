//! Bounds of every level over all options of a problem whose best answer is known, and of questions near it.
//!
//! Level by level a linear program over households bounds what all answers sum to that are as good as the best one on the
//! levels before. Nothing is dropped between levels, so that each bound speaks of every option. The programs are kept: for a
//! question that forbids some options, one begins in the basis in which it ended without the question.

use std::borrow::Cow;

use nearhome_problem::{Bound, Problem};
use rayon::prelude::*;

use crate::ascent::{self, Aim, Start};
use crate::core::{Choice, Core, Index};
use crate::footing::Footing;
use crate::master::{Bounding, Master, Multipliers, NodeBound, Objective, Saved};
use crate::meter::{Interrupt, Settings, is_stopped};
use crate::proof;
use crate::solve::whole_core;

/// Bounds of all levels over all options of a problem, and the linear programs that they come from.
pub struct Overall {
    core: Core,
    /// What the best answer sums to on each level.
    totals: Vec<i128>,
    /// Of each option of the core the problem's option of its unit's first child; `None`: unplaced.
    options: Vec<Option<u32>>,
    /// Options of the problem of units' other children, with the option of the core that each is part of.
    others: Vec<(Index, u32)>,
    bounds: Vec<Bound>,
    programs: Vec<Saved>,
}

/// Which options of a problem an answer may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Live {
    /// Each option of the problem.
    pub options: Vec<bool>,
    /// Staying unplaced, for each child.
    pub unplaced: Vec<bool>,
}

impl std::fmt::Debug for Overall {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Overall").field("bounds", &self.bounds).finish_non_exhaustive()
    }
}

impl Overall {
    /// Bounds all levels of a problem; the footing is that of its best answer. `None` where parts of it are pure flows, it has
    /// limits or stays, is too large for linear programs, or the run is stopped.
    #[must_use]
    pub fn new(problem: &Problem, footing: &Footing, settings: &Settings<'_>) -> Option<Self> {
        let core = whole_core(problem).filter(|core| core.units.len() <= UNITS_MAX && !core.has_stays())?;
        let choice: Vec<Index> = footing.choice(&core).into_iter().collect::<Option<_>>()?;
        let totals = core.totals(&choice)?;
        let level = |level: usize| bounded(&core, (&choice, &totals), level, footing, settings.interrupt);
        let levels: Option<Vec<(Multipliers, Saved)>> = (0..core.levels).into_par_iter().map(level).collect();
        let (multipliers, programs): (Vec<Multipliers>, Vec<Saved>) = levels?.into_iter().unzip();
        let bounds = (0..core.levels).zip(&multipliers);
        let bounds = bounds
            .map(|(level, multipliers)| proof::bound(&core, multipliers, Objective::Level(level), &[]))
            .collect();
        let (options, others) = options_of(problem, &core);
        Some(Self { core, totals, options, others, bounds, programs })
    }

    /// A bound for each level, over all options.
    #[must_use]
    pub fn bounds(&self) -> &[Bound] {
        &self.bounds
    }

    /// Begins to bound the levels of a question; `known` is an answer to it, `absent` a child who is not there at all and
    /// costs nothing. `None` where the answer has pairs that the problem has not.
    #[must_use]
    pub fn narrowing<'a>(
        &'a self,
        known: &Footing,
        absent: Option<u32>,
        settings: &Settings<'a>,
    ) -> Option<Narrowing<'a>> {
        let mut choice = known.choice(&self.core);
        let mut core = Cow::Borrowed(&self.core);
        if let Some(child) = absent {
            let unit = core.units.iter().position(|unit| unit.children == [child])?;
            choice[unit] = Some(take_out(core.to_mut(), unit));
        }
        let choice = choice.into_iter().collect::<Option<_>>()?;
        let interrupt = settings.interrupt;
        Some(Narrowing {
            overall: self,
            core,
            choice,
            is_hoped: false,
            is_loose: false,
            households: Vec::new(),
            interrupt,
        })
    }

    /// By how much more than its bound a level may sum to where a question's best answer is looked for: bounds of large sums
    /// are hardly ever met to the last unit.
    fn slack(&self, level: usize) -> i128 {
        self.totals[level] / PARTS_OF_SLACK
    }
}

/// Gives a unit an option that costs nothing and takes no place, and its groups no need of it.
fn take_out(core: &mut Core, unit: usize) -> Index {
    let number = Index::try_from(unit).expect("units are numbered in 32 bits");
    for group in core.groups.iter_mut().filter(|group| group.units.contains(&number)) {
        if group.units.len() > 2 {
            group.units.retain(|&other| other != number);
        } else {
            group.cost.fill(0);
        }
    }
    let option = Index::try_from(core.options.len()).expect("options are numbered in 32 bits");
    let nowhere =
        core.places.iter().position(|place| place.home.is_none()).expect("there is always this place");
    let place = Index::try_from(nowhere).expect("places are numbered in 32 bits");
    core.options.push(Choice { unit: number, place, ..Choice::default() });
    core.costs.extend(std::iter::repeat_n(0, core.levels));
    core.places[nowhere].options.push(option);
    core.units[unit].options.push(option);
    option
}

/// A question whose levels are bounded one after the other.
pub struct Narrowing<'a> {
    overall: &'a Overall,
    core: Cow<'a, Core>,
    /// An answer to the question.
    choice: Vec<Index>,
    /// Whether the answer is not as good as is hoped for.
    is_hoped: bool,
    /// Whether more is left in than bounds show to be needed.
    is_loose: bool,
    /// What the linear programs of the levels before ended with.
    households: Vec<Vec<Index>>,
    interrupt: Interrupt<'a>,
}

/// What a level of a question was bounded by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Narrowed {
    /// All answers sum to at least so much.
    pub bound: i128,
    /// So much is what answers of interest sum to at most: no less than the bound.
    pub sum: i128,
    /// Which options they can have.
    pub live: Live,
    /// Options of which the linear program has a part: a good answer is likely to be among them.
    pub likely: Live,
}

impl std::fmt::Debug for Narrowing<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Narrowing").field("choice", &self.choice).finish_non_exhaustive()
    }
}

impl Narrowing<'_> {
    /// Leaves more in from now on: the best answer sums to more than bounds show.
    pub fn loosen(&mut self) {
        self.is_loose = true;
    }

    /// Takes an answer that is as good as was looked for so far.
    pub fn know(&mut self, known: &Footing) {
        let found = known.choice(&self.core).into_iter().zip(&self.choice);
        // The child who is not there has an option that no answer knows of.
        let own = self.overall.options.len();
        self.choice =
            found.map(|(now, &before)| now.filter(|_| (before as usize) < own).unwrap_or(before)).collect();
        self.is_hoped = false;
    }

    /// What all answers with live options sum to at least on a level that sum to at most `most` on each level before it, and
    /// which options those can have that sum to hardly more than that, and to no more than `most`. `None`: it is not known.
    pub fn bound(&mut self, level: usize, most: &[i128], live: &Live) -> Option<Narrowed> {
        let overall = self.overall;
        let core = &*self.core;
        let mut alive = overall.alive(core, live);
        let maxima: Vec<Option<i128>> =
            (0..core.levels).map(|other| most.get(other).copied().filter(|_| other < level)).collect();
        let program = overall.programs.get(level)?;
        let wanted = most.get(level).copied();
        let given = (&alive[..], &maxima[..]);
        let mut ended =
            self.ended(Master::resume(core, program, level, given, self.interrupt), (level, wanted), &alive);
        // From a basis that is far off a program may come to nothing; it is worth another beginning.
        if ended.as_ref().is_none_or(|(found, _)| wanted.is_none_or(|wanted| found.least < wanted)) {
            let afresh = Master::afresh(core, program, level, given, self.interrupt);
            let again = self.ended(afresh, (level, wanted), &alive);
            let least =
                |ended: &Option<(NodeBound, Master<'_>)>| ended.as_ref().map(|(found, _)| found.least);
            if least(&again) > least(&ended) {
                ended = again;
            }
        }
        let (found, mut master) = ended?;
        let hoped = found.least + if self.is_loose { overall.slack(level) } else { 0 };
        let sum = wanted.map_or(hoped, |wanted| wanted.min(hoped));
        for option in master.unneeded_options(&alive, &found.multipliers, level, sum) {
            alive[option as usize] = false;
        }
        self.is_hoped |= wanted != Some(sum);
        let mut is_likely = vec![false; alive.len()];
        for household in master.support() {
            for &option in &household {
                is_likely[option as usize] = true;
            }
            self.households.push(household);
        }
        let (likely, live) = (overall.live(&is_likely, live), overall.live(&alive, live));
        Some(Narrowed { bound: found.least.min(sum), sum, live, likely })
    }
}

impl Narrowing<'_> {
    /// What a linear program shows of a level, with the program.
    fn ended<'m>(
        &self,
        mut master: Master<'m>,
        (level, wanted): (usize, Option<i128>),
        alive: &[bool],
    ) -> Option<(NodeBound, Master<'m>)> {
        master.add_choice(&self.choice);
        if self.is_hoped {
            master.add_households(&self.households);
        }
        master.round_at_most(QUESTION_ROUNDS);
        let objective = Objective::Level(level);
        let found = master.bound(alive, objective, wanted.unwrap_or(NO_TARGET));
        (found.objective == objective && !is_stopped(self.interrupt)).then_some((found, master))
    }
}

impl Overall {
    /// Which options of a core are all of a problem's live ones; one that the problem has not is live.
    fn alive(&self, core: &Core, live: &Live) -> Vec<bool> {
        let is_live = |(at, choice): (usize, &Choice)| match self.options.get(at) {
            Some(Some(option)) => live.options[*option as usize],
            Some(None) => {
                let children = &core.units[choice.unit as usize].children;
                children.iter().all(|&child| live.unplaced[child as usize])
            }
            None => true,
        };
        let mut alive: Vec<bool> = core.options.iter().enumerate().map(is_live).collect();
        for &(at, option) in &self.others {
            alive[at as usize] &= live.options[option as usize];
        }
        alive
    }

    /// The options of the problem that are part of some of these.
    fn live(&self, alive: &[bool], like: &Live) -> Live {
        let mut left =
            Live { options: vec![false; like.options.len()], unplaced: vec![false; like.unplaced.len()] };
        for (at, option) in self.options.iter().enumerate().filter(|(at, _)| alive[*at]) {
            if let Some(option) = *option {
                left.options[option as usize] = true;
                continue;
            }
            for &child in &self.core.units[self.core.options[at].unit as usize].children {
                left.unplaced[child as usize] = true;
            }
        }
        for &(_, option) in self.others.iter().filter(|(at, _)| alive[*at as usize]) {
            left.options[option as usize] = true;
        }
        left
    }
}

/// The multipliers at which a level is bounded, and the linear program that found them.
fn bounded(
    core: &Core,
    (choice, totals): (&[Index], &[i128]),
    level: usize,
    footing: &Footing,
    interrupt: Interrupt<'_>,
) -> Option<(Multipliers, Saved)> {
    let live = vec![true; core.options.len()];
    let maxima: Vec<Option<i128>> =
        (0..core.levels).map(|other| (other < level).then(|| totals[other])).collect();
    let reached = totals[level];
    let aim = Aim { level, maxima: &maxima, reached, target: reached, rounds: ROUNDS };
    let multipliers = footing.multipliers(core, level);
    let start = Start { multipliers: multipliers.as_ref(), choice: None };
    let ascent = ascent::ascend(core, &live, &aim, start, interrupt);
    let unit = |&(option, _): &(Index, i128)| core.options[option as usize].unit;
    let mut losses = ascent.losses;
    losses.sort_unstable_by_key(|loss| (unit(loss), loss.1, loss.0));
    let of_units = losses.chunk_by(|one, other| unit(one) == unit(other));
    let promising: Vec<Index> =
        of_units.flat_map(|of_unit| of_unit.iter().take(PROMISING)).map(|&(option, _)| option).collect();
    let mut master = Master::new(core, &promising, Bounding::ByPrograms, interrupt);
    for (other, &max) in totals.iter().enumerate().take(level) {
        master.limit_level(other, Some(max));
    }
    master.be_thorough();
    master.add_choice(choice);
    master.add_households(&ascent.households);
    master.begin_at(level, ascent.multipliers);
    let bound = master.bound(&live, Objective::Level(level), reached);
    // A question's programs have many pivots to make, each of which looks at all columns.
    master.keep_cheapest(KEPT_OF_EACH * core.units.len());
    let is_done = bound.objective == Objective::Level(level) && !is_stopped(interrupt);
    is_done.then(|| (bound.multipliers, master.save()))
}

/// Of each option of a core the problem's option of its unit's first child, and those of other children.
fn options_of(problem: &Problem, core: &Core) -> (Vec<Option<u32>>, Vec<(Index, u32)>) {
    let mut pairs: Vec<(u32, u32, u32)> =
        (0..).zip(problem.options.iter()).map(|(at, option)| (option.child, option.home, at)).collect();
    pairs.sort_unstable();
    let find = |child: u32, home: u32| {
        let found = pairs.binary_search_by_key(&(child, home), |&(child, home, _)| (child, home)).ok()?;
        Some(pairs[found].2)
    };
    let (mut first, mut others) = (Vec::with_capacity(core.options.len()), Vec::new());
    for (at, choice) in (0..).zip(&core.options) {
        let children = &core.units[choice.unit as usize].children;
        let home = core.home(at);
        first.push(home.and_then(|home| find(children[0], home)));
        let rest = children[1..].iter().filter_map(|&child| find(child, home?));
        others.extend(rest.map(|option| (at, option)));
    }
    (first, others)
}

/// Above every sum of costs: 2^53 for each of 2^32 children, groups and pairs.
const NO_TARGET: i128 = 1 << 88;
/// What answers of interest may sum to beyond a level's bound is this part of the best answer's sum.
const PARTS_OF_SLACK: i128 = 500;
/// Rounds of a linear program for a question.
const QUESTION_ROUNDS: usize = 60;
/// So many households for each unit are kept for questions.
const KEPT_OF_EACH: usize = 2;
/// A larger problem gets no linear programs.
const UNITS_MAX: usize = 900;
/// Evaluations of the ascent before a linear program.
const ROUNDS: u32 = 40;
/// A linear program begins with so many options of each unit.
const PROMISING: usize = 8;

#[cfg(test)]
mod tests;
