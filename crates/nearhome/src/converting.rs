//! A problem as other solvers read it, and what is asked of a problem as plain data.
//!
//! A problem and its solution have formats of their own (`nearhome-problem/1`, `nearhome-solution/1`), so that solving and
//! checking need nothing said beside them; converting does.

use nearhome_problem::{MpsForm, Problem};
use serde::{Deserialize, Serialize};

use crate::Error;

/// Anything that can be asked of a matching problem; `format` says what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "format")]
#[non_exhaustive]
pub enum ProblemRequest {
    /// The problem as MPS.
    #[serde(rename = "nearhome-convert-request/1")]
    Convert(ConvertRequest),
}

/// Which problem another solver is to be given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConvertRequest {
    /// Name of the one level that is to be minimised; `None`: one weighted objective for all, where it is exact.
    #[serde(default)]
    pub level: Option<String>,
    /// The sums at which at most the levels before it are held, in their order; empty where no level is named.
    #[serde(default)]
    pub held: Vec<i64>,
}

/// The answer to a [`ProblemRequest`]; in JSON it is the answer itself, whose `format` says which.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(untagged)]
#[non_exhaustive]
pub enum ProblemAnswer {
    /// To [`ProblemRequest::Convert`].
    Mps(Mps),
}

/// A problem in the form in which other solvers read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Mps {
    /// `nearhome-mps/1`.
    pub format: &'static str,
    /// The text of the MPS file, in the arc model.
    pub text: String,
}

/// Answers a request about a matching problem.
///
/// # Errors
///
/// Those of the request's own function.
///
/// # Examples
///
/// ```
/// use nearhome::{ProblemRequest, ask_problem, problem_format::Problem};
///
/// let problem = Problem::read_json(
///     &br#"{ "format": "nearhome-problem/1", "levels": ["miles"], "homes": [{ "id": "h", "places": 1 }],
///     "children": [{ "id": "c", "unplaced": [9] }], "options": [{ "child": 0, "home": 0, "cost": [4] }] }"#[..],
/// )?;
/// let request: ProblemRequest = serde_json::from_str(r#"{ "format": "nearhome-convert-request/1" }"#)?;
/// let answer = serde_json::to_value(ask_problem(&problem, &request)?)?;
/// assert_eq!(answer["format"], "nearhome-mps/1");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn ask_problem(problem: &Problem, request: &ProblemRequest) -> Result<ProblemAnswer, Error> {
    match request {
        ProblemRequest::Convert(request) => convert(problem, request).map(ProblemAnswer::Mps),
    }
}

/// Writes a problem as MPS for other solvers.
///
/// # Errors
///
/// [`Error::BadRequest`] when there is no such level, the number of held sums is not the number of
/// earlier levels, or weights would not be exact.
pub fn convert(problem: &Problem, request: &ConvertRequest) -> Result<Mps, Error> {
    let held: Vec<i128> = request.held.iter().copied().map(i128::from).collect();
    let form = form(problem, request, &held)?;
    let mut text = Vec::new();
    problem.write_mps(&mut text, form).map_err(|error| Error::BadRequest(error.to_string()))?;
    // Names in MPS are numbers, so that what was written is text whatever the ids are.
    let text = String::from_utf8(text).map_err(|error| Error::BadRequest(error.to_string()))?;
    Ok(Mps { format: "nearhome-mps/1", text })
}

fn form<'a>(problem: &Problem, request: &ConvertRequest, held: &'a [i128]) -> Result<MpsForm<'a>, Error> {
    let Some(name) = &request.level else {
        if held.is_empty() {
            return Ok(MpsForm::Weighted);
        }
        return Err(Error::BadRequest(
            "--held: name the level after those that are held with --level".to_owned(),
        ));
    };
    let level = problem.levels.iter().position(|level| level == name).ok_or_else(|| {
        Error::BadRequest(format!("there is no level `{name}`; the levels are {}", problem.levels.join(", ")))
    })?;
    if held.len() != level {
        return Err(Error::BadRequest(format!(
            "level `{name}` comes after {level} others: give their sums with --held, {} were given",
            held.len()
        )));
    }
    Ok(MpsForm::Level { level, held })
}
