//! Totals of a given assignment, or the first rule that it breaks.
//!
//! It solves nothing. The solver passes each of its answers through it before handing them out;
//! `nearhome-check` has its own, independent evaluation.

use nearhome_problem::{Problem, Stay, Totals, add_cost};

/// The first hard rule that an assignment breaks; indices are those of the problem.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Violation {
    /// The list of homes has not one entry a child.
    #[error("{given} homes for {children} children")]
    WrongLength {
        /// Entries given.
        given: usize,
        /// Children of the problem.
        children: usize,
    },
    /// A child without a price for being unplaced has no home.
    #[error("child {child} must be placed")]
    MustBePlaced {
        /// Index of the child.
        child: usize,
    },
    /// The pair is not permitted.
    #[error("child {child} has no option in home {home}")]
    NoOption {
        /// Index of the child.
        child: usize,
        /// Index of the home.
        home: u32,
    },
    /// A fixed child is not where it is fixed.
    #[error("child {child} is not in its fixed home {home}")]
    NotFixed {
        /// Index of the child.
        child: u32,
        /// Index of the home it is fixed to.
        home: u32,
    },
    /// More places are taken at some instant than the home has.
    #[error("home {home} holds {load} of {places} places")]
    OverFull {
        /// Index of the home.
        home: usize,
        /// Places taken at that instant.
        load: u64,
        /// Places of the home.
        places: u64,
    },
    /// Somebody shares the home with a child who must be alone.
    #[error("a child in home {home} is not alone there")]
    NotAlone {
        /// Index of the home.
        home: usize,
    },
    /// A group that must stay together is split.
    #[error("together[{group}] is split")]
    Split {
        /// Index into the problem's `together`.
        group: usize,
    },
    /// Two children who must be apart share a home.
    #[error("apart[{pair}] share a home")]
    NotApart {
        /// Index into the problem's `apart`.
        pair: usize,
    },
    /// More children at some instant than a cap permits.
    #[error("caps[{cap}] is exceeded")]
    CapExceeded {
        /// Index into the problem's `caps`.
        cap: usize,
    },
    /// The sum on a level is greater than its limit.
    #[error("limits[{limit}] is exceeded")]
    LimitExceeded {
        /// Index into the problem's `limits`.
        limit: usize,
    },
}

/// A child who is always there, as a stay.
pub(crate) const ALWAYS: Stay = Stay { from: i64::MIN, to: i64::MAX };

/// The totals of an assignment on each level, in exact integers.
///
/// `homes` has for each child the index of its home, or `None` when it stays unplaced.
///
/// # Errors
///
/// The first [`Violation`] in the order options, fixed, places, alone, together, apart, caps, limits.
pub fn evaluate(problem: &Problem, homes: &[Option<u32>]) -> Result<Totals, Violation> {
    let mut totals = vec![0; problem.levels.len()];
    let chosen = chosen_options(problem, homes)?;
    pay_placements(problem, &chosen, &mut totals)?;
    check_fixed(problem, homes)?;
    check_homes(problem, &chosen)?;
    pay_together(problem, homes, &mut totals)?;
    pay_apart(problem, homes, &mut totals)?;
    check_caps(problem, homes)?;
    check_limits(problem, &totals)?;
    Ok(totals)
}

/// For each child the index of the option that it takes.
fn chosen_options(problem: &Problem, homes: &[Option<u32>]) -> Result<Vec<Option<usize>>, Violation> {
    let children = problem.children.len();
    if homes.len() != children {
        return Err(Violation::WrongLength { given: homes.len(), children });
    }
    let mut chosen = vec![None; children];
    // Millions of options, of which few are chosen: no more of them is read than who and where.
    let pairs = problem.options.children().iter().zip(problem.options.homes());
    for (index, (&child, &home)) in pairs.enumerate() {
        if homes[child as usize] == Some(home) {
            chosen[child as usize] = Some(index);
        }
    }
    for (child, home) in homes.iter().enumerate() {
        if let (Some(home), None) = (*home, chosen[child]) {
            return Err(Violation::NoOption { child, home });
        }
    }
    Ok(chosen)
}

fn pay_placements(problem: &Problem, chosen: &[Option<usize>], totals: &mut [i128]) -> Result<(), Violation> {
    for (child, option) in chosen.iter().enumerate() {
        match (option, &problem.children[child].unplaced) {
            (Some(index), _) => add_cost(totals, problem.options.get(*index).cost),
            (None, Some(cost)) => add_cost(totals, cost),
            (None, None) => return Err(Violation::MustBePlaced { child }),
        }
    }
    Ok(())
}

fn check_fixed(problem: &Problem, homes: &[Option<u32>]) -> Result<(), Violation> {
    match problem.fixed.iter().find(|fixed| homes[fixed.child as usize] != Some(fixed.home)) {
        Some(fixed) => Err(Violation::NotFixed { child: fixed.child, home: fixed.home }),
        None => Ok(()),
    }
}

/// Places and `alone`: one sweep over arrivals and departures a home, or sums where nobody comes, goes or is alone.
fn check_homes(problem: &Problem, chosen: &[Option<usize>]) -> Result<(), Violation> {
    if problem.alone.is_empty() && problem.children.iter().all(|child| child.stay.is_none()) {
        return check_loads(problem, chosen);
    }
    let mut alone = vec![false; problem.children.len()];
    for &child in &problem.alone {
        alone[child as usize] = true;
    }
    let mut residents: Vec<Vec<(Stay, u64, bool)>> = vec![Vec::new(); problem.homes.len()];
    for option in chosen.iter().flatten().map(|&index| problem.options.get(index)) {
        let child = option.child as usize;
        let stay = problem.children[child].stay.unwrap_or(ALWAYS);
        residents[option.home as usize].push((stay, u64::from(option.places), alone[child]));
    }
    for (home, residents) in residents.iter().enumerate() {
        let places = u64::from(problem.homes[home].places);
        let load = peak(residents.iter().map(|&(stay, places, _)| (stay, places)));
        if load > places {
            return Err(Violation::OverFull { home, load, places });
        }
        let lonely = |&(stay, _, alone): &(Stay, u64, bool)| {
            !alone || residents.iter().filter(|other| other.0.overlaps(stay)).count() == 1
        };
        if !residents.iter().all(lonely) {
            return Err(Violation::NotAlone { home });
        }
    }
    Ok(())
}

/// Places where everybody is always there.
fn check_loads(problem: &Problem, chosen: &[Option<usize>]) -> Result<(), Violation> {
    let mut loads = vec![0; problem.homes.len()];
    for &index in chosen.iter().flatten() {
        loads[problem.options.homes()[index] as usize] += u64::from(problem.options.places()[index]);
    }
    for (home, (&load, given)) in loads.iter().zip(&problem.homes).enumerate() {
        let places = u64::from(given.places);
        if load > places {
            return Err(Violation::OverFull { home, load, places });
        }
    }
    Ok(())
}

/// The largest sum of weights present at one instant; departures come before arrivals.
fn peak(stays: impl Iterator<Item = (Stay, u64)>) -> u64 {
    let mut events: Vec<(i64, bool, u64)> = Vec::new();
    for (stay, weight) in stays {
        events.push((stay.from, true, weight));
        events.push((stay.to, false, weight));
    }
    events.sort_unstable();
    let (mut present, mut most) = (0, 0);
    for (_, arrives, weight) in events {
        present = if arrives { present + weight } else { present - weight };
        most = most.max(present);
    }
    most
}

fn pay_together(problem: &Problem, homes: &[Option<u32>], totals: &mut [i128]) -> Result<(), Violation> {
    for (group, together) in problem.together.iter().enumerate() {
        let first = homes[together.children[0] as usize];
        if together.children.iter().all(|&child| homes[child as usize] == first) {
            continue;
        }
        match &together.split_cost {
            Some(cost) => add_cost(totals, cost),
            None => return Err(Violation::Split { group }),
        }
    }
    Ok(())
}

fn pay_apart(problem: &Problem, homes: &[Option<u32>], totals: &mut [i128]) -> Result<(), Violation> {
    let stay = |child: u32| problem.children[child as usize].stay.unwrap_or(ALWAYS);
    for (pair, apart) in problem.apart.iter().enumerate() {
        let [one, other] = apart.children;
        let home = homes[one as usize];
        if home.is_none() || home != homes[other as usize] || !stay(one).overlaps(stay(other)) {
            continue;
        }
        match &apart.cost {
            Some(cost) => add_cost(totals, cost),
            None => return Err(Violation::NotApart { pair }),
        }
    }
    Ok(())
}

fn check_caps(problem: &Problem, homes: &[Option<u32>]) -> Result<(), Violation> {
    if problem.caps.is_empty() {
        return Ok(());
    }
    let mut residents: Vec<Vec<Stay>> = vec![Vec::new(); problem.homes.len()];
    for (child, home) in homes.iter().enumerate() {
        if let Some(home) = home {
            residents[*home as usize].push(problem.children[child].stay.unwrap_or(ALWAYS));
        }
    }
    for (index, cap) in problem.caps.iter().enumerate() {
        let stays = cap.homes.iter().flat_map(|&home| &residents[home as usize]);
        if peak(stays.map(|&stay| (stay, 1))) > u64::from(cap.places) {
            return Err(Violation::CapExceeded { cap: index });
        }
    }
    Ok(())
}

fn check_limits(problem: &Problem, totals: &[i128]) -> Result<(), Violation> {
    match problem.limits.iter().position(|limit| totals[limit.level] > i128::from(limit.max)) {
        Some(limit) => Err(Violation::LimitExceeded { limit }),
        None => Ok(()),
    }
}
