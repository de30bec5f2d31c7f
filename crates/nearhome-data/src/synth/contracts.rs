//! What homes cost and how they are bought: spot, by the tiers of a framework, or in a block.
//!
//! Weekly prices are log-normal around the medians of `docs/calibration.md`.

use std::collections::BTreeMap;

use nearhome_model::{
    NeedLevel,
    PlaceProvider::{OwnAuthority, Private, Voluntary},
};

use super::{
    day::Day,
    dice::{Dice, NARROW, WIDE},
    kinds::Kind,
    market::Household,
    providers::Providers,
    register::Entry,
    returns::Table,
    simulation::Simulation,
};
use crate::register::CONTRACTS;

/// Prices and contracts of the market.
#[derive(Debug, Default)]
pub(super) struct Prices {
    of_provider: BTreeMap<usize, String>,
    of_home: BTreeMap<usize, String>,
    rows: Vec<Vec<String>>,
    frameworks_and_blocks: Vec<String>,
}

/// The median weekly fee in pounds.
pub(super) fn median(kind: Kind, own: bool, level: NeedLevel) -> i32 {
    let by_level = |standard, enhanced, complex| match level {
        NeedLevel::Standard => standard,
        NeedLevel::Enhanced => enhanced,
        NeedLevel::Complex => complex,
    };
    match (kind, own) {
        (Kind::Kin, _) => by_level(310, 350, 410),
        (Kind::Foster, true) => by_level(480, 560, 690),
        (Kind::Foster, false) => by_level(900, 1_060, 1_550),
        (Kind::ChildrensHome, true) => by_level(4_300, 4_700, 5_500),
        (Kind::ChildrensHome, false) => by_level(5_000, 5_500, 7_200),
        (Kind::Secure, _) => 8_400,
        (Kind::Supported, true) => by_level(850, 1_000, 1_300),
        (Kind::Supported, false) => by_level(950, 1_250, 2_100),
        (Kind::School, _) => by_level(3_900, 4_300, 5_100),
        _ => 4_100,
    }
}

impl Prices {
    /// Contracts for the providers of the register.
    pub(super) fn new(
        dice: &mut Dice,
        providers: &Providers,
        simulation: &Simulation<'_>,
        entries: &[Entry],
        last: Day,
    ) -> Self {
        let mut prices = Self::default();
        for (index, provider) in providers.0.iter().enumerate() {
            let known = entries.iter().any(|entry| simulation.market.homes[entry.home].provider == index);
            if !known || !matches!(provider.sector, Private | Voluntary) {
                continue;
            }
            let framework = matches!(provider.kind, Kind::Foster | Kind::ChildrensHome | Kind::Supported)
                && dice.chance(550);
            let from = (last - dice.between(300, 1_000)).date().to_string();
            if framework {
                let id = format!("SYN-FW{:03}", index + 1);
                prices.framework(dice, &id, &provider.id, provider.kind, provider.prices, &from);
                prices.of_provider.insert(index, id);
            } else {
                let id = format!("SYN-SP{:03}", index + 1);
                prices.rows.push(row(&id, &provider.id, "spot", &from, "", None, ""));
                prices.of_provider.insert(index, id);
            }
        }
        prices.block(simulation, entries, last, Kind::ChildrensHome, 8);
        prices.block(simulation, entries, last, Kind::Supported, 10);
        prices
    }

    fn framework(&mut self, dice: &mut Dice, id: &str, provider: &str, kind: Kind, scale: u32, from: &str) {
        let most = if kind == Kind::Foster || dice.chance(500) {
            String::new()
        } else {
            dice.between(20, 60).to_string()
        };
        for &level in NeedLevel::ALL {
            let pounds = median(kind, false, level) * scale.cast_signed() / 1_000;
            let fee = format!("{pounds}.00");
            self.rows.push(row(id, provider, "framework", from, level.code(), Some(&fee), &most));
        }
        self.frameworks_and_blocks.push(id.to_owned());
    }

    /// A block of places in the private homes of one provider within the authority's area.
    fn block(&mut self, simulation: &Simulation<'_>, entries: &[Entry], last: Day, kind: Kind, most: u8) {
        let homes = &simulation.market.homes;
        let local = |entry: &&Entry| {
            let home = &homes[entry.home];
            home.kind == kind
                && home.sector == Private
                && home.others == 0
                && simulation.market.ground.is_inside(home.spot)
        };
        let mut by_provider: BTreeMap<usize, (u8, Vec<usize>)> = BTreeMap::new();
        for entry in entries.iter().filter(local) {
            let home = &homes[entry.home];
            let (places, bought) = by_provider.entry(home.provider).or_default();
            if *places + home.places <= most {
                *places += home.places;
                bought.push(entry.home);
            }
        }
        let largest =
            by_provider.into_iter().max_by_key(|(provider, (places, _))| (*places, usize::MAX - provider));
        let Some((provider, (places, bought))) = largest.filter(|(_, (places, _))| *places >= 2) else {
            return;
        };
        let id = format!("SYN-BL{}", if kind == Kind::Supported { 2 } else { 1 });
        let week = median(kind, false, NeedLevel::Enhanced) * i32::from(places) * 88 / 100;
        let from = (last - 500).date().to_string();
        let provider = &simulation.market.providers.0[provider].id;
        self.rows.push(row(
            &id,
            provider,
            "block",
            &from,
            "",
            Some(&format!("{week}.00")),
            &places.to_string(),
        ));
        self.of_home.extend(bought.into_iter().map(|home| (home, id.clone())));
        self.frameworks_and_blocks.push(id);
    }

    /// The contract under which a home is bought.
    pub(super) fn contract(&self, home: usize, provider: usize) -> Option<String> {
        self.of_home.get(&home).or_else(|| self.of_provider.get(&provider)).cloned()
    }

    /// Whether a contract sets the fee itself.
    pub(super) fn sets_fee(&self, contract: Option<&str>) -> bool {
        contract.is_some_and(|contract| self.frameworks_and_blocks.iter().any(|id| id == contract))
    }

    /// A home's own fee, in pounds with two decimals.
    pub(super) fn fee(dice: &mut Dice, home: &Household) -> String {
        let own = home.sector == OwnAuthority;
        let level = match home.kind {
            Kind::Foster | Kind::Supported if dice.chance(600) => {
                NeedLevel::Standard.max(step_down(home.level))
            }
            _ => home.level,
        };
        let spread = if home.kind.fosters() || home.kind == Kind::School || own { NARROW } else { WIDE };
        let mut pounds = median(home.kind, own, level) * dice.along(spread) / 1_000;
        if home.places == 1 && matches!(home.kind, Kind::ChildrensHome | Kind::Supported) {
            pounds = pounds * 17 / 10;
        }
        format!("{pounds}.{}", dice.weighted(&[("00", 700), ("50", 200), ("25", 100)]))
    }

    /// `contracts.csv`.
    pub(super) fn table(&self) -> Table {
        let mut table = Table::new(CONTRACTS.columns);
        for row in &self.rows {
            table.row(row);
        }
        table
    }
}

fn step_down(level: NeedLevel) -> NeedLevel {
    if level == NeedLevel::Complex { NeedLevel::Enhanced } else { NeedLevel::Standard }
}

fn row(
    id: &str,
    provider: &str,
    kind: &str,
    from: &str,
    level: &str,
    fee: Option<&str>,
    places: &str,
) -> Vec<String> {
    let unit = if fee.is_some() { "week" } else { "" };
    [id, provider, kind, from, "", level, fee.unwrap_or(""), unit, places].map(str::to_owned).to_vec()
}
