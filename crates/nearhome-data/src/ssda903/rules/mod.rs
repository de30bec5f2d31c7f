//! The validation rules of the return on episodes: each a line of a table with its number, its column
//! and a small pure function.
//!
//! Rules on the form of single cells stand where cells are read. Logic as the public validator
//! (`data-to-insight/csc-validator-be-903`) codes it, newest year first; `docs/findings.md` lists them.

mod age;
mod length;
mod placement;
mod sequence;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use nearhome_model::ChildId;

use super::{CollectionYear, Episode, HeaderRow, Return};
use crate::findings::{Code, Findings};

/// What a rule may ask about.
pub(super) struct Facts<'a> {
    year: CollectionYear,
    header: Option<&'a HeaderRow>,
    /// The child's episodes of the collection by first day.
    episodes: &'a [&'a Episode],
    index: usize,
}

impl<'a> Facts<'a> {
    fn episode(&self) -> &'a Episode {
        self.episodes[self.index]
    }

    fn before(&self) -> Option<&'a Episode> {
        self.index.checked_sub(1).and_then(|index| self.episodes.get(index).copied())
    }

    fn next(&self) -> Option<&'a Episode> {
        self.episodes.get(self.index + 1).copied()
    }
}

/// A rule on one episode and its neighbours.
struct Rule {
    code: Code,
    column: &'static str,
    fails: fn(&Facts<'_>) -> bool,
}

const fn rule(code: Code, column: &'static str, fails: fn(&Facts<'_>) -> bool) -> Rule {
    Rule { code, column, fails }
}

fn all() -> impl Iterator<Item = &'static Rule> {
    [age::RULES, length::RULES, placement::RULES, sequence::RULES].into_iter().flatten()
}

/// Applies every rule in force to a collection.
pub(super) fn check(collection: &Return, last: Option<&Return>, findings: &mut Findings) {
    let headers: BTreeMap<&ChildId, &HeaderRow> =
        collection.header.iter().map(|row| (&row.child, row)).collect();
    let mut children: BTreeMap<&ChildId, Vec<&Episode>> = BTreeMap::new();
    for episode in &collection.episodes {
        children.entry(&episode.child).or_default().push(episode);
    }
    let rules: Vec<&Rule> = all().filter(|rule| rule.code.in_force(collection.year.end_year())).collect();
    for (child, episodes) in &mut children {
        episodes.sort_by_key(|episode| episode.start);
        let header = headers.get(child).copied();
        for index in 0..episodes.len() {
            let facts = Facts { year: collection.year, header, episodes, index };
            for rule in rules.iter().filter(|rule| (rule.fails)(&facts)) {
                let finding = facts.episode().source.finding(rule.code, rule.code.what());
                findings.add(finding.in_column(rule.column).about(Some(child)));
            }
        }
    }
    check_continuation(&children, last, findings);
}

/// Rule 502: where the last return left an episode open, this one begins with it.
fn check_continuation(
    children: &BTreeMap<&ChildId, Vec<&Episode>>,
    last: Option<&Return>,
    findings: &mut Findings,
) {
    let open = last.into_iter().flat_map(|last| &last.episodes).filter(|episode| episode.end.is_none());
    for left_open in open {
        let first = children.get(&left_open.child).and_then(|episodes| episodes.first());
        if let Some(first) = first
            && first.start != left_open.start
        {
            let finding = first.source.finding(Code::R502, Code::R502.what());
            findings.add(finding.in_column("DECOM").about(Some(&first.child)));
        }
    }
}
