//! Solves a problem and asks what may be asked of it, and checks all of it: by the checker, by brute force where the
//! problem is small, and by one way against the other.

use std::sync::atomic::{AtomicU64, Ordering};

use nearhome_check::{Proof, check};
use nearhome_optimiser::{Change, Footing, Repair, Settings, brute_force, solve, solve_from, solve_near};
use nearhome_problem::{MpsForm, OptionSet, Problem, ProblemParts, Solution, Status, Totals};

use super::problem::Bytes;
use super::questions;

/// Up to so many assignments every one of them is tried.
const TRIED_MAX: usize = 2_000;

/// A problem with what may be known of it beforehand.
pub(crate) struct Ground {
    pub(crate) problem: Problem,
    /// Every allowed assignment with its totals, where there are few.
    pub(crate) answers: Option<Vec<(Totals, Vec<Option<u32>>)>>,
    step_limit: u64,
    asks: u64,
}

impl Ground {
    pub(crate) fn new(problem: Problem, byte: u8) -> Self {
        let answers = is_small(&problem).then(|| answers(&problem));
        let step_limit = [0, 1, 2, 4, 8, 16, 24, 40][usize::from(byte & 7)];
        let asks = [5, 50, 500, 2_000][usize::from(byte >> 6)];
        Self { problem, answers, step_limit, asks }
    }

    /// The same limits for another problem.
    pub(crate) fn with(&self, problem: Problem) -> Self {
        let answers = is_small(&problem).then(|| answers(&problem));
        Self { problem, answers, step_limit: self.step_limit, asks: self.asks }
    }

    pub(crate) fn is_small(&self) -> bool {
        self.answers.is_some()
    }

    /// The least totals of all, where every assignment was tried and some is allowed.
    pub(crate) fn best(&self) -> Option<&Totals> {
        self.answers.iter().flatten().map(|(totals, _)| totals).min()
    }

    /// Runs something with a step limit, and with an interrupt after some asking; a small problem without either.
    pub(crate) fn limited<T>(&self, run: impl FnOnce(&Settings<'_>) -> T) -> T {
        if self.is_small() { run(&Settings::default()) } else { self.stopped(run) }
    }

    /// Runs something with a step limit, and with an interrupt after some asking.
    pub(crate) fn stopped<T>(&self, run: impl FnOnce(&Settings<'_>) -> T) -> T {
        let asked = AtomicU64::new(0);
        let interrupt = || asked.fetch_add(1, Ordering::Relaxed) >= self.asks;
        let settings = Settings {
            step_limit: Some(self.step_limit),
            interrupt: Some(&interrupt),
            ..Settings::default()
        };
        run(&settings)
    }

    /// Everything that a solution says of the problem is true, and proved where the run was not stopped.
    pub(crate) fn check(&self, solution: &Solution) {
        let report = check(&self.problem, solution);
        let Ok(report) = report else {
            panic!("{report:?}: the checker rejects {solution:?} to {}", json(&self.problem))
        };
        let is_ended = matches!(solution.status, Status::Optimal | Status::Infeasible);
        let is_to_be_proved = is_ended && has_room_for_proofs(&self.problem);
        assert!(!is_to_be_proved || report.proof == Proof::Full, "{:?}: {solution:?}", report.proof);
        if !self.is_small() {
            return;
        }
        let best = self.best();
        let is_true = match (solution.status, &solution.bound) {
            (Status::Optimal, _) => solution.totals.as_ref() == best,
            (Status::Infeasible, _) => best.is_none(),
            (_, bound) => bound.as_ref().is_none_or(|bound| best.is_none_or(|best| bound <= best)),
        };
        assert!(is_true, "the best is {best:?}: {solution:?}");
        if let Some(homes) = &solution.homes {
            let mut allowed = self.answers.iter().flatten();
            assert!(allowed.any(|(_, other)| homes == other), "not allowed: {homes:?}");
        }
    }
}

/// Two runs that both came to an end agree.
fn check_same(one: &Solution, other: &Solution) {
    let is_ended = |solution: &Solution| matches!(solution.status, Status::Optimal | Status::Infeasible);
    if is_ended(one) && is_ended(other) {
        assert_eq!(one.totals, other.totals, "two ways to solve one problem");
    }
    if let (Status::Feasible | Status::Optimal, Some(bound)) = (other.status, &one.bound) {
        assert!(other.totals.as_ref() >= Some(bound), "a bound above another answer: {one:?}, {other:?}");
    }
}

/// A problem as a message shows it.
fn json(problem: &Problem) -> String {
    let mut file = Vec::new();
    problem.write_json(&mut file).expect("memory can be written");
    String::from_utf8_lossy(&file).into_owned()
}

/// Whether every assignment can be tried.
fn is_small(problem: &Problem) -> bool {
    let mut choices: Vec<usize> =
        problem.children.iter().map(|child| usize::from(child.unplaced.is_some())).collect();
    for option in problem.options.iter() {
        choices[option.child as usize] += 1;
    }
    // A child without a choice makes the product 0, and yet those before it are tried.
    let tried = choices.iter().fold(1_usize, |product, &count| product.saturating_mul(count.max(1)));
    tried.saturating_mul(1 + choices.len() / 8) <= TRIED_MAX
}

/// Whether the sums of all levels together are so small that weights of levels surely fit a proof's 128 bits.
fn has_room_for_proofs(problem: &Problem) -> bool {
    let (children, options) = (&problem.children, &problem.options);
    let largest = |level: usize| {
        let unplaced = children.iter().filter_map(|child| child.unplaced.as_ref()).map(|cost| cost[level]);
        let groups =
            problem.together.iter().filter_map(|group| group.split_cost.as_ref()).map(|cost| cost[level]);
        let pairs = problem.apart.iter().filter_map(|pair| pair.cost.as_ref()).map(|cost| cost[level]);
        options.iter().map(|option| option.cost[level]).chain(unplaced).chain(groups).chain(pairs).max()
    };
    let sums = (0..problem.levels.len()).map(|level| {
        let largest = u128::try_from(largest(level).unwrap_or(0)).expect("costs are not negative");
        (largest + 1) * (1 + children.len() as u128)
    });
    sums.map(|sum| sum.ilog2() + 1).sum::<u32>() <= 50
}

fn answers(problem: &Problem) -> Vec<(Totals, Vec<Option<u32>>)> {
    let mut all = Vec::new();
    brute_force::visit(problem, &mut |totals, homes| all.push((totals.clone(), homes.to_vec())));
    all
}

/// Solves a problem and asks one thing more of it.
pub(crate) fn examine(ground: &Ground, task: u8, bytes: &mut Bytes<'_>) {
    let solution = ground.limited(|settings| solve(&ground.problem, settings));
    if ground.is_small() {
        let is_ended = matches!(solution.status, Status::Optimal | Status::Infeasible);
        assert!(is_ended, "stopped without being asked: {solution:?}");
    }
    ground.check(&solution);
    match task % 10 {
        0 => ground.check(&ground.stopped(|settings| solve(&ground.problem, settings))),
        1 => from_any_answer(ground, &solution, bytes),
        2 => near(ground, bytes),
        3 => turned_round(ground, &solution),
        4 => repair(ground, bytes),
        5 => other_forms(ground, &solution),
        6 => questions::optima(ground, &solution),
        7 => questions::place_values(ground, &solution, bytes),
        8 => questions::shortages(ground),
        _ => questions::frontier(ground, bytes),
    }
}

/// Any homes, even those that are not there, may be where a search begins.
fn from_any_answer(ground: &Ground, solution: &Solution, bytes: &mut Bytes<'_>) {
    let problem = &ground.problem;
    let homes = problem.homes.len() + 2;
    let any: Vec<Option<u32>> =
        problem.children.iter().map(|_| u32::try_from(bytes.below(homes)).ok()?.checked_sub(1)).collect();
    let from_any = ground.limited(|settings| solve_from(problem, &any, settings));
    ground.check(&from_any);
    check_same(solution, &from_any);
    if let Some(known) = &solution.homes {
        let again = ground.stopped(|settings| solve_from(problem, known, settings));
        ground.check(&again);
        check_same(solution, &again);
    }
}

/// What is learnt of one problem serves another that differs in an option, a place, a constraint.
fn near(ground: &Ground, bytes: &mut Bytes<'_>) {
    let (first, mut footing) =
        ground.limited(|settings| solve_near(&ground.problem, &Footing::default(), settings));
    ground.check(&first);
    let mut problem = ground.problem.clone();
    for _ in 0..3 {
        problem = changed(&problem, bytes);
        let next = ground.with(problem.clone());
        let (near, learnt) = next.limited(|settings| solve_near(&problem, &footing, settings));
        next.check(&near);
        let fresh = next.limited(|settings| solve(&problem, settings));
        next.check(&fresh);
        check_same(&near, &fresh);
        footing = learnt;
    }
}

/// One small change; the same problem where that is none.
fn changed(problem: &Problem, bytes: &mut Bytes<'_>) -> Problem {
    let mut parts = problem.clone().into_parts();
    let (kind, at) = (bytes.next() % 8, bytes.below(65_536));
    match kind {
        0 => drop_options(&mut parts, |_, index| index == at),
        1 => drop_options(&mut parts, |home, _| home as usize == at),
        2 => drop(parts.together.pop()),
        3 => drop(parts.apart.pop()),
        4 => drop(parts.caps.pop()),
        5 => drop(parts.limits.pop()),
        6 => drop(parts.fixed.pop()),
        _ => {
            if let Some(home) = at.checked_rem(parts.homes.len()) {
                parts.homes[home].places = u32::from(bytes.next() & 3);
            }
        }
    }
    Problem::new(parts).unwrap_or_else(|_| problem.clone())
}

fn drop_options(parts: &mut ProblemParts, is_dropped: impl Fn(u32, usize) -> bool) {
    let mut kept = OptionSet::new(parts.levels.len());
    for (index, option) in parts.options.iter().enumerate() {
        if !is_dropped(option.home, index) {
            kept.push(option.child, option.home, option.places, option.cost);
        }
    }
    parts.options = kept;
}

/// Children and homes in reverse order are the same problem.
fn turned_round(ground: &Ground, solution: &Solution) {
    let mut parts = ground.problem.clone().into_parts();
    let (children, homes) = (parts.children.len(), parts.homes.len());
    let turned = |index: u32, count: usize| u32::try_from(count).expect("problems are small") - 1 - index;
    let child = |index: &mut u32| *index = turned(*index, children);
    let home = |index: &mut u32| *index = turned(*index, homes);
    let mut options = OptionSet::new(parts.levels.len());
    for option in parts.options.iter() {
        options.push(turned(option.child, children), turned(option.home, homes), option.places, option.cost);
    }
    parts.options = options;
    parts.children.reverse();
    parts.homes.reverse();
    parts.together.iter_mut().flat_map(|group| &mut group.children).for_each(child);
    parts.apart.iter_mut().flat_map(|pair| &mut pair.children).for_each(child);
    parts.alone.iter_mut().for_each(child);
    parts.caps.iter_mut().flat_map(|cap| &mut cap.homes).for_each(home);
    for fixed in &mut parts.fixed {
        child(&mut fixed.child);
        home(&mut fixed.home);
    }
    let other = ground.with(Problem::new(parts).expect("the same problem in another order"));
    let found = other.limited(|settings| solve(&other.problem, settings));
    other.check(&found);
    check_same(solution, &found);
    check_same(&found, solution);
}

/// A pure flow is kept optimal under changes; what is no flow is refused.
fn repair(ground: &Ground, bytes: &mut Bytes<'_>) {
    let Ok(mut repair) = Repair::new(ground.problem.clone()) else { return };
    let levels = ground.problem.levels.len();
    for _ in 0..6 {
        let (child, home) = (u32::from(bytes.next() % 32), u32::from(bytes.next() % 8));
        let cost = |bytes: &mut Bytes<'_>| -> Vec<i64> { (0..levels).map(|_| bytes.amount()).collect() };
        let change = match bytes.next() % 7 {
            0 => Change::Leave { child },
            1 => Change::Arrive { child },
            2 => Change::Places { home, places: u32::from(bytes.next() & 7) },
            3 => Change::Charge { home, cost: cost(bytes) },
            4 => Change::Pair { child, home, cost: (bytes.next() & 3 > 0).then(|| cost(bytes)) },
            5 => Change::Fix { child, home: Some(home) },
            _ => Change::Fix { child, home: None },
        };
        let before = repair.solution();
        if repair.apply(&change).is_err() {
            assert_eq!(
                repair.solution(),
                before,
                "a change that was refused has changed something: {change:?}"
            );
        }
        assert!(repair.is_proved(), "seats and prices do not prove each other after {change:?}");
        let changed = ground.with(repair.problem());
        changed.check(&repair.solution());
        let fresh = solve(&changed.problem, &Settings::default());
        assert_eq!(fresh.totals, Some(repair.totals()), "after {change:?}");
        let ranges = repair.price_ranges();
        assert_eq!(ranges.len(), ground.problem.homes.len());
    }
}

/// The problem and its answer come back from their files, and the problem can be written for others.
fn other_forms(ground: &Ground, solution: &Solution) {
    let problem = &ground.problem;
    let mut file = Vec::new();
    problem.write_json(&mut file).expect("memory can be written");
    let again = Problem::read_json(file.as_slice());
    assert!(again.as_ref().is_ok_and(|again| again == problem), "not what was written: {again:?}");
    file.clear();
    solution.write_json(&mut file).expect("memory can be written");
    let again = Solution::read_json(file.as_slice());
    assert!(again.as_ref().is_ok_and(|again| again == solution), "not what was written: {again:?}");
    let _ = problem.write_mps(std::io::sink(), MpsForm::Weighted);
    let held = solution.totals.clone().unwrap_or_else(|| vec![0; problem.levels.len()]);
    for level in 0..problem.levels.len() {
        let _ = problem.write_mps(std::io::sink(), MpsForm::Level { level, held: &held[..level] });
    }
}
