//! Rules that exclude a home which fails them.

use crate::Rule;

mod admissions_unrestricted;
pub(crate) mod approved_age;
pub(crate) mod approved_sex;
mod avoid_places;
mod connected_person;
mod deprivation_of_liberty;
mod essential_adaptations;
pub(crate) mod fostering_limit;
pub(crate) mod keep_apart;
mod lasting_kind;
pub(crate) mod living_companions;
mod long_term_match;
mod need_level;
mod one_kind_fits;
mod parent_and_child;
mod pets;
mod place_free;
mod placement_goes_on;
pub(crate) mod recommended_kind;
mod registered_home;
mod registration_current;
mod risks_accepted;
mod secure_order;
pub(crate) mod siblings_assessed_apart;
mod supported_accommodation_age;
mod supported_accommodation_registered;
mod temporary_approval;
pub(crate) mod youth_detention;

/// The rules of this kind, by code.
pub(crate) const RULES: &[&Rule] = &[
    &approved_age::RULE,
    &approved_sex::RULE,
    &fostering_limit::RULE,
    &temporary_approval::RULE,
    &connected_person::RULE,
    &supported_accommodation_age::RULE,
    &supported_accommodation_registered::RULE,
    &registered_home::RULE,
    &registration_current::RULE,
    &admissions_unrestricted::RULE,
    &secure_order::RULE,
    &deprivation_of_liberty::RULE,
    &youth_detention::RULE,
    &essential_adaptations::RULE,
    &parent_and_child::RULE,
    &place_free::RULE,
    &risks_accepted::RULE,
    &living_companions::RULE,
    &keep_apart::RULE,
    &siblings_assessed_apart::RULE,
    &pets::RULE,
    &avoid_places::RULE,
    &need_level::RULE,
    &recommended_kind::RULE,
    &long_term_match::RULE,
    &lasting_kind::RULE,
    &one_kind_fits::RULE,
    &placement_goes_on::RULE,
];
