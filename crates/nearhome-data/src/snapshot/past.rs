//! The parts of snapshots of the past: a child as an episode of long ago tells it, and a snapshot of any
//! children and homes.
//!
//! What children.csv says is not dated; it is taken to have been so on every day.

use std::collections::{BTreeMap, BTreeSet};

use nearhome_model::{Child, ChildId, Home, Moving, Provider, Search, Snapshot, SnapshotParts};

use super::{
    child::Maker,
    home_of::HomeIndex,
    relations::{keep_apart, sibling_groups},
    request::{SnapshotError, SnapshotRequest},
};
use crate::{council::Council, findings::Findings, geography::Authorities, ssda903::Episode};

impl Council {
    /// A child on the first day of an episode, without a home and in need of one.
    ///
    /// `None` where a fact without which no home can be judged is missing: birth date or sex. Legal
    /// status, category of need and the family's home are those of the episode; the rest is what Header
    /// and children.csv say today.
    #[must_use]
    pub fn child_in_need(&self, episode: &Episode) -> Option<Child> {
        let history = self.histories.get(&episode.child)?;
        let homes = BTreeMap::new();
        let maker = Maker { council: self, date: episode.start, index: &HomeIndex::of(&homes) };
        let child = maker.child(&episode.child, history, episode, &mut Findings::default()).ok()?;
        let search = Search { moving: Moving::Needed, needed_by: Some(episode.start), emergency: false };
        Some(Child { placement: None, baby: None, search, ..child })
    }

    /// A snapshot of these children and homes on a day, with the sibling groups and pairs to keep apart
    /// that children.csv states of them.
    ///
    /// Children and homes may come in any order. A home whose provider is not in the register gets one
    /// of the same id.
    ///
    /// # Errors
    ///
    /// [`SnapshotError`] when the authority is not known, or when the parts contradict one another.
    pub fn snapshot_of(
        &self,
        request: &SnapshotRequest,
        children: impl IntoIterator<Item = Child>,
        homes: impl IntoIterator<Item = Home>,
    ) -> Result<Snapshot, SnapshotError> {
        let authority = self.authority_of(request)?;
        let mut children: BTreeMap<ChildId, Child> =
            children.into_iter().map(|child| (child.id.clone(), child)).collect();
        let homes: BTreeMap<_, Home> = homes.into_iter().map(|home| (home.id.clone(), home)).collect();
        let mut providers = self.providers.clone();
        for home in homes.values() {
            providers.entry(home.provider.clone()).or_insert_with(|| Provider {
                id: home.provider.clone(),
                name: home.provider.to_string(),
                sector: home.sector,
            });
        }
        let (mut held_back, mut findings) = (BTreeMap::<ChildId, BTreeSet<_>>::new(), Findings::default());
        let sibling_groups = sibling_groups(self, &mut children, &mut held_back, &mut findings);
        let keep_apart = keep_apart(self, &children, &held_back, &mut findings);
        Ok(Snapshot::new(SnapshotParts {
            adjoining: Authorities::built_in().adjoining(&authority),
            authority,
            date: request.date,
            children: children.into_values().collect(),
            homes: homes.into_values().collect(),
            providers: providers.into_values().collect(),
            contracts: self.contracts.values().cloned().collect(),
            sibling_groups,
            keep_apart,
            held_back: vec![],
        })?)
    }
}
