//! contracts.csv: how homes are bought. A framework has one row a tier.

use std::collections::{BTreeMap, BTreeSet};

use nearhome_model::{Contract, ContractId, ContractKind, Date, NeedLevel, Pence, ProviderId, Tier};

use super::{Placed, fees::weekly_fee};
use crate::{
    findings::{Code, Findings},
    ssda903::Source,
    table::{Cells, FileAccount, Table},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Spot,
    Framework,
    Block,
}

/// One row: a contract or a tier of one.
struct ContractRow {
    id: ContractId,
    provider: ProviderId,
    kind: Kind,
    from: Date,
    to: Option<Date>,
    need_level: Option<NeedLevel>,
    fee: Option<Pence>,
    places: Option<u32>,
}

/// Reads the table; contracts with a provider who has no home are left out.
pub(crate) fn read_contracts(
    table: &Table,
    providers: &BTreeSet<ProviderId>,
    account: &mut FileAccount,
    findings: &mut Findings,
) -> BTreeMap<ContractId, Contract> {
    let mut rows: BTreeMap<ContractId, Vec<Placed<ContractRow>>> = BTreeMap::new();
    for row in &table.rows {
        let mut cells = Cells::new(table, row, findings);
        match contract_row(&mut cells, providers) {
            Some(value) => {
                account.accepted += 1;
                let id = value.id.clone();
                rows.entry(id).or_default().push(Placed { value, source: Source::of(table, row) });
            }
            None => account.quarantined += 1,
        }
    }
    let mut contracts = BTreeMap::new();
    for (id, rows) in rows {
        if let Some(contract) = contract(&id, &rows) {
            contracts.insert(id, contract);
            continue;
        }
        for row in &rows {
            findings.add(row.source.finding(Code::TiersMixed, Code::TiersMixed.what()));
            account.accepted -= 1;
            account.quarantined += 1;
        }
    }
    contracts
}

fn contract_row(cells: &mut Cells<'_>, providers: &BTreeSet<ProviderId>) -> Option<ContractRow> {
    let id = cells.id("contract");
    let provider: Option<ProviderId> = cells.id("provider");
    if provider.as_ref().is_some_and(|provider| !providers.contains(provider)) {
        cells.report(Code::MissingReference, "provider", "no home of the register has this provider");
    }
    if cells.is_blank("kind") {
        cells.report(Code::UnknownCode, "kind", "the cell is blank");
    }
    let kind = cells.read_with("kind", Code::UnknownCode, |text| match text.to_ascii_lowercase().as_str() {
        "spot" => Ok(Kind::Spot),
        "framework" => Ok(Kind::Framework),
        "block" => Ok(Kind::Block),
        _ => Err("expected spot, framework or block"),
    });
    if cells.is_blank("from") {
        cells.report(Code::BadDate, "from", "the date is blank");
    }
    let from = cells.iso_date("from", Code::BadDate);
    let to = cells.iso_date("to", Code::BadDate);
    if to.is_some() && to < from {
        cells.report(Code::BadDate, "to", "the contract ends before it begins");
    }
    let need_level = cells.optional("need_level", Code::UnknownCode);
    let fee = weekly_fee(cells, "fee", "fee_unit");
    let places = cells.number("places", 0, 100_000);
    cells.left_out().is_none().then_some(())?;
    Some(ContractRow { id: id?, provider: provider?, kind: kind?, from: from?, to, need_level, fee, places })
}

/// The contract that rows make together; `None` where they do not fit.
fn contract(id: &ContractId, rows: &[Placed<ContractRow>]) -> Option<Contract> {
    let first = &rows.first()?.value;
    let agree = rows.iter().all(|row| {
        let row = &row.value;
        (row.kind, &row.provider, row.from, row.to) == (first.kind, &first.provider, first.from, first.to)
    });
    let kind = match first.kind {
        _ if !agree => None,
        Kind::Spot => (rows.len() == 1).then_some(ContractKind::Spot),
        Kind::Block if rows.len() == 1 => {
            Some(ContractKind::Block { paid_places: first.places?, weekly_price: first.fee? })
        }
        Kind::Block => None,
        Kind::Framework => framework(rows),
    };
    Some(Contract {
        id: id.clone(),
        provider: first.provider.clone(),
        from: first.from,
        to: first.to,
        kind: kind?,
    })
}

fn framework(rows: &[Placed<ContractRow>]) -> Option<ContractKind> {
    let mut tiers = BTreeMap::new();
    let mut most: BTreeSet<u32> = BTreeSet::new();
    for row in rows {
        let tier = Tier { level: row.value.need_level?, weekly_fee: row.value.fee? };
        if tiers.insert(tier.level, tier).is_some() {
            return None;
        }
        most.extend(row.value.places);
    }
    let most_children = most.first().copied();
    (most.len() <= 1).then(|| ContractKind::Framework { tiers: tiers.into_values().collect(), most_children })
}
