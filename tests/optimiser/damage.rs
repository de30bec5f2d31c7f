//! The kinds of damage that are done to an answer.
//!
//! Each takes an answer (or the problem under it) and changes one thing, as a defect or a forger would.

use nearhome_optimiser::random_problems::Numbers;
use nearhome_problem::{FlowPrices, Home, Problem, Solution, Status};

use crate::outdated;
use crate::support::{cost_of, is_pure_flow};

/// Makes a damaged copy of a problem and its answer.
pub(crate) type Damage = fn(&mut Numbers, &Problem, &Solution) -> Damaged;

/// `None` where the kind does not apply.
pub(crate) type Damaged = Option<(Problem, Solution)>;

/// Every kind of damage by name.
pub(crate) const KINDS: &[(&str, Damage)] = &[
    ("two children swap homes", swap_homes),
    ("a child is moved to another of its homes", move_child),
    ("a child is moved and the totals follow", move_child_honestly),
    ("a child is put into a home without option", no_option),
    ("a child is left unplaced", drop_child),
    ("a child is left unplaced and the totals follow", drop_child_honestly),
    ("everybody goes to the last option's home", overfill),
    ("a home index is out of range", home_out_of_range),
    ("an entry of homes is missing", homes_too_short),
    ("there is an entry of homes too many", homes_too_long),
    ("a total is one too high", |n, p, s| nudge_totals(n, p, s, 1)),
    ("a total is one too low", |n, p, s| nudge_totals(n, p, s, -1)),
    ("a total is missing", total_missing),
    ("the bound is above the totals", |n, p, s| nudge_bound(n, p, s, 1)),
    ("optimal, but the bound is below the totals", |n, p, s| nudge_bound(n, p, s, -1)),
    ("feasible, with a bound above the optimum", feasible_bound_too_high),
    ("another allowed answer is called optimal", suboptimal_called_optimal),
    ("infeasible, with homes", infeasible_with_homes),
    ("infeasible, although there is an answer", infeasible_claimed),
    ("infeasible, with a forged shortage", forged_shortage),
    ("infeasible indeed, with a shortage drawn at random", random_shortage),
    ("an answer with a shortage", shortage_beside_answer),
    ("unknown, with totals", unknown_with_totals),
    ("unknown, with a bound above the optimum", unknown_bound_too_high),
    ("optimal is forged over an infeasible problem", optimal_forged),
    ("a price is one higher", |n, p, s| nudge_price(n, p, s, 1)),
    ("a price is one lower", |n, p, s| nudge_price(n, p, s, -1)),
    ("a price is negative", negative_price),
    ("a price is dropped", drop_price),
    ("a price is given twice", price_twice),
    ("a price has a level too few", price_too_short),
    ("a price is for no home", price_for_no_home),
    ("a home with a free place has a price", price_on_free_place),
    ("a flow child is dropped from the list", drop_flow_child),
    ("a flow child is listed twice", flow_child_twice),
    ("all children are called a flow", all_called_flow),
    ("a home has lost a place", outdated::lost_place),
    ("an option takes one place more", outdated::wider_option),
    ("two in different homes must be together", outdated::must_be_together),
    ("two in one home must be apart", outdated::must_be_apart),
    ("one in a shared home must be alone", outdated::must_be_alone),
    ("a cap is one below what is placed", outdated::cap_too_low),
    ("a limit is one below the total", outdated::limit_too_low),
    ("a child is fixed elsewhere", outdated::fixed_elsewhere),
    ("an unplaced child must be placed", outdated::must_be_placed),
    ("a home has gained a place", outdated::gained_place),
    ("an option not used has become free", outdated::free_option),
    ("an option was added", outdated::added_option),
    ("siblings need no longer be together", outdated::group_dissolved),
    ("a pair need no longer be apart", outdated::pair_dissolved),
    ("nobody need be alone any more", outdated::nobody_alone),
    ("a cap is gone", outdated::cap_gone),
    ("a limit is gone", outdated::limit_gone),
    ("a child is no longer fixed", outdated::no_longer_fixed),
];

/// Damages the homes of an answer and leaves the rest.
fn with_homes(
    problem: &Problem,
    answer: &Solution,
    change: impl FnOnce(&mut Vec<Option<u32>>) -> Option<()>,
) -> Damaged {
    let mut damaged = answer.clone();
    change(damaged.homes.as_mut()?)?;
    Some((problem.clone(), damaged))
}

/// Lets totals and bound follow the homes, as a lying solver would.
fn with_honest_totals(damaged: Damaged) -> Damaged {
    let (problem, mut solution) = damaged?;
    let totals = cost_of(&problem, solution.homes.as_ref()?)?;
    solution.totals = Some(totals.clone());
    solution.bound = Some(totals);
    Some((problem, solution))
}

pub(crate) fn with_solution(
    problem: &Problem,
    answer: &Solution,
    change: impl FnOnce(&mut Solution) -> Option<()>,
) -> Damaged {
    let mut damaged = answer.clone();
    change(&mut damaged)?;
    Some((problem.clone(), damaged))
}

fn with_flow(
    problem: &Problem,
    answer: &Solution,
    change: impl FnOnce(&mut FlowPrices) -> Option<()>,
) -> Damaged {
    with_solution(problem, answer, |damaged| change(damaged.certificate.flow.as_mut()?))
}

fn some_child(numbers: &mut Numbers, problem: &Problem) -> usize {
    numbers.index(problem.children.len())
}

pub(crate) fn number(index: usize) -> u32 {
    u32::try_from(index).expect("tiny problems have few of everything")
}

fn swap_homes(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    let (one, other) = (some_child(numbers, problem), some_child(numbers, problem));
    with_homes(problem, answer, |homes| {
        if homes[one] == homes[other] {
            return None;
        }
        homes.swap(one, other);
        Some(())
    })
}

fn move_child(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    if problem.options.is_empty() {
        return None;
    }
    let option = problem.options.get(numbers.index(problem.options.len()));
    with_homes(problem, answer, |homes| {
        let slot = &mut homes[option.child as usize];
        if *slot == Some(option.home) {
            return None;
        }
        *slot = Some(option.home);
        Some(())
    })
}

fn move_child_honestly(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_honest_totals(move_child(numbers, problem, answer))
}

fn no_option(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    let child = some_child(numbers, problem);
    let has_option = |home: u32| problem.options.iter().any(|o| o.child as usize == child && o.home == home);
    let home = (0..number(problem.homes.len())).find(|&home| !has_option(home))?;
    with_homes(problem, answer, |homes| {
        homes[child] = Some(home);
        Some(())
    })
}

fn drop_child(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    let child = some_child(numbers, problem);
    with_homes(problem, answer, |homes| homes[child].take().map(|_| ()))
}

fn drop_child_honestly(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_honest_totals(drop_child(numbers, problem, answer))
}

fn overfill(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    let home = number(numbers.index(problem.homes.len()));
    with_homes(problem, answer, |homes| {
        let before = homes.clone();
        for option in problem.options.iter().filter(|option| option.home == home) {
            homes[option.child as usize] = Some(home);
        }
        (*homes != before).then_some(())
    })
}

fn home_out_of_range(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    let child = some_child(numbers, problem);
    let beyond = numbers.one_of(&[number(problem.homes.len()), u32::MAX]);
    with_homes(problem, answer, |homes| {
        homes[child] = Some(beyond);
        Some(())
    })
}

fn homes_too_short(_: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_homes(problem, answer, |homes| homes.pop().map(|_| ()))
}

fn homes_too_long(_: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_homes(problem, answer, |homes| {
        homes.push(None);
        Some(())
    })
}

fn nudge_totals(numbers: &mut Numbers, problem: &Problem, answer: &Solution, by: i128) -> Damaged {
    let level = numbers.index(problem.levels.len());
    with_solution(problem, answer, |damaged| {
        damaged.totals.as_mut()?[level] += by;
        damaged.bound.as_mut()?[level] += by;
        Some(())
    })
}

fn total_missing(_: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_solution(problem, answer, |damaged| damaged.totals.as_mut()?.pop().map(|_| ()))
}

fn nudge_bound(numbers: &mut Numbers, problem: &Problem, answer: &Solution, by: i128) -> Damaged {
    let level = numbers.index(problem.levels.len());
    with_solution(problem, answer, |damaged| {
        damaged.bound.as_mut()?[level] += by;
        Some(())
    })
}

fn feasible_bound_too_high(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    let (problem, mut damaged) = move_child_honestly(numbers, problem, answer)?;
    damaged.status = Status::Feasible;
    Some((problem, damaged))
}

/// The first other assignment in a random order that is allowed and costs more.
pub(crate) fn suboptimal_called_optimal(
    numbers: &mut Numbers,
    problem: &Problem,
    answer: &Solution,
) -> Damaged {
    let best = answer.totals.as_ref()?;
    for _ in 0..20 {
        let mut homes = answer.homes.clone()?;
        for _ in 0..3 {
            let option = problem
                .options
                .get(numbers.index(problem.options.len().max(1)).min(problem.options.len().checked_sub(1)?));
            let home = if numbers.chance(70) { Some(option.home) } else { None };
            homes[option.child as usize] = home;
        }
        if let Some(totals) = cost_of(problem, &homes)
            && totals > *best
        {
            let worse = Solution {
                totals: Some(totals.clone()),
                bound: Some(totals),
                homes: Some(homes),
                ..answer.clone()
            };
            return Some((problem.clone(), worse));
        }
    }
    None
}

fn infeasible_with_homes(_: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_solution(problem, answer, |damaged| {
        damaged.homes.as_ref()?;
        damaged.status = Status::Infeasible;
        Some(())
    })
}

pub(crate) fn without_answer(problem: &Problem, answer: &Solution, status: Status) -> Damaged {
    with_solution(problem, answer, |damaged| {
        damaged.homes.take()?;
        (damaged.status, damaged.totals, damaged.bound) = (status, None, None);
        Some(())
    })
}

fn infeasible_claimed(_: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    without_answer(problem, answer, Status::Infeasible)
}

fn forged_shortage(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    let (problem, mut damaged) = without_answer(problem, answer, Status::Infeasible)?;
    damaged.certificate.shortage = some_children(numbers, &problem);
    Some((problem, damaged))
}

/// The claim is true; the shortage need not prove it.
fn random_shortage(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    if answer.status != Status::Infeasible {
        return None;
    }
    let mut damaged = answer.clone();
    damaged.certificate.shortage = some_children(numbers, problem);
    Some((problem.clone(), damaged))
}

fn some_children(numbers: &mut Numbers, problem: &Problem) -> Vec<u32> {
    let size = 1 + numbers.index(problem.children.len());
    let mut children = numbers.sample(number(problem.children.len()), size);
    children.sort_unstable();
    children
}

fn shortage_beside_answer(_: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_solution(problem, answer, |damaged| {
        damaged.homes.as_ref()?;
        damaged.certificate.shortage = vec![0];
        Some(())
    })
}

fn unknown_with_totals(_: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    let totals = answer.totals.clone()?;
    let (problem, mut damaged) = without_answer(problem, answer, Status::Unknown)?;
    damaged.totals = Some(totals);
    Some((problem, damaged))
}

fn unknown_bound_too_high(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    let mut bound = answer.totals.clone()?;
    bound[numbers.index(problem.levels.len())] += 1;
    let (problem, mut damaged) = without_answer(problem, answer, Status::Unknown)?;
    damaged.bound = Some(bound);
    Some((problem, damaged))
}

fn optimal_forged(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    if answer.status != Status::Infeasible {
        return None;
    }
    with_solution(problem, answer, |damaged| {
        let home =
            |numbers: &mut Numbers| numbers.chance(70).then(|| number(numbers.index(problem.homes.len())));
        let homes = problem.children.iter().map(|_| home(numbers)).collect();
        damaged.status = Status::Optimal;
        damaged.homes = Some(homes);
        damaged.totals = Some(vec![0; problem.levels.len()]);
        damaged.bound = damaged.totals.clone();
        Some(())
    })
}

fn nudge_price(numbers: &mut Numbers, problem: &Problem, answer: &Solution, by: i128) -> Damaged {
    let level = numbers.index(problem.levels.len());
    with_flow(problem, answer, |flow| {
        if flow.homes.is_empty() {
            return None;
        }
        let index = numbers.index(flow.homes.len());
        flow.homes[index].1[level] += by;
        Some(())
    })
}

fn negative_price(_: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_flow(problem, answer, |flow| {
        *flow.homes.first_mut()?.1.first_mut()? = -1;
        Some(())
    })
}

fn drop_price(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_flow(problem, answer, |flow| {
        if flow.homes.is_empty() {
            return None;
        }
        flow.homes.remove(numbers.index(flow.homes.len()));
        Some(())
    })
}

fn price_twice(_: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_flow(problem, answer, |flow| {
        let last = flow.homes.last()?.clone();
        flow.homes.push(last);
        Some(())
    })
}

fn price_too_short(_: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_flow(problem, answer, |flow| flow.homes.last_mut()?.1.pop().map(|_| ()))
}

fn price_for_no_home(_: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_flow(problem, answer, |flow| {
        flow.homes.push((number(problem.homes.len()), vec![0; problem.levels.len()]));
        Some(())
    })
}

fn price_on_free_place(_: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    let homes = answer.homes.as_ref()?;
    let taken = |home: u32| homes.iter().filter(|&&h| h == Some(home)).count();
    let is_used = |home: u32| problem.options.iter().any(|option| option.home == home);
    let free = |&(index, home): &(u32, &Home)| is_used(index) && taken(index) < home.places as usize;
    let (home, _) = (0..).zip(&problem.homes).find(free)?;
    with_flow(problem, answer, |flow| {
        flow.homes.retain(|entry| entry.0 != home);
        let mut price = vec![0; problem.levels.len()];
        *price.last_mut()? = 1;
        flow.homes.push((home, price));
        flow.homes.sort_unstable();
        Some(())
    })
}

fn drop_flow_child(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_flow(problem, answer, |flow| {
        flow.children.remove(numbers.index(flow.children.len()));
        Some(())
    })
}

fn flow_child_twice(_: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_flow(problem, answer, |flow| {
        flow.children.push(*flow.children.last()?);
        Some(())
    })
}

fn all_called_flow(_: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    if is_pure_flow(problem) {
        return None;
    }
    with_solution(problem, answer, |damaged| {
        damaged.homes.as_ref()?;
        let children = (0..number(problem.children.len())).collect();
        damaged.certificate.flow = Some(FlowPrices { children, homes: Vec::new() });
        Some(())
    })
}
