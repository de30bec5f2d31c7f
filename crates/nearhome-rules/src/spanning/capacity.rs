//! How many children several homes or one can take beside those who stay.

use nearhome_model::{Contract, ContractId, Home, HomeId, SiblingGroupId, Snapshot};
use serde::{Deserialize, Serialize};

use super::undecided;
use crate::{
    Policy,
    hard::fostering_limit::{USUAL_LIMIT, counted_others},
    occupants::{Occupants, places_taken},
};

/// How many places of a home are open to children who are to be matched, present residents included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Capacity {
    /// Places for any mix of the children whom the rules admit.
    pub places: u32,
    /// Greater numbers for children of one sibling group alone, where a foster home has room for more
    /// than the usual limit; by group. To use one is lawful only while nobody outside the group comes.
    pub whole_groups: Vec<SiblingPlaces>,
}

/// Places of a foster home for the children of one sibling group alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SiblingPlaces {
    /// The group.
    pub group: SiblingGroupId,
    /// Places.
    pub places: u32,
}

/// The places of a home that are open to children who are to be matched.
///
/// Usable places less those of residents who stay. A foster home is cut to the usual limit of three
/// foster children (rule H003), for several newcomers whom the rule admits one by one could exceed it
/// together; beyond three it admits only siblings of all who stay, or named children, in any number.
/// Never less than the places of the present residents who are to be matched and may stay.
#[must_use]
pub fn capacity(snapshot: &Snapshot, _: &Policy, home: &Home) -> Capacity {
    let Occupants { stayers, possible } = Occupants::of(snapshot, home, |_| false);
    let taken = places_taken(home, &stayers);
    let free = u32::from(home.usable_places).saturating_sub(taken);
    let counted = stayers.len() + counted_others(home);
    let cut = if home.fosters() && counted < USUAL_LIMIT {
        free.min(u32::try_from(USUAL_LIMIT - counted).unwrap_or(free))
    } else {
        free
    };
    let present = places_taken(home, &possible) - taken;
    let whole_groups = if cut < free { whole_groups(snapshot, home, &stayers, free) } else { Vec::new() };
    Capacity { places: cut.max(present), whole_groups }
}

fn whole_groups(
    snapshot: &Snapshot,
    home: &Home,
    stayers: &[&nearhome_model::Child],
    free: u32,
) -> Vec<SiblingPlaces> {
    if counted_others(home) > 0 || !home.exempted_children.is_empty() {
        return Vec::new();
    }
    let undecided = undecided(snapshot);
    let fits = |group: &&nearhome_model::SiblingGroup| {
        let newcomers = undecided.iter().filter(|child| group.children.contains(&child.id)).count();
        newcomers + stayers.len() > USUAL_LIMIT
            && stayers.iter().all(|child| group.children.contains(&child.id))
    };
    let groups = snapshot.sibling_groups.iter().filter(fits);
    groups.map(|group| SiblingPlaces { group: group.id.clone(), places: free }).collect()
}

/// The most children at a time over all homes of a contract, beside those who stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContractCap {
    /// The contract.
    pub contract: ContractId,
    /// Its homes, by id, at least one.
    pub homes: Vec<HomeId>,
    /// Places for children who are to be matched, present residents included.
    pub places: u32,
}

/// Contracts in force that limit the number of children, by contract.
///
/// The number less the authority's own children who stay, and never less than the places of the present
/// residents who are to be matched and may stay. Children of other authorities do not count.
#[must_use]
pub fn contract_caps(snapshot: &Snapshot) -> Vec<ContractCap> {
    let in_force = snapshot.contracts.iter().filter(|contract| contract.in_force_on(snapshot.date));
    in_force.filter_map(|contract| cap(snapshot, contract)).collect()
}

fn cap(snapshot: &Snapshot, contract: &Contract) -> Option<ContractCap> {
    let most = contract.most_children()?;
    let homes: Vec<&Home> =
        snapshot.homes.iter().filter(|home| home.contract.as_ref() == Some(&contract.id)).collect();
    let (mut staying, mut present) = (0, 0);
    for home in &homes {
        let Occupants { stayers, possible } = Occupants::of(snapshot, home, |_| false);
        let own =
            |children: &[&nearhome_model::Child]| places_taken(home, children) - places_taken(home, &[]);
        staying += own(&stayers);
        present += own(&possible) - own(&stayers);
    }
    (!homes.is_empty()).then(|| ContractCap {
        contract: contract.id.clone(),
        homes: homes.iter().map(|home| home.id.clone()).collect(),
        places: most.saturating_sub(staying).max(present),
    })
}
