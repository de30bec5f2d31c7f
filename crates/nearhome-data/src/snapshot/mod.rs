//! From all that is known to the state of one authority on one day, and that state as a file.

mod child;
mod file;
mod home_of;
mod past;
mod relations;
mod request;

pub use file::{SnapshotFile, SnapshotFileError, read_snapshot, snapshot_json};
pub use home_of::{Found, HomeIndex, KindsCompared, is_registered_kind};
pub use request::{SnapshotError, SnapshotRequest};
