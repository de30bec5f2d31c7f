//! How homes are bought: by the place, under a framework, or as a block paid for in advance.

use serde::{Deserialize, Serialize};

use crate::{ContractId, Date, NeedLevel, Pence, ProviderId};

/// A contract with one provider for one or several homes; homes name their contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// Its id.
    pub id: ContractId,
    /// The provider.
    pub provider: ProviderId,
    /// First day.
    pub from: Date,
    /// Last day, where it has one.
    pub to: Option<Date>,
    /// How places are bought.
    pub kind: ContractKind,
}

impl Contract {
    /// Whether the contract is in force on the day.
    #[must_use]
    pub fn in_force_on(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// The most children at a time over all its homes, where it has such a number.
    #[must_use]
    pub fn most_children(&self) -> Option<u32> {
        match self.kind {
            ContractKind::Spot => None,
            ContractKind::Framework { most_children, .. } => most_children,
            ContractKind::Block { paid_places, .. } => Some(paid_places),
        }
    }

    /// The fee a week that one more child at this level of need adds, where the contract sets one.
    ///
    /// A place of a block is paid for whether it is used or not, so it adds nothing.
    #[must_use]
    pub fn added_weekly_fee(&self, level: NeedLevel) -> Option<Pence> {
        match &self.kind {
            ContractKind::Spot => None,
            ContractKind::Framework { tiers, .. } => {
                tiers.iter().find(|tier| tier.level == level).map(|tier| tier.weekly_fee)
            }
            ContractKind::Block { .. } => Some(Pence::ZERO),
        }
    }
}

/// How places are bought under a contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ContractKind {
    /// Each place at the home's own fee.
    Spot,
    /// Fees by tier of need, perhaps with a most number of children at a time over all its homes.
    Framework {
        /// Fees, at most one a level of need.
        tiers: Vec<Tier>,
        /// The most children at a time, where the lot has such a number.
        most_children: Option<u32>,
    },
    /// Places paid for in advance.
    Block {
        /// Places paid for; no more children than these at a time over all its homes.
        paid_places: u32,
        /// Price of the whole block a week.
        weekly_price: Pence,
    },
}

/// A framework's fee for one level of need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// The level of need.
    pub level: NeedLevel,
    /// Fee a week.
    pub weekly_fee: Pence,
}
