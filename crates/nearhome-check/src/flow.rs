//! Whether prices prove a part of an answer optimal that is a pure flow.
//!
//! The part is closed: nobody else may use its homes and no constraint but limits and fixed pairs
//! touches it. So [`crate::bound`] holds for it alone, and where that bound equals what the part costs,
//! nothing cheaper exists. The prices of every optimal flow pass, because the problem is totally
//! unimodular: each child sits at its least cost and a home with a free place has price zero.

use nearhome_problem::{Problem, Totals};

use crate::bound::Prices;
use crate::placements::Placements;
use crate::sums::{add_times, place_of, zero};
use crate::{Code, Rejection};

/// Verifies the flow part of a certificate and returns how many children it covers.
pub(crate) fn check(
    problem: &Problem,
    placements: &Placements<'_>,
    listed: &[u32],
    prices: &Prices<'_>,
) -> Result<usize, Rejection> {
    let children = listed_children(problem, listed)?;
    let homes = homes_of(problem, &children)?;
    check_unconstrained(problem, &children, &homes)?;
    check_optimal(problem, placements, prices, &children, &homes)?;
    Ok(listed.len())
}

fn listed_children(problem: &Problem, listed: &[u32]) -> Result<Vec<bool>, Rejection> {
    let mut children = vec![false; problem.children.len()];
    let mut next = 0;
    for (index, &child) in listed.iter().enumerate() {
        match children.get_mut(place_of(child)) {
            Some(slot) if u64::from(child) >= next => *slot = true,
            _ => {
                let fault = format!("child {child} is unknown or not after the one before");
                return Err(not_flow(format!("certificate.flow.children[{index}]"), fault));
            }
        }
        next = u64::from(child).saturating_add(1);
    }
    Ok(children)
}

/// The homes that the listed children may use; nobody else may, and each option takes one place.
fn homes_of(problem: &Problem, children: &[bool]) -> Result<Vec<bool>, Rejection> {
    let mut homes = vec![false; problem.homes.len()];
    for option in problem.options.iter().filter(|option| flag(children, option.child)) {
        if let Some(slot) = homes.get_mut(place_of(option.home)) {
            *slot = true;
        }
    }
    for (index, option) in problem.options.iter().enumerate().filter(|(_, option)| flag(&homes, option.home))
    {
        if !flag(children, option.child) || option.places != 1 {
            let fault = "into a home of the flow, by a child outside it or for several places";
            return Err(not_flow(format!("options[{index}]"), fault));
        }
    }
    Ok(homes)
}

/// Limits are left out of the bound and fixed pairs only strike out options; all else breaks the flow.
fn check_unconstrained(problem: &Problem, children: &[bool], homes: &[bool]) -> Result<(), Rejection> {
    let staying = (0_u32..).zip(&problem.children).filter(|(_, child)| child.stay.is_some());
    let constrained = (staying.map(|(child, _)| child))
        .chain(problem.together.iter().flat_map(|group| group.children.iter().copied()))
        .chain(problem.apart.iter().flat_map(|pair| pair.children))
        .chain(problem.alone.iter().copied());
    for child in constrained {
        if flag(children, child) {
            let fault = "in the flow, but it has a stay or is in together, apart or alone";
            return Err(not_flow(format!("children[{child}]"), fault));
        }
    }
    for (index, cap) in problem.caps.iter().enumerate() {
        if cap.homes.iter().any(|&home| flag(homes, home)) {
            return Err(not_flow(format!("caps[{index}]"), "caps a home of the flow"));
        }
    }
    Ok(())
}

/// Each child at its least cost, and the bound of the part equal to its cost.
fn check_optimal(
    problem: &Problem,
    placements: &Placements<'_>,
    prices: &Prices<'_>,
    children: &[bool],
    homes: &[bool],
) -> Result<(), Rejection> {
    let (mut cost, mut bound) = (zero(problem), zero(problem));
    let choices = placements.iter().zip(&problem.children).zip(prices.least_costs(problem)?);
    for (index, ((option, child), least)) in
        choices.enumerate().filter(|(index, _)| children.get(*index) == Some(&true))
    {
        let unplaced = child.unplaced.as_deref().unwrap_or_default();
        add_times(&mut cost, option.map_or(unplaced, |option| option.cost), 1)?;
        let at_prices: Totals = match option {
            Some(option) => prices.cost_of(problem, &option)?,
            None => unplaced.iter().copied().map(i128::from).collect(),
        };
        let least = least.unwrap_or_default();
        if at_prices != least {
            let fault = format!("costs {at_prices:?} at the prices, {least:?} elsewhere");
            return Err(Rejection::new(Code::NotAtMinimum, format!("homes[{index}]"), fault));
        }
        add_times(&mut bound, &least, 1)?;
    }
    prices.subtract_worth(problem, &mut bound, |home| flag(homes, home))?;
    if bound != cost {
        let fault = format!("the bound {bound:?} is below the cost {cost:?}: a free place has a price");
        return Err(Rejection::new(Code::FlowBound, "certificate.flow", fault));
    }
    Ok(())
}

fn flag(flags: &[bool], index: u32) -> bool {
    flags.get(place_of(index)).copied().unwrap_or(false)
}

fn not_flow(place: String, fault: impl Into<String>) -> Rejection {
    Rejection::new(Code::NotFlow, place, fault)
}
