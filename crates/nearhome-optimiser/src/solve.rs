//! The whole run: divide, solve the parts in parallel, put the answer and its certificate together.

use nearhome_problem::{
    Bound, Certificate, FlowPrices, HouseholdProof, Limit, Problem, Solution, Status, Step, Totals,
};
use rayon::prelude::*;

use crate::build::{self, Scope};
use crate::core::Core;
use crate::evaluate::evaluate;
use crate::flow::{self, Flow, FlowAnswer, FlowSeat};
use crate::footing::{Footing, Traces};
use crate::meter::{Meter, Settings};
use crate::part::{self, Found, PartAnswer};
use crate::problem_flow::ProblemFlow;
use crate::proof::{self, Base, PartProof};
use crate::reduce::{Contradiction, Reduced, reduce};
use crate::shortage::shortage;
use crate::split::{Divided, FlowPart, divide};

/// Solves a problem.
///
/// Without a limit in `settings` the status is [`Status::Optimal`] or [`Status::Infeasible`]. A run
/// that is stopped returns the best answer so far ([`Status::Feasible`]) or none
/// ([`Status::Unknown`]), each with a lexicographic lower bound; it never says infeasible.
///
/// Independent parts are solved in parallel in rayon's current pool.
///
/// # Panics
///
/// When the answer breaks a rule of the problem or its totals are wrong: a defect of this crate.
///
/// # Examples
///
/// ```
/// use nearhome_optimiser::{Settings, random_problems, solve};
/// use nearhome_problem::Status;
///
/// let problem = random_problems::tiny(7);
/// let solution = solve(&problem, &Settings::default());
/// assert!(matches!(solution.status, Status::Optimal | Status::Infeasible));
/// ```
#[must_use]
pub fn solve(problem: &Problem, settings: &Settings<'_>) -> Solution {
    solve_with(problem, None, settings).0
}

/// Solves a problem as [`solve`] does, beginning with an answer that is known: the home of each child, `None` for unplaced.
///
/// Of a run that is stopped the answer is no worse than the one that was given, part by part. What of it breaks a rule is
/// not used; pure flows do not need it.
///
/// # Panics
///
/// As [`solve`], and when `known` has not one entry for each child.
///
/// # Examples
///
/// ```
/// use nearhome_optimiser::{Settings, random_problems, solve, solve_from};
///
/// let problem = random_problems::tiny(7);
/// let solution = solve(&problem, &Settings::default());
/// if let Some(homes) = &solution.homes {
///     let again = solve_from(&problem, homes, &Settings::default());
///     assert_eq!(again.totals, solution.totals);
/// }
/// ```
#[must_use]
pub fn solve_from(problem: &Problem, known: &[Option<u32>], settings: &Settings<'_>) -> Solution {
    assert_eq!(known.len(), problem.children.len(), "one entry for each child");
    solve_with(problem, Some(&Footing::of_homes(known)), settings).0
}

/// Solves a problem as [`solve`] does, from what was learnt of a similar one, and tells what was learnt of this one.
///
/// Children, homes and caps must have the same numbers in both ([`Footing::renumbered`]); options, costs, places and
/// everything else may differ. An empty footing is a start from nothing. The answer is as exact as from nothing; among
/// answers that are equally good it may be another one.
///
/// # Panics
///
/// As [`solve`].
///
/// # Examples
///
/// ```
/// use nearhome_optimiser::{Footing, Settings, random_problems, solve_near};
///
/// let problem = random_problems::tiny(7);
/// let (solution, footing) = solve_near(&problem, &Footing::default(), &Settings::default());
/// let (again, _) = solve_near(&problem, &footing, &Settings::default());
/// assert_eq!(again.totals, solution.totals);
/// ```
#[must_use]
pub fn solve_near(problem: &Problem, footing: &Footing, settings: &Settings<'_>) -> (Solution, Footing) {
    let (solution, traces) = solve_with(problem, Some(footing), settings);
    let footing = Footing::new(solution.homes.as_deref(), traces);
    (solution, footing)
}

fn solve_with(problem: &Problem, footing: Option<&Footing>, settings: &Settings<'_>) -> (Solution, Traces) {
    let divided = divide(problem);
    let reduced = match reduced_rest(problem, &divided) {
        Ok(reduced) => reduced,
        Err(contradiction) => {
            let tree = without_answer(&divided, steps_of(&contradiction, problem));
            return (infeasible(problem, &divided, 1, Some(tree)), Traces::default());
        }
    };
    let bases = bases(&reduced);
    let flows = divided.flows.len();
    let parts = flows + reduced.parts.len();
    let tasks: Vec<Task<'_>> =
        divided.flows.iter().map(Task::Flow).chain(reduced.parts.iter().zip(bases).map(Task::Core)).collect();
    let mut done: Vec<Done> = tasks
        .par_iter()
        .enumerate()
        .map(|(index, task)| task.run(problem, &divided, footing, Meter::new(settings, index, parts)))
        .collect();
    let mut traces = Traces::default();
    for done in &mut done {
        traces.add(std::mem::take(&mut done.answer.traces));
    }
    (assemble(problem, &divided, &reduced, done), traces)
}

/// One independent part to solve.
enum Task<'a> {
    Flow(&'a FlowPart),
    /// With what its proof counts besides.
    Core((&'a Core, Base)),
}

/// Its answer, with its certificate where it is a flow that was solved to the end.
struct Done {
    answer: PartAnswer,
    /// Of a flow without caps.
    prices: Option<FlowPrices>,
    /// Of a flow under caps.
    proof: Option<HouseholdProof>,
}

impl From<PartAnswer> for Done {
    fn from(answer: PartAnswer) -> Self {
        Self { answer, prices: None, proof: None }
    }
}

impl Task<'_> {
    fn run(&self, problem: &Problem, divided: &Divided, footing: Option<&Footing>, meter: Meter<'_>) -> Done {
        match self {
            Self::Flow(flow) => solve_flow(problem, divided, flow, meter),
            Self::Core((core, base)) => part::solve(core, footing, base.clone(), meter).into(),
        }
    }
}

/// A problem as a single core, nothing decided; `None` where pure flows are part of it, or limits.
pub(crate) fn whole_core(problem: &Problem) -> Option<Core> {
    let divided = divide(problem);
    (divided.flows.is_empty() && problem.limits.is_empty()).then(|| rest(problem, &divided))
}

/// Everything that is not a pure flow, reduced.
fn reduced_rest(problem: &Problem, divided: &Divided) -> Result<Reduced, Contradiction> {
    let core = rest(problem, divided);
    reduce(&core, &vec![true; core.options.len()])
}

/// Everything that is not a pure flow.
fn rest(problem: &Problem, divided: &Divided) -> Core {
    let mut limits: Vec<Option<i128>> = vec![None; problem.levels.len()];
    for limit in &problem.limits {
        let max = i128::from(limit.max);
        limits[limit.level] = Some(limits[limit.level].map_or(max, |old| old.min(max)));
    }
    let scope = Scope {
        problem,
        children: divided.other_children.clone(),
        options: divided.other_options.clone(),
        limits,
        fixed: &divided.fixed,
    };
    build::core(&scope)
}

/// What is left to search of a problem that is not infeasible at sight.
#[cfg(test)]
pub(crate) fn cores(problem: &Problem) -> Vec<Core> {
    reduced_rest(problem, &divide(problem)).map(|reduced| reduced.parts).unwrap_or_default()
}

fn solve_flow(problem: &Problem, divided: &Divided, part: &FlowPart, mut meter: Meter<'_>) -> Done {
    let task = ProblemFlow::new(problem, divided, part);
    let caps = task.caps();
    let flow = match flow::solve_capped(&task, &caps, &mut || meter.count().is_ok()) {
        Ok(flow) => flow,
        Err(short) => {
            let answer = PartAnswer::infeasible(task.levels(), meter.steps, None);
            let proof = (!part.caps.is_empty()).then(|| proof::capped_shortage(part, &short));
            return Done { answer, prices: None, proof };
        }
    };
    let ended = !flow.seats.contains(&FlowSeat::Open);
    let found = found_by_flow(problem, part, &flow.seats, &|child| task.unplaced(child));
    let proof =
        (ended && !part.caps.is_empty()).then(|| proof::capped_flow(&task, &caps, part, &flow)).flatten();
    let prices = (ended && part.caps.is_empty()).then(|| prices_of(part, &flow));
    let answer = PartAnswer {
        found,
        bound: flow.bound,
        ended,
        steps: meter.steps,
        proof: None,
        traces: Traces::default(),
    };
    Done { answer, prices, proof }
}

/// The certificate of a flow without caps.
fn prices_of(part: &FlowPart, flow: &FlowAnswer) -> FlowPrices {
    let priced =
        part.homes.iter().zip(&flow.prices).filter(|(_, price)| price.iter().any(|&level| level != 0));
    let homes = priced.map(|(&home, price)| (home, price.clone())).collect();
    FlowPrices { children: part.children.clone(), homes }
}

/// The answer of a flow; children who still waited when it was stopped stay unplaced if they may.
fn found_by_flow(
    problem: &Problem,
    part: &FlowPart,
    seats: &[FlowSeat],
    unplaced: &dyn Fn(usize) -> Option<Vec<i128>>,
) -> Option<Found> {
    let mut found = Found { totals: vec![0; problem.levels.len()], homes: Vec::with_capacity(seats.len()) };
    for (child, seat) in seats.iter().enumerate() {
        let home = match *seat {
            FlowSeat::Arc(arc) => {
                let option = problem.options.get(part.options.at(arc));
                nearhome_problem::add_cost(&mut found.totals, option.cost);
                Some(option.home)
            }
            FlowSeat::Unplaced | FlowSeat::Open => {
                found.totals.iter_mut().zip(unplaced(child)?).for_each(|(sum, level)| *sum += level);
                None
            }
        };
        found.homes.push((part.children[child], home));
    }
    Some(found)
}

fn assemble(problem: &Problem, divided: &Divided, reduced: &Reduced, mut done: Vec<Done>) -> Solution {
    let search_nodes = search_nodes(&done, !divided.other_children.is_empty());
    let flow = flow_prices(&done);
    let mut capped: Vec<HouseholdProof> = done.iter_mut().filter_map(|done| done.proof.take()).collect();
    if let Some(at) = capped.iter().position(|proof| proof.least.is_none()) {
        return infeasible(problem, divided, search_nodes, Some(capped.swap_remove(at)));
    }
    let mut flows: Vec<PartAnswer> = done.into_iter().map(|done| done.answer).collect();
    let cores = flows.split_off(divided.flows.len());
    let mut whole = part::combine(reduced, cores, 0, &Base::nothing(problem.levels.len()), 0);
    let proof = whole.proof.take();
    if whole.found.is_none() && whole.ended {
        let tree = proof.map(|proof| without_answer(divided, proof.steps));
        return infeasible(problem, divided, search_nodes, tree);
    }
    let says_something = |proof: &PartProof| !divided.other_children.is_empty() && proof.levels > 0;
    let households = proof.filter(says_something).map(|proof| HouseholdProof {
        children: divided.other_children.clone(),
        least: Some(proof.claim(whole.bound.clone())),
        steps: proof.steps,
        parts: proof.parts,
    });
    let certificate = Certificate {
        flow,
        households: households.into_iter().chain(capped).collect(),
        search_nodes,
        ..Certificate::default()
    };
    for flow in flows {
        whole.add(flow);
    }
    let status = match (&whole.found, whole.ended) {
        (Some(_), true) => Status::Optimal,
        (Some(_), false) => Status::Feasible,
        (None, true) => return infeasible(problem, divided, certificate.search_nodes, None),
        (None, false) => Status::Unknown,
    };
    let bound = Some(whole.bound);
    let Some(found) = whole.found else {
        return Solution { status, totals: None, bound, homes: None, certificate };
    };
    let mut homes = vec![None; problem.children.len()];
    for (child, home) in found.homes {
        homes[child as usize] = home;
    }
    let totals: Totals = evaluate(problem, &homes).expect("the answer keeps every rule");
    assert_eq!(totals, found.totals, "the totals of the parts add up");
    Solution { status, totals: Some(totals), bound, homes: Some(homes), certificate }
}

/// What each part's proof counts besides the part; a single part's proof counts all that is decided.
fn bases(reduced: &Reduced) -> Vec<Base> {
    let nothing = Base::nothing(reduced.constant.len());
    if reduced.parts.len() == 1 { vec![nothing.with(reduced)] } else { proof::share(&nothing, reduced).1 }
}

/// Why nothing is feasible when the consequences of what is fixed already say so.
fn steps_of(contradiction: &Contradiction, problem: &Problem) -> Vec<Step> {
    let beyond = |limit: &Limit| {
        let without_groups = contradiction.open_groups.clone();
        Step::Bound(Bound { without_groups, ..proof::beyond_limit(limit.level) })
    };
    let limits = problem.limits.iter().map(beyond);
    limits.chain([Step::End]).collect()
}

/// Why the children outside flows have no answer.
fn without_answer(divided: &Divided, steps: Vec<Step>) -> HouseholdProof {
    HouseholdProof { children: divided.other_children.clone(), steps, ..HouseholdProof::default() }
}

fn infeasible(
    problem: &Problem,
    divided: &Divided,
    search_nodes: u64,
    tree: Option<HouseholdProof>,
) -> Solution {
    let shortage = shortage(problem, &divided.fixed);
    let households = tree.filter(|_| shortage.is_empty()).into_iter().collect();
    let certificate = Certificate { shortage, households, search_nodes, ..Certificate::default() };
    Solution { status: Status::Infeasible, totals: None, bound: None, homes: None, certificate }
}

/// The prices of all pure flows, children and homes ascending.
fn flow_prices(done: &[Done]) -> Option<FlowPrices> {
    let mut all = FlowPrices { children: Vec::new(), homes: Vec::new() };
    for prices in done.iter().filter_map(|done| done.prices.as_ref()) {
        all.children.extend(&prices.children);
        all.homes.extend(prices.homes.iter().cloned());
    }
    all.children.sort_unstable();
    all.homes.sort_unstable_by_key(|&(home, _)| home);
    (!all.children.is_empty()).then_some(all)
}

fn search_nodes(done: &[Done], has_rest: bool) -> u64 {
    let is_search = |done: &&Done| done.prices.is_none() && done.proof.is_none();
    let steps: u64 = done.iter().filter(is_search).map(|done| done.answer.steps).sum();
    if has_rest { steps.max(1) } else { 0 }
}
