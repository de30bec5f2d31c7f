//! Files in and out: the statutory return, homes, children and contracts, postcodes, findings, and the synthetic authority.
//!
//! Whatever a file holds, reading ends in data and findings, never in a panic or a silent repair. What
//! the law makes of the data is decided in the rules.

mod council;
mod findings;
mod geography;
mod linked;
mod ofsted;
mod placements_standard;
mod register;
mod snapshot;
mod ssda903;
pub mod synth;
mod table;
mod watch;

pub use council::{
    Council, ReadError, ReadOptions, Reading, read_council, read_council_files, read_council_watched,
};
pub use findings::{
    Code, CodeTotal, Effect, Finding, Findings, KEPT_PER_CODE, Report, Severity, findings_page,
};
pub use geography::{Authorities, Authority, DirectoryError, Postcodes, Sector};
pub use ofsted::{OfstedList, OfstedProvider};
pub use placements_standard::{
    ActualPlacement, AdditionalSupportOption, AgreedPlacement, CommunicationOption, CompanionsOption,
    CulturalOption, NeededBy, PetsOption, PlacementAvailability, PlacementRecommendation, PlacementRecord,
    PlacementRequirements, PlacementType, QualityAssurance, RiskOption, Risks, StatedNeed, SuitabilityOption,
    placement_records_json,
};
pub use register::{ChildRow, SchoolRow};
pub use snapshot::{
    Found, HomeIndex, KindsCompared, SnapshotError, SnapshotFile, SnapshotFileError, SnapshotRequest,
    is_registered_kind, read_snapshot, snapshot_json,
};
pub use ssda903::{
    BadRow, ChangeReason, CollectionYear, CountedPlacement, CountingPolicy, Episode, EpisodeEnd, Given,
    HeaderRow, History, Missing, NewEpisode, NotInList, PeriodOfCare, Repair, RepairKind, Repairs,
    SameCarers, ShortBreaks, Source, StrengthsScore, TemporaryMoves, UascRow, return_rules_page,
};
pub use table::{Encoding, FileAccount, Limits};
pub use watch::{ReadingStep, Watch};
