//! Writes a synthetic authority to a folder, whole or not at all.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{SynthError, SyntheticAuthority};

/// What to do with a folder that holds something already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Existing {
    /// Leave it alone and report [`SynthError::FolderNotEmpty`].
    #[default]
    Refuse,
    /// Replace it with all that it holds.
    Replace,
}

impl SyntheticAuthority {
    /// Writes all files below `folder`, which is made with its parents where it is missing.
    ///
    /// The files are first written to a folder beside it, named `.<name>.part`, which then takes its
    /// place; after an error neither that nor a part of the result remains.
    ///
    /// # Errors
    ///
    /// [`SynthError::NotAFolder`] when a file has the name, [`SynthError::FolderNotEmpty`] when the folder holds something
    /// and is not to be replaced, and [`SynthError::Io`] when the file system refuses.
    pub fn write_to(&self, folder: &Path, existing: Existing) -> Result<(), SynthError> {
        if folder.exists() && !folder.is_dir() {
            return Err(SynthError::NotAFolder { path: folder.display().to_string() });
        }
        let filled = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
        if existing == Existing::Refuse && filled {
            return Err(SynthError::FolderNotEmpty { path: folder.display().to_string() });
        }
        let part = beside(folder, "part");
        let written = self.write_files(&part).and_then(|()| take_place(&part, folder));
        if written.is_err() {
            // The first error is the one to report; what cannot be removed was not made by this call.
            let _ = fs::remove_dir_all(&part);
        }
        written
    }

    fn write_files(&self, folder: &Path) -> Result<(), SynthError> {
        if folder.exists() {
            fs::remove_dir_all(folder).map_err(|source| failed(folder, source))?;
        }
        for (name, bytes) in &self.files {
            let path = folder.join(name);
            let parent = path.parent().unwrap_or(folder);
            fs::create_dir_all(parent).map_err(|source| failed(parent, source))?;
            fs::write(&path, bytes).map_err(|source| failed(&path, source))?;
        }
        Ok(())
    }
}

/// Moves the finished folder to its place; an old one is put aside until that has succeeded.
fn take_place(part: &Path, folder: &Path) -> Result<(), SynthError> {
    let old = beside(folder, "old");
    if folder.exists() {
        fs::rename(folder, &old).map_err(|source| failed(folder, source))?;
    }
    if let Err(source) = fs::rename(part, folder) {
        if old.exists() {
            fs::rename(&old, folder).map_err(|source| failed(folder, source))?;
        }
        return Err(failed(folder, source));
    }
    if old.exists() {
        fs::remove_dir_all(&old).map_err(|source| failed(&old, source))?;
    }
    Ok(())
}

fn beside(folder: &Path, suffix: &str) -> PathBuf {
    let name = folder.file_name().map_or_else(|| "authority".into(), |name| name.to_string_lossy());
    folder.with_file_name(format!(".{name}.{suffix}"))
}

fn failed(path: &Path, source: std::io::Error) -> SynthError {
    SynthError::Io { path: path.display().to_string(), source }
}
