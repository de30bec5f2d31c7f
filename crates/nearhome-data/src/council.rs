//! Reads a council's folder: every file, every finding, and all that is known of children and homes.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
    path::Path,
    sync::Arc,
};

use nearhome_model::{
    AuthorityCode, ChildId, Contract, ContractId, Date, Home, HomeId, Location, Postcode, Provider,
    ProviderId, Urn,
};

use crate::{
    findings::{Code, Finding, Findings},
    geography::Postcodes,
    ofsted::{self, OfstedList, OfstedProvider},
    placements_standard::{self, PlacementRecord, children_of},
    register::{
        CHILDREN, CONTRACTS, ChildRow, HOMES, HomeRow, Placed, check_fees, read_children, read_contracts,
        read_homes,
    },
    ssda903::{CollectionYear, History, Known, Repairs, link, read_returns, repair},
    table::{Encoding, FileAccount, FileKind, Files, Layout, Limits, Sheet, Table, Wanted, kind_of, sheets},
    watch::{ReadingStep, Watch, goes_on},
};

/// The sheets of the workbook.
const SHEETS: &[&str] = &[HOMES.name, CHILDREN.name, CONTRACTS.name];

/// How a folder is read.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// The encoding of CSV files without a byte order mark; UTF-8 unless set.
    pub encoding: Encoding,
    /// How much is read at most.
    pub limits: Limits,
    /// Where postcodes are; the sectors that ship with the crate unless set.
    pub postcodes: Postcodes,
    /// The authority whose folder it is; the one that `policy.toml` names unless set.
    pub authority: Option<AuthorityCode>,
    /// Whether the repairs that linked returns need are applied; they are only reported unless set.
    pub repairs: Repairs,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            encoding: Encoding::Utf8,
            limits: Limits::default(),
            postcodes: Postcodes::built_in(),
            authority: None,
            repairs: Repairs::Reported,
        }
    }
}

/// Why a folder could not be read at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// There is no such folder.
    #[error("`{path}` is not a folder")]
    NotAFolder {
        /// The path as given.
        path: String,
    },
}

/// A folder as it was read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// All that is known of children and homes.
    pub council: Council,
    /// What is wrong with the files.
    pub findings: Findings,
    /// How many rows of each file went where, by file.
    pub files: Vec<FileAccount>,
    /// The text of `policy.toml`, where there is one.
    pub policy_text: Option<String>,
}

/// All that a council's files say.
#[derive(Clone, Debug)]
pub struct Council {
    /// The authority that `policy.toml` names.
    pub authority: Option<AuthorityCode>,
    /// What the returns say of each child.
    pub histories: BTreeMap<ChildId, History>,
    /// The year of the earliest return that has an episode; on days before it children who left since are not known.
    pub first_year: Option<CollectionYear>,
    /// The year of the latest return that has an episode.
    pub last_year: Option<CollectionYear>,
    /// The rows of children.csv.
    pub children: BTreeMap<ChildId, ChildRow>,
    /// Children whose rows of children.csv were left out, with the code of the reason.
    pub children_left_out: BTreeMap<ChildId, Code>,
    /// Homes of the register.
    pub homes: BTreeMap<HomeId, Home>,
    /// Their providers.
    pub providers: BTreeMap<ProviderId, Provider>,
    /// Contracts.
    pub contracts: BTreeMap<ContractId, Contract>,
    /// Ofsted's lists of providers, where the folder has one that can be used.
    pub ofsted: Option<OfstedList>,
    /// The records of placements.json, in the order of the file.
    pub placements: Vec<PlacementRecord>,
    /// Where postcodes are.
    pub postcodes: Postcodes,
}

impl Council {
    /// Where a postcode of the files is; nowhere known without one.
    #[must_use]
    pub fn locate(&self, postcode: Option<&Postcode>) -> Location {
        postcode.map(|postcode| self.postcodes.locate(postcode)).unwrap_or_default()
    }
}

/// Reads a council's folder.
///
/// Reading goes on past every problem of the data; each is a finding. Rows in another order, other line
/// ends or a byte order mark make no difference to what is read.
///
/// # Errors
///
/// [`ReadError`] when the path is not a folder.
///
/// # Panics
///
/// Never: nobody stops a reading that nobody watches.
///
/// # Examples
///
/// ```no_run
/// use nearhome_data::{ReadOptions, read_council};
///
/// let reading = read_council("durham".as_ref(), &ReadOptions::default())?;
/// for finding in reading.findings.report().findings {
///     println!("{} {}", finding.file, finding.message);
/// }
/// # Ok::<(), nearhome_data::ReadError>(())
/// ```
pub fn read_council(folder: &Path, options: &ReadOptions) -> Result<Reading, ReadError> {
    Ok(read_council_watched(folder, options, UNWATCHED)?.expect(NOBODY_STOPS))
}

/// Reads a council's folder as [`read_council`] does, telling before each step what comes next; `None`: whoever was told
/// wanted no more.
///
/// # Errors
///
/// [`ReadError`] when the path is not a folder.
pub fn read_council_watched(
    folder: &Path,
    options: &ReadOptions,
    watch: Watch<'_>,
) -> Result<Option<Reading>, ReadError> {
    if kind_of(folder) != FileKind::Folder {
        return Err(ReadError::NotAFolder { path: folder.display().to_string() });
    }
    Ok(read(Files::Folder(folder), options, watch))
}

/// Reads to the end.
const UNWATCHED: Watch<'_> = &|_| ControlFlow::Continue(());

/// Why a reading that is not watched comes to its end.
const NOBODY_STOPS: &str = "nobody watches, so nobody stops it";

/// Reads a council from files in memory, by their paths below the folder (`ssda903/2025/header.csv`).
///
/// It makes of them what [`read_council`] makes of the same files in a folder.
///
/// # Panics
///
/// Never, as [`read_council`].
///
/// # Examples
///
/// ```
/// use nearhome_data::{
///     ReadOptions, read_council_files,
///     synth::{SynthRequest, generate},
/// };
///
/// let request = SynthRequest { children: 40, years: 1, ..SynthRequest::new("E06000047".parse()?) };
/// let reading = read_council_files(&generate(&request)?.files, &ReadOptions::default());
/// assert!(reading.council.histories.len() >= 40);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn read_council_files(files: &BTreeMap<String, Vec<u8>>, options: &ReadOptions) -> Reading {
    read(Files::Memory(files), options, UNWATCHED).expect(NOBODY_STOPS)
}

fn read(files: Files<'_>, options: &ReadOptions, watch: Watch<'_>) -> Option<Reading> {
    goes_on(watch, ReadingStep::Lists)?;
    let mut reader = Reader { files, options, findings: Findings::default(), accounts: Vec::new() };
    let ofsted = ofsted::read_lists(files, options, &mut reader.findings, &mut reader.accounts);
    let policy_text = reader.policy();
    let named = policy_text.as_deref().and_then(authority_of);
    let authority = options.authority.clone().or(named);
    let returns = read_returns(
        files,
        options,
        Known { authority: authority.as_ref(), ofsted: ofsted.as_ref() },
        &mut reader.findings,
        &mut reader.accounts,
        watch,
    )?;
    goes_on(watch, ReadingStep::Histories)?;
    let years = || returns.iter().filter(|one| !one.episodes.is_empty()).map(|one| one.year);
    let (first_year, last_year) = (years().min(), years().max());
    let mut histories = link(returns, &mut reader.findings);
    repair(&mut histories, last_year, options.repairs, &mut reader.findings);
    crate::linked::check_identities(&histories, &mut reader.findings);
    goes_on(watch, ReadingStep::Register)?;
    let register = reader.register(ofsted.as_ref());
    let council = Council {
        authority,
        histories,
        first_year,
        last_year,
        children: register.children,
        children_left_out: register.children_left_out,
        homes: register.homes,
        providers: register.providers,
        contracts: register.contracts,
        ofsted,
        placements: register.placements,
        postcodes: options.postcodes.clone(),
    };
    let mut accounts = reader.accounts;
    accounts.sort_by(|one, other| one.file.cmp(&other.file));
    accounts.dedup_by(|next, first| next.file == first.file && first.absorb(next));
    debug_assert!(accounts.iter().all(FileAccount::is_balanced), "every row is accounted for: {accounts:?}");
    Some(Reading { council, findings: reader.findings, files: accounts, policy_text })
}

impl Council {
    /// The children's homes and supported accommodation of Ofsted's lists that are open on a day and not
    /// in the register, by number.
    ///
    /// They are homes that could be asked. None is offered to a child: the lists give neither the ages that
    /// a home is approved for nor its fee.
    pub fn market(&self, day: Date) -> impl Iterator<Item = &OfstedProvider> {
        let known: BTreeSet<&Urn> = self.homes.values().filter_map(|home| home.urn.as_ref()).collect();
        let listed = self.ofsted.iter().flat_map(|list| list.providers.values());
        listed.filter(move |one| one.is_a_home() && one.is_open(day) && !known.contains(&one.urn))
    }
}

/// The authority that the text of a policy names; the policy itself is read by those who know its keys.
fn authority_of(policy: &str) -> Option<AuthorityCode> {
    let table: toml::Table = policy.parse().ok()?;
    table.get("authority")?.as_str()?.parse().ok()
}

/// The council's own tables.
#[derive(Default)]
struct Register {
    children: BTreeMap<ChildId, ChildRow>,
    children_left_out: BTreeMap<ChildId, Code>,
    homes: BTreeMap<HomeId, Home>,
    providers: BTreeMap<ProviderId, Provider>,
    contracts: BTreeMap<ContractId, Contract>,
    placements: Vec<PlacementRecord>,
}

struct Reader<'a> {
    files: Files<'a>,
    options: &'a ReadOptions,
    findings: Findings,
    accounts: Vec<FileAccount>,
}

impl Reader<'_> {
    fn policy(&mut self) -> Option<String> {
        let name: Arc<str> = "policy.toml".into();
        let bytes = self.bytes(&name)?;
        match String::from_utf8(bytes) {
            Ok(text) => Some(text.trim_start_matches('\u{feff}').to_owned()),
            Err(error) => {
                let offset = error.utf8_error().valid_up_to();
                self.findings.add(Finding::new(Code::NotUtf8, &name, format!("byte {offset} is not UTF-8")));
                None
            }
        }
    }

    /// The bytes of a file that may be absent; why one that is there cannot be used is reported.
    fn bytes(&mut self, name: &Arc<str>) -> Option<Vec<u8>> {
        if self.files.kind_of(name) == FileKind::Absent {
            return None;
        }
        self.files.read(name, &self.options.limits, &mut self.findings)
    }

    fn register(&mut self, ofsted: Option<&OfstedList>) -> Register {
        let mut tables = self.tables();
        let mut register = Register::default();
        let contracts = tables.remove(CONTRACTS.name);
        let mut rows = BTreeMap::new();
        let mut homes_account = FileAccount::default();
        if let Some(table) = tables.remove(HOMES.name) {
            homes_account = table.account.clone();
            rows = read_homes(&table, &self.options.postcodes, &mut homes_account, &mut self.findings);
        }
        check_fees(&rows, &mut self.findings);
        if let Some(list) = ofsted {
            ofsted::compare(&mut rows, list, &mut self.findings);
        }
        if let Some(table) = contracts {
            let providers: BTreeSet<ProviderId> =
                rows.values().map(|row| row.value.home.provider.clone()).collect();
            let mut account = table.account.clone();
            register.contracts = read_contracts(&table, &providers, &mut account, &mut self.findings);
            self.accounts.push(account);
        }
        self.check_contracts_of(&mut rows, &register.contracts, &mut homes_account);
        if !homes_account.file.is_empty() {
            self.accounts.push(homes_account);
        }
        register.providers = self.providers(&rows);
        register.homes = rows.into_iter().map(|(id, row)| (id, row.value.home)).collect();
        if let Some(table) = tables.remove(CHILDREN.name) {
            let mut account = table.account.clone();
            let (children, left_out) = read_children(&table, &mut account, &mut self.findings);
            register.children = children;
            register.children_left_out = left_out.into_iter().collect();
            self.accounts.push(account);
        }
        self.placements(&mut register);
        register
    }

    /// The records of placements.json; they stand for rows of children.csv that are not there.
    fn placements(&mut self, register: &mut Register) {
        let name: Arc<str> = "placements.json".into();
        let Some(bytes) = self.bytes(&name) else { return };
        let (records, mut account) =
            placements_standard::read(&name, bytes, &self.options.limits, &mut self.findings);
        let children = children_of(&records, &register.children, &mut account, &mut self.findings);
        register.children.extend(
            children.into_iter().filter(|(child, _)| !register.children_left_out.contains_key(child)),
        );
        register.placements = records.into_iter().map(|(record, _)| record).collect();
        self.accounts.push(account);
    }

    /// The tables of the folder, from CSV files or from sheets of the workbook.
    fn tables(&mut self) -> BTreeMap<&'static str, Table> {
        let layouts: [&Layout; 3] = [&HOMES, &CHILDREN, &CONTRACTS];
        let mut found: BTreeMap<String, Vec<Sheet>> =
            self.workbook().into_iter().map(|(name, sheet)| (name, vec![sheet])).collect();
        for layout in layouts {
            let file: Arc<str> = format!("{}.csv", layout.name).into();
            let sheet = self.bytes(&file).and_then(|bytes| {
                Sheet::from_csv(file, bytes, self.options.encoding, &self.options.limits, &mut self.findings)
            });
            found.entry(layout.name.to_owned()).or_default().extend(sheet);
        }
        let mut tables = BTreeMap::new();
        for layout in layouts {
            let mut sheets = found.remove(layout.name).unwrap_or_default();
            if sheets.len() > 1 {
                let message = format!("`{}` is both a CSV file and a sheet of the workbook", layout.name);
                self.findings.add(Finding::new(Code::TwoSources, &"council.xlsx".into(), message));
                continue;
            }
            let table = sheets.pop().and_then(|sheet| sheet.into_table(layout, &mut self.findings));
            tables.extend(table.map(|table| (layout.name, table)));
        }
        if !tables.contains_key(HOMES.name) {
            self.findings.add(Finding::new(
                Code::MissingTable,
                &"homes.csv".into(),
                "no usable register of homes",
            ));
        }
        tables
    }

    fn workbook(&mut self) -> BTreeMap<String, Sheet> {
        let name: Arc<str> = "council.xlsx".into();
        let Some(bytes) = self.bytes(&name) else { return BTreeMap::new() };
        sheets(&name, bytes, Wanted::Named(SHEETS), &self.options.limits, &mut self.findings)
    }

    /// Leaves out homes whose contract is unknown and which have no fee, and homes bought by the place
    /// that have none.
    fn check_contracts_of(
        &mut self,
        rows: &mut BTreeMap<HomeId, Placed<HomeRow>>,
        contracts: &BTreeMap<ContractId, Contract>,
        account: &mut FileAccount,
    ) {
        let findings = &mut self.findings;
        rows.retain(|_, row| {
            let home = &mut row.value.home;
            let Some(id) = &home.contract else { return true };
            let has_fee = home.weekly_fee.is_some();
            let fault = match contracts.get(id) {
                Some(contract) if has_fee || contract.kind != nearhome_model::ContractKind::Spot => {
                    return true;
                }
                Some(_) => Code::FeeMissing,
                None if has_fee => Code::UnknownReference,
                None => Code::MissingReference,
            };
            findings.add(row.source.finding(fault, fault.what()).in_column("contract"));
            if fault == Code::UnknownReference {
                home.contract = None;
                return true;
            }
            account.accepted -= 1;
            account.quarantined += 1;
            false
        });
    }

    /// The providers of the homes; where rows disagree, the home with the smallest id decides.
    fn providers(&mut self, rows: &BTreeMap<HomeId, Placed<HomeRow>>) -> BTreeMap<ProviderId, Provider> {
        let mut providers: BTreeMap<ProviderId, Provider> = BTreeMap::new();
        for row in rows.values() {
            let HomeRow { home, provider_name } = &row.value;
            let provider = providers.entry(home.provider.clone()).or_insert_with(|| Provider {
                id: home.provider.clone(),
                name: provider_name.clone(),
                sector: home.sector,
            });
            if provider.name.is_empty() {
                provider.name.clone_from(provider_name);
            }
            let renamed = !provider_name.is_empty() && provider.name != *provider_name;
            if renamed || provider.sector != home.sector {
                let message = "the provider has another name or sector in another row";
                self.findings.add(row.source.finding(Code::ProviderDisagrees, message).in_column("provider"));
            }
        }
        for provider in providers.values_mut().filter(|provider| provider.name.is_empty()) {
            provider.name = provider.id.to_string();
        }
        providers
    }
}
