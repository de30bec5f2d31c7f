//! A snapshot's problem, its plan, and a panel's questions about it.

use std::{borrow::Cow, path::Path};

use nearhome_matching::{
    Alteration, Assembly, Explanation, HomeOffer, LaterNeeds, MatchError, MatchPlan, Offers, OffersWanted,
    Questions, Shortlist, Shortlists, Sitting, TradeOff, Urgency, Vacancy, WhatIf, judge_homes, plan,
    solve_checked, unfollowed_wishes,
};
use nearhome_model::{ChildId, HomeId};
use nearhome_optimiser::Settings;
use nearhome_problem::{Problem, Status};
use serde::Deserialize;

use crate::{
    Error, ExplainRequest, FrontierRequest, Judged, Limits, MatchRequest, OffersRequest, Progress,
    QuestionsRequest, ShortlistRequest, ShortlistsRequest, VacancyRequest, WhatIfRequest,
    council::{other_format, read_text},
    error::without_value,
};

impl From<MatchError> for Error {
    fn from(error: MatchError) -> Self {
        match error {
            MatchError::Rejected(why) => Self::Rejected(why),
            other => Self::BadRequest(other.to_string()),
        }
    }
}

/// Prepares a council and asks it a question, under limits that hold for both.
fn asked<T>(
    judged: &Judged,
    limits: &Limits,
    progress: &(dyn Fn(&Progress) + Sync),
    question: impl FnOnce(&mut Sitting<'_>, &Settings<'_>) -> Result<T, MatchError>,
) -> Result<T, Error> {
    let assembly = Assembly::new(&judged.snapshot, &judged.policy)?;
    let told = limits.run(progress, |settings| question(&mut Sitting::new(&assembly, settings)?, settings));
    Ok(told?)
}

/// Builds the matching problem of a snapshot.
///
/// # Errors
///
/// [`Error::BadRequest`] when a fee or weight is beyond the format's range.
pub fn problem(judged: &Judged) -> Result<Problem, Error> {
    Ok(Assembly::new(&judged.snapshot, &judged.policy)?.problem)
}

/// Proposes a home for every child who needs one or may move; with wishes also every wish that the plan does not follow
/// and what following it would cost.
///
/// # Errors
///
/// As [`problem`], and [`Error::Rejected`] when the checker does not accept the answer.
pub fn match_children(
    judged: &Judged,
    wanted: &MatchRequest,
    limits: &Limits,
    progress: &(dyn Fn(&Progress) + Sync),
) -> Result<MatchPlan, Error> {
    let assembly = Assembly::new(&judged.snapshot, &judged.policy)?;
    let plan = limits.run(progress, |settings| {
        let checked = solve_checked(&assembly, settings)?;
        let mut plan = plan(&assembly, &checked);
        if wanted.wishes && plan.status == Status::Optimal {
            let mut sitting = Sitting::of_plan(&assembly, &checked)?;
            plan.unfollowed_wishes = Some(unfollowed_wishes(&mut sitting, settings)?);
        }
        Ok::<_, MatchError>(plan)
    });
    Ok(plan?)
}

/// A copy of a council in which the searches of these children are emergencies: the rules relax the gates that the
/// regulations let them, list what follows, and relax no requirement of safety.
///
/// # Errors
///
/// [`Error::BadRequest`] when there is no such child.
pub fn in_an_emergency(judged: &Judged, children: &[String]) -> Result<Judged, Error> {
    let children: Vec<ChildId> =
        children.iter().map(|child| child_id(child)).collect::<Result<_, Error>>()?;
    let snapshot = nearhome_matching::in_an_emergency(&judged.snapshot, &children)?;
    Ok(Judged { snapshot, ..judged.clone() })
}

/// The council, with the searches of these children as emergencies where that is asked.
fn urgent<'j>(judged: &'j Judged, children: &[String], urgency: Urgency) -> Result<Cow<'j, Judged>, Error> {
    match urgency {
        Urgency::Ordinary => Ok(Cow::Borrowed(judged)),
        Urgency::Emergency => in_an_emergency(judged, children).map(Cow::Owned),
    }
}

/// Ranks the homes for one child, with the standing of each in the best plans; for the best of them and for that of the
/// best plan also what choosing them costs. With `opportunity` 0 nothing is solved: every home is judged, and that is all.
///
/// # Errors
///
/// [`Error::BadRequest`] when the snapshot has no such child; else as [`match_children`].
pub fn shortlist(
    judged: &Judged,
    wanted: &ShortlistRequest,
    limits: &Limits,
    progress: &(dyn Fn(&Progress) + Sync),
) -> Result<Shortlist, Error> {
    let judged = &*urgent(judged, std::slice::from_ref(&wanted.child), wanted.urgency)?;
    let (child, opportunity) = (child_id(&wanted.child)?, wanted.opportunity);
    let assembly = Assembly::new(&judged.snapshot, &judged.policy)?;
    let mut list = if opportunity == 0 {
        judge_homes(&assembly, &child)?
    } else {
        limits.run(progress, |settings| {
            let mut sitting = Sitting::new(&assembly, settings)?;
            nearhome_matching::shortlist(&mut sitting, &child, opportunity, settings)
        })?
    };
    tell_later(judged, &assembly, std::slice::from_mut(&mut list));
    Ok(list)
}

/// Writes what children still to come may lose into shortlists, where a past was given.
fn tell_later(judged: &Judged, assembly: &Assembly<'_>, lists: &mut [Shortlist]) {
    let Some(past) = &judged.past else { return };
    let needs = LaterNeeds::new(assembly, past);
    for list in lists {
        needs.tell(assembly, list);
    }
}

/// The shortlists of several children who are decided on together, beside the best plan for all; `opportunity` as
/// in [`shortlist`], but the best plan is looked for in any case.
///
/// # Errors
///
/// As [`shortlist`], and [`Error::BadRequest`] when a child is named twice.
pub fn shortlists(
    judged: &Judged,
    wanted: &ShortlistsRequest,
    limits: &Limits,
    progress: &(dyn Fn(&Progress) + Sync),
) -> Result<Shortlists, Error> {
    let judged = &*urgent(judged, &wanted.children, wanted.urgency)?;
    let children: Vec<ChildId> =
        wanted.children.iter().map(|child| child_id(child)).collect::<Result<_, Error>>()?;
    if let Some(twice) = (1..children.len()).find(|&at| children[..at].contains(&children[at])) {
        return Err(Error::BadRequest(format!("--child: `{}` is named twice", children[twice])));
    }
    let assembly = Assembly::new(&judged.snapshot, &judged.policy)?;
    let mut lists = limits.run(progress, |settings| {
        let mut sitting = Sitting::new(&assembly, settings)?;
        nearhome_matching::shortlists(&mut sitting, &children, wanted.opportunity, settings)
    })?;
    tell_later(judged, &assembly, &mut lists.shortlists);
    Ok(lists)
}

/// Explains one child and one home: every reason, who would be displaced, what it costs and what would have to change.
///
/// # Errors
///
/// [`Error::BadRequest`] when the snapshot has no such child or home; else as [`match_children`].
pub fn explain(
    judged: &Judged,
    wanted: &ExplainRequest,
    limits: &Limits,
    progress: &(dyn Fn(&Progress) + Sync),
) -> Result<Explanation, Error> {
    let judged = &*urgent(judged, std::slice::from_ref(&wanted.child), wanted.urgency)?;
    let (child, home) = (child_id(&wanted.child)?, home_id(&wanted.home)?);
    let assembly = Assembly::new(&judged.snapshot, &judged.policy)?;
    let mut told = limits.run(progress, |settings| {
        let mut sitting = Sitting::new(&assembly, settings)?;
        nearhome_matching::explain(&mut sitting, &child, &home, settings)
    })?;
    if let Some(past) = judged.past.as_ref().filter(|_| told.ranked.is_some()) {
        LaterNeeds::new(&assembly, past).tell_explanation(&assembly, &mut told);
    }
    Ok(told)
}

/// Changes of a council, as a file holds them (`nearhome-change/1`).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeFile {
    /// `nearhome-change/1`.
    pub format: String,
    /// The changes, made one after the other.
    pub changes: Vec<Alteration>,
}

/// Reads a file of changes.
///
/// # Errors
///
/// [`Error::Io`], or [`Error::BadInput`] with the place of the first fault.
pub fn read_changes(path: &Path) -> Result<Vec<Alteration>, Error> {
    let file: ChangeFile = read_form(path, CHANGE_FORMAT, |file: &ChangeFile| &file.format)?;
    Ok(file.changes)
}

/// Reads a JSON file that names its format.
fn read_form<T: serde::de::DeserializeOwned>(
    path: &Path,
    expected: &str,
    format: impl Fn(&T) -> &str,
) -> Result<T, Error> {
    let bad = |fault: String| Error::BadInput { file: path.display().to_string(), fault };
    let text = read_text(path)?;
    if let Some(other) = other_format(&text, expected) {
        return Err(bad(format!("it is a `{other}`; expected a `{expected}`")));
    }
    let file: T = serde_json::from_str(&text).map_err(|error| bad(without_value(&error.to_string())))?;
    if format(&file) != expected {
        return Err(bad(format!("format is `{}`; expected `{expected}`", format(&file))));
    }
    Ok(file)
}

/// The format of a file of changes.
const CHANGE_FORMAT: &str = "nearhome-change/1";

/// Makes changes to a copy of the council and sets the best plans before and after side by side.
///
/// # Errors
///
/// [`Error::BadRequest`] when a change cannot be made; else as [`match_children`].
pub fn what_if(
    judged: &Judged,
    wanted: &WhatIfRequest,
    limits: &Limits,
    progress: &(dyn Fn(&Progress) + Sync),
) -> Result<WhatIf, Error> {
    asked(judged, limits, progress, |sitting, settings| {
        nearhome_matching::what_if(sitting, &wanted.changes, settings)
    })
}

/// Ranks the children whom a home's free place would serve; the best of them by solving anew.
///
/// # Errors
///
/// [`Error::BadRequest`] when the snapshot has no such home; else as [`match_children`].
pub fn vacancy(
    judged: &Judged,
    wanted: &VacancyRequest,
    limits: &Limits,
    progress: &(dyn Fn(&Progress) + Sync),
) -> Result<Vacancy, Error> {
    let home = home_id(&wanted.home)?;
    asked(judged, limits, progress, |sitting, settings| {
        nearhome_matching::vacancy(sitting, &home, wanted.best, settings)
    })
}

/// Finds which unknown facts could change a child's home: its own, and those of the best homes.
///
/// # Errors
///
/// [`Error::BadRequest`] when the snapshot has no such child; else as [`match_children`].
pub fn questions(
    judged: &Judged,
    wanted: &QuestionsRequest,
    limits: &Limits,
    progress: &(dyn Fn(&Progress) + Sync),
) -> Result<Questions, Error> {
    let child = child_id(&wanted.child)?;
    asked(judged, limits, progress, |sitting, settings| {
        nearhome_matching::questions(sitting, &child, wanted.best, settings)
    })
}

/// What is known of homes that are to be asked, as a file holds it (`nearhome-offer/1`).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OfferFile {
    /// `nearhome-offer/1`.
    pub format: String,
    /// The homes, each once.
    pub homes: Vec<HomeOffer>,
}

/// Reads a file of what is known of homes that are to be asked.
///
/// # Errors
///
/// [`Error::Io`], or [`Error::BadInput`] with the place of the first fault.
pub fn read_offers(path: &Path) -> Result<Vec<HomeOffer>, Error> {
    let file: OfferFile = read_form(path, OFFER_FORMAT, |file: &OfferFile| &file.format)?;
    Ok(file.homes)
}

/// The format of a file of what is known of homes that are to be asked.
const OFFER_FORMAT: &str = "nearhome-offer/1";

/// Finds the order in which to ask homes that may refuse, one after another.
///
/// # Errors
///
/// [`Error::BadRequest`] when the snapshot has no such child or home, the child is settled, or a probability is none;
/// else as [`match_children`].
pub fn offers(
    judged: &Judged,
    wanted: &OffersRequest,
    limits: &Limits,
    progress: &(dyn Fn(&Progress) + Sync),
) -> Result<Offers, Error> {
    let judged = &*urgent(judged, std::slice::from_ref(&wanted.child), wanted.urgency)?;
    let child = child_id(&wanted.child)?;
    let known = OffersWanted {
        homes: wanted.homes.clone(),
        otherwise: (wanted.otherwise_accepts_per_mille, wanted.otherwise_answers_in_hours),
        hours: wanted.hours,
        most: wanted.best,
    };
    asked(judged, limits, progress, |sitting, settings| {
        nearhome_matching::offers(sitting, &child, &known, settings)
    })
}

/// Finds the exact trade-off between two levels, given by their names.
///
/// # Errors
///
/// [`Error::BadRequest`] unless both are levels of the policy and differ; else as [`match_children`].
pub fn frontier(
    judged: &Judged,
    wanted: &FrontierRequest,
    limits: &Limits,
    progress: &(dyn Fn(&Progress) + Sync),
) -> Result<TradeOff, Error> {
    let known = judged.policy.levels();
    let names = || known.iter().map(|level| level.name()).collect::<Vec<_>>().join(", ");
    let level = |name: &str| {
        let found = known.iter().copied().find(|level| level.name() == name);
        found.ok_or_else(|| {
            Error::BadRequest(format!("there is no level `{name}`; the levels are {}", names()))
        })
    };
    let between = [level(&wanted.levels[0])?, level(&wanted.levels[1])?];
    let assembly = Assembly::new(&judged.snapshot, &judged.policy)?;
    Ok(limits.run(progress, |settings| nearhome_matching::trade_off(&assembly, between, settings))?)
}

pub(crate) fn child_id(child: &str) -> Result<ChildId, Error> {
    ChildId::new(child).map_err(|error| Error::BadRequest(format!("--child: {error}")))
}

pub(crate) fn home_id(home: &str) -> Result<HomeId, Error> {
    HomeId::new(home).map_err(|error| Error::BadRequest(format!("--home: {error}")))
}
