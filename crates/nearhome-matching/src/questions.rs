//! What to ask first: facts that nobody has recorded, or recorded long ago, and that could change a child's home.
//!
//! Each possible value of such a fact is written into a copy of the council, which is judged and solved anew. A
//! fact is worth asking about where for some value no best plan has the child in the home that it has today. Only facts
//! that the records can hold as unknown, or with a day, are considered; the answer names all of them, those that change
//! nothing too.

use nearhome_model::{ChildId, Ethnicity, HomeId, Pets, RegistrationStatus, Religion, SiblingAssessment};
use nearhome_optimiser::Settings;
use serde::Serialize;

use crate::{
    Alteration, Assembly, ExcludedHome, Forced, LevelCost, MatchError, Sitting, alteration::altered,
    difference::minus, judge_homes, matching::level_cost,
};

/// A fact that is not recorded, or that was recorded so long ago that it may be otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UnknownFact {
    /// Whether the child and its brothers and sisters are to live together or apart.
    SiblingAssessment,
    /// The child's religion. Of the values that no home supports, which count alike, one is tried for all; to have
    /// none counts as not recorded.
    Religion,
    /// The child's ethnic background. Of the values that no home shares, which count alike, one is tried for all.
    Ethnicity,
    /// Whether this home has pets, where the child must have some or must not.
    Pets(HomeId),
    /// Whether the temporary approval of this home, whose recorded last day has passed, was extended: nothing else
    /// excludes the home.
    ApprovalExtended(HomeId),
    /// Whether the notice or suspension of this home, recorded [`OLD_DAYS`] days ago or earlier, was lifted: nothing
    /// else excludes the home.
    NoticeLifted(HomeId),
}

/// A value that an unknown fact may have, after which no best plan has the child in the home of today's plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct OtherAnswer {
    /// The value, as a change of the council.
    pub change: Alteration,
    /// Where a best plan then has the child; `None`: in no home of the register.
    pub home: Option<HomeId>,
    /// What all children together cost more then in today's home than in the best plan; `None`: the child may no
    /// longer be there.
    pub cost_of_todays_home: Option<LevelCost>,
}

/// An unknown fact with what it could change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Question {
    /// The fact.
    pub fact: UnknownFact,
    /// How many values were tried.
    pub values: usize,
    /// Those that change the child's home; empty: asking can wait.
    pub changing: Vec<OtherAnswer>,
}

/// What to ask first for a child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Questions {
    /// `nearhome-questions/1`.
    pub format: &'static str,
    /// The child.
    pub child: ChildId,
    /// Where the best plan has the child with what is known today; `None`: in no home, or there is no best plan.
    pub home: Option<HomeId>,
    /// Whether every value was tried to the end; `false` where a run was stopped at a limit.
    pub exact: bool,
    /// Every unknown fact that was considered: those that change the child's home first.
    pub questions: Vec<Question>,
}

/// Notices older than these days are asked about: a quarter of a year.
pub const OLD_DAYS: i32 = 91;

/// Finds what to ask first for a child, of itself, of the best `homes` homes of its shortlist and of as many that one
/// old fact excludes.
///
/// # Errors
///
/// [`MatchError::UnknownChild`], or [`MatchError::Rejected`] when the checker does not accept an answer.
pub fn questions(
    sitting: &Sitting<'_>,
    child: &ChildId,
    homes: usize,
    settings: &Settings<'_>,
) -> Result<Questions, MatchError> {
    let assembly = sitting.assembly();
    let unknown = unknown_facts(assembly, child, homes)?;
    let mut told = Questions {
        format: "nearhome-questions/1",
        child: child.clone(),
        home: None,
        exact: *sitting.best() != Forced::Stopped,
        questions: Vec::new(),
    };
    let (Some(number), Some(plan)) = (assembly.number_of(child), sitting.optimum()) else { return Ok(told) };
    let today = plan.homes[number].map(|home| home as usize);
    told.home = today.map(|home| assembly.homes[home].id.clone());
    for (fact, values) in unknown {
        let mut question = Question { fact, values: values.len(), changing: Vec::new() };
        for change in values {
            match answered(sitting, (child, told.home.as_ref()), change, settings)? {
                Answered::Same => {}
                Answered::Other(other) => question.changing.push(other),
                Answered::Stopped => told.exact = false,
            }
        }
        told.questions.push(question);
    }
    told.questions.sort_by_key(|question| question.changing.is_empty());
    Ok(told)
}

enum Answered {
    Same,
    Other(OtherAnswer),
    Stopped,
}

/// Solves the council with a value of the fact.
fn answered(
    known: &Sitting<'_>,
    (child, today): (&ChildId, Option<&HomeId>),
    change: Alteration,
    settings: &Settings<'_>,
) -> Result<Answered, MatchError> {
    let assembly = known.assembly();
    let other = altered(assembly.snapshot, std::slice::from_ref(&change))?;
    let other = assembly.altered(&other.snapshot, &other.edits)?;
    let mut sitting = Sitting::near(&other, known, settings)?;
    let Some(number) = other.number_of(child) else { return Ok(Answered::Same) };
    let Forced::Best(best) = sitting.best().clone() else {
        return Ok(if *sitting.best() == Forced::Stopped { Answered::Stopped } else { Answered::Same });
    };
    let today = today.and_then(|home| other.number_of_home(home));
    let cost = match sitting.forced(number, today, settings)? {
        Forced::Best(with) if with.totals == best.totals => return Ok(Answered::Same),
        Forced::Best(with) => Some(level_cost(other.levels(), minus(&with.totals, &best.totals).into_iter())),
        Forced::Impossible => None,
        Forced::Stopped => return Ok(Answered::Stopped),
    };
    let home = best.homes[number].map(|home| other.homes[home as usize].id.clone());
    Ok(Answered::Other(OtherAnswer { change, home, cost_of_todays_home: cost }))
}

/// Every unknown fact that is considered, with the values that it may have.
fn unknown_facts(
    assembly: &Assembly<'_>,
    id: &ChildId,
    most: usize,
) -> Result<Vec<(UnknownFact, Vec<Alteration>)>, MatchError> {
    let list = judge_homes(assembly, id)?;
    let stale = stale_facts(assembly, id, &list.excluded);
    let ranked = list.ranked;
    let child = assembly.snapshot.child(id).expect("the child was judged");
    let mut found = Vec::new();
    let group = assembly.snapshot.sibling_group(id);
    if group.is_some_and(|group| group.assessment == SiblingAssessment::NotAssessed) {
        let values = [SiblingAssessment::Together, SiblingAssessment::Apart];
        let assessed = |assessment| Alteration::SiblingsAssessed { child: id.clone(), assessment };
        found.push((UnknownFact::SiblingAssessment, values.map(assessed).to_vec()));
    }
    if child.religion.is_none() {
        let shared = |own: &&Religion| assembly.homes.iter().any(|home| home.religions.contains(own));
        let some: Vec<Religion> =
            Religion::ALL.iter().copied().filter(|&religion| religion != Religion::None).collect();
        let values = shared_and_one_other(&some, shared);
        let known = |&religion: &Religion| Alteration::ReligionKnown { child: id.clone(), religion };
        found.push((UnknownFact::Religion, values.iter().map(known).collect()));
    }
    if child.ethnicity.is_none() {
        let shared = |own: &&Ethnicity| assembly.homes.iter().any(|home| home.ethnicities.contains(own));
        let recorded: Vec<Ethnicity> =
            Ethnicity::ALL.iter().copied().filter(|&value| is_a_background(value)).collect();
        let values = shared_and_one_other(&recorded, shared);
        let known = |&ethnicity: &Ethnicity| Alteration::EthnicityKnown { child: id.clone(), ethnicity };
        found.push((UnknownFact::Ethnicity, values.iter().map(known).collect()));
    }
    if matches!(child.needs.pets, Pets::No | Pets::Must) {
        let homes = ranked.into_iter().take(most).map(|entry| entry.home);
        let unknown =
            homes.filter(|home| assembly.snapshot.home(home).is_some_and(|home| home.pets.is_none()));
        found.extend(unknown.map(|home| {
            let known = |pets| Alteration::PetsKnown { home: home.clone(), pets };
            (UnknownFact::Pets(home.clone()), [false, true].map(known).to_vec())
        }));
    }
    found.extend(stale.into_iter().take(most));
    Ok(found)
}

/// Facts of homes that nothing but one old fact excludes, by home.
fn stale_facts(
    assembly: &Assembly<'_>,
    id: &ChildId,
    excluded: &[ExcludedHome],
) -> Vec<(UnknownFact, Vec<Alteration>)> {
    let today = assembly.snapshot.date;
    let child = assembly.snapshot.child(id).expect("the child was judged");
    let stale = excluded.iter().filter_map(|entry| {
        let [reason] = &entry.reasons[..] else { return None };
        let home = entry.home.clone();
        let record = assembly.snapshot.home(&home)?;
        match reason.rule.as_str() {
            "H004" if record.approval.until.is_some_and(|until| until < today) => {
                let until = child.search.needed_by.map_or(today, |needed| needed.max(today));
                let extended = Alteration::ApprovedUntil { home: home.clone(), until };
                Some((UnknownFact::ApprovalExtended(home), vec![extended]))
            }
            "H009" | "H010" => {
                let event = record.registration.iter().rfind(|event| event.from <= today)?;
                let is_old =
                    event.status != RegistrationStatus::Cancelled && event.from.days_until(today) >= OLD_DAYS;
                let lifted = Alteration::RegistrationRestored { home: home.clone() };
                is_old.then(|| (UnknownFact::NoticeLifted(home), vec![lifted]))
            }
            _ => None,
        }
    });
    stale.collect()
}

/// Values that some home shares, and the first that none does: it stands for all of those.
fn shared_and_one_other<T: Copy>(all: &[T], is_shared: impl Fn(&&T) -> bool) -> Vec<T> {
    let shared = all.iter().filter(&is_shared);
    let other = all.iter().find(|value| !is_shared(value));
    shared.chain(other).copied().collect()
}

/// Whether a code says something of the child: refused and not obtained are as good as not recorded.
fn is_a_background(ethnicity: Ethnicity) -> bool {
    !matches!(ethnicity, Ethnicity::Refused | Ethnicity::NotObtained)
}
