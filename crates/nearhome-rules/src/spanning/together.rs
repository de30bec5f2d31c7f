//! Children who are to be placed together: brothers and sisters, and babies with their parents.

use nearhome_model::{ChildId, HomeId, SiblingAssessment, SiblingGroupId, Snapshot};
use serde::{Deserialize, Serialize};

use super::{may_stay, may_stay_together, undecided};
use crate::{Policy, Severity, TogetherMeans, soft::siblings_joined};

/// Brothers and sisters who are all to be matched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SiblingsTogether {
    /// The group.
    pub group: SiblingGroupId,
    /// Its children who are to be matched, ascending, at least two.
    pub children: Vec<ChildId>,
    /// The cost, once, on the level `siblings_split` where they do not end up in one home; `None`: they
    /// share a home or none of them is placed.
    pub split_cost: Option<i64>,
}

/// Brothers and sisters who are all to be matched, by group, without groups assessed to live apart.
///
/// A group may be inseparable (no `split_cost`) only where the policy says so for groups assessed
/// together, and never where its children live in different homes in which they may stay.
/// A sibling who stays elsewhere is charged to each child by rule S007.
#[must_use]
pub fn sibling_groups(snapshot: &Snapshot, policy: &Policy) -> Vec<SiblingsTogether> {
    let rule = siblings_joined::RULE.code;
    if policy.severity(rule) == Severity::Off {
        return Vec::new();
    }
    let undecided = undecided(snapshot);
    let mut declared = Vec::new();
    for group in snapshot.sibling_groups.iter().filter(|group| group.assessment != SiblingAssessment::Apart) {
        let members: Vec<_> =
            undecided.iter().copied().filter(|child| group.children.contains(&child.id)).collect();
        if members.len() < 2 {
            continue;
        }
        let one_home = members.windows(2).all(|pair| may_stay_together(pair[0], pair[1]));
        let separable = members.iter().any(|child| may_stay(child)) && !one_home;
        let required = policy.siblings.assessed_together == TogetherMeans::Required
            && group.assessment == SiblingAssessment::Together
            && !separable;
        declared.push(SiblingsTogether {
            group: group.id.clone(),
            children: members.iter().map(|child| child.id.clone()).collect(),
            split_cost: (!required).then(|| policy.weight(rule)),
        });
    }
    declared
}

/// A looked-after baby who is placed with its looked-after parent and needs no entry of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Follower {
    /// The parent.
    pub parent: ChildId,
    /// The baby.
    pub baby: ChildId,
    /// The parent's home where the parent stays; `None` where the parent is to be matched and takes the
    /// places of both.
    pub home: Option<HomeId>,
}

/// Babies who go where their parents go, by parent.
///
/// A baby follows where it is to be matched, or lives with a parent who is.
#[must_use]
pub fn followers(snapshot: &Snapshot) -> Vec<Follower> {
    let mut followers = Vec::new();
    for parent in &snapshot.children {
        let Some(baby) = parent.baby.as_ref().and_then(|id| snapshot.child(id)) else { continue };
        let home_of = |child: &nearhome_model::Child| {
            child.placement.as_ref().and_then(|placement| placement.home.clone())
        };
        let lives_with = home_of(parent).is_some() && home_of(parent) == home_of(baby);
        if baby.is_to_be_matched() || (parent.is_to_be_matched() && lives_with) {
            let home = if parent.is_to_be_matched() { None } else { home_of(parent) };
            followers.push(Follower { parent: parent.id.clone(), baby: baby.id.clone(), home });
        }
    }
    followers
}
