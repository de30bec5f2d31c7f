//! Sizes and conversions that the linear program needs.

use crate::core::Core;

/// A small number, different from row to row, that breaks ties between pivots. It only shifts where
/// the linear program looks; bounds use the true right-hand sides.
pub(super) fn perturbation(row: usize) -> f64 {
    let mixed = (row as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 54;
    1e-6 + 1e-8 * as_float(i128::from(mixed))
}

fn all_costs(core: &Core, level: usize) -> impl Iterator<Item = i128> + '_ {
    let options = core.costs.iter().skip(level).step_by(core.levels).copied();
    let groups = core.groups.iter().map(move |group| group.cost[level]);
    let pairs = core.pairs.iter().filter_map(move |pair| pair.cost.as_ref().map(|cost| cost[level]));
    options.chain(groups).chain(pairs)
}

pub(super) fn largest(core: &Core) -> Vec<f64> {
    (0..core.levels).map(|level| as_float(all_costs(core, level).max().unwrap_or(0).max(1))).collect()
}

pub(super) fn groups_sum(core: &Core) -> Vec<i128> {
    (0..core.levels).map(|level| core.groups.iter().map(|group| group.cost[level]).sum()).collect()
}

#[expect(clippy::cast_precision_loss, reason = "the linear program only guesses")]
pub(super) fn as_float(number: i128) -> f64 {
    number as f64
}

#[expect(clippy::cast_possible_truncation, reason = "any integer is a valid multiplier")]
pub(super) fn as_integer(number: f64, largest: f64) -> i128 {
    // Multiplier times cost stays below 2^100, so that sums over a country stay below 2^127.
    let end = 1e30 / largest;
    number.clamp(-end, end).round() as i128
}
