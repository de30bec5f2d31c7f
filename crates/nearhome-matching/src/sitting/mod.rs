//! A prepared council: its problem made and solved once, so that a panel's questions start from there.
//!
//! Settled children are taken out of the problem ([`open`]), constraints that nothing can break are dropped
//! ([`tight`]), and what is left is divided into parts that share nothing ([`parts`]). A question touches the
//! part of its child alone. Every answer is exact: the best there is of the whole problem under what is
//! asked, as if that had been solved anew. It judges no pair and says nothing in words.

mod best;
mod near;
mod open;
mod optima;
mod parts;
mod relaxed;
mod restricted;
mod sum;
mod tight;
mod wish;

use nearhome_check::Proof;
use nearhome_optimiser::{Settings, questions::Standing};
use nearhome_problem::{Certificate, Problem, Solution, Status, Totals};

use crate::{Assembly, Checked, MatchError, Proved, matching::present_home};
use best::{Best, Prepared, verify};
pub(crate) use open::Open;
use open::number;
pub use optima::Standings;
pub(crate) use sum::Sum;
pub(crate) use tight::tightened;
use wish::Wish;

/// A council that is prepared for questions.
///
/// The same questions in the same order get the same answers. What an answer costs depends on the question alone; which of
/// several equally good plans is told may also depend on how many questions were put before.
///
/// # Examples
///
/// ```
/// use nearhome_matching::{Assembly, Sitting};
/// use nearhome_model::example;
/// use nearhome_optimiser::Settings;
/// use nearhome_rules::Policy;
///
/// let snapshot = example::snapshot(vec![example::child("c1")], vec![example::home("h1")]);
/// let policy = Policy::default();
/// let assembly = Assembly::new(&snapshot, &policy)?;
/// let sitting = Sitting::new(&assembly, &Settings::default())?;
/// assert_eq!(sitting.optimum().map(|plan| plan.homes.clone()), Some(vec![Some(0)]));
/// # Ok::<(), nearhome_matching::MatchError>(())
/// ```
#[derive(Debug)]
pub struct Sitting<'a> {
    assembly: &'a Assembly<'a>,
    /// What settled children cost.
    constant: Sum,
    parts: Vec<Part>,
    /// For each child of the problem its part and its number there; settled children have none.
    seats: Vec<Option<(usize, u32)>>,
    /// The homes of settled children; `None` for all others.
    settled: Vec<Option<u32>>,
    best: Forced,
}

/// A part of the council with its best answer.
#[derive(Debug)]
struct Part {
    prepared: Prepared,
    /// The number in the assembly of each of its children.
    children: Vec<u32>,
    /// The number in the assembly of each of its homes.
    homes: Vec<u32>,
    best: Best,
}

/// Finds the best answer to a part, from the numbers of its children and homes in the assembly.
type Solve<'s> = dyn FnMut(&mut Prepared, &[u32], &[u32]) -> Result<Best, MatchError> + 's;

/// A home, or none, for every child of the problem, proved to be the best under what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placing {
    /// What it costs on each level, settled children included.
    pub totals: Totals,
    /// The home of each child of the assembly, by number.
    pub homes: Vec<Option<u32>>,
    /// Whether the independent checker repeated the proof of every part, or took the search's word for one.
    pub proof: Proof,
}

impl Placing {
    /// Who has shown that no plan is better.
    #[must_use]
    pub fn proved(&self) -> Proved {
        Proved::of_optimum(self.proof)
    }
}

/// The best answer under something that was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Forced {
    /// It is this one.
    Best(Placing),
    /// Nothing satisfies it beside the rules.
    Impossible,
    /// The run was stopped before it was found.
    Stopped,
}

impl Forced {
    /// The best answer, where there is one and it was found.
    #[must_use]
    pub fn best(self) -> Option<Placing> {
        match self {
            Self::Best(placing) => Some(placing),
            Self::Impossible | Self::Stopped => None,
        }
    }
}

impl<'a> Sitting<'a> {
    /// Prepares a council: divides its problem and solves every part.
    ///
    /// A part whose run is stopped stays without an optimum; so does the whole then.
    ///
    /// # Errors
    ///
    /// [`MatchError::Rejected`] when the checker does not accept an answer, which is then withheld.
    pub fn new(assembly: &'a Assembly<'a>, settings: &Settings<'_>) -> Result<Self, MatchError> {
        Self::prepared(assembly, &mut |prepared, _, _| prepared.optimum(settings))
    }

    /// Prepares a council that differs in little from one that is prepared.
    ///
    /// # Errors
    ///
    /// As [`Sitting::new`].
    pub fn near(
        assembly: &'a Assembly<'a>,
        other: &Sitting<'_>,
        settings: &Settings<'_>,
    ) -> Result<Self, MatchError> {
        let known = near::Known::new(other, assembly);
        let plan = restricted::best_plan(other, assembly, settings)?;
        Self::prepared(assembly, &mut |prepared, children, homes| {
            let footing = known.footing(prepared.problem(), children, homes);
            prepared.begin_near(footing, known.is_cut_in_vain(children));
            let Some(plan) = &plan else { return prepared.optimum(settings) };
            let own = |home: u32| homes.binary_search(&home).ok().map(number);
            let placed = children.iter().map(|&child| plan.homes[child as usize].and_then(own)).collect();
            prepared.take_known(placed, plan.proof)
        })
    }

    /// Prepares a council whose best plan is known already, without solving anything.
    ///
    /// # Errors
    ///
    /// [`MatchError::Rejected`] when the plan is no answer to the assembly's problem.
    pub fn of_plan(assembly: &'a Assembly<'a>, checked: &Checked) -> Result<Self, MatchError> {
        let (Status::Optimal, Some(plan)) = (checked.solution.status, &checked.solution.homes) else {
            return Self::prepared(assembly, &mut |_, _, _| Ok(Best::Stopped));
        };
        Self::prepared(assembly, &mut |prepared, children, homes| {
            let own = |home: u32| homes.binary_search(&home).ok().map(number);
            let placed = children.iter().map(|&child| plan[child as usize].and_then(own)).collect();
            prepared.take_optimum(placed, checked.proof)
        })
    }

    fn prepared(assembly: &'a Assembly<'a>, solve: &mut Solve<'_>) -> Result<Self, MatchError> {
        let open = Open::new(&assembly.problem);
        let mut seats = vec![None; assembly.children.len()];
        let mut parts = Vec::new();
        for part in parts::divided(&tightened(open.problem)) {
            let children: Vec<u32> =
                part.children.iter().map(|&child| open.children[child as usize]).collect();
            for (number, &child) in (0..).zip(&children) {
                seats[child as usize] = Some((parts.len(), number));
            }
            let mut prepared = Prepared::new(part.problem);
            let best = solve(&mut prepared, &children, &part.homes)?;
            parts.push(Part { prepared, children, homes: part.homes, best });
        }
        let mut settled = vec![None; assembly.children.len()];
        for fixed in &assembly.problem.fixed {
            settled[fixed.child as usize] = Some(fixed.home);
            seats[fixed.child as usize] = None;
        }
        let constant = open.constant;
        let mut sitting = Self { assembly, constant, parts, seats, settled, best: Forced::Stopped };
        sitting.best = sitting.with(None);
        if let Forced::Best(placing) = &sitting.best {
            verify_plan(&assembly.problem, placing)?;
        }
        Ok(sitting)
    }

    /// What the council is prepared from.
    #[must_use]
    pub fn assembly(&self) -> &'a Assembly<'a> {
        self.assembly
    }

    /// The best plan for all children; `None` where there is none or the run was stopped.
    #[must_use]
    pub fn optimum(&self) -> Option<&Placing> {
        match &self.best {
            Forced::Best(placing) => Some(placing),
            Forced::Impossible | Forced::Stopped => None,
        }
    }

    /// The best plan for all children, or why there is none.
    #[must_use]
    pub fn best(&self) -> &Forced {
        &self.best
    }

    /// The best plan in which a child goes to a home, or stays unplaced (`None`), both by their numbers in
    /// the assembly. A settled child goes nowhere else.
    ///
    /// # Errors
    ///
    /// [`MatchError::Rejected`] when the checker does not accept the answer, which is then withheld.
    pub fn forced(
        &mut self,
        child: usize,
        home: Option<usize>,
        settings: &Settings<'_>,
    ) -> Result<Forced, MatchError> {
        let Some((part, own)) = self.seats[child] else {
            let stays = home.map(number) == self.settled[child];
            return Ok(if stays { self.with(None) } else { Forced::Impossible });
        };
        let mut answers = self.each_asked(part, &[self.placed(part, own, home)], settings)?;
        Ok(answers.pop().unwrap_or(Forced::Impossible))
    }

    /// The wish that a child of a part goes to a home; `None`: the home is in another part.
    fn placed(&self, part: usize, child: u32, home: Option<usize>) -> Option<Wish> {
        let own = |home: usize| self.parts[part].homes.binary_search(&number(home)).ok().map(number);
        match home {
            None => Some(Wish::Placed(child, None)),
            Some(home) => Some(Wish::Placed(child, Some(own(home)?))),
        }
    }

    /// [`Sitting::without`] a child, and [`Sitting::forced`] for each of some homes, in parallel.
    ///
    /// # Errors
    ///
    /// As [`Sitting::forced`].
    pub fn with_each_choice(
        &mut self,
        child: usize,
        homes: &[Option<usize>],
        settings: &Settings<'_>,
    ) -> Result<(Forced, Vec<Forced>), MatchError> {
        let Some((part, own)) = self.seats[child] else {
            let forced = homes.iter().map(|&home| self.forced(child, home, settings));
            return Ok((Forced::Impossible, forced.collect::<Result<_, _>>()?));
        };
        let placed = homes.iter().map(|&home| self.placed(part, own, home));
        let wishes: Vec<Option<Wish>> = [Some(Wish::Absent(own))].into_iter().chain(placed).collect();
        let mut answers = self.each_asked(part, &wishes, settings)?;
        Ok((answers.remove(0), answers))
    }

    /// The best plan in which a child goes to none of these homes; `None` among them is staying unplaced.
    ///
    /// # Errors
    ///
    /// As [`Sitting::forced`].
    pub fn elsewhere(
        &mut self,
        child: usize,
        homes: &[Option<usize>],
        settings: &Settings<'_>,
    ) -> Result<Forced, MatchError> {
        let Some((part, own)) = self.seats[child] else { return Ok(Forced::Impossible) };
        let known = &self.parts[part].homes;
        let closed = homes.iter().filter_map(|home| match home.map(number) {
            None => Some(None),
            Some(home) => known.binary_search(&home).ok().map(|at| Some(number(at))),
        });
        let wish = Wish::Elsewhere(own, closed.collect());
        self.asked(part, wish, settings)
    }

    /// The homes that the best plans for all children have for a child (`None`: unplaced), by their numbers in the assembly,
    /// each with whether all of them do; every other home is in none. A stopped run leaves some unsettled, or answers
    /// `None`, as it does where there is no best plan.
    ///
    /// # Errors
    ///
    /// As [`Sitting::forced`].
    pub fn in_best_plans(
        &mut self,
        child: usize,
        settings: &Settings<'_>,
    ) -> Result<Option<Standings>, MatchError> {
        if self.optimum().is_none() {
            return Ok(None);
        }
        let Some((part, own)) = self.seats[child] else {
            return Ok(Some(vec![(self.settled[child], Standing::InEvery)]));
        };
        let Part { prepared, homes, .. } = &mut self.parts[part];
        let known = prepared.in_best(own, settings)?;
        let of_all =
            |(home, standing): (Option<u32>, Standing)| (home.map(|home| homes[home as usize]), standing);
        Ok(known.map(|known| known.into_iter().map(of_all).collect()))
    }

    /// The best plan for all others if a child were not there; the child is without a home in it and costs nothing.
    ///
    /// # Errors
    ///
    /// As [`Sitting::forced`].
    pub fn without(&mut self, child: usize, settings: &Settings<'_>) -> Result<Forced, MatchError> {
        let Some((part, own)) = self.seats[child] else { return Ok(Forced::Impossible) };
        self.asked(part, Wish::Absent(own), settings)
    }

    /// The best plan in which nobody comes to a home, by its number in the assembly, or this newcomer alone does;
    /// those who live there may stay.
    ///
    /// # Errors
    ///
    /// As [`Sitting::forced`].
    pub fn closed(
        &mut self,
        home: usize,
        newcomer: Option<usize>,
        settings: &Settings<'_>,
    ) -> Result<Forced, MatchError> {
        let mut answers = self.closed_to_each(home, &[newcomer], settings)?;
        Ok(answers.pop().unwrap_or(Forced::Impossible))
    }

    /// [`Sitting::closed`] for each of some newcomers (`None`: nobody), in parallel.
    ///
    /// # Errors
    ///
    /// As [`Sitting::forced`].
    pub fn closed_to_each(
        &mut self,
        home: usize,
        newcomers: &[Option<usize>],
        settings: &Settings<'_>,
    ) -> Result<Vec<Forced>, MatchError> {
        let found = self.parts.iter().enumerate().find_map(|(index, part)| {
            let own = part.homes.binary_search(&number(home)).ok()?;
            Some((index, number(own)))
        });
        // Nobody who is to be matched may come to a home that is in no part.
        let Some((part, own_home)) = found else {
            let answer = |newcomer: &Option<usize>| match newcomer {
                None => self.best.clone(),
                Some(_) => Forced::Impossible,
            };
            return Ok(newcomers.iter().map(answer).collect());
        };
        let id = &self.assembly.homes[home].id;
        let lives_there = |child: u32| present_home(self.assembly.children[child as usize]) == Some(id);
        let children = (0..).zip(&self.parts[part].children);
        let residents: Vec<u32> =
            children.filter(|(_, child)| lives_there(**child)).map(|(own, _)| own).collect();
        let seat = |child: usize| self.seats[child].filter(|(own, _)| *own == part);
        let wish = |&newcomer: &Option<usize>| {
            let own = newcomer.and_then(seat).map(|(_, child)| child);
            let closed = Wish::Closed { home: own_home, residents: residents.clone(), newcomer: own };
            (newcomer.is_some() == own.is_some()).then_some(closed)
        };
        let wishes: Vec<Option<Wish>> = newcomers.iter().map(wish).collect();
        self.each_asked(part, &wishes, settings)
    }

    fn asked(&mut self, part: usize, wish: Wish, settings: &Settings<'_>) -> Result<Forced, MatchError> {
        let mut answers = self.each_asked(part, &[Some(wish)], settings)?;
        Ok(answers.pop().unwrap_or(Forced::Impossible))
    }

    /// The best plan under each of some wishes of one part, which are solved in parallel; `None` cannot be granted.
    fn each_asked(
        &mut self,
        part: usize,
        wishes: &[Option<Wish>],
        settings: &Settings<'_>,
    ) -> Result<Vec<Forced>, MatchError> {
        let Part { prepared, best, .. } = &mut self.parts[part];
        let homes = match best {
            Best::Found(answer) => Some(&answer.homes),
            Best::Impossible | Best::Stopped => None,
        };
        let is_open = |wish: &Wish| !homes.is_some_and(|homes| wish.is_granted_by(homes));
        let are_open: Vec<bool> = wishes.iter().map(|wish| wish.as_ref().is_some_and(is_open)).collect();
        let open: Vec<Wish> = wishes.iter().flatten().filter(|wish| is_open(wish)).cloned().collect();
        let mut solved =
            if open.is_empty() { Vec::new() } else { prepared.best_of_each(&open, settings)? }.into_iter();
        let answer = |(wish, is_open): (&Option<Wish>, bool)| {
            let own = if is_open { solved.next() } else { None };
            match wish {
                Some(_) => self.with(own.as_ref().map(|best| (part, best))),
                None => Forced::Impossible,
            }
        };
        Ok(wishes.iter().zip(are_open).map(answer).collect())
    }

    /// Puts the best answers of all parts together, one of them exchanged.
    fn with(&self, exchanged: Option<(usize, &Best)>) -> Forced {
        let mut cost = self.constant;
        let mut homes = self.settled.clone();
        let mut proof = Proof::Full;
        for (index, part) in self.parts.iter().enumerate() {
            let own = exchanged.filter(|(exchanged, _)| *exchanged == index);
            let answer = match own.map_or(&part.best, |(_, best)| best) {
                Best::Found(answer) => answer,
                Best::Impossible => return Forced::Impossible,
                Best::Stopped => return Forced::Stopped,
            };
            cost += answer.cost;
            if answer.proof != Proof::Full {
                proof = answer.proof;
            }
            for (&child, home) in part.children.iter().zip(&answer.homes) {
                homes[child as usize] = home.map(|home| part.homes[home as usize]);
            }
        }
        Forced::Best(Placing { totals: cost.totals(self.assembly.levels().len()), homes, proof })
    }
}

/// Has the checker look at the rules and sums of a plan for the whole council, which was put together from its parts.
fn verify_plan(problem: &Problem, placing: &Placing) -> Result<(), MatchError> {
    let Placing { totals, homes, .. } = placing.clone();
    let (status, certificate) = (Status::Feasible, Certificate::default());
    // That no plan is better is proved part by part.
    let bound = Some(vec![0; totals.len()]);
    let plan = Solution { status, totals: Some(totals), bound, homes: Some(homes), certificate };
    verify(problem, &plan).map(drop)
}
