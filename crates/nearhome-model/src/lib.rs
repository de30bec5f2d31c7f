//! The words of placement: child, home, provider, contract, placement, needs, money, dates,
//! distance, and the snapshot of one authority on one day.
//!
//! Types here hold facts and keep their invariants; they judge nothing. What the law makes of the
//! facts is decided in the rules, and nothing here reads a file or a clock.

mod child;
mod coded;
mod codes;
mod contract;
mod date;
pub mod example;
mod home;
mod ids;
mod location;
mod money;
mod needs;
mod snapshot;

pub use child::{
    Child, Circumstance, Contact, CurrentPlacement, Matching, Moving, School, Search, Unaccompanied,
    VisitsPerYear, Wishes,
};
pub use coded::UnknownCode;
pub use codes::{
    CategoryOfNeed, Disability, Ethnicity, LegalStatus, PlaceProvider, PlacementCode, PlacementGroup,
    Religion, Sex,
};
pub use contract::{Contract, ContractKind, Tier};
pub use date::{Age, Date, InvalidDate};
pub use home::{
    Approval, Home, InspectionJudgement, OtherResident, Provider, RegistrationEvent, RegistrationStatus,
    UnusableReason,
};
pub use ids::{
    AuthorityCode, ChildId, ContractId, HomeId, InvalidId, Language, ProviderId, SiblingGroupId, Urn,
};
pub use location::{GridPoint, InvalidPostcode, Location, Metres, Postcode, TenthMiles};
pub use money::{InvalidMoney, Pence};
pub use needs::{
    Adaptation, AdditionalSupport, CommunicationNeed, CulturalNeed, DeprivationOfLiberty, LivingCompanions,
    NeedLevel, Needs, Pets, Recommendation, Risk, Suitability,
};
pub use snapshot::{
    ApartReason, HeldBack, InvalidSnapshot, KeepApart, Resident, SiblingAssessment, SiblingGroup, Snapshot,
    SnapshotParts,
};
