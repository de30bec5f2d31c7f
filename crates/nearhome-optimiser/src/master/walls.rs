//! Keeps the multipliers of a linear program near known good ones while it has few households.
//!
//! With too few households the best multipliers of a large program are far from those of the whole, and the households
//! that they ask for are of no use. So each row may be missed, or overdone, at a price a little beyond its known
//! multiplier: a *wall* on each side that the row's multiplier cannot pass. Walls move along with the best multipliers found; where the
//! program leans on none of them it is as if there were none (the boxstep method of Marsten, Hogan and Blankenship,
//! Operations Research 23, 1975). Walls change where households are looked for, and no bound.

use super::prices::Multipliers;
use super::scale::as_float;
use super::{Column, Master, SCALE};

/// The first walls are as far away as this part of what a unit costs in the mean.
const FIRST_WIDTH: f64 = 0.004;
/// They are no farther away than so many times what is to be gained for each unit.
const GAPS: f64 = 16.0;
/// Walls that a finished program leans on are moved away by this factor.
pub(super) const WIDER: f64 = 4.0;
/// The walls of a level's weight are farther away than those of a unit by this factor, and by this part of the weight.
const LEVEL_WIDTHS: f64 = 20.0;
const LEVEL_PART: f64 = 0.05;

/// Where walls are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Walls {
    /// Their first column; each row has two.
    first: usize,
    /// Whether they are in use.
    pub(super) are_up: bool,
}

impl Master<'_> {
    /// Whether walls are in use.
    pub(super) fn has_walls(&self) -> bool {
        self.walls.is_some_and(|walls| walls.are_up)
    }

    /// Puts walls up, for the next bound only.
    pub(super) fn put_up_walls(&mut self) {
        let first = match self.walls {
            Some(walls) => walls.first,
            None => self.add_walls(),
        };
        self.walls = Some(Walls { first, are_up: true });
    }

    fn add_walls(&mut self) -> usize {
        let first = self.columns.len();
        for row in self.walled_rows() {
            for sign in [1.0, -1.0] {
                self.simplex.add_column(&[(row, sign)], 0.0);
                let cost = vec![0; self.core.levels];
                self.columns.push(Column { options: Vec::new(), cost, groups: Vec::new() });
            }
        }
        first
    }

    /// Places need no walls: units and levels say what households are worth.
    fn walled_rows(&self) -> impl Iterator<Item = usize> + use<> {
        (0..self.core.units.len()).chain(self.first_cap..self.first_level + self.core.levels)
    }

    /// Whether a column is a wall that is not in use.
    pub(super) fn is_wall_down(&self, column: usize) -> bool {
        self.columns[column].options.is_empty() && !self.has_walls()
    }

    /// The first distance of walls, in units of cost, where a bound shall come to exceed `target`.
    pub(super) fn first_width(&self, bound: i128, target: i128) -> f64 {
        let scaled = as_float(bound) / as_float(SCALE);
        let gap = (as_float(target) - scaled).max(1.0) * GAPS;
        let units = as_float(i128::try_from(self.core.units.len()).unwrap_or(1));
        (scaled.abs() * FIRST_WIDTH).min(gap) / units
    }

    /// Moves the walls to both sides of these multipliers of a level.
    pub(super) fn set_walls(&mut self, level: usize, center: &Multipliers, width: f64) {
        let Some(walls) = self.walls else { return };
        let largest = self.largest[level];
        let unit = |number: i128| as_float(number) / (largest * as_float(SCALE));
        let units = center.units.iter().map(|&number| (unit(number), width / largest));
        let caps = center.caps.iter().map(|&number| (-unit(number), width / largest));
        let levels = center.levels.iter().zip(&self.largest).map(|(&number, &own)| {
            let dual = -unit(number) * own;
            (dual, LEVEL_WIDTHS * width / largest + LEVEL_PART * dual.abs())
        });
        for (at, (dual, width)) in units.chain(caps).chain(levels).enumerate() {
            self.simplex.set_cost(walls.first + 2 * at, dual + width);
            self.simplex.set_cost(walls.first + 2 * at + 1, width - dual);
        }
    }

    /// Whether the program pays for any row instead of keeping it.
    pub(super) fn leans_on_walls(&self) -> bool {
        let mut columns = self.simplex.solution();
        self.has_walls()
            && columns.any(|(column, share)| share > 1e-5 && self.columns[column].options.is_empty())
    }
}
