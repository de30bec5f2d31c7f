//! The snapshot as a file: JSON, `"format": "nearhome-snapshot/1"`, checked when it is read.

use nearhome_model::{InvalidSnapshot, Snapshot, SnapshotParts};
use serde::{Deserialize, Serialize, Serializer};

/// The format of snapshot files.
const FORMAT: &str = "nearhome-snapshot/1";

/// Why a text is no snapshot.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SnapshotFileError {
    /// Not JSON, or not of the form of a snapshot.
    ///
    /// The cause names line and column; it is the parser's, and may repeat a value of the file.
    #[error("not a snapshot: line {line}, column {column}")]
    Form {
        /// Line of the text.
        line: usize,
        /// Column of the line.
        column: usize,
        /// What the parser says.
        source: serde_json::Error,
    },
    /// Of another format or version.
    #[error("expected the format `{FORMAT}`")]
    Format,
    /// The parts contradict one another.
    #[error("the snapshot contradicts itself")]
    Invalid(#[from] InvalidSnapshot),
}

/// A snapshot with the policy of its council, as one file holds them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnapshotFile {
    /// The state on the day.
    pub snapshot: Snapshot,
    /// The text of `policy.toml`, where the folder had one; what it means is decided in the rules.
    pub policy: Option<String>,
}

#[derive(Serialize)]
struct Written<'a> {
    format: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    policy: Option<&'a str>,
    snapshot: &'a SnapshotParts,
}

impl Serialize for SnapshotFile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (policy, snapshot) = (self.policy.as_deref(), &*self.snapshot);
        Written { format: FORMAT, policy, snapshot }.serialize(serializer)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    format: String,
    #[serde(default)]
    policy: Option<String>,
    snapshot: SnapshotParts,
}

/// The snapshot as JSON with a line feed at the end; the same snapshot always gives the same bytes.
///
/// # Panics
///
/// Never: every part of a snapshot can be written.
#[must_use]
pub fn snapshot_json(file: &SnapshotFile) -> String {
    let mut text = serde_json::to_string_pretty(file).expect("every part of a snapshot can be written");
    text.push('\n');
    text
}

/// Reads a snapshot that [`snapshot_json`] wrote, and checks it.
///
/// # Errors
///
/// [`SnapshotFileError`] when the text is no JSON, has unknown, doubled or missing fields, is of another
/// version, or when its parts contradict one another.
pub fn read_snapshot(text: &str) -> Result<SnapshotFile, SnapshotFileError> {
    let read: Read = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|source| SnapshotFileError::Form { line: source.line(), column: source.column(), source })?;
    if read.format != FORMAT {
        return Err(SnapshotFileError::Format);
    }
    Ok(SnapshotFile { snapshot: Snapshot::new(read.snapshot)?, policy: read.policy })
}
