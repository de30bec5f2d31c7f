//! Shared fixtures of the workspace tests.

#[path = "five_linked_returns/lay_out.rs"]
pub mod five_linked_returns;

#[path = "../fuzz/src/lib.rs"]
pub mod readers;

/// Every file in a folder and the folders below it, by path.
///
/// # Panics
///
/// When a folder cannot be read.
#[must_use]
pub fn files_below(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut pending = vec![folder.to_path_buf()];
    let mut files = Vec::new();
    while let Some(next) = pending.pop() {
        for entry in std::fs::read_dir(next).expect("a test reads only folders that are there") {
            let path = entry.expect("a folder's entries can be read").path();
            if path.is_dir() { pending.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    files
}
