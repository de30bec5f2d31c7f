//! Checks across the children of all returns: ids that may belong to one child, and ids that look as if
//! digits were lost.

use std::collections::BTreeMap;

use nearhome_model::ChildId;

use crate::{
    findings::{Code, Findings},
    ssda903::History,
};

/// Reports ids that deserve a look; nothing is merged.
pub(crate) fn check_identities(histories: &BTreeMap<ChildId, History>, findings: &mut Findings) {
    check_twins(histories, findings);
    check_lengths(histories, findings);
}

/// One pupil number, birth date and sex under two ids.
fn check_twins(histories: &BTreeMap<ChildId, History>, findings: &mut Findings) {
    let mut first_of = BTreeMap::new();
    for header in histories.values().filter_map(|history| history.header.as_ref()) {
        let Some(number) = &header.pupil_number else { continue };
        let first = first_of.entry((number, header.birth_date, header.sex)).or_insert(&header.child);
        if *first != &header.child {
            let message = format!("child {first} has the same pupil number, birth date and sex");
            findings.add(header.source.finding(Code::OneChildTwoIds, message).about(Some(&header.child)));
        }
    }
}

/// Numbers shorter than nearly all others, as when leading zeros are lost.
fn check_lengths(histories: &BTreeMap<ChildId, History>, findings: &mut Findings) {
    let is_number = |id: &ChildId| id.as_str().bytes().all(|byte| byte.is_ascii_digit());
    let headers = || histories.values().filter_map(|history| history.header.as_ref());
    let mut lengths: BTreeMap<usize, usize> = BTreeMap::new();
    for header in headers().filter(|header| is_number(&header.child)) {
        *lengths.entry(header.child.as_str().len()).or_default() += 1;
    }
    let total: usize = lengths.values().sum();
    let Some((&usual, &count)) = lengths.iter().max_by_key(|&(_, &count)| count) else { return };
    if total < 20 || count * 20 < total * 19 {
        return;
    }
    for header in headers().filter(|header| is_number(&header.child) && header.child.as_str().len() < usual) {
        let message = format!("the id is shorter than {usual} digits");
        findings.add(header.source.finding(Code::IdLength, message).about(Some(&header.child)));
    }
}
