//! Solves a matching problem to proven lexicographic optimality, in exact integers.
//!
//! [`solve`] is exact for every field of the format. It knows no law, no name and no file; it reads no
//! clock and draws no random number.
//!
//! # Method
//!
//! 1. The problem is divided into parts that share nothing. A part without side constraints is a pure
//!    flow, solved exactly on level vectors; its dual prices are its certificate
//!    ([`nearhome_problem::FlowPrices`]).
//! 2. In every other part children who must live together become one unit; what is decided is taken
//!    out with all its consequences; the rest is divided again. A first answer comes from putting the
//!    awkward units somewhere and letting an exact flow place all others.
//! 3. Levels are proved one by one. A lower bound on a level comes from giving each home its best
//!    *household* (a set of units that may live there together) at prices for "each unit exactly
//!    once", for caps and for the sums of earlier levels. An ascent and a linear program over
//!    households suggest the prices; they compute in floating point, are believed in nothing, and the bound is
//!    recomputed from rounded prices in integers over *all* households. Options that the bound rules
//!    out are dropped, which often makes the part fall apart; what is still open is branched on.
//! 4. All of it is written down as a [`nearhome_problem::HouseholdProof`].
//!
//! After one change a pure flow need not be solved anew: [`Repair`] keeps it optimal.
//!
//! # Ties
//!
//! The answer is a function of the problem alone: the same for any number of threads and on any
//! machine. Between answers with equal totals no further preference is applied; which of them is
//! returned follows the order of children, homes and side constraints in the problem (not that of its
//! options), so renumbering them may change it, and never its totals. [`questions::canonical`] chooses
//! among them by ids and a published seed alone.
//!
//! # Questions
//!
//! [`questions`] tells which pairs are in every optimum, what a place is worth, who has too few places, and
//! what one level costs in terms of another.
//!
//! # How far it goes
//!
//! A part with more than 900 units, homes and caps together (after everything decided is taken out)
//! has no linear program unless it falls apart; such a run should be given a limit. A run is asked to stop
//! between nodes and within them. In a home with very many children of different sizes who are also tied to
//! each other the price of the best household is only bounded; bounds stay valid and become weaker.

mod arrangement;
mod ascent;
mod build;
mod core;
mod evaluate;
mod flow;
mod footing;
mod hall;
mod knapsacks;
mod laminar;
mod local;
mod master;
mod meter;
mod overall;
mod overfull;
mod part;
mod pricing;
mod problem_flow;
mod proof;
mod reduce;
mod regions;
mod relaxation;
mod repair;
mod rota;
mod search;
mod shortage;
mod simplex;
mod solve;
mod split;

pub mod brute_force;
pub mod questions;
pub mod random_problems;

pub use evaluate::{Violation, evaluate};
pub use footing::Footing;
pub use meter::{Progress, Settings};
pub use overall::{Live, Narrowed, Narrowing, Overall};
pub use repair::{Change, PriceRange, Repair, RepairError, Repaired};
pub use solve::{solve, solve_from, solve_near};
