//! The optima of pure flows, read off their prices.
//!
//! At valid prices an assignment is optimal exactly when every child sits where cost and price together are
//! least (its pair is *tight*) and every home with a price is full (complementary slackness). So all optima
//! are the assignments of a residual graph, and nothing needs to be solved: a pair that one optimum does
//! not have is in another exactly when its two ends lie on a common cycle.

use std::cmp::Ordering;

use nearhome_problem::{PlacementOption, Problem, Totals};
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::optima::Board;
use super::{Optimum, number, wide};
use crate::split::divide;

/// The optima of all children in pure flows.
pub(super) struct FlowFace {
    /// The children, ascending.
    pub(super) children: Vec<u32>,
    /// Tight options that `fixed` leaves, by child and home.
    tight: Vec<u32>,
    /// For each child of the problem whether staying unplaced is tight.
    unplaced_is_tight: Vec<bool>,
    /// For each home whether it has a price, so that it is full in every optimum.
    pub(super) is_full: Vec<bool>,
}

impl FlowFace {
    /// Nobody, where no prices prove the flows' part of the answer.
    pub(super) fn new(optimum: &Optimum<'_>) -> Self {
        Self::proved(optimum).unwrap_or_else(|| Self {
            children: Vec::new(),
            tight: Vec::new(),
            unplaced_is_tight: Vec::new(),
            is_full: Vec::new(),
        })
    }

    fn proved(optimum: &Optimum<'_>) -> Option<Self> {
        let problem = optimum.problem;
        let flow = optimum.solution.certificate.flow.as_ref()?;
        let divided = divide(problem);
        let flows = || divided.flows.iter().filter(|part| part.caps.is_empty());
        let mut children: Vec<u32> = flows().flat_map(|part| &part.children).copied().collect();
        children.sort_unstable();
        let options = flows().flat_map(|part| part.options.iter());
        let mut options: Vec<u32> = options.map(u32::try_from).collect::<Result<_, _>>().ok()?;
        options.sort_unstable_by_key(|&index| pair(problem, index));
        let prices = prices(problem, &flow.homes)?;
        let is_full: Vec<bool> = prices.iter().map(|price| price.iter().any(|&level| level != 0)).collect();
        if children != flow.children || touches_a_cap(problem, &options) {
            return None;
        }
        let (tight, unplaced_is_tight) = tight(problem, &children, &options, &prices, &divided.fixed);
        let face = Self { children, tight, unplaced_is_tight, is_full };
        face.holds(optimum).then_some(face)
    }

    /// Whether an answer is in this face: then the prices prove it, and with it every other one in the face.
    fn holds(&self, optimum: &Optimum<'_>) -> bool {
        let load = self.load(optimum);
        let is_tight = |&child: &u32| match optimum.homes[child as usize] {
            Some(home) => self.find(optimum.problem, child, home).is_some(),
            None => self.unplaced_is_tight[child as usize],
        };
        let mut homes = optimum.problem.homes.iter().zip(&load).zip(&self.is_full);
        self.children.iter().all(is_tight)
            && homes.all(|((home, &load), &is_full)| !is_full || load == home.places)
    }

    fn find(&self, problem: &Problem, child: u32, home: u32) -> Option<usize> {
        self.tight.binary_search_by_key(&(child, home), |&index| pair(problem, index)).ok()
    }

    /// How many children of these flows are in each home.
    fn load(&self, optimum: &Optimum<'_>) -> Vec<u32> {
        let mut load = vec![0; optimum.problem.homes.len()];
        for &home in self.children.iter().filter_map(|&child| optimum.homes[child as usize].as_ref()) {
            load[home as usize] += 1;
        }
        load
    }

    /// Settles every pair of these flows.
    pub(super) fn settle(&self, optimum: &Optimum<'_>, board: &mut Board) {
        let problem = optimum.problem;
        let components = self.components(optimum);
        let homes = problem.homes.len();
        let mut tight = self.tight.iter().peekable();
        for (at, &child) in self.children.iter().enumerate() {
            let own = components[self.child_node(problem, at)];
            let seat = optimum.homes[child as usize];
            while let Some(&index) =
                tight.next_if(|&&index| problem.options.get(index as usize).child == child)
            {
                let home = problem.options.get(index as usize).home;
                if seat == Some(home) || components[home as usize] == own {
                    board.see_option(index);
                }
            }
            if seat.is_none() || (self.unplaced_is_tight[child as usize] && components[homes] == own) {
                board.see_unplaced(child);
            }
        }
        self.children.iter().for_each(|&child| board.rule_out_rest_of(child));
    }

    /// The strongly connected component of every home, of *unplaced*, of the end, and of every child, in
    /// this order, in the residual graph of the answer.
    ///
    /// A child points to where it could go and is pointed to from where it is; a home points to the end when it
    /// has room, and the end points to a home that may lose a child without being filled again.
    fn components(&self, optimum: &Optimum<'_>) -> Vec<u32> {
        let problem = optimum.problem;
        let homes = problem.homes.len();
        let end = homes + 1;
        let nodes = homes + 2 + self.children.len();
        let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(nodes, self.tight.len() + 2 * nodes);
        for _ in 0..nodes {
            graph.add_node(());
        }
        let mut point = |from: usize, to: usize| {
            graph.add_edge(node(from), node(to), ());
        };
        let mut tight = self.tight.iter().map(|&index| problem.options.get(index as usize)).peekable();
        for (at, &child) in self.children.iter().enumerate() {
            let own = self.child_node(problem, at);
            let seat = optimum.homes[child as usize].map_or(homes, |home| home as usize);
            point(seat, own);
            while let Some(option) = tight.next_if(|option| option.child == child) {
                if option.home as usize != seat {
                    point(own, option.home as usize);
                }
            }
            if self.unplaced_is_tight[child as usize] && seat != homes {
                point(own, homes);
            }
            if seat == homes {
                point(end, homes);
            }
        }
        point(homes, end);
        for (home, load) in self.load(optimum).into_iter().enumerate() {
            if load < problem.homes[home].places {
                point(home, end);
            }
            if load > 0 && !self.is_full[home] {
                point(end, home);
            }
        }
        let mut components = vec![0; nodes];
        for (component, members) in (0..).zip(kosaraju_scc(&graph)) {
            for member in members {
                components[member.index()] = component;
            }
        }
        components
    }

    fn child_node(&self, problem: &Problem, at: usize) -> usize {
        debug_assert!(at < self.children.len(), "a child of these flows");
        problem.homes.len() + 2 + at
    }
}

fn node(index: usize) -> NodeIndex {
    NodeIndex::from(number(index))
}

fn pair(problem: &Problem, index: u32) -> (u32, u32) {
    let PlacementOption { child, home, .. } = problem.options.get(index as usize);
    (child, home)
}

/// The price of each home; `None` when the list is not about this problem.
fn prices(problem: &Problem, listed: &[(u32, Totals)]) -> Option<Vec<Totals>> {
    let mut prices = vec![vec![0; problem.levels.len()]; problem.homes.len()];
    for (home, price) in listed {
        let slot = prices.get_mut(*home as usize).filter(|slot| slot.len() == price.len())?;
        slot.clone_from(price);
    }
    Some(prices)
}

fn touches_a_cap(problem: &Problem, options: &[u32]) -> bool {
    let mut is_capped = vec![false; problem.homes.len()];
    problem.caps.iter().flat_map(|cap| &cap.homes).for_each(|&home| is_capped[home as usize] = true);
    options.iter().any(|&index| is_capped[problem.options.get(index as usize).home as usize])
}

/// The options at which cost and price together are least for the child, and for whom staying unplaced is.
fn tight(
    problem: &Problem,
    children: &[u32],
    options: &[u32],
    prices: &[Totals],
    fixed: &[Option<u32>],
) -> (Vec<u32>, Vec<bool>) {
    let mut tight = Vec::new();
    let mut unplaced_is_tight = vec![false; problem.children.len()];
    let mut options = options.iter().peekable();
    for &child in children {
        let unplaced = problem.children[child as usize].unplaced.as_deref();
        let unplaced = unplaced.filter(|_| fixed[child as usize].is_none()).map(wide);
        let mut least = unplaced.clone();
        let first = tight.len();
        while let Some(&index) = options.next_if(|&&index| pair(problem, index).0 == child) {
            let option = problem.options.get(index as usize);
            let price = &prices[option.home as usize];
            let paid = option.cost.iter().zip(price).map(|(&cost, price)| i128::from(cost) + price);
            match least.as_ref().map(|least| paid.clone().cmp(least.iter().copied())) {
                Some(Ordering::Greater) => {}
                Some(Ordering::Equal) => tight.push(index),
                Some(Ordering::Less) | None => {
                    tight.truncate(first);
                    tight.push(index);
                    least = Some(paid.collect());
                }
            }
        }
        unplaced_is_tight[child as usize] = unplaced.is_some() && unplaced == least;
    }
    (tight, unplaced_is_tight)
}
