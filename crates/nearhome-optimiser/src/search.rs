//! Proves one level after the other by branch and bound over the household bound.
//!
//! A level is closed when no choice beats the best known one on it; what it then sums to becomes a
//! maximum for the levels after it, and options that cannot be in any such choice are dropped.
//! Branching puts one unit into one option or forbids it, so the search always ends.

mod decide;
mod first;
mod knapsacks;
mod near;
mod root;

use crate::core::{Core, Index};
use crate::footing::{Footing, Traces};
use crate::local::Layout;
use crate::master::{self, Bounding, Master, Multipliers, NodeBound, Objective};
use crate::meter::{Interrupt, Meter, Stopped};
use crate::pricing::Fate;
use crate::proof::{self, Base, Log};

/// A feasible choice and what it costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Incumbent {
    pub(crate) totals: Vec<i128>,
    /// The option of each unit.
    pub(crate) choice: Vec<Index>,
}

/// The search over one core.
pub(crate) struct Search<'a> {
    core: &'a Core,
    interrupt: Interrupt<'a>,
    /// How nodes are bounded once a feasible choice is known.
    bounding: Bounding,
    pub(crate) live: Vec<bool>,
    pub(crate) best: Option<Incumbent>,
    /// Whether the best choice was given by somebody who had looked for a good one.
    pub(crate) begins_with_an_answer: bool,
    master: Option<Master<'a>>,
    /// No choice sums to less, level by level; only the first level that is not closed matters.
    pub(crate) bound: Vec<i128>,
    /// Levels that are closed.
    pub(crate) closed: usize,
    trail: Vec<Index>,
    /// The largest sum that the present search looks at.
    maximum: Option<i128>,
    /// What the present branch has decided about each group.
    fates: Vec<Fate>,
    /// Nodes of the present depth-first search.
    nodes: u64,
    /// Whether the present tree is only to find better choices.
    is_diving: bool,
    /// The best multipliers of the open level, and where they are from.
    multipliers: Option<(Multipliers, Source)>,
    /// Multipliers of a level to begin with, from the core that this one is a part of.
    pub(crate) hint: Option<Hint>,
    /// By how much each live option would raise the bound of the last ascent.
    losses: Vec<(Index, i128)>,
    /// A choice along the shares of the last ascent that is no better than the best one, but may become so region by region.
    pub(crate) candidate: Option<Vec<Index>>,
    /// Households that the last ascent ended with: a linear program begins with them.
    households: Vec<Vec<Index>>,
    /// Where it may begin at each level.
    pub(crate) footing: Option<&'a Footing>,
    /// How far around the footing better answers are still to be looked for.
    reaches: std::slice::Iter<'static, Option<usize>>,
    /// What the next footing is made of.
    pub(crate) traces: Traces,
    /// How many options were live when the core was last found to be worth no fresh start.
    pub(crate) looked_at: usize,
    /// The level of the last ascent, and how many options were live.
    ascended: Option<(usize, usize)>,
    /// Options that a linear program should begin with, after an ascent.
    promising: Option<Vec<Index>>,
    /// What has been proved, and how.
    pub(crate) log: Log,
    /// What the proof's children outside this core cost: a level where all is free needs no proof.
    pub(crate) base: Base,
}

/// Multipliers to begin with.
#[derive(Clone, Debug)]
pub(crate) struct Hint {
    level: usize,
    multipliers: Multipliers,
    source: Source,
}

/// Where multipliers are from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    Ascent,
    /// A linear program: an ascent would gain nothing.
    Program,
}

/// One decision of the depth-first search.
struct Branch {
    /// Length of the trail before the decision.
    mark: usize,
    decision: Decision,
    /// Whether the other side is still to be searched.
    first: bool,
}

/// What is decided one way and then the other.
#[derive(Clone, Copy)]
enum Decision {
    /// The unit takes this option, then it does not.
    Take(Index),
    /// The group is whole, then torn.
    Whole(Index),
    /// The group is torn, then whole.
    Torn(Index),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Node {
    Root,
    Inner,
}

/// What to do after looking at a node.
enum Visit {
    Closed,
    /// Both sides of a decision are closed, and logged.
    BothSidesClosed,
    BranchOn(Decision),
}

impl<'a> Search<'a> {
    /// What is being searched.
    pub(crate) fn core(&self) -> &'a Core {
        self.core
    }

    /// Starts from a feasible choice, if one is known.
    pub(crate) fn new(core: &'a Core, best: Option<Incumbent>, base: Base, interrupt: Interrupt<'a>) -> Self {
        Self {
            core,
            interrupt,
            bounding: master::preferred(core),
            fates: vec![Fate::Open; core.groups.len()],
            live: vec![true; core.options.len()],
            best,
            begins_with_an_answer: false,
            master: None,
            bound: vec![0; core.levels],
            closed: 0,
            trail: Vec::new(),
            maximum: None,
            nodes: 0,
            is_diving: false,
            multipliers: None,
            hint: None,
            footing: None,
            reaches: near::REACHES.iter(),
            traces: Traces::default(),
            losses: Vec::new(),
            candidate: None,
            households: Vec::new(),
            promising: None,
            ascended: None,
            looked_at: core.options.len(),
            log: Log::new(core, &base),
            base,
        }
    }

    /// Whether homes are knapsacks, and nodes bounded by ascents.
    fn is_of_knapsacks(&self) -> bool {
        self.bounding == Bounding::ByAscents
    }

    /// Whether the best choice is proved best on this level.
    pub(crate) fn is_proved(&self, level: usize) -> bool {
        self.best_on(level) <= self.bound[level]
    }

    /// The sum up to which to search next: first hardly more than the bound, then further.
    ///
    /// The nearer the maximum is to the bound, the fewer options are left to search among.
    pub(crate) fn next_maximum(&self, level: usize, attempt: u32) -> i128 {
        let gap = self.target(level) - self.bound[level];
        let step = (gap >> FIRST_STEP_BITS) << (2 * attempt).min(2 * FIRST_STEP_BITS);
        self.bound[level] + step.min(gap)
    }

    /// Searches all choices that sum to at most `maximum`; afterwards the best one is proved, or the
    /// bound is above `maximum`.
    pub(crate) fn branch_below(
        &mut self,
        level: usize,
        maximum: i128,
        root: &NodeBound,
        meter: &mut Meter<'_>,
    ) -> Result<(), Stopped> {
        self.maximum = Some(maximum);
        self.log.begin_tree();
        self.drop_unneeded(level, &root.multipliers);
        let result = self.branch(Objective::Level(level), meter);
        self.undo(0);
        self.maximum = None;
        result?;
        if self.best_on(level) > self.bound[level] {
            self.bound[level] = (maximum + 1).min(self.best_on(level));
            self.log.bound_by_tree();
        }
        Ok(())
    }

    /// Drops, until undone, options that no choice within the target needs.
    fn drop_unneeded(&mut self, level: usize, multipliers: &Multipliers) {
        let target = self.target(level);
        let master = self.master.as_mut().expect("multipliers come from the master");
        let dropped = master.unneeded_options(&self.live, multipliers, level, target);
        if !dropped.is_empty() {
            self.log.bound(proof::bound(self.core, multipliers, Objective::Level(level), &dropped));
        }
        for option in dropped {
            self.kill(option);
        }
    }

    fn best_on(&self, level: usize) -> i128 {
        self.best.as_ref().expect("a level is closed only after a feasible choice is known").totals[level]
    }

    /// The largest sum that is looked for: better than the best known one, and within the maximum.
    fn target(&self, level: usize) -> i128 {
        let better = self.best_on(level) - 1;
        self.maximum.map_or(better, |maximum| better.min(maximum))
    }

    /// Depth-first branch and bound until no live choice can beat the best one.
    fn branch(&mut self, objective: Objective, meter: &mut Meter<'_>) -> Result<(), Stopped> {
        self.start_master();
        self.nodes = 0;
        let mut stack: Vec<Branch> = Vec::new();
        loop {
            meter.step(self.best.as_ref(), &self.bound)?;
            self.nodes += 1;
            match self.visit(objective) {
                Visit::BranchOn(decision) => {
                    self.log.branch(self.named(decision));
                    stack.push(Branch { mark: self.trail.len(), decision, first: true });
                    self.decide(decision);
                }
                closed => {
                    if matches!(closed, Visit::Closed) {
                        self.log.end();
                    }
                    if !self.turn(&mut stack) {
                        return Ok(());
                    }
                }
            }
        }
    }

    fn start_master(&mut self) {
        let households = std::mem::take(&mut self.households);
        if let Some(master) = &mut self.master {
            master.add_options(&self.promising.take().unwrap_or_default());
            master.add_households(&households);
            return;
        }
        let promising = self.promising.take().unwrap_or_else(|| {
            (0..).zip(&self.live).filter(|(_, live)| **live).map(|(option, _)| option).collect()
        });
        let bounding = if self.best.is_some() { self.bounding } else { Bounding::ByPrograms };
        let mut master = Master::new(self.core, &promising, bounding, self.interrupt);
        if let Some(best) = &self.best {
            for level in 0..self.closed {
                master.limit_level(level, Some(best.totals[level]));
            }
            master.add_choice(&best.choice);
        }
        master.add_households(&households);
        self.master = Some(master);
    }

    /// Goes to the other side of the last decision; false when none is left.
    fn turn(&mut self, stack: &mut Vec<Branch>) -> bool {
        while let Some(mut branch) = stack.pop() {
            self.undo(branch.mark);
            if branch.first {
                branch.first = false;
                self.decide_otherwise(branch.decision);
                stack.push(branch);
                return true;
            }
            self.reopen(branch.decision);
        }
        false
    }

    fn reopen(&mut self, decision: Decision) {
        if let Decision::Whole(group) | Decision::Torn(group) = decision {
            self.set_fate(group, Fate::Open);
        }
    }

    fn decide(&mut self, decision: Decision) {
        match decision {
            Decision::Take(option) => self.take_only(option),
            Decision::Whole(group) => self.set_fate(group, Fate::Whole),
            Decision::Torn(group) => self.set_fate(group, Fate::Torn),
        }
    }

    fn decide_otherwise(&mut self, decision: Decision) {
        match decision {
            Decision::Take(option) => self.kill(option),
            Decision::Whole(group) => self.set_fate(group, Fate::Torn),
            Decision::Torn(group) => self.set_fate(group, Fate::Whole),
        }
    }

    fn set_fate(&mut self, group: Index, fate: Fate) {
        self.fates[group as usize] = fate;
        self.master.as_mut().expect("branching starts the master").set_fate(group, fate);
    }

    fn kill(&mut self, option: Index) {
        self.live[option as usize] = false;
        self.trail.push(option);
    }

    fn take_only(&mut self, option: Index) {
        let unit = self.core.options[option as usize].unit;
        for &other in &self.core.units[unit as usize].options {
            if other != option && self.live[other as usize] {
                self.kill(other);
            }
        }
    }

    fn undo(&mut self, mark: usize) {
        for option in self.trail.split_off(mark) {
            self.live[option as usize] = true;
        }
    }

    fn visit(&mut self, objective: Objective) -> Visit {
        let Some(open) = self.open_units() else { return Visit::Closed };
        if self.is_beaten(objective) {
            return Visit::Closed;
        }
        if open.is_empty() {
            return self.leaf(objective);
        }
        let target = match objective {
            Objective::Feasibility => 0,
            Objective::Level(level) => self.target(level),
        };
        let master = self.master.as_mut().expect("branching starts the master");
        let bound = master.bound(&self.live, objective, target);
        if bound.least > target {
            self.log.bound(proof::bound(self.core, &bound.multipliers, bound.objective, &[]));
            return Visit::Closed;
        }
        self.round(&bound, Node::Inner);
        if self.is_beaten(objective) {
            return Visit::Closed;
        }
        if let Objective::Level(level) = objective {
            if bound.least > self.target(level) {
                self.log.bound(proof::bound(self.core, &bound.multipliers, bound.objective, &[]));
                return Visit::Closed;
            }
            // Dropping options pays at every node of a small search; in a large one it costs more
            // than the node itself.
            if self.nodes.is_multiple_of(DROP_EVERY) || self.live_count() <= DROP_ALWAYS_BELOW {
                self.drop_unneeded(level, &bound.multipliers);
            }
        }
        match self.open_units() {
            Some(open) if !open.is_empty() => {
                self.decision(objective, &bound, &open).map_or(Visit::BothSidesClosed, Visit::BranchOn)
            }
            _ => self.leaf(objective),
        }
    }

    /// Every unit has at most one option left.
    fn leaf(&mut self, objective: Objective) -> Visit {
        let only = |unit: &crate::core::Unit| unit.options.iter().copied().find(|&at| self.live[at as usize]);
        let choice: Option<Vec<Index>> = self.core.units.iter().map(only).collect();
        if let Some(choice) = choice {
            self.offer(&choice);
            self.log_leaf(&choice, objective);
        }
        Visit::Closed
    }

    /// Why this choice is not better than the best one: it breaks a limit, sums to more on a closed
    /// level, or is no better on the open one. (That it breaks another rule needs no words.)
    fn log_leaf(&mut self, choice: &[Index], objective: Objective) {
        let sums = self.core.sums(choice);
        for (level, limit) in self.core.limits.iter().enumerate() {
            if limit.is_some_and(|max| sums[level] > max) {
                self.log.bound(proof::beyond_limit(level));
            }
        }
        let Objective::Level(open) = objective else { return };
        let worse = (0..open).find(|&level| sums[level] > self.best_on(level));
        self.log.bound(proof::sum_of_decided(worse.unwrap_or(open)));
    }

    pub(crate) fn live_count(&self) -> usize {
        self.live.iter().filter(|live| **live).count()
    }

    /// Units that still have more than one option; `None` when one has no option at all.
    fn open_units(&self) -> Option<Vec<Index>> {
        let mut open = Vec::new();
        for (at, unit) in (0..).zip(&self.core.units) {
            match unit.options.iter().filter(|&&option| self.live[option as usize]).count() {
                0 => return None,
                1 => {}
                _ => open.push(at),
            }
        }
        Some(open)
    }

    /// Whether the whole search for this objective is over because the best choice meets the bound.
    fn is_beaten(&self, objective: Objective) -> bool {
        match (objective, &self.best) {
            (_, None) => false,
            (Objective::Feasibility, Some(_)) => true,
            (Objective::Level(level), Some(best)) => best.totals[level] <= self.bound[level],
        }
    }

    /// Builds a choice along the shares of the linear program, and improves it where that promises
    /// most: at the root, and when it is the best so far.
    fn round(&mut self, bound: &NodeBound, node: Node) {
        let is_first = node == Node::Root && !self.stands_near();
        if is_first || (node == Node::Inner && self.nodes.is_multiple_of(ARRANGE_EVERY)) {
            let (likely, _) = self.likely_and_lossy(first::LIKELY);
            self.arrange(&bound.shares, &likely);
        }
        let everything = vec![true; self.live.len()];
        let mut layout = Layout::new(self.core, &everything);
        layout.construct_along(&bound.shares);
        if let Some(relieved) = self.relieved(&everything, &bound.shares) {
            layout = relieved;
            if self.nodes.is_multiple_of(ARRANGE_EVERY) {
                layout.improve(knapsacks::CHOICE_ROUNDS);
            }
        }
        let is_better = layout.choice().is_some_and(|choice| self.offer(&choice));
        // Near another problem the likely options around an answer are searched for better ones anyway.
        if is_first || (is_better && !self.stands_near()) {
            layout.improve(LOCAL_ROUNDS);
            if let Some(choice) = layout.choice() {
                self.offer(&choice);
            }
        }
    }

    /// Keeps a choice when it is feasible and better.
    pub(crate) fn offer(&mut self, choice: &[Index]) -> bool {
        let Some(totals) = self.core.totals(choice) else { return false };
        if self.best.as_ref().is_some_and(|best| best.totals <= totals) {
            return false;
        }
        if let Some(master) = &mut self.master {
            master.add_choice(choice);
        }
        self.best = Some(Incumbent { totals, choice: choice.to_vec() });
        true
    }
}

const LOCAL_ROUNDS: usize = 20;

/// At one node in so many everything is arranged by a flow, or a choice of knapsacks improved.
const ARRANGE_EVERY: u64 = 16;

/// In a large search options are dropped at one node in so many.
const DROP_EVERY: u64 = 8;

/// A search among fewer live options than this is small.
const DROP_ALWAYS_BELOW: usize = 1_000;

/// The first search of a level looks at a 32nd of the gap, rounded down.
const FIRST_STEP_BITS: u32 = 5;
