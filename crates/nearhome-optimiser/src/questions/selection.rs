//! Some children of a problem, at other costs, as a problem of their own.
//!
//! Homes keep their numbers. It does not judge whether the children depend on others: whoever selects does.

use nearhome_problem::{Apart, Child, Limit, OptionSet, PlacementOption, Problem, ProblemParts, Together};

use super::number;

/// Children of a problem, ascending, and their numbers in the problem of their own.
pub(super) struct Selection {
    pub(super) children: Vec<u32>,
    numbers: Vec<Option<u32>>,
    pub(super) fixed: Vec<Option<u32>>,
}

/// What the selected children cost.
pub(super) struct View<'a> {
    pub(super) levels: Vec<String>,
    /// The cost of an option that `fixed` leaves; `None`: it is ruled out.
    pub(super) option: &'a dyn Fn(PlacementOption<'_>) -> Option<Vec<i64>>,
    /// The cost of leaving a child of the problem unplaced; `None`: it must be placed.
    pub(super) unplaced: &'a dyn Fn(u32) -> Option<Vec<i64>>,
    /// What a group pays when it is split, or a pair when it meets, from what the problem says; `None`: it
    /// must not.
    pub(super) tie: &'a dyn Fn(&[i64]) -> Option<Vec<i64>>,
    pub(super) limits: Vec<Limit>,
}

impl Selection {
    /// Selects children, given ascending.
    pub(super) fn new(problem: &Problem, children: Vec<u32>) -> Self {
        let mut numbers = vec![None; problem.children.len()];
        (0..).zip(&children).for_each(|(number, &child)| numbers[child as usize] = Some(number));
        let mut fixed = vec![None; problem.children.len()];
        problem.fixed.iter().for_each(|pair| fixed[pair.child as usize] = Some(pair.home));
        Self { children, numbers, fixed }
    }

    /// Selects everybody.
    pub(super) fn all(problem: &Problem) -> Self {
        Self::new(problem, (0..number(problem.children.len())).collect())
    }

    /// Whether `fixed` lets a child go to a home, or stay unplaced (`None`).
    pub(super) fn may(&self, child: u32, home: Option<u32>) -> bool {
        let fixed = self.fixed[child as usize];
        fixed.is_none() || fixed == home
    }

    /// What leaving a child unplaced costs in the problem; `None`: it must be placed, or is fixed.
    pub(super) fn unplaced<'p>(&self, problem: &'p Problem, child: u32) -> Option<&'p [i64]> {
        let cost = problem.children[child as usize].unplaced.as_deref();
        cost.filter(|_| self.may(child, None))
    }

    /// The homes of the selected children, in their order.
    pub(super) fn homes(&self, homes: &[Option<u32>]) -> Vec<Option<u32>> {
        self.children.iter().map(|&child| homes[child as usize]).collect()
    }

    /// Writes homes of the selected children into those of all.
    pub(super) fn place(&self, homes: &mut [Option<u32>], selected: &[Option<u32>]) {
        self.children.iter().zip(selected).for_each(|(&child, &home)| homes[child as usize] = home);
    }

    /// The selected children as a problem.
    pub(super) fn problem(&self, problem: &Problem, view: &View<'_>) -> Problem {
        let number = |child: &u32| self.numbers[*child as usize];
        let mut options = OptionSet::new(view.levels.len());
        for option in problem.options.iter() {
            let Some(child) = number(&option.child) else { continue };
            if let (true, Some(cost)) = (self.may(option.child, Some(option.home)), (view.option)(option)) {
                options.push(child, option.home, option.places, &cost);
            }
        }
        let child = |&index: &u32| {
            let Child { id, stay, .. } = &problem.children[index as usize];
            Child { id: id.clone(), stay: *stay, unplaced: (view.unplaced)(index) }
        };
        Problem::new(ProblemParts {
            levels: view.levels.clone(),
            children: self.children.iter().map(child).collect(),
            homes: problem.homes.clone(),
            options,
            together: self.groups(problem, view),
            apart: self.pairs(problem, view),
            alone: problem.alone.iter().filter_map(number).collect(),
            caps: problem.caps.clone(),
            limits: view.limits.clone(),
            fixed: Vec::new(),
        })
        .expect("part of a valid problem is one")
    }

    /// What is left of each group; a single child is no group.
    fn groups(&self, problem: &Problem, view: &View<'_>) -> Vec<Together> {
        let left = |group: &Together| {
            let children: Vec<u32> =
                group.children.iter().filter_map(|&child| self.numbers[child as usize]).collect();
            // What nobody pays may be larger than any cost that the view has room for.
            (children.len() > 1).then(|| {
                let split_cost = group.split_cost.as_deref().and_then(|cost| (view.tie)(cost));
                Together { children, split_cost }
            })
        };
        problem.together.iter().filter_map(left).collect()
    }

    fn pairs(&self, problem: &Problem, view: &View<'_>) -> Vec<Apart> {
        let left = |pair: &Apart| {
            let [one, other] = pair.children.map(|child| self.numbers[child as usize]);
            let children = [one?, other?];
            let cost = pair.cost.as_deref().and_then(|cost| (view.tie)(cost));
            Some(Apart { children, cost })
        };
        problem.apart.iter().filter_map(left).collect()
    }
}

/// The selected children at the problem's own costs.
pub(super) fn as_it_is(problem: &Problem, selection: &Selection) -> Problem {
    selection.problem(
        problem,
        &View {
            levels: problem.levels.clone(),
            option: &|option| Some(option.cost.to_vec()),
            unplaced: &|child| selection.unplaced(problem, child).map(<[i64]>::to_vec),
            tie: &|cost| Some(cost.to_vec()),
            limits: problem.limits.clone(),
        },
    )
}
