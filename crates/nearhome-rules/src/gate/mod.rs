//! Rules under which a home needs a named person's approval.

use crate::Rule;

pub(crate) use emergency_outside_terms::may_exceed_terms;

mod at_a_distance;
mod avoid_distance_known;
mod court_names_placement;
mod disputed_age;
mod emergency_outside_terms;
mod judged_inadequate;
mod judged_requires_improvement;
mod key_stage_4;
mod out_of_area;
mod outside_england_and_wales;
mod parents_assessed;
mod registration_confirmed;
mod remand_kind;
mod review_before_ending;
mod secure_under_13;
mod sexual_harm_assessed;

/// The rules of this kind, by code.
pub(crate) const RULES: &[&Rule] = &[
    &out_of_area::RULE,
    &at_a_distance::RULE,
    &key_stage_4::RULE,
    &outside_england_and_wales::RULE,
    &parents_assessed::RULE,
    &judged_inadequate::RULE,
    &judged_requires_improvement::RULE,
    &review_before_ending::RULE,
    &registration_confirmed::RULE,
    &court_names_placement::RULE,
    &secure_under_13::RULE,
    &remand_kind::RULE,
    &avoid_distance_known::RULE,
    &disputed_age::RULE,
    &sexual_harm_assessed::RULE,
    &emergency_outside_terms::RULE,
];
