//! A lower bound of a whole problem from prices of places.
//!
//! For prices `v(h) >= 0` (level vectors, compared lexicographically) every answer costs at least
//! `sum over children of min over options of (cost + places * v(home)) - sum over homes of v(h) * places(h)`:
//! what an answer pays for the places it takes is never more than what all places are worth. All other
//! constraints and costs are left out, which can only lower the bound. A child with a stay pays no
//! price, since two such children may use one place one after the other.

use std::collections::BTreeMap;

use nearhome_problem::{FlowPrices, PlacementOption, Problem, Totals};

use crate::sums::{add_times, place_of, zero};
use crate::{Code, Rejection};

/// Verified prices: non-negative, one a home at most.
pub(crate) struct Prices<'a> {
    of_home: Vec<Option<&'a [i128]>>,
}

impl<'a> Prices<'a> {
    /// Verifies the prices of a certificate; without one all prices are zero.
    pub(crate) fn new(problem: &Problem, flow: Option<&'a FlowPrices>) -> Result<Self, Rejection> {
        let mut of_home: Vec<Option<&'a [i128]>> = vec![None; problem.homes.len()];
        let mut next = 0;
        let zero = zero(problem);
        for (index, (home, price)) in flow.into_iter().flat_map(|flow| &flow.homes).enumerate() {
            let slot = of_home.get_mut(place_of(*home)).filter(|_| u64::from(*home) >= next);
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
        Ok(Self { of_home })
    }

    /// The price of a place in a home; `None` stands for zero.
    fn of(&self, home: u32) -> Option<&'a [i128]> {
        self.of_home.get(place_of(home)).copied().flatten()
    }

    /// What an option costs at these prices.
    pub(crate) fn cost_of(
        &self,
        problem: &Problem,
        option: &PlacementOption<'_>,
    ) -> Result<Totals, Rejection> {
        let mut cost = zero(problem);
        add_times(&mut cost, option.cost, 1)?;
        let stays_always =
            problem.children.get(place_of(option.child)).is_some_and(|child| child.stay.is_none());
        if stays_always && let Some(price) = self.of(option.home) {
            add_times(&mut cost, price, i128::from(option.places))?;
        }
        Ok(cost)
    }

    /// What each child costs at least at these prices; `None` for a child without any choice.
    pub(crate) fn least_costs(&self, problem: &Problem) -> Result<Vec<Option<Totals>>, Rejection> {
        let fixed = fixed_homes(problem);
        let mut least = Vec::with_capacity(problem.children.len());
        for (index, child) in (0_u32..).zip(&problem.children) {
            let unplaced = child.unplaced.as_ref().filter(|_| !fixed.contains_key(&index));
            least.push(unplaced.map(|cost| cost.iter().copied().map(i128::from).collect::<Totals>()));
        }
        for option in allowed_options(problem, &fixed) {
            let cost = self.cost_of(problem, &option)?;
            if let Some(slot) = least.get_mut(place_of(option.child))
                && slot.as_ref().is_none_or(|least| cost < *least)
            {
                *slot = Some(cost);
            }
        }
        Ok(least)
    }

    /// Takes from `bound` what the places of the homes in `part` are worth.
    pub(crate) fn subtract_worth(
        &self,
        problem: &Problem,
        bound: &mut Totals,
        part: impl Fn(u32) -> bool,
    ) -> Result<(), Rejection> {
        for (index, home) in (0_u32..).zip(&problem.homes).filter(|(index, _)| part(*index)) {
            if let Some(price) = self.of(index) {
                add_times(bound, price, i128::from(home.places).saturating_neg())?;
            }
        }
        Ok(())
    }
}

/// The home of each fixed child.
pub(crate) fn fixed_homes(problem: &Problem) -> BTreeMap<u32, u32> {
    problem.fixed.iter().map(|fixed| (fixed.child, fixed.home)).collect()
}

/// The options that fixed pairs leave.
pub(crate) fn allowed_options<'a>(
    problem: &'a Problem,
    fixed: &'a BTreeMap<u32, u32>,
) -> impl Iterator<Item = PlacementOption<'a>> {
    let allowed =
        |option: &PlacementOption<'_>| fixed.get(&option.child).is_none_or(|home| *home == option.home);
    problem.options.iter().filter(move |option| allowed(option))
}

/// The bound that prices give for the whole problem; `None` where a child has no choice at all, so
/// that no answer exists.
pub(crate) fn lower_bound(problem: &Problem, prices: &Prices<'_>) -> Result<Option<Totals>, Rejection> {
    let mut bound = zero(problem);
    for least in prices.least_costs(problem)? {
        let Some(least) = least else { return Ok(None) };
        add_times(&mut bound, &least, 1)?;
    }
    prices.subtract_worth(problem, &mut bound, |_| true)?;
    Ok(Some(bound))
}
