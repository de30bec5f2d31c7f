//! Finds the returns of a folder: one folder a collection, each file known by its columns.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::Arc,
};

use nearhome_model::AuthorityCode;

use super::{
    CollectionYear, RawReturn, Return,
    dates::{Dates, date_forms},
    parse::read_table,
    rules,
    tables::{RawTable, ReturnTable},
    xml::read_xml,
};
use crate::{
    council::ReadOptions,
    findings::{Code, Finding, Findings},
    ofsted::OfstedList,
    table::{FileAccount, FileKind, Files, Sheet},
    watch::{ReadingStep, Watch, goes_on},
};

/// Where the returns lie.
const FOLDER: &str = "ssda903";

/// What is known beside the returns.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Known<'a> {
    /// The authority whose returns they are; it decides what is inside its area.
    pub(crate) authority: Option<&'a AuthorityCode>,
    /// Ofsted's lists of providers, which speak of the time of the latest return.
    pub(crate) ofsted: Option<&'a OfstedList>,
}

/// Reads every return under `ssda903`, oldest first, and applies the rules to each; `None` where whoever watches wants no
/// more.
pub(crate) fn read_returns(
    files: Files<'_>,
    options: &ReadOptions,
    known: Known<'_>,
    findings: &mut Findings,
    accounts: &mut Vec<FileAccount>,
    watch: Watch<'_>,
) -> Option<Vec<Return>> {
    let mut returns: Vec<Return> = Vec::new();
    let mut raw_returns: Vec<RawReturn> = Vec::new();
    let mut pool = read_pool(files, options, findings, accounts);
    let folders = years(files, findings);
    let years: BTreeSet<CollectionYear> = folders.iter().chain(pool.keys()).copied().collect();
    if years.is_empty() {
        let message = "there is neither a folder ssda903/<year> nor a pooled file";
        findings.add(Finding::new(Code::MissingTable, &"ssda903".into(), message));
    }
    let of = years.len();
    for (number, year) in (1..).zip(years) {
        goes_on(watch, ReadingStep::Return { end_year: year.end_year(), number, of })?;
        let name = format!("ssda903/{}", year.end_year());
        let mut sheets = pool.remove(&year).unwrap_or_default();
        if folders.contains(&year) {
            for (kind, more) in sheets_of(files, &name, options, findings) {
                sheets.entry(kind).or_default().extend(more);
            }
        }
        let (mut collection, raw) = read_return(year, sheets, &name, findings, accounts);
        remove_conflicts(&mut collection, findings, accounts);
        returns.push(collection);
        raw_returns.push(raw);
    }
    rules::check(&raw_returns, known, &options.postcodes, findings, watch)?;
    Some(returns)
}

/// The years of the collections that have a folder.
fn years(files: Files<'_>, findings: &mut Findings) -> BTreeSet<CollectionYear> {
    let mut years = BTreeSet::new();
    for name in files.entries(FOLDER) {
        let path = format!("{FOLDER}/{name}");
        if files.kind_of(&path) != FileKind::Folder || name.starts_with('.') {
            continue;
        }
        let digits = name.len() == 4 && name.bytes().all(|byte| byte.is_ascii_digit());
        match name.parse().ok().filter(|_| digits).and_then(CollectionYear::new) {
            Some(year) => {
                years.insert(year);
            }
            None => findings.add(Finding::new(
                Code::NotAYear,
                &path.into(),
                "the folder's name is not the year in which a collection ends",
            )),
        }
    }
    years
}

/// The files of several years that lie beside the folders of the years, each row by its YEAR.
fn read_pool(
    files: Files<'_>,
    options: &ReadOptions,
    findings: &mut Findings,
    accounts: &mut Vec<FileAccount>,
) -> BTreeMap<CollectionYear, BTreeMap<ReturnTable, Vec<Sheet>>> {
    let mut pool: BTreeMap<CollectionYear, BTreeMap<ReturnTable, Vec<Sheet>>> = BTreeMap::new();
    for (kind, sheets) in sheets_of(files, FOLDER, options, findings) {
        for sheet in sheets {
            let file = Arc::clone(&sheet.file);
            let (parts, lost) = sheet.split_by("YEAR", pooled_year);
            for &line in &lost {
                let finding = Finding::new(Code::PoolWithoutYear, &file, Code::PoolWithoutYear.what());
                findings.add(finding.at(line, None).in_column("YEAR"));
            }
            let lost = lost.len() as u64;
            accounts.push(FileAccount {
                file: file.to_string(),
                table: Some(kind.name().to_owned()),
                rows: lost,
                quarantined: lost,
                ..FileAccount::default()
            });
            for (year, part) in parts {
                pool.entry(year).or_default().entry(kind).or_default().push(part);
            }
        }
    }
    pool
}

/// YEAR of a pooled file: the calendar year in which the collection ends, `2017` or `2016/17`.
fn pooled_year(text: &str) -> Option<CollectionYear> {
    match text.split_once('/') {
        None => CollectionYear::new(text.parse().ok()?),
        Some((start, end)) => {
            let year = CollectionYear::new(start.parse::<u16>().ok()?.checked_add(1)?)?;
            (end.parse::<u16>().ok()? == year.end_year() % 100).then_some(year)
        }
    }
}

fn read_return(
    year: CollectionYear,
    sheets: BTreeMap<ReturnTable, Vec<Sheet>>,
    name: &str,
    findings: &mut Findings,
    accounts: &mut Vec<FileAccount>,
) -> (Return, RawReturn) {
    let mut collection = Return::new(year);
    let mut raw = RawReturn { year, tables: Vec::new() };
    let before = accounts.len();
    for (kind, mut sheets) in sheets {
        if sheets.len() > 1 {
            let names: Vec<String> = sheets.iter().map(|sheet| sheet.file.to_string()).collect();
            let message = format!("several files of the table {}: {}", kind.name(), names.join(", "));
            findings.add(Finding::new(Code::TwoOfATable, &name.into(), message));
            continue;
        }
        let Some(table) = sheets.pop().and_then(|sheet| sheet.into_table(&kind.layout(), findings)) else {
            continue;
        };
        let (forms, dates) = date_forms(&table, kind, findings);
        if dates == Dates::OneForm {
            accounts.push(read_table(&table, kind, &forms, &mut collection, findings));
        }
        raw.tables.push(RawTable { kind, table: table.into_stated("CHILD"), forms });
    }
    for (table, is_missing) in
        [("Header", collection.header.is_empty()), ("Episodes", collection.episodes.is_empty())]
    {
        if is_missing {
            let message = format!("no usable table {table}");
            findings.add(Finding::new(Code::MissingTable, &name.into(), message));
        }
    }
    if is_of_wrong_year(&collection, name, findings) {
        refuse(&mut accounts[before..]);
        return (Return::new(year), RawReturn { year, tables: Vec::new() });
    }
    (collection, raw)
}

/// The tables of a folder's files, each known by its columns or elements; what cannot be read is reported.
fn sheets_of(
    files: Files<'_>,
    folder: &str,
    options: &ReadOptions,
    findings: &mut Findings,
) -> BTreeMap<ReturnTable, Vec<Sheet>> {
    let mut sheets: BTreeMap<ReturnTable, Vec<Sheet>> = BTreeMap::new();
    for name in files.entries(folder) {
        let file: Arc<str> = format!("{folder}/{name}").into();
        if name.starts_with('.') || files.kind_of(&file) == FileKind::Folder {
            continue;
        }
        let extension = Path::new(&name).extension().map(|end| end.to_string_lossy().to_lowercase());
        let is_xml = match extension.as_deref() {
            Some("csv") => false,
            Some("xml") => true,
            _ => {
                findings.add(Finding::new(Code::UnknownTable, &file, "neither a CSV file nor XML"));
                continue;
            }
        };
        let Some(bytes) = files.read(&file, &options.limits, findings) else { continue };
        if is_xml {
            let text = Sheet::decode(&file, bytes, options.encoding, findings);
            let read = text.map(|text| read_xml(&file, &text, &options.limits, findings));
            for (kind, sheet) in read.unwrap_or_default() {
                sheets.entry(kind).or_default().push(sheet);
            }
            continue;
        }
        let sheet = Sheet::from_csv(Arc::clone(&file), bytes, options.encoding, &options.limits, findings);
        let Some(sheet) = sheet else { continue };
        match ReturnTable::recognise(&sheet.upper_case_columns()) {
            None => findings.add(Finding::new(
                Code::UnknownTable,
                &file,
                "its columns fit no table of the return",
            )),
            Some(kind) => sheets.entry(kind).or_default().push(sheet),
        }
    }
    sheets
}

/// Whether most episodes of a collection lie in another year, which is reported: the folder's name is
/// wrong, perhaps because it says when the collection starts.
fn is_of_wrong_year(collection: &Return, name: &str, findings: &mut Findings) -> bool {
    let year = collection.year;
    let rows = collection.episodes.len() + collection.bad_rows.len();
    let late = collection.bad_rows.iter().filter(|row| row.code == Code::R354).count();
    let ended_before = |end: Option<nearhome_model::Date>| end.is_some_and(|end| end < year.first_day());
    let early = collection.episodes.iter().filter(|episode| ended_before(episode.end)).count();
    if rows < 5 || 2 * late.max(early) <= rows {
        return false;
    }
    let message = format!(
        "{} of {rows} episodes lie outside {} to {}",
        late.max(early),
        year.first_day(),
        year.last_day()
    );
    findings.add(Finding::new(Code::WrongYear, &name.into(), message));
    true
}

/// Accounts for the rows of a collection of which nothing is used.
fn refuse(accounts: &mut [FileAccount]) {
    for account in accounts {
        account.quarantined += account.accepted;
        account.accepted = 0;
    }
}

/// Leaves out rows with one key and different values: one child twice in Header, or two episodes of a
/// child that start on one day.
fn remove_conflicts(collection: &mut Return, findings: &mut Findings, accounts: &mut [FileAccount]) {
    let mut bad_rows = Vec::new();
    let year = collection.year;
    let doubled = doubled(collection.header.iter().map(|row| row.child.clone()));
    collection.header.retain(|row| {
        let keep = !doubled.contains(&row.child);
        if !keep {
            let finding = row.source.finding(Code::Conflict, "the child has several rows that differ");
            findings.add(finding.in_column("CHILD").about(Some(&row.child)));
            leave_out(accounts, &row.source.file);
        }
        keep
    });
    let doubled = self::doubled(collection.episodes.iter().map(|row| (row.child.clone(), row.start)));
    collection.episodes.retain(|row| {
        let keep = !doubled.contains(&(row.child.clone(), row.start));
        if !keep {
            let finding =
                row.source.finding(Code::Conflict, "several episodes of the child start on this day");
            findings.add(finding.in_column("DECOM").about(Some(&row.child)));
            leave_out(accounts, &row.source.file);
            bad_rows.push(super::BadRow {
                child: row.child.clone(),
                code: Code::Conflict,
                start: Some(row.start),
                end: row.end,
                year,
            });
        }
        keep
    });
    collection.bad_rows.extend(bad_rows);
}

fn leave_out(accounts: &mut [FileAccount], file: &str) {
    // A pooled file has an account for each year; what was accepted last is of the year at hand.
    if let Some(account) = accounts.iter_mut().rfind(|account| account.file == file && account.accepted > 0) {
        account.accepted -= 1;
        account.quarantined += 1;
    }
}

fn doubled<Key: Ord + Clone>(keys: impl Iterator<Item = Key>) -> BTreeSet<Key> {
    let mut seen = BTreeSet::new();
    let mut doubled = BTreeSet::new();
    for key in keys {
        if !seen.insert(key.clone()) {
            doubled.insert(key);
        }
    }
    doubled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<u16>) {
        assert_eq!(pooled_year(text).map(CollectionYear::end_year), expected, "{text}");
    }

    #[test]
    fn years_of_pools_name_the_end_of_the_collection() {
        check("2017", Some(2017));
        check("2016/17", Some(2017));
        check("1999/00", Some(2000));
        check("2016/18", None);
        check("17", None);
        check("", None);
    }
}
