//! Contracts that limit how many children live in all their homes at a time.
//!
//! A contract binds where it is in force throughout the period: in the matching problem of the whole period a limit holds on
//! every day.

use std::collections::BTreeMap;

use nearhome_model::{Contract, ContractId, Date};

use crate::homes::ReplayHome;

/// A contract's limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ContractCap {
    pub(crate) contract: ContractId,
    /// Its homes, ascending.
    pub(crate) homes: Vec<u32>,
    /// Children at a time.
    pub(crate) children: u32,
}

/// The limits that bind, and which of them each home is under.
#[derive(Clone, Debug, Default)]
pub(crate) struct ContractCaps {
    pub(crate) each: Vec<ContractCap>,
    of_home: Vec<Option<usize>>,
    /// Contracts with a limit that are in force on some of the days only, and bind on none.
    pub(crate) in_part: u64,
}

impl ContractCaps {
    /// The limits between two days, both included.
    pub(crate) fn of<'a>(
        contracts: impl Iterator<Item = &'a Contract>,
        homes: &[ReplayHome],
        (from, to): (Date, Date),
    ) -> Self {
        let mut by_contract: BTreeMap<&ContractId, Vec<u32>> = BTreeMap::new();
        for (number, one) in (0..).zip(homes) {
            if let Some(contract) = &one.home.contract {
                by_contract.entry(contract).or_default().push(number);
            }
        }
        let mut caps = Self { of_home: vec![None; homes.len()], ..Self::default() };
        for contract in contracts {
            let (Some(children), Some(homes)) = (contract.most_children(), by_contract.remove(&contract.id))
            else {
                continue;
            };
            if contract.in_force_on(from) && contract.in_force_on(to) {
                for &home in &homes {
                    caps.of_home[home as usize] = Some(caps.each.len());
                }
                caps.each.push(ContractCap { contract: contract.id.clone(), homes, children });
            } else if contract.from <= to && contract.to.is_none_or(|last| from <= last) {
                caps.in_part += 1;
            }
        }
        caps
    }

    /// The limit that a home is under.
    pub(crate) fn of_home(&self, home: u32) -> Option<usize> {
        self.of_home[home as usize]
    }

    /// Widens the limits so that these homes, one a child, are within them: nobody is moved for a replay.
    pub(crate) fn make_room(&mut self, homes: impl Iterator<Item = u32>) {
        let mut held = vec![0_u32; self.each.len()];
        for cap in homes.filter_map(|home| self.of_home(home)) {
            held[cap] += 1;
        }
        for (cap, held) in self.each.iter_mut().zip(held) {
            cap.children = cap.children.max(held);
        }
    }
}
