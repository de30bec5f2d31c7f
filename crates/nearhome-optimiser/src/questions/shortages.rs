//! Why children stay without a place, whatever is decided: these children, these homes and nothing else.
//!
//! Costs play no part. A child who stays unplaced in an optimum and is in no shortage could be placed; it was not
//! because something else would have cost more.

use nearhome_problem::{Limit, PlacementOption, Problem, Status, Stay, Totals};

use super::parts::{Part, Ties, parts};
use super::selection::{Selection, View};
use super::{Evidence, is_interrupted};
use crate::hall::{Applicant, TooFew, applicants, too_few};
use crate::{Settings, solve};

/// Children who cannot all be placed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shortage {
    /// Hall's condition: they may use these homes only, and need more places than these have. No child can be
    /// left out: fewer children are fewer places short.
    Places {
        /// Indices of the children, ascending, all of them there on `day`.
        children: Vec<u32>,
        /// Indices of every home that any of them may use, ascending.
        homes: Vec<u32>,
        /// Places that they need together, each the smallest number that it takes anywhere.
        needed: u64,
        /// Places of these homes; fewer than `needed`.
        places: u64,
        /// A day on which they are all there; `None` where no child of them has a stay.
        day: Option<i64>,
        /// How many of them stay unplaced at least.
        unplaced: u64,
    },
    /// There may be places enough, but not in the way in which these children need them: groups that must stay
    /// together, pairs apart, children alone, caps, limits, or stays that do not fit one after the other.
    Ties {
        /// Indices of the children, ascending.
        children: Vec<u32>,
        /// Indices of every home that any of them may use, ascending.
        homes: Vec<u32>,
        /// Places of these homes.
        places: u64,
        /// How many of them stay unplaced at least, whatever becomes of all others.
        unplaced: u64,
        /// Whether a child could be left out.
        minimal: Minimal,
        /// These children alone, with 1 as the cost of leaving each unplaced: its bound is at least `unplaced`.
        evidence: Box<Evidence>,
    },
}

/// Whether a set of children is as small as it can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Minimal {
    /// Without any one of them fewer would have to stay unplaced.
    Yes,
    /// The run was stopped before all were tried.
    NotShown,
}

impl Shortage {
    /// The children, ascending.
    #[must_use]
    pub fn children(&self) -> &[u32] {
        match self {
            Self::Places { children, .. } | Self::Ties { children, .. } => children,
        }
    }

    /// How many of the children stay unplaced at least.
    #[must_use]
    pub fn unplaced(&self) -> u64 {
        match self {
            Self::Places { unplaced, .. } | Self::Ties { unplaced, .. } => *unplaced,
        }
    }
}

/// All shortages of a problem; no child is in two of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortages {
    /// Ordered by their first children.
    pub shortages: Vec<Shortage>,
    /// How many children stay unplaced at least, over all shortages.
    pub unplaced: u64,
    /// Whether `unplaced` is the whole of it.
    pub count: Count,
}

/// Whether a number is the whole of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Count {
    /// Some answer, whatever it costs, leaves exactly so many unplaced.
    Exact,
    /// More may have to stay unplaced: the run was stopped, or limits on all eight levels left no room to count.
    AtLeast,
    /// The limits cannot be kept even if everybody could stay unplaced, so that there is no answer at all.
    NoAnswer,
}

/// Finds who cannot be placed, whatever it costs and whoever must be: as if each child could stay unplaced.
///
/// Children who must be placed and children who need not are treated alike, so that the question has an answer for
/// infeasible problems too; `fixed` children have their one home. What limits and caps say is kept.
///
/// Where children only compete for places the answer comes from a maximum matching; elsewhere from proved
/// bounds on the number unplaced, which takes a solution of such a problem for each part, and some more to
/// leave out children.
///
/// # Examples
///
/// ```
/// use nearhome_optimiser::questions::{Shortage, shortages};
/// use nearhome_optimiser::Settings;
/// use nearhome_problem::Problem;
///
/// let problem = Problem::read_json(br#"{
///     "format": "nearhome-problem/1", "levels": ["pence"],
///     "children": [{ "id": "c1" }, { "id": "c2" }, { "id": "c3" }],
///     "homes": [{ "id": "h1", "places": 1 }, { "id": "h2", "places": 5 }],
///     "options": [{ "child": 0, "home": 0, "cost": [5] }, { "child": 1, "home": 0, "cost": [3] },
///                 { "child": 2, "home": 1, "cost": [4] }]
/// }"#.as_slice())?;
/// let found = shortages(&problem, &Settings::default());
/// assert_eq!(found.unplaced, 1);
/// assert_eq!(found.shortages[0].children(), [0, 1]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn shortages(problem: &Problem, settings: &Settings<'_>) -> Shortages {
    let everybody = Selection::all(problem);
    let mut found = Shortages { shortages: Vec::new(), unplaced: 0, count: Count::Exact };
    for part in parts(problem, Ties::Hard) {
        let by_places = on_the_worst_day(problem, &everybody, &part.children);
        let unplaced = by_places.iter().map(Shortage::unplaced).sum();
        let (count, by_ties) = counted(problem, &part, unplaced, settings);
        found.count = found.count.max(count);
        match by_ties {
            Some(shortage) => found.shortages.push(shortage),
            None => found.shortages.extend(by_places),
        }
    }
    found.shortages.sort_unstable_by(|one, other| one.children().cmp(other.children()));
    found.unplaced = found.shortages.iter().map(Shortage::unplaced).sum();
    found
}

/// Hall's condition on the day on which most children must stay unplaced, the first of several.
fn on_the_worst_day(problem: &Problem, everybody: &Selection, children: &[u32]) -> Vec<Shortage> {
    let applicants = applicants(problem, &everybody.fixed, children);
    let places: Vec<u32> = problem.homes.iter().map(|home| home.places).collect();
    let stay = |child: u32| problem.children[child as usize].stay;
    let mut days: Vec<Option<i64>> =
        children.iter().map(|&child| stay(child).map(|stay| stay.from)).collect();
    days.sort_unstable();
    days.dedup();
    let on = |day: Option<i64>| {
        let is_there = |applicant: &&Applicant| is_there(stay(applicant.child), day);
        let there: Vec<Applicant> = applicants.iter().filter(is_there).cloned().collect();
        let short = too_few(&there, &places).into_iter();
        short.map(|short| by_places(short, &there, day, &stay)).collect::<Vec<Shortage>>()
    };
    let unplaced = |short: &Vec<Shortage>| short.iter().map(Shortage::unplaced).sum::<u64>();
    days.into_iter().map(on).rev().max_by_key(unplaced).unwrap_or_default()
}

fn is_there(stay: Option<Stay>, day: Option<i64>) -> bool {
    stay.is_none_or(|stay| day.is_some_and(|day| stay.from <= day && day < stay.to))
}

fn by_places(
    short: TooFew,
    there: &[Applicant],
    day: Option<i64>,
    stay: &dyn Fn(u32) -> Option<Stay>,
) -> Shortage {
    let TooFew { children, homes, needed, places } = short;
    let is_listed = |applicant: &&Applicant| children.binary_search(&applicant.child).is_ok();
    let mut needs: Vec<u64> =
        there.iter().filter(is_listed).map(|applicant| u64::from(applicant.need)).collect();
    needs.sort_unstable_by(|one, other| other.cmp(one));
    let mut missing = needed - places;
    let fewest = needs.iter().take_while(|&&need| {
        let is_missing = missing > 0;
        missing = missing.saturating_sub(need);
        is_missing
    });
    let unplaced = fewest.count() as u64;
    let day = day.filter(|_| children.iter().any(|&child| stay(child).is_some()));
    Shortage::Places { children, homes, needed, places, day, unplaced }
}

/// Whether all is known of how many of a part must stay unplaced, and the shortage where ties keep more of them
/// unplaced than too few places do.
fn counted(
    problem: &Problem,
    part: &Part,
    by_places: u64,
    settings: &Settings<'_>,
) -> (Count, Option<Shortage>) {
    if !part.is_tied {
        return (Count::Exact, None);
    }
    let Some(counted) = count(problem, &part.children, settings) else { return (Count::AtLeast, None) };
    if counted.solution.status == Status::Infeasible {
        return (Count::NoAnswer, None);
    }
    let Some(bound) = least(&counted) else { return (Count::AtLeast, None) };
    let most = counted.solution.totals.as_ref().map(|totals| totals[0]);
    let count = if most == Some(i128::from(bound.max(by_places))) { Count::Exact } else { Count::AtLeast };
    let is_more = bound > by_places;
    (count, is_more.then(|| shrunk(problem, &part.children, counted, bound, settings)))
}

/// How many are proved to stay unplaced.
fn least(counted: &Evidence) -> Option<u64> {
    u64::try_from(counted.solution.bound.as_ref()?[0]).ok()
}

/// Counts how many of some children must stay unplaced; `None` when limits bind all levels that there can be.
fn count(problem: &Problem, children: &[u32], settings: &Settings<'_>) -> Option<Evidence> {
    let mut limited: Vec<usize> = problem.limits.iter().map(|limit| limit.level).collect();
    limited.sort_unstable();
    limited.dedup();
    if limited.len() >= nearhome_problem::LEVELS_MAX {
        return None;
    }
    let counted = |count: i64, cost: Option<&[i64]>| {
        let levels = limited.iter().map(|&level| cost.map_or(0, |cost| cost[level]));
        Some(std::iter::once(count).chain(levels).collect::<Vec<i64>>())
    };
    let names = limited.iter().map(|level| format!("limited-{level}"));
    let limit = |limit: &Limit| Limit {
        level: 1 + limited.binary_search(&limit.level).expect("listed before"),
        max: limit.max,
    };
    let selection = Selection::new(problem, children.to_vec());
    let problem = selection.problem(
        problem,
        &View {
            levels: std::iter::once("unplaced".to_owned()).chain(names).collect(),
            option: &|option: PlacementOption<'_>| counted(0, Some(option.cost)),
            unplaced: &|child| counted(1, problem.children[child as usize].unplaced.as_deref()),
            tie: &|cost| counted(0, Some(cost)),
            limits: problem.limits.iter().map(limit).collect(),
        },
    );
    let solution = solve(&problem, settings);
    Some(Evidence { problem, solution })
}

/// Leaves out children, many at a time as long as that goes well, while as many must stay unplaced.
///
/// Of fewer children never more must stay unplaced, so who cannot be left out now cannot be later.
fn shrunk(
    problem: &Problem,
    children: &[u32],
    mut evidence: Evidence,
    unplaced: u64,
    settings: &Settings<'_>,
) -> Shortage {
    let mut kept = children.to_vec();
    let mut minimal = Minimal::Yes;
    let mut pending: Vec<Vec<u32>> = halves(children);
    while let Some(chunk) = pending.pop() {
        if is_interrupted(settings) {
            minimal = Minimal::NotShown;
            break;
        }
        let without: Vec<u32> =
            kept.iter().copied().filter(|child| chunk.binary_search(child).is_err()).collect();
        let counted = if without.is_empty() { None } else { count(problem, &without, settings) };
        match counted {
            Some(counted) if least(&counted) >= Some(unplaced) => {
                (kept, evidence) = (without, counted);
            }
            Some(counted) if chunk.len() == 1 && !is_below(&counted, unplaced) => minimal = Minimal::NotShown,
            _ => pending.extend(halves(&chunk)),
        }
    }
    let mut homes: Vec<u32> = applicants(problem, &Selection::all(problem).fixed, &kept)
        .into_iter()
        .flat_map(|one| one.homes)
        .collect();
    homes.sort_unstable();
    homes.dedup();
    let places = homes.iter().map(|&home| u64::from(problem.homes[home as usize].places)).sum();
    Shortage::Ties { children: kept, homes, places, unplaced, minimal, evidence: Box::new(evidence) }
}

/// Whether an answer was found that leaves fewer unplaced.
fn is_below(counted: &Evidence, unplaced: u64) -> bool {
    let below = |totals: &Totals| totals[0] < i128::from(unplaced);
    counted.solution.totals.as_ref().is_some_and(below)
}

/// Both halves of a list of two and more; the latter first, as they are taken from the end.
fn halves(children: &[u32]) -> Vec<Vec<u32>> {
    let (one, other) = children.split_at(children.len() / 2);
    if one.is_empty() { Vec::new() } else { vec![other.to_vec(), one.to_vec()] }
}
