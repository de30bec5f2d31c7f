//! From all that is known to the state of one authority on one day, and that state as a file.

mod child;
mod file;
mod home_of;
mod relations;
mod request;

pub use file::{SnapshotFile, SnapshotFileError, read_snapshot, snapshot_json};
pub use request::{SnapshotError, SnapshotRequest};
