//! One authority's children, homes and contracts on one day, with every invariant checked.
//!
//! Whoever holds a [`Snapshot`] may rely on: ids are unique and ascending; every reference leads to
//! something; the parts of each child and home agree with one another. Facts that break the law (a
//! home over its number, an age outside approval) are not invariants: they happen, and rules report them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    AuthorityCode, Child, ChildId, Contract, ContractId, ContractKind, Date, Home, HomeId, Provider,
    ProviderId, SiblingGroupId,
};

/// Whether brothers and sisters should live together, as their sibling assessment says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SiblingAssessment {
    /// Assessed: together.
    Together,
    /// Assessed: apart, because living together would harm one of them.
    Apart,
    /// Not assessed yet: the statutory preference for together applies.
    NotAssessed,
}

/// Brothers and sisters who are looked after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SiblingGroup {
    /// Its id.
    pub id: SiblingGroupId,
    /// The children, ascending, at least two.
    pub children: Vec<ChildId>,
    /// What the sibling assessment says.
    pub assessment: SiblingAssessment,
}

/// Why two children are not to share a home.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ApartReason {
    /// One is known to put the other at risk: never in one home.
    Risk,
    /// Better not, if it can be avoided.
    Preference,
}

/// Two children who are not to share a home.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KeepApart {
    /// The child with the smaller id.
    pub first: ChildId,
    /// The child with the greater id.
    pub second: ChildId,
    /// Why.
    pub reason: ApartReason,
}

/// A child whose records contradict one another, left out until they are resolved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeldBack {
    /// The child.
    pub child: ChildId,
    /// Codes of the findings that hold the child back, ascending.
    pub findings: Vec<String>,
}

/// The parts of a snapshot before they are checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SnapshotParts {
    /// The responsible authority.
    pub authority: AuthorityCode,
    /// The day.
    pub date: Date,
    /// Authorities that adjoin it.
    pub adjoining: BTreeSet<AuthorityCode>,
    /// Children, by id.
    pub children: Vec<Child>,
    /// Homes, by id.
    pub homes: Vec<Home>,
    /// Providers, by id.
    pub providers: Vec<Provider>,
    /// Contracts, by id.
    pub contracts: Vec<Contract>,
    /// Sibling groups, by id.
    pub sibling_groups: Vec<SiblingGroup>,
    /// Pairs to keep apart, ascending.
    pub keep_apart: Vec<KeepApart>,
    /// Children left out because their records contradict one another.
    pub held_back: Vec<HeldBack>,
}

/// Why parts do not make a snapshot: what, and which.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} `{which}`: {fault}")]
pub struct InvalidSnapshot {
    /// Kind of part, such as `child`.
    pub what: &'static str,
    /// Its id.
    pub which: String,
    /// What is wrong.
    pub fault: String,
}

/// A resident of a home on the day of the snapshot.
#[derive(Clone, Copy, Debug)]
pub struct Resident<'a> {
    /// The child who lives there.
    pub child: &'a Child,
}

/// One authority on one day, checked.
///
/// # Examples
///
/// ```
/// use std::collections::BTreeSet;
/// use nearhome_model::{Snapshot, SnapshotParts};
///
/// let snapshot = Snapshot::new(SnapshotParts {
///     authority: "E06000047".parse()?,
///     date: "2025-03-31".parse()?,
///     adjoining: BTreeSet::new(),
///     children: vec![],
///     homes: vec![],
///     providers: vec![],
///     contracts: vec![],
///     sibling_groups: vec![],
///     keep_apart: vec![],
///     held_back: vec![],
/// })?;
/// assert!(snapshot.child(&"1".parse()?).is_none());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    parts: SnapshotParts,
    residents: BTreeMap<HomeId, Vec<usize>>,
    group_of: BTreeMap<ChildId, usize>,
}

impl Snapshot {
    /// Checks the parts and makes them a snapshot.
    ///
    /// # Errors
    ///
    /// The first [`InvalidSnapshot`]: an id that is doubled or out of order, a reference that leads
    /// nowhere, or a part that contradicts itself.
    pub fn new(parts: SnapshotParts) -> Result<Self, InvalidSnapshot> {
        check_order(&parts)?;
        let references = References::of(&parts);
        parts.children.iter().try_for_each(|child| check_child(&parts, &references, child))?;
        parts.homes.iter().try_for_each(|home| check_home(&references, home))?;
        parts.contracts.iter().try_for_each(|contract| check_contract(&references, contract))?;
        let group_of = check_groups(&parts, &references)?;
        parts.keep_apart.iter().try_for_each(|pair| check_pair(&references, pair))?;
        let residents = residents_of(&parts);
        Ok(Self { parts, residents, group_of })
    }

    /// The checked parts, to write to a file or to change; changed parts must be checked anew.
    #[must_use]
    pub fn into_parts(self) -> SnapshotParts {
        self.parts
    }

    /// The child of this id.
    #[must_use]
    pub fn child(&self, id: &ChildId) -> Option<&Child> {
        let index = self.parts.children.binary_search_by(|child| child.id.cmp(id)).ok()?;
        self.parts.children.get(index)
    }

    /// The home of this id.
    #[must_use]
    pub fn home(&self, id: &HomeId) -> Option<&Home> {
        let index = self.parts.homes.binary_search_by(|home| home.id.cmp(id)).ok()?;
        self.parts.homes.get(index)
    }

    /// The contract of this id.
    #[must_use]
    pub fn contract(&self, id: &ContractId) -> Option<&Contract> {
        let index = self.parts.contracts.binary_search_by(|contract| contract.id.cmp(id)).ok()?;
        self.parts.contracts.get(index)
    }

    /// The authority's own children who live in the home on the day, by id.
    pub fn residents(&self, home: &HomeId) -> impl Iterator<Item = Resident<'_>> {
        let indices = self.residents.get(home).map_or(&[][..], Vec::as_slice);
        indices.iter().map(|&index| Resident { child: &self.parts.children[index] })
    }

    /// The sibling group that the child belongs to.
    #[must_use]
    pub fn sibling_group(&self, child: &ChildId) -> Option<&SiblingGroup> {
        self.group_of.get(child).map(|&index| &self.parts.sibling_groups[index])
    }
}

impl std::ops::Deref for Snapshot {
    type Target = SnapshotParts;

    fn deref(&self) -> &SnapshotParts {
        &self.parts
    }
}

struct References<'a> {
    children: BTreeSet<&'a ChildId>,
    homes: BTreeSet<&'a HomeId>,
    providers: BTreeSet<&'a ProviderId>,
    contracts: BTreeSet<&'a ContractId>,
}

impl<'a> References<'a> {
    fn of(parts: &'a SnapshotParts) -> Self {
        Self {
            children: parts.children.iter().map(|child| &child.id).collect(),
            homes: parts.homes.iter().map(|home| &home.id).collect(),
            providers: parts.providers.iter().map(|provider| &provider.id).collect(),
            contracts: parts.contracts.iter().map(|contract| &contract.id).collect(),
        }
    }
}

fn require(
    holds: bool,
    what: &'static str,
    which: &impl ToString,
    fault: impl Into<String>,
) -> Result<(), InvalidSnapshot> {
    if holds { Ok(()) } else { Err(InvalidSnapshot { what, which: which.to_string(), fault: fault.into() }) }
}

fn check_order(parts: &SnapshotParts) -> Result<(), InvalidSnapshot> {
    check_ascending("child", parts.children.iter().map(|child| &child.id))?;
    check_ascending("home", parts.homes.iter().map(|home| &home.id))?;
    check_ascending("provider", parts.providers.iter().map(|provider| &provider.id))?;
    check_ascending("contract", parts.contracts.iter().map(|contract| &contract.id))?;
    check_ascending("sibling group", parts.sibling_groups.iter().map(|group| &group.id))?;
    check_ascending("held-back child", parts.held_back.iter().map(|held| &held.child))?;
    let pairs = parts.keep_apart.windows(2);
    for pair in pairs {
        let ascending = (&pair[0].first, &pair[0].second) < (&pair[1].first, &pair[1].second);
        require(ascending, "pair to keep apart", &pair[1].first, "doubled or out of order")?;
    }
    Ok(())
}

fn check_ascending<'a, Id: Ord + ToString + 'a>(
    what: &'static str,
    ids: impl Iterator<Item = &'a Id>,
) -> Result<(), InvalidSnapshot> {
    let mut last: Option<&Id> = None;
    for id in ids {
        require(last.is_none_or(|last| last < id), what, id, "doubled or out of order")?;
        last = Some(id);
    }
    Ok(())
}

fn check_child(
    parts: &SnapshotParts,
    references: &References<'_>,
    child: &Child,
) -> Result<(), InvalidSnapshot> {
    let check = |holds: bool, fault: &str| require(holds, "child", &child.id, fault);
    if let Some(placement) = &child.placement {
        let known = placement.home.as_ref().is_none_or(|home| references.homes.contains(home));
        check(known, "lives in a home that the register does not hold")?;
        check(placement.since <= parts.date, "placed after the day of the snapshot")?;
    } else {
        check(child.is_to_be_matched(), "has no placement and is not to be matched")?;
    }
    if let Some(baby) = &child.baby {
        check(references.children.contains(baby) && *baby != child.id, "is parent of an unknown child")?;
    }
    let held = parts.held_back.binary_search_by(|held| held.child.cmp(&child.id)).is_ok();
    check(!held, "is held back and present at once")
}

fn check_home(references: &References<'_>, home: &Home) -> Result<(), InvalidSnapshot> {
    let check = |holds: bool, fault: &str| require(holds, "home", &home.id, fault);
    check(!home.kinds.is_empty(), "has no kind of placement")?;
    check(home.registered_places >= 1, "has no registered place")?;
    check(home.usable_places <= home.registered_places, "has more usable places than registered ones")?;
    check(home.approval.age_from <= home.approval.age_to, "has approved ages in the wrong order")?;
    check(!home.approval.sexes.is_empty(), "is approved for no sex")?;
    check(references.providers.contains(&home.provider), "belongs to an unknown provider")?;
    check(
        home.registration.windows(2).all(|pair| pair[0].from < pair[1].from),
        "has registrations out of order",
    )?;
    let contract = home.contract.as_ref().is_none_or(|contract| references.contracts.contains(contract));
    check(contract, "is bought under an unknown contract")?;
    check(home.contract.is_some() || home.weekly_fee.is_some(), "has neither a fee nor a contract")?;
    check(home.weekly_fee.is_none_or(|fee| fee.pence() >= 0), "has a negative fee")
}

fn check_contract(references: &References<'_>, contract: &Contract) -> Result<(), InvalidSnapshot> {
    let check = |holds: bool, fault: &str| require(holds, "contract", &contract.id, fault);
    check(references.providers.contains(&contract.provider), "is with an unknown provider")?;
    check(contract.to.is_none_or(|to| contract.from <= to), "ends before it begins")?;
    if let ContractKind::Framework { tiers, .. } = &contract.kind {
        let levels: BTreeSet<_> = tiers.iter().map(|tier| tier.level).collect();
        check(levels.len() == tiers.len(), "has two fees for one level of need")?;
        check(tiers.iter().all(|tier| tier.weekly_fee.pence() >= 0), "has a negative fee")?;
    }
    Ok(())
}

fn check_groups(
    parts: &SnapshotParts,
    references: &References<'_>,
) -> Result<BTreeMap<ChildId, usize>, InvalidSnapshot> {
    let mut group_of = BTreeMap::new();
    for (index, group) in parts.sibling_groups.iter().enumerate() {
        let check = |holds: bool, fault: &str| require(holds, "sibling group", &group.id, fault);
        check(group.children.len() >= 2, "has fewer than two children")?;
        check(group.children.windows(2).all(|pair| pair[0] < pair[1]), "has children out of order")?;
        for child in &group.children {
            check(references.children.contains(child), "holds an unknown child")?;
            check(group_of.insert(child.clone(), index).is_none(), "holds a child of another group")?;
        }
    }
    Ok(group_of)
}

fn check_pair(references: &References<'_>, pair: &KeepApart) -> Result<(), InvalidSnapshot> {
    let known = references.children.contains(&pair.first) && references.children.contains(&pair.second);
    require(known && pair.first < pair.second, "pair to keep apart", &pair.first, "unknown or out of order")
}

fn residents_of(parts: &SnapshotParts) -> BTreeMap<HomeId, Vec<usize>> {
    let mut residents: BTreeMap<HomeId, Vec<usize>> = BTreeMap::new();
    for (index, child) in parts.children.iter().enumerate() {
        if let Some(home) = child.placement.as_ref().and_then(|placement| placement.home.as_ref()) {
            residents.entry(home.clone()).or_default().push(index);
        }
    }
    residents
}
