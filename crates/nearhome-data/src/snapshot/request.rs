//! Takes the snapshot: who is looked after on the day, and who is held back.

use std::collections::{BTreeMap, BTreeSet};

use nearhome_model::{
    AuthorityCode, Child, ChildId, Date, HeldBack, Home, InvalidSnapshot, Snapshot, SnapshotParts,
};

use super::{
    child::{Maker, referral},
    home_of::HomeIndex,
    relations::{keep_apart, sibling_groups},
};
use crate::{
    council::Council,
    findings::{Code, Findings},
    geography::Authorities,
    ssda903::{CollectionYear, Episode, History},
};

/// What a snapshot is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnapshotRequest {
    /// The day.
    pub date: Date,
    /// The responsible authority; where it is `None`, the one that `policy.toml` names.
    pub authority: Option<AuthorityCode>,
}

/// Why no snapshot could be taken.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SnapshotError {
    /// Nobody says whose children they are.
    #[error("the authority is not known: name it, or add `authority = \"E06000047\"` to policy.toml")]
    NoAuthority,
    /// The authority is none of Great Britain's.
    #[error("`{code}` is not the code of an authority that looks after children")]
    UnknownAuthority {
        /// The code as given.
        code: AuthorityCode,
    },
    /// The day lies before the returns: of the children looked after then, those who left since are not known.
    #[error("the first return begins on {first}: who was looked after on {date} is not known")]
    BeforeReturns {
        /// The day that was asked for.
        date: Date,
        /// The first day of the first return that has an episode.
        first: Date,
    },
    /// The parts contradict one another in a way that no finding foresaw.
    #[error("the snapshot contradicts itself")]
    Invalid(#[from] InvalidSnapshot),
}

impl Council {
    /// The state on a day: children with an open episode, short breaks excepted, and referrals.
    ///
    /// An episode covers its first day and not its last. Children whose records contradict one another
    /// about the day are held back: left out, and named with the codes of the reason.
    ///
    /// # Errors
    ///
    /// [`SnapshotError`] when the authority is not known, when the day lies before the returns, or when parts contradict
    /// one another.
    pub fn snapshot(&self, request: &SnapshotRequest) -> Result<(Snapshot, Findings), SnapshotError> {
        let authority = self.authority_of(request)?;
        if let Some(first) =
            self.first_year.map(CollectionYear::first_day).filter(|&first| request.date < first)
        {
            return Err(SnapshotError::BeforeReturns { date: request.date, first });
        }
        let mut findings = Findings::default();
        let mut held_back: BTreeMap<ChildId, BTreeSet<Code>> = BTreeMap::new();
        let index = HomeIndex::of(&self.homes);
        let maker = Maker { council: self, date: request.date, index: &index };
        let mut children: BTreeMap<ChildId, Child> = BTreeMap::new();
        for (id, history) in &self.histories {
            match self.state_on(request.date, id, history) {
                State::Absent => {}
                State::HeldBack(codes) => {
                    held_back.insert(id.clone(), codes);
                }
                State::Placed(episode) => match maker.child(id, history, episode, &mut findings) {
                    Ok(child) => {
                        children.insert(id.clone(), child);
                    }
                    Err(code) => {
                        held_back.insert(id.clone(), BTreeSet::from([code]));
                    }
                },
            }
        }
        self.add_referrals(&mut children, &mut held_back, &mut findings);
        let sibling_groups = sibling_groups(self, &mut children, &mut held_back, &mut findings);
        let keep_apart = keep_apart(self, &children, &held_back, &mut findings);
        drop_lost_babies(&mut children);
        let homes = self.homes_on(&children, &mut findings);
        let snapshot = Snapshot::new(SnapshotParts {
            adjoining: Authorities::built_in().adjoining(&authority),
            authority,
            date: request.date,
            children: children.into_values().collect(),
            homes,
            providers: self.providers.values().cloned().collect(),
            contracts: self.contracts.values().cloned().collect(),
            sibling_groups,
            keep_apart,
            held_back: held_back.into_iter().map(held).collect(),
        })?;
        Ok((snapshot, findings))
    }

    pub(super) fn authority_of(&self, request: &SnapshotRequest) -> Result<AuthorityCode, SnapshotError> {
        let code =
            request.authority.as_ref().or(self.authority.as_ref()).ok_or(SnapshotError::NoAuthority)?;
        let known = Authorities::built_in().get(code).map(|authority| authority.code.clone());
        known.ok_or_else(|| SnapshotError::UnknownAuthority { code: code.clone() })
    }

    /// Where a child of the returns stands on a day.
    fn state_on<'a>(&self, date: Date, id: &ChildId, history: &'a History) -> State<'a> {
        let covering: Vec<&Episode> = history.covering(date).collect();
        let mut codes: BTreeSet<Code> = history.uncertain_rows(date).collect();
        if !codes.is_empty() {
            codes.insert(Code::UncertainRow);
        }
        let care: Vec<&Episode> =
            covering.iter().copied().filter(|episode| !episode.is_short_break()).collect();
        if care.is_empty() && codes.is_empty() {
            return State::Absent;
        }
        if covering.len() > 1 {
            codes.insert(Code::TwoAtOnce);
        }
        for episode in &care {
            codes.extend(self.contradictions(date, history, episode));
        }
        codes.extend(self.children_left_out.get(id));
        match (care.as_slice(), codes.is_empty()) {
            (&[episode], true) => State::Placed(episode),
            _ => State::HeldBack(codes),
        }
    }

    fn contradictions(&self, date: Date, history: &History, episode: &Episode) -> Vec<Code> {
        let mut codes = Vec::new();
        match &history.header {
            None => codes.push(Code::NoHeader),
            Some(header) if episode.start < header.birth_date => codes.push(Code::R302),
            Some(_) => {}
        }
        if episode.is_left_behind(self.last_year) && date > episode.year.last_day() {
            codes.push(Code::Vanished);
        }
        codes
    }

    /// Children of children.csv whom no episode covers: referrals, where their row says enough.
    fn add_referrals(
        &self,
        children: &mut BTreeMap<ChildId, Child>,
        held_back: &mut BTreeMap<ChildId, BTreeSet<Code>>,
        findings: &mut Findings,
    ) {
        for (id, row) in &self.children {
            if children.contains_key(id) || held_back.contains_key(id) {
                continue;
            }
            if let Some(child) = referral(self, row) {
                children.insert(id.clone(), child);
                continue;
            }
            let message = "no open episode on the day, and no referral";
            findings.add(row.source.finding(Code::NotLookedAfter, message).about(Some(id)));
        }
        for (id, &code) in &self.children_left_out {
            held_back.entry(id.clone()).or_default().insert(code);
        }
    }

    /// The homes, with a warning for each that has more residents than usable places.
    fn homes_on(&self, children: &BTreeMap<ChildId, Child>, findings: &mut Findings) -> Vec<Home> {
        let mut residents: BTreeMap<&nearhome_model::HomeId, usize> = BTreeMap::new();
        for home in children.values().filter_map(|child| child.placement.as_ref()?.home.as_ref()) {
            *residents.entry(home).or_default() += 1;
        }
        for home in self.homes.values() {
            let taken = residents.get(&home.id).copied().unwrap_or_default() + home.other_residents.len();
            if taken > usize::from(home.usable_places) {
                let message =
                    format!("home {}: {taken} residents in {} usable places", home.id, home.usable_places);
                findings.add(crate::findings::Finding::new(Code::OverFull, &"homes.csv".into(), message));
            }
        }
        self.homes.values().cloned().collect()
    }
}

/// Where a child stands on a day.
enum State<'a> {
    /// Not looked after, or for short breaks only.
    Absent,
    /// The records contradict one another.
    HeldBack(BTreeSet<Code>),
    /// Looked after under this episode.
    Placed(&'a Episode),
}

fn held((child, codes): (ChildId, BTreeSet<Code>)) -> HeldBack {
    let texts: BTreeSet<String> = codes.into_iter().map(|code| code.text().to_owned()).collect();
    HeldBack { child, findings: texts.into_iter().collect() }
}

/// A parent whose baby is not in the snapshot is matched alone.
fn drop_lost_babies(children: &mut BTreeMap<ChildId, Child>) {
    let known: BTreeSet<ChildId> = children.keys().cloned().collect();
    for child in children.values_mut() {
        child.baby = child.baby.take().filter(|baby| known.contains(baby) && *baby != child.id);
    }
}
