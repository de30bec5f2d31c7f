//! Writes down how a core was proved, in the terms of the problem's certificate.
//!
//! [`HouseholdProof`] says what the steps mean. The search of a core calls [`Log`] as it goes; a core
//! knows some things that a certificate says otherwise: children who are decided are not in it, and
//! groups with one undecided unit have become costs of its options ([`crate::core::Unit::charged`]).

mod base;
mod capped;
mod flow;

use nearhome_problem::{Bound, Decision, HouseholdProof, Step};

use crate::core::{Core, Index};
use crate::master::{Multipliers, Objective, SCALE};

pub(crate) use base::{Base, share};
pub(crate) use capped::{capped_flow, capped_shortage};
pub(crate) use flow::{flow_proof, largest, shortage_steps, sums_fit, weigh, weights};

/// More numbers than this are not kept, nor any that are too large: the proof is then given up, not the search.
const NUMBERS_MAX: usize = 8_000_000;

/// The proof of one core, to be set into a [`HouseholdProof`] with all that was decided before.
#[derive(Clone, Debug, Default)]
pub(crate) struct PartProof {
    pub(crate) steps: Vec<Step>,
    pub(crate) parts: Vec<HouseholdProof>,
    /// How many levels it proves, the first ones; of all others nothing is to be claimed.
    pub(crate) levels: usize,
}

impl PartProof {
    /// Steps alone.
    pub(crate) fn of_steps(steps: Vec<Step>, levels: usize) -> Self {
        Self { steps, parts: Vec::new(), levels }
    }

    /// What may be claimed of these sums: no cost is negative, so that nothing is said by zeros.
    pub(crate) fn claim(&self, mut least: Vec<i128>) -> Vec<i128> {
        least.iter_mut().skip(self.levels).for_each(|level| *level = 0);
        least
    }
}

/// What the search of one core has proved so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Log {
    /// Options dropped for good, and the trees of closed levels.
    steps: Vec<Step>,
    /// The tree that proves the present bound of the open level.
    bound: Vec<Step>,
    /// The tree that is being searched.
    tree: Vec<Step>,
    /// How many numbers are in each of them.
    numbers: Numbers,
    /// The most that everything in the proof can sum to on each level.
    sums: Vec<i128>,
}

/// The numbers in the parts of a log.
#[derive(Clone, Copy, Debug, Default)]
struct Numbers {
    steps: usize,
    bound: usize,
    tree: usize,
}

impl Log {
    /// Nothing is proved yet of a core and what its proof counts besides.
    pub(crate) fn new(core: &Core, base: &Base) -> Self {
        let mut sums = base.largest_sums();
        let mut add = |cost: &[i128]| sums.iter_mut().zip(cost).for_each(|(sum, level)| *sum += level);
        (0..core.units.len()).for_each(|unit| add(&largest(core, unit)));
        core.groups.iter().for_each(|group| add(&group.cost));
        core.pairs.iter().filter_map(|pair| pair.cost.as_ref()).for_each(|cost| add(cost));
        Self { sums, ..Self::default() }
    }

    /// Options are gone for good.
    pub(crate) fn drop_for_good(&mut self, bound: Bound) {
        if !bound.drops.is_empty() {
            self.numbers.steps += self.numbers_in(&bound);
            self.steps.push(Step::Drop(bound));
        }
    }

    /// The bound of the open level follows from these multipliers alone.
    pub(crate) fn bound_at_root(&mut self, bound: Bound) {
        self.numbers.bound = self.numbers_in(&bound);
        self.bound = vec![Step::Bound(bound), Step::End];
    }

    /// A tree begins.
    pub(crate) fn begin_tree(&mut self) {
        self.numbers.tree = 0;
        self.tree.clear();
    }

    /// A bound at the present node.
    pub(crate) fn bound(&mut self, bound: Bound) {
        self.numbers.tree += self.numbers_in(&bound);
        if !self.is_tree_full() {
            self.tree.push(Step::Bound(bound));
        }
    }

    /// The present node is divided.
    pub(crate) fn branch(&mut self, decision: Decision) {
        if !self.is_tree_full() {
            self.tree.push(Step::Branch(decision));
        }
    }

    /// The present node is closed.
    pub(crate) fn end(&mut self) {
        if !self.is_tree_full() {
            self.tree.push(Step::End);
        }
    }

    /// The tree is complete and proves the new bound of the open level.
    pub(crate) fn bound_by_tree(&mut self) {
        self.bound = std::mem::take(&mut self.tree);
        self.numbers.bound = std::mem::take(&mut self.numbers.tree);
    }

    /// Whether the open level has a bound with a proof.
    pub(crate) fn has_bound(&self) -> bool {
        !self.bound.is_empty()
    }

    /// The open level is proved; a level that needs no proof has no tree.
    pub(crate) fn close_level(&mut self, needs_proof: bool) {
        let tree = std::mem::take(&mut self.bound);
        let numbers = std::mem::take(&mut self.numbers.bound);
        if needs_proof {
            self.numbers.steps += numbers;
            self.steps.extend(tree);
        }
    }

    /// All steps, with the proof of the open level's bound; `None` when there were too many.
    pub(crate) fn into_steps(mut self) -> Option<Vec<Step>> {
        let full = self.numbers.steps + self.numbers.bound > NUMBERS_MAX;
        self.steps.append(&mut self.bound);
        (!full).then_some(self.steps)
    }

    /// What is proved for good, without the open level.
    pub(crate) fn into_closed_steps(self) -> Option<Vec<Step>> {
        (self.numbers.steps <= NUMBERS_MAX).then_some(self.steps)
    }

    /// The tree alone, for a search that found nothing feasible.
    pub(crate) fn into_tree(self) -> Option<Vec<Step>> {
        (!self.is_tree_full()).then_some(self.tree)
    }

    /// How many numbers a bound adds; more than are kept where the checker could not add it up.
    fn numbers_in(&self, bound: &Bound) -> usize {
        let numbers = 4 + bound.units.len() + bound.caps.len() + bound.drops.len();
        if self.fits(bound) { numbers } else { NUMBERS_MAX + 1 }
    }

    /// Whether the checker's sums stay within 128 bits: it counts decided children too, whose costs may be far above
    /// those for which the weights were chosen.
    fn fits(&self, bound: &Bound) -> bool {
        let units = bound.units.iter().map(|&(_, multiplier)| Some(multiplier));
        let caps = bound.caps.iter().map(|&(_, _, weight)| weight.checked_mul(i128::from(u32::MAX)));
        let own = bound.level.map(|level| (level, SCALE));
        let levels = bound.levels.iter().copied().chain(own).map(|(level, weight)| {
            self.sums.get(level as usize).map_or(Some(0), |&sum| weight.checked_mul(sum))
        });
        sums_fit(units.chain(caps).chain(levels)).is_some()
    }

    fn is_tree_full(&self) -> bool {
        self.numbers.steps + self.numbers.tree > NUMBERS_MAX
    }
}

/// A bound as certificates state it.
pub(crate) fn bound(core: &Core, multipliers: &Multipliers, objective: Objective, drops: &[Index]) -> Bound {
    let mut weights = multipliers.levels.clone();
    let level = match objective {
        Objective::Feasibility => None,
        Objective::Level(level) => {
            weights[level] += SCALE;
            Some(number(level))
        }
    };
    let caps = core.cap_rows.iter().zip(&multipliers.caps).filter(|(_, weight)| **weight != 0);
    let mut caps: Vec<(u32, i64, i128)> =
        caps.map(|(&(cap, instant), &weight)| (cap, instant, weight)).collect();
    caps.sort_unstable();
    Bound {
        level,
        without_groups: Vec::new(),
        units: units(core, &multipliers.units, &weights),
        caps,
        levels: (0..).zip(multipliers.levels.iter().copied()).filter(|(_, weight)| *weight != 0).collect(),
        drops: named(core, drops),
    }
}

/// The bound that takes the cheapest option of each unit, groups left out.
pub(crate) fn plain_bound(core: &Core, level: usize, cheapest: &[i128], drops: &[Index]) -> Bound {
    let mut weights = vec![0; core.levels];
    weights[level] = SCALE;
    let scaled: Vec<i128> = cheapest.iter().map(|cost| cost * SCALE).collect();
    let mut without_groups: Vec<u32> = core.groups.iter().map(|group| group.index).collect();
    without_groups.sort_unstable();
    Bound {
        level: Some(number(level)),
        without_groups,
        units: units(core, &scaled, &weights),
        drops: named(core, drops),
        ..Bound::default()
    }
}

/// The bound on a level where everything is decided.
pub(crate) fn sum_of_decided(level: usize) -> Bound {
    Bound { level: Some(number(level)), ..Bound::default() }
}

/// What decided units cost breaks a limit on this level.
pub(crate) fn beyond_limit(level: usize) -> Bound {
    Bound { levels: vec![(number(level), SCALE)], ..Bound::default() }
}

/// A unit is named by its smallest child.
pub(crate) fn name(core: &Core, unit: Index) -> u32 {
    core.units[unit as usize].children[0]
}

fn units(core: &Core, multipliers: &[i128], weights: &[i128]) -> Vec<(u32, i128)> {
    let mut units = Vec::new();
    for (unit, &multiplier) in core.units.iter().zip(multipliers) {
        let charged: i128 = unit.charged.iter().zip(weights).map(|(cost, weight)| cost * weight).sum();
        if multiplier != charged {
            units.push((unit.children[0], multiplier - charged));
        }
    }
    units.sort_unstable();
    units
}

fn named(core: &Core, options: &[Index]) -> Vec<(u32, Option<u32>)> {
    let mut named: Vec<(u32, Option<u32>)> = options
        .iter()
        .map(|&option| (name(core, core.options[option as usize].unit), core.home(option)))
        .collect();
    named.sort_unstable();
    named
}

fn number(level: usize) -> u32 {
    u32::try_from(level).expect("there are at most 8 levels")
}

/// The proof for children who are all decided.
pub(crate) fn of_decided(base: Base) -> HouseholdProof {
    let Base { cost, mut children, .. } = base;
    children.sort_unstable();
    let steps = decided_levels(&cost, 0);
    HouseholdProof { children, least: Some(cost), steps, parts: Vec::new() }
}

/// Trees for the levels from `first` on where everything is decided.
pub(crate) fn decided_levels(least: &[i128], first: usize) -> Vec<Step> {
    let positive = (first..least.len()).filter(|&level| least[level] > 0);
    positive.flat_map(|level| [Step::Bound(sum_of_decided(level)), Step::End]).collect()
}

/// The proof of one part among others, as far as there is one.
pub(crate) fn of_part(part: &Core, least: Vec<i128>, proof: PartProof) -> HouseholdProof {
    let mut children: Vec<u32> = part.units.iter().flat_map(|unit| unit.children.iter().copied()).collect();
    children.sort_unstable();
    let least = Some(proof.claim(least));
    HouseholdProof { children, least, steps: proof.steps, parts: proof.parts }
}
