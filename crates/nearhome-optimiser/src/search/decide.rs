//! Chooses what to branch on.

use crate::core::{Group, Index};
use crate::master::{Bounding, NodeBound, Objective};
use crate::pricing::Fate;
use crate::proof;

use super::{Decision, Search};

/// A search that has come to so many nodes chooses its decisions by trial.
const TRIALS_FROM: u64 = 20;

/// How many decisions are tried at a node.
const CANDIDATES: usize = 8;

/// Shares nearer to 0 or 1 than this count as decided; the linear program is perturbed by less.
const WHOLE: f64 = 1e-3;

impl Search<'_> {
    /// The decision of which the worse side raises the bound most, among the likeliest; `None` when
    /// one of them has two sides that are both beyond the target.
    pub(super) fn decision(
        &mut self,
        objective: Objective,
        bound: &NodeBound,
        open: &[Index],
    ) -> Option<Decision> {
        let candidates = self.candidates(bound, open);
        let Objective::Level(level) = objective else { return candidates.first().copied() };
        if candidates.len() < 2 || self.nodes < TRIALS_FROM || self.bounding == Bounding::ByAscents {
            return candidates.first().copied();
        }
        let mut best: Option<((i128, i128), Decision)> = None;
        for decision in candidates {
            let mark = self.trail.len();
            self.decide(decision);
            let one = self.trial(level);
            self.undo(mark);
            self.decide_otherwise(decision);
            let other = self.trial(level);
            self.undo(mark);
            self.reopen(decision);
            let worth = (one.least.min(other.least), one.least.max(other.least));
            if worth.0 > self.target(level) {
                self.log.branch(self.named(decision));
                for side in [one, other] {
                    self.log.bound(proof::bound(self.core, &side.multipliers, side.objective, &[]));
                    self.log.end();
                }
                return None;
            }
            if best.is_none_or(|(most, _)| worth > most) {
                best = Some((worth, decision));
            }
        }
        best.map(|(_, decision)| decision)
    }

    /// A decision in the terms of the certificate.
    pub(super) fn named(&self, decision: Decision) -> nearhome_problem::Decision {
        use nearhome_problem::Decision as Named;
        match decision {
            Decision::Take(option) => {
                let unit = self.core.options[option as usize].unit;
                Named::Take(proof::name(self.core, unit), self.core.home(option))
            }
            Decision::Whole(group) => Named::Whole(self.core.groups[group as usize].index),
            Decision::Torn(group) => Named::Torn(self.core.groups[group as usize].index),
        }
    }

    fn trial(&mut self, level: usize) -> NodeBound {
        let target = self.target(level);
        let master = self.master.as_mut().expect("branching starts the master");
        master.bound(&self.live, Objective::Level(level), target)
    }

    /// Groups before options: once it is settled which of them are whole, the rest is nearly a flow. With stays options
    /// only: what is decided about groups a flow along the line does not see.
    fn candidates(&self, bound: &NodeBound, open: &[Index]) -> Vec<Decision> {
        let undecided = |share: f64| (0.5 - share).abs();
        let mut groups: Vec<(f64, Index)> = (0..)
            .zip(&bound.whole)
            .filter(|&(group, &share)| share > WHOLE && share < 1.0 - WHOLE && self.can_decide(group))
            .filter(|_| !self.core.has_stays())
            .map(|(group, &share)| (share, group))
            .collect();
        groups.sort_by(|a, b| undecided(a.0).total_cmp(&undecided(b.0)).then(a.1.cmp(&b.1)));
        let side = |(share, group)| if share >= 0.5 { Decision::Whole(group) } else { Decision::Torn(group) };
        let mut candidates: Vec<Decision> = groups.into_iter().map(side).collect();
        let mut options: Vec<(f64, Index)> = open
            .iter()
            .filter_map(|&unit| {
                let shares = bound.shares[unit as usize].iter();
                let mut usable =
                    shares.filter(|&&(option, share)| self.live[option as usize] && share < 1.0 - WHOLE);
                usable.next().map(|&(option, share)| (share, option))
            })
            .collect();
        // Half a unit that takes many places settles most, and whom a home takes half of more than whom it nearly has
        // anyway. Over time a unit that is nearly decided leaves less to be priced.
        let weight = |&(share, option): &(f64, Index)| {
            if self.core.has_stays() {
                return share;
            }
            as_float(self.core.choice(option).loads.most().max(1)) * (0.5 - undecided(share))
        };
        options.sort_by(|a, b| weight(b).total_cmp(&weight(a)).then(a.1.cmp(&b.1)));
        candidates.extend(options.into_iter().map(|(_, option)| Decision::Take(option)));
        candidates.truncate(CANDIDATES);
        if candidates.is_empty() {
            let options = &self.core.units[open[0] as usize].options;
            let first = options.iter().copied().find(|&option| self.live[option as usize]);
            candidates.push(Decision::Take(first.expect("an open unit has options")));
        }
        candidates
    }

    /// A group may be decided while it is open and shares no unit with one that is whole.
    fn can_decide(&self, group: Index) -> bool {
        let units = &self.core.groups[group as usize].units;
        let meets = |other: &Group| other.units.iter().any(|unit| units.contains(unit));
        let whole = self.core.groups.iter().zip(&self.fates).filter(|(_, fate)| **fate == Fate::Whole);
        self.fates[group as usize] == Fate::Open && !whole.map(|(other, _)| other).any(meets)
    }
}

#[expect(clippy::cast_precision_loss, reason = "it only orders what is tried")]
fn as_float(places: i64) -> f64 {
    places as f64
}
