//! The range of multipliers in which sums over any home fit 64 bits.

use crate::core::Core;

use super::narrow;

/// The range of multipliers.
#[derive(Clone, Debug)]
pub(in crate::ascent) struct Limits {
    unit: i64,
    cap: i64,
    levels: Vec<i64>,
}

impl Limits {
    /// With `most` as the largest multiplier of a unit, and the largest cost on each level.
    pub(super) fn new(core: &Core, most: i128, largest: &[i128], weighted: &[usize]) -> Self {
        let level = |level: usize| if weighted.contains(&level) { narrow(most / largest[level]) } else { 0 };
        Self {
            unit: narrow(most),
            cap: narrow(most / i128::try_from(core.units.len()).unwrap_or(1).clamp(1, 1 << 12)),
            levels: (0..core.levels).map(level).collect(),
        }
    }

    pub(in crate::ascent) fn unit(&self, number: i64) -> i64 {
        number.clamp(-self.unit, self.unit)
    }

    pub(in crate::ascent) fn cap(&self, number: i64) -> i64 {
        number.clamp(0, self.cap)
    }

    pub(in crate::ascent) fn level(&self, level: usize, number: i64) -> i64 {
        number.clamp(0, self.levels[level])
    }
}
