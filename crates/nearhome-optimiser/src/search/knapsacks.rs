//! The tree of a level where homes are knapsacks: many small nodes, each bounded from the multipliers of the one before.
//!
//! The sum that is looked for begins at the bound and rises by hardly more than the costs' common divisor at a time: what a
//! tree for one sum more takes is a few times what the last one took, and the nearer the sum the fewer options are left.
//! Before that, trees that are soon given up look for better and better choices, each halfway to the bound.

use crate::core::Index;
use crate::knapsacks::Knapsacks;
use crate::local::Layout;
use crate::master::{NodeBound, Objective};
use crate::meter::{Meter, Stopped};
use crate::overfull;
use crate::proof;

use super::{Decision, Search};

/// Evaluations of the first node, which all others start from, and of any other.
const FIRST_ROUNDS: u32 = 300;
const ROUNDS: u32 = 30;
/// A node is bounded again after one in so many of its options has been dropped.
const DROPPED: usize = 10;
/// At one node in so many a choice is made along the shares, by the number of units: what it takes grows faster than what
/// a node takes. Among few units it is made at each node where better choices are all that is wanted.
const CHOICE_EVERY: u64 = 32;
const CHOICE_EVERY_OF_MANY: u64 = 512;
const MANY_UNITS: usize = 200;
/// Trees that look for better choices, and how many nodes each of them has for each unit.
const DIVES: u32 = 12;
const DIVE_NODES: usize = 2;
/// Rounds in which such a choice is improved.
pub(super) const CHOICE_ROUNDS: usize = 2;
/// After a tree of fewer nodes than this the next one looks twice as far.
const SMALL_TREE: u64 = 50;

/// A decision of which one side is being searched.
struct Open {
    /// How much was changed before.
    mark: usize,
    option: Index,
    /// Multipliers before.
    units: Vec<i64>,
    /// Whether the other side is still to be searched.
    first: bool,
}

impl<'a> Search<'a> {
    /// Proves a level where homes are knapsacks; whether they are.
    ///
    /// Small trees come first, as they often find what the bound says. Where one does not end soon, better choices
    /// are looked for before it is searched to its end.
    pub(crate) fn prove_by_knapsacks(
        &mut self,
        level: usize,
        root: &NodeBound,
        meter: &mut Meter<'_>,
    ) -> Result<bool, Stopped> {
        if self.as_knapsacks(level, root).is_none() {
            return Ok(false);
        }
        let few = u64::try_from(DIVE_NODES * self.core.units.len()).unwrap_or(u64::MAX);
        let mut most = few;
        let mut step = 0;
        while !self.is_proved(level) {
            // All below the next multiple of the divisor is one sum.
            let maximum = self.bound[level] + step.max(self.core.grain[level] - 1);
            if !self.search_below(level, maximum.min(self.best_on(level) - 1), root, most, meter)? {
                self.dive(level, root, few, meter)?;
                most = u64::MAX;
            } else if self.nodes < SMALL_TREE {
                step = 2 * step + 1;
            }
        }
        Ok(true)
    }

    /// Looks for better choices: first any, then within half the gap that is left, as long as that is found.
    fn dive(
        &mut self,
        level: usize,
        root: &NodeBound,
        nodes: u64,
        meter: &mut Meter<'_>,
    ) -> Result<(), Stopped> {
        let mut part = 1;
        for _ in 0..DIVES {
            let (best, bound) = (self.best_on(level), self.bound[level]);
            if best <= bound {
                break;
            }
            self.is_diving = true;
            let result = self.search_below(level, bound + (best - 1 - bound) / part, root, nodes, meter);
            self.is_diving = false;
            result?;
            if self.best_on(level) == best && part > 1 {
                break;
            }
            part = 2;
        }
        Ok(())
    }

    /// Searches all choices that sum to at most `maximum`, in so many nodes at most; whether that was enough. Then the
    /// best one is proved, or the bound is above `maximum`.
    fn search_below(
        &mut self,
        level: usize,
        maximum: i128,
        root: &NodeBound,
        most: u64,
        meter: &mut Meter<'_>,
    ) -> Result<bool, Stopped> {
        let Some(mut knapsacks) = self.as_knapsacks(level, root) else { return Ok(false) };
        self.maximum = Some(maximum);
        self.log.begin_tree();
        let result = self.branch_in_knapsacks(level, &mut knapsacks, most, meter);
        self.maximum = None;
        let has_ended = result?;
        if has_ended && !self.is_proved(level) {
            self.bound[level] = (maximum + 1).min(self.best_on(level));
            self.log.bound_by_tree();
        }
        Ok(has_ended)
    }

    /// The live options as knapsacks, where they are any.
    fn as_knapsacks(&self, level: usize, root: &NodeBound) -> Option<Knapsacks<'a>> {
        self.is_of_knapsacks().then_some(())?;
        Knapsacks::new(self.core, &self.live, level, &self.maxima(level), &root.multipliers, self.interrupt)
    }

    /// Depth-first branch and bound, as [`Search::branch`] does it, given up after so many nodes; whether it has ended.
    fn branch_in_knapsacks(
        &mut self,
        level: usize,
        knapsacks: &mut Knapsacks<'_>,
        most: u64,
        meter: &mut Meter<'_>,
    ) -> Result<bool, Stopped> {
        self.nodes = 0;
        let mut stack: Vec<Open> = Vec::new();
        while self.nodes < most {
            meter.step(self.best.as_ref(), &self.bound)?;
            self.nodes += 1;
            let decision = self.visit_knapsacks(level, knapsacks);
            if self.is_beaten(Objective::Level(level)) {
                return Ok(true);
            }
            if let Some(option) = decision {
                self.log.branch(self.named(Decision::Take(option)));
                let (mark, units) = (knapsacks.mark(), knapsacks.units.clone());
                stack.push(Open { mark, option, units, first: true });
                knapsacks.take(option);
                continue;
            }
            self.log.end();
            if !turn(knapsacks, &mut stack) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Bounds a node and drops what it does not need; what to branch on, `None`: it is closed.
    fn visit_knapsacks(&mut self, level: usize, knapsacks: &mut Knapsacks<'_>) -> Option<Index> {
        let objective = Objective::Level(level);
        let mut rounds = if self.nodes == 1 { FIRST_ROUNDS } else { ROUNDS };
        loop {
            if !knapsacks.settle() {
                return None;
            }
            if let Some(choice) = knapsacks.choice() {
                self.offer(&choice);
                self.log_leaf(&choice, objective);
                return None;
            }
            if knapsacks.climb(self.target(level), rounds) {
                self.log.bound(proof::bound(self.core, &knapsacks.multipliers(), objective, &[]));
                return None;
            }
            if self.wants_choice() {
                self.choose_along(&knapsacks.shares_by_unit());
            }
            let unneeded = knapsacks.unneeded(self.target(level));
            if unneeded.is_empty() {
                return knapsacks.decision();
            }
            self.log.bound(proof::bound(self.core, &knapsacks.multipliers(), objective, &unneeded));
            let before = knapsacks.open_count();
            for &option in &unneeded {
                knapsacks.drop(option);
            }
            let is_much = unneeded.len() * DROPPED >= before;
            if !is_much && knapsacks.settle() && knapsacks.choice().is_none() {
                return knapsacks.decision();
            }
            rounds = ROUNDS;
        }
    }

    fn wants_choice(&self) -> bool {
        let every = match self.core.units.len() {
            MANY_UNITS.. => CHOICE_EVERY_OF_MANY,
            _ if self.is_diving => 1,
            _ => CHOICE_EVERY,
        };
        self.nodes.is_multiple_of(every)
    }

    /// Offers a choice along shares.
    fn choose_along(&mut self, shares: &[Vec<(Index, f64)>]) {
        let everything = vec![true; self.live.len()];
        let Some(mut layout) = self.relieved(&everything, shares) else { return };
        layout.improve(CHOICE_ROUNDS);
        if let Some(choice) = layout.choice() {
            self.offer(&choice);
        }
    }

    /// A choice along shares, overfull homes relieved.
    pub(super) fn relieved<'l>(
        &self,
        everything: &'l [bool],
        shares: &[Vec<(Index, f64)>],
    ) -> Option<Layout<'l>>
    where
        'a: 'l,
    {
        self.is_of_knapsacks().then_some(())?;
        let choice = overfull::relieve(self.core, everything, shares, self.interrupt)?;
        Some(Layout::of(self.core, everything, &choice))
    }
}

/// Goes to the other side of the last decision; false when none is left.
fn turn(knapsacks: &mut Knapsacks<'_>, stack: &mut Vec<Open>) -> bool {
    while let Some(open) = stack.pop() {
        knapsacks.undo(open.mark);
        if open.first {
            knapsacks.units.copy_from_slice(&open.units);
            knapsacks.drop(open.option);
            stack.push(Open { first: false, ..open });
            return true;
        }
    }
    false
}
