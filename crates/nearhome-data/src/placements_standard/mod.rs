//! The Placements Data Standard: referrals and agreed placements as JSON, in and out.
//!
//! Entities, fields and lists are those of `SocialCareData/placements-standard` v2 (18 July 2025, a draft,
//! MIT licence; `placements.json` and `specification.md`). The standard says what is recorded and not how a file
//! holds several records: here a file is an object whose `placements` is a list of records, each an object of
//! entities by their names. Whose home is sought, and where, is decided elsewhere.

mod fields;
mod read;
mod record;
mod referral;
mod write;

pub(crate) use read::read;
pub use record::{
    ActualPlacement, AdditionalSupportOption, CommunicationOption, CompanionsOption, CulturalOption,
    NeededBy, PetsOption, PlacementAvailability, PlacementRecommendation, PlacementRecord,
    PlacementRequirements, PlacementType, QualityAssurance, RiskOption, Risks, StatedNeed, SuitabilityOption,
};
pub(crate) use referral::children_of;
pub use write::{AgreedPlacement, placement_records_json};

#[cfg(test)]
mod tests;
