//! A snapshot's problem, its plan and one child's shortlist.

use nearhome_matching::{Assembly, MatchError, MatchPlan, Shortlist, plan, solve_checked};
use nearhome_model::ChildId;
use nearhome_problem::Problem;

use crate::{Error, Judged, Limits, Progress};

impl From<MatchError> for Error {
    fn from(error: MatchError) -> Self {
        match error {
            MatchError::Rejected(why) => Self::Rejected(why),
            other => Self::BadRequest(other.to_string()),
        }
    }
}

/// Builds the matching problem of a snapshot.
///
/// # Errors
///
/// [`Error::BadRequest`] when a fee or weight is beyond the format's range.
pub fn problem(judged: &Judged) -> Result<Problem, Error> {
    Ok(Assembly::new(&judged.snapshot, &judged.policy)?.problem)
}

/// Proposes a home for every child who needs one or may move.
///
/// # Errors
///
/// As [`problem`], and [`Error::Rejected`] when the checker does not accept the answer.
pub fn match_children(
    judged: &Judged,
    limits: Limits,
    progress: &(dyn Fn(&Progress) + Sync),
) -> Result<MatchPlan, Error> {
    let assembly = Assembly::new(&judged.snapshot, &judged.policy)?;
    let checked = limits.run(progress, |settings| solve_checked(&assembly, settings))?;
    Ok(plan(&assembly, &checked))
}

/// Ranks the homes for one child; for the best `opportunity` of them also what they cost other children.
///
/// # Errors
///
/// [`Error::BadRequest`] when the snapshot has no such child; else as [`match_children`].
pub fn shortlist(
    judged: &Judged,
    child: &str,
    opportunity: usize,
    limits: Limits,
    progress: &(dyn Fn(&Progress) + Sync),
) -> Result<Shortlist, Error> {
    let child = ChildId::new(child).map_err(|error| Error::BadRequest(format!("--child: {error}")))?;
    let assembly = Assembly::new(&judged.snapshot, &judged.policy)?;
    let list = limits
        .run(progress, |settings| nearhome_matching::shortlist(&assembly, &child, opportunity, settings));
    Ok(list?)
}
