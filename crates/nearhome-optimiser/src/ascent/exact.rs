//! Prices of a linear program's multipliers, by the same yard as ascents.

use crate::core::{Core, Index};
use crate::master::{Multipliers, SCALE};
use crate::meter::Interrupt;

use super::yard::Yard;

/// All homes of a core, ready to be priced on one level.
pub(crate) struct Exact<'a> {
    yard: Yard<'a>,
    pub(crate) level: usize,
}

/// A bound in units of `1 / SCALE`, the multipliers that prove it, and the best households.
pub(crate) struct Priced {
    pub(crate) bound: i128,
    pub(crate) multipliers: Multipliers,
    pub(crate) households: Vec<Vec<Index>>,
}

impl<'a> Exact<'a> {
    pub(crate) fn new(
        core: &'a Core,
        live: &[bool],
        level: usize,
        maxima: &[Option<i128>],
        interrupt: Interrupt<'a>,
    ) -> Self {
        Self { yard: Yard::new(core, live, level, maxima, interrupt), level }
    }

    /// Prices live options at multipliers, rounded where sums would not fit 64 bits.
    pub(crate) fn price(
        &mut self,
        multipliers: &Multipliers,
        live: &[bool],
        maxima: &[Option<i128>],
    ) -> Priced {
        self.yard.set_live(live);
        self.yard.set_maxima(maxima);
        let point = self.yard.point(multipliers);
        let bound = self.yard.evaluate(&point) * (SCALE / self.yard.scaled(1));
        Priced {
            bound,
            multipliers: self.yard.multipliers(&point),
            households: self.yard.households().collect(),
        }
    }

    /// The bound, and by how much each live option would raise it if it were taken: exactly, unless that is more than
    /// what leads above `max`.
    pub(crate) fn losses(
        &mut self,
        multipliers: &Multipliers,
        live: &[bool],
        maxima: &[Option<i128>],
        max: Option<i128>,
    ) -> (i128, Vec<(Index, i128)>) {
        let bound = self.price(multipliers, live, maxima).bound;
        let point = self.yard.point(multipliers);
        let unit = SCALE / self.yard.scaled(1);
        let enough = max.map_or(i128::MAX, |max| (max * SCALE - bound) / unit);
        let losses = self.yard.losses(&point, enough);
        (bound, losses.into_iter().map(|(option, loss)| (option, loss * unit)).collect())
    }
}
