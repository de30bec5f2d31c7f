//! Opens and writes files as the commands name them: `-` is standard input or output, `.gz` is
//! compressed, and an output appears whole or not at all.

use std::{
    fs::{self, File},
    io::{self, BufReader, BufWriter, Read, Write},
    path::{Path, PathBuf},
};

use flate2::{Compression, read::MultiGzDecoder, write::GzEncoder};

use crate::Error;

/// Opens a file to read, decompressed where its name ends in `.gz`; `-` is standard input.
///
/// # Errors
///
/// [`Error::Io`] when there is no such file or it cannot be read.
pub fn open(path: &Path) -> Result<Box<dyn Read>, Error> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin().lock()));
    }
    let failed = |source| Error::Io { doing: "read", path: path.to_path_buf(), source };
    if fs::metadata(path).map_err(failed)?.is_dir() {
        return Err(failed(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder, not a file")));
    }
    let file = BufReader::with_capacity(1 << 16, File::open(path).map_err(failed)?);
    if is_compressed(path) {
        return Ok(Box::new(BufReader::with_capacity(1 << 16, MultiGzDecoder::new(file))));
    }
    Ok(Box::new(file))
}

/// Writes a file through a temporary neighbour that takes its name at the end, so that nobody ever
/// finds half an output; compressed where the name ends in `.gz`; `-` is standard output.
///
/// # Errors
///
/// [`Error::Io`] when the folder is missing or the file cannot be written.
pub fn write(path: &Path, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
    let failed = |source| Error::Io { doing: "write", path: path.to_path_buf(), source };
    if path == Path::new("-") {
        let mut out = BufWriter::new(io::stdout().lock());
        let written = content(&mut out).and_then(|()| out.flush());
        return or_read_enough(written).map_err(failed);
    }
    let temporary = temporary_beside(path);
    let written =
        write_new(&temporary, is_compressed(path), content).and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        // The first failure is the one to tell; the temporary file may not even exist.
        let _ = fs::remove_file(&temporary);
    }
    written.map_err(failed)
}

/// Whoever closes the pipe early has read enough: no failure of the writer.
fn or_read_enough(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

fn write_new(
    path: &Path,
    compressed: bool,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut file = BufWriter::with_capacity(1 << 16, File::create_new(path)?);
    if compressed {
        let mut encoder = GzEncoder::new(file, Compression::default());
        content(&mut encoder)?;
        file = encoder.finish()?;
    } else {
        content(&mut file)?;
    }
    file.flush()
}

fn is_compressed(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "gz")
}

fn temporary_beside(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(path: &Path) -> String {
        let mut text = String::new();
        open(path).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn what_is_written_is_read_back_plain_and_compressed() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.json", "a.json.gz"] {
            let path = folder.path().join(name);
            write(&path, |out| out.write_all(b"twice")).unwrap();
            write(&path, |out| out.write_all(b"once")).unwrap();
            assert_eq!(text_of(&path), "once");
        }
        assert_ne!(fs::read(folder.path().join("a.json.gz")).unwrap(), b"once");
    }

    #[test]
    fn a_failed_write_leaves_the_old_file_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        write(&path, |out| out.write_all(b"old")).unwrap();
        let failed = write(&path, |out| {
            out.write_all(b"half")?;
            Err(io::Error::other("the content could not be made"))
        });
        assert!(failed.is_err());
        assert_eq!(text_of(&path), "old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
