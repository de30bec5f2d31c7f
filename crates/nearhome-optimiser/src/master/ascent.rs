//! Bounds of cores whose linear program would not fit in memory.

use crate::volume::{self, Aim};

use super::prices::Multipliers;
use super::{Master, NodeBound, Objective};

/// Evaluations of all places for one node.
const ROUNDS: u32 = 30;

impl Master<'_> {
    /// Bounds the objective as [`Master::bound`] does; what is decided about groups is not used.
    pub(super) fn ascend(&mut self, live: &[bool], objective: Objective, target: i128) -> NodeBound {
        let Objective::Level(level) = objective else {
            return NodeBound {
                least: 0,
                shares: vec![Vec::new(); self.core.units.len()],
                whole: vec![0.0; self.core.groups.len()],
                multipliers: Multipliers::default(),
                objective,
            };
        };
        let start = self.center.take().filter(|(of, _)| *of == objective).map(|(_, center)| center);
        let maxima = &self.maxima;
        let aim = Aim { level, maxima, reached: target + self.core.grain[level], target, rounds: ROUNDS };
        let ascent = volume::ascend(self.core, live, &aim, start.as_ref(), self.interrupt);
        self.center = Some((objective, ascent.multipliers.clone()));
        NodeBound {
            least: ascent.least,
            shares: ascent.shares,
            whole: vec![0.0; self.core.groups.len()],
            multipliers: ascent.multipliers,
            objective,
        }
    }
}
