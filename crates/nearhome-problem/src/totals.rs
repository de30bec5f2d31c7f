//! Exact sums of costs.

/// A cost summed over many children: one exact integer a level, compared lexicographically.
///
/// Single costs stay below 2^53, but their sum over a country may pass 2^63, hence `i128`.
pub type Totals = Vec<i128>;

/// Adds one cost to a total, level by level.
///
/// # Panics
///
/// When the two have different numbers of levels.
pub fn add_cost(totals: &mut [i128], cost: &[i64]) {
    assert_eq!(totals.len(), cost.len(), "a cost has one number a level");
    for (total, &level) in totals.iter_mut().zip(cost) {
        *total += i128::from(level);
    }
}
