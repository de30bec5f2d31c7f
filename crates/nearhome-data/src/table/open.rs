//! Files to bytes, with the limit of size before anything is read.

use std::{fs, io::Read, path::Path, sync::Arc};

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

/// What a path leads to, links followed.
pub(crate) fn kind_of(path: &Path) -> FileKind {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => FileKind::File,
        Ok(metadata) if metadata.is_dir() => FileKind::Folder,
        Err(_) if fs::symlink_metadata(path).is_err() => FileKind::Absent,
        Ok(_) | Err(_) => FileKind::Other,
    }
}

/// Reads a file, or reports why it cannot be used.
pub(crate) fn read_bytes(
    path: &Path,
    name: &Arc<str>,
    limits: &Limits,
    findings: &mut Findings,
) -> Option<Vec<u8>> {
    let mut refuse = |code, message: String| {
        findings.add(Finding::new(code, name, message));
        None
    };
    if kind_of(path) != FileKind::File {
        return refuse(Code::NotAFile, "not an ordinary file".to_owned());
    }
    let mut bytes = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(limits.file_bytes + 1).read_to_end(&mut bytes));
    match read {
        Err(error) => refuse(Code::NotAFile, format!("cannot be read: {}", error.kind())),
        Ok(_) if bytes.len() as u64 > limits.file_bytes => {
            refuse(Code::TooLarge, format!("more than {} bytes", limits.file_bytes))
        }
        Ok(_) => Some(bytes),
    }
}
