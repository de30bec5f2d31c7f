//! Builds the matching problem from a snapshot and a policy.
//!
//! The problem holds every child who lives in a home of the register or is to be matched: settled
//! children are fixed where they are, so that sums are the whole council's and places that are taken
//! are taken. Children and homes stand in the order of their ids, so the same council always gives
//! the same problem.

mod known;

use std::collections::BTreeMap;

use nearhome_model::{Child, ChildId, Home, HomeId, Moving, Snapshot};
use nearhome_problem::{Fixed, OptionSet, Problem, ProblemParts};
use nearhome_rules::{
    Assessment, Level, Policy, assess, assess_staying, assess_unplaced, cost_of, price,
    spanning::{self, Follower},
};

use crate::{MatchError, alteration::Edits, spanning::Numbers};
use known::Known;

/// A matching problem with the children and homes that its numbers stand for.
#[derive(Debug)]
pub struct Assembly<'a> {
    /// The snapshot.
    pub snapshot: &'a Snapshot,
    /// The policy.
    pub policy: &'a Policy,
    /// The problem.
    pub problem: Problem,
    /// The children in the problem's order.
    pub children: Vec<&'a Child>,
    /// The homes in the problem's order: all of the snapshot.
    pub homes: Vec<&'a Home>,
    /// Babies who go where their parents go and have no entry of their own.
    pub followers: Vec<Follower>,
    /// Whether the problem has changes that the rules do not make.
    is_edited: bool,
}

impl<'a> Assembly<'a> {
    /// Judges every pair that matters and builds the problem.
    ///
    /// # Errors
    ///
    /// [`MatchError::Problem`] when a fee or weight is beyond the format's range.
    ///
    /// # Examples
    ///
    /// ```
    /// use nearhome_matching::Assembly;
    /// use nearhome_model::example;
    /// use nearhome_rules::Policy;
    ///
    /// let snapshot = example::snapshot(vec![example::child("c1")], vec![example::home("h1")]);
    /// let policy = Policy::default();
    /// let assembly = Assembly::new(&snapshot, &policy)?;
    /// assert_eq!(assembly.problem.options.len(), 1);
    /// # Ok::<(), nearhome_matching::MatchError>(())
    /// ```
    pub fn new(snapshot: &'a Snapshot, policy: &'a Policy) -> Result<Self, MatchError> {
        Self::build(snapshot, policy, &Edits::default(), None)
    }

    /// Builds the problem of another council under the same policy. Only pairs are judged anew that the difference may concern,
    /// which is faster where the councils differ in little.
    ///
    /// # Errors
    ///
    /// As [`Assembly::new`].
    ///
    /// # Examples
    ///
    /// ```
    /// use nearhome_matching::Assembly;
    /// use nearhome_model::{Snapshot, example};
    /// use nearhome_rules::Policy;
    ///
    /// let snapshot = example::snapshot(vec![example::child("c1")], vec![example::home("h1")]);
    /// let policy = Policy::default();
    /// let assembly = Assembly::new(&snapshot, &policy)?;
    /// let other = example::snapshot(vec![example::child("c1"), example::child("c2")], vec![example::home("h1")]);
    /// assert_eq!(assembly.near(&other)?.problem, Assembly::new(&other, &policy)?.problem);
    /// # Ok::<(), nearhome_matching::MatchError>(())
    /// ```
    pub fn near<'b>(&'b self, snapshot: &'b Snapshot) -> Result<Assembly<'b>, MatchError> {
        self.altered(snapshot, &Edits::default())
    }

    /// The same with changes that the rules do not make.
    pub(crate) fn altered<'b>(
        &'b self,
        snapshot: &'b Snapshot,
        edits: &Edits,
    ) -> Result<Assembly<'b>, MatchError> {
        Assembly::build(snapshot, self.policy, edits, Known::new(self, snapshot).as_ref())
    }

    fn build(
        snapshot: &'a Snapshot,
        policy: &'a Policy,
        edits: &Edits,
        known: Option<&Known<'_>>,
    ) -> Result<Self, MatchError> {
        let followers = spanning::followers(snapshot);
        let follows = |child: &Child| followers.iter().any(|follower| follower.baby == child.id);
        let children: Vec<&Child> =
            snapshot.children.iter().filter(|child| takes_part(child) && !follows(child)).collect();
        let homes: Vec<&Home> = snapshot.homes.iter().collect();
        let numbers = Numbers {
            children: children.iter().map(|child| &child.id).zip(0..).collect(),
            homes: homes.iter().map(|home| &home.id).zip(0..).collect(),
        };
        let levels = policy.levels();
        let mut parts = ProblemParts {
            levels: levels.iter().map(|level| level.name().to_owned()).collect(),
            options: OptionSet::new(levels.len()),
            ..ProblemParts::default()
        };
        for (number, child) in (0..).zip(&children) {
            add_child(&Judging { snapshot, policy, homes: &homes, known }, number, child, &mut parts);
        }
        parts.homes = problem_homes(snapshot, policy, &parts);
        crate::spanning::add(snapshot, policy, &numbers, &mut parts);
        let ground = Ground { snapshot, policy, children: &children, homes: &homes, numbers: &numbers };
        edits.apply(&ground, &mut parts)?;
        let (problem, is_edited) = (Problem::new(parts)?, !edits.is_empty());
        Ok(Self { snapshot, policy, problem, children, homes, followers, is_edited })
    }

    /// The number of a child in the problem, unless it takes no part.
    #[must_use]
    pub fn number_of(&self, child: &ChildId) -> Option<usize> {
        self.children.binary_search_by(|known| known.id.cmp(child)).ok()
    }

    /// The number of a home in the problem.
    #[must_use]
    pub fn number_of_home(&self, home: &HomeId) -> Option<usize> {
        self.homes.binary_search_by(|known| known.id.cmp(home)).ok()
    }

    /// Judges one pair anew, as building the problem did.
    #[must_use]
    pub fn assess(&self, child: usize, home: usize) -> Assessment {
        assess(self.snapshot, self.policy, self.children[child], self.homes[home])
    }

    /// The levels in the policy's order.
    #[must_use]
    pub fn levels(&self) -> &[Level] {
        self.policy.levels()
    }
}

/// What a problem is built on.
pub(crate) struct Ground<'a> {
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) policy: &'a Policy,
    pub(crate) children: &'a [&'a Child],
    pub(crate) homes: &'a [&'a Home],
    pub(crate) numbers: &'a Numbers<'a>,
}

/// Whether a child is part of the problem: to be matched, or settled in a home of the register.
fn takes_part(child: &Child) -> bool {
    child.is_to_be_matched() || child.placement.as_ref().is_some_and(|placement| placement.home.is_some())
}

/// Homes with the places that are open to children who are to be matched and those that settled
/// children hold. Nobody is evicted where more live than may newly be admitted.
fn problem_homes(snapshot: &Snapshot, policy: &Policy, parts: &ProblemParts) -> Vec<nearhome_problem::Home> {
    let settled: BTreeMap<u32, u32> = parts.fixed.iter().map(|fixed| (fixed.child, fixed.home)).collect();
    let mut held = vec![0_u32; snapshot.homes.len()];
    for option in parts.options.iter().filter(|option| settled.get(&option.child) == Some(&option.home)) {
        held[option.home as usize] += option.places;
    }
    let open = snapshot.homes.iter().map(|home| spanning::capacity(snapshot, policy, home).places);
    let places = open.zip(held).map(|(open, held)| open + held);
    let homes = snapshot.homes.iter().zip(places);
    homes.map(|(home, places)| nearhome_problem::Home { id: home.id.to_string(), places }).collect()
}

/// What pairs are judged by.
struct Judging<'j> {
    snapshot: &'j Snapshot,
    policy: &'j Policy,
    homes: &'j [&'j Home],
    /// What is known of them already.
    known: Option<&'j Known<'j>>,
}

impl Judging<'_> {
    /// Adds the options of a child who is to be matched, homes ascending.
    fn add_options(&self, number: u32, child: &Child, options: &mut OptionSet) {
        let judge = |home: u32, options: &mut OptionSet| {
            if let Some(price) = price(self.snapshot, self.policy, child, self.homes[home as usize]) {
                options.push(number, home, price.places, &price.cost(self.policy.levels()));
            }
        };
        let Some((known, kept)) = self.known.and_then(|known| Some((known, known.options_of(child)?))) else {
            (0..).zip(self.homes).for_each(|(home, _)| judge(home, options));
            return;
        };
        let mut anew = known.touched_homes().iter().copied().peekable();
        for (home, option) in kept {
            while let Some(touched) = anew.next_if(|touched| *touched < home) {
                judge(touched, options);
            }
            options.push(number, home, option.places, option.cost);
        }
        anew.for_each(|touched| judge(touched, options));
    }
}

fn add_child(judging: &Judging<'_>, number: u32, child: &Child, parts: &mut ProblemParts) {
    let Judging { snapshot, policy, homes, known } = *judging;
    let present = child.placement.as_ref().and_then(|placement| placement.home.as_ref());
    let mut unplaced = None;
    if child.search.moving == Moving::Settled {
        let home = index_of(homes, present.expect("a settled child of the problem lives in the register"));
        match known.and_then(|known| known.options_of(child)?.next()) {
            Some((home, option)) => parts.options.push(number, home, option.places, option.cost),
            None => push_resident(snapshot, policy, number, child, home, parts),
        }
        parts.fixed.push(Fixed { child: number, home });
    } else {
        judging.add_options(number, child, &mut parts.options);
        unplaced = Some(cost_without_home(snapshot, policy, child));
    }
    let id = child.id.as_str().to_owned();
    parts.children.push(nearhome_problem::Child { id, unplaced, stay: None });
}

/// A settled child stays whatever the rules say of new admissions: what they say is told, not enforced.
fn push_resident(
    snapshot: &Snapshot,
    policy: &Policy,
    number: u32,
    child: &Child,
    home: u32,
    parts: &mut ProblemParts,
) {
    let assessment = assess_staying(snapshot, policy, child).unwrap_or_default();
    let cost = assessment.cost(policy.levels());
    parts.options.push(number, home, assessment.places.max(1), &cost);
}

/// Without a home of the register a child is unplaced, unless the present setting outside it may go on.
pub(crate) fn cost_without_home(snapshot: &Snapshot, policy: &Policy, child: &Child) -> Vec<i64> {
    let outside = child.placement.as_ref().is_some_and(|placement| placement.home.is_none());
    let staying = assess_staying(snapshot, policy, child).filter(|staying| outside && staying.is_allowed());
    match staying {
        Some(staying) => staying.cost(policy.levels()),
        None => cost_of(&assess_unplaced(snapshot, policy, child), policy.levels()),
    }
}

fn index_of(homes: &[&Home], id: &HomeId) -> u32 {
    let index =
        homes.binary_search_by(|home| home.id.cmp(id)).expect("placements lead to homes of the snapshot");
    u32::try_from(index).expect("a register holds fewer than 2^32 homes")
}
