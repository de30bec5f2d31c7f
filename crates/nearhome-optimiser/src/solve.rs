//! The whole run: divide, solve the parts in parallel, put the answer and its certificate together.

use nearhome_problem::{Certificate, FlowPrices, Problem, Solution, Status, Totals};
use rayon::prelude::*;

use crate::build::{self, Scope};
use crate::core::Core;
use crate::evaluate::evaluate;
use crate::flow::{self, FlowSeat, FlowTask};
use crate::meter::{Meter, Settings};
use crate::part::{self, Found, PartAnswer};
use crate::reduce::{Reduced, reduce};
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
    let divided = divide(problem);
    let Some(reduced) = reduced_rest(problem, &divided) else { return infeasible(problem, &divided, 1) };
    let flows = divided.flows.len();
    let parts = flows + reduced.parts.len();
    let tasks: Vec<Task<'_>> =
        divided.flows.iter().map(Task::Flow).chain(reduced.parts.iter().map(Task::Core)).collect();
    let done: Vec<Done> = tasks
        .par_iter()
        .enumerate()
        .map(|(index, task)| task.run(problem, &divided, Meter::new(settings, index, parts)))
        .collect();
    assemble(problem, &divided, &reduced, done)
}

/// One independent part to solve.
enum Task<'a> {
    Flow(&'a FlowPart),
    Core(&'a Core),
}

/// Its answer, with prices where it is a pure flow that was solved to the end.
struct Done {
    answer: PartAnswer,
    prices: Option<FlowPrices>,
}

impl Task<'_> {
    fn run(&self, problem: &Problem, divided: &Divided, meter: Meter<'_>) -> Done {
        match self {
            Self::Flow(flow) => solve_flow(problem, divided, flow, meter),
            Self::Core(core) => Done { answer: part::solve(core, meter), prices: None },
        }
    }
}

/// Everything that is not a pure flow, reduced; `None` when nothing is feasible.
fn reduced_rest(problem: &Problem, divided: &Divided) -> Option<Reduced> {
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
    let core = build::core(&scope);
    reduce(&core, &vec![true; core.options.len()])
}

/// What is left to search of a problem that is not infeasible at sight.
#[cfg(test)]
pub(crate) fn cores(problem: &Problem) -> Vec<Core> {
    reduced_rest(problem, &divide(problem)).map(|reduced| reduced.parts).unwrap_or_default()
}

fn solve_flow(problem: &Problem, divided: &Divided, part: &FlowPart, mut meter: Meter<'_>) -> Done {
    let option = |arc: usize| problem.options.get(part.options[arc] as usize);
    let homes: Vec<u32> = {
        let mut homes: Vec<u32> = (0..part.options.len()).map(|arc| option(arc).home).collect();
        homes.sort_unstable();
        homes.dedup();
        homes
    };
    let local = |home: u32| {
        let at = homes.binary_search(&home).expect("every home of an option is listed");
        u32::try_from(at).expect("homes are numbered in 32 bits")
    };
    let mut first_arc = vec![0; part.children.len() + 1];
    for arc in 0..part.options.len() {
        let child = part.children.binary_search(&option(arc).child).expect("options of these children");
        first_arc[child + 1] = arc + 1;
    }
    for child in 1..first_arc.len() {
        first_arc[child] = first_arc[child].max(first_arc[child - 1]);
    }
    let unplaced = |child: usize| {
        let child = part.children[child] as usize;
        let cost = problem.children[child].unplaced.as_ref().filter(|_| divided.fixed[child].is_none());
        cost.map(|cost| cost.iter().map(|&level| i128::from(level)).collect())
    };
    let task = FlowTask {
        levels: problem.levels.len(),
        places: homes.iter().map(|&home| problem.homes[home as usize].places).collect(),
        first_arc,
        arc_home: (0..part.options.len()).map(|arc| local(option(arc).home)).collect(),
        arc_cost: &|arc, level| i128::from(option(arc).cost[level]),
        unplaced: &unplaced,
    };
    let Ok(flow) = flow::solve(&task, &mut || meter.count().is_ok()) else {
        return Done { answer: PartAnswer::infeasible(task.levels, meter.steps), prices: None };
    };
    let ended = !flow.seats.contains(&FlowSeat::Open);
    let found = found_by_flow(part, &task, &flow.seats, &|arc| option(arc).home);
    let nonzero =
        homes.into_iter().zip(flow.prices).filter(|(_, price)| price.iter().any(|&level| level != 0));
    let prices = FlowPrices { children: part.children.clone(), homes: nonzero.collect() };
    Done {
        answer: PartAnswer { found, bound: flow.bound, ended, steps: meter.steps },
        prices: ended.then_some(prices),
    }
}

/// The answer of a flow; children who still waited when it was stopped stay unplaced if they may.
fn found_by_flow(
    part: &FlowPart,
    task: &FlowTask<'_>,
    seats: &[FlowSeat],
    home: &dyn Fn(usize) -> u32,
) -> Option<Found> {
    let mut found = Found { totals: vec![0; task.levels], homes: Vec::new() };
    for (child, seat) in seats.iter().enumerate() {
        let (cost, home): (Vec<i128>, _) = match *seat {
            FlowSeat::Arc(arc) => {
                ((0..task.levels).map(|level| (task.arc_cost)(arc, level)).collect(), Some(home(arc)))
            }
            FlowSeat::Unplaced | FlowSeat::Open => ((task.unplaced)(child)?, None),
        };
        found.totals.iter_mut().zip(cost).for_each(|(sum, level)| *sum += level);
        found.homes.push((part.children[child], home));
    }
    Some(found)
}

fn assemble(problem: &Problem, divided: &Divided, reduced: &Reduced, done: Vec<Done>) -> Solution {
    let search_nodes = search_nodes(&done, !divided.other_children.is_empty());
    let certificate = Certificate { flow: flow_prices(&done), search_nodes, ..Certificate::default() };
    let whole = part::combine(reduced, done.into_iter().map(|done| done.answer).collect(), 0);
    let status = match (&whole.found, whole.ended) {
        (Some(_), true) => Status::Optimal,
        (Some(_), false) => Status::Feasible,
        (None, true) => return infeasible(problem, divided, certificate.search_nodes),
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

fn infeasible(problem: &Problem, divided: &Divided, search_nodes: u64) -> Solution {
    let shortage = shortage(problem, &divided.fixed);
    let certificate = Certificate { shortage, search_nodes, ..Certificate::default() };
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
    let steps: u64 = done.iter().filter(|done| done.prices.is_none()).map(|done| done.answer.steps).sum();
    if has_rest { steps.max(1) } else { 0 }
}
