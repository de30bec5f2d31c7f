//! What is to be done if a home is chosen.

use crate::Rule;

mod adoption_considered;
mod education_arranged;
mod notify_area_authority;
mod pets_asked;
mod placement_plan;
mod siblings_reason;
mod temporary_approval_ends;
mod transfer_scheme;
mod wishes_ascertained;

/// The rules of this kind, by code.
pub(crate) const RULES: &[&Rule] = &[
    &notify_area_authority::RULE,
    &placement_plan::RULE,
    &wishes_ascertained::RULE,
    &siblings_reason::RULE,
    &adoption_considered::RULE,
    &temporary_approval_ends::RULE,
    &transfer_scheme::RULE,
    &pets_asked::RULE,
    &education_arranged::RULE,
];
