//! The homes of a replay: how many places each had for the authority's children, and from when to when
//! it can have admitted one.

use std::collections::BTreeMap;

use nearhome_history::{Basis, SuppliedHome};
use nearhome_model::{Home, Pence, PlaceProvider, PlacementGroup, RegistrationStatus};
use nearhome_rules::Policy;

use crate::day::Day;

/// A home of the replay.
#[derive(Clone, Debug)]
pub(crate) struct ReplayHome {
    pub(crate) home: Home,
    pub(crate) basis: Basis,
    /// Places for the authority's own children.
    pub(crate) places: u32,
    opens: Option<Day>,
    closes: Option<Day>,
}

impl ReplayHome {
    /// A home as it was supplied.
    ///
    /// One of the register admits children from its first registration, or from the first child seen there where
    /// that is earlier, until its registration is cancelled. One that is known from episodes alone admits
    /// children between the first and the last day on which a child was seen there: of other days nothing is known.
    pub(crate) fn of(supplied: &SuppliedHome) -> Self {
        let home = supplied.home.clone();
        let first_seen = supplied.stays.iter().map(|stay| Day::of(stay.start)).min();
        let others = u32::try_from(home.other_residents.len()).unwrap_or(u32::MAX);
        let places = u32::from(home.usable_places).saturating_sub(others);
        let (opens, closes) = match supplied.basis {
            Basis::Register => {
                let registered = home.registration.first().map(|event| Day::of(event.from));
                let cancelled =
                    home.registration.iter().find(|event| event.status == RegistrationStatus::Cancelled);
                let opens = registered.map(|day| first_seen.map_or(day, |seen| seen.min(day)));
                (opens, cancelled.map(|event| Day::of(event.from)))
            }
            Basis::Reconstructed => {
                let open = supplied.stays.iter().any(|stay| stay.end.is_none());
                let last = supplied.stays.iter().filter_map(|stay| stay.end).max().map(Day::of);
                (first_seen, last.filter(|_| !open))
            }
        };
        Self { home, basis: supplied.basis, places, opens, closes }
    }

    /// Takes in what was seen of the same household at another address.
    pub(crate) fn join(&mut self, other: &Self) {
        self.places = self.places.max(other.places);
        self.opens = self.opens.zip(other.opens).map(|(one, other)| one.min(other));
        self.closes = self.closes.zip(other.closes).map(|(one, other)| one.max(other));
    }

    /// Whether the home can have admitted a child on the day.
    pub(crate) fn is_open(&self, day: Day) -> bool {
        self.opens.is_none_or(|opens| opens <= day) && self.closes.is_none_or(|closes| day < closes)
    }
}

/// Gives homes whose fee no file states the middle fee of their kind and sector, or else the policy's.
pub(crate) fn assume_fees(homes: &mut [ReplayHome], policy: &Policy) -> u64 {
    let key = |home: &Home| (home.kinds.first().map(|kind| kind.group()), home.sector);
    let mut known: BTreeMap<(Option<PlacementGroup>, PlaceProvider), Vec<Pence>> = BTreeMap::new();
    for one in homes.iter() {
        if let Some(fee) = one.home.weekly_fee {
            known.entry(key(&one.home)).or_default().push(fee);
        }
    }
    for fees in known.values_mut() {
        fees.sort_unstable();
    }
    let mut assumed = 0;
    for one in homes.iter_mut().filter(|one| one.home.weekly_fee.is_none() && one.home.contract.is_none()) {
        let middle = known.get(&key(&one.home)).map(|fees| fees[fees.len() / 2]);
        let fee = middle.unwrap_or_else(|| policy.fees.weekly(one.home.kinds.iter().copied()));
        one.home.weekly_fee = Some(fee);
        assumed += 1;
    }
    assumed
}
