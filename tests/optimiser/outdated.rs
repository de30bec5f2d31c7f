//! Damage of another kind: the problem has changed under the answer, which now breaks a rule or need no
//! longer be best.

use nearhome_optimiser::random_problems::Numbers;
use nearhome_problem::{Apart, Cap, Fixed, Limit, OptionSet, Problem, ProblemParts, Solution, Together};

use crate::damage::{Damaged, number};

/// Adds a constraint that the answer breaks: the answer to a problem that is out of date.
fn with_problem(
    problem: &Problem,
    answer: &Solution,
    change: impl FnOnce(&mut ProblemParts, &[Option<u32>]) -> Option<()>,
) -> Damaged {
    let mut parts = problem.clone().into_parts();
    change(&mut parts, answer.homes.as_ref()?)?;
    Some((Problem::new(parts).ok()?, answer.clone()))
}

pub(crate) fn lost_place(_: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_problem(problem, answer, |parts, homes| {
        let home = homes.iter().flatten().next()?;
        let places = &mut parts.homes[*home as usize].places;
        *places = places.checked_sub(1)?;
        Some(())
    })
}

pub(crate) fn wider_option(_: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_problem(problem, answer, |parts, homes| {
        let chosen = |child: u32, home: u32| homes[child as usize] == Some(home);
        let mut wider = OptionSet::new(parts.levels.len());
        for option in problem.options.iter() {
            let more = u32::from(chosen(option.child, option.home));
            wider.push(option.child, option.home, option.places + more, option.cost);
        }
        parts.options = wider;
        homes.iter().flatten().next().map(|_| ())
    })
}

/// Two children of whom `wanted` says whether their homes are the same, both placed.
fn pair(homes: &[Option<u32>], wanted: bool) -> Option<[u32; 2]> {
    let placed: Vec<usize> = (0..homes.len()).filter(|&child| homes[child].is_some()).collect();
    let pairs = placed.iter().flat_map(|&one| placed.iter().map(move |&other| (one, other)));
    let found =
        pairs.filter(|(one, other)| one < other).find(|&(one, other)| (homes[one] == homes[other]) == wanted);
    found.map(|(one, other)| [number(one), number(other)])
}

pub(crate) fn must_be_together(_: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_problem(problem, answer, |parts, homes| {
        let children = pair(homes, false)?.to_vec();
        parts.together.push(Together { children, split_cost: None });
        Some(())
    })
}

pub(crate) fn must_be_apart(_: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_problem(problem, answer, |parts, homes| {
        parts.apart.push(Apart { children: pair(homes, true)?, cost: None });
        Some(())
    })
}

pub(crate) fn must_be_alone(_: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_problem(problem, answer, |parts, homes| {
        let [child, _] = pair(homes, true)?;
        if parts.alone.contains(&child) {
            return None;
        }
        parts.alone.push(child);
        Some(())
    })
}

pub(crate) fn cap_too_low(_: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_problem(problem, answer, |parts, homes| {
        if parts.children.iter().any(|child| child.stay.is_some()) {
            return None;
        }
        let places = number(homes.iter().flatten().count()).checked_sub(1)?;
        let all = (0..number(parts.homes.len())).collect();
        parts.caps.push(Cap { id: "damage".to_owned(), homes: all, places });
        Some(())
    })
}

pub(crate) fn limit_too_low(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    let level = numbers.index(problem.levels.len());
    let total = answer.totals.as_ref()?[level];
    with_problem(problem, answer, |parts, _| {
        let max = i64::try_from(total).ok()? - 1;
        parts.limits.push(Limit { level, max });
        Some(())
    })
}

pub(crate) fn fixed_elsewhere(_: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_problem(problem, answer, |parts, homes| {
        let is_fixed = |child: u32| problem.fixed.iter().any(|fixed| fixed.child == child);
        let mut other = problem.options.iter().filter(|option| !is_fixed(option.child));
        let option = other.find(|option| homes[option.child as usize] != Some(option.home))?;
        parts.fixed.push(Fixed { child: option.child, home: option.home });
        Some(())
    })
}

pub(crate) fn must_be_placed(_: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    with_problem(problem, answer, |parts, homes| {
        let child = homes.iter().position(Option::is_none)?;
        parts.children[child].unplaced = None;
        Some(())
    })
}

/// The problem has become easier: the answer is still allowed and costs the same, but may no longer be best.
fn easier(
    problem: &Problem,
    answer: &Solution,
    change: impl FnOnce(&mut ProblemParts) -> Option<()>,
) -> Damaged {
    let mut parts = problem.clone().into_parts();
    change(&mut parts)?;
    Some((Problem::new(parts).ok()?, answer.clone()))
}

pub(crate) fn gained_place(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    let home = numbers.index(problem.homes.len());
    easier(problem, answer, |parts| {
        parts.homes[home].places += 1;
        Some(())
    })
}

pub(crate) fn free_option(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    let homes = answer.homes.as_deref().unwrap_or_default();
    let is_used = |child: u32, home: u32| homes.get(child as usize) == Some(&Some(home));
    let unused: Vec<usize> = (0..problem.options.len())
        .filter(|&index| {
            let option = problem.options.get(index);
            !is_used(option.child, option.home) && option.cost.iter().any(|&level| level > 0)
        })
        .collect();
    if unused.is_empty() {
        return None;
    }
    let free = numbers.one_of(&unused);
    easier(problem, answer, |parts| {
        let mut options = OptionSet::new(parts.levels.len());
        for (index, option) in problem.options.iter().enumerate() {
            let nothing = vec![0; parts.levels.len()];
            let cost = if index == free { &nothing } else { option.cost };
            options.push(option.child, option.home, option.places, cost);
        }
        parts.options = options;
        Some(())
    })
}

pub(crate) fn added_option(numbers: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    let child = number(numbers.index(problem.children.len()));
    let home = number(numbers.index(problem.homes.len()));
    easier(problem, answer, |parts| {
        if parts.options.is_empty() {
            parts.options = OptionSet::new(parts.levels.len());
        }
        parts.options.push(child, home, 1, &vec![0; parts.levels.len()]);
        Some(())
    })
}

pub(crate) fn group_dissolved(_: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    easier(problem, answer, |parts| {
        let at = parts.together.iter().position(|group| group.split_cost.is_none())?;
        parts.together.remove(at);
        Some(())
    })
}

pub(crate) fn pair_dissolved(_: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    easier(problem, answer, |parts| {
        let at = parts.apart.iter().position(|pair| pair.cost.is_none())?;
        parts.apart.remove(at);
        Some(())
    })
}

pub(crate) fn nobody_alone(_: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    easier(problem, answer, |parts| parts.alone.pop().map(|_| ()))
}

pub(crate) fn cap_gone(_: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    easier(problem, answer, |parts| parts.caps.pop().map(|_| ()))
}

pub(crate) fn limit_gone(_: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    easier(problem, answer, |parts| parts.limits.pop().map(|_| ()))
}

pub(crate) fn no_longer_fixed(_: &mut Numbers, problem: &Problem, answer: &Solution) -> Damaged {
    easier(problem, answer, |parts| parts.fixed.pop().map(|_| ()))
}
