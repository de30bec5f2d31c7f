//! The matching problem and the checks that make it one.

use serde::{Deserialize, Serialize};

use crate::format::present;
use crate::{COST_END, InvalidProblem, LEVELS_MAX, OptionSet, PLACES_MAX, schema};

/// The days for which a child needs a place: from `from` until the day before `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(from = "(i64, i64)", into = "(i64, i64)")]
pub struct Stay {
    /// First day.
    pub from: i64,
    /// First day on which the place is free again; greater than `from`.
    pub to: i64,
}

impl Stay {
    /// The stay of a child who needs the place always; it overlaps every other.
    pub const ALWAYS: Self = Self { from: i64::MIN, to: i64::MAX };

    /// Whether the two are there on some common day.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }
}

impl Child {
    /// When the child is there, [`Stay::ALWAYS`] where the problem does not say.
    #[must_use]
    pub fn window(&self) -> Stay {
        self.stay.unwrap_or(Stay::ALWAYS)
    }
}

impl From<(i64, i64)> for Stay {
    fn from((from, to): (i64, i64)) -> Self {
        Self { from, to }
    }
}

impl From<Stay> for (i64, i64) {
    fn from(stay: Stay) -> Self {
        (stay.from, stay.to)
    }
}

/// A child of the problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Child {
    /// Stable id; ties between equal answers are broken by the order of children, not by it.
    pub id: String,
    /// Cost of leaving the child without a placement; absent (`None`): the child must be placed.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "schema::cost")]
    pub unplaced: Option<Vec<i64>>,
    /// When the child needs the place; absent (`None`): always.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Stay")]
    pub stay: Option<Stay>,
}

/// A home of the problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Home {
    /// Stable id.
    pub id: String,
    /// Places free for this problem, `0..=1_000_000`.
    #[schemars(range(max = PLACES_MAX))]
    pub places: u32,
}

/// Children who live in one home.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Together {
    /// Indices of the children, at least one, no index twice.
    #[schemars(length(min = 1))]
    pub children: Vec<u32>,
    /// Paid once when the children do not end up all in one home or all unplaced.
    /// Absent (`None`): they must.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "schema::cost")]
    pub split_cost: Option<Vec<i64>>,
}

/// Two children who are kept apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Apart {
    /// Indices of the two children.
    pub children: [u32; 2],
    /// Paid once if they ever share a home at the same time. Absent (`None`): they must not.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "schema::cost")]
    pub cost: Option<Vec<i64>>,
}

/// At most `places` children at a time over these homes together.
///
/// It counts children, not the places they take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cap {
    /// Stable id, for messages.
    #[serde(default)]
    pub id: String,
    /// Indices of the homes, no index twice.
    pub homes: Vec<u32>,
    /// The most children at a time.
    pub places: u32,
}

/// The sum on one level may not exceed `max`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Index of the level.
    pub level: usize,
    /// The largest permitted sum.
    pub max: i64,
}

/// A limit as the file has it: the level by name.
#[derive(Clone, Debug, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "Limit")]
#[serde(deny_unknown_fields)]
pub(crate) struct LimitFile {
    /// Name of the level.
    pub(crate) level: String,
    /// The largest permitted sum.
    #[schemars(range(min = 0))]
    pub(crate) max: i64,
}

/// The child goes to that home.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fixed {
    /// Index of the child.
    pub child: u32,
    /// Index of the home; there must be an option for the pair.
    pub home: u32,
}

/// The parts of a problem before they are checked.
///
/// Costs have one number a level, most important level first; minimisation is lexicographic.
#[derive(Clone, Debug, Default, PartialEq, Eq, schemars::JsonSchema)]
#[schemars(title = "nearhome-problem/1", deny_unknown_fields, default, transform = schema::add_format)]
pub struct ProblemParts {
    /// Names of the levels, most important first, 1 to 8 of them, all different.
    #[schemars(length(min = 1, max = LEVELS_MAX))]
    pub levels: Vec<String>,
    /// The children, in the order that indices refer to.
    pub children: Vec<Child>,
    /// The homes, in the order that indices refer to.
    pub homes: Vec<Home>,
    /// The permitted pairs.
    pub options: OptionSet,
    /// Groups to keep together.
    pub together: Vec<Together>,
    /// Pairs to keep apart.
    pub apart: Vec<Apart>,
    /// Children who take every place of their home during their stay, no index twice.
    pub alone: Vec<u32>,
    /// Caps over sets of homes.
    pub caps: Vec<Cap>,
    /// Limits on levels.
    #[schemars(with = "Vec<LimitFile>")]
    pub limits: Vec<Limit>,
    /// Decided pairs.
    pub fixed: Vec<Fixed>,
}

/// A matching problem in which every index, range and cost is valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem(ProblemParts);

impl Problem {
    /// Checks the parts and makes them a problem.
    ///
    /// # Errors
    ///
    /// [`InvalidProblem`] names the first part that is out of range, doubled or of the wrong length.
    pub fn new(parts: ProblemParts) -> Result<Self, InvalidProblem> {
        check_levels(&parts)?;
        check_children(&parts)?;
        check_homes(&parts)?;
        check_options(&parts)?;
        check_sides(&parts)?;
        check_fixed(&parts)?;
        Ok(Self(parts))
    }

    /// The checked parts, to read.
    #[must_use]
    pub fn parts(&self) -> &ProblemParts {
        &self.0
    }

    /// The parts, to change; they must be checked anew.
    #[must_use]
    pub fn into_parts(self) -> ProblemParts {
        self.0
    }
}

impl std::ops::Deref for Problem {
    type Target = ProblemParts;

    fn deref(&self) -> &ProblemParts {
        &self.0
    }
}

fn check_levels(parts: &ProblemParts) -> Result<(), InvalidProblem> {
    let count = parts.levels.len();
    if count == 0 || count > LEVELS_MAX {
        return Err(InvalidProblem::new("levels", format!("{count} levels; give 1 to {LEVELS_MAX}")));
    }
    for (index, name) in parts.levels.iter().enumerate() {
        if parts.levels[..index].contains(name) {
            return Err(InvalidProblem::new(format!("levels[{index}]"), "a level name is given twice"));
        }
    }
    Ok(())
}

fn check_children(parts: &ProblemParts) -> Result<(), InvalidProblem> {
    for (index, child) in parts.children.iter().enumerate() {
        if let Some(cost) = &child.unplaced {
            check_cost(parts, cost, || format!("children[{index}].unplaced"))?;
        }
        if let Some(stay) = child.stay
            && stay.from >= stay.to
        {
            return Err(InvalidProblem::new(
                format!("children[{index}].stay"),
                "a stay must end after it begins",
            ));
        }
    }
    Ok(())
}

fn check_homes(parts: &ProblemParts) -> Result<(), InvalidProblem> {
    match parts.homes.iter().position(|home| home.places > PLACES_MAX) {
        Some(index) => Err(InvalidProblem::new(
            format!("homes[{index}].places"),
            format!("more than {PLACES_MAX} places"),
        )),
        None => Ok(()),
    }
}

fn check_options(parts: &ProblemParts) -> Result<(), InvalidProblem> {
    if !parts.options.is_empty() && parts.options.levels() != parts.levels.len() {
        let fault = format!("{} numbers for {} levels", parts.options.levels(), parts.levels.len());
        return Err(InvalidProblem::new("options[0].cost", fault));
    }
    let mut pairs: Vec<(u32, u32, usize)> = Vec::with_capacity(parts.options.len());
    for (index, option) in parts.options.iter().enumerate() {
        check_child(parts, option.child, || format!("options[{index}].child"))?;
        check_home(parts, option.home, || format!("options[{index}].home"))?;
        check_cost(parts, option.cost, || format!("options[{index}].cost"))?;
        if option.places == 0 || option.places > PLACES_MAX {
            return Err(InvalidProblem::new(
                format!("options[{index}].places"),
                format!("takes {} places; give 1 to {PLACES_MAX}", option.places),
            ));
        }
        pairs.push((option.child, option.home, index));
    }
    pairs.sort_unstable();
    for pair in pairs.windows(2) {
        if (pair[0].0, pair[0].1) == (pair[1].0, pair[1].1) {
            return Err(InvalidProblem::new(
                format!("options[{}]", pair[1].2),
                format!("the pair is already given by options[{}]", pair[0].2),
            ));
        }
    }
    Ok(())
}

fn check_sides(parts: &ProblemParts) -> Result<(), InvalidProblem> {
    for (index, group) in parts.together.iter().enumerate() {
        check_set(&group.children, parts.children.len(), || format!("together[{index}].children"))?;
        if let Some(cost) = &group.split_cost {
            check_cost(parts, cost, || format!("together[{index}].split_cost"))?;
        }
    }
    for (index, pair) in parts.apart.iter().enumerate() {
        check_set(&pair.children, parts.children.len(), || format!("apart[{index}].children"))?;
        if let Some(cost) = &pair.cost {
            check_cost(parts, cost, || format!("apart[{index}].cost"))?;
        }
    }
    if !parts.alone.is_empty() {
        check_set(&parts.alone, parts.children.len(), || "alone".to_owned())?;
    }
    for (index, cap) in parts.caps.iter().enumerate() {
        if !cap.homes.is_empty() {
            check_set(&cap.homes, parts.homes.len(), || format!("caps[{index}].homes"))?;
        }
    }
    for (index, limit) in parts.limits.iter().enumerate() {
        if limit.level >= parts.levels.len() {
            return Err(InvalidProblem::new(format!("limits[{index}].level"), "no such level"));
        }
        if limit.max < 0 {
            return Err(InvalidProblem::new(format!("limits[{index}].max"), "a limit cannot be negative"));
        }
    }
    Ok(())
}

fn check_fixed(parts: &ProblemParts) -> Result<(), InvalidProblem> {
    if parts.fixed.is_empty() {
        return Ok(());
    }
    let mut pairs: Vec<(u32, u32)> = parts.options.iter().map(|option| (option.child, option.home)).collect();
    pairs.sort_unstable();
    let mut home_of = vec![None; parts.children.len()];
    for (index, fixed) in parts.fixed.iter().enumerate() {
        check_child(parts, fixed.child, || format!("fixed[{index}].child"))?;
        check_home(parts, fixed.home, || format!("fixed[{index}].home"))?;
        if pairs.binary_search(&(fixed.child, fixed.home)).is_err() {
            return Err(InvalidProblem::new(format!("fixed[{index}]"), "there is no option for this pair"));
        }
        if home_of[fixed.child as usize].replace(fixed.home).is_some() {
            return Err(InvalidProblem::new(format!("fixed[{index}].child"), "the child is fixed twice"));
        }
    }
    Ok(())
}

fn check_cost(parts: &ProblemParts, cost: &[i64], place: impl Fn() -> String) -> Result<(), InvalidProblem> {
    if cost.len() != parts.levels.len() {
        let fault = format!("{} numbers for {} levels", cost.len(), parts.levels.len());
        return Err(InvalidProblem::new(place(), fault));
    }
    match cost.iter().position(|level| !(0..COST_END).contains(level)) {
        Some(level) => {
            let place = format!("{}[{level}]", place());
            Err(InvalidProblem::new(place, "a cost must lie in 0..2^53"))
        }
        None => Ok(()),
    }
}

fn check_child(parts: &ProblemParts, child: u32, place: impl Fn() -> String) -> Result<(), InvalidProblem> {
    check_index(child, parts.children.len(), "children", place)
}

fn check_home(parts: &ProblemParts, home: u32, place: impl Fn() -> String) -> Result<(), InvalidProblem> {
    check_index(home, parts.homes.len(), "homes", place)
}

fn check_index(
    index: u32,
    count: usize,
    what: &str,
    place: impl Fn() -> String,
) -> Result<(), InvalidProblem> {
    if (index as usize) < count {
        return Ok(());
    }
    Err(InvalidProblem::new(place(), format!("index {index} is not below the number of {what}, {count}")))
}

fn check_set(indices: &[u32], count: usize, place: impl Fn() -> String) -> Result<(), InvalidProblem> {
    if indices.is_empty() {
        return Err(InvalidProblem::new(place(), "empty"));
    }
    for &index in indices {
        if index as usize >= count {
            return Err(InvalidProblem::new(place(), format!("index {index} is not below {count}")));
        }
    }
    let mut sorted = indices.to_vec();
    sorted.sort_unstable();
    if sorted.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(InvalidProblem::new(place(), "an index is given twice"));
    }
    Ok(())
}
