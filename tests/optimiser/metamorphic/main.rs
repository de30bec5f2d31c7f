//! Metamorphic relations: how the best totals must answer to a change of the problem.
//!
//! One module for each kind of change; each test is one relation with its number in the list of relations. Every
//! relation is checked on random problems to which it applies, those of every field of the format and pure
//! flows, and every answer passes the checker. Relations are about totals, because which of several equally good
//! answers is returned may change with the problem; those in `decisions` are about the canonical one.
//!
//! `NEARHOME_METAMORPHIC` sets the number of cases of each relation (200), `NEARHOME_SEED` the first seed.

#[path = "../side_by_side.rs"]
mod side_by_side;
#[path = "../support.rs"]
mod support;

mod change;
mod ground;

mod budgets;
mod chosen_options;
mod costs;
mod decisions;
mod fewer_choices;
mod more_homes;
mod one_child;
mod order;
mod places;
mod unions;
