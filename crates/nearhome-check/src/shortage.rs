//! Whether a set of children proves that no answer exists.
//!
//! Hall's condition: children who must all be placed and are all there on some common day, who take
//! together more places than all homes that they may use have.

use std::collections::{BTreeMap, BTreeSet};

use nearhome_problem::{Problem, Stay};

use crate::sums::place_of;
use crate::{Code, Rejection};

/// Verifies that the children of a shortage cannot all be placed although each of them must be.
pub(crate) fn check(problem: &Problem, shortage: &[u32], fixed: &[Option<u32>]) -> Result<(), Rejection> {
    let home_of = |child: u32| fixed.get(place_of(child)).copied().flatten();
    check_listed(problem, shortage, home_of)?;

    let mut needs: BTreeMap<u32, Option<u32>> = shortage.iter().map(|&child| (child, None)).collect();
    let mut homes = BTreeSet::new();
    for option in problem.options.iter() {
        if let Some(need) = needs.get_mut(&option.child)
            && home_of(option.child).is_none_or(|home| home == option.home)
        {
            *need = Some(need.map_or(option.places, |places| places.min(option.places)));
            homes.insert(option.home);
        }
    }
    // A child without any option is short by itself.
    if needs.values().any(Option::is_none) {
        return Ok(());
    }
    let needed = sum(needs.values().flatten().copied());
    let there =
        sum(homes.iter().filter_map(|&home| problem.homes.get(place_of(home))).map(|home| home.places));
    if needed > there {
        return Ok(());
    }
    Err(reject(format!("{needed} places needed, {there} there")))
}

/// The children come in order, must all be placed, and are there on a common day.
fn check_listed(
    problem: &Problem,
    shortage: &[u32],
    home_of: impl Fn(u32) -> Option<u32>,
) -> Result<(), Rejection> {
    let mut next = 0;
    let mut common = Stay::ALWAYS;
    for &child in shortage {
        let listed = problem.children.get(place_of(child)).filter(|_| u64::from(child) >= next);
        let Some(listed) = listed else {
            return Err(reject(format!("child {child} is unknown or not after the one before")));
        };
        next = u64::from(child).saturating_add(1);
        if listed.unplaced.is_some() && home_of(child).is_none() {
            return Err(reject(format!("child {child} may stay unplaced")));
        }
        let stay = listed.window();
        common = Stay { from: common.from.max(stay.from), to: common.to.min(stay.to) };
    }
    if common.from < common.to {
        return Ok(());
    }
    Err(reject("the children are never there all at once".to_owned()))
}

/// A sum of 32-bit numbers, fewer than 2^32 of them, so that it fits 64 bits.
fn sum(numbers: impl Iterator<Item = u32>) -> u64 {
    numbers.fold(0, |sum: u64, number| sum.saturating_add(u64::from(number)))
}

fn reject(fault: String) -> Rejection {
    Rejection::new(Code::Shortage, "certificate.shortage", fault)
}
