//! Proofs over households found the slow way: every case is named, and only the last unit's choices are left to
//! a multiplier where that suffices.
//!
//! They owe nothing to the optimiser, so that the checker is tested apart from it.

use nearhome_problem::{Bound, Decision, Fixed, HouseholdProof, MULTIPLIER_SCALE, Problem, Step, Totals};

use crate::side_by_side::number;
use crate::support::cost_of;

/// The most cases of a proof.
const CASES_MAX: usize = 40;

/// Children who live together, and what they may choose from.
struct Unit {
    members: Vec<usize>,
    choices: Vec<Option<u32>>,
}

impl Unit {
    fn first(&self) -> u32 {
        number(self.members[0])
    }
}

/// Proves that the problem costs at least `least` (or, for `None`, has no answer) by its cases; `None`
/// where there are too many.
pub(crate) fn proof(problem: &Problem, least: Option<&Totals>) -> Option<HouseholdProof> {
    let units = units(problem);
    let cases = units.iter().try_fold(1_usize, |cases, unit| cases.checked_mul(unit.choices.len()))?;
    if cases > CASES_MAX {
        return None;
    }
    let mut cases =
        Cases { problem, units, least, homes: vec![None; problem.children.len()], steps: Vec::new() };
    match least {
        None => cases.name(0, None),
        Some(least) => {
            cases.drop_too_dear(least[0]);
            let open = least.iter().enumerate().filter(|(_, least)| **least > 0);
            open.for_each(|(level, _)| cases.name(0, Some(level)));
        }
    }
    let children = (0..).zip(&problem.children).map(|(index, _)| index).collect();
    Some(HouseholdProof { children, least: least.cloned(), steps: cases.steps, parts: Vec::new() })
}

/// Proves two problems side by side from the proofs of each, as two parts of one proof or as two proofs.
pub(crate) fn proofs_of_both(
    one: &Problem,
    parts: [HouseholdProof; 2],
    form: Together,
) -> Vec<HouseholdProof> {
    let [first, mut second] = parts;
    shift(&mut second, number(one.children.len()), number(one.homes.len()));
    let least = first.least.as_ref().zip(second.least.as_ref());
    let least = least.map(|(one, other)| one.iter().zip(other).map(|(one, other)| one + other).collect());
    match (form, least) {
        (Together::InOneProof, Some(least)) => {
            let children = [&first.children[..], &second.children].concat();
            let parts = vec![first, second];
            vec![HouseholdProof { children, least: Some(least), steps: Vec::new(), parts }]
        }
        _ => vec![first, second],
    }
}

/// How the proofs of two problems side by side are given.
#[derive(Clone, Copy)]
pub(crate) enum Together {
    InOneProof,
    InTwo,
}

/// Gives the children and homes of a proof the numbers that they have in the larger problem.
fn shift(proof: &mut HouseholdProof, children: u32, homes: u32) {
    proof.children.iter_mut().for_each(|child| *child += children);
    for step in &mut proof.steps {
        match step {
            Step::Bound(bound) | Step::Drop(bound) => {
                bound.units.iter_mut().for_each(|(child, _)| *child += children);
                for (child, home) in &mut bound.drops {
                    (*child, *home) = (*child + children, home.map(|home| home + homes));
                }
            }
            Step::Branch(Decision::Take(child, home)) => {
                (*child, *home) = (*child + children, home.map(|home| home + homes));
            }
            Step::Branch(Decision::Whole(_) | Decision::Torn(_)) | Step::End => {}
        }
    }
}

struct Cases<'a> {
    problem: &'a Problem,
    units: Vec<Unit>,
    least: Option<&'a Totals>,
    /// Where the units decided so far live.
    homes: Vec<Option<u32>>,
    steps: Vec<Step>,
}

impl Cases<'_> {
    /// Rules out for good the options that cost more than everything together on the first level.
    fn drop_too_dear(&mut self, least: i128) {
        if self.problem.together.iter().any(|group| group.split_cost.is_some()) {
            // A household may save split costs, so its cost alone does not say enough.
            return;
        }
        let mut drops = Vec::new();
        for unit in &self.units {
            let first_level = |choice| self.cost_of_unit(unit, choice, 0);
            let dear = unit.choices.iter().copied().filter(|&choice| first_level(choice) > least);
            drops.extend(dear.map(|choice| (unit.first(), choice)));
        }
        drops.sort_unstable();
        if !drops.is_empty() {
            self.steps.push(Step::Drop(Bound { drops, ..bound_on(0) }));
        }
    }

    /// What the members of a unit pay for a home, or for none, on a level.
    fn cost_of_unit(&self, unit: &Unit, choice: Option<u32>, level: usize) -> i128 {
        let of_member = |&member: &usize| {
            let mut options = self.problem.options.iter();
            let taken = options.find(|option| option.child as usize == member && Some(option.home) == choice);
            let unplaced = self.problem.children[member].unplaced.as_deref().filter(|_| choice.is_none());
            taken.map(|option| option.cost).or(unplaced).map_or(0, |cost| i128::from(cost[level]))
        };
        unit.members.iter().map(of_member).sum()
    }

    /// Adds the tree of the units from one on, for a level or (`None`) for there being no answer at all.
    fn name(&mut self, unit: usize, level: Option<usize>) {
        if unit == self.units.len() {
            return self.close(level);
        }
        if let Some(level) = level.filter(|_| unit + 1 == self.units.len())
            && let Some(multiplier) = self.price_of_last(level)
        {
            let units = vec![(self.units[unit].first(), multiplier * MULTIPLIER_SCALE)];
            self.steps.push(Step::Bound(Bound { units, ..bound_on(level) }));
            return self.steps.push(Step::End);
        }
        let choices = self.units[unit].choices.clone();
        if choices.is_empty() {
            self.steps.push(Step::End);
        }
        for (at, &choice) in choices.iter().enumerate() {
            if at + 1 < choices.len() {
                self.steps.push(Step::Branch(Decision::Take(self.units[unit].first(), choice)));
            }
            self.settle(unit, choice);
            self.name(unit + 1, level);
        }
    }

    fn settle(&mut self, unit: usize, choice: Option<u32>) {
        self.units[unit].members.iter().for_each(|&member| self.homes[member] = choice);
    }

    /// All is decided: the level itself, an earlier one or a limit closes the node.
    fn close(&mut self, level: Option<usize>) {
        let levels = level.map_or(0..0, |level| 0..level + 1);
        self.steps.extend(levels.map(|level| Step::Bound(bound_on(level))));
        self.steps.extend(self.problem.limits.iter().map(|limit| {
            Step::Bound(Bound { levels: vec![(number(limit.level), MULTIPLIER_SCALE)], ..Bound::default() })
        }));
        self.steps.push(Step::End);
    }

    /// The least that the last unit adds on a level, when no choice of it leads below `least` there.
    fn price_of_last(&mut self, level: usize) -> Option<i128> {
        if !self.problem.limits.is_empty() {
            // A choice that only a limit forbids would still count in the bound.
            return None;
        }
        let unit = self.units.len() - 1;
        let least = self.least?[level];
        let mut added = Vec::new();
        for choice in self.units[unit].choices.clone() {
            self.settle(unit, choice);
            if let Some(totals) = cost_of(self.problem, &self.homes) {
                if totals[level] < least {
                    return None;
                }
                added.push(self.added_by_last(level));
            }
        }
        (added.len() > 1).then(|| added.into_iter().min()).flatten()
    }

    /// What the last unit pays where it is, and makes others pay, less the split costs that it saves.
    fn added_by_last(&self, level: usize) -> i128 {
        let unit = &self.units[self.units.len() - 1];
        let is_in = |child: u32| unit.members.contains(&(child as usize));
        let home = self.homes[unit.members[0]];
        let on_level = |cost: &[i64]| i128::from(cost[level]);
        let met = self.problem.apart.iter().filter(|pair| {
            let [one, other] = pair.children;
            let stay = |child: u32| self.problem.children[child as usize].window();
            (is_in(one) || is_in(other))
                && home.is_some()
                && pair.children.iter().all(|&child| self.homes[child as usize] == home)
                && stay(one).overlaps(stay(other))
        });
        let whole = self.problem.together.iter().filter(|group| {
            // A group within one unit is whole whatever happens, and no bound speaks of it.
            group.children.iter().any(|&child| is_in(child))
                && group.children.iter().any(|&child| !is_in(child))
                && group.children.iter().all(|&child| self.homes[child as usize] == home)
        });
        let shared: i128 = met.filter_map(|pair| pair.cost.as_deref()).map(on_level).sum();
        self.cost_of_unit(unit, home, level) + shared
            - whole.filter_map(|group| group.split_cost.as_deref()).map(on_level).sum::<i128>()
    }
}

fn bound_on(level: usize) -> Bound {
    Bound { level: Some(number(level)), ..Bound::default() }
}

fn units(problem: &Problem) -> Vec<Unit> {
    let mut unit_of: Vec<usize> = (0..problem.children.len()).collect();
    for group in problem.together.iter().filter(|group| group.split_cost.is_none()) {
        let units: Vec<usize> = group.children.iter().map(|&child| unit_of[child as usize]).collect();
        let least = *units.iter().min().expect("a group has children");
        unit_of.iter_mut().filter(|unit| units.contains(unit)).for_each(|unit| *unit = least);
    }
    let firsts = (0..unit_of.len()).filter(|&child| unit_of[child] == child);
    let members = |first: usize| (first..unit_of.len()).filter(|&child| unit_of[child] == first).collect();
    let unit = |members: Vec<usize>| {
        let homes = (0..).zip(&problem.homes).map(|(home, _)| Some(home));
        let may_take =
            |choice: &Option<u32>| members.iter().all(|&member| may_take(problem, member, *choice));
        let choices = homes.chain([None]).filter(may_take).collect();
        Unit { members, choices }
    };
    firsts.map(|first| unit(members(first))).collect()
}

fn may_take(problem: &Problem, child: usize, choice: Option<u32>) -> bool {
    let elsewhere = |fixed: &Fixed| fixed.child as usize == child && Some(fixed.home) != choice;
    let is_offered = match choice {
        Some(home) => {
            problem.options.iter().any(|option| option.child as usize == child && option.home == home)
        }
        None => problem.children[child].unplaced.is_some(),
    };
    is_offered && !problem.fixed.iter().any(elsewhere)
}
