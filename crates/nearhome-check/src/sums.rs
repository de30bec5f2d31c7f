//! Exact sums in checked 128-bit integers.

use nearhome_problem::{Problem, Totals};

use crate::placements::Placements;
use crate::{Code, Rejection};

/// An index of the format as a position; one that does not fit is past every end.
pub(crate) fn place_of(index: u32) -> usize {
    usize::try_from(index).unwrap_or(usize::MAX)
}

/// The list at an index of the format; empty where there is none.
pub(crate) fn list<T>(lists: &[Vec<T>], index: u32) -> &[T] {
    lists.get(place_of(index)).map(Vec::as_slice).unwrap_or_default()
}

/// `a + b`.
pub(crate) fn add(a: i128, b: i128) -> Result<i128, Rejection> {
    a.checked_add(b).ok_or_else(too_large)
}

/// `a * b`; the product of two numbers of 64 bits fits for certain, and is much faster unchecked.
#[inline]
pub(crate) fn times(a: i128, b: i128) -> Result<i128, Rejection> {
    if i64::try_from(a).is_ok() && i64::try_from(b).is_ok() {
        return Ok(a.wrapping_mul(b));
    }
    a.checked_mul(b).ok_or_else(too_large)
}

/// A sum or product left 128 bits.
pub(crate) fn too_large() -> Rejection {
    Rejection::new(Code::Overflow, "certificate", "a sum does not fit 128 bits")
}

/// A sum that is zero on each level.
pub(crate) fn zero(problem: &Problem) -> Totals {
    vec![0; problem.levels.len()]
}

/// Adds `times * cost` to `sum`, level by level.
pub(crate) fn add_times<N: Copy + Into<i128>>(
    sum: &mut [i128],
    cost: &[N],
    times: i128,
) -> Result<(), Rejection> {
    for (level, (slot, &number)) in sum.iter_mut().zip(cost).enumerate() {
        let product = number.into().checked_mul(times);
        *slot = product.and_then(|product| slot.checked_add(product)).ok_or_else(|| overflow(level))?;
    }
    Ok(())
}

/// The total cost of an answer on each level.
pub(crate) fn totals(problem: &Problem, placements: &Placements<'_>) -> Result<Totals, Rejection> {
    let mut sum = zero(problem);
    for (option, child) in placements.iter().zip(&problem.children) {
        match (option, &child.unplaced) {
            (Some(option), _) => add_times(&mut sum, option.cost, 1)?,
            (None, Some(unplaced)) => add_times(&mut sum, unplaced, 1)?,
            (None, None) => {}
        }
    }
    for group in &problem.together {
        if let Some(cost) = &group.split_cost
            && is_split(placements, &group.children)
        {
            add_times(&mut sum, cost, 1)?;
        }
    }
    for pair in &problem.apart {
        if let Some(cost) = &pair.cost
            && do_meet(problem, placements, pair.children)
        {
            add_times(&mut sum, cost, 1)?;
        }
    }
    Ok(sum)
}

/// Whether a group is neither all in one home nor all unplaced.
pub(crate) fn is_split(placements: &Placements<'_>, children: &[u32]) -> bool {
    let mut homes = children.iter().map(|&child| placements.home(child));
    let first = homes.next();
    homes.any(|home| Some(home) != first)
}

/// Whether two children are in one home at the same time.
pub(crate) fn do_meet(problem: &Problem, placements: &Placements<'_>, pair: [u32; 2]) -> bool {
    let [one, other] = pair;
    let window = |child: u32| problem.children.get(place_of(child)).map(nearhome_problem::Child::window);
    let (Some(first), Some(second)) = (window(one), window(other)) else { return false };
    let home = placements.home(one);
    home.is_some() && home == placements.home(other) && first.overlaps(second)
}

fn overflow(level: usize) -> Rejection {
    Rejection::new(Code::Overflow, format!("levels[{level}]"), "a sum does not fit 128 bits")
}
