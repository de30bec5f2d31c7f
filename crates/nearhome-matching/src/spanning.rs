//! Turns what spans several children into constraints of the problem: brothers and sisters, pairs to
//! keep apart, solo placements, and contracts whose places several homes share.

use std::collections::BTreeMap;

use nearhome_model::{ChildId, ContractId, HomeId, Snapshot};
use nearhome_problem::{Apart, Cap, Problem, ProblemParts, Together};
use nearhome_rules::{Level, Policy, spanning};

/// The numbers of children and homes in the problem.
pub(crate) struct Numbers<'a> {
    pub(crate) children: BTreeMap<&'a ChildId, u32>,
    pub(crate) homes: BTreeMap<&'a HomeId, u32>,
}

impl Numbers<'_> {
    fn children(&self, ids: &[ChildId]) -> Vec<u32> {
        ids.iter().filter_map(|id| self.children.get(id).copied()).collect()
    }
}

/// Adds every spanning constraint to the parts of a problem.
pub(crate) fn add(snapshot: &Snapshot, policy: &Policy, numbers: &Numbers<'_>, parts: &mut ProblemParts) {
    let levels = policy.levels();
    for group in spanning::sibling_groups(snapshot, policy) {
        let split_cost = group.split_cost.map(|amount| on_level(levels, Level::SiblingsSplit, amount));
        parts.together.push(Together { children: numbers.children(&group.children), split_cost });
    }
    for pair in spanning::apart_pairs(snapshot, policy) {
        if let [first, second] = numbers.children(&[pair.first, pair.second])[..] {
            let cost = pair.cost.map(|cost| on_level(levels, cost.level, cost.amount));
            parts.apart.push(Apart { children: [first, second], cost });
        }
    }
    parts.alone = numbers.children(&spanning::alone(snapshot, policy));
    let staying = staying_by_contract(snapshot, numbers, parts);
    for cap in spanning::contract_caps(snapshot) {
        let homes = cap.homes.iter().filter_map(|home| numbers.homes.get(home).copied()).collect();
        let staying = staying.get(&cap.contract).copied().unwrap_or(0);
        parts.caps.push(Cap { id: cap.contract.to_string(), homes, places: cap.places + staying });
    }
}

/// Settled children by contract: declared caps leave them out, the problem holds them.
fn staying_by_contract(
    snapshot: &Snapshot,
    numbers: &Numbers<'_>,
    parts: &ProblemParts,
) -> BTreeMap<ContractId, u32> {
    let contracts: BTreeMap<u32, &ContractId> = snapshot
        .homes
        .iter()
        .filter_map(|home| Some((numbers.homes.get(&home.id).copied()?, home.contract.as_ref()?)))
        .collect();
    let mut staying = BTreeMap::new();
    for fixed in &parts.fixed {
        if let Some(&contract) = contracts.get(&fixed.home) {
            *staying.entry(contract.clone()).or_insert(0) += 1;
        }
    }
    staying
}

fn on_level(levels: &[Level], level: Level, amount: i64) -> Vec<i64> {
    levels.iter().map(|&own| if own == level { amount } else { 0 }).collect()
}

/// Whether the members of a group of the problem are all in one home or all in none.
pub(crate) fn is_together(problem: &Problem, group: usize, homes: &[Option<u32>]) -> bool {
    let mut places = problem.together[group].children.iter().map(|&child| homes[child as usize]);
    let first = places.next();
    places.all(|place| Some(place) == first)
}
