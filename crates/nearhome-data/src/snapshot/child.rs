//! One child of the snapshot, from the returns and from children.csv.

use nearhome_model::{
    Child, ChildId, Contact, CurrentPlacement, Date, HomeId, LegalStatus, Location, Matching, Moving,
    PlacementCode, Postcode, School, Search, Unaccompanied,
};

use super::home_of::{Found, HomeIndex, is_registered_kind};
use crate::{
    council::Council,
    findings::{Code, Findings},
    register::ChildRow,
    ssda903::{ChangeReason, Episode, History, NewEpisode},
};

/// Makes the children of one day.
pub(super) struct Maker<'a> {
    pub(super) council: &'a Council,
    pub(super) date: Date,
    pub(super) index: &'a HomeIndex<'a>,
}

impl Maker<'_> {
    /// A child under an open episode; the code of what holds the child back where a fact is missing.
    pub(super) fn child(
        &self,
        id: &ChildId,
        history: &History,
        episode: &Episode,
        findings: &mut Findings,
    ) -> Result<Child, Code> {
        let header = history.header.as_ref().ok_or(Code::NoHeader)?;
        let row = self.council.children.get(id);
        if let Some(row) = row {
            report_contradictions(row, history, episode, findings);
        }
        let placement = self.placement(history, episode, row, findings);
        let home_postcode = episode.home_postcode.clone().or_else(|| row?.home_postcode.clone());
        let mut child = Child {
            birth_date: header.birth_date,
            sex: header.sex.or_else(|| row?.sex).ok_or(Code::R101)?,
            ethnicity: header.ethnicity.or_else(|| row?.ethnicity),
            legal_status: episode.legal_status,
            category_of_need: episode.category_of_need,
            unaccompanied: history.uasc.as_ref().map(|uasc| Unaccompanied { ceases: uasc.ceases }),
            home: self.council.locate(home_postcode.as_ref()),
            placement: Some(placement),
            ..blank(id, header.birth_date, episode)
        };
        if let Some(row) = row {
            self.add_row(&mut child, row);
        }
        Ok(child)
    }

    fn add_row(&self, child: &mut Child, row: &ChildRow) {
        add_row(self.council, child, row);
    }

    /// Where the child lives. During a temporary move the usual placement is meant, whose place is kept.
    fn placement(
        &self,
        history: &History,
        episode: &Episode,
        row: Option<&ChildRow>,
        findings: &mut Findings,
    ) -> CurrentPlacement {
        let usual = history.usual_placement(episode);
        let long_term = match usual.place {
            PlacementCode::U1 | PlacementCode::U4 => Matching::LongTerm,
            _ => Matching::NotMatched,
        };
        let matching = row.and_then(|row| row.long_term);
        CurrentPlacement {
            home: self.home(usual, row, findings),
            kind: usual.place,
            provider: usual.provider,
            location: self.council.locate(usual.placement_postcode.as_ref()),
            since: same_carers_since(history, usual).min(self.date),
            matching: match matching {
                Some(true) => Matching::LongTerm,
                Some(false) => Matching::NotMatched,
                None => long_term,
            },
        }
    }

    fn home(&self, episode: &Episode, row: Option<&ChildRow>, findings: &mut Findings) -> Option<HomeId> {
        if let Some((row, named)) = row.and_then(|row| Some((row, row.home.as_ref()?))) {
            if self.council.homes.contains_key(named) {
                return Some(named.clone());
            }
            let finding = row.source.finding(Code::UnknownReference, "the register does not hold this home");
            findings.add(finding.in_column("home").about(Some(&row.child)));
        }
        let message = match self.index.find(episode) {
            Found::One(home) => return Some(home.id.clone()),
            Found::Several => "several homes have this postcode, kind and URN",
            Found::None => "no home has this postcode, kind and URN",
        };
        if is_registered_kind(episode.place) {
            let finding = episode.source.finding(Code::HomeNotFound, message);
            findings.add(finding.in_column("PL_POST").about(Some(&episode.child)));
        }
        None
    }
}

/// A child of whom only the episode is known.
fn blank(id: &ChildId, birth_date: Date, episode: &Episode) -> Child {
    unplaced(id, birth_date, nearhome_model::Sex::Unspecified, episode.legal_status, episode.category_of_need)
}

fn unplaced(
    id: &ChildId,
    birth_date: Date,
    sex: nearhome_model::Sex,
    legal_status: LegalStatus,
    category_of_need: nearhome_model::CategoryOfNeed,
) -> Child {
    Child {
        id: id.clone(),
        birth_date,
        sex,
        ethnicity: None,
        religion: None,
        languages: std::collections::BTreeSet::new(),
        legal_status,
        category_of_need,
        unaccompanied: None,
        disabilities: std::collections::BTreeSet::new(),
        circumstances: std::collections::BTreeSet::new(),
        needs: nearhome_model::Needs::default(),
        risks: std::collections::BTreeSet::new(),
        recommendation: nearhome_model::Recommendation::default(),
        home: Location::default(),
        school: None,
        contacts: vec![],
        avoid: vec![],
        wishes: nearhome_model::Wishes::default(),
        baby: None,
        placement: None,
        search: Search { moving: Moving::Settled, needed_by: None, emergency: false },
    }
}

/// A child whom no episode covers; `None` where the row does not say enough to match the child.
pub(super) fn referral(council: &Council, row: &ChildRow) -> Option<Child> {
    if row.search.moving == Moving::Settled {
        return None;
    }
    let child = unplaced(&row.child, row.birth_date?, row.sex?, row.legal_status?, row.category_of_need?);
    let mut child = Child {
        ethnicity: row.ethnicity,
        home: council.locate(row.home_postcode.as_ref()),
        unaccompanied: row.unaccompanied.filter(|&yes| yes).map(|_| Unaccompanied { ceases: None }),
        ..child
    };
    add_row(council, &mut child, row);
    // A referral has no home to stay in, so that it cannot merely be permitted or planned to move.
    child.search.moving = Moving::Needed;
    Some(child)
}

fn add_row(council: &Council, child: &mut Child, row: &ChildRow) {
    let row = row.clone();
    child.religion = row.religion;
    child.languages = row.languages;
    child.disabilities = row.disabilities;
    child.circumstances = row.circumstances;
    child.needs = row.needs;
    if let Some(order) = &mut child.needs.deprivation_of_liberty {
        order.home = order.home.take().filter(|home| council.homes.contains_key(home));
    }
    child.risks = row.risks;
    child.recommendation = row.recommendation;
    child.school = row.school.map(|school| School {
        location: council.locate(Some(&school.postcode)),
        visits: school.visits,
        must_continue: school.must_continue,
    });
    let contact =
        |(postcode, visits): (Postcode, _)| Contact { location: council.locate(Some(&postcode)), visits };
    child.contacts = row.contacts.into_iter().map(contact).collect();
    child.avoid = row.avoid.iter().map(|postcode| council.locate(Some(postcode))).collect();
    child.wishes = row.wishes;
    child.wishes.homes.retain(|home| council.homes.contains_key(home));
    child.wishes.not_homes.retain(|home| council.homes.contains_key(home));
    child.baby = row.baby;
    child.search = row.search;
}

/// The first day with the same carers.
///
/// The carers stay the same where RNE is L, T or U, where the reason of the change is PLACE, and where
/// the child returns from a temporary move to the PLACE and postcode of before.
fn same_carers_since(history: &History, episode: &Episode) -> Date {
    let mut first = episode;
    while let Some(earlier) = history.before(first) {
        let kept = match first.new_episode {
            Some(NewEpisode::LegalStatus | NewEpisode::PlacementSameCarer | NewEpisode::BothSameCarer) => {
                true
            }
            Some(NewEpisode::Started) => false,
            _ => earlier.change_reason == Some(ChangeReason::StatusOnly),
        };
        let usual = history.usual_placement(earlier);
        let returned = earlier.is_temporary()
            && usual.place == first.place
            && usual.placement_postcode == first.placement_postcode;
        if returned {
            first = usual;
        } else if kept && !earlier.is_temporary() {
            first = earlier;
        } else {
            break;
        }
    }
    first.start
}

/// Reports where children.csv says otherwise than the return, which rules.
fn report_contradictions(row: &ChildRow, history: &History, episode: &Episode, findings: &mut Findings) {
    let header = history.header.as_ref();
    let checks = [
        ("birth_date", differ(row.birth_date, header.map(|header| header.birth_date))),
        ("sex", differ(row.sex, header.and_then(|header| header.sex))),
        ("ethnicity", differ(row.ethnicity, header.and_then(|header| header.ethnicity))),
        ("legal_status", differ(row.legal_status, Some(episode.legal_status))),
        ("category_of_need", differ(row.category_of_need, Some(episode.category_of_need))),
        ("home_postcode", differ(row.home_postcode.as_ref(), episode.home_postcode.as_ref())),
        ("unaccompanied", differ(row.unaccompanied, Some(history.uasc.is_some()))),
    ];
    for (column, _) in checks.into_iter().filter(|&(_, differs)| differs) {
        let finding = row.source.finding(Code::Contradiction, "the return says otherwise");
        findings.add(finding.in_column(column).about(Some(&row.child)));
    }
}

fn differ<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
    matches!((one, other), (Some(one), Some(other)) if one != other)
}
