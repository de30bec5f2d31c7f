//! Ofsted's lists of providers: who is registered, for what, where and with how many places.
//!
//! Three forms are read: the list of children's homes, the list of social care providers, and the combined
//! list of 2025. Columns are known by any name that a release has given them. Facts on the forms follow the
//! public validator of the sector (`data-to-insight/csc-validator-be-903`). What the lists say of the
//! return is judged by its rules (`crate::ssda903`), what they say of the register in `compare`.

mod columns;
mod compare;
mod rows;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::Arc,
};

use nearhome_model::{
    Date, InspectionJudgement, PlaceProvider, PlacementCode, PlacementGroup, Postcode, RegistrationStatus,
    Urn,
};

pub(crate) use compare::compare;

use crate::{
    council::ReadOptions,
    findings::{Code, Finding, Findings},
    table::{FileAccount, FileKind, Files, Sheet, Wanted, sheets},
};

/// The folder of the lists.
const FOLDER: &str = "ofsted";

/// A setting or agency of Ofsted's lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfstedProvider {
    /// Its number.
    pub urn: Urn,
    /// What it is in Ofsted's words, such as `Children's home`; empty where no list says.
    pub provision: String,
    /// The sector in Ofsted's words, such as `Private`; empty where no list says.
    pub sector: String,
    /// Name of the setting; empty where no list says or it is withheld.
    pub name: String,
    /// The organisation that owns it; empty where no list says.
    pub organisation: String,
    /// The authority that the list names, in its words: not always the one in whose area it lies.
    pub local_authority: String,
    /// Where it is; for an agency its office.
    pub postcode: Option<Postcode>,
    /// Every postcode that the lists give for the number: supported accommodation has premises in several places.
    pub premises: BTreeSet<Postcode>,
    /// Registration on the day of the list, where it is stated.
    pub status: Option<RegistrationStatus>,
    /// First day of registration.
    pub registered: Option<Date>,
    /// Day on which registration ended.
    pub closed: Option<Date>,
    /// Codes of PLACE for which the return may name it.
    pub placement_codes: BTreeSet<PlacementCode>,
    /// Codes of `PLACE_PROVIDER` with which the return may name it.
    pub provider_codes: BTreeSet<PlaceProvider>,
    /// Most users or registered places, where stated.
    pub registered_places: Option<u16>,
    /// Most places in fostering, where stated.
    pub fostering_places: Option<u32>,
    /// Overall effectiveness by the latest full inspection, where stated.
    pub judgement: Option<InspectionJudgement>,
}

impl OfstedProvider {
    /// Whether registration has begun and not ended on a day; a day that is not stated counts as long past
    /// for the beginning and as not yet come for the end.
    #[must_use]
    pub fn is_open(&self, day: Date) -> bool {
        self.registered.is_none_or(|from| from <= day) && self.closed.is_none_or(|closed| day < closed)
    }

    /// Whether children live at the setting itself: a children's home or supported accommodation, and no
    /// agency, school or family centre.
    #[must_use]
    pub fn is_a_home(&self) -> bool {
        let lives = |code: &PlacementCode| {
            matches!(
                code.group(),
                PlacementGroup::Residential | PlacementGroup::Supported | PlacementGroup::Secure
            )
        };
        self.placement_codes.iter().any(lives)
    }
}

/// All of Ofsted's lists in a folder, merged by number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfstedList {
    /// Every setting and agency by its number.
    pub providers: BTreeMap<Urn, OfstedProvider>,
}

impl OfstedList {
    /// The setting or agency of a number.
    #[must_use]
    pub fn get(&self, urn: &Urn) -> Option<&OfstedProvider> {
        self.providers.get(urn)
    }
}

/// Reads every list under `ofsted`; `None` where there is no usable one.
pub(crate) fn read_lists(
    files: Files<'_>,
    options: &ReadOptions,
    findings: &mut Findings,
    accounts: &mut Vec<FileAccount>,
) -> Option<OfstedList> {
    let mut list = OfstedList::default();
    let mut found = false;
    for name in files.entries(FOLDER) {
        let file: Arc<str> = format!("{FOLDER}/{name}").into();
        if name.starts_with('.') || files.kind_of(&file) == FileKind::Folder {
            continue;
        }
        let tables = columns::lists_of(sheets_of(files, &file, options, findings));
        if tables.is_empty() {
            findings.add(Finding::new(Code::NoOfstedList, &file, Code::NoOfstedList.what()));
        }
        for (sheet, kind) in tables {
            let Some(table) = sheet.into_table(&columns::LAYOUT, findings) else { continue };
            found = true;
            accounts.push(rows::read(&table, kind, &mut list, findings));
        }
    }
    found.then_some(list)
}

/// The sheets of a workbook, or the one table of a CSV file.
fn sheets_of(
    files: Files<'_>,
    file: &Arc<str>,
    options: &ReadOptions,
    findings: &mut Findings,
) -> Vec<(String, Sheet)> {
    let extension = Path::new(&**file).extension().map(|end| end.to_string_lossy().to_lowercase());
    let is_workbook = match extension.as_deref() {
        Some("xlsx") => true,
        Some("csv") => false,
        _ => return Vec::new(),
    };
    let Some(bytes) = files.read(file, &options.limits, findings) else { return Vec::new() };
    if is_workbook {
        return sheets(file, bytes, Wanted::All, &options.limits, findings).into_iter().collect();
    }
    let sheet = Sheet::from_csv(Arc::clone(file), bytes, options.encoding, &options.limits, findings);
    sheet.map(|sheet| (String::new(), sheet)).into_iter().collect()
}

#[cfg(test)]
mod tests;
