//! Files to bytes, with the limit of size before anything is read.
//!
//! A council's files lie in a folder, or are already in memory; readers see no difference.

use std::{collections::BTreeMap, fs, io::Read, path::Path, sync::Arc};

use super::Limits;
use crate::findings::{Code, Finding, Findings};

/// What a name leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileKind {
    /// Nothing.
    Absent,
    /// An ordinary file.
    File,
    /// A folder.
    Folder,
    /// A pipe, a device, a link in a circle, or what may not be looked at.
    Other,
}

/// Where a council's files lie. Names are relative to it, their parts separated by `/`.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Files<'a> {
    /// In a folder.
    Folder(&'a Path),
    /// In memory, by name.
    Memory(&'a BTreeMap<String, Vec<u8>>),
}

impl Files<'_> {
    /// What a name leads to, links followed.
    pub(crate) fn kind_of(self, name: &str) -> FileKind {
        match self {
            Self::Folder(folder) => kind_of(&folder.join(name)),
            Self::Memory(files) if files.contains_key(name) => FileKind::File,
            Self::Memory(_) if self.entries(name).is_empty() => FileKind::Absent,
            Self::Memory(_) => FileKind::Folder,
        }
    }

    /// The names of what lies in a folder, in order; none where it cannot be read.
    pub(crate) fn entries(self, folder: &str) -> Vec<String> {
        let mut names: Vec<String> = match self {
            Self::Folder(root) => fs::read_dir(root.join(folder)).map_or_else(
                |_| Vec::new(),
                |entries| {
                    entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
                },
            ),
            Self::Memory(files) => {
                let below = format!("{folder}/");
                let rest = files.keys().filter_map(|name| name.strip_prefix(&below));
                rest.filter_map(|name| name.split('/').next()).map(str::to_owned).collect()
            }
        };
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The bytes of a file, or a report of why it cannot be used.
    pub(crate) fn read(self, name: &Arc<str>, limits: &Limits, findings: &mut Findings) -> Option<Vec<u8>> {
        match self.bytes(name, limits) {
            Ok(bytes) => Some(bytes),
            Err((code, message)) => {
                findings.add(Finding::new(code, name, message));
                None
            }
        }
    }

    fn bytes(self, name: &str, limits: &Limits) -> Result<Vec<u8>, (Code, String)> {
        if self.kind_of(name) != FileKind::File {
            return Err((Code::NotAFile, "not an ordinary file".to_owned()));
        }
        // One byte beyond the limit tells that there are more, however many a file on a disk may grow to.
        let most = limits.file_bytes.saturating_add(1);
        let mut bytes = Vec::new();
        match self {
            Self::Folder(folder) => fs::File::open(folder.join(name))
                .and_then(|file| file.take(most).read_to_end(&mut bytes))
                .map_err(|error| (Code::NotAFile, format!("cannot be read: {}", error.kind())))?,
            Self::Memory(files) => {
                let all = files.get(name).map_or(&[][..], Vec::as_slice);
                bytes.extend(all.iter().take(usize::try_from(most).unwrap_or(usize::MAX)));
                bytes.len()
            }
        };
        if bytes.len() as u64 > limits.file_bytes {
            return Err((Code::TooLarge, format!("more than {} bytes", limits.file_bytes)));
        }
        Ok(bytes)
    }
}

/// What a path leads to, links followed.
pub(crate) fn kind_of(path: &Path) -> FileKind {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => FileKind::File,
        Ok(metadata) if metadata.is_dir() => FileKind::Folder,
        Err(_) if fs::symlink_metadata(path).is_err() => FileKind::Absent,
        Ok(_) | Err(_) => FileKind::Other,
    }
}
