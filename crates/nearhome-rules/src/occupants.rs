//! Who of the authority's own children lives in a home: those who stay, and those who may.

use nearhome_model::{AdditionalSupport, Child, Home, Moving, Snapshot};

/// The authority's own children in one home on the day, by id.
#[derive(Clone, Debug, Default)]
pub(crate) struct Occupants<'a> {
    /// Children who will stay: no search moves them.
    pub(crate) stayers: Vec<&'a Child>,
    /// The same with the children who may move and need not: all but those whose placement ends.
    pub(crate) possible: Vec<&'a Child>,
}

impl<'a> Occupants<'a> {
    /// The children in a home, without those whom `is_party` tells.
    pub(crate) fn of(snapshot: &'a Snapshot, home: &Home, is_party: impl Fn(&Child) -> bool) -> Self {
        let residents = || snapshot.residents(&home.id).map(|resident| resident.child);
        let possible: Vec<&Child> =
            residents().filter(|child| child.search.moving != Moving::Needed && !is_party(child)).collect();
        let follows_a_parent = |child: &Child| {
            residents().any(|other| other.is_to_be_matched() && other.baby.as_ref() == Some(&child.id))
        };
        let stayers = possible
            .iter()
            .copied()
            .filter(|child| !child.is_to_be_matched() && !follows_a_parent(child))
            .collect();
        Self { stayers, possible }
    }
}

/// Places that a child takes in a home: two for a parent with a child, otherwise one.
pub(crate) fn places_of(child: &Child) -> u32 {
    if needs_parent_and_child(child) { 2 } else { 1 }
}

/// Whether the child is a young parent to be placed with a baby.
pub(crate) fn needs_parent_and_child(child: &Child) -> bool {
    child.baby.is_some() || child.needs.support.contains(&AdditionalSupport::ParentAndChild)
}

/// Places that other residents and these children of the authority take.
///
/// A young parent whose baby is among the children takes one place, as the baby is counted itself.
pub(crate) fn places_taken(home: &Home, children: &[&Child]) -> u32 {
    let baby_is_counted = |child: &Child| {
        child.baby.as_ref().is_some_and(|baby| children.iter().any(|other| other.id == *baby))
    };
    let own: u32 =
        children.iter().map(|child| if baby_is_counted(child) { 1 } else { places_of(child) }).sum();
    own + u32::try_from(home.other_residents.len()).unwrap_or(u32::MAX)
}
