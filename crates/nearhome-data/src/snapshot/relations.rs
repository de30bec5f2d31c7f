//! What binds children to each other: sibling groups, and pairs to keep apart.

use std::collections::{BTreeMap, BTreeSet};

use nearhome_model::{
    ApartReason, Child, ChildId, KeepApart, SiblingAssessment, SiblingGroup, SiblingGroupId,
};

use crate::{
    council::Council,
    findings::{Code, Findings},
    register::ChildRow,
};

/// The sibling groups of the children in the snapshot.
///
/// A group whose rows give different assessments is held back whole: whether its children should live
/// together is not known.
pub(super) fn sibling_groups(
    council: &Council,
    children: &mut BTreeMap<ChildId, Child>,
    held_back: &mut BTreeMap<ChildId, BTreeSet<Code>>,
    findings: &mut Findings,
) -> Vec<SiblingGroup> {
    let mut rows: BTreeMap<&SiblingGroupId, Vec<(&ChildRow, SiblingAssessment)>> = BTreeMap::new();
    for row in council.children.values() {
        if let Some((group, assessment)) = &row.siblings {
            rows.entry(group).or_default().push((row, *assessment));
        }
    }
    let mut groups = Vec::new();
    for (id, members) in rows {
        let assessment = members[0].1;
        if members.iter().any(|&(_, other)| other != assessment) {
            for (row, _) in members {
                let finding = row.source.finding(Code::GroupDisagrees, format!("sibling group {id}"));
                findings.add(finding.in_column("sibling_assessment").about(Some(&row.child)));
                if children.remove(&row.child).is_some() {
                    held_back.entry(row.child.clone()).or_default().insert(Code::GroupDisagrees);
                }
            }
            continue;
        }
        let present: Vec<ChildId> = members
            .iter()
            .map(|(row, _)| row.child.clone())
            .filter(|child| children.contains_key(child))
            .collect();
        if present.len() >= 2 {
            groups.push(SiblingGroup { id: id.clone(), children: present, assessment });
        } else if let Some(child) = present.first() {
            let row = &council.children[child];
            let finding = row.source.finding(Code::LonelySibling, format!("sibling group {id}"));
            findings.add(finding.in_column("sibling_group").about(Some(child)));
        }
    }
    groups
}

/// The pairs of the children in the snapshot that are not to share a home; the graver reason counts.
pub(super) fn keep_apart(
    council: &Council,
    children: &BTreeMap<ChildId, Child>,
    held_back: &BTreeMap<ChildId, BTreeSet<Code>>,
    findings: &mut Findings,
) -> Vec<KeepApart> {
    let mut pairs: BTreeMap<(ChildId, ChildId), ApartReason> = BTreeMap::new();
    for row in council.children.values().filter(|row| children.contains_key(&row.child)) {
        let lists = [
            (&row.keep_apart, ApartReason::Risk, "keep_apart"),
            (&row.better_apart, ApartReason::Preference, "better_apart"),
        ];
        for (others, reason, column) in lists {
            for other in others {
                if !children.contains_key(other) || *other == row.child {
                    let known = council.children.contains_key(other)
                        || council.histories.contains_key(other)
                        || held_back.contains_key(other);
                    if !known || *other == row.child {
                        let finding = row.source.finding(Code::UnknownReference, "an id of no other child");
                        findings.add(finding.in_column(column).about(Some(&row.child)));
                    }
                    continue;
                }
                let pair = if row.child < *other {
                    (row.child.clone(), other.clone())
                } else {
                    (other.clone(), row.child.clone())
                };
                let kept = pairs.entry(pair).or_insert(reason);
                *kept = reason.min(*kept);
            }
        }
    }
    pairs.into_iter().map(|((first, second), reason)| KeepApart { first, second, reason }).collect()
}
