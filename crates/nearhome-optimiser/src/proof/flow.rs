//! Proofs of cores that are pure flows, from their prices.

use nearhome_problem::{Bound, Step};

use crate::core::{Core, Index};
use crate::master::SCALE;

use super::{Base, PartProof, number, units};

/// Trees for the levels from `first` on, as far as numbers fit. The flow costs `cost`; `base` is what else its proof counts.
///
/// Prices are level vectors. A level is bounded with single numbers: each earlier level gets the
/// smallest weight at which no option that the vectors call dearer becomes cheaper.
pub(crate) fn flow_proof(
    core: &Core,
    prices: &[Vec<i128>],
    cost: &[i128],
    base: &Base,
    first: usize,
) -> PartProof {
    let mut steps = Vec::new();
    let claimed: Vec<i128> = base.cost.iter().zip(cost).map(|(base, cost)| base + cost).collect();
    let sums: Vec<i128> = base.largest_sums().iter().zip(cost).map(|(base, cost)| base + cost).collect();
    let own: Vec<Vec<i128>> = (0..core.units.len()).map(|unit| own_price(core, prices, unit)).collect();
    for level in (first..core.levels).filter(|&level| claimed[level] > 0) {
        let Some(bound) = level_bound(core, prices, &own, &sums, level) else {
            return PartProof::of_steps(steps, level);
        };
        steps.extend([Step::Bound(bound), Step::End]);
    }
    PartProof::of_steps(steps, core.levels)
}

/// The bound on one level; `None` where its sums could leave 128 bits.
fn level_bound(
    core: &Core,
    prices: &[Vec<i128>],
    own: &[Vec<i128>],
    sums: &[i128],
    level: usize,
) -> Option<Bound> {
    let weights = weights(core, prices, own, &vec![true; core.options.len()], level)?;
    let multipliers = own.iter().map(|own| weigh(&weights, own)).collect::<Option<Vec<i128>>>()?;
    let costs = (0..core.units.len()).map(|unit| weigh(&weights, &largest(core, unit)));
    sums_fit(multipliers.iter().copied().map(Some).chain(costs).chain([weigh(&weights, sums)]))?;
    let earlier = (0..).zip(weights[..level].iter().copied()).filter(|(_, weight)| *weight != 0);
    Some(Bound {
        level: Some(number(level)),
        units: units(core, &multipliers, &weights),
        levels: earlier.collect(),
        ..Bound::default()
    })
}

/// The most that a unit costs anywhere, level by level.
pub(crate) fn largest(core: &Core, unit: usize) -> Vec<i128> {
    let mut largest = vec![0; core.levels];
    for &option in &core.units[unit].options {
        largest.iter_mut().zip(core.cost(option)).for_each(|(most, &cost)| *most = cost.max(*most));
    }
    largest
}

/// One number for a level vector; `None` where it leaves 128 bits.
pub(crate) fn weigh(weights: &[i128], vector: &[i128]) -> Option<i128> {
    let mut terms = weights.iter().zip(vector).map(|(weight, number)| weight.checked_mul(*number));
    terms.try_fold(0_i128, |sum, term| sum.checked_add(term?))
}

/// `None` where whoever adds up these terms, in any order and each of them up to twice, might leave 128 bits.
pub(crate) fn sums_fit(mut terms: impl Iterator<Item = Option<i128>>) -> Option<()> {
    let sum = terms.try_fold(0_i128, |sum, term| sum.checked_add(term?.checked_abs()?))?;
    (sum < 1 << 125).then_some(())
}

/// A tree that shows that these units cannot all be placed.
pub(crate) fn shortage_steps(core: &Core, short: &[u32]) -> Vec<Step> {
    let mut multipliers = vec![0; core.units.len()];
    for &unit in short {
        multipliers[unit as usize] = SCALE;
    }
    let bound = Bound { units: units(core, &multipliers, &[]), ..Bound::default() };
    vec![Step::Bound(bound), Step::End]
}

fn own_price(core: &Core, prices: &[Vec<i128>], unit: usize) -> Vec<i128> {
    let options = core.units[unit].options.iter();
    options.map(|&option| at_prices(core, prices, option)).min().unwrap_or_else(|| vec![0; core.levels])
}

pub(crate) fn at_prices(core: &Core, prices: &[Vec<i128>], option: Index) -> Vec<i128> {
    let choice = &core.options[option as usize];
    let price = &prices[choice.place as usize];
    let size = i128::from(choice.loads.most());
    core.cost(option).iter().zip(price).map(|(cost, price)| cost + size * price).collect()
}

/// Scaled weights of the levels up to `level` at which single numbers order live options, with the places that they take,
/// as the vectors do; `None` when they would leave 128 bits.
pub(crate) fn weights(
    core: &Core,
    prices: &[Vec<i128>],
    own: &[Vec<i128>],
    live: &[bool],
    level: usize,
) -> Option<Vec<i128>> {
    let mut vectors: Vec<Vec<i128>> = prices.to_vec();
    for (option, choice) in (0..).zip(&core.options).filter(|(option, _)| live[*option as usize]) {
        let at_prices = at_prices(core, prices, option);
        let own = &own[choice.unit as usize];
        vectors.push(at_prices.iter().zip(own).map(|(cost, own)| cost - own).collect());
    }
    level_weights(core.levels, level, &vectors)
}

/// Scaled weights of the levels up to `level` at which none of these vectors, all of them lexicographically not negative,
/// becomes negative as a single number; `None` when they would leave 128 bits.
pub(super) fn level_weights(levels: usize, level: usize, vectors: &[Vec<i128>]) -> Option<Vec<i128>> {
    let mut weights = vec![0; levels];
    weights[level] = 1;
    for earlier in (0..level).rev() {
        let decides =
            |vector: &&Vec<i128>| vector[earlier] > 0 && vector[..earlier].iter().all(|&number| number == 0);
        let mut enough = 0;
        for vector in vectors.iter().filter(decides) {
            enough = enough.max(enough_for(vector, &weights, earlier, level)?);
        }
        weights[earlier] = enough;
    }
    // Sums over a part stay far below 2^126.
    weights.iter().map(|weight| weight.checked_mul(SCALE).filter(|scaled| *scaled < 1 << 80)).collect()
}

/// The least weight of a level with which this vector is above zero, or 0 where it is without.
fn enough_for(vector: &[i128], weights: &[i128], earlier: usize, level: usize) -> Option<i128> {
    let mut rest: i128 = 0;
    for at in earlier + 1..=level {
        rest = rest.checked_add(vector[at].checked_mul(weights[at])?)?;
    }
    Some((rest.checked_neg()?.div_euclid(vector[earlier]) + 1).max(0))
}
