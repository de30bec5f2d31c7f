//! The places that children lived in: homes of the register where there is one, and homes that only
//! the episodes show.
//!
//! **Definition.** A child's episodes are first laid out so that the child lives in one home at a time
//! (`care.rs`). Episodes that fit a home of the register belong to it, and its registered and usable places
//! are those that the register states. Of the others, each distinct (URN, placement postcode, group of
//! kinds) is a home; it has as many places as it ever held children at once.
//!
//! **What this cannot know.** Places that nobody of this authority ever used; why a place stood empty; when a home
//! opened or closed; for fostering, two households of one agency in one postcode. A reconstructed home is
//! therefore a lower bound of what there was, and every figure built on one must say so ([`Basis`]). The
//! register is today's: its places and other residents are taken to have been the same in the past.
//!
//! Series of short breaks (LS V3 and V4) are left out, as in snapshots.

mod assign;
mod build;
mod lived;

use std::collections::BTreeMap;

use nearhome_data::Council;
use nearhome_model::{ChildId, Date, Home, PlacementCode, Provider};

use build::Sightings;

/// From what the places of a home are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// The council's register of homes.
    Register,
    /// Nothing but episodes: the home's places, ages and kinds are those observed.
    Reconstructed,
}

/// How surely a stay was in its home.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The child's row of children.csv names the home.
    Named,
    /// The only home of the register with this postcode and kind, and no other URN.
    Exact,
    /// As [`Fit::Exact`], but the home now offers another kind of the same group.
    SameGroup,
    /// Several homes of the register fit; the one with most free places was taken, by id among equals.
    OneOfSeveral,
    /// No home of the register fits: the home is reconstructed.
    Reconstructed,
}

/// An unbroken time of one child in one home. A temporary move (T0 to T4) keeps the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stay {
    /// The child.
    pub child: ChildId,
    /// First day.
    pub start: Date,
    /// The day after the last one; `None` while the latest return leaves it open.
    pub end: Option<Date>,
    /// PLACE on the first day.
    pub kind: PlacementCode,
    /// How surely the stay was in this home.
    pub fit: Fit,
}

impl Stay {
    /// Whether the child lives there on a day.
    #[must_use]
    pub fn covers(&self, day: Date) -> bool {
        self.start <= day && self.end.is_none_or(|end| day < end)
    }
}

/// A home and who lived there.
#[derive(Clone, Debug)]
pub struct SuppliedHome {
    /// The home: as the register states it, or as all its stays together show it.
    pub home: Home,
    /// From what its places are known.
    pub basis: Basis,
    /// Stays by first day, then by child.
    pub stays: Vec<Stay>,
    sightings: Sightings,
}

impl SuppliedHome {
    /// Children of this authority who live there on a day.
    #[must_use]
    pub fn occupied_on(&self, day: Date) -> usize {
        self.stays.iter().take_while(|stay| stay.start <= day).filter(|stay| stay.covers(day)).count()
    }

    /// Usable places that nobody takes on a day: usable places less the children there and, for a home of the
    /// register, less its other residents of today.
    ///
    /// Negative where more children lived there than the register has usable places for now.
    #[must_use]
    pub fn vacancies_on(&self, day: Date) -> i64 {
        let taken = self.occupied_on(day) + self.home.other_residents.len();
        i64::from(self.home.usable_places) - i64::try_from(taken).unwrap_or(i64::MAX)
    }

    /// The most children there at once.
    #[must_use]
    pub fn most_at_once(&self) -> usize {
        most_at_once(&self.stays)
    }

    /// The day on which the first stay began; `None` where there was none.
    #[must_use]
    pub fn first_seen(&self) -> Option<Date> {
        self.stays.first().map(|stay| stay.start)
    }

    /// The home as it was known at the end of a day, so that nothing later is told.
    ///
    /// For a reconstructed home: kinds, ages and places as the stays that began by that day show them, and `None`
    /// before the first. For a home of the register: as the register states it, since no earlier register is known.
    #[must_use]
    pub fn as_known_on(&self, day: Date) -> Option<Home> {
        match self.basis {
            Basis::Register => Some(self.home.clone()),
            Basis::Reconstructed => self.sightings.home(&self.home, Some(day)),
        }
    }
}

/// The most of these stays that cover one day; it is reached on a day on which one begins.
fn most_at_once(stays: &[Stay]) -> usize {
    let at_start =
        |(index, stay): (usize, &Stay)| stays[..=index].iter().filter(|one| one.covers(stay.start)).count();
    let same_day = |index: &usize| stays.get(index + 1).is_none_or(|next| next.start > stays[*index].start);
    (0..stays.len()).filter(same_day).map(|index| at_start((index, &stays[index]))).max().unwrap_or_default()
}

/// Every home and who lived there.
#[derive(Clone, Debug)]
pub struct Supply {
    /// Homes by id; those of the register in which nobody was seen are among them.
    pub homes: Vec<SuppliedHome>,
    /// Providers of the homes by id, those of the register included.
    pub providers: Vec<Provider>,
    /// Times in a kind of home that a register holds, of which no postcode says where it was.
    pub without_postcode: usize,
    by_child: BTreeMap<ChildId, Vec<Whereabouts>>,
}

/// When a child was in which home of the list.
#[derive(Clone, Copy, Debug)]
struct Whereabouts {
    start: Date,
    end: Option<Date>,
    home: usize,
}

impl Supply {
    /// The home in which a child lives on a day, or which is kept for the child during a temporary move;
    /// `None` for a child who lives elsewhere: with parents, adopters, in hospital, in custody, or not in care.
    #[must_use]
    pub fn home_of(&self, child: &ChildId, day: Date) -> Option<&SuppliedHome> {
        let stays = self.by_child.get(child)?;
        let stay = stays.iter().find(|stay| stay.start <= day && stay.end.is_none_or(|end| day < end))?;
        self.homes.get(stay.home)
    }

    /// A home by its id.
    #[must_use]
    pub fn home(&self, id: &nearhome_model::HomeId) -> Option<&SuppliedHome> {
        let index = self.homes.binary_search_by(|home| home.home.id.cmp(id)).ok()?;
        self.homes.get(index)
    }

    fn of(mut homes: Vec<SuppliedHome>, providers: Vec<Provider>, without_postcode: usize) -> Self {
        homes.sort_by(|one, other| one.home.id.cmp(&other.home.id));
        let mut by_child: BTreeMap<ChildId, Vec<Whereabouts>> = BTreeMap::new();
        for (home, supplied) in homes.iter().enumerate() {
            for stay in &supplied.stays {
                let whereabouts = Whereabouts { start: stay.start, end: stay.end, home };
                by_child.entry(stay.child.clone()).or_default().push(whereabouts);
            }
        }
        Self { homes, providers, without_postcode, by_child }
    }
}

/// Finds the home of every episode, in the register or reconstructed.
///
/// The same council gives the same homes with the same ids; more returns leave the ids of homes that were seen
/// before as they are, since reconstructed homes are numbered by the day on which they were first seen.
///
/// # Examples
///
/// ```no_run
/// use nearhome_data::{ReadOptions, read_council};
/// use nearhome_history::{Basis, supply};
///
/// let council = read_council("durham".as_ref(), &ReadOptions::default())?.council;
/// let supply = supply(&council);
/// let known = supply.homes.iter().filter(|home| home.basis == Basis::Register).count();
/// println!("{known} homes of the register, {} reconstructed", supply.homes.len() - known);
/// # Ok::<(), nearhome_data::ReadError>(())
/// ```
#[must_use]
pub fn supply(council: &Council) -> Supply {
    let times = lived::times(council);
    let (known, unknown) = assign::to_register(council, times);
    let (reconstructed, providers, without_postcode) = build::homes(council, unknown);
    let mut homes: Vec<SuppliedHome> = council
        .homes
        .values()
        .map(|home| SuppliedHome {
            home: home.clone(),
            basis: Basis::Register,
            stays: known.get(&home.id).map(|stays| assign::joined(stays)).unwrap_or_default(),
            sightings: Sightings::default(),
        })
        .collect();
    homes.extend(reconstructed);
    Supply::of(homes, providers, without_postcode)
}

#[cfg(test)]
mod tests;
