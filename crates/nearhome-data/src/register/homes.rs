//! homes.csv: the register of homes.

use std::collections::BTreeMap;

use nearhome_model::{
    Age, Approval, AuthorityCode, ChildId, Home, HomeId, InspectionJudgement, Language, NeedLevel,
    OtherResident, PlacementGroup, RegistrationEvent, Risk, Sex, Urn,
};

use super::{Placed, fees::weekly_fee};
use crate::{
    findings::{Code, Findings},
    geography::{Authorities, Postcodes},
    ssda903::Source,
    table::{Cells, FileAccount, Table},
};

/// A home, and the name that its row gives to its provider.
#[derive(Clone, Debug)]
pub(crate) struct HomeRow {
    pub(crate) home: Home,
    pub(crate) provider_name: String,
}

/// Reads the table; rows that contradict each other on one home are all left out.
pub(crate) fn read_homes(
    table: &Table,
    postcodes: &Postcodes,
    account: &mut FileAccount,
    findings: &mut Findings,
) -> BTreeMap<HomeId, Placed<HomeRow>> {
    let mut rows: BTreeMap<HomeId, Vec<Placed<HomeRow>>> = BTreeMap::new();
    for row in &table.rows {
        let mut cells = Cells::new(table, row, findings);
        match home_row(&mut cells, postcodes) {
            Some(value) => {
                account.accepted += 1;
                let id = value.home.id.clone();
                rows.entry(id).or_default().push(Placed { value, source: Source::of(table, row) });
            }
            None => account.quarantined += 1,
        }
    }
    rows.into_iter().filter_map(|(id, rows)| Some((id, single(rows, account, findings)?))).collect()
}

/// The only row of an id; several are all left out.
pub(super) fn single<T>(
    mut rows: Vec<Placed<T>>,
    account: &mut FileAccount,
    findings: &mut Findings,
) -> Option<Placed<T>> {
    if rows.len() == 1 {
        return rows.pop();
    }
    for row in &rows {
        findings.add(row.source.finding(Code::Conflict, "several rows have this id and differ"));
        account.accepted -= 1;
        account.quarantined += 1;
    }
    None
}

fn home_row(cells: &mut Cells<'_>, postcodes: &Postcodes) -> Option<HomeRow> {
    let id: Option<HomeId> = cells.id("home");
    let provider = cells.id("provider");
    let sector = cells.required("place_provider", Code::UnknownCode);
    let postcode = cells.postcode("postcode", Code::NoPlace);
    if cells.is_blank("postcode") {
        cells.report(Code::NoPlace, "postcode", "the postcode is blank");
    }
    let registered_places: Option<u8> = required_number(cells, "registered_places", 1, 255);
    let usable_places = cells.number("usable_places", 0, 255_u8).or(registered_places);
    if usable_places > registered_places {
        cells.report(Code::TooManyPlaces, "usable_places", "more usable places than registered ones");
    }
    let approval = approval(cells);
    let location = postcode.map(|postcode| location(cells, postcodes, &postcode));
    let weekly_fee = weekly_fee(cells, "fee", "fee_unit");
    let contract = cells.optional_id("contract");
    if cells.is_blank("fee") && cells.is_blank("contract") {
        cells.report(Code::FeeMissing, "fee", "neither a fee nor a contract");
    }
    let home = Home {
        id: id?,
        urn: cells.read_with("urn", Code::BadUrn, |text| text.to_ascii_uppercase().parse::<Urn>()),
        kinds: cells.list("kinds", Code::UnknownCode),
        provider: provider?,
        sector: sector?,
        location: location?,
        registered_places: registered_places?,
        usable_places: usable_places?,
        unusable_reason: cells.optional("unusable_reason", Code::UnknownListCode),
        bedrooms: cells.number("bedrooms", 0, 255),
        approval: approval?,
        exempted_children: cells.list::<ChildId, _>("exempted_children", Code::BadId),
        connected_to: cells.optional_id("connected_to"),
        adaptations: cells.list("adaptations", Code::UnknownListCode),
        communication: cells.list("communication", Code::UnknownListCode),
        support: cells.list("support", Code::UnknownListCode),
        need_levels: cells.list("need_levels", Code::UnknownCode),
        risks_excluded: cells.list("risks_excluded", Code::UnknownCode),
        languages: cells.list_with("languages", Code::UnknownListCode, language),
        religions: cells.list("religions", Code::UnknownListCode),
        ethnicities: cells.list("ethnicities", Code::UnknownListCode),
        pets: cells.yes_no("pets"),
        registration: registration(cells),
        judgement: cells
            .optional("judgement", Code::UnknownCode)
            .unwrap_or(InspectionJudgement::NotInspected),
        other_residents: cells.list_with("other_residents", Code::UnknownCode, resident),
        weekly_fee,
        contract,
    };
    let home = with_defaults(home);
    if home.kinds.is_empty() {
        cells.report(Code::UnknownCode, "kinds", "no kind of placement");
    }
    let provider_name = cells.text("provider_name").to_owned();
    cells.left_out().is_none().then_some(HomeRow { home, provider_name })
}

fn with_defaults(mut home: Home) -> Home {
    if home.need_levels.is_empty() {
        home.need_levels.insert(NeedLevel::Standard);
    }
    if home.languages.is_empty() {
        home.languages.extend("en".parse::<Language>());
    }
    home
}

fn required_number(cells: &mut Cells<'_>, column: &'static str, from: u8, to: u8) -> Option<u8> {
    if cells.is_blank(column) {
        cells.report(Code::OutOfRange, column, "the number is blank");
    }
    cells.number(column, from, to)
}

fn approval(cells: &mut Cells<'_>) -> Option<Approval> {
    let age_from = required_number(cells, "age_from", 0, 30);
    let age_to = required_number(cells, "age_to", 0, 30);
    if let (Some(from), Some(to)) = (age_from, age_to)
        && from > to
    {
        cells.report(Code::AgesReversed, "age_to", "the greater age stands first");
    }
    let mut sexes: std::collections::BTreeSet<Sex> = cells.list("sexes", Code::UnknownCode);
    if sexes.is_empty() {
        sexes.extend(Sex::ALL);
    }
    let until = cells.iso_date("approved_until", Code::BadDate);
    Some(Approval { age_from: Age::new(age_from?), age_to: Age::new(age_to?), sexes, until })
}

/// The place of the home; an authority that the row names comes before the one of the postcode.
fn location(
    cells: &mut Cells<'_>,
    postcodes: &Postcodes,
    postcode: &nearhome_model::Postcode,
) -> nearhome_model::Location {
    let mut location = postcodes.locate(postcode);
    if location.point.is_none() {
        cells.report(Code::UnknownPostcode, "postcode", "no directory holds the postcode");
    }
    let named: Option<AuthorityCode> =
        cells.read_with("authority", Code::UnknownListCode, |text| text.to_ascii_uppercase().parse());
    if let Some(named) = named {
        location.authority = Some(Authorities::built_in().upper_tier(&named));
    }
    location
}

pub(super) fn language(text: &str) -> Result<Language, nearhome_model::InvalidId> {
    text.to_ascii_lowercase().parse()
}

fn registration(cells: &mut Cells<'_>) -> Vec<RegistrationEvent> {
    let read = |text: &str| {
        let expected = "expected a list of date=status, such as 2020-01-31=registered";
        let (from, status) = text.split_once('=').ok_or(expected)?;
        let from = from.trim().parse().map_err(|_| expected)?;
        Ok::<_, &str>(RegistrationEvent { from, status: status.trim().parse().map_err(|_| expected)? })
    };
    let mut events: Vec<RegistrationEvent> = cells.list_with("registration", Code::UnknownCode, read);
    events.sort_unstable();
    if events.windows(2).any(|pair| pair[0].from == pair[1].from) {
        cells.report(Code::UnknownCode, "registration", "two statuses on one day");
    }
    events
}

/// `M14`, or `F9+fire_setting+missing`.
fn resident(text: &str) -> Result<OtherResident, &'static str> {
    let expected = "expected sex and age, then risks, such as M14 or F9+fire_setting";
    let mut parts = text.split('+').map(str::trim);
    let person = parts.next().filter(|person| person.is_ascii() && person.len() >= 2).ok_or(expected)?;
    let (sex, age) = person.split_at(1);
    let age: u8 = age.parse().ok().filter(|&age| age <= 30).ok_or(expected)?;
    let risks: Result<_, _> = parts.map(|risk| risk.parse::<Risk>().map_err(|_| expected)).collect();
    Ok(OtherResident { age: Age::new(age), sex: sex.parse().map_err(|_| expected)?, risks: risks? })
}

/// Warns of fees far from the median of their kind, where there are at least five to compare.
pub(crate) fn check_fees(homes: &BTreeMap<HomeId, Placed<HomeRow>>, findings: &mut Findings) {
    let mut by_group: BTreeMap<PlacementGroup, Vec<(i64, &Source)>> = BTreeMap::new();
    for row in homes.values() {
        let group = row.value.home.kinds.first().map(|kind| kind.group());
        if let (Some(group), Some(fee)) = (group, row.value.home.weekly_fee) {
            by_group.entry(group).or_default().push((fee.pence(), &row.source));
        }
    }
    for fees in by_group.values_mut().filter(|fees| fees.len() >= 5) {
        fees.sort_by_key(|&(fee, _)| fee);
        let median = fees[fees.len() / 2].0;
        let is_far = |fee: i64| fee > median.saturating_mul(10) || fee.saturating_mul(10) < median;
        for (_, source) in fees.iter().filter(|&&(fee, _)| is_far(fee)) {
            findings.add(source.finding(Code::OutlierFee, Code::OutlierFee.what()).in_column("fee"));
        }
    }
}
