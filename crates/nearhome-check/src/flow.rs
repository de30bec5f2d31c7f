//! What some children cost at least, given prices of places.
//!
//! For prices `v(h) >= 0` (level vectors, compared lexicographically) every answer costs these children
//! at least `sum over them of min over options of (cost + places * v(home)) - sum over homes of v(h) *
//! places(h)`: what they pay for the places they take is never more than what all places are worth. All
//! other constraints and costs are left out, which can only lower the bound. A child with a stay pays no
//! price, since two such children may use one place one after the other.

use std::cmp::Ordering;

use nearhome_problem::{FlowPrices, PlacementOption, Problem, Totals};

use crate::sums::{add, add_times, place_of, times, zero};
use crate::{Code, Rejection};

/// The bound; `None`: a child has no choice, so that no answer exists. Marks the children in `named`.
pub(crate) fn bound(
    problem: &Problem,
    flow: &FlowPrices,
    fixed: &[Option<u32>],
    named: &mut [bool],
) -> Result<Option<Totals>, Rejection> {
    let prices = prices(problem, flow)?;
    name(&flow.children, named, "certificate.flow.children")?;
    let home_of = |child: u32| fixed.get(place_of(child)).copied().flatten();
    let is_listed = |child: u32| named.get(place_of(child)) == Some(&true);
    let mut least: Vec<Option<Totals>> = Vec::with_capacity(problem.children.len());
    for (index, child) in (0..).zip(&problem.children) {
        let unplaced = child.unplaced.as_ref().filter(|_| is_listed(index) && home_of(index).is_none());
        least.push(unplaced.map(|cost| cost.iter().copied().map(i128::from).collect()));
    }
    for option in problem.options.iter().filter(|option| is_listed(option.child)) {
        let Some(child) = problem.children.get(place_of(option.child)) else { continue };
        let price = prices.get(place_of(option.home)).copied().flatten().filter(|_| child.stay.is_none());
        if let Some(slot) = least.get_mut(place_of(option.child))
            && home_of(option.child).is_none_or(|home| home == option.home)
        {
            lower(slot, &option, price)?;
        }
    }
    let mut bound = zero(problem);
    for least in flow.children.iter().map(|&child| least.get(place_of(child)).and_then(Option::as_ref)) {
        let Some(least) = least else { return Ok(None) };
        add_times(&mut bound, least, 1)?;
    }
    for (home, price) in problem.homes.iter().zip(&prices) {
        add_times(&mut bound, price.unwrap_or_default(), i128::from(home.places).saturating_neg())?;
    }
    Ok(Some(bound))
}

/// Notes children of a proof; they must come in order, and no child is in two proofs.
pub(crate) fn name(children: &[u32], named: &mut [bool], place: &str) -> Result<(), Rejection> {
    let mut next = 0;
    for (index, &child) in children.iter().enumerate() {
        let fault = match named.get_mut(place_of(child)).filter(|_| u64::from(child) >= next) {
            None => "is unknown or not after the one before",
            Some(true) => "is in another proof already",
            Some(slot) => {
                *slot = true;
                next = u64::from(child).saturating_add(1);
                continue;
            }
        };
        return Err(Rejection::new(
            Code::Cover,
            format!("{place}[{index}]"),
            format!("child {child} {fault}"),
        ));
    }
    Ok(())
}

/// The price of each home, not negative; `None` stands for zero.
fn prices<'a>(problem: &Problem, flow: &'a FlowPrices) -> Result<Vec<Option<&'a [i128]>>, Rejection> {
    let mut prices: Vec<Option<&[i128]>> = vec![None; problem.homes.len()];
    let mut next = 0;
    let zero = zero(problem);
    for (index, (home, price)) in flow.homes.iter().enumerate() {
        let slot = prices.get_mut(place_of(*home)).filter(|_| u64::from(*home) >= next);
        let fault = match slot {
            None => format!("home {home} is unknown or not after the one before"),
            Some(_) if price.len() != zero.len() => {
                format!("{} numbers for {} levels", price.len(), zero.len())
            }
            Some(_) if *price < zero => format!("the price {price:?} is negative"),
            Some(slot) => {
                *slot = Some(price);
                next = u64::from(*home).saturating_add(1);
                continue;
            }
        };
        return Err(Rejection::new(Code::Price, format!("certificate.flow.homes[{index}]"), fault));
    }
    Ok(prices)
}

/// Lowers the least cost of a child to that of an option, if it is less at the prices.
///
/// Levels are worked out one by one, the first first, since most options lose there already.
fn lower(
    least: &mut Option<Totals>,
    option: &PlacementOption<'_>,
    price: Option<&[i128]>,
) -> Result<(), Rejection> {
    let mut is_less = least.is_none();
    let least = least.get_or_insert_with(|| vec![0; option.cost.len()]);
    for (level, (slot, &cost)) in least.iter_mut().zip(option.cost).enumerate() {
        let mut sum = i128::from(cost);
        if let Some(price) = price.and_then(|price| price.get(level)) {
            // Nearly all options take one place, and products of 128 bits are slow.
            let asked = if option.places == 1 { *price } else { times(*price, i128::from(option.places))? };
            sum = add(sum, asked)?;
        }
        match sum.cmp(slot) {
            Ordering::Greater if !is_less => return Ok(()),
            Ordering::Equal if !is_less => continue,
            _ => is_less = true,
        }
        *slot = sum;
    }
    Ok(())
}
