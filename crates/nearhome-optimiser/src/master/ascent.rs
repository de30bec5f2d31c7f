//! Bounds of cores whose linear program would not fit in memory.

use crate::ascent::{Aim, Climber};

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
        let maxima = self.maxima.clone();
        let reached = target + self.core.grain[level];
        let aim = Aim { level, maxima: &maxima, reached, target, rounds: ROUNDS };
        let core = self.core;
        let known = self.climber.take().filter(|climber| climber.is_on(level));
        let is_new = known.is_none();
        let everything = vec![true; live.len()];
        let climber =
            known.unwrap_or_else(|| Climber::new(core, &everything, &aim, start.as_ref(), self.interrupt));
        let climber = self.climber.insert(climber);
        climber.change(live, &aim);
        climber.climb(&aim);
        if is_new {
            climber.remember();
        }
        let multipliers = climber.multipliers();
        NodeBound {
            least: climber.least(),
            shares: climber.shares(),
            whole: vec![0.0; self.core.groups.len()],
            multipliers,
            objective,
        }
    }
}
