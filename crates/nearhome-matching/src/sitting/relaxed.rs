//! What no answer can beat: a problem without its groups, pairs, solo placements and caps is a pure flow.
//!
//! The flow's prices bound every pair of the whole problem: with prices `v >= 0` for places, a child pays
//! `cost + places * v` for a home, and nobody can pay less than the least of these. What a pair pays beyond
//! its child's least is its *excess*; an answer costs the bound and the excesses of its pairs at least. A
//! group either is split, which costs its price, or pays the excesses of all its members in one home, so
//! the lesser of both is added for each group. Prices are only a proposal: the bound is summed up from them
//! anew, in integers, and holds whatever they are.

use std::collections::BTreeMap;

use nearhome_optimiser::{Change, Repair};
use nearhome_problem::{OptionSet, PlacementOption, Problem, ProblemParts};

use super::{Sum, Wish, open::number};

/// The flow that is left of a problem without its sides, kept optimal under wishes.
#[derive(Debug)]
pub(crate) struct Relaxed {
    flow: Repair,
}

impl Relaxed {
    /// Solves the relaxation; `None` where even that has no answer.
    pub(crate) fn new(problem: &Problem) -> Option<Self> {
        let mut options = OptionSet::new(problem.levels.len());
        for option in problem.options.iter() {
            options.push(option.child, option.home, 1, option.cost);
        }
        let parts = ProblemParts {
            levels: problem.levels.clone(),
            children: problem.children.clone(),
            homes: problem.homes.clone(),
            fixed: problem.fixed.clone(),
            options,
            ..ProblemParts::default()
        };
        let relaxed = Problem::new(parts).expect("a problem without its sides is one");
        Repair::new(relaxed).ok().map(|flow| Self { flow })
    }

    /// Prices of places that fit a wish; `None`: nothing fits it.
    pub(crate) fn prices(&mut self, problem: &Problem, wish: &Wish) -> Option<Vec<Sum>> {
        let homes = problem.homes.len();
        self.flow.with(&changes(problem, wish)?, |flow| current(flow, homes)).ok()
    }
}

/// The prices of places that prove an optimum.
fn current(flow: &Repair, homes: usize) -> Vec<Sum> {
    let mut prices = vec![Sum::ZERO; homes];
    let proof = flow.solution().certificate.flow;
    for (home, price) in proof.iter().flat_map(|proof| &proof.homes) {
        prices[*home as usize] = Sum::from(&price[..]).max(Sum::ZERO);
    }
    prices
}

/// What a wish changes in the flow; a flow may permit more than the wish does. `None`: nothing fits the wish.
fn changes(problem: &Problem, wish: &Wish) -> Option<Vec<Change>> {
    Some(match *wish {
        Wish::Nothing => Vec::new(),
        Wish::Placed(child, Some(home)) => vec![Change::Fix { child, home: Some(home) }],
        Wish::Placed(child, None) if problem.children[child as usize].unplaced.is_none() => return None,
        // Unplaced or absent: in either case the child takes no place.
        Wish::Placed(child, None) | Wish::Absent(child) => vec![Change::Leave { child }],
        Wish::Elsewhere(..) | Wish::Closed { .. } => closed_pairs(problem, wish),
    })
}

/// Every pair that the wish does not permit, closed; a child who is fixed has no other pair to close.
fn closed_pairs(problem: &Problem, wish: &Wish) -> Vec<Change> {
    let fixed = fixed_homes(problem);
    let is_closed = |option: &PlacementOption<'_>| {
        fixed[option.child as usize].is_none() && !wish.permits(option.child, Some(option.home))
    };
    let close = |option: PlacementOption<'_>| {
        let (child, home) = (option.child, option.home);
        Change::Pair { child, home, cost: None }
    };
    problem.options.iter().filter(is_closed).map(close).collect()
}

/// What prices of places prove of a problem under a wish.
#[derive(Debug)]
pub(crate) struct Bounds {
    /// No answer costs less.
    pub(crate) least: Sum,
    /// Of each option what it costs beyond its child's least; `None`: not permitted.
    excess: Vec<Option<Sum>>,
    /// Of each child's staying unplaced.
    unplaced: Vec<Option<Sum>>,
    groups: Vec<Group>,
    /// For each child the group whose bound it is counted in.
    group_of: Vec<Option<usize>>,
}

/// A group of children who should live together, no child in two.
#[derive(Debug)]
struct Group {
    size: usize,
    /// Paid where the group is split; `None`: it must not be.
    split: Option<Sum>,
    /// What the group costs whole in each home that all members may go to, and unplaced, beyond their leasts.
    whole: Vec<(Option<u32>, Sum)>,
    /// The least of all that.
    least: Sum,
}

impl Bounds {
    /// Sums up what the prices prove; `None`: nothing fits the wish.
    pub(crate) fn new(problem: &Problem, wish: &Wish, prices: &[Sum]) -> Option<Self> {
        let fixed = fixed_homes(problem);
        let may = |child: u32, home: Option<u32>| {
            let own = fixed[child as usize];
            wish.permits(child, home) && (own.is_none() || own == home || *wish == Wish::Absent(child))
        };
        let mut excess: Vec<Option<Sum>> = problem
            .options
            .iter()
            .map(|option| {
                let price = prices[option.home as usize] * option.places;
                may(option.child, Some(option.home)).then(|| Sum::from(option.cost) + price)
            })
            .collect();
        let mut unplaced: Vec<Option<Sum>> = (0..)
            .zip(&problem.children)
            .map(|(number, child)| match wish {
                Wish::Absent(absent) if *absent == number => Some(Sum::ZERO),
                _ => child.unplaced.as_deref().filter(|_| may(number, None)).map(Sum::from),
            })
            .collect();
        let mut lowest = unplaced.clone();
        for (option, paid) in problem.options.iter().zip(&excess) {
            let lowest = &mut lowest[option.child as usize];
            *lowest = [*lowest, *paid].into_iter().flatten().min();
        }
        let lowest: Vec<Sum> = lowest.into_iter().collect::<Option<_>>()?;
        for (option, paid) in problem.options.iter().zip(&mut excess) {
            *paid = paid.map(|paid| paid - lowest[option.child as usize]);
        }
        for (paid, lowest) in unplaced.iter_mut().zip(&lowest) {
            *paid = paid.map(|paid| paid - *lowest);
        }
        let worth: Sum = problem.homes.iter().zip(prices).map(|(home, &price)| price * home.places).sum();
        let least = lowest.into_iter().sum::<Sum>() - worth;
        let group_of = vec![None; problem.children.len()];
        let mut bounds = Self { least, excess, unplaced, groups: Vec::new(), group_of };
        bounds.add_groups(problem, wish)?;
        Some(bounds)
    }

    /// Adds what groups cost at least; a child counts in the first of its groups only.
    fn add_groups(&mut self, problem: &Problem, wish: &Wish) -> Option<()> {
        let is_absent = |child: u32| *wish == Wish::Absent(child);
        for group in &problem.together {
            let members: Vec<u32> =
                group.children.iter().copied().filter(|&child| !is_absent(child)).collect();
            let is_counted = members.iter().any(|&child| self.group_of[child as usize].is_some());
            if is_counted || members.len() < 2 {
                continue;
            }
            for &child in &members {
                self.group_of[child as usize] = Some(self.groups.len());
            }
            let split = group.split_cost.as_deref().map(Sum::from);
            let group = Group { size: members.len(), split, whole: Vec::new(), least: Sum::ZERO };
            self.groups.push(group);
        }
        self.fill_groups(problem);
        for group in &mut self.groups {
            group.least = group.whole.iter().map(|&(_, sum)| sum).chain(group.split).min()?;
            self.least += group.least;
        }
        Some(())
    }

    fn fill_groups(&mut self, problem: &Problem) {
        let mut sums: BTreeMap<(usize, Option<u32>), (usize, Sum)> = BTreeMap::new();
        let options = problem.options.iter().zip(&self.excess);
        let placed = options.map(|(option, excess)| (option.child, Some(option.home), *excess));
        let unplaced = (0..).zip(&self.unplaced).map(|(child, excess)| (child, None, *excess));
        for (child, home, excess) in placed.chain(unplaced) {
            if let (Some(group), Some(excess)) = (self.group_of[child as usize], excess) {
                let (count, sum) = sums.entry((group, home)).or_insert((0, Sum::ZERO));
                *count += 1;
                *sum += excess;
            }
        }
        for ((group, home), (count, sum)) in sums {
            if count == self.groups[group].size {
                self.groups[group].whole.push((home, sum));
            }
        }
    }

    /// What no answer with this pair beats, from what the pair costs beyond its child's least.
    fn with(&self, child: u32, home: Option<u32>, excess: Sum) -> Option<Sum> {
        let Some(group) = self.group_of[child as usize] else { return Some(self.least + excess) };
        let group = &self.groups[group];
        let whole = group.whole.binary_search_by_key(&home, |&(home, _)| home).ok();
        let whole = whole.map(|at| group.whole[at].1);
        let split = group.split.map(|split| split + excess);
        let own = [whole, split].into_iter().flatten().min()?;
        Some(self.least - group.least + own)
    }

    /// The problem under the wish, without the pairs of which prices prove that every answer with one costs
    /// more than `most`: it has every answer that costs no more.
    pub(crate) fn cut(&self, problem: &Problem, wish: &Wish, most: Sum) -> Problem {
        let is_near = |child: u32, home: Option<u32>, excess: Option<Sum>| {
            excess.and_then(|excess| self.with(child, home, excess)).is_some_and(|least| least <= most)
        };
        let options = |at: usize| {
            let option = problem.options.get(at);
            is_near(option.child, Some(option.home), self.excess[at])
        };
        without_pairs(problem, wish, &options, &|child| is_near(number(child), None, self.unplaced[child]))
    }
}

/// A problem under a wish, with these of its options, and these children of those who may stay unplaced.
pub(super) fn without_pairs(
    problem: &Problem,
    wish: &Wish,
    is_left: &dyn Fn(usize) -> bool,
    may_stay_unplaced: &dyn Fn(usize) -> bool,
) -> Problem {
    let mut parts = ProblemParts {
        levels: problem.levels.clone(),
        children: problem.children.clone(),
        homes: problem.homes.clone(),
        options: OptionSet::new(problem.levels.len()),
        together: problem.together.clone(),
        apart: problem.apart.clone(),
        alone: problem.alone.clone(),
        caps: problem.caps.clone(),
        limits: problem.limits.clone(),
        // Who is fixed has no other pair left.
        fixed: Vec::new(),
    };
    for (at, option) in problem.options.iter().enumerate() {
        if is_left(at) {
            parts.options.push(option.child, option.home, option.places, option.cost);
        }
    }
    for (at, child) in parts.children.iter_mut().enumerate() {
        if !may_stay_unplaced(at) {
            child.unplaced = None;
        }
    }
    wish.narrow(&mut parts);
    Problem::new(parts).expect("part of a valid problem is one")
}

fn fixed_homes(problem: &Problem) -> Vec<Option<u32>> {
    let mut homes = vec![None; problem.children.len()];
    for fixed in &problem.fixed {
        homes[fixed.child as usize] = Some(fixed.home);
    }
    homes
}
