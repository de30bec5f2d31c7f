//! What spans several children who are all to be matched, as data for the matching problem.
//!
//! A rule of the catalogue sees one child and one home. Brothers and sisters who are both to be
//! matched, pairs that must not meet, places and contracts that several children compete for are
//! declared here and become constraints. Nothing here solves anything.
//!
//! Nobody is evicted by a declaration: where children who may stay already live together, more than
//! the places or against a pair rule, the declaration leaves room for all of them to stay.

mod capacity;
mod pairs;
mod together;

pub use capacity::{Capacity, ContractCap, SiblingPlaces, capacity, contract_caps};
pub use pairs::{ApartPair, PairCost, alone, apart_pairs};
pub use together::{Follower, SiblingsTogether, followers, sibling_groups};

use nearhome_model::{Child, Moving, Snapshot};

/// Children to be matched in their own right, by id: babies who follow a parent are not among them.
pub(crate) fn undecided(snapshot: &Snapshot) -> Vec<&Child> {
    let followers = followers(snapshot);
    let follows = |child: &Child| followers.iter().any(|follower| follower.baby == child.id);
    snapshot.children.iter().filter(|child| child.is_to_be_matched() && !follows(child)).collect()
}

/// Whether staying is a choice for the child.
fn may_stay(child: &Child) -> bool {
    child.placement.is_some() && child.search.moving != Moving::Needed
}

/// Whether two children live in one home of the register and both may stay there.
fn may_stay_together(a: &Child, b: &Child) -> bool {
    let home = |child: &Child| child.placement.as_ref().and_then(|placement| placement.home.clone());
    may_stay(a) && may_stay(b) && home(a).is_some() && home(a) == home(b)
}
