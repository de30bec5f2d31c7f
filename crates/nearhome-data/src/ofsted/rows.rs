//! Reads the rows of a list and merges those of one number.

use std::collections::{BTreeSet, btree_map::Entry};

use nearhome_model::{Date, InspectionJudgement, PlaceProvider, PlacementCode, RegistrationStatus, Urn};

use super::{
    OfstedList, OfstedProvider,
    columns::{SheetKind, plain},
};
use crate::{
    findings::{Code, Findings},
    table::{Cells, Column, FileAccount, Table, read_postcode},
};

/// Reads a sheet into the list and accounts for its rows.
pub(super) fn read(
    table: &Table,
    kind: SheetKind,
    list: &mut OfstedList,
    findings: &mut Findings,
) -> FileAccount {
    let mut account = table.account.clone();
    for row in &table.rows {
        let mut cells = Cells::new(table, row, findings);
        let Some(provider) = provider(&mut cells, kind) else {
            account.quarantined += 1;
            continue;
        };
        account.accepted += 1;
        match list.providers.entry(provider.urn.clone()) {
            Entry::Vacant(entry) => {
                entry.insert(provider);
            }
            Entry::Occupied(mut entry) => {
                if entry.get_mut().merge(provider) == Merged::Disagreeing {
                    findings.add(table.finding(row, Code::OfstedDisagrees, Code::OfstedDisagrees.what()));
                }
            }
        }
    }
    account
}

fn provider(cells: &mut Cells<'_>, kind: SheetKind) -> Option<OfstedProvider> {
    if cells.is_blank("URN") {
        cells.report(Code::BadId, "URN", "the URN is blank");
    }
    let urn = cells.read_with("URN", Code::BadId, |text| text.to_ascii_uppercase().parse::<Urn>());
    let (sector, provision) = (cells.text("Sector").to_owned(), cells.text("Provision type").to_owned());
    let is_supported =
        kind == SheetKind::SupportedAccommodation || plain(&provision).contains("supported accommodation");
    let mut placement_codes: BTreeSet<PlacementCode> = codes(cells, "Placement code");
    if placement_codes.is_empty() && is_supported {
        placement_codes.insert(PlacementCode::K3);
    }
    let mut provider_codes: BTreeSet<PlaceProvider> = codes(cells, "Placement provider code");
    if provider_codes.is_empty() {
        provider_codes = codes_of_sector(&sector, is_supported);
    }
    let judgement = cells.read_with("Overall effectiveness", Code::UnknownListCode, judgement);
    let postcode = cells.read_with("Setting postcode", Code::NotAPostcode, |text| {
        read_postcode(text).ok_or("expected a full postcode such as DH1 5UL")
    });
    Some(OfstedProvider {
        provision,
        sector,
        name: cells.text("Setting name").to_owned(),
        organisation: cells.text("Organisation name").to_owned(),
        local_authority: cells.text("Local authority").to_owned(),
        premises: postcode.iter().cloned().collect(),
        postcode,
        status: cells.read_with("Registration status", Code::UnknownListCode, status),
        registered: cells.read_with("Registration date", Code::UnknownDate, day),
        closed: cells.read_with("Closed date", Code::UnknownDate, day),
        placement_codes,
        provider_codes,
        registered_places: places(cells, "Registered places"),
        fostering_places: places(cells, "Fostering places"),
        judgement,
        urn: urn?,
    })
}

/// Codes separated by commas, strokes or semicolons; one that no list has is reported and passed over.
fn codes<T: std::str::FromStr<Err: ToString> + Ord>(cells: &mut Cells<'_>, column: Column) -> BTreeSet<T> {
    let entries = cells.text(column).split([',', '/', ';']).map(str::trim).filter(|entry| !entry.is_empty());
    entries
        .filter_map(|entry| {
            let read = entry.parse::<T>();
            read.map_err(|error| cells.report(Code::UnknownListCode, column, error.to_string())).ok()
        })
        .collect()
}

/// The codes of `PLACE_PROVIDER` that a sector may have, where the list gives none. Supported accommodation
/// of no stated sector counts as private, as in the sector's validator.
fn codes_of_sector(sector: &str, is_supported: bool) -> BTreeSet<PlaceProvider> {
    let codes: &[PlaceProvider] = match plain(sector).as_str() {
        "local authority" => &[PlaceProvider::OwnAuthority, PlaceProvider::OtherAuthority],
        "health authority" => &[PlaceProvider::OtherPublic],
        "private" => &[PlaceProvider::Private],
        "voluntary" => &[PlaceProvider::Voluntary],
        "" if is_supported => &[PlaceProvider::Private],
        _ => &[],
    };
    codes.iter().copied().collect()
}

/// `Adequate`, which stood between good and inadequate until 2013, counts as the requirement to improve.
fn judgement(text: &str) -> Result<InspectionJudgement, &'static str> {
    match plain(text).as_str() {
        "outstanding" => Ok(InspectionJudgement::Outstanding),
        "good" => Ok(InspectionJudgement::Good),
        "requires improvement to be good" | "requires improvement" | "adequate" | "satisfactory" => {
            Ok(InspectionJudgement::RequiresImprovement)
        }
        "inadequate" => Ok(InspectionJudgement::Inadequate),
        "not yet inspected" | "not inspected" | "not judged" | "not provided ilacs"
        | "no full inspection" => Ok(InspectionJudgement::NotInspected),
        _ => Err("expected a judgement of Ofsted's"),
    }
}

fn status(text: &str) -> Result<RegistrationStatus, &'static str> {
    match plain(text).as_str() {
        "active" | "registered" | "open" => Ok(RegistrationStatus::Registered),
        "suspended" => Ok(RegistrationStatus::Suspended),
        "closed" | "cancelled" | "resigned" | "deregistered" | "inactive" => {
            Ok(RegistrationStatus::Cancelled)
        }
        "proposed" | "unregistered" | "not registered" => Ok(RegistrationStatus::Unregistered),
        _ => Err("expected a status such as Active or Closed"),
    }
}

/// A day as 31/03/2025 or 2025-03-31; workbooks give the latter for cells of dates.
fn day(text: &str) -> Result<Date, &'static str> {
    let read = Date::from_british(text).ok().or_else(|| text.parse().ok());
    read.ok_or("expected a day such as 31/03/2025")
}

/// A number of places; 0 and blank say nothing. One that cannot be read counts as blank.
fn places<T>(cells: &mut Cells<'_>, column: Column) -> Option<T>
where
    T: std::str::FromStr + Default + PartialEq,
{
    let read = |text: &str| text.parse::<T>().map_err(|_| "expected a whole number of places");
    cells.read_with(column, Code::UnknownListCode, read).filter(|places| *places != T::default())
}

/// Whether two rows of one number fit together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Merged {
    Agreeing,
    Disagreeing,
}

impl OfstedProvider {
    /// Takes over what the other row says and this one leaves open. Where they disagree the more cautious
    /// value stands (the earlier end, fewer places, the worse judgement), and of texts the smaller, so that
    /// the order of rows means nothing.
    fn merge(&mut self, other: Self) -> Merged {
        let mut merged = Merged::Agreeing;
        for (mine, its) in [
            (&mut self.provision, other.provision),
            (&mut self.sector, other.sector),
            (&mut self.name, other.name),
            (&mut self.organisation, other.organisation),
            (&mut self.local_authority, other.local_authority),
        ] {
            if mine.is_empty() || (!its.is_empty() && its < *mine) {
                *mine = its;
            }
        }
        merged.settle(&mut self.postcode, other.postcode, Ord::min);
        merged.settle(&mut self.status, other.status, Ord::max);
        merged.settle(&mut self.registered, other.registered, Ord::max);
        merged.settle(&mut self.closed, other.closed, Ord::min);
        merged.settle(&mut self.registered_places, other.registered_places, Ord::min);
        merged.settle(&mut self.fostering_places, other.fostering_places, Ord::min);
        merged.settle(&mut self.judgement, other.judgement, worse);
        self.premises.extend(other.premises);
        self.placement_codes.extend(other.placement_codes);
        self.provider_codes.extend(other.provider_codes);
        merged
    }
}

impl Merged {
    fn settle<T: Ord>(&mut self, mine: &mut Option<T>, its: Option<T>, choose: fn(T, T) -> T) {
        *mine = match (mine.take(), its) {
            (Some(mine), Some(its)) => {
                if mine != its {
                    *self = Self::Disagreeing;
                }
                Some(choose(mine, its))
            }
            (mine, its) => mine.or(its),
        };
    }
}

/// The worse of two judgements; any judgement comes before none.
fn worse(one: InspectionJudgement, other: InspectionJudgement) -> InspectionJudgement {
    match (one, other) {
        (InspectionJudgement::NotInspected, judged) | (judged, InspectionJudgement::NotInspected) => judged,
        _ => one.max(other),
    }
}
