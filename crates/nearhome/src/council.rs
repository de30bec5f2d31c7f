//! A council's folder: validate it, take a snapshot of it, or make a synthetic one.

use std::{
    fs,
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use nearhome_data::{
    CodeTotal, Council, FileAccount, Finding, Findings, Postcodes, ReadError, ReadOptions, Reading, Severity,
    SnapshotFile, SnapshotRequest, read_council, read_snapshot, snapshot_json,
    synth::{Existing, SynthError, SynthRequest, generate},
};
use nearhome_matching::PastNeeds;
use nearhome_model::{AuthorityCode, Date, Snapshot};
use nearhome_rules::Policy;
use serde::{Deserialize, Serialize};

pub use nearhome_data::{CountingPolicy, Encoding, Repairs, SameCarers, ShortBreaks, TemporaryMoves};

use crate::{Error, error::without_value, files};

/// How a council's folder is read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ReadSettings {
    /// The responsible authority by its nine-character code; `None`: as `policy.toml` says.
    pub authority: Option<String>,
    /// A full postcode directory; `None`: the sectors that are built in.
    pub postcodes: Option<PathBuf>,
    /// The encoding of CSV files without a byte order mark.
    pub encoding: Encoding,
    /// Whether contradictions between the returns of two years are mended or only reported.
    pub repairs: Repairs,
}

impl ReadSettings {
    fn options(&self) -> Result<ReadOptions, Error> {
        let mut options = ReadOptions {
            encoding: self.encoding,
            authority: self.authority()?,
            repairs: self.repairs,
            ..ReadOptions::default()
        };
        if let Some(path) = &self.postcodes {
            options.postcodes = Postcodes::built_in()
                .with_directory(path)
                .map_err(|error| Error::BadInput { file: path.display().to_string(), fault: told(&error) })?;
        }
        Ok(options)
    }

    fn authority(&self) -> Result<Option<AuthorityCode>, Error> {
        let parse = |code: &String| {
            AuthorityCode::new(code).map_err(|error| Error::BadRequest(format!("--authority: {error}")))
        };
        self.authority.as_ref().map(parse).transpose()
    }
}

/// An error and its causes in one line.
pub(crate) fn told(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        cause = inner.source();
    }
    text
}

/// What reading a folder found.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct Validation {
    /// `nearhome-validation/1`.
    pub format: &'static str,
    /// Every finding, at most 100,000 of a code.
    pub findings: Vec<Finding>,
    /// How many findings there are of each code, those beyond 100,000 included.
    pub totals: Vec<CodeTotal>,
    /// How many rows of each file went where.
    pub files: Vec<FileAccount>,
}

impl Validation {
    /// Whether any finding is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.totals.iter().any(|total| total.severity == Severity::Error)
    }
}

/// Reads a council's folder and reports every finding, those of its policy included.
///
/// # Errors
///
/// [`Error::BadInput`] when the path is not a folder.
pub fn validate(folder: &Path, settings: &ReadSettings) -> Result<Validation, Error> {
    let reading = read(folder, settings)?;
    policy_of(reading.policy_text.as_deref(), &folder.join("policy.toml"))?;
    let report = reading.findings.report();
    Ok(Validation {
        format: "nearhome-validation/1",
        findings: report.findings,
        totals: report.totals,
        files: reading.files,
    })
}

pub(crate) fn read(folder: &Path, settings: &ReadSettings) -> Result<Reading, Error> {
    fs::metadata(folder).map_err(|source| Error::Io { doing: "read", path: folder.to_path_buf(), source })?;
    read_council(folder, &settings.options()?).map_err(|error| match error {
        ReadError::NotAFolder { path } => {
            Error::BadInput { file: path, fault: "expected a folder".to_owned() }
        }
        other => Error::BadInput { file: folder.display().to_string(), fault: told(&other) },
    })
}

/// All that a folder says, its policy, and the authority that was asked for.
pub(crate) fn read_with_policy(
    folder: &Path,
    settings: &ReadSettings,
) -> Result<(Council, Policy, Option<AuthorityCode>), Error> {
    let authority = settings.authority()?;
    let reading = read(folder, settings)?;
    let policy = policy_of(reading.policy_text.as_deref(), &folder.join("policy.toml"))?;
    Ok((reading.council, policy, authority))
}

fn policy_of(text: Option<&str>, path: &Path) -> Result<Policy, Error> {
    match text {
        Some(text) => Policy::from_toml(text)
            .map_err(|error| Error::BadInput { file: path.display().to_string(), fault: told(&error) }),
        None => Ok(Policy::default()),
    }
}

/// A snapshot and what was found on the way to it.
#[derive(Clone, Debug)]
pub struct SnapshotAnswer {
    file: SnapshotFile,
    findings: Findings,
}

impl SnapshotAnswer {
    /// The snapshot.
    #[must_use]
    pub fn snapshot(&self) -> &Snapshot {
        &self.file.snapshot
    }

    /// Writes the snapshot as JSON (`nearhome-snapshot/1`).
    ///
    /// # Errors
    ///
    /// Whatever the sink reports.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(snapshot_json(&self.file).as_bytes())
    }

    /// One line on what the snapshot holds and what was found.
    #[must_use]
    pub fn summary(&self) -> String {
        let snapshot = &self.file.snapshot;
        format!(
            "{} children, {} homes, {} contracts; {} children held back; {} findings (see `nearhome validate`)",
            snapshot.children.len(),
            snapshot.homes.len(),
            snapshot.contracts.len(),
            snapshot.held_back.len(),
            self.findings.len()
        )
    }
}

/// Takes the checked state of a council on one day.
///
/// # Errors
///
/// [`Error::BadInput`] when the folder or its policy cannot be used, [`Error::BadRequest`] when the day or
/// the authority is not known.
pub fn snapshot(folder: &Path, date: &str, settings: &ReadSettings) -> Result<SnapshotAnswer, Error> {
    let date: Date = date.parse().map_err(|error| Error::BadRequest(format!("--date: {error}")))?;
    let authority = settings.authority()?;
    let reading = read(folder, settings)?;
    policy_of(reading.policy_text.as_deref(), &folder.join("policy.toml"))?;
    let (snapshot, further) = reading
        .council
        .snapshot(&SnapshotRequest { date, authority })
        .map_err(|error| Error::BadRequest(told(&error)))?;
    let mut findings = reading.findings;
    findings.extend(further);
    Ok(SnapshotAnswer { file: SnapshotFile { snapshot, policy: reading.policy_text }, findings })
}

/// A snapshot and the policy under which it is judged.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The snapshot.
    pub snapshot: Snapshot,
    /// The policy.
    pub policy: Policy,
    /// Past needs, from which what a place may be worth to children still to come is estimated; `None`: it is not told.
    pub past: Option<PastNeeds>,
}

impl Judged {
    /// Takes the placements of the last two years before the snapshot from a council's folder as those to come.
    ///
    /// # Errors
    ///
    /// As [`validate`].
    pub fn with_past(self, folder: &Path, settings: &ReadSettings) -> Result<Self, Error> {
        let council = read(folder, settings)?.council;
        let children = nearhome_history::past_needs(&council, self.snapshot.date, PAST_DAYS);
        Ok(Self { past: Some(PastNeeds { days: PAST_DAYS, children }), ..self })
    }
}

/// Two years: the needs of every season twice, and not so long ago that they were others.
const PAST_DAYS: u16 = 730;

impl From<SnapshotAnswer> for Judged {
    /// Takes the policy that the snapshot carries; [`snapshot`] has read it before.
    fn from(answer: SnapshotAnswer) -> Self {
        let policy =
            answer.file.policy.as_deref().and_then(|text| Policy::from_toml(text).ok()).unwrap_or_default();
        Self { snapshot: answer.file.snapshot, policy, past: None }
    }
}

/// Reads a snapshot, and the policy of the file named or else the one that the snapshot carries.
///
/// # Errors
///
/// [`Error::Io`], or [`Error::BadInput`] with the place of the first fault.
pub fn read_judged(snapshot: &Path, policy: Option<&Path>) -> Result<Judged, Error> {
    let file = read_snapshot(&read_text(snapshot)?).map_err(|error| Error::BadInput {
        file: snapshot.display().to_string(),
        fault: without_value(&told(&error)),
    })?;
    let policy = match policy {
        Some(path) => policy_of(Some(&read_text(path)?), path)?,
        None => policy_of(file.policy.as_deref(), snapshot)?,
    };
    Ok(Judged { snapshot: file.snapshot, policy, past: None })
}

pub(crate) fn read_text(path: &Path) -> Result<String, Error> {
    let mut text = String::new();
    match files::open(path)?.read_to_string(&mut text) {
        Ok(_) => Ok(text),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => Err(Error::BadInput {
            file: path.display().to_string(),
            fault: "it is not UTF-8 text".to_owned(),
        }),
        Err(source) => Err(Error::Io { doing: "read", path: path.to_path_buf(), source }),
    }
}

/// A synthetic authority that is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Synthesis {
    /// The authority by its nine-character code.
    pub authority: String,
    /// Children looked after on the last day, 1 to 20,000.
    pub children: u32,
    /// Annual returns, 1 to 10.
    pub years: u8,
    /// The same seed makes the same files.
    pub seed: u64,
    /// Defects are planted in the returns at places that this seed decides, and `defects.json` says what must be found;
    /// needs at least two returns. `None`: the returns are clean.
    pub defects: Option<u64>,
}

impl Synthesis {
    /// 600 children, three clean returns, seed 1.
    #[must_use]
    pub fn new(authority: &str) -> Self {
        Self { authority: authority.to_owned(), children: 600, years: 3, seed: 1, defects: None }
    }
}

/// Writes a synthetic authority to an empty or absent folder; gives the files by name.
///
/// # Errors
///
/// [`Error::BadRequest`] when a number or the authority is out of range or the folder is not empty,
/// [`Error::Io`] when it cannot be written.
pub fn synthesise(wanted: &Synthesis, folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let &Synthesis { ref authority, children, years, seed, defects } = wanted;
    let authority =
        AuthorityCode::new(authority).map_err(|error| Error::BadRequest(format!("--authority: {error}")))?;
    if defects.is_some() && years < 2 {
        return Err(Error::BadRequest(
            "--defects: some lie between two returns; ask for at least two years".to_owned(),
        ));
    }
    let request = SynthRequest { children, years, seed, ..SynthRequest::new(authority) };
    let mut made = generate(&request).map_err(synth_refused)?;
    if let Some(seed) = defects {
        made.plant_defects(seed);
    }
    made.write_to(folder, Existing::Refuse).map_err(synth_refused)?;
    Ok(made.files.keys().map(|name| folder.join(name)).collect())
}

pub(crate) fn synth_refused(error: SynthError) -> Error {
    match error {
        SynthError::Io { path, source, .. } => {
            Error::Io { doing: "write", path: PathBuf::from(path), source }
        }
        other => Error::BadRequest(told(&other)),
    }
}
