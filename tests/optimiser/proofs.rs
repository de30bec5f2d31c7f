//! Random proofs over households, made without the optimiser, and random damage to them.

#![allow(dead_code, reason = "each test uses its part")]

use nearhome_optimiser::brute_force;
use nearhome_optimiser::random_problems::Numbers;
use nearhome_problem::{
    Bound, Certificate, Decision, HouseholdProof, MULTIPLIER_SCALE, OptionSet, Problem, Solution, Status,
    Step, Totals,
};

/// A claim of nothing but what the certificate proves.
pub(crate) fn claim(households: Vec<HouseholdProof>) -> Solution {
    let certificate = Certificate { households, ..Certificate::default() };
    Solution { status: Status::Unknown, totals: None, bound: None, homes: None, certificate }
}

pub(crate) fn optimum(problem: &Problem) -> Option<Totals> {
    brute_force::solve(problem).map(|(totals, _)| totals)
}

/// The optimum, or a little more or less.
pub(crate) fn near(numbers: &mut Numbers, optimum: Option<&Totals>) -> Option<Totals> {
    let mut least = optimum.cloned()?;
    if numbers.chance(60) {
        let level = numbers.index(least.len());
        let step = numbers.one_of(&[-1, 1, 1, 2, 5, 1_000]);
        least[level] += step;
    }
    (!numbers.chance(5)).then_some(least)
}

/// Changes, removes or doubles something anywhere in the certificate.
pub(crate) fn damage(numbers: &mut Numbers, solution: &Solution) -> Option<Solution> {
    let mut bytes = Vec::new();
    solution.write_json(&mut bytes).expect("memory can be written");
    let mut file: serde_json::Value = serde_json::from_slice(&bytes).ok()?;
    let mut place = &mut file["certificate"]["households"];
    for _ in 0..20 {
        let count = match place {
            serde_json::Value::Array(items) => items.len(),
            serde_json::Value::Object(fields) => fields.len(),
            _ => 0,
        };
        if count == 0 {
            break;
        }
        let at = numbers.index(count);
        if let serde_json::Value::Array(items) = place
            && numbers.chance(15)
        {
            if numbers.chance(50) {
                items.remove(at);
            } else {
                let copy = items[at].clone();
                items.insert(at, copy);
            }
            break;
        }
        place = match place {
            serde_json::Value::Array(items) => &mut items[at],
            serde_json::Value::Object(fields) => fields.values_mut().nth(at)?,
            _ => return None,
        };
        if let Some(number) = place.as_i64() {
            *place = serde_json::Value::from(number.wrapping_add(numbers.one_of(&[
                -1,
                1,
                2,
                -1_000,
                1 << 24,
                1 << 40,
            ])));
        }
    }
    let text = serde_json::to_vec(&file).ok()?;
    Solution::read_json(text.as_slice()).ok()
}

/// How a proof is made.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Care {
    /// Down to where all is decided.
    Thorough,
    /// With guesses.
    Careless,
}

pub(crate) struct Maker<'a> {
    problem: &'a Problem,
    numbers: Numbers,
    care: Care,
    /// Children of each unit, and its homes (`None`: unplaced).
    units: Vec<(Vec<u32>, Vec<Option<u32>>)>,
    groups: Vec<u32>,
}

impl<'a> Maker<'a> {
    pub(crate) fn new(problem: &'a Problem, seed: u64, care: Care) -> Self {
        let mut unit: Vec<usize> = (0..problem.children.len()).collect();
        for _ in 0..problem.children.len() {
            for group in problem.together.iter().filter(|group| group.split_cost.is_none()) {
                let least =
                    group.children.iter().map(|&child| unit[child as usize]).min().expect("not empty");
                group.children.iter().for_each(|&child| unit[child as usize] = least);
            }
        }
        let mut units = Vec::new();
        for root in 0..problem.children.len() {
            let members: Vec<u32> =
                (0..).zip(&unit).filter(|(_, of)| **of == root).map(|(child, _)| child).collect();
            let homes = (0..problem.homes.len()).map(|home| Some(u32::try_from(home).expect("tiny")));
            if !members.is_empty() {
                units.push((members, homes.chain([None]).collect()));
            }
        }
        let split = |group: &&u32| {
            let group = &problem.together[**group as usize];
            let mut roots: Vec<usize> = group.children.iter().map(|&child| unit[child as usize]).collect();
            roots.dedup();
            group.split_cost.is_some() && roots.iter().any(|root| *root != roots[0])
        };
        let all: Vec<u32> = (0..).zip(&problem.together).map(|(index, _)| index).collect();
        let groups = all.iter().filter(split).copied().collect();
        Self { problem, numbers: Numbers::new(seed), care, units, groups }
    }

    pub(crate) fn proof(&mut self, least: Option<Totals>) -> HouseholdProof {
        let units = self.units.clone();
        let mut proof = self.tree_proof(&units, least);
        let several = units.len() > 1;
        if self.care == Care::Careless && several && self.numbers.chance(30) {
            proof.steps = if self.numbers.chance(50) { self.drops(proof.least.as_ref()) } else { Vec::new() };
            proof.parts = self.parts(&units);
        }
        proof
    }

    /// Proofs of parts, with claims around what each part costs alone.
    fn parts(&mut self, units: &[(Vec<u32>, Vec<Option<u32>>)]) -> Vec<HouseholdProof> {
        let cut = 1 + self.numbers.index(units.len() - 1);
        let mut parts = Vec::new();
        for part in [&units[..cut], &units[cut..]] {
            let alone = optimum(&only(self.problem, part));
            let mut numbers = Numbers::new(self.numbers.bits());
            let least = near(&mut numbers, alone.as_ref());
            parts.push(self.tree_proof(part, least));
        }
        parts
    }

    fn drops(&mut self, least: Option<&Totals>) -> Vec<Step> {
        let level = least.and_then(|least| least.iter().position(|&level| level > 0));
        vec![Step::Drop(self.bound(level, true))]
    }

    fn tree_proof(
        &mut self,
        units: &[(Vec<u32>, Vec<Option<u32>>)],
        least: Option<Totals>,
    ) -> HouseholdProof {
        let mut children: Vec<u32> = units.iter().flat_map(|(children, _)| children.clone()).collect();
        children.sort_unstable();
        let mut steps = Vec::new();
        match &least {
            None => self.tree(units, None, &self.groups.clone(), &mut steps),
            Some(least) => {
                for level in (0..least.len()).filter(|&level| least[level] > 0) {
                    self.tree(units, Some(level), &self.groups.clone(), &mut steps);
                }
            }
        }
        HouseholdProof { children, least, steps, parts: Vec::new() }
    }

    /// One tree over the open units.
    fn tree(
        &mut self,
        open: &[(Vec<u32>, Vec<Option<u32>>)],
        level: Option<usize>,
        groups: &[u32],
        steps: &mut Vec<Step>,
    ) {
        if self.care == Care::Careless && self.numbers.chance(20) {
            let with_drops = self.numbers.chance(15);
            steps.push(Step::Bound(self.bound(level, with_drops)));
        }
        let is_cut = self.care == Care::Careless && self.numbers.chance(10);
        if open.is_empty() || is_cut {
            steps.extend(self.leaf(level));
            steps.push(Step::End);
            return;
        }
        if let Some((&group, rest)) = groups.split_first()
            && self.numbers.chance(30)
        {
            let decision =
                if self.numbers.chance(50) { Decision::Whole(group) } else { Decision::Torn(group) };
            steps.push(Step::Branch(decision));
            self.tree(open, level, rest, steps);
            self.tree(open, level, rest, steps);
            return;
        }
        let mut open = open.to_vec();
        let (children, mut homes) = open.swap_remove(self.numbers.index(open.len()));
        if homes.len() == 1 {
            self.tree(&open, level, groups, steps);
            return;
        }
        let home = homes.swap_remove(self.numbers.index(homes.len()));
        steps.push(Step::Branch(Decision::Take(children[0], home)));
        self.tree(&open, level, groups, steps);
        open.push((children, homes));
        self.tree(&open, level, groups, steps);
    }

    /// Bounds that close any node in which all is decided.
    fn leaf(&mut self, level: Option<usize>) -> Vec<Step> {
        let mut bounds: Vec<Bound> = Vec::new();
        for limit in &self.problem.limits {
            let levels = vec![(u32::try_from(limit.level).expect("few levels"), 1)];
            bounds.push(Bound { levels, ..Bound::default() });
        }
        for level in 0..level.map_or(0, |level| level + 1) {
            bounds.push(Bound { level: Some(u32::try_from(level).expect("few levels")), ..Bound::default() });
        }
        bounds.into_iter().map(Step::Bound).collect()
    }

    /// Random multipliers about the size of the costs.
    fn bound(&mut self, level: Option<usize>, with_drops: bool) -> Bound {
        let mut bound =
            Bound { level: level.map(|level| u32::try_from(level).expect("few levels")), ..Bound::default() };
        for (children, homes) in self.units.clone() {
            let costs: Vec<i64> = homes
                .iter()
                .filter_map(|&home| self.cost_at(children[0], home).map(|cost| cost[level.unwrap_or(0)]))
                .collect();
            if !costs.is_empty() && self.numbers.chance(80) {
                let multiplier = i128::from(self.numbers.one_of(&costs)) * MULTIPLIER_SCALE;
                bound.units.push((children[0], multiplier));
            }
            if with_drops && self.numbers.chance(40) {
                let home = self.numbers.one_of(&homes);
                bound.drops.push((children[0], home));
            }
        }
        for (cap, _) in (0..).zip(&self.problem.caps) {
            if self.numbers.chance(30) {
                let instant = self.numbers.one_of(&[i64::MIN, 0, 1, 2, 3, 4, 5, 6]);
                bound.caps.push((cap, instant, i128::from(self.numbers.below(4)) * MULTIPLIER_SCALE));
            }
        }
        for earlier in 0..level.unwrap_or(0) {
            if self.numbers.chance(40) {
                let weight = i128::from(self.numbers.one_of(&[0, 1, 3, 1_000])) * MULTIPLIER_SCALE;
                bound.levels.push((u32::try_from(earlier).expect("few levels"), weight));
            }
        }
        for limit in &self.problem.limits {
            if self.numbers.chance(20) {
                bound.levels.push((u32::try_from(limit.level).expect("few levels"), MULTIPLIER_SCALE));
            }
        }
        bound.without_groups.clone_from(&self.groups);
        bound.without_groups.retain(|_| self.numbers.chance(20));
        bound
    }

    fn cost_at(&self, child: u32, home: Option<u32>) -> Option<Vec<i64>> {
        match home {
            None => self.problem.children[child as usize].unplaced.clone(),
            Some(home) => {
                let mut options = self.problem.options.iter();
                options.find(|o| o.child == child && o.home == home).map(|option| option.cost.to_vec())
            }
        }
    }
}

/// The problem of some units alone: everything that mentions others is left out.
fn only(problem: &Problem, units: &[(Vec<u32>, Vec<Option<u32>>)]) -> Problem {
    let mut kept: Vec<u32> = units.iter().flat_map(|(children, _)| children.clone()).collect();
    kept.sort_unstable();
    let at = |child: u32| kept.binary_search(&child).ok().map(|at| u32::try_from(at).expect("tiny"));
    let mut parts = problem.clone().into_parts();
    parts.children = kept.iter().map(|&child| problem.children[child as usize].clone()).collect();
    parts.options = OptionSet::new(problem.levels.len());
    for option in problem.options.iter() {
        if let Some(child) = at(option.child) {
            parts.options.push(child, option.home, option.places, option.cost);
        }
    }
    parts.together.retain(|group| group.children.iter().all(|&child| at(child).is_some()));
    for child in parts.together.iter_mut().flat_map(|group| &mut group.children) {
        *child = at(*child).expect("kept");
    }
    parts.apart.retain(|pair| pair.children.iter().all(|&child| at(child).is_some()));
    for child in parts.apart.iter_mut().flat_map(|pair| &mut pair.children) {
        *child = at(*child).expect("kept");
    }
    parts.alone = parts.alone.iter().filter_map(|&child| at(child)).collect();
    parts.fixed.retain(|fixed| at(fixed.child).is_some());
    for fixed in &mut parts.fixed {
        fixed.child = at(fixed.child).expect("kept");
    }
    Problem::new(parts).expect("a part of a valid problem")
}
