//! Finds the returns of a folder: one folder a collection, each file known by its columns.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    CollectionYear, Return,
    layouts::{ReturnTable, recognise},
    parse::read_table,
    rules,
};
use crate::{
    council::ReadOptions,
    findings::{Code, Finding, Findings},
    table::{FileAccount, FileKind, Sheet, kind_of, read_bytes},
};

/// Reads every return under `ssda903`, oldest first, and applies the rules to each.
pub(crate) fn read_returns(
    folder: &Path,
    options: &ReadOptions,
    findings: &mut Findings,
    accounts: &mut Vec<FileAccount>,
) -> Vec<Return> {
    let mut returns: Vec<Return> = Vec::new();
    for (year, path) in years(&folder.join("ssda903"), findings) {
        let name = format!("ssda903/{}", year.end_year());
        let mut collection = read_return(year, &path, &name, options, findings, accounts);
        remove_conflicts(&mut collection, findings, accounts);
        let last = returns.last().filter(|last| last.year.end_year() + 1 == year.end_year());
        rules::check(&collection, last, findings);
        returns.push(collection);
    }
    returns
}

/// The folders of the collections, by year.
fn years(root: &Path, findings: &mut Findings) -> BTreeMap<CollectionYear, PathBuf> {
    let file: Arc<str> = "ssda903".into();
    let mut years = BTreeMap::new();
    for path in entries(root) {
        let name = file_name(&path);
        if kind_of(&path) != FileKind::Folder || name.starts_with('.') {
            continue;
        }
        let digits = name.len() == 4 && name.bytes().all(|byte| byte.is_ascii_digit());
        match name.parse().ok().filter(|_| digits).and_then(CollectionYear::new) {
            Some(year) => {
                years.insert(year, path);
            }
            None => findings.add(Finding::new(
                Code::NotAYear,
                &format!("ssda903/{name}").into(),
                "the folder's name is not the year in which a collection ends",
            )),
        }
    }
    if years.is_empty() {
        findings.add(Finding::new(Code::MissingTable, &file, "there is no folder ssda903/<year>"));
    }
    years
}

/// The entries of a folder by name; none where it cannot be read.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let read = fs::read_dir(folder).map(|entries| entries.flatten().map(|entry| entry.path()).collect());
    let mut paths: Vec<PathBuf> = read.unwrap_or_default();
    paths.sort();
    paths
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn read_return(
    year: CollectionYear,
    folder: &Path,
    name: &str,
    options: &ReadOptions,
    findings: &mut Findings,
    accounts: &mut Vec<FileAccount>,
) -> Return {
    let mut collection = Return {
        year,
        header: vec![],
        episodes: vec![],
        uasc: vec![],
        missing: vec![],
        strengths: vec![],
        bad_rows: vec![],
    };
    for (kind, mut sheets) in sheets_of(folder, name, options, findings, accounts) {
        if let ReturnTable::Other(_) = kind {
            continue;
        }
        if sheets.len() > 1 {
            let names: Vec<String> = sheets.iter().map(|sheet| sheet.file.to_string()).collect();
            let message = format!("several files of the table {}: {}", kind.name(), names.join(", "));
            findings.add(Finding::new(Code::TwoOfATable, &name.into(), message));
            continue;
        }
        let table = sheets.pop().and_then(|sheet| sheet.into_table(&kind.layout(), findings));
        accounts.extend(table.and_then(|table| read_table(&table, kind, &mut collection, findings)));
    }
    for (table, is_missing) in
        [("Header", collection.header.is_empty()), ("Episodes", collection.episodes.is_empty())]
    {
        if is_missing {
            let message = format!("no usable table {table}");
            findings.add(Finding::new(Code::MissingTable, &name.into(), message));
        }
    }
    refuse_wrong_year(&mut collection, name, findings, accounts);
    collection
}

/// The CSV files of a folder by the table that each holds; what cannot be read is reported.
fn sheets_of(
    folder: &Path,
    name: &str,
    options: &ReadOptions,
    findings: &mut Findings,
    accounts: &mut Vec<FileAccount>,
) -> BTreeMap<ReturnTable, Vec<Sheet>> {
    let mut sheets: BTreeMap<ReturnTable, Vec<Sheet>> = BTreeMap::new();
    for path in entries(folder) {
        let is_csv = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
        let file: Arc<str> = format!("{name}/{}", file_name(&path)).into();
        if !is_csv {
            if !file_name(&path).starts_with('.') {
                findings.add(Finding::new(Code::UnknownTable, &file, "not a CSV file"));
            }
            continue;
        }
        let Some(bytes) = read_bytes(&path, &file, &options.limits, findings) else { continue };
        let sheet = Sheet::from_csv(Arc::clone(&file), bytes, options.encoding, &options.limits, findings);
        let Some(sheet) = sheet else { continue };
        match recognise(&sheet.upper_case_columns()) {
            None => findings.add(Finding::new(
                Code::UnknownTable,
                &file,
                "its columns fit no table of the return",
            )),
            Some(kind @ ReturnTable::Other(table)) => {
                findings.add(Finding::new(Code::OtherTable, &file, format!("the table {table} is not used")));
                let account = FileAccount {
                    file: file.to_string(),
                    table: Some(table.to_owned()),
                    ..FileAccount::default()
                };
                accounts.push(account);
                sheets.entry(kind).or_default().push(sheet);
            }
            Some(kind) => sheets.entry(kind).or_default().push(sheet),
        }
    }
    sheets
}

/// Refuses the episodes of a collection most of which lie in another year: the folder's name is
/// wrong, perhaps because it says when the collection starts.
fn refuse_wrong_year(
    collection: &mut Return,
    name: &str,
    findings: &mut Findings,
    accounts: &mut [FileAccount],
) {
    let year = collection.year;
    let rows = collection.episodes.len() + collection.bad_rows.len();
    let late = collection.bad_rows.iter().filter(|row| row.code == Code::R354).count();
    let ended_before = |end: Option<nearhome_model::Date>| end.is_some_and(|end| end < year.first_day());
    let early = collection.episodes.iter().filter(|episode| ended_before(episode.end)).count();
    if rows < 5 || 2 * late.max(early) <= rows {
        return;
    }
    let message = format!(
        "{} of {rows} episodes lie outside {} to {}",
        late.max(early),
        year.first_day(),
        year.last_day()
    );
    findings.add(Finding::new(Code::WrongYear, &name.into(), message));
    for account in accounts.iter_mut().filter(|account| account.file.starts_with(&format!("{name}/"))) {
        account.quarantined += account.accepted;
        account.accepted = 0;
    }
    *collection = Return {
        year,
        header: vec![],
        episodes: vec![],
        uasc: vec![],
        missing: vec![],
        strengths: vec![],
        bad_rows: vec![],
    };
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
    for account in accounts.iter_mut().filter(|account| account.file == file) {
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
