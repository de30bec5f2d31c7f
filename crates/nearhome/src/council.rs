//! A council's folder: validate it, or take a snapshot of it.

use std::{
    fs,
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use nearhome_data::{
    Authorities, CodeTotal, Council, DirectoryError, FileAccount, Finding, Findings, Postcodes, ReadError,
    ReadOptions, Reading, Severity, SnapshotError, SnapshotFile, SnapshotFileError, SnapshotRequest,
    read_council_watched, read_snapshot, snapshot_json,
};
use nearhome_matching::PastNeeds;
use nearhome_model::{AuthorityCode, Date, Snapshot};
use nearhome_rules::Policy;
use serde::{Deserialize, Serialize};

pub use nearhome_data::{CountingPolicy, Encoding, Repairs, SameCarers, ShortBreaks, TemporaryMoves};

use crate::{Error, Limits, Step, error::without_value, files};

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
            options.postcodes =
                Postcodes::built_in().with_directory(path).map_err(|error| no_directory(path, error))?;
        }
        Ok(options)
    }

    fn authority(&self) -> Result<Option<AuthorityCode>, Error> {
        let parse = |text: &String| {
            let code = AuthorityCode::new(text)
                .map_err(|error| Error::BadRequest(format!("--authority: {error}")))?;
            if Authorities::built_in().get(&code).is_none() {
                return Err(refused(&SnapshotError::UnknownAuthority { code }));
            }
            Ok(code)
        };
        self.authority.as_ref().map(parse).transpose()
    }
}

/// Why a postcode directory cannot be used.
fn no_directory(path: &Path, error: DirectoryError) -> Error {
    let source = match error {
        _ if path.is_dir() => io::Error::new(io::ErrorKind::IsADirectory, "it is a folder, not a file"),
        DirectoryError::Io { source, .. } => source,
        other => return Error::BadInput { file: path.display().to_string(), fault: told(&other) },
    };
    Error::Io { doing: "read", path: path.to_path_buf(), source }
}

/// Why a council has no state on a day, or no past.
pub(crate) fn refused(error: &SnapshotError) -> Error {
    Error::BadRequest(match error {
        SnapshotError::NoAuthority => NO_AUTHORITY.to_owned(),
        other => told(other),
    })
}

/// Said where nobody says whose children they are.
pub(crate) const NO_AUTHORITY: &str =
    "the authority is not known: name it with --authority, or add `authority = \"E06000047\"` to policy.toml";

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

/// Reads a council's folder and reports every finding, those of its policy included; `None`: it was cancelled. Of the
/// limits the token alone matters, here and in [`snapshot`].
///
/// # Errors
///
/// [`Error::Io`] when there is no such folder, [`Error::BadInput`] when the path is not a folder.
pub fn validate(
    folder: &Path,
    settings: &ReadSettings,
    limits: &Limits,
    progress: &(dyn Fn(&Step<'_>) + Sync),
) -> Result<Option<Validation>, Error> {
    let Some(reading) = read(folder, settings, limits, progress)? else { return Ok(None) };
    policy_of(reading.policy_text.as_deref(), &folder.join("policy.toml"))?;
    let report = reading.findings.report();
    Ok(Some(Validation {
        format: "nearhome-validation/1",
        findings: report.findings,
        totals: report.totals,
        files: reading.files,
    }))
}

/// Reads a folder; `None`: it was cancelled.
pub(crate) fn read(
    folder: &Path,
    settings: &ReadSettings,
    limits: &Limits,
    progress: &(dyn Fn(&Step<'_>) + Sync),
) -> Result<Option<Reading>, Error> {
    fs::metadata(folder).map_err(|source| Error::Io { doing: "read", path: folder.to_path_buf(), source })?;
    let watch = |step| limits.goes_on(progress, Step::Reading(step));
    read_council_watched(folder, &settings.options()?, &watch).map_err(|error| match error {
        ReadError::NotAFolder { path } => {
            Error::BadInput { file: path, fault: "expected a folder".to_owned() }
        }
        other => Error::BadInput { file: folder.display().to_string(), fault: told(&other) },
    })
}

/// All that a folder says, its policy, and the authority that was asked for; `None`: it was cancelled.
pub(crate) fn read_with_policy(
    folder: &Path,
    settings: &ReadSettings,
    limits: &Limits,
    progress: &(dyn Fn(&Step<'_>) + Sync),
) -> Result<Option<(Council, Policy, Option<AuthorityCode>)>, Error> {
    let authority = settings.authority()?;
    let Some(reading) = read(folder, settings, limits, progress)? else { return Ok(None) };
    let policy = policy_of(reading.policy_text.as_deref(), &folder.join("policy.toml"))?;
    Ok(Some((reading.council, policy, authority)))
}

fn policy_of(text: Option<&str>, path: &Path) -> Result<Policy, Error> {
    match text {
        Some(text) => Policy::from_toml(text)
            .map_err(|error| Error::BadInput { file: path.display().to_string(), fault: told(&error) }),
        None => Ok(Policy::default()),
    }
}

/// A snapshot and what was found on the way to it; in JSON it is the snapshot's file.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct SnapshotAnswer {
    file: SnapshotFile,
    #[serde(skip)]
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

/// Takes the checked state of a council on one day; `None`: it was cancelled.
///
/// # Errors
///
/// [`Error::BadInput`] when the folder or its policy cannot be used, [`Error::BadRequest`] when the day or
/// the authority is not known.
pub fn snapshot(
    folder: &Path,
    date: &str,
    settings: &ReadSettings,
    limits: &Limits,
    progress: &(dyn Fn(&Step<'_>) + Sync),
) -> Result<Option<SnapshotAnswer>, Error> {
    let date: Date = date.parse().map_err(|error| Error::BadRequest(format!("--date: {error}")))?;
    let authority = settings.authority()?;
    let Some(reading) = read(folder, settings, limits, progress)? else { return Ok(None) };
    policy_of(reading.policy_text.as_deref(), &folder.join("policy.toml"))?;
    if limits.goes_on(progress, Step::Answering).is_break() {
        return Ok(None);
    }
    let (snapshot, further) =
        reading.council.snapshot(&SnapshotRequest { date, authority }).map_err(|error| refused(&error))?;
    let mut findings = reading.findings;
    findings.extend(further);
    Ok(Some(SnapshotAnswer { file: SnapshotFile { snapshot, policy: reading.policy_text }, findings }))
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
    /// Takes the placements of the last two years before the snapshot from a council's folder as those to come; `None`:
    /// it was cancelled.
    ///
    /// # Errors
    ///
    /// As [`validate`].
    pub fn with_past(
        self,
        folder: &Path,
        settings: &ReadSettings,
        limits: &Limits,
        progress: &(dyn Fn(&Step<'_>) + Sync),
    ) -> Result<Option<Self>, Error> {
        let Some(reading) = read(folder, settings, limits, progress)? else { return Ok(None) };
        let children = nearhome_history::past_needs(&reading.council, self.snapshot.date, PAST_DAYS);
        Ok(Some(Self { past: Some(PastNeeds { days: PAST_DAYS, children }), ..self }))
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
    if snapshot.is_dir() {
        let fault = "it is a folder; `nearhome snapshot` takes a snapshot of a council's";
        let source = io::Error::new(io::ErrorKind::IsADirectory, fault);
        return Err(Error::Io { doing: "read", path: snapshot.to_path_buf(), source });
    }
    let text = read_text(snapshot)?;
    let file = read_snapshot(&text).map_err(|error| Error::BadInput {
        file: snapshot.display().to_string(),
        fault: no_snapshot(&text, &error),
    })?;
    let policy = match policy {
        Some(path) => policy_of(Some(&read_text(path)?), path)?,
        None => policy_of(file.policy.as_deref(), snapshot)?,
    };
    Ok(Judged { snapshot: file.snapshot, policy, past: None })
}

/// Why a text is no snapshot; a file of another of our formats is told by its name.
fn no_snapshot(text: &str, error: &SnapshotFileError) -> String {
    match (other_format(text, "nearhome-snapshot/1"), error) {
        (Some(format), _) => format!("it is a `{format}`; expected a `nearhome-snapshot/1`"),
        (None, SnapshotFileError::Form { source, .. }) => {
            format!("not a snapshot: {}", without_value(&source.to_string()))
        }
        (None, other) => told(other),
    }
}

/// The format that a JSON file names, where it is one of ours and not the one that is expected.
pub(crate) fn other_format(text: &str, expected: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Named {
        format: String,
    }
    let Named { format } = serde_json::from_str(text).ok()?;
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'/');
    let ours = format.len() < 50 && format.starts_with("nearhome-") && format.bytes().all(plain);
    (ours && format != expected).then_some(format)
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
