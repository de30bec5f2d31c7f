//! Chooses one of several optima by ids and a seed alone.
//!
//! Every (child, home) pair, and every child's staying unplaced, has a *ticket*: a number that is a fixed function of a published seed and
//! the two ids (`ticket.rs`). The canonical optimum is the one whose tickets sum to least. Nobody can know beforehand whom a seed favours,
//! everybody can repeat the draw, and the order of rows plays no part.
//!
//! Tickets are two numbers of 32 bits, compared in order, so the least sum is reached by one optimum alone unless 64 random
//! bits agree: by the isolation lemma (Mulmuley, Vazirani and Vazirani, "Matching is as easy as matrix inversion", 1987) the chance
//! is at most the number of pairs in 2^64, some 2 in 10^13 for four million pairs.

use std::collections::BTreeSet;

use nearhome_problem::{Child, Home, OptionSet, Problem, ProblemParts, Solution, Status};

use super::face::Face;
use super::flow_face::FlowFace;
use super::optima::{Board, rest};
use super::ruled_out::ruled_out;
use super::ticket::ticket;
use super::{Evidence, Optimum, QuestionError, is_interrupted, number};
use crate::evaluate::evaluate;
use crate::{Settings, solve};

/// An optimum chosen by tickets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Canonical {
    /// An optimum of the problem with the totals, bound and certificate of the one that was given: a certificate proves
    /// what every answer costs at least, so it proves any optimum.
    pub solution: Solution,
    /// Whether it is the canonical one.
    pub choice: Choice,
    /// The problems solved on the way; their last levels hold the tickets.
    pub evidence: Vec<Evidence>,
}

/// How far the choice among optima came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The optimum is the one with the least tickets.
    Canonical,
    /// The run was stopped. The answer is an optimum, but which one may depend on the order of rows.
    Stopped,
}

/// The optimum that a seed chooses: a function of the set of optima, the ids and the seed.
///
/// Permuting the children, homes, options or anything else of the problem gives the same decision. The same holds for whatever
/// else leaves the set of optima as it is, such as a home more that nobody wants.
///
/// Where the parts that are no pure flows have costs above zero on seven or eight levels, and these are too large to merge, there is
/// room for half a ticket only, or for none. Then the children choose instead, in the order of their tickets for staying unplaced: each
/// takes the home of least ticket that it has in any optimum which respects the choices before.
///
/// # Errors
///
/// A [`QuestionError`] when the solution is not an optimal one of the problem, or when two children or two
/// homes have the same id.
///
/// # Panics
///
/// When the answer breaks a rule of the problem: a defect of this crate.
pub fn canonical(
    problem: &Problem,
    solution: &Solution,
    seed: u64,
    settings: &Settings<'_>,
) -> Result<Canonical, QuestionError> {
    check_ids(problem.children.iter().map(|child| &child.id))?;
    check_ids(problem.homes.iter().map(|home| &home.id))?;
    let optimum = Optimum::new(problem, solution)?;
    let flow = FlowFace::new(&optimum);
    let mut draw = Draw {
        seed,
        settings,
        homes: optimum.homes.to_vec(),
        choice: Choice::Canonical,
        evidence: Vec::new(),
    };
    draw.flow(&optimum, &flow);
    let rest = rest(problem, &flow.children);
    if !rest.is_empty() {
        draw.rest(&optimum, rest)?;
    }
    let totals = evaluate(problem, &draw.homes).expect("an optimum keeps every rule");
    assert_eq!(Some(&totals), solution.totals.as_ref(), "every optimum costs the same");
    let solution = Solution { homes: Some(draw.homes), ..solution.clone() };
    Ok(Canonical { solution, choice: draw.choice, evidence: draw.evidence })
}

fn check_ids<'a>(ids: impl Iterator<Item = &'a String>) -> Result<(), QuestionError> {
    let mut known = BTreeSet::new();
    ids.into_iter()
        .try_for_each(|id| if known.insert(id) { Ok(()) } else { Err(QuestionError::DoubleId(id.clone())) })
}

/// The optimum as far as it is chosen.
struct Draw<'a> {
    seed: u64,
    settings: &'a Settings<'a>,
    homes: Vec<Option<u32>>,
    choice: Choice,
    evidence: Vec<Evidence>,
}

impl Draw<'_> {
    fn ticket(&self, problem: &Problem, child: u32, home: Option<u32>) -> [i64; 2] {
        let home = home.map(|home| problem.homes[home as usize].id.as_str());
        ticket(self.seed, &problem.children[child as usize].id, home)
    }

    /// Keeps a solution as evidence; `None`, and the choice remains open, when it was stopped.
    fn solved(&mut self, problem: Problem) -> Option<Solution> {
        let solution = solve(&problem, self.settings);
        self.evidence.push(Evidence { problem, solution: solution.clone() });
        if solution.status != Status::Optimal {
            self.choice = Choice::Stopped;
            return None;
        }
        Some(solution)
    }

    /// Chooses in pure flows, among the children who are not in the same place in every optimum.
    fn flow(&mut self, optimum: &Optimum<'_>, flow: &FlowFace) {
        let mut board = Board::new(optimum.problem);
        flow.settle(optimum, &mut board);
        let wavering: Vec<u32> =
            flow.children.iter().copied().filter(|&child| board.seen_of(child).len() > 1).collect();
        if wavering.is_empty() {
            return;
        }
        let (problem, homes) = self.flow_problem(optimum, flow, &board, &wavering);
        let Some(chosen) = self.solved(problem).and_then(|solution| solution.homes) else { return };
        for (&child, home) in wavering.iter().zip(chosen) {
            self.homes[child as usize] = home.map(|home| homes[home as usize]);
        }
    }

    /// The wavering children and their homes, numbered anew, and the numbers that these homes had.
    ///
    /// The first level counts children outside homes that must be full. It is least when all of these are
    /// full, which together with their pairs' being in some optimum makes the answer an optimum.
    fn flow_problem(
        &self,
        optimum: &Optimum<'_>,
        flow: &FlowFace,
        board: &Board,
        wavering: &[u32],
    ) -> (Problem, Vec<u32>) {
        let problem = optimum.problem;
        let pairs: Vec<(u32, Option<u32>)> = wavering
            .iter()
            .flat_map(|&child| board.seen_of(child).into_iter().map(move |home| (child, home)))
            .collect();
        let homes: Vec<u32> =
            pairs.iter().filter_map(|&(_, home)| home).collect::<BTreeSet<u32>>().into_iter().collect();
        let mut places: Vec<u32> = homes.iter().map(|&home| problem.homes[home as usize].places).collect();
        for &child in flow.children.iter().filter(|child| wavering.binary_search(child).is_err()) {
            if let Some(at) = optimum.homes[child as usize].and_then(|home| homes.binary_search(&home).ok()) {
                places[at] -= 1;
            }
        }
        let cost = |child: u32, home: Option<u32>| {
            let outside = home.is_none_or(|home| !flow.is_full[home as usize]);
            let [first, second] = self.ticket(problem, child, home);
            vec![i64::from(outside), first, second]
        };
        let mut options = OptionSet::new(3);
        let number = |child: u32| number(wavering.binary_search(&child).expect("a wavering child"));
        for &(child, home) in &pairs {
            if let Some(at) = home.and_then(|home| homes.binary_search(&home).ok()) {
                options.push(number(child), super::number(at), 1, &cost(child, home));
            }
        }
        let child = |&child: &u32| Child {
            id: problem.children[child as usize].id.clone(),
            unplaced: board.is_seen(child, None).then(|| cost(child, None)),
            stay: None,
        };
        let home =
            |(&home, &places): (&u32, &u32)| Home { id: problem.homes[home as usize].id.clone(), places };
        let parts = ProblemParts {
            levels: ["outside_full_homes", "ticket", "ticket_continued"].map(str::to_owned).to_vec(),
            children: wavering.iter().map(child).collect(),
            homes: homes.iter().zip(&places).map(home).collect(),
            options,
            ..ProblemParts::default()
        };
        (Problem::new(parts).expect("part of a valid problem is one"), homes)
    }

    /// Chooses among the optima of everybody else.
    fn rest(&mut self, optimum: &Optimum<'_>, rest: Vec<u32>) -> Result<(), QuestionError> {
        let problem = optimum.problem;
        let mut is_out = BTreeSet::new();
        ruled_out(problem, optimum.solution, |child, home| {
            is_out.insert((child, home));
        });
        if let Some(face) = Face::new(optimum, rest.clone(), 2)? {
            let open = |child, home| !is_out.contains(&(child, home));
            let cost = |child, home| self.ticket(problem, child, home).to_vec();
            let least = face.problem(&["ticket", "ticket_continued"], &open, &cost);
            if let Some(homes) = self.solved(least).and_then(|solution| face.answer(&solution)) {
                face.selection
                    .children
                    .iter()
                    .for_each(|&child| self.homes[child as usize] = homes[child as usize]);
            }
            return Ok(());
        }
        let face = Face::new(optimum, rest, 0)?.expect("the problem's own levels have room");
        self.in_turn(problem, &face, is_out);
        Ok(())
    }

    /// Lets children choose in turn: each keeps to an optimum that respects the choices before.
    fn in_turn(&mut self, problem: &Problem, face: &Face<'_>, mut is_out: BTreeSet<(u32, Option<u32>)>) {
        let mut turns = face.selection.children.clone();
        turns.sort_unstable_by_key(|&child| {
            (self.ticket(problem, child, None), &problem.children[child as usize].id)
        });
        for child in turns {
            let mut choices: Vec<Option<u32>> = problem
                .options
                .iter()
                .filter(|option| option.child == child)
                .map(|option| Some(option.home))
                .collect();
            choices.push(None);
            choices.retain(|&home| face.selection.may(child, home) && !is_out.contains(&(child, home)));
            choices.sort_unstable_by_key(|&home| {
                (self.ticket(problem, child, home), home.map(|home| &problem.homes[home as usize].id))
            });
            let chosen = choices.iter().copied().find(|&home| self.may_choose(face, &is_out, child, home));
            let others = choices.into_iter().filter(|&home| Some(home) != chosen);
            is_out.extend(others.map(|home| (child, home)));
        }
    }

    /// Whether an optimum has this pair and none that is out; if so it becomes the chosen one.
    fn may_choose(
        &mut self,
        face: &Face<'_>,
        is_out: &BTreeSet<(u32, Option<u32>)>,
        child: u32,
        home: Option<u32>,
    ) -> bool {
        if self.homes[child as usize] == home {
            return true;
        }
        if self.choice == Choice::Stopped || is_interrupted(self.settings) {
            self.choice = Choice::Stopped;
            return false;
        }
        let open = |other, at| !is_out.contains(&(other, at)) && (other != child || at == home);
        let forced = face.problem(&[], &open, &|_, _| Vec::new());
        let solution = solve(&forced, self.settings);
        let found = face.answer(&solution);
        if found.is_none() && !matches!(solution.status, Status::Optimal | Status::Infeasible) {
            self.choice = Choice::Stopped;
        }
        self.evidence.push(Evidence { problem: forced, solution });
        let Some(homes) = found else { return false };
        face.selection.children.iter().for_each(|&child| self.homes[child as usize] = homes[child as usize]);
        true
    }
}
