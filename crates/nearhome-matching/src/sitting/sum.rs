//! A cost on every level as one number: added and compared, nothing else.

use std::ops::{Add, AddAssign, Mul, Neg, Sub};

use nearhome_problem::{LEVELS_MAX, Totals};

/// A cost on each level, most important first, compared lexicographically; levels that a problem has
/// not are 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Sum([i128; LEVELS_MAX]);

impl Sum {
    pub(crate) const ZERO: Self = Self([0; LEVELS_MAX]);

    /// The amounts on the first `levels` levels.
    pub(crate) fn totals(self, levels: usize) -> Totals {
        self.0[..levels].to_vec()
    }

    /// Each amount changed in the same way.
    pub(crate) fn each(self, change: impl Fn(i128) -> i128) -> Self {
        Self(self.0.map(change))
    }

    /// So many times the cost.
    pub(crate) fn times(self, times: i128) -> Self {
        self.each(|amount| amount * times)
    }

    /// The amount that is farthest from nothing, without its sign.
    pub(crate) fn greatest(self) -> i128 {
        self.0.iter().map(|amount| amount.abs()).max().unwrap_or(0)
    }

    fn by_level(self, other: Self, of: impl Fn(i128, i128) -> i128) -> Self {
        Self(std::array::from_fn(|level| of(self.0[level], other.0[level])))
    }
}

impl From<&[i64]> for Sum {
    fn from(cost: &[i64]) -> Self {
        Self(std::array::from_fn(|level| cost.get(level).copied().map_or(0, i128::from)))
    }
}

impl From<&[i128]> for Sum {
    fn from(cost: &[i128]) -> Self {
        Self(std::array::from_fn(|level| cost.get(level).copied().unwrap_or(0)))
    }
}

impl Add for Sum {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        self.by_level(other, |a, b| a + b)
    }
}

impl AddAssign for Sum {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Sum {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self.by_level(other, |a, b| a - b)
    }
}

impl Neg for Sum {
    type Output = Self;

    fn neg(self) -> Self {
        Self::ZERO - self
    }
}

impl Mul<u32> for Sum {
    type Output = Self;

    fn mul(self, times: u32) -> Self {
        Self(self.0.map(|amount| amount * i128::from(times)))
    }
}

impl std::iter::Sum for Sum {
    fn sum<I: Iterator<Item = Self>>(sums: I) -> Self {
        sums.fold(Self::ZERO, |all, one| all + one)
    }
}
