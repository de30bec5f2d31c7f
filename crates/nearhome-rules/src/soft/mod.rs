//! Rules that charge a home on a level of cost.

use crate::Rule;

pub(crate) mod better_apart;
pub(crate) mod contact_kept;
mod contact_transport;
mod culture;
mod fee;
pub(crate) mod fostering_for_adoption;
mod impact_on_residents;
mod in_area;
mod kin_first;
mod move_wanted;
mod near_home;
mod not_at_a_distance;
mod own_bedroom;
mod planned_move_made;
mod preferred_kind;
mod school_kept;
mod school_transport;
pub(crate) mod siblings_joined;
mod support_given;
mod unplaced;
mod urgent_first;
mod wishes;

/// The rules of this kind, by code.
pub(crate) const RULES: &[&Rule] = &[
    &kin_first::RULE,
    &near_home::RULE,
    &school_kept::RULE,
    &contact_kept::RULE,
    &in_area::RULE,
    &not_at_a_distance::RULE,
    &siblings_joined::RULE,
    &move_wanted::RULE,
    &planned_move_made::RULE,
    &preferred_kind::RULE,
    &culture::RULE,
    &wishes::RULE,
    &better_apart::RULE,
    &own_bedroom::RULE,
    &fostering_for_adoption::RULE,
    &support_given::RULE,
    &impact_on_residents::RULE,
    &fee::RULE,
    &contact_transport::RULE,
    &school_transport::RULE,
    &unplaced::RULE,
    &urgent_first::RULE,
];
