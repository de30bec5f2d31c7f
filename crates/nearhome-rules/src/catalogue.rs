//! Every rule, in the order in which reasons are given: hard, gates, soft, duties, each by code.

use std::sync::LazyLock;

use crate::{Rule, duty, gate, hard, soft};

/// Every rule, in the order in which reasons are given.
///
/// The order is part of the interface: exclusions, gates, charges and duties come in it.
#[must_use]
pub fn catalogue() -> &'static [&'static Rule] {
    &CATALOGUE
}

static CATALOGUE: LazyLock<Vec<&'static Rule>> =
    LazyLock::new(|| [hard::RULES, gate::RULES, soft::RULES, duty::RULES].concat());
