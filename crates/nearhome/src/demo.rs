//! The demonstration: a made-up county from its files to its plan, in one folder.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

use nearhome_data::{
    Authorities,
    synth::{Existing, SynthRequest},
};
use nearhome_matching::{Assembly, MatchPlan, Shortlist, judge_homes, plan, solve_checked};
use nearhome_model::{AuthorityCode, Child, ChildId, Moving, Snapshot};
use nearhome_report::{DemoStory, demo_page};

use serde::{Deserialize, Serialize};

use crate::{
    Error, Judged, Limits, Progress, ReadSettings, Step,
    council::{SnapshotAnswer, snapshot},
    files,
    synthesis::{one, six_hundred, three, write_authority},
};

/// The county of a demonstration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DemoRequest {
    /// The authority on whose map it is made up, by its nine-character code; County Durham unless named.
    #[serde(default = "durham")]
    pub authority: String,
    /// Children looked after on the last day, 1 to 20,000.
    #[serde(default = "six_hundred")]
    pub children: u32,
    /// The same seed makes the same county.
    #[serde(default = "one")]
    pub seed: u64,
}

impl Default for DemoRequest {
    fn default() -> Self {
        Self { authority: durham(), children: six_hundred(), seed: one() }
    }
}

fn durham() -> String {
    "E06000047".to_owned()
}

/// What the demonstration made.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct Demonstration {
    /// `nearhome-demo/1`.
    pub format: &'static str,
    /// The page to read.
    pub page: String,
    /// The plan; `None`: it was cancelled before there was one.
    pub plan: Option<MatchPlan>,
    /// The shortlist of one child; `None` as for `plan`.
    pub shortlist: Option<Shortlist>,
}

impl Demonstration {
    /// The demonstration of which nothing can be shown, because it was cancelled.
    fn cancelled() -> Self {
        let page = "The demonstration was cancelled before there was a plan.\n".to_owned();
        Self { format: FORMAT, page, plan: None, shortlist: None }
    }
}

/// The format of what a demonstration answers.
const FORMAT: &str = "nearhome-demo/1";

/// Makes a synthetic authority in `folder`, takes its snapshot, matches it and tells what came out.
///
/// A folder that an earlier demonstration left is replaced; any other that is not empty is refused. A
/// county too large to be solved within the limits gets the best plan so far, which the page says. Whoever cancels it
/// ends it before its next step; what was written by then stays.
///
/// # Errors
///
/// [`Error::BadRequest`] when the authority or the number of children is out of range or the folder holds
/// something else; [`Error::Io`] when it cannot be written.
pub fn demo(
    folder: &Path,
    wanted: &DemoRequest,
    limits: &Limits,
    progress: &(dyn Fn(&Step<'_>) + Sync),
) -> Result<Demonstration, Error> {
    let code = AuthorityCode::new(&wanted.authority)
        .map_err(|error| Error::BadRequest(format!("--authority: {error}")))?;
    let request = SynthRequest {
        children: wanted.children,
        years: three(),
        seed: wanted.seed,
        ..SynthRequest::new(code)
    };
    let council = folder.join("council");
    let to = (council.as_path(), existing(folder, &council)?);
    if write_authority(&request, None, to, limits, progress)?.is_none() {
        return Ok(Demonstration::cancelled());
    }
    let day = format!("{}-03-31", request.end_year);
    match snapshot(&council, &day, &ReadSettings::default(), limits, progress)? {
        Some(answer) => shown(folder, answer, limits, progress),
        None => Ok(Demonstration::cancelled()),
    }
}

/// Matches the county and writes all that there is to see of it.
fn shown(
    folder: &Path,
    answer: SnapshotAnswer,
    limits: &Limits,
    progress: &(dyn Fn(&Step<'_>) + Sync),
) -> Result<Demonstration, Error> {
    files::write(&folder.join("snapshot.json"), |out| answer.write(out))?;
    let judged = Judged::from(answer);
    let assembly = Assembly::new(&judged.snapshot, &judged.policy)?;
    files::write(&folder.join("problem.json"), |out| assembly.problem.write_json(out))?;
    let start = Instant::now();
    let told = |found: &Progress| progress(&Step::Solving(found));
    let checked = limits.run(&told, |settings| solve_checked(&assembly, settings))?;
    let milliseconds = start.elapsed().as_millis();
    if limits.is_cancelled() {
        return Ok(Demonstration::cancelled());
    }
    files::write(&folder.join("solution.json"), |out| checked.solution.write_json(out))?;
    let plan = plan(&assembly, &checked);
    write_json(&folder.join("plan.json"), &plan)?;

    let subject = subject(&judged.snapshot, &plan)?;
    let shortlist = judge_homes(&assembly, &subject.id)?;
    write_json(&folder.join("shortlist.json"), &shortlist)?;
    let story = DemoStory {
        authority: Authorities::built_in()
            .get(&judged.snapshot.authority)
            .map_or("an authority", |known| &known.name),
        plan: &plan,
        shortlist: &shortlist,
        age: subject.age_on(judged.snapshot.date).years(),
        milliseconds,
        files: &listed(folder),
    };
    let page = demo_page(&story);
    Ok(Demonstration { format: FORMAT, page, plan: Some(plan), shortlist: Some(shortlist) })
}

/// Only what a demonstration made may be replaced: it holds the truth file of a synthetic authority.
fn existing(folder: &Path, council: &Path) -> Result<Existing, Error> {
    if folder.exists() && !folder.is_dir() {
        return Err(Error::BadRequest(format!("`{}` is a file, not a folder", folder.display())));
    }
    let filled = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    let ours = council.join("truth.json").is_file();
    if filled && !ours {
        return Err(Error::BadRequest(format!(
            "the folder `{}` is not empty and holds no earlier demonstration; name another",
            folder.display()
        )));
    }
    Ok(Existing::Replace)
}

/// The child whose shortlist is shown: who needs a home and gets one, of middle age among those.
fn subject<'a>(snapshot: &'a Snapshot, plan: &MatchPlan) -> Result<&'a Child, Error> {
    let placed = |id: &ChildId| plan.placements.iter().any(|proposal| proposal.child == *id);
    let mut candidates: Vec<&Child> = snapshot
        .children
        .iter()
        .filter(|child| child.search.moving == Moving::Needed && placed(&child.id))
        .collect();
    candidates.sort_by_key(|child| (child.birth_date, &child.id));
    let fallback = || snapshot.children.iter().find(|child| child.is_to_be_matched());
    candidates.get(candidates.len() / 2).copied().or_else(fallback).ok_or_else(|| {
        Error::BadRequest("no child of this county is to be matched; try another seed".to_owned())
    })
}

fn write_json(path: &Path, answer: &impl serde::Serialize) -> Result<(), Error> {
    files::write(path, |out| {
        serde_json::to_writer_pretty(&mut *out, answer)?;
        out.write_all(b"\n")
    })
}

fn listed(folder: &Path) -> Vec<(String, &'static str)> {
    let name =
        |part: &str| -> String { folder.join(part).components().collect::<PathBuf>().display().to_string() };
    vec![
        (name("council"), "the county's files: returns, homes, children, contracts, policy"),
        (name("council/truth.json"), "what the county was made with"),
        (name("snapshot.json"), "its checked state on the last day"),
        (name("problem.json"), "the matching problem that the rules build"),
        (name("solution.json"), "the proved answer: nearhome check verifies it"),
        (name("plan.json"), "the plan, child by child, with ledgers and approvals"),
        (name("shortlist.json"), "the shortlist above in full"),
    ]
}
