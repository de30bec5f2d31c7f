//! What a place costs a week, by kind of home and sector.
//!
//! **Definition.** Of the children looked after on 31 March who live in a home of the register: the mean and the median
//! of the weekly price of each child's place, by the group of the placement's kind and the home's sector. The
//! price is the contract's where one is in force on the day (a framework's fee for the child's level of need, the
//! block's price shared over the places paid for), otherwise the home's own fee.
//!
//! **Source.** None is published at this grain: section 251 returns give totals, from which the department's benchmarking
//! tools derive weekly unit costs.
//!
//! **Counting policy.** During a temporary move the home that is kept is meant.
//!
//! **Doubts.** Fees, contracts and levels of need are those of today's tables, so that for an earlier year the prices
//! are today's. A child without a row in children.csv is taken to have standard needs. Reconstructed homes have no
//! price: children in them are left out and counted apart.
//!
//! This is not the rule `fee` (S018): that one charges what one more child would add, and a place of a block that is paid
//! for anyway adds nothing; a unit cost shares the block's price over its places. Rules and history also are
//! of one layer, so neither may know the other.

use std::collections::BTreeMap;

use nearhome_model::{Contract, ContractKind, Date, Home, NeedLevel, Pence, PlaceProvider, PlacementGroup};

use super::{
    measure::{BasedOn, Excluded, count},
    stock::{InCare, Stock},
};
use crate::supply::{Basis, Supply};

/// The weekly prices of one kind of home and sector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitCost {
    /// The group of the placements' kinds; `None` for all together.
    pub kind: Option<PlacementGroup>,
    /// The homes' sector; `None` for all together.
    pub sector: Option<PlaceProvider>,
    /// Children whose place has a known price.
    pub children: u64,
    /// The mean weekly price, to the nearest penny.
    pub mean: Pence,
    /// The median weekly price; between two, their mean to the nearest penny.
    pub median: Pence,
}

/// The weekly prices of all kinds and sectors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitCosts {
    /// On what they rest: the register, since reconstructed homes have no price.
    pub based_on: BasedOn,
    /// By kind and sector; each child is in one of them.
    pub rows: Vec<UnitCost>,
    /// All children together; `None` where no price is known.
    pub all: Option<UnitCost>,
    /// Children who are not in any row.
    pub excluded: Vec<Excluded>,
}

/// The weekly prices on 31 March.
pub(super) fn unit_costs(stock: &Stock<'_>, supply: &Supply) -> UnitCosts {
    let mut prices: BTreeMap<(PlacementGroup, PlaceProvider), Vec<Pence>> = BTreeMap::new();
    let mut excluded: BTreeMap<&'static str, u64> = BTreeMap::new();
    for child in &stock.children {
        match priced(stock, supply, child) {
            Ok((key, price)) => prices.entry(key).or_default().push(price),
            Err(reason) => *excluded.entry(reason).or_default() += 1,
        }
    }
    let all = prices.values().flatten().copied().collect();
    let row = |((kind, sector), prices)| cost(Some(kind), Some(sector), prices);
    UnitCosts {
        based_on: BasedOn::Register,
        rows: prices.into_iter().filter_map(row).collect(),
        all: cost(None, None, all),
        excluded: excluded.into_iter().map(|(reason, count)| Excluded { reason, count }).collect(),
    }
}

type Priced = ((PlacementGroup, PlaceProvider), Pence);

fn priced(stock: &Stock<'_>, supply: &Supply, child: &InCare<'_>) -> Result<Priced, &'static str> {
    let found = supply.home_of(child.child, stock.day()).ok_or("not in a home that a register holds")?;
    if found.basis == Basis::Reconstructed {
        return Err("in a reconstructed home, whose price is not known");
    }
    let home = &found.home;
    let level = stock.council.children.get(child.child).map_or(NeedLevel::Standard, |row| row.needs.level);
    let contract = home.contract.as_ref().and_then(|id| stock.council.contracts.get(id));
    let price = weekly_price(home, contract, level, stock.day()).ok_or("in a home without a price")?;
    let kind = child.history.usual_placement(child.episode).place.group();
    Ok(((kind, home.sector), price))
}

/// The weekly price of one place of a home on a day.
fn weekly_price(home: &Home, contract: Option<&Contract>, level: NeedLevel, day: Date) -> Option<Pence> {
    let in_force = contract.filter(|contract| contract.in_force_on(day));
    let by_contract = in_force.and_then(|contract| match &contract.kind {
        ContractKind::Block { paid_places, weekly_price } => weekly_price.scaled(1, *paid_places),
        ContractKind::Spot | ContractKind::Framework { .. } => contract.added_weekly_fee(level),
    });
    by_contract.or(home.weekly_fee)
}

fn cost(
    kind: Option<PlacementGroup>,
    sector: Option<PlaceProvider>,
    mut prices: Vec<Pence>,
) -> Option<UnitCost> {
    prices.sort_unstable();
    let (low, high) = (prices.get((prices.len().max(1) - 1) / 2)?, prices.get(prices.len() / 2)?);
    let sum: Pence = prices.iter().copied().sum();
    Some(UnitCost {
        kind,
        sector,
        children: count(prices.len()),
        mean: sum.scaled(1, u32::try_from(prices.len()).ok()?)?,
        median: (*low + *high).scaled(1, 2)?,
    })
}
